# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""probe, frame and cut."""
import itertools
import json
import os
import pathlib
import resource
import shutil
import subprocess
from urllib.parse import unquote

import media
import tap
from cli import PROGRAM, Cli
from tap import case


@case("probe tells what a clip is")
def probe(cli):
    clip = cli.ok("probe", media.make("h264.mp4"))["clip"]
    assert clip["frames"] == 90, clip
    assert abs(clip["duration"] - 3) < 0.05, clip
    assert (clip["width"], clip["height"], clip["rotation"]) == (320, 240, 0), clip
    assert clip["kind"] == "file" and clip["title"] == "h264", clip
    assert clip["audio_codec"] and not clip["variable_frame_rate"], clip
    assert len(clip["hash"]) == 64, clip


@case("probe tells rotation, silence and variable rate")
def probe_more(cli):
    assert cli.ok("probe", media.make("rotated-180.mp4"))["clip"]["rotation"] == 180
    assert cli.ok("probe", media.make("no-sound.mp4"))["clip"]["audio_codec"] is None
    assert cli.ok("probe", media.make("variable-rate.mp4"))["clip"]["variable_frame_rate"]


@case("probe refuses each kind of bad input with its own code")
def probe_refuses(cli):
    cli.fail("clip.not-found", "probe", cli.home / "missing.mp4")
    cli.fail("clip.not-a-file", "probe", cli.home)
    cli.fail("clip.empty", "probe", media.make("empty.mp4"))
    cli.fail("clip.not-media", "probe", media.make("text.mp4"))
    cli.fail("clip.no-video", "probe", media.make("audio.mp4"))
    cli.fail("clip.truncated", "probe", media.make("truncated.mp4"))
    for address in ("http://127.0.0.1:1/a.mp4", "ftp://127.0.0.1/a.mp4", "http://", "http://[::1"):
        cli.fail("clip.unreachable", "probe", address)


@case("frame writes a picture")
def frame(cli):
    out = cli.home / "a.png"
    picture = cli.ok("frame", media.make("h264.mp4"), "--at", "1.5", "-o", out)["frame"]
    assert picture["path"] == str(out) and picture["width"] == 320, picture
    assert abs(picture["time"] - 1.5) < 0.001, picture
    assert out.read_bytes().startswith(b"\x89PNG")


@case("frame takes a relative path and tells the absolute one")
def frame_relative(cli):
    picture = cli.ok("frame", media.make("h264.mp4"), "--at", "0", "-o", "b.png")["frame"]
    assert picture["path"] == str(cli.home / "b.png"), picture


@case("frame refuses times that are none, or beyond the end")
def frame_refuses(cli):
    clip = media.make("h264.mp4")
    cli.fail("clip.time", "frame", clip, "--at", "soon", "-o", cli.home / "c.png")
    cli.fail("clip.range", "frame", clip, "--at", "9", "-o", cli.home / "c.png")
    cli.fail("io.not-found", "frame", clip, "--at", "1", "-o", cli.home / "no" / "c.png")
    assert not (cli.home / "c.png").exists()


@case("cut writes exactly the range")
def cut(cli):
    out = cli.home / "cut.mp4"
    answer = cli.ok("cut", media.make("h264.mp4"), "--range", "0.5,1.5", "-o", out)["cut"]
    assert answer["path"] == str(out) and answer["size"] == out.stat().st_size, answer
    counted = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v",
                              "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", str(out)],
                             capture_output=True, text=True, check=True).stdout
    assert int(counted) == 30, counted


@case("cut refuses ranges that are none, or beyond the end")
def cut_refuses(cli):
    clip = media.make("h264.mp4")
    out = cli.home / "none.mp4"
    cli.fail("clip.range", "cut", clip, "--range", "a,b", "-o", out)
    cli.fail("clip.range", "cut", clip, "--range", "2,9", "-o", out)
    cli.fail("clip.range", "cut", clip, "--range", "2,1", "-o", out)
    assert not out.exists()


NO_RANGES = ["3,1", "1,1", "nan,nan", "inf,inf", "1e9,2e9", "1e0,2", "-1,2", "+1,+2", "0x1,0x2", "1,5,2,5", "1;2", "1 2",
             "1", "1,", ",2", ",", "", "0:01,0:02", "１,２", "١,٢", "9" * 40 + "," + "9" * 41, "1,2,3", "a,b"]


