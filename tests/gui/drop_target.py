#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""drop_target.py OUTPUT: a small window that takes a file, such as an editor has; its path goes into OUTPUT."""
import pathlib
import sys

import gi
for name in ("Gdk", "Gtk"):
    gi.require_version(name, "4.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

TITLE = "Drop Target"


def main(output):
    def drop_cb(_target, files, _x, _y):
        pathlib.Path(output).write_text(files.get_files()[0].get_path())
        return True

    window = Gtk.Window(title=TITLE, child=Gtk.Label(label="Here"), default_width=100, default_height=100)
    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    target.connect("drop", drop_cb)
    window.add_controller(target)
    window.present()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(sys.argv[1])
