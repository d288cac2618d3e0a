#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio misbehaves as its faults file says, and in no other way."""
import http.client
import json
import os
import pathlib
import socket
import subprocess
import threading
import time

import requests

import tap
from studio import Studio, colour_clip, fetch_text, new_folder
from tap import case

folder = pathlib.Path(new_folder())
colours = colour_clip(folder / "colours.mp4", "red", "green")
count = 0


def faulty(*rules):
    """A studio that follows the rules, each a route and a fault."""
    global count
    count += 1
    path = folder / f"faults-{count}.json"
    path.write_text(json.dumps(rules))
    return Studio(folder / f"state-{count}", "--faults", str(path))


CREATE = "POST /sora/v1/characters"
MODELS = "GET /v1/models"


@case("a status comes without the work being done")
def _():
    with faulty({"route": CREATE, "fault": {"status": 503}}) as studio:
        answer = studio.create(url=studio.upload(colours), timestamps="1,3")
        assert answer.status_code == 503 and "error" in answer.json(), answer.text
        ledger = studio.ledger()
        assert ledger["characters"] == []
        assert ledger["requests"][CREATE]["answers"] == {"503": 1}
        assert ledger["faults"] == [{"route": CREATE, "used": 1}]


@case("a status comes after the work when it says act")
def _():
    with faulty({"route": CREATE, "fault": {"status": 502, "act": True, "body": "<html>Bad",
                                            "content_type": "text/html",
                                            "headers": {"Retry-After": "7"}}}) as studio:
        answer = studio.create(url=studio.upload(colours), timestamps="1,3")
        assert (answer.status_code, answer.text) == (502, "<html>Bad"), answer.text
        assert answer.headers["Content-Type"] == "text/html"
        assert answer.headers["Retry-After"] == "7"
        assert len(studio.ledger()["characters"]) == 1


@case("rules skip, count and follow each other")
def _():
    with faulty({"route": MODELS, "skip": 1, "times": 2, "fault": {"status": 429}},
                {"route": MODELS, "times": 1, "fault": {"status": 500}},
                {"route": "GET /v1/videos", "fault": {"status": 404}}) as studio:
        seen = [studio.ask("GET", "/v1/models").status_code for _ in range(5)]
        assert seen == [500, 429, 429, 200, 200], seen
        assert [studio.ask("GET", "/v1/videos").status_code for _ in range(3)] == [404] * 3
        assert [rule["used"] for rule in studio.ledger()["faults"]] == [2, 1, 3]


@case("a body is replaced, as text or as JSON, and the work is done")
def _():
    with faulty({"route": CREATE, "times": 1, "fault": {"body": "{\"id\": "}},
                {"route": CREATE, "fault": {"body": {"error": "no"}}}) as studio:
        url = studio.upload(colours)
        first = studio.create(url=url, timestamps="1,3")
        assert (first.status_code, first.text) == (200, '{"id": ')
        assert first.headers["Content-Type"] == "application/json"
        assert studio.create(url=url, timestamps="1,3").json() == {"error": "no"}
        assert len(studio.ledger()["characters"]) == 2


@case("members of an answer are changed, such as its status word")
def _():
    with faulty({"route": "GET /v1/videos/{id}", "times": 2,
                 "fault": {"merge": {"status": "NOT_START", "progress": "67%"}}}) as studio:
        job = studio.film("A title", seconds="4").json()["id"]
        for _ in range(2):
            told = studio.ask("GET", f"/v1/videos/{job}").json()
            assert (told["id"], told["status"], told["progress"]) == (job, "NOT_START", "67%"), told
        assert studio.follow(job)[-1]["status"] == "completed"


@case("an answer waits, and the studio answers others meanwhile")
def _():
    with faulty({"route": CREATE, "fault": {"delay_ms": 400}}) as studio:
        begin = time.monotonic()
        answers = []
        thread = threading.Thread(target=lambda: answers.append(studio.create(timestamps="1,3")))
        thread.start()
        while not answers:
            assert studio.ask("GET", "/v1/models").status_code == 200
        thread.join()
        assert time.monotonic() - begin >= 0.4
        assert answers[0].status_code == 400
        assert studio.ledger()["requests"][MODELS]["count"] > 3


