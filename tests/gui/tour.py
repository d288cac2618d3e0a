#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tour.py FOLDER [LOOK...]: walks through Troupe and takes pictures of all it shows, light and dark, or in other looks.

Each walk begins with a program of its own, so they run at once.
"""
import concurrent.futures
import functools
import itertools
import os
import pathlib
import socket
import subprocess
import sys

import media
import tour_library
import tour_scenes
from gui_driver import Gui

WIDTHS = ((360, 640), (800, 600), (1280, 800))
NARROW_AND_WIDE = (WIDTHS[0], WIDTHS[-1])
# name: (the program's environment, the sizes of the window)
LOOKS = {
    "light": ({"ADW_DEBUG_COLOR_SCHEME": "prefer-light"}, WIDTHS),
    "dark": ({"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, WIDTHS),
    "contrast": ({"ADW_DEBUG_HIGH_CONTRAST": "1"}, NARROW_AND_WIDE),
    "contrast-dark": ({"ADW_DEBUG_HIGH_CONTRAST": "1", "ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, NARROW_AND_WIDE),
    "large-text": ({}, NARROW_AND_WIDE),
    "right-to-left": ({"GTK_DEBUG": "invert-text-dir"}, NARROW_AND_WIDE),
    "extreme": ({}, ((360, 294), (3440, 1440))),
}
CELL = "table cell"
# The border of a window where the display composes nothing
FRAME = 5


class Tour:
    def __init__(self, gui, folder, look, first):
        self.gui, self.folder, self.look, self.sizes = gui, folder, look, LOOKS[look][1]
        self.count = itertools.count(first)

    def take(self, name, prepare=lambda: None, finish=lambda: None, has_popup=False):
        """Pictures of what is on show in each size, numbered in the order of the walk.

        prepare() opens and finish() closes what does not outlive a change of size.
        """
        number = next(self.count)
        for width, height in self.sizes:
            self.resize(width, height)
            prepare()
            if has_popup:
                self.gui.wait(self.has_drawn_popup, what="something in the popup")
            self.gui.settle()
            self.save(f"{number:02}-{name}-{width}", width, height, has_popup)
            finish()

    def has_drawn_popup(self):
        """Its window comes before what is in it: then all of it has one colour."""
        windows = self.gui.xdo("search", "--onlyvisible", "--class", "troupe").split()
        popups = set(windows) - {self.gui.window()}
        return popups and all(int(subprocess.run(["import", "-window", popup, "-format", "%k", "info:"], env=self.gui.env,
                                                 check=True, timeout=20, stdout=subprocess.PIPE).stdout) > 1
                              for popup in popups)

    def resize(self, width, height):
        self.gui.xdo("windowmove", self.gui.window(), 0, 0)
        self.gui.resize(width + 2 * FRAME, height + 2 * FRAME)

    def save(self, name, width, height, has_popup=False):
        """What the screen shows there; with what stands out of the window of a popup, which is a window of its own."""
        part = ["-crop", f"0x0+{FRAME}+{FRAME}", "-define", "trim:edges=east,south", "-trim"] if has_popup else \
            ["-crop", f"{width}x{height}+{FRAME}+{FRAME}"]
        subprocess.run(["import", "-window", "root", *part, "+repage", f"{self.folder}/{name}-{self.look}.png"],
                       env=self.gui.env, check=True, timeout=20)

    def key(self, *keys):
        self.gui.xdo("key", "--delay", 30, *keys)

    def press(self, name, role="button"):
        self.gui.find(name, role).press()

    def close(self):
        self.key("Escape")
        self.gui.settle()

    def menu(self, name, *keys):
        """A menu, which is a window of its own: in the window of each size."""
        self.take(name, lambda: self.key(*keys), self.close, has_popup=True)

    def dialog(self, name, *keys):
        """Opens a dialog by its keys if they are given, takes it and closes it."""
        if keys:
            self.key(*keys)
            self.gui.settle()
        self.take(name)
        self.close()

    def card(self, state):
        """The first card whose name ends so, once there is one."""
        return self.gui.wait(lambda: next((node for node in self.gui.walk() if node.role == CELL and
                                           node.name.endswith(state)), None), 60, f"card that ends with {state}")

    def back(self):
        self.key("alt+Right" if self.look == "right-to-left" else "alt+Left")

    def back_to_gallery(self):
        self.back()
        self.gui.find("Characters", "table")
        self.gui.settle()


def walk_main_job(tour):
    gui = tour.gui
    gui.find("Try It Now", "button")
    tour.take("welcome")
    tour.menu("menu", "F10")
    tour.dialog("address", "ctrl+l")
    tour.dialog("shortcuts", "ctrl+question")
    tour.key("F10", "Up", "Return")
    gui.find("Troupe", "label")
    gui.settle()
    tour.dialog("about")
    walk_preferences(tour)
    tour.key("ctrl+n")
    gui.find("Open Video…", "button")
    tour.take("new-character-empty")
    tour.back()
    tour.press("Try It Now")
    gui.find("Create Character", "button")
    tour.take("new-character")
    tour.resize(*tour.sizes[-1])
    drag_to_close_up(gui)
    tour.take("new-character-range")
    tour.key("c")
    gui.find("Range 1", "list item")
    tour.take("new-character-candidates")
    tour.press("Create Character")
    card = tour.card("Ready")
    tour.take("characters-one")
    gui.settle()
    card.click()
    gui.find("Copy @username", "button")
    gui.settle()
    tour.take("character")


def walk_preferences(tour):
    gui = tour.gui
    tour.key("ctrl+comma")
    gui.find("Practice Studio", "label")
    gui.settle()
    tour.take("preferences")
    tour.press("Add Provider…")
    gui.find("ChainHub", "list item")
    gui.settle()
    tour.take("preferences-add-provider")
    tour.back()
    gui.wait_gone("From a File…", "button")
    gui.settle()
    for name in ("Practice Studio", "ChainHub"):
        gui.find(name, "list item").click()
        gui.find("Length of a range", "list item")
        gui.settle()
        tour.take("preferences-" + name.split()[0].lower())
        tour.back()
        gui.wait_gone("Length of a range", "list item")
        gui.settle()
    tour.close()
    tour.resize(*tour.sizes[-1])
    tour.key("ctrl+comma")
    gui.find("Practice Studio", "label")
    gui.settle()
    tour.press("Storage", "page tab")
    gui.find("In the cache", "list item")
    gui.settle()
    tour.dialog("preferences-storage")


def open_hosts(tour):
    tour.key("ctrl+comma")
    tour.gui.find("Practice Studio", "label")
    tour.gui.settle()
    tour.press("Hosts", "page tab")
    tour.gui.find("S3 Bucket", "list item")
    tour.gui.settle()


def walk_hosts(tour):
    gui = tour.gui
    gui.find("Try It Now", "button")
    tour.take("hosts", functools.partial(open_hosts, tour), tour.close)
    open_hosts(tour)
    for name in ("Upload Form", "S3 Bucket", "My Own Web Space"):
        gui.find(name, "list item").click()
        gui.find("Name", "text")
        gui.settle()
        tour.take("host-" + name.split()[0].lower())
        tour.back()
        gui.wait_gone("Name", "text")
        gui.settle()
    gui.find("My Own Web Space", "list item").click()
    gui.find("Test", "button").press()
    gui.read("cannot be reached")
    tour.take("host-tested")
    tour.back()
    tour.close()
    walk_travel(tour)


def walk_travel(tour):
    """What leaves this computer for a provider that takes addresses, by a host of the person's."""
    gui = tour.gui
    gui.hand_over(tour_library.SAMPLE)
    gui.find("Create Character", "button")
    gui.settle()
    tour.resize(*tour.sizes[-1])
    gui.find("For How Long", "list item")
    gui.settle()
    tour.take("new-character-by-host")


