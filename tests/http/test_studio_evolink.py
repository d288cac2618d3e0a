#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio's EvoLink form: one call for every creation, one task object, a store of files."""
import base64
import http.client
import json
import os
import pathlib
import re
import subprocess
import urllib.parse

import media
import tap
from studio import (Studio, colour_clip, describe, fetch_text, ffmpeg, name_colour, new_folder,
                    pixel)
from tap import case

folder = pathlib.Path(new_folder())
BASE = "/evolink"
GENERATE = f"{BASE}/v1/videos/generations"
colours = colour_clip(folder / "colours.mp4", "red", "green", "blue")
wide = [colour_clip(folder / f"{colour}.mp4", colour, seconds=3, size="960x720")
        for colour in ("red", "blue")]
SEED = '{\r\n  "model": "sora-character",\r\n  "video_url": "%s",\r\n  "timestamps": "1,3"\r\n}'


def upload(studio, path, media_type="video/mp4"):
    """Gives a file to the store; returns its address."""
    with open(path, "rb") as file:
        answer = studio.ask("POST", f"{BASE}/api/v1/files/upload/stream",
                            files={"file": (os.path.basename(path), file, media_type)})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["file_url"]


def order(studio, key=None, **body):
    headers = {**studio.headers, **({"Idempotency-Key": key} if key else {})}
    answer = studio.ask("POST", GENERATE, json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def follow(studio, task):
    return studio.follow(task["id"], f"{BASE}/v1/tasks/")


def refusal(answer, status=400, code="invalid_request", kind="invalid_request_error"):
    assert answer.status_code == status, (answer.status_code, answer.text)
    error = answer.json()["error"]
    assert (error["code"], error["type"]) == (code, kind), error
    return error


def save(url, name):
    path = folder / name
    path.write_bytes(fetch_text(url).content)
    return path


@case("a bad key, an unknown address and an unknown model are refused in its own words")
def _(studio):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        for method, path in (("GET", "/v1/credits"), ("POST", "/v1/videos/generations"),
                             ("GET", "/v1/tasks/task-unified-1-a")):
            error = refusal(studio.ask(method, BASE + path, headers=headers), 401, "unauthorized",
                            "authentication_error")
            assert error["message"] == "Invalid or expired token", error
        answer = studio.ask("GET", f"{BASE}/api/v1/files/list", headers=headers)
        assert answer.status_code == 401 and answer.json()["success"] is False, answer.text
    error = refusal(studio.ask("POST", f"{BASE}/sora/v1/characters", json={}), 404, "not_found")
    assert f"(POST {BASE}/sora/v1/characters)" in error["message"], error
    error = refusal(studio.ask("POST", GENERATE, json={"model": "sora-3"}), 403,
                    "model_access_denied")
    assert error["message"] == "Token does not have access to model: sora-3", error


A = "http://127.0.0.1:9/a.mp4"
CHARACTER = {"model": "sora-character", "video_url": A}
PREVIEW = {"model": "sora-2-preview", "prompt": "x"}
SEEDANCE = {"model": "seedance-2.0-reference-to-video", "prompt": "x"}
REFUSED = (
    # body, param, word of the sentence
    ({}, "model", "required"),
    ({"model": 1}, "model", "required"),
    ({"model": "sora-character"}, "video_url", "required"),
    ({**CHARACTER, "url": A}, "url", "unknown"),
    ({**CHARACTER, "from_task": "x"}, "from_task", "unknown"),
    ({**CHARACTER, "video_url": "/etc/passwd"}, "video_url", "http"),
    ({**CHARACTER, "timestamps": "1,3.01"}, "timestamps", "at most 2 seconds"),
    ({**CHARACTER, "timestamps": "3,1"}, "timestamps", "end after"),
    ({**CHARACTER, "timestamps": "1, 3"}, "timestamps", "start,end"),
    ({**CHARACTER, "timestamps": 1}, "timestamps", "text"),
    ({"model": "sora-2-preview"}, "prompt", "required"),
    ({**PREVIEW, "prompt": "x" * 5001}, "prompt", "at most 5000 characters"),
    ({**PREVIEW, "prompt": "@chr_nobody42# waves"}, "prompt", "@chr_nobody42#"),
    ({**PREVIEW, "duration": "8"}, "duration", "whole number"),
    ({**PREVIEW, "duration": 10}, "duration", "4, 8, 12"),
    ({**PREVIEW, "aspect_ratio": "1:1"}, "aspect_ratio", "16:9, 9:16"),
    ({**PREVIEW, "image_urls": []}, "image_urls", "at least 1"),
    ({**PREVIEW, "image_urls": [A, A]}, "image_urls", "at most 1"),
    ({**PREVIEW, "image_urls": ["x"]}, "image_urls", "http"),
    ({**PREVIEW, "remove_watermark": True}, "remove_watermark", "unknown"),
    ({"model": "sora-2", "prompt": "x" * 1001}, "prompt", "at most 1000"),
    ({"model": "sora-2", "prompt": "x", "duration": 25}, "duration", "10, 15"),
    ({"model": "sora-2", "prompt": "x", "remove_watermark": "true"}, "remove_watermark",
     "true or false"),
    ({"model": "sora-2-pro-remix", "prompt": "x"}, "base_video_task_id", "required"),
    ({"model": "sora-2-pro-remix", "prompt": "x", "base_video_task_id": "task-unified-1-a"},
     "base_video_task_id", "no task"),
    (SEEDANCE, "video_urls", "required"),
    ({**SEEDANCE, "video_urls": [A] * 4}, "video_urls", "at most 3"),
    ({**SEEDANCE, "video_urls": [A], "duration": 16}, "duration", "at most 15"),
    ({**SEEDANCE, "video_urls": [A], "quality": "4K"}, "quality", "480p"),
    ({**SEEDANCE, "video_urls": [A], "prompt": "as in Video 2"}, "prompt", "video 2"),
)


@case("what the documents refuse is refused with a precise sentence")
def _(studio):
    for body, param, word in REFUSED:
        error = refusal(studio.ask("POST", GENERATE, json=body))
        assert error["param"] == param and word in error["message"], (body, error)
    error = refusal(studio.ask("POST", GENERATE, files={"model": (None, "sora-character")}))
    assert "application/json" in error["message"], error
    assert studio.ask("GET", f"{BASE}/v1/tasks").json()["total"] == 0


@case("the seed's own call works as curl sends it, and a comment in it is refused")
def _(studio):
    def curl(body):
        done = subprocess.run(
            ["curl", "-sS", "-w", "\n%{http_code}", studio.base + GENERATE, "-H",
             f"Authorization: Bearer {studio.key}", "-H", "Content-Type: application/json",
             "--data-raw", body], capture_output=True, text=True, check=True)
        answer, status = done.stdout.rsplit("\n", 1)
        return int(status), json.loads(answer)
    body = SEED % upload(studio, colours)
    status, answer = curl(body.replace('"timestamps"', '// "timestamps": "0,2",\r\n  "timestamps"'))
    assert status == 400 and "JSON" in answer["error"]["message"], answer
    status, task = curl(body)
    assert status == 200, task
    assert re.fullmatch(r"task-unified-[0-9]{10}-[a-z0-9]{8}", task["id"]), task
    assert (task["object"], task["model"], task["type"], task["status"], task["progress"]) == \
        ("video.generation.task", "sora-character", "video", "pending", 0), task
    assert task["task_info"]["can_cancel"] is True, task
    assert task["usage"] == {"billing_rule": "per_call", "credits_reserved": 0.1,
                             "user_group": "default"}, task
    assert "result_data" not in task and "results" not in task, task


@case("a character becomes a name that ends in #, and a picture out of the range, for a day")
def _(studio):
    address = upload(studio, colours)
    for more, colour, seconds in (({"timestamps": "4,6"}, "blue", 2), ({"timestamps": "2.5,3"}, "green", 0.5),
                                  ({}, "red", 2)):
        told = follow(studio, order(studio, **{**CHARACTER, "video_url": address}, **more))
        words = [task["status"] for task in told]
        assert words == sorted(words, key=["pending", "processing", "completed"].index), words
        result = told[-1]["result_data"]
        assert re.fullmatch(r"chr_[a-z0-9]{8}#", result["character_name"]), result
        link = result["profile_picture_url"]
        assert link.startswith(f"{studio.base}{BASE}/files/"), link
        start, end = (urllib.parse.unquote(part)
                      for part in re.search(r"st=([^&]*)&se=([^&]*)", link).groups())
        assert start[:8] <= end[:8] and start[10:] == end[10:] and start != end, (start, end)
        assert name_colour(pixel(save(link, "picture.png"))) == colour, more
        assert studio.ledger()["characters"][-1]["length_ns"] == seconds * 10**9, more


@case("a clip that is shorter than the default is taken as it is")
def _(studio):
    address = upload(studio, media.make("short.mp4"))
    assert follow(studio, order(studio, **{**CHARACTER, "video_url": address}))[-1]["status"] == \
        "completed"


@case("what cannot be used makes the task fail, costs nothing and says why")
def _(studio):
    def used():
        data = studio.ask("GET", f"{BASE}/v1/credits").json()["data"]
        assert data["token"]["remaining_credits"] + data["token"]["used_credits"] == 1000, data
        assert data["token"]["unlimited_credits"] is False
        return data["user"]["used_credits"]
    before = used()
    for body, word in (({**CHARACTER, "timestamps": "0,2"}, "could not fetch"),
                       ({**CHARACTER, "video_url": upload(studio, media.make("text.mp4"))},
                        "not a video"),
                       ({**CHARACTER, "video_url": upload(studio, media.make("short.mp4")),
                         "timestamps": "0,2"}, "only 0.6")):
        task = follow(studio, order(studio, **body))[-1]
        assert task["status"] == "failed" and task["error"]["code"] == "invalid_parameters", task
        assert word in task["error"]["message"], task
    assert used() == before


@case("a video shows the character that its prompt names, in the asked shape and length")
def _(studio):
    name = follow(studio, order(studio, **{**CHARACTER, "video_url": upload(studio, colours),
                                           "timestamps": "2,4"}))[-1]["result_data"]["character_name"]
    task = order(studio, model="sora-2-preview", prompt=f"@{name} waters the plants",
                 aspect_ratio="16:9", duration=4)
    assert task["task_info"]["video_duration"] == 4, task
    told = follow(studio, task)
    progress = [task["progress"] for task in told]
    assert progress == sorted(progress) and progress[-1] == 100, progress
    link, = told[-1]["results"]
    path = save(link, "video.mp4")
    streams, duration = describe(path)
    assert (streams["video"]["width"], streams["video"]["height"]) == (1280, 720)
    assert abs(duration - 4) < 0.05, duration
    assert name_colour(pixel(path, 0.5, 0.4, 2)) == "green"


@case("clips travel with the request, and the prompt points at their places")
def _(studio):
    addresses = [upload(studio, path) for path in wide]
    task = order(studio, **{**SEEDANCE, "prompt": "The one in video 2 waves", "duration": 4,
                            "aspect_ratio": "1:1", "quality": "480p", "video_urls": addresses})
    link, = follow(studio, task)[-1]["results"]
    path = save(link, "reference.mp4")
    streams, _ = describe(path)
    assert (streams["video"]["width"], streams["video"]["height"]) == (480, 480), streams
    assert [name_colour(pixel(path, 0.5, 0.4, at)) for at in (0.2, 2, 3.8)] == ["blue"] * 3


@case("a clip that the model does not take makes the task fail")
def _(studio):
    long = [colour_clip(folder / f"long{n}.mp4", "red", seconds=8, size="960x720") for n in (1, 2)]
    slow = folder / "slow.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=red:size=960x720:rate=10:duration=3", "-c:v", "libx264",
           "-pix_fmt", "yuv420p", str(slow))
    short = colour_clip(folder / "one.mp4", "red", seconds=1, size="960x720")
    for paths, word in (([colours], "pixels"), ([str(slow)], "frames a second"),
                        ([short], "at least 2"), (long, "together")):
        task = order(studio, **{**SEEDANCE, "video_urls": [upload(studio, path) for path in paths]})
        task = follow(studio, task)[-1]
        assert task["status"] == "failed" and word in task["error"]["message"], (paths, task)


