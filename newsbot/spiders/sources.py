"""How the spider `news` reads a site's sources: it fetches them and reports the results to the site's plan."""

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy import Request

from newsbot.crawl.site_crawl import SiteCrawl
from newsbot.crawl.site_memory import Answer, body_hash
from newsbot.discovery import SourceRef
from newsbot.exceptions import WorkerError
from newsbot.extraction.declared.rights import MAX_TDM_FILE_BYTES, TDM_FILE, SiteRights
from newsbot.fetching.archiving import EVIDENCE
from newsbot.fetching.failures import failure_reason
from newsbot.fetching.middlewares import SITE
from newsbot.fetching.responses import HostRights, header
from newsbot.items import Article
from newsbot.middlewares import VALIDATORS
from newsbot.spiders.reading import ReadingSpider
from newsbot.urls import is_of_site, same_site
from newsbot.workers.requests import SourceAnswer, SourceRequest, TdmFileRequest

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

_TDM_FILE_PRIORITY = 200
_SOURCE_PRIORITY = 100
NOT_MODIFIED = 304


class SourceSpider(ReadingSpider):
    """The part of the spider that handles sources; its subclass decides what follows when all are read (`go_on`)."""

    crawls: list[SiteCrawl]
    # What robots.txt and the TDM file say about the use of pages.
    rights: HostRights

    async def go_on(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """Yield requests for more sources, or for what comes next when no source is left."""
        raise NotImplementedError
        yield

    def source_requests(self, crawl: SiteCrawl) -> Iterator[Request]:
        for ref in crawl.take_sources():
            yield Request(
                ref.url,
                callback=self.parse_source,
                errback=self.source_failed,
                priority=_SOURCE_PRIORITY - ref.depth,
                dont_filter=True,
                cb_kwargs={"crawl": crawl, "ref": ref},
                meta={
                    "download_maxsize": self.deployment.limits.source_bytes,
                    "handle_httpstatus_list": [NOT_MODIFIED],
                    SITE: crawl.host_names,
                    VALIDATORS: crawl.memory.validators(ref.url),
                },
            )

    def robots_parsed(self, robotparser: "RobotParser", request: Request) -> None:
        """Take the sitemaps and the usage rules from a robots.txt that Scrapy's middleware fetched."""
        self.rights.add_robots(robotparser, request.url)
        for crawl in self.crawls:
            if same_site(request.url, crawl.site.url):
                crawl.plan.add_robots(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))

    def tdm_file_request(self, crawl: SiteCrawl) -> Request:
        return Request(
            urljoin(crawl.site.url, TDM_FILE),
            callback=self.parse_tdm_file,
            errback=self.tdm_file_failed,
            priority=_TDM_FILE_PRIORITY,
            dont_filter=True,
            meta={"download_maxsize": MAX_TDM_FILE_BYTES, SITE: crawl.host_names, EVIDENCE: None},
        )

    async def parse_tdm_file(self, response: "Response") -> None:
        try:
            found = await self.read("read_tdm_file", TdmFileRequest(response.body), SiteRights)
        except WorkerError:
            return
        self.rights.of(response.url).tdm = found.tdm

    def tdm_file_failed(self, failure: "Failure") -> None:
        """Do nothing: few sites have the file."""

    async def parse_source(
        self, response: "Response", crawl: SiteCrawl, ref: SourceRef
    ) -> AsyncIterator[Request | Article]:
        answer = Answer(body_hash(response.body), header(response, "ETag"), header(response, "Last-Modified"))
        known = crawl.memory.trusted(ref.url)
        if not is_of_site(response.url, crawl.site.url, crawl.plan.hosts):
            self.refuse_source(crawl, ref, "redirected_off_site", f"redirected to {response.url}")
        elif known and (response.status == NOT_MODIFIED or answer.body_hash == known.body_hash):
            crawl.take_unchanged(ref, known)
        else:
            await self.read_source(response, crawl, ref, answer)
        async for follow_up in self.go_on(crawl):
            yield follow_up

    async def read_source(self, response: "Response", crawl: SiteCrawl, ref: SourceRef, answer: Answer) -> None:
        request = SourceRequest(
            ref,
            response.body,
            response.url,
            header(response, "Content-Type"),
            header(response, "Link"),
            crawl.site.url,
            sorted(crawl.plan.hosts),
        )
        try:
            source = await self.read("read_source", request, SourceAnswer)
        except WorkerError as error:
            crawl.polls.note_failed(ref.url, str(error))
            crawl.plan.add_failure(ref, str(error))
        else:
            listed, is_known = await self.ask_state(crawl.remember, ref, source, answer)
            crawl.plan.add_contents(ref, source.contents, listed, is_known=is_known)

    async def source_failed(self, failure: "Failure") -> AsyncIterator[Request | Article]:
        crawl, ref = failure.request.cb_kwargs["crawl"], failure.request.cb_kwargs["ref"]  # type: ignore[attr-defined]
        reason = failure_reason(failure)
        self.refuse_source(crawl, ref, reason, reason)
        async for follow_up in self.go_on(crawl):
            yield follow_up

    def refuse_source(self, crawl: SiteCrawl, ref: SourceRef, reason: str, problem: str) -> None:
        """Tell the plan that a source gave nothing; `problem` is shown to the person who asked for the site."""
        if ref.url == crawl.site.url:
            crawl.problem = problem
        crawl.polls.note_failed(ref.url, reason)
        crawl.plan.add_failure(ref, reason)
