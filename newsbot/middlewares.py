"""Downloader middlewares: Scrapy's own, where one thing of them is not as a news crawl needs it."""

import logging
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares import robotstxt

if TYPE_CHECKING:
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
