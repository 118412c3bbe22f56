"""CPU time per page: `python benchmarks/speed.py pages --corpora DIR`.

newsbot with all its fields next to the peers with theirs (extra `bench`), and the steps within it: parsing, which is a
lower bound, a bare walk over the tree, newsbot's walk, and the body. Every repeat is a separate process in which the
systems take turns, each time with another one first, so that load on the machine favours none:

- "page by page" each page goes through all systems, one after the other, so that each finds the processor's caches
  filled by the others.
- "in a row" each system reads several pages before it is the next one's turn, as a crawl's worker does.

Pages come from many sites: nothing remembered from a site's other pages helps.
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
from selectolax.lexbor import LexborHTMLParser
from systems import SYSTEMS, Html, predict

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.document import parse_document
from newsbot.extraction.page_view import view_page

PEER = "trafilatura"
LIMIT = "parse and bare walk (Lexbor)"
# How many pages a system reads in a row, by name of the order.
ORDERS = {"page by page": 1, "in a row": 10}
# The milliseconds of each page, by step or system.
Times = dict[str, list[float]]


def parse(html: Html, url: str) -> None:
    """Lexbor alone."""
    LexborHTMLParser(html)


def parse_and_traverse(html: Html, url: str) -> None:
    """Lexbor, and each node with its tag, attributes and text: the least that any extractor in Python needs."""
    root = LexborHTMLParser(html).root
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.text_content is None:
            _ = node.tag, node.attributes


def walk(html: Html, url: str) -> None:
    """newsbot's parsing with its guards, and its walk to blocks."""
    walk_blocks(parse_document(html, url).tree)


def find_body(html: Html, url: str) -> None:
    """All that the body needs: parsing, declarations in the head, the walk, the features, the model and the edges."""
    view = view_page(parse_document(html, url))
    classify(view.walk, view.hints)


STEPS: dict[str, Callable[[Html, str], None]] = {
    "parse only (Lexbor)": parse,
    LIMIT: parse_and_traverse,
    "parse and walk to blocks": walk,
    "body and features": find_body,
}


@dataclass(frozen=True, slots=True)
class Row:
    """The cost of one step or system: CPU milliseconds per page."""

    name: str
    median_ms: float
    mean_ms: float


def measure(pages: Sequence[Page], systems: Sequence[str], in_a_row: int = 1) -> Times:
    """CPU milliseconds of each page in each step and system, in this process; in the order of the pages."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    names = [*STEPS, *systems]
    for name in names:  # neither charged to a page nor scanned as garbage: what is loaded on the first page
        _times_ms(name, pages[:1])
    gc.collect()
    gc.freeze()
    times: Times = {name: [] for name in names}
    for start in range(0, len(pages), in_a_row):
        first = start // in_a_row % len(names)
        for name in names[first:] + names[:first]:
            times[name] += _times_ms(name, pages[start : start + in_a_row])
    gc.unfreeze()
    return times


def _times_ms(name: str, pages: Sequence[Page]) -> list[float]:
    """CPU time of each page; garbage of earlier calls is collected first."""
    read = [(page.html(), page.url) for page in pages]
    gc.collect()
    times = []
    for html, url in read:
        started = time.process_time()
        if name in STEPS:
            STEPS[name](html, url)
        else:
            predict(name, html, url)
        times.append((time.process_time() - started) * 1000)
    return times


def typical(repeats: Sequence[Times]) -> Times:
    """The median over repeats of each page's time: one disturbed repeat changes nothing."""
    return {
        name: [median(page) for page in zip(*(times[name] for times in repeats), strict=True)] for name in repeats[0]
    }


def rows_of(times: Mapping[str, Sequence[float]]) -> list[Row]:
    """Median and mean over the pages."""
    return [Row(name, median(values), fmean(values)) for name, values in times.items()]


def table(rows: Sequence[Row]) -> str:
    """A markdown table, with the ratios to trafilatura and to the bare walk where those were measured."""
    heads = ["CPU ms a page", "median", "mean"]
    others = [row for name in (PEER, LIMIT) for row in rows if row.name == name]
    for other in others:
        heads += [f"median / {other.name}", f"mean / {other.name}"]
    lines = [_line(heads), "|---" * len(heads) + "|"]
    for row in rows:
        cells = [row.name, f"{row.median_ms:.2f}", f"{row.mean_ms:.2f}"]
        for other in others:
            cells += [f"{row.median_ms / other.median_ms:.3f}", f"{row.mean_ms / other.mean_ms:.3f}"]
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def machine(systems: Sequence[str]) -> str:
    """The machine, and how busy it was."""
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
    """Print the table; exit code 2 if there are no pages."""
    parser = argparse.ArgumentParser(
        prog="speed.py pages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_corpora_option(parser)
    parser.add_argument("--sets", default="gold,fundus-parsers", help="data sets, apart by commas")
    parser.add_argument("--sample", type=int, default=100, metavar="N", help="pages in all")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--systems", metavar="NAMES", help="systems apart by commas; default: all that are installed")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        pages = sample_pages(find_corpora(options.corpora), options.sets.split(","), options.sample)
    except CorporaError as error:
        print(error, file=sys.stderr)
        return 2
    installed = [name for name, system in SYSTEMS.items() if system.version()]
    systems = options.systems.split(",") if options.systems else installed
    if unknown := set(systems) - set(installed):
        print(f"not installed: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    print(f"{len(pages)} pages, {options.repeats} repeats; {machine(systems)}")
    figures = {}
    for order, in_a_row in ORDERS.items():
        repeats = []
        for _ in range(options.repeats):
            with ProcessPoolExecutor(1) as process:
                repeats.append(process.submit(measure, pages, systems, in_a_row).result())
        rows = rows_of(typical(repeats))
        print(f"\n{order}\n\n{table(rows)}", flush=True)
        figures[order] = {row.name: {"median_ms": row.median_ms, "mean_ms": row.mean_ms} for row in rows}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0
