#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio as each of the gateways, with their own ways to make a character, and all profiles at it."""
import json
import pathlib
import re
import subprocess

import tap
from studio import Studio, colour_clip, fetch_text, ffmpeg, name_colour, new_folder, pixel
from tap import case

PROJECT = pathlib.Path(__file__).parents[2]
folder = pathlib.Path(new_folder())
colours = colour_clip(folder / "colours.mp4", "red", "green", "blue")
silent = colour_clip(folder / "silent.mp4", "yellow", sound=False)
videos = {}


def refusal(answer, status=400, code="invalid_parameter"):
    assert answer.status_code == status, (answer.status_code, answer.text)
    error = answer.json()["error"]
    assert error["code"] == code, error
    return error


def form(**values):
    return {name: (None, value) for name, value in values.items()}


def film(studio, base, prompt, **more):
    """Makes a video of four seconds at a base; returns the last that was told."""
    answer = studio.ask("POST", f"{base}/v1/videos", json={"model": "sora-2", "prompt": prompt,
                                                           "seconds": "4", **more})
    assert answer.status_code == 200, answer.text
    told = studio.follow(answer.json()["id"], f"{base}/v1/videos/")[-1]
    assert told["status"] == "completed", told
    return told


def source(studio, base):
    """The id of a finished video of that base, which shows red, green and blue."""
    if base not in videos:
        videos[base] = film(studio, base, "Somebody", character_url=studio.upload(colours),
                            character_timestamps="2,4")["id"]
    return videos[base]


def shown(url, at=2):
    path = folder / "shown"
    path.write_bytes(fetch_text(url).content)
    return name_colour(pixel(path, 0.5, 0.4, at))


def curl(studio, path, *arguments):
    done = subprocess.run(["curl", "-sS", "-w", "\n%{http_code}", "--location", studio.base + path,
                           "-H", f"Authorization: Bearer {studio.key}", *arguments],
                          capture_output=True, text=True, check=True)
    answer, status = done.stdout.rsplit("\n", 1)
    return int(status), json.loads(answer)


@case("every call of every shipped profile has its counterpart")
def _(studio):
    paths = {"practice": "", "openai-compatible": "/openai"}
    profiles = [json.loads(path.read_text()) for path in (PROJECT / "data" / "profiles").glob("*.json")
                if path.name != "profile.schema.json"]
    assert len(profiles) > 10
    for profile in profiles:
        base = paths.get(profile["id"], "/" + profile["id"])
        for name, call in profile["calls"].items():
            path = base + re.sub(r"\{[a-z.]+\}", "task-unified-1-a", call["path"])
            answer = studio.ask(call["method"], path, params=call.get("query"),
                                **({"json": {}} if call["method"] == "POST" else {}))
            assert "unknown" not in studio.ledger()["requests"], (profile["id"], name, answer.text)
            assert answer.status_code == 200 or name not in ("test", "list-videos"), \
                (profile["id"], name, answer.text)


@case("each seed's own call works where its gateway is, and the comment in it is refused")
def _(studio):
    for base in ("/chainhub", "/yutoai", "/kkiai"):
        task = source(studio, base)
        body = ('{\r\n  // "url": "https://media.example.org/clip.mp4",\r\n    "timestamps": "1,3",\r\n'
                f'    "from_task":"{task}"\r\n}}')
        for data, wanted in ((body, 400), (re.sub(r"//.*\r\n", "", body), 200)):
            status, answer = curl(studio, f"{base}/sora/v1/characters", "-H",
                                  "Content-Type: application/json", "--data-raw", data)
            assert status == wanted, answer
            assert status == 200 or "not valid JSON" in answer["error"]["message"], answer
        assert set(answer) == {"id", "username", "permalink", "profile_picture_url"}, answer
        for link in (answer["permalink"], answer["profile_picture_url"]):
            assert link.startswith(f"{studio.base}{base}/") and fetch_text(link).ok, link
        # One of the seeds gives both at once, and the others say that this is wrong.
        both = """{
    "url": "https://filesystem.site/cdn/20251030/javYrU4etHVFDqg8by7mViTWHlMOZy.mp4",
    "timestamps": "1,3",
    "from_task": "video_637efe22-3b6a-47ad-ab02-ee01a686a0bd"
}""".replace("video_637efe22-3b6a-47ad-ab02-ee01a686a0bd", task)
        status, answer = curl(studio, f"{base}/sora/v1/characters", "--request", "POST", "--header",
                              "Content-Type: application/json", "--data-raw", both)
        assert status == (200 if base == "/yutoai" else 400), answer
        assert "username" in answer if status == 200 else "together" in answer["error"]["message"], answer


