# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that can go wrong with a call, by name, and where a job is then as documented."""
import profiles
from scenes import path_of

STATUSES = (400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 425, 429, 451, 500, 501, 502, 503, 504, 520,
            524, 529)
PAGE = {"body": "<!DOCTYPE html><html><body>Bad gateway</body></html>", "content_type": "text/html"}

FAULTS = {
    **{f"{status}": {"status": status} for status in STATUSES},
    **{f"{status}, done nevertheless": {"status": status, "act": True} for status in (408, 500, 502, 504, 524)},
    "429 with a pause": {"status": 429, "headers": {"Retry-After": "1"}},
    "502 of a proxy": {"status": 502, **PAGE},
    "late": {"delay_ms": 400},
    "cut off": {"truncate": 20},
    "cut off once": {"truncate": 20},
    "a web page": PAGE,
    "another media type": {"content_type": "text/plain"},
    "malformed": {"body": '{"id": "task_1", '},
    "empty": {"body": ""},
    "a list": {"body": []},
    "two answers": {"body": '{"id": "task_1"}{"id": "task_1"}'},
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "hangs": {"hang": True},
    "hangs, done nevertheless": {"hang": True, "act": True},
}

# Of the call that asks how a task is
WORDS = {
    "an unknown word": {"merge": {"status": "NOT_START", "progress": "67%"}},
    "failed": {"merge": {"status": "failed", "error": {"code": "content_policy_violation", "message": "not that"}}},
}

# What a call does for an order: the kind of a route
CALLS = {
    "character": {"upload": "upload", "paid": "create-character", "follow": "follow-character", "clear": "delete-upload"},
    "video": {"upload": "upload", "paid": "create-video", "follow": "follow-video", "content": "download-video",
              "clear": "delete-upload"},
    "remix": {"paid": "remix-video"},    # the others are those of a video
    # What a person wants of an account, or of what it has, besides
    "account": {"test": "test"},
    "lost character": {"paid": "create-character", "list": "list-characters"},
    "lost video": {"paid": "create-video", "list": "list-videos"},
    "running video": {"paid": "create-video", "follow": "follow-video", "cancel": "cancel-video"},
    "old video": {"paid": "create-video", "delete": "delete-video"},
}
WISHES = {"account": "test", "lost character": "list", "lost video": "list", "running video": "cancel",
          "old video": "delete"}

# One of each kind, for calls that cost nothing
FREE = ("400", "401", "403", "404", "410", "429 with a pause", "500", "503", "502 of a proxy", "late", "cut off",
        "cut off once", "a web page", "another media type", "malformed", "empty", "a list", "dropped before",
        "dropped after", "hangs")

# Of a result: it may be there later, so it is fetched until it is
PASSING = ("429 with a pause", "500", "503", "502 of a proxy", "dropped before", "dropped after")

UNDECIDED = ("408", "500", "502", "504", "520", "524")    # statuses that do not tell whether anything was done


def routes(account, thing):
    """By kind: the routes of an order, as the Studio names them."""
    base, calls = path_of(account), profiles.load(account)["calls"]
    names = {"{job.id}": "{task_id}" if "evolink" in account else "{id}", "{upload.id}": "{file_id}"}
    found = {"result": f"GET {base}/files/{{kind}}/{{file}}"}
    for kind, name in CALLS[thing].items():
        if name in calls:
            path = calls[name]["path"]
            for place, pattern in names.items():
                path = path.replace(place, pattern)
            found[kind] = f"{calls[name]['method']} {base}{path}"
    return found


def is_spoilt(name):
    """Whether an answer is lost or cannot be understood, whatever was done."""
    fault = FAULTS.get(name, {})
    return fault.get("act", False) or not fault.keys() <= {"status", "headers", "delay_ms", "content_type"} or \
        "hang" in fault


def expected(thing, kind, name):
    """Where the job is when the order has ended; several where that is the provider's choice."""
    if thing in WISHES:
        return {"account": ("no job",), "old video": ("done",), "lost character": ("unknown",), "lost video": ("unknown",),
                "running video": ("cancelled",) if name in ("late", "dropped after") else ("cancelled", "done")}[thing]
    if (thing, kind) == ("character", "result") and name in PASSING:
        return "fetching", "done"    # only its picture, for which nobody waits
    return (expected_order(thing, kind, name),)


def expected_order(thing, kind, name):
    status = FAULTS.get(name, {}).get("status", 200)
    if kind == "paid" and name not in ("late", "another media type"):
        return "unknown" if is_spoilt(name) or str(status) in UNDECIDED else "failed"
    if kind == "upload" and name not in ("late", "another media type") and "hang" not in FAULTS.get(name, {}):
        return "failed"
    if kind == "follow" and name == "failed":
        return "failed"
    if kind == "follow" and status in (401, 403):
        return "running"
    if kind == "content" and status == 401:
        return "fetching"    # until there is another key
    return "done"


def rule(route, kind, name):
    """A question is spoilt twice, and a download in all its tries of once and one more; another call always, or until
    somebody starts again."""
    fault = FAULTS[name] if name in FAULTS else WORDS[name]
    is_once = "hang" in fault or name.endswith("once")
    n_times = 1 if is_once else 2 if kind == "follow" and name != "failed" else 4 if kind in ("result", "content") else 0
    times = {"times": n_times} if n_times else {}
    return {"route": route, "fault": fault, **times}