@case("an answer is cut off in the middle")
def _():
    with faulty({"route": "GET /files/{kind}/{file}", "fault": {"truncate": 1000}}) as studio:
        url = studio.upload(colours)
        connection = http.client.HTTPConnection(studio.base.removeprefix("http://"))
        connection.request("GET", url.removeprefix(studio.base))
        answer = connection.getresponse()
        assert int(answer.headers["Content-Length"]) == os.path.getsize(colours)
        try:
            answer.read()
            assert False, "it was whole"
        except http.client.IncompleteRead as error:
            assert error.partial == pathlib.Path(colours).read_bytes()[:1000]


@case("the connection is dropped before acting, or after it")
def _():
    with faulty({"route": CREATE, "times": 1, "fault": {"drop": "before"}},
                {"route": CREATE, "times": 1, "fault": {"drop": "after"}}) as studio:
        url = studio.upload(colours)
        for n_made in (0, 1):
            try:
                studio.create(url=url, timestamps="1,3")
                assert False, "there was an answer"
            except requests.ConnectionError:
                pass
            assert len(studio.ledger()["characters"]) == n_made
        assert studio.create(url=url, timestamps="1,3").status_code == 200
        assert studio.ledger()["requests"][CREATE]["answers"] == {"none": 2, "200": 1}


