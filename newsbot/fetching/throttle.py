"""How often a host is requested: as Scrapy's AutoThrottle decides, but never more often than its robots.txt allows.

A stopped crawl does not wait for the pauses that its hosts asked for, and no crawl requests more pages while those it
has fill the memory they may use.
"""

import asyncio
import logging
from contextlib import suppress
from math import isfinite
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.core.downloader import Downloader
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.utils.asyncio import call_later

from newsbot.deployment import fetch_limits
from newsbot.exceptions import ArgumentError
from newsbot.fetching.busy_hosts import drop_waiting, keep_delay, least_delay

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Keeps the pause that `Crawl-delay` asks for, up to NEWSBOT_MAX_CRAWL_DELAY_S, even without AutoThrottle."""

    def __init__(self, crawler: "Crawler") -> None:
        try:
            self._most = fetch_limits(crawler.settings).crawl_delay_s
        except ArgumentError as error:
            raise NotConfigured(str(error)) from None  # the spider refuses the crawl because of it
        self._crawler = crawler
        self._user_agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "CrawlDelay":
        extension = cls(crawler)
        crawler.signals.connect(extension._robots_parsed, signal=signals.robots_parsed)
        return extension

    def _robots_parsed(self, robotparser: "RobotParser", request: "Request") -> None:
        asked = robotparser.crawl_delay(self._user_agent)
        # By the host's name, as Scrapy's downloader keys its slots.
        host = urlsplit(request.url).hostname or ""
        if asked is None or not isfinite(asked):
            return
        delay = min(asked, self._most)
        if delay <= least_delay(self._crawler, host):
            return
        if delay < asked:
            logger.warning("%s asks for %g s between requests, and newsbot waits %g s.", host, asked, delay)
        else:
            logger.info("%s asks for %g s between requests, and newsbot waits as long.", host, asked)
        self._crawler.stats.inc_value("newsbot/robots/crawl_delay")
        keep_delay(self._crawler, host, delay)


class PatientThrottle(AutoThrottle):
    """AutoThrottle, but it never goes below a pause that a host's robots.txt or DOWNLOAD_SLOTS asks for."""

    def _response_downloaded(self, response: "Response", request: "Request", spider: "Spider") -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None:
            slot.delay = max(slot.delay, least_delay(self.crawler, key or ""))


_LOOK_S = 0.1


class PromptClose:
    """Ends a stopped crawl as soon as current transfers are complete: requests still waiting stay due.

    Scrapy would wait until every queued request was sent, which takes half an hour at one a minute.
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


# A request awaited in the middle of reading a page, as a pipeline may do, is not held back any longer than this.
_MAX_HOLD_S = 60.0


class BoundedDownloader(Downloader):
    """Scrapy's downloader, but it keeps two limits where Scrapy's does not.

    CONCURRENT_REQUESTS_PER_DOMAIN: without a delay Scrapy 2.19 starts all requests that wait for a host at once, as it
    counts a transfer when its task runs and not when it is started. SCRAPER_SLOT_MAX_ACTIVE_SIZE: while unread
    responses exceed it, nothing more leaves Scrapy's queues, but up to CONCURRENT_REQUESTS pages that have left them
    are still fetched; with pages of 10 MB that is 320 MB.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._full_since: float | None = None
        # The bytes of responses that have come but are not handed on yet.
        self._arrived: dict[Request, int] = {}
        crawler.signals.connect(self._count, signals.response_downloaded)

    def _process_queue(self, slot: "Slot") -> None:
        if slot.queue and slot.latercall is None and self._is_full():
            slot.latercall = call_later(_LOOK_S, self._latercall, slot)
        else:
            super()._process_queue(slot)

    def _wait_for_download(
        self, slot: "Slot", request: "Request", queue_dfd: "Deferred[Response]"
    ) -> "Coroutine[Any, Any, None]":
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

    def _count(self, response: "Response", request: "Request") -> None:
        self._arrived[request] = len(response.body)

    def _is_full(self) -> bool:
        engine: Any = self.crawler.engine
        reading = engine.scraper.slot
        self._arrived = {request: size for request, size in self._arrived.items() if request in self.active}
        if reading is None or reading.active_size + sum(self._arrived.values()) <= reading.max_active_size:
            self._full_since = None
            return False
        now = monotonic()
        if self._full_since is None:
            self._full_since = now
        elif now - self._full_since > _MAX_HOLD_S:
            self._full_since = None
        return self._full_since is not None
