"""The spider `news`: fetches a site's sources first, then the articles they list, newest first.

It only fetches: `discovery.plan` decides what to fetch, and pages are read in `workers`.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.asyncio import run_in_thread

from newsbot.crawl.setup import crawl_of
from newsbot.crawl.site_crawl import SiteCrawl
from newsbot.exceptions import NewsbotError, SiteBusyError, SiteLostError, StorageError
from newsbot.feed_files import remove_torn_parts
from newsbot.fetching.responses import HostRights
from newsbot.items import Article
from newsbot.options import CrawlOptions, crawl_options
from newsbot.recovery import recover_batches
from newsbot.report import own_counters
from newsbot.sites import Site
from newsbot.spiders.pages import PageSpider, Visit
from newsbot.state.kept_answers import KeptAnswers
from newsbot.state.storage import open_storage
from newsbot.state.writer import StateWriter
from newsbot.urls import article_key, is_of_site, normalise_url
from newsbot.workers.worker import give_back_memory

if TYPE_CHECKING:
    from scrapy.http import Response

# A crawl started by the watch never lasts longer than this.
_RECENT = timedelta(days=2)
# A stopped crawl ends within half a minute: twenty seconds for requests in flight, and these to read their responses.
_GRACE_S = 5.0


def _check_guard() -> None:
    """Raise NewsbotError if nothing would keep the crawl away from private addresses."""
    try:
        from newsbot.fetching.downloads import check_foundations

        check_foundations()
    except ImportError as error:
        raise NewsbotError(str(error)) from None


class NewsSpider(PageSpider):
    """Crawls the sites of `-a site=`; see `newsbot.options` for the arguments."""

    name = "news"
    options: CrawlOptions

    def prepare(self, arguments: dict[str, str]) -> None:
        """Open the state, lock the sites for this crawl and set up the workers."""
        options = self.options = crawl_options(arguments)
        _check_guard()
        self.named_urls = [site.url for site in options.sites]
        self.begin_run()
        sites = self.open_state(options)
        self.workers = self.new_pool(grace_s=_GRACE_S)
        self.crawls = [crawl_of(site, options, self.deployment, self.storage) for site in sites]
        for crawl in self.crawls:
            crawl.template.room = self.crawls[0].template.room
        # Shared by all sites: two hosts of one domain list each other's articles.
        self.asked: set[str] = set()
        self.seen_ids: set[str] = set()
        # What each host's robots.txt and TDM file say about the use of its pages.
        self.rights = HostRights()
        self.writer = StateWriter(self.storage)
        self.kept_answers = KeptAnswers(self.storage)
        self.is_finished = False

    def open_state(self, options: CrawlOptions) -> list[Site]:
        """Open the state, lock the sites for this crawl, and recover what a crawl that died left behind."""
        # Only the watch starts crawls of what is due, and it has opened the state before.
        self.storage = open_storage(self.deployment.state, self.deployment.lease_s, waits=options.only_due)
        try:
            sites = self.lock_sites(options)
            # The watch recovered older batches when it started.
            recent = (datetime.now(UTC) - _RECENT).date() if options.only_due else None
            self.torn_parts = remove_torn_parts(Path(self.deployment.data), recent)
            self.recovery = recover_batches(self.storage, Path(self.deployment.data), recent)
            self.storage.start_run(self.run_id, [site.name for site in sites], datetime.now(UTC))
        except NewsbotError:
            self.storage.close()
            raise
        return sites

    def listen(self) -> None:
        self.crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        self.crawler.signals.connect(self.take_back, signals.spider_idle)

    def lock_sites(self, options: CrawlOptions) -> list[Site]:
        """Lock the sites for this crawl; if only what is due is crawled, leave out sites that another crawl holds."""
        free, refusal = [], None
        for site in options.sites:
            try:
                self.storage.lock_site(site.name)
                free.append(site)
            except SiteBusyError as error:
                refusal = error
                if not options.only_due:
                    break
        if refusal is not None and not (free and options.only_due):
            raise refusal
        return free

    async def start(self) -> AsyncIterator[Request]:
        if self.refusal is not None:
            self.logger.error("%s", self.refusal)
            return
        self.count("feed/torn_parts", self.torn_parts)
        self.count("feed/recovered", self.recovery.lines)
        self.count("feed/damaged", len(self.recovery.damaged))
        if self.options.only_due:
            # If nothing has changed there is nothing to read.
            self.workers.start_when_asked()
        else:
            await self.workers.start()
        for crawl in self.crawls:
            try:
                await run_in_thread(self.load, crawl)
            except StorageError as error:
                self.give_up(error)
                return
            yield self.tdm_file_request(crawl)
            # Even if no source is due, articles may be.
            async for result in self.go_on(crawl):
                if isinstance(result, Request):
                    yield result

    def load(self, crawl: SiteCrawl) -> None:
        """Load what earlier crawls learned about a site, and the answers that a killed crawl had received."""
        crawl.load()
        # A crawl by hand wants the present state of the site; older answers must not come after newer ones.
        take_up = self.kept_answers.load if self.options.only_due else self.kept_answers.forget
        take_up(crawl.site.name)

    def site_of(self, url: str) -> str:
        """Return the name of the site on whose behalf this address is requested."""
        own = (crawl for crawl in self.crawls if is_of_site(url, *crawl.host_names))
        return next(own, self.crawls[0]).site.name

    async def go_on(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """Yield requests for more sources, or for the articles when no source is left."""
        for request in self.source_requests(crawl):
            yield request
        if crawl.plan.is_complete and not crawl.started:
            crawl.started = True
            await self.ask_state(crawl.rank)
            give_back_memory()
            async for result in self.carry_on(crawl):
                yield result

    # ------------------------------------------------------------------------------------ articles

    async def article_requests(self, crawl: SiteCrawl) -> AsyncIterator[Request]:
        """Yield the next pages that are due: enough to keep the site's connections busy and to fill the limit."""
        while crawl.wants_more() and (crawl.queue or await self.look_ahead(crawl)):
            if crawl.posts.must_wait(crawl.queue):
                return
            if asked := crawl.posts_to_ask():
                yield self.posts_request(crawl, asked)
                continue
            due = crawl.queue.popleft()
            key = article_key(due.url)
            if due.reason is None:
                crawl.known += bool(due.page and due.page.article_id)
            elif crawl.trust.is_doubtful(due):
                self.count("discovery/lastmod_untrusted")
            elif crawl.posts.is_postponed(due):
                self.skip_page(crawl, due, "api_unavailable")
            elif key not in self.asked and (left_out := crawl.leaves_out(due)) is not None:
                self.count(f"traps/{left_out}")
            elif key not in self.asked:
                self.asked.add(key)
                self.count(f"due/{due.reason}")
                crawl.memory.asked.append(due.url)
                crawl.in_flight += 1
                crawl.checked += bool(due.page and due.page.article_id)
                yield self.page_request(normalise_url(due.url), Visit(crawl, due))

    async def look_ahead(self, crawl: SiteCrawl) -> bool:
        """Load the next pages into the queue; whether there are any, for the first of concurrent callers only."""
        if crawl.pending is None or crawl.is_looking:
            return False
        crawl.is_looking = True
        try:
            await self.ask_state(crawl.look_ahead)
        finally:
            crawl.is_looking = False
        return bool(crawl.queue)

    def profile_data(self, version: str) -> bytes | None:
        """Return the version of a site's profile with this name, for the archive."""
        return next((data for crawl in self.crawls if (data := crawl.template.version(version))), None)

    # ----------------------------------------------------------------------------------------- end

    async def release_all(self, response: "Response") -> AsyncIterator[Request | Article]:
        """Release all pages that still wait."""
        del response
        for crawl in self.crawls:
            if crawl.template.waiting and not crawl.template.is_open:
                await self.freeze(crawl)
            async for result in self.release(crawl):
                yield result

    def take_back(self) -> None:
        """When all pages are read, release those that still wait, then take back articles that are gone."""
        if any(crawl.template.waiting for crawl in self.crawls):
            # Even if something failed before, what was read is to be written.
            self.crawler.engine.crawl(Request("data:,", callback=self.release_all))
            raise DontCloseSpider
        self.take_back_gone()

    async def close_workers(self, reason: str) -> None:
        self.is_finished = reason == "finished"
        for crawl in self.crawls:
            for name, value in crawl.plan.counts.items():
                self.count(f"discovery/{name}", value)
            self.count("discovery/known", crawl.listed)
            if crawl.asked_pages >= crawl.page_budget:
                self.count("traps/page_budget")
        for reason, value in self.workers.failures.items():
            self.count(f"workers/{reason}", value)
        await self.workers.close()

    def close_storage(self) -> None:
        counters = own_counters(self.crawler.stats.get_stats())
        try:
            self.writer.close()
            self.count("state/failed", self.writer.failures)
            if not (is_own := self.storage.holds_sites()):
                self.give_up(SiteLostError(SiteLostError.UNHEARD))
            # If another crawl has taken over the site, what it learned is newer.
            for crawl in self.crawls if is_own else ():
                crawl.close(is_finished=self.is_finished, problem=str(self.refusal) if self.refusal else None)
            self.kept_answers.close()
            self.storage.finish_run(self.run_id, datetime.now(UTC), counters)
        except StorageError as error:
            self.give_up(error)
        finally:
            self.storage.close()
