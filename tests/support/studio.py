# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Practice Studio for a test, and videos whose colours say where they come from."""
import collections
import fcntl
import json
import os
import pathlib
import subprocess
import tempfile

import books
import profiles
import requests
import tap

COLOURS = {"red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}


class Studio:
    """Runs troupe-studio; as a context it ends with it, must have ended well, and what it was asked for is what
    libraries say that it was paid for."""

    def __init__(self, state, *options, env=None):
        self.process = subprocess.Popen(
            [os.environ["TROUPE_STUDIO"], "--port", "0", "--state", str(state), *options], env=env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.base = ready["base"]
        self.key = ready["key"]
        self.headers = {"Authorization": f"Bearer {self.key}"}
        self.asked = collections.Counter()    # by the test itself
        tap.at_end.append(self.check_books)

    def __enter__(self):
        return self

    def check_books(self):
        if self.process.poll() is None:    # a test may have killed it
            books.check(self)

    def __exit__(self, kind, *_):
        tap.at_end.remove(self.check_books)
        try:
            if kind is None:
                self.check_books()
        finally:
            self.end(kind)

    def end(self, kind):
        self.process.stdin.close()
        status = self.process.wait()
        self.process.stdout.close()
        if kind in (None, SystemExit):
            assert status == 0, f"the studio ended with status {status}"

    def ask(self, method, path, headers=None, **more):
        """Sends a request with the key, or with other headers in its place."""
        if not path.startswith("/studio/") and method == "POST":
            self.asked[method, path] += 1
        return requests.request(method, self.base + path, headers=self.headers if headers is None
                                else headers, **more)

    def upload(self, path, name="clip.mp4", media_type="video/mp4"):
        """Gives a file to the studio; returns its address."""
        with open(path, "rb") as file:
            answer = self.ask("POST", "/api/common/upload/stream",
                              files={"file": (name, file, media_type)})
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]["file_url"]

    def create(self, **body):
        return self.ask("POST", "/sora/v1/characters", json=body)

    def make(self, path, timestamps):
        """Makes a character out of a file; returns the answer."""
        answer = self.create(url=self.upload(path), timestamps=timestamps)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def film(self, prompt, **more):
        return self.ask("POST", "/v1/videos", json={"model": "sora-2", "prompt": prompt, **more})

    def follow(self, job, path="/v1/videos/"):
        """Asks how a job is at first and when it has ended; returns what it was told."""
        told = [self.ask("GET", path + job).json()]
        self.wait_for(job)
        return [*told, self.ask("GET", path + job).json()]

    def wait_for(self, job):
        answer = self.ask("GET", f"/studio/end/{job}")
        assert answer.status_code == 200, answer.text

    def watch(self, job, path="/v1/videos/", words=("queued", "in_progress")):
        """Asks again and again until a job has ended; returns all that it was told."""
        told = []
        while not told or told[-1]["status"] in words:
            told.append(self.ask("GET", path + job).json())
        return told

    def shoot(self, prompt, **more):
        """Makes a video; returns the last that was told about it."""
        answer = self.film(prompt, **more)
        assert answer.status_code == 200, answer.text
        return self.follow(answer.json()["id"])[-1]

    def ledger(self):
        return self.ask("GET", "/studio/ledger").json()


def fetch_text(url, **more):
    """Fetches an address without a key, exactly as it stands."""
    return requests.get(url, **more)


def ffmpeg(*arguments):
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments], check=True,
                          stdin=subprocess.DEVNULL, capture_output=True).stdout


