# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walks through scenes."""
import functools


def walk_scenes(tour):
    gui = tour.gui
    tour.card("Ada, @ada, Ready")
    tour.key("alt+2")
    gui.find("No Scenes Yet", "label")
    tour.take("scenes-none")
    tour.key("shift+ctrl+n")
    gui.read("Write what is to be seen")
    gui.settle()
    tour.take("scene-new")
    gui.type("At the sea, ")
    gui.find("Ada", "list item").click()
    gui.type("waves {twice|once}.")
    gui.read("2 videos, free")
    tour.take("scene")
    tour.press("Animatic")
    gui.find("Play", "button")
    tour.dialog("scene-animatic")
    tour.press("What Is Sent…")
    gui.read('"value"', 30)
    tour.dialog("scene-sent")
    tour.back()
    gui.find("At the sea, @Ada waves {twice|once}.", "list item")
    gui.settle()
    tour.take("scenes")


def choose_provider(tour, name):
    gui = tour.gui
    tour.resize(*tour.sizes[-1])
    gui.find("Provider", "combo box").click()
    gui.wait(lambda: [node for node in gui.walk() if node.role == "list item" and node.has("showing") and
                      [label for label in gui.walk(node) if label.name == name]], what=f"offer of {name}")[0].click()
    gui.settle()


def scroll_form(tour, n_clicks):
    """By the wheel, over the edge of the options: to their begin, and so far down"""
    x, y, width, _height = tour.gui.find("Create Video", "button").box()
    tour.gui.xdo("mousemove", x + width - 4, y - 150, "click", "--repeat", 60, "--delay", 10, 4,
                 "click", "--repeat", n_clicks, "--delay", 10, 5)


def walk_options(tour):
    """All that a scene can have, and what can be wrong with it."""
    gui = tour.gui
    tour.card("Ada, @ada, Ready")
    tour.key("alt+2")
    gui.find("Every Part", "list item").click()
    gui.read("their cost is not known")
    gui.settle()
    tour.take("scene-options")
    gui.find("Extra Fields, as JSON", "text").text = '{"model": "x"}'
    gui.read("is a field that Troupe sets itself")
    tour.take("scene-clip", functools.partial(scroll_form, tour, 13))
    tour.take("scene-travel", functools.partial(scroll_form, tour, 60))
    tour.press("Choose Clip…")
    gui.find("Use in This Video", "button")
    gui.settle()
    tour.take("scene-pick-clip")
    tour.back()
    gui.find("Choose Clip…", "button")
    tour.back()
    gui.find("Crowd", "list item").click()
    gui.read("does not know Ada, Bruno")
    gui.settle()
    tour.take("scene-not-known")
    choose_provider(tour, "Practice Studio")
    tour.take("scene-choices")
    gui.find("Prompt", "text").click()
    tour.key("ctrl+End")
    tour.take("scene-completion", functools.partial(gui.type, " @"), functools.partial(tour.key, "Escape", "BackSpace"),
              has_popup=True)
    tour.key("ctrl+h")
    gui.find("Long ago", "list item")
    gui.settle()
    tour.key("Tab", "End", "Return")
    gui.read("is not set up any more")
    gui.settle()
    tour.take("scene-used-again")