def drag_to_close_up(gui):
    """Moves the range to where Pip looks at us."""
    x, y, width, height = gui.find("Range", "slider").box()
    strip = gui.find("Timeline").box()
    gui.drag((x + width / 2, y + height / 2), (strip[0] + strip[2] * 0.5, y + height / 2))


def drag_card(tour):
    """The first one, to where it may be dropped, without that"""
    gui = tour.gui
    x, y, width, height = tour.card("Ada, @ada, Ready").box()
    gui.drag((x + width / 2, y + height / 2), (x + width / 2 + 40, y + height / 2), release=False)
    # Within the smallest window: for drags GTK (4.18, X11) goes on with the size that a window had at the first one.
    places = itertools.cycle([180, 182])

    def is_offered():
        """A drag that began late tells the window of itself with the next movement."""
        gui.xdo("mousemove", next(places), 180)
        return gui.peek("Drop Here to Use in a Scene", "label")
    gui.wait(is_offered, what="a place to drop")


def let_go(tour):
    tour.gui.xdo("mouseup", 1)
    tour.gui.wait_gone("Drop Here to Use in a Scene", "label")


def walk_gallery(tour):
    gui = tour.gui
    tour.card("Ada, @ada, Ready")
    gui.settle()
    tour.take("characters")
    tour.take("characters-drag", functools.partial(drag_card, tour), functools.partial(let_go, tour))
    tour.key("Home")
    tour.menu("character-menu", "shift+F10")
    tour.dialog("rename", "F2")
    tour.key("End")
    tour.take("characters-end")
    tour.key("Delete")
    tour.take("deleted")
    tour.press("Undo")
    tour.key("ctrl+f")
    gui.type("li")
    tour.take("characters-found")
    gui.type("zzz")
    gui.find("No Characters Found", "label")
    tour.take("characters-not-found")
    tour.key("Escape", "Escape")
    walk_trouble(tour)
    walk_jobs(tour)
    walk_making(tour)