@case("text that is no range is refused before anything is read")
def no_ranges(cli):
    commands = itertools.cycle([["cut", "missing.mp4", "-o", "none.mp4"], ["character", "create", "missing.mp4"]])
    for text, words in zip(NO_RANGES, commands):
        cli.fail("clip.range", *words, "--range", text)
    cli.fail("usage", "cut", "missing.mp4", "-o", "none.mp4", "--range", b"\xff,\xfe")


@case("text that is no time is refused")
def no_times(cli):
    for text in ("", "nan", "inf", "-1", "1e0", "0x1", "9" * 40, "１", "1;5", "1.5.2"):
        cli.fail("clip.time", "frame", media.make("h264.mp4"), "--at", text, "-o", "none.png")
    assert not (cli.home / "none.png").exists()


@case("a range is told as it was understood")
def range_told(cli):
    for text in (" 1 , 2 ", "1.0000000000,2"):
        assert cli.ok("cut", media.make("h264.mp4"), "--range", text, "-o", "told.mp4")["cut"]["range"] == "1,2"


ODD_NAMES = ["a b.mp4", "50%20off.mp4", "take #1?.mp4", "intro:1.mp4", "ünï“€”.mp4", "-x.mp4", "--json", "--", "new\nline.mp4"]


@case("odd names work: relative, absolute, after --, and as addresses")
def odd_names(cli):
    for name in ODD_NAMES:
        shutil.copy(media.make("short.mp4"), cli.home / name)
        for source in (f"./{name}", cli.home / name, (cli.home / name).as_uri()):
            clip = cli.ok("probe", source)["clip"]
            assert unquote(clip["uri"]) == f"file://{cli.home}/{name}" and clip["frames"] == 18, (source, clip)
        done = cli.run("probe", "--json", "--", name)
        assert unquote(json.loads(done.stdout)["clip"]["uri"]) == f"file://{cli.home}/{name}", done
        picture = cli.ok("frame", cli.home / name, "--at", "0", "-o", f"./{name}.png")["frame"]
        assert picture["path"] == str(cli.home / f"{name}.png"), picture
        cut = cli.ok("cut", f"./{name}", "--range", "0,0.3", "-o", (cli.home / f"{name}.cut").as_uri())["cut"]
        assert cut["path"] == str(cli.home / f"{name}.cut") and pathlib.Path(cut["path"]).stat().st_size, cut


@case("a name that is no UTF-8 still makes one JSON document")
def name_of_bytes(cli):
    name = os.fsencode(cli.home) + b"/\xff\xfe.mp4"
    shutil.copy(media.make("h264.mp4"), name)
    assert cli.ok("probe", name)["clip"]["uri"].endswith("/%FF%FE.mp4")
    cli.ok("cut", name, "--range", "1,2", "-o", b"\xff.mp4")
    assert os.path.exists(os.fsencode(cli.home) + b"/\xff.mp4")
    cli.fail("clip.not-found", "probe", b"\xffmissing")


@case("an output that is no other file of this computer is refused, and the source stays")
def outputs(cli):
    clip = shutil.copy(media.make("h264.mp4"), cli.home / "source.mp4")
    before = pathlib.Path(clip).read_bytes()
    for out in ("", "http://127.0.0.1/a", clip, "./source.mp4", pathlib.Path(clip).as_uri()):
        cli.fail("usage", "cut", clip, "--range", "1,2", "-o", out)
        cli.fail("usage", "frame", clip, "--at", "1", "-o", out)
    for code, out in (("io.is-directory", cli.home), ("io.not-directory", f"{clip}/x"), ("io.not-found", "no/x")):
        cli.fail(code, "cut", clip, "--range", "1,2", "-o", out)
        cli.fail(code, "frame", clip, "--at", "1", "-o", out)
    assert pathlib.Path(clip).read_bytes() == before


