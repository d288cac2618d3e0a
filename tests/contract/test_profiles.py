# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call that troupe-cli can make with one shipped profile, against the contract of its provider."""
import json
import pathlib
import sys

import tap
from cli import KEY
from stage import Account
from tap import case

TASK = "video_00000000-0000-4000-8000-000000000001"
CREATION = ("create-character", "follow-character", "upload", "delete-upload")
used = set()    # calls of the profile that were made
sent = set()    # (method, path, field) that were sent


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


def film(account, *more):
    """Makes a video, after a dry run that has shown its call; returns what was sent of it."""
    output = account.cli.home / "out.mp4"
    words = ["video", "create", "--provider", account.provider, *options(account), *more]
    status, shown, records = account.run("video", *words, "--dry-run")
    assert status == 0 and not records, (shown, records)
    status, document, records = account.run("video", *words, "--output", output)
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


@case("a video with a clip at an address")
def video_with_clip(account):
    if "character_url" not in account.profile["calls"]["create-video"]["body"] or \
            "character_timestamps" not in account.profile["calls"]["create-video"]["body"]:
        raise tap.Skip("only its characters")
    address = account.files.base + "/files/clip.mp4"
    order = film(account, "--prompt", "A fox", "--character-url", address, "--character-timestamps", "1,3")
    assert (order.fields["character_url"], order.fields["character_timestamps"]) == (address, "1,3"), order


@case("the account is tested by one call, which only reads")
def tested(account):
    status, document, records = account.run(None, "providers", "test", account.provider)
    assert status == 0 and document["outcome"] == "good", document
    assert check(account, records, "test") == ["test"] and records[0].method == "GET", records


# What no command does yet, and what is for answers without the address that the examples have
LATER = {"list-videos", "delete-video", "remix-video", "cancel-video", "balance", "download-video"}


@case("every call of the profile was made that troupe-cli can make")
def every_call(account):
    missing = set(account.profile["calls"]) - LATER - used
    assert not missing, missing


@case("every field that the vendor's documents tell of was sent")
def every_field(account):
    for call in ("create-character", "create-video"):
        path = account.profile["calls"].get(call, {}).get("path")
        wanted = account.contract["paths"].get(path, {}).get("post", {}).get("x-must-send", [])
        missing = {("POST", path, name) for name in wanted} - sent
        assert not missing, missing


with Account(sys.argv[2]) as the_account:
    tap.run(the_account)
