# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog: Tab reaches its controls, they have names and do something; Escape closes it."""
import pathlib
import subprocess

from controls import Controls
from gui_driver import BUILD, Gui
from tap import case, run

CELL = "table cell"
OPENER = """[Desktop Entry]
Type=Application
Name=Opener
Exec=sh -c "echo %u >> {}"
MimeType=x-scheme-handler/https;inode/directory;
"""


def close(gui, title, role="dialog"):
    gui.escape(title, role)
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus back on the card")


@case("Preferences: the providers")
def preferences(gui):
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    gui.key("ctrl+comma")
    gui.find("Preferences", "dialog")
    idle = controls.try_all(leave=["Providers"], rows=["Practice Studio", "ChainHub"])
    assert idle == [], idle


@case("Preferences: a provider with an account, and one without")
def providers(gui):
    for name, words in ("ChainHub", "Closed"), ("Practice Studio", "Runs on this computer, costs nothing"):
        gui.find(name, "list item").click()
        gui.read(words)
        gui.find("Back", "button")
        idle = controls.try_all(leave=["Back", "Duplicate", "Remove Provider"], rows=["Documentation"])
        assert idle == [], (name, idle)
        gui.key("Escape")
        gui.find("For New Characters", "combo box")


@case("Preferences: the hosts, and a new one of each kind")
def hosts(gui):
    gui.find("Hosts", "page tab").press()
    gui.find("S3 Bucket", "list item")
    idle = controls.try_all(leave=["Hosts"], rows=["Upload Form", "S3 Bucket", "Folder"])
    assert idle == [], idle
    for name in ("Upload Form", "S3 Bucket", "Folder"):
        gui.find(name, "list item").click()
        gui.find("Add", "button")
        idle = controls.try_all(leave=["Back", "Add", "Choose Folder…"])
        assert idle == [], (name, idle)
        gui.key("Escape")
        gui.find("Hosts", "page tab")


@case("Preferences: the storage, and the largest download by keyboard")
def storage(gui):
    gui.find("Storage", "page tab").press()
    gui.find("Open Folder", "button")
    found = controls.names()
    assert ("button", "Open Folder") in found, found
    idle = controls.try_all(leave=["Storage"])
    assert idle == [], idle
    close(gui, "Preferences")


@case("Open Address")
def address(gui):
    gui.key("ctrl+l")
    gui.find("Open Address", "dialog")
    assert controls.try_all(leave=["Cancel"]) == []
    close(gui, "Open Address")


@case("Rename Character")
def rename(gui):
    gui.key("F2")
    gui.find("Rename Character", "dialog")
    assert controls.try_all(leave=["Cancel", "Rename"]) == []
    close(gui, "Rename Character")


@case("Keyboard Shortcuts")
def shortcuts(gui):
    gui.key("ctrl+question")
    gui.find("Keyboard Shortcuts", "dialog")
    controls.names()
    close(gui, "Keyboard Shortcuts")


@case("About")
def about(gui):
    gui.key("F10")
    gui.find_menu()
    gui.key("Up", "Return")
    gui.find("About", "dialog")
    controls.names()
    gui.escape("About", "dialog")


driven = Gui()
folder = pathlib.Path(driven.dir)
opened = folder / "opened"
(folder / "data/applications").mkdir(parents=True)
(folder / "data/applications/opener.desktop").write_text(OPENER.format(opened))
(folder / "config/mimeapps.list").write_text(
    "[Default Applications]\nx-scheme-handler/https=opener.desktop\ninode/directory=opener.desktop\n")
(folder / "config/troupe").mkdir()
(folder / "config/troupe/providers.ini").write_text("[provider chainhub]\n")
subprocess.run([f"{BUILD}/tests/gui/seed-library", folder / "data/troupe", "Ada"], check=True)
with driven as gui:
    controls = Controls(gui, opened)
    run(gui, on_failure=gui.describe)
