#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio's videos: real files of the asked length and size that show the cast in order."""
import json
import os
import pathlib
import subprocess

import media
import tap
from studio import (Studio, colour_clip, describe, fetch_text, ffmpeg, name_colour, new_folder,
                    pixel)
from tap import case

RATE = "TROUPE_ANIMATIC_FRAME_RATE"
os.environ[RATE] = "5"    # enough where single pictures are looked at
folder = pathlib.Path(new_folder())
state = folder / "state"
colours = colour_clip(folder / "colours.mp4", "red", "green", "blue", size="360x640")
silent = colour_clip(folder / "silent.mp4", "yellow", size="640x360", sound=False)


def refusal(answer, status=400):
    assert answer.status_code == status, (answer.status_code, answer.text)
    return answer.json()["error"]


def save(studio, job, name="video.mp4"):
    """Fetches the video of a completed job with its key; returns the path."""
    assert job["status"] == "completed", job
    answer = studio.ask("GET", f"/v1/videos/{job['id']}/content")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "video/mp4", answer
    path = folder / name
    path.write_bytes(answer.content)
    return path


def loudness(path, start, seconds):
    """The greatest sample of a part, 0 to 32768."""
    data = ffmpeg("-ss", str(start), "-t", str(seconds), "-i", str(path), "-f", "s16le", "-ac", "1",
                  "-")
    samples = memoryview(data).cast("h")
    return max(abs(sample) for sample in samples)


REFUSED = (
    ({}, "model", "invalid_parameter", "required"),
    ({"model": "sora-2"}, "prompt", "invalid_parameter", "required"),
    ({"model": "sora-2", "prompt": ""}, "prompt", "invalid_parameter", "required"),
    ({"model": "sora-2", "prompt": "x", "seconds": 10}, "seconds", "invalid_parameter", "text"),
    ({"model": "sora-2", "prompt": "x", "seconds": "7"}, "seconds", "invalid_parameter", "4, 5, 8"),
    ({"model": "sora-2", "prompt": "x", "seconds": "25"}, "seconds", "invalid_model_for_duration",
     "sora-2-pro"),
    ({"model": "sora-2", "prompt": "x", "size": "640x480"}, "size", "invalid_parameter", "720x1280"),
    ({"model": "sora-2", "prompt": "x", "size": "1792x1024"}, "size", "invalid_model_for_size",
     "sora-2-pro"),
    ({"model": "sora-2", "prompt": "x", "watermark": "true"}, "watermark", "invalid_parameter",
     "true or false"),
    ({"model": "sora-2", "prompt": "x", "style": "y"}, "style", "invalid_parameter", "unknown"),
    ({"model": "sora-2", "prompt": "@nobody.atall dances"}, "prompt", "cameo_not_found",
     "@nobody.atall"),
    ({"model": "sora-2", "prompt": "x", "input_reference": "y"}, "input_reference",
     "invalid_parameter", "http"),
    ({"model": "sora-2", "prompt": "x", "character_url": "http://a/b"}, "character_timestamps",
     "invalid_parameter", "character_timestamps"),
    ({"model": "sora-2", "prompt": "x", "character_timestamps": "1,3"}, "character_url",
     "invalid_parameter", "exactly one"),
    ({"model": "sora-2", "prompt": "x", "character_url": "http://a/b",
      "character_from_task": "video_1", "character_timestamps": "1,3"}, "character_url",
     "invalid_parameter", "exactly one"),
    ({"model": "sora-2", "prompt": "x", "character_url": "http://a/b",
      "character_timestamps": "1,9"}, "character_timestamps", "invalid_parameter",
     "at most 3 seconds"),
    ({"model": "sora-2", "prompt": "x", "character_from_task": "video_1",
      "character_timestamps": "1,3"}, "character_from_task", "task_not_found", "no task"),
)


