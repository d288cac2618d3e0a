#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio's OpenAI form, and the library "openai" that does not know it from the real one."""
import base64
import json
import os
import pathlib
import re
import shutil
import subprocess

import media
import tap
from studio import (Studio, colour_clip, describe, fetch_text, ffmpeg, name_colour, new_folder,
                    pixel)
from tap import Skip, case

folder = pathlib.Path(new_folder())
BASE = "/openai"
VIDEOS = f"{BASE}/v1/videos"
clip = colour_clip(folder / "clip.mp4", "green", seconds=3)
picture = folder / "picture.png"
ffmpeg("-f", "lavfi", "-i", "color=0x0000ff:size=720x1280", "-frames:v", "1", str(picture))
KEYS = {"id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at",
        "prompt", "size", "seconds", "remixed_from_video_id", "error"}


def refusal(answer, status=400, code="invalid_value"):
    assert answer.status_code == status, (answer.status_code, answer.text)
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}, error
    assert (error["type"], error["code"]) == ("invalid_request_error", code), error
    return error


def make(studio, name="Mossy", path=clip, media_type="video/mp4"):
    with open(path, "rb") as file:
        return studio.ask("POST", f"{VIDEOS}/characters", data={"name": name},
                          files={"video": ("clip.mp4", file, media_type)})


