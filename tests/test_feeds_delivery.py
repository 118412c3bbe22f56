"""A line is known to the state when, and only when, it stands whole in every file that was to hold it.

The crawls are real (Scrapy, SQLite, files) but for the network: the spider yields finished lines.
"""

import asyncio
import errno
import gzip
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.extensions.feedexport import FeedExporter
from scrapy.settings import Settings

import newsbot
from newsbot import feeds
from newsbot import settings as project
from newsbot.exceptions import StorageError
from newsbot.feeds import (
    AtomicFileFeedStorage,
    DeliveringFeedExporter,
    batch_name,
    read_lines,
    recover_batches,
    remove_torn_parts,
    uri_params,
)
from newsbot.storage import SqliteStorage, open_storage
from newsbot.urls import article_id

TODAY = datetime.now(UTC).date().isoformat()
SITE = "https://news.example.com/story"


def line(number, **fields):
    url = f"{SITE}-{number}"
    return {
        "id": article_id(url),
        "version": 1,
        "url": url,
        "headline": f"Story {number}",
        "articleBody": "Ünïcode text.\n\n" * 20,
        "metadata": {"dateDownloaded": "2026-11-02T10:00:00Z", "etag": f'"{number}"'},
        **fields,
    }


class LineSpider(Spider):
    """Yields one of its lines for each page, as the pipelines of a crawl would."""

    name = "lines"
    run_id = "run"

    def __init__(self, lines=(), storage=None, during=None):
        super().__init__()
        self.lines, self.storage, self.during = lines, storage, during

    async def start(self):
        # Not from here: Scrapy 2.19 never ends a crawl that is closed while start() yields items.
        for number, item in enumerate(self.lines):
            yield Request(f"data:,{number}", self.parse, cb_kwargs={"item": item})

    def parse(self, response, item):
        if self.during:
            self.during(int(response.text))
        yield item


def settings_for(data, feed_options):
    """The wiring of newsbot's own settings, with other feeds."""
    return {
        "NEWSBOT_DATA": str(data),
        "FEEDS": {str(uri): options for uri, options in feed_options.items()},
        "FEED_EXPORT_ENCODING": project.FEED_EXPORT_ENCODING,
        "FEED_URI_PARAMS": project.FEED_URI_PARAMS,
        "FEED_STORAGES": project.FEED_STORAGES,
        "EXTENSIONS": project.EXTENSIONS,
        "CONCURRENT_REQUESTS": 1,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": False,
    }


def batches(size=10):
    """newsbot's default feed, with small batches."""
    return {uri: {**options, "batch_item_count": size} for uri, options in project.FEEDS.items()}


def plain(path, **options):
    return {path: {"format": "jsonlines", "overwrite": True, **options}}


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def storage(tmp_path):
    storage = open_storage(f"sqlite:///{tmp_path}/state.db")
    yield storage
    storage.close()


@pytest.fixture
def crawl(data, storage):
    """Crawl lines into feeds in this process; gives the crawler, whose stats tell how it went."""

    def run(lines, feed_options, **arguments):
        settings = {**settings_for(data, feed_options), "TWISTED_REACTOR_ENABLED": False}

        async def crawl_once():
            runner = AsyncCrawlerRunner(settings)
            crawler = runner.create_crawler(LineSpider)
            await runner.crawl(crawler, **{"lines": lines, "storage": storage, **arguments})
            return crawler

        return asyncio.run(crawl_once())

    return run


def known_numbers(storage, count=100):
    """The numbers of the lines that the state calls delivered: article and page, never one of them."""
    urls = {f"{SITE}-{number}": number for number in range(count)}
    pages = {urls[url] for url in storage.known_pages(urls)}
    articles = {number for url, number in urls.items() if storage.article(article_id(url))}
    assert pages == articles
    return pages


def numbers_in(path):
    """The numbers of the lines in a file, each of them whole."""
    return [int(json.loads(text)["url"].rpartition("-")[2]) for text in read_lines(path)]


