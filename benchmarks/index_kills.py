"""Check that an index ends up exactly right although its delivery is killed again and again.

    python benchmarks/index_kills.py                                        # SQLite, 10,000 lines, 20 kills
    python benchmarks/index_kills.py --server postgresql                    # a real server, started for it
    python benchmarks/index_kills.py --server opensearch                    # osmem-server, behind a proxy that fails
    python benchmarks/index_kills.py --target postgresql://host/database    # any other; it must be empty

The batches have updates, removals, repetitions, lines out of order and invalid lines. The real command is killed
(SIGKILL) at random moments, then runs to its end, and once more with `--replay`. Each time all lines of the index, its
counts and its dead letters must match the batches.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from newsbot.indexes import open_index, open_target
from newsbot.indexes.dead_letters import DeadLetters
from newsbot.indexes.delivery import deliver
from newsbot.indexes.protocol import BatchMark, Feedable, Refusal
from newsbot.zstandard import zstd

ROOT = Path(__file__).parent.parent
_WORDS = "flood road mayor 地震 wahl straße dam council market ferry harbour vote bridge school fire night".split()
_POISON = (b"no json at all", b'{"schemaVersion": "1.0"}', b"\xff\xfe\x00", b"[1, 2]", b'{"id": "' + b"x" * 5_000)
_LINES_PER_BATCH = 250


@dataclass(slots=True)
class Case:
    """Batches in a folder, and what an index must hold once all are delivered."""

    folder: Path
    expected: dict[str, dict[str, Any]] = field(default_factory=dict)
    poison: int = 0
    lines: int = 0


def make_case(folder: Path, lines: int, seed: int = 1) -> Case:
    """This many lines in batches of three machines and two days: a third are updates, one in 15 is a removal."""
    rng = random.Random(seed)
    case = Case(folder, lines=lines)
    made: list[bytes] = []
    latest: dict[int, int] = {}
    while len(made) < lines:
        draw = rng.random()
        if draw < 0.01:
            made.append(rng.choice(_POISON))
            case.poison += 1
        elif draw < 0.05 and made:
            made.append(rng.choice(made[-200:]))
            case.poison += made[-1] in _POISON
        else:
            known = draw < 0.45 and latest
            number = rng.choice(list(latest)) if known else len(latest)
            latest[number] = latest.get(number, 0) + 1
            line = _line(number, latest[number], rng)
            case.expected[line["id"]] = line
            made.append(json.dumps(line, ensure_ascii=False).encode())
    # As when several machines write: a newer version may come first.
    for at in range(0, len(made), 400):
        part = made[at : at + 400]
        rng.shuffle(part)
        made[at : at + 400] = part
    for number, at in enumerate(range(0, len(made), _LINES_PER_BATCH)):
        path = folder / f"2026-11-{20 + number % 2}" / f"machine{number % 3}-{number:04}.jsonl.zst"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zstd.compress(b"\n".join(made[at : at + _LINES_PER_BATCH]) + b"\n"))
    return case


def _line(number: int, version: int, rng: random.Random) -> dict[str, Any]:
    url = f"https://site{number % 7}.example/{number}"
    line = {
        "schemaVersion": "1.0",
        "id": hashlib.md5(url.encode(), usedforsecurity=False).hexdigest(),
        "version": version,
        "pubStatus": "usable",
        "url": url,
        "metadata": {"dateDownloaded": f"2026-11-20T00:{number % 60:02}:{version % 60:02}Z"},
    }
    if rng.random() < 1 / 15:
        return {**line, "pubStatus": "canceled", "reason": "http_410"}
    words = rng.choices(_WORDS, k=40)
    texts = {"headline": f"{' '.join(words[:5])} {number}", "articleBody": f"{' '.join(words)} version{version}"}
    return {**line, **texts, "authors": [{"name": f"Author {number % 9}"}], "inLanguage": "en"}


def deliver_once(address: str, case: Case, data: Path, kill_at: int | None = None) -> int:
    """Deliver in a child process that kills itself at its `kill_at`th call to the index; the number of calls, or -9."""
    child = os.fork()
    if not child:
        code = 1
        try:
            with closing(open_target(address)) as index, DeadLetters(data, address) as letters:
                deliver(_Killed(index, kill_at or sys.maxsize), case.folder, letters)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class _Killed:
    """An index whose process dies before, between or after its calls."""

    def __init__(self, index: Feedable, calls: int) -> None:
        self._index = index
        self._calls = calls
        self.marks, self.forget_marks, self.close = index.marks, index.forget_marks, index.close

    def _count(self) -> None:
        self._calls -= 1
        if not self._calls:
            os.kill(os.getpid(), signal.SIGKILL)

    def apply(self, lines: Any) -> list[Refusal]:
        self._count()
        refusals = self._index.apply(lines)
        self._count()
        return refusals

    def commit(self, mark: BatchMark | None) -> None:
        self._index.commit(mark)
        self._count()


def differences(address: str, case: Case, data: Path) -> list[str]:
    """How the index differs from the batches; [] if it does not."""
    with closing(open_index(address)) as index:
        found = {line["id"]: line for line in index.lines()}
        counts = index.counts()
    usable = sum(line["pubStatus"] == "usable" for line in case.expected.values())
    wrong = [f"{key} is missing" for key in case.expected.keys() - found.keys()]
    wrong += [f"{key} is too much" for key in found.keys() - case.expected.keys()]
    wrong += [
        f"{key} has version {found[key]['version']}, not {line['version']}"
        for key, line in case.expected.items()
        if key in found and found[key] != line
    ]
    if (counts.usable, counts.canceled) != (usable, len(case.expected) - usable):
        wrong.append(f"its counts are {counts}, not {usable} usable of {len(case.expected)}")
    with DeadLetters(data, address) as letters:
        kept = [letter for name in letters.names() for letter in letters.of(name)]
    if len(kept) != case.poison or len({(letter.batch, letter.line) for letter in kept}) != case.poison:
        wrong.append(f"there are {len(kept)} dead letters, not {case.poison}")
    return wrong


def _command(address: str, case: Case, data: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "scrapy", "index", address, "--from", str(case.folder), *options]
    environment = {**os.environ, "NEWSBOT_DATA": str(data), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def soak(address: str, case: Case, data: Path, kills: int) -> list[str]:
    """Kill the real command this many times while it delivers, then let it finish; return what is wrong."""
    rng = random.Random(kills)
    killed = 0
    while killed < kills:
        with closing(open_index(address)) as index:
            index.forget_marks()
        # Long enough for it to start, then at any moment of its work.
        process = _command(address, case, data)
        try:
            process.wait(rng.uniform(0.3, 4.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
            print(f"killed {killed} of {kills}", flush=True)
    wrong = []
    for options in ((), ("--replay",)):
        started = time.monotonic()
        code = _command(address, case, data, *options).wait()
        wrong += [f"scrapy index {' '.join(options)} ended with {code}"] * (code != 0)
        wrong += differences(address, case, data)
        print(f"{len(wrong)} wrong after {options or 'the end'} ({time.monotonic() - started:.1f} s)", flush=True)
    return wrong


@contextmanager
def _address(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """The index under test, with the server that it needs."""
    sys.path.insert(0, str(ROOT / "tests"))
    if options.server == "postgresql":
        with import_module("postgres_server").run_postgres() as postgres, postgres.new_database() as url:
            yield url
    elif options.server == "opensearch":
        from_tests = import_module("opensearch_server")
        with from_tests.OsmemServer.start(japanese=False) as server, from_tests.FaultProxy(server.url) as proxy:
            proxy.fails(*_faults(random.Random(options.seed)))
            yield f"opensearch+{proxy.url}/kills?pause=0.01&timeout=300"
            print(f"{len(proxy.faults)} failures met: {Counter(proxy.faults)}")
    else:
        yield options.target or f"sqlite:///{data}/index.db"


def _faults(rng: random.Random) -> list[str | None]:
    """Faults for thousands of bulk requests: one request in three fails; faults that only take time are left out."""
    passing = "busy some_busy away broken gateway cut_before cut_after cut_within too_large".split()
    return [rng.choice(passing) if rng.random() < 0.3 else None for _ in range(20_000)]


def main() -> None:
    """Run the checks; exit code 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--target", help="address of an empty index; a SQLite file by default")
    parser.add_argument("--server", choices=["postgresql", "opensearch"], help="start one, and keep the index in it")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        case = make_case(data / "articles", options.lines, options.seed)
        with _address(options, data) as address:
            wrong = soak(address, case, data, options.kills)
    print(*wrong[:20], sep="\n")
    print(f"{options.lines} lines, {len(case.expected)} articles, {options.kills} kills: {len(wrong)} wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
