"""Whole crawls of a generated site of heavy pages, served by nginx on loopback: `python benchmarks/speed.py crawl`.

In one run: a Scrapy spider that only fetches (with Scrapy's defaults, and with the settings that cost least), the same
with trafilatura in its pipeline, and `scrapy crawl news` with all of its pipelines, state, profile and compressed
batches; then newsbot again with nothing changed. Each fetches the same pages with the same number of requests at once.
CPU time and memory are those of all processes of a crawl.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from crawl import Cost, run_measured
from speed_site import build, free_port, serving

PROJECT = Path(__file__).parent.parent
AT_ONCE = 32
BARE, LEAN, PEER, OURS, AGAIN = "bare spider", "bare spider, leanest", "trafilatura in it", "newsbot", "newsbot again"
# newsbot's maximum cost, as a share of the other's CPU time, and the minimum of pages it reads per second.
FLOORS = {(OURS, BARE): 2.5, (OURS, PEER): 0.6, (AGAIN, OURS): 0.15}
RATE_FLOOR = 0.6
_SPIDER = """import scrapy


class Heavy(scrapy.Spider):
    name = "heavy"

    async def start(self):
        with open("urls.txt", encoding="utf-8") as lines:
            for line in lines:
                yield scrapy.Request(line.strip())

    def parse(self, response):
        yield {"url": response.url, "html": response.text}
"""
_PIPELINE = """import trafilatura


class TextPipeline:
    def process_item(self, item):
        found = trafilatura.bare_extraction(item.pop("html"), url=item["url"], with_metadata=True)
        item["text"] = found.text if found else None
        return item


class NothingPipeline:
    def process_item(self, item):
        item.pop("html")
        return item
"""
_FAST = {"CONCURRENT_REQUESTS": AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE, "DOWNLOAD_DELAY": 0}
# The cheapest settings of Scrapy 2.19, without other handlers or event loops.
_LEAN = {
    "CONCURRENT_ITEMS": 4,
    "COOKIES_ENABLED": "False",
    "REFERER_ENABLED": "False",
    "METAREFRESH_ENABLED": "False",
    "HTTPPROXY_ENABLED": "False",
    "REMOTE_CONTROL_ENABLED": "False",
    "TELNETCONSOLE_ENABLED": "False",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A measured crawl, and how many pages it yielded."""

    pages: int
    cost: Cost

    @property
    def cpu_ms(self) -> float:
        return self.cost.cpu_s * 1000 / self.pages if self.pages else float("nan")

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.cost.elapsed_s


def make_project(folder: Path, urls: Sequence[str]) -> None:
    """An empty Scrapy project with the bare spider."""
    command = [sys.executable, "-m", "scrapy", "startproject", "bare", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "bare" / "spiders" / "heavy.py").write_text(_SPIDER, encoding="utf-8")
    (folder / "bare" / "texts.py").write_text(_PIPELINE, encoding="utf-8")
    (folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="utf-8")


def bare_command(settings: Mapping[str, object], pipeline: str) -> list[str]:
    """The command that crawls with the bare spider."""
    given = {**_FAST, **settings, "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": "False"}
    given["ITEM_PIPELINES"] = f'{{"bare.texts.{pipeline}": 1}}'
    options = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "crawl", "heavy", "-o", "out.jsonl:jsonlines", *options]


def our_command(url: str, data: Path, *more: str) -> list[str]:
    """The command that crawls with newsbot, as politely as the bare spider."""
    given = {**_FAST, "AUTOTHROTTLE_ENABLED": "False", "LOG_LEVEL": "ERROR", "NEWSBOT_DATA": data}
    given["NEWSBOT_STATE"] = f"sqlite:///{data}/state.db"
    options = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"site={url}", *options, *more]


