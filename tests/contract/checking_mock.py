# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server on loopback that holds every request against a contract file and answers with its example."""
import decimal
import json
import threading

import werkzeug
import werkzeug.serving
import yaml
from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest
from openapi_core.exceptions import OpenAPIError


class Quiet(werkzeug.serving.WSGIRequestHandler):
    def log(self, *_words):
        pass


class Record:
    """One request as it came, and what the contract says against it."""

    def __init__(self, request):
        self.method, self.path = request.method, request.path
        self.headers = dict(request.headers)
        self.body = request.get_data(cache=True)
        self.encoding = request.mimetype
        self.fields = request.get_json(silent=True) if request.is_json else request.form.to_dict()
        self.files = {name: file.mimetype for name, file in request.files.items(multi=True)}
        self.n_parts = len(list(request.form.items(multi=True))) + len(list(request.files.items(multi=True)))
        self.faults = []


class CheckingMock:
    def __init__(self, contract):
        self.spec = yaml.safe_load(contract.read_text())
        self.records = []
        self.server = werkzeug.serving.make_server("127.0.0.1", 0, self.answer, threaded=True,
                                                   request_handler=Quiet)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.openapi = OpenAPI.from_dict({**self.spec, "servers": [{"url": self.base}]})
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def take(self):
        """The requests since the last call."""
        taken, self.records = self.records, []
        return taken

    @werkzeug.Request.application
    def answer(self, request):
        record = Record(request)
        self.records.append(record)
        try:
            self.openapi.validate_request(WerkzeugOpenAPIRequest(request))
        except OpenAPIError as error:
            record.faults.append(f"{error}: {error.__cause__}")
        operation = self.spec["paths"].get(request.path, {}).get(request.method.lower())
        if operation:
            record.faults += self.faults_of_form(operation, record)
        record.faults += self.faults_of_ranges(record)
        if record.faults or not operation:
            return reply({"error": {"message": "; ".join(record.faults) or "Invalid URL"}}, 400)
        return reply(self.example(operation["responses"]["200"]["content"]["application/json"]["schema"]))

    # What the validator lets pass

    def faults_of_form(self, operation, record):
        media = operation.get("requestBody", {}).get("content", {}).get(record.encoding, {})
        if record.encoding != "multipart/form-data":
            return
        known = self.resolve(media.get("schema", {})).get("properties", {})
        names = [*record.fields, *record.files]
        yield from (f"unexpected part {name}" for name in names if name not in known)
        if record.n_parts != len(names):
            yield "a part stands twice"
        for name, found in record.files.items():
            if known.get(name, {}).get("format") != "binary":
                yield f"{name} is no file part"
            allowed = media.get("encoding", {}).get(name, {}).get("contentType", found)
            if found not in allowed.split(", "):
                yield f"{name} has the type {found}"

    def faults_of_ranges(self, record):
        limits = self.spec["components"]["schemas"]["Timestamps"]["x-range-seconds"]
        for name in ("timestamps", "character_timestamps"):
            try:
                start, end = map(decimal.Decimal, (record.fields or {})[name].split(","))
            except (KeyError, ValueError, TypeError, AttributeError, decimal.InvalidOperation):
                continue    # not there, or the validator has found it
            if not limits["minimum"] <= end - start <= limits["maximum"]:
                yield f"{name} has a span of {end - start} s"

    # Answers

    def resolve(self, schema):
        while "$ref" in schema:
            node = self.spec
            for step in schema["$ref"].split("/")[1:]:
                node = node[step]
            schema = node
        return schema

    def example(self, schema):
        schema = self.resolve(schema)
        if "example" in schema:
            return schema["example"]
        if schema.get("type") == "object":
            return {name: self.example(inner) for name, inner in schema.get("properties", {}).items()}
        return {"string": "text", "integer": 200, "boolean": True, "number": 1}[schema["type"]]


def reply(document, status=200):
    return werkzeug.Response(json.dumps(document), status, content_type="application/json")
