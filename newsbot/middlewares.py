"""Downloader middlewares: what a news crawl needs and Scrapy does not have, or has in another way."""

import logging
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares import robotstxt
from scrapy.robotstxt import ProtegoRobotParser

from newsbot.extraction.rights import UsageRule, read_usage_rules

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler

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


class QuietRobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware, without the traceback that it logs for a robots.txt that could not be fetched.

    A host that does not answer is an everyday thing; its reason is in the message and in the stats.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        robotstxt.logger.addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    record.levelno, record.levelname = logging.INFO, "INFO"
    return True


class UsageRobotParser(ProtegoRobotParser):
    """Scrapy's parser of robots.txt, which also keeps the rules that say how pages may be used."""

    def __init__(self, robotstxt_body: bytes, spider: "Spider | None") -> None:
        super().__init__(robotstxt_body, spider)
        self.usage: list[UsageRule] = read_usage_rules(robotstxt_body.decode("utf-8", "replace"))
