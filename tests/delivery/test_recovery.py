"""What a crash leaves on disk is complete, and the next crawl records it.

The crawls are real processes that are killed.
"""

import gzip
import json
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_server import run_code
from delivery import batches, known_numbers, line, numbers_in, plain, settings_for, today

from newsbot import feed_files
from newsbot.batches import batch_name
from newsbot.duplicates import sketch_line
from newsbot.feed_files import remove_torn_parts
from newsbot.recovery import recover_batches
from newsbot.state.storage import open_storage

CRAWL = """
import json, os, signal, sys, warnings
warnings.simplefilter("error", DeprecationWarning)
from scrapy.crawler import AsyncCrawlerProcess
from newsbot import feeds
from newsbot.batches import batch_name
from newsbot import settings as project
from newsbot.state.storage import open_storage
from newsbot.state.storage_sql import SqlStorage
from delivery import LineSpider, line

job = json.load(sys.stdin)
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)

def kill_before(owner, name, times):
    real, calls = getattr(owner, name), []
    def counted(*arguments):
        calls.append(1)
        if len(calls) == times:
            kill()
        return real(*arguments)
    setattr(owner, name, counted)

owners = {"replace": os, "record": SqlStorage}
if job["kill_at"] in owners:
    kill_before(owners[job["kill_at"]], job["kill_at"], 2)
during = lambda number: number == job["kill_at"] and kill()
storage = open_storage(job["state"])
process = AsyncCrawlerProcess(job["settings"])
crawler = process.create_crawler(LineSpider)
process.crawl(crawler, lines=[line(n) for n in range(job["count"])], storage=storage, during=during)
process.start()
storage.close()
sys.exit(bool(crawler.stats.get_value("newsbot/feed/failed")))
"""


def crawl_in_process(state_address, data, feed_options, kill_at=None):
    job = {
        "settings": settings_for(data, feed_options),
        "state": state_address,
        "count": 35,
        "kill_at": kill_at,
    }
    return run_code(CRAWL, json.dumps(job).encode())


def test_a_crawl_on_the_usual_reactor_delivers_everything(tmp_path, data, storage, state_address):
    out = tmp_path / "out.jsonl"
    done = crawl_in_process(state_address, data, batches() | plain(out))
    assert (done.returncode, done.stderr) == (0, b"")
    assert numbers_in(out) == list(range(35))
    assert known_numbers(storage) == set(range(35))


@pytest.mark.parametrize(
    "kill_at",
    [
        pytest.param("replace", id="before the second rename"),
        pytest.param("record", id="between a rename and the second commit"),
        pytest.param(33, id="between two lines"),
    ],
)
def test_a_killed_crawl_leaves_whole_batches_and_knows_no_other(data, storage, state_address, kill_at):
    done = crawl_in_process(state_address, data, batches(), kill_at)
    assert done.returncode == -signal.SIGKILL, done.stderr
    on_disk = [numbers_in(path) for path in data.rglob("*.zst")]
    assert {len(numbers) for numbers in on_disk} == {10}
    stored = {number for numbers in on_disk for number in numbers}
    assert known_numbers(storage) <= stored
    if kill_at == "replace":
        assert len(stored) == 10
    if kill_at == "record":
        assert known_numbers(storage) < stored
    recover_batches(storage, data)
    assert known_numbers(storage) == stored
    parts = list(data.rglob("*.part"))
    # Whether a third batch was begun when the second was recorded is a matter of speed.
    assert parts or kill_at == "record"
    assert remove_torn_parts(data) == len(parts)
    assert {path.suffix for path in (data / "articles").rglob("*.*")} == {".zst"}


