# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket on loopback that takes only requests whose signature (AWS Signature Version 4, in the query) is right.

Written after "Authenticating Requests: Using Query Parameters" of the Amazon S3 API Reference, on its own: it shares
nothing with what it checks."""
import datetime
import hashlib
import hmac
import http.server
import threading
import urllib.parse

ACCESS_KEY, SECRET, REGION = "TESTACCESSKEY", "test/Secret+Key=", "eu-test-1"


def encode(text, safe=""):
    return urllib.parse.quote(text, safe=safe + "-_.~")


def sign(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def find_fault(self):
        """The code of what is wrong with the signature; None for a good one."""
        target = urllib.parse.urlsplit(self.path)
        given = dict(urllib.parse.parse_qsl(target.query, keep_blank_values=True, strict_parsing=True))
        signature = given.pop("X-Amz-Signature", "")
        access_key, *scope = given["X-Amz-Credential"].split("/")
        day, region, service, _ = scope
        moment = datetime.datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        age = (datetime.datetime.now(datetime.timezone.utc) - moment).total_seconds()
        if access_key != ACCESS_KEY:
            return "InvalidAccessKeyId"
        if (region, service, day) != (REGION, "s3", given["X-Amz-Date"][:8]):
            return "AuthorizationQueryParametersError"
        if not -900 < age < int(given["X-Amz-Expires"]):
            return "AccessDenied"
        query = "&".join(f"{encode(name)}={encode(value)}" for name, value in sorted(given.items()))
        request = "\n".join([self.command, encode(urllib.parse.unquote(target.path), "/"), query,
                             f"host:{self.headers['Host']}", "", "host", "UNSIGNED-PAYLOAD"])
        text = "\n".join(["AWS4-HMAC-SHA256", given["X-Amz-Date"], "/".join(scope),
                          hashlib.sha256(request.encode()).hexdigest()])
        key = ("AWS4" + SECRET).encode()
        for part in scope:
            key = sign(key, part)
        return None if hmac.compare_digest(sign(key, text).hex(), signature) else "SignatureDoesNotMatch"

    def answer(self):
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
        self.base = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()
