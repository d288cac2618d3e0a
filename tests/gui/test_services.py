# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that takes addresses only and answers with a task: from adding it to the picture of a character."""
import json
import pathlib
import sqlite3
import subprocess

from gui_driver import Gui
from studio import Studio
from tap import case, run

import books
import media
import profiles

CELL = "table cell"
KEY = "sk-the-right-key"


def fill_in(gui, title, text):
    """Types into a row and applies it with Return."""
    entry = gui.find(title, "text")
    entry.click()
    gui.wait(lambda: entry.has("focused"), what=f"focus in {title}")
    gui.key("ctrl+a")
    gui.type(text)
    gui.key("Return")


def close_preferences(gui):
    """From one of its pages."""
    gui.key("Escape")
    gui.find("Add Provider…", "button")
    gui.escape("Preferences", "dialog")


def choose(gui, name):
    """Chooses a provider on the New Character page."""
    gui.find("Provider", "combo box").click()
    items = gui.wait(lambda: [node for node in gui.walk() if node.role == "list item" and node.has("showing") and
                              [label for label in gui.walk(node) if label.name == name]], what=f"offer of {name}")
    items[0].click()
    gui.read(f"{name} takes ")


def sent(gui):
    """The literal text of the range."""
    row = gui.find("Sent as Timestamps", "list item")
    return gui.wait(lambda: [node.name for node in gui.walk(row) if "," in node.name], what="a range")[0]


def chosen(gui):
    """Start and end on the timeline."""
    return gui.find("Range start", "slider").value, gui.find("Range end", "slider").value


def set_length(gui, text):
    fill_in(gui, "Length", text)
    gui.wait(lambda: abs(chosen(gui)[1] - chosen(gui)[0] - float(text)) < 0.001, what=f"a length of {text}")


def can_create(gui):
    return gui.find("Create Character", "button").has("sensitive")


@case("a service is added with its address and a key, and its test tells that both are right")
def add(gui):
    gui.find("Create Character", "button", 30)
    gui.key("ctrl+comma")
    gui.find("Add Provider…", "button").press()
    gui.find("EvoLink", "list item").click()
    fill_in(gui, "Address", studio.base + "/evolink/v1")
    fill_in(gui, "Key", KEY)
    gui.find("The key lasts until Troupe is closed", "label")
    gui.find("Test", "button").press()
    gui.read(f"{studio.base} answers and accepts the key.")
    close_preferences(gui)


@case("another provider changes the limits, the chips and what is asked, and never the range")
def switch(gui):
    set_length(gui, "1.5")
    range_there = chosen(gui)
    assert sent(gui) == "0,1.5" and can_create(gui), sent(gui)
    gui.read("Practice Studio takes 1 to 3\xa0s")
    gui.find("Fits Practice Studio", "label")
    gui.find("Free", "label")
    assert gui.says("EvoLink takes ").name != "Fits EvoLink"
    choose(gui, "EvoLink")
    gui.find("Its cost is not known", "label")
    gui.read("EvoLink takes 1 to 2\xa0s in steps of 1\xa0s")
    gui.find("Fits Practice Studio", "label")
    assert chosen(gui) == range_there and not can_create(gui), chosen(gui)
    choose(gui, "Practice Studio")
    assert chosen(gui) == range_there and sent(gui) == "0,1.5" and can_create(gui), sent(gui)


@case("keyboard: the space opens the row of the providers, and plays nothing")
def open_by_space(gui):
    row = gui.find("Provider", "combo box")
    gui.wait(lambda: row.has("focused"), what="focus on the row")
    gui.key("space")
    gui.wait(lambda: (node := gui.focused()) and node.role == "list item", what="focus in the opened row")
    gui.key("Escape")
    gui.wait(lambda: row.has("focused"), what="focus on the row again")
    gui.find("Play", "button")


@case("what is literally sent follows the provider: of a cut from its beginning, of an address the times there")
def literal(gui):
    fill_in(gui, "Start", "1")
    gui.wait(lambda: chosen(gui) == (1, 2), what="a later range")
    for name, limits, text in (("ChainHub", "1 to 3\xa0s in steps of 1\xa0s", "1,2"),
                               ("EvoLink", "1 to 2\xa0s in steps of 1\xa0s", "0,1"), ("Practice Studio", "1 to 3\xa0s", "0,1")):
        choose(gui, name)
        gui.read(f"{name} takes {limits}")
        gui.wait(lambda: sent(gui) == text, what=f"{text} in place of {sent(gui)}")
        assert chosen(gui) == (1, 2), chosen(gui)
    fill_in(gui, "Start", "0")
    gui.wait(lambda: chosen(gui) == (0, 2), what="a range from the beginning")


@case("only the button that says so fits the range to the service")
def fit(gui):
    set_length(gui, "3")
    choose(gui, "EvoLink")
    assert chosen(gui) == (0, 3) and sent(gui) == "0,3" and not can_create(gui), (chosen(gui), sent(gui))
    gui.find("EvoLink takes at most 2\xa0s", "label")
    gui.find("Fit to EvoLink", "button").press()
    gui.wait(lambda: sent(gui) == "0,2", what="two seconds")
    gui.find("Fits EvoLink", "label")
    assert chosen(gui) == (0, 2) and can_create(gui), chosen(gui)


@case("before it leaves the page says what goes where, and that real people are refused")
def travel(gui):
    row = gui.find("Leaves This Computer", "list item")
    words = " ".join(node.name for node in gui.walk(row))
    assert "2 seconds" in words and "without metadata" in words and "EvoLink" in words, words
    gui.read("real people are refused")  # The row unfolds by itself where something leaves.


