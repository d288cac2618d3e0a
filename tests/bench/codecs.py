#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of scrub, open, store and drag for one clip of each kind that people bring, as a table.

usage: codecs.py BUILD_DIR, with a display and the modules of tests/gui and tests/support; takes some twenty minutes
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SECONDS = 30
HERE = pathlib.Path(__file__).parent
KEYS = ["-g", "250", "-keyint_min", "250"]

# Name, size, arguments of ffmpeg, ending
CLIPS = [
    ("H.264", "1920x1080", ["-c:v", "libx264", "-preset", "veryfast", "-sc_threshold", "0", "-bf", "2", *KEYS], "mp4"),
    ("HEVC", "1920x1080", ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
                           "keyint=250:min-keyint=250:scenecut=0:log-level=error", "-tag:v", "hvc1"], "mp4"),
    ("VP9", "1920x1080", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-b:v", "6M", *KEYS],
     "webm"),
    ("AV1", "1920x1080", ["-c:v", "libsvtav1", "-preset", "12", "-crf", "35", "-g", "250"], "webm"),
    ("H.264 4K", "3840x2160", ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", *KEYS], "mp4"),
]

# Heading, benchmark, how its answer tells the figure
COLUMNS = [
    ("warm p95", "scrub", lambda b: f"{b['warm_p95_ms']} ms"),
    ("cold p95", "scrub", lambda b: f"{b['cold_p95_ms']} ms"),
    ("cold of mpv's key frames", "scrub", lambda b: b["ratio_cold"]),
    ("3 s p50", "scrub", lambda b: f"{b['region_p50_ms']:.0f} ms"),
    ("exact p50", "scrub", lambda b: f"{b['exact_p50_ms']:.0f} ms"),
    ("exact of mpv's", "scrub", lambda b: b["ratio_p50"]),
    ("first picture of mpv's", "open", lambda b: b["ratio_p50"]),
    ("warm reopen p95", "open", lambda b: f"{b['store_p95_ms']} ms"),
    ("all stored of ffmpeg's", "store", lambda b: b["ratio"]),
    ("longest turn in a drag", "drag", lambda b: f"{b['clock']['max_ms']} ms"),
    ("over 16 ms", "drag", lambda b: f"{b['clock']['over_limit']} of {b['clock']['turns']}"),
]


def make_clip(path, size, codec):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i",
                    f"testsrc2=size={size}:rate=30:duration={SECONDS}", *codec, "-pix_fmt", "yuv420p", path], check=True,
                   stderr=subprocess.DEVNULL)


def run(name, path):
    lines = subprocess.run([sys.executable, HERE / f"{name}.py", sys.argv[1], path], check=True, stdout=subprocess.PIPE,
                           text=True).stdout.splitlines()
    return json.loads(lines[-1])


def main():
    print(" | ".join(["clip", *(heading for heading, _, _ in COLUMNS)]))
    with tempfile.TemporaryDirectory() as folder:
        for name, size, codec, ending in CLIPS:
            path = os.path.join(folder, f"clip.{ending}")
            make_clip(path, size, codec)
            answers = {bench: run(bench, path) for bench in ("scrub", "open", "store", "drag")}
            print(" | ".join([f"{name} {size}", *(str(tell(answers[bench])) for _, bench, tell in COLUMNS)]), flush=True)


if __name__ == "__main__":
    main()
