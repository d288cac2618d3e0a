# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call that troupe-cli can make with one shipped profile, against the contract of its provider."""
import json
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


def check_shown(account, shown, record):
    """What a dry run shows is what was sent, but for the address of an upload that was not made."""
    assert (shown["method"], shown["url"].split("?")[0]) == (record.method, account.mock.base + record.path), shown
    assert shown["headers"].get("Content-Type", "") == record.encoding, shown
    for name in shown["headers"]:
        assert name in record.headers, (name, record.headers)
    if isinstance(shown["body"], dict):
        expected = json.loads(json.dumps(shown["body"]).replace("{upload.url}", account.mock.fill("https://files.example/clip.mp4")))
        assert expected == record.fields, (shown, record.fields)
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


@case("the account is tested by one call, which only reads")
def tested(account):
    status, document, records = account.run(None, "providers", "test", account.provider)
    assert status == 0 and document["outcome"] == "good", document
    assert check(account, records, "test") == ["test"] and records[0].method == "GET", records


@case("every call of the profile that makes a character was made")
def every_call(account):
    if account.profile.get("kind") == "inline":
        raise tap.Skip("the clip goes with each video")
    wanted = set(CREATION) & set(account.profile["calls"])
    assert used & set(CREATION) == wanted, wanted ^ used


@case("every field that the vendor's documents tell of was sent")
def every_field(account):
    for call in ("create-character",):
        path = account.profile["calls"].get(call, {}).get("path")
        wanted = account.contract["paths"].get(path, {}).get("post", {}).get("x-must-send", [])
        missing = {("POST", path, name) for name in wanted} - sent
        assert not missing, missing


with Account(sys.argv[2]) as the_account:
    tap.run(the_account)
