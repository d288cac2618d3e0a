# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way, from a video nobody here made to a character, at the real Practice Studio."""
import json
import os
import pathlib
import subprocess

import media
import tap
from cli import Cli
from tap import Skip, case

FOOTAGE = pathlib.Path(os.environ["TEST_FOOTAGE_DIR"])

# H.264, VP9, Theora, two kinds of MPEG-4 and Cinepak in MP4, WebM, OGV and AVI
VIDEOS = ["balle-jbart.mp4", "robot.mp4", "kpy_uno.mp4", "lasercut.mp4", "joystick.webm", "stepper.webm",
          "Effet_force_magnetique.ogv", "Force_constante.avi", "retroMars2018.avi", "vtest.avi", "tree.avi"]


def ffprobe(path, entries):
    done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
                           entries, "-of", "json", path], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def make_character(cli, path):
    duration = cli.ok("probe", path)["clip"]["duration"]
    length = 2.0 if duration >= 2 else 1.0
    start = round(max(0, (duration - length) / 2), 2)
    character = cli.ok("character", "create", path, "--range", f"{start:g},{round(start + length, 2):g}")["character"]
    assert character["state"] == "ready", character
    assert character["username"], character
    assert pathlib.Path(character["picture"]).stat().st_size > 0, character
    cut = ffprobe(character["clip"], "stream=codec_name,nb_read_frames:format=duration")
    assert cut["streams"][0]["codec_name"] == "h264", cut
    assert abs(float(cut["format"]["duration"]) - length) < 0.1, (length, cut)


def footage_case(name):
    @case(f"{name} becomes a character")
    def whole_way(cli):
        if not FOOTAGE.is_dir():
            raise Skip("no footage on this machine")
        make_character(cli, FOOTAGE / name)


for video in VIDEOS:
    footage_case(video)


@case("a variable frame rate is no hindrance")
def variable_rate(cli):
    make_character(cli, media.make("variable-rate.mp4"))


@case("a video without sound is no hindrance")
def without_sound(cli):
    make_character(cli, media.make("no-sound.mp4"))


@case("a video of 0.6 s is refused with the reason")
def too_short(cli):
    message = cli.fail("clip.too-short", "character", "create", media.make("short.mp4"), "--range", "0,0.6")
    assert "1 s" in message or "0.6" in message, message


tap.run(Cli())
