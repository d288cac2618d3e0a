# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers on loopback that hold every request and every answer against a contract."""
import base64
import copy
import decimal
import json
import re
import socket
import tempfile
import threading
import urllib.parse

import requests
import werkzeug
import werkzeug.serving
from jsonschema_path import SchemaPath
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.validation.request.exceptions import RequestBodyValidationError
from openapi_core.validation.request.validators import V30RequestValidator
from openapi_core.validation.response.validators import V30ResponseValidator
from openapi_schema_validator import OAS30WriteValidator, oas30_format_checker
from openapi_spec_validator import validate
from studio import describe
from werkzeug.utils import send_file

BESIDE = "/files/"    # pictures and clips, of which no contract tells
FILES = "https://files.example/"    # where the examples of the contracts have them
FORM = "multipart/form-data"

# What every request may have; any other header has to stand in the contract.
HEADERS = {"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection", "content-length",
           "content-type", "authorization", "range"}

# What a proxy passes on of an answer
PASSED = ["Content-Type", "Content-Range", "Accept-Ranges", "Retry-After", "Location", "Idempotency-Replayed"]

# What is played by a call that knows nothing of a scene
INSTEAD = {"content": "video", "endless": "video"}

# Longer by this is the frame that a cut ends with.
FRAME_SECONDS = 0.1


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
        self.replies = {}    # what else is answered, for a path

    def answer(self, request):
        self.asked.append((request.environ["REQUEST_URI"], dict(request.headers)))
        if request.path in self.replies:
            return reply(*self.replies[request.path])
        return send_file(self.folder / request.path.rsplit("/", 1)[1], request.environ, conditional=True)


class Record:
    """One request as it came, and what the contract says against it and against its answer."""

    def __init__(self, request, prefix):
        self.method, self.path = request.method, request.path.removeprefix(prefix)
        self.query = request.args.to_dict()
        self.headers = dict(request.headers)
        self.body = request.get_data(cache=True)
        self.encoding = request.mimetype
        files = list(request.files.items(multi=True))
        self.files = {name: file.mimetype for name, file in files}
        self.file_names = [file.filename for _name, file in files]
        self.contents = {name: file.read() for name, file in files}
        self.fields = request.get_json(silent=True) if request.is_json else request.form.to_dict()
        self.n_parts = len(list(request.form.items(multi=True))) + len(files)
        self.faults = []
        self.answer_faults = []

    def __repr__(self):
        return (f"{self.method} {self.path} {self.query} {self.fields} {self.files} {self.file_names}"
                f" faults {self.faults} faults of the answer {self.answer_faults}")


