"""The cost of a page by the number of articles that the state knows: `python benchmarks/speed.py growth`.

The state is filled with articles of other sites; those of the last 30 days, one in thirty, have sketches that new texts
are compared with. Then a generated site is crawled for the first time. Sizes alternate, so that load affects all alike.
"""

import argparse
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from crawl import Cost, run_measured
from speed_crawl import PROJECT, our_command
from speed_site import build, free_port, serving

from newsbot import __version__
from newsbot.duplicates import Sketch, SketchState, Text
from newsbot.state.states import ArticleState, Delivery, PageState
from newsbot.state.storage import Storage, open_storage
from newsbot.urls import article_id, site_name

MOST_GROWTH = 1.3
_AT_ONCE = 10_000
_SITES = 200
_HASHES = 150
_SHINGLES = 590
_RECENT = 30


def fill(storage: Storage, first: int, last: int, now: datetime) -> None:
    """Record articles with these numbers, as crawls would have left them."""
    rng = Random(first)
    for start in range(first, last, _AT_ONCE):
        delivery = Delivery()
        for number in range(start, min(start + _AT_ONCE, last)):
            _add(delivery, number, now, rng)
        storage.record(delivery)


def _add(delivery: Delivery, number: int, now: datetime, rng: Random) -> None:
    url = f"https://paper{number % _SITES}.example/2024/{1 + number % 12:02}/a-story-of-the-valley-with-number-{number}"
    known = article_id(url)
    is_recent = number % _RECENT == 0
    moment = now - timedelta(days=number % 29 if is_recent else 40 + number % 900)
    digest = hashlib.blake2b(url.encode(), digest_size=8).hexdigest()
    prints = dict.fromkeys(("headline", "articleBody", "authors", "datePublished"), digest)
    site = site_name(url)
    delivery.articles.append(ArticleState(known, site, url, 1, digest * 4, {**prints, "noindex": ""}, moment))
    delivery.pages.append(
        PageState(url, site, "article", moment, known, extractor_version=__version__, published_at=moment)
    )
    if is_recent:
        hashes = sorted(rng.getrandbits(30) << 2 for _ in range(_HASHES))
        data = b"".join(value.to_bytes(4, "little") for value in hashes)
        text = Text(known, known, moment, moment, Sketch(_SHINGLES, data))
        delivery.sketches.append(SketchState(text, 1, moment))


def measure(folder: Path, url: str, states: Mapping[int, Path]) -> dict[int, Cost]:
    """One first crawl of the site with a copy of each of the states."""
    found = {}
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    for size, state in states.items():
        with tempfile.TemporaryDirectory(dir=folder) as name:
            shutil.copyfile(state, Path(name) / "state.db")
            found[size] = run_measured(our_command(url, Path(name)), environment, PROJECT)
    return found


def table(rounds: Sequence[Mapping[int, Cost]], pages: int) -> str:
    """A markdown table of the medians over the rounds, each against the smallest state."""
    sizes = list(rounds[0])
    lines = ["| articles known | CPU ms a page | / smallest | peak memory, MB |", "|---|---|---|---|"]
    for size in sizes:
        cpu = median(found[size].cpu_s for found in rounds) * 1000 / pages
        share = median(found[size].cpu_s / found[sizes[0]].cpu_s for found in rounds)
        memory = max(found[size].memory_mb for found in rounds)
        lines.append(f"| {size:,} | {cpu:.2f} | {share:.2f} | {memory:.0f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit code 1 if a page costs too much more with the largest state."""
    parser = argparse.ArgumentParser(
        prog="speed.py growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--known", default="1000,10000,100000,1000000", help="numbers of known articles")
    options = parser.parse_args(arguments)
    sizes = sorted(int(size) for size in options.known.split(","))
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        states = _states(folder, sizes)
        build(folder, options.pages, port)
        with serving(folder, port):
            rounds = [measure(folder, f"http://127.0.0.1:{port}/", states) for _ in range(options.repeats)]
    print(f"{options.pages} pages, {options.repeats} rounds, load {os.getloadavg()[0]:.1f}\n")
    print(table(rounds, options.pages))
    growth = median(found[sizes[-1]].cpu_s / found[sizes[0]].cpu_s for found in rounds)
    return 0 if growth <= MOST_GROWTH else 1


def _states(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """A state file of each size, each made from the one before."""
    now, states, before = datetime.now(UTC), {}, 0
    growing = folder / "growing.db"
    for size in sizes:
        storage = open_storage(f"sqlite:///{growing}")
        fill(storage, before, size, now)
        storage.close()
        states[size] = folder / f"known-{size}.db"
        shutil.copyfile(growing, states[size])
        before = size
    return states
