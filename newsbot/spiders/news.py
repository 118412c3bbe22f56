"""The spider `news`: sources first, then the articles they list, newest first.

It fetches and nothing else: what to fetch is `discovery.plan`'s to say, reading is done in `workers`.
"""

import secrets
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from newsbot import __version__
from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.plan import PlanLimits, SitePlan, link_moment
from newsbot.exceptions import NewsbotError, WorkerError
from newsbot.extraction.article import add_source_evidence, append_page
from newsbot.extraction.page import PageReport, PageRequest
from newsbot.extraction.rights import RIGHTS_HEADERS, SiteRights, add_site_rights
from newsbot.failures import failure_reason
from newsbot.feeds import recover_batches, remove_torn_parts
from newsbot.items import Article, Discovery, Link
from newsbot.options import CrawlOptions, Site, crawl_options, deployment
from newsbot.revisions import rfc3339
from newsbot.states import PageState
from newsbot.storage import Storage, open_storage
from newsbot.urls import article_key, normalise_url, same_site
from newsbot.worker_tasks import SourceRequest, TdmFileRequest
from newsbot.workers import WorkerLimits, WorkerPool

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

T = TypeVar("T")

_TDM_FILE = "/.well-known/tdmrep.json"
_TDM_FILE_PRIORITY = 200
_MAX_TDM_FILE_BYTES = 200_000
_SOURCE_PRIORITY = 100
_NEXT_PAGE_PRIORITY = 50
# Pages asked for ahead of a limit: enough to keep the connections of one site busy.
_AHEAD = 8
_KNOWN_CHUNK = 500
# A sitemap may be five times as large as a page (sitemaps.org allows 50 MB).
_MAX_SOURCE_BYTES = 50_000_000
_MAX_ARTICLE_PAGES = 30


@dataclass(slots=True)
class SiteCrawl:
    """One site of this crawl: its plan, and what was asked for so far."""

    site: Site
    plan: SitePlan
    queue: deque[Link] = field(default_factory=deque)
    started: bool = False
    in_flight: int = 0
    articles: int = 0
    known: int = 0
    problem: str | None = None


