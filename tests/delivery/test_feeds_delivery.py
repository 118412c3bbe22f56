"""A line is recorded in the state if, and only if, it is complete in every file that should hold it.

The crawls are real (Scrapy, SQLite, files) except for the network: the spider yields finished lines.
"""

import errno
import hashlib
import json
import os
import threading
from pathlib import Path

import pytest
from delivery import (
    LineSpider,
    batches,
    failed,
    files_under,
    known_numbers,
    line,
    manifest_of,
    numbers_in,
    plain,
    today,
)
from scrapy.extensions.feedexport import FeedExporter
from scrapy.settings import Settings

from newsbot import feed_files
from newsbot import settings as project
from newsbot.exceptions import StorageError
from newsbot.feed_files import AtomicFileFeedStorage, remove_torn_parts
from newsbot.feeds import DeliveringFeedExporter, uri_params
from newsbot.recovery import recover_batches
from newsbot.state.storage_sql import SqlStorage

# What a good crawl leaves


def test_batches_roll_over_and_all_their_lines_are_known(crawl, data, storage):
    crawler = crawl([line(number) for number in range(25)], batches())
    names = [f"{today()}/run-000{batch}.jsonl.zst" for batch in (1, 2, 3)]
    assert files_under(data / "articles") == names
    assert [len(numbers_in(data / "articles" / name)) for name in names] == [10, 10, 5]
    assert known_numbers(storage) == set(range(25))
    assert storage.recorded_batches(names) == set(names)
    assert failed(crawler) == 0
    assert crawler.stats.get_value("newsbot/feed/delivered") == 25
    assert crawler.get_extension(FeedExporter).__class__ is DeliveringFeedExporter


def test_a_batch_is_recorded_in_parts_and_outside_of_the_reactors_thread(crawl, data, storage, monkeypatch):
    record, recorded = SqlStorage.record, []

    def note(self, delivery):
        assert threading.current_thread() is not threading.main_thread()
        recorded.append((len(delivery.articles), delivery.batch))
        record(self, delivery)

    monkeypatch.setattr(SqlStorage, "record", note)
    crawler = crawl([line(number) for number in range(220)], batches(250))
    assert recorded == [(100, None), (100, None), (20, f"{today()}/run-0001.jsonl.zst")]
    assert crawler.stats.get_value("newsbot/feed/delivered") == 220
    assert known_numbers(storage, 220) == set(range(220))


def test_a_batch_of_which_a_part_is_recorded_is_read_again(crawl, data, storage, monkeypatch):
    record, calls = SqlStorage.record, []

    def fail_at_second(self, delivery):
        calls.append(delivery)
        if len(calls) == 2:
            raise StorageError("The disk is full.")
        record(self, delivery)

    monkeypatch.setattr(SqlStorage, "record", fail_at_second)
    crawler = crawl([line(number) for number in range(120)], batches(250))
    assert failed(crawler) == 1
    assert known_numbers(storage, 120) == set(range(100))
    assert recover_batches(storage, data).lines == 120
    assert known_numbers(storage, 120) == set(range(120))


def test_a_crawl_without_lines_leaves_no_batch(crawl, data):
    crawler = crawl([], batches())
    assert not (data / "articles").exists()
    assert failed(crawler) == 0


def test_a_batch_is_one_zstd_frame_with_a_checksum(crawl, data):
    crawl([line(1)], batches())
    packed = (data / "articles" / today() / "run-0001.jsonl.zst").read_bytes()
    assert feed_files.zstd.get_frame_info(packed)
    assert json.loads(feed_files.zstd.decompress(packed)) == line(1)
    broken = packed[:-1] + bytes([packed[-1] ^ 1])
    with pytest.raises(feed_files.zstd.ZstdError):
        feed_files.zstd.decompress(broken)


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
    options = {"overwrite": False, "postprocessing": ["newsbot.feed_files.ZstdPlugin"]}
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
    assert given == {"batch_id": 3, "data": "folder", "date": today(), "run_id": "run", "compression": ".zst"}
    spider.run_id = None
    assert uri_params({}, spider)["run_id"] == "lines"