@case("the seed's form of a video works where its gateway is")
def _(studio):
    picture = folder / "scene 1.png"
    ffmpeg("-f", "lavfi", "-i", "color=blue:size=720x1280", "-frames:v", "1", str(picture))
    values = {"model": "sora-2", "prompt": "The scene comes to life", "seconds": "10",
              "input_reference": f"@{picture}", "size": "720x1280", "watermark": "true",
              "private": "false", "character_url": studio.upload(colours), "character_timestamps": "1,3"}
    arguments = [part for name, value in values.items() for part in ("--form", f"{name}={value}")]
    status, job = curl(studio, "/chainhub/v1/videos", *arguments)
    assert status == 200 and job["status"] == "queued", job
    assert set(job) >= {"id", "object", "model", "progress", "created_at", "seconds", "size"}, job
    # The seed writes "ture".
    status, answer = curl(studio, "/chainhub/v1/videos", *arguments, "--form", "watermark=ture")
    assert status == 400 and answer["error"]["param"] == "watermark", answer
    studio.ask("DELETE", f"/chainhub/v1/videos/{job['id']}")


@case("bases keep to themselves, and have no more than their gateway")
def _(studio):
    job = source(studio, "/chainhub")
    for base in ("/yutoai", "/gateway-b", "/new-api"):
        refusal(studio.ask("GET", f"{base}/v1/videos/{job}"), 404, "task_not_found")
    refusal(studio.ask("POST", "/yutoai/sora/v1/characters",
                       json={"from_task": job, "timestamps": "1,3"}), 400, "task_not_found")
    for method, path in (("POST", "/chainhub/api/common/upload/stream"), ("GET", "/new-api/v1/videos"),
                         ("DELETE", f"/new-api/v1/videos/{job}"), ("GET", "/gateway-f/v1/videos"),
                         ("POST", "/gateway-c/sora/v1/characters"),
                         ("POST", "/gateway-a/v1/videos/characters")):
        error = refusal(studio.ask(method, path), 404, "")
        assert error["message"] == f"Invalid URL ({method} {path})", error
    for base in ("/chainhub", "/gateway-b", "/gateway-c", "/gateway-f", "/new-api"):
        error = refusal(studio.ask("GET", f"{base}/v1/models", headers={}), 401, "")
        assert "request id" in error["message"] and error["type"] == "new_api_error", error
        assert studio.ask("GET", f"{base}/v1/models").json()["data"][0]["id"] == "sora-2"


@case("B wants a model, and gives a display name; A takes none")
def _(studio):
    body = {"url": studio.upload(colours), "timestamps": "2,4"}
    path = "/gateway-b/sora/v1/characters"
    assert refusal(studio.ask("POST", path, json=body))["param"] == "model"
    assert refusal(studio.ask("POST", path, json={**body, "model": "sora-2"}))["param"] == "model"
    made = studio.ask("POST", path, json={**body, "model": "sora-2-character"}).json()
    assert made["display_name"] and shown(made["profile_picture_url"], 0) == "green", made
    answer = studio.ask("POST", "/gateway-a/sora/v1/characters",
                        json={**body, "model": "sora-2-character"})
    assert refusal(answer)["param"] == "model"
    assert "display_name" not in studio.ask("POST", "/gateway-a/sora/v1/characters", json=body).json()