class CheckingServer(Server):
    def __init__(self, contract):
        super().__init__()
        self.prefix = urllib.parse.urlsplit(contract["servers"][0]["url"]).path
        self.base += self.prefix
        self.example_base = contract["servers"][0]["url"]
        self.spec = {**copy.deepcopy(contract), "servers": [{"url": self.base}]}
        for item in self.spec["paths"].values():    # One server is all the hosts of a service.
            item.pop("servers", None)
        validate(self.spec)
        self.request_validator = V30RequestValidator(SchemaPath.from_dict(self.spec))
        self.response_validator = V30ResponseValidator(SchemaPath.from_dict(self.spec))
        self.records = []

    def take(self):
        """The requests since the last call."""
        taken, self.records = self.records, []
        return taken

    def answer(self, request):
        record = Record(request, self.prefix)
        if record.path.startswith(BESIDE):
            return self.respond_beside(request, record)
        self.records.append(record)
        record.faults = list(self.faults_of_request(request, record))
        response = self.respond(request, record)
        record.answer_faults = list(self.faults_of_answer(request, response))
        return response

    def faults_of_request(self, request, record):
        for error in self.request_validator.iter_errors(WerkzeugOpenAPIRequest(request)):
            if not isinstance(error, RequestBodyValidationError):
                yield f"{error}: {error.__cause__}"
        operation, _ids = self.find(record)
        if operation:
            yield from self.faults_of_names(record, operation)
            yield from self.faults_of_body(record, operation)
            yield from self.faults_of_ranges(record)
            yield from self.faults_of_clips(record, operation)

    def faults_of_answer(self, request, response):
        for error in self.response_validator.iter_errors(WerkzeugOpenAPIRequest(request),
                                                         WerkzeugOpenAPIResponse(response)):
            yield f"{response.status_code}: {error}: {error.__cause__} {getattr(error.__cause__, 'schema_errors', '')}"

    def find(self, record):
        """What the contract has of the call, with the parameters of its path, and the ids in the path."""
        for path in sorted(self.spec["paths"], key=lambda path: "{" in path):
            item = self.spec["paths"][path]
            match = re.fullmatch(re.sub(r"{\w+}", "([^/]+)", path), record.path)
            if match and record.method.lower() in item:
                operation = item[record.method.lower()]
                parameters = [*operation.get("parameters", []), *item.get("parameters", [])]
                return {**operation, "parameters": [self.resolve(one) for one in parameters]}, match.groups()
        return {}, ()

    def resolve(self, node):
        while "$ref" in node:
            steps = node["$ref"].split("/")[1:]
            node = self.spec
            for step in steps:
                node = node[step]
        return node

    # What the validator lets pass

    def faults_of_names(self, record, operation):
        known = {(parameter["in"], parameter["name"].lower()) for parameter in operation["parameters"]}
        yield from (f"unexpected query {name}" for name in record.query if ("query", name.lower()) not in known)
        yield from (f"unexpected header {name}" for name in record.headers
                    if name.lower() not in HEADERS and ("header", name.lower()) not in known)

    def faults_of_body(self, record, operation):
        if "requestBody" not in operation:
            if record.body or record.encoding:
                yield "an unexpected body"
            return
        media = self.resolve(operation["requestBody"])["content"].get(record.encoding)
        if media is None:
            yield f"an unexpected content type {record.encoding}"
            return
        if record.encoding == FORM:
            yield from self.faults_of_parts(record, media)
        document = record.fields if record.encoding != FORM else {**record.fields, **record.contents}
        schema = {"allOf": [media["schema"]], "components": self.spec["components"]}
        for error in OAS30WriteValidator(schema, format_checker=oas30_format_checker).iter_errors(document):
            yield f"body {error.json_path}: {error.message[:300]}"
            yield from (f"or {inner.json_path}: {inner.message[:300]}" for inner in error.context)

    def faults_of_parts(self, record, media):
        if record.n_parts != len(record.fields) + len(record.files):
            yield "a part stands twice"
        properties = dict(self.properties(media["schema"]))
        for name in [*record.fields, *record.files]:
            if (properties.get(name, {}).get("format") == "binary") != (name in record.files):
                yield f"{name} is {'a' if name in record.files else 'no'} file"
        for name, found in record.files.items():
            allowed = media.get("encoding", {}).get(name, {}).get("contentType", found)
            if found not in allowed.split(", "):
                yield f"{name} has the type {found}"

    def properties(self, schema):
        """Pairs of a name and a schema, of all the forms that an object can have."""
        schema = self.resolve(schema)
        yield from ((name, self.resolve(inner)) for name, inner in schema.get("properties", {}).items())
        for inner in [*schema.get("oneOf", []), *schema.get("anyOf", []), *schema.get("allOf", [])]:
            yield from self.properties(inner)

    def faults_of_ranges(self, record):
        limits = self.spec["components"]["schemas"].get("Timestamps", {}).get("x-range-seconds", {})
        for name in ("timestamps", "character_timestamps"):
            try:
                start, end = map(decimal.Decimal, (record.fields or {})[name].split(","))
            except (KeyError, ValueError, TypeError, AttributeError, decimal.InvalidOperation):
                continue    # not there, or the validator has found it
            if not limits.get("minimum", 0) <= end - start <= limits["maximum"] or end <= start:
                yield f"{name} has a span of {end - start} s"

    def faults_of_clips(self, record, operation):
        """Files that are no video, or a video of a wrong length; those in a text, too."""
        body = operation.get("requestBody", {}).get("content", {})
        properties = dict(self.properties(body.get(FORM, {}).get("schema", {})))
        for name, content in record.contents.items():
            if record.files[name].startswith("video/"):
                yield from faults_of_clip(name, content, properties.get(name, {}).get("x-clip-seconds"))
        for found in re.findall(rb"data:video/mp4;base64,([A-Za-z0-9+/=]+)", record.body):
            yield from faults_of_clip("a text", base64.b64decode(found), None)


def faults_of_clip(name, content, limits):
    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
        file.write(content)
        file.flush()
        try:
            streams, seconds = describe(file.name)
        except Exception as error:    # whatever ffprobe or its answer is like
            yield f"{name} is no video: {error}"
            return
    if "video" not in streams:
        yield f"{name} has no picture"
    if limits and not limits["minimum"] - FRAME_SECONDS <= seconds <= limits["maximum"] + FRAME_SECONDS:
        yield f"{name} is {seconds} s long"


