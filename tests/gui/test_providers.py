# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers are added, tried, ordered, duplicated, switched off and removed in the preferences."""
import configparser
import json
import pathlib

from gui_driver import Gui
from studio import Studio
from tap import case, run

KEY = "sk-the-right-key"
OWN = {
    "format": 1, "id": "own", "name": "Own Service", "summary": "For this test.", "kind": "stored",
    "auth": {"header": "Authorization", "prefix": "Bearer "}, "life": {"state": "active"},
    "clip": {"span": {"min": 1, "max": 2, "step": 1}, "sources": ["url"], "short_edge": 480},
    "mention": {"template": "@{username} ", "max": 1},
    "calls": {"create-character": {"method": "POST", "path": "/make", "encoding": "json", "body": {"url": "{clip.url}"},
                                   "answer": {"id": ["$.id"], "username": ["$.username"]}}},
}


def names(gui):
    """The providers of the list, from top to bottom."""
    return [node.name for node in gui.walk(gui.find("Providers", "list")) if node.role == "list item"]


def wait_names(gui, *expected):
    gui.wait(lambda: names(gui) == list(expected), what=f"list {expected}")


def focus(gui, name, role):
    """Goes to a control by Tab, which also brings it into sight."""
    for _ in range(40):
        node = gui.focused()    # none of them is it while the focus is within a number
        if node and node.role == role and node.name.startswith(name):
            return node
        gui.key("Tab")
        gui.settle()
    raise AssertionError(f"Tab does not reach {name}")


def wait_focus(gui, name, role):
    gui.wait(lambda: (node := gui.focused()) and (node.name, node.role) == (name, role), what=f"focus on {name}")


def close_preferences(gui):
    gui.escape("Preferences", "dialog")


def open_preferences(gui, *expected):
    gui.key("ctrl+comma")
    wait_names(gui, *expected)


def fill_in(gui, title, text):
    """Types into a row and applies it with Return."""
    entry = gui.find(title, "text")
    entry.click()
    gui.wait(lambda: entry.has("focused"), what=f"focus in {title}")
    gui.key("ctrl+a")
    gui.type(text)
    gui.key("Return")
    return entry


def menu(gui, name, letter):
    """Opens the menu of a provider and chooses from it by the underlined letter."""
    button = gui.find("More", "toggle button", within=gui.find(name, "list item"))
    button.click()
    gui.wait(lambda: button.has("pressed") or button.has("checked"), what="open menu")
    gui.key(letter)


def read_choices():
    choices = configparser.ConfigParser()
    choices.read(folder / "config/troupe/providers.ini")
    return choices


@case("keyboard: the first page leads to where a provider is found by its name and added")
def add(gui):
    gui.find("Connect a Provider…", "button").press()
    entry = gui.wait(lambda: next((node for node in gui.walk() if node.name == "Search providers" and
                                   node.has("focused")), None), what="focus in the search")
    gui.find("ChainHub", "list item")
    gui.type("evolink")
    gui.wait_gone("ChainHub", "list item")
    gui.read("A character is made once and kept there.")
    assert entry.has("focused")
    gui.key("Return")
    gui.find("Address", "text")
    gui.find("No key entered", "label")
    wait_focus(gui, "Key", "text")


@case("a wrong key and a right one are told apart, and nothing is spent")
def try_connection(gui):
    entry = fill_in(gui, "Address", studio.base + "/evolink/v1")
    gui.wait(lambda: entry.text == studio.base + "/evolink", what="the address in its normal form")
    fill_in(gui, "Key", "sk-wrong")
    gui.find("The key lasts until Troupe is closed", "label")
    gui.find("Test", "button").press()
    gui.read(f"{studio.base} answers, but does not accept the key.")
    fill_in(gui, "Key", KEY)
    gui.read("A test asks for something that costs nothing.")
    gui.find("Test", "button").press()
    gui.read(f"{studio.base} answers and accepts the key.")
    assert studio.ledger()["characters"] == [] and studio.ledger()["videos"] == []


@case("own limits are kept")
def limits(gui):
    focus(gui, "Own Limits", "check box")
    gui.key("space")
    gui.wait(lambda: read_choices()["provider evolink"].get("longest") == "2", what="limit of the profile in the file")
    gui.xdo("key", "--delay", 30, "Tab", "ctrl+a", "1", "period", "5", "Return")
    gui.read("1 to 1 seconds")
    assert read_choices()["provider evolink"]["longest"] == "1.5"


@case("keyboard: Alt and an arrow change the order")
def order(gui):
    gui.key("Escape")
    wait_names(gui, "Practice Studio", "EvoLink")
    focus(gui, "EvoLink", "list item")
    gui.key("alt+Up")
    wait_names(gui, "EvoLink", "Practice Studio")
    wait_focus(gui, "EvoLink", "list item")
    gui.key("alt+Up")
    gui.key("alt+Down")
    wait_names(gui, "Practice Studio", "EvoLink")
    wait_focus(gui, "EvoLink", "list item")
    menu(gui, "EvoLink", "u")
    wait_names(gui, "EvoLink", "Practice Studio")
    wait_focus(gui, "EvoLink", "list item")
    gui.key("alt+Down")
    wait_names(gui, "Practice Studio", "EvoLink")


