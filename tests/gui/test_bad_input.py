# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be used is refused in a sentence of its own, and nothing a person has chosen is lost by it."""
import pathlib
import shutil

from controls import Controls
from gui_driver import Gui
from studio import FaultyProgram
from tap import case, run
from web import Web, closed_port

import media

CREATE = "POST /sora/v1/characters"
MODERATED = {"error": {"message": "This clip shows a real person", "code": "moderation_blocked"}}

# Title, and what the sentence under it says
REFUSED = {
    "missing": ("Video not found", "There is no such file"),
    "directory": ("Not a file", "This is a folder or a device"),
    "text": ("Not a video", "What is inside this file is no video"),
    "empty": ("Empty file", "The file holds 0 bytes"),
    "truncated": ("Incomplete video", "ends too early or is damaged"),
    "audio": ("No moving pictures", "only sound or still pictures"),
    "codec": ("Cannot decode this video", "install gst-libav"),
    "unreachable": ("No answer from this address", "cannot be reached"),
    "other": ("Not a video", "What is inside this file is no video"),
    "not found": ("No answer from this address", "answers with an error"),
    "login": ("A web page, not a video", "one to log in"),
}


def make_sources(folder):
    web = Web()
    web.add("/login", b"<!DOCTYPE html><title>Sign in</title><form></form>", "text/html")
    web.add("/other.zip", b"PK\x03\x04" + bytes(2000), "application/zip")
    return {
        "missing": folder / "moved.mp4",
        "directory": folder,
        "text": media.make("text.mp4"),
        "empty": media.make("empty.mp4"),
        "truncated": media.make("truncated.mp4"),
        "audio": media.make("audio.mp4"),
        "codec": media.make("cinepak.avi"),
        "unreachable": f"http://127.0.0.1:{closed_port()}/clip.mp4",
        "other": web.base + "/other.zip",
        "not found": web.base + "/gone.mp4",
        "login": web.base + "/login",
    }


def chosen(gui):
    """All a person has chosen for the new character."""
    return [(node.name, node.text) for node in gui.walk() if node.role == "text"]


def page_of(gui, title):
    """All that is to be read while that title is, else None."""
    names = [node.name for node in gui.walk() if node.has("showing")]
    return "\n".join(names) if title in names else None


def ready(gui):
    return [node for node in gui.walk() if node.role == "table cell" and node.name.startswith("Ada, @") and
            node.name.endswith("Ready")]


def wait_card(gui, state, title, words, controls=None):
    """Waits for a failure on the card and reads all of it on the page of the character; tries its controls."""
    gui.find(f"Ada, {state}", "table cell", timeout=20)
    gui.find(title, "label")
    gui.key("Return")
    gui.find("Copy Details", "button")
    gui.read(title)
    gui.read(words)
    if controls:
        idle = controls.try_all(leave=["Back", "Play", "Try Again"], rows=["Details"])
        assert idle == [], idle
    gui.key("alt+Left")
    gui.find(f"Ada, {state}", "table cell")


@case("with no clip open each failure has its sentence and two ways on")
def nothing_open(gui):
    gui.find("Try It Now", "button")
    for kind, source in sources.items():
        title, words = REFUSED[kind]
        gui.hand_over(source)
        shown = gui.wait(lambda: page_of(gui, title), what=f"{title!r} for {kind}")
        assert words in shown, shown
        assert {"Open Video…", "Try Again", "Details"} <= set(shown.split("\n")), shown


@case("Try Again opens the clip once the cause is mended")
def mended(gui):
    gui.hand_over(sources["missing"])
    gui.find("Video not found", "label")
    shutil.copy(media.make("h264.mp4"), sources["missing"])
    gui.find("Try Again", "button").press()
    gui.find("Create Character", "button")
    assert gui.find("Name", "text").text == "moved"
    sources["missing"].unlink()


@case("the clip that is open stays, with range and name")
def clip_stays(gui):
    gui.hand_over(media.make("h264.mp4"))
    gui.wait(lambda: gui.find("Name", "text").text == "h264", what="the other clip")
    gui.find("Range end", "slider").value = 2.5
    gui.find("Range start", "slider").value = 0.5
    gui.find("Name", "text").text = "Ada"
    gui.wait(lambda: gui.find("Start", "text").text == "0:00.500", what="the range")
    before = chosen(gui)
    for kind, source in sources.items():
        title, words = REFUSED[kind]
        gui.hand_over(source)
        gui.wait(lambda: any(node.name.startswith(title + ".") and words in node.name
                             for node in gui.walk()), what=f"{title!r} for {kind}")
    assert chosen(gui) == before, (before, chosen(gui))
    gui.find("Dismiss", "button").press()
    gui.wait_gone("Dismiss", "button")


@case("a clip that is too short opens, and the reason stands beside the button")
def too_short(gui):
    gui.hand_over(media.make("short.mp4"))
    gui.read("The clip is 0.6 s long; Practice Studio takes at least 1 s")
    assert not gui.find("Create Character", "button").has("sensitive")


@case("a refused key, a refused clip and a garbled answer each have their sentence")
def provider_refuses(gui):
    gui.hand_over(media.make("own-words.mp4"))    # which was never open, so that nothing is offered about it
    gui.wait(lambda: gui.find("Create Character", "button").has("sensitive"), what="a clip to send")
    gui.find("Name", "text").text = "Ada"
    gui.find("Create Character", "button").press()
    wait_card(gui, "Failed", "Key refused", "Check the key in Preferences, then try again",
              Controls(gui))
    gui.find("Try Again", "button").press()
    wait_card(gui, "Failed", "Refused by the provider", "This clip shows a real person")
    gui.find("Try Again", "button").press()
    wait_card(gui, "Unknown", "Answer not understood", "not what its description promises")


@case("what may have been paid is sent again only after a question that says so")
def send_again(gui):
    gui.find("Send Again…", "button").press()
    gui.find("Send Again?", "alert")
    gui.read("Sending it again may be paid a second time")
    gui.escape("Send Again?", "alert")
    gui.find("Ada, Unknown", "table cell")
    gui.find("Send Again…", "button").press()
    gui.find("Send Again", "button").press()
    gui.wait(lambda: ready(gui), 20, "a ready character")


driven = Gui()
folder = pathlib.Path(driven.dir)
sources = make_sources(folder)
studio = FaultyProgram(
    driven.studios,
    {"route": CREATE, "times": 1, "fault": {"status": 401, "body": {"error": {"message": "Invalid token"}}}},
    {"route": CREATE, "times": 1, "fault": {"status": 400, "body": MODERATED}},
    {"route": CREATE, "times": 1, "fault": {"body": '{"id": '}})
driven.app_env["TROUPE_STUDIO"] = str(studio.path)
driven.app_env["GST_PLUGIN_FEATURE_RANK"] = "fakeaudiosink:MAX,avdec_cinepak:NONE"
with driven as gui:
    run(gui, on_failure=gui.describe)
