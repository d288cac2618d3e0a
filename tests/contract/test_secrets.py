# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key and the signatures of addresses: where they must never stand, through success and every failure."""
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
TASK = "task-unified-1767917446-5lqy8zzv"    # of the examples
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
        self.n_runs = 0

    def run(self, *words, **more):
        done = self.account.cli.run(*words, **{**self.account.env, **more})
        self.n_runs += 1
        for where, text in (("standard output", done.stdout), ("standard error", done.stderr)):
            must_not_tell(text, KEY_PARTS, f"{where} of {words}")
            must_not_tell(text, SIGNATURE_PARTS, f"{where} of {words}")
        return done

    def create(self, *more, expect=1, source=None):
        source = source or self.account.files.base + "/files/clip.mp4"
        done = self.run("character", "create", source, "--range", "1,3", "--provider", self.account.provider, *more)
        assert done.returncode == expect, done
        return done

    def look_through(self):
        """Every file below the home folder; only the fake Studio of the test knows the key."""
        files = [path for path in self.account.cli.home.rglob("*") if path.is_file() and path.name != "studio"]
        assert any(path.name == "library.db" for path in files), files
        for path in files:
            must_not_tell(path.read_bytes(), KEY_PARTS, path)
            must_not_tell(str(path), KEY_PARTS, "a name")


@case("a character that is made")
def success(watched):
    for more in ((), ("--json",), ("--dry-run",), ("--dry-run", "--json")):
        watched.account.mock.play("character")
        watched.create(*more, expect=0)
    watched.look_through()


@case("each failure of the paid call")
def failures(watched):
    fail(watched, "create-character", FAILURES)


def path_of(watched, call):
    return watched.account.profile["calls"][call]["path"].replace("{job.id}", TASK)


def fail(watched, call, answers, **more):
    """Lets one call of the profile fail in each of these ways, told to scripts and to persons in turns."""
    account = watched.account
    path = path_of(watched, call)
    for number, (status, body, content_type) in enumerate(answers):
        account.mock.play("character")
        account.mock.replies = {path: (body, status, content_type)}
        watched.create(*(["--json"] if number % 2 else []), **more)
        assert path in [record.path for record in account.mock.take()], (status, body)
    account.mock.replies = {}
    watched.look_through()


@case("each failure of what follows")
def follow_failures(watched):
    if "follow-character" not in watched.account.profile["calls"]:
        raise tap.Skip("its answer is the end")
    failed = {"id": TASK, "status": "failed", "error": {"code": KEY, "message": ECHO, "type": KEY, "suggestion": ECHO}}
    for status, body, content_type in FAILURES[::3]:    # only its own word ends it; what was before is in the log
        watched.account.mock.once = {path_of(watched, "follow-character"): (body, status, content_type)}
        fail(watched, "follow-character", [(200, failed, "application/json")])
    fail(watched, "follow-character", [(200, {**failed, "error": ECHO}, "application/json")])


@case("each failure of an upload")
def upload_failures(watched):
    if "upload" not in watched.account.profile["calls"]:
        raise tap.Skip("it takes no files")
    fail(watched, "upload", FAILURES, source=watched.account.clip)


@case("each failure of the test of the account")
def test_failures(watched):
    account, path = watched.account, path_of(watched, "test")
    for number, (status, body, content_type) in enumerate(FAILURES):
        account.mock.replies = {path: (body, status, content_type)}
        watched.run("providers", "test", account.provider, *(["--json"] if number % 2 else []))
    account.mock.replies = {}
    watched.look_through()


@case("a redirect to somebody else")
def redirect(watched):
    account = watched.account
    path = path_of(watched, "create-character")
    for status in (302, 307, 308):
        place = f"{account.files.base}/files/avatar.png?{urllib.parse.urlencode({'sig': SIGNATURE, 'key': KEY})}"
        account.mock.replies = {path: ("", status, "text/html", {"Location": place})}
        watched.create()
    account.mock.replies = {}
    watched.look_through()


@case("nobody was told the key but the service")
def only_the_service(watched):
    for path, headers in watched.account.files.asked:
        must_not_tell(str(headers), KEY_PARTS, path)
        assert "Authorization" not in headers, headers


@case("a picture that cannot be fetched")
def no_picture(watched):
    account = watched.account
    for status in (403, 404, 500):
        account.mock.play("character")
        account.files.replies["/files/avatar.png"] = (f"<p>No picture at {SIGNED}</p>", status, "text/html")
        watched.run("character", "create", account.files.base + "/files/clip.mp4", "--range", "1,3", "--provider",
                    account.provider, *(["--json"] if status == 404 else []))
    account.files.replies = {}
    watched.look_through()


@case("a service that cannot be reached")
def unreachable(watched):
    account = watched.account
    own = account.mock.base
    for base in (f"http://127.0.0.1:{closed_port()}", own.replace("http:", "https:"), "https://nowhere.invalid"):
        account.set_base(base)
        watched.create()
        watched.create("--json")
        watched.create("--dry-run", expect=0)
    account.set_base(own)
    watched.look_through()


@case("everything else that troupe-cli can tell of the account and the library")
def listings(watched):
    for words in (("providers", "list"), ("providers", "show", watched.account.provider), ("character", "list")):
        for more in ((), ("--json",)):
            assert watched.run(*words, *more).returncode == 0, words
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
        for words in (("--range", "1,2.5"), ("--range", "1,2.5", "--dry-run"), ("--from-task", "video_0", "--range", "1,2")):
            done = cli.run("character", "create", media.make("h264.mp4"), *words, TROUPE_STUDIO=str(program),
                           G_MESSAGES_DEBUG="all")
            key_parts = parts(json.loads((folder / "ready").read_text())["key"].split("-")[1])
            for path in [folder / "log", *(path for path in cli.home.rglob("*") if path.is_file())]:
                must_not_tell(path.read_bytes(), key_parts, path)
            must_not_tell(done.stdout + done.stderr, key_parts, words)


with Account(sys.argv[2], KEY) as the_account:
    tap.run(Watched(the_account))
