"""An OpenSearch API on loopback: osmem-server, and a proxy in front of it that fails like servers and networks.

osmem never answers with 429, 413 or a cut connection; the proxy does, for the bulk requests that its plan names.
"""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
from osmem_server import OsmemServer

# What the proxy can do to a bulk request; None lets it pass.
FAULTS = (
    "busy",  # 429 for the whole request
    "some_busy",  # every second document answers 429 and is not written, the rest is
    "some_unreadable",  # every second document answers 400 and is not written, the rest is
    "closed",  # every second document answers 403, as on a full disk, and is not written, the rest is
    "away",  # 503
    "broken",  # 500
    "gateway",  # 502 of a load balancer: a page, not JSON
    "cut_before",  # the connection ends, nothing was written
    "cut_after",  # everything was written, and the connection ends without an answer
    "cut_within",  # everything was written, and the connection ends in the middle of the answer
    "too_large",  # 413, however small
    "killed",  # everything was written, and `kill` is called, which should end the client
    "silent",  # everything was written, and no answer comes for as long as the client waits
)
_JSON = "application/json"


class FaultProxy:
    """Passes on the server's responses, except for the faults; as a context manager it lives until the block ends.

    Each bulk request takes the next entry of `plan`; after the last one all succeed. `limit` is the size in bytes from
    which on a request is too large. `refused` counts faults, `sizes` lists the sizes of the bulk requests received.
    `is_away` answers every request with 503, `asked` counts them.
    `credentials`, if given, is the only Authorization header that is accepted.
    """

    def __init__(self, url: str, tls: ssl.SSLContext | None = None) -> None:
        self.behind = urlsplit(url)
        self.plan: list[str | None] = []
        self.limit: int | None = None
        self.credentials: str | None = None
        self.tls = tls
        self.is_away = False
        self.asked = 0
        self.kill: Callable[[], object] = lambda: None
        self.faults: list[str] = []
        self.sizes: list[int] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self.server = _Server(("127.0.0.1", 0), _Handler)
        if self.tls is not None:
            self.server.socket = self.tls.wrap_socket(self.server.socket, server_side=True)
        self.server.proxy = self
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.server.server_address[1]}"

    def fails(self, *plan: str | None) -> Self:
        """Set the faults of the next bulk requests."""
        assert set(plan) <= {*FAULTS, None}
        with self._lock:
            self.plan = list(plan)
        return self

    def next_fault(self, size: int) -> str | None:
        """The fault for a bulk request of this size."""
        with self._lock:
            self.sizes.append(size)
            fault = self.plan.pop(0) if self.plan else None
            if self.limit is not None and size > self.limit:
                fault = "too_large"
            if fault:
                self.faults.append(fault)
            return fault

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The response of the server behind it, without any fault."""
        connection = HTTPConnection(self.behind.hostname, self.behind.port, timeout=60)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": _JSON})
        answer = connection.getresponse().read()
        connection.close()
        return json.loads(answer) if answer else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    proxy: FaultProxy

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that went away: that is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet, or the client's system waits 40 ms before it acknowledges the first.
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if proxy.credentials and self.headers.get("Authorization") != proxy.credentials:
            self._answer(401, b'{"error": "Unauthorized", "status": 401}')
            return
        proxy.asked += 1
        if proxy.is_away:
            self._away(body)
            return
        is_bulk = urlsplit(self.path).path.endswith("/_bulk")
        fault = proxy.next_fault(len(body)) if is_bulk else None
        getattr(self, f"_{fault or 'pass'}")(body)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the library's names

    def log_message(self, *args: object) -> None:
        pass

    def _forward(self, body: bytes) -> tuple[int, bytes]:
        behind = self.server.proxy.behind
        connection = HTTPConnection(behind.hostname, behind.port, timeout=60)
        kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if name in self.headers}
        connection.request(self.command, self.path, body, kept)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def _answer(self, status: int, content: bytes, kind: str = _JSON) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _pass(self, body: bytes) -> None:
        self._answer(*self._forward(body))

    def _busy(self, body: bytes) -> None:
        reason = {"type": "rejected_execution_exception", "reason": "rejected execution"}
        self._answer(429, json.dumps({"error": reason, "status": 429}).encode())

    def _some_busy(self, body: bytes) -> None:
        self._refuse_some(body, 429, "rejected_execution_exception", "rejected execution of coordinating operation")

    def _some_unreadable(self, body: bytes) -> None:
        self._refuse_some(body, 400, "mapper_parsing_exception", "failed to parse field")

    def _closed(self, body: bytes) -> None:
        self._refuse_some(body, 403, "cluster_block_exception", "index blocked by: [FORBIDDEN/12/index read-only]")

    def _refuse_some(self, body: bytes, status: int, kind: str, reason: str) -> None:
        pairs = _pairs(body.splitlines())
        passed = b"".join(b"%s\n%s\n" % pair for pair in pairs[::2])
        _, content = self._forward(passed)
        answer = json.loads(content)
        items = list(answer["items"])
        for number, (action, _) in enumerate(pairs):
            if number % 2:
                ((name, said),) = json.loads(action).items()
                items.insert(
                    number, {name: {"_id": said["_id"], "status": status, "error": {"type": kind, "reason": reason}}}
                )
        self._answer(200, json.dumps({**answer, "errors": True, "items": items}).encode())

    def _away(self, body: bytes) -> None:
        self._answer(503, b'{"error": "no cluster manager", "status": 503}')

    def _broken(self, body: bytes) -> None:
        self._answer(500, b'{"error": {"type": "exception", "reason": "broken"}, "status": 500}')

    def _gateway(self, body: bytes) -> None:
        self._answer(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html")

    def _too_large(self, body: bytes) -> None:
        self._answer(413, b"<html><h1>413 Request Entity Too Large</h1></html>", "text/html")

    def _cut_before(self, body: bytes) -> None:
        self._cut()

    def _cut_after(self, body: bytes) -> None:
        self._forward(body)
        self._cut()

    def _cut_within(self, body: bytes) -> None:
        status, content = self._forward(body)
        self.send_response(status)
        self.send_header("Content-Type", _JSON)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        self._cut()

    def _silent(self, body: bytes) -> None:
        self._forward(body)
        # Ends when the client has had enough and closes.
        self.connection.recv(1)
        self._cut()

    def _killed(self, body: bytes) -> None:
        self._forward(body)
        self.server.proxy.kill()
        self._cut()

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _pairs(lines: Iterable[bytes]) -> list[tuple[bytes, bytes]]:
    lines = iter(lines)
    return list(zip(lines, lines, strict=True))


@pytest.fixture(scope="session", name="opensearch_server")
def server_fixture():
    """One osmem-server for all tests of this process."""
    with OsmemServer.start(japanese=False) as server:
        yield server
    server.process.stdout.close()


@pytest.fixture(name="opensearch")
def opensearch_fixture(opensearch_server):
    """An empty cluster of its own, behind the proxy that can fail."""
    with opensearch_server.clone() as clone, FaultProxy(clone.url) as proxy:
        yield proxy
