# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of videos: made, seen, played, starred, searched, saved, deleted and brought back, made into a character."""
import json
import pathlib
import sqlite3
import subprocess

from gui_driver import BUILD, Gui
from tap import case, run

import media

CELL = "table cell"
PROMPT = "@Ada waves from a red rocket"
BOAT = "A paper boat"


def cells(gui):
    return [node.name for node in gui.walk() if node.role == CELL and node.has("showing")]


def wait_cells(gui, *names):
    gui.wait(lambda: cells(gui) == list(names), what=f"cells {names}")


def command(*words, status=0):
    """Runs troupe-cli on the library of the window."""
    done = subprocess.run([f"{BUILD}/src/cli/troupe-cli", *words, "--json"], capture_output=True, text=True,
                          env=driven.env, timeout=100)
    assert done.returncode == status, done
    return json.loads(done.stdout)


def seed():
    command("character", "create", media.make("h264.mp4"), "--range", "0,2", "--alias", "Ada", "--provider", "practice")
    command("video", "create", "--provider", "practice", "--seconds", "4", "--prompt", PROMPT)


def open_oldest(gui):
    gui.settle()
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    gui.key("End")
    gui.wait(lambda: gui.focused().name == ADA, what="focus on the oldest")
    gui.key("Return")
    gui.find("Copy Prompt", "button")


ADA = PROMPT + ", with Ada, Practice Studio, Ready"
PLAIN = BOAT + ", Practice Studio, Ready"
FIRST = ("Wrong, Practice Studio, Failed", PLAIN, ADA)


@case("a video of another program comes into the window while it is made, and is refused or ready at its end")
def arrive(gui):
    gui.key("alt+3")
    wait_cells(gui, ADA)
    made = subprocess.Popen([f"{BUILD}/src/cli/troupe-cli", "video", "create", "--provider", "practice", "--seconds", "4",
                             "--prompt", BOAT], env=driven.env, stdout=subprocess.DEVNULL)
    gui.wait(lambda: cells(gui)[0].startswith(BOAT), what="the new card")
    assert made.wait(100) == 0
    wait_cells(gui, PLAIN, ADA)
    command("video", "create", "--provider", "practice", "--seconds", "4", "--size", "1x1", "--prompt", "Wrong", status=1)
    wait_cells(gui, *FIRST)


@case("typing searches prompts and names, the filter shows what was not made")
def search(gui):
    gui.type("ada")
    wait_cells(gui, ADA)
    gui.type("x")
    gui.find("No Videos Found", "label")
    gui.key("Escape")
    wait_cells(gui, *FIRST)


@case("keyboard: a star, and what was deleted comes back whole")
def star_and_delete(gui):
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    gui.key("Home", "Right")
    gui.wait(lambda: gui.focused().name == PLAIN, what="focus on the boat")
    gui.key("ctrl+d")
    gui.wait(lambda: command("video", "list")["videos"][1]["starred"], what="the star")
    gui.key("Delete")
    wait_cells(gui, "Wrong, Practice Studio, Failed", ADA)
    gui.find("Undo", "button").press()
    wait_cells(gui, *FIRST)


@case("keyboard: two are compared in one loop, with one bar for both")
def compare(gui):
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    gui.key("End")
    gui.wait(lambda: gui.focused().name == ADA, what="focus on the oldest")
    gui.key("shift+F10")
    gui.choose_from_menu("w")    # Compare With…
    dialog = gui.find("Compare Videos", "dialog")
    gui.read("1 of at most 4 videos chosen")
    assert not gui.find("Compare", "button", within=dialog).has("sensitive")
    gui.settle()
    gui.key("Tab", "space")
    gui.read("2 of at most 4 videos chosen")
    gui.tab_to("Compare")
    gui.key("Return")
    gui.read("0:00.00 / 0:04.0", 20)
    gui.wait(lambda: gui.focused().name == "Play", what="the focus on the bar")
    gui.find("Turn Sound Off", "toggle button")
    gui.tab_to("Turn Sound On")
    gui.key("space")
    gui.wait(lambda: [node.has("pressed") for node in gui.walk() if node.role == "toggle button"] == [False, True],
             what="the other one heard")
    gui.tab_to("Play")
    gui.key("space")
    gui.find("Pause", "button")
    gui.tab_to("Position")
    gui.key("End")    # of the bar: there the next round begins
    gui.wait(lambda: 0 < gui.find("Position", "slider").value < 2, what="the next round")
    gui.tab_to("Pause")
    gui.key("space")
    gui.find("Play", "button")
    gui.key("alt+Left")