@case("the character is made from the local file, with progress")
def create(gui):
    assert can_create(gui)
    gui.find("Name", "text").text = "Ada"
    gui.find("Create Character", "button").press()
    gui.find("Ada, Making…", CELL, 20).click()
    gui.wait(lambda: gui.find("Making of the character", "progress bar").value > 0, what="progress")
    gui.key("alt+Left")
    gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and node.name.startswith("Ada, @chr_") and
                      node.name.endswith("Ready")], 60, "the character")
    asked = " ".join(studio.ledger()["requests"])
    assert "/upload/stream" in asked and "DELETE" in asked, asked


def identities(gui):
    """Who knows the only character, as another process sees it; newest first."""
    with sqlite3.connect(f"file:{folder}/data/troupe/library.db?mode=ro", uri=True) as database:
        return [name for name, in database.execute("SELECT provider_id FROM identities ORDER BY seq DESC")]


def parts():
    """Of the only scene, on the disk"""
    with sqlite3.connect(f"file:{folder}/data/troupe/library.db?mode=ro", uri=True) as database:
        story = database.execute("SELECT story FROM scenes").fetchone()
    return [part if isinstance(part, str) else part["name"] for part in json.loads(story[0])["prompt"]["parts"]] \
        if story else []


@case("keyboard: a scene says who is not known at its provider, and leads to making them there from the kept cut")
def create_there(gui):
    gui.key("alt+2", "ctrl+shift+n")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")
    gui.find("Ada", "list item").click()
    gui.find("Not at Practice Studio yet", "label")
    gui.settle()
    gui.key("shift+F10")
    gui.find_menu()
    gui.key("Down", "Down", "Return")
    gui.find("Recreate “Ada”", "label", 20)
    gui.find("Create Character", "button", 20)
    gui.find("Fits Practice Studio", "label")
    choose(gui, "EvoLink")
    gui.read("The last character here cost ")
    choose(gui, "Practice Studio")
    gui.find("Free", "label")
    assert sent(gui) == "0,2" and not gui.peek("Name", "text"), sent(gui)
    gui.key("ctrl+Return")
    gui.find("Create Video", "button")
    gui.wait(lambda: len(identities(gui)) == 2, 30, "another identity")
    gui.wait_gone("Not at Practice Studio yet", "label")


@case("mouse: a name that only the provider knows is adopted, with a picture, and bound in the prompt")
def adopt(gui):
    gui.find("Prompt", "text").click()
    gui.key("ctrl+End")
    gui.type("and @stranger ")
    gui.read("No such character: @stranger")
    gui.key("Left", "Left")
    gui.key("shift+F10")
    gui.find_menu()
    gui.settle()
    [node for node in gui.walk() if node.role == "menu item"][0].click()
    gui.find("Adopt Character", "dialog")
    gui.find("Choose…", "button").click()
    gui.choose_file("Choose a Picture", picture)
    gui.find("picture.png", "label")
    gui.find("Adopt", "button").click()
    gui.wait_gone("Adopt Character", "dialog")
    gui.wait(lambda: "stranger" in parts(), what="the mention in the scene")
    assert identities(gui)[0] == "practice"
    gui.key("alt+1")
    gui.find("stranger, @stranger, Ready", CELL).click()
    gui.find("Copy @username", "button")
    assert not gui.peek("Source", "label") and not gui.peek("Play", "button")
    gui.key("alt+Left")


@case("mouse: the menu of a card makes the character again at a chosen provider, and it stays the same character")
def recreate(gui):
    card = gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and node.name.startswith("Ada, ")],
                    what="the card")[0]
    gui.settle()
    card.click(3)
    gui.find_menu()
    gui.key("Up", "Up", "Up", "Up", "Return")
    gui.find("Create Character", "button", 20)
    choose(gui, "EvoLink")
    gui.find("Fits EvoLink", "label")
    gui.read("real people are refused")
    gui.wait(lambda: can_create(gui), what="a button that can be pressed")
    gui.find("Create Character", "button").click()
    gui.wait(lambda: len(identities(gui)) == 4, 60, "one more identity")
    gui.wait(lambda: len([node for node in gui.walk() if node.role == CELL and node.name.startswith("Ada, @chr_") and
                          node.name.endswith("Ready")]) == 1, 30, "one card of it")


@case("its picture stays when the service and its links are gone")
def stays(gui):
    studio.__exit__(None)
    del gui.argv[1:]
    gui.restart()
    gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and node.name.startswith("Ada, @chr_")], 30,
             "the character")
    pictures = list((folder / "data/troupe/media/pictures").glob("*avatar*"))
    assert len(pictures) == 4 and all(picture.stat().st_size > 1000 for picture in pictures), pictures
    gui.close()


@case("no file holds the key")
def nowhere(_gui):
    for path in folder.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


driven = Gui(media.make("h264.mp4"))
folder = pathlib.Path(driven.dir)
picture = folder / "picture.png"
subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc=s=320x320", "-frames:v", "1", picture],
               check=True)
choices = folder / "config/troupe/providers.ini"
choices.parent.mkdir(parents=True)
choices.write_text("[provider chainhub]\n")
driven.forbid_service("org.freedesktop.secrets")
studio = Studio(folder / "service", "--key", KEY)
books.keep(folder, "evolink", profiles.load("evolink"), studio.base + "/evolink")
with driven as gui:
    run(gui, on_failure=gui.describe)
