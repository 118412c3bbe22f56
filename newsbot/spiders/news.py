"""The spider `news`: sources first, then the articles they list, newest first.

It fetches and nothing else: what to fetch is `discovery.plan`'s to say, reading is done in `workers`.
"""

import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.asyncio import run_in_thread

from newsbot.archiving import EVIDENCE
from newsbot.crawl_setup import crawl_of
from newsbot.exceptions import NewsbotError, SiteBusyError, SiteLostError, StorageError, WorkerError
from newsbot.extraction.page_report import PageReport, PageRequest, append_page, page_to_add
from newsbot.failures import failure_reason, with_detail
from newsbot.feeds import recover_batches, remove_torn_parts
from newsbot.fetching import SITE
from newsbot.identities import keep_own_id, names_another
from newsbot.items import Article
from newsbot.kept_answers import KeptAnswers
from newsbot.middlewares import VALIDATORS
from newsbot.options import CrawlOptions, crawl_options, deployment
from newsbot.report import own_counters
from newsbot.responses import HostRights, describe, evidence_of, header, is_unchanged, rights_headers
from newsbot.site_crawl import Course, SiteCrawl
from newsbot.site_memory import Due
from newsbot.site_template import WaitingPage, is_new
from newsbot.sites import Site
from newsbot.spiders.posts import PostSpider
from newsbot.spiders.removals import RemovalSpider
from newsbot.spiders.sources import NOT_MODIFIED
from newsbot.state_writer import StateWriter
from newsbot.storage import open_storage
from newsbot.urls import article_id, article_key, is_of_site, normalise_url
from newsbot.worker import give_back_memory
from newsbot.worker_requests import PATIENCE, is_heavy
from newsbot.workers import WorkerLimits, WorkerPool

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure


T = TypeVar("T")

# A crawl that the watch has begun lasts no longer.
_RECENT = timedelta(days=2)
_NEXT_PAGE_PRIORITY = 50
# A stopped crawl ends within half a minute: twenty seconds for what is on its way, and these for its reading.
_GRACE_S = 5.0


def _check_guard() -> None:
    """Raise NewsbotError when nothing would keep the crawl from private addresses."""
    try:
        from newsbot.downloads import check_foundations

        check_foundations()
    except ImportError as error:
        raise NewsbotError(str(error)) from None


