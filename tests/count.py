#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts single test cases in meson's testlog.json; the last line is `N passed, N failed[, N skipped]`.

A program that ended badly without a failed case counts as one failure, and so does a run of no test.
"""
import json
import pathlib
import re
import sys

CASE = re.compile(r"(not )?ok\b[ \d]*(?:- )?([^#]*)(# SKIP)?", re.IGNORECASE)


def cases_of(test):
    """Yields the state and the name of each case of a test program."""
    cases = [CASE.match(line) for line in test.get("stdout", "").splitlines()]
    cases = [case.groups() for case in cases if case]
    program = test["name"].split(" / ")[-1]
    bad = test["result"] not in ("OK", "SKIP")
    for is_failed, name, is_skipped in cases:
        state = "failed" if is_failed else "skipped" if is_skipped else "passed"
        yield state, f"{program}: {name.strip()}"
    if bad and not any(is_failed for is_failed, *_ in cases):
        yield "failed", f"{program}: {test['result']}, status {test['returncode']}"
    elif not cases:
        yield "skipped" if test["result"] == "SKIP" else "passed", program


def main(log):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    lines = log.read_text().splitlines() if log.exists() else []
    for line in lines:
        for state, name in cases_of(json.loads(line)):
            counts[state] += 1
            if state != "passed":
                print(f"{state}: {name}")
    if counts["passed"] + counts["failed"] == 0:
        print("no test was run")
        counts["failed"] = 1
    shown = [state for state in counts if state != "skipped" or counts[state]]
    print(", ".join(f"{counts[state]} {state}" for state in shown))
    return counts["failed"] > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
