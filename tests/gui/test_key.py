# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider that asks for a key: without a Secret Service, with a wrong key, and with a keyring."""
import json
import pathlib

import books
from gui_driver import Gui
from studio import Studio
from tap import case, run

import media

CELL = "table cell"
WRONG = "sk-a-wrong-key"
RIGHT = "sk-the-right-key"


def write_profile(base):
    """The contract of the Practice Studio as a provider of the person's own."""
    profile = json.loads(pathlib.Path(__file__).parents[2].joinpath("data/profiles/practice.json").read_text())
    del profile["builtin"]
    profile |= {"id": "own", "name": "Own Studio", "base": base}
    path = folder / "config/troupe/profiles/own.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(profile))
    books.keep(folder, "own", profile, base)
    (folder / "config/troupe/providers.ini").write_text("[troupe]\ndefault=own\n[provider own]\n")


def enter_key(gui, key):
    entry = gui.find("Key", "text")
    entry.click()
    gui.wait(lambda: entry.has("focused"), what="focus in the field")
    gui.type(key)
    gui.find("Apply", "button").press()


def open_provider(gui):
    gui.key("ctrl+comma")
    row = gui.find("Own Studio", "list item")
    row.click()
    gui.find("Key", "text")


def close_preferences(gui):
    gui.key("Escape")
    gui.escape("Preferences", "dialog")


@case("without a key the page says so, and leads to where it is entered")
def no_key(gui):
    gui.find("Create Character", "button")
    gui.read("Own Studio works only with a key of yours")
    assert not gui.find("Create Character", "button").has("sensitive")
    gui.find("Enter Key…", "button").press()
    gui.find("No key entered", "label")


@case("without a Secret Service the window says that the key lasts until it is closed")
def lasts_for_this_run(gui):
    enter_key(gui, WRONG)
    gui.find("The key lasts until Troupe is closed", "label")
    gui.read("This computer has no keyring service that could keep it, or the keyring is locked.")
    close_preferences(gui)
    gui.wait(lambda: not gui.says("works only with a key"), what="end of the request for a key")
    assert gui.find("Create Character", "button").has("sensitive")


@case("a wrong key is refused; with the right one the same character goes on")
def wrong_key(gui):
    gui.find("Name", "text").text = "Ada"
    gui.find("Create Character", "button").press()
    gui.find("Ada, Failed", CELL, 20)
    gui.find("Key refused", "label")
    assert studio.ledger()["characters"] == []
    open_provider(gui)
    enter_key(gui, RIGHT)
    gui.find("The key lasts until Troupe is closed", "label")
    close_preferences(gui)
    gui.find("Try Again", "button").press()
    gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and
                      node.name.startswith("Ada, @") and node.name.endswith("Ready")], 20, "the character")
    assert len(studio.ledger()["characters"]) == 1


@case("after a restart that key is gone")
def gone(gui):
    del gui.argv[1:]
    gui.restart()
    open_provider(gui)
    gui.find("No key entered", "label")
    close_preferences(gui)


@case("with a keyring the key is there after a restart, until it is removed")
def kept(gui):
    gui.start_keyring()
    gui.restart()
    open_provider(gui)
    enter_key(gui, RIGHT)
    gui.find("The key is in the keyring", "label")
    close_preferences(gui)
    gui.restart()
    open_provider(gui)
    gui.find("A key is entered", "label")
    gui.find("Remove Key", "button").press()
    gui.find("No key entered", "label")
    close_preferences(gui)
    gui.close()


@case("no file holds a key that was entered")
def nowhere(gui):
    assert b"DEBUG" in (folder / "troupe.log").read_bytes()    # what the window says of itself, too
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert WRONG.encode() not in data and RIGHT.encode() not in data, path


driven = Gui(media.make("h264.mp4"), env={"G_MESSAGES_DEBUG": "all"})
folder = pathlib.Path(driven.dir)
driven.forbid_service("org.freedesktop.secrets")
with Studio(folder / "own-studio", "--key", RIGHT) as studio:
    write_profile(studio.base)
    with driven as gui:
        run(gui, on_failure=gui.describe)
