#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio as SGLang Diffusion, vLLM-Omni and OpenRouter: the clip travels with the video."""
import base64
import json
import pathlib
import re

import tap
from studio import (Studio, colour_clip, describe, fetch_text, ffmpeg, name_colour, new_folder,
                    pixel)
from tap import case

folder = pathlib.Path(new_folder())
clip = pathlib.Path(colour_clip(folder / "clip.mp4", "green"))
pictures = []
for colour in ("0000ff", "ff0000"):
    pictures.append(folder / f"{colour}.png")
    ffmpeg("-f", "lavfi", "-i", f"color=0x{colour}:size=640x640", "-frames:v", "1", str(pictures[-1]))


def data_url(path, kind):
    return f"data:{kind};base64," + base64.b64encode(path.read_bytes()).decode()


def form(**values):
    return {name: (None, value) for name, value in values.items()}


def follow(studio, base, job):
    return studio.follow(job["id"], f"{base}/v1/videos/")


def save(content, name="video.mp4"):
    (folder / name).write_bytes(content)
    return folder / name


def fields(answer):
    """The parameters that FastAPI complains about."""
    assert answer.status_code == 422, (answer.status_code, answer.text)
    return [item["loc"][-1] for item in answer.json()["detail"]]


@case("servers of one's own let in whoever sends no key, and tell of errors as FastAPI does")
def _(studio):
    for base in ("/sglang", "/vllm-omni"):
        assert studio.ask("GET", f"{base}/v1/videos", headers={}).status_code == 200
        wrong = studio.ask("GET", f"{base}/v1/videos", headers={"Authorization": "Bearer wrong"})
        assert (wrong.status_code, wrong.json()) == (401, {"detail": "Unauthorized"}), wrong.text
        unknown = studio.ask("POST", f"{base}/sora/v1/characters", json={})
        assert (unknown.status_code, unknown.json()) == (404, {"detail": "Not Found"}), unknown.text
        for method, path in (("GET", "x"), ("DELETE", "x"), ("GET", "x/content")):
            answer = studio.ask(method, f"{base}/v1/videos/{path}")
            assert (answer.status_code, answer.json()) == (404, {"detail": "Video not found"})
        assert studio.ask("POST", f"{base}/v1/videos/x/remix", json={"prompt": "x"}).status_code == 404
    assert studio.ask("GET", "/sglang/models").json()["task_type"] == "TI2V"
    assert studio.ask("GET", "/vllm-omni/v1/models").json()["data"][0]["id"]


@case("SGLang takes text as JSON and a picture as a form, and goes to the end at once")
def _(studio):
    videos = "/sglang/v1/videos"
    job = studio.ask("POST", videos, json={"prompt": "A title", "seconds": 2, "size": "320x240"}).json()
    early = studio.ask("GET", f"{videos}/{job['id']}/content")
    assert early.status_code == 404 and "in progress" in early.json()["detail"], early.text
    told = follow(studio, "/sglang", job)
    assert {(state["status"], state["progress"]) for state in told} == \
        {("queued", 0), ("completed", 100)}, told
    assert told[-1]["file_path"].endswith(".mp4") and told[-1]["seconds"] == "2", told[-1]
    streams, duration = describe(save(studio.ask("GET", f"{videos}/{job['id']}/content").content))
    assert (streams["video"]["width"], abs(duration - 2) < 0.05) == (320, True), streams
    with open(pictures[0], "rb") as file:
        shown = studio.ask("POST", videos, data={"prompt": "It moves", "seconds": "1", "size": "480x480"},
                           files={"input_reference": ("p.png", file, "image/png")}).json()
    assert follow(studio, "/sglang", shown)[-1]["status"] == "completed"
    path = save(studio.ask("GET", f"{videos}/{shown['id']}/content").content)
    assert name_colour(pixel(path, 0.5, 0.4, 0.5)) == "blue"
    page = studio.ask("GET", videos).json()
    assert set(page) == {"object", "data"} and len(page["data"]) == 2, page
    gone = studio.ask("DELETE", f"{videos}/{job['id']}").json()
    assert (gone["id"], gone["status"]) == (job["id"], "deleted"), gone
    assert studio.ask("GET", f"{videos}/{job['id']}").status_code == 404


