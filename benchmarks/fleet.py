"""Many machines: workers of `scrapy watch` share small sites through PostgreSQL while things go wrong.

    python benchmarks/fleet.py kill restart stop    the floors: nothing lost, nothing twice, no site by two at once
    python benchmarks/fleet.py scale                throughput of 1, 2 and 4 workers on sites that answer slowly

`scale` counts how often a site is taken up, from the moment on in which every worker has one until none is left: a
worker starts once and works for weeks, and the start of four (4 s of processor time each) would be a third of such a
run. Said is also what it comes to with start and end, and how busy the processors were meanwhile: more workers are no
faster where these are the limit.

The sites and PostgreSQL are on loopback. A site is a front page, robots.txt, a sitemap and ten articles: 13 requests.
Each worker is a `scrapy watch --once` with a data folder of its own, as a machine would be.
"""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

ARTICLES = 10
REQUESTS = ARTICLES + 3
LEASE_S = 6
# What two kills may cost in requests made twice.
ALLOWANCE = 20
_LIMIT_S = 600
_TICKS_A_S = os.sysconf("SC_CLK_TCK")


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: who was killed has cut its connections."""


@dataclass(frozen=True)
class Moment:
    """The clock, and the processor time by then: of all cores, of their work, and this run's part of it, in seconds."""

    clock_s: float
    all_s: float
    busy_s: float
    own_s: float

    @classmethod
    def now(cls) -> "Moment":
        ticks = [int(value) for value in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        # Idle, and idle with a disk at work.
        idle = ticks[3] + ticks[4]
        return cls(time.monotonic(), sum(ticks) / _TICKS_A_S, (sum(ticks) - idle) / _TICKS_A_S, _own_seconds())

    def use_since(self, before: "Moment") -> str:
        """How busy the cores were."""
        cores_s = max(self.all_s - before.all_s, 1 / _TICKS_A_S)
        busy, own = (self.busy_s - before.busy_s) / cores_s, (self.own_s - before.own_s) / cores_s
        return f"processors {busy:.0%} busy, {own:.0%} with this run"


def _own_seconds() -> float:
    """The processor time of this process, all that it has started, and what of these has ended."""
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
    """Small sites, each on a port of its own; what they were asked, and whether two asked one at once."""

    servers: list[_Server]
    asked: Counter[tuple[int, str]] = field(default_factory=Counter)
    # Of each site who asked, by the worker's mark in the User-Agent, from when to when.
    visits: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)
    # Answers wait until so many workers have asked; when that was.
    starters: int = 0
    begun: Event = field(default_factory=Event)
    # When they had, and when the last site was asked first; what of the machine was used by then.
    begun_at: "Moment | None" = None
    last_at: "Moment | None" = None

    def note(self, port: int, path: str, who: str) -> None:
        """Somebody asks for something."""
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
        """How many sites were asked by one process after another had begun, and by the first again."""
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
    """A page of a site's own words."""
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
    """So many sites, each of which answers after a delay, the first when so many workers have asked."""
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


@dataclass
class Worker:
    """One machine: a watch with a folder of its own, in a process group of its own."""

    number: int
    folder: Path
    command: list[str]
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def mark(self) -> str:
        """What the sites know the worker by."""
        return f"w{self.number}"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL, as by a machine that fails; its crawls end with it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def members(self) -> list[int]:
        """The worker and every process below it."""
        assert self.process is not None
        found = [self.process.pid]
        for number in found:
            children = Path(f"/proc/{number}/task").glob("*/children")
            for path in children:
                try:
                    found += map(int, path.read_text().split())
                except OSError:
                    continue
        return found

    def signal_all(self, number: signal.Signals) -> None:
        """To the whole machine."""
        for member in self.members():
            try:
                os.kill(member, number)
            except ProcessLookupError:
                continue

    def lines(self) -> list[dict[str, Any]]:
        from newsbot.batches import read_lines

        files = self.folder.glob("data/articles/*/*.jsonl.zst")
        return [json.loads(line) for file in files for line in read_lines(file)]


