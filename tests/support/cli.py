# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs troupe-cli in a home of its own."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import tap
from studio import CountedProgram

PROGRAM = os.path.abspath(sys.argv[1])
KEY = "sk-the-key-of-the-test"


class Cli:
    has_studio = True    # of its own, where an account has no other address

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.home = pathlib.Path(self.folder.name)
        self.data = self.home / "data" / "troupe"
        self.env = {**os.environ, "HOME": str(self.home),
                    "XDG_DATA_HOME": str(self.home / "data"),
                    "XDG_CONFIG_HOME": str(self.home / "config"),
                    "XDG_CACHE_HOME": str(self.home / "cache")}
        if self.has_studio:
            self.studios = CountedProgram(self.home)
            self.env["TROUPE_STUDIO"] = str(self.studios.path)
            tap.at_end.append(self.check_books)    # which also keeps the home until then

    def check_books(self):
        self.studios.check_books()

    def run(self, *words, before=None, text="", **env):
        """Runs a command, with a text as its standard input; before() is called in the new process first."""
        words = [word if isinstance(word, bytes) else str(word) for word in words]
        return subprocess.run([PROGRAM, *words], env={**self.env, **env}, cwd=self.home, input=text,
                              capture_output=True, text=True, check=False, preexec_fn=before)

    def ok(self, *words, **env):
        """The one document on standard output of a command that must succeed."""
        done = self.run("--json", *words, **env)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def fail(self, code, *words, **env):
        """The message of a command that must fail with this code."""
        done = self.run(*words, "--json", **env)
        assert done.returncode not in (0, -6, -11), (words, done.returncode, done.stderr)
        document = json.loads(done.stdout)
        assert list(document) == ["error"], document
        assert document["error"]["code"] == code, (words, document)
        assert document["error"]["message"], document
        return document["error"]["message"]
