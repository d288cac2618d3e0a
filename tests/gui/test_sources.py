# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All the ways by which a video comes into the window."""
import pathlib
import subprocess

from gui_driver import Gui
from tap import case, run
from web import Web

import media

APP_ID = "io.github.troupe_app.Troupe"
LIMIT_MB = 10


def copy_of(name):
    """A video of that name, so that the page tells from where it came."""
    path = folder / (name + ".mp4")
    path.write_bytes(pathlib.Path(media.make("h264.mp4")).read_bytes())
    return path


def wait_clip(gui, name):
    gui.wait(lambda: gui.peek("Name", "text") and gui.find("Name", "text").text == name,
             what=f"clip {name!r}")


def focus_window(gui):
    gui.xdo("search", "--onlyvisible", "--name", "^(Troupe|New Character)$", "windowactivate", "--sync")


def go_home(gui):
    """Back to the first page; what was open there is left."""
    gui.key("alt+Left")
    gui.find("Try It Now", "button")


@case("command line: the program starts with the video")
def command_line(gui):
    wait_clip(gui, "first")


@case("a second start hands its video to the running program")
def second_start(gui):
    gui.hand_over(copy_of("second"))
    wait_clip(gui, "second")


@case("Open With: the video comes by D-Bus")
def open_with(gui):
    uri = copy_of("with").as_uri()
    subprocess.run(["gdbus", "call", "--session", "--dest", APP_ID, "--object-path",
                    "/" + APP_ID.replace(".", "/"), "--method", "org.freedesktop.Application.Open",
                    f"['{uri}']", "{}"], env=gui.env, check=True, stdout=subprocess.DEVNULL)
    wait_clip(gui, "with")


@case("paste: a file, and an address in a text; what is neither is said so")
def paste(gui):
    go_home(gui)
    gui.copy(copy_of("pasted").as_uri() + "\r\n", "text/uri-list")
    gui.key("ctrl+v")
    wait_clip(gui, "pasted")
    web.add("/address.mp4", pathlib.Path(media.make("h264.mp4")).read_bytes())
    gui.copy(f"Look at this:\n{web.base}/address.mp4\n")
    gui.key("ctrl+v")
    wait_clip(gui, "address")
    gui.copy("nothing to see")
    gui.key("ctrl+v")
    gui.find("No video or address found in the text", "label")


@case("paste: a field gets the text, and the clip stays")
def paste_into_field(gui):
    gui.copy(f"{web.base}/address.mp4")
    name = gui.find("Name", "text")
    name.click()
    gui.wait(lambda: name.has("focused"), what="focus on the name")
    gui.key("ctrl+a", "ctrl+v")
    gui.wait(lambda: name.text == f"{web.base}/address.mp4", what="the text in the field")


@case("drop: on the first page and over an open clip")
def drop_file(gui):
    go_home(gui)
    gui.offer_file(copy_of("dropped"))
    gui.drop("Drop a Video to Make a Character or Restore Its Scene")
    wait_clip(gui, "dropped")
    gui.hand_over(copy_of("other"))
    wait_clip(gui, "other")
    gui.drop("Drop a Video to Make a Character")
    wait_clip(gui, "dropped")
    focus_window(gui)


@case("dialog: cancelling it leaves all as it is")
def cancel_dialog(gui):
    gui.key("ctrl+o")
    gui.find("Open Video", "dialog")
    gui.escape("Open Video", "dialog")
    wait_clip(gui, "dropped")


def open_address(gui, address):
    gui.key("ctrl+l")
    gui.find("Address of the video", "text").text = address
    gui.find("Open", "button").press()


@case("address: an answer that does not come is waited for in sight, and Cancel ends it")
def cancel_opening(gui):
    go_home(gui)
    web.add("/silent.mp4", b"x", hold_at=0)
    open_address(gui, web.base + "/silent.mp4")
    gui.find("Opening…", "label")
    gui.find("Cancel", "button").press()
    gui.find("Choose a Clip", "label")


@case("address: it plays while it is fetched, stops when told, and is fetched on from there")
def fetch(gui):
    body = pathlib.Path(media.make("long.mp4")).read_bytes()
    page = web.add("/slow.mp4", body, hold_at=len(body) // 2)
    open_address(gui, web.base + "/slow.mp4")
    wait_clip(gui, "slow")
    bar = gui.find("Download of the clip", "progress bar")
    gui.wait(lambda: bar.value > 0, what="progress")
    assert bar.value < 1, bar.value
    assert " of " in gui.read("Fetching the clip: ").name, "the size is not shown"
    assert gui.read(" / 0:20.00").name.startswith("0:00.00")
    gui.find("Play", "button").press()
    gui.wait(lambda: gui.says(" / 0:20.00").name[:6] > "0:00.5", what="moving pictures")
    assert gui.peek("Download of the clip", "progress bar"), "it was not fetched meanwhile"
    gui.find("Pause", "button").press()
    gui.find("Stop", "button").press()
    gui.wait_gone("Download of the clip", "progress bar")
    wait_clip(gui, "slow")

    page.release()
    n_asked = len(page.starts)
    open_address(gui, web.base + "/slow.mp4")
    gui.wait(lambda: any(start > 0 for start in page.starts[n_asked:]), what="a request for the rest")
    gui.wait_gone("Download of the clip", "progress bar")
    wait_clip(gui, "slow")


@case("address: what has come of it is stored and checked while the rest is on its way")
def stored_meanwhile(gui):
    body = pathlib.Path(media.make("index-first.mp4")).read_bytes()
    page = web.add("/early.mp4", body, hold_at=len(body) * 9 // 10)
    open_address(gui, web.base + "/early.mp4")
    wait_clip(gui, "early")
    gui.find("Download of the clip", "progress bar")
    gui.find("Range end", "slider").value = 1
    gui.read("Checked on this computer: all is well")
    assert gui.peek("Download of the clip", "progress bar"), "all of it had come"
    page.release()
    gui.wait_gone("Download of the clip", "progress bar")
    gui.read("Checked on this computer: all is well")


@case("address: what is larger than the setting allows is not kept, and the sentence names the setting")
def too_large(gui):
    body = pathlib.Path(media.make("h264.mp4")).read_bytes()
    padding = LIMIT_MB * 1000 * 1000
    web.add("/large.mp4", body + (padding + 8).to_bytes(4, "big") + b"free" + bytes(padding))
    open_address(gui, web.base + "/large.mp4")
    gui.read("Video too large. The download is over the limit set in the preferences.")
    gui.wait_gone("Download of the clip", "progress bar")
    wait_clip(gui, "large")


web = Web()
driven = Gui()
folder = pathlib.Path(driven.dir)
driven.argv.append(str(copy_of("first")))
settings = folder / "config/glib-2.0/settings/keyfile"
settings.parent.mkdir(parents=True)
settings.write_text(f"[{APP_ID.replace('.', '/')}]\ndownload-limit-mb={LIMIT_MB}\n")
with driven as gui:
    run(gui, on_failure=gui.describe)