class NewsSpider(Spider):
    """Crawls the sites of `-a site=`; see `newsbot.options` for the arguments."""

    name = "news"
    refusal: NewsbotError | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        arguments = {name: kwargs.pop(name) for name in list(kwargs)}
        spider = super().from_crawler(crawler)
        try:
            spider.prepare(crawl_options(arguments))
        except NewsbotError as error:
            # Raised here it would end in a traceback; the command that runs the crawl says it in one sentence.
            spider.refusal = error
            return spider
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(spider.close_workers, signals.spider_closed)
        crawler.signals.connect(spider.close_storage, signals.engine_stopped)
        return spider

    def prepare(self, options: CrawlOptions) -> None:
        """Open the state, take the sites for this crawl alone and put the workers together."""
        self.options = options
        self.deployment = deployment(self.settings)
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        self.storage: Storage = open_storage(self.deployment.state)
        try:
            for site in options.sites:
                self.storage.lock_site(site.name)
            self.torn_parts = remove_torn_parts(Path(self.deployment.data))
            self.recovery = recover_batches(self.storage, Path(self.deployment.data))
            self.storage.start_run(self.run_id, [site.name for site in options.sites], datetime.now(UTC))
        except NewsbotError:
            self.storage.close()
            raise
        self.workers = WorkerPool(
            WorkerLimits(
                processes=self.deployment.workers,
                timeout_s=self.deployment.page_timeout_s,
                memory_mb=self.deployment.page_memory_mb,
            )
        )
        limits = PlanLimits(options.sources, options.since, options.limit)
        self.crawls = [SiteCrawl(site, SitePlan(site.url, limits)) for site in options.sites]
        # Of all sites together: two hosts of one domain list each other's articles.
        self.asked: set[str] = set()
        self.seen_ids: set[str] = set()
        # By host: what its robots.txt and its TDM file say of the use of pages.
        self.rights: dict[str, SiteRights] = {}

    async def start(self) -> AsyncIterator[Request]:
        if self.refusal is not None:
            self.logger.error("%s", self.refusal)
            return
        self.count("feed/torn_parts", self.torn_parts)
        self.count("feed/recovered", self.recovery.lines)
        self.count("feed/damaged", len(self.recovery.damaged))
        await self.workers.start()
        for crawl in self.crawls:
            yield self.tdm_file_request(crawl)
            for request in self.source_requests(crawl):
                yield request

    async def read(self, task: str, request: object, result: type[T]) -> T:
        """What a worker makes of a response; raises WorkerError with the reason when it makes nothing of it."""
        try:
            return await self.workers.run(task, request, result)
        except WorkerError:
            raise
        except NewsbotError as error:
            # Without workers nothing can be read: the crawl ends and says why.
            self.refusal = error
            raise CloseSpider("workers") from None

    def count(self, event: str, by: int = 1) -> None:
        """Add to the stat `newsbot/<event>`."""
        self.crawler.stats.inc_value(f"newsbot/{event}", by)

    # ------------------------------------------------------------------------------------- sources

    def source_requests(self, crawl: SiteCrawl) -> Iterator[Request]:
        for ref in crawl.plan.take_sources():
            yield Request(
                ref.url,
                callback=self.parse_source,
                errback=self.source_failed,
                priority=_SOURCE_PRIORITY - ref.depth,
                dont_filter=True,
                cb_kwargs={"crawl": crawl, "ref": ref},
                meta={"download_maxsize": _MAX_SOURCE_BYTES},
            )

    def robots_parsed(self, robotparser: "RobotParser", request: Request) -> None:
        """Take the sitemaps and the rules of use of a robots.txt; Scrapy's middleware fetched it."""
        self.rights_of(request.url).usage = getattr(robotparser, "usage", [])
        for crawl in self.crawls:
            if same_site(request.url, crawl.site.url):
                crawl.plan.add_robots(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))

    def tdm_file_request(self, crawl: SiteCrawl) -> Request:
        return Request(
            urljoin(crawl.site.url, _TDM_FILE),
            callback=self.parse_tdm_file,
            errback=self.tdm_file_failed,
            priority=_TDM_FILE_PRIORITY,
            dont_filter=True,
            meta={"download_maxsize": _MAX_TDM_FILE_BYTES},
        )

    async def parse_tdm_file(self, response: "Response") -> None:
        try:
            found = await self.read("read_tdm_file", TdmFileRequest(response.body), SiteRights)
        except WorkerError:
            return
        self.rights_of(response.url).tdm = found.tdm

    def tdm_file_failed(self, failure: "Failure") -> None:
        """Nothing: few sites have the file."""

    def rights_of(self, url: str) -> SiteRights:
        """What the files of the URL's host declare, as far as they are known."""
        return self.rights.setdefault(urlsplit(url).netloc, SiteRights())

    async def parse_source(self, response: "Response", crawl: SiteCrawl, ref: SourceRef) -> AsyncIterator[Request]:
        if not same_site(response.url, crawl.site.url):
            self.refuse_source(crawl, ref, "redirected_off_site", f"redirected to {response.url}")
            for follow_up in self.go_on(crawl):
                yield follow_up
            return
        request = SourceRequest(
            ref, response.body, response.url, _header(response, "Content-Type"), _header(response, "Link")
        )
        try:
            contents = await self.read("read_source", request, SourceContents)
        except WorkerError as error:
            crawl.plan.add_failure(ref, str(error))
        else:
            crawl.plan.add_contents(ref, contents)
        for follow_up in self.go_on(crawl):
            yield follow_up

    def source_failed(self, failure: "Failure") -> Iterator[Request]:
        crawl, ref = failure.request.cb_kwargs["crawl"], failure.request.cb_kwargs["ref"]  # type: ignore[attr-defined]
        reason = failure_reason(failure)
        self.refuse_source(crawl, ref, reason, reason)
        yield from self.go_on(crawl)

    def refuse_source(self, crawl: SiteCrawl, ref: SourceRef, reason: str, problem: str) -> None:
        """Tell the plan that a source gave nothing; `problem` is for the person who asked for the site."""
        if ref.url == crawl.site.url:
            crawl.problem = problem
        crawl.plan.add_failure(ref, reason)

    def go_on(self, crawl: SiteCrawl) -> Iterator[Request]:
        """More sources, or the articles when no source is left."""
        yield from self.source_requests(crawl)
        if crawl.plan.is_complete:
            yield from self.article_requests(crawl)

    # ------------------------------------------------------------------------------------ articles

    def article_requests(self, crawl: SiteCrawl) -> Iterator[Request]:
        """As many pages as may still become articles under the limit; all of them without one."""
        if not crawl.started:
            crawl.started = True
            crawl.queue.extend(crawl.plan.take_links())
        limit = self.options.limit
        while crawl.queue and (limit is None or self._wants_more(crawl, limit)):
            for link in self._next_links(crawl, _KNOWN_CHUNK if limit is None else 1):
                crawl.in_flight += 1
                yield self.page_request(normalise_url(link.url), crawl, link)

    def _wants_more(self, crawl: SiteCrawl, limit: int) -> bool:
        return crawl.articles + crawl.known + crawl.in_flight < limit and crawl.in_flight < max(_AHEAD, limit)

    def _next_links(self, crawl: SiteCrawl, count: int) -> list[Link]:
        """The next links of the queue that are not known already, nor asked for by another site of this crawl."""
        taken = [crawl.queue.popleft() for _ in range(min(count, len(crawl.queue)))]
        links = [link for link in taken if article_key(link.url) not in self.asked]
        self.asked.update(article_key(link.url) for link in links)
        known = self.storage.known_pages([link.url for link in links])
        due = []
        for link in links:
            page = known.get(link.url)
            if page is not None and not _is_due(link, page):
                crawl.known += page.outcome == "article"
                self.count("discovery/known")
            else:
                due.append(link)
        return due

    def page_request(self, url: str, crawl: SiteCrawl, link: Link, article: Article | None = None) -> Request:
        return Request(
            url,
            callback=self.parse_page,
            errback=self.page_failed,
            priority=_NEXT_PAGE_PRIORITY if article else 0,
            dont_filter=True,
            cb_kwargs={"crawl": crawl, "link": link, "article": article},
        )

    async def parse_page(
        self, response: "Response", crawl: SiteCrawl, link: Link, article: Article | None
    ) -> AsyncIterator[Request | Article]:
        number = 1 if article is None else max(1, len(article.pages)) + 1
        request = PageRequest(
            response.body,
            response.url,
            _header(response, "Content-Type"),
            link,
            number,
            with_html=self.deployment.body_html,
            usual_shape=crawl.plan.has_usual_shape(link.url),
            headers=_rights_headers(response),
        )
        self.count("pages")
        try:
            if not same_site(response.url, crawl.site.url):
                report = PageReport(reason="redirected_off_site")
            else:
                report = await self.read("read_page", request, PageReport)
        except WorkerError as error:
            report = PageReport(reason=str(error))
            self.logger.warning("%r could not be read: %s", response.url, _with_detail(error))
            if article is not None:
                # Half an article is none.
                report.reason, article = f"next_page_{error}", None
        if article is not None:
            append_page(article, report)
        elif report.article is not None:
            article = self.describe(report.article, response, link)
        next_page = report.next_page if article is not None else None
        if article is not None and next_page and self._is_new_page(article, next_page):
            yield self.page_request(next_page, crawl, link, article)
            return
        crawl.in_flight -= 1
        if article is None:
            # "closed": the crawl ended first, the page is not at fault.
            self.skip_page(link.url, report.reason or "error", remember=not (report.reason or "").endswith("closed"))
        elif self._is_new_article(article):
            crawl.articles += 1
            yield article
        for follow_up in self.article_requests(crawl):
            yield follow_up

    def _is_new_page(self, article: Article, url: str) -> bool:
        return url not in article.pages and url != article.url and len(article.pages) < _MAX_ARTICLE_PAGES

    def _is_new_article(self, article: Article) -> bool:
        """Whether no other address of this crawl led to the same article before."""
        if article.id in self.seen_ids:
            self.count("dropped/same_address")
            return False
        self.seen_ids.add(article.id)
        return True

    def describe(self, article: Article, response: "Response", link: Link) -> Article:
        """The article with what the fetch and the source say of it."""
        if link.url != response.url:
            article.requestedUrl = link.url
        article.discovery = Discovery(link.method, link.source, link.published, link.title)
        add_source_evidence(article, link)
        if article.rights is not None:
            add_site_rights(article.rights, article.url, self.rights_of(article.url))
        article.metadata.dateDownloaded = rfc3339(datetime.now(UTC))
        article.metadata.httpStatus = response.status
        article.metadata.etag = _header(response, "ETag")
        article.metadata.lastModified = _header(response, "Last-Modified")
        article.metadata.extractorVersion = __version__
        return article

    def page_failed(self, failure: "Failure") -> Iterator[Request | Article]:
        request: Request = failure.request  # type: ignore[attr-defined]
        crawl, link, article = (request.cb_kwargs[name] for name in ("crawl", "link", "article"))
        reason = failure_reason(failure)
        crawl.in_flight -= 1
        if article is None:
            # A page that is gone stays out of the next crawls; one that could not be had stays due.
            self.skip_page(link.url, reason, remember=reason in ("http_404", "http_410"))
        elif reason in ("http_404", "http_410"):
            # The link to a next page was wrong: the article is what was read so far.
            self.count("pages_missing")
            if self._is_new_article(article):
                crawl.articles += 1
                yield article
        else:
            self.skip_page(link.url, f"next_page_{reason}", remember=False)
        yield from self.article_requests(crawl)

    def skip_page(self, url: str, reason: str, *, remember: bool = True) -> None:
        """Count a page that gives no line, and keep it out of the next crawls unless it may still become one."""
        self.count(f"dropped/{reason}")
        if remember:
            self.note_page(url, reason)

    def note_page(self, url: str, outcome: str, article: Article | None = None) -> None:
        """Remember a page that needs no line; nothing can be lost by it."""
        site = next((crawl.site.name for crawl in self.crawls if same_site(url, crawl.site.url)), "")
        state = PageState(url, site, outcome, datetime.now(UTC), extractor_version=__version__)
        if article is not None:
            state.article_id = article.id
            state.etag, state.last_modified = article.metadata.etag, article.metadata.lastModified
        self.storage.note_pages([state])

    # ----------------------------------------------------------------------------------------- end

    async def close_workers(self) -> None:
        for crawl in self.crawls:
            for name, value in crawl.plan.counts.items():
                self.count(f"discovery/{name}", value)
        for reason, value in self.workers.failures.items():
            self.count(f"workers/{reason}", value)
        await self.workers.close()

    def close_storage(self) -> None:
        counters = {
            name.removeprefix("newsbot/"): value
            for name, value in self.crawler.stats.get_stats().items()
            if name.startswith("newsbot/")
        }
        try:
            self.storage.finish_run(self.run_id, datetime.now(UTC), counters)
        finally:
            self.storage.close()


def _header(response: "Response", name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _rights_headers(response: "Response") -> dict[str, list[str]]:
    """The headers that say how a page may be used, by their names in lower case."""
    found = {name: response.headers.getlist(name) for name in RIGHTS_HEADERS}
    return {name: [value.decode("latin-1") for value in values] for name, values in found.items() if values}


def _is_due(link: Link, page: PageState) -> bool:
    """Whether a known page is worth another look: its source says that it changed since."""
    if page.outcome != "article" and page.extractor_version != __version__:
        return True
    modified = link_moment(link.modified, latest=True)
    return modified is not None and modified > page.checked_at


def _with_detail(error: WorkerError) -> str:
    """The reason with the last line of what the worker said of it: "error (KeyError: 'name')"."""
    lines = "\n".join(getattr(error, "__notes__", ())).strip().splitlines()
    return f"{error} ({lines[-1].strip()})" if lines else str(error)
