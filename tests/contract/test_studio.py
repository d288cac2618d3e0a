# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio where it speaks the gateway dialect: every answer of it, against openapi/gateway.yaml."""
import json
import tempfile

import contracts
import media
import requests
import tap
from checking import CheckingProxy
from cli import Cli
from studio import Studio
from tap import case

CREATE = "/sora/v1/characters"
UPLOAD = "/api/common/upload/stream"


class Stage:
    def __init__(self, studio, proxy):
        self.studio, self.proxy = studio, proxy
        self.clip = media.make("h264.mp4")
        self.seen = set()

    def ask(self, method, path, headers=None, **more):
        """The status, the document and what the contract has against the request; its answer must be clean."""
        headers = self.studio.headers if headers is None else headers
        done = requests.request(method, self.proxy.base + path, headers=headers, **more)
        record, = self.proxy.take()
        assert not record.answer_faults, (method, path, more, done.text, record.answer_faults)
        self.seen.add((method, record.path, done.status_code))
        is_json = done.headers["Content-Type"].startswith("application/json")
        return done.status_code, done.json() if is_json else done.content, record.faults

    def upload(self):
        with open(self.clip, "rb") as file:
            status, document, faults = self.ask("POST", UPLOAD, files={"file": ("clip.mp4", file, "video/mp4")})
        assert status == 200 and not faults, (document, faults)
        return document["data"]["file_url"]

    def film(self, **more):
        status, job, faults = self.ask("POST", "/v1/videos", json={"model": "sora-2", "prompt": "A fox", **more})
        assert status == 200 and not faults, (job, faults)
        return job

    def follow(self, job):
        for _ in range(2):
            status, job, faults = self.ask("GET", f"/v1/videos/{job['id']}")
            assert status == 200 and not faults, (job, faults)
            self.studio.wait_for(job["id"])
        assert job["status"] == "completed", job
        return job


@case("troupe-cli makes a character there by calls that both sides' contract allows")
def whole_way(stage):
    cli = Cli()
    program = cli.home / "studio"
    ready = json.dumps({"base": stage.proxy.base, "key": stage.studio.key})
    program.write_text(f"#!/bin/sh\necho '{ready}'\ncat\n")
    program.chmod(0o700)
    character = cli.ok("character", "create", stage.clip, "--range", "0.5,2.25", TROUPE_STUDIO=str(program))
    records = stage.proxy.take()
    assert [record.path for record in records] == [UPLOAD, CREATE], records
    for record in records:
        assert (record.faults, record.answer_faults) == ([], []), vars(record)
    assert character["character"]["identities"][0]["provider"] == "practice", character


@case("characters from an address and from a task")
def characters(stage):
    status, document, faults = stage.ask("POST", CREATE, json={"url": stage.upload(), "timestamps": "1,3"})
    assert status == 200 and not faults, (document, faults)
    task = stage.follow(stage.film(seconds="4"))["id"]
    status, document, faults = stage.ask("POST", CREATE, json={"from_task": task, "timestamps": "0,1.5"})
    assert status == 200 and not faults, (document, faults)


URL = "https://media.example.org/clip.mp4"
BROKEN = [
    {"url": URL}, {"timestamps": "1,3"}, {"url": URL, "from_task": "video_1", "timestamps": "1,3"},
    {"url": URL, "timestamps": "1,1.99"}, {"url": URL, "timestamps": "1,3.01,"}, {"url": URL, "timestamps": "1, 3"},
    {"url": URL, "timestamps": "1,4.01"}, {"url": URL, "timestamps": 13}, {"url": "file:///etc/passwd", "timestamps": "1,3"},
    {"url": URL, "timestamps": "1.234,3"}, {"url": URL, "timestamps": "01,3"}, {"url": URL, "timestamps": "3,1"},
    {"url": URL, "timestamps": "1,3", "model": "sora-2-character"}, {"from_task": "a b", "timestamps": "1,3"}, [],
]


@case("what the contract forbids is refused")
def broken(stage):
    for body in BROKEN:
        status, _document, faults = stage.ask("POST", CREATE, json=body)
        assert faults, f"the contract allows {body}"
        assert status == 400, (body, status)
    status, _document, faults = stage.ask("POST", CREATE, headers={}, json={"url": URL, "timestamps": "1,3"})
    assert status == 401 and faults, (status, faults)


@case("what the contract allows and cannot be done is refused in its words")
def refused(stage):
    text = {"file": ("clip.mp4", b"This is not a video.\n", "video/mp4")}
    status, document, _faults = stage.ask("POST", UPLOAD, files=text)
    assert status == 200, document
    for source in ({"url": document["data"]["file_url"]}, {"url": "http://127.0.0.1:9/clip.mp4"},
                   {"from_task": "video_nowhere"}):
        status, document, faults = stage.ask("POST", CREATE, json={**source, "timestamps": "1,3"})
        assert status == 400 and not faults, (source, document, faults)
    status, document, faults = stage.ask("POST", CREATE, json={"url": stage.upload(), "timestamps": "2,4"})
    assert status == 400 and not faults, (document, faults)
    status, document, faults = stage.ask("POST", CREATE, headers={"Authorization": "Bearer wrong"},
                                         json={"url": URL, "timestamps": "1,3"})
    assert status == 401 and not faults, (document, faults)
    status, document, _faults = stage.ask("POST", UPLOAD, data={"upload_path": "a"})
    assert status == 400, document


@case("videos: create, read, list, fetch, remix, delete, models")
def videos(stage):
    job = stage.film(seconds="4", size="1280x720")
    status, document, faults = stage.ask("GET", f"/v1/videos/{job['id']}/content")
    assert (status == 400) == (b"early" in document if isinstance(document, bytes) else True), document
    assert not faults, faults
    stage.follow(job)
    status, content, faults = stage.ask("GET", f"/v1/videos/{job['id']}/content")
    assert status == 200 and content[4:8] == b"ftyp" and not faults, faults
    status, remix, faults = stage.ask("POST", f"/v1/videos/{job['id']}/remix", json={"prompt": "Again"})
    assert status == 200 and not faults, (remix, faults)
    for path in ("/v1/videos?limit=2&order=asc", "/v1/models"):
        status, document, faults = stage.ask("GET", path)
        assert status == 200 and not faults, (document, faults)
    stage.follow(remix)
    status, document, faults = stage.ask("DELETE", f"/v1/videos/{job['id']}")
    assert status == 200 and not faults, (document, faults)


@case("videos that cannot be made are refused in the contract's words")
def videos_refused(stage):
    for expected, body in ((503, {"model": "muse", "prompt": "x"}), (400, {"model": "sora-2", "prompt": "@no.body x"}),
                           (400, {"model": "sora-2"}), (400, {"model": "sora-2", "prompt": "x", "seconds": "7"})):
        status, document, _faults = stage.ask("POST", "/v1/videos", json=body)
        assert status == expected, (body, document)
    for method, path in (("GET", "/v1/videos/nowhere"), ("GET", "/v1/videos/nowhere/content"),
                         ("DELETE", "/v1/videos/nowhere")):
        status, document, faults = stage.ask(method, path)
        assert status == 404 and not faults, (path, document, faults)
    status, document, _faults = stage.ask("POST", "/v1/videos/nowhere/remix", json={"prompt": "x"})
    assert status == 404, document


with tempfile.TemporaryDirectory() as state, Studio(state) as the_studio, \
        CheckingProxy(contracts.find("practice"), the_studio.base) as the_proxy:
    tap.run(Stage(the_studio, the_proxy))
