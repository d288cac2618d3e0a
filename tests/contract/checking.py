# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers on loopback that hold every request and every answer against a contract file."""
import decimal
import json
import threading

import requests
import werkzeug
import werkzeug.serving
import yaml
from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.exceptions import OpenAPIError
from werkzeug.utils import send_file


BESIDE = "/files/"    # pictures and clips, of which no contract tells


class Quiet(werkzeug.serving.WSGIRequestHandler):
    def log(self, *_words):
        pass


class Server:
    """Answers on a thread of its own; a context."""

    def __init__(self):
        self.server = werkzeug.serving.make_server("127.0.0.1", 0, self.serve, threaded=True,
                                                   request_handler=Quiet)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def serve(self, environ, start):
        return self.answer(werkzeug.Request(environ))(environ, start)


class Files(Server):
    """The files of a folder, in parts where that is asked, and who asked."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.asked = []    # of (path with query, headers)

    def answer(self, request):
        self.asked.append((request.environ["REQUEST_URI"], dict(request.headers)))
        return send_file(self.folder / request.path.rsplit("/", 1)[1], request.environ, conditional=True)


class Record:
    """One request as it came, and what the contract says against it and against its answer."""

    def __init__(self, request):
        self.method, self.path = request.method, request.path
        self.headers = dict(request.headers)
        self.body = request.get_data(cache=True)
        self.encoding = request.mimetype
        self.fields = request.get_json(silent=True) if request.is_json else request.form.to_dict()
        self.files = {name: file.mimetype for name, file in request.files.items(multi=True)}
        self.n_parts = len(list(request.form.items(multi=True))) + len(list(request.files.items(multi=True)))
        self.faults = []
        self.answer_faults = []


class CheckingServer(Server):
    def __init__(self, contract):
        super().__init__()
        self.spec = yaml.safe_load(contract.read_text())
        self.openapi = OpenAPI.from_dict({**self.spec, "servers": [{"url": self.base}]})
        self.records = []

    def take(self):
        """The requests since the last call."""
        taken, self.records = self.records, []
        return taken

    def answer(self, request):
        record = Record(request)
        if record.path.startswith(BESIDE):
            return self.respond_beside(request, record)
        self.records.append(record)
        record.faults = list(self.faults_of_request(request, record))
        response = self.respond(request, record)
        record.answer_faults = list(self.faults_of_answer(request, response))
        return response

    def faults_of_request(self, request, record):
        try:
            self.openapi.validate_request(WerkzeugOpenAPIRequest(request))
        except OpenAPIError as error:
            yield f"{error}: {error.__cause__}"
        yield from self.faults_of_form(record)
        yield from self.faults_of_ranges(record)

    def faults_of_answer(self, request, response):
        try:
            self.openapi.validate_response(WerkzeugOpenAPIRequest(request), WerkzeugOpenAPIResponse(response))
        except OpenAPIError as error:
            yield f"{response.status_code}: {error}: {error.__cause__}"

    def operation(self, record):
        return self.spec["paths"].get(record.path, {}).get(record.method.lower(), {})

    # What the validator lets pass

    def faults_of_form(self, record):
        body = self.operation(record).get("requestBody", {})
        media = body.get("content", {}).get(record.encoding, {})
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

    def resolve(self, node):
        while "$ref" in node:
            steps = node["$ref"].split("/")[1:]
            node = self.spec
            for step in steps:
                node = node[step]
        return node


class CheckingMock(CheckingServer):
    """Answers with the examples of the contract, or with what stands in `replies` for a path."""

    def __init__(self, contract, files):
        super().__init__(contract)
        self.files = files
        self.replies = {}

    def respond_beside(self, request, _record):
        return self.files.answer(request)

    def respond(self, _request, record):
        operation = self.operation(record)
        if record.faults or not operation:
            return reply({"error": {"message": "; ".join(record.faults) or "Invalid URL"}}, 400)
        if record.path in self.replies:
            return reply(*self.replies[record.path])
        return reply(self.example(operation["responses"]["200"]["content"]["application/json"]["schema"]))

    def example(self, schema):
        schema = self.resolve(schema)
        if "example" in schema:
            return schema["example"]
        if schema.get("type") == "object":
            return {name: self.example(inner) for name, inner in schema.get("properties", {}).items()}
        return {"string": "text", "integer": 200, "boolean": True, "number": 1}[schema["type"]]

    def refusals(self, path, method="post"):
        """The errors that the contract knows for a call: status, name and body of each example."""
        for status, response in self.spec["paths"][path][method]["responses"].items():
            content = self.resolve(response).get("content", {})
            for name, example in content.get("application/json", {}).get("examples", {}).items():
                yield int(status), name, example["value"]


class CheckingProxy(CheckingServer):
    """Passes everything on to a real server."""

    def __init__(self, contract, target):
        super().__init__(contract)
        self.target = target

    def respond(self, request, record):
        headers = {name: value for name, value in request.headers if name != "Host"}
        done = requests.request(request.method, self.target + request.full_path.removesuffix("?"),
                                headers=headers, data=record.body)
        return werkzeug.Response(done.content, done.status_code,
                                 content_type=done.headers.get("Content-Type"))

    respond_beside = respond


def reply(body, status=200, content_type="application/json"):
    """A document as JSON, or a text as it stands."""
    text = body if isinstance(body, str) else json.dumps(body)
    return werkzeug.Response(text, status, content_type=content_type)
