# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conventions of CONTRIBUTING.md that a program can see."""
import re

import tap
from tap import case
from tree import check_all, files, read, run

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60
LICENSED = (".c", ".h", ".blp", ".css", ".py", ".build", ".options", ".xml", ".in", ".cfg", ".po")

# Whose headers a module may include besides its own.
IMPORTS = {
    "clip": set(),
    "prompt": set(),
    "provider": {"clip", "prompt"},
    "host": {"clip", "prompt", "provider"},
    "library": {"clip", "prompt"},
    "jobs": {"animatic", "clip", "prompt", "provider", "host", "library"},
    "animatic": {"clip"},
    "studio": {"animatic", "clip"},
    "text": {"animatic", "clip", "prompt", "provider", "host", "library", "jobs"},
    "cli": {"animatic", "clip", "prompt", "provider", "host", "library", "jobs", "text"},
    "ui": {"animatic", "clip", "prompt", "provider", "host", "library", "jobs", "text"},
}
TOOLKIT = re.compile(r"#include <(gtk|gdk|adwaita|gsk)")


@case("C files are formatted")
def c_format():
    sources = files(".c")
    run("uncrustify", "-q", "-c", "uncrustify.cfg", "--check", *sources,
        fix="./dev exec uncrustify -c uncrustify.cfg --replace --no-backup FILE mends it")


@case("Blueprint files are formatted")
def blueprint_format():
    run("blueprint-compiler", "format", *files(".blp"),
        fix="./dev exec blueprint-compiler format --fix FILE mends it")


@case("shell scripts pass shellcheck")
def shell_scripts():
    run("shellcheck", "dev", ".ci/run", "flatpak/local")


@case("words are spelt right")
def spelling():
    run("codespell", "--skip=*.svg,*.webm", "--ignore-words-list=inout,ture", "README.md", "CONTRIBUTING.md", "NEWS", "dev", "src",
        "data", "tests")


@case("every file names its authors and its licence")
def licences():
    def complaints():
        for path in [*files(*LICENSED), "dev", ".ci/run", "flatpak/local"]:
            head = read(path).split("\n", 5)[:5]
            for tag in ("SPDX-FileCopyrightText: ", "SPDX-License-Identifier: "):
                if not any(tag in line for line in head):
                    yield f"{path}: no {tag.strip(': ')} in its first lines"
    check_all(complaints())


@case(f"no file has more than {MAX_FILE_LINES} lines")
def file_length():
    lengths = ((path, read(path).count("\n")) for path in [*files(".c", ".h", ".py", ".blp"), "dev"])
    check_all(f"{path}: {n} lines; which two things are in there?"
              for path, n in lengths if n > MAX_FILE_LINES)


@case(f"no function has more than {MAX_FUNCTION_LINES} lines")
def function_length():
    def complaints():
        for path in files(".c", below="src"):
            for name, start, end in functions(read(path)):
                if end - start > MAX_FUNCTION_LINES and not name.endswith("_class_init"):
                    yield f"{path}:{start}: {name} has {end - start} lines"
    check_all(complaints())


def functions(text):
    """Yields name, first and last line of each function in GTK style."""
    lines = text.split("\n")
    name, first = None, 0
    for number, line in enumerate(lines, 1):
        if match := re.match(r"(\w+) \(", line):
            name, first = match[1], number
        elif line == "}" and name:
            yield name, first, number
            name = None


@case("every public function is documented above its definition")
def documented():
    definition = re.compile(r"^(?!static|typedef|#)[\w *]+\n(troupe_\w+) \(", re.MULTILINE)

    def complaints():
        for path in files(".c", below="src"):
            text = read(path)
            for match in definition.finditer(text):
                if f"/**\n * {match[1]}:" not in text:
                    yield f"{path}: {match[1]} has no comment"
    check_all(complaints())


# Of GIO, libsoup, GStreamer, curl and OpenSSL: what would make a connection trust anybody, or others than the system does.
TRUSTING = re.compile(r"accept[-_]certificate|certificate_set_accept|ssl[-_]strict|tls[-_]validation|validation[-_]flags|"
                      r"tls[-_]database|ssl[-_]ca[-_]|ssl_verify|verify_(peer|none)|--insecure", re.IGNORECASE)


@case("nothing switches the verification of certificates off")
def verification():
    check_all(f"{path}:{number}: {line.strip()}" for path in files(".c", ".h", ".blp", ".build", below="src")
              for number, line in enumerate(read(path).split("\n"), 1) if TRUSTING.search(line))


@case("imports point one way")
def imports():
    owner = {path.name: path.parts[1] for path in files(".h", below="src")}

    def complaints():
        for path in files(".c", ".h", below="src"):
            module = path.parts[1]
            text = read(path)
            for name in re.findall(r'#include "(?:.*/)?([\w.-]+)"', text):
                other = owner.get(name, module)
                if other != module and other not in IMPORTS[module]:
                    yield f"{path}: {module} includes {name} of {other}"
            if module != "ui" and TOOLKIT.search(text):
                yield f"{path}: the toolkit belongs to ui"
    check_all(complaints())


tap.run()
