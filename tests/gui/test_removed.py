# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider made stays when the person removes it, and says so."""
import pathlib
import sqlite3
import subprocess

from gui_driver import BUILD, Gui
from tap import case, run


@case("the card says that the provider was removed")
def card(gui):
    gui.find("Ada, @ada.far, Ready, provider removed", "table cell")
    gui.read("Provider removed")


@case("the page of the character names the provider as the person knew it")
def page(gui):
    gui.wait(lambda: (node := gui.focused()) and node.role == "table cell", what="focus on the card")
    gui.key("Return")
    gui.read("My EvoLink (no longer set up), ")
    gui.key("Escape")
    gui.find("Ada, @ada.far, Ready, provider removed", "table cell")


@case("added again, the provider is that of the character")
def again(gui):
    gui.key("ctrl+comma")
    gui.find("Add Provider…", "button").press()
    gui.wait(lambda: next((node for node in gui.walk() if node.name == "Search providers" and
                           node.has("focused")), None), what="focus in the search")
    gui.type("evolink")
    gui.wait_gone("ChainHub", "list item")
    gui.key("Return")
    gui.find("No key entered", "label")
    gui.key("Escape")
    gui.find("EvoLink", "list item")
    gui.key("Escape")
    gui.find("Ada, @ada.far, Ready", "table cell")
    gui.close()


driven = Gui()
folder = pathlib.Path(driven.dir)
driven.forbid_service("org.freedesktop.secrets")
(folder / "config/troupe").mkdir()
(folder / "config/troupe/providers.ini").write_text("[provider evolink]\nname=My EvoLink\nremoved=true\n")
subprocess.run([f"{BUILD}/tests/gui/seed-library", folder / "data/troupe", "Ada"], check=True)
with sqlite3.connect(folder / "data/troupe/library.db") as database:
    database.execute("INSERT INTO identities (character_id, provider_id, remote_id, username, created_us,"
                     " last_worked_us) SELECT id, 'evolink', 'ch_1', 'ada.far', 1, 1 FROM characters")
database.close()
with driven as gui:
    run(gui, on_failure=gui.describe)
