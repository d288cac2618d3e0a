# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One shipped profile at its counterpart in the Practice Studio: each request and each answer, against its contract."""
import json
import sys
import tempfile

import tap
from stage import StudioAccount
from studio import Studio, colour_clip
from tap import case


def create(account, source, *more):
    """Makes a character by calls in which nobody is at fault."""
    status, document, records = account.run(None, "character", "create", source, "--range", "1,3", "--provider",
                                            account.provider, *more)
    assert status == 0, (document, records)
    for record in records:
        assert (record.faults, record.answer_faults) == ([], []), record
    assert bool(records) == (account.profile.get("kind") != "inline"), records
    character = document["character"]
    assert character["state"] == "ready" and character["identities"], character
    return character


def need(account, *ways):
    if not {*ways} & {*account.profile["clip"]["sources"], *account.profile["calls"]}:
        raise tap.Skip("it takes " + " ".join(account.profile["clip"]["sources"]))


@case("a character from an address")
def from_address(account):
    need(account, "url")
    create(account, account.studio.upload(account.clip))


def film(account):
    """The id of a finished video of the same account."""
    calls, base = account.profile["calls"], account.mock.target.removeprefix(account.studio.base)
    length = {"duration": 4} if "generations" in calls["create-video"]["path"] else {"seconds": "4"}
    fields = {"model": "sora-2", "prompt": "A fox", **length}
    body = {"json": fields} if calls["create-video"]["encoding"] == "json" else \
        {"files": {name: (None, value) for name, value in fields.items()}}
    job = account.studio.ask("POST", base + calls["create-video"]["path"], **body).json()["id"]
    told = account.studio.follow(job, base + calls["follow-video"]["path"].removesuffix("{job.id}"))[-1]
    assert told["status"] == "completed", told
    return job


@case("a character from a finished task")
def from_task(account):
    need(account, "task")
    create(account, account.clip, "--from-task", film(account))


@case("a character from a file")
def from_file(account):
    need(account, "file", "data", "picture", "upload")
    create(account, account.clip)


# What the counterpart of a profile that names no models has
MODELS = {"openrouter": "google/veo-3.1"}


@case("a video, from the order to the file")
def video(account):
    output = account.cli.home / "out.mp4"
    told = {"models": [MODELS.get(account.name, "sora-2")], "seconds": [4], **account.profile.get("video", {})}
    body = json.dumps(account.profile["calls"]["create-video"]["body"])
    words = [word for name, choices in (("model", "models"), ("seconds", "seconds")) if "{video.%s}" % name in body
             for word in ("--" + name, told[choices][0]["id"] if isinstance(told[choices][0], dict) else told[choices][0])]
    if '"video_urls"' in body:    # of references alone, which must be large enough
        words += ["--clip", colour_clip(account.cli.home / "clip.mp4", "red", seconds=3, size="1280x720")]
    status, document, records = account.run(None, "video", "create", "--provider", account.provider, "--prompt", "A fox",
                                            *words, "--output", output)
    assert status == 0, (document, records)
    for record in records:
        assert (record.faults, record.answer_faults) == ([], []), record
    assert output.read_bytes()[4:8] == b"ftyp"


@case("the account is tested")
def tested(account):
    status, document, records = account.run(None, "providers", "test", account.provider)
    assert status == 0 and document["outcome"] == "good", document
    assert [(record.faults, record.answer_faults) for record in records] == [([], [])], records


with tempfile.TemporaryDirectory() as state, Studio(state) as the_studio:
    with StudioAccount(sys.argv[2], the_studio) as the_account:
        tap.run(the_account)
