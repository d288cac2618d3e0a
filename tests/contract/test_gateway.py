# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway dialect: what troupe-cli sends and how it reads every answer, against openapi/gateway.yaml."""
import json
import pathlib
import shutil
import tempfile
import urllib.error
import urllib.request

import contracts
import media
import tap
from checking import CheckingMock, Files
from cli import KEY, Cli
from tap import case

CREATE = "/sora/v1/characters"
UPLOAD = "/api/common/upload/stream"
TASK = "video_00000000-0000-4000-8000-000000000001"
CHARACTER = {"id": "ch_00000000000000000000000000000000", "username": "bluefox.quietharbor",
             "permalink": "https://sora.example/profile/bluefox.quietharbor"}
SIGNED = "/files/avatar.png?se=2026-12-01T00%3A00%3A00Z&sig=x%2By/z%3D"
sent_fields = set()


class Stage:
    """A mock, somebody else's files, and a troupe-cli whose providers are the mock."""

    def __init__(self, mock, files):
        self.mock, self.files = mock, files
        self.cli = Cli()
        self.clip = str(self.cli.home / "tiny-h264.mp4")    # each of fifty runs cuts it
        media.run_ffmpeg(["-f", "lavfi", "-i", "testsrc=size=320x320:rate=10:duration=3", "-pix_fmt", "yuv420p"], self.clip)
        self.uploaded = {"success": True, "code": 200, "msg": "ok", "data": {"file_url": files.base + "/files/clip.mp4"}}
        config = self.cli.home / "config" / "troupe"
        config.mkdir(parents=True)
        (config / "providers.ini").write_text(f"[provider chainhub]\nbase={mock.base}\n")
        studio = self.cli.home / "studio"
        ready = json.dumps({"base": mock.base, "key": KEY})
        studio.write_text(f"#!/bin/sh\necho '{ready}'\ncat\n")
        studio.chmod(0o700)
        self.env = {"TROUPE_KEY": KEY, "TROUPE_STUDIO": str(studio), "G_MESSAGES_DEBUG": "all"}

    def words(self, source, *more):
        return ["character", "create", source, "--range", "1,3", *more]

    def run(self, *words):
        """The exit status, the document and the calls of one run, none of which may tell the key."""
        done = self.cli.run(*words, "--json", **self.env)
        assert KEY not in done.stdout + done.stderr, "the key was told"
        return done.returncode, json.loads(done.stdout), self.mock.take()

    def create(self, source, *more, calls=(CREATE,)):
        """Makes a character by calls that keep to the contract; returns it and the records of the calls."""
        avatar = self.files.base + SIGNED
        self.mock.replies = {CREATE: ({**CHARACTER, "profile_picture_url": avatar},), UPLOAD: (self.uploaded,)}
        words = self.words(source, *more)
        status, document, records = self.run(*words)
        assert status == 0, document
        assert [record.path for record in records] == list(calls), records
        for record in records:
            assert (record.faults, record.answer_faults) == ([], []), vars(record)
            assert record.method == "POST" and record.headers["Authorization"] == f"Bearer {KEY}"
            sent_fields.update((record.path, name) for name in [*record.fields, *record.files])
        self.check_character(document["character"])
        self.check_dry_run(words, records)
        return document["character"], records

    def check_character(self, character):
        identity, = character["identities"]
        assert {name: identity[name] for name in CHARACTER} == CHARACTER, identity
        assert character["username"] == CHARACTER["username"] and character["state"] == "ready", character
        assert pathlib.Path(character["picture"]).read_bytes() == (self.files.folder / "avatar.png").read_bytes()

    def check_dry_run(self, words, records):
        """What a dry run shows is what was sent."""
        status, shown, sent = self.run(*words, "--dry-run")
        assert status == 0 and not sent, (shown, sent)
        request, call = shown["request"], records[-1]
        assert (request["method"], request["url"]) == (call.method, self.mock.base + call.path), request
        assert set(request["body"]) == set(call.fields), request
        assert request["body"]["timestamps"] == call.fields["timestamps"], request
        assert request["headers"]["Content-Type"] == call.headers["Content-Type"], request
        for part in shown.get("upload", {"body": []})["body"]:
            assert (part["name"], part["type"]) in records[0].files.items(), part

    def refuse(self, code, *words, faults=False):
        """The message of a run that must fail with this code after one call."""
        status, document, records = self.run(*words)
        assert status == 1 and document["error"]["code"] == code, (code, document)
        assert [record.faults for record in records] == [[]], records
        assert bool(records[0].answer_faults) == faults, records[0].answer_faults
        return document["error"]["message"]


