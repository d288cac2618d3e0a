# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries with something to see in them."""
import json
import os
import pathlib
import sqlite3
import subprocess

BUILD = os.environ["TEST_BUILD_DIR"]
SAMPLE = pathlib.Path(os.environ["TROUPE_DATADIR"], "Pip.webm")
FOOTAGE = pathlib.Path(os.environ.get("TEST_FOOTAGE_DIR", "/usr/share/troupe-footage"))
CREATE = "POST /sora/v1/characters"

NAMES = ("Ada", "Bruno", "Captain Nemo", "Dorothea", "Emil", "Fräulein Rottenmeier-Schwarzenberg", "Grace", "Hugo",
         "Ida", "Jonas", "Kasimir", "Lotte", "Momo", "Nils", "Otto", "Paul", "Quirin", "Rosa", "Sam", "Tilda",
         "Ute", "Viktor", "Wanda", "小明", "Yara", "Zoe")
# Seconds of the sample at which Pip looks different
MOMENTS = (4.6, 1.2, 9.4, 6.8, 2.9, 10.8)


def save_frame(video, at, filters, path):
    """Whether there is a frame at that time."""
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-ss", str(at), "-i", str(video), "-frames:v", "1",
                    "-vf", filters, str(path)], check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path.exists()


def make_pictures(folder):
    """One picture a name: what real videos there are, else Pip in the colours of the wheel."""
    folder.mkdir(parents=True)
    videos = sorted(FOOTAGE.glob("*"))
    for i in range(len(NAMES)):
        path = folder / f"{i}.jpg"
        if i % 3 == 2 and videos and save_frame(videos[i * 7 % len(videos)], 0.5, "scale=-2:360", path):
            continue
        save_frame(SAMPLE, MOMENTS[i % len(MOMENTS)], f"hue=h={i * 47 % 360},crop=540:540:{120 if i % 6 in (1, 4) else 210}:0",
                   path)


def seed(folder, names):
    """Makes the library of those characters, oldest first, with pictures that exist."""
    subprocess.run([f"{BUILD}/tests/gui/seed-library", str(folder), *names], check=True)


def write_studio(path, *rules):
    """A Practice Studio in which these go wrong, each a route and a fault."""
    faults = path.with_suffix(".json")
    faults.write_text(json.dumps([{"route": route, "fault": fault} for route, fault in rules]))
    path.write_text(f"#!/bin/sh\nexec '{os.environ['TROUPE_STUDIO']}' --faults '{faults}' \"$@\"\n")
    path.chmod(0o755)
    return path


def create_badly(folder, alias, fault):
    """A character whose request went wrong: by the studio's fault, as the journal keeps it."""
    studio = write_studio(folder.parent / f"studio-{alias}", (CREATE, fault))
    subprocess.run(["troupe-cli", "character", "create", str(SAMPLE), "--range", "4.6,7.1", "--alias", alias],
                   env=dict(os.environ, XDG_DATA_HOME=str(folder.parent), TROUPE_STUDIO=str(studio)),
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def make_full(folder):
    """Many characters, two of which failed."""
    make_pictures(folder / "media/pictures")
    seed(folder, [f"{name}=pictures/{i}.jpg" for i, name in reversed(list(enumerate(NAMES)))])
    create_badly(folder, "Refused", {"status": 400, "body": {"error": {
        "message": "The clip shows a person of public life.", "code": "content_refused"}}})
    create_badly(folder, "Lost", {"drop": "after"})


def make_videos(folder):
    """Videos of two shapes, one that was refused, and whom they cast."""
    for words in (["character", "create", str(SAMPLE), "--range", "4.6,7.1", "--alias", "Pip"],
                  ["video", "create", "--seconds", "4", "--prompt", "A paper boat in the rain"],
                  ["video", "create", "--seconds", "4", "--size", "1x1", "--prompt", "Refused"],
                  ["video", "create", "--seconds", "4", "--size", "1280x720",
                   "--prompt", "@Pip waves from a red rocket, stars behind, long shot and a slow camera"]):
        subprocess.run(["troupe-cli", *words, "--provider", "practice"],
                       env=dict(os.environ, XDG_DATA_HOME=str(folder.parent)), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)


def make_scenes(folder):
    """One scene with all that a provider takes, one with whom it does not know, and a prompt of which much is gone."""
    make_full(folder)
    pictures, clips = folder / "media/pictures", folder / "media/clips"
    clips.mkdir(exist_ok=True)
    save_frame(SAMPLE, 4.6, "null", pictures / "reference-1.png")
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-ss", "4", "-t", "2", "-i", str(SAMPLE), "-preset", "ultrafast",
                    str(clips / "scene-1.mp4")], check=True)
    part = {"format": 1, "provider": "chainhub", "model": "sora-2", "seconds": "10", "size": "720x1280", "count": 3}
    full = part | {"title": "Every Part", "reference": "pictures/reference-1.png", "crop": [0.3, 0.5], "host": "web",
                   "clip-file": "clips/scene-1.mp4", "clip-range": "0,2",
                   "prompt": {"format": 1, "parts": ["The scene comes to life, with waves and a kite above the dunes."]}}
    gone = part | {"provider": "yutoai", "host": "bucket", "reference": "pictures/reference-gone.png",
                   "clip-file": "clips/scene-gone.mp4", "prompt": {"format": 1, "parts": ["Long ago"]}}
    with sqlite3.connect(folder / "library.db") as database:
        cast = [{"character": character, "name": alias} for character, alias in
                database.execute("SELECT id, alias FROM characters WHERE alias IN ('Ada', 'Bruno') ORDER BY alias")]
        crowd = part | {"title": "Crowd", "provider": "evolink", "prompt": {"format": 1, "parts": [
            cast[0], " and ", cast[1], " meet @nobody at {noon|night}, and dance."]}}
        database.executemany("INSERT INTO scenes (id, story, created_us, changed_us) VALUES (?, ?, 1, 1)",
                             [("full", json.dumps(full)), ("crowd", json.dumps(crowd))])
        database.execute("INSERT INTO prompts (provider_id, prompt, scene, words, n_sent, sent_us)"
                         " VALUES ('yutoai', 'Long ago', ?, 'long ago', 1, 1)", [json.dumps(gone)])


def make_newer(folder):
    seed(folder, ["Ada"])
    with sqlite3.connect(folder / "library.db") as database:
        database.execute("PRAGMA user_version = 99")


def make_damaged(folder):
    folder.mkdir(parents=True)
    (folder / "library.db").write_bytes(b"This is no database.\n" * 100)
