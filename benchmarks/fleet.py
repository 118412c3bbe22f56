"""Many machines: `scrapy watch` workers share small sites through PostgreSQL while faults are injected.

    python benchmarks/fleet.py kill restart stop    floors: nothing lost or written twice, no site with two crawls
    python benchmarks/fleet.py scale                throughput of 1, 2 and 4 workers on sites that answer slowly

`scale` counts how many sites are claimed between the moment every worker has one and the moment none is left. Startup
is excluded: a worker starts once and runs for weeks, and starting four (4 s of CPU time each) would be a third of such
a run. The throughput including startup and shutdown is printed too, and the CPU load: more workers are no faster when
CPU is the limit.

The sites and PostgreSQL are on loopback. A site is a front page, robots.txt, a sitemap and ten articles: 13 requests.
Each worker is a `scrapy watch --once` with its own data folder, as on a separate machine.
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
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fleet_sites import ARTICLES, REQUESTS, Sites, serve_sites

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))


LEASE_S = 6
# How many requests may be repeated after two kills.
ALLOWANCE = 20
_LIMIT_S = 600


@dataclass
class Worker:
    """One machine: a watch with its own folder and process group."""

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
        """The value by which the sites recognize the worker."""
        return f"w{self.number}"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """Send SIGKILL to the worker and its crawls, as if the machine failed."""
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
        """Send the signal to every process of the machine."""
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
    """The result of a run; `lost` and `twice` are articles, `overlaps` and `incomplete` sites."""

    requests: int
    lost: int
    twice: int
    overlaps: int
    incomplete: int
    # Including the startup and shutdown of the workers.
    span_s: float
    # How many sites were claimed while all workers had one, how long that took, and the load on the CPUs.
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
    """The workers, sites and server of a run, for the function that injects faults."""

    workers: list[Worker]
    sites: Sites
    server: Any

    def wait_until(self, share: float) -> None:
        """Wait until this share of all requests has been made."""
        goal, end = share * REQUESTS * len(self.sites.servers), time.monotonic() + _LIMIT_S
        while self.sites.requests < goal:
            if time.monotonic() > end:
                raise SystemExit("The workers make no progress.")
            time.sleep(0.02)

    def kill_mid_crawl(self) -> None:
        """Kill the first worker during one of its crawls, after some but not all requests, and restart it."""
        first, end = self.workers[0], time.monotonic() + _LIMIT_S
        while not self.sites.is_amid(first.mark):
            if time.monotonic() > end or not first.is_running:
                raise SystemExit("The first worker crawls nothing that it could be killed at.")
            time.sleep(0.002)
        first.kill()
        first.start()


def kill(fleet: Fleet) -> None:
    """Kill one worker mid-crawl, twice, restarting it each time."""
    for share in (0.2, 0.5):
        fleet.wait_until(share)
        fleet.kill_mid_crawl()


def restart(fleet: Fleet) -> None:
    """Stop and start the database mid-run, after killing a worker."""
    fleet.wait_until(0.2)
    fleet.kill_mid_crawl()
    fleet.wait_until(0.4)
    fleet.server.stop("fast")
    time.sleep(1)
    fleet.server.start()


def stop(fleet: Fleet) -> None:
    """Suspend a worker and its crawls for longer than its heartbeat and lease, then resume it."""
    fleet.wait_until(0.3)
    fleet.workers[0].signal_all(signal.SIGSTOP)
    time.sleep(2 * LEASE_S)
    fleet.workers[0].signal_all(signal.SIGCONT)


def undisturbed(fleet: Fleet) -> None:
    """Inject no fault."""


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
    """Let workers crawl sites while faults are injected."""
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
    # The sites identify the client by a header that differs for each crawl.
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
    # The workers are stopped as well.
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
    """Measure the sites per second of 1, 2 and 4 workers with one crawl each."""
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
