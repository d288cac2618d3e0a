#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the main loop is kept from other things while many videos are ordered, followed and fetched at once.

usage: jobs.py BUILD_DIR [COUNT]; the provider is a server of this program, which says done at the third question.
"""
import collections
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

COUNT = 500
LIMIT_MS = 16
GROWTH = 1.1    # of the memory, from half of the jobs to all of them, and at most from the order to the end
ASKED_FIRST = 2

PROFILE = {
    "format": 1, "id": "own", "name": "Own", "summary": "A benchmark.", "at_once": 100,
    "auth": {"header": "Authorization", "prefix": "Bearer ", "optional": True}, "life": {"state": "active"},
    "clip": {"span": {"min": 1, "max": 3, "step": 1}, "sources": ["task"], "short_edge": 480},
    "mention": {"template": "@{username} ", "max": 1},
    "calls": {
        "create-character": {"method": "POST", "path": "/make", "encoding": "json", "body": {"from_task": "{clip.task}"},
                             "answer": {"id": ["$.id"], "username": ["$.username"]}},
        "create-video": {"method": "POST", "path": "/videos", "encoding": "json", "body": {"prompt": "{video.prompt}"},
                         "answer": {"job": ["$.id"]}},
        "follow-video": {"method": "GET", "path": "/videos/{job.id}", "encoding": "none",
                         "poll": {"first": 1, "growth": 1.5, "max": 10},
                         "answer": {"status": ["$.status"], "progress": ["$.progress"], "url": ["$.url"]}},
    },
}


class Provider(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = collections.Counter()
    n_made = 0
    lock = threading.Lock()
    clip = b""

    def log_message(self, *_words):
        pass

    def answer(self, body, media_type="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.lock:
            Provider.n_made += 1
            made = {"id": f"v{Provider.n_made}"}
        self.answer(json.dumps(made).encode())

    def do_GET(self):
        if self.path.endswith(".mp4"):
            self.answer(self.clip, "video/mp4")
            return
        with self.lock:
            self.asked[self.path] += 1
            n_asked = self.asked[self.path]
        state = {"status": "running", "progress": 40 * n_asked} if n_asked <= ASKED_FIRST else \
            {"status": "completed", "url": f"http://{self.headers['Host']}{self.path}.mp4"}
        self.answer(json.dumps(state).encode())


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=12:duration=1",
                        "-c:v", "libx264", "-pix_fmt", "yuv420p", home / "clip.mp4"], check=True)
        Provider.clip = (home / "clip.mp4").read_bytes()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        profile = home / "config" / "troupe" / "profiles" / "own.json"
        profile.parent.mkdir(parents=True)
        (profile.parents[1] / "providers.ini").write_text("[provider own]\n")    # the only one is who has the key
        profile.write_text(json.dumps({**PROFILE, "base": f"http://127.0.0.1:{server.server_port}"}))
        env = dict(os.environ, XDG_CONFIG_HOME=str(home / "config"), XDG_CACHE_HOME=str(home / "cache"),
                   GSETTINGS_BACKEND="memory", TROUPE_KEY="none")
        out = subprocess.run([os.path.abspath(sys.argv[1]) + "/tests/bench/jobs-troupe", str(home / "library"), str(count)],
                             env=env, check=True, capture_output=True, text=True).stdout
        server.shutdown()
    all_ms, longest_ms, over, ordered_mb, half_mb, end_mb, done = (float(word) for word in out.split())
    print(json.dumps({"bench": "jobs", "jobs": count, "done": int(done), "paid_calls": Provider.n_made, "all_ms": all_ms,
                      "longest_turn_ms": longest_ms, "over_limit": int(over), "limit_ms": LIMIT_MS,
                      "ordered_mb": ordered_mb, "half_mb": half_mb, "end_mb": end_mb}), flush=True)
    assert done == Provider.n_made == count, "not each is done and paid once"
    assert over == 0, f"the main loop was kept for {longest_ms} ms"
    assert end_mb <= half_mb * GROWTH, "memory grows with each job"


if __name__ == "__main__":
    main()
