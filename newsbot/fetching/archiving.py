"""The archive of a crawl: what was fetched is written to WARC files before anything is made of it.

It contains the pages of articles, the redirects that lead to them, and the files that say how pages may be used
(robots.txt, the TDM file): what is needed to make the lines again. What sources said about a page is stored with it, so
sources are left out: a feed polled every few minutes would soon be most of the archive.
"""

import asyncio
import getpass
import logging
import platform
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urldefrag, urlsplit

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.defer import deferred_from_coro

from newsbot import __version__
from newsbot.deployment import warc_rules
from newsbot.exceptions import ArchiveError
from newsbot.warc.cleanings import CleaningLog
from newsbot.warc.exchanges import Exchange, Location, PageEvidence
from newsbot.warc.salvage import Salvaged, salvage_parts
from newsbot.warc.writing import WarcWriter

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

T = TypeVar("T")
logger = logging.getLogger(__name__)

# The request's meta key for what is archived with the response, None if nothing is. Without this key the response is
# not archived.
EVIDENCE = "newsbot_evidence"
# The request's meta key for where its response was archived.
LOCATION = "newsbot_location"
_ROBOTS = "/robots.txt"
_CLEANINGS_AT_ONCE = 500
Heads = tuple[list[bytes], list[bytes]]


class PageArchive:
    """Writes what a crawl fetches to `NEWSBOT_WARC`, one exchange after another in a thread of its own.

    When that fails the crawl ends: a response that is not archived gives no line.
    """

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        rules = warc_rules(crawler.settings)
        if rules is None:
            raise NotConfigured
        return cls(crawler, WarcWriter(rules, []))

    def __init__(self, crawler: "Crawler", writer: WarcWriter) -> None:
        self._crawler = crawler
        self._writer = writer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsbot-warc")
        self._failure: ArchiveError | None = None
        self._salvaged: Salvaged | None = None
        self._is_closed = False
        # Whether what was written might be lost if the machine failed.
        self._is_lost = False
        self._cleanings = CleaningLog("", lambda version: None)
        crawler.signals.connect(self.line_made, signals.item_scraped)
        crawler.signals.connect(self.line_dropped, signals.item_dropped)
        crawler.signals.connect(self.close, signals.spider_closed)

    @staticmethod
    def wants(request: "Request") -> bool:
        """Whether the response to a request is to be archived."""
        return EVIDENCE in request.meta or urlsplit(request.url).path == _ROBOTS

    async def take(self, request: "Request", response: "Response", heads: Heads) -> None:
        """Archive a response as it came, before anything reads it; raises ArchiveError if that fails."""
        evidence: PageEvidence | None = request.meta.get(EVIDENCE)
        exchange = Exchange(
            url=urldefrag(response.url)[0],
            status=response.status,
            request_head=heads[0],
            response_head=heads[1],
            request_body=request.body,
            body=response.body,
            ip_address=str(response.ip_address) if response.ip_address else None,
            evidence=evidence,
        )
        if self._failure is not None:
            raise self._failure
        try:
            request.meta[LOCATION] = await self._do(self._write, exchange)
        except OSError as error:
            raise self._fail(error) from None

    async def sync(self) -> None:
        """Wait until what was archived is on the disk; raises OSError if that fails."""
        if self._is_lost:
            raise OSError(str(self._failure))
        if self._is_closed:
            return
        try:
            await self._do(self._sync)
        except OSError as error:
            self._is_lost = True
            self._fail(error)
            raise

    async def _do(self, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def _write(self, exchange: Exchange) -> Location:
        if self._salvaged is None:
            self._begin()
        if len(self._cleanings) >= _CLEANINGS_AT_ONCE:
            self._writer.write_cleanings(self._cleanings)
        return self._writer.write(exchange)

    def _begin(self) -> None:
        """Before the first record, finish the parts of dead crawls, and describe the origin of this crawl's files."""
        self._salvaged = salvage_parts(self._writer.rules.folder)
        agent = self._crawler.settings.get("USER_AGENT") or "newsbot"
        self._writer.about += [
            ("software", f"newsbot/{__version__} (Python {platform.python_version()})"),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            ("operator", self._writer.rules.operator or _account()),
            ("hostname", platform.node()),
            ("http-header-user-agent", agent),
            ("robots", self._robots_policy()),
            ("isPartOf", getattr(self._crawler.spider, "run_id", "newsbot")),
        ]

    def line_made(self, item: dict[str, Any]) -> None:
        """Note the profile that the page of a line was cleaned with."""
        if record := (item.get("warc") or {}).get("recordId"):
            self._note(record, (item.get("metadata") or {}).get("siteProfile"))

    def line_dropped(self, item: Any) -> None:
        """Note the same for a page that gave no line, such as an unchanged one."""
        if getattr(item, "warc", None) is not None:
            self._note(item.warc.recordId, item.metadata.siteProfile)

    def _note(self, record_id: str, version: str | None) -> None:
        if not self._cleanings.run:
            spider = self._crawler.spider
            self._cleanings.run = getattr(spider, "run_id", "newsbot")
            self._cleanings.profile_data = getattr(spider, "profile_data", lambda version: None)
        self._cleanings.note(record_id, version)

    def _sync(self) -> None:
        if self._failure is None:
            self._writer.write_cleanings(self._cleanings)
        self._writer.sync()

    def _close(self) -> None:
        try:
            if self._failure is None:
                self._writer.write_cleanings(self._cleanings)
        finally:
            self._writer.close()

    def _robots_policy(self) -> str:
        settings = self._crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            return "ignored"
        return f"RFC 9309, obeyed as {settings.get('ROBOTSTXT_USER_AGENT') or settings.get('USER_AGENT')}"

    def _fail(self, error: OSError) -> ArchiveError:
        """End the crawl, and log the reason once."""
        if self._failure is None:
            self._failure = ArchiveError(f"{self._writer.rules.folder} cannot be written: {error.strerror or error}.")
            logger.error("%s The crawl ends; pages that were not archived stay due.", self._failure)
            self._crawler.stats.inc_value("newsbot/warc/failed")
            give_up = getattr(self._crawler.spider, "give_up", None)
            if give_up is not None:
                give_up(self._failure)
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="archive_failed"))
        return self._failure

    async def close(self) -> None:
        """Finish the last file, and record the counts."""
        try:
            await self._do(self._close)
        except OSError as error:
            self._is_lost = True
            self._fail(error)
        self._is_closed = True
        self._thread.shutdown()
        salvaged = self._salvaged or Salvaged()
        self.count("warc/records", self._writer.records)
        self.count("warc/revisits", self._writer.revisits)
        self.count("warc/bytes", self._writer.bytes_written)
        self.count("warc/files", self._writer.files)
        self.count("warc/salvaged", salvaged.files)
        self.count("warc/torn_bytes", salvaged.torn)

    def count(self, event: str, by: int) -> None:
        """Add to the stat `newsbot/<event>`, unless there is nothing to add."""
        if by:
            self._crawler.stats.inc_value(f"newsbot/{event}", by)


def _account() -> str:
    try:
        return f"{getpass.getuser()} on {platform.node()}"
    except (OSError, KeyError):
        return platform.node()