@case("a character from an address")
def from_address(stage):
    url = stage.files.base + "/files/clip.mp4?sig=a%2Fb"
    _character, (record,) = stage.create(url, "--provider", "chainhub")
    assert json.loads(record.body) == {"url": url, "timestamps": "1,3"}, record.body
    assert record.encoding == "application/json"


@case("the picture is fetched by its very address, without the key")
def picture(stage):
    assert SIGNED in [path for path, _headers in stage.files.asked], stage.files.asked
    for path, headers in stage.files.asked:
        assert KEY not in str(headers) + path and "Authorization" not in headers, (path, headers)


@case("a character from a finished task")
def from_task(stage):
    _character, (record,) = stage.create(stage.clip, "--provider", "chainhub", "--from-task", TASK)
    assert record.fields == {"from_task": TASK, "timestamps": "1,3"}, record.fields


@case("a task is sent in place of the address, never beside it")
def one_source(stage):
    _character, (record,) = stage.create(stage.files.base + "/files/clip.mp4", "--provider", "chainhub",
                                         "--from-task", TASK)
    assert record.fields == {"from_task": TASK, "timestamps": "1,3"}, record.fields


@case("a character from a file: the upload, then its address")
def from_file(stage):
    _character, (upload, record) = stage.create(stage.clip, calls=(UPLOAD, CREATE))
    assert upload.files == {"file": "video/mp4"} and not upload.fields, upload.files
    assert b"h264" not in upload.body.split(b"\r\n\r\n")[0], "the name of the person's file was sent"
    assert record.fields == {"url": stage.files.base + "/files/clip.mp4", "timestamps": "0,2"}, record.fields


@case("what the contract does not allow is never sent")
def never_sent(stage):
    url = stage.files.base + "/files/clip.mp4"
    for code, words in (("provider.source", [stage.clip, "--range", "1,3"]),
                        ("clip.range", [url, "--range", "1,1.5"]),
                        ("clip.range", [url, "--range", "0,3.5"]),
                        ("clip.range", [url, "--range", "0.5,2.5"]),
                        ("clip.range", [url, "--range", "2,9"]),
                        ("provider.value", [stage.clip, "--range", "1,3", "--from-task", ""])):
        status, document, records = stage.run("character", "create", *words, "--provider", "chainhub")
        assert status == 1 and document["error"]["code"] == code, (words, document)
        assert not records, words


@case("every field of the contract is sent by one of these cases")
def all_fields(_stage):
    wanted = {(CREATE, name) for name in ("url", "from_task", "timestamps")} | {(UPLOAD, "file")}
    assert sent_fields == wanted, sent_fields ^ wanted


# What the examples of the contract have to become; the others say nothing but their status
CODES = {"openai": "provider.refused", "relay": "provider.refused", "cameo": "provider.refused",
         "early": "provider.refused", "door": "provider.key", "route": "provider.not-offered",
         "none": "provider.not-offered"}


@case("each documented refusal of the character call has its code and tells the provider's sentence")
def documented_refusals(stage):
    refusals = list(stage.mock.refusals(CREATE))
    assert {name for _status, name, _body in refusals} == set(CODES), refusals
    for status, name, body in refusals:
        stage.mock.replies = {CREATE: (body, status)}
        message = stage.refuse(CODES[name], *stage.words(stage.clip, "--provider", "chainhub", "--from-task", TASK))
        sentence = (body["error"]["message"] if "error" in body else body["message"]).split(" (request id")[0]
        assert f"{sentence} (HTTP {status})" in message, (name, message)


PAGE = ("<!DOCTYPE html><title>Oops</title>", "text/html")

