#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request to picture of random positions in one clip: Troupe's player against mpv, in one run. Warm: all frames are in
the store. Cold: the store has the first second only; the key frame before the position counts, or what is nearer, and
then the three seconds round it and the full-size picture, against an exact seek as GStreamer does it by itself. Exact: the
full-size picture, without the store.

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

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst    # noqa: E402

EXACT_SEEKS = 60
WARM_SEEKS = 300
COLD_SEEKS = 40


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


class Plain:
    """GStreamer's player as it is, which shows nothing: how fast the computer decodes with it."""

    def __init__(self, path):
        Gst.init(None)
        self.player = Gst.parse_launch("playbin3 video-sink=fakesink audio-sink=fakesink")
        self.player.props.uri = Gst.filename_to_uri(path)
        self.player.set_state(Gst.State.PAUSED)
        self.player.get_state(Gst.CLOCK_TIME_NONE)

    def seek_ms(self, seconds):
        start = time.monotonic()
        self.player.seek_simple(Gst.Format.TIME, Gst.SeekFlags.FLUSH | Gst.SeekFlags.ACCURATE, int(seconds * Gst.SECOND))
        self.player.get_state(Gst.CLOCK_TIME_NONE)
        return (time.monotonic() - start) * 1000

    def close(self):
        self.player.set_state(Gst.State.NULL)


class Troupe:
    """Troupe's player and frame store in a window, with a cache of its own that is empty at first."""

    def __init__(self, build, folder, mode, path):
        self.process = subprocess.Popen([build + "/tests/bench/scrub-troupe", mode, path], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env={**os.environ, "XDG_CACHE_HOME": f"{folder}/{mode}"})
        self.process.stdout.readline()

    def ask(self, number):
        """The numbers that it answers."""
        self.process.stdin.write(f"{number:.3f}\n")
        self.process.stdin.flush()
        return [float(word) for word in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        if self.process.wait(60) != 0:
            sys.exit("scrub-troupe failed")


def spread(times):
    return round(statistics.median(times), 1), round(statistics.quantiles(times, n=20, method="inclusive")[-1], 1)


def main():
    build = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else folder + "/clip.mp4"
        if len(sys.argv) < 3:
            make_clip(path)
        chance = random.Random(1)
        length = duration_of(path) - 0.1
        positions = [chance.uniform(0, length) for _ in range(WARM_SEEKS)]

        mpv = Mpv(path)
        player = Troupe(build, folder, "exact", path)
        exact = [(player.ask(s)[0], mpv.seek_ms(s, "absolute+exact")) for s in positions[:EXACT_SEEKS]]
        player.close()
        player = Troupe(build, folder, "cold", path)
        plain = Plain(path)
        cold = [(*player.ask(s), mpv.seek_ms(s, "absolute+keyframes"), plain.seek_ms(s)) for s in positions[:COLD_SEEKS]]
        plain.close()
        player.close()
        mpv.close()
        player = Troupe(build, folder, "warm", path)
        warm = [player.ask(s)[0] for s in positions]
        player.close()
    ours, theirs = zip(*exact)
    near, region, full, keys, plain = zip(*cold)
    (p50, p95), (mpv_p50, mpv_p95), (_, key_p95) = spread(ours), spread(theirs), spread(keys)
    (region_p50, region_p95), (plain_p50, plain_p95) = spread(region), spread(plain)
    print(json.dumps({
        "bench": "scrub", "warm_p50_ms": round(statistics.median(warm), 2),
        "warm_p95_ms": round(statistics.quantiles(warm, n=20, method="inclusive")[-1], 2), "cold_p50_ms": spread(near)[0],
        "cold_p95_ms": spread(near)[1], "region_p50_ms": region_p50, "region_p95_ms": region_p95,
        "cold_full_p50_ms": spread(full)[0], "cold_full_p95_ms": spread(full)[1],
        "exact_p50_ms": p50, "exact_p95_ms": p95,
        "mpv_exact_p50_ms": mpv_p50, "mpv_exact_p95_ms": mpv_p95, "mpv_key_p95_ms": key_p95,
        "plain_exact_p50_ms": plain_p50, "plain_exact_p95_ms": plain_p95, "ratio_region": round(region_p95 / plain_p95, 2),
        "ratio_p50": round(p50 / mpv_p50, 2), "ratio_p95": round(p95 / mpv_p95, 2),
        "ratio_cold": round(spread(near)[1] / key_p95, 2)}))


if __name__ == "__main__":
    main()
