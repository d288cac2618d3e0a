#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Practice Studio: its key, its uploads and the characters it makes, asked over HTTP."""
import base64
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import urllib.parse

import media
import tap
from studio import (Studio, colour_clip, describe, fetch_text, name_colour, new_folder, pixel)
from tap import case

folder = pathlib.Path(new_folder())
state = folder / "state"
colours = colour_clip(folder / "colours.mp4", "red", "green", "blue")


def raw_get(url):
    """Sends path and query without touching them; returns status and body."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.putrequest("GET", url[url.index(parts.netloc) + len(parts.netloc):])
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read()


def refusal(answer, status=400):
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["Content-Type"].startswith("application/json")
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}, error
    return error


@case("it says where it is in one line of JSON, on the loopback interface")
def _(studio):
    assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+", studio.base), studio.base
    assert re.fullmatch(r"practice-[0-9a-f]{32}", studio.key), studio.key
    port = int(studio.base.rsplit(":", 1)[1])
    hexport = f":{port:04X} "
    with open("/proc/net/tcp", encoding="ascii") as file:
        listening = [line.split()[1] for line in file if hexport in line and " 0A " in line]
    assert listening == [f"0100007F{hexport.strip()}"], listening


@case("bad options end it with a sentence and status 2")
def _(studio):
    rules = folder / "rules.json"
    rules.write_text('[{"route": "GET /nowhere", "fault": {"status": 500}}]')
    for options, word in ((["--port", "70000", "--state", str(folder / "x")], "65535"),
                          (["--port", "0"], "--state"),
                          (["--bogus"], "bogus"),
                          (["more", "--state", str(folder / "x")], "more"),
                          (["--key", "", "--state", str(folder / "x")], "--key"),
                          (["--state", "/proc/nowhere"], "/proc/nowhere"),
                          (["--state", str(folder / "x"), "--faults", "/nowhere"], "/nowhere"),
                          (["--state", str(folder / "x"), "--faults", str(rules)], "GET /nowhere")):
        done = subprocess.run([os.environ["TROUPE_STUDIO"], *options], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 2, (options, done)
        assert word in done.stderr and done.stdout == "", (options, done)


@case("it prints its version")
def _(studio):
    done = subprocess.run([os.environ["TROUPE_STUDIO"], "--version"], capture_output=True, text=True)
    assert re.fullmatch(r"troupe-studio [0-9.]+\n", done.stdout), done


@case("it ends when its input closes, and on SIGTERM")
def _(studio):
    other = Studio(folder / "ending", "--key", "mine")
    assert other.key == "mine"
    other.process.stdin.write("anything\n")
    other.process.stdin.flush()
    assert other.ask("GET", "/v1/models").status_code == 200
    other.process.stdin.close()
    assert other.process.wait() == 0
    other = Studio(folder / "ending")
    other.process.send_signal(signal.SIGTERM)
    assert other.process.wait() == 0


@case("a key is needed, and the refusal has a request id")
def _(studio):
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": studio.key}):
        for method, path in (("GET", "/v1/models"), ("POST", "/sora/v1/characters"),
                             ("POST", "/api/common/upload/stream"), ("GET", "/v1/videos/x")):
            connection = http.client.HTTPConnection(studio.base.removeprefix("http://"))
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            error = json.loads(answer.read())["error"]
            assert answer.status == 401, (headers, path, answer.status)
            assert error["type"] == "new_api_error" and error["code"] == "", error
            assert re.search(r"\(request id: [0-9]{14,}\)$", error["message"]), error
    connection = http.client.HTTPConnection(studio.base.removeprefix("http://"))
    connection.request("GET", "/studio/ledger")
    assert connection.getresponse().status == 401


@case("an unknown address says so as gateways do")
def _(studio):
    error = refusal(studio.ask("POST", "/sora/v2/characters"), 404)
    assert error == {"message": "Invalid URL (POST /sora/v2/characters)",
                     "type": "invalid_request_error", "param": "", "code": ""}, error
    assert refusal(studio.ask("DELETE", "/v1/models"), 404)["message"] == \
        "Invalid URL (DELETE /v1/models)"


@case("models are listed")
def _(studio):
    listed = studio.ask("GET", "/v1/models").json()["data"]
    assert [model["id"] for model in listed] == ["sora-2", "sora-2-pro"], listed


REFUSED = (
    # body, param, code, word of the sentence
    ("", "", "invalid_request", "empty"),
    ('{"timestamps": "1,3", "url": "http://a/b"', "", "invalid_request", "JSON"),
    ('{\n // "url": "http://a/b",\n "timestamps": "1,3", "from_task": "x"}', "", "invalid_request",
     "JSON"),
    ("[]", "", "invalid_request", "object"),
    ('{"url": "http://a/b"}', "timestamps", "invalid_parameter", "required"),
    ('{"url": "http://a/b", "timestamps": 13}', "timestamps", "invalid_parameter", "text"),
    ('{"url": "http://a/b", "timestamps": null}', "timestamps", "invalid_parameter", "text"),
    ('{"url": "http://a/b", "timestamps": "1-3"}', "timestamps", "invalid_parameter", "start,end"),
    ('{"url": "http://a/b", "timestamps": "1, 3"}', "timestamps", "invalid_parameter", "start,end"),
    ('{"url": "http://a/b", "timestamps": "01,3"}', "timestamps", "invalid_parameter", "start,end"),
    ('{"url": "http://a/b", "timestamps": "1.234,3"}', "timestamps", "invalid_parameter",
     "two decimals"),
    ('{"url": "http://a/b", "timestamps": "1,3,5"}', "timestamps", "invalid_parameter", "start,end"),
    ('{"url": "http://a/b", "timestamps": "-1,1"}', "timestamps", "invalid_parameter", "start,end"),
    ('{"url": "http://a/b", "timestamps": "1.,3"}', "timestamps", "invalid_parameter", "start,end"),
    ('{"url": "http://a/b", "timestamps": "3,1"}', "timestamps", "invalid_parameter", "end after"),
    ('{"url": "http://a/b", "timestamps": "1,1.99"}', "timestamps", "invalid_parameter",
     "at least 1 second"),
    ('{"url": "http://a/b", "timestamps": "1,4.01"}', "timestamps", "invalid_parameter",
     "at most 3 seconds"),
    ('{"timestamps": "1,3"}', "url", "invalid_parameter", "either url or from_task"),
    ('{"timestamps": "1,3", "url": "http://a/b", "from_task": "x"}', "url", "invalid_parameter",
     "together"),
    ('{"timestamps": "1,3", "url": "ftp://a/b"}', "url", "invalid_parameter", "http"),
    ('{"timestamps": "1,3", "url": "/etc/passwd"}', "url", "invalid_parameter", "http"),
    ('{"timestamps": "1,3", "url": "file:///etc/passwd"}', "url", "invalid_parameter", "http"),
    ('{"timestamps": "1,3", "url": "http://a/b", "model": "x"}', "model", "invalid_parameter",
     "unknown"),
    ('{"timestamps": "1,3", "from_task": "video_1"}', "from_task", "task_not_found", "no task"),
    ('{"timestamps": "1,3", "from_task": "../secret"}', "from_task", "task_not_found", "no task"),
    ('{"timestamps": "1,3", "url": "http://127.0.0.1:9/b"}', "url", "invalid_parameter",
     "could not fetch"),
)


@case("what the contract refuses is refused with a precise sentence")
def _(studio):
    for body, param, code, word in REFUSED:
        error = refusal(studio.ask("POST", "/sora/v1/characters", data=body))
        assert error["type"] == "invalid_request_error", (body, error)
        assert (error["param"], error["code"]) == (param, code), (body, error)
        assert word in error["message"], (body, error)
    assert studio.ledger()["characters"] == []


@case("an upload comes back byte for byte, whole and in parts")
def _(studio):
    data = os.urandom(3 * 1024 * 1024 + 17)
    path = folder / "random"
    path.write_bytes(data)
    answer = studio.ask("POST", "/api/common/upload/stream", data={"upload_path": "a/b"},
                        files={"file": ("my clip?.mov", path.read_bytes(), "video/quicktime")}).json()
    assert answer["success"] is True and answer["code"] == 200, answer
    about = answer["data"]
    assert (about["mime_type"], about["file_size"]) == ("video/quicktime", len(data)), about
    url = about["file_url"]
    whole = fetch_text(url)
    assert whole.content == data and whole.headers["Content-Type"] == "video/quicktime"
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, start, end in (("0-0", 0, 1), ("100-1999", 100, 2000), (f"{len(data) - 5}-",
                              len(data) - 5, len(data)), ("-7", len(data) - 7, len(data)),
                              ("5-99999999", 5, len(data))):
        part = fetch_text(url, headers={"Range": f"bytes={asked}"})
        assert part.status_code == 206, (asked, part.status_code)
        assert part.content == data[start:end], asked
        assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(data)}", part.headers
    beyond = fetch_text(url, headers={"Range": f"bytes={len(data)}-"})
    assert beyond.status_code == 416 and beyond.content == b"", beyond.status_code
    assert beyond.headers["Content-Range"] == f"bytes */{len(data)}"
    for tag, status in ((whole.headers["ETag"], 206), ('"another"', 200)):
        rest = fetch_text(url, headers={"Range": "bytes=9-", "If-Range": tag})
        assert (rest.status_code, rest.content) == (status, data[9:] if status == 206 else data), rest.headers


@case("a file is asked about without fetching it")
def _(studio):
    url = studio.upload(colours)
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("HEAD", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    assert answer.status == 200 and answer.read() == b""
    assert int(answer.headers["Content-Length"]) == os.path.getsize(colours)


@case("a form that is none, or lacks its file, is refused")
def _(studio):
    path = "/api/common/upload/stream"
    headers = {**studio.headers, "Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=\"file\"; "
                 b"filename=\"a\"\r\n\r\nabc", b"--y--\r\n", b"--x\r\n\r\n\r\n--x--\r\n"):
        connection = http.client.HTTPConnection(studio.base.removeprefix("http://"))
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        assert answer.status == 400, (body, answer.status)
        assert "multipart" in json.loads(answer.read())["error"]["message"]
    for files, data in (({"other": ("a", b"x")}, {}), ({"file": ("a", b"x")}, {"upload_path": "/a"}),
                        ({"file": ("a", b"x")}, {"more": "x"})):
        answer = studio.ask("POST", path, files=files, data=data)
        assert answer.status_code == 400 and answer.json()["success"] is False, answer.text
    empty = studio.ask("POST", path, files={"file": ("empty.mp4", b"", "video/mp4")})
    assert fetch_text(empty.json()["data"]["file_url"]).content == b""


@case("a body over the limit is refused, and leaves nothing behind")
def _(studio):
    answer = studio.ask("POST", "/sora/v1/characters", data=b" " * (1024 * 1024 + 1))
    assert refusal(answer, 413)["code"] == "request_too_large"
    large = folder / "large"
    with large.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    with large.open("rb") as file:
        answer = studio.ask("POST", "/api/common/upload/stream", data=file,
                            )
    assert answer.status_code == 413, answer.status_code
    # Cut off in the middle
    connection = socket.create_connection(("127.0.0.1", int(studio.base.rsplit(":", 1)[1])))
    connection.sendall(f"POST /api/common/upload/stream HTTP/1.1\r\nHost: x\r\nAuthorization: "
                       f"Bearer {studio.key}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                       f"Content-Length: 50000000\r\n\r\n".encode() + b"x" * 4000000)
    connection.close()
    while os.listdir(state / "tmp"):
        assert studio.ask("GET", "/v1/models").status_code == 200
    large.unlink()


@case("a signed address works only as it was given out, and until it expires")
def _(studio):
    url = studio.upload(colours)
    assert re.search(r"%2F[^?]*\?st=[^&]*&se=[^&]*&sig=[^&]*%2F[^&]*/[^&]*$", url), url
    assert raw_get(url)[0] == 200
    for changed in (url.split("?")[0], url + "x", urllib.parse.unquote(url),
                    re.sub(r"/k1$", "%2Fk1", url), url.replace("se=2", "se=3")):
        status, body = raw_get(changed)
        assert status in (403, 404), (changed, status)
        assert colours not in str(body)
    path = urllib.parse.urlsplit(url).path
    start, end = "2020-01-01T00%3A00%3A00Z", "2020-01-02T00%3A00%3A00Z"
    secret = (state / "secret").read_bytes()
    digest = hmac.new(secret, f"{path}\n{start}\n{end}".encode(), hashlib.sha256).digest()
    signature = urllib.parse.quote(base64.b64encode(digest), safe="")
    status, body = raw_get(f"{studio.base}{path}?st={start}&se={end}&sig=v1%2F{signature}/k1")
    assert status == 403 and b"expired" in body, (status, body)


@case("a character has all that the contract promises")
def _(studio):
    made = studio.make(colours, "2,4")
    assert re.fullmatch(r"ch_[0-9a-f]{32}", made["id"]), made
    assert re.fullmatch(r"[a-z]+\.[a-z]+", made["username"]), made
    page = fetch_text(made["permalink"])
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    assert f"@{made['username']}" in page.text
    shown = re.search(r'src="([^"]+)"', page.text).group(1).replace("&amp;", "&")
    picture = fetch_text(made["profile_picture_url"])
    assert raw_get(shown) == (200, picture.content)
    assert picture.headers["Content-Type"] == "image/png"
    another = studio.make(colours, "2,4")
    assert another["id"] != made["id"] and another["username"] != made["username"]


@case("its picture is a square cut out of the range")
def _(studio):
    for timestamps, colour in (("0,2", "red"), ("2.1,3.9", "green"), ("4,6", "blue")):
        made = studio.make(colours, timestamps)
        picture = folder / "picture.png"
        picture.write_bytes(fetch_text(made["profile_picture_url"]).content)
        streams, _ = describe(picture)
        assert (streams["video"]["width"], streams["video"]["height"]) == (512, 512), streams
        for x, y in ((0.02, 0.02), (0.5, 0.5), (0.98, 0.98)):
            assert name_colour(pixel(picture, x, y)) == colour, (timestamps, pixel(picture, x, y))


@case("its picture shows the sharpest of several frames")
def _(studio):
    blurred = folder / "blurred.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                    "testsrc=size=640x480:rate=30:duration=3", "-vf",
                    "boxblur=20:enable='lt(t,2)',drawbox=x=300:y=220:w=40:h=40:color=blue:t=fill:"
                    "enable='gte(t,2)'", "-c:v", "libx264", "-pix_fmt", "yuv420p", str(blurred)],
                   check=True)
    made = studio.make(blurred, "0,3")
    picture = folder / "sharp.png"
    picture.write_bytes(fetch_text(made["profile_picture_url"]).content)
    assert name_colour(pixel(picture)) == "blue", pixel(picture)


@case("what is no video, or not enough of one, is refused")
def _(studio):
    for kind, timestamps, param, word in (
            ("text.mp4", "1,3", "url", "is not a video"),
            ("login-page.mp4", "1,3", "url", "is not a video"),
            ("empty.mp4", "1,3", "url", "is empty"),
            ("audio.mp4", "1,3", "url", "only sound"),
            ("truncated.mp4", "1,3", "url", "damaged"),
            ("short.mp4", "0,1", "timestamps", "only 0.6"),
            ("h264.mp4", "2,4", "timestamps", "only 3.0")):
        error = refusal(studio.create(url=studio.upload(media.make(kind)), timestamps=timestamps))
        assert (error["param"], error["code"]) == (param, "invalid_parameter"), (kind, error)
        assert word in error["message"], (kind, error)
        assert str(state) not in error["message"], error
    assert not os.listdir(state / "tmp"), os.listdir(state / "tmp")


@case("a range may end a moment after the video")
def _(studio):
    assert studio.create(url=studio.upload(media.make("h264.mp4")),
                         timestamps="1,3.05").status_code == 200


class Site(http.server.BaseHTTPRequestHandler):
    """Somebody else's server."""

    def do_GET(self):
        if self.path == "/moved.mp4":
            self.send_response(302)
            self.send_header("Location", "/colours.mp4")
            self.end_headers()
        elif self.path == "/colours.mp4":
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream")
            self.end_headers()
            self.wfile.write(pathlib.Path(colours).read_bytes())
            Site.keys.append(self.headers.get("Authorization"))
        elif self.path == "/broken.mp4":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"x" * 100)
        elif self.path == "/endless.mp4":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(bytes(1024 * 1024))
            except OSError:
                pass
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>Sign in</title>")

    def log_message(self, *_):
        pass