@case("what the contract refuses is refused with a precise sentence")
def _(studio):
    for body, param, code, word in REFUSED:
        error = refusal(studio.ask("POST", "/v1/videos", json=body))
        assert (error["param"], error["code"]) == (param, code), (body, error)
        assert word in error["message"], (body, error)
    for form, param in (({"model": "sora-2", "prompt": "x", "watermark": "yes"}, "watermark"),
                        ({"model": "sora-2", "prompt": "x", "more": "x"}, "more"),
                        ({"model": "sora-2", "prompt": "x", "seconds": "x"}, "seconds")):
        error = refusal(studio.ask("POST", "/v1/videos", data=form, files={"private": (None, "true")}))
        assert error["param"] == param, error
    assert studio.ask("GET", "/v1/videos").json()["data"] == []


@case("a model nobody supplies is refused as gateways do")
def _(studio):
    error = refusal(studio.ask("POST", "/v1/videos", json={"model": "muse", "prompt": "x"}), 503)
    assert (error["type"], error["code"]) == ("new_api_error", "model_not_found"), error
    assert error["message"] == "No available channel for model muse under group default"


@case("an unknown task is not found, by whatever way")
def _(studio):
    for method, path in (("GET", "x"), ("DELETE", "x"), ("GET", "x/content"), ("GET", "..%2Fsecret"),
                         ("GET", "sora-2%3Atask_1")):
        error = refusal(studio.ask(method, f"/v1/videos/{path}"), 404)
        assert (error["message"], error["code"]) == ("Task not found", "task_not_found"), error
    assert studio.ask("POST", "/v1/videos/x/remix", json={"prompt": "x"}).status_code == 404


@case("a job is told about from its beginning to its end, and its progress only grows")
def _(studio):
    job = studio.film("By default").json()
    assert (job["seconds"], job["size"]) == ("10", "720x1280"), job
    studio.ask("DELETE", f"/v1/videos/{job['id']}")
    job = studio.film("A title", seconds="8").json()
    assert set(job) >= {"id", "object", "model", "status", "progress", "created_at", "seconds",
                        "size"}, job
    assert (job["object"], job["model"], job["seconds"], job["size"], job["progress"]) == \
        ("video", "sora-2", "8", "720x1280", 0), job
    assert job["status"] in ("queued", "in_progress")
    early = refusal(studio.ask("GET", f"/v1/videos/{job['id']}/content"))
    assert early["message"].startswith("Task is not completed yet, current status: "), early
    assert early["type"] == "invalid_request_error"
    task = refusal(studio.create(from_task=job["id"], timestamps="1,3"))
    assert (task["param"], task["code"]) == ("from_task", "invalid_parameter"), task
    assert "not completed" in task["message"]
    told = studio.watch(job["id"])
    progress = [state["progress"] for state in told]
    assert progress == sorted(progress) and progress[-1] == 100, set(progress)
    assert len(set(progress)) > 3, set(progress)
    words = [state["status"] for state in told]
    assert words == sorted(words, key=["queued", "in_progress", "completed"].index), words
    assert told[-1]["completed_at"] >= told[-1]["created_at"]


@case("a video has the asked length and size, decodes, and starts fast")
def _(studio):
    whole = {name: value for name, value in os.environ.items() if name != RATE}
    with Studio(folder / "whole", env=whole) as at_full_rate:
        for studio, rate, more, width, height, seconds in (
                (at_full_rate, 30, {"seconds": "4"}, 720, 1280, 4),
                (studio, 5, {"seconds": "5", "size": "1280x720"}, 1280, 720, 5),
                (studio, 5, {"model": "sora-2-pro", "seconds": "4", "size": "1792x1024"}, 1792, 1024, 4)):
            path = save(studio, studio.shoot("A fox & a <b>dancer</b>", **more))
            streams, duration = describe(path)
            assert abs(duration - seconds) < 0.05, duration
            video = streams["video"]
            assert (video["codec_name"], video["width"], video["height"]) == ("h264", width, height)
            assert int(video["nb_frames"]) == seconds * rate, video["nb_frames"]
            assert streams["audio"]["codec_name"] == "aac"
            ffmpeg("-xerror", "-i", str(path), "-f", "null", "-")
            data = path.read_bytes()
            assert data.index(b"moov") < data.index(b"mdat")


