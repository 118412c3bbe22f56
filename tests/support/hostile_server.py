"""A server of raw answers: each path has a function that writes what it likes to the socket."""

import asyncio
import ssl
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

# Writes the answer; the connection is closed after it.
Route = Callable[["Reply"], Awaitable[None]]
_MAX_HEAD_BYTES = 64_000


@dataclass
class Request:
    """What was asked: the path with its query, the headers in lower case, when, and by which request of the path."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Reply:
    """The way back to who asked."""

    host: "Host"
    path: str
    number: int
    writer: asyncio.StreamWriter
    size: int = 0

    async def send(self, data: bytes) -> None:
        """Send it, and count it where it went out."""
        self.writer.write(data)
        await self.writer.drain()
        self.size += len(data)
        self.host.sent[self.path] = max(self.host.sent[self.path], self.size)

    async def answer(
        self, body: bytes | str, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        """Send a plain answer."""
        body = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status} -", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += ["Connection: close", "Set-Cookie: visit=1; Path=/"]
        await self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


@dataclass
class Host:
    """One origin: what its paths answer, and what was asked of it; `sent` are the bytes of a path's longest answer."""

    address: str
    routes: dict[str, Route] = field(default_factory=dict)
    port: int = 0
    scheme: str = "http"
    connections: int = 0
    requests: list[Request] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    find: Callable[[str], Route | None] = lambda path: None

    @property
    def origin(self) -> str:
        """The address without a path."""
        return f"{self.scheme}://{self.address}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        self.connections += 1
        try:
            await self._answer(reader, writer)
        finally:
            # One that was cut off waits for nobody.
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            path = first.split(" ")[1]
            pairs = (line.partition(":") for line in lines if ":" in line)
            headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
            self.requests.append(Request(path, headers, time.monotonic()))
            route = self.routes.get(path) or self.find(path) or _missing
            await route(Reply(self, path, self.paths.count(path), writer))
        writer.close()
        with suppress(OSError, ssl.SSLError):
            await writer.wait_closed()


async def _missing(reply: Reply) -> None:
    await reply.answer("<h1>Not found</h1>", status=404)


@contextmanager
def serving(hosts: list[Host], certificates: dict[str, ssl.SSLContext]) -> Iterator[None]:
    """Have the hosts answer, each at its own address; those with a certificate over TLS."""
    loop = asyncio.new_event_loop()
    servers: list[asyncio.Server] = []

    async def open_all() -> None:
        for host in hosts:
            server = await asyncio.start_server(
                host.serve, host.address, 0, ssl=certificates.get(host.address), limit=_MAX_HEAD_BYTES
            )
            servers.append(server)
            host.port = server.sockets[0].getsockname()[1]
            host.scheme = "https" if host.address in certificates else "http"

    async def close_all() -> None:
        for server in servers:
            server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.05)  # transports close a turn later

    loop.set_exception_handler(lambda *_: None)
    loop.run_until_complete(open_all())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(close_all(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