def files_under(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def failed(crawler):
    return crawler.stats.get_value("newsbot/feed/failed", 0)


# What a good crawl leaves


def test_batches_roll_over_and_all_their_lines_are_known(crawl, data, storage):
    crawler = crawl([line(number) for number in range(25)], batches())
    names = [f"{TODAY}/run-000{batch}.jsonl.zst" for batch in (1, 2, 3)]
    assert files_under(data / "articles") == names
    assert [len(numbers_in(data / "articles" / name)) for name in names] == [10, 10, 5]
    assert known_numbers(storage) == set(range(25))
    assert storage.recorded_batches(names) == set(names)
    assert failed(crawler) == 0
    assert crawler.stats.get_value("newsbot/feed/delivered") == 25
    assert crawler.get_extension(FeedExporter).__class__ is DeliveringFeedExporter


def test_a_crawl_without_lines_leaves_no_batch(crawl, data):
    crawler = crawl([], batches())
    assert not data.exists()
    assert failed(crawler) == 0


def test_a_batch_is_one_zstd_frame_with_a_checksum(crawl, data):
    crawl([line(1)], batches())
    packed = (data / "articles" / TODAY / "run-0001.jsonl.zst").read_bytes()
    assert feeds.zstd.get_frame_info(packed)
    assert json.loads(feeds.zstd.decompress(packed)) == line(1)
    broken = packed[:-1] + bytes([packed[-1] ^ 1])
    with pytest.raises(feeds.zstd.ZstdError):
        feeds.zstd.decompress(broken)


def test_overwrite_replaces_and_append_adds(crawl, tmp_path, storage):
    out = tmp_path / "new" / "out.jsonl"
    crawl([line(1)], plain(out))
    crawl([line(2)], plain(out))
    assert numbers_in(out) == [2]
    crawl([line(3)], plain(out, overwrite=False))
    assert numbers_in(out) == [2, 3]
    assert known_numbers(storage) == {1, 2, 3}
    assert files_under(tmp_path / "new") == ["out.jsonl"]


def test_appending_to_a_compressed_file_adds_a_frame(crawl, tmp_path):
    out = tmp_path / "out.jsonl.zst"
    options = {"overwrite": False, "postprocessing": ["newsbot.feeds.ZstdPlugin"]}
    for number in (1, 2):
        crawl([line(number)], plain(out, **options))
    assert numbers_in(out) == [1, 2]


def test_the_file_keeps_its_mode_and_a_link_stays_a_link(crawl, tmp_path):
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("")
    real.chmod(0o640)
    link.symlink_to(real)
    crawl([line(1)], plain(link))
    assert link.is_symlink()
    assert numbers_in(real) == [1]
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_and_not_replaced(crawl, storage):
    crawl([line(1)], plain("/dev/null"))
    assert Path("/dev/null").is_char_device()
    assert known_numbers(storage) == {1}


def test_a_line_is_known_once_every_feed_that_took_it_is_stored(crawl, data, tmp_path, storage):
    seen = []
    out = tmp_path / "out.jsonl"
    crawler = crawl(
        [line(number) for number in range(25)],
        batches() | plain(out),
        during=lambda number: seen.append(len(known_numbers(storage))),
    )
    assert set(seen) == {0}, "batches were stored, but out.jsonl was not yet"
    assert numbers_in(out) == list(range(25))
    assert known_numbers(storage) == set(range(25))
    assert failed(crawler) == 0


class OddLines:
    """An item filter as a user might write one."""

    def __init__(self, feed_options):
        pass

    def accepts(self, item):
        return int(item["url"][-1]) % 2 == 1


class NoLines(OddLines):
    def accepts(self, item):
        return False


def test_a_line_that_no_feed_takes_stays_unknown(crawl, tmp_path, storage):
    odd, none = tmp_path / "odd.jsonl", tmp_path / "none.jsonl"
    crawl(
        [line(number) for number in range(6)],
        plain(odd, item_filter=OddLines) | plain(none, item_filter=NoLines),
    )
    assert numbers_in(odd) == [1, 3, 5]
    assert known_numbers(storage) == {1, 3, 5}


def test_items_that_are_no_articles_are_exported_and_leave_no_state(crawl, data, storage):
    crawler = crawl([{"title": "a user's own item"}, line(1)], batches())
    assert known_numbers(storage) == {1}
    assert failed(crawler) == 0


def test_a_spider_without_storage_just_exports(crawl, tmp_path):
    out = tmp_path / "out.jsonl"
    crawler = crawl([line(1)], plain(out), storage=None)
    assert numbers_in(out) == [1]
    assert failed(crawler) == 0


def test_the_uri_of_a_feed_may_name_the_run_and_the_day():
    spider = LineSpider()
    spider.settings = Settings({"NEWSBOT_DATA": "folder"})
    given = uri_params({"batch_id": 3}, spider)
    assert given == {"batch_id": 3, "data": "folder", "date": TODAY, "run_id": "run"}
    spider.run_id = None
    assert uri_params({}, spider)["run_id"] == "lines"


# What a failure leaves


def test_a_batch_that_can_not_be_renamed_leaves_its_lines_due(crawl, data, storage, monkeypatch):
    rename = os.replace

    def fail_second(source, target):
        if "0002" in str(target):
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(feeds.os, "replace", fail_second)
    crawler = crawl([line(number) for number in range(20)], batches())
    assert known_numbers(storage) == set(range(10))
    assert files_under(data / "articles") == [f"{TODAY}/run-0001.jsonl.zst"]
    assert storage.recorded_batches([f"{TODAY}/run-0002.jsonl.zst"]) == set()
    assert failed(crawler) == 1


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_failing_store_leaves_the_file_as_it_was(crawl, tmp_path, storage, monkeypatch, overwrite):
    out = tmp_path / "out.jsonl"
    crawl([line(1)], plain(out))
    before = out.read_bytes()

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(feeds.os, "fsync", full)
    crawler = crawl([line(2)], plain(out, overwrite=overwrite))
    assert out.read_bytes() == before
    assert files_under(tmp_path)[0] == "out.jsonl"
    assert not out.with_name("out.jsonl.part").exists()
    assert known_numbers(storage) == {1}
    assert failed(crawler) == 1


def test_a_feed_that_can_not_be_opened_ends_the_crawl(crawl, tmp_path, storage):
    (tmp_path / "file").write_text("where a folder should be")
    out = tmp_path / "file" / "out.jsonl"
    crawler = crawl((line(number) for number in range(10_000)), plain(out, store_empty=False))
    assert known_numbers(storage) == set()
    assert failed(crawler) == 1
    assert crawler.stats.get_value("finish_reason") == "feed_failed"
    assert crawler.stats.get_value("item_scraped_count") < 1_000


def test_a_disk_that_fills_up_within_a_line_publishes_none_of_the_batch(crawl, data, tmp_path, storage, monkeypatch):
    out = tmp_path / "out.jsonl"
    open_part = feeds._open_part

    def open_small(path):
        part = open_part(path)
        if path.name.startswith("out"):
            write, part_written = part.write, []

            class Small:
                def __getattr__(self, name):
                    return getattr(part, name)

                def write(self, text):
                    part_written.append(text)
                    if len(part_written) == 5:
                        write(text[: len(text) // 2])
                        raise OSError(errno.ENOSPC, "No space left on device")
                    return write(text)

            return Small()
        return part

    monkeypatch.setattr(feeds, "_open_part", open_small)
    crawler = crawl([line(number) for number in range(10)], plain(out) | batches(3))
    assert not out.exists()
    assert known_numbers(storage) == set()
    assert failed(crawler) >= 1
    stored = [numbers_in(path) for path in sorted((data / "articles").rglob("*.zst"))]
    assert stored[0] == [0, 1, 2], "the other feed is whole"


def test_an_item_that_can_not_be_encoded_spoils_only_itself(crawl, tmp_path, storage):
    out = tmp_path / "out.jsonl"
    crawler = crawl([line(1), line(2, genre=object()), line(3)], plain(out))
    assert numbers_in(out) == [1, 3]
    assert known_numbers(storage) == {1, 3}
    assert failed(crawler) == 1


def test_a_state_that_refuses_leaves_the_file_and_counts(crawl, data, storage, monkeypatch):
    def refuse(self, delivery):
        raise StorageError("The state is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteStorage, "record", refuse)
        crawler = crawl([line(1)], batches())
    assert failed(crawler) == 1
    assert known_numbers(storage) == set()
    assert recover_batches(storage, data).lines == 1
    assert known_numbers(storage) == {1}


def test_a_file_that_another_crawl_is_writing_is_left_to_it(crawl, tmp_path, storage):
    out = tmp_path / "out.jsonl"
    with AtomicFileFeedStorage(str(out)).open(None) as other:
        other.write(b"other\n")
        crawler = crawl([line(1)], plain(out, store_empty=False))
        assert failed(crawler) == 1
        assert known_numbers(storage) == set()
        assert remove_torn_parts(tmp_path) == 0
    assert remove_torn_parts(tmp_path) == 1
    assert files_under(tmp_path) == [name for name in files_under(tmp_path) if ".part" not in name]


# What a crash leaves

CRAWL = """
import json, os, signal, sys
from scrapy.crawler import AsyncCrawlerProcess
from newsbot import feeds
from newsbot import settings as project
from newsbot.storage import SqliteStorage, open_storage
from test_feeds_delivery import LineSpider, line

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

owners = {"replace": feeds.os, "record": SqliteStorage}
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


def crawl_in_process(tmp_path, data, feed_options, kill_at=None):
    job = {
        "settings": settings_for(data, feed_options),
        "state": f"sqlite:///{tmp_path}/state.db",
        "count": 35,
        "kill_at": kill_at,
    }
    folders = [str(Path(newsbot.__file__).parents[1]), str(Path(__file__).parent)]
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-c", CRAWL],
        input=json.dumps(job),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_crawl_on_the_usual_reactor_delivers_everything(tmp_path, data, storage):
    out = tmp_path / "out.jsonl"
    done = crawl_in_process(tmp_path, data, batches() | plain(out))
    assert (done.returncode, done.stderr) == (0, "")
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
def test_a_killed_crawl_leaves_whole_batches_and_knows_no_other(tmp_path, data, storage, kill_at):
    done = crawl_in_process(tmp_path, data, batches(), kill_at)
    assert done.returncode == -signal.SIGKILL, done.stderr
    on_disk = [numbers_in(path) for path in data.rglob("*.zst")]
    assert {len(numbers) for numbers in on_disk} == {10}
    stored = {number for numbers in on_disk for number in numbers}
    assert known_numbers(storage) <= stored
    if kill_at == "replace":
        assert len(stored) == 10
    if kill_at == "record":
        assert len(known_numbers(storage)) == 10 < len(stored)
    recover_batches(storage, data)
    assert known_numbers(storage) == stored
    parts = list(data.rglob("*.part"))
    assert parts
    assert remove_torn_parts(data) == len(parts)
    assert {path.suffix for path in data.rglob("*.*")} == {".zst"}


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_killed_crawl_leaves_the_file_of_the_user_as_it_was(tmp_path, data, storage, overwrite):
    out = tmp_path / "out.jsonl"
    out.write_text("as it was\n")
    done = crawl_in_process(tmp_path, data, plain(out, overwrite=overwrite), kill_at=33)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert out.read_text() == "as it was\n"
    assert known_numbers(storage) == set()


# What a recovery finds


def test_a_lost_state_is_rebuilt_from_the_batches(crawl, data, storage, tmp_path):
    first = [line(number) for number in range(12)]
    second = [line(3, version=2, headline="Corrected", dateFirstSeen="2026-11-01T00:00:00Z")]
    crawl(first, batches())
    for item in second:
        crawl([item], plain(data / "articles" / TODAY / "sun-0001.jsonl"))
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
    (folder / "c.jsonl.zst").write_bytes(feeds.zstd.compress(json.dumps(line(3)).encode() + b"\n"))
    write_lines(folder / "d.jsonl.part", line(4))
    write_lines(folder / "e.txt", line(5))
    write_lines(data / "f.jsonl", line(6))
    assert recover_batches(storage, data).batches == 3
    assert known_numbers(storage) == {1, 2, 3}


PACKED = feeds.zstd.compress(b"".join(json.dumps(line(number)).encode() + b"\n" for number in range(50)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.jsonl.zst", PACKED[: len(PACKED) // 2]),
        ("empty.jsonl.zst", b""),
        ("noise.jsonl.zst", b"noise"),
        ("cut.jsonl.gz", gzip.compress(b"{}\n" * 99)[:-5]),
        ("bits.jsonl.gz", gzip.compress(b"{}\n")[:10] + b"\xff" * 20),
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