@case("the same key brings the first task back, and belongs to one request only")
def _(studio):
    body = {**CHARACTER, "video_url": upload(studio, colours)}
    key = "troupe.test-0123456789"
    first = order(studio, key, **body)
    done = follow(studio, first)[-1]
    headers = {**studio.headers, "Idempotency-Key": key}
    again = studio.ask("POST", GENERATE, json=body, headers=headers)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json()["id"] == first["id"] and again.json()["status"] == done["status"]
    refusal(studio.ask("POST", GENERATE, json={**body, "timestamps": "0,1"}, headers=headers), 409,
            "idempotency_conflict")
    assert "Idempotency-Replayed" not in studio.ask("POST", GENERATE, json=body).headers
    for bad in ("short", "x" * 97, "with a space in it"):
        refusal(studio.ask("POST", GENERATE, json=body,
                           headers={**studio.headers, "Idempotency-Key": bad}))
    made = [job for job in studio.ledger()["videos"]
            if job["request"].get("idempotency_key") == key]
    assert len(made) == 1, made


@case("the same key at the same moment makes one task, and nobody is told of another")
def _(studio):
    body = {**CHARACTER, "video_url": upload(studio, colours)}
    headers = {**studio.headers, "Idempotency-Key": "all-at-the-same-moment"}
    connections = [http.client.HTTPConnection(studio.base.removeprefix("http://")) for _ in range(20)]
    for connection in connections:
        connection.connect()
    for connection in connections:
        connection.request("POST", GENERATE, json.dumps(body), headers)
    answers = [(answer.status, json.loads(answer.read()))
               for answer in (connection.getresponse() for connection in connections)]
    for connection in connections:
        connection.close()
    for status, answer in answers:
        assert status == 200 or (status, answer["error"]["code"]) == (409, "paid_outcome_unknown"), answer
    assert len({answer["id"] for status, answer in answers if status == 200}) == 1, answers
    made = [job for job in studio.ledger()["videos"]
            if job["request"].get("idempotency_key") == headers["Idempotency-Key"]]
    assert len(made) == 1, made


