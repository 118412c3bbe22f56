"""How the spider `news` requests pages and turns them into articles, once the site has its first profile."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request

from newsbot.crawl.identities import keep_own_id, names_another
from newsbot.crawl.page_outcomes import Course, course_of
from newsbot.crawl.site_crawl import SiteCrawl
from newsbot.crawl.site_memory import Due
from newsbot.crawl.site_template import WaitingPage, is_new
from newsbot.exceptions import WorkerError
from newsbot.extraction.page_report import PageReport, PageRequest, append_page, page_to_add
from newsbot.fetching.archiving import EVIDENCE
from newsbot.fetching.failures import failure_reason, with_detail
from newsbot.fetching.middlewares import SITE
from newsbot.fetching.responses import describe, evidence_of, header, is_unchanged, rights_headers
from newsbot.items import Article
from newsbot.middlewares import VALIDATORS
from newsbot.spiders.posts import PostSpider
from newsbot.spiders.removals import RemovalSpider
from newsbot.spiders.sources import NOT_MODIFIED
from newsbot.urls import article_id, article_key, is_of_site, normalise_url

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

_NEXT_PAGE_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class Visit:
    """A requested page: the site's crawl, why the page is due, and the article that it continues, if any."""

    crawl: SiteCrawl
    due: Due
    article: Article | None = None


