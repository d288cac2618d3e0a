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
    bad = test["result"] not in ("OK", "SKIP")
    for is_failed, name, is_skipped in cases:
        yield "failed" if is_failed else "skipped" if is_skipped else "passed", name.strip()
    if bad and not any(is_failed for is_failed, *_ in cases):
        after = f", after {cases[-1][1].strip()}" if cases else ""
        yield "failed", f"{test['result']}, status {test['returncode']}{after}"
    elif not cases:
        yield "skipped" if test["result"] == "SKIP" else "passed", "all of it"


def main(log):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    failures = []
    lines = log.read_text().splitlines() if log.exists() else []
    for test in map(json.loads, lines):
        program = test["name"].split(" / ")[-1]
        skipped = []
        for state, name in cases_of(test):
            counts[state] += 1
            if state == "failed":
                failures.append(f"failed: {program}: {name}")
            elif state == "skipped":
                skipped.append(name)
        if skipped:
            print(f"skipped: {program}: {skipped[0] if len(skipped) == 1 else f'{len(skipped)} cases'}")
    if counts["passed"] + counts["failed"] == 0:
        failures.append("no test was run")
        counts["failed"] = 1
    print(*failures, sep="\n", end="\n" if failures else "")    # last, where a log that is cut off has them
    shown = [state for state in counts if state != "skipped" or counts[state]]
    print(", ".join(f"{counts[state]} {state}" for state in shown))
    return counts["failed"] > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