def order(studio, **body):
    answer = studio.ask("POST", VIDEOS, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def follow(studio, job):
    return studio.follow(job["id"], f"{VIDEOS}/")


def save(studio, job, name, variant=""):
    answer = studio.ask("GET", f"{VIDEOS}/{job['id']}/content{variant}")
    assert answer.status_code == 200, answer.text
    (folder / name).write_bytes(answer.content)
    return folder / name, answer.headers["Content-Type"]


@case("the library creates a character, creates, follows, lists, downloads and deletes a video")
def _(studio):
    if not shutil.which("node") or \
            subprocess.run(["node", "-e", "require('openai')"], capture_output=True).returncode != 0:
        raise Skip("node and its package openai are not installed")
    video = folder / "library.mp4"
    script = pathlib.Path(__file__).with_name("openai_client.js")
    done = subprocess.run(["node", str(script), f"{studio.base}{BASE}/v1", studio.key, clip,
                           str(picture), str(video)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert {"sora-2", "sora-2-pro"} <= set(seen["models"]), seen["models"]
    assert seen["character"] == seen["character_again"], seen
    assert (seen["character"]["name"], set(seen["character"])) == ("Mossy", {"id", "name", "created_at"})
    told = seen["told"]
    assert all(set(job) == KEYS for job in told), told[0]
    assert [told[0]["status"], told[-1]["status"]] == ["queued", "completed"], told
    assert (told[-1]["seconds"], told[-1]["size"]) == ("4", "1280x720"), told[-1]
    assert told[-1]["expires_at"] == told[-1]["completed_at"] + 3600, told[-1]
    assert (seen["other"]["status"], seen["other"]["model"]) == ("completed", "sora-2"), seen["other"]
    assert seen["listed"] == [told[0]["id"], seen["other"]["id"]], seen["listed"]
    assert (seen["type"], seen["still_type"]) == ("video/mp4", "image/webp")
    streams, duration = describe(video)
    assert (streams["video"]["width"], abs(duration - 4) < 0.05) == (1280, True), duration
    assert name_colour(pixel(video, 0.5, 0.4, 2)) == "green"
    assert seen["remix"]["remixed_from_video_id"] == told[0]["id"], seen["remix"]
    assert seen["deleted"] == {"id": told[0]["id"], "object": "video.deleted", "deleted": True}
    assert (seen["busy"]["name"], seen["busy"]["status"]) == ("BadRequestError", 400), seen["busy"]
    assert (seen["gone"]["name"], seen["gone"]["status"]) == ("NotFoundError", 404), seen["gone"]
    assert seen["wrong"] == {"name": "BadRequestError", "status": 400, "code": "invalid_value",
                             "param": "seconds"}, seen["wrong"]
    assert (seen["stranger"]["name"], seen["stranger"]["code"]) == \
        ("AuthenticationError", "invalid_api_key"), seen["stranger"]


@case("a bad key, an unknown address and an unknown model are refused in its own words")
def _(studio):
    for method, path in (("GET", "/v1/models"), ("POST", "/v1/videos"), ("POST", "/v1/videos/characters")):
        refusal(studio.ask(method, BASE + path, headers={}), 401, "invalid_api_key")
    error = refusal(studio.ask("POST", f"{BASE}/sora/v1/characters", json={}), 404, None)
    assert error["message"] == f"Invalid URL (POST {BASE}/sora/v1/characters)", error
    refusal(studio.ask("POST", VIDEOS, json={"prompt": "x", "model": "sora-3"}), 404, "model_not_found")
    for method, path in (("GET", "x"), ("DELETE", "x"), ("GET", "x/content"), ("GET", "characters/x")):
        refusal(studio.ask(method, f"{VIDEOS}/{path}"), 404, None)
    models = studio.ask("GET", f"{BASE}/v1/models").json()["data"]
    assert all(re.fullmatch(r"2026-09-24", model["shutdown_date"]) for model in models), models


REFUSED = (
    ({}, "prompt", "required"),
    ({"prompt": ""}, "prompt", "required"),
    ({"prompt": "x" * 32001}, "prompt", "at most 32000"),
    ({"prompt": "x", "seconds": 4}, "seconds", "text"),
    ({"prompt": "x", "seconds": "5"}, "seconds", "4, 8, 12"),
    ({"prompt": "x", "size": "640x480"}, "size", "720x1280"),
    ({"prompt": "x", "size": "1792x1024"}, "size", "sora-2-pro"),
    ({"prompt": "x", "watermark": True}, "watermark", "unknown"),
    ({"prompt": "x", "character_url": "http://a/b"}, "character_url", "unknown"),
    ({"prompt": "x", "input_reference": "http://a/b"}, "input_reference", "object"),
    ({"prompt": "x", "input_reference": {}}, "input_reference", "exactly one"),
    ({"prompt": "x", "input_reference": {"file_id": "file_1"}}, "input_reference", "exactly one"),
    ({"prompt": "x", "input_reference": {"image_url": "http://a/b", "file_id": "x"}},
     "input_reference", "exactly one"),
    ({"prompt": "x", "input_reference": {"image_url": "data:video/mp4;base64,AAAA"}},
     "input_reference", "picture"),
    ({"prompt": "x", "input_reference": {"image_url": "ftp://a/b"}}, "input_reference", "http"),
    ({"prompt": "x", "characters": []}, "characters", "at least 1"),
    ({"prompt": "x", "characters": ["char_1"]}, "characters", "object"),
    ({"prompt": "x", "characters": [{"id": "char_1"}]}, "characters", "id of a character"),
)


@case("what the documents refuse is refused with a precise sentence")
def _(studio):
    for body, param, word in REFUSED:
        error = refusal(studio.ask("POST", VIDEOS, json=body))
        assert error["param"] == param and word in error["message"], (body, error)
    answer = studio.ask("POST", VIDEOS, data='{/* a comment */"prompt": "x"}')
    assert "JSON" in refusal(answer, 400, None)["message"]
    answer = studio.ask("POST", VIDEOS, files={"prompt": (None, "x"),
                                               "input_reference": ("a.txt", b"x", "text/plain")})
    assert refusal(answer)["param"] == "input_reference"
    for query in ("limit=101", "limit=x", "order=up"):
        refusal(studio.ask("GET", f"{VIDEOS}?{query}"))


@case("a character is two to four seconds of MP4 with a name")
def _(studio):
    for answer, param, word in (
            (make(studio, path=media.make("short.mp4")), "video", "at least 2"),
            (make(studio, path=media.make("long.mp4")), "video", "at most 4"),
            (make(studio, path=media.make("text.mp4")), "video", "MP4"),
            (make(studio, path=media.make("truncated.mp4")), "video", "damaged"),
            (make(studio, media_type="video/webm"), "video", "video/mp4"),
            (make(studio, name=""), "name", "required"), (make(studio, name="x" * 81), "name", "at most 80"),
            (studio.ask("POST", f"{VIDEOS}/characters", json={"name": "x"}), "video", "required")):
        error = refusal(answer)
        assert error["param"] == param and word in error["message"], error
    assert not os.listdir(folder / "state" / "tmp")
    made = make(studio)
    assert made.status_code == 200 and re.fullmatch(r"char_[0-9a-f]{32}", made.json()["id"]), made.text


@case("a character appears when its id is sent and its name stands in the prompt, not otherwise")
def _(studio):
    made = [make(studio, name).json()["id"] for name in ("Mossy", "Bark")]
    usernames = {c["id"]: c["username"] for c in studio.ledger()["characters"]}
    for prompt, ids, cast in (("Mossy and Bark", made, made), ("Mossy alone", made, made[:1]),
                              ("Nobody", made, []), ("Mossy", [], [])):
        body = {"prompt": prompt, **({"characters": [{"id": i} for i in ids]} if ids else {})}
        order(studio, **body)
        assert studio.ledger()["videos"][-1]["cast"] == [usernames[i] for i in cast], prompt
    refusal(studio.ask("POST", VIDEOS, json={
        "prompt": "x", "characters": [{"id": i} for i in (*made, made[0])]}))


@case("a picture to start from comes as a file, as an address and inside the JSON")
def _(studio):
    data = base64.b64encode(picture.read_bytes()).decode()
    link = studio.upload(picture, "picture.png", "image/png")
    jobs = [studio.ask("POST", VIDEOS, files={
        "prompt": (None, "It moves"), "input_reference": ("p.png", picture.read_bytes(), "image/png")}).json()]
    jobs += [order(studio, prompt="It moves", input_reference={"image_url": url})
             for url in (link, f"data:image/png;base64,{data}")]
    for number, job in enumerate(jobs):
        assert follow(studio, job)[-1]["status"] == "completed"
        path, _ = save(studio, job, f"picture-{number}.mp4")
        assert name_colour(pixel(path, 0.5, 0.3, 1)) == "blue", number
    failed = follow(studio, order(studio, prompt="x", input_reference={
        "image_url": "http://127.0.0.1:9/x.png"}))[-1]
    assert failed["status"] == "failed" and "could not fetch" in failed["error"]["message"], failed


@case("a video has a thumbnail and a sheet of stills")
def _(studio):
    made = make(studio).json()["id"]
    job = follow(studio, order(studio, prompt="Mossy waves", characters=[{"id": made}]))[-1]
    path, kind = save(studio, job, "thumbnail.webp", "?variant=thumbnail")
    streams, _ = describe(path)
    assert (kind, streams["video"]["codec_name"]) == ("image/webp", "webp"), streams
    assert (streams["video"]["width"], streams["video"]["height"]) == (720, 1280), streams
    path, kind = save(studio, job, "sheet.jpeg", "?variant=spritesheet")
    streams, _ = describe(path)
    assert (kind, streams["video"]["width"], streams["video"]["height"]) == ("image/jpeg", 800, 320)
    ffmpeg("-i", str(path), str(folder / "sheet.png"))
    shown = {pixel(folder / "sheet.png", x, y) for x in (0.1, 0.9) for y in (0.2, 0.7)}
    assert {name_colour(colour) for colour in shown} == {"green"}, shown
    whole = studio.ask("GET", f"{VIDEOS}/{job['id']}/content?variant=video")
    assert whole.headers["Content-Type"] == "video/mp4"
    refusal(studio.ask("GET", f"{VIDEOS}/{job['id']}/content?variant=gif"))


with Studio(folder / "state") as the_studio:
    tap.run(the_studio)
