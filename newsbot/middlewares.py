"""Downloader middlewares and what they use: Scrapy's own, where one thing is not as a news crawl needs it."""

import logging
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares import robotstxt
from scrapy.robotstxt import ProtegoRobotParser

from newsbot.extraction.rights import UsageRule, read_usage_rules

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler


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
