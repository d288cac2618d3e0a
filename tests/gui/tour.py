#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tour.py FOLDER: walks through Troupe and takes a picture of all it shows, in three widths, light and dark."""
import pathlib
import sys

from gui_driver import Gui

SIZES = {360: 640, 800: 600, 1280: 800}
SCHEMES = {"light": "prefer-light", "dark": "prefer-dark"}


class Tour:
    def __init__(self, gui, folder):
        self.gui, self.folder, self.count = gui, folder, 0

    def take(self, name):
        """Pictures of what is on show in each width, numbered in the order of the walk."""
        self.count += 1
        for width, height in SIZES.items():
            self.gui.resize(width, height)
            self.gui.picture(f"{self.folder}/{self.count:02}-{name}-{width}-{self.scheme}.png",
                             self.gui.window())

    def walk(self, scheme):
        self.scheme, self.count = scheme, 0
        self.gui.find("Try It Now", "button")
        self.take("welcome")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    gui = Gui(env={"ADW_DEBUG_COLOR_SCHEME": SCHEMES["light"]})
    with gui:
        tour = Tour(gui, folder)
        for scheme, setting in SCHEMES.items():
            gui.app_env["ADW_DEBUG_COLOR_SCHEME"] = setting
            gui.restart()
            tour.walk(scheme)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
