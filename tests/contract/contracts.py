# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contracts of the providers: OpenAPI files, found by the id of a profile."""
import copy
import pathlib

import yaml

FOLDER = pathlib.Path(__file__).with_name("openapi")


EXAMPLES = ("example", "value")

# Much quicker, where libyaml is
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def merge(target, patch):
    """What a merge patch (RFC 7386) makes of a document; an example is taken whole, with its nulls."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if name in EXAMPLES:
            merged[name] = value
        elif value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


def all_contracts():
    """Pairs of a profile's id and its contract; an id may come twice, which is a fault."""
    for path in sorted(FOLDER.glob("*.yaml")):
        document = yaml.load(path.read_text(), LOADER)
        for name in document.get("x-profiles", []):
            yield name, document
        if "x-base" in document:
            base = yaml.load((FOLDER / document["x-base"]).read_text(), LOADER)
            for name, patch in document["x-variants"].items():
                yield name, merge(base, patch)


def find(name):
    contract, = (contract for known, contract in all_contracts() if known == name)
    return contract
