"""Item pipelines: the fields of an article decided one after the other, each by one domain function.

An article comes in with its evidence and leaves as a validated line (a dict). A dropped one always has a reason, which
is counted in `newsbot/dropped/<reason>`.
"""

import logging
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NoReturn, Self

import fastjsonschema
from scrapy.exceptions import DropItem

from newsbot.duplicates import choose_cluster, sketch_line
from newsbot.extraction.decisions import decide_authors, decide_body, decide_dates, decide_language
from newsbot.items import Article, article_schema, to_line
from newsbot.revisions import revise

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newsbot.spiders.news import NewsSpider


logger = logging.getLogger(__name__)


class _Pipeline:
    """What all pipelines share: the crawler, and one way to drop an article."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def count(self, event: str) -> None:
        self.crawler.stats.inc_value(f"newsbot/{event}")

    def drop(self, article: Article, reason: str) -> NoReturn:
        self.count(f"dropped/{reason}")
        raise DropItem(f"{reason}: {article.url}")


class BoilerplatePipeline(_Pipeline):
    """The body: the blocks that are the article."""

    def process_item(self, article: Article) -> Article:
        reason = decide_body(article)
        if reason is not None:
            self.drop(article, reason)
        return article


class LanguagePipeline(_Pipeline):
    """The language of the text."""

    def process_item(self, article: Article) -> Article:
        decide_language(article)
        return article


class BylinePipeline(_Pipeline):
    """Who wrote it, and which agencies are credited."""

    def process_item(self, article: Article) -> Article:
        decide_authors(article)
        self.count("byline/found" if article.authors else "byline/none")
        return article


class DatesPipeline(_Pipeline):
    """When it was published and modified; with `-a since`, older articles are dropped."""

    def process_item(self, article: Article) -> Article:
        spider: NewsSpider = self.crawler.spider  # type: ignore[assignment]
        for reason in decide_dates(article):
            self.count(f"dates/refused/{reason}")
        since = spider.options.since
        moments = [_latest_moment(date) for date in (article.datePublished, article.dateModified) if date]
        if since is not None and moments and max(moments) < since:
            self.drop(article, "before_since")
        return article


def _latest_moment(date: str) -> datetime:
    """The moment that the date means, for a mere day (its midnight UTC) the day's end."""
    moment = datetime.fromisoformat(date)
    is_day = moment.time() == time.min and not moment.utcoffset()
    return moment + timedelta(days=1) if is_day else moment


class RevisionPipeline(_Pipeline):
    """New, updated or as it was: what has not changed since its last line needs no line."""

    def process_item(self, article: Article) -> Article:
        spider: NewsSpider = self.crawler.spider  # type: ignore[assignment]
        verdict = revise(article, spider.storage.article(article.id), datetime.now(UTC))
        self.count(f"revision/{verdict}")
        if verdict == "unchanged":
            spider.note_page(article.requestedUrl or article.url, "article", article)
            self.drop(article, "unchanged")
        return article


class DuplicatesPipeline(_Pipeline):
    """The cluster of the articles of all sites that tell this story in these words, and the earliest of them."""

    def process_item(self, article: Article) -> Article:
        if article.pubStatus != "usable":
            return article
        spider: NewsSpider = self.crawler.spider  # type: ignore[assignment]
        state = sketch_line(to_line(article), datetime.now(UTC))
        near = spider.storage.neighbours(article.id, state.text.sketch, state.seen)
        choice = choose_cluster(state.text, near)
        article.clusterId = state.text.cluster = choice.cluster
        article.duplicateOf = state.duplicate_of = choice.duplicate_of
        spider.storage.expect(state, choice.joined)
        for event in choice.events:
            self.count(f"duplicates/{event}")
        return article


class ValidationPipeline(_Pipeline):
    """The article as a line, checked against the schema that newsbot ships."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._validate = fastjsonschema.compile(article_schema())

    def process_item(self, article: Article) -> dict[str, Any]:
        line = to_line(article)
        try:
            self._validate(line)
        except fastjsonschema.JsonSchemaException as error:
            logger.error("The line of %r breaks the schema: %s", article.url, error)
            self.drop(article, "invalid")
        self.count("lines")
        return line
