# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of curl that a dry run prints, in a real shell against a real studio."""
import json
import pathlib
import shutil
import subprocess
import tempfile

import media
import tap
from cli import Cli
from studio import Studio
from tap import case

MASK = "••••"


def run_shell(cli, command, key):
    """What the command, with the key put in, prints and its status."""
    assert key not in command and MASK in command, command
    done = subprocess.run(["sh", "-c", command.replace(MASK, key) + " --silent --show-error --write-out '\n%{http_code}'"],
                          cwd=cli.home, capture_output=True, text=True, check=True)
    body, status = done.stdout.rsplit("\n", 1)
    return int(status), json.loads(body)


def add_account(cli, studio, provider):
    config = cli.home / "config" / "troupe"
    config.mkdir(parents=True, exist_ok=True)
    with open(config / "providers.ini", "a") as file:
        file.write(f"[provider {provider}]\nprofile={provider}\nbase={studio.base}/{provider}\n")


@case("a form with a file and a JSON body do what Troupe itself would do")
def upload_and_create(cli, studio):
    add_account(cli, studio, "evolink")
    shown = cli.ok("character", "create", media.make("h264.mp4"), "--range", "1,3", "--provider", "evolink",
                   "--dry-run", TROUPE_KEY=studio.key)
    shutil.copy(media.make("h264.mp4"), cli.home / "clip.mp4")    # the name it has towards the provider
    status, stored = run_shell(cli, shown["upload"]["curl"], studio.key)
    assert (status, stored["success"]) == (200, True), stored
    command = shown["request"]["curl"].replace("{upload.url}", stored["data"]["file_url"])
    status, task = run_shell(cli, command, studio.key)
    assert status == 200 and task["id"].startswith("task-unified-"), task


@case("an apostrophe, a dollar and a line feed reach the provider as they were typed")
def odd_letters(cli, studio):
    add_account(cli, studio, "gateway-a")
    shown = cli.ok("character", "create", media.make("h264.mp4"), "--range", "1,3", "--provider", "gateway-a",
                   "--from-task", "video_'$(touch owned)`\n", "--dry-run", TROUPE_KEY=studio.key)
    assert shown["request"]["body"]["from_task"] == "video_'$(touch owned)`\n", shown
    status, said = run_shell(cli, shown["request"]["curl"], studio.key)
    assert status in (400, 404) and "error" in said, (status, said)
    assert not (cli.home / "owned").exists()


with tempfile.TemporaryDirectory() as folder, Studio(pathlib.Path(folder) / "state") as practice:
    tap.run(Cli(), practice)
