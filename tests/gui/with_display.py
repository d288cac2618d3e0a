#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""with_display.py PROGRAM...: runs a program on an X display and with folders of its own.

G_TEST_OPTION_ISOLATE_DIRS would also hide the shared MIME database, which gdk-pixbuf needs for icons.
"""
import os
import subprocess
import sys
import tempfile


def main(argv):
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-screen", "0", "1280x800x24", "-noreset", "-nolisten", "tcp",
                               "-displayfd", str(write)], pass_fds=[write],
                              stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            os.environ["DISPLAY"] = ":" + pipe.readline().strip()
        with tempfile.TemporaryDirectory(prefix="troupe-widget-") as home:
            os.environ.update(HOME=home, XDG_CONFIG_HOME=home + "/config",
                              XDG_DATA_HOME=home + "/data", XDG_CACHE_HOME=home + "/cache",
                              XDG_STATE_HOME=home + "/state")
            return subprocess.run(argv).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if status < 0:
        os.kill(os.getpid(), -status)
    sys.exit(status)
