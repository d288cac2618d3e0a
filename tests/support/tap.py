# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of a Python test as TAP: decorate functions with @case("what holds"), end with run()."""
import sys
import time
import traceback

_cases = []

at_end = []    # functions that check something more when all cases have run


class Skip(Exception):
    """Raised by a case that cannot be tried here; the text says why."""


def case(name):
    def add(function):
        _cases.append((name, function))
        return function
    return add


def check_at_end():
    """Whether all that is checked then holds."""
    for check in at_end:
        try:
            check()
        except Exception:
            print(traceback.format_exc(limit=-1), file=sys.stderr, flush=True)
            return False
    return True


def run(*arguments, on_failure=None):
    """Calls every case with the arguments and ends the program; on_failure() after a failed one."""
    failed = False
    print(f"1..{len(_cases)}", flush=True)
    for number, (name, function) in enumerate(_cases, 1):
        began = time.monotonic()
        try:
            function(*arguments)
            print(f"ok {number} - {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except Exception:
            failed = True
            print(f"not ok {number} - {name}", flush=True)
            print(f"{name}:\n{traceback.format_exc(limit=-2)}", file=sys.stderr, flush=True)
            if on_failure:
                print(on_failure(), file=sys.stderr, flush=True)
        print(f"# {time.monotonic() - began:.1f} s", flush=True)
    sys.exit(not check_at_end() or failed)
