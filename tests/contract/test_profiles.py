# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call that troupe-cli can make with one shipped profile, against the contract of its provider."""
import json
import pathlib
import subprocess
import sys

import tap
from cli import KEY, PROGRAM
from stage import Account
from tap import case

TASK = "video_00000000-0000-4000-8000-000000000001"
UNIFIED = "task-unified-1767917446-5lqy8zzv"
FILE = "input_reference"
CLIP = {"character_url", "character_timestamps"}
CREATION = ("create-character", "follow-character", "upload", "delete-upload")
used = set()    # calls of the profile that were made
sent = set()    # (method, path, field) that were sent


def pixels(picture):
    """What is seen of it; what else a file says of itself does not leave this computer."""
    return subprocess.run(["ffmpeg", "-v", "error", "-i", "-", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], input=picture,
                          check=True, capture_output=True).stdout


def check(account, records, *names):
    """No fault in any call; returns the calls that these are, in their order."""
    calls = []
    for record in records:
        assert (record.faults, record.answer_faults) == ([], []), record
        assert record.headers["Authorization"] == f"Bearer {KEY}", record.headers
        calls.append(account.call_of(record, *names))
        sent.update((record.method, record.path, name) for name in [*(record.fields or {}), *record.files])
    used.update(calls)
    return calls


def is_same(shown, sent):
    """Whether a shown document is the sent one; long data URLs are shown by their beginning."""
    if isinstance(shown, dict):
        return shown.keys() == sent.keys() and all(is_same(shown[name], sent[name]) for name in shown)
    if isinstance(shown, list):
        return len(shown) == len(sent) and all(map(is_same, shown, sent))
    if isinstance(shown, str) and shown.startswith("data:") and shown.endswith(" letters)"):
        return sent.startswith(shown.split("…")[0])
    return shown == sent


def check_shown(account, shown, record):
    """What a dry run shows is what was sent, but for the address of an upload that was not made."""
    assert (shown["method"], shown["url"].split("?")[0]) == (record.method, account.mock.base + record.path), shown
    assert shown["headers"].get("Content-Type", "") == record.encoding, shown
    for name in shown["headers"]:
        assert name in record.headers, (name, record.headers)
    if isinstance(shown["body"], dict):
        expected = json.loads(json.dumps(shown["body"]).replace("{upload.url}", account.mock.fill("https://files.example/clip.mp4")))
        assert is_same(expected, record.fields), (shown, record.fields)
    else:
        for part in shown["body"]:
            if "filename" in part:
                assert record.files[part["name"]] == part["type"], (part, record.files)
                assert len(record.contents[part["name"]]) == part["size"], part
                assert record.file_names == [part["filename"]], record.file_names
            else:
                assert record.fields[part["name"]] == part["value"], (part, record.fields)
        assert {part["name"] for part in shown["body"]} == {*record.fields, *record.files}, shown


def create(account, source, *more):
    """Makes a character; returns the calls by name, for an inline one what goes with its videos."""
    words = ["character", "create", source, "--range", "1,3", "--provider", account.provider, *more]
    status, shown, records = account.run("character", *words, "--dry-run")
    assert status == 0 and not records, (shown, records)
    status, document, records = account.run("character", *words)
    assert status == 0, (document, records)
    character = document["character"]
    assert character["state"] == "ready", character
    assert [identity["provider"] for identity in character["identities"]] == [account.provider], character
    if account.profile.get("kind") == "inline":
        assert shown["request"] is None and not records, (shown, records)
        return {"create-character": shown["video"]}
    calls = dict(zip(check(account, records, *CREATION), records))
    check_shown(account, shown["request"], calls["create-character"])
    assert ("upload" in calls) == ("upload" in shown), (calls, shown)
    if "upload" in calls:
        check_shown(account, shown["upload"], calls["upload"])
    return calls


def need(account, *ways):
    sources = account.profile["clip"]["sources"]
    if not any(way in sources for way in ways):
        raise tap.Skip(f"it takes {' '.join(sources)}")


@case("a character from an address")
def from_address(account):
    need(account, "url")
    address = account.files.base + "/files/clip.mp4"
    calls = create(account, address)
    assert "upload" not in calls, calls
    if "{range.text}" in json.dumps(account.profile["calls"]):    # else the range is cut out and uploaded
        assert address in str(calls["create-character"]), calls


@case("a character from a finished task, in place of any address")
def from_task(account):
    need(account, "task")
    for source in (account.clip, account.files.base + "/files/clip.mp4"):
        calls = create(account, source, "--from-task", TASK)
        assert "upload" not in calls and TASK in str(calls["create-character"]), calls
        assert account.files.base not in str(calls["create-character"]), calls


@case("a character from a file")
def from_file(account):
    if "upload" not in account.profile["calls"]:
        need(account, "file", "data", "picture")
    calls = create(account, account.clip, "--alias", "Mossy")
    for record in calls.values():
        assert "h264" not in str(record), "the name of the person's file was sent"


