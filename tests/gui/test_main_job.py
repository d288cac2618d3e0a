# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a video to a character in the gallery, which is still there after a restart: once by mouse, once by keyboard."""
import os
import pathlib
import sys

from gui_driver import Gui
from tap import case, run

import media

CELL = "table cell"


def clip():
    """A real video where there is one, else a made one."""
    footage = sorted(pathlib.Path(os.environ["TEST_FOOTAGE_DIR"]).glob("*.mp4"))
    return footage[0] if footage else media.make("h264.mp4")


def cards(gui):
    return [node for node in gui.walk() if node.role == CELL and node.has("showing")]


def wait_ready(gui, n):
    gui.wait(lambda: len([card for card in cards(gui) if card.name.endswith("Ready")]) == n, 60, f"{n} ready characters")


def middle(node):
    node.gui.settle()    # The last drag may still move it.
    x, y, width, height = node.box()
    return x + width / 2, y + height / 2


def sent(gui):
    """The literal string of the range in the pane."""
    row = gui.find("Sent as Timestamps", "list item")
    return gui.wait(lambda: [node.name for node in gui.walk(row) if "," in node.name], what="a range")[0]


@case("mouse: a video is opened and the whole of the limit is chosen")
def open_by_mouse(gui):
    gui.find("Open Video…", "button").click()
    gui.choose_file("Open Video", clip())
    gui.find("Create Character", "button", timeout=30)
    assert sent(gui) == "0,3", sent(gui)


@case("mouse: dragging the end handle shortens what is sent, and no further than the limit")
def drag_end(gui):
    end = gui.find("Range end", "slider")
    start = gui.find("Range start", "slider")
    before = end.value
    (x, y), (left, _) = middle(end), middle(start)
    gui.drag((x, y), (x - (x - left) / 3, y))
    gui.wait(lambda: end.value < before, what="an earlier end")
    assert start.value == 0
    gui.drag(middle(end), (left, y))
    gui.wait(lambda: sent(gui) == "0,1", what="the least length")
    gui.drag(middle(end), (left + 2000, y))
    gui.wait(lambda: sent(gui) == "0,3", what="the greatest length")


@case("mouse: the body moves the range as a whole and undo brings it back")
def drag_body(gui):
    start = gui.find("Range start", "slider")
    x, y = middle(gui.find("Range", "slider"))
    gui.drag((x, y), (x + 60, y))
    gui.wait(lambda: start.value > 0, what="a later start")
    assert sent(gui) == "0,3", sent(gui)
    gui.find("Undo Range Change", "button").click()
    gui.wait(lambda: start.value == 0, what="the range as it was")


@case("mouse: Create Character ends in a card with its @username")
def create_by_mouse(gui):
    gui.find("Create Character", "button").click()
    wait_ready(gui, 1)
    assert [node for node in gui.walk() if node.role == "label" and node.name.startswith("@")]


@case("mouse: the clip of a character is dragged out of its card, and of its page, to another program")
def drag_clip(gui):
    output = pathlib.Path(gui.dir, "dropped")
    helper = pathlib.Path(__file__).with_name("drop_target.py")
    gui.spawn([sys.executable, helper, output], env=gui.env | {"GTK_A11Y": "none"})
    target = gui.xdo("search", "--sync", "--onlyvisible", "--name", "^Drop Target$").split()[-1]
    gui.xdo("windowmove", "--sync", target, 1150, 700)
    assert drop_on_target(gui, cards(gui)[0], output).endswith(".mp4")
    cards(gui)[0].click()
    gui.find("Copy @username", "button")
    assert drop_on_target(gui, gui.find("Play", "button"), output, offset=-200).endswith(".mp4")
    gui.key("alt+Left")
    gui.find("Characters", "table")


def drop_on_target(gui, node, output, offset=0):
    """The path that the other window was given."""
    output.unlink(missing_ok=True)
    x, y = middle(node)
    gui.carry((x + offset, y), (1200, 750))
    gui.wait(output.exists, what="dropped file")
    assert pathlib.Path(output.read_text()).exists()
    return output.read_text()


@case("the character is still there after a restart")
def remembered(gui):
    gui.restart()
    wait_ready(gui, 1)


@case("keyboard: the same again without the pointer")
def by_keyboard(gui):
    gui.xdo("mousemove", 1, 1)
    gui.xdo("key", "ctrl+n")
    gui.find("Open Video…", "button")
    gui.xdo("key", "ctrl+o")
    gui.choose_file("Open Video", clip())
    start = gui.find("Range start", "slider", timeout=30)
    for _ in range(30):
        if start.has("focused"):
            break
        gui.xdo("key", "Tab")
        gui.settle()
    assert start.has("focused"), "the handle cannot be reached by Tab"
    gui.xdo("key", "Right")
    gui.wait(lambda: start.value > 0, what="a start one frame later")
    gui.xdo("key", "ctrl+z")
    gui.wait(lambda: start.value == 0, what="the range as it was")
    gui.xdo("key", "ctrl+Return")
    wait_ready(gui, 2)


with Gui() as driven:
    run(driven, on_failure=driven.describe)