# Status, body, code, a part of the message, whether the contract knows such an answer
SHAPES = [
    (400, {"error": {"code": "invalid_parameter", "message": "wrong", "field": "timestamps", "valid_values": ["1"]}},
     "provider.refused", "wrong", True),
    (400, {"error": {"message_zh": "内容被拒绝"}}, "provider.refused", "内容被拒绝", True),
    (400, {"error": "plain words", "code": "bad"}, "provider.refused", "plain words", True),
    (400, {"detail": "not like this"}, "provider.refused", "not like this", True),
    (400, {"detail": [{"loc": ["body", "url"], "msg": "field required", "type": "missing"}]},
     "provider.refused", "field required", True),
    (402, {"error": {"message": "no credit", "code": "insufficient_credits"}}, "provider.balance", "no credit", True),
    (403, {"error": {"message": "not for this key"}}, "provider.forbidden", "not for this key", True),
    (429, {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}, "provider.busy", "slow down", True),
    (500, {"code": 500, "msg": "out of order", "data": None}, "provider.server", "out of order", True),
    (500, {"error": {"message": "model paused"}}, "provider.not-offered", "paused", True),
    (404, PAGE, "provider.not-offered", "web page", True),
    (500, PAGE, "provider.server", "web page", True),
    (502, PAGE, "provider.server", "web page", False),
    (504, PAGE, "provider.server", "web page", False),
    (200, PAGE, "provider.answer", "HTTP 200", False),
    (200, {"error": {"message": "refused", "code": "content_policy_violation"}}, "provider.refused", "refused", False),
    (200, {"success": False, "code": 400, "msg": "too large"}, "provider.refused", "too large", False),
    (200, {"code": "fail", "message": "later", "data": None}, "provider.refused", "later", False),
    (200, {"permalink": "https://sora.example/x"}, "provider.answer", "has no \"username\"", False),
    (200, "{\"id\": \"ch_", "provider.answer", "JSON", False),
]


@case("each shape of error that gateways have is read")
def shapes(stage):
    for status, body, code, part, known in SHAPES:
        text, content_type = body if isinstance(body, tuple) else (body, "application/json")
        stage.mock.replies = {CREATE: (text, status, content_type)}
        message = stage.refuse(code, *stage.words(stage.clip, "--provider", "chainhub", "--from-task", TASK),
                               faults=not known)
        assert part in message, (body, message)


@case("each documented refusal of the upload ends it before the character call")
def upload_refusals(stage):
    refusals = {**{(status, name): body for status, name, body in stage.mock.refusals(UPLOAD)},
                (413, "too large"): {"success": False, "code": 413, "msg": "too large"}}
    for (status, name), body in refusals.items():
        stage.mock.replies = {UPLOAD: (body, status)}
        stage.refuse("provider.key" if status == 401 else "provider.refused", *stage.words(stage.clip))
    stage.mock.replies = {UPLOAD: ({"data": {"file_id": "1"}},)}
    assert "has no \"url\"" in stage.refuse("provider.answer", *stage.words(stage.clip))


@case("a key that an answer repeats is told to nobody")
def key_in_answer(stage):
    stage.mock.replies = {CREATE: ({"error": {"message": f"bad key {KEY}"}}, 401)}
    message = stage.refuse("provider.key", *stage.words(stage.clip, "--provider", "chainhub", "--from-task", TASK))
    assert "bad key" in message, message


@case("a script learns what the answer said: by whom, text, code, request id and the whole of it")
def said(stage):
    words = stage.words(stage.clip, "--provider", "chainhub", "--from-task", TASK)
    body = {"error": {"message": f"no {KEY} (request id: r-1)", "type": "new_api_error", "code": 7}}
    stage.mock.replies = {CREATE: (body, 400)}
    error = stage.run(*words)[1]["error"]
    assert {**error["said"], "answer": None} == {"status": 400, "by": "gateway", "text": "no ••••", "code": "7",
                                                 "request_id": "r-1", "answer": None}, error
    assert KEY not in error["said"]["answer"] and "new_api_error" in error["said"]["answer"], error


@case("without a key nothing is sent")
def no_key(stage):
    done = stage.cli.run(*stage.words(stage.clip, "--provider", "chainhub", "--from-task", TASK), "--json")
    assert json.loads(done.stdout)["error"]["code"] == "provider.no-key", done.stdout
    assert done.returncode == 1 and not stage.mock.take()


