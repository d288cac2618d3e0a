#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the request to open a clip to its first picture, against an mpv that waits for a file, in one run; and until
the store of a clip that was open before has all of its frames.

usage: open.py BUILD_DIR [FILE], with a display; without FILE a 60 s 1080p clip with a key frame every 250 is made.
"""
import json
import os
import sys
import tempfile
import time

from scrub import Mpv, Troupe, make_clip, spread

TIMES = 20


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        player = Troupe(os.path.abspath(sys.argv[1]), folder, "open", path)
        mpv = Mpv(path)
        ours = []
        theirs = []
        for _ in range(TIMES):
            ours.append(player.ask(0))
            start = time.monotonic()
            mpv.send("loadfile", path)
            mpv.wait("playback-restart")
            theirs.append((time.monotonic() - start) * 1000)
        player.close()
        mpv.close()
    (p50, p95), (store_p50, store_p95) = spread([line[0] for line in ours]), spread([line[1] for line in ours])
    mpv_p50, mpv_p95 = spread(theirs)
    print(json.dumps({"bench": "open", "first_p50_ms": p50, "first_p95_ms": p95, "mpv_p50_ms": mpv_p50, "mpv_p95_ms": mpv_p95,
                      "ratio_p50": round(p50 / mpv_p50, 2), "store_p50_ms": store_p50, "store_p95_ms": store_p95}))


if __name__ == "__main__":
    main()
