"""Crawl a site and compare its lines with the truth: `python benchmarks/crawl.py SITE TRUTH`.

TRUTH is JSON Lines: `url`, `expect` ("article", or anything else for a page that must give no line), `title`,
`authors` and `text` (a list of paragraphs). SITE may also be a file of lines that a crawl wrote. Prints the share of
articles that were found exactly once, how many fields are right, and what the crawl cost.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import read_lines
from scores import same_words

from newsbot.urls import article_key


@dataclass(slots=True)
class Comparison:
    """A crawl's lines compared with the truth; each list holds URLs."""

    expected: int = 0
    missing: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: {"authors": [], "body": [], "headline": []})


def compare(lines: Iterable[dict[str, Any]], truth: Iterable[dict[str, Any]]) -> Comparison:
    """The comparison of the lines of one crawl with the truth of its site."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        found.setdefault(article_key(line["url"]), []).append(line)
    result = Comparison()
    for page in truth:
        here = found.pop(article_key(page["url"]), [])
        if page.get("expect", "article") != "article":
            result.unexpected += [line["url"] for line in here]
            continue
        result.expected += 1
        if not here:
            result.missing.append(page["url"])
            continue
        if len(here) > 1:
            result.repeated.append(page["url"])
        _compare_fields(here[0], page, result)
    result.unexpected += [line["url"] for here in found.values() for line in here]
    return result


def _compare_fields(line: dict[str, Any], page: dict[str, Any], result: Comparison) -> None:
    # Editors are authors in a line, with their role; the truth names only who wrote the article.
    authors = {author["name"].casefold() for author in line.get("authors", []) if author.get("role") != "editor"}
    right = {
        "authors": authors == {name.casefold() for name in page["authors"]},
        "body": same_words(line.get("articleBody", ""), "\n\n".join(page["text"])),
        "headline": same_words(line.get("headline", ""), page["title"]),
    }
    for name, is_right in right.items():
        result.right[name] += is_right
        if not is_right:
            result.wrong[name].append(line["url"])


@dataclass(frozen=True, slots=True)
class Cost:
    """What a crawl used, with all its processes."""

    elapsed_s: float
    cpu_s: float
    memory_mb: float
    # The peak in the second half of the time divided by that in the first: about 1 if memory does not grow.
    memory_growth: float = 1.0
    # Memory that processes share is counted in each of them, as in RSS.
    resident_mb: float = 0.0

    def __str__(self) -> str:
        cpu = f"{self.cpu_s:.1f} CPU s with all processes"
        memory = f"peak memory {self.memory_mb:.0f} MB, {self.resident_mb:.0f} MB where what is shared counts twice"
        return f"{self.elapsed_s:.1f} s, {cpu}, {memory}"


def crawl(site: str, folder: Path) -> tuple[Path, Cost]:
    """Run the crawl as a user would; return its lines and its cost."""
    out = folder / "out.jsonl"
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"site={site}", "-O", str(out), "-L", "WARNING"]
    environment = {**os.environ, "NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": str(folder)}
    return out, run_measured(command, environment)


def run_measured(command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None) -> Cost:
    """Run a command in the folder and return its cost with all its processes."""
    started = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, env=environment, cwd=folder)
    taken_kb, resident_kb = [0], 0
    while process.poll() is None:
        proportional, resident = _tree_memory_kb(process.pid)
        taken_kb.append(proportional)
        resident_kb = max(resident_kb, resident)
        time.sleep(0.1)
    elapsed_s = time.monotonic() - started
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = usage.ru_utime + usage.ru_stime - before.ru_utime - before.ru_stime
    half = (len(taken_kb) + 1) // 2
    growth = max(taken_kb[half:], default=0) / (max(taken_kb[:half]) or 1)
    return Cost(elapsed_s, cpu_s, max(taken_kb) / 1024, growth, resident_kb / 1024)


def _tree_memory_kb(pid: int) -> tuple[int, int]:
    """Proportional and resident memory of a process and its children (Linux), 0 where /proc does not have it."""
    proportional = resident = 0
    for process in [pid, *_children(pid)]:
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        for line in rollup.splitlines():
            proportional += int(line.split()[1]) if line.startswith("Pss:") else 0
            resident += int(line.split()[1]) if line.startswith("Rss:") else 0
    return proportional, resident


def _children(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [descendant for child in map(int, children) for descendant in (child, *_children(child))]


def main() -> int:
    """Print the comparison; exit code 1 if an article is missing, repeated or unexpected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="address of the site, or a file of lines")
    parser.add_argument("truth", type=Path)
    parser.add_argument("--show", type=int, default=5, metavar="N", help="name N wrong pages a field")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "://" in options.site:
            out, spent = crawl(options.site, Path(folder))
            cost, lines = str(spent), read_lines(out)
        else:
            cost, lines = "", read_lines(Path(options.site))
    result = compare(lines, read_lines(options.truth))
    found = result.expected - len(result.missing)
    repeated, unexpected = len(result.repeated), len(result.unexpected)
    print(f"articles   {found} of {result.expected} found, {repeated} repeated, {unexpected} too many")
    for name in ("headline", "authors", "body"):
        share = result.right[name] / result.expected if result.expected else 0.0
        print(f"{name:<10} {result.right[name]} of {result.expected} right ({share:.1%})")
    if cost:
        print(f"cost       {cost}")
    named = {"missing": result.missing, "repeated": result.repeated, "too many": result.unexpected, **result.wrong}
    for name, urls in named.items():
        for url in urls[: options.show]:
            print(f"  {name}: {url}")
    return 1 if result.missing or result.repeated or result.unexpected else 0


if __name__ == "__main__":
    raise SystemExit(main())
