"""Batches that go to an object store: moto speaks S3's protocol over HTTP, and Scrapy's own storage speaks to it."""

import gzip
import json

import pytest
from delivery import failed, known_numbers, line
from test_feeds_delivery import manifest_of

moto_server = pytest.importorskip("moto.server")
boto3 = pytest.importorskip("boto3")
# What botocore itself is warned of.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:botocore", "ignore::ResourceWarning")

FEED = {"format": "jsonlines", "postprocessing": ["newsbot.feeds.CompressionPlugin"]}
URI = "s3://lines/articles/%(date)s/%(run_id)s-%(batch_id)04d.jsonl%(compression)s"


@pytest.fixture(scope="module")
def server():
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server):
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=server, **keys)
    client.create_bucket(Bucket="lines")
    yield client
    for found in client.list_objects_v2(Bucket="lines").get("Contents", ()):
        client.delete_object(Bucket="lines", Key=found["Key"])
    client.delete_bucket(Bucket="lines")
    client.close()


def settings_of(server):
    return {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION_NAME": "us-east-1",
        "NEWSBOT_BATCH_ITEMS": "7",
        "NEWSBOT_BATCH_COMPRESSION": "gzip",
    }


def test_batches_go_to_an_object_store_and_count_when_they_are_there(crawl, data, storage, server, bucket):
    crawler = crawl([line(number) for number in range(10)], {URI: FEED}, settings=settings_of(server))
    found = [entry["Key"] for entry in bucket.list_objects_v2(Bucket="lines")["Contents"]]
    assert [key.rpartition("/")[2] for key in found] == ["run-0001.jsonl.gz", "run-0002.jsonl.gz"]
    bodies = [bucket.get_object(Bucket="lines", Key=key)["Body"].read() for key in found]
    lines = [json.loads(text) for body in bodies for text in gzip.decompress(body).splitlines()]
    assert [int(found["url"].rpartition("-")[2]) for found in lines] == list(range(10))
    assert known_numbers(storage) == set(range(10))
    assert failed(crawler) == 0
    entries = manifest_of(data)["files"]
    assert [entry["name"] for entry in entries] == [f"s3://lines/{key}" for key in found]
    assert [(entry["lines"], entry["bytes"]) for entry in entries] == [(7, len(bodies[0])), (3, len(bodies[1]))]


def test_what_the_store_did_not_take_stays_due(crawl, storage, server):
    crawler = crawl([line(number) for number in range(3)], {URI: FEED}, settings=settings_of(server))
    assert known_numbers(storage) == set()
    assert failed(crawler) > 0