@case("the cast appears in order of mention, each for its share, in a loop")
def _(studio):
    made = {colour: studio.make(colours, timestamps)["username"] for colour, timestamps in
            (("red", "0,2"), ("green", "2.5,3.5"), ("blue", "4,6"))}
    prompt = f"@{made['blue']} meets @{made['red']}. Then @{made['blue']} and @{made['green']}."
    path = save(studio, studio.shoot(prompt, seconds="12"))
    seen = [name_colour(pixel(path, 0.5, 0.4, at)) for at in (0.2, 2, 3.8, 4.2, 6, 7.8, 8.2, 10,
                                                              11.8)]
    assert seen == ["blue"] * 3 + ["red"] * 3 + ["green"] * 3, seen
    for start in (0.5, 4.5, 8.5, 11.2):
        assert loudness(path, start, 0.5) > 1000, start


@case("a name ends where the known name ends")
def _(studio):
    name = studio.make(colours, "0,2")["username"]
    for prompt, cast in ((f"@{name}.Then", [name]), (f"({name})", []), (f"x@{name}", []),
                         (f"@{name}, @{name}!", [name]), ("@someone waves at me.", [])):
        job = studio.film(prompt, seconds="4")
        assert job.status_code == 200, (prompt, job.text)
        assert studio.ledger()["videos"][-1]["cast"] == cast, prompt
        studio.ask("DELETE", f"/v1/videos/{job.json()['id']}")
    for prompt in (f"@{name}x waves", f"@{name}跳舞", f"@{name.split('.')[0]}.nobody waves"):
        assert refusal(studio.film(prompt))["code"] == "cameo_not_found", prompt


@case("a clip of another shape stands before a blur of itself, and silence is kept")
def _(studio):
    made = studio.make(silent, "0,2")
    path = save(studio, studio.shoot(f"@{made['username']} waves", seconds="4"))
    assert name_colour(pixel(path, 0.5, 0.4, 1)) == "yellow"
    backdrop = pixel(path, 0.5, 0.1, 1)
    assert 60 < backdrop[0] < 200 and backdrop[2] < 60, backdrop
    assert loudness(path, 0, 4) < 10


@case("the prompt stands at the bottom, the mark only when it is wanted")
def _(studio):
    name = studio.make(colours, "0,2")["username"]

    def shades(path, crop):
        data = ffmpeg("-ss", "1", "-i", str(path), "-frames:v", "1", "-vf",
                      f"crop={crop},format=gray", "-f", "rawvideo", "-")
        return max(data) - min(data)
    # The label of a long name ends at 0.7 of the width and its margin.
    caption, mark = "iw:ih/5:0:ih*4/5", "iw/5:ih/20:iw*4/5:ih/50"
    plain = save(studio, studio.shoot(f"@{name} waves", seconds="4"))
    marked = save(studio, studio.shoot(f"@{name} waves", seconds="4", watermark=True), "marked.mp4")
    assert shades(plain, caption) > 150 and shades(plain, mark) < 40, shades(plain, mark)
    assert shades(marked, caption) > 150 and shades(marked, mark) > 100, shades(marked, mark)


@case("a picture to start from is slowly zoomed, in a form as in an address")
def _(studio):
    picture = folder / "picture.png"
    ffmpeg("-f", "lavfi", "-i", "color=0xff0000:size=720x1280,drawbox=x=300:y=500:w=120:h=120:"
           "color=0x0000ff:t=fill", "-frames:v", "1", str(picture))
    form = {"model": (None, "sora-2"), "prompt": (None, "It moves"), "seconds": (None, "4"),
            "input_reference": ("picture.png", picture.read_bytes(), "image/png")}
    job = studio.ask("POST", "/v1/videos", files=form).json()
    first = save(studio, studio.follow(job["id"])[-1])
    link = studio.upload(picture, "picture.png", "image/png")
    second = save(studio, studio.shoot("It moves", seconds="4", input_reference=link), "second.mp4")
    for path in (first, second):
        assert name_colour(pixel(path, 0.5, 0.437, 1)) == "blue"
        assert name_colour(pixel(path, 0.05, 0.05, 1)) == "red"
        # The edge of the square moves outwards.
        assert name_colour(pixel(path, 0.41, 0.437, 0)) == "red", pixel(path, 0.41, 0.437, 0)
        assert name_colour(pixel(path, 0.41, 0.437, 3.8)) == "blue", pixel(path, 0.41, 0.437, 3.8)


