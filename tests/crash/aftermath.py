# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program left behind: its journal, its files, and what the Studio says it was asked for."""
import contextlib
import hashlib
import json
import pathlib
import shutil
import sqlite3
import tempfile

LIVE = ("draft", "preparing", "publishing", "submitting", "accepted", "running", "fetching")
UNPAID = ("draft", "preparing", "publishing")
DATABASE = "library.db"

# What never holds for any job of a journal, whenever it is looked at
ENDED = "('done', 'failed', 'cancelled', 'unknown')"
IMPOSSIBLE = {
    "is in a state that nobody knows": f"state NOT IN {LIVE} AND state NOT IN {ENDED}",
    "makes nothing, or two things": "(character_id IS NULL) = (video_id IS NULL)",
    "was sent as often as the log does not say": "attempts != (SELECT count (*) FROM paid_calls WHERE job_id = j.id)",
    "is at a provider and was never sent": "state IN ('submitting', 'accepted', 'running', 'unknown') AND attempts = 0",
    "was accepted without a name": "state IN ('accepted', 'running') AND remote_id IS NULL",
    "went wrong without a sentence": "state IN ('failed', 'unknown') AND problem IS NULL",
    "ended at no time, or goes on after its end": f"(ended_us IS NOT NULL) != (state IN {ENDED})",
    "ended and is still carried out": f"state IN {ENDED} AND owner IS NOT NULL AND"
                                      " ifnull (published, '') NOT LIKE '%\"handle\"%'",
    "has no place": "position IS NULL",
    "is newer than the library": "revision > (SELECT revision FROM library)",
}


def rows(path, query):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(query)]


def read_copy(data, query):
    """Reads a database that nobody closed, and leaves it as it is: opening one tidies it up."""
    with tempfile.TemporaryDirectory() as folder:
        for path in data.glob(DATABASE + "*"):
            if not path.name.endswith("-shm"):
                with contextlib.suppress(FileNotFoundError):    # a journal that ended meanwhile
                    shutil.copy(path, folder)
        path = pathlib.Path(folder, DATABASE)
        # Killed between two versions of a library that is being made: there is no job in it yet.
        if not path.exists() or not rows(path, "SELECT 1 FROM sqlite_schema WHERE name = 'paid_calls'"):
            return []
        return rows(path, query)


def jobs(data):
    """By id: every job, as a crash has left it."""
    return {row["id"]: row for row in read_copy(data, "SELECT * FROM jobs")}


def boxes(data):
    """The names of the outer boxes of an MP4 file that is whole; else the last is `cut off`."""
    names, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8:at + 16], "big")
        names.append(data[at + 4:at + 8].decode("latin-1"))
        if size < 8 or at + size > len(data):
            return [*names, "cut off"]
        at += size
    return names


def is_whole(path):
    data = path.read_bytes()
    if path.suffix == ".mp4":
        names = boxes(data)
        return "moov" in names and "mdat" in names and names[-1] != "cut off"
    if path.suffix == ".jpg":
        return data[:2] == b"\xff\xd8" and data[-2:] == b"\xff\xd9"
    if path.suffix == ".json":
        return isinstance(json.loads(data), dict)
    return path.suffix == ".png" and data[-8:-4] == b"IEND"


def file_faults(data):
    """What is wrong with the files of a library, one sentence each."""
    media, database = data / "media", data / DATABASE
    faults, known = [], {}
    if not database.exists() or not rows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'characters'"):
        return ["there is no library"]
    for row in rows(database, "SELECT clip_file AS file FROM characters WHERE clip_file IS NOT NULL"):
        known[row["file"]] = None
    for row in rows(database, "SELECT file, sha256 FROM pictures"):
        known[row["file"]] = lambda content, sha256=row["sha256"]: hashlib.sha256(content).hexdigest() == sha256
    for row in rows(database, "SELECT file, size_bytes FROM videos WHERE file IS NOT NULL"):
        known[row["file"]] = lambda content, size=row["size_bytes"]: len(content) == size
    for name, fits in known.items():
        path = media / name
        if not path.exists():
            faults.append(f"{name} is referred to and not there")
        elif fits is not None and not fits(path.read_bytes()):
            faults.append(f"{name} is not what the library says")
    for path in media.rglob("*"):
        if path.is_file() and not is_whole(path):
            faults.append(f"{path.relative_to(media)} is no finished file")
    return faults


def leftovers(home):
    """Temporary files, wherever they are."""
    return [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and
            (path.name.endswith((".part", ".tmp")) or "tmp" in path.relative_to(home).parts[:-1])]


def journal_faults(data):
    """What no journal may say, one sentence each."""
    query = " UNION ALL ".join(f"SELECT id, state, '{fault}' AS fault FROM jobs AS j WHERE {condition}"
                               for fault, condition in IMPOSSIBLE.items())
    for row in read_copy(data, query):
        yield f"job {row['id']}, {row['state']}, {row['fault']}"


class Account:
    """What a Studio was asked to do between two looks at its ledger."""

    def __init__(self, studio, route):
        self.studio, self.route = studio, route
        self.before = self.look()

    def look(self):
        """The ledger, when all that the route was asked for has been answered or given up, and carried out.

        Also what was asked for earlier, by a program that never heard of it and did not follow it: characters that a
        video brings with it are made after the answer.
        """
        while True:
            ledger = self.studio.ledger()
            entry = ledger["requests"].get(self.route, {"count": 0, "answers": {}})
            unended = [video["id"] for video in ledger["videos"] if not video["ended_at"]]
            if sum(entry["answers"].values()) == entry["count"] and not unended:
                break
            for video in unended:
                self.studio.wait_for(video)
        return {"calls": entry["count"],
                "characters": {character["id"] for character in ledger["characters"]},
                "videos": {video["id"] for video in ledger["videos"]}}

    def close(self):
        """How often it was asked since, and the ids of what it made."""
        after = self.look()
        return after["calls"] - self.before["calls"], {
            kind: after[kind] - self.before[kind] for kind in ("characters", "videos")}
