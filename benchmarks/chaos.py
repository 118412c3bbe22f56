"""Kills crawls of the sample site at random moments and resumes them: `python benchmarks/chaos.py --kills 100`.

A crawl is repeatedly started on one state and killed (SIGKILL) somewhere between its first request and its end, until
one completes; then the results are checked and the next site begins. Nothing may be lost, duplicated or truncated, and
no child process may outlive its crawl. With `--full 50`, crawls also run out of disk space: files are limited to a
random size, or the whole disk is that small, and the crawl must report it by its exit code. Exit code 1 if anything is
wrong.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsbot import settings as project
from newsbot.batches import read_lines
from newsbot.sample_site.server import SampleSite, expected_lines

# Small batches, so that a crawl of the sample site closes many of them.
_BATCH_LINES = 4
_LOOK_S = 0.002
_ORPHAN_S = 20.0


@dataclass(slots=True)
class Tally:
    """The result of the crawls so far; each list names violations."""

    kills: int = 0
    full: int = 0
    crawls: int = 0
    sites: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether there are no violations."""
        return not (self.lost or self.twice or self.half or self.left or self.failed)


@dataclass(slots=True)
class Chaos:
    """Crawls of the sample site that are killed; `rng` chooses when."""

    site: SampleSite
    rng: random.Random
    tally: Tally = field(default_factory=Tally)
    # For an undisturbed crawl: the number of requests, and seconds from the first one to the end.
    requests: int = 60
    seconds: float = 3.0

    def run(self, kills: int, folder: Path) -> Tally:
        """Crawl until this many crawls were killed and a final one has completed their work."""
        while self.tally.kills < kills:
            home = folder / str(self.tally.sites)
            while self.tally.kills < kills and self.crawl(home, self._moment()):
                self.check_batches(home)
            self.crawl(home)
            self.count(home)
            self.tally.sites += 1
        return self.tally

    def run_full(self, crawls: int, folder: Path) -> Tally:
        """Let this many crawls run into a full disk, each on its own state, and finish what they left."""
        for number in range(crawls):
            home = folder / f"full{number}"
            home.mkdir()
            # Every second crawl gets its own small disk, if mounting is permitted.
            size = int(10 ** self.rng.uniform(4.7, 6.3))
            if number % 2 and _mount(home, size):
                try:
                    self._fill(home, f"a disk has {size} bytes", -1)
                finally:
                    subprocess.run(["umount", str(home)], check=True)
            else:
                # Most files of a crawl of the sample site end below 200 kB; the state's are larger.
                limit = int(10 ** self.rng.uniform(2.5, 5.5))
                self._fill(home, f"no file may have more than {limit} bytes", limit)
        return self.tally

    def _fill(self, home: Path, where: str, limit: int) -> None:
        self.tally.crawls += 1
        code = start_crawl(self.site.url, home, limit).wait()
        is_told = bool(code) or not self._misses(home)
        self.tally.full += bool(code)
        if not is_told or code < 0:
            self.tally.failed.append(f"exit code {code} where {where}")
        self.check_batches(home)
        if home.is_mount():
            _mount(home, 0, "remount,")
        self.crawl(home)
        self.count(home)

    def _misses(self, folder: Path) -> bool:
        """Whether lines are missing for articles of the site."""
        return len({line["url"] for line in self.lines(folder)}) < len(expected_lines(self.site.url))

    def _moment(self) -> Callable[[float], bool]:
        """When to kill a crawl: after a number of requests, or some time after its first one."""
        if self.rng.random() < 0.5:
            count = self.rng.randint(1, self.requests)
            return lambda since: len(self.site.requests) >= count
        delay = self.rng.uniform(0, self.seconds)
        return lambda since: time.monotonic() - since >= delay

    def crawl(self, folder: Path, is_due: Callable[[float], bool] | None = None) -> bool:
        """Crawl, with the state and the batches in `folder`; whether the crawl was killed before it ended."""
        self.site.requests.clear()
        self.tally.crawls += 1
        process = start_crawl(self.site.url, folder)
        first: float | None = None
        while process.poll() is None:
            if first is None and self.site.requests:
                first = time.monotonic()
            if is_due is not None and first is not None and is_due(first):
                self._kill(process)
                return True
            time.sleep(_LOOK_S)
        if process.returncode:
            self.tally.failed.append(f"exit code {process.returncode}: {_last_words(folder)}")
        if first is not None and is_due is None and len(self.site.requests) > self.requests / 2:
            self.seconds = time.monotonic() - first
        return False

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        children = children_of(process.pid)
        process.kill()
        process.wait()
        self.tally.kills += 1
        end = time.monotonic() + _ORPHAN_S
        while (alive := [child for child in children if is_alive(child)]) and time.monotonic() < end:
            time.sleep(_LOOK_S)
        self.tally.left += [f"process {child}" for child in alive]

    def check_batches(self, folder: Path) -> None:
        """Check that every file a killed crawl left under its final name is complete."""
        for _ in self.lines(folder):
            pass

    def lines(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Return the lines of all finished batches, and record those batches that cannot be read."""
        for file in sorted(folder.rglob("*.jsonl.zst")):
            try:
                yield from map(json.loads, read_lines(file))
            except Exception as error:  # noqa: BLE001 - a file may be broken in many ways
                self.tally.half.append(f"{file.name}: {error}")

    def count(self, folder: Path) -> None:
        """Compare what a state's crawls wrote with what the site has."""
        found = Counter(line["url"] for line in self.lines(folder))
        expected = {line["url"] for line in expected_lines(self.site.url)}
        self.tally.lost += sorted(expected - set(found))
        self.tally.twice += sorted(url for url, count in found.items() if count > 1 or url not in expected)
        self.tally.left += sorted(str(path) for path in folder.rglob("*.part"))


def start_crawl(url: str, folder: Path, max_bytes: int = -1) -> subprocess.Popen[bytes]:
    """The real command, with its state and its batches in `folder`; no file may grow beyond `max_bytes`, -1 for any."""
    folder.mkdir(exist_ok=True)
    feeds = {uri: {**options, "batch_item_count": _BATCH_LINES} for uri, options in project.FEEDS.items()}
    environment = {"NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": str(folder), "NEWSBOT_WORKERS": "1"}
    command = ["scrapy", "crawl", "news", "-a", f"site={url}", "-s", f"FEEDS={json.dumps(feeds)}", "-L", "ERROR"]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=Path(__file__).parent.parent,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=log,
            # The only other thread is the site's, which holds no lock over a fork.
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, max_bytes)),  # noqa: PLW1509
        )


def _last_words(folder: Path) -> str:
    """Return the last messages of the last crawl in a folder."""
    lines = (folder / "log").read_text(encoding="utf-8", errors="replace").splitlines()
    return " | ".join(lines[-3:])


def _mount(folder: Path, size: int, how: str = "") -> bool:
    """Whether a disk of this many bytes (0 for any) is mounted at the folder now: on Linux, and only as root."""
    command = ["mount", "-t", "tmpfs", "-o", f"{how}size={size or '200m'}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    """The child processes of a process (Linux)."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not count (Linux)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def main() -> int:
    """Run the crawls and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--full", type=int, default=0, metavar="N", help="N crawls that run into a full disk")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, SampleSite() as site:
        chaos = Chaos(site, random.Random(options.seed))
        chaos.run(options.kills, Path(folder))
        tally = chaos.run_full(options.full, Path(folder))
    print(f"{tally.kills} kills and {tally.full} full disks in {tally.crawls} crawls")
    for name in ("lost", "twice", "half", "left", "failed"):
        found = getattr(tally, name)
        print(f"{name:<7} {len(found)}")
        for text in found[:5]:
            print(f"  {text}")
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
