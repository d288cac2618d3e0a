# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a program is killed, and whether what it left went on as it must."""
import collections
import os
import random

import aftermath
from scenes import SCENES

KILLS = int(os.environ.get("TEST_CRASH_KILLS", 10))
IS_SHORT = KILLS < 100
AT_RANDOM = 2 if IS_SHORT else KILLS


def state_fault(before, after):
    """What is wrong with how a job went on; before is None when it was added after all."""
    state = after["state"]
    if state in aftermath.LIVE:
        return f"it is still {state}"
    if before is None or before["state"] in aftermath.UNPAID:
        return None if state == "done" else f"it ended as {state}: {after['problem']}"
    if before["state"] in ("submitting", "unknown"):
        return None if state == "unknown" else f"it was {before['state']} and became {state}"
    if before["remote_id"] and before["remote_id"] != after["remote_id"]:
        return f"it was {before['remote_id']} and became {after['remote_id']}"
    return None if state == "done" else f"it was accepted and ended as {state}: {after['problem']}"


def money_faults(scene, kept, calls, made):
    """Whether what the journal says was spent is what the Studio says it was asked for."""
    attempts = sum(job["attempts"] for job in kept)
    unsure = any(job["state"] == "unknown" for job in kept)
    things = made["videos" if scene.paid == "create-video" else "characters"]
    if calls > 1 or len(things) > 1:
        yield f"paid {calls} times, made {sorted(things)}"
    if attempts != calls and not (unsure and calls < attempts):
        yield f"the journal knows {attempts} paid calls, the Studio {calls}"
    if len(things) < sum(job["state"] == "done" and job["attempts"] > 0 for job in kept):
        yield "what is done was never made"


def faults_of(home, left, kept, scene, old, account):
    """What is wrong, one sentence each: jobs as the crash left them and as they are now, and what the Studio says."""
    yield from money_faults(scene, [job for name, job in kept.items() if name not in old], *account.close())
    for name in left.keys() - kept.keys():
        yield f"job {name} is gone"
    for name, job in kept.items():
        fault = state_fault(left.get(name), job)
        if fault:
            yield f"job {name}: {fault}"
    yield from aftermath.journal_faults(home / "data" / "troupe")
    yield from aftermath.file_faults(home / "data" / "troupe")
    for path in aftermath.leftovers(home):
        yield f"{path} is left"


class Record:
    """Counts of all kills."""

    def __init__(self):
        self.counts = collections.Counter()
        self.states = collections.Counter()
        self.faults = []

    def add(self, scene, kind, where, left, faults):
        """One kill: the jobs as it left them, and all that is wrong after the next start."""
        self.counts[scene.name, kind] += 1
        self.states[list(left.values())[-1]["state"] if left else "no job"] += 1
        self.faults += [f"{scene.name}, killed {where}: {fault}" for fault in faults]

    def total(self):
        return sum(self.counts.values())

    def print(self):
        kinds = sorted({kind for _, kind in self.counts})
        print("# " + " | ".join(["killed at", *kinds]))
        for scene in SCENES:
            row = [self.counts[scene.name, kind] for kind in kinds]
            if any(row):
                print("# " + " | ".join([scene.name, *map(str, row)]))
        print("# the job was: " + ", ".join(f"{state} {count}" for state, count in sorted(self.states.items())))
        print(f"# {self.total()} kills, {len(self.faults)} faults", flush=True)
        assert self.faults == [], "\n".join(self.faults[:20])


def choose(points, key):
    """All points in an order that takes each kind of them in turn; the same in each run."""
    groups = collections.defaultdict(list)
    for scene, point in points:
        for when in ("before", "after"):
            groups[key(scene, when, point)].append((scene, f"{when} {point}"))
    shuffler = random.Random(1)
    for group in groups.values():
        shuffler.shuffle(group)
    names = sorted(groups)
    shuffler.shuffle(names)
    while any(groups.values()):
        for name in names:
            if groups[name]:
                yield groups[name].pop()


def call_of(point):
    return point.split()[0]


def kind_of(point):
    """With the file, without the number."""
    return point.rsplit(" ", 1)[0]
