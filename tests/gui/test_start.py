# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start, and what a person can do before there is anything in the library."""
from gui_driver import Gui
from tap import case, run


@case("the first start welcomes")
def welcome(gui):
    gui.find("Welcome to Troupe", "label")
    gui.find("Try It Now", "button")
    gui.find("Connect a Provider…", "button")


@case("closing the window ends the program, also while it starts, and it starts again")
def close(gui):
    gui.close()
    gui.start(early=True)
    gui.restart()    # closed while the library is being opened
    gui.find("Welcome to Troupe", "label")


with Gui() as gui:
    run(gui, on_failure=gui.describe)