class PageSpider(PostSpider, RemovalSpider):
    """The part of the spider that handles pages; its subclass decides which come next (`article_requests`)."""

    async def article_requests(self, crawl: SiteCrawl) -> AsyncIterator[Request]:
        """Yield requests for the next pages that are due."""
        raise NotImplementedError
        yield

    async def carry_on(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """Yield requests for the next pages, and articles that need not wait any longer."""
        async for request in self.article_requests(crawl):
            yield request
        async for result in self.release(crawl):
            yield result

    def page_request(self, url: str, visit: Visit) -> Request:
        crawl, due, article = visit.crawl, visit.due, visit.article
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
            cb_kwargs={"visit": visit},
            meta=meta,
        )

    async def parse_page(self, response: "Response", visit: Visit) -> AsyncIterator[Request | Article]:
        crawl = visit.crawl
        if is_unchanged(response, visit.due) and visit.article is None:
            self.note_unchanged(visit)
            async for result in self.carry_on(crawl):
                yield result
            return
        report = await self.read_page(response, visit)
        onward = self.follow_refresh(report, response, visit)
        if onward is not None:
            yield onward
            return
        report = await self.learn_from(report, response, visit)
        if self.must_wait(report, visit):
            crawl.template.let_wait(WaitingPage(response, visit.due, report))
            async for request in self.article_requests(crawl):
                yield request
        else:
            async for result in self.take_report(report, response, visit):
                yield result
        async for result in self.release(crawl):
            yield result

    def note_unchanged(self, visit: Visit) -> None:
        """Record that a page has not changed since its article was last delivered."""
        crawl, due = visit.crawl, visit.due
        self.count("pages_unchanged")
        crawl.trust.note_verdict(due.url, is_changed=False)
        self.writer.note([crawl.seen(due)])
        crawl.known += 1
        crawl.in_flight -= 1
        crawl.note_gain(due, gave=True)

    def follow_refresh(self, report: PageReport, response: "Response", visit: Visit) -> Request | None:
        """Return the request for a meta refresh's target, which counts as a redirect; None if there is none."""
        url = report.refresh if visit.article is None else None
        if url is None or article_key(url) == article_key(response.url):
            return None
        times = response.meta.get("redirect_times", 0) + 1
        if times > self.settings.getint("REDIRECT_MAX_TIMES"):
            report.reason = "redirect_loop"
            return None
        if not is_of_site(url, *visit.crawl.host_names):
            report.reason = "redirected_off_site"
            return None
        self.count("meta_refresh")
        request = self.page_request(normalise_url(url), visit)
        request.meta["redirect_times"] = times
        request.meta["redirect_urls"] = [*response.meta.get("redirect_urls", []), response.url]
        request.meta["redirect_reasons"] = [*response.meta.get("redirect_reasons", []), "meta refresh"]
        return request

    # ------------------------------------------------------------------------------------ the site's profile

    async def learn_from(self, report: PageReport, response: "Response", visit: Visit) -> PageReport:
        """Let a page teach its site's template; return its report, or a new one if another profile version applies."""
        template, due, article = visit.crawl.template, visit.due, report.article
        due.scores = report.scores
        if template.learn(report.lesson):
            await self.freeze(visit.crawl)
        if visit.article is not None or article is None or not await self.takes_for_known(article, due):
            return report
        if template.profile_for(due.page) == template.version(article.metadata.siteProfile):
            return report
        return await self.read_page(response, visit)

    async def takes_for_known(self, article: Article, due: Due) -> bool:
        """Whether a new address leads to an article that has a line already: from now on it is a page of that line."""
        if not is_new(due.page) or article.id == article_id(due.url):
            return False
        if names_another(article):
            await self.ask_state(keep_own_id, article, due.page, self.storage)
        known = await self.ask_state(self.storage.own_page, article.id)
        if known is None or known.article_id != article.id:
            return False
        due.page = replace(known, url=due.url, etag=None, last_modified=None, sitemap=None)
        return True

    def must_wait(self, report: PageReport, visit: Visit) -> bool:
        """Whether an article is held back until the site has its first profile."""
        if visit.article is not None or report.article is None:
            return False
        return visit.crawl.template.must_wait(visit.due.page, report.article.metadata.siteProfile)

    async def release(self, crawl: SiteCrawl) -> AsyncIterator[Request | Article]:
        """Process the pages held back for the site's first profile, once it exists or no more pages come."""
        if crawl.waits_in_vain():
            await self.freeze(crawl)
        while (waiting := crawl.template.take_waiting()) is not None:
            report, visit = waiting.report, Visit(crawl, waiting.due)
            if crawl.template.profile_for(None) is not None:
                again = await self.read_page(waiting.response, visit)
                report = again if again.article is not None else report
            async for result in self.take_report(report, waiting.response, visit):
                yield result

    async def freeze(self, crawl: SiteCrawl) -> None:
        """Freeze what was learned about a site as the newest version of its profile."""
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

    # ------------------------------------------------------------------------------------ articles

    async def take_report(
        self, report: PageReport, response: "Response", visit: Visit
    ) -> AsyncIterator[Request | Article]:
        """Process a page's report: yield the request for the article's next page, or the article and more pages."""
        crawl = visit.crawl
        course: Course = "stays" if visit.article is not None else await self.note_course(report, response, visit)
        if course == "detour":
            report = PageReport(reason="detour")
            await self.ask_state(crawl.take_detour, response.url)
        try:
            article = self.take_page(report, response, visit)
        except Exception:  # whatever it is, the site's other pages must still come
            self.logger.exception("%r could not be processed", response.url)
            report, article = PageReport(reason="error"), None
        next_page = None if article is None else page_to_add(article, report)
        if next_page is not None and not crawl.plan.is_ignored(next_page):
            yield self.page_request(next_page, replace(visit, article=article))
            return
        crawl.in_flight -= 1
        if article is None:
            reason = report.reason or "error"
            crawl.note_gain(visit.due, gave=None if reason.endswith("closed") else False)
            self.skip_page(crawl, visit.due, reason, is_moved=course == "away")
        elif self.gives(article, visit):
            yield article
        async for request in self.article_requests(crawl):
            yield request

    async def note_course(self, report: PageReport, response: "Response", visit: Visit) -> Course:
        """Return where a page's address leads, and note what that means for its article and the one it shows."""
        crawl, due, article = visit.crawl, visit.due, report.article
        if article is not None:
            if names_another(article):
                await self.ask_state(keep_own_id, article, due.page, self.storage)
            crawl.traps.keep_apart(article)
        course = course_of(due, response.url, response.meta.get("redirect_reasons", ()), report)
        if course == "left":
            crawl.gone.note_final(due, "redirected_away", 200)
        return course

    def take_page(self, report: PageReport, response: "Response", visit: Visit) -> Article | None:
        """Return the article with what this page adds; None if a page gave nothing, since half an article is none."""
        if visit.article is None:
            if report.article is None:
                return None
            return describe(report.article, response, visit.due, self.rights.of(report.article.url))
        if (report.reason or "").startswith("next_page_"):
            return None
        append_page(visit.article, report)
        return visit.article

    def gives(self, article: Article, visit: Visit) -> bool:
        """Whether an article is new to this crawl; records it with its site if so, and otherwise only its page."""
        crawl, due = visit.crawl, visit.due
        if is_new(due.page) and crawl.traps.repeats(article):
            crawl.note_gain(due, gave=False)
            self.skip_page(crawl, due, "same_content")
            return False
        is_first = self._is_first(article)
        crawl.note_gain(due, gave=is_first)
        if is_first:
            crawl.add_article(article)
        else:
            self.writer.note([crawl.outcome(due, "same_address")])
        return is_first

    def _is_first(self, article: Article) -> bool:
        """Whether no other address of this crawl led to the same article before."""
        if article.id in self.seen_ids:
            self.count("dropped/same_address")
            return False
        self.seen_ids.add(article.id)
        return True

    async def read_page(self, response: "Response", visit: Visit) -> PageReport:
        """Return a worker's report on the page; if the worker fails, one with the reason."""
        crawl, due, article = visit.crawl, visit.due, visit.article
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
            scores=due.scores,
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

    async def page_failed(self, failure: "Failure") -> AsyncIterator[Request | Article]:
        request: Request = failure.request  # type: ignore[attr-defined]
        visit: Visit = request.cb_kwargs["visit"]
        crawl, due, article = visit.crawl, visit.due, visit.article
        reason = failure_reason(failure)
        crawl.in_flight -= 1
        crawl.note_gain(due, gave=None)
        if article is None:
            self.skip_page(crawl, due, reason)
        elif reason in ("http_404", "http_410"):
            # The link to a next page was wrong: the article is what was read so far.
            self.count("pages_missing")
            if self._is_first(article):
                crawl.add_article(article)
                yield article
        else:
            self.skip_page(crawl, due, f"next_page_{reason}")
        async for result in self.carry_on(crawl):
            yield result
