# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""hosts list, add, test and remove, against buckets, a served folder and a form; probe-address."""
import contextlib
import datetime
import http.server
import json
import re
import shutil
import subprocess
import threading
import urllib.parse

import requests

import bucket
import media
import profiles
import tap
from cli import Cli
from studio import Studio
from tap import case
from web import Web, closed_port

S3RVER = """
const S3rver = require('s3rver');
new S3rver({port: 0, address: '127.0.0.1', silent: true, directory: process.argv[1],
            configureBuckets: [{name: 'clips'}]})
  .run((error, address) => { if (error) throw error; console.log(address.port); });
process.stdin.on('end', () => process.exit(0)).resume();
"""


def settings(**values):
    return [word for name, value in values.items() for word in ("--set", f"{name.replace('_', '-')}={value}")]


def add_bucket(cli, name, base, **more):
    given = {"endpoint": base, "bucket": "clips", "access_key": bucket.ACCESS_KEY, "region": bucket.REGION, **more}
    return cli.ok("hosts", "add", "s3", name, *settings(**given))["host"]["id"]


@case("a host is added, listed and removed, and its key is in no file")
def life(cli):
    added = cli.ok("hosts", "add", "form", "Mein Kästchen", *settings(address="https://up.example.org/", place="$.url"),
                   "--key-stdin", text=" the-key-of-a-host\n")
    assert added["host"]["id"] == "mein-kastchen" and added["host"]["default"], added
    assert added["key"] == "no-keyring", added
    assert cli.ok("hosts", "list")["hosts"][0] == added["host"]
    assert added["host"]["settings"]["part"] == "file", added
    for path in (path for path in cli.home.rglob("*") if path.is_file()):
        assert b"the-key-of-a-host" not in path.read_bytes(), path
    assert cli.ok("hosts", "remove", "mein-kastchen") == {"removed": "mein-kastchen"}
    assert cli.ok("hosts", "list") == {"hosts": [], "problems": []}


@case("a host stands without its key where none came")
def no_key(cli):
    words = ("hosts", "add", "form", "In", "--key-stdin", *settings(address="https://up.example.org/"))
    cli.fail("usage", *words, text="\n")
    assert cli.ok(*words[:4], *words[5:])["key"] is None
    for host in ("in", "in-2"):
        cli.ok("hosts", "remove", host)


@case("what is wrong is told, and nothing is kept")
def refuses(cli):
    cli.fail("usage", "hosts", "add", "pigeon", "P")
    assert "endpoint" in cli.fail("host.setting", "hosts", "add", "s3", "B")
    assert "address" in cli.fail("host.setting", "hosts", "add", "form", "B", *settings(address="http://example.org/"))
    assert "colour" in cli.fail("host.setting", "hosts", "add", "form", "B", *settings(colour="red"))
    cli.fail("io.not-found", "hosts", "test", "nobody")
    cli.fail("io.not-found", "hosts", "remove", "nobody")
    assert cli.ok("hosts", "list")["hosts"] == []


@case("a bucket takes what is signed right, in both styles and below odd prefixes")
def signed(cli):
    server = bucket.Bucket()
    for number, prefix in enumerate(("", "clips", "/my clips/ä+b~c%2F&=?#/", "日本/x;y:z@'()*!$,")):
        host = add_bucket(cli, f"b{number}", server.base, prefix=prefix)
        done = cli.ok("hosts", "test", host, TROUPE_HOST_KEY=bucket.SECRET)["test"]
        assert done["address"]["verdict"] == "fine" and done["address"]["size"] == 32, done
        assert done["address"]["reach"] == "computer" and done["deletes"], done
        folder, _, name = server.puts[-1].rpartition("/")
        assert folder.split("/", 1)[1].rstrip("/") == f"clips/{prefix.strip('/')}".rstrip("/"), server.puts
        assert re.fullmatch(r"[0-9a-f-]{36}\.mp4", name), name
    assert server.objects == {} and len(server.puts) == 4, server.puts

    host = add_bucket(cli, "virtual", f"http://localhost:{server.server_port}", style="host", hours=1)
    done = cli.ok("hosts", "test", host, TROUPE_HOST_KEY=bucket.SECRET)["test"]
    assert done["address"]["verdict"] == "fine" and done["deletes"], done
    assert server.puts[-1].startswith(f"clips.localhost:{server.server_port}/"), server.puts
    for entry in cli.ok("hosts", "list")["hosts"]:
        cli.ok("hosts", "remove", entry["id"])


