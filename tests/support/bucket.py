# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket on loopback that takes only requests whose signature (AWS Signature Version 4, in the query) is right, as
the signer of AWS's own library for Python has it."""
import datetime
import hmac
import http.server
import threading
import urllib.parse

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.utils import percent_encode

ACCESS_KEY, SECRET, REGION = "TESTACCESSKEY", "test/Secret+Key=", "eu-test-1"
SIGNER = S3SigV4QueryAuth(Credentials(ACCESS_KEY, SECRET), "s3", REGION)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def find_fault(self):
        """The code of what is wrong with the signature; None for a good one."""
        target = urllib.parse.urlsplit(self.path)
        given = dict(urllib.parse.parse_qsl(target.query, keep_blank_values=True, strict_parsing=True))
        query = "&".join(part for part in target.query.split("&") if not part.startswith("X-Amz-Signature="))
        path = percent_encode(urllib.parse.unquote(target.path), "/~")
        request = AWSRequest(self.command, f"http://{self.headers['Host']}{path}?{query}", {"Host": self.headers["Host"]})
        request.context["timestamp"] = given["X-Amz-Date"]
        signature = SIGNER.signature(SIGNER.string_to_sign(request, SIGNER.canonical_request(request)), request)
        signed = datetime.datetime.strptime(given["X-Amz-Date"] + "+0000", "%Y%m%dT%H%M%SZ%z").timestamp()
        if given["X-Amz-Credential"].split("/")[0] != ACCESS_KEY:
            return "InvalidAccessKeyId"
        if not hmac.compare_digest(signature, given["X-Amz-Signature"]):
            return "SignatureDoesNotMatch"
        age = self.server.clock().timestamp() - signed
        return None if -900 < age < int(given["X-Amz-Expires"]) else "AccessDenied"

    def answer(self):
        self.server.asked.append((self.command, self.server.base + self.path))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        objects = self.server.objects
        name = self.headers["Host"] + urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        fault = self.find_fault()
        if fault:
            self.reply(403, f"<Error><Code>{fault}</Code><Message>It is {fault}.</Message></Error>".encode(),
                       "application/xml")
        elif self.command == "PUT":
            objects[name] = (body, self.headers["Content-Type"])
            self.server.puts.append(name)
            self.reply(200, b"", "text/plain")
        elif self.command == "DELETE":
            objects.pop(name, None)
            self.reply(204, b"", "text/plain")
        elif name in objects:
            self.reply(200, *objects[name])
        else:
            self.reply(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")

    do_GET = do_HEAD = do_PUT = do_DELETE = answer

    def reply(self, status, body, media_type):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Bucket(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects = {}  # host and path -> body, media type
        self.puts = []
        self.asked = []  # method and address
        self.clock = lambda: datetime.datetime.now(datetime.timezone.utc)
        self.base = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()
