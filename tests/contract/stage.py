# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A troupe-cli with an account of a shipped profile, whose service is the checking mock."""
import contextlib
import json
import pathlib
import re
import shutil
import tempfile

import books
import contracts
import media
from checking import CheckingMock, CheckingProxy, Files
from cli import KEY, Cli
from profiles import hurried, load, names


def shipped():
    """Pairs of an id and a profile."""
    return ((name, load(name)) for name in names())


class Account:
    """One account; as a context it has the mock and the files that the mock points to."""

    def __init__(self, name, key=KEY):
        self.name, self.key = name, key
        self.profile = load(name)
        self.contract = contracts.find(name)
        self.clip = media.make("h264.mp4")
        self.cli = Cli()

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            for copy in ("clip.mp4", "video.mp4"):
                shutil.copy(self.clip, folder / copy)
            media.run_ffmpeg(["-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"], folder / "avatar.png")
            self.files = stack.enter_context(Files(folder))
            self.mock = stack.enter_context(self.service())
            self.stack = stack.pop_all()
        self.env = {"TROUPE_KEY": self.key, "G_MESSAGES_DEBUG": "all"}
        self.provider = self.add_builtin() if self.profile.get("builtin") else self.add_account()
        return self

    def __exit__(self, *_error):
        self.stack.close()

    def service(self):
        return CheckingMock(self.contract, self.files)

    def add_builtin(self):
        studio = self.cli.home / "studio"
        ready = json.dumps({"base": self.mock.base, "key": self.key})
        studio.write_text(f"#!/bin/sh\necho '{ready}'\ncat\n")
        studio.chmod(0o700)
        self.env["TROUPE_STUDIO"] = str(studio)
        return self.name

    def add_account(self):
        profiles = self.cli.home / "config" / "troupe" / "profiles"
        profiles.mkdir(parents=True)
        (profiles / "own.json").write_text(json.dumps(hurried(self.profile)))
        self.set_base(self.mock.base + "/v1")
        return "mock"

    def set_base(self, base):
        choices = self.cli.home / "config" / "troupe" / "providers.ini"
        choices.write_text(f"[provider mock]\nprofile=own-{self.name}\nbase={base}\n")

    def run(self, scene, *words, told=()):
        """The exit status, the document and the calls of one run, which may use ids that were told before it."""
        self.mock.play(scene, told)
        done = self.cli.run(*words, "--json", **self.env)
        assert self.key not in done.stdout + done.stderr, "the key was told"
        assert done.returncode in (0, 1, 2) and done.stdout, f"{words}: {done.returncode} {done.stderr[-1500:]}"
        return done.returncode, json.loads(done.stdout), self.mock.take()

    def is_call(self, record, name):
        call = self.profile["calls"].get(name, {"method": "", "path": ""})
        pattern = re.sub(r"{[^}]+}", "[^/]+", call["path"])
        return record.method == call["method"] and re.fullmatch(pattern, record.path)

    def call_of(self, record, *names):
        """Which of the profile's calls a request is, of those that can be meant."""
        for name in names:
            if self.is_call(record, name):
                return name
        raise AssertionError(f"{record} is none of {names}")


class StudioAccount(Account):
    """The same, whose service is a Practice Studio behind a checking proxy."""

    def __init__(self, name, studio):
        super().__init__(name, studio.key)
        self.studio = studio

    def service(self):
        path = {"practice": "", "openai-compatible": "/openai"}.get(self.name, "/" + self.name)
        account = self.name if self.profile.get("builtin") else "mock"
        books.keep(self.cli.home, account, self.profile, self.studio.base + path)
        return CheckingProxy(self.contract, self.studio.base + path)