def a_source(account):
    """What a character can be made of at this account."""
    ways = {*account.profile["clip"]["sources"], *account.profile["calls"]}
    if ways & {"file", "data", "picture", "upload"}:
        return [account.clip]
    return [account.files.base + "/files/clip.mp4"] if "url" in ways else [account.clip, "--from-task", TASK]


def first(choices):
    """What a profile suggests: a text, a number or, of models, perhaps an object."""
    return choices[0]["id"] if isinstance(choices[0], dict) else choices[0]


def fields_to_send(account, call):
    """Those that the vendor's documents tell of."""
    path = account.profile["calls"].get(call, {}).get("path")
    return {*account.contract["paths"].get(path, {}).get("post", {}).get("x-must-send", [])}


def options(account):
    """One value for each option of a video that the profile sends."""
    told = {"models": ["some/model"], "seconds": [4], **account.profile.get("video", {})}
    body = json.dumps(account.profile["calls"]["create-video"]["body"])
    for name, choices in (("model", "models"), ("seconds", "seconds"), ("size", "sizes"), ("aspect", "aspects"),
                          ("resolution", "resolutions")):
        if "{video.%s}" % name in body and told.get(choices):
            yield from ("--" + name, first(told[choices]))
    yield from ("--watermark", "true", "--private", "false") if "{video.watermark}" in body else ()
    yield from ("--reference", account.files.folder / "avatar.png") \
        if "{reference." in body else ()


def film(account, *more, scene="video"):
    """Makes a video, after a dry run that has shown its call; returns what was sent of it."""
    output = account.cli.home / "out.mp4"
    words = ["video", "create", "--provider", account.provider, *options(account), *more]
    status, shown, records = account.run("video", *words, "--dry-run")
    assert status == 0 and not records, (shown, records)
    status, document, records = account.run(scene, *words, "--output", output)
    assert status == 0, (document, records)
    calls = check(account, records, "create-video", "follow-video", "download-video", "upload", "delete-upload")
    order = records[calls.index("create-video")]
    check_shown(account, shown["request"], order)
    assert calls.count("create-video") == 1 and "follow-video" in calls, calls
    # The library keeps what came as it came; the copy tells its story, too.
    assert pathlib.Path(document["video"]["file"]).read_bytes() == pathlib.Path(account.clip).read_bytes()
    assert output.stat().st_size > pathlib.Path(account.clip).stat().st_size
    output.unlink()
    return order


@case("a video with a character, which goes along where nothing is kept")
def video(account):
    status, document, _records = account.run("character", "character", "create", *a_source(account), "--range", "1,3",
                                             "--provider", account.provider, "--alias", "Fox")
    assert status == 0, document
    order = film(account, "--prompt", "@Fox waters the plants", "--character", "Fox")
    assert "waters the plants" in order.fields["prompt"] and "@Fox" not in order.fields["prompt"], order
    if "username" in account.profile["mention"]["template"]:
        assert document["character"]["username"] in order.fields["prompt"], (order, document)


@case("a video with a clip at an address, beside a character where those are kept")
def video_with_clip(account):
    if "character_url" not in account.profile["calls"]["create-video"]["body"] or \
            "character_timestamps" not in account.profile["calls"]["create-video"]["body"]:
        raise tap.Skip("only its characters")
    address = account.files.base + "/files/clip.mp4"
    is_kept = account.profile.get("kind") != "inline"
    order = film(account, "--prompt", "@Fox waters the plants" if is_kept else "A fox", "--character-url", address,
                 "--character-timestamps", "1,3", scene="content")
    assert "@Fox" not in order.fields["prompt"] and is_kept == ("waters" in order.fields["prompt"]), order
    words = iter(map(str, options(account)))
    chosen = {name.removeprefix("--"): value for name, value in zip(words, words)}
    picture = pathlib.Path(chosen.pop("reference"))
    assert order.fields == {**chosen, "prompt": order.fields["prompt"], "character_url": address,
                            "character_timestamps": "1,3"}, order
    assert (order.files, order.file_names) == ({FILE: "image/png"}, ["reference.png"]), order
    assert list(order.contents) == [FILE] and pixels(order.contents[FILE]) == pixels(picture.read_bytes()), order
    assert {*order.fields, FILE} == fields_to_send(account, "create-video") | CLIP, order


@case("a video is varied")
def remix(account):
    if "remix-video" not in account.profile["calls"]:
        raise tap.Skip("it varies none")
    task = TASK if "{job.id}" in account.profile["calls"]["remix-video"]["path"] else UNIFIED
    status, document, records = account.run("content", "video", "create", "--provider", account.provider,
                                            "--prompt", "By night", "--remix", task, told=[task])
    assert status == 0 and document["video"]["state"] == "done", document
    calls = check(account, records, "remix-video", "follow-video", "download-video")
    assert calls[0] == "remix-video" and "remix-video" not in calls[1:], calls
    assert records[0].fields["prompt"] == "By night" and task in records[0].path + str(records[0].fields), records


@case("a video is fetched from its provider where no answer tells its address")
def fetched(account):
    if "download-video" not in {*account.profile["calls"]} - used:
        raise tap.Skip("it was, or it is never")
    film(account, "--prompt", "A fox", scene="content")


