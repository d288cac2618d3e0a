# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a character: stopped, interrupted, sent again, used, deleted and brought back."""
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import time

from gui_driver import Gui
from studio import FaultyProgram, Studio
from tap import case, run

import media
import profiles

CELL = "table cell"
CREATE = "POST /sora/v1/characters"
UPLOAD = "POST /api/common/upload/stream"
OPENER = """[Desktop Entry]
Type=Application
Name=Opener
Exec=sh -c "echo %u > {}"
MimeType=x-scheme-handler/http;
"""


def cells(gui):
    return [node.name for node in gui.walk() if node.role == CELL and node.has("showing")]


def wait_state(gui, state, timeout=20):
    gui.wait(lambda: [name for name in cells(gui) if name.endswith(", " + state)], timeout,
             f"card that is {state}")


def times(gui):
    return [node.name for node in gui.walk() if node.role == "label" and node.name.startswith("For ")]


def is_shown(gui):
    """Whether there is a window of Troupe on the screen."""
    return bool(subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Troupe$"], env=gui.env,
                               capture_output=True, timeout=20).stdout)


def open_page(gui, alias):
    """By the name on the card: over the picture stands what can be done about a failure."""
    def is_open():
        """A card that changes at that moment takes no notice of a click; a person clicks again."""
        gui.settle()
        card = gui.peek(alias, "label")
        if card and not gui.peek("Character Menu", "button"):
            card.click()
        return gui.peek("Character Menu", "button")
    gui.wait(is_open, what=f"page of {alias}")


@case("stopped while it is made it is gone, and Undo brings it back to be tried again")
def stop(gui):
    gui.hand_over(media.make("h264.mp4"))
    gui.find("Create Character", "button").press()
    wait_state(gui, "Making…")
    open_page(gui, "h264")
    gui.find("Making of the character", "progress bar")
    gui.find("Stop", "button").press()
    gui.find("“h264” stopped", "label")
    gui.find("Welcome to Troupe", "label")
    gui.find("Undo", "button").press()
    wait_state(gui, "Failed")


@case("once the request was sent it is too late to stop, and the window says so")
def too_late(gui):
    gui.find("Try Again", "button").press()
    wait_state(gui, "Making…")
    open_page(gui, "h264")
    gui.wait(lambda: studio.count(CREATE) == 1, what="the request")
    gui.find("Stop", "button").press()
    gui.find("Too late to stop: the request was sent", "label")


@case("mouse: the button tells how far all jobs are, and opens them; a job tells for how long it goes on")
def jobs_by_mouse(gui):
    gui.key("alt+Left")
    gui.settle()
    gui.find("1 job, 60 %", "button").click()
    gui.find("h264, Practice Studio, Being sent", "list item")
    before = gui.wait(lambda: times(gui), what="how long it goes on")
    gui.wait(lambda: times(gui) != before, what="a second more")
    assert list(gui.desktop.inhibitors.values()) == ["Characters or videos are being sent or downloaded"]
    gui.find("Close", "button", within=gui.find("Jobs", "dialog")).click()
    gui.wait_gone("Jobs", "dialog")


@case("closing meanwhile asks first, and says what may be paid without an answer")
def closing(gui):
    gui.key("ctrl+q")
    gui.find("Close Troupe?", "alert")
    gui.read("it may be carried out and paid without Troupe knowing")
    gui.escape("Close Troupe?", "alert")
    wait_state(gui, "Making…")
    gui.key("ctrl+q")
    gui.find("Go On in the Background", "button", within=gui.find("Close Troupe?", "alert")).press()
    gui.wait(lambda: not is_shown(gui), what="the end of the window")
    gui.hand_over()
    gui.wait(lambda: is_shown(gui), what="the window again")
    wait_state(gui, "Making…")
    gui.key("ctrl+q")
    gui.find("Close", "button", within=gui.find("Close Troupe?", "alert")).press()
    assert gui.app.wait(20) == 0, gui.log()


@case("keyboard: after the restart the jobs say what happened, and Copy as cURL has no key in it")
def jobs_by_keyboard(gui):
    studio.set_rules({"route": UPLOAD, "times": 1, "fault": {"hang": True}})
    gui.start()
    wait_state(gui, "Unknown")
    gui.find("1 job needs you", "button")
    gui.key("ctrl+j")
    gui.find("h264, Practice Studio, Answer lost", "list item")
    gui.read("Troupe sends nothing again by itself.")
    gui.settle()
    gui.key("Return")
    gui.find("Facts", "label")
    for title, value in (("Provider", "Practice Studio"), ("Requests Sent", "1"), ("Charged", "Not known")):
        gui.find(value, "label", within=gui.find(title, "list item"))
    gui.find("Copy as cURL", "button")
    gui.key("alt+u")
    gui.wait(lambda: gui.copied().startswith("curl"), what="the command line on the clipboard")
    assert "/sora/v1/characters" in gui.copied() and "Bearer ••••" in gui.copied(), gui.copied()
    gui.key("Escape")
    gui.wait_gone("Facts", "label")
    gui.settle()
    gui.find("Forget…", "button").press()
    gui.find("Forget It?", "alert")
    gui.escape("Forget It?", "alert")
    gui.find("Close", "button", within=gui.find("Jobs", "dialog")).click()
    gui.wait_gone("Jobs", "dialog")
    assert studio.count(CREATE) == 0


