"""How often a host is asked: Scrapy's AutoThrottle, and never more often than the host's robots.txt allows.

A crawl that is stopped does not wait for the pauses that its hosts asked for.
"""

import asyncio
import logging
from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle

from newsbot.exceptions import ArgumentError
from newsbot.fetching import drop_waiting
from newsbot.options import max_crawl_delay

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class CrawlDelayThrottle(AutoThrottle):
    """AutoThrottle, which keeps the pause that `Crawl-delay` asks for, up to NEWSBOT_MAX_CRAWL_DELAY_S."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        try:
            self._most = max_crawl_delay(crawler.settings)
        except ArgumentError as error:
            raise NotConfigured(str(error)) from None  # the spider refuses the crawl for it
        self._user_agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        # By the name of the host, as Scrapy's downloader counts them.
        self._delays: dict[str, float] = {}
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _robots_parsed(self, robotparser: "RobotParser", request: "Request") -> None:
        asked = robotparser.crawl_delay(self._user_agent)
        host = urlsplit(request.url).hostname or ""
        if asked is None or not isfinite(asked) or asked <= self._delays.get(host, 0):
            return
        delay = min(asked, self._most)
        if delay < asked:
            logger.warning("%s asks for %g s between requests and gets %g s.", host, asked, delay)
        else:
            logger.info("%s asks for %g s between requests and gets them.", host, asked)
        self.crawler.stats.inc_value("newsbot/robots/crawl_delay")
        self._delays[host] = delay
        downloader: Any = self.crawler.engine.downloader
        # Shorter pauses in between would make up for longer ones.
        downloader.per_slot_settings[host] = {**downloader.per_slot_settings.get(host, {}), "delay": delay, "jitter": 0}
        if host in downloader.slots:
            downloader.slots[host].delay, downloader.slots[host].jitter = delay, 0

    def _response_downloaded(self, response: "Response", request: "Request", spider: "Spider") -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None:
            slot.delay = max(slot.delay, self._delays.get(key or "", 0))


_LOOK_S = 0.1


class PromptClose:
    """Ends a crawl that is stopped as soon as what is being transferred has come: what only waits stays due.

    Scrapy would wait until each request in the queues was sent, which takes half an hour at one a minute.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "PromptClose":
        extension = cls(crawler)
        crawler.signals.connect(extension._spider_opened, signals.spider_opened)
        return extension

    def _spider_opened(self) -> None:
        engine: Any = self._crawler.engine
        close = engine.close_spider_async

        async def close_promptly(*, reason: str = "cancelled") -> None:
            dropping = asyncio.ensure_future(self._drop_waiting())
            try:
                await close(reason=reason)
            finally:
                dropping.cancel()
                with suppress(asyncio.CancelledError):
                    await dropping

        engine.close_spider_async = close_promptly

    async def _drop_waiting(self) -> None:
        downloader: Any = self._crawler.engine.downloader
        while True:
            for slot in list(downloader.slots):
                drop_waiting(self._crawler, slot, "closed")
            await asyncio.sleep(_LOOK_S)
