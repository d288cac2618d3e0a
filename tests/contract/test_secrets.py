# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key and the signatures of addresses: where they must never stand, through success and every failure of each call.

G_MESSAGES_DEBUG=all is in the environment of every run (stage.py)."""
import json
import os
import pathlib
import sys
import tempfile
import urllib.parse

import media
import tap
from cli import Cli
from stage import Account
from tap import case
from web import closed_port

KEY = "Zq7+tEst/kEy=of.TroupE_9"    # nothing that looks like a key of anybody
SIGNATURE = "SiGnAtUrE0fAnAddre55"
SIGNED = "https://files.example/avatar.png?se=2026&sig=" + SIGNATURE
WINDOW = 8    # a part of that length gives it away, too

ECHO = f"no such key {KEY} at {SIGNED}"
PAGE = f"<html><title>{ECHO}</title><body>Authorization: Bearer {KEY}</body></html>"

# What a service may answer: status, body, type
FAILURES = [
    *((status, {"error": {"message": ECHO, "code": KEY, "type": KEY, "param": KEY}}, "application/json")
      for status in (400, 401, 402, 403, 404, 413, 429, 500, 503)),
    (400, {"error": ECHO}, "application/json"), (400, {"code": 400, "msg": ECHO}, "application/json"),
    (400, {"detail": [{"loc": [KEY], "msg": ECHO, "type": KEY}]}, "application/json"),
    (400, {"error": {"message_zh": ECHO}}, "application/json"), (400, {KEY: ECHO}, "application/json"),
    (401, {"error": {"message": "x" * 1990 + KEY + SIGNED}}, "application/json"),
    (401, ECHO, "text/plain"), (404, PAGE, "text/html"), (502, PAGE, "text/html"), (200, PAGE, "text/html"),
    (200, {"error": {"message": ECHO}}, "application/json"), (200, {"success": False, "msg": ECHO}, "application/json"),
    (200, '{"id": "' + KEY, "application/json"), (200, "", "application/json"), (200, {"x": KEY}, f"text/{KEY[:3]}x"),
]


def parts(secret):
    """All that gives a secret away: each part of it, as it is and as JSON or an address write it."""
    forms = {secret, json.dumps(secret)[1:-1].replace("/", "\\/"), urllib.parse.quote(secret, safe="")}
    return {form[at:at + WINDOW].encode() for form in forms for at in range(len(form) - WINDOW + 1)}


KEY_PARTS, SIGNATURE_PARTS = parts(KEY), parts(SIGNATURE)


def must_not_tell(text, secret_parts, where):
    data = text if isinstance(text, bytes) else text.encode()
    found = [at for part in secret_parts if (at := data.find(part)) >= 0]
    assert not found, f"{where} tells a secret: {data[max(0, min(found) - 200):max(found) + 200]}"


class Watched:
    """An account whose every run is looked through."""

    def __init__(self, account):
        self.account = account
        self.paths = {}    # of the calls, as they were asked
        self.clip = account.files.folder / "tiny.mp4"
        self.output = account.cli.home / "out.mp4"
        media.run_ffmpeg(["-f", "lavfi", "-i", "testsrc=size=320x320:rate=10:duration=3", "-pix_fmt", "yuv420p"], self.clip)

    def run(self, *words, expect=(0, 1, 3)):
        """One run. Some failures leave an order to go on with later: 3."""
        done = self.account.cli.run(*words, **self.account.env)
        for where, text in (("standard output", done.stdout), ("standard error", done.stderr)):
            must_not_tell(text, KEY_PARTS, f"{where} of {words}")
            must_not_tell(text, SIGNATURE_PARTS, f"{where} of {words}")
        assert done.returncode in expect, done
        return done

    def create(self, source, *more, **expected):
        self.account.mock.play("character")
        return self.run("character", "create", source, "--range", "1,3", "--provider", self.account.provider, *more,
                        **expected)

    def from_address(self, *more, **expected):
        return self.create(self.account.files.base + "/files/tiny.mp4", *more, **expected)

    def from_file(self, *more, **expected):
        return self.create(self.clip, *more, **expected)

    def film(self, *more, **expected):
        self.account.mock.play("video")
        return self.run("video", "create", "--provider", self.account.provider, "--prompt", "A fox", *more, **expected)

    def test(self, *more, **expected):
        return self.run("providers", "test", self.account.provider, *more, **expected)

    def look_through(self):
        """Every file below the home folder; only the fake Studio of the test knows the key."""
        files = [path for path in self.account.cli.home.rglob("*") if path.is_file() and path.name != "studio"]
        assert any(path.name == "library.db" for path in files), files
        for path in files:
            must_not_tell(path.read_bytes(), KEY_PARTS, path)
            must_not_tell(str(path), KEY_PARTS, "a name")


# By which command a call is made
COMMANDS = {
    "create-character": Watched.from_address, "follow-character": Watched.from_address, "upload": Watched.from_file,
    "create-video": Watched.film, "follow-video": Watched.film, "download-video": Watched.film, "test": Watched.test,
}


def calls_of(watched):
    return [call for call in COMMANDS if call in watched.account.profile["calls"]]


@case("what goes well, the exported video and the requests that are only shown")
def success(watched):
    account = watched.account
    for command in dict.fromkeys(COMMANDS[call] for call in calls_of(watched)):
        calls = [call for call in calls_of(watched) if COMMANDS[call] is command]
        more = ["--output", watched.output] if command is Watched.film else []
        command(watched, *more, *(["--json"] if command is Watched.from_file else []), expect=[0])
        for record in account.mock.take():
            watched.paths.update((call, record.path) for call in calls if account.is_call(record, call))
        if command is not Watched.test:
            assert "curl" in command(watched, "--dry-run", expect=[0]).stdout
            command(watched, "--dry-run", "--json", expect=[0])
    assert watched.output.stat().st_size > 0 and len(account.cli.ok("character", "list")["characters"]) > 0
    watched.look_through()


def fail(watched, call, failure, *more):
    """Lets one call fail in one way."""
    account, mock = watched.account, watched.account.mock
    path = watched.paths[call]
    if call.startswith("follow-"):    # only its own word ends it; what was before is in the log
        account.mock.once = {path: failure}
        failed = {"id": path.rsplit("/", 1)[1], "status": "failed",
                  "error": ECHO if more else {"code": KEY, "message": ECHO, "type": KEY, "suggestion": ECHO}}
        failure = (failed, 200, "application/json")
    mock.replies = {path: failure}
    if call == "download-video":    # tried until it is known not to be there; asked for where an answer has no address
        mock.once = {path: failure}
        mock.replies[path] = ECHO, 404, "text/plain"
        mock.replies[watched.paths["follow-video"]] = ({"id": path.split("/")[-2], "status": "completed"},)
    COMMANDS[call](watched, *more, expect=(0, 1) if call == "test" else (1, 3))
    assert path in [record.path for record in mock.take()], (call, failure)
    mock.replies, mock.once = {}, {}


@case("every failure, of the calls in turns, told to persons and to scripts")
def failures(watched):
    calls = calls_of(watched)
    watched.paths.setdefault("download-video", watched.paths.get("follow-video", "") + "/content")
    for number, (status, body, content_type) in enumerate(FAILURES):
        more = ["--json"] if number // len(calls) % 2 else []
        fail(watched, calls[number % len(calls)], (body, status, content_type), *more)
    watched.look_through()


@case("a redirect to somebody else")
def redirect(watched):
    account = watched.account
    place = f"{account.files.base}/files/avatar.png?{urllib.parse.urlencode({'sig': SIGNATURE, 'key': KEY})}"
    for status in (302, 307, 308):
        account.mock.replies = {watched.paths["create-video"]: ("", status, "text/html", {"Location": place})}
        watched.film(expect=[1])
    account.mock.replies = {}
    watched.look_through()


@case("nobody was told the key but the service")
def only_the_service(watched):
    for path, headers in watched.account.files.asked:
        must_not_tell(str(headers), KEY_PARTS, path)
        assert "Authorization" not in headers, headers


@case("a picture and a video that cannot be fetched")
def not_fetched(watched):
    files = watched.account.files
    for name, status, command in (("avatar.png", 403, Watched.from_address), ("video.mp4", 404, Watched.film)):
        files.replies["/files/" + name] = (f"<p>Nothing at {SIGNED} for {KEY}</p>", status, "text/html")
        n_asked = len(files.asked)
        command(watched)
        assert any(name in path for path, _headers in files.asked[n_asked:]), files.asked[n_asked:]
    files.replies = {}
    watched.look_through()


@case("a service that cannot be reached")
def unreachable(watched):
    account = watched.account
    own = account.mock.base
    for base in (f"http://127.0.0.1:{closed_port()}", own.replace("http:", "https:"), "https://nowhere.invalid"):
        account.set_base(base)
        watched.film(expect=[1])
        watched.film("--dry-run", "--json", expect=[0])
    watched.from_address("--json", expect=[1])
    account.set_base(own)
    watched.look_through()


@case("everything else that troupe-cli can tell of the account and the library")
def listings(watched):
    cli, saved = watched.account.cli, watched.account.cli.home / "saved.mp4"
    jobs, videos = cli.ok("jobs", "list")["jobs"], cli.ok("video", "list")["videos"]
    assert {job["state"] for job in jobs} >= {"done", "failed", "unknown"} and videos, jobs
    for words in (("providers", "list"), ("providers", "show", watched.account.provider), ("character", "list"),
                  ("hosts", "list"), ("jobs", "list"), ("spend",), *(("jobs", "show", job["id"]) for job in jobs),
                  ("video", "list"), ("video", "show", videos[0]["id"])):
        for more in ((), ("--json",)):
            watched.run(*words, *more, expect=[0])
    watched.run("spend", "--csv", expect=[0])
    made, *_others = [video["id"] for video in videos if video.get("file")]
    watched.run("video", "save", made, saved, expect=[0])    # with its story in it
    watched.look_through()


def studio_log(folder):
    """A Practice Studio whose log and ready line are kept, as a program for TROUPE_STUDIO."""
    program = folder / "logged-studio"
    program.write_text(f'#!/bin/sh\n"{os.environ["TROUPE_STUDIO"]}" "$@" 2>> "{folder}/log" | tee "{folder}/ready"\n')
    program.chmod(0o700)
    return program


@case("the Practice Studio's own log and files")
def studio(_watched):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        cli, program = Cli(), studio_log(folder)
        for words in (("--range", "1,2.5"), ("--from-task", "video_0", "--range", "1,2")):
            done = cli.run("character", "create", media.make("h264.mp4"), *words, TROUPE_STUDIO=str(program),
                           G_MESSAGES_DEBUG="all")
            key_parts = parts(json.loads((folder / "ready").read_text())["key"].split("-")[1])
            for path in [folder / "log", *(path for path in cli.home.rglob("*") if path.is_file())]:
                must_not_tell(path.read_bytes(), key_parts, path)
            must_not_tell(done.stdout + done.stderr, key_parts, words)


with Account(sys.argv[2], KEY) as the_account:
    tap.run(Watched(the_account))