@dataclass
class Outcome:
    """What came of a run; `lost` and `twice` are articles, `overlaps` and `incomplete` sites."""

    requests: int
    lost: int
    twice: int
    overlaps: int
    incomplete: int
    # With the start and the end of the workers.
    span_s: float
    # How many sites were taken up while all workers had one, in how long, and what that used.
    taken_up: int
    work_s: float
    used: str

    @property
    def is_right(self) -> bool:
        return not (self.lost or self.twice or self.overlaps or self.incomplete)

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, {self.lost} articles lost, {self.twice} twice, {self.overlaps} sites by two at"
            f" once, {self.incomplete} sites not complete, {self.span_s:.1f} s"
        )


@dataclass
class Fleet:
    """The workers, the sites and the server of a run, for what disturbs them."""

    workers: list[Worker]
    sites: Sites
    server: Any

    def wait_until(self, share: float) -> None:
        """Until so many of all requests were made."""
        goal, end = share * REQUESTS * len(self.sites.servers), time.monotonic() + _LIMIT_S
        while self.sites.requests < goal:
            if time.monotonic() > end:
                raise SystemExit("The workers make no progress.")
            time.sleep(0.02)

    def kill_mid_crawl(self) -> None:
        """Kill the first worker when a crawl of its own has made some requests and not all, and start it again."""
        first, end = self.workers[0], time.monotonic() + _LIMIT_S
        while not self.sites.is_amid(first.mark):
            if time.monotonic() > end or not first.is_running:
                raise SystemExit("The first worker crawls nothing that it could be killed at.")
            time.sleep(0.002)
        first.kill()
        first.start()


def kill(fleet: Fleet) -> None:
    """One worker is killed mid-crawl, twice, and comes back each time."""
    for share in (0.2, 0.5):
        fleet.wait_until(share)
        fleet.kill_mid_crawl()


def restart(fleet: Fleet) -> None:
    """The database is stopped and started in the middle; a worker is killed before."""
    fleet.wait_until(0.2)
    fleet.kill_mid_crawl()
    fleet.wait_until(0.4)
    fleet.server.stop("fast")
    time.sleep(1)
    fleet.server.start()


def stop(fleet: Fleet) -> None:
    """A worker with its crawls is stopped for longer than its heartbeat and lease, then goes on."""
    fleet.wait_until(0.3)
    fleet.workers[0].signal_all(signal.SIGSTOP)
    time.sleep(2 * LEASE_S)
    fleet.workers[0].signal_all(signal.SIGCONT)


def undisturbed(fleet: Fleet) -> None:
    """Nothing goes wrong."""


TROUBLES: dict[str, Callable[[Fleet], None]] = {"none": undisturbed, "kill": kill, "restart": restart, "stop": stop}


@dataclass(frozen=True)
class Conditions:
    """How many workers with how many crawls at once each, how many sites, and how long these take to answer.

    With `is_level` no site answers until every worker has asked.
    """

    workers: int
    sites: int
    crawls: int
    delay_s: float = 0.0
    is_level: bool = False


def run(trouble: Callable[[Fleet], None], wanted: Conditions) -> Outcome:
    """Let workers crawl sites, while something goes wrong."""
    run_postgres = importlib.import_module("postgres_server").run_postgres

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsbot-fleet-")))
        server = stack.enter_context(run_postgres())
        url = stack.enter_context(server.new_database())
        served = stack.enter_context(
            serve_sites(wanted.sites, wanted.delay_s, wanted.workers if wanted.is_level else 0)
        )
        file = folder / "sites.toml"
        file.write_text("".join(f'[[sites]]\nurl = "http://127.0.0.1:{port}/"\n' for port in served.ports))
        workers = [_worker(number, folder, file, url, wanted.crawls) for number in range(wanted.workers)]
        fleet = Fleet(workers, served, server)
        stack.callback(_end, fleet.workers)
        started = time.monotonic()
        for worker in fleet.workers:
            worker.start()
        trouble(fleet)
        _wait(fleet)
        return _outcome(fleet, time.monotonic() - started)