@case("tasks are read one by one, in batches and as a list without links")
def _(studio):
    refusal(studio.ask("GET", f"{BASE}/v1/tasks/video_1"), 400, "invalid_task_id")
    refusal(studio.ask("GET", f"{BASE}/v1/tasks/task-unified-1-a"), 404, "resource_not_found")
    page = studio.ask("GET", f"{BASE}/v1/tasks?page_size=2&status=completed").json()
    assert (len(page["data"]), page["page"], page["page_size"]) == (2, 1, 2), page
    assert page["total"] > 2 and "http" not in json.dumps(page), page
    next_page = studio.ask("GET", f"{BASE}/v1/tasks?page_size=2&status=completed&page=2").json()
    ids = [task["id"] for task in page["data"] + next_page["data"]]
    assert len(set(ids)) == len(ids) > 2, ids
    times = [task["created_at"] for task in page["data"] + next_page["data"]]
    assert times == sorted(times, reverse=True), times
    listed = studio.ask("GET", f"{BASE}/v1/tasks?model=sora-2-preview").json()["data"]
    assert {task["model"] for task in listed} == {"sora-2-preview"}, listed
    assert studio.ask("GET", f"{BASE}/v1/tasks?type=image").json()["total"] == 0
    for query in ("page=0", "page_size=101", "status=done", "type=text"):
        refusal(studio.ask("GET", f"{BASE}/v1/tasks?{query}"))
    batch = studio.ask("POST", f"{BASE}/v1/tasks/batch",
                       json={"task_ids": [ids[0], "task-unified-1-a", ids[1]]}).json()["data"]
    assert [task["id"] for task in batch] == ids[:2], batch
    for body in ({}, {"task_ids": []}, {"task_ids": [ids[0]] * 51}, {"task_ids": [ids[0]], "more": 1}):
        refusal(studio.ask("POST", f"{BASE}/v1/tasks/batch", json=body))
    models = [model["id"] for model in studio.ask("GET", f"{BASE}/v1/models").json()["data"]]
    assert "sora-character" in models and len(set(models)) == len(models), models


