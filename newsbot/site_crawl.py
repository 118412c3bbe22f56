"""One site of a crawl: what is to fetch, what was found, and what of it is remembered."""

from collections import Counter, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from newsbot import __version__
from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.plan import SitePlan
from newsbot.extraction.page import PageReport
from newsbot.items import Article, RemovalReason
from newsbot.options import Site
from newsbot.revisions import tombstone
from newsbot.schedule import CANCELED
from newsbot.site_memory import Answer, Due, SiteMemory
from newsbot.states import PageState, SourceState
from newsbot.urls import article_key

if TYPE_CHECKING:
    from newsbot.discovery.sources import SourceMethod

# Pages asked for at a time: enough to keep the connections of one site busy.
_AHEAD = 32
# The outcomes of pages that were not had, and may be another time.
_NOT_HAD = ("timeout", "unreachable", "cut_off", "redirect_loop", "error", "robots", "http_4", "http_5", "next_page_")
_MISSING = ("http_404", "http_410")
# Reasons that say nothing of the page.
_WORKER_FAILURES = ("timeout", "memory", "crashed", "error", "closed")
_PERMANENT = (301, 308)
# A source whose dates of change were wrong so often, and never right, is not believed for the rest of a crawl.
_MAX_FALSE_ALARMS = 20
# So many, and more than this share of the known articles that were asked for, do not vanish at once.
_MASS = 10
_MASS_SHARE = 0.2


@dataclass(slots=True)
class Gone:
    """A delivered article that its site took back: the address that said so, why, and the HTTP status."""

    url: str
    reason: RemovalReason
    status: int | None = None


