"""Downloader middlewares: what a news crawl needs and Scrapy lacks or does differently."""

from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.httpobj import urlparse_cached

from newsbot.exceptions import FetchError, SiteLostError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newsbot.state.storage import Storage

# The request's meta key for the validators of its last answer: (ETag, Last-Modified).
VALIDATORS = "newsbot_validators"
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
# The statuses with which servers and proxies reject conditional requests that they do not like.
_REFUSALS = frozenset((400, 403, 405, 412, 501))
# After this many refusals and no 304 from a host, its pages are requested without conditions for the rest of the crawl.
_MAX_REFUSED = 3


class ConditionalRequestMiddleware:
    """Makes requests conditional by the validators in their `meta`, so that an unchanged page is answered with a 304.

    Scrapy's cache would also store the bodies, and call a page fresh without asking. A refused conditional request is
    repeated without its conditions; a host that has refused several and never sent a 304 gets no more of them.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._stats = crawler.stats
        self._refused: Counter[str] = Counter()
        self._understands: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: "Request") -> None:
        if VALIDATORS not in request.meta:
            return
        for name in _CONDITIONS:
            request.headers.pop(name, None)
        # Validators belong to one address: a redirect leads to another response.
        if request.meta.get("redirect_times") or self._refused[_host(request)] >= _MAX_REFUSED:
            return
        etag, last_modified = request.meta[VALIDATORS]
        if etag:
            request.headers["If-None-Match"] = etag
        if last_modified:
            request.headers["If-Modified-Since"] = last_modified

    def process_response(self, request: "Request", response: "Response") -> "Request | Response":
        if VALIDATORS not in request.meta or not any(name in request.headers for name in _CONDITIONS):
            return response
        host = _host(request)
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._understands.add(host)
            self._refused[host] = 0
        if response.status not in _REFUSALS:
            return response
        if host not in self._understands:
            self._refused[host] += 1
        self._stats.inc_value("newsbot/conditions_refused")
        # Without validators it gets no conditions when it passes through here again.
        return request.replace(meta={**request.meta, VALIDATORS: (None, None)}, dont_filter=True)


def _host(request: "Request") -> str:
    host: str = urlparse_cached(request).netloc
    return host


class OwnSitesMiddleware:
    """Blocks requests to sites that another crawl may hold by now, and ends the crawl: see `newsbot.state.leases`."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._is_ending = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: "Request") -> None:
        spider: Any = self._crawler.spider
        storage: Storage | None = getattr(spider, "storage", None)
        if storage is None or storage.holds_sites():
            return
        if not self._is_ending:
            self._is_ending = True
            spider.give_up(SiteLostError(SiteLostError.UNHEARD))
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="site_lost"))
        raise FetchError("site_closed")
