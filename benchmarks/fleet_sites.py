"""The small sites of `benchmarks/fleet.py`, who requested what from them, and how busy the machine was meanwhile."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread

ARTICLES = 10
REQUESTS = ARTICLES + 3
_LIMIT_S = 600
_TICKS_A_S = os.sysconf("SC_CLK_TCK")


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Log nothing: a killed worker's connections break."""


@dataclass(frozen=True)
class Moment:
    """The clock, and the CPU time up to then, in seconds: of all cores, of those busy, and of this run."""

    clock_s: float
    all_s: float
    busy_s: float
    own_s: float

    @classmethod
    def now(cls) -> "Moment":
        ticks = [int(value) for value in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        # Idle, and idle while waiting for a disk.
        idle = ticks[3] + ticks[4]
        return cls(time.monotonic(), sum(ticks) / _TICKS_A_S, (sum(ticks) - idle) / _TICKS_A_S, _own_seconds())

    def use_since(self, before: "Moment") -> str:
        """How busy the cores were."""
        cores_s = max(self.all_s - before.all_s, 1 / _TICKS_A_S)
        busy, own = (self.busy_s - before.busy_s) / cores_s, (self.own_s - before.own_s) / cores_s
        return f"processors {busy:.0%} busy, {own:.0%} with this run"


def _own_seconds() -> float:
    """The CPU time of this process and of all its descendants, including those that have ended."""
    parents, seconds = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
        seconds[int(path.parent.name)] = sum(map(int, fields[11:15])) / _TICKS_A_S
    own = {os.getpid()}
    while more := {number for number, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(seconds.get(number, 0.0) for number in own)


@dataclass
class Sites:
    """Small sites, each on its own port; their requests, and whether two clients used one at once."""

    servers: list[_Server]
    asked: Counter[tuple[int, str]] = field(default_factory=Counter)
    # For each site, which worker (by its mark in the User-Agent) requested from when to when.
    visits: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)
    # Responses wait until this many workers have sent a request; when that was.
    starters: int = 0
    begun: Event = field(default_factory=Event)
    # When they had, and when the last site got its first request; the load of the machine by then.
    begun_at: "Moment | None" = None
    last_at: "Moment | None" = None

    def note(self, port: int, path: str, who: str) -> None:
        """Record a request."""
        with self.turn:
            self.asked[port, path] += 1
            if port not in self.visits:
                self.last_at = Moment.now()
            self.visits.setdefault(port, []).append((time.monotonic(), who))
            workers = {who for visits in self.visits.values() for _, who in visits}
            if not self.begun.is_set() and len(workers) >= self.starters:
                self.begun_at = Moment.now()
                self.begun.set()
        self.begun.wait(_LIMIT_S)

    @property
    def ports(self) -> list[int]:
        return [server.server_address[1] for server in self.servers]

    @property
    def requests(self) -> int:
        """All requests but those for the file of TDM reservations, which the facts of 2026-11 do not count."""
        return sum(count for (_, path), count in dict(self.asked).items() if not path.startswith("/.well-known/"))

    def is_amid(self, who: str) -> bool:
        """Whether a crawl of this worker has made between a third and two thirds of a site's requests."""
        with self.turn:
            counts = [len(visits) for visits in self.visits.values() if visits[-1][1] == who]
        return any(REQUESTS / 3 <= count <= REQUESTS * 2 / 3 for count in counts)

    def overlaps(self) -> int:
        """How many sites got requests from one process after another had begun, and then again from the first."""
        wrong = 0
        for visits in self.visits.values():
            seen: list[str] = []
            for _, who in sorted(visits):
                if who in seen[:-1]:
                    wrong += 1
                    break
                if not seen or seen[-1] != who:
                    seen.append(who)
        return wrong


def article(port: int, number: int) -> str:
    """A page with words of its own site."""
    name = f"Council {port} decides on matter {number}"
    paragraphs = "".join(
        f"<p>{part} paragraph of the report on matter {number} before council {port} says what {port * number + place}"
        f" residents of ward {place + number} were told about road {port % 97 + place} on the evening of the vote.</p>"
        for place, part in enumerate(("The first", "The second", "The third", "The last"))
    )
    return (
        f'<html lang="en"><head><title>{name}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-11-20T08:00:00+00:00"></head>'
        f'<body><article><h1>{name}</h1><p class="byline">By Ann Example</p>{paragraphs}</article></body></html>'
    )


def answer(port: int, path: str) -> tuple[int, str, str]:
    """Status, type and body."""
    if path == "/":
        return 200, "text/html", "<html><body><h1>Front</h1></body></html>"
    if path == "/robots.txt":
        return 200, "text/plain", f"User-agent: *\nAllow: /\nSitemap: http://127.0.0.1:{port}/sitemap.xml\n"
    if path == "/sitemap.xml":
        urls = "".join(
            f"<url><loc>http://127.0.0.1:{port}/2026/11/matter-{number}</loc><lastmod>2026-11-20</lastmod></url>"
            for number in range(ARTICLES)
        )
        schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return 200, "application/xml", f'<urlset xmlns="{schema}">{urls}</urlset>'
    if path.startswith("/2026/11/matter-"):
        return 200, "text/html", article(port, int(path.rsplit("-", 1)[1]))
    return 404, "text/html", "<h1>Not found</h1>"


@contextmanager
def serve_sites(count: int, delay_s: float, starters: int = 0) -> Iterator[Sites]:
    """This many sites, each of which answers after a delay, the first once this many workers have sent requests."""
    sites = Sites([], starters=starters)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            assert isinstance(self.server, ThreadingHTTPServer)
            port = self.server.server_address[1]
            sites.note(port, self.path, str(self.client_process()))
            time.sleep(delay_s)
            status, kind, text = answer(port, self.path)
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def client_process(self) -> str:
            return self.headers.get("From", "")

        def log_message(self, *args: object) -> None:
            """Nothing."""

    threads = []
    for _ in range(count):
        server = _Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        sites.servers.append(server)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        threads.append(thread)
    try:
        yield sites
    finally:
        for server in sites.servers:
            server.shutdown()
            server.server_close()
