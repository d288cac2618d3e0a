#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a gallery of 10,000 characters opens and scrolls: the time from the start until a card is on show, beside that
of a small library in the same run, and how long a turn of the main loop keeps the window from answering while the wheel
turns. usage: scroll.py BUILD_DIR, with the modules of tests/gui and tests/support

The limit is a frame at 60 Hz: 16 ms. As in drag.py, turns that draw are told apart.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

BUILD = os.path.abspath(sys.argv[1])
TESTS = pathlib.Path(__file__).parent.parent
os.environ.setdefault("TEST_BUILD_DIR", BUILD)
sys.path += [str(TESTS / "gui"), str(TESTS / "support")]

import tour_library  # noqa: E402
from drag import LIMIT_MS, facts, kinds_of, turns_since  # noqa: E402
from gui_driver import Gui  # noqa: E402

N_CHARACTERS = 10000
N_FEW = 200
NOTCHES = 300


def make_library(folder, n_characters):
    """Each has a picture file of its own, as real ones do, though many show the same."""
    pictures = folder / "media/pictures"
    tour_library.make_pictures(pictures)
    names = []
    for i in range(n_characters):
        file = f"{i}-of-many.jpg"
        os.link(pictures / f"{i % len(tour_library.NAMES)}.jpg", pictures / file)
        names.append(f"Number {i}=pictures/{file}")
    tour_library.seed(folder, names)


def open_ms(gui, home, n_characters):
    """From a start with the library of that home until its newest card is there."""
    gui.env["XDG_DATA_HOME"] = str(home)
    gui.close()
    start = time.monotonic()
    gui.start()
    newest = n_characters - 1
    gui.find(f"Number {newest}, @number.{newest}, Ready", "table cell", timeout=30)
    return round((time.monotonic() - start) * 1000)


def main():
    gui = Gui(env={"LD_PRELOAD": BUILD + "/tests/bench/libloop-times.so:" + BUILD + "/tests/gui/libpreloaded.so"})
    home = pathlib.Path(gui.dir)
    report = home / "turns"
    gui.app_env["BENCH_LOOP_FILE"] = str(report)
    make_library(home / "many/troupe", N_CHARACTERS)
    make_library(home / "few/troupe", N_FEW)
    with gui:
        gui.find("Try It Now", "button")
        few_ms = open_ms(gui, home / "few", N_FEW)
        many_ms = open_ms(gui, home / "many", N_CHARACTERS)
        gui.settle()
        gui.resize(1280, 800)
        gui.xdo("mousemove", 640, 500)
        gui.settle()
        turns_since(gui, report)
        gui.xdo("click", "--repeat", NOTCHES, "--delay", 15, 5)
        gui.settle()
        drawn, others, work = kinds_of(turns_since(gui, report))
    print(json.dumps({"bench": "scroll", "characters": N_CHARACTERS, "open_few_ms": few_ms, "few": N_FEW, "open_ms": many_ms,
                      "limit_ms": LIMIT_MS, "work": facts(work), "clock": facts(others), "clock_drawn": facts(drawn)}))


if __name__ == "__main__":
    main()
