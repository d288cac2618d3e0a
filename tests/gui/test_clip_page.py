# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The New Character page in windows of all sizes, and its keys wherever the focus is."""
import pathlib

from accessible import Gio, GLib, REGISTRY
from gui_driver import Gui
from tap import case, run

import media

FRAME = 1 / 30
STAGE = "Picture of the clip", "Timeline", "Play", "Loop the Range"
SIZES = (1280, 800), (800, 600), (700, 420), (600, 700), (360, 640)


def node(gui, name, role=None):
    return gui.find(name, role, timeout=30)


def is_in_view(gui, *names):
    """Whether all of them are inside the window, from top to bottom."""
    x, y, width, height = node(gui, "Troupe", "frame").box()
    for name in names:
        left, top, w, h = node(gui, name).box()
        if w <= 0 or h <= 0 or left < x or top < y or left + w > x + width or top + h > y + height:
            return False
    return True


def focus(gui, name, role):
    """Puts the focus somewhere as a person without a pointer does."""
    wanted = node(gui, name, role)
    for _ in range(60):
        if wanted.has("focused"):
            return wanted
        gui.xdo("key", "Tab")
        gui.settle()
    raise AssertionError(f"{name} cannot be reached by Tab")


def press(gui, *keys):
    gui.xdo("key", "--delay", 30, *keys)


@case("picture, timeline, transport, exact entry and Create are in view together")
def in_view(gui):
    for size in SIZES:
        gui.resize(*size)
        gui.wait(lambda: is_in_view(gui, *STAGE, "Start", "Create Character"),
                 what=f"whole page at {size}")


@case("a tiny window shows picture, timeline and transport, and the rest by Tab")
def tiny(gui):
    gui.resize(360, 294)
    gui.wait(lambda: is_in_view(gui, *STAGE), what="picture with timeline and transport")
    assert not is_in_view(gui, "Create Character")
    for name, role in ("End", "text"), ("Create Character", "button"):
        focus(gui, name, role)
        gui.wait(lambda: is_in_view(gui, name), what=f"{name} in view")


@case("the focus stays where it is when the window changes its layout")
def focus_stays(gui):
    for name, role in ("Range start", "slider"), ("Start", "text"):
        gui.resize(1280, 800)
        focus(gui, name, role)
        for size in (800, 600), (600, 700), (360, 640), (360, 294), (1280, 800):
            gui.resize(*size)
            # Not one node for all: it is another one in another layout.
            gui.wait(lambda: node(gui, name, role).has("focused"), what=f"{name} focused at {size}")


@case("the keys of the stage work with the focus in the form")
def keys_everywhere(gui):
    start, end = node(gui, "Range start", "slider"), node(gui, "Range end", "slider")
    playhead = node(gui, "Playhead", "slider")
    focus(gui, "Provider", "combo box")
    playhead.value = 5
    gui.wait(lambda: playhead.value == 5, what="playhead at 5 s")
    press(gui, "period")
    gui.wait(lambda: abs(playhead.value - 5 - FRAME) < 0.001, what="the next frame")
    press(gui, "comma")
    gui.wait(lambda: abs(playhead.value - 5) < 0.001, what="the frame before it")
    press(gui, "i")
    gui.wait(lambda: start.value == 5, what="a start at the playhead")
    playhead.value = 7
    press(gui, "o")
    gui.wait(lambda: abs(end.value - 7 - FRAME) < 0.01, what="an end at the playhead")
    press(gui, "l")
    node(gui, "Pause", "button")
    press(gui, "k")
    node(gui, "Play", "button")
    press(gui, "j")
    node(gui, "Pause", "button")
    press(gui, "k")
    node(gui, "Play", "button")


@case("space plays while the focus is on no button")
def space(gui):
    focus(gui, "Range start", "slider")
    press(gui, "space")
    node(gui, "Pause", "button")
    press(gui, "space")
    node(gui, "Play", "button")


@case("with K held, L and J step by one frame")
def step_with_k(gui):
    playhead = node(gui, "Playhead", "slider")
    for place in ("Playhead", "slider"), ("Provider", "combo box"):
        focus(gui, *place)
        playhead.value = 10
        gui.wait(lambda: playhead.value == 10, what="playhead at 10 s")
        gui.xdo("keydown", "k")
        press(gui, "l")
        gui.wait(lambda: abs(playhead.value - 10 - FRAME) < 0.001, what="the next frame")
        press(gui, "j", "j")
        gui.wait(lambda: abs(playhead.value - 10 + FRAME) < 0.001, what="the frame before")
        gui.xdo("keyup", "k")
        node(gui, "Play", "button")
        press(gui, "l")
        node(gui, "Pause", "button")
        press(gui, "k")
        node(gui, "Play", "button")


@case("the frame is spoken of when one steps with the focus elsewhere, the last one of many for sure")
def frame_facts(gui):
    said = []
    gui.bus.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent",
                 GLib.Variant("(sass)", ("object:announcement", [], "")))
    gui.bus.connection.signal_subscribe(None, "org.a11y.atspi.Event.Object", "Announcement", None, None,
                                        Gio.DBusSignalFlags.NONE,
                                        lambda *event: said.append(event[5].unpack()[3]))
    playhead = node(gui, "Playhead", "slider")
    focus(gui, "Provider", "combo box")
    playhead.value = 5
    gui.wait(lambda: playhead.value == 5, what="playhead at 5 s")
    press(gui, *["period"] * 3)
    gui.wait(lambda: gui.survey() and said and said[-1] == "5.1 seconds, frame 153", what="words about the frame")
    assert len(said) <= 3, said


