#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a loop pauses for when it starts over, with sound, as its sinks give it out.

usage: loop.py BUILD_DIR [FILE START END]; without FILE a 1080p clip with a key frame every 250 is made, of which a
range of 1.5 s is played. Between two pictures is always the length of one, `frame_ms`; silence is only counted.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

TURNS = 20
LIMIT_MS = 50
RATE = 30


def make_clip(path):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size=1920x1080:rate={RATE}:duration=10",
                    "-f", "lavfi", "-i", "sine=frequency=440:duration=10", "-c:v", "libx264", "-preset", "veryfast",
                    "-g", "250", "-bf", "2", "-pix_fmt", "yuv420p", "-c:a", "aac", path], check=True)


def facts(lines, name):
    gaps = [float(line.split()[1]) for line in lines if line.startswith(name)]
    return {f"{name}_turns": len(gaps), f"{name}_p50_ms": round(statistics.median(gaps), 1),
            f"{name}_max_ms": round(max(gaps), 1),
            f"{name}_over_limit": sum(gap > LIMIT_MS for gap in gaps)} if gaps else {f"{name}_turns": 0}


def main():
    player = os.path.abspath(sys.argv[1]) + "/tests/bench/loop-troupe"
    with tempfile.TemporaryDirectory() as folder:
        path, start, end = sys.argv[2:] or (folder + "/clip.mp4", "5.2", "6.7")
        if not sys.argv[2:]:
            make_clip(path)
        # A computer without a sound card has no other sink that keeps the time.
        env = dict(os.environ, GST_PLUGIN_FEATURE_RANK="fakeaudiosink:MAX")
        out = subprocess.run([player, path, start, end, str(TURNS)], env=env, check=True, capture_output=True, text=True)
    lines = out.stdout.splitlines()
    print(json.dumps({"bench": "loop", **facts(lines, "picture"), **facts(lines, "sound"),
                      "frame_ms": round(1000 / RATE, 1), "limit_ms": LIMIT_MS}))


if __name__ == "__main__":
    main()
