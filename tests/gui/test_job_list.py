# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with jobs that go on: watched, moved, edited, cancelled, stopped, left to the background."""
import contextlib
import json
import pathlib
import signal
import sqlite3
import subprocess

from gui_driver import BUILD, Gui
from studio import Studio
from tap import case, run

import profiles

ASK, STOP = "GET /vllm-omni/v1/videos/{id}", "DELETE /vllm-omni/v1/videos/{id}"
FILE = "GET /files/{kind}/{file}"
RULES = [
    # Its videos are made forever, and of two that are to be stopped one cannot be and the other hears nothing of it.
    {"route": ASK, "fault": {"merge": {"status": "in_progress", "progress": 10}}},
    {"route": STOP, "times": 1, "fault": {"status": 409, "body": {"error": {"message": "It is nearly done"}}}},
    {"route": STOP, "times": 1, "fault": {"hang": True}},
    # The first file comes in part, and then for a while not at all.
    {"route": FILE, "times": 1, "fault": {"truncate": 9000}},
    {"route": FILE, "times": 1, "fault": {"hang": True}},
]
KITES, CARS = "A {red|blue} kite", "A {first|second|third|fourth} car"


class Keyed(Gui):
    """With a keyring that has the keys of the accounts."""

    def start_keyring(self):
        super().start_keyring()
        for account in ("my-openai-compatible", "my-practice", "my-vllm-omni"):
            subprocess.run([f"{BUILD}/src/cli/troupe-cli", "providers", "key", account], input=other.key, text=True,
                           env=self.env | self.app_env | {"LD_PRELOAD": ""}, stdout=subprocess.DEVNULL, check=True)


@contextlib.contextmanager
def silent(studio):
    """It answers nothing meanwhile."""
    studio.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        studio.process.send_signal(signal.SIGCONT)


def add_scene(name, provider, prompt):
    story = {"format": 1, "id": name, "provider": provider, "seconds": "4", "count": 1,
             "prompt": {"format": 1, "parts": [prompt]}}
    with sqlite3.connect(folder / "data/troupe/library.db") as database:
        database.execute("INSERT INTO scenes (id, story, created_us, changed_us) VALUES (?, ?, 1, 1)",
                         [name, json.dumps(story)])


def order(gui, prompt):
    gui.key("alt+2")
    gui.find(prompt, "list item").click()
    gui.wait(lambda: gui.find("Create Video", "button").has("sensitive"), what="a button that can be pressed")
    gui.settle()
    gui.key("ctrl+Return")


def jobs(gui, thing, state=""):
    """Which of the things are in a state, in the order of the list"""
    return [name.split()[1] for node, name in gui.survey() if f" {thing}, " in name and name.endswith(state) and
            node.role == "list item" and node.has("showing")]


def cars(gui, state=""):
    return jobs(gui, "car", state)


def open_job(gui, name, state):
    gui.settle()
    gui.find(f"{name}, vLLM-Omni, {state}", "list item").click()
    gui.find("Facts", "label")
    gui.settle()


def back(gui):
    gui.settle()
    gui.key("Escape")
    gui.wait_gone("Facts", "label")


def close_jobs(gui):
    gui.find("Close", "button", within=gui.find("Jobs", "dialog")).click()
    gui.wait_gone("Jobs", "dialog")


@case("one notice for two jobs that went on together; it opens the jobs")
def batch(gui):
    with silent(other):
        order(gui, KITES)
        gui.key("ctrl+j")
        gui.wait(lambda: len(jobs(gui, "kite", "Being sent")) == 2, what="two jobs")
        close_jobs(gui)
        gui.look_away()
    number = gui.find_notice("2 jobs have ended", "All of them are done.")
    assert gui.desktop.n_notices == 1, gui.desktop.notices
    gui.desktop.click(number)
    gui.find("Jobs", "dialog")
    gui.wait(lambda: len(jobs(gui, "kite", "Done")) == 2, what="two that are done")


@case("the window tells how much another program has downloaded, and goes on when that is killed")
def downloaded(gui):
    gui.wait(gui.is_active, what="the window with the focus")
    program = gui.start_cli("video", "create", "--provider", "my-practice", "--seconds", "4", "--prompt", "A boat")
    gui.find("A boat, Practice Studio, Being downloaded", "list item", 60)
    words = gui.wait(lambda: [name for _, name in gui.survey() if "Being downloaded" in name and name.endswith(" %")],
                     what="how much is there")[0]
    assert 0 < int(words.split()[-2]) < 100, words
    gui.wait(lambda: other.ledger()["requests"][FILE]["count"] == 2, what="the request that nobody answers")
    assert program.poll() is None
    program.kill()
    program.wait()
    gui.find("A boat, Practice Studio, Done", "list item", 60)
    close_jobs(gui)


def kept_order():
    """Of those that wait, as the library has it."""
    with contextlib.closing(sqlite3.connect(folder / "data/troupe/library.db")) as database:
        return [prompt.split()[1] for prompt, in database.execute(
            "SELECT prompt FROM jobs JOIN videos ON videos.id = video_id WHERE jobs.state = 'draft' ORDER BY position")]


