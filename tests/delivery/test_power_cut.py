"""A power cut at any moment loses what was not synced, but no delivered line; none is doubled or truncated.

The disk is a model: a file has its content of the last sync, a folder the names of its last sync. Between two syncs the
kernel may have written names before contents, so both are tried; the state may be any that was committed.
"""

import asyncio
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from delivery import LineSpider, batches, known_numbers, line, numbers_in, settings_for
from scrapy.crawler import AsyncCrawlerRunner

from newsbot import feed_files
from newsbot.feed_files import remove_torn_parts
from newsbot.recovery import recover_batches
from newsbot.state.storage import open_storage
from newsbot.state.storage_sqlite import SqliteStorage

COUNT = 10
LINES = [line(number) for number in range(COUNT)]


@dataclass
class Moment:
    """What a power cut leaves: files by their path under the data folder, and the state's database."""

    files: dict[str, bytes]
    state: bytes


@dataclass
class Disk:
    """What of a data folder is on the disk, told by the calls that put it there."""

    data: Path
    state: Path
    contents: dict[int, bytes] = field(default_factory=dict)
    names: dict[Path, dict[str, int]] = field(default_factory=dict)
    states: list[bytes] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)

    def sync(self, descriptor: int) -> None:
        """A file's contents, or a folder's names, are on the disk from now on."""
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if path.is_dir():
            self.names[path] = {entry.name: entry.stat().st_ino for entry in path.iterdir() if entry.is_file()}
        else:
            self.contents[os.fstat(descriptor).st_ino] = path.read_bytes()

    def cut(self) -> None:
        """Note what a power cut would leave now."""
        now = {
            folder: {entry.name: entry.stat().st_ino for entry in folder.iterdir() if entry.is_file()}
            for folder in {path.parent for path in self.data.rglob("*") if path.is_file()}
        }
        self.states.append(_copy(self.state))
        for names in (self.names, now):
            files = {
                str((folder / name).relative_to(self.data)): self.contents.get(inode, b"")
                for folder, entries in names.items()
                if folder.is_relative_to(self.data)
                for name, inode in entries.items()
            }
            self.moments += [Moment(files, state) for state in {self.states[0], self.states[-1]}]


def _copy(database: Path) -> bytes:
    """The database as it is committed."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(":memory:")) as target:
        source.backup(target)
        return target.serialize()


def crawl(lines: list[dict[str, object]], data: Path, state: Path) -> None:
    """Deliver the lines, after recovering what an earlier crawl left."""
    storage = open_storage(f"sqlite:///{state}")
    remove_torn_parts(data)
    recover_batches(storage, data)
    known = known_numbers(storage, COUNT)
    due = [item for item in lines if int(str(item["url"]).rpartition("-")[2]) not in known]

    async def crawl_once() -> None:
        runner = AsyncCrawlerRunner({**settings_for(data, batches(4)), "TWISTED_REACTOR_ENABLED": False})
        await runner.crawl(runner.create_crawler(LineSpider), lines=due, storage=storage)

    asyncio.run(crawl_once())
    storage.close()


@pytest.fixture(name="disk")
def disk_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A crawl of ten lines in batches of four, with what each moment would have left."""
    data, state = tmp_path / "data", tmp_path / "state.db"
    open_storage(f"sqlite:///{state}").close()
    disk = Disk(data, state)
    fsync, replace, record = os.fsync, os.replace, SqliteStorage.record

    def noted_fsync(descriptor: int) -> None:
        fsync(descriptor)
        disk.cut()
        disk.sync(descriptor)
        disk.cut()

    def noted_replace(source: object, target: object) -> None:
        replace(source, target)
        disk.cut()

    def noted_record(self: SqliteStorage, delivery: object) -> None:
        record(self, delivery)
        disk.cut()

    monkeypatch.setattr(feed_files.os, "fsync", noted_fsync)
    monkeypatch.setattr(feed_files.os, "replace", noted_replace)
    monkeypatch.setattr(SqliteStorage, "record", noted_record)
    monkeypatch.setattr(LineSpider, "run_id", "before")
    crawl(LINES, data, state)
    monkeypatch.undo()
    return disk


def delivered(data: Path) -> Counter[int]:
    """How often each line stands in a finished file."""
    return Counter(number for file in data.rglob("*.zst") for number in numbers_in(file))


def test_no_moment_of_a_power_cut_loses_or_doubles_a_line(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LineSpider, "run_id", "after")
    tried = set()
    for number, moment in enumerate(disk.moments):
        key = (tuple(sorted(moment.files.items())), moment.state)
        if key in tried:
            continue
        tried.add(key)
        data, state = tmp_path / f"data-{number}", tmp_path / f"state-{number}.db"
        for name, content in moment.files.items():
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_bytes(content)
        state.write_bytes(moment.state)
        before = delivered(data)  # raises where a finished file is torn
        storage = open_storage(f"sqlite:///{state}")
        assert known_numbers(storage, COUNT) <= set(before), "the state knows lines that the disk does not have"
        storage.close()
        crawl(LINES, data, state)
        assert delivered(data) == Counter(range(COUNT))
        shutil.rmtree(data)
    assert len(tried) > 10


def test_without_the_syncs_lines_would_be_lost(tmp_path: Path) -> None:
    """The model of the disk sees what is not synced: a file that is renamed and was not is empty."""
    folder = tmp_path / "articles"
    folder.mkdir()
    disk = Disk(tmp_path, tmp_path / "none.db")
    open_storage(f"sqlite:///{disk.state}").close()
    (folder / "a.part").write_bytes(b"lines")
    (folder / "a.part").replace(folder / "a.jsonl")
    disk.cut()
    assert [moment.files for moment in disk.moments if moment.files.get("articles/a.jsonl") == b""]