def with_small_files():
    """A limit on the size of files is the full disk that a test can make."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))


@case("without space cut and frame say so and leave what was there")
def no_space(cli):
    folder = cli.home / "full"
    folder.mkdir()
    for words in (["cut", "--range", "1,2"], ["frame", "--at", "1"]):
        (folder / "out").write_text("old")
        message = cli.fail("io.no-space", words[0], media.make("h264.mp4"), *words[1:], "-o", folder / "out",
                           before=with_small_files)
        assert str(folder) in message, message
        assert (folder / "out").read_text() == "old" and len(list(folder.iterdir())) == 1, list(folder.iterdir())


@case("the document is whole in the locale C and in any other")
def locales(cli):
    path = cli.home / "Zoë 图.mp4"
    shutil.copy(media.make("h264.mp4"), path)
    for locale in ("C", "POSIX", "C.UTF-8"):
        clip = cli.ok("probe", path, LC_ALL=locale, LANG=locale)["clip"]
        assert clip["title"] == "Zoë 图", clip
        assert "Zoë" in cli.fail("clip.range", "cut", path, "--range", "Zoë", "-o", "x", LC_ALL=locale)


@case("an output that cannot be written is a failure")
def full_pipe(cli):
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run([PROGRAM, "providers", "list", "--json"], env=cli.env, stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1 and "No space" in done.stderr, done


@case("--json stands anywhere, and debug messages do not spoil it")
def json_anywhere(cli):
    clip = media.make("h264.mp4")
    for words in (["--json", "probe", clip], ["probe", "--json", clip], ["probe", clip, "--json"]):
        done = cli.run(*words, G_MESSAGES_DEBUG="all")
        assert done.returncode == 0 and json.loads(done.stdout)["clip"]["frames"] == 90, done
    for words in (["--json"], ["cut", clip, "--json", "--range"], ["--json", "bogus"], ["frame", clip, "--at", "--json"],
                  ["probe", "--bogus", "--json"]):
        done = cli.run(*words)
        assert done.returncode == 2 and json.loads(done.stdout)["error"]["code"] == "usage", (words, done)


@case("help and messages are in the person's language, codes are not")
def languages(cli):
    german = {"LC_ALL": "", "LANG": "en_US.UTF-8", "LANGUAGE": "de", **locale_folder(cli)}
    for words, word in ((["--help"], "Aufruf"), (["cut", "--help"], "Sekunden"), (["bogus"], "keinen solchen Befehl"),
                        (["probe", "missing.mp4"], "nicht gefunden")):
        done = cli.run(*words, **german)
        assert word in done.stdout + done.stderr, (words, done)
    assert "missing.mp4" in cli.fail("clip.not-found", "probe", "missing.mp4", **german)
    shown = {provider["id"]: provider for provider in cli.ok("providers", "list", **german)["providers"]}
    practice, chainhub = shown["practice"], shown["chainhub"]
    assert practice["name"] == "Übungsstudio" and "Rechner" in practice["summary"], practice
    assert chainhub["name"] == "ChainHub" and "Sekunden" in chainhub["summary"], chainhub


def locale_folder(cli):
    """Under a locale named C the C library ignores LANGUAGE; another name for it will do."""
    folder = cli.home / "locale"
    folder.mkdir(exist_ok=True)
    (folder / "en_US.utf8").symlink_to("/usr/lib/locale/C.utf8")
    return {"LOCPATH": str(folder)}


@case("missing arguments are a usage error")
def usage(cli):
    clip = media.make("h264.mp4")
    for words in (["probe"], ["probe", clip, clip], ["frame", clip], ["cut", clip, "--range", "1,2"],
                  ["bogus"], ["character"], ["probe", clip, "--bogus"], ["probe", ""], ["cut", clip, "--range"],
                  ["providers", "list", "more"], ["providers", "show"], ["character", "show", ""], [""]):
        cli.fail("usage", *words)
        assert cli.run(*words).returncode == 2, words


@case("people get lines, and errors on standard error")
def people(cli):
    done = cli.run("probe", media.make("h264.mp4"))
    assert done.returncode == 0 and "frames: 90" in done.stdout and "{" not in done.stdout, done
    done = cli.run("probe", pathlib.Path("missing.mp4"))
    assert done.returncode == 1 and done.stdout == "" and "missing.mp4" in done.stderr, done
    for words in (["--help"], ["help"], ["character", "--help"], ["-h"]):
        done = cli.run(*words)
        assert done.returncode == 0 and "character create" in done.stdout, done
    assert "--range" in cli.run("cut", "--help").stdout and cli.run().returncode == 2
    assert cli.run("--version").stdout.startswith("troupe-cli ")


tap.run(Cli())