@case("what SGLang refuses is refused")
def _(studio):
    videos = "/sglang/v1/videos"
    answer = studio.ask("POST", videos, files=form(prompt="x"))
    assert answer.status_code == 400 and "input_reference" in answer.json()["detail"], answer.text
    answer = studio.ask("POST", videos, json={"prompt": "x", "input_reference": "/etc/passwd"})
    assert answer.status_code == 400, answer.text
    for body, param in (({}, "prompt"), ({"prompt": "x", "seconds": "4"}, "seconds"),
                        ({"prompt": "x", "size": "big"}, "size"), ({"prompt": "x", "more": 1}, "more"),
                        ({"prompt": "x", "size": "9999x16"}, "size"),
                        ({"prompt": "x", "seconds": 61}, "seconds"),
                        ({"prompt": "x", "reference_url": "x"}, "reference_url"),
                        ({"prompt": "x", "guidance_scale": "1"}, "guidance_scale")):
        assert fields(studio.ask("POST", videos, json=body)) == [param], body
    assert studio.ask("POST", videos, data='{/* a comment */"prompt": "x"}').status_code == 422
    with open(clip, "rb") as file:
        assert fields(studio.ask("POST", videos, data={"prompt": "x"}, files={
            "input_reference": ("clip.mp4", file, "video/mp4")})) == ["input_reference"]


@case("vLLM-Omni takes forms, with the clip as a file, an address or inside the text")
def _(studio):
    videos = "/vllm-omni/v1/videos"
    ways = ({"files": {"input_reference": ("clip.mp4", clip.read_bytes(), "video/mp4")}, "data": {}},
            {"files": form(x=""), "data": {"video_reference": json.dumps({
                "video_url": studio.upload(clip)})}},
            {"files": form(x=""), "data": {"video_reference": json.dumps({
                "video_url": data_url(clip, "video/mp4")})}})
    for way in ways:
        way["files"].pop("x", None)
        values = {"prompt": "Somebody waves", "seconds": "2", "size": "480x480", "seed": "-1",
                  "guidance_scale": "7.5", "extra_params": "{}", **way["data"]}
        job = studio.ask("POST", videos, files={**way["files"], **form(**values)}).json()
        assert re.fullmatch(r"video_gen_[0-9a-f]{32}", job["id"]) and job["status"] == "queued", job
        told = follow(studio, "/vllm-omni", job)[-1]
        assert (told["status"], told["media_type"]) == ("completed", "video/mp4"), told
        path = save(studio.ask("GET", f"{videos}/{job['id']}/content").content)
        assert name_colour(pixel(path, 0.5, 0.4, 1)) == "green"
    page = studio.ask("GET", f"{videos}?limit=2").json()
    assert page["has_more"] is True and page["first_id"] == job["id"], page
    assert studio.ask("DELETE", f"{videos}/{job['id']}").json() == \
        {"id": job["id"], "object": "video.deleted", "deleted": True}


@case("what vLLM-Omni refuses is refused")
def _(studio):
    videos = "/vllm-omni/v1/videos"
    reference = json.dumps({"video_url": "http://127.0.0.1:9/a.mp4"})
    picture = json.dumps({"image_url": "http://127.0.0.1:9/a.png"})
    assert fields(studio.ask("POST", videos, json={"prompt": "x"})) == ["prompt"]
    for values, param in (({}, "prompt"), ({"prompt": "x", "seconds": "0"}, "seconds"),
                          ({"prompt": "x", "seconds": "4s"}, "seconds"),
                          ({"prompt": "x", "num_inference_steps": "201"}, "num_inference_steps"),
                          ({"prompt": "x", "guidance_scale": "20.5"}, "guidance_scale"),
                          ({"prompt": "x", "video_reference": "http://a/b"}, "video_reference"),
                          ({"prompt": "x", "video_reference": picture}, "video_reference"),
                          ({"prompt": "x", "video_reference": "{/* x */" + reference[1:]}, "video_reference"),
                          ({"prompt": "x", "video_reference": reference, "image_reference": picture},
                           "input_reference"),
                          ({"prompt": "x", "more": "x"}, "more")):
        assert fields(studio.ask("POST", videos, files=form(**{"size": "320x240", **values}))) == \
            [param], values
    job = studio.ask("POST", videos, files=form(prompt="x", seconds="1", video_reference=reference)).json()
    failed = follow(studio, "/vllm-omni", job)[-1]
    assert (failed["status"], failed["error"]["code"]) == ("failed", 400), failed
    job = studio.ask("POST", videos, files=form(prompt="x", seconds="9")).json()
    early = studio.ask("GET", f"{videos}/{job['id']}/content")
    assert early.status_code == 400, early.text
    studio.ask("DELETE", f"{videos}/{job['id']}")


def ask(studio, **body):
    return studio.ask("POST", "/openrouter/v1/videos", json={"model": "google/veo-3.1",
                                                             "prompt": "x", **body})


