# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of this folder share: the files of the project, and running a tool on them."""
import os
import pathlib
import shutil
import subprocess

from tap import Skip

TOP = pathlib.Path(__file__).resolve().parents[2]


def files(*suffixes, below=""):
    """Paths relative to the top, without build folders and hidden ones; all of them by default."""
    found = []
    for folder, folders, names in os.walk(TOP / below):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        found += [pathlib.Path(folder, name).relative_to(TOP) for name in names
                  if name.endswith(suffixes or "") and not name.startswith(".")]
    return sorted(found)


def read(path):
    return (TOP / path).read_text()


def run(*argv, fix=""):
    """Runs a tool at the top of the project; a failure shows what it said and how to mend it."""
    if not shutil.which(argv[0]):
        raise Skip(f"{argv[0]} is not installed")
    done = subprocess.run([str(word) for word in argv], cwd=TOP, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, f"{done.stdout}\n{fix}".strip()
    return done.stdout


def check_all(complaints):
    complaints = list(complaints)
    assert not complaints, "\n" + "\n".join(complaints)