def measure(folder: Path, url: str, pages: int, systems: Sequence[str]) -> dict[str, Run]:
    """One round of all crawls."""
    found = {}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(folder / "project")])}
    for name, settings, pipeline in (
        (BARE, {}, "NothingPipeline"),
        (LEAN, _LEAN, "NothingPipeline"),
        (PEER, {}, "TextPipeline"),
    ):
        if name in systems:
            out = folder / "project" / "out.jsonl"
            out.unlink(missing_ok=True)
            cost = run_measured(bare_command(settings, pipeline), environment, folder / "project")
            found[name] = Run(_count(out), cost)
    with tempfile.TemporaryDirectory(dir=folder) as data:
        for name in (OURS, AGAIN):
            if name in systems:
                before = _lines(Path(data))
                cost = run_measured(our_command(url, Path(data)), environment, PROJECT)
                found[name] = Run(_lines(Path(data)) - before if name == OURS else pages, cost)
    return found


def _count(out: Path) -> int:
    with out.open("rb") as lines:
        return sum(1 for _ in lines)


def _lines(data: Path) -> int:
    from newsbot.zstandard import zstd

    total = 0
    for batch in data.glob("articles/*/*.jsonl.zst"):
        with zstd.open(batch, "rb") as lines:
            total += sum(1 for _ in lines)
    return total


def table(rounds: Sequence[Mapping[str, Run]]) -> str:
    """A markdown table of the medians over the rounds."""
    names = list(rounds[0])
    lines = [
        "| | pages | CPU ms a page | / bare spider | pages a second | / bare spider | peak MB | second half / first |",
        "|---" * 8 + "|",
    ]
    for name in names:
        runs = [found[name] for found in rounds]
        cpu, rate = median(run.cpu_ms for run in runs), median(run.pages_a_second for run in runs)
        cells = [name, str(runs[0].pages), f"{cpu:.2f}", _share(rounds, name, "cpu_ms"), f"{rate:.0f}"]
        cells += [_share(rounds, name, "pages_a_second"), f"{max(run.cost.memory_mb for run in runs):.0f}"]
        cells.append(f"{max(run.cost.memory_growth for run in runs):.2f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def ratio(rounds: Sequence[Mapping[str, Run]], name: str, other: str, figure: str = "cpu_ms") -> float | None:
    """The median over the rounds of the ratio of two crawls' figures; None if one was not measured."""
    if name not in rounds[0] or other not in rounds[0]:
        return None
    shares = [float(getattr(found[name], figure) / getattr(found[other], figure)) for found in rounds]
    return median(shares)


def _share(rounds: Sequence[Mapping[str, Run]], name: str, figure: str) -> str:
    found = ratio(rounds, name, BARE, figure)
    return "" if found is None else f"{found:.2f}"


def floors(rounds: Sequence[Mapping[str, Run]]) -> list[str]:
    """Each floor in words, with the value reached."""
    said = []
    for (name, other), most in FLOORS.items():
        found = ratio(rounds, name, other)
        if found is not None:
            said.append(f"CPU of {name} / {other}: {found:.3f}, at most {most}: {'yes' if found <= most else 'NO'}")
    rate = ratio(rounds, OURS, BARE, "pages_a_second")
    if rate is not None:
        word = "yes" if rate >= RATE_FLOOR else "NO"
        said.append(f"pages a second of {OURS} / {BARE}: {rate:.2f}, at least {RATE_FLOOR}: {word}")
    return said


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the floors."""
    parser = argparse.ArgumentParser(
        prog="speed.py crawl", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--systems", help="crawls apart by commas; default: all whose packages are installed")
    options = parser.parse_args(arguments)
    systems = options.systems.split(",") if options.systems else [BARE, LEAN, PEER, OURS, AGAIN]
    if find_spec("trafilatura") is None:
        systems = [name for name in systems if name != PEER]
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        site = build(folder, options.pages, port)
        url = f"http://127.0.0.1:{port}/"
        make_project(folder / "project", [site.url(story).replace("https:", "http:", 1) for story in site.stories])
        with serving(folder, port):
            rounds = [measure(folder, url, options.pages, systems) for _ in range(options.repeats)]
    load = os.getloadavg()[0]
    print(
        f"{options.pages} pages, {options.repeats} rounds, {os.cpu_count()} CPUs, load {load:.1f}\n\n{table(rounds)}\n"
    )
    print("\n".join(floors(rounds)))
    return 0
