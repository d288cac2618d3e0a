# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A power cut finds things in the right order: the system calls of one character and of one video."""
import pathlib
import sys
import tempfile

import aftermath
import tap
import systemcalls
from cli import PROGRAM
from scenes import SCENES, Stage
from studio import Studio
from tap import case


class Run:
    """One order, with what it left and all that it asked the system for."""

    def __init__(self, stage, name):
        self.scene = next(scene for scene in SCENES if scene.name == name)
        home = stage.home(self.scene)
        old = aftermath.jobs(home.dir)
        self.events = systemcalls.record(home, PROGRAM, *self.scene.words(stage))
        self.media, self.log = home.dir / "media", str(home.dir / "library.db-wal")
        self.job, = [job for id_, job in aftermath.jobs(home.dir).items() if id_ not in old]
        database = home.dir / aftermath.DATABASE
        self.files = [row["file"] for row in aftermath.rows(
            database, f"SELECT file FROM pictures WHERE character_id = '{self.job['character_id']}' UNION "
            f"SELECT clip_file FROM characters WHERE id = '{self.job['character_id']}' UNION "
            f"SELECT file FROM videos WHERE id = '{self.job['video_id']}'")]

    def first(self, fits, after=-1):
        return next((event for event in self.events if event.begin > after and fits(event)), None)

    def all(self, fits, before):
        return [event for event in self.events if event.begin < before and fits(event)]

    def logged(self, word, after=-1):
        """The first write to the database's log with a word in it."""
        return self.first(lambda event: event.writes(self.log) and word in event.text, after)

    def flush_of(self, path, after):
        return self.first(lambda event: event.flushes(str(path)), after)

    def paid_call(self):
        method, path = self.scene.route().split()
        return self.first(lambda event: event.is_sent() and f'"{method} {path} HTTP' in event.text)


def check_file(run, name):
    """Content, name, folder, reference: each on the disk before the next."""
    path = str(run.media / name)
    rename = run.first(lambda event: event.call.startswith("rename") and event.paths[-1:] == [path])
    assert rename is not None, f"{name} was not renamed to"
    part = rename.paths[0]
    written = run.all(lambda event: event.writes(part), rename.begin)
    assert written, f"nothing was written to {name}"
    flush = run.flush_of(part, written[-1].end)
    assert flush is not None and flush.end < rename.begin, f"{name} has its name before its content is on the disk"
    flush = run.flush_of(pathlib.Path(path).parent, rename.end)
    reference = run.logged(name)
    assert reference is not None and flush is not None and flush.end < reference.begin, \
        f"{name} is referred to before its name is on the disk"


def check_paid_call(run):
    sent = run.paid_call()
    assert sent is not None, "there was no paid call"
    written = run.all(lambda event: event.writes(run.log), sent.begin)
    assert any("submitting" in event.text for event in written), "the paid call is not in the journal"
    flush = run.flush_of(run.log, written[-1].end)
    assert flush is not None and flush.end < sent.begin, "the paid call leaves before the journal is on the disk"


def check_answer(run):
    remote_id = run.job["remote_id"]
    answer = run.first(lambda event: event.is_received() and remote_id in event.text, run.paid_call().end)
    kept = run.logged(remote_id, answer.end)
    assert kept is not None, "what was accepted is not in the journal"
    done = run.first(lambda event: event.writes(run.log) and event.begin > kept.begin and "accepted" in event.text) or kept
    flush = run.flush_of(run.log, done.end)
    other = run.first(lambda event: event.is_outside() or (event.call.startswith("rename") and "media" in event.text),
                      answer.end)
    assert flush is not None and (other is None or flush.end < other.begin), \
        f"something else happens before what was accepted is on the disk: {other}"


RUNS = {"character": "character of a file", "followed character": "followed character", "video": "video with a cast"}


def add_cases(name):
    @case(f"{name}: files are flushed, then named, then referred to")
    def files(runs):
        assert runs[name].files, "there are no files"
        for file in runs[name].files:
            check_file(runs[name], file)

    @case(f"{name}: the paid call stands in the journal before its first byte leaves")
    def paid_call(runs):
        check_paid_call(runs[name])

    @case(f"{name}: what was accepted is on the disk before anything else happens")
    def answer(runs):
        check_answer(runs[name])


def main():
    for name in RUNS:
        add_cases(name)
    with tempfile.TemporaryDirectory() as folder, Studio(pathlib.Path(folder, "studio")) as studio:
        stage = Stage(studio, sys.argv[2])
        tap.run({name: Run(stage, scene) for name, scene in RUNS.items()})


main()
