# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""probe, frame and cut."""
import pathlib
import subprocess

import media
import tap
from cli import Cli
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
    cli.fail("clip.unreachable", "probe", "http://127.0.0.1:1/a.mp4")


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


@case("missing arguments are a usage error")
def usage(cli):
    clip = media.make("h264.mp4")
    for words in (["probe"], ["probe", clip, clip], ["frame", clip], ["cut", clip, "--range", "1,2"],
                  ["bogus"], ["character"], ["probe", clip, "--bogus"]):
        cli.fail("usage", *words)
        assert cli.run(*words).returncode == 2, words


@case("people get lines, and errors on standard error")
def people(cli):
    done = cli.run("probe", media.make("h264.mp4"))
    assert done.returncode == 0 and "frames: 90" in done.stdout and "{" not in done.stdout, done
    done = cli.run("probe", pathlib.Path("missing.mp4"))
    assert done.returncode == 1 and done.stdout == "" and "missing.mp4" in done.stderr, done
    assert "character create" in cli.run("--help").stdout


tap.run(Cli())