@case("C makes a character on the video route, and does not find it until it is there")
def _(studio):
    task = source(studio, "/gateway-c")
    values = {"model": "sora-2-character", "character_from_task": task, "character_timestamps": "1,3"}
    answer = studio.ask("POST", "/gateway-c/v1/videos", files=form(**values))
    assert set(answer.json()) == {"id"}, answer.text
    path = f"/gateway-c/v1/videos/{answer.json()['id']}"
    early = studio.ask("GET", path)
    assert early.status_code == 404 and early.json()["error"]["code"] == "task_not_found", early.text
    studio.wait_for(answer.json()["id"])
    made = studio.ask("GET", path).json()
    assert made["status"] == "completed" and shown(made["avatar_url"], 0) == "green", made
    video = film(studio, "/gateway-c", f"@{made['username']} waves")
    assert shown(video["video_url"]) == "green"
    for wrong, param in (({**values, "character_from_task": "x"}, "character_from_task"),
                         ({**values, "character_timestamps": "1,9"}, "character_timestamps"),
                         ({**values, "prompt": "x"}, "prompt"),
                         ({**values, "model": "x-character"}, "model")):
        code = "task_not_found" if wrong["character_from_task"] == "x" else "invalid_parameter"
        answer = studio.ask("POST", "/gateway-c/v1/videos", files=form(**wrong))
        assert refusal(answer, 400, code)["param"] == param, wrong
    refusal(studio.ask("POST", "/gateway-c/v1/videos", json=values), 400, "invalid_request")


@case("C tells when a character cannot be made")
def _(studio):
    values = {"model": "sora-2-character", "character_from_task": source(studio, "/gateway-c"),
              "character_timestamps": "3,6"}
    job = studio.ask("POST", "/gateway-c/v1/videos", files=form(**values)).json()["id"]
    studio.wait_for(job)
    answer = studio.ask("GET", f"/gateway-c/v1/videos/{job}")
    assert answer.json()["status"] == "failed", answer.text
    assert "only 4.0" in answer.json()["error"]["message"], answer.text


@case("D makes an object of its own kind, with everything null until it is there")
def _(studio):
    values = {"model": "sora-2-pro-character", "character_from_task": source(studio, "/gateway-d"),
              "character_timestamps": "1,3"}
    made = studio.ask("POST", "/gateway-d/v1/videos", files=form(**values)).json()
    assert re.fullmatch(r"char_[0-9a-f-]{36}", made["id"]), made
    assert (made["object"], made["status"], made["progress"]) == ("character", "queued", 0), made
    assert made["username"] is made["avatar_url"] is made["video_url"] is None, made
    told = studio.follow(made["id"], "/gateway-d/v1/videos/")
    assert told[-1]["status"] == "completed" and told[-1]["username"], told[-1]
    assert shown(told[-1]["avatar_url"], 0) == "green"


@case("E trains a character with a prompt")
def _(studio):
    body = {"model": "character-training", "character": source(studio, "/gateway-e"),
            "timestamps": "1,3", "prompt": "a character"}
    made = studio.ask("POST", "/gateway-e/v1/videos", json=body).json()
    assert made["object"] == "video" and made["status"] == "queued" and "username" not in made, made
    told = studio.follow(made["id"], "/gateway-e/v1/videos/")[-1]
    assert told["status"] == "completed", told
    assert shown(film(studio, "/gateway-e", f"@{told['username']} waves")["video_url"]) == "green"
    for wrong, param in (({**body, "prompt": ""}, "prompt"), ({**body, "timestamps": "1"}, "timestamps"),
                         ({**body, "more": "x"}, "more")):
        assert refusal(studio.ask("POST", "/gateway-e/v1/videos", json=wrong))["param"] == param
    refusal(studio.ask("POST", "/gateway-e/v1/videos", files=form(**body)), 400, "invalid_request")


