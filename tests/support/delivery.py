"""Real crawls of generated lines into real feeds and a real state, shared by the tests of delivery and recovery."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler

from newsbot import settings as project
from newsbot.batches import read_lines
from newsbot.state.storage import open_storage
from newsbot.urls import article_id

SITE = "https://news.example.com/story"


def today() -> str:
    """The day of the batches that are written now; a test run may continue past midnight."""
    return datetime.now(UTC).date().isoformat()


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


@pytest.fixture(name="data")
def data_fixture(tmp_path):
    return tmp_path / "data"


@pytest.fixture(name="state_address", params=["sqlite", "postgresql"])
def state_fixture(request, tmp_path):
    """The address of an empty state, in each kind of database."""
    return f"sqlite:///{tmp_path}/state.db" if request.param == "sqlite" else request.getfixturevalue("database_url")


@pytest.fixture(name="storage")
def storage_fixture(state_address):
    storage = open_storage(state_address)
    yield storage
    storage.close()


@pytest.fixture(name="crawl")
def crawl_fixture(data, storage):
    """Crawl lines into feeds in this process; return the crawler, whose stats show the result."""

    def run(lines, feed_options, settings=None, **arguments):
        settings = {**settings_for(data, feed_options), "TWISTED_REACTOR_ENABLED": False, **(settings or {})}

        async def crawl_once():
            run.crawler = crawler = Crawler(LineSpider, settings)
            await crawler.crawl_async(**{"lines": lines, "storage": storage, **arguments})
            return crawler

        return asyncio.run(crawl_once())

    return run


def known_numbers(storage, count=100):
    """The numbers of the lines recorded as delivered in the state: always both article and page."""
    urls = {f"{SITE}-{number}": number for number in range(count)}
    pages = {urls[url] for url in storage.known_pages(urls)}
    articles = {number for url, number in urls.items() if storage.article(article_id(url))}
    assert pages == articles
    return pages


def numbers_in(path):
    """The numbers of the lines in a file, all of them complete."""
    return [int(json.loads(text)["url"].rpartition("-")[2]) for text in read_lines(path)]


def files_under(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def failed(crawler):
    return crawler.stats.get_value("newsbot/feed/failed", 0)


def manifest_of(data):
    (path,) = (data / "manifests").iterdir()
    assert path.name == "run.manifest.json"
    return json.loads(path.read_bytes())
