"""Serves the search page: GET only, to clients that call this machine by its own name, with restrictive headers.

The index may be queried from any thread, and reconnects by itself. `views` decides what a page shows.
"""

import logging
import socket
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlsplit

from newsbot.exceptions import IndexUnavailableError
from newsbot.indexes.protocol import Index
from newsbot.search_page.views import Reply, answer, message

logger = logging.getLogger(__name__)

# A reader's browser requests a page, the style and the icon; several readers may do so at once.
_MAX_CONNECTIONS = 64
_IDLE_S = 15
_MAX_PATH_CHARS = 8_000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
# No scripts, no frames, nothing loaded from or sent to elsewhere; pages of other origins may not read ours.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SearchServer(ThreadingHTTPServer):
    """Listens at (host, port), port 0 for any; `serve_forever` serves. Raises OSError if it cannot listen."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], index: Index) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._names = {*_LOOPBACK, address[0].lower()}
        self._serves_all = address[0] in ("0.0.0.0", "::")  # noqa: S104 - asked for by its operator
        self._index = index
        self._free = BoundedSemaphore(_MAX_CONNECTIONS)
        super().__init__(address, _Handler)

    @property
    def url(self) -> str:
        """The address at which a reader on this machine finds it."""
        host, port = self.server_address[:2]
        name = "127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else str(host)  # noqa: S104
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach it."""
        with suppress(ValueError):
            return ip_address(str(self.server_address[0])).is_loopback
        return False

    def is_called_rightly(self, host: str | None) -> bool:
        """Whether a Host header names this machine.

        Any other name that leads here was made to (DNS rebinding): the browser would let its pages read the answer.
        """
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".") if host else ""
        except ValueError:
            return False
        if name in self._names:
            return True
        with suppress(ValueError):
            return self._serves_all and bool(ip_address(name))
        return False

    def ask(self, path: str, query: str) -> Reply:
        """Return the page at this address; if the index cannot be queried, a page that says so."""
        try:
            return answer(self._index, path, query)
        except IndexUnavailableError as error:
            # After its server was restarted the first call finds a dead connection, and the next one opens a new one.
            logger.debug("Querying the index again: %s", error)
        try:
            return answer(self._index, path, query)
        except IndexUnavailableError as error:
            logger.warning("The search page could not query the index: %s", error)
            return message(HTTPStatus.SERVICE_UNAVAILABLE, "The index is not available now", str(error))

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve it in a thread; requests beyond the maximum are not served."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: a reader who went away is not an error."""
        logger.debug("The connection of %s ended", client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newsbot"
    sys_version = ""
    timeout = _IDLE_S
    # Head and body in one packet; otherwise the reader's system waits 40 ms before it acknowledges the first.
    wbufsize = -1
    server: SearchServer

    def do_GET(self) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            # The body is not read: what comes after it would be taken for a request.
            self.close_connection = True
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not self.server.is_called_rightly(hosts[0]):
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "This server answers only at its own address.")
        elif len(self.path) > _MAX_PATH_CHARS:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long.")
        else:
            try:
                parts = urlsplit(self.path)
            except ValueError:
                self._refuse(HTTPStatus.BAD_REQUEST, "This is not a valid address.")
                return
            self._send(self.server.ask(parts.path, parts.query))

    do_HEAD = do_GET  # noqa: N815 - the library's names

    def do_POST(self) -> None:
        self.close_connection = True
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "This server accepts only GET and HEAD.", {"Allow": "GET, HEAD"})

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_POST  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send what the library finds wrong with a request in the page's own form."""
        self.close_connection = True
        self._refuse(HTTPStatus(code), HTTPStatus(code).phrase)

    def _refuse(self, status: HTTPStatus, sentence: str, headers: dict[str, str] | None = None) -> None:
        self._send(message(status, status.phrase, sentence), headers)

    def _send(self, reply: Reply, headers: dict[str, str] | None = None) -> None:
        self.send_response(reply.status)
        for name, value in {**_HEADERS, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        # Pages show an index that changes; the style changes only with newsbot, and is small.
        self.send_header("Cache-Control", "no-store" if reply.kind.startswith("text/html") else "max-age=300")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if getattr(self, "command", "GET") != "HEAD":
            self.wfile.write(reply.body)

    def log_message(self, *args: Any) -> None:
        """Do nothing: what people search for is nobody else's business."""