def walk_trouble(tour):
    for name in ("Refused", "Lost"):
        tour.gui.find(name, "label").click()    # not in the middle of the card, where Try Again is
        tour.gui.find("Notes")
        tour.gui.settle()
        tour.take(name.lower())
        if name == "Lost":
            tour.gui.find("Send Again…", "label").click()
            tour.gui.settle()
            tour.dialog("send-again")
        tour.back_to_gallery()


def walk_jobs(tour):
    gui = tour.gui
    tour.key("ctrl+j")
    gui.find("Lost, Practice Studio, Answer lost", "list item")
    gui.settle()
    tour.take("jobs")
    gui.find("Refused", "label", within=gui.find("Refused, Practice Studio, Failed", "list item")).click()
    gui.find("Facts", "label")
    gui.settle()
    tour.take("job-refused")
    tour.close()
    gui.wait_gone("Facts", "label")
    gui.settle()
    tour.close()
    gui.wait_gone("Jobs", "dialog")


def walk_making(tour):
    gui = tour.gui
    gui.hand_over(tour_library.SAMPLE)
    tour.press("Create Character")
    card = tour.card("Making…")
    tour.take("making")
    tour.resize(*tour.sizes[-1])
    tour.dialog("jobs-one-goes-on", "ctrl+j")
    card.click()
    gui.find("Notes")
    tour.take("making-page")
    tour.dialog("close", "ctrl+q")


def choose_from_menu(tour, n_up):
    """One of what the menu of the first card offers, counted from its end"""
    gui = tour.gui
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    tour.key("Home", "shift+F10")
    gui.find_menu()
    gui.settle()
    tour.key(*["Up"] * n_up, "Return")
    gui.wait(lambda: [node for node in gui.walk() if node.role in ("dialog", "alert") and node.has("showing")], what="dialog")
    gui.settle()