@dataclass(slots=True)
class SiteCrawl:
    """The state of one site's crawl: its plan and its memory, and what was asked for so far."""

    site: Site
    plan: SitePlan
    memory: SiteMemory
    queue: deque[Due] = field(default_factory=deque)
    started: bool = False
    is_ranked: bool = False
    in_flight: int = 0
    articles: int = 0
    known: int = 0
    checked: int = 0
    problem: str | None = None
    # Links that are known and not due.
    listed: int = 0
    gone: dict[str, Gone] = field(default_factory=dict)
    # Pages that said once and for all that their article is gone.
    final: set[str] = field(default_factory=set)
    # For each page asked for because its source dated a change, that source; and how often sources were wrong, right.
    alarms: dict[str, str] = field(default_factory=dict)
    false_alarms: Counter[str] = field(default_factory=Counter)
    true_alarms: Counter[str] = field(default_factory=Counter)

    def load(self) -> None:
        """Look up what earlier crawls knew."""
        self.memory.load()
        self.plan.known_articles = self.memory.shapes()

    # ------------------------------------------------------------------------------------- sources

    def take_unchanged(self, ref: SourceRef, known: SourceState) -> None:
        """Go on after a source that is as it was."""
        self.memory.note_unchanged(known)
        if ref.url == self.plan.url:
            self.plan.add_unchanged_hubs(
                SourceRef(url, "section", depth, modified)
                for url, method, depth, modified in known.further
                if method == "hub"
            )
        further = [
            SourceRef(url, cast("SourceMethod", method), depth, modified)
            for url, method, depth, modified in known.further
            if method != "hub"
        ]
        self.plan.add_unchanged(ref, known.method, known.links, further)

    def remember(self, ref: SourceRef, contents: SourceContents, answer: Answer) -> bool:
        """Remember a source that was read; whether all that it lists, and what it goes on with, is known."""
        is_known = self.memory.trusted(ref.url) is not None and self.memory.knows_all(contents.links)
        self.memory.note_read(ref, contents, answer)
        return is_known

    # --------------------------------------------------------------------------------------- pages

    def rank(self, limit: int | None) -> int:
        """Fill the queue: what sources list, the newest first, then what is due by itself.

        The number of links that are known and not due.
        """
        links = self.plan.take_links()
        self.queue.extend(self.memory.rank(links, with_known=limit is not None))
        self.listed = len(links) - sum(due.reason is not None for due in self.queue)
        if limit is None:
            listed = self.plan.listed
            self.queue.extend(self.memory.vanished(self.plan.whole_sitemaps, listed))
            self.queue.extend(self.memory.aged(listed))
        self.is_ranked = True
        return self.listed

    def wants_more(self, limit: int | None) -> bool:
        """Whether another page may be asked for now."""
        is_open = limit is None or self.articles + self.known + self.in_flight < limit
        return is_open and self.in_flight < _AHEAD

    def is_doubtful(self, due: Due) -> bool:
        """Whether a page is only due by the word of a source that was wrong too often; else its word is noted."""
        if due.reason != "modified" or due.link is None:
            return False
        source = due.link.source
        if self.false_alarms[source] >= _MAX_FALSE_ALARMS and not self.true_alarms[source]:
            return True
        self.alarms[due.url] = source
        return False

    def note_verdict(self, url: str, *, is_changed: bool) -> None:
        """Whether a page that a source called changed was."""
        source = self.alarms.pop(url, None)
        if source is not None:
            (self.true_alarms if is_changed else self.false_alarms)[source] += 1

    def seen(self, due: Due) -> PageState:
        """What to remember of a known page that is as it was."""
        return self._looked_at(due, "article", datetime.now(UTC))

    def _looked_at(self, due: Due, outcome: str, now: datetime) -> PageState:
        """The page as it was known, with what came of a look at it and nothing held against it."""
        page = due.page or PageState(due.url, self.site.name, outcome, now)
        modified = due.link.modified if due.link else None
        return replace(
            page,
            outcome=outcome,
            checked_at=now,
            link_modified=modified or page.link_modified,
            failures=0,
            missing_since=None,
        )

    def outcome(self, due: Due, reason: str, *, is_moved: bool = False) -> PageState:
        """What to remember of a page that gave no article; `is_moved` where its address led elsewhere for now.

        An article that is gone stays due until the line that takes it back is delivered.
        """
        now = datetime.now(UTC)
        page = self._looked_at(due, reason, now)
        page.extractor_version = __version__
        before = due.page or page
        if before.outcome == CANCELED:
            page.outcome = CANCELED
        elif due.url in self.final:
            page.missing_since = now - self.memory.rules.missing_after
        elif page.article_id is not None and (reason in _MISSING or is_moved):
            page.missing_since = before.missing_since or now
            if now - page.missing_since >= self.memory.rules.missing_after and before.missing_since is not None:
                self.note_gone(due.url, page.article_id, "redirected_away" if is_moved else "http_404_repeated", None)
        elif reason.startswith(_NOT_HAD):
            page.failures = before.failures + 1
            page.missing_since = before.missing_since
        return page

    def has_moved(self, due: Due, url: str, hops: Iterable[int], report: PageReport) -> bool:
        """Whether the address of a known article leads elsewhere for now; for good, it is taken back.

        `url` is the one that answered after `hops`, the status codes of redirects.
        """
        page, article = due.page, report.article
        if page is None or page.article_id is None or report.reason in _WORKER_FAILURES:
            return False
        stays = article_key(url) == article_key(due.url) if article is None else article.id == page.article_id
        if stays:
            return False
        if all(hop in _PERMANENT for hop in hops):
            self.note_final(due, "redirected_away", 200)
            return False
        return True

    def note_final(self, due: Due, reason: RemovalReason, status: int) -> None:
        """The page says once and for all that its article is gone."""
        if due.page is not None and due.page.article_id is not None and due.page.outcome != CANCELED:
            self.final.add(due.url)
            self.note_gone(due.url, due.page.article_id, reason, status)

    # ------------------------------------------------------------------------------------ taken back

    def note_gone(self, url: str, article_id: str, reason: RemovalReason, status: int | None) -> None:
        """Remember that the site took an article back; its line is written when all pages are read."""
        self.gone.setdefault(article_id, Gone(url, reason, status))

    def take_gone(self, delivered: Collection[str]) -> tuple[list[Article], list[PageState], int]:
        """The lines that take articles back, pages that must be asked before one is, and how many lines were held.

        None is taken back where too many are gone at once, nor one that another address `delivered` (ids) now.
        """
        gone, self.gone = self.gone, {}
        now = datetime.now(UTC)
        lines, open_pages = [], []
        for article_id, why in gone.items():
            known = self.memory.storage.article(article_id)
            is_read = article_id in delivered and why.reason != "noindex"
            if known is None or known.pub_status != "usable" or is_read:
                continue
            if article_key(why.url) != article_key(known.url) and (page := self._other_address(known.url)):
                open_pages.append(page)
                continue
            line = tombstone(known, why.reason, now, why.status)
            if why.url != known.url:
                line.requestedUrl = why.url
            lines.append(line)
        if len(lines) > _MASS and len(lines) > _MASS_SHARE * (self.checked + self.listed):
            return [], open_pages, len(lines)
        return lines, open_pages, 0

    def _other_address(self, url: str) -> PageState | None:
        """The article's own page where only another address of it is gone: it must be asked first."""
        page = self.memory.storage.known_pages([url]).get(url)
        return replace(page, failures=1) if page is not None and page.outcome == "article" else None

    def settle(self) -> None:
        """Take the sources as settled when all that was due was fetched, and nothing was left out."""
        plan = self.plan
        if self.is_ranked and not self.queue and plan.limits.limit is None and not plan.counts.get("links_over_limit"):
            self.memory.settle(list(plan.listed.values()), plan.broken_lists - {"sitemap"})