@case("what is no picture makes the job fail with a sentence")
def _(studio):
    form = {"model": (None, "sora-2"), "prompt": (None, "x"),
            "input_reference": ("a.png", b"nothing", "image/png")}
    job = studio.ask("POST", "/v1/videos", files=form).json()
    failed = studio.follow(job["id"])[-1]
    assert failed["status"] == "failed", failed
    assert "not a picture" in failed["error"]["message"], failed
    assert "not completed" in refusal(studio.ask("GET", f"/v1/videos/{job['id']}/content"))["message"]
    failed = studio.shoot("x", seconds="4", input_reference="http://127.0.0.1:9/x.png")
    assert "could not fetch" in failed["error"]["message"], failed


@case("a clip that comes with the request becomes a character of its own")
def _(studio):
    before = len(studio.ledger()["characters"])
    job = studio.shoot("Somebody waves", seconds="4", character_url=studio.upload(colours),
                       character_timestamps="2,4")
    assert name_colour(pixel(save(studio, job), 0.5, 0.4, 2)) == "green"
    assert len(studio.ledger()["characters"]) == before + 1
    again = studio.shoot("Again", seconds="4", character_from_task=job["id"],
                         character_timestamps="1,3")
    assert name_colour(pixel(save(studio, again), 0.5, 0.4, 2)) == "green"
    failed = studio.shoot("x", seconds="4", character_url=studio.upload(media.make("text.mp4")),
                          character_timestamps="1,3")
    assert failed["status"] == "failed" and "not a video" in failed["error"]["message"], failed


@case("a finished video is a source of characters and a file")
def _(studio):
    name = studio.make(colours, "0,2")["username"]
    job = studio.shoot(f"@{name} waves", seconds="4")
    made = studio.create(from_task=job["id"], timestamps="1,3")
    assert made.status_code == 200, made.text
    picture = folder / "from-task.png"
    picture.write_bytes(fetch_text(made.json()["profile_picture_url"]).content)
    assert name_colour(pixel(picture)) == "red"
    error = refusal(studio.create(from_task=job["id"], timestamps="3,6"))
    assert error["param"] == "timestamps" and "only 4.0" in error["message"], error

    # It also comes by its address without a key, and in parts by either way.
    data = save(studio, job).read_bytes()
    assert "%2F" in job["video_url"] and fetch_text(job["video_url"]).content == data
    for url, headers in ((job["video_url"], {}),
                         (f"{studio.base}/v1/videos/{job['id']}/content", studio.headers)):
        part = fetch_text(url, headers={**headers, "Range": "bytes=10-99"})
        assert (part.status_code, part.content) == (206, data[10:100])


@case("a remix keeps the cast, unless it names another; a private video has none")
def _(studio):
    red = studio.make(colours, "0,2")["username"]
    blue = studio.make(colours, "4,6")["username"]
    job = studio.shoot(f"@{red} waves", seconds="4")
    for prompt, colour in (("The same in the rain", "red"), (f"Now @{blue} waves", "blue")):
        answer = studio.ask("POST", f"/v1/videos/{job['id']}/remix", json={"prompt": prompt}).json()
        assert answer["remixed_from_video_id"] == job["id"], answer
        remix = studio.follow(answer["id"])[-1]
        assert (remix["prompt"], remix["seconds"]) == (prompt, "4"), remix
        assert name_colour(pixel(save(studio, remix), 0.5, 0.4, 2)) == colour
    private = studio.film("A title", private=True).json()["id"]
    path = f"/v1/videos/{private}/remix"
    assert "private" in refusal(studio.ask("POST", path, json={"prompt": "x"}))["message"]
    studio.ask("DELETE", f"/v1/videos/{private}")
    path = f"/v1/videos/{job['id']}/remix"
    for body in ({}, {"prompt": ""}, {"prompt": "x", "seconds": "4"}, {"prompt": 1}):
        refusal(studio.ask("POST", path, json=body))
    refusal(studio.ask("POST", path, files={"prompt": (None, "x")}))