@case("F makes both as generations; a video names a character by its task")
def _(studio):
    path = "/gateway-f/v1/videos/generations"

    def run(**body):
        answer = studio.ask("POST", path, json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["object"] == "generation.task", answer.text
        return studio.follow(answer.json()["id"], f"{path}/")[-1]
    made = run(model="sora-2", url=studio.upload(colours), timestamps="2,4")
    assert made["status"] == "completed" and "username" not in made and "result" not in made, made
    video = run(model="sora-2", prompt="It waves", duration=4, aspect_ratio="16:9",
                character_url=made["id"])
    assert video["result"]["type"] == "video", video
    assert shown(video["result"]["data"][0]["url"]) == "green"
    again = run(model="sora-2", from_task=video["id"], timestamps="1,3")
    assert again["status"] == "completed", again
    failed = run(model="sora-2", url=studio.upload(silent), timestamps="0,2")
    assert "no audio track" in failed["error"]["message"], failed
    for body, param in (({"url": "http://a/b", "timestamps": "1,3"}, "model"),
                        ({"model": "sora-2", "timestamps": "1,3"}, "url"),
                        ({"model": "sora-2", "timestamps": "1,9", "url": "http://a/b"}, "timestamps"),
                        ({"model": "sora-2"}, "prompt"),
                        ({"model": "sora-2", "prompt": "x", "character_url": video["id"]}, "character_url"),
                        ({"model": "sora-2", "prompt": "x", "seconds": "4"}, "seconds")):
        assert refusal(studio.ask("POST", path, json=body))["param"] == param, body


@case("G has the form of OpenAI beside A")
def _(studio):
    plain = studio.ask("POST", "/gateway-g/sora/v1/characters", json={
        "url": studio.upload(colours), "timestamps": "0,2"}).json()
    with open(colour_clip(folder / "blue.mp4", "blue"), "rb") as file:
        made = studio.ask("POST", "/gateway-g/v1/videos/characters", data={"name": "Mossy"},
                          files={"video": ("clip.mp4", file, "video/mp4")}).json()
    assert (made["name"], set(made)) == ("Mossy", {"id", "name", "created_at"}), made
    job = film(studio, "/gateway-g", f"@{plain['username']} meets Mossy", characters=[{"id": made["id"]}])
    content = studio.ask("GET", f"/gateway-g/v1/videos/{job['id']}/content").content
    path = folder / "both.mp4"
    path.write_bytes(content)
    assert [name_colour(pixel(path, 0.5, 0.4, at)) for at in (1, 3)] == ["red", "blue"]


@case("new-api keeps its own ids, its own errors and its results in a map")
def _(studio):
    values = {"model": "sora-2", "prompt": "Somebody waves", "seconds": "4",
              "character_url": studio.upload(colours), "character_timestamps": "4,6"}
    job = studio.ask("POST", "/new-api/v1/videos", files=form(**values)).json()
    assert job["id"] == job["task_id"] and re.fullmatch(r"task_[0-9a-f]+", job["id"]), job
    early = studio.ask("GET", f"/new-api/v1/videos/{job['id']}/content")
    assert early.status_code == 400 and early.json()["error"]["type"] == "invalid_request_error"
    told = studio.follow(job["id"], "/new-api/v1/videos/")[-1]
    assert "video_url" not in told and shown(told["metadata"]["url"]) == "blue", told
    remix = studio.ask("POST", f"/new-api/v1/videos/{job['id']}/remix", json={"prompt": "In the rain"})
    assert re.fullmatch(r"task_[0-9a-f]+", remix.json()["id"]), remix.text
    for answer in (studio.ask("POST", "/new-api/v1/videos", files=form(**{**values, "more": "x"})),
                   studio.ask("POST", "/new-api/v1/videos", data="{"),
                   studio.ask("POST", "/new-api/v1/videos", json={"model": "sora-2"})):
        assert answer.status_code == 400, answer.text
        about = answer.json()
        assert (about["code"], about["data"]) == ("invalid_request", None) and about["message"], about
    answer = studio.ask("POST", "/new-api/v1/videos", json={"model": "sora-3", "prompt": "x"})
    assert refusal(answer, 503, "model_not_found")["type"] == "new_api_error"


with Studio(folder / "state") as the_studio:
    tap.run(the_studio)
