"""The cost of an archive: `python benchmarks/warc.py ARCHIVE`, with the WARC files of a crawl of some hundred pages.

In every round it reads the archive with `scrapy crawl archive`, then its pages with only `extract` in as many processes
as there are cores, and prints the medians of the ratios of pages per second and of CPU time; the cores must be idle.
What is loaded once, with the first pages, is charged to neither: a small archive is read, too, and the difference is
taken. It writes the pages again to compare the cost of writing a response with that of reading its page. Then it reads
the archive with a record of 1 GB in its middle. Exit code 1 if a floor is missed.
"""

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from statistics import median

from crawl import _tree_memory_kb

from newsbot.archive.options import archive_options
from newsbot.extraction.article import extract_article
from newsbot.warc.exchanges import Exchange
from newsbot.warc.messages import read_message
from newsbot.warc.pages import PageFilter, PageReader
from newsbot.warc.reading import Record, WarcFile
from newsbot.warc.writing import WarcRules, WarcWriter

MIN_THROUGHPUT = 0.85
MAX_WRITING_SHARE = 0.15
MAX_MEMORY_MB = 700
_LARGE_BYTES = 1_000_000_000
# Pages per core after which everything is loaded.
_FIRST_PAGES = 4
Page = tuple[bytes, str, str | None]


def pages_in(files: list[Path]) -> list[Page]:
    """The pages of an archive: body, address, content type."""
    wanted = PageFilter(lambda url: url.startswith("http"), frozenset(("text/html",)), frozenset((200,)))
    found = []
    for path in files:
        found += [
            (page.body, page.url, page.content_type)
            for page in PageReader(path, wanted).pages()
            if page.kind == "page" and page.body
        ]
    return found


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of reading some pages: wall-clock seconds, CPU seconds of all processes, and peak memory."""

    wall_s: float
    cpu_s: float
    memory_mb: float = 0
    said: str = ""

    def beyond(self, other: "Cost") -> "Cost":
        """The difference from another cost."""
        return Cost(self.wall_s - other.wall_s, self.cpu_s - other.cpu_s)


def _extract(pages: list[Page]) -> tuple[float, float, float]:
    """Read pages; return the start, the end and the CPU time, without what is loaded first."""
    for body, url, content_type in pages[:3]:
        extract_article(body, url, content_type)
    began, started = time.monotonic(), time.process_time()
    for body, url, content_type in pages:
        extract_article(body, url, content_type)
    return began, time.monotonic(), time.process_time() - started


def extract_cost(pages: list[Page], processes: int) -> Cost:
    """The cost of `extract` for all pages in this many processes."""
    with Pool(processes) as pool:
        found = pool.map(_extract, [pages[at::processes] for at in range(processes)], 1)
    wall_s = max(ended for _, ended, _ in found) - min(began for began, _, _ in found)
    return Cost(wall_s, sum(cpu for _, _, cpu in found))


def archive_cost(files: list[Path], *arguments: str) -> Cost:
    """The cost of the command with its workers, and its last line."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": folder}
        names = ",".join(map(str, files))
        command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"warc={names}", *arguments]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        with (Path(folder) / "log").open("w+b") as log:
            process = subprocess.Popen(
                [*command, "-O", f"{folder}/out.jsonl", "-L", "WARNING"], env=environment, stderr=log
            )
            peak_kb = 0
            while process.poll() is None:
                peak_kb = max(peak_kb, _tree_memory_kb(process.pid)[0])
                time.sleep(0.2)
            wall_s = time.monotonic() - began
            log.seek(0)
            said = [line for line in log.read().decode().splitlines() if line.startswith("newsbot:")]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Cost(wall_s, cpu_s, peak_kb / 1024, said[-1] if said else f"exit code {process.returncode}")


def write_first(files: list[Path], path: Path) -> int:
    """Write the first pages of an archive, some for each worker; return how many."""
    responses = 0
    most = _FIRST_PAGES * (os.cpu_count() or 1)
    for record in WarcFile(files[0], keep=1_000).records():
        if isinstance(record, Record) and record.kind == "response":
            if responses == most:
                with files[0].open("rb") as file:
                    path.write_bytes(file.read(record.place.offset))
                break
            responses += 1
    return len(pages_in([path]))


