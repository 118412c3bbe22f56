"""Batches that go to S3, Google Cloud Storage and FTPS: they count once they have arrived, and reveal no password."""

import gzip
import json
import logging

import pytest
from delivery import failed, known_numbers, line, manifest_of
from remote_places import PLACES, SECRET, open_place

# What the clients and servers themselves are warned of.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:botocore", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FEED = {"format": "jsonlines", "postprocessing": ["newsbot.feed_files.CompressionPlugin"]}
BATCHES = {"NEWSBOT_BATCH_ITEMS": "7", "NEWSBOT_BATCH_COMPRESSION": "gzip"}


@pytest.fixture(params=PLACES)
def place(request, tmp_path):
    folder = tmp_path / "place"
    folder.mkdir()
    with open_place(request.param, folder) as place:
        yield place


def test_batches_go_elsewhere_and_count_when_they_are_there(crawl, data, storage, place):
    lines = [line(number) for number in range(10)]
    crawler = crawl(lines, {place.uri: FEED}, settings={**BATCHES, **place.settings})
    found = place.files()
    assert sorted(found) == ["articles/run-0001.jsonl.gz", "articles/run-0002.jsonl.gz"]
    bodies = [found[name] for name in sorted(found)]
    lines = [json.loads(text) for body in bodies for text in gzip.decompress(body).splitlines()]
    assert [int(found["url"].rpartition("-")[2]) for found in lines] == list(range(10))
    assert known_numbers(storage) == set(range(10))
    assert failed(crawler) == 0
    entries = manifest_of(data)["files"]
    assert [entry["name"] for entry in entries] == [f"{place.shown}run-000{number}.jsonl.gz" for number in (1, 2)]
    assert [(entry["lines"], entry["bytes"]) for entry in entries] == [(7, len(bodies[0])), (3, len(bodies[1]))]


def test_batches_that_are_stored_at_the_same_time_make_their_folder_once(crawl, storage, place):
    settings = {**BATCHES, "NEWSBOT_BATCH_ITEMS": "1", **place.settings}
    crawler = crawl([line(number) for number in range(6)], {place.uri: FEED}, settings=settings)
    assert failed(crawler) == 0
    assert len(place.files()) == 6
    assert known_numbers(storage) == set(range(6))


def test_what_the_place_did_not_take_stays_due(crawl, storage, place):
    place.close_door()
    crawler = crawl([line(number) for number in range(3)], {place.uri: FEED}, settings={**BATCHES, **place.settings})
    assert known_numbers(storage) == set()
    assert failed(crawler) > 0


def test_a_password_in_an_address_is_told_nobody(crawl, place, caplog):
    from newsbot.feeds import DeliveringFeedExporter

    with caplog.at_level(logging.INFO):
        crawler = crawl(
            [line(number) for number in range(8)], {place.uri: FEED}, settings={**BATCHES, **place.settings}
        )
        place.close_door()
        crawl([line(number) for number in range(3)], {place.uri: FEED}, settings={**BATCHES, **place.settings})
    assert "in: " + place.shown in caplog.text
    assert SECRET not in caplog.text
    stored = crawler.get_extension(DeliveringFeedExporter).stored_files
    assert sorted(stored) == [f"{place.shown}run-000{number}.jsonl.gz" for number in (1, 2)]