class NewsSpider(PostSpider, RemovalSpider):
    """Crawls the sites of `-a site=`; see `newsbot.options` for the arguments."""

    name = "news"
    options: CrawlOptions

    def prepare(self, arguments: dict[str, str]) -> None:
        """Open the state, take the sites for this crawl alone and put the workers together."""
        options = self.options = crawl_options(arguments)
        _check_guard()
        self.named_urls = [site.url for site in options.sites]
        self.deployment = deployment(self.settings)
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        wanted = self.deployment  # the watch, whose crawls ask what is due, has opened the state before
        self.storage = open_storage(wanted.state, wanted.lease_s, waits=options.only_due)
        try:
            sites = self.lock_sites(options)
            # The watch has looked at all of them when it began.
            recent = (datetime.now(UTC) - _RECENT).date() if options.only_due else None
            self.torn_parts = remove_torn_parts(Path(self.deployment.data), recent)
            self.recovery = recover_batches(self.storage, Path(self.deployment.data), recent)
            self.storage.start_run(self.run_id, [site.name for site in sites], datetime.now(UTC))
        except NewsbotError:
            self.storage.close()
            raise
        worker = WorkerLimits(wanted.workers, wanted.page_timeout_s, wanted.page_memory_mb, grace_s=_GRACE_S)
        self.workers = WorkerPool(worker, patience=PATIENCE, is_heavy=is_heavy)
        self.crawls = [crawl_of(site, options, wanted, self.storage) for site in sites]
        for crawl in self.crawls:
            crawl.template.room = self.crawls[0].template.room
        # Of all sites together: two hosts of one domain list each other's articles.
        self.asked: set[str] = set()
        self.seen_ids: set[str] = set()
        # By host: what its robots.txt and its TDM file say of the use of pages.
        self.rights = HostRights()
        self.writer = StateWriter(self.storage)
        self.kept_answers = KeptAnswers(self.storage)
        self.is_finished = False

    def listen(self) -> None:
        self.crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        self.crawler.signals.connect(self.take_back, signals.spider_idle)

    def lock_sites(self, options: CrawlOptions) -> list[Site]:
        """The sites, for this crawl alone; of many that are due together those that nobody else crawls."""
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
            # Where nothing has changed there is nothing to read.
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
            # No source may be due, but articles.
            async for result in self.go_on(crawl):
                if isinstance(result, Request):
                    yield result

    def load(self, crawl: SiteCrawl) -> None:
        """Look up what earlier crawls of a site knew, and what one that was killed was answered."""
        crawl.load()
        # Who crawls by hand wants what is there now, and what was there before must not come after it.
        take_up = self.kept_answers.load if self.options.only_due else self.kept_answers.forget
        take_up(crawl.site.name)

    def site_of(self, url: str) -> str:
        """The name of the site for which this address is asked."""
        own = (crawl for crawl in self.crawls if is_of_site(url, *crawl.host_names))
        return next(own, self.crawls[0]).site.name

    async def go_on(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """More sources, or the articles when no source is left."""
        for request in self.source_requests(crawl):
            yield request
        if crawl.plan.is_complete and not crawl.started:
            crawl.started = True
            await self.ask_state(crawl.rank, self.options.limit)
            give_back_memory()
            async for result in self.carry_on(crawl):
                yield result

    # ------------------------------------------------------------------------------------ articles

    async def article_requests(self, crawl: SiteCrawl) -> AsyncIterator[Request]:
        """The next pages that are due: enough to keep the site's connections busy, and to fill the limit."""
        while crawl.wants_more(self.options.limit) and (crawl.queue or await self.look_ahead(crawl)):
            if crawl.must_wait_for_posts:
                return
            if asked := crawl.posts_to_ask(self.options.limit):
                yield self.posts_request(crawl, asked)
                continue
            due = crawl.queue.popleft()
            key = article_key(due.url)
            if due.reason is None:
                crawl.known += bool(due.page and due.page.article_id)
            elif crawl.is_doubtful(due):
                self.count("discovery/lastmod_untrusted")
            elif crawl.is_postponed(due):
                self.skip_page(crawl, due, "api_unavailable")
            elif key not in self.asked and (left_out := crawl.leaves_out(due)) is not None:
                self.count(f"traps/{left_out}")
            elif key not in self.asked:
                self.asked.add(key)
                self.count(f"due/{due.reason}")
                crawl.memory.asked.append(due.url)
                crawl.in_flight += 1
                crawl.checked += bool(due.page and due.page.article_id)
                yield self.page_request(normalise_url(due.url), crawl, due)

    async def carry_on(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """The next pages, and articles that need not wait any longer."""
        async for request in self.article_requests(crawl):
            yield request
        async for result in self.release(crawl):
            yield result

    async def look_ahead(self, crawl: SiteCrawl) -> bool:
        """Have the next pages looked up; whether there are any for who asked first."""
        if crawl.pending is None or crawl.is_looking:
            return False
        crawl.is_looking = True
        try:
            await self.ask_state(crawl.look_ahead)
        finally:
            crawl.is_looking = False
        return bool(crawl.queue)

    def page_request(self, url: str, crawl: SiteCrawl, due: Due, article: Article | None = None) -> Request:
        meta: dict[str, Any] = {
            "handle_httpstatus_list": [NOT_MODIFIED],
            SITE: crawl.host_names,
            VALIDATORS: (due.validators if article is None else None) or (None, None),
        }
        if self.deployment.warc is not None:
            meta[EVIDENCE] = evidence_of(crawl, due, article)
        return Request(
            url,
            callback=self.parse_page,
            errback=self.page_failed,
            priority=_NEXT_PAGE_PRIORITY if article else 0,
            dont_filter=True,
            cb_kwargs={"crawl": crawl, "due": due, "article": article},
            meta=meta,
        )

    async def parse_page(
        self, response: "Response", crawl: SiteCrawl, due: Due, article: Article | None
    ) -> AsyncIterator[Request | Article]:
        if is_unchanged(response, due) and article is None:
            self.count("pages_unchanged")
            crawl.note_verdict(due.url, is_changed=False)
            self.writer.note([crawl.seen(due)])
            crawl.known += 1
            crawl.in_flight -= 1
            crawl.note_gain(due, gave=True)
            async for result in self.carry_on(crawl):
                yield result
            return
        template = crawl.template
        report = await self.read_page(response, crawl, due, article)
        used = report.article.metadata.siteProfile if report.article is not None else None
        if article is None and report.refresh is not None:
            onward = self.follow_refresh(report, response, crawl, due)
            if onward is not None:
                yield onward
                return
        due.looked = report.looked
        if template.learn(report.lesson):
            await self.freeze(crawl)
        if (
            article is None
            and report.article is not None
            and await self.is_known_elsewhere(report.article, due)
            and template.profile_for(due.page) != template.version(used)
        ):
            report = await self.read_page(response, crawl, due, None)
        if article is None and report.article is not None and template.must_wait(due.page, used):
            template.let_wait(WaitingPage(response, due, report))
            async for request in self.article_requests(crawl):
                yield request
        else:
            async for result in self.take_report(report, response, crawl, due, article):
                yield result
        async for result in self.release(crawl):
            yield result

    async def is_known_elsewhere(self, article: Article, due: Due) -> bool:
        """Whether a new address leads to an article that has a line: it is read like the page of that line then."""
        if not is_new(due.page) or article.id == article_id(due.url):
            return False
        if names_another(article):
            await self.ask_state(keep_own_id, article, due.page, self.storage)
        known = await self.ask_state(self.storage.own_page, article.id)
        if known is None or known.article_id != article.id:
            return False
        due.page = replace(known, url=due.url, etag=None, last_modified=None, sitemap=None)
        return True

    def follow_refresh(self, report: PageReport, response: "Response", crawl: SiteCrawl, due: Due) -> Request | None:
        """The request for what a page leads on to by a meta refresh, which counts as a redirect; None for the last."""
        times = response.meta.get("redirect_times", 0) + 1
        url = report.refresh
        if url is None or article_key(url) == article_key(response.url):
            return None
        if times > self.settings.getint("REDIRECT_MAX_TIMES"):
            report.reason = "redirect_loop"
            return None
        if not is_of_site(url, *crawl.host_names):
            report.reason = "redirected_off_site"
            return None
        self.count("meta_refresh")
        request = self.page_request(normalise_url(url), crawl, due)
        request.meta["redirect_times"] = times
        request.meta["redirect_urls"] = [*response.meta.get("redirect_urls", []), response.url]
        request.meta["redirect_reasons"] = [*response.meta.get("redirect_reasons", []), "meta refresh"]
        return request

    async def release(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """Go on with the pages that wait for the site's first profile, once it is there or no more pages come."""
        if crawl.waits_in_vain(self.options.limit):
            await self.freeze(crawl)
        while (waiting := crawl.template.take_waiting()) is not None:
            report = waiting.report
            if crawl.template.profile_for(None) is not None:
                again = await self.read_page(waiting.response, crawl, waiting.due, None)
                report = again if again.article is not None else report
            async for result in self.take_report(report, waiting.response, crawl, waiting.due, None):
                yield result

    async def freeze(self, crawl: SiteCrawl) -> None:
        """Make what was learned of a site the newest version of its profile."""
        template = crawl.template
        if template.is_freezing:
            return
        template.is_freezing, draft = True, template.draft()
        try:
            await self.ask_state(self.storage.note_template, draft, datetime.now(UTC))
        finally:
            template.is_freezing = False
        if template.adopt(draft):
            self.count("profile/versions")

    async def take_report(
        self, report: PageReport, response: "Response", crawl: SiteCrawl, due: Due, article: Article | None
    ) -> AsyncIterator[Request | Article]:
        course: Course = "stays"
        if article is None:
            if report.article is not None:
                if names_another(report.article):
                    await self.ask_state(keep_own_id, report.article, due.page, self.storage)
                crawl.traps.keep_apart(report.article)
            course = crawl.course(due, response.url, response.meta.get("redirect_reasons", ()), report)
        if course == "detour":
            report = PageReport(reason="detour")
            await self.ask_state(crawl.take_detour, response.url)
        try:
            article = self.take_page(report, response, crawl, due, article)
        except Exception:  # whatever it is, the site's other pages are to come
            self.logger.exception("%r could not be taken", response.url)
            report, article = PageReport(reason="error"), None
        next_page = None if article is None else page_to_add(article, report)
        if next_page is not None and not crawl.plan.is_ignored(next_page):
            yield self.page_request(next_page, crawl, due, article)
            return
        crawl.in_flight -= 1
        if article is None:
            reason = report.reason or "error"
            crawl.note_gain(due, gave=None if reason.endswith("closed") else False)
            self.skip_page(crawl, due, reason, is_moved=course == "away")
        elif is_new(due.page) and crawl.traps.repeats(article):
            crawl.note_gain(due, gave=False)
            self.skip_page(crawl, due, "same_content")
        elif self._is_new_article(article):
            crawl.note_gain(due, gave=True)
            crawl.articles += 1
            article.site = crawl.site.name
            yield article
        else:
            crawl.note_gain(due, gave=False)
            self.writer.note([crawl.outcome(due, "same_address")])
        async for request in self.article_requests(crawl):
            yield request

    def take_page(
        self, report: PageReport, response: "Response", crawl: SiteCrawl, due: Due, article: Article | None
    ) -> Article | None:
        """The article with what the page gives of it; None where it gives nothing, since half an article is none."""
        if article is None:
            if report.article is None:
                return None
            return describe(report.article, response, due, self.rights.of(report.article.url))
        if (report.reason or "").startswith("next_page_"):
            return None
        append_page(article, report)
        return article

    async def read_page(self, response: "Response", crawl: SiteCrawl, due: Due, article: Article | None) -> PageReport:
        """What a worker makes of the page; the reason where it makes nothing of it."""
        self.count("pages")
        crawl.polls.note_page()
        if not is_of_site(response.url, crawl.site.url, crawl.plan.hosts):
            return PageReport(reason="redirected_off_site")
        request = PageRequest(
            response.body,
            response.url,
            header(response, "Content-Type"),
            due.link,
            1 if article is None else max(1, len(article.pages)) + 1,
            with_html=self.deployment.body_html,
            usual_shape=crawl.plan.has_usual_shape(due.url),
            headers=rights_headers(response),
            teaches=article is None and crawl.wants_lesson(due),
            post=due.post,
            overrides=crawl.overrides,
            looked=due.looked,
        )

        def choose_profile() -> None:
            request.profile = crawl.profile_for(due, article)
            # Until the first version is made, articles wait and are read again.
            request.downloaded = datetime.now(UTC) if crawl.template.is_open else None

        try:
            # Pages that wait for a worker while a version is made are read with it, and not a second time.
            return await self.read("read_page", request, PageReport, choose_profile)
        except WorkerError as error:
            self.logger.warning("%r could not be read: %s", response.url, with_detail(error))
            return PageReport(reason=str(error) if article is None else f"next_page_{error}")

    def _is_new_article(self, article: Article) -> bool:
        """Whether no other address of this crawl led to the same article before."""
        if article.id in self.seen_ids:
            self.count("dropped/same_address")
            return False
        self.seen_ids.add(article.id)
        return True

    async def page_failed(self, failure: "Failure") -> AsyncIterator[Request | Article]:
        request: Request = failure.request  # type: ignore[attr-defined]
        crawl, due, article = (request.cb_kwargs[name] for name in ("crawl", "due", "article"))
        reason = failure_reason(failure)
        crawl.in_flight -= 1
        crawl.note_gain(due, gave=None)
        if article is None:
            self.skip_page(crawl, due, reason)
        elif reason in ("http_404", "http_410"):
            # The link to a next page was wrong: the article is what was read so far.
            self.count("pages_missing")
            if self._is_new_article(article):
                crawl.articles += 1
                article.site = crawl.site.name
                yield article
        else:
            self.skip_page(crawl, due, f"next_page_{reason}")
        async for result in self.carry_on(crawl):
            yield result

    def profile_data(self, version: str) -> bytes | None:
        """The version of a site's profile that has this name, for the archive."""
        return next((data for crawl in self.crawls if (data := crawl.template.version(version))), None)

    # ----------------------------------------------------------------------------------------- end

    async def release_all(self, response: "Response") -> AsyncIterator[Request | Article]:
        """Let no page wait any more."""
        del response
        for crawl in self.crawls:
            if crawl.template.waiting and not crawl.template.is_open:
                await self.freeze(crawl)
            async for result in self.release(crawl):
                yield result

    def take_back(self) -> None:
        """When all pages are read: what waits, then what is taken back."""
        if any(crawl.template.waiting for crawl in self.crawls):
            # Whatever went wrong before: what was read is written.
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
            # What another crawl of a site has learned since is newer.
            for crawl in self.crawls if is_own else ():
                crawl.close(is_finished=self.is_finished, problem=str(self.refusal) if self.refusal else None)
            self.kept_answers.close()
            self.storage.finish_run(self.run_id, datetime.now(UTC), counters)
        except StorageError as error:
            self.give_up(error)
        finally:
            self.storage.close()
