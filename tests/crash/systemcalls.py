# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The system calls of a run, in order, as strace tells them."""
import dataclasses
import re
import subprocess

CALLS = ("openat,creat,fsync,fdatasync,rename,renameat,renameat2,pwrite64,write,writev,sendto,sendmsg,connect,"
         "recvfrom,recvmsg")
BEGUN = re.compile(r"^(\d+) +(\w+)\((.*)$", re.DOTALL)
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
TARGET = re.compile(r"^-?\w+<(.*?)>,? ?")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclasses.dataclass
class Event:
    begin: int      # lines of the trace
    end: int
    call: str
    text: str       # arguments and result, bytes escaped as strace does

    @property
    def target(self):
        """The file or connection of the first argument, a descriptor."""
        found = TARGET.match(self.text)
        return found.group(1) if found else ""

    @property
    def paths(self):
        return QUOTED.findall(self.text)

    def writes(self, path):
        return self.call in ("write", "writev", "pwrite64") and self.target == path

    def flushes(self, path):
        return self.call in ("fsync", "fdatasync") and self.target == path and self.text.endswith("= 0")

    def is_sent(self):
        return self.call in ("sendto", "sendmsg") and self.target.startswith("TCP")

    def is_received(self):
        return self.call in ("recvfrom", "recvmsg") and self.target.startswith("TCP")

    def is_outside(self):
        """Whether somebody else can see it."""
        return self.is_sent() or (self.call == "connect" and "AF_INET" in self.text)


def parse(lines):
    events, unfinished = [], {}
    for number, line in enumerate(lines):
        begun, resumed = BEGUN.match(line), RESUMED.match(line)
        if begun and line.endswith("<unfinished ...>"):
            thread, call, text = begun.groups()
            unfinished[thread] = Event(number, number, call, text.removesuffix("<unfinished ...>"))
            events.append(unfinished[thread])
        elif begun:
            events.append(Event(number, number, *begun.groups()[1:]))
        elif resumed and resumed.group(1) in unfinished:
            event = unfinished.pop(resumed.group(1))
            event.end = number
            event.text += resumed.group(2)
    return events


def record(home, program, *words):
    """The events of a run that must succeed."""
    log = home.home / "trace"
    done = subprocess.run(["strace", "-f", "-yy", "-qq", "-s", "8192", "-e", "signal=none", "-e", "trace=" + CALLS,
                           "-o", log, program, *map(str, words), "--json"], env=home.env, cwd=home.home,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout, done.stderr)
    events = parse(log.read_text(errors="replace").splitlines())
    log.unlink()
    return events