def item(url, **more):
    return {"type": "image_url", "image_url": {"url": url}, **more}


@case("OpenRouter accepts with 202, and shows the pictures that the prompt points at")
def _(studio):
    urls = [data_url(path, "image/png") for path in pictures]
    answer = ask(studio, prompt="The one in image 2, then image 1", duration=4, aspect_ratio="1:1",
                 resolution="480p", input_references=[item(url) for url in urls])
    assert answer.status_code == 202, answer.text
    job = answer.json()
    assert (set(job), job["status"]) == ({"id", "polling_url", "status"}, "pending"), job
    assert job["polling_url"] == f"{studio.base}/openrouter/v1/videos/{job['id']}", job
    early = studio.ask("GET", f"/openrouter/v1/videos/{job['id']}/content?index=0")
    assert early.status_code == 400, early.text
    told = studio.watch(job["id"], "/openrouter/v1/videos/", ("pending", "in_progress"))
    assert {state["status"] for state in told} >= {"in_progress", "completed"}, told[-1]
    link, = told[-1]["urls"]
    unsigned, = told[-1]["unsigned_urls"]
    assert unsigned == job["polling_url"] + "/content?index=0" and told[-1]["usage"]["cost"] > 0
    content = fetch_text(link).content
    assert fetch_text(unsigned).status_code == 401
    assert studio.ask("GET", unsigned.removeprefix(studio.base)).content == content
    path = save(content)
    streams, duration = describe(path)
    assert (streams["video"]["width"], streams["video"]["height"]) == (480, 480), streams
    assert abs(duration - 4) < 0.05, duration
    assert [name_colour(pixel(path, 0.5, 0.4, at)) for at in (1, 3)] == ["red", "blue"]
    assert studio.ask("GET", f"/openrouter/v1/videos/{job['id']}/content?index=1").status_code == 400


@case("OpenRouter's job fails with a text")
def _(studio):
    job = ask(studio, duration=4, input_references=[item("http://127.0.0.1:9/a.png")]).json()
    failed = follow(studio, "/openrouter", job)[-1]
    assert failed["status"] == "failed" and "could not fetch" in failed["error"], failed


@case("OpenRouter tells what its models take to anybody, and the rest to who has the key")
def _(studio):
    models = studio.ask("GET", "/openrouter/v1/videos/models", headers={}).json()["data"]
    assert models[0]["id"] == "google/veo-3.1" and 8 in models[0]["supported_durations"], models
    key = studio.ask("GET", "/openrouter/v1/key").json()["data"]
    assert key["usage"] + key["limit_remaining"] == key["limit"] and key["usage"] > 0, key
    for path in ("/v1/key", "/v1/videos/x"):
        answer = studio.ask("GET", f"/openrouter{path}", headers={})
        assert answer.status_code == 401 and answer.json()["error"]["code"] == 401, answer.text
    for method, path in (("GET", "/v1/videos"), ("DELETE", "/v1/videos/x"), ("GET", "/v1/videos/x")):
        answer = studio.ask(method, f"/openrouter{path}")
        assert answer.status_code == 404 and answer.json()["error"]["code"] == 404, answer.text


@case("what OpenRouter refuses is refused")
def _(studio):
    data = data_url(pictures[0], "image/png")
    for body, word in (({"prompt": ""}, "prompt"), ({"model": "nobody/nothing"}, "not a valid model"),
                       ({"duration": "4"}, "duration"), ({"duration": 7}, "not supported"),
                       ({"seconds": "4"}, "unknown parameter: seconds"), ({"resolution": "4K"}, "480p"),
                       ({"size": "1280x720", "resolution": "720p"}, "combined"),
                       ({"input_references": [data]}, "object"),
                       ({"input_references": [{"type": "image_url", "image_url": data}]}, "image_url.url"),
                       ({"input_references": [item(data_url(clip, "video/mp4"))]}, "picture"),
                       ({"input_references": [item(data)], "prompt": "image 2"}, "image 2"),
                       ({"frame_images": [item(data)]}, "frame_type"),
                       ({"frame_images": [item(data, frame_type="middle")]}, "frame_type")):
        answer = ask(studio, **body)
        assert answer.status_code == 400, (body, answer.text)
        error = answer.json()["error"]
        assert error["code"] == 400 and word in error["message"], (body, error)
    answer = studio.ask("POST", "/openrouter/v1/videos", data='{/* a comment */"prompt": "x"}')
    assert answer.status_code == 400 and "JSON" in answer.json()["error"]["message"], answer.text


with Studio(folder / "state") as the_studio:
    tap.run(the_studio)
