# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway dialect: what the profiles chainhub and practice send, against openapi/gateway.yaml."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import tap
from checking_mock import CheckingMock
from tap import case

CONTRACT = pathlib.Path(__file__).with_name("openapi") / "gateway.yaml"
SEND = sys.argv[1]
KEY = "sk-the-key-of-the-test"
CHARACTER = "id,username,permalink,picture"
sent_fields = set()


def send(mock, provider, call, fields, *values):
    """Lets libtroupe send one call to the mock; returns the finished process."""
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "config", "troupe")
        config.mkdir(parents=True)
        (config / "providers.ini").write_text(f"[provider {provider}]\nbase={mock.base}\n")
        studio = pathlib.Path(folder, "studio")
        ready = json.dumps({"base": mock.base, "key": KEY})
        studio.write_text(f"#!/bin/sh\necho '{ready}'\ncat\n")
        studio.chmod(0o700)
        env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=str(config.parent), TROUPE_KEY=KEY,
                   TROUPE_STUDIO=str(studio), G_MESSAGES_DEBUG="all")
        done = subprocess.run([SEND, provider, call, fields, *values], env=env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert KEY not in done.stdout + done.stderr, "the key was logged"
    return done


def send_well(mock, *words):
    """Sends one call that has to keep to the contract; returns its record and the answer's fields."""
    done = send(mock, *words)
    records = mock.take()
    assert [record.faults for record in records] == [[]], [record.faults for record in records]
    assert done.returncode == 0, done.stderr
    record = records[0]
    assert record.headers["Authorization"] == f"Bearer {KEY}"
    sent_fields.update((record.path, name) for name in [*record.fields, *record.files])
    shown = [line for line in done.stdout.splitlines() if line.startswith("{")]    # the others are logs
    return record, json.loads(shown[-1])


@case("a character from an address")
def from_address(mock):
    record, answer = send_well(mock, "chainhub", "create-character", CHARACTER,
                               "clip.url=https://media.example.org/clip.mp4", "range.text=4,6")
    assert record.body == b'{"url":"https://media.example.org/clip.mp4","timestamps":"4,6"}', record.body
    assert answer == {"id": "ch_00000000000000000000000000000000", "username": "bluefox.quietharbor",
                      "permalink": "text", "picture": "text"}, answer


@case("a character from a finished task")
def from_task(mock):
    task = "video_00000000-0000-4000-8000-000000000001"
    record, answer = send_well(mock, "chainhub", "create-character", CHARACTER,
                               f"clip.task={task}", "clip.url=", "range.text=1,3")
    assert record.fields == {"from_task": task, "timestamps": "1,3"}, record.fields
    assert answer["username"] == "bluefox.quietharbor"


@case("a character from a file: the upload, then its address")
def from_file(mock):
    with tempfile.NamedTemporaryFile(suffix=".mp4") as clip:
        clip.write(b"not quite a video" * 10000)
        clip.flush()
        record, answer = send_well(mock, "practice", "upload", "url", f"clip.file=@{clip.name}")
    assert record.files == {"file": "video/mp4"} and not record.fields, record.files
    assert os.path.basename(clip.name).encode() not in record.body, "the name of the person's file was sent"
    record, _answer = send_well(mock, "practice", "create-character", CHARACTER,
                                f"clip.url=http://127.0.0.1/{answer['url']}", "range.text=0,2.35")
    assert record.fields["timestamps"] == "0,2.35"


@case("two sources or none are never sent")
def one_source(mock):
    for sources in ([], ["clip.url=https://media.example.org/clip.mp4", "clip.task=video_1"]):
        for provider in ("chainhub", "practice"):
            done = send(mock, provider, "create-character", CHARACTER, "range.text=1,3", *sources)
            assert done.returncode == 1 and "exactly one of" in done.stderr, done.stderr
    assert not mock.take()


@case("every field of the contract is sent by one of these cases")
def all_fields(_mock):
    wanted = {("/sora/v1/characters", name) for name in ("url", "from_task", "timestamps")}
    wanted.add(("/api/common/upload/stream", "file"))
    assert sent_fields == wanted, sent_fields ^ wanted


def post(mock, path, body, content_type="application/json", key=KEY):
    """A request that libtroupe did not make."""
    headers = {"Content-Type": content_type, **({"Authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(mock.base + path, body.encode(), headers)
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as error:
        error.close()
    return mock.take()[0].faults


def form(*parts):
    return "".join(f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n"
                   for head, body in parts) + "--b--\r\n"


@case("the mock finds what is wrong")
def mock_can_fail(mock):
    url = '"url":"https://a.example/b"'
    bad_bodies = ["{%s}" % url, '{"timestamps":"1,3"}', '{%s,"from_task":"t","timestamps":"1,3"}' % url,
                  '{%s,"timestamps":"1,4.01"}' % url, '{%s,"timestamps":"1,1.9"}' % url,
                  '{%s,"timestamps":"1, 3"}' % url, '{%s,"timestamps":"1,3","model":"m"}' % url, "{"]
    assert post(mock, "/sora/v1/characters", '{%s,"timestamps":"1,3"}' % url) == []
    for body in bad_bodies:
        assert post(mock, "/sora/v1/characters", body), body
    assert post(mock, "/sora/v1/characters", '{%s,"timestamps":"1,3"}' % url, key=None), "no key"
    assert post(mock, "/sora/v1/character", "{}"), "no such path"

    multipart = "multipart/form-data; boundary=b"
    file = 'name="file"; filename="a.mp4"\r\nContent-Type: '
    upload = "/api/common/upload/stream"
    assert post(mock, upload, form((file + "video/mp4", "x")), multipart) == []
    assert post(mock, upload, form((file + "video/mp4", "x"), ('name="extra"', "y")), multipart)
    assert post(mock, upload, form((file + "video/mp4", "x"), (file + "video/mp4", "x")), multipart)
    assert post(mock, upload, form((file + "text/html", "x")), multipart)
    assert post(mock, upload, form(('name="upload_path"', "a")), multipart)
    assert post(mock, "/v1/videos", form(('name="model"', "m"), ('name="prompt"', "p"),
                                         ('name="seconds"', "11")), multipart)


with CheckingMock(CONTRACT) as the_mock:
    tap.run(the_mock)
