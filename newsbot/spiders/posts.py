"""How the spider `news` asks a WordPress API for the content of upcoming pages, before it fetches them."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from scrapy import Request

from newsbot.crawl.site_crawl import SiteCrawl
from newsbot.crawl.site_memory import Due
from newsbot.discovery.wordpress import whole_posts_url
from newsbot.exceptions import WorkerError
from newsbot.fetching.failures import failure_reason
from newsbot.items import Article
from newsbot.spiders.sources import SourceSpider
from newsbot.urls import is_of_site
from newsbot.workers.requests import PostsAnswer, PostsRequest

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

# Ahead of the page requests already queued: its answer is about the pages that come after those.
_POSTS_PRIORITY = 60


class PostSpider(SourceSpider):
    """The part of the spider that handles posts; its subclass decides which pages come next (`carry_on`)."""

    async def carry_on(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """Yield requests for the next pages, and articles that need not wait any longer."""
        raise NotImplementedError
        yield

    def posts_request(self, crawl: SiteCrawl, asked: list[Due]) -> Request:
        """Return the request for the API's content of these pages; without an answer they are fetched all the same."""
        numbers = [due.link.post for due in asked if due.link is not None and due.link.post is not None]
        return Request(
            whole_posts_url(asked[0].api or "", numbers) or "data:,",
            callback=self.parse_posts,
            errback=self.posts_failed,
            priority=_POSTS_PRIORITY,
            dont_filter=True,
            cb_kwargs={"crawl": crawl, "asked": asked},
            # Twenty posts take longer than a page, which says nothing about how fast pages may be requested.
            meta={"autothrottle_dont_adjust_delay": True},
        )

    async def parse_posts(
        self, response: "Response", crawl: SiteCrawl, asked: list[Due]
    ) -> AsyncIterator[Request | Article]:
        answer = PostsAnswer({})
        if is_of_site(response.url, crawl.site.url, crawl.plan.hosts):
            try:
                answer = await self.read("read_posts", PostsRequest(response.body, response.url), PostsAnswer)
            except WorkerError as error:
                self.count(f"discovery/posts_{error}")
        self.count("discovery/posts_read", len(answer.posts))
        crawl.posts.note_answer(asked, answer.posts)
        crawl.carry_on_with(asked)
        async for result in self.carry_on(crawl):
            yield result

    async def posts_failed(self, failure: "Failure") -> AsyncIterator[Request | Article]:
        crawl, asked = (failure.request.cb_kwargs[name] for name in ("crawl", "asked"))  # type: ignore[attr-defined]
        reason = failure_reason(failure)
        self.count(f"discovery/posts_{reason}")
        crawl.posts.note_failure(asked, reason)
        crawl.carry_on_with(asked)
        async for result in self.carry_on(crawl):
            yield result
