# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contracts themselves, and that every profile that ships has one and keeps to its limits."""
import collections
import json
import pathlib

import contracts
import tap
from checking import CheckingServer
from openapi_schema_validator import OAS30ReadValidator, oas30_format_checker
from tap import case

PROFILES = pathlib.Path(__file__).parents[2] / "data" / "profiles"
KNOWN = dict(contracts.all_contracts())


def shipped():
    for path in sorted(PROFILES.glob("*.json")):
        if not path.name.endswith(".schema.json"):
            yield path.stem, json.loads(path.read_text())


def operations(contract):
    return ((f"{method} {path}", operation) for path, item in contract["paths"].items()
            for method, operation in item.items() if method in ("get", "post", "delete"))


@case("every profile that ships has one contract")
def every_profile(_nothing):
    told = collections.Counter(name for name, _contract in contracts.all_contracts())
    assert not [name for name, count in told.items() if count > 1], told
    without = [name for name, _profile in shipped() if name not in told]
    assert not without, f"no contract in tests/contract/openapi tells of {without}"


@case("each contract is OpenAPI that a server can load")
def valid(_nothing):
    for name, contract in KNOWN.items():
        try:
            CheckingServer(contract).server.server_close()
        except Exception as error:
            raise AssertionError(f"{name}: {error}") from error


@case("the examples keep to their schemas, and each story tells what is there")
def examples(_nothing):
    for name, contract in KNOWN.items():
        server = CheckingServer(contract)
        server.server.server_close()
        for call, operation in operations(contract):
            told = set()
            for status, response in operation["responses"].items():
                for media in server.resolve(response).get("content", {}).values():
                    for key, document in examples_of(server, media):
                        told.add(key)
                        schema = {"allOf": [media["schema"]], "components": contract["components"]}
                        checker = OAS30ReadValidator(schema, format_checker=oas30_format_checker)
                        faults = [error.message for error in checker.iter_errors(document)]
                        assert not faults, (name, call, status, key, faults)
            for scene, story in operation.get("x-story", {}).items():
                assert set(story) <= told, (name, call, scene, story)


def examples_of(server, media):
    for key, example in media.get("examples", {}).items():
        yield key, server.resolve(example)["value"]
    schema = server.resolve(media["schema"])
    if "example" in schema:
        yield None, schema["example"]


@case("no profile allows a range that its contract forbids")
def spans(_nothing):
    for name, profile in shipped():
        limits = KNOWN[name]["components"]["schemas"].get("Timestamps", {}).get("x-range-seconds")
        span = profile["clip"]["span"]
        if limits:
            assert limits.get("minimum", 0) <= span["min"] <= span["max"] <= limits["maximum"], (name, span, limits)
        start, end = profile["clip"].get("default", [0, span["max"]])
        assert span["min"] <= end - start <= span["max"], (name, profile["clip"])


tap.run(None)
