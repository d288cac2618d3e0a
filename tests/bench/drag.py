#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far apart the redraws are while the range of a clip that is all stored is dragged, how long a turn of the main loop
keeps the window from answering, by the clock and in work of the main thread, and how often any thread of the program
wakes while the clip stands still.
usage: drag.py BUILD_DIR [FILE], with the modules of tests/gui and tests/support; without FILE a clip of the samples

The limit is a frame at 60 Hz: 16 ms. Turns that draw are told apart: they wait for the renderer, and without a GPU
that is threads which want the same processors as the decoder. Redraws are 16.7 ms apart, on the frame clock, where none
is left out.
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
N_MOVES = 400
LIMIT_MS = 16
APART_LIMIT_MS = 17
STORED_WAKEUPS = 200  # in a second, of all threads; a decoder alone wakes more often


def turns_since(gui, report):
    """The turns of the main loop since the last call: by the clock, in work, and when they drew or 0, in ms."""
    report.unlink(missing_ok=True)
    gui.app.send_signal(signal.SIGUSR1)
    gui.wait(report.exists, what="report of the main loop")
    return [[int(us) / 1000 for us in line.split()] for line in report.read_text().splitlines()]


def kinds_of(turns):
    """Those that drew by the clock, the others, all in work."""
    return (sorted(clock for clock, _, drawn in turns if drawn), sorted(clock for clock, _, drawn in turns if not drawn),
            sorted(work for _, work, _ in turns))


def wakeups(gui):
    """How often each thread of the program has waited for something, by name and number."""
    tasks = pathlib.Path(f"/proc/{gui.app.pid}/task").iterdir()
    return {(task / "comm").read_text().strip() + " " + task.name:
            int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", (task / "status").read_text(), re.M)[1])
            for task in tasks}


def wait_until_stored(gui):
    before = wakeups(gui)
    while True:
        gui.xdo("sleep", 1)
        now = wakeups(gui)
        if sum(now.values()) - sum(before.values()) < STORED_WAKEUPS:
            return
        before = now


def grasp(gui, start):
    """Presses the button there, and goes far enough for a drag."""
    x, y = map(round, start)
    gui.xdo("mousemove", x, y, "sleep", 0.05, "mousedown", 1, "mousemove", x + 10, y, "mousemove", x, y, "sleep", 0.1)


def move_quickly(gui, start, end):
    """Faster than redraws come, so that each has something new to show."""
    gui.xdo(*(word for i in range(1, N_MOVES + 1) for word in
              ("mousemove", *(round(a + (b - a) * i / N_MOVES) for a, b in zip(start, end)), "sleep", 0.005)))


def facts(turns, limit_ms=LIMIT_MS):
    return {"turns": len(turns), "p50_ms": round(turns[len(turns) // 2], 2), "p99_ms": round(turns[int(len(turns) * 0.99)], 2),
            "max_ms": round(turns[-1], 2), "over_limit": sum(ms > limit_ms for ms in turns)}


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
        wait_until_stored(gui)
        start = (x + width / 2, y + height / 2)
        grasp(gui, start)
        turns_since(gui, report)
        move_quickly(gui, start, (left + span * 0.8, y + height / 2))
        turns = turns_since(gui, report)
        gui.xdo("mouseup", 1)
        gui.settle()
        gui.xdo("sleep", 2)  # The pointer rests: its tooltip and the exact frame come once.
        before = wakeups(gui)
        gui.xdo("sleep", IDLE_SECONDS)
        idle = {name: count - before.get(name, 0) for name, count in wakeups(gui).items()}
    drawn, others, work = kinds_of(turns)
    times = [time_ms for _, _, time_ms in turns if time_ms]
    apart = sorted(later - time_ms for time_ms, later in zip(times, times[1:]))
    print(json.dumps({"bench": "drag", "limit_ms": LIMIT_MS, "redraws_apart": facts(apart, APART_LIMIT_MS),
                      "work": facts(work), "clock": facts(others),
                      "clock_drawn": facts(drawn), "idle_seconds": IDLE_SECONDS,
                      "idle_wakeups": {name: count for name, count in idle.items() if count}}))


if __name__ == "__main__":
    main()
