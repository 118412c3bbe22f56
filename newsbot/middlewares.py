"""Downloader middlewares: what a news crawl needs and Scrapy does not have, or has in another way."""

import logging
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares import robotstxt
from scrapy.robotstxt import ProtegoRobotParser
from twisted.internet.defer import Deferred

from newsbot.extraction.rights import UsageRule, read_usage_rules

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

# Where a request says what it was answered the last time: (ETag, Last-Modified).
VALIDATORS = "newsbot_validators"


class ConditionalRequestMiddleware:
    """Asks for a page only if it has changed, by the validators in a request's `meta`; else the answer is a 304.

    Scrapy's cache would keep the bodies as well, and call a page fresh without asking.
    """

    def process_request(self, request: "Request") -> None:
        if VALIDATORS not in request.meta:
            return
        if request.meta.get("redirect_times"):
            # Validators are those of one address: a redirect leads to another answer.
            for name in ("If-None-Match", "If-Modified-Since"):
                request.headers.pop(name, None)
            return
        etag, last_modified = request.meta[VALIDATORS]
        if etag:
            request.headers["If-None-Match"] = etag
        if last_modified:
            request.headers["If-Modified-Since"] = last_modified


# RFC 9309, 2.5: what comes after them need not be read.
_MAX_ROBOTS_BYTES = 512 * 1024
_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
# A host that is not there is told by the requests themselves; one that answers late has rules that are not known.
_LATE = frozenset(("DownloadTimeoutError", "TimeoutError", "ResponseDataLossError"))


class StrictRobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware, which forbids all while a host can not say what it allows (RFC 9309, 2.3.1.4).

    That is a status of 500 or more, 429 (too many requests), or no answer in time; Scrapy would allow all. What is
    forbidden stays due. A host that does not answer is an everyday thing and gives no traceback.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        robotstxt.logger.addFilter(_without_traceback)

    async def _parse_robots(self, response: "Response", netloc: str, request: "Request") -> None:
        if response.status >= 500 or response.status == 429:
            self._stats.inc_value("newsbot/robots/unavailable")
            response = response.replace(body=_NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")  # a page that says "not found" is no rule
        elif len(response.body) > _MAX_ROBOTS_BYTES:
            whole_lines = response.body[:_MAX_ROBOTS_BYTES].rpartition(b"\n")[0]
            response = response.replace(body=whole_lines)
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if type(exc).__name__ not in _LATE:
            super()._robots_error(exc, netloc)
            return
        self._stats.inc_value("newsbot/robots/unavailable")
        waiting = self._parsers[netloc]
        self._parsers[netloc] = rules = ProtegoRobotParser(_NOTHING_ALLOWED, None)
        if isinstance(waiting, Deferred):
            waiting.callback(rules)


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    record.levelno, record.levelname = logging.INFO, "INFO"
    return True


class UsageRobotParser(ProtegoRobotParser):
    """Scrapy's parser of robots.txt, which also keeps the rules that say how pages may be used."""

    def __init__(self, robotstxt_body: bytes, spider: "Spider | None") -> None:
        super().__init__(robotstxt_body, spider)
        self.usage: list[UsageRule] = read_usage_rules(robotstxt_body.decode("utf-8", "replace"))