@case("a call is left hanging, done or not")
def _():
    with faulty({"route": CREATE, "times": 1, "fault": {"hang": True}},
                {"route": CREATE, "times": 1, "fault": {"hang": True, "act": True}}) as studio:
        body = json.dumps({"url": studio.upload(colours), "timestamps": "1,2"})
        connections = []
        for n_made in (0, 1):
            connections.append(socket.create_connection(
                ("127.0.0.1", int(studio.base.rsplit(":", 1)[1]))))
            connections[-1].sendall(
                f"POST /sora/v1/characters HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                f"{studio.key}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
            while studio.ledger()["requests"].get(CREATE, {"answers": {}})["answers"] != \
                    {"none": n_made + 1}:
                pass
            assert len(studio.ledger()["characters"]) == n_made
        for connection in connections:
            connection.setblocking(False)
            try:
                assert connection.recv(1) == b"", "an answer came"
                assert False, "the connection was closed"
            except BlockingIOError:
                connection.close()


@case("links die, and a job is not found for a while")
def _():
    with faulty({"route": "GET /files/{kind}/{file}", "skip": 1, "fault": {"status": 404}},
                {"route": "GET /v1/videos/{id}", "times": 2, "fault": {"status": 404}}) as studio:
        made = studio.make(colours, "1,3")
        assert fetch_text(made["profile_picture_url"]).status_code == 404
        job = studio.film("A title", seconds="4").json()["id"]
        assert [studio.ask("GET", f"/v1/videos/{job}").status_code for _ in range(3)] == \
            [404, 404, 200]


# A free call of each base, one that costs, and where the sentence of its errors stands
BASES = {
    "/chainhub": ("/v1/models", "/sora/v1/characters", ("error", "message")),
    "/gateway-c": ("/v1/models", "/v1/videos", ("error", "message")),
    "/gateway-f": ("/v1/models", "/v1/videos/generations", ("error", "message")),
    "/new-api": ("/v1/models", "/v1/videos", ("error", "message")),
    "/evolink": ("/v1/credits", "/v1/videos/generations", ("error", "message")),
    "/openai": ("/v1/models", "/v1/videos", ("error", "message")),
    "/sglang": ("/models", "/v1/videos", ("detail",)),
    "/vllm-omni": ("/v1/models", "/v1/videos", ("detail",)),
    "/openrouter": ("/v1/key", "/v1/videos", ("error", "message")),
}


@case("a rule names the base that it is for, and the refusal is in the words spoken there")
def _():
    rules = [{"route": f"POST {base}{paid}", "times": 1, "fault": {"status": 503}}
             for base, (_, paid, _) in BASES.items()]
    rules += [{"route": f"GET {base}{free}", "times": 1, "fault": {"drop": "before"}}
              for base, (free, _, _) in BASES.items()]
    with faulty(*rules) as studio:
        for base, (free, paid, place) in BASES.items():
            told = studio.ask("POST", base + paid, json={})
            assert told.status_code == 503, (base, told.text)
            sentence = told.json()
            for name in place:
                sentence = sentence[name]
            assert sentence == "the studio was told to fail", (base, sentence)
            assert studio.ask("POST", base + paid, json={}).status_code in (400, 422), base
            try:
                studio.ask("GET", base + free)
                assert False, "there was an answer"
            except requests.ConnectionError:
                pass
            assert studio.ask("GET", base + free).status_code == 200
        ledger = studio.ledger()
        for base, (free, paid, _) in BASES.items():
            counts = ledger["requests"][f"POST {base}{paid}"]
            assert counts["count"] == 2 and counts["answers"]["503"] == 1, (base, counts)
            assert ledger["requests"][f"GET {base}{free}"]["answers"] == {"none": 1, "200": 1}, base
        assert all(rule["used"] == 1 for rule in ledger["faults"]), ledger["faults"]


@case("what was paid for before the connection dropped is there, and not made twice")
def _():
    create = "POST /evolink/v1/videos/generations"
    with faulty({"route": create, "times": 1, "fault": {"drop": "after"}},
                {"route": "GET /evolink/v1/tasks/{task_id}", "times": 2,
                 "fault": {"merge": {"status": "unheard-of"}}},
                {"route": "GET /evolink/files/{kind}/{file}", "times": 1,
                 "fault": {"status": 403}}) as studio:
        body = {"model": "sora-character", "video_url": studio.upload(colours), "timestamps": "0,2"}
        headers = {**studio.headers, "Idempotency-Key": "a-key-of-this-test"}
        try:
            studio.ask("POST", "/evolink/v1/videos/generations", json=body, headers=headers)
            assert False, "there was an answer"
        except requests.ConnectionError:
            pass
        again = studio.ask("POST", "/evolink/v1/videos/generations", json=body, headers=headers)
        assert again.headers["Idempotency-Replayed"] == "true"
        told = studio.watch(again.json()["id"], "/evolink/v1/tasks/",
                            ("pending", "processing", "unheard-of"))
        assert [task["status"] for task in told[:2]] == ["unheard-of"] * 2, told
        ledger = studio.ledger()
        assert len(ledger["videos"]) == 1 and ledger["requests"][create]["count"] == 2, ledger
        link = told[-1]["result_data"]["profile_picture_url"]
        assert [fetch_text(link).status_code for _ in range(2)] == [403, 200]


@case("a faults file that is wrong is refused, naming the place")
def _():
    for text, word in (("[", "Parse"), ("{}", "$: must be a list"), ("[1]", "$[0]"),
                       ('[{"fault": {}}]', "$[0].route"), ('[{"route": "GET /v1/models"}]',
                                                           "$[0].fault"),
                       ('[{"route": "GET /v1/models", "fault": {"state": 1}}]', "$[0].fault.state"),
                       ('[{"route": "GET /v1/models", "fault": {"status": 99}}]',
                        "$[0].fault.status"),
                       ('[{"route": "GET /v1/models", "fault": {"drop": "x"}}]', "$[0].fault.drop"),
                       ('[{"route": "GET /v1/models", "fault": {"delay_ms": -1}}]',
                        "$[0].fault.delay_ms"),
                       ('[{"route": "GET /v1/models", "times": 0, "fault": {}}]', "$[0].times"),
                       ('[{"route": "GET /v1/models", "more": 0, "fault": {}}]', "$[0].more"),
                       ('[{"route": "GET /v9/models", "fault": {}}]', "GET /v9/models"),
                       ('[{"route": "GET /new-api/v1/videos", "fault": {}}]', "/new-api/v1/videos")):
        path = folder / "wrong.json"
        path.write_text(text)
        done = subprocess.run([os.environ["TROUPE_STUDIO"], "--state", str(folder / "wrong"),
                               "--faults", str(path)], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)
        assert done.returncode == 2 and word in done.stderr, (text, done)


tap.run()
