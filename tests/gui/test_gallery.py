# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery of a library that has characters, by keyboard alone."""
import subprocess

from gui_driver import BUILD, Gui
from tap import case, run

CELL = "table cell"


def cells(gui):
    return [node.name for node in gui.walk() if node.role == CELL and node.has("showing")]


def wait_cells(gui, *names):
    gui.wait(lambda: cells(gui) == list(names), what=f"cells {names}")


def key(gui, *keys):
    gui.xdo("key", "--delay", 30, *keys)


def focused(gui):
    return next((node for node in gui.walk() if node.has("focused")), None)


def wait_focus(gui, name):
    gui.wait(lambda: focused(gui) and focused(gui).name == name, what=f"focus on {name!r}")


@case("cards stand newest first and the first has the focus")
def order(gui):
    wait_cells(gui, "Zoe, Ready", "Robot, Ready", "Ada, Ready")
    wait_focus(gui, "Zoe, Ready")


@case("typing anywhere searches, Escape ends it")
def search(gui):
    gui.type("ob")
    wait_cells(gui, "Robot, Ready")
    gui.type("x")
    gui.find("No Characters Found", "label")
    key(gui, "Escape")
    wait_cells(gui, "Zoe, Ready", "Robot, Ready", "Ada, Ready")


@case("Ctrl+F opens the search and closes it")
def search_key(gui):
    key(gui, "ctrl+f")
    gui.find("Search characters")
    key(gui, "ctrl+f")
    gui.wait_gone("Search characters")


@case("a search goes on when the window becomes narrow")
def search_narrow(gui):
    key(gui, "ctrl+f")
    gui.type("ob")
    wait_cells(gui, "Robot, Ready")
    gui.resize(360, 500)
    gui.resize(800, 600)
    wait_focus(gui, "Search characters")
    gui.type("x")
    gui.find("No Characters Found", "label")
    key(gui, "Escape")
    wait_cells(gui, "Zoe, Ready", "Robot, Ready", "Ada, Ready")
    gui.resize(1000, 700)
    key(gui, "Home")


@case("F2 renames; a name that is taken is refused in the dialog")
def rename(gui):
    wait_focus(gui, "Zoe, Ready")
    key(gui, "F2")
    entry = gui.find("Name", "text")
    gui.wait(lambda: entry.has("focused"), what="focus in the field")
    key(gui, "ctrl+a")
    gui.type("Ada")
    key(gui, "Return")
    gui.wait(lambda: [node for node in gui.walk() if "another character has it" in node.name],
             what="reason of the refusal")
    key(gui, "ctrl+a")
    gui.type("Grace")
    key(gui, "Return")
    wait_cells(gui, "Grace, Ready", "Robot, Ready", "Ada, Ready")


@case("Delete takes a card away and Undo brings it back")
def delete(gui):
    gui.wait(lambda: focused(gui) and focused(gui).role == CELL, what="focus in the grid")
    key(gui, "Home", "Right")
    wait_focus(gui, "Robot, Ready")
    key(gui, "Delete")
    wait_cells(gui, "Grace, Ready", "Ada, Ready")
    gui.find("“Robot” deleted", "label")
    gui.find("Undo", "button").press()
    wait_cells(gui, "Grace, Ready", "Robot, Ready", "Ada, Ready")


@case("the menu of a card opens by keyboard and renames")
def menu(gui):
    gui.find("Ada, Ready", CELL)
    key(gui, "Home", "End")
    wait_focus(gui, "Ada, Ready")
    key(gui, "shift+F10")
    gui.find_menu()
    key(gui, "Escape")
    gui.wait(lambda: not [node for node in gui.walk() if node.role == "menu item"],
             what="end of the menu")
    wait_focus(gui, "Ada, Ready")


@case("the shortcuts and the preferences open and close by keyboard")
def dialogs(gui):
    key(gui, "ctrl+question")
    gui.find("Keyboard Shortcuts", "dialog")
    key(gui, "Escape")
    gui.wait_gone("Keyboard Shortcuts", "dialog")
    key(gui, "ctrl+comma")
    gui.find("Practice Studio", "label")
    key(gui, "Escape")
    gui.wait_gone("Practice Studio", "label")


@case("a restart remembers the names and the size of the window")
def restart(gui):
    gui.resize(760, 560)
    gui.restart()
    wait_cells(gui, "Grace, Ready", "Robot, Ready", "Ada, Ready")
    gui.wait(lambda: (760, 560) in [node.size() for node in gui.walk(depth=0)],
             what="window of 760x560")


driven = Gui()
subprocess.run([f"{BUILD}/tests/gui/seed-library", driven.dir + "/data/troupe", "Ada", "Robot", "Zoe"],
               check=True)
with driven as gui:
    run(gui, on_failure=gui.describe)