@case("it fetches from any address, and says why it could not")
def _(studio):
    Site.keys = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    assert studio.create(url=f"{site}/moved.mp4", timestamps="1,3").status_code == 200
    assert Site.keys == [None], "the key went to another server"
    for path, word in (("/login", "web page"), ("/broken.mp4", "could not fetch"),
                       ("/endless.mp4", "more than 200 MB")):
        error = refusal(studio.create(url=site + path, timestamps="1,3"))
        assert error["param"] == "url" and word in error["message"], (path, error)
    error = refusal(studio.create(url=f"{studio.base}/files/uploads/x", timestamps="1,3"))
    assert "403" in error["message"], error
    server.shutdown()
    server.server_close()
    assert not os.listdir(state / "tmp")


@case("a client that hangs up does not lose its character")
def _(studio):
    before = len(studio.ledger()["characters"])
    body = json.dumps({"url": studio.upload(colours), "timestamps": "4,6"})
    connection = socket.create_connection(("127.0.0.1", int(studio.base.rsplit(":", 1)[1])))
    connection.sendall(f"POST /sora/v1/characters HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                       f"{studio.key}\r\nContent-Type: application/json\r\nContent-Length: "
                       f"{len(body)}\r\n\r\n{body}".encode())
    while studio.ledger()["requests"]["POST /sora/v1/characters"]["count"] == \
            sum(studio.ledger()["requests"]["POST /sora/v1/characters"]["answers"].values()):
        pass
    connection.close()
    while len(studio.ledger()["characters"]) == before:
        pass


