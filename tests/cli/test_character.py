# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""character create, list, show and delete, against the real Practice Studio."""
import json
import pathlib
import resource
import shutil
import sqlite3

import media
import profiles
import tap
from cli import KEY, Cli
from studio import Studio
from tap import case


def create(cli, *more, clip="h264.mp4", **env):
    return cli.ok("character", "create", media.make(clip), "--range", "1,2.5", *more, **env)["character"]


@case("create answers with a whole character")
def create_whole(cli):
    character = create(cli, "--alias", "Zoë")
    assert character["alias"] == "Zoë" and character["state"] == "ready", character
    assert character["range"] == "1,2.5" and character["problem"] is None, character
    for path in [character["picture"], character["clip"], *character["stills"]]:
        assert pathlib.Path(path).is_absolute() and pathlib.Path(path).stat().st_size > 0, path
    assert len(character["stills"]) == 4, character
    identity, = character["identities"]
    assert identity["provider"] == "practice" and identity["username"] == character["username"]
    assert identity["id"].startswith("ch_") and identity["permalink"] == character["permalink"]


@case("the picture is the one that the Studio made")
def create_picture(cli):
    character = cli.ok("character", "list")["characters"][0]
    assert "avatar" in character["picture"], character


@case("list finds by a part of the name, and show tells the same")
def find(cli):
    create(cli)
    found, = cli.ok("character", "list", "--search", "zo")["characters"]
    assert found["alias"] == "Zoë", found
    assert cli.ok("character", "show", found["id"])["character"] == found
    both = cli.ok("character", "list")["characters"]
    assert [character["alias"] for character in both] == ["h264", "Zoë"], both


@case("delete takes it off the list")
def delete(cli):
    found, = cli.ok("character", "list", "--search", "zoe")["characters"]
    assert cli.ok("character", "delete", found["id"]) == {"deleted": found["id"]}
    assert cli.ok("character", "list", "--search", "zoe")["characters"] == []
    cli.fail("library.not-found", "character", "show", found["id"])
    cli.fail("library.not-found", "character", "delete", found["id"])
    cli.fail("library.not-found", "character", "show", "nobody")


@case("create refuses what cannot be a character")
def create_refuses(cli):
    clip = media.make("h264.mp4")
    before = cli.ok("character", "list")
    cli.fail("clip.not-found", "character", "create", "missing.mp4", "--range", "1,2")
    cli.fail("clip.range", "character", "create", clip, "--range", "0,0.5")
    cli.fail("clip.range", "character", "create", clip, "--range", "1,9")
    cli.fail("clip.range", "character", "create", clip, "--range", "one")
    cli.fail("clip.too-short", "character", "create", media.make("short.mp4"), "--range", "0,0.6")
    cli.fail("usage", "character", "create", clip)
    cli.fail("provider.not-found", "character", "create", clip, "--range", "1,2", "--provider", "nobody")
    cli.fail("provider.source", "character", "create", clip, "--range", "1,2", "--provider", "chainhub")
    cli.fail("library.alias", "character", "create", clip, "--range", "1,2", "--alias", "H264")
    cli.fail("library.alias", "character", "create", clip, "--range", "1,2", "--alias", " ")
    assert cli.ok("character", "list") == before


@case("dry run of a file prints the call and the upload, and keeps nothing")
def dry_run_file(cli):
    before = cli.ok("character", "list")
    requests = cli.ok("character", "create", media.make("h264.mp4"), "--range", "1,2.5", "--dry-run")
    assert requests["request"]["method"] == "POST", requests
    assert requests["request"]["url"].endswith("/sora/v1/characters"), requests
    assert requests["request"]["body"]["timestamps"] == "0,1.5", requests
    part, = requests["upload"]["body"]
    assert part["name"] == "file" and part["type"] == "video/mp4" and part["size"] > 1000, part
    assert cli.ok("character", "list") == before


@case("dry run with a task prints the one call, with the key masked")
def dry_run_task(cli):
    requests = cli.ok("character", "create", media.make("h264.mp4"), "--range", "1,3", "--provider",
                      "chainhub", "--from-task", "video_1", "--dry-run", TROUPE_KEY=KEY)
    assert list(requests) == ["request"], requests
    assert requests["request"]["url"] == "https://api.chainhub.tech/sora/v1/characters", requests
    assert requests["request"]["body"] == {"from_task": "video_1", "timestamps": "1,3"}, requests
    assert KEY not in str(requests) and "Bearer" in requests["request"]["headers"]["Authorization"]


@case("a character whose answer was lost is found among the orders of its account, and followed")
def lost(_cli):
    own = Cli()
    faults = own.home / "faults.json"
    faults.write_text(json.dumps([{"route": "POST /evolink/v1/videos/generations", "times": 1, "fault": {"drop": "after"}}]))
    with Studio(own.home / "studio", "--faults", str(faults)) as studio:
        profiles.add_accounts(own.home, {"evolink": studio.base + "/evolink"})
        own.env["TROUPE_KEY"] = studio.key
        words = ["character", "create", media.make("h264.mp4"), "--range", "0,2", "--provider", "my-evolink"]
        own.fail("provider.lost-answer", *words)
        job, = own.ok("jobs", "list")["jobs"]
        found, = own.ok("jobs", "resolve", job["id"], "--as", "look-for")["candidates"]
        assert found["model"] == "sora-character", found
        job = own.ok("jobs", "resolve", job["id"], "--as", "look-for", "--job", found["job"])["job"]
        assert (job["state"], job["job"], job["paid_calls"]) == ("done", found["job"], 1), job
        character = own.ok("character", "show", job["character"])["character"]
        made, = studio.ledger()["characters"]
        assert character["state"] == "ready" and character["username"] == made["username"], (character, made)


@case("a library without space says so, and can be used when there is some")
def library_no_space(_cli):
    other = Cli()
    for limit in (4096, 20000, 60000):
        other.fail("library.no-space", "character", "list", before=small_files(limit))
        assert Cli.ok(other, "character", "list") == {"characters": []}, limit
        shutil.rmtree(other.data)
    for limit in (60000, 200000, 400000):
        other.fail("library.no-space", "character", "create", media.make("h264.mp4"), "--range", "1,2",
                   before=small_files(limit), G_DEBUG="")    # that it could not be kept is a warning, too
        shutil.rmtree(other.data)


def small_files(limit):
    """A limit on the size of files is the full disk that a test can make."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


@case("a library that cannot be used is told apart and left alone")
def library_errors(_cli):
    other = Cli()
    other.ok("character", "list")
    with sqlite3.connect(other.data / "library.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    other.fail("library.newer", "character", "list")
    (other.data / "library.db").write_bytes(b"nonsense" * 1000)
    other.fail("library.damaged", "character", "list")
    assert (other.data / "library.db").read_bytes() == b"nonsense" * 1000


tap.run(Cli())