def send_it_again(gui):
    gui.find("Send Again…", "button").press()
    gui.find("Send Again?", "alert")
    gui.read("may be paid a second time; what it costs, the provider did not tell")
    gui.find("Send Again", "button").press()


@case("after the restart nothing is sent by itself; what is stopped while it is sent again is lost as before")
def stop_again(gui):
    open_page(gui, "h264")
    gui.find("Interrupted while sending", "label")
    send_it_again(gui)
    gui.wait(lambda: studio.count(UPLOAD) == 1, what="the upload")
    gui.find("Stop", "button").press()
    gui.find("“h264” not sent again; its first request may have been paid", "label")
    gui.find("Not sent again", "label")
    assert studio.count(CREATE) == 0


@case("Send Again asks before it does")
def send_again(gui):
    send_it_again(gui)
    gui.find("At Providers", "label", 20)
    assert studio.count(CREATE) == 1
    gui.wait(lambda: not gui.desktop.inhibitors, what="a session that may sleep again")
    assert not gui.desktop.n_notices, gui.desktop.notices


@case("what ended stays among the jobs and leads to its character")
def ended(gui):
    gui.key("alt+Left")
    gui.key("ctrl+j")
    gui.find("h264, Practice Studio, Done", "list item")
    gui.settle()
    gui.key("Return")
    gui.find("2", "label", within=gui.find("Requests Sent", "list item"))
    gui.find("Show Character", "button").press()
    gui.wait_gone("Jobs", "dialog")
    gui.find("Copy @username", "button")


@case("the page copies the @username, and opens and copies the link")
def use(gui):
    gui.find("Copy @username", "button").press()
    gui.wait(lambda: gui.copied().startswith("@"), what="the @username on the clipboard")
    assert gui.copied().endswith(" "), gui.copied()
    gui.find("Open Link", "button").press()
    gui.wait(lambda: opened.exists() and opened.read_text().endswith("\n"), what="the link to be opened")
    address = opened.read_text().strip()
    gui.find("Copy Link", "button").press()
    gui.wait(lambda: gui.copied() == address, what="the link on the clipboard")


@case("the page renames with F2, and keeps notes")
def edit(gui):
    gui.key("F2")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Name", what="focus on the name")
    gui.key("ctrl+a")
    gui.type("Grace")
    gui.key("Return")
    gui.find("Grace", "label")
    gui.find("Notes", "text").text = "Seen in spring"
    gui.key("alt+Left")
    gui.wait(lambda: cells(gui) and cells(gui)[0].startswith("Grace, @"), what="the new name")


@case("the gallery copies the @username with Ctrl+C")
def copy(gui):
    gui.copy("")
    username = gui.wait(lambda: cells(gui), what="the card")[0].split(", ")[1]
    gui.key("ctrl+c")
    gui.wait(lambda: gui.copied() == username + " ", what="the @username on the clipboard")
    gui.find(f"{username} copied", "label")


@case("what was deleted comes back whole")
def delete(gui):
    before = gui.wait(lambda: cells(gui), what="the card")
    gui.key("Delete")
    gui.find("“Grace” deleted here only", "label")
    gui.find("Welcome to Troupe", "label")
    gui.find("Undo", "button").press()
    gui.wait(lambda: cells(gui) == before, what="the card")


@case("a restart keeps all of it, and the search finds it by @username and note")
def restart(gui):
    before = gui.wait(lambda: cells(gui), what="the card")
    gui.restart()
    gui.wait(lambda: cells(gui) == before, what="the card")
    for words in (before[0].split(", @")[1][:6], "spring"):
        gui.type(words)
        gui.wait(lambda: cells(gui) == before, what=f"the card for {words!r}")
        gui.type("zz")
        gui.find("No Characters Found", "label")
        gui.key("Escape")
        gui.wait(lambda: cells(gui) == before, what="the card")
    gui.settle()  # The cards move up when the search is gone.
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on the card")
    gui.key("Return")
    gui.wait(lambda: gui.find("Notes", "text").text == "Seen in spring", what="the notes")
    gui.find("Copy @username", "button")


def lost(gui):
    return [node for node in gui.walk() if node.role == "list item" and node.name.startswith("A lost fox")
            and node.name.endswith("Answer lost") and node.has("showing")]