@case("what failed says why, and leads to its job")
def failed(gui):
    gui.find("Wrong", "label").click()
    gui.find("Refused by the provider", "label")
    gui.find("Show Job", "button").press()
    gui.find("Facts", "label", within=gui.find("Jobs", "dialog"))
    gui.find("Show Video", "button").press()
    gui.wait_gone("Jobs", "dialog")
    gui.key("alt+Left")


@case("mouse: a video plays on its page, with its prompt and who is in it")
def play(gui):
    gui.find(ADA, CELL)
    gui.settle()
    gui.find(PROMPT, "label").click()
    gui.find("Play", "button", 20).press()
    gui.find("Pause", "button").press()
    gui.find("Position", "slider").value = 2
    gui.wait(lambda: next((node for node in gui.walk() if node.name.startswith("0:02.")), None), what="the frame at 2 s")
    gui.find("Ada", "label", within=gui.find("Cast", "list item"))
    gui.find("Copy Prompt", "button").press()
    gui.find("Prompt copied", "label")
    assert gui.copied() == PROMPT


@case("its last frame is the reference of a new scene, for which the same is chosen")
def last_frame(gui):
    gui.find("Video Menu").click()
    items = gui.find_menu()
    items[8].click()
    gui.find("Create Video", "button")
    gui.read("Drag to choose the part that is sent")
    gui.read("Write what is to be seen")
    picture, = pathlib.Path(gui.dir, "data/troupe/media/pictures").glob("reference-*.png")
    made = command("video", "list")["videos"]
    want, = [one["file"] for one in made if one["prompt"] == PROMPT]
    assert difference(picture, want) < 3
    gui.key("alt+3")
    open_oldest(gui)


def difference(picture, video):
    """The mean difference of the picture to the last frame of the video, of 255."""
    frames = [subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *more, "-vf", "scale=64:64,format=gray", "-frames:v", "1",
                              "-f", "rawvideo", "-"], check=True, capture_output=True, timeout=60).stdout
              for more in (["-i", picture], ["-sseof", "-0.1", "-i", video])]
    return sum(abs(one - other) for one, other in zip(*frames)) / len(frames[0])


@case("it is saved with its story in it")
def save(gui):
    target = pathlib.Path(gui.dir, "saved.mp4")
    gui.find("Save As…", "button").press()
    gui.save_file("Save Video", target)
    gui.find("Video saved", "label")
    told = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format_tags=comment", "-of", "json", target],
                          check=True, capture_output=True, timeout=60).stdout
    story = json.loads(json.loads(told)["format"]["tags"]["comment"])
    assert story["prompt"] == PROMPT and story["cast"][0]["alias"] == "Ada", story
    assert story["provider"]["id"] == "practice" and story["provider"]["job"], story


def n_scenes(gui):
    """On the disk, as another process sees them."""
    with sqlite3.connect(f"file:{gui.dir}/data/troupe/library.db?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM scenes WHERE deleted_us IS NULL").fetchone()[0]


@case("mouse: a saved video that is dropped where characters are made is a clip; its scene is back, once, a click away")
def drop_clip(gui):
    count = n_scenes(gui)
    gui.offer_file(pathlib.Path(gui.dir, "saved.mp4"))
    gui.key("ctrl+n")
    gui.find("Choose a Clip", "label")
    for _ in range(2):
        gui.drop("Drop a Video to Make a Character")
        gui.find("Scene restored", "label")
        gui.find("Create Character", "button", 20)
        gui.look_back()
    gui.find("Show Scene", "button").press()
    gui.find("What Is Sent…", "button")
    gui.read("1 of 2 characters")
    gui.wait(lambda: n_scenes(gui) == count + 1, what="its scene on the disk")


@case("mouse: a saved video that is dropped on videos or characters shows its scene, and can become a character")
def drop_scene(gui):
    for page in "alt+3", "alt+1":
        count = n_scenes(gui)
        gui.key(page)
        gui.drop("Drop a Video to Make a Character or Restore Its Scene")
        gui.find("What Is Sent…", "button")
        gui.read("1 of 2 characters")
        gui.wait(lambda count=count: n_scenes(gui) == count + 1, what="its scene on the disk")
        gui.look_back()
    gui.find("New Character", "button").press()
    gui.find("Create Character", "button", 20)


