# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes through all that Tab reaches, as a person without a pointer does, and tries what is there."""
import time

from accessible import GLib, Node

MOST, AT_ONCE = 80, 10
DEPTH = 3  # pages above each other, which Escape leaves one by one
PATIENCE = 10  # seconds, for what another program or a decoder does on a busy machine
KEYS = {"button": "space", "toggle button": "space", "slider": "Left", "combo box": "space",
        "table cell": "Return", "text": "5", "list item": "Return", "page tab": "Right",
        "spin button": "Up"}


class Controls:
    def __init__(self, gui, opened=None):
        """opened is a file that is written when the program lets another one open something."""
        self.gui, self.opened = gui, opened
        self.focused = []
        gui.bus.listen("focused", self.focus_cb)

    def focus_cb(self, name, path, value):
        if value:
            self.focused.append(Node(self.gui, name, path))

    def pump(self, done, timeout=1):
        """Takes events until done() is true, or for a while."""
        ended = []
        source = GLib.timeout_add(timeout * 1000, ended.append, True)  # Once: append returns None.
        while not done() and not ended:
            GLib.MainContext.default().iteration(True)
        if not ended:
            GLib.source_remove(source)

    def tab(self):
        """Moves the focus on; returns what has it then."""
        self.focused.clear()
        self.gui.key("Tab")
        self.pump(lambda: self.focused)
        return self.focused[-1] if self.focused else None

    def walk(self):
        """All that Tab reaches, once each, in order."""
        first = {}
        for _ in range(MOST // AT_ONCE):
            self.focused.clear()
            self.gui.xdo("key", "--delay", 25, *["Tab"] * AT_ONCE)
            self.pump(lambda: len(self.focused) >= AT_ONCE)
            news = [node for node in self.focused if node not in first]
            first.update((node, node) for node in news)
            if len(news) < len(self.focused):
                break
        return list(first.values())

    def names(self):
        """Role and name of all that Tab reaches; fails where a name is missing."""
        found = [(node.role, node.name) for node in self.walk()]
        assert found, "Tab reaches nothing"
        assert all(name.strip() for _, name in found), f"without a name: {found}"
        return found

    def unseen(self):
        """What may change without a sign on the screen."""
        return self.gui.copied(), self.opened.read_text() if self.opened and self.opened.exists() else ""

    def has_changed(self, screen, unseen):
        """Whether a person could notice that something was done, and not just the press of the key."""
        self.gui.settle()
        return self.gui.look() != screen or self.unseen() != unseen

    def use(self, node, key):
        """Uses a control by its key and goes back to it; returns whether something was done."""
        item = node.role, node.name
        self.gui.wait(self.gui.settle, what=f"rest before {item} is used")
        before = self.gui.look(), self.unseen()
        self.gui.key(key)
        node.has("focused")  # an answer from the program: it has had the key by then
        end = time.monotonic() + PATIENCE
        did_something = self.has_changed(*before)
        while not did_something and time.monotonic() < end:
            did_something = self.has_changed(*before)
        for _ in range(DEPTH):
            if node.has("focused") or self.is_back(*item):
                break
            self.gui.key("Escape")
            self.gui.wait(self.gui.settle, what="rest after Escape")
        self.gui.wait(lambda: node.has("focused") or self.is_back(*item), what=f"focus back on {item}")
        return did_something

    def is_back(self, role, name):
        """Whether the focus is there; a card is another object when its page is shown again."""
        node = self.gui.focused()
        return node and (node.role, node.name) == (role, name)

    def try_all(self, leave=(), twice=(), rows=()):
        """Uses every control but those to leave; returns those that did nothing.

        The key is pressed twice where the first time starts something that does not end by itself. Of
        list items only those that are named lead somewhere; the others are for reading.
        """
        todo = [(role, name) for role, name in self.names()
                if role in KEYS and name not in leave and (role != "list item" or name in rows)]
        idle = []
        for _ in range(MOST):
            node = self.tab()
            item = node and (node.role, node.name)
            if item not in todo:
                continue
            todo.remove(item)
            if not self.use(node, KEYS[item[0]]):
                idle.append(item)
            if item[1] in twice:
                self.gui.key(KEYS[item[0]])
            if not todo:
                break
        assert not todo, f"not reached again: {todo}"
        return idle
