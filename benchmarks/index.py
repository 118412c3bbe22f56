"""Measure how fast the embedded index takes lines and answers, next to tantivy, and the memory of `scrapy index`.

    python benchmarks/index.py                        # 100,000 articles; tantivy where it is installed (newsbot[bench])
    python benchmarks/index.py --memory 1000000       # the real command on so many short lines: peak of its memory

All times are CPU times of this process, which other work on the machine affects least. Articles are generated: 4.3 KB
per line, 450 words of a vocabulary of 60,000 whose frequencies follow Zipf's law. The 300 queries have one to three
words, drawn evenly over the orders of magnitude of frequency: from rare names to words in half of all articles.
"""

import argparse
import hashlib
import itertools
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from newsbot.indexes import open_index
from newsbot.indexes.lines import read_line
from newsbot.indexes.protocol import BatchMark, SearchWish
from newsbot.indexes.queries import parse_query

ROOT = Path(__file__).parent.parent
_SYLLABLES = "ba ke ri to mun sel dor lin ve qua stra pon ti ger al os ne fi wa cur".split()
_WORDS = 60_000
_CHUNK = 500
_QUERIES = 300


class Vocabulary:
    """Generated words, the most frequent first."""

    def __init__(self, seed: int = 5) -> None:
        rng = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < _WORDS:
            words["".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((1, 2, 2, 3, 3, 4))))] = None
        self.words = list(words)
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))

    def text(self, rng: random.Random, length: int) -> list[str]:
        """This many words, as they occur in a text."""
        return rng.choices(self.words, cum_weights=self._weights, k=length)

    def query(self, rng: random.Random) -> str:
        """One to three words, rare and frequent ones."""
        length = rng.choice((1, 2, 2, 3))
        return " ".join(self.words[int(math.exp(rng.uniform(0, math.log(20_000))))] for _ in range(length))


def made_line(number: int, vocabulary: Vocabulary, words: int = 450) -> bytes:
    """A line of an article; the same number gives the same."""
    rng = random.Random(number)
    text = vocabulary.text(rng, words)
    paragraphs = [" ".join(text[at : at + 45]).capitalize() + "." for at in range(0, words, 45)]
    site = f"site{number % 50}.example"
    url = f"https://{site}/2026/{number}"
    date = f"{datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}"
    line = {
        "schemaVersion": "1.0",
        "id": hashlib.md5(url.encode(), usedforsecurity=False).hexdigest(),
        "version": 1,
        "pubStatus": "usable",
        "url": url,
        "headline": " ".join(vocabulary.text(rng, 8)).capitalize(),
        "articleBody": "\n\n".join(paragraphs),
        "datePublished": date,
        "authors": [{"name": " ".join(vocabulary.text(rng, 2)).title()}],
        "inLanguage": "en",
        "metadata": {"dateDownloaded": date},
    }
    return json.dumps(line).encode()


def _chunks(lines: int, vocabulary: Vocabulary) -> Iterator[list[bytes]]:
    for at in range(0, lines, _CHUNK):
        yield [made_line(number, vocabulary) for number in range(at, min(at + _CHUNK, lines))]


