#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request to picture of random positions in one clip: Troupe's player against mpv, in one run. Warm: all frames are in
the store. Cold: the store has just begun elsewhere; the key frame before the position counts, or what is nearer. Exact:
the full-size picture, without the store.

usage: scrub.py BUILD_DIR [FILE], with a display; without FILE a 60 s 1080p clip with a key frame every 250 is made.
"""
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time

EXACT_SEEKS = 60
WARM_SEEKS = 300
COLD_SEEKS = 20


def make_clip(path):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30:duration=60",
                    "-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-keyint_min", "250", "-sc_threshold", "0",
                    "-bf", "2", "-pix_fmt", "yuv420p", path], check=True)


def duration_of(path):
    return float(subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path],
                                check=True, capture_output=True, text=True).stdout)


class Mpv:
    """mpv over a JSON socket, drawing to the same display; a seek has ended at its playback-restart."""

    def __init__(self, path):
        self.socket, theirs = socket.socketpair()
        self.process = subprocess.Popen(["mpv", "--no-config", "--pause", "--hwdec=no", "--vo=x11", "--ao=null", "--really-quiet",
                                         f"--input-ipc-client=fd://{theirs.fileno()}", path], pass_fds=[theirs.fileno()])
        theirs.close()
        self.lines = self.socket.makefile("r")
        self.wait("playback-restart")

    def send(self, *command):
        self.socket.sendall(json.dumps({"command": command}).encode() + b"\n")

    def wait(self, name):
        for line in self.lines:
            if json.loads(line).get("event") == name:
                return

    def seek_ms(self, seconds, flags):
        start = time.monotonic()
        self.send("seek", seconds, flags)
        self.wait("playback-restart")
        return (time.monotonic() - start) * 1000

    def close(self):
        self.send("quit")
        self.process.wait(10)


def troupe(build, folder, mode, path, numbers):
    """Lines of numbers; each mode has a cache of its own, empty at first."""
    out = subprocess.run([build + "/tests/bench/scrub-troupe", mode, path, *(f"{n:.3f}" for n in numbers)], check=True,
                         capture_output=True, text=True, env={**os.environ, "XDG_CACHE_HOME": f"{folder}/{mode}"}).stdout
    return [[float(word) for word in line.split()] for line in out.splitlines()]


def spread(times):
    return round(statistics.median(times), 1), round(sorted(times)[int(len(times) * 0.95)], 1)


def main():
    build = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        chance = random.Random(1)
        length = duration_of(path) - 0.1
        positions = [chance.uniform(0, length) for _ in range(WARM_SEEKS)]

        def ask(mode, count):
            return troupe(build, folder, mode, path, positions[:count])

        mpv = Mpv(path)
        exact = [mpv.seek_ms(s, "absolute+exact") for s in positions[:EXACT_SEEKS]]
        keys = [mpv.seek_ms(s, "absolute+keyframes") for s in positions[:EXACT_SEEKS]]
        mpv.close()
        ours = [line[0] for line in ask("exact", EXACT_SEEKS)]
        warm = [line[0] for line in ask("warm", WARM_SEEKS)]
        cold = ask("cold", COLD_SEEKS)
    (p50, p95), (mpv_p50, mpv_p95), (_, key_p95) = spread(ours), spread(exact), spread(keys)
    print(json.dumps({
        "bench": "scrub", "warm_p50_ms": round(statistics.median(warm), 2),
        "warm_p95_ms": round(sorted(warm)[int(len(warm) * 0.95)], 2), "cold_p95_ms": spread([line[0] for line in cold])[1],
        "region_p95_ms": spread([line[1] for line in cold])[1], "exact_p50_ms": p50, "exact_p95_ms": p95,
        "mpv_exact_p50_ms": mpv_p50, "mpv_exact_p95_ms": mpv_p95, "mpv_key_p95_ms": key_p95,
        "ratio_p50": round(p50 / mpv_p50, 2), "ratio_p95": round(p95 / mpv_p95, 2)}))


if __name__ == "__main__":
    main()
