# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A library that cannot be opened, and a disk that is full: said in the window, and mended without losing a thing."""
import ctypes
import pathlib
import resource
import sqlite3
import subprocess

from controls import Controls
from gui_driver import BUILD, Gui
from tap import case, run

import media

CELL = "table cell"
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def set_version(version):
    with sqlite3.connect(database) as connection:
        before = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    return before


def limit_file_size(gui, size):
    """A full disk for the program: what a file may grow to ends at this size."""
    _, hard = resource.prlimit(gui.app.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(gui.app.pid, resource.RLIMIT_FSIZE, (size, hard))


def try_in_vain(gui):
    """Its words stay the same; what tells that it was tried is the program's own message."""
    tried = gui.log().count("The library did not open")
    gui.find("Try Again", "button").press()
    gui.wait(lambda: gui.log().count("The library did not open") > tried, what="another failure")


@case("a library of a newer version is left as it is, and opens when Troupe can read it")
def newer(gui):
    gui.find("Ada, Ready", CELL)
    gui.close()
    present = set_version(999)
    before = database.read_bytes()
    gui.start()
    gui.find("Library of a newer Troupe", "label")
    gui.read("They were left untouched. Update Troupe to open them.")
    gui.find("Open Folder", "button")
    assert gui.peek("New Character", "button") is None
    found = Controls(gui).names()
    assert {("button", "Try Again"), ("button", "Open Folder")} <= set(found), found
    try_in_vain(gui)
    gui.find("Library of a newer Troupe", "label")
    assert database.read_bytes() == before
    set_version(present)
    gui.find("Try Again", "button").press()
    gui.find("Ada, Ready", CELL)


@case("a folder that cannot be written is named as the cause; what was to be opened comes when it can")
def read_only(gui):
    gui.close()
    database.parent.chmod(0o500)
    gui.start()
    gui.find("Library cannot be written", "label")
    gui.read("Allow writing to the folder, then try again.")
    gui.hand_over(media.make("h264.mp4"))
    try_in_vain(gui)
    gui.find("Library cannot be written", "label")
    database.parent.chmod(0o700)
    gui.find("Try Again", "button").press()
    gui.find("Create Character", "button")
    assert gui.find("Name", "text").text == "h264"


@case("on a full disk the range and the name stay, and the same button goes on when there is space")
def no_space(gui):
    gui.find("Range end", "slider").value = 2.5
    gui.find("Range start", "slider").value = 0.5
    gui.find("Name", "text").text = "Grace"
    gui.wait(lambda: gui.find("Start", "text").text == "0:00.500", what="the range")
    limit_file_size(gui, 4096)
    gui.find("Create Character", "button").press()
    gui.read("No space left. The disk on which your characters are kept is full. Nothing was lost.")
    assert gui.find("Start", "text").text == "0:00.500"
    assert gui.find("End", "text").text == "0:02.500"
    assert gui.find("Name", "text").text == "Grace"
    limit_file_size(gui, resource.RLIM_INFINITY)
    gui.find("Create Character", "button").press()
    gui.wait(lambda: [node for node in gui.walk() if node.role == CELL and
                      node.name.startswith("Grace, @") and node.name.endswith("Ready")], 20, "the character")


# The superuser may write everywhere; the programs of this test shall not.
for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)
driven = Gui()
database = pathlib.Path(driven.dir, "data/troupe/library.db")
subprocess.run([f"{BUILD}/tests/gui/seed-library", database.parent, "Ada"], check=True)
with driven as gui:
    run(gui, on_failure=gui.describe)