class _Clock:
    """The CPU time spent in a block."""

    def __init__(self) -> None:
        self.spent = 0.0

    def __call__(self, work: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = work()
        self.spent += time.process_time() - started
        return result


def measure_newsbot(lines: int, vocabulary: Vocabulary, folder: Path) -> dict[str, Any]:
    """newsbot's own index: lines are checked and read, delivered and committed as `scrapy index` does."""
    path = folder / "index.db"
    clock = _Clock()

    def take(index: Any, chunk: list[bytes], number: int) -> None:
        index.apply([read_line(data) for data in chunk])
        index.commit(BatchMark(str(number), "", len(chunk), is_whole=True))

    with closing(open_index(f"sqlite:///{path}")) as index:
        for number, chunk in enumerate(_chunks(lines, vocabulary)):
            clock(partial(take, index, chunk, number))
    with closing(open_index(f"sqlite:///{path}", create=False)) as index:
        times = _times(lambda query: index.search(parse_query(query), SearchWish()), vocabulary)
        narrowed = _times(
            lambda query: index.search(parse_query(f"{query} site:site3.example"), SearchWish()), vocabulary
        )
    return _row("newsbot (SQLite FTS5)", lines / clock.spent, times, narrowed, path.stat().st_size)


def measure_tantivy(lines: int, vocabulary: Vocabulary, folder: Path) -> dict[str, Any] | None:
    """tantivy with the same fields, one upsert per line, a commit every 10,000; without snippets, copies and facets."""
    try:
        import tantivy  # type: ignore[import-not-found, unused-ignore]
    except ModuleNotFoundError:
        return None
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", tokenizer_name="raw", stored=True)
    schema.add_text_field("site", tokenizer_name="raw")
    for name in ("headline", "body"):
        schema.add_text_field(name)
    folder.mkdir()
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(100_000_000, 1)
    clock = _Clock()

    def take(chunk: list[bytes], number: int) -> None:
        for data in chunk:
            line = json.loads(data)
            writer.delete_documents_by_term("id", line["id"])
            site = line["url"].split("/")[2]
            writer.add_document(
                tantivy.Document(id=line["id"], site=site, headline=line["headline"], body=line["articleBody"])
            )
        if number % 20 == 19:
            writer.commit()

    for number, chunk in enumerate(_chunks(lines, vocabulary)):
        clock(partial(take, chunk, number))
    clock(writer.commit)
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> None:
        text = " AND ".join(f"(headline:{word}^6 OR body:{word})" for word in query.split())
        hits = searcher.search(index.parse_query(text, ["body"]), 10).hits
        for _, address in hits:
            searcher.doc(address)

    size = sum(file.stat().st_size for file in folder.iterdir())
    return _row("tantivy (no line, no snippet)", lines / clock.spent, _times(ask, vocabulary), None, size)


def _times(ask: Callable[[str], object], vocabulary: Vocabulary) -> list[float]:
    rng = random.Random(2)
    times = []
    for query in [vocabulary.query(rng) for _ in range(_QUERIES)]:
        # The least of three: other work on the machine only adds to it.
        spent = []
        for _ in range(3):
            started = time.process_time()
            ask(query)
            spent.append(time.process_time() - started)
        times.append(min(spent) * 1000)
    return sorted(times)


def _row(name: str, rate: float, times: list[float], narrowed: list[float] | None, size: int) -> dict[str, Any]:
    return {
        "index": name,
        "lines/s": f"{rate:,.0f}",
        "p50 ms": f"{_quantile(times, 0.5):.1f}",
        "p95 ms": f"{_quantile(times, 0.95):.1f}",
        "site: p50 / p95 ms": f"{_quantile(narrowed, 0.5):.1f} / {_quantile(narrowed, 0.95):.1f}" if narrowed else "",
        "MB": f"{size / 1e6:,.0f}",
    }


def _quantile(times: list[float], share: float) -> float:
    return times[int(len(times) * share)]


def _show(rows: Iterable[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        if not number:
            print("|", " | ".join(row), "|\n|", "---|" * len(row), sep="")
        print("|", " | ".join(row.values()), "|")


def measure_memory(lines: int, folder: Path) -> float:
    """The peak memory of the real command in MB, on this many lines of 60 words."""
    vocabulary = Vocabulary()
    batches = folder / "articles" / "2026-11-29"
    batches.mkdir(parents=True)
    for at in range(0, lines, 1000):
        made = (made_line(number, vocabulary, 45) for number in range(at, min(at + 1000, lines)))
        (batches / f"run-{at // 1000:05}.jsonl").write_bytes(b"\n".join(made) + b"\n")
    command = [sys.executable, "-m", "scrapy", "index", f"sqlite:///{folder}/index.db", "--from", str(folder)]
    environment = {**os.environ, "NEWSBOT_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def main() -> None:
    """Run the requested measurement and print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--memory", type=int, metavar="LINES", help="measure the memory of scrapy index instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.memory:
            print(f"{options.memory:,} lines: {measure_memory(options.memory, folder):.0f} MB at most")
            return
        vocabulary = Vocabulary()
        rows = [
            measure_newsbot(options.articles, vocabulary, folder),
            measure_tantivy(options.articles, vocabulary, folder / "tantivy"),
        ]
    _show(filter(None, rows))


if __name__ == "__main__":
    main()