@case("a text entry keeps the letters and the space to itself")
def entries_type(gui):
    start = node(gui, "Range start", "slider")
    playhead = node(gui, "Playhead", "slider")
    before = start.value, playhead.value
    name = focus(gui, "Name", "text")
    press(gui, "ctrl+a")
    gui.type("jkl i.o,")
    gui.wait(lambda: name.text == "jkl i.o,", what="what was typed")
    assert (start.value, playhead.value) == before
    node(gui, "Play", "button")


@case("ranges are kept by a key, renamed, compared in loops, used, removed and brought back")
def candidates(gui):
    body = node(gui, "Range", "slider")
    focus(gui, "Range", "slider")
    for start in 10, 5:
        body.value = start
        gui.wait(lambda: body.value == start, what="another range")
        press(gui, "c")
    focus(gui, "Range 1", "list item")
    press(gui, "F2")
    gui.find("Name", "text", within=node(gui, "Rename Candidate", "alert")).text = "Wave"
    press(gui, "Return")
    node(gui, "Wave", "list item")
    gui.wait_gone("Rename Candidate", "alert")
    node(gui, "Compare", "button").press()
    node(gui, "Position", "slider")
    press(gui, "space")
    gui.wait(lambda: node(gui, "Position", "slider").value > 0, what="the loops playing")
    next(button for button in gui.walk() if button.name == "Use" and
         button.get("Accessible", "Description") == "Wave").press()
    gui.wait(lambda: node(gui, "Range", "slider").value == 10, what="the range that is used")
    node(gui, "Remove “Wave”", "button").press()
    gui.wait_gone("Wave", "list item")
    gui.find("Undo", "button").press()
    gui.wait(lambda: node(gui, "Wave", "list item").has("focused"), what="it back, with the focus")


@case("the frame on display becomes the picture by a key, and can be left out again")
def use_as_picture(gui):
    focus(gui, "Provider", "combo box")
    press(gui, "p")
    node(gui, "Do Not Use This Picture", "button").press()
    gui.wait_gone("Do Not Use This Picture", "button")
    node(gui, "Frame on Display").press()
    gui.find_menu()
    press(gui, "Escape")


@case("a range that is held beyond the end of the timeline pulls the clip along")
def edge_scrolling(gui):
    body = node(gui, "Range", "slider")
    body.value = 2
    gui.wait(lambda: body.value == 2, what="the range at 2 s")
    press(gui, "z")    # ten seconds are visible
    gui.settle()
    x, y, width, height = body.box()
    left, _top, length, _height = node(gui, "Timeline").box()
    gui.drag((x + width / 2, y + height / 2), (left + length + 20, y + height / 2), release=False)
    try:
        gui.wait(lambda: body.value > 14, what="a place that was not visible")
    finally:
        gui.xdo("mouseup", 1)
    press(gui, "z")


def drag_near_cut(gui, first, then=None):
    """Drags a range of a second near to the cut, and holds Alt then: window managers take what begins with it."""
    body, end = node(gui, "Range", "slider"), node(gui, "Range end", "slider")
    body.value = 0
    end.value = 1
    gui.wait(lambda: (body.value, end.value) == (0, 1), what="a range of a second")
    gui.settle()
    x, y, width, height = body.box()
    gui.drag((x + width / 2, y + height / 2), (x + width * (0.5 + 0.635), y + height / 2), release=False)
    try:
        gui.wait(lambda: abs(body.value - first * FRAME) < 0.005, what="a start beside the cut")
        if then is not None:
            gui.xdo("keydown", "Alt_L")
            gui.wait(lambda: abs(body.value - then * FRAME) < 0.005, what="another start with Alt")
    finally:
        gui.xdo("mouseup", 1)
        gui.xdo("keyup", "Alt_L")


@case("what is dragged near to a shot cut snaps to it, unless Alt is held or the magnet is off; then Alt holds it on")
def snapped_drag(gui):
    gui.resize(360, 640)    # a frame is narrower than the magnet is strong
    gui.hand_over(media.make("cut.mp4"))
    gui.wait(lambda: "1 shot cut" in node(gui, "Timeline").get("Accessible", "Description"), 30, "a mark at the cut")
    drag_near_cut(gui, 20)
    drag_near_cut(gui, 20, 19)
    press(gui, "n")
    drag_near_cut(gui, 19, 20)
    press(gui, "n")


@case("the frame on display is saved in its full size, and becomes the picture of the character")
def picture_of_character(gui):
    gui.resize(1280, 800)
    gui.hand_over(media.make("h264.mp4"))
    gui.wait(lambda: node(gui, "Name", "text").text == "h264", what="the other clip")
    playhead = node(gui, "Playhead", "slider")
    playhead.value = 1
    gui.wait(lambda: playhead.value == 1, what="playhead at 1 s")
    saved = pathlib.Path(gui.dir, "saved.png")
    press(gui, "s")
    gui.save_file("Save Frame", saved)
    gui.find("Frame saved", "label")
    assert media.read_number(saved) == 30
    press(gui, "p")
    node(gui, "Do Not Use This Picture", "button")
    gui.find("Create Character", "button").click()
    pictures = pathlib.Path(gui.dir, "data/troupe/media/pictures")
    gui.wait(lambda: any(picture.stat().st_size for picture in pictures.glob("*-avatar-*.jpg")), 30, "the picture")
    gui.wait(lambda: [card for card in gui.walk() if card.role == "table cell" and card.name.endswith("Ready")], 60,
             "the character")
    chosen, = pictures.glob("*-avatar-*.jpg")
    assert media.read_number(chosen) == 30


with Gui(str(media.make("long.mp4"))) as driven:
    run(driven, on_failure=driven.describe)
