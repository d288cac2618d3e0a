# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server on loopback that serves what a test gives it, as slowly as it wants."""
import http.server
import socket
import threading


class Page:
    """What stands at an address. An answer to Troupe's own download stops at byte hold_at until release()."""

    def __init__(self, body, media_type, status, hold_at):
        self.body, self.media_type, self.status, self.hold_at = body, media_type, status, hold_at
        self.released = threading.Event()
        self.starts = []  # first byte of each request of Troupe's own

    def release(self):
        self.released.set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        page = self.server.pages.get(self.path)
        if page is None:
            page = Page(b"Not here", "text/plain", 404, None)
        start, end = self.read_range(len(page.body))
        is_own = self.headers.get("User-Agent", "").startswith("Troupe/")
        held = is_own and page.hold_at is not None
        if is_own:
            page.starts.append(start)
        if held and page.hold_at == 0:
            page.released.wait()
        self.send_response(206 if start or end < len(page.body) else page.status)
        self.send_header("Content-Type", page.media_type)
        self.send_header("Content-Length", str(end - start))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", '"1"')
        if start or end < len(page.body):
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(page.body)}")
        self.end_headers()
        if held and start < page.hold_at < end:
            self.wfile.write(page.body[start:page.hold_at])
            start = page.hold_at
            page.released.wait()
        self.wfile.write(page.body[start:end])

    def read_range(self, size):
        kind, _, span = self.headers.get("Range", "").partition("=")
        if kind != "bytes":
            return 0, size
        first, _, last = span.partition("-")
        return int(first), min(int(last) + 1 if last else size, size)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # Players leave in the middle.

    def log_message(self, *_):
        pass


class Web(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = {}
        self.base = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def add(self, path, body, media_type="video/mp4", status=200, hold_at=None):
        """Puts something at a path; returns its Page."""
        self.pages[path] = Page(body, media_type, status, hold_at)
        return self.pages[path]


def closed_port():
    """A port of this computer on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
