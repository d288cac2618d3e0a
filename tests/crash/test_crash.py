# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills troupe-cli while it works, starts it again, and compares journal, files and the Studio's ledger.

TEST_CRASH_KILLS is how often: where things reach the disk or the network, and, when it is many, at least once at each
kind of point, before and after it, and as often as that at random times.
"""
import itertools
import pathlib
import random
import sys
import tempfile
import time

import aftermath
import tap
from kills import AT_RANDOM, IS_SHORT, KILLS, Record, call_of, choose, faults_of, kind_of
from scenes import SCENES, Stage
from studio import Studio
from tap import case

ALWAYS = "before unlink library.db-journal 1"    # a library that is half made, in which nothing can be read
SHORT = ("character of a file", "followed character", "video with a cast")    # of a run with few kills


def try_kill(record, stage, scene, kind, where, kill):
    """One order, killed, and the next start; where it ended before, it counts for nothing."""
    home = stage.home(scene)
    old = aftermath.jobs(home.dir)
    account = stage.account(scene)
    if not kill(home):
        return
    left = aftermath.jobs(home.dir)
    faults = list(aftermath.journal_faults(home.dir))
    done = home.resume()
    faults += list(faults_of(home.home, left, aftermath.jobs(home.dir), scene, old, account))
    if done.returncode not in (0, 1):
        faults.append(f"the next start ended with {done.returncode}: {done.stderr}")
    record.add(scene, kind, where, left, faults)


@case("what a killed program left the Studio to make is not counted for the next one")
def left_to_make(stage):
    address = stage.studio.upload(stage.large)
    answer = stage.studio.ask("POST", "/evolink-seedance/v1/videos/generations", json={
        "model": "seedance-2.0-reference-to-video", "prompt": "The one in video 1 waves", "duration": 4,
        "video_urls": [address]})
    assert answer.status_code == 200, answer.text
    account = stage.account(SCENES[0])
    stage.studio.wait_for(answer.json()["id"])
    assert account.close() == (0, {"characters": set(), "videos": set()})


@case("killed wherever something reaches the disk or the network, nothing is lost, half there or paid twice")
def at_points(stage):
    scenes = [scene for scene in SCENES if not IS_SHORT or scene.name in SHORT]
    points = [(scene, point) for scene in scenes for point in stage.home(scene).watch(*scene.words(stage))]
    key = (lambda scene, when, point: call_of(point)) if IS_SHORT else \
        (lambda scene, when, point: (scene.name, when, kind_of(point)))
    # Each kind of point comes once before any comes twice.
    n_kills = KILLS if IS_SHORT else max(KILLS, len({key(scene, when, point) for scene, point in points
                                                     for when in ("before", "after")}))
    record = Record()
    for scene, point in itertools.chain([(SCENES[0], ALWAYS)], choose(points, key)):
        if record.total() >= n_kills:
            break
        try_kill(record, stage, scene, call_of(point.split(" ", 1)[1]), point,
                 lambda home: home.kill_at(point, *scene.words(stage)))
        if not IS_SHORT and record.total() % 50 == 0:    # it takes long
            print(f"# {record.total()} of {n_kills} kills by now, {len(record.faults)} faults", flush=True)
    record.print()


@case("killed at any time, nothing is lost, half there or paid twice")
def at_random(stage):
    dice = random.Random()
    record = Record()
    scenes = [scene for scene in SCENES if not IS_SHORT or scene.name in SHORT]
    lengths = {}
    while record.total() < AT_RANDOM:
        scene = dice.choice(scenes)
        if scene.name not in lengths:
            begin = time.monotonic()
            stage.home(scene).ok(*scene.words(stage))
            lengths[scene.name] = time.monotonic() - begin
        seconds = dice.uniform(0.3, 1) * lengths[scene.name]    # before, nothing was begun yet
        try_kill(record, stage, scene, "a random time", f"after {seconds:.3f} s",
                 lambda home: home.kill_after(seconds, *scene.words(stage)))
    record.print()


def main():
    with tempfile.TemporaryDirectory() as folder, Studio(pathlib.Path(folder, "studio")) as studio:
        tap.run(Stage(studio, sys.argv[2]))


main()