@case("a video of which no answer came is looked for among those of the account")
def look_for(account):
    if "list-videos" not in account.profile["calls"]:
        raise tap.Skip("it lists none")
    account.mock.once[account.profile["calls"]["create-video"]["path"]] = None
    words = ["--provider", account.provider, *options(account), "--prompt", "A lost fox"]
    status, document, records = account.run("video", "video", "create", *words)
    assert status == 1 and document["error"]["code"] == "provider.lost-answer", document
    calls = check(account, records, "create-video", "upload", "delete-upload")
    assert calls.count("create-video") == 1, calls
    job, = (job["id"] for job in account.cli.ok("jobs", "list")["jobs"] if job["state"] == "unknown")
    status, document, records = account.run("video", "jobs", "resolve", job, "--as", "look-for")
    assert status == 0 and "candidates" in document, document
    assert check(account, records, "list-videos") == ["list-videos"], records


@case("a character of which no answer came is looked for among the orders of the account")
def look_for_character(account):
    if "list-characters" not in account.profile["calls"]:
        raise tap.Skip("it lists none")
    account.mock.once[account.profile["calls"]["create-character"]["path"]] = None
    words = ["character", "create", *a_source(account), "--range", "1,3", "--provider", account.provider]
    status, document, records = account.run("character", *words, "--alias", "Lost")
    assert status == 1 and document["error"]["code"] == "provider.lost-answer", document
    calls = check(account, records, *CREATION)
    assert calls.count("create-character") == 1, calls
    job, = (job["id"] for job in account.cli.ok("jobs", "list")["jobs"] if (job["state"], job["title"]) == ("unknown", "Lost"))
    status, document, records = account.run("character", "jobs", "resolve", job, "--as", "look-for")
    assert status == 0 and "candidates" in document, document
    listing = account.profile["calls"]["list-characters"]
    assert check(account, records, "list-characters") == ["list-characters"], records
    assert records[0].query == listing["query"], records


@case("a video that is being made is ended")
def cancel(account):
    if "cancel-video" not in account.profile["calls"]:
        raise tap.Skip("it ends none")
    account.mock.play("endless")
    words = ["video", "create", "--provider", account.provider, *options(account), "--prompt", "An endless fox"]
    process = subprocess.Popen([PROGRAM, "--json", *map(str, words)], cwd=account.cli.home, text=True,
                               env={**account.cli.env, **account.env}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    while not any(account.is_call(record, "follow-video") for record in account.mock.records):
        assert process.poll() is None
    job, = (job["id"] for job in account.cli.ok("jobs", "list")["jobs"] if job["state"] == "running")
    while account.cli.run("jobs", "cancel", job, **account.env).returncode != 0:    # as soon as the answer is in the journal
        assert process.poll() is None
    out, _ = process.communicate()
    assert process.returncode == 1 and "stopped by its provider" in json.loads(out)["error"]["message"], out
    calls = check(account, account.mock.take(), "create-video", "follow-video", "cancel-video", "upload", "delete-upload")
    assert (calls.count("create-video"), calls.count("cancel-video")) == (1, 1), calls


@case("a video is deleted at its provider, too, once, and comes back here")
def delete(account):
    if "delete-video" not in account.profile["calls"]:
        raise tap.Skip("it deletes none")
    status, document, _records = account.run("content", "video", "create", "--provider", account.provider,
                                             *options(account), "--prompt", "An old fox")
    assert status == 0, document
    made = document["video"]
    status, document, records = account.run("content", "video", "delete", made["id"], "--at-provider", told=[made["job"]])
    assert (status, document) == (0, {"deleted": made["id"], "deleted_at": account.provider}), document
    assert check(account, records, "delete-video") == ["delete-video"] and made["job"] in records[0].path, records
    account.cli.fail("library.not-found", "video", "show", made["id"])
    account.cli.ok("video", "delete", made["id"], "--undo")
    assert account.cli.ok("video", "show", made["id"])["video"] == {**made, "job": None}
    status, document, records = account.run("content", "video", "delete", made["id"], "--at-provider")
    assert (status, document["error"]["code"], records) == (1, "job.state", []), document
    account.cli.ok("video", "show", made["id"])


@case("the account is tested by one call, which only reads")
def tested(account):
    status, document, records = account.run(None, "providers", "test", account.provider)
    assert status == 0 and document["outcome"] == "good", document
    assert check(account, records, "test") == ["test"] and records[0].method == "GET", records


@case("every call of the profile was made that troupe-cli can make")
def every_call(account):
    missing = set(account.profile["calls"]) - used
    assert not missing, missing


@case("every field that the vendor's documents tell of was sent")
def every_field(account):
    for call in ("create-character", "create-video"):
        path = account.profile["calls"].get(call, {}).get("path")
        missing = {("POST", path, name) for name in fields_to_send(account, call)} - sent
        assert not missing, missing


with Account(sys.argv[2]) as the_account:
    tap.run(the_account)
