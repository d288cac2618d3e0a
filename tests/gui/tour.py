#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tour.py FOLDER: walks through Troupe and takes a picture of all it shows, in three widths, light and dark."""
import pathlib
import subprocess
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

    def key(self, *keys):
        self.gui.xdo("key", "--delay", 30, *keys)

    def press(self, name, role="button"):
        self.gui.find(name, role).press()

    def dialog(self, name, *keys):
        """Opens a dialog by its keys, takes it and closes it."""
        self.key(*keys)
        self.take(name)
        self.key("Escape")
        self.gui.settle()

    def walk(self, scheme):
        self.scheme, self.count = scheme, 0
        gui = self.gui
        gui.find("Try It Now", "button")
        self.take("welcome")
        self.dialog("shortcuts", "ctrl+question")
        self.dialog("preferences", "ctrl+comma")
        self.key("ctrl+n")
        gui.find("Open Video…", "button")
        self.take("new-character-empty")
        self.key("alt+Left")
        self.press("Try It Now")
        gui.find("Create Character", "button")
        self.take("new-character")
        gui.resize(1280, 800)
        self.drag_to_close_up()
        self.take("new-character-range")
        self.press("Create Character")
        card = gui.wait(self.ready_card, 60, "finished character")
        self.take("characters")
        card.click()
        gui.find("Copy @username", "button")
        self.take("character")
        self.key("alt+Left")
        gui.find("Characters", "table")
        self.key("ctrl+f")
        gui.type("nobody")
        gui.find("No Characters Found", "label")
        self.take("characters-not-found")

    def drag_to_close_up(self):
        """Moves the range to where Pip looks at us."""
        x, y, width, height = self.gui.find("Range", "slider").box()
        strip = self.gui.find("Timeline").box()
        self.gui.drag((x + width / 2, y + height / 2), (strip[0] + strip[2] * 0.5, y + height / 2))

    def ready_card(self):
        return next((node for node in self.gui.walk()
                     if node.role == "table cell" and node.name.endswith("Ready")), None)


def main(folder, scheme):
    folder.mkdir(parents=True, exist_ok=True)
    with Gui(env={"ADW_DEBUG_COLOR_SCHEME": SCHEMES[scheme]}) as gui:
        Tour(gui, folder).walk(scheme)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        # One Gui a process: libatspi stays with its first bus.
        for scheme in SCHEMES:
            subprocess.run([sys.executable, __file__, sys.argv[1], scheme], check=True)
    else:
        main(pathlib.Path(sys.argv[1]), sys.argv[2])
