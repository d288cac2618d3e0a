# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole circle, by mouse in the gateway form and by keyboard only in the EvoLink form: two characters from two clips, a
scene that mentions both, an animatic, the video, a character made of that, who is in the next scene."""
import json
import os
import pathlib
import shutil
import subprocess

import books
from gui_driver import BUILD, Gui
from studio import Studio, colour_clip
from tap import case, run

CELL = "table cell"
FOOTAGE = pathlib.Path(os.environ["TEST_FOOTAGE_DIR"])
FORM = pathlib.Path(__file__).parents[2] / "data/profiles/evolink.json"


def write_evolink(base):
    """The EvoLink form at the Practice Studio, which need not be asked as seldom as the real one."""
    profile = json.loads(FORM.read_text())
    del profile["origins"]
    profile |= {"id": "form", "name": "EvoLink Form", "base": base}
    for call in profile["calls"].values():
        call.pop("origin", None)
        if "poll" in call:
            call["poll"] |= {"first": 0.3, "max": 1}
    path = folder / "config/troupe/profiles/form.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(profile))
    books.keep(folder, "form", profile, base)
    (folder / "config/troupe/providers.ini").write_text("[provider form]\n")


def clip(name, source):
    """A real video of somebody else under that name; without the footage, one of a colour."""
    real, path = FOOTAGE / f"{source}.mp4", folder / f"{name}.mp4"
    return shutil.copy(real, path) if real.exists() else colour_clip(path, "red")


def command(*words, **more):
    done = subprocess.run([f"{BUILD}/src/cli/troupe-cli", *words, "--json"], capture_output=True, text=True, env=driven.env,
                          timeout=100, **more)
    assert done.returncode == 0, done
    return json.loads(done.stdout)


def last_request():
    """Of the newest job, as the journal has it: text of JSON without the key."""
    return command("jobs", "show", command("jobs", "list")["jobs"][0]["id"])["job"]["request"]


def wait_ready(gui, start, count=1):
    """So many cards that begin so and are ready; the first of them."""
    def found():
        return [node for node in gui.walk() if node.role == CELL and node.name.startswith(start) and
                node.name.endswith(", Ready") and node.has("showing")]
    gui.wait(lambda: len(found()) == count, 60, f"{count} ready cards “{start}…”")
    gui.settle()
    return found()[0]


def times_shown(gui, name):
    return sum(its_name == name and node.has("showing") for node, its_name in gui.survey())


def paste_file(gui, path):
    gui.copy(pathlib.Path(path).as_uri() + "\r\n", "text/uri-list")
    gui.key("ctrl+v")


@case("mouse: two characters from two clips")
def characters_by_mouse(gui):
    for name, source in (("Ada", "lasercut"), ("Bob", "robot")):
        gui.find("New Character", "button").click()
        gui.find("Open Video…", "button").click()
        gui.choose_file("Open Video", clip(name, source))
        gui.wait(lambda: gui.find("Create Character", "button", 30).has("sensitive"), what="a character that can be made")
        gui.find("Create Character", "button").click()
        wait_ready(gui, name)


@case("mouse: a scene that mentions both, and its animatic")
def scene_by_mouse(gui):
    gui.find("Scenes", "page tab").click()
    gui.find("New Scene", "button").click()
    gui.find("Ada", "list item").click()
    gui.type(" waves to ")
    gui.find("Bob", "list item").click()
    gui.read("2 of 2 characters")
    gui.find("Animatic", "button").click()
    gui.find("Play", "button", 30).click()
    gui.find("Pause", "button").click()
    gui.find("Close", "button", within=gui.find("Animatic", "dialog")).click()
    gui.wait_gone("Animatic", "dialog")


@case("mouse: its video is made and watched")
def video_by_mouse(gui):
    gui.settle()
    gui.find("Create Video", "button").click()
    gui.find("Show", "button").click()
    wait_ready(gui, "@Ada waves to @Bob").click()
    gui.find("Play", "button", 20)
    gui.settle()    # It moves once the video tells its shape.
    gui.find("Play", "button").click()
    gui.find("Pause", "button").click()
    assert "/v1/videos" in last_request() and studio.base not in last_request(), last_request()


@case("mouse: a third character is made from it by its task, and is in the next scene")
def third_by_mouse(gui):
    gui.find("New Character from This", "button").click()
    gui.wait(lambda: gui.find("Create Character", "button", 30).has("sensitive"), what="a character that can be made")
    gui.find("Name", "text").text = "Cleo"
    gui.find("Create Character", "button").click()
    wait_ready(gui, "Cleo")
    assert "from_task" in last_request(), last_request()
    gui.find("Scenes", "page tab").click()
    gui.find("New Scene", "button").click()
    gui.find("Cleo", "list item").click()
    gui.type(" sleeps")
    gui.wait(lambda: gui.find("Create Video", "button").has("sensitive"), what="a scene that can be sent")
    gui.find("Create Video", "button").click()
    gui.find("Show", "button").click()
    wait_ready(gui, "@Cleo sleeps")


@case("after a restart all of it is there")
def restart(gui):
    (folder / "config/troupe/providers.ini").write_text("[troupe]\ndefault=form\n[provider form]\n")
    gui.restart()
    assert len(command("character", "list")["characters"]) == 3
    gui.key("alt+3")
    wait_ready(gui, "@", 2)
    gui.key("alt+1")
    wait_ready(gui, "Cleo")


@case("keyboard: two characters at the other account")
def characters_by_keyboard(gui):
    gui.xdo("mousemove", 1, 1)
    command("providers", "key", "form", input=studio.key + "\n")
    gui.restart()
    for name, source in (("Dan", "balle-jbart"), ("Eve", "kpy_uno")):
        wait_ready(gui, "Cleo")
        paste_file(gui, clip(name, source))
        gui.wait(lambda: gui.find("Create Character", "button", 30).has("sensitive"), what="a character that can be made")
        gui.key("ctrl+Return")
        wait_ready(gui, name)


@case("keyboard: a scene that mentions both, and its animatic")
def scene_by_keyboard(gui):
    gui.key("ctrl+shift+n")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")
    gui.type("@Dan waves to @Eve .")
    gui.read("2 of 2 characters")
    gui.key("ctrl+shift+Return")
    gui.find("Play", "button", 30)
    gui.tab_to("Play")
    gui.key("space")
    gui.find("Pause", "button")
    gui.escape("Animatic", "dialog")


@case("keyboard: its video is made and watched")
def video_by_keyboard(gui):
    gui.settle()
    gui.key("ctrl+Return")
    gui.find("The video is being made", "label")
    gui.key("alt+3")
    wait_ready(gui, "@Dan waves to @Eve")
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    gui.key("Home", "Return")
    gui.find("Play", "button", 20)
    gui.tab_to("Play")
    gui.key("space")
    gui.find("Pause", "button")
    assert f"{studio.base}/evolink/v1/videos/generations" in last_request(), last_request()


@case("keyboard: a third character is made from it, and is in the next scene")
def third_by_keyboard(gui):
    gui.tab_to("New Character from This")
    gui.key("Return")
    gui.wait(lambda: gui.find("Create Character", "button", 30).has("sensitive"), what="a character that can be made")
    gui.key("ctrl+Return")
    gui.wait(lambda: len(command("character", "list")["characters"]) == 6, 60, "the third")
    wait_ready(gui, "Dan")
    # This form has no word for a task (the gateway form has): the file goes to the service itself, and its address there.
    request = last_request()
    assert "from_task" not in request and "sora-character" in request and "video_url" in request, request
    assert f"{studio.base}/evolink" in request, request
    alias = command("character", "list")["characters"][0]["alias"]
    gui.key("ctrl+shift+n")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")
    gui.find(alias, "list item")    # in the cast
    gui.settle()
    n_there = times_shown(gui, alias)
    gui.type("At night, @")
    gui.wait(lambda: times_shown(gui, alias) > n_there, what="the list of characters")
    gui.key("Return")
    gui.type(" sleeps")
    gui.read("1 of 2 characters")
    gui.wait(lambda: gui.find("Create Video", "button").has("sensitive"), what="a scene that can be sent")
    gui.key("ctrl+Return")
    gui.find("The video is being made", "label")
    gui.key("alt+3")
    wait_ready(gui, "At night")


@case("after another restart all of it is there")
def restart_again(gui):
    gui.restart()
    gui.key("alt+3")
    wait_ready(gui, "", 4)
    gui.key("alt+1")
    wait_ready(gui, "", 6)
    gui.key("alt+2")
    gui.find("@Dan waves to @Eve .", "list item")
    gui.find("@Ada waves to @Bob", "list item")


driven = Gui(keyring=True)
folder = pathlib.Path(driven.dir)
with Studio(folder / "form-studio") as studio:
    write_evolink(studio.base + "/evolink")
    with driven as gui:
        run(gui, on_failure=gui.describe)