@case("a bucket refuses a wrong secret, and no secret is told")
def wrong_secret(cli):
    server = bucket.Bucket()
    host = add_bucket(cli, "wrong", server.base)
    message = cli.fail("host.key", "hosts", "test", host, TROUPE_HOST_KEY="another/secret")
    assert "SignatureDoesNotMatch: It is SignatureDoesNotMatch." in message and "another" not in message, message
    cli.fail("host.no-key", "hosts", "test", host)
    assert server.puts == []
    cli.ok("hosts", "remove", host)


@case("a whole order through a bucket tells neither secret nor signature")
def order(_cli):
    own, server = Cli(), bucket.Bucket()
    host = add_bucket(own, "kept", server.base)
    with Studio(own.home / "studio") as studio:
        profiles.add_accounts(own.home, {"evolink": studio.base + "/evolink"})
        done = own.run("character", "create", media.make("h264.mp4"), "--range", "0,2", "--provider", "my-evolink",
                       "--host", host, TROUPE_KEY=studio.key, TROUPE_HOST_KEY=bucket.SECRET, G_MESSAGES_DEBUG="all")
        assert done.returncode == 0, done
        job, = own.ok("jobs", "list")["jobs"]
        shown = json.dumps(own.ok("jobs", "show", job["id"]))
    assert len(server.puts) == 1, server.puts
    signature = urllib.parse.parse_qs(urllib.parse.urlsplit(server.asked[-1][1]).query)["X-Amz-Signature"][0]
    for text in (done.stdout, done.stderr, shown):
        assert bucket.SECRET not in text and signature not in text, text
    for path in (path for path in own.home.rglob("*") if path.is_file() and "studio" not in path.parts):
        assert bucket.SECRET.encode() not in path.read_bytes(), path


@case("a bucket refuses what was signed for another region")
def wrong_region(cli):
    server = bucket.Bucket()
    host = add_bucket(cli, "region", server.base, region="eu-test-2")
    assert "SignatureDoesNotMatch" in cli.fail("host.key", "hosts", "test", host, TROUPE_HOST_KEY=bucket.SECRET)
    assert server.puts == []
    cli.ok("hosts", "remove", host)


@case("a signed address is good for what it was made for alone, and for its time")
def altered(cli):
    server = bucket.Bucket()
    host = add_bucket(cli, "altered", server.base, hours=2)
    cli.ok("hosts", "test", host, TROUPE_HOST_KEY=bucket.SECRET)
    method, address = server.asked[0]
    again = [method, address]
    name = address.partition("?")[0]
    for what, changed in {
            "path": (method, address.replace(name, name + "4")), "method": ("DELETE", address),
            "life": (method, address.replace("-Expires=3600", "-Expires=604800")),
            "region": (method, address.replace(bucket.REGION, "eu-test-2")),
            "more": (method, address + "&acl="), "host": (method, address.replace("127.0.0.1", "localhost"))}.items():
        assert list(changed) != again, what
        answer = requests.request(*changed, data=b"x")
        assert answer.status_code == 403 and "SignatureDoesNotMatch" in answer.text, (what, answer.text)
    assert requests.request(*again, data=b"x").status_code == 200
    for hours in (-1, 2):
        server.clock = lambda: datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
        answer = requests.request(*again, data=b"x")
        assert answer.status_code == 403 and "AccessDenied" in answer.text, answer.text
    assert len(server.puts) == 2, server.puts
    cli.ok("hosts", "remove", host)