@pytest.mark.parametrize("state_address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_killed_crawl_leaves_the_file_of_the_user_as_it_was(tmp_path, data, storage, state_address, overwrite):
    out = tmp_path / "out.jsonl"
    out.write_text("as it was\n")
    done = crawl_in_process(state_address, data, plain(out, overwrite=overwrite), kill_at=33)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert out.read_text() == "as it was\n"
    assert known_numbers(storage) == set()


# What a recovery finds


def test_a_lost_state_is_rebuilt_from_the_batches(crawl, data, storage, tmp_path):
    first = [line(number) for number in range(12)]
    second = [line(3, version=2, headline="Corrected", dateFirstSeen="2026-11-01T00:00:00Z")]
    crawl(first, batches())
    for item in second:
        crawl([item], plain(data / "articles" / today() / "sun-0001.jsonl"))
    rebuilt = open_storage(f"sqlite:///{tmp_path}/rebuilt.db")
    recovery = recover_batches(rebuilt, data)
    assert (recovery.batches, recovery.lines, recovery.damaged) == (3, 13, [])
    for item in first:
        assert rebuilt.article(item["id"]) == storage.article(item["id"])
    urls = [item["url"] for item in first]
    assert rebuilt.known_pages(urls) == storage.known_pages(urls)
    assert rebuilt.article(second[0]["id"]).version == 2
    assert recover_batches(rebuilt, data).batches == 0
    rebuilt.close()


def test_copies_are_found_again_after_a_loss_of_the_state(crawl, data, tmp_path):
    story = {"clusterId": "c" * 32, "articleBody": " ".join(f"word{number}" for number in range(90))}
    crawl([line(1, **story), line(2)], batches())
    rebuilt = open_storage(f"sqlite:///{tmp_path}/rebuilt.db")
    recover_batches(rebuilt, data)
    state = sketch_line(line(3, **story), datetime(2026, 11, 2, 12, tzinfo=UTC))
    near = rebuilt.neighbours(state.text.id, state.text.sketch, state.seen)
    assert [(text.id, text.cluster) for text in near.texts] == [(line(1)["id"], "c" * 32)]
    rebuilt.close()


def test_an_old_batch_found_late_takes_nothing_back(storage, data):
    folder = data / "articles" / "2026-11-01"
    folder.mkdir(parents=True)
    write_lines(folder / "b.jsonl", line(1, version=2, headline="New"))
    recover_batches(storage, data)
    write_lines(folder / "a.jsonl", line(1))
    assert recover_batches(storage, data).batches == 1
    assert storage.article(line(1)["id"]).version == 2


def write_lines(path, *lines):
    path.write_bytes(b"".join(json.dumps(item).encode() + b"\n" for item in lines))


def test_all_three_kinds_of_batches_are_read_and_nothing_else(storage, data):
    folder = data / "articles" / "2026-11-01"
    folder.mkdir(parents=True)
    write_lines(folder / "a.jsonl", line(1), {"title": "no article"})
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps(line(2)).encode() + b"\n"))
    (folder / "c.jsonl.zst").write_bytes(feed_files.zstd.compress(json.dumps(line(3)).encode() + b"\n"))
    write_lines(folder / "d.jsonl.part", line(4))
    write_lines(folder / "e.txt", line(5))
    write_lines(data / "f.jsonl", line(6))
    assert recover_batches(storage, data).batches == 3
    assert known_numbers(storage) == {1, 2, 3}


PACKED = feed_files.zstd.compress(b"".join(json.dumps(line(number)).encode() + b"\n" for number in range(50)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.jsonl.zst", PACKED[: len(PACKED) // 2]),
        ("empty.jsonl.zst", b""),
        ("noise.jsonl.zst", b"noise"),
        ("cut.jsonl.gz", gzip.compress(b"{}\n" * 99, mtime=0)[:-5]),
        ("bits.jsonl.gz", gzip.compress(b"{}\n", mtime=0)[:10] + b"\xff" * 20),
        ("half.jsonl", json.dumps(line(0)).encode() + b'\n{"id": "ab'),
        ("not-json.jsonl", json.dumps(line(0)).encode() + b"\nhello\n"),
        ("not-utf8.jsonl", json.dumps(line(0)).encode() + b'\n{"a": "\xff"}\n'),
    ],
)
def test_a_damaged_batch_is_reported_and_marks_nothing(storage, data, name, content):
    folder = data / "articles" / "2026-11-01"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    write_lines(folder / "zz-good.jsonl", line(7))
    recovery = recover_batches(storage, data)
    assert recovery.damaged == [f"2026-11-01/{name}"]
    assert known_numbers(storage) == {7}
    assert recover_batches(storage, data).damaged == recovery.damaged, "until someone acts"


def test_a_data_folder_that_is_not_there_has_nothing_to_recover(storage, tmp_path):
    assert recover_batches(storage, tmp_path / "none").batches == 0
    assert remove_torn_parts(tmp_path / "none") == 0


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("data/articles/2026-11-02/r-0001.jsonl.zst", "2026-11-02/r-0001.jsonl.zst"),
        ("data/articles/r.jsonl", "r.jsonl"),
        ("data/articles/../articles/r.jsonl.gz", "r.jsonl.gz"),
        ("data/articles/r.csv", None),
        ("data/r.jsonl", None),
        ("out.jsonl", None),
    ],
)
def test_only_files_among_the_batches_have_a_batch_name(tmp_path, monkeypatch, path, name):
    monkeypatch.chdir(tmp_path)
    assert batch_name(Path(path), Path("data")) == name
    assert batch_name(tmp_path / path, Path("data")) == name
