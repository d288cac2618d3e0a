# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives Troupe the way a person does, on a private X display and bus.

    with Gui("clip.mp4") as gui:
        gui.find("Alias", "text").text = "Ada"
        gui.find("Create Character", "button").press()

All it starts ends with it.
"""
import contextlib
import ctypes
import itertools
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from accessible import ROOT, Bus, GLib, Node, survey
from desktop import Desktop
from studio import CountedProgram

# Warnings are fatal in the program, not in what else the desktop has.
G_DEBUG = os.environ.pop("G_DEBUG", "")
BUILD = os.environ["TEST_BUILD_DIR"]
SLOWNESS = float(os.environ.get("GUI_TEST_SLOW", 1))
PR_SET_PDEATHSIG = 1
DRAG_STEPS = 12
ALL_PLANES, Z_PIXMAP = 0xffffffff, 2


def end_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # A full disk is played by a limit on the size of files, which comes with a signal of its own.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


class XImage(ctypes.Structure):
    """The beginning of Xlib's structure of that name."""
    _fields_ = [(name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")] + \
        [("data", ctypes.c_void_p)] + \
        [(name, ctypes.c_int) for name in ("byte_order", "unit", "bit_order", "pad", "depth", "bytes_per_line")]


def load_x11():
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 2,
                              ctypes.c_ulong, ctypes.c_int]
    x11.XGetImage.restype = ctypes.POINTER(XImage)
    return x11


class Gui:
    def __init__(self, *arguments, env={}, keyring=False, desktop=False, animations=False, screen="1280x800"):
        """env is for the program alone; keyring starts an unlocked Secret Service, desktop what a Desktop offers."""
        self.has_desktop = desktop
        self.argv = [f"{BUILD}/src/ui/troupe", *arguments]
        self.keyring, self.screen = keyring, screen
        self.processes = []
        self.failures = itertools.count(1)
        self.dir = tempfile.mkdtemp(prefix="troupe-gui-")
        self.env = dict(os.environ, HOME=self.dir, TMPDIR=self.dir, XDG_RUNTIME_DIR=self.dir,
                        XDG_CONFIG_HOME=self.dir + "/config", XDG_DATA_HOME=self.dir + "/data",
                        XDG_CACHE_HOME=self.dir + "/cache", XDG_STATE_HOME=self.dir + "/state",
                        GSETTINGS_BACKEND="keyfile", GTK_A11Y="atspi", GDK_BACKEND="x11",
                        GDK_DEBUG="no-portals", ADW_DISABLE_PORTAL="1", LIBGL_ALWAYS_SOFTWARE="1",
                        GST_PLUGIN_FEATURE_RANK="fakeaudiosink:MAX",
                        # Kept between runs: a start without them takes a second more.
                        GST_REGISTRY=BUILD + "/tests/gst-registry.bin",
                        MESA_SHADER_CACHE_DIR=BUILD + "/tests/mesa")
        self.env.pop("AT_SPI_BUS_ADDRESS", None)
        settings = pathlib.Path(self.dir, "config/gtk-4.0/settings.ini")
        settings.parent.mkdir(parents=True)
        settings.write_text(f"[Settings]\ngtk-enable-animations={int(animations)}\n"
                            "gtk-cursor-blink=0\ngtk-font-name=Inter 11\n")
        self.studios = CountedProgram(self.dir)
        self.env["TROUPE_STUDIO"] = str(self.studios.path)    # also for troupe-cli on the same files
        self.app_env = {"G_DEBUG": G_DEBUG, "LD_PRELOAD": f"{BUILD}/tests/gui/libpreloaded.so",
                        **env}

    def __enter__(self):
        try:
            self.start_desktop()
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_exception):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        try:
            self.studios.check_books()
        finally:
            shutil.rmtree(self.dir, ignore_errors=True)

    def spawn(self, argv, env=None, pass_fds=()):
        with open(f"{self.dir}/{os.path.basename(argv[0])}.log", "ab") as log:
            self.processes.append(subprocess.Popen(
                argv, env=env or self.env, stdout=log, stderr=log, pass_fds=pass_fds,
                preexec_fn=end_with_parent))
        return self.processes[-1]

    def spawn_server(self, *argv):
        """Starts a server whose last argument ends with the descriptor it tells its address on."""
        read, write = os.pipe()
        argv = [*argv[:-1], *(argv[-1] + str(write)).split()]
        self.spawn(argv, pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            return pipe.readline().strip()

    def start_desktop(self):
        # Without -noreset the server starts anew when its only client leaves, and drops who comes.
        self.env["DISPLAY"] = ":" + self.spawn_server(
            "Xvfb", "-screen", "0", self.screen + "x24", "-noreset", "-nolisten", "tcp",
            "-displayfd ")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.spawn_server(
            "dbus-daemon", "--session", "--nofork", "--print-address=")
        self.bus = Bus(self.env["DBUS_SESSION_BUS_ADDRESS"])
        self.app = self.spawn(["openbox"])
        self.wait(lambda: subprocess.run(["xdotool", "get_desktop"], env=self.env,
                                         capture_output=True).returncode == 0)
        self.x11 = load_x11()
        self.display = self.x11.XOpenDisplay(self.env["DISPLAY"].encode())
        if self.keyring:
            self.start_keyring()
        if self.has_desktop:
            self.desktop = Desktop(self.env["DBUS_SESSION_BUS_ADDRESS"])

    def start_keyring(self):
        """Gives the bus an unlocked Secret Service."""
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"],
                       input=b"test", env=self.env, stdout=subprocess.DEVNULL, check=True)

    def forbid_service(self, name):
        """Before the start: the bus starts no such service, as on a system that has none."""
        folder = pathlib.Path(self.dir, "data/dbus-1/services")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec=/bin/false\n")

    def start(self, early=False):
        """Starts the program; again after it has ended, to see what it remembers. Early: its library is not open yet."""
        self.app = self.spawn(self.argv, env=self.env | self.app_env)
        self.root = self.wait(self.find_program, 30, "accessible program")
        self.wait(self.is_active, 30, "active window")  # Before, its place is not its place yet.
        if not early:
            self.wait(lambda: not any(node.has("busy") for node in self.walk(depth=0)), 30, "open library")
        return self

    def is_active(self):
        """Whether the window manager has placed a window of the program and given it the focus, and GTK knows."""
        pid = subprocess.run(["xdotool", "getactivewindow", "getwindowpid"], env=self.env,
                             capture_output=True, text=True).stdout
        return pid.strip() == str(self.app.pid) and any(node.has("active") for node in self.walk(depth=0))

    def hand_over(self, *arguments):
        """Starts the program a second time, as Open With does: the first one gets what is to be opened."""
        second = subprocess.run([self.argv[0], *map(str, arguments)], env=self.env | self.app_env,
                                timeout=20 * SLOWNESS, capture_output=True, text=True)
        assert second.returncode == 0, second.stderr

    def start_cli(self, *words):
        """Starts troupe-cli on the files of the window."""
        return subprocess.Popen([f"{BUILD}/src/cli/troupe-cli", *words], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, env={**self.env, **self.app_env, "LD_PRELOAD": ""})

    def look_away(self):
        """Gives the focus to a window of another program."""
        name = "^Drop Target$"
        if not subprocess.run(["xdotool", "search", "--name", name], env=self.env, capture_output=True).stdout:
            self.spawn([sys.executable, pathlib.Path(__file__).with_name("drop_target.py"), os.devnull],
                       env=self.env | {"GTK_A11Y": "none"})
        self.xdo("windowactivate", "--sync", self.xdo("search", "--sync", "--onlyvisible", "--name", name).split()[-1])
        self.wait(lambda: not self.is_active(), what="another window with the focus")

    def look_back(self):
        """Gives the focus to the window."""
        self.xdo("windowactivate", "--sync", self.xdo("search", "--onlyvisible", "--name", "^Troupe$").split()[-1])

    def find_notice(self, title, body):
        """Waits until the desktop shows it; returns its number."""
        return self.wait(lambda: [number for number, text in self.desktop.notices.items() if text == (title, body)], 30,
                         f"notice {title!r}")[0]

    def find_program(self):
        name = self.bus.find_program(self.app.pid)
        root = name and Node(self, name, ROOT)
        return root if root and self.walk(root, 0) else None

    def close(self):
        """Closes the window as a person does and waits for a clean end of the program."""
        self.wait(self.is_active, what="active window")
        self.xdo("key", "ctrl+q")
        status = self.app.wait(20 * SLOWNESS)
        if leaks := self.leaks():
            raise RuntimeError(f"memory of ours leaks\n{leaks}")
        assert status == 0 or "LeakSanitizer" in self.log(), \
            f"the program ended with {status}\n{self.log()}"

    def leaks(self):
        """What LeakSanitizer reports of code of ours; GTK's own dialogs leak as well."""
        report = pathlib.Path(self.dir, "troupe.log").read_text(errors="replace")
        found = [block for block in report.split("\n\n") if "leak of" in block]
        return "\n\n".join(block for block in found if re.search(
            r" in (?!main )\w+ \.\./src/", block))

    def restart(self):
        """Ends the program if it runs and starts it anew on the same files."""
        if self.app.poll() is None:
            self.close()
        return self.start()

    def window(self):
        """The X identifier of the window that has the focus."""
        return self.xdo("getactivewindow").strip()

    def resize(self, width, height):
        """Sets the size of the active window and waits until it is drawn in it."""
        self.xdo("windowsize", "--sync", self.window(), width, height)
        self.wait(lambda: (width, height) in [node.size() for node in self.walk(depth=0)],
                  what=f"window of {width}x{height}")
        self.settle()

    def look(self):
        """What the screen shows, as bytes to compare."""
        x11 = self.x11
        image = x11.XGetImage(self.display, x11.XDefaultRootWindow(self.display), 0, 0,
                              *map(int, self.screen.split("x")), ALL_PLANES, Z_PIXMAP).contents
        pixels = ctypes.string_at(image.data, image.bytes_per_line * image.height)
        x11.XDestroyImage(ctypes.byref(image))
        return pixels

    def settle(self):
        """Waits until the screen is still and returns whether it is; what plays never is, so ten looks at most."""
        seen = None
        for _ in range(10):
            self.root.ask("GetRole")    # A program that is behind shows nothing new, and answers late.
            look = self.look()
            if look == seen:
                return True
            seen = look
            time.sleep(0.1)  # Stillness has no event: two looks some frames apart tell it.
        return False

    def log(self):
        name = os.path.basename(self.app.args[0])
        return pathlib.Path(self.dir, name + ".log").read_text(errors="replace")[-9000:]

    def wait(self, probe, timeout=10.0, what="such state"):
        """Returns what probe() does once it is true; a dead program fails at once."""
        end = time.monotonic() + timeout * SLOWNESS
        pause = 0.03
        while time.monotonic() < end:
            if self.app.poll() is not None:
                raise RuntimeError(f"the program ended with {self.app.returncode}\n{self.log()}")
            try:
                if got := probe():
                    return got
            except GLib.Error:
                pass  # What it asked for went away meanwhile.
            time.sleep(pause)  # Of the files, windows and servers that probes ask none tells all.
            pause = min(pause * 1.5, 0.2)
        raise TimeoutError(f"no {what} within {timeout} s")

    def survey(self, top=None, quick=False):
        """Pairs of a node and its name as of now."""
        return survey(self, top or self.root, quick=quick)

    def walk(self, top=None, depth=99):
        """All below a node, or of the program, in the order of reading; also what does not show."""
        return [node for node, _name in survey(self, top or self.root, depth)]

    def peek(self, name=None, role=None, within=None, quick=False):
        """The first node on show with that name and role, or None. Quick: that there is none may be wrong."""
        for node, its_name in self.survey(within, quick):
            if name in (None, its_name) and role in (None, node.role) and \
                    (node.is_in_place() if quick else node.has("showing")):
                return node
        return None

    def find(self, name=None, role=None, timeout=10.0, within=None):
        """Waits for a node on show. Most looks are quick ones."""
        looks = itertools.count(1)
        return self.wait(lambda: self.peek(name, role, within, next(looks) % 3 != 0), timeout, f"{role} {name!r}")

    def find_menu(self):
        """The items of the menu that is open, once all of them are on show."""
        def look():
            return [node for node in self.walk() if node.role == "menu item" and node.has("showing")]
        return self.wait(lambda: (items := look()) and items == look() and items, what="menu")

    def says(self, words, within=None):
        """The first node on show whose name contains the words, or None."""
        return next((node for node, name in self.survey(within) if words in name and node.has("showing")), None)

    def read(self, words, timeout=10.0):
        """Waits until the words can be read somewhere."""
        return self.wait(lambda: self.says(words), timeout, f"words {words!r}")

    def key(self, *keys):
        self.xdo("key", "--delay", 30, *keys)

    def focused(self):
        for quick in (True, False):
            for node, _name in self.survey(quick=quick):
                if node.had("focused"):
                    return node
        return None

    def tab_to(self, name):
        """By keyboard to the control of that name."""
        for _ in range(60):
            if (focused := self.focused()) and focused.name == name:
                return
            self.key("Tab")
            self.wait(lambda: self.focused() != focused, what="focus elsewhere")    # nowhere while it is within a number
        raise AssertionError(f"“{name}” cannot be reached by Tab")

    def choose_from_menu(self, letter):
        """By keyboard what has that letter underlined in the menu that comes."""
        self.find_menu()
        self.settle()
        self.key(letter)

    def escape(self, name, role):
        """By keyboard out of the dialog of that name, once it has the focus: until then nothing hears the key."""
        dialog = self.find(name, role)

        def has_focus():
            if any(node.had("focused") for node, _name in self.survey(dialog)):
                return True
            return role != "alert" and not self.focused()    # within a number, which alerts have none of
        self.wait(has_focus, what=f"focus in {name!r}")
        self.key("Escape")
        self.wait_gone(name, role)

    def wait_gone(self, name=None, role=None, timeout=10.0):
        self.wait(lambda: self.peek(name, role) is None, timeout, f"end of {role} {name!r}")

    def xdo(self, *args):
        return subprocess.run(["xdotool", *map(str, args)], env=self.env, check=True, timeout=20,
                              stdout=subprocess.PIPE, text=True).stdout

    def type(self, text):
        """Types ASCII; xdotool loses other letters at times, so set Node.text for those."""
        self.xdo("type", "--delay", 12, "--", text)

    def drag(self, start, end, release=True):
        moves = []
        for i in range(1, DRAG_STEPS + 1):
            moves += ["mousemove", *(int(a + (b - a) * i / DRAG_STEPS) for a, b in zip(start, end)),
                      "sleep", 0.016]
        self.xdo("mousemove", *map(int, start), "sleep", 0.05, "mousedown", 1, *moves,
                 "sleep", 0.1, *(["mouseup", 1] if release else []))

    def carry(self, start, end):
        """Drags what can be dropped elsewhere, and lets go once the program knows where it is.

        To a program that is behind, all movements until then are one. It begins the drag with the next, tells what
        is below of it with another, and without an answer of that the drag ends where it began."""
        self.drag(start, end, release=False)
        for nudge in (2, 0, 2, 0):
            self.settle()
            self.xdo("mousemove", int(end[0]) + nudge, int(end[1]))
        self.settle()
        self.xdo("mouseup", 1)

    def copied(self, target="UTF8_STRING"):
        """What the clipboard holds of that type, empty if it has none."""
        return subprocess.run(["xclip", "-selection", "clipboard", "-target", target, "-out"], env=self.env,
                              capture_output=True, timeout=20).stdout.decode()

    def copy(self, text, target="UTF8_STRING"):
        """Puts the text on the clipboard as another program does, which has it only after xclip has returned."""
        subprocess.run(["xclip", "-selection", "clipboard", "-target", target, "-in"], env=self.env, check=True,
                       input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(lambda: self.copied(target) == text, what="words on the clipboard")

    def choose_file(self, title, path, accept="Open"):
        """Answers GTK's file dialog; typed letters would mix with its completion."""
        dialog = self.find(title, "dialog")
        self.wait(lambda: dialog.has("active"), what="active dialog")
        self.xdo("key", "ctrl+l")
        self.wait(lambda: [node for node in self.walk(dialog)
                           if node.role == "text" and node.has("focused")])[0].text = str(path)

        def is_answered():
            if title not in [node.name for node in self.walk(depth=0)]:
                return True
            for node in self.walk(dialog):
                if (node.name, node.role) == (accept, "button"):
                    node.press()
            return False
        self.wait(is_answered, what=f"answer to {title!r}")

    def offer_file(self, path):
        """Opens a small window beside Troupe's, from which the file can be dragged."""
        helper = pathlib.Path(__file__).with_name("drag_source.py")
        self.spawn([sys.executable, helper, path], env=self.env | {"GTK_A11Y": "none"})

    def drop(self, words):
        """Drags the offered file into the middle of the window, which says with these words that it takes it."""
        source = self.xdo("search", "--sync", "--onlyvisible", "--name", "^Drag Source$").split()[-1]
        self.xdo("windowmove", "--sync", source, 0, 0)
        self.drag((50, 90), (640, 400), release=False)
        places = itertools.cycle([(642, 400), (640, 402)])

        def is_offered():
            """A drag that began late tells the window of itself with the next movement."""
            self.xdo("mousemove", *next(places))
            return self.peek(words, "label")
        self.wait(is_offered, what="a window that takes the drop")
        self.xdo("mouseup", 1)

    def save_file(self, title, path):
        """Answers GTK's dialog for a file that is to be written."""
        dialog = self.find(title, "dialog")
        self.wait(lambda: [node for node in self.walk(dialog) if node.role == "text" and node.has("focused")],
                  what="the name")[0].text = str(path)
        self.wait(lambda: dialog.has("active"), what="active dialog")
        self.find("Save", "button", within=dialog).press()

    def picture(self, path, window="root"):
        """Saves what the screen shows."""
        subprocess.run(["import", "-window", str(window), str(path)], env=self.env, timeout=20, check=True)

    def describe(self):
        """What the program shows and last said, for the log of a case that failed; the screen goes to a file."""
        path = f"{BUILD}/meson-logs/failure-{os.getpid()}-{next(self.failures)}.png"
        self.picture(path)
        with contextlib.suppress(GLib.Error, ProcessLookupError):
            shown = " | ".join(name for node, name in self.survey() if name and node.has("showing"))
            print(f"shown: {shown[:2000]}", file=sys.stderr)
        return f"{self.log()[-1500:]}\n{path}"