@case("what waits for its turn is moved, by mouse and by keyboard")
def move(gui):
    gui.key("alt+Left")
    order(gui, CARS)
    gui.key("ctrl+j")
    gui.wait(lambda: cars(gui, "Waits for its turn") == ["third", "fourth"], what="two that wait")
    open_job(gui, "A fourth car", "Waits for its turn")
    gui.find("Move to Top", "button").click()
    gui.wait(lambda: kept_order() == ["fourth", "third"], what="the fourth first in the library")
    back(gui)
    gui.wait(lambda: cars(gui, "Waits for its turn") == ["fourth", "third"], what="the fourth first")
    open_job(gui, "A fourth car", "Waits for its turn")
    gui.key("alt+d")
    back(gui)
    gui.wait(lambda: cars(gui, "Waits for its turn") == ["third", "fourth"], what="the fourth below")
    open_job(gui, "A fourth car", "Waits for its turn")
    gui.key("alt+u")
    back(gui)
    gui.wait(lambda: cars(gui, "Waits for its turn") == ["fourth", "third"], what="the fourth above")


@case("what waits for its turn is cancelled, and costs nothing")
def cancel(gui):
    gui.settle()
    gui.find("Cancel", "button", within=gui.find("A fourth car, vLLM-Omni, Waits for its turn", "list item")).click()
    open_job(gui, "A fourth car", "Cancelled")
    gui.find("Nothing was charged", "label", within=gui.find("Charged", "list item"))
    back(gui)


@case("Stop asks first; the provider may say that it is too late")
def too_late(gui):
    open_job(gui, "A first car", "Being made")
    gui.find("Stop…", "button").press()
    gui.find("Stop It?", "alert")
    gui.read("What was paid may be lost.")
    gui.escape("Stop It?", "alert")
    assert STOP not in other.ledger()["requests"]
    gui.find("Stop…", "button").press()
    gui.find("Stop", "button", within=gui.find("Stop It?", "alert")).press()
    gui.read("It is too late to stop it: the provider goes on.")
    gui.wait_gone("Stop…", "button")
    back(gui)
    gui.find("A first car, vLLM-Omni, Being made", "list item")


@case("a window that is killed while it has a job stopped and another edited loses neither")
def killed(gui):
    gui.settle()
    gui.find("Stop…", "button", within=gui.find("A second car, vLLM-Omni, Being made", "list item")).click()
    gui.find("Stop", "button", within=gui.find("Stop It?", "alert")).press()
    gui.find("A second car, vLLM-Omni, Asked to stop", "list item")
    gui.wait(lambda: other.ledger()["requests"][STOP]["count"] == 2, what="the request to stop")
    open_job(gui, "A third car", "Waits for its turn")
    gui.find("Edit", "button").press()
    gui.app.kill()
    gui.app.wait()
    gui.app_env["GTK_USE_PORTAL"] = "1"    # from now on as in a sandbox
    gui.start()
    gui.key("ctrl+j")
    gui.find("A second car, vLLM-Omni, Stopped", "list item")
    assert other.ledger()["requests"][STOP]["count"] == 3
    assert "third" in cars(gui), cars(gui)


@case("a job that was taken back is edited: its scene is there with its words")
def edit(gui):
    if "third" not in cars(gui, "Cancelled"):
        gui.wait(lambda: cars(gui, "Being made") == ["third", "first"], what="the third, whose turn it is")
    open_job(gui, "A fourth car", "Cancelled")
    gui.find("Edit", "button").press()
    gui.wait_gone("Jobs", "dialog")
    gui.find("A fourth car", "label")
    gui.find("Create Video", "button")
    assert other.ledger()["requests"]["POST /vllm-omni/v1/videos"]["count"] <= 3


def close_into_background(gui):
    gui.wait(gui.is_active, what="the window with the focus")
    gui.key("ctrl+q")
    gui.find("Go On in the Background", "button", within=gui.find("Close Troupe?", "alert")).press()


@case("where the desktop does not allow the background the window stays and says so; else it goes on without one")
def background(gui):
    gui.desktop.allows_background = False
    close_into_background(gui)
    refused = gui.find("Not Allowed in the Background", "alert")
    gui.read("When it is closed, jobs go on when it is started again.")
    assert gui.peek("Go On in the Background", "button", refused) is None
    gui.escape("Not Allowed in the Background", "alert")
    gui.desktop.allows_background = True
    close_into_background(gui)
    gui.wait(lambda: not subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Troupe$"], env=gui.env,
                                        capture_output=True, timeout=20).stdout, what="the end of the window")
    assert gui.desktop.asked_background == ["To make characters and videos"] * 2, gui.desktop.asked_background
    gui.hand_over()
    gui.wait(gui.is_active, what="the window again")
    gui.key("ctrl+q")
    gui.find("Close", "button", within=gui.find("Close Troupe?", "alert")).press()
    assert gui.app.wait(20) == 0, gui.log()


driven = Keyed(keyring=True, desktop=True)
folder = pathlib.Path(driven.dir)
(folder / "rules.json").write_text(json.dumps(RULES))
other = Studio(folder / "other", "--faults", str(folder / "rules.json"))
profiles.add_accounts(folder, {"openai-compatible": other.base + "/openai", "practice": other.base,
                               "vllm-omni": other.base + "/vllm-omni"})
with open(folder / "config/troupe/providers.ini", "a", encoding="utf-8") as accounts:
    accounts.write("jobs=2\n")    # of the last account
assert driven.start_cli("video", "list").wait(60) == 0    # which makes the library
add_scene("kites", "my-openai-compatible", KITES)
add_scene("cars", "my-vllm-omni", CARS)
with other, driven as gui:
    run(gui, on_failure=gui.describe)