def colour_clip(path, *colours, seconds=2, size="320x240", sound=True):
    """Writes a video in which each colour is seen for some seconds."""
    inputs = []
    for colour in colours:
        inputs += ["-f", "lavfi", "-i", f"color=0x{'%02x%02x%02x' % COLOURS[colour]}"
                   f":size={size}:rate=30:duration={seconds}"]
    tone = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds * len(colours)}"]
    chain = "".join(f"[{i}:v]" for i in range(len(colours))) + f"concat=n={len(colours)}[v]"
    ffmpeg(*inputs, *(tone if sound else []), "-filter_complex", chain, "-map", "[v]",
           *(["-map", f"{len(colours)}:a", "-c:a", "aac"] if sound else []),
           "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(path))
    return str(path)


def pixel(path, x=0.5, y=0.5, at=0.0):
    """The colour of one place, given as shares of the width and the height, at a time."""
    data = ffmpeg("-ss", str(at), "-i", str(path), "-frames:v", "1", "-vf",
                  f"crop=2:2:iw*{x}:ih*{y},format=rgb24", "-f", "rawvideo", "-")
    return tuple(data[:3])


def name_colour(rgb):
    """The nearest colour of the table, None when none is near."""
    distance, name = min((sum(abs(a - b) for a, b in zip(rgb, value)), name)
                         for name, value in COLOURS.items())
    return name if distance < 90 else None


def describe(path):
    """Streams and format as ffprobe tells them."""
    out = subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json",
                          str(path)], check=True, capture_output=True).stdout
    facts = json.loads(out)
    streams = {stream["codec_type"]: stream for stream in facts["streams"]}
    return streams, float(facts["format"].get("duration", 0))


def new_folder():
    return tempfile.mkdtemp(prefix="studio-")


COUNTED = """#!/bin/sh
run=$(mktemp -d -p '{folder}')
mkfifo "$run/input"
# Until all that is started here has ended the lock is held.
exec 9> "$run/lock"
flock 9
exec 3<&0
# Before the end of its input ends it, it is asked for its ledger.
(cat > /dev/null
base=$(sed 's/.*"base":"\\([^"]*\\)".*/\\1/' "$run/ready") key=$(sed 's/.*"key":"\\([^"]*\\)".*/\\1/' "$run/ready")
curl -s -m 20 -H "Authorization: Bearer $key" -o "$run/ledger" "$base/studio/ledger") <&3 > "$run/input" &
'{program}' "$@" < "$run/input" | tee "$run/ready"
"""


class CountedProgram:
    """A program that is troupe-studio and leaves its ledger behind, for TROUPE_STUDIO: what Troupe itself starts.

    All that libraries in a home say was paid to it is compared with that when the test has ended.
    """
    asked = {}    # by the test itself: it does not know the key

    def __init__(self, home):
        self.folder = pathlib.Path(home, "studios")
        self.folder.mkdir(parents=True)
        self.path, self.base = self.folder / "program", f"counted:{home}"
        self.path.write_text(COUNTED.format(folder=self.folder, program=os.environ["TROUPE_STUDIO"]))
        self.path.chmod(0o700)
        books.keep(home, "practice", profiles.load("practice"), self.base)

    def runs(self):
        return [path for path in self.folder.iterdir() if path.is_dir()]

    def ledger(self):
        """The sum of all runs, when they have ended."""
        requests, faults = collections.defaultdict(collections.Counter), []
        for run in self.runs():
            ledger = json.loads((run / "ledger").read_text())
            faults += ledger["faults"]
            for route, entry in ledger["requests"].items():
                requests[route]["count"] += entry["count"]
        return {"requests": requests, "faults": faults}

    def check_books(self):
        """When all programs that used it have ended."""
        for run in self.runs():
            with open(run / "lock", "rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
        if self.runs() and all((run / "ledger").exists() for run in self.runs()):    # a test may have killed it
            books.check(self)


class FaultyProgram:
    """A program that is a counted one with faults, for TROUPE_STUDIO."""

    def __init__(self, counted, *rules):
        self.path = counted.folder / "faulty"
        self.faults, self.ready = counted.folder / "faults.json", counted.folder / "studio-ready.json"
        self.set_rules(*rules)
        self.path.write_text(f'#!/bin/sh\n"{counted.path}" "$@" --faults "{self.faults}" | tee "{self.ready}"\n')
        self.path.chmod(0o700)

    def set_rules(self, *rules):
        """Rules for the next start; until then nobody was asked for anything."""
        self.ready.unlink(missing_ok=True)
        self.faults.write_text(json.dumps(rules))

    def count(self, route):
        """How often the present studio was asked for a route."""
        if not self.ready.exists() or not self.ready.read_text():
            return 0
        ready = json.loads(self.ready.read_text())
        ledger = requests.get(ready["base"] + "/studio/ledger",
                              headers={"Authorization": "Bearer " + ready["key"]}).json()
        return ledger["requests"].get(route, {"count": 0})["count"]