@case("its tasks and files are not seen at other bases, nor theirs here")
def _(studio):
    task = order(studio, **CHARACTER)["id"]
    other = studio.film("A title", seconds="4").json()["id"]
    assert studio.ask("GET", f"/v1/videos/{task}").status_code == 404
    assert studio.ask("GET", f"/evolink-seedance/v1/tasks/{task}").status_code == 404
    assert [job["id"] for job in studio.ask("GET", "/v1/videos").json()["data"]] == [other]
    assert studio.ask("GET", "/evolink-seedance/v1/tasks").json()["total"] == 0
    assert studio.ask("GET", "/evolink-seedance/api/v1/files/list").json()["data"]["total"] == 0
    studio.ask("DELETE", f"/v1/videos/{other}")


@case("files come as a form, as text and by their address; they are listed and deleted")
def _(studio):
    files = f"{BASE}/api/v1/files"
    used = studio.ask("GET", f"{files}/quota").json()["data"]
    assert used["used_files"] + used["remain_files"] == used["max_files"] == 100, used
    content = pathlib.Path(colours).read_bytes()
    text = base64.b64encode(content).decode()
    answers = [
        studio.ask("POST", f"{files}/upload/stream", data={"uploadPath": "a/b", "fileName": "x.mp4"},
                   files={"file": ("clip.mp4", content, "video/mp4")}),
        studio.ask("POST", f"{files}/upload/base64", json={
            "base64_data": f"data:video/mp4;base64,{text}", "file_name": "x.mp4",
            "upload_path": "a/b"}),
        studio.ask("POST", f"{files}/upload/base64", json={"base64_data": text}),
        studio.ask("POST", f"{files}/upload/url", json={"file_url": studio.upload(colours)}),
    ]
    ids = []
    for answer in answers:
        about = answer.json()
        assert (about["success"], about["code"], about["msg"]) == (True, 200, "ok"), about
        about = about["data"]
        assert (about["mime_type"], about["file_size"]) == ("video/mp4", len(content)), about
        assert about["file_url"].startswith(f"{studio.base}{BASE}/files/uploads/"), about
        assert fetch_text(about["file_url"]).content == content
        assert fetch_text(about["download_url"]).content == content
        assert about["upload_time"][:10] < about["expires_at"][:10], about
        ids.append(about["file_id"])
    assert answers[0].json()["data"]["file_name"] == "x.mp4"
    assert answers[0].json()["data"]["upload_path"] == "a/b"
    listed = studio.ask("GET", f"{files}/list?pageSize=100").json()["data"]
    assert set(ids) <= {file["file_id"] for file in listed["files"]}, listed
    assert listed["total"] == used["used_files"] + 4
    for file in ids:
        assert studio.ask("DELETE", f"{files}/{file}").json()["success"] is True
        answer = studio.ask("DELETE", f"{files}/{file}")
        assert answer.status_code == 404 and answer.json()["success"] is False, answer.text
    assert studio.ask("GET", f"{files}/quota").json()["data"]["used_files"] == used["used_files"]


