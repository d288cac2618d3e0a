#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is looked up while a prompt is typed, in a library of 10,000 characters.

usage: names.py BUILD_DIR
"""
import json
import os
import statistics
import subprocess
import sys

CHARACTERS = 10_000
TURNS = 100
LIMIT_MS = 50


def facts(lines, name):
    times = [float(line.split()[1]) for line in lines if line.startswith(name)]
    return {f"{name}_p50_ms": round(statistics.median(times), 2), f"{name}_max_ms": round(max(times), 2)}


def main():
    program = os.path.abspath(sys.argv[1]) + "/tests/bench/names-troupe"
    lines = subprocess.run([program, str(CHARACTERS), str(TURNS)], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    print(json.dumps({"bench": "names", "characters": CHARACTERS, "index_ms": facts(lines, "index")["index_max_ms"],
                      **facts(lines, "complete"), **facts(lines, "near"), **facts(lines, "parse"),
                      "limit_ms": LIMIT_MS}))


if __name__ == "__main__":
    main()