class CheckingMock(CheckingServer):
    """Answers with the examples of the contract, or with what stands in `once` or `replies` for a path.

    Where a call has an x-story, its examples come one after the other, those of the scene that is played.
    """

    def __init__(self, contract, files):
        super().__init__(contract)
        self.files = files
        self.replies = {}
        self.once = {}    # as replies, for one request; None for an answer that is lost on its way
        self.play(None)

    def play(self, scene, told=()):
        """Begins a scene, in which ids that were given before may be used."""
        self.scene = scene
        self.told = set(told)    # the ids that were given in answers
        self.n_told = {}    # how often a path has told of the scene
        self.gone = set()    # the paths that were deleted

    def respond_beside(self, request, _record):
        return self.files.answer(request)

    def faults_of_request(self, request, record):
        yield from super().faults_of_request(request, record)
        _operation, ids = self.find(record)
        yield from (f"nobody was given the id {told}" for told in ids if told not in self.told)

    def respond(self, request, record):
        operation, _ids = self.find(record)
        if record.faults or not operation:
            return reply({"error": {"message": "; ".join(record.faults) or "Invalid URL"}}, 400)
        if record.path in self.once:
            answer = self.once.pop(record.path)
            if answer is None:
                request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                raise ConnectionAbortedError
            return reply(*answer)
        if record.path in self.replies:
            return reply(*self.replies[record.path])
        if record.method == "DELETE":    # also of the next one, which has the same example's id
            self.gone.add(record.path)
        elif record.path in self.gone:
            return reply({"detail": "no such thing"}, 404)
        status, response = self.next_response(record, operation)
        content = response.get("content", {})
        if "video/mp4" in content:
            return send_file(self.files.folder / "video.mp4", request.environ, conditional=True)
        return reply(self.fill(self.next_example(record, operation, content["application/json"])), status)

    def next_name(self, record, operation):
        """The example whose turn it is; the last one stays."""
        stories = operation.get("x-story", {})
        story = stories.get(self.scene) or stories.get(INSTEAD.get(self.scene)) or [None]
        turn = self.n_told.get((record.method, record.path), 0)
        return story[min(turn, len(story) - 1)]

    def next_response(self, record, operation):
        name = self.next_name(record, operation)
        for status, response in operation["responses"].items():
            response = self.resolve(response)
            examples = response.get("content", {}).get("application/json", {}).get("examples", {})
            if name in examples or name is None and status.startswith("2"):
                return int(status), response
        raise KeyError(f"{record.method} {record.path} has no example {name}")

    def next_example(self, record, operation, media):
        name = self.next_name(record, operation)
        self.n_told[record.method, record.path] = self.n_told.get((record.method, record.path), 0) + 1
        return self.example(media["schema"]) if name is None else self.resolve(media["examples"][name])["value"]

    def example(self, schema):
        schema = self.resolve(schema)
        if "example" in schema:
            return schema["example"]
        if schema.get("type") == "object":
            return {name: self.example(inner) for name, inner in schema.get("properties", {}).items()}
        return {"string": "text", "integer": 200, "boolean": True, "number": 1, "array": []}[schema["type"]]

    def fill(self, value):
        """An example with the addresses of these servers; the ids in it are known from now on."""
        if isinstance(value, dict):
            self.told.update(inner for name, inner in value.items() if name == "id" or name.endswith("_id"))
            return {name: self.fill(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]
        if isinstance(value, str):
            return value.replace(FILES, self.files.base + BESIDE).replace(self.example_base, self.base)
        return value

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

    def play(self, _scene, _told=()):
        """A real server plays all scenes."""

    def respond(self, request, record):
        headers = {name: value for name, value in request.headers if name != "Host"}
        done = requests.request(request.method, self.target + request.environ["REQUEST_URI"].removeprefix(self.prefix),
                                headers=headers, data=record.body, allow_redirects=False)
        passed = {name: done.headers[name] for name in PASSED if name in done.headers}
        return werkzeug.Response(done.content, done.status_code, passed)

    respond_beside = respond


def reply(body, status=200, content_type="application/json", headers=None):
    """A document as JSON, or a text as it stands."""
    text = body if isinstance(body, str) else json.dumps(body)
    return werkzeug.Response(text, status, headers, content_type=content_type)
