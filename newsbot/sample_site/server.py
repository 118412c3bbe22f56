"""Serve the sample site over real HTTP on loopback, with the truth about its stories."""

import json
import sys
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from newsbot.sample_site.content import EXPECTED_FILE
from newsbot.sample_site.pages import Page, build_pages

_HOST = "127.0.0.1"


class SampleSite:
    """The site as a context manager: it listens on `url` until the block ends.

    `requests` holds the requested paths, in order. `pages` may be changed while it runs, which is how a test
    edits or removes a story between two crawls.
    """

    url: str
    requests: list[str]
    pages: dict[str, Page]

    def __init__(self, port: int = 0) -> None:
        self._port = port

    def __enter__(self) -> Self:
        self._server = _Server((_HOST, self._port), _Handler)
        base = f"http://{_HOST}:{self._server.server_address[1]}"
        self.url = f"{base}/"
        self.requests = []
        self.pages = build_pages(base)
        self._server.site = self
        # Polls for shutdown every 20 ms, so that leaving the block does not take half a second.
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def page_at(self, target: str) -> Page | None:
        """Return the page at this path and query; an unknown query is ignored, as most servers do."""
        path, _, query = target.partition("?")
        path = unquote(path)
        return self.pages.get(f"{path}?{query}") or self.pages.get(path)


def expected_lines(url: str) -> list[dict[str, Any]]:
    """The truth about each story of the site served at this URL, as `content.expected` describes it."""
    parts = urlsplit(url)
    text = EXPECTED_FILE.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.replace("{base}", f"{parts.scheme}://{parts.netloc}").splitlines()]


class _Server(ThreadingHTTPServer):
    # Threads are joined at the end and the queue holds a whole crawl: no test leaves a socket behind.
    daemon_threads = False
    request_queue_size = 128
    site: SampleSite

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a client that hangs up; report a defect of the site."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 2  # a silent client must not hold up the end

    def do_GET(self) -> None:
        page = self._answer()
        if page is not None:
            self.wfile.write(page.body)

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> Page | None:
        """Sends status and headers; returns the page whose body should follow, if any."""
        site = self.server.site
        site.requests.append(self.path)
        page = site.page_at(self.path)
        if page is None:
            self.send_error(404)
            return None
        fresh = self._is_fresh(page)
        self.send_response(304 if fresh else 200)
        self.send_header("ETag", page.etag)
        self.send_header("Last-Modified", page.last_modified)
        if not fresh:
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        return None if fresh else page

    def _is_fresh(self, page: Page) -> bool:
        """Return whether the client has these bytes already (RFC 9110, 13.2.2: the ETag decides if both are sent)."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            return tags.strip() == "*" or page.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return page.modified <= since
        except (TypeError, ValueError):
            return False

    def version_string(self) -> str:
        """Return the Server header, which reveals no version."""
        return "harbour"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the signature of http.server
        """Log nothing: `requests` records everything."""
