#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hundred frames on and as many back, from the key press to the picture, against mpv's steps back in the same run.

usage: step.py BUILD_DIR [FILE], with a display; without FILE a 60 s 1080p clip with a key frame every 250 is made.
"""
import json
import os
import sys
import tempfile
import time

from scrub import Mpv, Troupe, make_clip, spread

STEPS = 100
MPV_STEPS = 20


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        player = Troupe(os.path.abspath(sys.argv[1]), folder, "step", path)
        steps = [player.ask(n) for n in [1] * STEPS + [-1] * (STEPS - 1)]
        player.close()
        mpv = Mpv(path)
        mpv.seek_ms(10, "absolute+exact")
        back = []
        for _ in range(MPV_STEPS):
            start = time.monotonic()
            mpv.send("frame-back-step")
            mpv.wait("playback-restart")
            back.append((time.monotonic() - start) * 1000)
        mpv.close()
    (p50, p95), (mpv_p50, mpv_p95) = spread([line[0] for line in steps]), spread(back)
    print(json.dumps({"bench": "step", "p50_ms": p50, "p95_ms": p95, "mpv_back_p50_ms": mpv_p50, "mpv_back_p95_ms": mpv_p95,
                      "same_time": steps[0][1] == steps[-1][1]}))


if __name__ == "__main__":
    main()
