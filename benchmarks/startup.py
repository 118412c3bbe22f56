"""Measure how long a crawl takes to its first request: `python benchmarks/startup.py`.

`scrapy crawl news` and the crawl of a new, empty Scrapy project, alternating in order, against a server of this process
that has no pages. CPU time is that of the whole process tree until the end.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

_SPIDER = """import scrapy


class One(scrapy.Spider):
    name = "one"
    start_urls = ["{url}"]

    def parse(self, response):
        pass
"""
EMPTY, OURS = "empty project", "newsbot"


@dataclass(frozen=True, slots=True)
class Start:
    """One crawl: seconds to its first request, and seconds of CPU time."""

    first_s: float
    cpu_s: float


@contextmanager
def listening() -> Iterator[tuple[str, list[float]]]:
    """A server's address and the moments of its requests; it answers 404."""
    moments: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            moments.append(time.monotonic())
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", moments
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def crawls(url: str, folder: Path) -> dict[str, tuple[list[str], Path]]:
    """The command of each crawl and where it runs; the empty project is created in the folder."""
    scrapy = [sys.executable, "-m", "scrapy"]
    subprocess.run([*scrapy, "startproject", "empty", str(folder)], check=True, capture_output=True)
    (folder / "empty" / "spiders" / "one.py").write_text(_SPIDER.format(url=url), encoding="utf-8")
    ours = [*scrapy, "crawl", "news", "-a", f"site={url}"]
    ours += ["-s", f"NEWSBOT_STATE=sqlite:///{folder}/state.db", "-s", f"NEWSBOT_DATA={folder}/data"]
    return {EMPTY: ([*scrapy, "crawl", "one"], folder), OURS: (ours, Path(__file__).parent.parent)}


def run(command: Sequence[str], folder: Path, moments: list[float]) -> Start:
    """One crawl in the folder."""
    moments.clear()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Start(moments[0] - started if moments else float("nan"), cpu_s)


def table(starts: dict[str, list[Start]]) -> str:
    """A markdown table of the minimum and median of each, with the ratio to the empty project."""
    lines = ["| | first request after, least | median | CPU s, least | median |", "|---|---|---|---|---|"]
    figures = {name: _figures(found) for name, found in starts.items()}
    for name, row in figures.items():
        lines.append(f"| {name} | {' | '.join(f'{value:.2f}' for value in row)} |")
    ratios = [ours / empty for ours, empty in zip(figures[OURS], figures[EMPTY], strict=True)]
    return "\n".join([*lines, f"| ratio | {' | '.join(f'{value:.2f}' for value in ratios)} |"])


def _figures(starts: Sequence[Start]) -> list[float]:
    firsts, cpus = [start.first_s for start in starts], [start.cpu_s for start in starts]
    return [min(firsts), median(firsts), min(cpus), median(cpus)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, listening() as (url, moments):
        commands = crawls(url, Path(folder))
        starts: dict[str, list[Start]] = {name: [] for name in commands}
        for number in range(options.repeats):
            for name in list(commands)[:: -1 if number % 2 else 1]:
                starts[name].append(run(*commands[name], moments))
    print(f"{options.repeats} repeats, load {os.getloadavg()[0]:.1f}\n\n{table(starts)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