@contextlib.contextmanager
def s3rver(folder):
    process = subprocess.Popen(["node", "-e", S3RVER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


@case("a bucket of s3rver takes and deletes, and refuses an unknown access key")
def foreign_bucket(cli):
    if not shutil.which("node") or subprocess.run(["node", "-e", "require('s3rver')"], capture_output=True,
                                                  check=False).returncode:
        raise tap.Skip("s3rver is not installed")
    folder = cli.home / "s3rver"
    folder.mkdir()
    with s3rver(folder) as base:
        host = cli.ok("hosts", "add", "s3", "Foreign", *settings(
            endpoint=base, bucket="clips", access_key="S3RVER", prefix="a b/ü"))["host"]["id"]
        done = cli.ok("hosts", "test", host, TROUPE_HOST_KEY="S3RVER")["test"]
        assert done["address"]["verdict"] == "fine" and done["address"]["type"] == "video/mp4", done
        assert done["deletes"] and not list(folder.rglob("*.mp4*")), list(folder.rglob("*"))
        cli.ok("hosts", "remove", host)
        host = cli.ok("hosts", "add", "s3", "Unknown", *settings(
            endpoint=base, bucket="clips", access_key="NOBODY"))["host"]["id"]
        assert "InvalidAccessKeyId" in cli.fail("host.key", "hosts", "test", host, TROUPE_HOST_KEY="S3RVER")
        cli.ok("hosts", "remove", host)
        host = cli.ok("hosts", "add", "s3", "Missing", *settings(
            endpoint=base, bucket="nowhere", access_key="S3RVER"))["host"]["id"]
        assert "NoSuchBucket" in cli.fail("host.refused", "hosts", "test", host, TROUPE_HOST_KEY="S3RVER")
        cli.ok("hosts", "remove", host)


@case("a folder that is served is tested, and one that is not served is told")
def folder_host(cli):
    folder = cli.home / "www"
    folder.mkdir()

    class Served(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *words):
            super().__init__(*words, directory=folder)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    host = cli.ok("hosts", "add", "folder", "Web", *settings(location=folder, address=address))["host"]["id"]
    done = cli.ok("hosts", "test", host)["test"]
    assert done["address"]["verdict"] == "fine" and done["address"]["type"] == "video/mp4", done
    assert done["deletes"] and list(folder.iterdir()) == [], done
    cli.ok("hosts", "remove", host)

    host = cli.ok("hosts", "add", "folder", "Other", *settings(location=folder, address=address + "sub"))["host"]["id"]
    done = cli.ok("hosts", "test", host)["test"]
    assert done["address"]["verdict"] == "refused" and done["address"]["reasons"] == ["status"], done
    assert list(folder.iterdir()) == [], done
    cli.ok("hosts", "remove", host)

    host = cli.ok("hosts", "add", "folder", "Gone", *settings(location=folder / "gone", address=address))["host"]["id"]
    cli.fail("io.not-found", "hosts", "test", host)
    cli.ok("hosts", "remove", host)
    server.shutdown()


@case("a host that is not there is told")
def unreachable(cli):
    host = add_bucket(cli, "nobody", f"http://127.0.0.1:{closed_port()}")
    cli.fail("host.unreachable", "hosts", "test", host, TROUPE_HOST_KEY=bucket.SECRET)
    cli.ok("hosts", "remove", host)


@case("probe-address tells what a provider would meet")
def probe(cli):
    web = Web()
    web.add("/clip.mp4", b"0123456789")
    web.add("/page", b"<html>", "text/html")
    local = cli.ok("probe-address", web.base + "/clip.mp4")["address"]
    assert local["verdict"] == "refused" and local["reasons"] == ["private"], local
    near = cli.ok("probe-address", web.base + "/clip.mp4", "--provider", "practice")["address"]
    assert near["verdict"] == "fine" and near["size"] == 10 and near["reasons"] == [], near
    page = cli.ok("probe-address", web.base + "/page", "--provider", "practice")["address"]
    assert page["reasons"] == ["page"] and page["type"] == "text/html", page
    assert cli.ok("probe-address", "nonsense")["address"]["reasons"] == ["malformed"]
    cli.fail("provider.not-found", "probe-address", web.base, "--provider", "nobody")


tap.run(Cli())