def _worker(number: int, folder: Path, file: Path, url: str, crawls: int) -> Worker:
    own = folder / f"worker-{number}"
    own.mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "NEWSBOT_STATE": url,
        "NEWSBOT_DATA": str(own / "data"),
        "NEWSBOT_LEASE_S": str(LEASE_S),
        "NEWSBOT_WATCH_CRAWLS": str(crawls),
        "NEWSBOT_WATCH_WORKERS": "0",
    }
    # The sites tell apart who asks by a header that each crawl has of its own.
    command = [sys.executable, "-m", "scrapy", "watch", "-a", f"sites={file}", "--once"]
    command += [
        "-s",
        "AUTOTHROTTLE_ENABLED=False",
        "-s",
        f"DEFAULT_REQUEST_HEADERS={json.dumps({'From': f'w{number}'})}",
    ]
    return Worker(number, own, command, environment)


def _wait(fleet: Fleet) -> None:
    end = time.monotonic() + _LIMIT_S
    for worker in fleet.workers:
        while worker.is_running:
            if time.monotonic() > end:
                raise SystemExit(f"Worker {worker.number} does not end: {(worker.folder / 'log').read_text()[-3000:]}")
            time.sleep(0.05)


def _end(workers: list[Worker]) -> None:
    for worker in workers:
        if worker.is_running:
            worker.signal_all(signal.SIGCONT)
            worker.kill()


def _outcome(fleet: Fleet, span_s: float) -> Outcome:
    written = Counter((line["url"], line["version"]) for worker in fleet.workers for line in worker.lines())
    wanted = {
        f"http://127.0.0.1:{port}/2026/11/matter-{number}" for port in fleet.sites.ports for number in range(ARTICLES)
    }
    found = {url for url, _ in written}
    begun_at, last_at = fleet.sites.begun_at, fleet.sites.last_at
    assert begun_at is not None
    assert last_at is not None
    missing = Counter(url.split("/")[2] for url in wanted - found)
    return Outcome(
        fleet.sites.requests,
        len(wanted - found),
        sum(count - 1 for count in written.values()) + sum(version > 1 for _, version in written),
        fleet.sites.overlaps(),
        len(missing),
        span_s,
        len(fleet.sites.visits) - len(fleet.workers),
        last_at.clock_s - begun_at.clock_s,
        last_at.use_since(begun_at),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", choices=[*TROUBLES, "scale"])
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--crawls", type=int, default=2, help="crawls of one worker at once")
    parser.add_argument("--delay-ms", type=float, default=100, help="of a server's answer, for scale")
    options = parser.parse_args()
    # The workers are ended as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wrong = 0
    for name in options.runs:
        if name == "scale":
            wrong += not scale(options)
            continue
        outcome = run(TROUBLES[name], Conditions(options.workers, options.sites, options.crawls))
        most = REQUESTS * options.sites + ALLOWANCE
        is_right = outcome.is_right and outcome.requests <= most
        print(f"{name}: {outcome}{'' if is_right else ' - WRONG'}", flush=True)
        wrong += not is_right
    return 1 if wrong else 0


def scale(options: argparse.Namespace) -> bool:
    """Sites a second of 1, 2 and 4 workers with one crawl each."""
    first, with_start, is_right = 0.0, 0.0, True
    for workers in (1, 2, 4):
        outcome = run(undisturbed, Conditions(workers, options.sites, 1, options.delay_ms / 1000, is_level=True))
        speed, whole = outcome.taken_up / outcome.work_s, options.sites / outcome.span_s
        first, with_start = first or speed, with_start or whole
        is_right &= outcome.is_right
        print(
            f"scale: {workers} workers, {speed:.2f} sites/s, {speed / first / workers:.2f} of linear"
            f" ({whole / with_start / workers:.2f} with the start); {outcome.used}; {outcome}",
            flush=True,
        )
    return is_right


if __name__ == "__main__":
    raise SystemExit(main())