def walk_videos(tour):
    gui = tour.gui
    gui.wait(gui.focused, what="focus")
    tour.key("alt+3")
    gui.find("Refused", "label")
    gui.settle()
    tour.take("videos")
    gui.type("zzz")
    gui.find("No Videos Found", "label")
    tour.take("videos-not-found")
    tour.key("Escape", "Home")
    tour.menu("video-menu", "shift+F10")
    for words, name in (("Refused", "video-refused"), ("A paper boat in the rain", "video-portrait")):
        gui.find(words, "label").click()
        gui.find("Copy Prompt", "button")
        gui.settle()
        tour.take(name)
        tour.key("alt+Left")
        gui.wait_gone("Copy Prompt", "button")
        gui.settle()
    tour.take("delete-at-provider", lambda: choose_from_menu(tour, 1), tour.close)
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    gui.read("@Pip waves").click()
    gui.find("Copy Prompt", "button")
    gui.settle()
    tour.take("video")
    tour.press("Remix…")
    tour.dialog("video-remix")
    walk_comparing(tour)
    walk_story(tour)
    tour.key("ctrl+h")
    gui.find("Sent prompts", "list")
    gui.settle()
    tour.take("prompt-history")


def walk_comparing(tour):
    """Of two videos; it ends at the list."""
    gui = tour.gui
    tour.key("alt+Left")
    gui.wait(lambda: (node := gui.focused()) and node.role == CELL, what="focus on a card")
    tour.key("Home", "shift+F10")
    gui.choose_from_menu("w")    # Compare With…
    gui.find("Compare Videos", "dialog")
    gui.settle()
    tour.key("Tab", "Down", "space")
    gui.read("2 of at most 4 videos chosen")
    tour.take("compare-choose")
    tour.press("Compare")
    gui.read("0:00.00 / 0:04.0", 20)
    tour.take("compare")
    tour.key("alt+Left")
    gui.wait_gone("Turn Sound Off", "toggle button")
    gui.settle()


def walk_story(tour):
    """A video of Troupe's own comes from elsewhere; it ends at the list of videos."""
    gui = tour.gui
    video = next(pathlib.Path(gui.dir, "data/troupe/media/videos").glob("*.mp4"))
    gui.copy(video.as_uri() + "\r\n", "text/uri-list")

    def paste(*keys):
        tour.key("alt+Left", *keys)
        gui.settle()
        tour.key("ctrl+v")
        gui.find("Scene restored", "label")
    tour.take("scene-back", functools.partial(paste, "alt+3"))
    tour.take("scene-back-beside", functools.partial(paste, "ctrl+n"))
    tour.key("alt+Left", "alt+3")
    gui.find("Refused", "label")


def walk_no_library(tour, name):
    tour.gui.find("Open Folder", "button")
    tour.take(name)


def walk_bad_clips(tour):
    gui = tour.gui
    for name in ("text.mp4", "audio.mp4", "unknown-codec.mp4"):
        gui.hand_over(media.make(name))
        gui.find("Details")
        tour.take("clip-" + name.partition(".")[0])
    gui.hand_over(media.make("short.mp4"))
    gui.find("Create Character", "button")
    tour.take("clip-short")
    gui.hand_over("/none.mp4")
    gui.find("Dismiss", "button")
    tour.take("clip-replaced-by-none")
    tour.back()
    gui.find("Try It Now", "button")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        gui.hand_over(f"http://127.0.0.1:{silent.getsockname()[1]}/clip.mp4")
        gui.find("Cancel", "button")
        tour.take("clip-opening")


def walk_timeline(tour):
    gui = tour.gui
    gui.hand_over(media.make("cut.mp4"))

    def tells_of_cut():
        return "shot cut" in gui.find("Timeline").get("Accessible", "Description")

    gui.wait(tells_of_cut, what="a mark at the cut")
    tour.take("timeline-cut")
    gui.hand_over(media.make("levels.mov"))
    gui.wait(lambda: not tells_of_cut(), what="another clip")
    gui.find("Range start", "slider").value = 1
    gui.find("Range end", "slider").value = 2
    tour.take("timeline-silence")
    gui.hand_over(media.make("cut.mp4"))
    gui.wait(tells_of_cut, what="the first clip again")
    gui.hand_over(media.make("levels.mov"))
    gui.find("Start Over", "button")
    tour.take("timeline-left-off")


