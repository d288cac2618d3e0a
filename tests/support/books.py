# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the log of what was spent in a library is what a Practice Studio was asked for, by calls and by credits."""
import collections
import contextlib
import pathlib
import re
import sqlite3

PAID = ("create-character", "create-video", "remix-video")

# The answer of a call that did arrive is known, whatever it says of money
ANSWERED = "EXISTS (SELECT 1 FROM jobs AS j WHERE j.id = p.job_id AND p.seq = (SELECT max (seq) FROM paid_calls" \
           " WHERE job_id = j.id) AND j.state IN ('accepted', 'running', 'fetching', 'done', 'cancelled'))"

accounts = []    # of (home, id of an account there, profile, base)


def keep(home, account, profile, base):
    """From now on all that an account in a home pays is compared when the Studio of that base ends."""
    accounts.append((pathlib.Path(home), account, profile, base))


def logged(home, account):
    """The paid calls of an account: kind, place in the log, whether the answer is lost, charge, credits."""
    path = home / "data" / "troupe" / "library.db"
    if not path.exists():
        return
    with contextlib.closing(sqlite3.connect(path)) as database:
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'paid_calls'").fetchone():
            return
        yield from database.execute(f"SELECT kind, seq, charge IS NULL AND NOT {ANSWERED}, charge, ifnull (reported,"
                                    " reserved) FROM paid_calls AS p WHERE provider_id = ?", [account])


def asked_by_test(studio, route):
    """How often the test itself asked for a route."""
    method, pattern = route.split(" ")
    pattern = re.sub(r"\{[^/]+\}", "[^/]+", re.escape(pattern))
    return sum(count for (how, path), count in studio.asked.items() if how == method and re.fullmatch(pattern, path))


def credit_faults(studio, base, rows):
    """Where the service tells what was used of the account: it is what the log says, unless an answer was lost."""
    if any(is_lost for _kind, _seq, is_lost, _charge, _credits in rows):
        return
    told = sum(credits or 0 for _kind, _seq, _lost, charge, credits in rows if charge not in ("refunded", "none"))
    used = studio.ask("GET", base.removeprefix(studio.base) + "/v1/credits").json()["data"]["token"]["used_credits"]
    if abs(used - told) > 1e-6:
        yield f"{base}: {used} credits were used, the log says {told}"


def faults(studio):
    """What does not agree, one sentence each."""
    ledger = studio.ledger()
    is_spoilt = any(rule["used"] for rule in ledger["faults"])    # what it said of credits need not be true
    rows = collections.defaultdict(list)    # by route
    by_base = collections.defaultdict(list)
    for home, account, profile, base in accounts:
        if base != studio.base and not base.startswith(studio.base + "/"):
            continue
        if not home.exists():
            return    # and nobody knows what it paid
        called = {}
        for kind in PAID:
            if call := profile["calls"].get(kind):
                path = base.removeprefix(studio.base) + call["path"].replace("{job.id}", "{id}")
                called[kind] = rows[f"{call['method']} {path}"]
        for row in logged(home, account):
            called[row[0]].append(row)
            by_base[base, profile["calls"]["test"]["path"]].append(row)
    for route, calls in rows.items():
        arrived = ledger["requests"].get(route, {"count": 0})["count"] - asked_by_test(studio, route)
        n_open = sum(is_lost for _kind, _seq, is_lost, _charge, _credits in calls)
        if not len(calls) - n_open <= arrived <= len(calls):
            yield f"{route}: asked {arrived} times; the log has {len(calls)}, {n_open} without an answer"
    for (base, test), calls in by_base.items():
        is_shared = any(path.startswith(base.removeprefix(studio.base)) for _method, path in studio.asked)
        if test == "/v1/credits" and not is_spoilt and not is_shared:
            yield from credit_faults(studio, base, calls)


def check(studio):
    found = list(faults(studio))
    assert not found, "\n".join(found)
