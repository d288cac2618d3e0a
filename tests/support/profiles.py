# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The profiles that Troupe ships, and accounts of them in the home of a test."""
import json
import pathlib

import books

PROFILES = pathlib.Path(__file__).parents[2] / "data" / "profiles"


def names():
    return sorted(path.stem for path in PROFILES.glob("*.json") if not path.name.endswith(".schema.json"))


def load(name):
    return json.loads((PROFILES / f"{name}.json").read_text())


def hurried(profile):
    """The same, asking again as often as a profile can."""
    calls = {name: {**call, "poll": {**call["poll"], "first": 0.1, "growth": 1, "max": 0.1}} if "poll" in call else call
             for name, call in profile["calls"].items()}
    return {**profile, "calls": calls, "id": "own-" + profile["id"]}


def add_accounts(home, bases):
    """Accounts in a home, each of a hurried profile at an address; an account is called as its profile."""
    folder = home / "config" / "troupe"
    (folder / "profiles").mkdir(parents=True, exist_ok=True)
    choices = ""
    for name, base in bases.items():
        profile = {member: value for member, value in hurried(load(name)).items() if member != "builtin"}
        (folder / "profiles" / f"own-{name}.json").write_text(json.dumps(profile))
        books.keep(home, "my-" + name, profile, base)
        choices += f"[provider my-{name}]\nprofile=own-{name}\nbase={base}\n"
    (folder / "providers.ini").write_text(choices)