# name: (the number of its first picture, how its library is made, the walk)
WALKS = {
    "main-job": (1, None, walk_main_job),
    "gallery": (21, tour_library.make_full, walk_gallery),
    "newer": (41, tour_library.make_newer, functools.partial(walk_no_library, name="library-newer")),
    "damaged": (42, tour_library.make_damaged, functools.partial(walk_no_library, name="library-damaged")),
    "read-only": (43, None, functools.partial(walk_no_library, name="library-read-only")),
    "bad-clips": (51, None, walk_bad_clips),
    "hosts": (61, None, walk_hosts),
    "videos": (71, tour_library.make_videos, walk_videos),
    "scenes": (91, tour_library.make_full, tour_scenes.walk_scenes),
    "options": (101, tour_library.make_scenes, tour_scenes.walk_options),
    "timeline": (111, None, walk_timeline),
}


def write_large(path, program):
    """The program as it is with text of twice the size; settings.ini does not do it here."""
    path.write_text(f"#!/bin/sh\necho 'Xft.dpi: 192' | xrdb -nocpp -merge\nexec '{program}' \"$@\"\n")
    path.chmod(0o755)
    return str(path)


def prepare(gui, walk, look):
    """What the program finds when it starts."""
    home = pathlib.Path(gui.dir)
    with open(home / "config/gtk-4.0/settings.ini", "a") as settings:
        settings.write("gtk-decoration-layout=:close\n")
    if walk == "main-job":
        (home / "config/troupe").mkdir()
        (home / "config/troupe/providers.ini").write_text("[provider chainhub]\n")
    if walk == "options":
        (home / "config/troupe").mkdir()
        (home / "config/troupe/providers.ini").write_text("[provider chainhub]\n[provider evolink]\n")
        (home / "config/troupe/hosts.ini").write_text(
            f"[host web]\nname=My Own Web Space\nkind=folder\naddress=https://web.example.org/\nlocation={home}\n")
    if walk == "hosts":
        (home / "config/troupe").mkdir()
        (home / "config/troupe/providers.ini").write_text("[troupe]\ndefault=chainhub\n[provider chainhub]\n")
        (home / "config/troupe/hosts.ini").write_text(
            "[host web]\nname=My Own Web Space\nkind=folder\naddress=http://127.0.0.1:1/clips\n"
            f"location={home}\n[host s3]\nname=Bucket\nkind=s3\nbucket=clips\naccess-key=AKID\n"
            "endpoint=https://s3.example.org\n[host wrong]\nkind=form\naddress=nowhere\n")
    if make := WALKS[walk][1]:
        make(home / "data/troupe")
    if walk == "gallery":
        gui.app_env["TROUPE_STUDIO"] = str(tour_library.write_studio(home / "studio",
                                                                     (tour_library.CREATE, {"hang": True})))
    if walk == "read-only":
        gui.env["XDG_DATA_HOME"] = "/sys"
    if look == "large-text":
        gui.argv[0] = write_large(home / "troupe", gui.argv[0])


def run_walk(folder, walk, look):
    environment, sizes = LOOKS[look]
    width, height = (edge + 2 * FRAME for edge in sizes[-1])
    # What a library was filled with beforehand no Studio of the window was asked for.
    gui = Gui(env={"TROUPE_STUDIO": os.environ["TROUPE_STUDIO"], **environment}, screen=f"{width}x{height}")
    prepare(gui, walk, look)
    with gui:
        try:
            WALKS[walk][2](Tour(gui, folder, look, WALKS[walk][0]))
        except Exception:
            gui.picture(f"{folder}/failure-{walk}-{look}.png")
            raise


def run_all(folder, looks):
    """Whether all went well. One Gui a process: libatspi stays with its first bus."""
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    walks = [[sys.executable, __file__, folder, walk, look] for walk in WALKS for look in looks]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return not any(pool.map(subprocess.call, walks))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[2] in WALKS:
        run_walk(*sys.argv[1:])
    else:
        sys.exit(not run_all(sys.argv[1], sys.argv[2:] or ["light", "dark"]))
