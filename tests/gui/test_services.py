# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that takes addresses only and answers with a task: from adding it to the picture of a character."""
import pathlib

from gui_driver import Gui
from studio import Studio
from tap import case, run

import media

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
    gui.key("Escape")
    gui.wait_gone("Preferences", "dialog")


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
    return [node.name for node in gui.walk(row) if "," in node.name][0]


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
    assert gui.says("EvoLink takes ").name != "Fits EvoLink"
    choose(gui, "EvoLink")
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


@case("its picture stays when the service and its links are gone")
def stays(gui):
    studio.__exit__(None)
    del gui.argv[1:]
    gui.restart()
    gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and node.name.startswith("Ada, @chr_")], 30,
             "the character")
    pictures = list((folder / "data/troupe/media/pictures").glob("*avatar*"))
    assert len(pictures) == 1 and pictures[0].stat().st_size > 1000, pictures
    gui.close()


@case("no file holds the key")
def nowhere(_gui):
    for path in folder.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


driven = Gui(media.make("h264.mp4"))
folder = pathlib.Path(driven.dir)
driven.forbid_service("org.freedesktop.secrets")
studio = Studio(folder / "service", "--key", KEY)
with driven as gui:
    run(gui, on_failure=gui.picture)
