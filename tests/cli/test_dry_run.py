# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""character create --dry-run for every provider that ships, whether it was added or not."""
import json
import pathlib

import media
import tap
from cli import Cli
from tap import case

BASE = "https://own.example.org"
ADDRESS = "https://media.example.org/clip.mp4"


def dry(cli, profile, *more):
    base = [] if "base" in profile or "builtin" in profile else ["--base", BASE + "/v1"]
    return cli.ok("character", "create", media.make("h264.mp4"), "--range", "0,2", "--alias", "Anna",
                  "--provider", profile["id"], *base, *more, "--dry-run")


FOLDER = pathlib.Path(__file__).resolve().parents[2] / "data" / "profiles"
SHIPPED = sorted(set(FOLDER.glob("*.json")) - {FOLDER / "profile.schema.json"})


@case("each shipped provider shows what it would be sent")
def every_provider(cli):
    for profile in (json.loads(path.read_text()) for path in SHIPPED):
        sources = profile["clip"]["sources"]
        more = (["--from-task", "video_1"] if sources == ["task"] else ["--address", ADDRESS] if "url" in sources
                else [])
        shown = dry(cli, profile, *more)
        inline = profile.get("kind") == "inline"
        request = shown["video" if inline else "request"]
        assert (shown["request"] is None) == inline, (profile["id"], shown)
        assert request["method"] == "POST" and request["url"].startswith("http"), (profile["id"], shown)
        assert request["curl"].startswith("curl "), (profile["id"], request)


@case("a provider without an address of its own says that one is missing")
def no_base(cli):
    message = cli.fail("provider.value", "character", "create", media.make("h264.mp4"), "--range", "0,2",
                       "--provider", "gateway-a", "--address", ADDRESS, "--dry-run")
    assert "base address" in message, message


@case("a file goes to a host where the provider takes only addresses")
def host(cli):
    (cli.home / "public").mkdir()
    made = cli.ok("hosts", "add", "folder", "Web space", "--set", f"location={cli.home / 'public'}",
                  "--set", "address=https://www.example.org/clips")
    shown = cli.ok("character", "create", media.make("h264.mp4"), "--range", "0,2", "--provider", "chainhub",
                   "--dry-run")
    assert shown["host"]["kind"] == "folder" and shown["host"]["size"] > 1000, (made, shown)
    assert shown["request"]["body"]["timestamps"] == "0,2", shown
    assert not list((cli.home / "public").iterdir()), "something was uploaded"
    cli.fail("host.not-found", "character", "create", media.make("h264.mp4"), "--range", "0,2", "--provider",
             "chainhub", "--host", "nowhere", "--dry-run")

    # The provider's own upload comes before the host that clips usually go to, not before one that is asked for.
    words = ["character", "create", media.make("h264.mp4"), "--range", "0,2", "--dry-run", "--provider"]
    shown = cli.ok(*words, "evolink")
    assert "upload" in shown and "host" not in shown, shown
    shown = cli.ok(*words, "evolink", "--host", "web-space")
    assert shown["host"]["id"] == "web-space" and "upload" not in shown, shown
    assert "each video" in cli.fail("usage", *words, "evolink-seedance", "--host", "web-space")


tap.run(Cli())
