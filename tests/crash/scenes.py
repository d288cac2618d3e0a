# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders of every kind, given by troupe-cli to accounts at one Practice Studio."""
import dataclasses
import os
import pathlib
import shutil
import subprocess

import media
import profiles
from aftermath import Account, jobs
from cli import PROGRAM, Cli
from studio import colour_clip, new_folder

ACCOUNTS = ("practice", "evolink", "evolink-seedance", "gateway-f", "chainhub", "openrouter")


@dataclasses.dataclass
class Scene:
    name: str
    account: str
    words: callable             # of a set
    paid: str = "create-character"
    cast: callable = None       # words that make a character beforehand

    def route(self):
        """The paid route, as the ledger names it."""
        call = profiles.load(self.account)["calls"].get(self.paid)
        return f"{call['method']} {path_of(self.account)}{call['path']}" if call else "none"


def path_of(account):
    """Where the Studio speaks as a provider does."""
    return {"practice": "", "openai-compatible": "/openai"}.get(account, "/" + account)


def create(account, source, *more):
    return ["character", "create", source, "--range", "0,2", "--alias", "Ada", "--provider", "my-" + account, *more]


def film(account, prompt, *more):
    return ["video", "create", "--provider", "my-" + account, "--prompt", prompt, "--seconds", "4", *more]


SCENES = [
    Scene("character of a file", "practice", lambda stage: create("practice", stage.clip)),
    Scene("character of an address", "practice", lambda stage: create("practice", stage.address)),
    Scene("character of a task", "practice", lambda stage: create("practice", stage.clip, "--from-task", stage.task)),
    Scene("followed character", "evolink", lambda stage: create("evolink", stage.clip)),
    Scene("followed character of a gateway", "gateway-f", lambda stage: create("gateway-f", stage.address)),
    Scene("inline character", "evolink-seedance", lambda stage: create("evolink-seedance", stage.clip)),
    Scene("video with a cast", "practice", lambda stage: film("practice", "@Ada waves"), "create-video",
          lambda stage: create("practice", stage.clip)),
    Scene("video with an inline cast", "evolink-seedance",
          lambda stage: film("evolink-seedance", "@Ada waves", "--model", "seedance-2.0-reference-to-video"),
          "create-video", lambda stage: create("evolink-seedance", stage.large)),
    Scene("video with a picture", "practice", lambda stage: film("practice", "A fox", "--reference", stage.picture),
          "create-video"),
]


class Home(Cli):
    """A home with an account of each kind, and what it takes to kill a program in it."""
    has_studio = False

    def __init__(self, studio, points, accounts=ACCOUNTS):
        super().__init__()
        self.studio, self.points = studio, os.path.abspath(points)
        self.dir = self.home / "data" / "troupe"
        (self.home / "tmp").mkdir()
        profiles.add_accounts(self.home, {name: studio.base + path_of(name) for name in accounts})
        self.env |= {"TROUPE_KEY": studio.key, "TMPDIR": str(self.home / "tmp"),
                     # To be preloaded is to come before the sanitizer; who leaks others look for.
                     "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0:detect_leaks=0"}

    def copy(self):
        """Another home with the same library."""
        other = Home(self.studio, self.points)
        if self.dir.exists():
            shutil.copytree(self.dir, other.dir)
        return other

    def watch(self, *words):
        """The points that a run passes, in order."""
        log = self.home / "points"
        done = self.run(*words, "--json", LD_PRELOAD=self.points, CRASH_DIR=str(self.dir), CRASH_LOG=str(log))
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        lines = log.read_text().splitlines()
        log.unlink()
        return [line.removeprefix("before ") for line in lines]

    def kill_at(self, point, *words):
        """Whether the run got to the point, such as `after fsync media/clips 1`, where it was killed."""
        return self.run(*words, LD_PRELOAD=self.points, CRASH_DIR=str(self.dir), CRASH_AT=point).returncode == -9

    def start(self, *words):
        return subprocess.Popen([PROGRAM, *map(str, words)], env=self.env, cwd=self.home, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_after(self, seconds, *words):
        """Whether the run was still there to be killed then."""
        program = self.start(*words)
        try:
            program.wait(seconds)
        except subprocess.TimeoutExpired:
            program.kill()
        return program.wait() == -9

    def kill_when(self, holds, *words):
        """Kills a run as soon as something is true."""
        program = self.start(*words)
        while not holds():
            assert program.poll() is None, "it ended before"
        program.kill()
        program.wait()

    def resume(self, **env):
        """Starts a program that goes on with what another one left."""
        known = jobs(self.dir).values()
        words = [["video", "follow", job["video_id"]] if job["video_id"] else ["character", "follow", job["character_id"]]
                 for job in known]
        return self.run(*(words[-1] if words else ["character", "list"]), "--json", **env)


class Stage:
    """A Studio and all that the scenes need: a clip, its address, a finished task, a picture."""

    def __init__(self, studio, points):
        self.studio, self.points = studio, os.path.abspath(points)
        self.clip = media.make("h264.mp4")
        self.large = colour_clip(pathlib.Path(new_folder(), "large.mp4"), "red", seconds=2, size="1280x720")
        self.address = studio.upload(self.clip)
        self.task = studio.shoot("A fox", seconds="4")["id"]
        self.homes = {}
        self.base = Home(studio, points)
        self.picture = self.base.home / "picture.png"
        media.run_ffmpeg(["-f", "lavfi", "-i", "color=red:size=720x1280", "-frames:v", "1"], self.picture)

    def home(self, scene):
        """A home in which the scene can begin."""
        if scene.name not in self.homes:
            self.homes[scene.name] = Home(self.studio, self.points)
            if scene.cast:
                self.homes[scene.name].ok(*scene.cast(self))
        return self.homes[scene.name].copy()

    def account(self, scene):
        return Account(self.studio, scene.route())
