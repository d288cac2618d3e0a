# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed beside the programs: desktop files, settings, profiles, translations."""
import json
import pathlib
import re
import runpy
import subprocess
import sys
import tempfile

import tap
from tap import Skip, case
from tree import TOP, check_all, files, read, run

APP_ID = "io.github.troupe_app.Troupe"
BUILT_DATA = pathlib.Path(sys.argv[1]) / "data"
MARKED = re.compile(r'\b(?:_|C_|N_|NC_|ngettext) ?\(\s*"')


@case("the desktop file is valid")
def desktop_file():
    run("desktop-file-validate", BUILT_DATA / f"{APP_ID}.desktop")


@case("the metainfo is valid")
def metainfo():
    run("appstreamcli", "validate", "--strict", "--no-net", BUILT_DATA / f"{APP_ID}.metainfo.xml")


@case("the settings are valid")
def settings():
    run("glib-compile-schemas", "--strict", "--dry-run", "data")


@case("every profile keeps to the schema of profiles")
def profiles():
    try:
        import jsonschema
    except ImportError:
        raise Skip("python3-jsonschema is not installed") from None
    schema = json.loads(read("data/profiles/profile.schema.json"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    paths = [path for path in files(".json", below="data/profiles")
             if not path.name.endswith(".schema.json")]
    assert paths, "no profiles"
    check_all(f"{path}: {error.json_path}: {error.message}" for path in paths
              for error in validator(schema).iter_errors(json.loads(read(path))))


@case("no program but the Practice Studio names a provider")
def no_names():
    profiles = [json.loads(read(path)) for path in files(".json", below="data/profiles")
                if not path.name.endswith(".schema.json")]
    names = {profile[member] for profile in profiles for member in ("id", "name")
             if not profile.get("builtin")}
    # However its words are joined: "a b", "a-b", "a_b", "ab"
    joined = "|".join(r"[\s_-]?".join(map(re.escape, re.split(r"[\s_-]+", name))) for name in names)
    named = re.compile(f"(?<![a-z0-9])({joined})(?![a-z0-9])", re.IGNORECASE)
    check_all(f"{path}: {found[0]}" for path in files(".c", ".h", ".blp", below="src")
              if "studio" not in path.parts and (found := named.search(read(path))))


@case("the texts of the profiles can be translated")
def profile_texts():
    written = runpy.run_path(str(TOP / "data/profiles/texts.py"))["render"]()
    assert read("data/profiles/texts.h") == written, "run data/profiles/texts.py"


@case("POTFILES.in lists every file with strings to translate, and no other")
def potfiles():
    listed = {line for line in read("po/POTFILES.in").splitlines() if line and line[0] != "#"}
    marked = {str(path) for path in files(".c", ".blp", below="src") if MARKED.search(read(path))}
    marked |= {str(path) for path in files(".desktop.in", ".metainfo.xml.in", ".gschema.xml",
                                           "texts.h", below="data")}
    check_all([f"missing: {path}" for path in sorted(marked - listed)] +
              [f"has none: {path}" for path in sorted(listed - marked)])


@case("every translation is whole and fits its originals")
def translations():
    with tempfile.TemporaryDirectory() as folder:
        template = f"{folder}/troupe.pot"
        run("xgettext", "--files-from=po/POTFILES.in", "--from-code=UTF-8", "--keyword=_",
            "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3",
            "--add-comments", f"--output={template}")
        check_all(complaint for language in read("po/LINGUAS").split("\n")
                  if language and language[0] != "#"
                  for complaint in faults_of(f"po/{language}.po", template, folder))


def faults_of(catalogue, template, folder):
    run("msgfmt", "--check", "--output-file=/dev/null", catalogue)
    merged = f"{folder}/merged.po"
    run("msgmerge", "--quiet", f"--output-file={merged}", catalogue, template)
    done = subprocess.run(["msgfmt", "--statistics", "--output-file=/dev/null", merged], cwd=TOP,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, text=True,
                          stderr=subprocess.PIPE, check=True)
    if re.search("fuzzy|untranslated", done.stderr):
        yield f"{catalogue}: {done.stderr.strip()}"


@case("the Flatpak asks for little")
def flatpak():
    small = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11",
             "--socket=pulseaudio", "--device=dri", "--talk-name=org.freedesktop.secrets"}
    for path in files(".json", below="flatpak"):
        manifest = json.loads(read(path))
        assert manifest["id"] == path.stem, f"{path}: its name is not its id"
        extra = set(manifest["finish-args"]) - small
        assert not extra, f"{path}: {extra}"


tap.run()