@case("a file that is none, or of a wrong kind, is refused in the words of the store")
def _(studio):
    files = f"{BASE}/api/v1/files/upload"
    for answer, word in (
            (studio.ask("POST", f"{files}/stream", files={"file": ("a.txt", b"x", "text/plain")}),
             "text/plain"),
            (studio.ask("POST", f"{files}/stream", files={"other": ("a.mp4", b"x", "video/mp4")}),
             "other"),
            (studio.ask("POST", f"{files}/stream", data={"upload_path": "../x"},
                        files={"file": ("a.mp4", b"x", "video/mp4")}), "upload_path"),
            (studio.ask("POST", f"{files}/stream", json={}), "file"),
            (studio.ask("POST", f"{files}/base64", json={"base64_data": "not base64!"}), "base64"),
            (studio.ask("POST", f"{files}/base64", json={"base64_data": "aGVsbG8gd29ybGQ="}),
             "file type"),
            (studio.ask("POST", f"{files}/url", json={"file_url": A}), "could not fetch"),
            (studio.ask("POST", f"{files}/url", json={"file_url": "ftp://a/b"}), "http")):
        about = answer.json()
        assert (answer.status_code, about["success"], about["code"], about["data"]) == \
            (400, False, 400, None), about
        assert word in about["msg"], about


with Studio(folder / "state") as the_studio:
    tap.run(the_studio)
