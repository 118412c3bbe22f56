"""A process that crawls again and again: `scrapy crawl` takes seconds to start, a crawl in here a fifth of one.

It reads jobs, one JSON object per line, and answers each with one. Crawls use newsbot's own settings, read pages in
this process, and bypass the command, which `test_crawl_command` tests.
"""

import asyncio
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from command_server import ROOT, Command

_SETTINGS = {
    "NEWSBOT_WORKERS": "0",  # these pages are ours
    "AUTOTHROTTLE_ENABLED": False,  # so is the server
}


@dataclass
class Crawled:
    """The result of a crawl in the host; `log` holds its messages from WARNING on, each after its level."""

    stats: dict[str, Any]
    log: list[str]
    refusal: str | None


class CrawlHost:
    """The process, as the tests see it; as a context manager it lives until the block ends."""

    def __enter__(self) -> Self:
        self._process = Command(
            [],
            {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])},
            code="import crawl_host\ncrawl_host.main()",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=2,
        )
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate(timeout=60)

    def crawl(
        self, folder: Path, arguments: dict[str, str], settings: dict[str, Any] | None = None, spider: str = "news"
    ) -> Crawled:
        """Crawl with `-a` arguments and `-s` settings, with the data in `folder`."""
        place = {"NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": str(folder / "data")}
        job = {"spider": spider, "arguments": arguments, "settings": {**_SETTINGS, **place, **(settings or {})}}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the crawl host has died"
        return Crawled(**json.loads(answer))


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


async def _crawl(job: dict[str, Any]) -> dict[str, Any]:
    from scrapy.crawler import Crawler
    from scrapy.utils.project import get_project_settings

    from newsbot.spiders.archive import ArchiveSpider
    from newsbot.spiders.news import NewsSpider

    settings = get_project_settings()
    settings.setdict(job["settings"], priority="cmdline")
    messages = _Messages()
    messages.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.getLogger().addHandler(messages)
    try:
        # A runner would look up the project's spiders, and copy all settings, twice per crawl.
        crawler = Crawler(ArchiveSpider if job["spider"] == "archive" else NewsSpider, settings)
        await crawler.crawl_async(**job["arguments"])
    finally:
        logging.getLogger().removeHandler(messages)
    refusal = getattr(crawler.spider, "refusal", None)
    stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int | str)}
    return {"stats": stats, "log": messages.texts, "refusal": str(refusal) if refusal else None}


async def _serve_jobs() -> None:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        answer = await _crawl(json.loads(line))
        print(json.dumps(answer), flush=True)


def main() -> None:
    """Crawl until the input ends."""
    from scrapy.utils.defer import deferred_from_coro
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    ended = []

    def end(result: object) -> None:
        ended.append(result)
        reactor.stop()

    reactor.callWhenRunning(lambda: deferred_from_coro(_serve_jobs()).addBoth(end))
    reactor.run()
    if ended != [None]:
        raise SystemExit(str(ended))
