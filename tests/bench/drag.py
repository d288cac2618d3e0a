#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a turn of the main loop keeps the window from answering while the range is dragged, and how often the
loop wakes while the clip stands still. usage: drag.py BUILD_DIR, with the modules of tests/gui and tests/support

The limit is a frame at 60 Hz: 16 ms.
"""
import json
import os
import pathlib
import signal
import sys

BUILD = os.path.abspath(sys.argv[1])
TESTS = pathlib.Path(__file__).parent.parent
os.environ.setdefault("TEST_BUILD_DIR", BUILD)
sys.path += [str(TESTS / "gui"), str(TESTS / "support")]

from gui_driver import Gui  # noqa: E402

IDLE_SECONDS = 5
LIMIT_MS = 16


def turns_ms(gui, report):
    """All turns of the main loop since the last call."""
    report.unlink(missing_ok=True)
    gui.app.send_signal(signal.SIGUSR1)
    gui.wait(report.exists, what="report of the main loop")
    return sorted(int(line) / 1000 for line in report.read_text().split())


def main():
    library = BUILD + "/tests/bench/libloop-times.so:" + BUILD + "/tests/gui/libexact-bounds.so"
    gui = Gui(str(TESTS.parent / "data/sample/Pip.webm"), env={"LD_PRELOAD": library})
    report = pathlib.Path(gui.dir, "turns")
    gui.app_env["BENCH_LOOP_FILE"] = str(report)
    with gui:
        gui.find("Create Character", "button", timeout=30)
        x, y, width, height = gui.find("Range", "slider").box()
        left, _, span, _ = gui.find("Timeline").box()
        gui.settle()
        turns_ms(gui, report)
        gui.drag((x + width / 2, y + height / 2), (left + span * 0.8, y + height / 2), steps=180)
        dragging = turns_ms(gui, report)
        gui.settle()
        turns_ms(gui, report)
        gui.xdo("sleep", IDLE_SECONDS)
        idle = turns_ms(gui, report)
    print(json.dumps({"bench": "drag", "turns": len(dragging), "p50_ms": round(dragging[len(dragging) // 2], 2),
                      "p99_ms": round(dragging[int(len(dragging) * 0.99)], 2), "max_ms": round(dragging[-1], 2),
                      "over_limit": sum(ms > LIMIT_MS for ms in dragging), "limit_ms": LIMIT_MS,
                      "idle_seconds": IDLE_SECONDS, "idle_turns": len(idle)}))


if __name__ == "__main__":
    main()