def writing_cpu_s(files: list[Path]) -> tuple[float, int]:
    """CPU seconds to write the responses of an archive again, and how many there are."""
    exchanges = []
    for path in files:
        for record in WarcFile(path).records():
            message = read_message(record.block) if isinstance(record, Record) and record.kind == "response" else None
            if message is not None and isinstance(record, Record):
                head = record.block[: len(record.block) - len(message.body)].strip().split(b"\r\n")
                exchanges.append(Exchange(record.url, message.status, [b"GET / HTTP/1.1"], head, b"", message.body))
    best = float("inf")
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            writer = WarcWriter(WarcRules(Path(folder)), [("software", "benchmark")])
            started = time.process_time()
            for exchange in exchanges:
                writer.write(exchange)
            writer.close()
            best = min(best, time.process_time() - started)
    return best, len(exchanges)


def with_large_record(files: list[Path], path: Path) -> None:
    """Write the archive with a record of 1 GB in its middle."""
    data = files[0].read_bytes()
    middle = [record.place.offset for record in WarcFile(files[0], keep=1_000).records() if isinstance(record, Record)]
    at = middle[len(middle) // 2]
    with path.open("wb") as file:
        file.write(data[:at])
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as member:
            head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://large.example/a\r\n"
            member.write(f"{head}WARC-Date: 2026-11-01T00:00:00Z\r\nContent-Length: {_LARGE_BYTES}\r\n\r\n".encode())
            member.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            left = _LARGE_BYTES - len(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while left:
                left -= member.write(b"<p>x</p>" * 100_000 if left >= 800_000 else b"x" * left)
            member.write(b"\r\n\r\n")
        file.write(data[at:])


def main() -> int:
    """Print the figures; exit code 1 if one misses its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="as -a warc= takes it")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--without-large", action="store_true", help="leave out the record of 1 GB")
    options = parser.parse_args()
    files = list(archive_options({"warc": options.archive}).files)
    pages = pages_in(files)
    cores = os.cpu_count() or 1
    alone, reading, beyond = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        start = Path(folder) / f"first{''.join(files[0].suffixes)}"
        first = write_first(files, start)
        for _ in range(options.repeats):  # one after the other, so that all see the same machine
            begun = archive_cost([start])
            alone.append(extract_cost(pages, cores))
            reading.append(archive_cost(files))
            beyond.append(reading[-1].beyond(begun))
    share_read = (len(pages) - first) / len(pages)
    ratios = [share_read * one.wall_s / other.wall_s for one, other in zip(alone, beyond, strict=True)]
    cpu_ratios = [share_read * one.cpu_s / other.cpu_s for one, other in zip(alone, beyond, strict=True)]
    ratio, extract_s = median(ratios), median(cost.cpu_s for cost in alone) / len(pages)
    writing_s, answers = writing_cpu_s(files)
    share = writing_s / answers / extract_s
    print(f"pages              {len(pages)}; {reading[0].said}")
    print(f"extract alone      {1000 * extract_s:.1f} ms of CPU a page, {cores} processes")
    archive_ms = 1000 * median(cost.cpu_s for cost in beyond) / (len(pages) - first)
    print(f"crawl archive      {archive_ms:.1f} ms of CPU a page, without the first {first}")
    told = ", ".join(f"{one:.2f}" for one in sorted(ratios))
    print(f"throughput         {ratio:.2f} of extract alone in pages a second (floor {MIN_THROUGHPUT}); rounds: {told}")
    print(f"CPU                {median(cpu_ratios):.2f} of it by CPU time")
    print(
        f"writing            {1000 * writing_s / answers:.2f} ms of CPU an answer, {share:.1%} of the reading of a page"
    )
    print(f"memory             {max(cost.memory_mb for cost in reading):.0f} MB with all processes")
    is_well = ratio >= MIN_THROUGHPUT and share <= MAX_WRITING_SHARE
    if not options.without_large:
        with tempfile.TemporaryDirectory() as folder:
            large = Path(folder) / "large.warc.gz"
            with_large_record(files, large)
            cost = archive_cost([large])
        print(f"with 1 GB inside   {cost.said}; {cost.cpu_s:.0f} CPU s, {cost.memory_mb:.0f} MB")
        is_well = (
            is_well and cost.memory_mb <= MAX_MEMORY_MB and cost.said.split(";")[0] == reading[0].said.split(";")[0]
        )
    return 0 if is_well else 1


if __name__ == "__main__":
    raise SystemExit(main())