@case("neither the log nor the library holds the key")
def key_stays_secret(stage):
    stage.mock.replies = {}
    done = stage.cli.run(*stage.words(stage.clip, "--provider", "chainhub", "--from-task", TASK), **stage.env)
    assert stage.mock.take() and "troupe" in done.stderr.lower() + done.stdout, done
    assert KEY not in done.stdout + done.stderr
    for path in (path for path in stage.cli.home.rglob("*") if path.is_file() and path.name != "studio"):
        assert KEY.encode() not in path.read_bytes(), path


def post(mock, path, body, content_type="application/json", key=KEY):
    """A request that Troupe did not make."""
    headers = {"Content-Type": content_type, **({"Authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(mock.base + path, body.encode(), headers)
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as error:
        error.close()
    record, = mock.take()
    return record


def form(*parts):
    return "".join(f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n"
                   for head, body in parts) + "--b--\r\n"


@case("the mock finds what is wrong with a request")
def mock_can_fail(stage):
    mock, url = stage.mock, '"url":"https://a.example/b"'
    mock.replies = {}
    bad_bodies = ["{%s}" % url, '{"timestamps":"1,3"}', '{%s,"from_task":"t","timestamps":"1,3"}' % url,
                  '{%s,"timestamps":"1,4.01"}' % url, '{%s,"timestamps":"1,1.9"}' % url,
                  '{%s,"timestamps":"1, 3"}' % url, '{%s,"timestamps":"1,3","model":"m"}' % url, "{"]
    assert not post(mock, CREATE, '{%s,"timestamps":"1,3"}' % url).faults
    for body in bad_bodies:
        assert post(mock, CREATE, body).faults, body
    assert post(mock, CREATE, '{%s,"timestamps":"1,3"}' % url, key=None).faults, "no key"
    assert post(mock, "/sora/v1/character", "{}").faults, "no such path"
    assert post(mock, CREATE + "?a=b", '{%s,"timestamps":"1,3"}' % url).faults, "a query"
    assert post(mock, CREATE, '{%s,"timestamps":"1,3"}' % url, "text/plain").faults, "no JSON"

    multipart = "multipart/form-data; boundary=b"
    file = 'name="file"; filename="a.mp4"\r\nContent-Type: '
    picture = (file + "image/png", "x")
    assert not post(mock, UPLOAD, form(picture), multipart).faults
    assert post(mock, UPLOAD, form(picture, ('name="extra"', "y")), multipart).faults
    assert post(mock, UPLOAD, form(picture, picture), multipart).faults
    assert post(mock, UPLOAD, form((file + "text/html", "x")), multipart).faults
    assert post(mock, UPLOAD, form((file + "video/mp4", "x")), multipart).faults, "no video"
    assert post(mock, UPLOAD, form(('name="file"', "x")), multipart).faults, "no file"
    assert post(mock, UPLOAD, form(('name="upload_path"', "a")), multipart).faults
    assert post(mock, "/v1/videos", form(('name="model"', "m"), ('name="prompt"', "p"),
                                         ('name="seconds"', "11")), multipart).faults


@case("the mock finds what is wrong with an answer")
def mock_checks_answers(stage):
    body = '{"from_task":"t","timestamps":"1,3"}'
    avatar = {"profile_picture_url": "https://a.example/b"}
    stage.mock.replies = {CREATE: ({**CHARACTER, **avatar},)}
    assert not post(stage.mock, CREATE, body).answer_faults
    for wrong in ((CHARACTER,), ({**CHARACTER, **avatar, "id": 7},), ("{",), ({**CHARACTER, **avatar}, 201),
                  ({}, 400), ({"error": "a"}, 418)):
        stage.mock.replies = {CREATE: wrong}
        assert post(stage.mock, CREATE, body).answer_faults, wrong


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    shutil.copy(media.make("h264.mp4"), folder / "clip.mp4")
    media.run_ffmpeg(["-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"], folder / "avatar.png")
    with Files(folder) as the_files, CheckingMock(contracts.find("chainhub"), the_files) as the_mock:
        tap.run(Stage(the_mock, the_files))
