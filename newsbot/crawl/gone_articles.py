"""The articles that a site has taken back: gathered while it is crawled, and weighed when all pages are read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from newsbot.crawl.site_memory import Due, SiteMemory
from newsbot.discovery.plan import SitePlan
from newsbot.items import Article, RemovalReason
from newsbot.revisions import Gone, TakenBack, tombstone
from newsbot.schedule import CANCELED
from newsbot.state.states import ArticleState, PageState
from newsbot.urls import article_key

# More than so many, and than a share of what a crawl had word of, do not vanish at once. Fewer may be a third of a
# small site, and are soon written again where it was the site that failed.
_MASS = 5


@dataclass(slots=True)
class GoneArticles:
    """What a crawl heard of articles of one site that are gone."""

    memory: SiteMemory
    plan: SitePlan
    # By the article's id.
    _gone: dict[str, Gone] = field(default_factory=dict)
    # Addresses that said once and for all that their article is gone.
    _final: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self._gone)

    def note(self, article_id: str, gone: Gone) -> None:
        """Remember that the site took an article back; its line is written when all pages are read."""
        self._gone.setdefault(article_id, gone)

    def note_final(self, due: Due, reason: RemovalReason, status: int) -> None:
        """Remember that a page says once and for all that its article is gone."""
        if due.page is not None and due.page.article_id is not None and due.page.outcome != CANCELED:
            self._final.add(due.url)
            self.note(due.page.article_id, Gone(due.url, reason, status))

    def is_final(self, due: Due) -> bool:
        """Whether the page said so."""
        return due.url in self._final

    def take(self, delivered: Collection[str], checked: int, listed: int) -> TakenBack:
        """The lines that take articles back: none where too many are gone at once.

        Nor is one taken back that another address `delivered` (ids) now. Of the site's known articles the crawl has
        asked for `checked`, and `listed` more stand in its sources.
        """
        gone, self._gone = self._gone, {}
        now = datetime.now(UTC)
        result = TakenBack()
        for article_id, why in gone.items():
            known = self.memory.storage.article(article_id)
            if known is None or known.pub_status != "usable":
                continue
            others = self._other_addresses(known, why)
            if why.reason != "noindex" and article_id in delivered:
                result.pages += self._no_more_its_own(why.url, now)
            elif why.reason != "noindex" and others:
                result.pages += others
            else:
                result.lines.append(_line(known, why, now))
        taken = [gone[line.id] for line in result.lines]
        if len(taken) > _MASS and (too_many := self._too_many(taken, checked, listed)):
            result.lines, (result.held, result.of) = [], too_many
        return result

    def _too_many(self, gone: Sequence[Gone], checked: int, listed: int) -> tuple[int, int] | None:
        """How many of how many articles are gone, where that tells of a site that fails; None where it may be so.

        What left the sources is weighed against all that they list or that was had since the crawl began that missed
        the first; what they still list is weighed against what was asked for.
        """
        since = min((why.since for why in gone if why.since), default=self.memory.now)
        pages = self.memory.storage.known_pages(why.url for why in gone)
        # What is gone is not alive, although the state may say so until its line is delivered.
        alive = self.memory.count_alive(since) - sum(self.memory.is_alive(page, since) for page in pages.values())
        still_listed = [
            why
            for why in gone
            if article_key(why.url) in self.plan.links
            or ((page := pages.get(why.url)) and self.memory.stands_unchanged(page))
        ]
        share = self.memory.rules.max_gone_share
        if len(still_listed) > _MASS and len(still_listed) > share * checked:
            return len(still_listed), checked
        of = max(checked + listed, len(gone) + alive)
        return (len(gone), of) if len(gone) > share * of else None

    def _other_addresses(self, known: ArticleState, why: Gone) -> list[PageState]:
        """Other pages of the article that were there when they were last asked for, to be asked again."""
        storage, key = self.memory.storage, article_key(why.url)
        pages = (storage.known_pages([known.url]).get(known.url), storage.own_page(known.id))
        return [
            replace(page, failures=1)
            for page in pages
            if page is not None and page.outcome == "article" and article_key(page.url) != key
        ]

    def _no_more_its_own(self, url: str, now: datetime) -> list[PageState]:
        """The page that is gone of an article that another one shows: nothing is to be asked there any more."""
        pages = self.memory.storage.known_pages([url]).values()
        return [
            replace(page, outcome=CANCELED, checked_at=now, missing_since=None, missing_crawl=None, failures=0)
            for page in pages
        ]


def _line(known: ArticleState, why: Gone, now: datetime) -> Article:
    line = tombstone(known, why.reason, now, why.status)
    if why.url != known.url:
        line.requestedUrl = why.url
    return line
