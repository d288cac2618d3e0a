#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program takes while a clip is open in it and nobody does anything: memory, and processor time, once it has
come to rest.

usage: rest.py BUILD_DIR [FILE]; without FILE a 60 s 1080p clip with a key frame every 250 is made.
"""
import json
import os
import pathlib
import re
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
TESTS = pathlib.Path(__file__).parent.parent
os.environ.setdefault("TEST_BUILD_DIR", BUILD)
sys.path += [str(TESTS / "gui"), str(TESTS / "support")]

from gui_driver import Gui  # noqa: E402
from scrub import make_clip  # noqa: E402

# What counts as rest before it is measured: a redraw may still come
REST_SECONDS = 3
REST_MS = 100

IDLE_SECONDS = 5


def memory_mb(gui):
    """All that is in memory, what no other program shares of that, and what is not a file."""
    text = pathlib.Path(f"/proc/{gui.app.pid}/smaps_rollup").read_text()
    names = {"rss_mb": "Rss", "pss_mb": "Pss", "anonymous_mb": "Anonymous"}
    return {name: round(int(re.search(rf"^{key}:\s*(\d+)", text, re.M)[1]) / 1024, 1) for name, key in names.items()}


def processor_ms(gui):
    """Of each thread, by name and number."""
    times = {}
    for task in pathlib.Path(f"/proc/{gui.app.pid}/task").iterdir():
        fields = (task / "stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        times[(task / "comm").read_text().strip() + " " + task.name] = ticks * 1000 / os.sysconf("SC_CLK_TCK")
    return times


def used_ms(gui, seconds):
    before = processor_ms(gui)
    gui.xdo("sleep", seconds)
    return {name: ms - before.get(name, 0) for name, ms in processor_ms(gui).items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        gui = Gui(path)
        with gui:
            gui.find("Create Character", "button", timeout=60)
            began = time.monotonic()
            while sum(used_ms(gui, REST_SECONDS).values()) > REST_MS:
                if time.monotonic() - began > 1200:
                    sys.exit("it does not come to rest")
            memory = memory_mb(gui)
            idle = used_ms(gui, IDLE_SECONDS)
    print(json.dumps({"bench": "rest", **memory, "idle_seconds": IDLE_SECONDS,
                      "idle_ms": {name: ms for name, ms in idle.items() if ms}}))


if __name__ == "__main__":
    main()
