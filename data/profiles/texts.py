#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes texts.h: what people read of the shipped profiles, in a form that xgettext can read."""
import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent
HEAD = """/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Written by texts.py. Not compiled: it is there for the catalogues. */

#pragma once

/* Translators: what people read about providers; ChainHub and such are names. */
"""


def texts_of(profile):
    yield "provider name", profile["name"]
    yield "provider summary", profile["summary"]
    for member in ("note", "advice"):
        if member in profile["life"]:
            yield f"provider {member}", profile["life"][member]
    if "price" in profile.get("credits", {}):
        yield "provider price", profile["credits"]["price"]["source"]
    if "people" in profile:
        yield "provider people", profile["people"]


def render():
    texts = {}    # several profiles say the same
    for path in sorted(FOLDER.glob("*.json")):
        if not path.name.endswith(".schema.json"):
            texts |= dict.fromkeys(texts_of(json.loads(path.read_text())))
    lines = [HEAD.rstrip()] + [f"NC_({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})"
                               for context, text in texts]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FOLDER / "texts.h").write_text(render())
