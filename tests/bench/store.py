#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes to store all frames of a clip, against decoding them with ffmpeg, in one run.

usage: store.py BUILD_DIR [FILE]; without FILE a 60 s 1080p clip with a key frame every 250 is made.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

from scrub import make_clip


def main():
    build = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        start = time.monotonic()
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-an", "-f", "null", "-"], check=True)
        ffmpeg_ms = (time.monotonic() - start) * 1000
        out = subprocess.run([build + "/tests/bench/store-troupe", path], check=True, capture_output=True, text=True).stdout
        first_ms, all_ms, frames, size_bytes, rest_ms = (float(word) for word in out.split())
    print(json.dumps({"bench": "store", "first_ms": first_ms, "all_ms": all_ms, "ffmpeg_null_ms": round(ffmpeg_ms, 1),
                      "ratio": round(all_ms / ffmpeg_ms, 2), "frames": int(frames), "mb": round(size_bytes / 1e6, 1),
                      "rest_cpu_ms": rest_ms}))


if __name__ == "__main__":
    main()
