#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""with_display.py PROGRAM...: runs a program on an X display of its own."""
import os
import subprocess
import sys


def main(argv):
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                               "-displayfd", str(write)], pass_fds=[write],
                              stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            os.environ["DISPLAY"] = ":" + pipe.readline().strip()
        return subprocess.run(argv).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if status < 0:
        os.kill(os.getpid(), -status)
    sys.exit(status)