@case("of videos that another process lost one is chosen, one found, and one forgotten after a question")
def look_for(gui):
    for _ in range(3):
        gui.start_cli("video", "create", "--provider", "my-openai-compatible", "--prompt", "A lost fox",
                      "--seconds", "4").wait(60)
    gui.key("ctrl+j")
    gui.wait(lambda: len(lost(gui)) == 3, what="three lost videos")
    gui.find("Look for It", "button").press()
    gui.find("Which One Is It?", "alert")
    gui.find("This One", "button").press()
    gui.wait(lambda: len(lost(gui)) == 2, what="one that was chosen")
    gui.find("Look for It", "button").press()
    gui.wait(lambda: len(lost(gui)) == 1, what="one that was found")
    gui.find("Look for It", "button").press()
    gui.find("Nothing like it is in the provider’s list by now", "label")
    gui.find("Forget…", "button").press()
    gui.find("Forget", "button", within=gui.find("Forget It?", "alert")).press()
    gui.wait(lambda: not lost(gui), what="nothing lost")
    gui.find("Spending", "button").press()
    gui.find("3 requests, cost not known", "label")
    gui.find("Day", "radio button").press()
    gui.find("5 requests, cost not known", "label")
    ledger = other.ledger()
    assert ledger["requests"]["POST /openai/v1/videos"]["count"] == 3 and len(ledger["videos"]) == 2, ledger
    gui.find("Close", "button", within=gui.find("Jobs", "dialog")).click()
    gui.wait_gone("Jobs", "dialog")


def end_at_once(prompt):
    """Another program begins and ends a job, and all of it is seen only then."""
    now = time.time_ns() // 1000
    with contextlib.closing(sqlite3.connect(folder / "data/troupe/library.db")) as database, database:
        database.execute("INSERT INTO videos (id, provider_id, prompt, created_us) VALUES ('v', 'practice', ?, ?)",
                         [prompt, now])
        database.execute("INSERT INTO jobs (id, kind, video_id, provider_id, state, draft, created_us, changed_us, ended_us)"
                         " VALUES ('j', 'create-video', 'v', 'practice', 'failed', '{}', ?, ?, ?)", [now] * 3)


@case("one notice for what ended while another window had the focus; it opens the job, and goes when that is seen")
def notices(gui):
    gui.key("alt+1")
    gui.find("Jobs", "button", 60)    # nothing goes on
    gui.close()
    gui.desktop.notices.clear()
    # Long enough to be seen while it goes on: only what the window saw going on is news when it ends.
    studio.set_rules({"route": "POST /v1/videos", "times": 1, "fault": {"status": 400, "body": "{}", "delay_ms": 2000}})
    gui.start()
    gui.find("Jobs", "button")    # what ends before it is open is no news
    gui.look_away()
    assert gui.start_cli("video", "create", "--provider", "practice", "--seconds", "4", "--prompt", "A boat").wait(60)
    number = gui.find_notice("A boat", "Failed")
    assert gui.desktop.n_notices == 1, gui.desktop.notices
    gui.desktop.click(number)
    gui.find("Facts", "label")
    gui.find("400", "label", within=gui.find("HTTP Status", "list item"))
    gui.key("Escape")
    gui.wait_gone("Facts", "label")
    gui.settle()
    gui.escape("Jobs", "dialog")
    gui.look_away()
    assert gui.start_cli("video", "create", "--provider", "practice", "--seconds", "4", "--prompt", "A tree").wait(60)
    gui.find_notice("A tree", "Failed")
    assert gui.desktop.n_notices == 2, gui.desktop.notices
    end_at_once("A fox")
    gui.find_notice("A fox", "Failed")
    gui.look_back()
    gui.wait(lambda: not gui.desktop.notices, what="the end of the notice")


driven = Gui(desktop=True)
folder = pathlib.Path(driven.dir)
opened = folder / "opened"
(folder / "data/applications").mkdir(parents=True)
(folder / "data/applications/opener.desktop").write_text(OPENER.format(opened))
(folder / "config/mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/http=opener.desktop\n")
studio = FaultyProgram(driven.studios, {"route": UPLOAD, "times": 1, "fault": {"hang": True}},
                       {"route": CREATE, "times": 1, "fault": {"hang": True}})
driven.app_env["TROUPE_STUDIO"] = str(studio.path)
(folder / "other.json").write_text(json.dumps([
    {"route": "POST /openai/v1/videos", "times": 2, "fault": {"drop": "after"}},
    {"route": "POST /openai/v1/videos", "times": 1, "fault": {"drop": "before"}}]))
other = Studio(folder / "other", "--faults", str(folder / "other.json"))
profiles.add_accounts(folder, {"openai-compatible": other.base + "/openai"})
driven.app_env["TROUPE_KEY"] = other.key
with other, driven as gui:
    run(gui, on_failure=gui.describe)