# Batches: when they are closed, how they are written, and what is noted of them


def test_a_batch_is_closed_when_its_first_line_has_waited_long_enough(crawl, data, storage):
    def during(number):
        if number == 5:
            (exporter,) = [
                found for found in crawl.crawler.extensions.middlewares if hasattr(found, "close_old_batches")
            ]
            exporter._opened = dict.fromkeys(exporter._opened, -1e9)
            exporter.close_old_batches()

    crawl([line(number) for number in range(9)], batches(100), during=during)
    assert files_under(data / "articles") == [f"{today()}/run-0001.jsonl.zst", f"{today()}/run-0002.jsonl.zst"]
    assert sum(entry["lines"] for entry in manifest_of(data)["files"]) == 9
    assert known_numbers(storage) == set(range(9))


def test_an_empty_batch_is_never_too_old(crawl, data):
    crawl([], batches(), settings={"NEWSBOT_BATCH_AGE": "1m"})
    assert not (data / "articles").exists()


@pytest.mark.parametrize(("compression", "ending"), [("zstd", ".zst"), ("gzip", ".gz"), ("none", "")])
def test_batches_are_compressed_as_the_setting_says(crawl, data, storage, compression, ending):
    settings = {"NEWSBOT_BATCH_COMPRESSION": compression, "NEWSBOT_BATCH_ITEMS": "7"}
    crawl([line(number) for number in range(10)], dict(project.FEEDS), settings=settings)
    names = [f"{today()}/run-{number:04}.jsonl{ending}" for number in (1, 2)]
    assert files_under(data / "articles") == names
    assert [numbers_in(data / "articles" / name) for name in names] == [list(range(7)), [7, 8, 9]]
    assert known_numbers(storage) == set(range(10))


def test_a_run_s_manifest_names_its_batches_with_what_they_hold(crawl, data):
    crawl([line(number, pubStatus="canceled" if number % 5 == 0 else "usable") for number in range(15)], batches())
    manifest = manifest_of(data)
    assert manifest["runId"] == "run"
    assert manifest["schemaVersion"] == "1.0"
    assert (manifest["lines"], manifest["statuses"]) == (15, {"usable": 12, "canceled": 3})
    for entry, lines in zip(manifest["files"], (10, 5), strict=True):
        content = (data / "articles" / entry["name"]).read_bytes()
        assert entry["lines"] == lines
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_manifest_that_can_not_be_written_costs_no_line(crawl, data, storage):
    data.mkdir()
    (data / "manifests").write_text("a file in the way")
    crawler = crawl([line(1)], batches())
    assert known_numbers(storage) == {1}
    assert failed(crawler) == 0


# What a failure leaves


def test_a_batch_that_can_not_be_renamed_leaves_its_lines_due(crawl, data, storage, monkeypatch):
    rename = os.replace

    def fail_second(source, target):
        if "0002" in str(target):
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(feed_files.os, "replace", fail_second)
    crawler = crawl([line(number) for number in range(20)], batches())
    assert known_numbers(storage) == set(range(10))
    assert files_under(data / "articles") == [f"{today()}/run-0001.jsonl.zst"]
    assert storage.recorded_batches([f"{today()}/run-0002.jsonl.zst"]) == set()
    assert failed(crawler) == 1


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_failing_store_leaves_the_file_as_it_was(crawl, tmp_path, storage, monkeypatch, overwrite):
    out = tmp_path / "out.jsonl"
    crawl([line(1)], plain(out))
    before = out.read_bytes()

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(feed_files.os, "fsync", full)
    crawler = crawl([line(2)], plain(out, overwrite=overwrite))
    assert out.read_bytes() == before
    assert "out.jsonl" in files_under(tmp_path)
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
    open_part = feed_files._open_part

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

    monkeypatch.setattr(feed_files, "_open_part", open_small)
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
        patch.setattr(SqlStorage, "record", refuse)
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
