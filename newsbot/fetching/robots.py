"""robots.txt: a middleware that forbids everything while it is unknown (RFC 9309), and a parser that keeps more of it.

`robots_rules` finds which of thousands of rules applies to an address.
"""

import codecs
import logging
import re
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    IgnoreRequest,
    StopDownload,
)
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.python import to_unicode
from twisted.internet.defer import Deferred

from newsbot.deployment import fetch_limits
from newsbot.exceptions import TargetError
from newsbot.extraction.declared.rights import UsageRule, read_usage_rules
from newsbot.fetching.middlewares import BEGINNING
from newsbot.fetching.robots_rules import RuleIndex, index_of

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

# The meta key for how many bytes of a robots.txt have come.
_RECEIVED = "newsbot_received_bytes"
_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
# If a host cannot be reached at all, the requests themselves will report that. After any other failure its rules are
# unknown.
_TOLD_BY_REQUESTS = (CannotResolveHostError, DownloadConnectionRefusedError, TargetError)
# Reasons of FetchErrors that the requests will report themselves, or that mean the address leads to no robots.txt.
_NO_FILE = ("tls", "bad_port", "not_http")
_MARKUP = re.compile(rb"\s*<")


class RobotsUnavailableError(IgnoreRequest):
    """Raised for a page that is not requested because its host does not say what it allows."""


class StrictRobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware, but it forbids everything while a host cannot say what it allows (RFC 9309, 2.3.1.4).

    That is a status of 500 or more, 429 (too many requests), no response in time, or one that is cut off; Scrapy
    would allow everything. Forbidden pages stay due. Only the beginning of a long file is fetched and obeyed (RFC
    9309, 2.5), and an HTML page in its place sets no rules. An unresponsive host is commonplace and logs no traceback.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        robotstxt.logger.addFilter(_without_traceback)
        self._max_bytes = fetch_limits(crawler.settings).robots_bytes
        self._unavailable: set[str] = set()
        crawler.signals.connect(self._bytes_received, signals.bytes_received)

    async def process_request(self, request: "Request", spider: "Spider | None" = None) -> None:
        if request.callback is NO_CALLBACK and request.meta.get("dont_obey_robotstxt"):
            # The middleware's own request; `_bytes_received` ends it.
            request.meta["download_maxsize"] = 0
            request.meta[BEGINNING] = self._max_bytes
            request.meta[_RECEIVED] = 0
        await super().process_request(request)

    def process_request_2(self, rp: "RobotParser | None", request: "Request") -> None:
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            if urlparse_cached(request).netloc in self._unavailable:
                raise RobotsUnavailableError("Its robots.txt could not be fetched") from None
            raise

    async def robot_parser(self, request: "Request") -> "RobotParser | None":
        """Return the rules of the request's host; None allows everything."""
        await super().robot_parser(request)
        # Scrapy 2.19 gives the rules to the first request that waited for them and None to all others. By now they are
        # known: they are stored before the waiting requests are resumed.
        parser = self._parsers[urlparse_cached(request).netloc]
        assert not isinstance(parser, Deferred)
        return parser

    def _bytes_received(self, data: bytes, request: "Request") -> None:
        if _RECEIVED in request.meta:
            request.meta[_RECEIVED] += len(data)
            if request.meta[_RECEIVED] > self._max_bytes:
                raise StopDownload(fail=False)

    async def _parse_robots(self, response: "Response", netloc: str, request: "Request") -> None:
        if response.status >= 500 or response.status == 429:
            self._note_unavailable(netloc)
            response = response.replace(body=_NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")  # a page that says "not found" sets no rules
        elif _MARKUP.match(response.body.removeprefix(codecs.BOM_UTF8)):
            self._stats.inc_value("newsbot/robots/no_rules")
            response = response.replace(body=b"")
        elif len(response.body) >= self._max_bytes:
            self._stats.inc_value("newsbot/robots/too_large")
            whole_lines = response.body[: self._max_bytes].rpartition(b"\n")[0]
            response = response.replace(body=whole_lines)
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        # Scrapy raises IgnoreRequest for endless redirects: after five of them the file counts as missing.
        if isinstance(exc, (IgnoreRequest, *_TOLD_BY_REQUESTS)) or str(exc) in _NO_FILE:
            super()._robots_error(exc, netloc)
            return
        self._note_unavailable(netloc)
        waiting = self._parsers[netloc]
        self._parsers[netloc] = rules = ProtegoRobotParser(_NOTHING_ALLOWED, None)
        if isinstance(waiting, Deferred):
            waiting.callback(rules)

    def _note_unavailable(self, netloc: str) -> None:
        self._unavailable.add(netloc)
        self._stats.inc_value("newsbot/robots/unavailable")


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    record.levelno, record.levelname = logging.INFO, "INFO"
    return True


# As Protego parses it: with some misspellings, and with spaces instead of the colon.
_AGENT_LINE = re.compile(r"\s*user[- ]?agent(?=[\s:]|\Z)\s*:?([^#]*)", re.IGNORECASE)
_OTHERS = "User-agent: any-other-crawler"


class UsageRobotParser(ProtegoRobotParser):
    """Scrapy's parser of robots.txt, which also keeps the rules that say how pages may be used.

    It treats all other crawlers as one name: Protego stores each rule once per name in its group, which can be 200
    million times in a file of 512 KB. Of many rules only those that an address may match are tried.
    """

    usage: list[UsageRule]

    def __init__(self, robotstxt_body: bytes, spider: "Spider | None") -> None:
        super().__init__(robotstxt_body, spider)
        self._indexes: dict[str, RuleIndex | None] = {}

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether the crawler may fetch the URL."""
        url, agent = to_unicode(url), to_unicode(user_agent)
        if agent not in self._indexes:
            self._indexes[agent] = index_of(self.rp, agent)
        index = self._indexes[agent]
        if index is None or "/robots.txt" in url:  # which every crawler may fetch
            return super().allowed(url, agent)
        return index.allows(url)

    @classmethod
    def from_crawler(cls, crawler: "Crawler", robotstxt_body: bytes) -> Self:
        own = _own_names(crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"])
        text = robotstxt_body.decode("utf-8-sig", "ignore")
        lines = [_with_own_names(line, own) for line in text.splitlines()]
        parser = cls("\n".join(lines).encode("utf-8-sig"), crawler.spider)
        parser.usage = read_usage_rules(text)
        return parser


def _own_names(agent: str) -> set[str]:
    """Return the names that Protego matches to the agent: any substring that begins at the start of a word."""
    agent = agent.lower()
    starts = [found.start() for found in re.finditer(r"(?<![\w-])\S", agent)]
    return {"*"} | {agent[start:end] for start in starts for end in range(start + 1, len(agent) + 1)}


def _with_own_names(line: str, own: set[str]) -> str:
    found = _AGENT_LINE.match(line)
    if found is None:
        return line
    # Protego also reads a name without its asterisks.
    name = found[1].strip().lower()
    name = name if name == "*" else name.replace("*", "")
    return f"User-agent: {name}" if name in own else _OTHERS
