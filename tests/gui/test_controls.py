# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control of every page: Tab reaches it, it has a name, and its key does something; Alt+Left goes back."""
import pathlib

from controls import Controls
from gui_driver import Gui
from tap import case, run

import media

CELL = "table cell"
PAGES = ["Characters", "Scenes"]  # Tabs, which lead away; test_scenes goes there.
OPENER = """[Desktop Entry]
Type=Application
Name=Opener
Exec=sh -c "echo %u >> {}"
MimeType=x-scheme-handler/http;
"""


@case("the welcome")
def welcome(gui):
    gui.find("Try It Now", "button")
    assert controls.try_all(leave=PAGES) == []


@case("New Character without a clip, and Alt+Left goes back")
def empty(gui):
    gui.key("ctrl+n")
    gui.find("Choose a Clip", "label")
    assert controls.try_all(leave=["Back"]) == []
    gui.key("alt+Left")
    gui.find("Try It Now", "button")


@case("New Character after a failure")
def failed(gui):
    gui.hand_over("/nowhere.mp4")
    gui.find("Video not found", "label")
    # Try Again finds as little: what shows stays the same.
    assert controls.try_all(leave=["Back", "Try Again"]) == []


@case("New Character with a clip")
def loaded(gui):
    gui.hand_over(media.make("h264.mp4"))
    gui.find("Range end", "slider").value = 2.5
    gui.find("Range start", "slider").value = 0.5
    gui.key("plus")  # So that there is more of the clip to be shown.
    # Play goes to the end, where there is no next frame.
    idle = controls.try_all(leave=["Back", "Create Character", "Loop the Range", "Play"])
    assert idle == [], idle
    gui.find("Play", "button").press()
    gui.find("Pause", "button").press()
    gui.find("Play", "button")


@case("the page of a character")
def character(gui):
    gui.find("Create Character", "button").press()
    gui.wait(lambda: any(node.role == CELL and node.name.endswith("Ready") for node in gui.walk()), 20,
             "a ready character")
    gui.key("Return")
    gui.find("Copy @username", "button")
    idle = controls.try_all(leave=["Back"], twice=["Play"])
    assert idle == [], idle
    gui.key("alt+Left")
    gui.find("Search", "toggle button")


@case("the gallery")
def gallery(gui):
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on the card")
    # Dismiss is of a toast that may still be there; the search gives the focus to what was found.
    idle = controls.try_all(leave=["Dismiss", "Search", *PAGES])
    assert idle == [], idle
    gui.find("Search", "toggle button").press()
    gui.find("Search characters")
    gui.key("Escape")
    gui.wait_gone("Search characters")


driven = Gui()
folder = pathlib.Path(driven.dir)
opened = folder / "opened"
(folder / "data/applications").mkdir(parents=True)
(folder / "data/applications/opener.desktop").write_text(OPENER.format(opened))
(folder / "config/mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/http=opener.desktop\n")
with driven as gui:
    controls = Controls(gui, opened)
    run(gui, on_failure=gui.describe)