@case("jobs are listed in pages and deleted for good, even at work")
def _(studio):
    with Studio(folder / "listing") as other:
        ids = [other.film(f"Number {n}", seconds="4").json()["id"] for n in range(4)]
        page = other.ask("GET", "/v1/videos?limit=3").json()
        assert [job["id"] for job in page["data"]] == ids[:0:-1], page
        assert (page["object"], page["has_more"], page["first_id"], page["last_id"]) == \
            ("list", True, ids[3], ids[1])
        page = other.ask("GET", f"/v1/videos?limit=3&after={ids[1]}").json()
        assert [job["id"] for job in page["data"]] == [ids[0]] and page["has_more"] is False
        page = other.ask("GET", "/v1/videos?order=asc").json()
        assert [job["id"] for job in page["data"]] == ids, page
        for job in ids:
            answer = other.ask("DELETE", f"/v1/videos/{job}").json()
            assert answer == {"id": job, "object": "video.deleted", "deleted": True}, answer
            refusal(other.ask("GET", f"/v1/videos/{job}"), 404)
        assert other.ask("GET", "/v1/videos").json() == \
            {"object": "list", "has_more": False, "data": [], "first_id": None, "last_id": None}
    assert not os.listdir(folder / "listing" / "videos")
    assert not os.listdir(folder / "listing" / "tmp")


@case("a restart takes up what was not finished, and makes nothing twice")
def _(studio):
    with Studio(folder / "lasting", "--faults", str(pace)) as first:
        done = first.shoot("A title", seconds="4")
        content = fetch_text(done["video_url"]).content
        busy = [first.film("At work", seconds="8").json()["id"],
                first.film("Waiting", seconds="4", character_url=first.upload(colours),
                           character_timestamps="2,4").json()["id"]]
        while len(first.ledger()["characters"]) == 0:
            pass
    with Studio(folder / "lasting", "--faults", str(pace)) as second:
        assert fetch_text(done["video_url"].replace(first.base, second.base)).content == content
        for job in busy:
            assert second.follow(job)[-1]["status"] == "completed"
        assert len(second.ledger()["characters"]) == 1
        assert [job["id"] for job in second.ledger()["videos"]] == [done["id"], *busy]


@case("two studios on one folder tell of each other's jobs, and one goes on for the other")
def _(studio):
    gone = Studio(folder / "shared", "--faults", str(pace))
    with Studio(folder / "shared", "--faults", str(pace)) as other:
        ended = other.film("A title", seconds="4").json()["id"]
        assert gone.ask("GET", f"/v1/videos/{ended}").json()["status"] == "queued"
        assert other.follow(ended)[-1]["status"] == "completed"
        assert gone.ask("GET", f"/v1/videos/{ended}").json()["status"] == "completed"
        left = gone.film("Left behind", seconds="8").json()["id"]
        assert other.ask("GET", f"/v1/videos/{left}").json()["status"] == "queued"
        gone.process.kill()
        gone.process.wait()
        assert other.follow(left)[-1]["status"] == "completed"


@case("the seed's own call works")
def _(studio):
    picture = folder / "scene 1.png"
    ffmpeg("-f", "lavfi", "-i", "color=blue:size=720x1280", "-frames:v", "1", str(picture))
    form = {"model": "sora-2", "prompt": "The scene comes to life", "seconds": "10",
            "input_reference": f"@{picture}", "size": "720x1280", "watermark": "true",
            "private": "false", "character_url": studio.upload(colours),
            "character_timestamps": "1,3"}
    arguments = [part for name, value in form.items() for part in ("--form", f"{name}={value}")]
    done = subprocess.run(["curl", "-sS", "--location", f"{studio.base}/v1/videos", "-H",
                           f"Authorization: Bearer {studio.key}", *arguments],
                          capture_output=True, text=True, check=True)
    job = json.loads(done.stdout)
    told = studio.follow(job["id"])[-1]
    assert told["status"] == "completed" and told["seconds"] == "10", told


# Whoever asks how a job stands waits a moment for the answer, or asking takes more than rendering.
pace = folder / "pace.json"
pace.write_text('[{"route": "GET /v1/videos/{id}", "fault": {"delay_ms": 100}}]')
with Studio(state, "--faults", str(pace)) as the_studio:
    tap.run(the_studio)
