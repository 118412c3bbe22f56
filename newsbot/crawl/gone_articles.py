"""The articles that a site has withdrawn: gathered during its crawl, and weighed when all pages are read."""

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

# More articles than this, and than a share of those that the crawl heard of, do not vanish at once. Fewer may be a
# third of a small site, and are soon written again if it was the site that failed.
_MASS = 5


@dataclass(slots=True)
class GoneArticles:
    """What a crawl learned about articles of one site that are gone."""

    memory: SiteMemory
    plan: SitePlan
    # By article ID.
    _gone: dict[str, Gone] = field(default_factory=dict)
    # Addresses that said definitively that their article is gone.
    _final: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self._gone)

    def note(self, article_id: str, gone: Gone) -> None:
        """Remember that the site withdrew an article; its tombstone is written when all pages are read."""
        self._gone.setdefault(article_id, gone)

    def note_final(self, due: Due, reason: RemovalReason, status: int) -> None:
        """Remember that a page said definitively that its article is gone."""
        if due.page is not None and due.page.article_id is not None and due.page.outcome != CANCELED:
            self._final.add(due.url)
            self.note(due.page.article_id, Gone(due.url, reason, status))

    def is_final(self, due: Due) -> bool:
        """Whether the page said definitively that its article is gone."""
        return due.url in self._final

    def take(self, delivered: Collection[str], checked: int, listed: int) -> TakenBack:
        """Return the lines that take articles back; none if too many are gone at once.

        An article whose ID is among `delivered`, because another address shows it now, is not taken back. Of the site's
        known articles the crawl has requested `checked`; `listed` more are in its sources.
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
        """Return how many of how many articles are gone, if so many mean that the site is failing; None if plausible.

        Articles that left the sources are weighed against all that the sources list or that were fetched since the
        start of the crawl that first missed one; those still listed are weighed against what was requested.
        """
        since = min((why.since for why in gone if why.since), default=self.memory.now)
        pages = self.memory.storage.known_pages(why.url for why in gone)
        # What is gone is not alive, although the state may say so until its tombstone is delivered.
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
        """Return other pages of the article that still existed when last requested, to be requested again."""
        storage, key = self.memory.storage, article_key(why.url)
        pages = (storage.known_pages([known.url]).get(known.url), storage.own_page(known.id))
        return [
            replace(page, failures=1)
            for page in pages
            if page is not None and page.outcome == "article" and article_key(page.url) != key
        ]

    def _no_more_its_own(self, url: str, now: datetime) -> list[PageState]:
        """Return the gone page of an article that another page shows now: it need not be requested again."""
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
