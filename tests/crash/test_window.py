# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the window while it makes a character, opens it again, and compares journal, files and the Studio's ledger."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "gui"))

import aftermath  # noqa: E402
import media  # noqa: E402
from gui_driver import BUILD, Gui  # noqa: E402
from kills import IS_SHORT, KILLS, Record, call_of, choose, faults_of, kind_of  # noqa: E402
from scenes import SCENES  # noqa: E402
from studio import Studio  # noqa: E402
from tap import case, run  # noqa: E402

SCENE = SCENES[0]
POINTS = os.path.abspath(sys.argv[2])
IN_WINDOW = 1 if IS_SHORT else KILLS // 10
AT_RANDOM = 0 if IS_SHORT else KILLS // 10
ALWAYS = "after rename media/clips 1"    # of a run with few kills


class Window(Gui):
    """A window with a video, whose Practice Studio outlives it."""

    def __init__(self, studio):
        super().__init__()
        self.studio = studio
        self.data = pathlib.Path(self.dir, "data", "troupe")
        program = pathlib.Path(self.dir, "studio")
        program.write_text(f"#!/bin/sh\necho '{json.dumps({'base': studio.base, 'key': studio.key})}'\ncat\n")
        program.chmod(0o700)
        self.program = self.argv[0]
        self.plain = self.app_env | {"TROUPE_STUDIO": str(program)}

    def __enter__(self):
        """The desktop alone: each program is started on its own."""
        try:
            self.start_desktop()
            return self
        except BaseException:
            self.__exit__()
            raise

    def launch(self, *arguments, **env):
        self.argv = [self.program, *map(str, arguments)]
        self.app_env = self.plain | env
        return self.start()

    def order(self, **env):
        """Gives the order to make a character; env is what else the program is preloaded with."""
        shutil.rmtree(self.data, ignore_errors=True)
        preloaded = {"LD_PRELOAD": f"{self.plain['LD_PRELOAD']}:{POINTS}", "CRASH_DIR": str(self.data)}
        self.launch(media.make("h264.mp4"), **preloaded, **env)
        self.find("Create Character", "button", timeout=30).press()

    def wait_ended(self, n_jobs=0):
        """Waits until there are so many jobs and none of them goes on by itself."""
        def has_ended():
            path = self.data / aftermath.DATABASE
            if not aftermath.rows(path, "SELECT 1 FROM sqlite_schema WHERE name = 'jobs'"):
                return False
            jobs = aftermath.rows(path, "SELECT state FROM jobs")
            return len(jobs) >= n_jobs and all(job["state"] not in aftermath.LIVE for job in jobs)
        self.wait(has_ended, 60, "end of the job")

    def watch(self):
        """The points that the making of a character passes."""
        log = pathlib.Path(self.dir, "points")
        self.order(CRASH_LOG=str(log))
        self.wait_ended(1)
        self.close()
        lines = [line.removeprefix("before ") for line in log.read_text().splitlines()]
        return lines[lines.index("mkdir media 1"):]    # once there is a library

    def measure(self):
        """How long the making of a character takes after the order."""
        self.order()
        begin = time.monotonic()
        self.wait_ended(1)
        seconds = time.monotonic() - begin
        self.close()
        return seconds

    def kill_after(self, seconds):
        """The same at a time after the order."""
        def order():
            self.order()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.app.wait(seconds)
            self.app.kill()
        return self.kill(order)

    def kill_at(self, point):
        def order():
            self.order(CRASH_AT=point)
            self.wait_ended(1)
            self.xdo("key", "ctrl+q")
        return self.kill(order)

    def kill(self, order):
        """Gives the order to a window that is killed over it, and opens the next one; None when it was not."""
        account = aftermath.Account(self.studio, SCENE.route())
        with contextlib.suppress(RuntimeError):    # killed
            order()
        if self.app.wait(60) != -9:
            return None
        left = aftermath.jobs(self.data)
        self.launch()
        self.wait_ended()
        self.close()
        return left, list(faults_of(pathlib.Path(self.dir), left, aftermath.jobs(self.data), SCENE, {}, account))


def points_of(window):
    """Where to kill it, each kind in turn, and nothing of what comes after the job, when it closes."""
    points = [(SCENE, point) for point in window.watch()
              if call_of(point) not in ("recv", "pwrite64") and kind_of(point).split()[1] not in (
                  aftermath.DATABASE, aftermath.DATABASE + "-shm")]
    for _, point in choose(points, lambda _, when, point: (kind_of(point), when)):
        yield point


@case("a window that is killed loses nothing, leaves nothing half there and pays nothing twice")
def killed(window):
    record = Record()
    for point in [ALWAYS] if IS_SHORT else points_of(window):
        killed_there = window.kill_at(point)
        if killed_there is not None:
            record.add(SCENE, call_of(point.split(" ", 1)[1]), point, *killed_there)
        if record.total() == IN_WINDOW:
            break
    assert record.total() > 0, "it was never killed"
    record.print()


def killed_at_any_time(window):
    dice, longest, record = random.Random(), window.measure(), Record()
    while record.total() < AT_RANDOM:
        seconds = dice.uniform(0, longest)
        killed_then = window.kill_after(seconds)
        if killed_then is not None:
            record.add(SCENE, "a random time", f"after {seconds:.3f} s", *killed_then)
    record.print()


if AT_RANDOM:
    case("nor does one that is killed at any time")(killed_at_any_time)
with tempfile.TemporaryDirectory() as folder, Studio(pathlib.Path(folder, "studio")) as the_studio:
    with Window(the_studio) as driven:
        run(driven, on_failure=driven.describe)