@case("a duplicate has the address and the limits, but no key")
def duplicate(gui):
    menu(gui, "EvoLink", "d")
    wait_names(gui, "Practice Studio", "EvoLink", "EvoLink 2")
    wait_focus(gui, "EvoLink 2", "list item")
    gui.key("Return")
    gui.find("No key entered", "label")
    wait_focus(gui, "Back", "button")
    assert gui.find("Address", "text").text == studio.base + "/evolink"
    gui.read("1 to 1 seconds")
    fill_in(gui, "Name", "Second Account")


@case("one that is switched off says so")
def switch_off(gui):
    focus(gui, "Offer This Provider", "check box")
    gui.key("space")
    gui.key("Escape")
    wait_names(gui, "Practice Studio", "EvoLink", "Second Account")
    gui.find("Off", "label", within=gui.find("Second Account", "list item"))
    wait_focus(gui, "Second Account", "list item")
    assert read_choices()["provider evolink-2"]["enabled"] == "false"


@case("mouse: a row is dragged to another place")
def drag(gui):
    x, y, width, height = gui.find("Second Account", "list item").box()
    top = gui.find("Practice Studio", "list item").box()
    gui.carry((x + 30, y + height / 2), (top[0] + 30, top[1] + top[3] / 2))
    wait_names(gui, "Second Account", "Practice Studio", "EvoLink")


@case("what is removed comes back by Undo, and stays away without")
def remove(gui):
    menu(gui, "EvoLink", "r")
    gui.wait_gone("EvoLink", "list item")
    gui.find("Undo", "button").press()
    wait_names(gui, "Second Account", "Practice Studio", "EvoLink")
    wait_focus(gui, "EvoLink", "list item")
    focus(gui, "Second Account", "list item")
    gui.key("Delete")
    wait_names(gui, "Practice Studio", "EvoLink")
    wait_focus(gui, "Practice Studio", "list item")
    focus(gui, "Undo", "button")
    gui.key("Escape")    # takes the toast away and leaves the dialog, which gets the focus
    gui.wait_gone("Undo", "button")
    wait_focus(gui, "Providers", "page tab")


@case("a provider of the person's own comes from a file, and a file that is none says why")
def own_file(gui):
    broken = folder / "broken.json"
    broken.write_text(json.dumps(OWN | {"id": "../own"}))
    good = folder / "good.json"
    good.write_text(json.dumps(OWN))
    gui.find("Add Provider…", "button").press()
    for path in broken, good:
        gui.find("From a File…", "button").press()
        gui.choose_file("Add a Provider From a File", path)
        if path == broken:
            gui.read("broken.json: $.id: ")
            gui.find("Close", "button").press()
            gui.wait_gone("Not a Provider Troupe Can Use")
    gui.read("Enter the address first")
    gui.find("Address", "text")
    wait_focus(gui, "Address", "text")
    gui.key("Escape")
    wait_names(gui, "Practice Studio", "EvoLink", "Own Service")
    close_preferences(gui)


kept = ["Practice Studio", "EvoLink", "Own Service"]    # the providers of the list


@case("a file is dropped on the window, on the list and on the page that adds, and its provider is there at once")
def drop(gui):
    dropped = folder / "dropped.json"
    gui.offer_file(dropped)
    for number, place in enumerate(("window", "list", "page"), 1):
        dropped.write_text(json.dumps(OWN | {"id": f"dropped-{number}", "name": f"Dropped {number}"}))
        if place != "window":
            open_preferences(gui, *kept)
        if place == "page":
            gui.find("Add Provider…", "button").press()
            gui.find("From a File…", "button")
        gui.drop("Drop a Video to Make a Character or Restore Its Scene" if place == "window" else
                 "Drop the JSON File of a Provider")
        gui.read("Enter the address first")
        assert gui.find("Name", "text").text == f"Dropped {number}"
        gui.look_back()
        gui.wait(gui.is_active, what="the window with the focus, not the one that was dragged from")
        kept.append(f"Dropped {number}")
        gui.key("Escape")
        wait_names(gui, *kept)
        close_preferences(gui)


@case("which provider new characters go to is chosen, and is kept with all the rest over a restart")
def restart(gui):
    open_preferences(gui, *kept)
    focus(gui, "For New Characters", "combo box")
    gui.key("space")
    gui.wait(lambda: (node := gui.focused()) and node.role == "list item", what="focus in the offer")
    gui.key("Down", "Return")
    gui.wait(lambda: read_choices()["troupe"].get("default") == "evolink", what="another provider in the file")
    close_preferences(gui)
    gui.restart()
    open_preferences(gui, *kept)
    gui.find("EvoLink", "label", within=gui.find("For New Characters", "combo box"))
    close_preferences(gui)
    gui.close()


driven = Gui()
folder = pathlib.Path(driven.dir)
driven.forbid_service("org.freedesktop.secrets")
with Studio(folder / "other-studio", "--key", KEY) as studio:
    with driven as gui:
        run(gui, on_failure=gui.describe)
