#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag_source.py PATH: a small window, such as a file manager has many of, from which a file can be dragged; or, where PATH
is no file, the words."""
import os
import sys

import gi
for name in ("Gdk", "Gtk"):
    gi.require_version(name, "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402

TITLE = "Drag Source"


def main(path):
    window = Gtk.Window(title=TITLE, child=Gtk.Label(label="File"), default_width=100,
                        default_height=100)
    dragged = Gdk.FileList.new_from_array([Gio.File.new_for_path(path)]) if os.path.exists(path) else path
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY,
                            content=Gdk.ContentProvider.new_for_value(dragged))
    window.add_controller(source)
    window.present()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(sys.argv[1])
