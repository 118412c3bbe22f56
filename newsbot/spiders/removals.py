"""How the spider `news` remembers pages that give no line, and takes back articles that are gone."""

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import DontCloseSpider

from newsbot.crawl.site_crawl import SiteCrawl
from newsbot.crawl.site_memory import Due
from newsbot.exceptions import StorageError
from newsbot.items import Article, RemovalReason
from newsbot.revisions import Gone, Verdict
from newsbot.signals import page_skipped
from newsbot.spiders.sources import SourceSpider
from newsbot.state.states import ArticleState
from newsbot.urls import is_of_site

if TYPE_CHECKING:
    from scrapy.http import Response


class RemovalSpider(SourceSpider):
    """The part of the spider that handles pages without a line; `seen_ids` are the articles this crawl has read."""

    seen_ids: set[str]

    def skip_page(self, crawl: SiteCrawl, due: Due, reason: str, *, is_moved: bool = False) -> None:
        """Count a page that gives no line, and remember why."""
        self.count(f"dropped/{reason}")
        self.crawler.signals.send_catch_log(page_skipped, url=due.url, reason=reason, site=crawl.site.name)
        if reason == "http_410":
            crawl.gone.note_final(due, "http_410", 410)
        if not reason.endswith("closed"):  # the crawl ended first: not the page's fault
            self.writer.note([crawl.outcome(due, reason, is_moved=is_moved)])

    def note_verdict(self, article: Article, verdict: Verdict) -> None:
        """Learn from a pipeline whether an article has changed."""
        url = article.requestedUrl or article.url
        for crawl in self.crawls:
            crawl.trust.note_verdict(url, is_changed=verdict != "unchanged")
            if article.site == crawl.site.name and verdict != "unchanged":
                crawl.polls.note_article(article, is_new=verdict == "new")

    def dates_articles(self, site: str) -> bool:
        """Whether the site with this name is known to date nearly all its articles."""
        return any(crawl.site.name == site and crawl.polls.dates_articles for crawl in self.crawls)

    def note_undated(self, site: str) -> None:
        """Learn from a pipeline that a page of the site was rejected as no article because it had no date."""
        for crawl in self.crawls:
            if crawl.site.name == site:
                crawl.polls.note_undated()

    def note_gone(self, url: str, known: ArticleState, reason: RemovalReason, status: int | None) -> None:
        """Learn from a pipeline that a delivered article was withdrawn."""
        for crawl in self.crawls:
            if is_of_site(url, crawl.site.url, crawl.plan.hosts):
                crawl.gone.note(known.id, Gone(url, reason, status))
                return

    def take_back_gone(self) -> None:
        """When all pages are read, give the lines that take back what is gone, unless it is too much at once."""
        if any(crawl.gone for crawl in self.crawls):
            # What is gone is weighed against all that the state knows, so that has to be complete.
            self.writer.flush()
        try:
            lines = [line for crawl in self.crawls for line in self.tombstones(crawl)]
        except StorageError as error:
            self.give_up(error)
            return
        if lines:
            # The notes on these pages must be stored before their newer lines.
            self.writer.flush()
            # Scrapy takes items only from callbacks.
            self.crawler.engine.crawl(Request("data:,", callback=self.give_lines, cb_kwargs={"lines": lines}))
            raise DontCloseSpider

    def give_lines(self, response: "Response", lines: list[Article]) -> list[Article]:
        del response
        return lines

    def tombstones(self, crawl: SiteCrawl) -> list[Article]:
        result = crawl.gone.take(self.seen_ids, crawl.checked, crawl.listed)
        self.writer.note(result.pages)
        if result.held:
            self.count("guard/mass_deletion", result.held)
            self.logger.error(
                "%d of %d known articles of %s disappeared at once: none of them is taken back.",
                result.held,
                result.of,
                crawl.site.name,
            )
        for line in result.lines:
            self.count(f"gone/{line.reason}")
        return result.lines