@case("among characters, a video that is pasted restores the scene of the file beside it; chosen in a dialog it offers that")
def restore_scene(gui):
    gui.key("alt+1")
    gui.find("Characters", "table")
    kept, = [one["file"] for one in command("video", "list")["videos"] if one["prompt"] == PROMPT]
    assert b"troupe-video" not in pathlib.Path(kept).read_bytes()
    gui.copy(pathlib.Path(kept).as_uri() + "\r\n", "text/uri-list")
    gui.key("ctrl+v")
    gui.find("What Is Sent…", "button")
    gui.find(PROMPT, "label")
    gui.read("1 of 2 characters")
    gui.key("ctrl+o")
    gui.choose_file("Open Video", pathlib.Path(gui.dir, "saved.mp4"))
    gui.find("Create Character", "button", 20)
    gui.find("Restore Scene", "button").press()
    gui.find("What Is Sent…", "button")
    gui.read("1 of 2 characters")
    gui.key("alt+3")
    open_oldest(gui)


@case("keyboard: Remix asks what is to be different, and the provider varies it; deleted there and here, it comes back here")
def remix(gui):
    gui.tab_to("Remix…")
    gui.key("Return")
    gui.find("Remix Video", "alert")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")
    gui.key("ctrl+a")
    gui.type("The same by night")
    gui.tab_to("Remix")
    gui.key("Return")
    wait_cells(gui, "The same by night, Practice Studio, Ready", *FIRST)
    request = command("jobs", "show", command("jobs", "list")["jobs"][0]["id"])["job"]["request"]
    assert "/remix" in json.dumps(request), request
    gui.settle()
    gui.key("Home")
    gui.wait(lambda: (node := gui.focused()) and node.name.startswith("The same"), what="focus on the new one")
    made, = [one["id"] for one in command("video", "list")["videos"] if one["prompt"] == "The same by night"]
    assert command("video", "show", made)["video"]["job"]
    gui.key("shift+F10")
    gui.choose_from_menu("p")    # Delete at Provider, Too…
    gui.find("Delete There, Too?", "alert")
    gui.read("Practice Studio deletes its copy for good")
    gui.tab_to("Delete")
    gui.key("Return")
    wait_cells(gui, *FIRST)
    gui.find("Undo", "button").press()
    wait_cells(gui, "The same by night, Practice Studio, Ready", *FIRST)
    gui.wait(lambda: command("video", "show", made)["video"]["job"] is None, what="the copy there deleted")
    gui.settle()
    gui.key("Home")
    gui.wait(lambda: (node := gui.focused()) and node.name.startswith("The same"), what="focus on it again")
    gui.key("Delete")
    wait_cells(gui, *FIRST)
    open_oldest(gui)


@case("a character is made from it, without the file leaving: by its task at the provider")
def make_character(gui):
    gui.find("New Character from This", "button").press()
    gui.find("Create Character", "button", 20).press()
    gui.wait(lambda: len([name for name in cells(gui) if name.endswith(", Ready")]) == 2, 60, "the new character")
    request = json.loads(command("jobs", "show", command("jobs", "list")["jobs"][0]["id"])["job"]["request"])
    assert "from_task" in json.dumps(request), request


@case("keyboard: what was sent is found in the history and used again, with what changed since")
def history(gui):
    gui.key("alt+1")
    gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and node.name.startswith("Ada,")], what="Ada")[0].click()
    gui.find("Copy @username", "button")
    gui.settle()
    gui.key("F2", "ctrl+a")
    gui.type("Eva")
    gui.key("Return")
    gui.wait(lambda: "Eva" in [one["alias"] for one in command("character", "list")["characters"]], what="the new name")
    gui.key("ctrl+h")
    gui.find("Sent prompts", "list")
    gui.settle()
    gui.type("eva rocket")
    gui.wait_gone(BOAT, "list item")
    gui.find(PROMPT, "list item")
    gui.key("Tab", "Return")
    gui.find("“Ada” is called “Eva” now.", "label")
    gui.find("Dismiss", "button").press()
    gui.wait_gone("“Ada” is called “Eva” now.", "label")
    gui.read("1 of 2 characters")
    gui.key("alt+3")
    gui.type("eva")
    wait_cells(gui, ADA)
    gui.key("Escape")


@case("after a restart all are there")
def restart(gui):
    gui.restart()
    gui.key("alt+3")
    wait_cells(gui, *FIRST)


driven = Gui()
seed()
with driven as gui:
    run(gui, on_failure=gui.describe)