@case("many characters are made at once, and the studio answers meanwhile")
def _(studio):
    url = studio.upload(colours)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(
        studio.create(url=url, timestamps="0,2"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    while len(answers) < len(threads):
        assert studio.ask("GET", "/v1/models").status_code == 200
    for thread in threads:
        thread.join()
    assert all(answer.status_code == 200 for answer in answers)
    assert len({answer.json()["username"] for answer in answers}) == 6


@case("the ledger counts and keeps what was asked, without the key")
def _(studio):
    with Studio(folder / "counting") as other:
        url = other.upload(colours)
        other.create(url=url, timestamps="1,3")
        other.create(url=url, timestamps="1,9")
        ledger = other.ledger()
        assert ledger["requests"]["POST /sora/v1/characters"] == \
            {"count": 2, "with_key": 2, "answers": {"200": 1, "400": 1}}, ledger
        # The studio fetched its own upload, and sent no key.
        assert ledger["requests"]["GET /files/{kind}/{file}"] == \
            {"count": 1, "with_key": 0, "answers": {"200": 1}}, ledger
        assert [c["request"] for c in ledger["characters"]] == [{"url": url, "timestamps": "1,3"}]
        assert other.key not in json.dumps(ledger)
        assert ledger["videos"] == [] and ledger["faults"] == []


@case("the seed's own call works, once its comment is out")
def _(studio):
    job = studio.shoot("a fox dances", seconds="4")["id"]
    body = ('{\r\n  // "url": "https://media.example.org/clip.mp4",\r\n    "timestamps": "1,3",\r\n'
            f'    "from_task":"{job}"\r\n}}')

    def curl(data):
        done = subprocess.run(
            ["curl", "-sS", "-w", "\n%{http_code}", "--location", f"{studio.base}/sora/v1/characters",
             "-H", f"Authorization: Bearer {studio.key}", "-H", "Content-Type: application/json",
             "--data-raw", data], capture_output=True, text=True, check=True)
        answer, status = done.stdout.rsplit("\n", 1)
        return int(status), json.loads(answer)
    status, answer = curl(body)
    assert status == 400 and "JSON" in answer["error"]["message"], answer
    status, answer = curl(re.sub(r"//.*\r\n", "", body))
    assert status == 200, answer
    assert set(answer) == {"id", "username", "permalink", "profile_picture_url"}, answer


@case("a restart keeps characters and addresses, whatever its port")
def _(studio):
    with Studio(folder / "lasting") as first:
        made = first.make(colours, "2,4")
        picture = fetch_text(made["profile_picture_url"]).content
        upload = first.upload(colours)
    with Studio(folder / "lasting") as second:
        assert second.base != first.base and second.key != first.key
        for url, content in ((made["profile_picture_url"], picture),
                             (upload, pathlib.Path(colours).read_bytes())):
            assert raw_get(url.replace(first.base, second.base)) == (200, content)
        assert fetch_text(made["permalink"].replace(first.base, second.base)).status_code == 200
        assert [c["id"] for c in second.ledger()["characters"]] == [made["id"]]


@case("two studios on one folder know each other's characters")
def _(studio):
    with Studio(folder / "shared") as first, Studio(folder / "shared") as second:
        made = first.make(colours, "2,4")
        page = made["permalink"].replace(first.base, second.base)
        assert fetch_text(page).status_code == 200
        assert second.film(f"@{made['username']} waves", seconds="4").status_code == 200


with Studio(state) as the_studio:
    tap.run(the_studio)
