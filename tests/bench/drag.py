#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a turn of the main loop keeps the window from answering while the range is dragged, by the clock and in
work of the main thread, and how often any thread of the program wakes while the clip stands still.
usage: drag.py BUILD_DIR [FILE], with the modules of tests/gui and tests/support; without FILE a clip of the samples

The limit is a frame at 60 Hz: 16 ms. Turns that draw are told apart: they wait for the renderer, and without a GPU
that is threads which want the same processors as the decoder.
"""
import json
import os
import pathlib
import re
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
    """The turns of the main loop since the last call: those that drew by the clock, the others, all in work."""
    report.unlink(missing_ok=True)
    gui.app.send_signal(signal.SIGUSR1)
    gui.wait(report.exists, what="report of the main loop")
    turns = [[int(us) / 1000 for us in line.split()] for line in report.read_text().splitlines()]
    return (sorted(clock for clock, _, drawn in turns if drawn), sorted(clock for clock, _, drawn in turns if not drawn),
            sorted(work for _, work, _ in turns))


def wakeups(gui):
    """How often each thread of the program has waited for something, by name and number."""
    tasks = pathlib.Path(f"/proc/{gui.app.pid}/task").iterdir()
    return {(task / "comm").read_text().strip() + " " + task.name:
            int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", (task / "status").read_text(), re.M)[1])
            for task in tasks}


def facts(turns):
    return {"turns": len(turns), "p50_ms": round(turns[len(turns) // 2], 2), "p99_ms": round(turns[int(len(turns) * 0.99)], 2),
            "max_ms": round(turns[-1], 2), "over_limit": sum(ms > LIMIT_MS for ms in turns)}


def main():
    library = BUILD + "/tests/bench/libloop-times.so:" + BUILD + "/tests/gui/libpreloaded.so"
    clip = sys.argv[2] if len(sys.argv) > 2 else str(TESTS.parent / "data/sample/Pip.webm")
    gui = Gui(clip, env={"LD_PRELOAD": library})
    report = pathlib.Path(gui.dir, "turns")
    gui.app_env["BENCH_LOOP_FILE"] = str(report)
    with gui:
        gui.find("Create Character", "button", timeout=30)
        x, y, width, height = gui.find("Range", "slider").box()
        left, _, span, _ = gui.find("Timeline").box()
        gui.settle()
        turns_ms(gui, report)
        gui.drag((x + width / 2, y + height / 2), (left + span * 0.8, y + height / 2), steps=180)
        drawn, others, work = turns_ms(gui, report)
        gui.settle()
        gui.xdo("sleep", 2)  # The pointer rests: its tooltip and the exact frame come once.
        before = wakeups(gui)
        gui.xdo("sleep", IDLE_SECONDS)
        idle = {name: count - before.get(name, 0) for name, count in wakeups(gui).items()}
    print(json.dumps({"bench": "drag", "limit_ms": LIMIT_MS, "work": facts(work), "clock": facts(others),
                      "clock_drawn": facts(drawn), "idle_seconds": IDLE_SECONDS,
                      "idle_wakeups": {name: count for name, count in idle.items() if count}}))


if __name__ == "__main__":
    main()
