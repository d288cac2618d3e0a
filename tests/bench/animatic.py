#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the command takes for each second of a 720p animatic with two characters, and how much of the processors.

usage: animatic.py BUILD_DIR [FILE]; without FILE the characters are 2 s of two 1080p clips.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

SECONDS = 12
SIZE = "1280x720"


def make_clips(folder):
    for name, source in (("one", "testsrc2"), ("two", "mandelbrot")):
        path = f"{folder}/{name}.mp4"
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"{source}=size=1920x1080:rate=30", "-f", "lavfi",
                        "-i", "sine", "-t", "4", "-pix_fmt", "yuv420p", path], check=True)
        yield path


def main():
    build = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "XDG_DATA_HOME": folder + "/data", "XDG_CONFIG_HOME": folder + "/config",
               "XDG_CACHE_HOME": folder + "/cache", "TROUPE_STUDIO": build + "/src/studio/troupe-studio"}
        clips = [os.path.abspath(sys.argv[2])] * 2 if len(sys.argv) > 2 else list(make_clips(folder))

        def troupe(*words):
            subprocess.run([build + "/src/cli/troupe-cli", *words], env=env, check=True, stdout=subprocess.DEVNULL)

        for alias, clip in zip(("Ada", "Bob"), clips):
            troupe("character", "create", clip, "--range", "0,2", "--alias", alias, "--provider", "practice")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        troupe("animatic", "--prompt", "@Ada meets @Bob at the sea, in the evening.", "--seconds", str(SECONDS),
               "--size", SIZE, "-o", folder + "/out.mp4")
        elapsed_s = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"bench": "animatic", "size": SIZE, "seconds": SECONDS, "elapsed_s_per_s": round(elapsed_s / SECONDS, 3),
                      "cpu_s_per_s": round(work_s / SECONDS, 3)}))


if __name__ == "__main__":
    main()
