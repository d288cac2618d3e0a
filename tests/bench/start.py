#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From exec to the end of the first frame: Troupe against gnome-text-editor, taking turns in one run.

usage: start.py BUILD_DIR, with a display and a session bus
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 15


def first_frame_ms(argv, library, home):
    env = dict(os.environ, LD_PRELOAD=library, BENCH_T0_US=str(time.monotonic_ns() // 1000), HOME=home,
               XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data", XDG_CACHE_HOME=home + "/cache")
    out = subprocess.run(argv, env=env, capture_output=True, text=True, timeout=60).stdout
    return float(out.rsplit("first-frame ", 1)[1])


def main():
    build = os.path.abspath(sys.argv[1])
    troupe, library = build + "/src/ui/troupe", build + "/tests/bench/libfirst-frame.so"
    with tempfile.TemporaryDirectory() as home:
        times = {"troupe": [], "peer": []}
        for i in range(ROUNDS + 2):
            for name, argv in (("troupe", [troupe]), ("peer", ["gnome-text-editor"])):
                ms = first_frame_ms(argv, library, home)
                if i >= 2:  # the first rounds warm the caches
                    times[name].append(ms)
    ours, peer = (statistics.median(times[name]) for name in ("troupe", "peer"))
    print(json.dumps({"bench": "start", "rounds": ROUNDS, "troupe_ms": round(ours, 1), "gnome_text_editor_ms": round(peer, 1),
                      "ratio": round(ours / peer, 3), "limit": 1.2}))


if __name__ == "__main__":
    main()
