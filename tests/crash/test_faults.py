# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each call of an order times all that can go wrong with it; prints the table of where the job is then.

With TEST_FAULTS=all the calls of every provider are tried, else a choice of them.
"""
import collections
import concurrent.futures
import contextlib
import ctypes
import functools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import aftermath
import media
import profiles
import tap
from cli import PROGRAM
from faults import FAULTS, FREE, PASSING, WISHES, WORDS, expected, routes, rule
from scenes import Home
from studio import Studio, colour_clip
from tap import case

ALL = os.environ.get("TEST_FAULTS") == "all"
POINTS, CLOCK = map(os.path.abspath, sys.argv[2:4])
DAY = 24 * 60 * 60
PR_CAPBSET_DROP, CAPABILITIES_OVER_PERMISSIONS = 24, (1, 2)

FACELESS = ("gateway-f", "openai-compatible")    # who make no picture of a character

folder = tempfile.TemporaryDirectory()
clip = media.make("h264.mp4")
large = colour_clip(pathlib.Path(folder.name, "large.mp4"), "red", seconds=2, size="1280x720")


def words_of(account, thing, studio):
    if thing == "account":
        return ["providers", "test", "my-" + account]
    if thing in ("character", "lost character"):
        source = studio.upload(clip) if account == "gateway-f" else clip
        return ["character", "create", source, "--range", "0,2", "--alias", "Ada", "--provider", "my-" + account]
    more = {"evolink-seedance": ["--model", "seedance-2.0-reference-to-video", "--clip", large],
            "new-api": ["--model", "sora-2"], "openrouter": ["--model", "google/veo-3.1"]}.get(account, [])
    seconds = profiles.load(account).get("video", {}).get("seconds", [4])[0]
    return ["video", "create", "--prompt", "A fox", "--seconds", str(seconds), "--provider", "my-" + account, *more]


class Cell:
    """One order, with what went wrong and what came of it."""

    def __init__(self, account, thing, rules=(), run=Home.run):
        self.thing = thing
        self.has_result = thing != "character" or account not in FACELESS
        paid = routes(account, thing).get("paid", "none")
        with contextlib.ExitStack() as stack:
            place = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            (place / "faults.json").write_text(json.dumps(rules))
            self.studio = stack.enter_context(Studio(place / "studio", "--faults", str(place / "faults.json")))
            self.home = Home(self.studio, POINTS, [account])
            words = words_of(account, thing, self.studio)
            self.old = self.home.ok(*words)["video"] if thing == "remix" else {"id": ""}
            account = aftermath.Account(self.studio, paid)
            self.done = run(self.home, *words, *(["--remix", self.old["job"]] if thing == "remix" else []), "--json")
            self.calls, made = account.close()
            self.made = len(made["characters" if "character" in thing else "videos"])
            self.ledger = self.studio.ledger()
            self.jobs = [job for job in aftermath.jobs(self.home.dir).values() if job["video_id"] != self.old["id"]]

    def state(self):
        return self.jobs[-1]["state"] if self.jobs else "no job"

    def code(self):
        """What the program says, in the words that scripts rely on."""
        if not self.done.stdout:
            return f"status {self.done.returncode}"
        document = json.loads(self.done.stdout)
        return document["error"]["code"] if "error" in document else document.get("outcome", "")

    def find_faults(self):
        if self.done.returncode not in (0, 1, 3):
            yield f"the program ended with {self.done.returncode}: {self.done.stderr}"
            return
        document = json.loads(self.done.stdout)
        if "error" in document and not document["error"]["message"]:
            yield "no sentence"
        goes_on = self.state() in aftermath.LIVE and (self.thing, self.state()) != ("character", "fetching")
        if goes_on != (self.done.returncode == 3):    # a character without its picture is made
            yield f"exit code {self.done.returncode} with a job that is {self.state()}"
        attempts = sum(job["attempts"] for job in self.jobs)
        if self.calls > 1 or self.made > 1:
            yield f"paid {self.calls} times, made {self.made}"
        if attempts != self.calls and not (self.state() == "unknown" and self.calls < attempts):
            yield f"the journal knows {attempts} paid calls, the Studio {self.calls}"
        if self.made and self.state() == "failed" and "failed:" not in (self.jobs[-1]["problem"] or ""):
            yield "it was made, and the journal says that nothing was"
        if self.thing == "account":
            return    # which needs no library
        yield from self.content_faults()
        yield from aftermath.journal_faults(self.home.dir)
        yield from aftermath.file_faults(self.home.dir)
        yield from [f"{path} is left" for path in aftermath.leftovers(self.home.home)]

    def content_faults(self):
        """What is not there has a sentence that says so."""
        for job in self.jobs:
            found = aftermath.rows(self.home.dir / aftermath.DATABASE,
                                   f"SELECT 1 FROM pictures WHERE character_id = '{job['character_id']}' AND kind = "
                                   f"'avatar' UNION SELECT 1 FROM videos WHERE id = '{job['video_id']}' AND file NOTNULL")
            if self.has_result and not (found or job["problem"] or job["state"] in (*aftermath.LIVE, "cancelled")):
                yield f"the job is {job['state']} without its result and without a sentence"


class Table:
    def __init__(self):
        self.cells = collections.defaultdict(dict)
        self.faults = []

    def add(self, row, column, cell, *states):
        self.cells[row][column] = " ".join(filter(None, (cell.state(), cell.code())))
        faults = [f"{column}, {row}: {fault}" for fault in cell.find_faults()]
        if cell.state() not in states:
            faults.append(f"{column}, {row}: {cell.state()} instead of {' or '.join(states)}: {cell.done.stdout}")
        for fault in faults:
            self.tell(fault)
        if ALL and len(self.cells[row]) % 10 == 0:    # it takes long
            print(f"# {sum(map(len, self.cells.values()))} cells by now", flush=True)

    def tell(self, fault):
        self.faults.append(fault)
        if ALL:
            print("# " + fault.replace("\n", " "), flush=True)

    def print(self):
        columns = sorted({column for row in self.cells.values() for column in row})
        print("# " + " | ".join(["", *columns]))
        for row, cells in self.cells.items():
            print("# " + " | ".join([row, *(cells.get(column, "") for column in columns)]))
        print(f"# {sum(map(len, self.cells.values()))} cells, {len(self.faults)} faults", flush=True)
        assert self.faults == [], "\n".join(self.faults[:30])


# All, of every form of call, each of its calls
ORDERS = [("practice", "character"), ("practice", "video"), ("evolink", "character"), ("evolink", "video"),
          ("evolink-seedance", "video"), ("gateway-f", "character"), ("gateway-f", "video"),
          ("openai-compatible", "character"), ("openai-compatible", "video"), ("new-api", "video"),
          ("openrouter", "video"), ("sglang", "video"), ("vllm-omni", "video"), ("practice", "remix"), ("evolink", "remix")]

# The same forms at other addresses: the paid call
OTHERS = [(f"gateway-{letter}", "video") for letter in "abcdeg"] + [("chainhub", "video"), ("kkiai", "video"),
                                                                   ("yutoai", "video")]

# What else a person wants, each of what knows how to do that in a way of its own
WANTED = [*((name, "account") for name in profiles.names()), ("evolink", "lost character"), ("evolink", "lost video"),
          ("practice", "lost video"), ("openai-compatible", "lost video"), ("practice", "running video"),
          ("vllm-omni", "running video"), ("practice", "old video"), ("openai-compatible", "old video")]

# What is tried each time
CHOICE = {
    ("evolink", "character"): {
        "upload": ["hangs"],
        "paid": ["401", "500, done nevertheless", "cut off", "hangs"],
        "follow": ["401", "failed"],
    },
    ("practice", "video"): {"paid": ["dropped after"], "result": ["503", "cut off once"]},
    ("practice", "remix"): {"paid": ["dropped before"]},
    ("practice", "account"): {"test": ["malformed"]},
    ("evolink", "lost character"): {"list": ["502 of a proxy"]},
    ("practice", "old video"): {"delete": ["403"]},
}


def hang(route, n_skipped):
    """A run that is killed while it waits for an answer, and the one that comes after it."""
    def run(home, *words):
        home.kill_when(lambda: home.studio.ledger()["requests"].get(route, {"count": 0})["count"] > n_skipped, *words[:-1])
        return home.resume()
    return run


@functools.cache
def good_run(account, thing):
    """By kind: how often an order asks for a route when all goes well."""
    requests = Cell(account, thing).ledger["requests"]
    return {kind: requests[route]["count"] for kind, route in routes(account, thing).items() if route in requests}


def resolve(home, *words):
    """Looks for an order whose answer is lost."""
    assert home.run(*words).returncode == 1
    job, = home.ok("jobs", "list")["jobs"]
    return home.run("jobs", "resolve", job["id"], "--as", "look-for", "--json")


def stop(home, *words):
    """Has an order stopped while the provider works on it."""
    order = subprocess.Popen([PROGRAM, *words], env=home.env, cwd=home.home, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    job = None
    while not job or home.run("jobs", "cancel", job).returncode != 0:    # as soon as the provider is known to be able to
        assert order.poll() is None, "it ended before"
        job = next((job["id"] for job in aftermath.jobs(home.dir).values() if job["state"] == "running"), None)
    out, errors = order.communicate()
    return subprocess.CompletedProcess(words, order.returncode, out, errors)


def delete(home, *words):
    made = home.ok(*words[:-1])["video"]
    return home.run("video", "delete", made["id"], "--at-provider", "--json")


RUNS = {"lost character": resolve, "lost video": resolve, "running video": stop, "old video": delete}


def try_wish(account, thing, name):
    """What is wanted of an account or of what it has, with a fault in the call for that."""
    found = routes(account, thing)
    before = []
    if thing.startswith("lost"):
        before = [{"route": found["paid"], "fault": FAULTS["dropped before"]}]
    elif thing == "running video":
        before = [{"route": found["follow"], "fault": WORDS["an unknown word"], "times": 60 if ALL else 25}]
    return Cell(account, thing, [*before, {"route": found[WISHES[thing]], "fault": FAULTS[name]}],
                RUNS.get(thing, Home.run))


def try_cell(account, thing, kind, name):
    if thing in WISHES:
        return try_wish(account, thing, name)
    route = routes(account, thing)[kind]
    # The Studio may ask itself for what it was given, before there is a result.
    n_skipped = good_run(account, thing)["result"] - 1 if kind == "result" else \
        int(thing == "remix" and route == routes(account, "video")["paid"])    # what it varies was ordered, too
    run = hang(route, n_skipped) if name.startswith("hangs") else Home.run
    return Cell(account, thing, [{"skip": n_skipped, **rule(route, kind, name)}], run)


def all_cells():
    for account, thing in ORDERS:
        for kind in good_run(account, thing) if thing != "remix" else ["paid"]:
            for name in FAULTS if kind == "paid" else [*FREE, *(WORDS if kind == "follow" else [])]:
                yield account, thing, kind, name
    for account, thing in OTHERS:
        for name in FAULTS:
            yield account, thing, "paid", name
    for account, thing in WANTED:
        for name in FREE:
            if name not in ("hangs", "cut off once"):
                yield account, thing, WISHES[thing], name


def chosen_cells():
    for order, kinds in CHOICE.items():
        for kind, names in kinds.items():
            for name in names:
                yield *order, kind, name


def try_or_tell(cell):
    """One that breaks the test itself is a fault of it, and the others go on."""
    try:
        return try_cell(*cell)
    except (AssertionError, KeyError, ValueError, OSError) as error:
        return error


@case("whatever goes wrong with a call, the job is where that is documented, with a sentence, and paid once")
def calls(table):
    cells = list(all_cells() if ALL else chosen_cells())
    # Many wait most of their time, for what hangs and between two tries.
    with concurrent.futures.ThreadPoolExecutor(2 * os.cpu_count() if ALL else 2) as workers:
        for (account, thing, kind, name), cell in zip(cells, workers.map(try_or_tell, cells)):
            if isinstance(cell, Exception):
                table.tell(f"{account} {thing}, {kind}, {name}: {cell!r}")
                continue
            table.add(name, f"{account} {thing}, {kind}", cell, *expected(thing, kind, name))
            if (thing, kind) in (("video", "result"), ("video", "content")) and name in PASSING:
                assert cell.code() == "", f"{name}: not fetched when that was possible again: {cell.done.stdout}"
            if (kind, name) == ("result", "cut off once"):
                assert cell.code() == "" and cell.ledger["requests"][routes(account, thing)[kind]]["answers"]["206"] == 1
    table.print()


def fill_at(point):
    """A disk that is full from a point on; there is room again for the next run."""
    def run(home, *words):
        done = home.run(*words, LD_PRELOAD=POINTS, CRASH_DIR=str(home.dir), CRASH_FULL=point, G_DEBUG="")
        assert done.returncode == 1 and json.loads(done.stdout)["error"]["message"], (point, done)
        return home.resume()
    return run


def lock_folder(name):
    """A run that may not write to a folder, and the next one that may."""
    def forbid():
        for capability in CAPABILITIES_OVER_PERMISSIONS:
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)

    def run(home, *words):
        home.ok("character", "list")
        (home.dir / "media" / name).chmod(0o500)
        done = home.run(*words, before=forbid)
        (home.dir / "media" / name).chmod(0o700)
        return done
    return run


def jump(seconds):
    """A clock that is set while the provider works."""
    def run(home, *words):
        def is_running():
            return any(job["state"] == "running" for job in aftermath.jobs(home.dir).values())
        home.kill_when(is_running, *words[:-1])
        return home.resume(LD_PRELOAD=CLOCK, CRASH_CLOCK=str(seconds))
    return run


def is_open(program, path):
    """Whether a program has a file open by now."""
    assert program.poll() is None, "it ended before"
    links = [os.path.join(f"/proc/{program.pid}/fd", name) for name in os.listdir(f"/proc/{program.pid}/fd")]
    with contextlib.suppress(FileNotFoundError):
        return str(path) in map(os.readlink, links)
    return False


def die_while_another_waits(home, *words):
    """A run that is killed while the provider works, and another one that has waited for its job since before."""
    first = home.start(*words[:-1])
    while not any(job["state"] == "running" for job in aftermath.jobs(home.dir).values()):
        assert first.poll() is None, "it ended before"
    waiting = subprocess.Popen([PROGRAM, "jobs", "wait", "--json"], env=home.env, cwd=home.home, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    while not is_open(waiting, home.dir / aftermath.DATABASE):
        pass
    first.kill()
    assert first.wait() == -9, "it ended before"
    out, errors = waiting.communicate()
    return subprocess.CompletedProcess(words, waiting.returncode, out, errors)


# Where the disk gets full, and what the next start makes of it: a journal that cannot be written stays where it was.
FULL = {
    "character": {"writev media/clips 1": "done", "open media/pictures 1": "done", "open media/pictures 5": "done"},
    "video": {"connect server 1": "unknown", "write media/videos 1": "done"},
}


@case("a full disk, a read-only folder, a clock that jumps and a program that dies beside another lose nothing")
def computer(_table):
    table = Table()
    for thing, points in FULL.items():
        for point, state in points.items():
            table.add("disk full at " + point, thing, Cell("practice", thing, run=fill_at(point)), state)
    for name, thing, state in (("clips", "character", "failed"), ("pictures", "character", "failed"),
                               ("videos", "video", "done")):
        table.add(f"{name} read only", thing, Cell("practice", thing, run=lock_folder(name)), state)
    for days in (-400, 400) if ALL else (400,):
        table.add(f"clock {days} days on", "video", Cell("practice", "video", run=jump(days * DAY)), "done")
    result, n_before = routes("practice", "video")["result"], good_run("practice", "video")["result"] - 1
    rules = [{"route": result, "fault": FAULTS["cut off"], "skip": n_before, "times": 1},
             {"route": result, "fault": FAULTS["hangs"], "skip": n_before, "times": 1}]
    cell = Cell("practice", "video", rules, hang(result, n_before + 1))
    table.add("killed in the middle of the download", "video", cell, "done")
    assert cell.ledger["requests"][result]["answers"].get("206") == 1, f"began anew: {cell.ledger['requests'][result]}"
    slow = {"route": routes("practice", "video")["follow"], "fault": WORDS["an unknown word"], "times": 4}
    table.add("killed while another waits", "video", Cell("practice", "video", [slow], die_while_another_waits), "done")
    table.print()


with folder:
    tap.run(Table())
