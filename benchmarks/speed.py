"""Measure CPU time a page: `python benchmarks/speed.py --corpora DIR`.

newsbot with all its fields beside the peers with theirs (extra `bench`), and the steps under it: parsing, which
nothing can be quicker than, the walk, and the body. Every repeat is a process of its own in which each page goes
through all systems, one after the other and each time another one first, so that load on the machine and warm caches
favour none.
"""

import argparse
import gc
import json
import logging
import os
import platform
import random
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from corpus import CorporaError, Page, add_corpora_option, find_corpora, read_dataset
from quality import SYSTEMS, Html, predict
from selectolax.lexbor import LexborHTMLParser

from newsbot.extraction.blocks import walk_blocks
from newsbot.extraction.classifier import classify
from newsbot.extraction.document import parse_document
from newsbot.extraction.page import view_page

PEER = "trafilatura"
# The milliseconds of each page, by step or system.
Times = dict[str, list[float]]


def parse(html: Html, url: str) -> None:
    """Lexbor alone."""
    LexborHTMLParser(html)


def parse_and_walk(html: Html, url: str) -> None:
    """newsbot's parsing with its guards, and its walk to blocks."""
    walk_blocks(parse_document(html, url).tree)


def find_body(html: Html, url: str) -> None:
    """All that the body takes: parsing, what the head says, the walk, the features, the model and the edges."""
    view = view_page(parse_document(html, url))
    classify(view.walk, view.hints)


STEPS: dict[str, Callable[[Html, str], None]] = {
    "parse only (Lexbor)": parse,
    "parse and walk": parse_and_walk,
    "body and features": find_body,
}


@dataclass(frozen=True, slots=True)
class Row:
    """What one step or system costs: CPU milliseconds a page."""

    name: str
    median_ms: float
    mean_ms: float


def measure(pages: Sequence[Page], systems: Sequence[str]) -> Times:
    """CPU milliseconds of each page in each step and system, in this process; the pages' order is kept."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    names = [*STEPS, *systems]
    for name in names:  # what is loaded on the first page is no page's cost
        _time_ms(name, pages[0].html(), pages[0].url)
    times: Times = {name: [] for name in names}
    for number, page in enumerate(pages):
        html = page.html()
        first = number % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(_time_ms(name, html, page.url))
    return times


def _time_ms(name: str, html: Html, url: str) -> float:
    """CPU time of one call; what the call before left behind is collected first."""
    gc.collect()
    started = time.process_time()
    if name in STEPS:
        STEPS[name](html, url)
    else:
        predict(name, html, url)
    return (time.process_time() - started) * 1000


def typical(repeats: Sequence[Times]) -> Times:
    """The median over repeats of each page's time: one disturbed repeat changes nothing."""
    return {
        name: [median(page) for page in zip(*(times[name] for times in repeats), strict=True)] for name in repeats[0]
    }


def rows_of(times: Mapping[str, Sequence[float]]) -> list[Row]:
    """Median and mean over the pages."""
    return [Row(name, median(values), fmean(values)) for name, values in times.items()]


def table(rows: Sequence[Row]) -> str:
    """A markdown table, with the ratio to trafilatura of the same figure where it was measured."""
    peer = next((row for row in rows if row.name == PEER), None)
    lines = [f"| CPU ms a page | median | mean | median / {PEER} | mean / {PEER} |", "|---|---|---|---|---|"]
    for row in rows:
        ratios = "| | |"
        if peer:
            ratios = f"| {row.median_ms / peer.median_ms:.3f} | {row.mean_ms / peer.mean_ms:.3f} |"
        lines.append(f"| {row.name} | {row.median_ms:.2f} | {row.mean_ms:.2f} {ratios}")
    return "\n".join(lines)


def machine(systems: Sequence[str]) -> str:
    """What the figures were measured on, and how busy it was."""
    versions = {SYSTEMS[name].package: SYSTEMS[name].version() for name in systems}
    return (
        f"{platform.machine()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, Python "
        f"{platform.python_version()}; " + ", ".join(f"{package} {version}" for package, version in versions.items())
    )


def sample_pages(corpora: Path, datasets: Sequence[str], count: int) -> list[Page]:
    """Pages of the data sets, always the same ones."""
    pages = [page for name in datasets for page in read_dataset(corpora, name)]
    return random.Random(0).sample(pages, min(count, len(pages)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit code 2 when there are no pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpora_option(parser)
    parser.add_argument("--sets", default="gold,fundus-parsers", help="data sets, apart by commas")
    parser.add_argument("--sample", type=int, default=100, metavar="N", help="pages in all")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        pages = sample_pages(find_corpora(options.corpora), options.sets.split(","), options.sample)
    except CorporaError as error:
        print(error, file=sys.stderr)
        return 2
    systems = [name for name, system in SYSTEMS.items() if system.version()]
    repeats = []
    for _ in range(options.repeats):
        with ProcessPoolExecutor(1) as process:
            repeats.append(process.submit(measure, pages, systems).result())
    rows = rows_of(typical(repeats))
    print(f"{len(pages)} pages, {options.repeats} repeats; {machine(systems)}\n\n{table(rows)}")
    if options.json:
        figures = {row.name: {"median_ms": row.median_ms, "mean_ms": row.mean_ms} for row in rows}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
