"""Item pipelines: decide the fields of an article one after another, each with one domain function.

An article comes in with its evidence and leaves as a validated line (a dict). A dropped article always has a reason,
counted in `newsbot/dropped/<reason>`. For most articles the workers have already decided everything that depends on
the page. The code that decides the others is imported on first use, so that a crawl need not wait half a second
before its first request.
"""

import logging
from abc import ABC, abstractmethod
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NoReturn, Self, cast

from scrapy.exceptions import DropItem
from scrapy.utils.defer import deferred_from_coro

from newsbot.duplicates import SKETCHED_FIELDS, choose_cluster, sketch_line
from newsbot.exceptions import NewsbotError, StorageError
from newsbot.items import Article, schema_problem, to_line
from newsbot.revisions import (
    FinishedLine,
    asks_to_be_left_out,
    downloaded_at,
    is_told_already,
    is_withdrawn,
    revise,
)
from newsbot.schedule import CANCELED

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newsbot.spiders.reading import ReadingSpider


logger = logging.getLogger(__name__)

# A page of this probability (some length, a headline) is an article even without a date.
_SURELY_ARTICLE = 0.95


class _Step:
    """The common part of all pipelines: the crawler, and one way to drop an article."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    @property
    def spider(self) -> "ReadingSpider":
        """The spider of the crawl; pipelines ask it for its options and tell it what became of an article."""
        return cast("ReadingSpider", self.crawler.spider)

    def count(self, event: str) -> None:
        self.crawler.stats.inc_value(f"newsbot/{event}")

    def drop(self, article: Article, reason: str, outcome: str | None = None) -> NoReturn:
        """Write no line, and remember the page with `outcome`, or with the reason if that is None."""
        self.count(f"dropped/{reason}")
        self.spider.note_article(article, outcome or reason)
        raise DropItem(f"{reason}: {article.url}")


class _Pipeline(_Step, ABC):
    """A step that decides some fields. Tombstones pass through: they have nothing to decide."""

    # Whether it decides what comes from markup, which plain texts lack.
    reads_markup = False

    def process_item(self, article: Article) -> Article:
        if article.pubStatus != "canceled" and not (self.reads_markup and article.evidence.isText):
            try:
                self.decide(article)
            except DropItem:
                raise
            except StorageError as error:
                self._end_crawl("state", error, article)
            except OSError as error:
                # A full disk will still be full for the next article.
                self._end_crawl("disk", NewsbotError(f"Articles cannot be read: {error}."), article)
            except Exception:
                logger.exception("%r could not be processed", article.url)
                self.count("dropped/error")
                raise DropItem(f"error: {article.url}") from None
        return article

    def _end_crawl(self, reason: str, error: NewsbotError, article: Article) -> NoReturn:
        """End the crawl with one sentence; the article is not recorded, so it stays due."""
        self.spider.give_up(error)
        deferred_from_coro(self.crawler.engine.close_spider_async(reason=reason))
        raise DropItem(f"{reason}: {article.url}") from None

    @abstractmethod
    def decide(self, article: Article) -> None:
        """Set the fields that belong to this pipeline, or drop the article."""


class BoilerplatePipeline(_Pipeline):
    """The body: decides which blocks are the article."""

    reads_markup = True

    def decide(self, article: Article) -> None:
        if not article.evidence.isDecided:
            from newsbot.extraction.decisions import decide_body

            reason = decide_body(article)
            if reason is not None:
                self.drop(article, reason)
        if article.provenance["articleBody"] == "site-profile":
            self.count("profile/corrected")


class LanguagePipeline(_Pipeline):
    """The language of the text."""

    reads_markup = True

    def decide(self, article: Article) -> None:
        if not article.evidence.isDecided:
            from newsbot.extraction.decisions import decide_language

            decide_language(article)
        wanted = self.spider.options.of(article.site).languages
        if wanted and article.inLanguage:
            from newsbot.extraction.language.detection import agrees

            if not any(agrees(article.inLanguage, tag) for tag in wanted):
                self.drop(article, "other_language")


class BylinePipeline(_Pipeline):
    """Who wrote it, and which agencies are credited."""

    reads_markup = True

    def decide(self, article: Article) -> None:
        if not article.evidence.isDecided:
            from newsbot.extraction.decisions import decide_authors

            decide_authors(article)
        self.count("byline/found" if article.authors else "byline/none")


class DatesPipeline(_Pipeline):
    """When it was published and modified; with `-a since`, older articles are dropped.

    Also drops pages with neither date nor author on a site that dates its articles, such as "Jobs at The Daily" in its
    sitemap.
    """

    reads_markup = True

    def decide(self, article: Article) -> None:
        refused = article.evidence.refusedDates
        if not article.evidence.isDecided:
            from newsbot.extraction.decisions import decide_dates

            refused = decide_dates(article, downloaded_at(article))
        for reason in refused:
            self.count(f"dates/refused/{reason}")
        since = self.spider.options.of(article.site).since
        moments = [_latest_moment(date) for date in (article.datePublished, article.dateModified) if date]
        if since is not None and moments and max(moments) < since:
            self.drop(article, "before_since")
        if article.datePublished is None and not article.authors and self._is_unlike_the_others(article):
            self.spider.note_undated(article.site)
            self.drop(article, "not_article")

    def _is_unlike_the_others(self, article: Article) -> bool:
        """Whether a new page, not listed by any source of articles, lacks the date that the site's articles have."""
        return (
            (article.metadata.probability or 0.0) < _SURELY_ARTICLE
            and (article.discovery is None or article.discovery.method in ("sitemap", "section"))
            and self.spider.dates_articles(article.site)
            and self.spider.storage.article(article.id) is None
        )


