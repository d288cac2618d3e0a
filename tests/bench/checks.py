#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long after the last move of the range, or of its end, what was found in that very range is on show, while the
pointer still holds it. All frames of the clip are stored and were looked at.
usage: checks.py BUILD_DIR [FILE], with the modules of tests/gui and tests/support; without FILE a 60 s 1080p clip with a
key frame every 250 is made
"""
import json
import os
import pathlib
import random
import statistics
import sys
import tempfile

BUILD = os.path.abspath(sys.argv[1])
TESTS = pathlib.Path(__file__).parent.parent
os.environ.setdefault("TEST_BUILD_DIR", BUILD)
sys.path += [str(TESTS / "gui"), str(TESTS / "support")]

from gui_driver import Gui  # noqa: E402
from scrub import make_clip  # noqa: E402

LIMIT_MS = 300
MOVES = 25    # of each
STEPS = 6


def rests_ms(gui, report, name, places):
    """Takes a part of the range to one place after the other, these being told from where it is at first."""
    x, y, width, height = gui.find(name, "slider").box()
    x, y = x + width / 2, y + height / 2
    gui.xdo("mousemove", int(x), int(y), "sleep", 0.05, "mousedown", 1)
    times, before = [], 0
    for place in places:
        report.unlink(missing_ok=True)
        steps = [int(x + before + (place - before) * i / STEPS) for i in range(1, STEPS + 1)]
        gui.xdo(*(word for step in steps for word in ("mousemove", step, int(y), "sleep", 0.016)))
        gui.wait(lambda: report.exists() and report.read_text().endswith("\n"), what="findings")
        times.append(int(report.read_text().split()[-1]) / 1000)
        before = place
    gui.xdo("mouseup", 1)
    gui.settle()
    return times


def measure(gui, report):
    """In milliseconds"""
    chance = random.Random(1)
    left, _, span, _ = gui.find("Timeline").box()
    x, _, width, _ = gui.find("Range", "slider").box()
    first, last = left + width - x, left + span - width - x
    times = rests_ms(gui, report, "Range", [chance.uniform(first, last) for _ in range(MOVES)])
    # The shortest range is not known here: half of it is allowed to be cut off by turns.
    return times + rests_ms(gui, report, "Range end",
                            [-width / 2 * chance.random() * (i % 2) - i % 2 for i in range(1, MOVES + 1)])


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        gui = Gui(path, env={"LD_PRELOAD": BUILD + "/tests/bench/libcheck-times.so:" + BUILD + "/tests/gui/libpreloaded.so"})
        report = pathlib.Path(gui.dir, "checks")
        gui.app_env["BENCH_CHECKS_FILE"] = str(report)
        with gui:
            gui.find("Create Character", "button", timeout=60)
            gui.find("Best Ranges", timeout=600)    # all has been looked at
            gui.settle()
            times = measure(gui, report)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(json.dumps({"bench": "checks", "limit_ms": LIMIT_MS, "moves": len(times),
                      "p50_ms": round(statistics.median(times), 1), "p95_ms": round(p95, 1), "max_ms": round(max(times), 1),
                      "over_limit": sum(ms > LIMIT_MS for ms in times)}))


if __name__ == "__main__":
    main()
