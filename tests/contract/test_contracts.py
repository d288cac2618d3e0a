# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contracts themselves, and that every profile that ships has one and keeps to its limits."""
import collections
import json
import re
import sys

import contracts
import tap
from checking import CheckingServer
from openapi_schema_validator import OAS30ReadValidator, oas30_format_checker
from stage import shipped
from tap import case

KNOWN = dict(contracts.all_contracts())


def operations(contract):
    return ((f"{method} {path}", operation) for path, item in contract["paths"].items()
            for method, operation in item.items() if method in ("get", "post", "delete"))


@case("every profile that ships has one contract")
def every_profile(_nothing):
    told = collections.Counter(name for name, _contract in contracts.all_contracts())
    assert not [name for name, count in told.items() if count > 1], told
    without = [name for name, _profile in shipped() if name not in told]
    assert not without, f"no contract in tests/contract/openapi tells of {without}"
    assert sorted(sys.argv[2:]) == sorted(dict(shipped())), "tests/contract/meson.build lists other profiles"


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


def within(inner, outer):
    return outer.get("minimum", 0) <= inner["min"] <= inner["max"] <= outer["maximum"]


# The fields in the OpenAPI parts and tables of the five documents that Troupe began with
CHARACTER = ("url", "timestamps", "from_task")
SEEDS = {
    "chainhub": {"post /sora/v1/characters": CHARACTER},
    "yutoai": {"post /sora/v1/characters": CHARACTER},
    "kkiai": {"post /sora/v1/characters": CHARACTER},
    "evolink": {"post /v1/videos/generations": ("model", "video_url", "timestamps")},
}
SEED_VIDEO = {"model", "prompt", "seconds", "input_reference", "size", "watermark", "private", "character_url",
              "character_timestamps"}


@case("every field of those documents must be sent by a test of a profile")
def seeds(_nothing):
    for name, told in SEEDS.items():
        known = dict(operations(KNOWN[name]))
        for call, fields in told.items():
            assert set(fields) == set(known[call]["x-must-send"]), (name, call)
    video = [dict(operations(KNOWN[name]))["post /v1/videos"]["x-must-send"] for name in ("chainhub", "new-api")]
    assert SEED_VIDEO == set(video[0]) | set(video[1]), SEED_VIDEO ^ (set(video[0]) | set(video[1]))


@case("no profile allows a range that its contract forbids")
def spans(_nothing):
    for name, profile in shipped():
        span, calls = profile["clip"]["span"], json.dumps(profile["calls"])
        timestamps = KNOWN[name]["components"]["schemas"].get("Timestamps", {})
        if "{range.text}" in calls:
            assert within(span, timestamps["x-range-seconds"]), (name, span, timestamps)
        for limits in clip_limits(KNOWN[name]):
            assert within(span, limits), (name, span, limits)
        assert name != "evolink" or span["max"] == 2, "what the seed says, which opens with 0,2, the longest range"


def clip_limits(node):
    """Each length that a contract allows of a file."""
    if isinstance(node, dict):
        yield from ([node["x-clip-seconds"]] if "x-clip-seconds" in node else [])
        for inner in node.values():
            yield from clip_limits(inner)


class Asked:
    """A call of a profile as far as it can be told without a value."""

    def __init__(self, call):
        self.method, self.path = call["method"], re.sub(r"{[^}]+}", "some-1", call["path"])


@case("each call of a profile is one of its contract's, with no other query, header or field")
def calls(_nothing):
    for name, profile in shipped():
        server = CheckingServer(KNOWN[name])
        server.server.server_close()
        for key, call in profile["calls"].items():
            operation, _ids = server.find(Asked(call))
            assert operation, (name, key, call["path"])
            known = {parameter["name"]: parameter for parameter in operation["parameters"]}
            assert {*call.get("query", {}), *call.get("headers", {})} <= set(known), (name, key, call)
            content = server.resolve(operation.get("requestBody", {})).get("content", {})
            fields = {field for media in content.values() for field, _schema in server.properties(media["schema"])}
            assert set(call.get("body", {})) <= fields, (name, key, set(call["body"]) - fields)
            assert encodings(call) <= set(content), (name, key, content.keys())


def encodings(call):
    return {"json": {"application/json"}, "multipart": {"multipart/form-data"}, "none": set(),
            "multipart-with-file": {"application/json", "multipart/form-data"}}[call["encoding"]]


tap.run(None)