def _latest_moment(date: str) -> datetime:
    """Return the moment that the date means; for a mere day (midnight UTC), the end of that day."""
    moment = datetime.fromisoformat(date)
    is_day = moment.time() == time.min and not moment.utcoffset()
    return moment + timedelta(days=1) if is_day else moment


class RightsPipeline(_Pipeline):
    """Reserved rights: with NEWSBOT_RESPECT_RIGHTS=obey, an article whose rights are reserved gives no line."""

    def decide(self, article: Article) -> None:
        if article.rights is None or self.spider.deployment.respect_rights == "record":
            return
        from newsbot.extraction.declared.rights import reservation

        reason = reservation(article.rights, datetime.now(UTC))
        if reason is None:
            return
        known = self.spider.storage.article(article.id)
        if known is not None and (known.pub_status == CANCELED or is_withdrawn(article, known)):
            return  # the next pipeline takes its line back
        self.drop(article, reason)


class RevisionPipeline(_Pipeline):
    """New, updated or unchanged: an article that has not changed since its last line is not written again."""

    def decide(self, article: Article) -> None:
        known = self.spider.storage.article(article.id)
        if known is not None and known.pub_status == CANCELED and asks_to_be_left_out(article):
            self.drop(article, "noindex", CANCELED)
        if known is not None and is_withdrawn(article, known):
            self.spider.note_gone(article.requestedUrl or article.url, known, "noindex", article.metadata.httpStatus)
            self.drop(article, "noindex", "article")
        verdict = revise(article, known, downloaded_at(article))
        self.count(f"revision/{verdict}")
        self.spider.note_verdict(article, verdict)
        if verdict == "unchanged":
            self.drop(article, "unchanged", "article")


class DuplicatesPipeline(_Pipeline):
    """The cluster of articles, across all sites, that tell the same story in the same words, and the earliest of them.

    An article that its own site has already published under the same path with other parameters gives no second line.
    """

    def decide(self, article: Article) -> None:
        state = sketch_line(to_line(article, SKETCHED_FIELDS), downloaded_at(article))
        near = self.spider.storage.neighbours(article.id, state.text.sketch, state.seen)
        choice = choose_cluster(state.text, near)
        other = self.spider.storage.article(choice.duplicate_of) if choice.duplicate_of else None
        if other is not None and is_told_already(article, other):
            self.drop(article, "same_content")
        article.clusterId = state.text.cluster = choice.cluster
        article.duplicateOf = state.duplicate_of = choice.duplicate_of
        self.spider.storage.expect(state, choice.joined)
        for event in choice.events:
            self.count(f"duplicates/{event}")


class ValidationPipeline(_Step):
    """Turns the article into a line, checked against the schema that newsbot ships."""

    def process_item(self, article: Article) -> FinishedLine:
        line = to_line(article)
        problem = schema_problem(line)
        if problem is not None:
            logger.error("The line of %r breaks the schema: %s", article.url, problem)
            self.drop(article, "invalid")
        self.count("lines" if article.pubStatus == "usable" else "tombstones")
        return FinishedLine(line)
