"""One site of a crawl: what is to fetch, what was found, and what of it is remembered."""

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from newsbot import __version__
from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.plan import SitePlan
from newsbot.items import Article, RemovalReason
from newsbot.options import Site
from newsbot.revisions import tombstone
from newsbot.site_memory import Answer, Due, SiteMemory
from newsbot.states import PageState, SourceState

if TYPE_CHECKING:
    from newsbot.discovery.sources import SourceMethod

# Pages asked for at a time: enough to keep the connections of one site busy.
_AHEAD = 32
# The outcomes of pages that were not had, and may be another time.
_NOT_HAD = ("timeout", "unreachable", "cut_off", "redirect_loop", "error", "robots", "http_4", "http_5", "next_page_")
_MISSING = ("http_404", "http_410")
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
    in_flight: int = 0
    articles: int = 0
    known: int = 0
    checked: int = 0
    problem: str | None = None
    gone: dict[str, Gone] = field(default_factory=dict)
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
        known = len(links) - sum(due.reason is not None for due in self.queue)
        if limit is None:
            listed = self.plan.listed
            self.queue.extend(self.memory.vanished(self.plan.whole_sitemaps, listed))
            self.queue.extend(self.memory.aged(listed))
        self.memory.due_urls = [due.url for due in self.queue if due.reason]
        return known

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
        page = due.page or PageState(due.url, self.site.name, "article", datetime.now(UTC))
        modified = due.link.modified if due.link else None
        return replace(
            page,
            outcome="article",
            checked_at=datetime.now(UTC),
            link_modified=modified or page.link_modified,
            missing_since=None,
            failures=0,
        )

    def outcome(self, due: Due, reason: str) -> PageState:
        """What to remember of a page that gave no article; one that is gone is noted as such."""
        now = datetime.now(UTC)
        page = due.page or PageState(due.url, self.site.name, reason, now)
        modified = due.link.modified if due.link else None
        page = replace(
            page,
            outcome=reason,
            checked_at=now,
            link_modified=modified or page.link_modified,
            extractor_version=__version__,
            failures=0,
            missing_since=None,
        )
        if reason in _MISSING:
            self._note_missing(due, page, reason, now)
        elif reason.startswith(_NOT_HAD):
            page.failures = (due.page.failures if due.page else 0) + 1
            page.missing_since = due.page.missing_since if due.page else None
        return page

    def _note_missing(self, due: Due, page: PageState, reason: str, now: datetime) -> None:
        """410 is final; 404 must be said again after a while."""
        if page.article_id is None:
            return
        since = due.page.missing_since if due.page else None
        if reason == "http_410":
            self.note_gone(due.url, page.article_id, "http_410", 410)
        elif since is None:
            page.missing_since = now
        else:
            page.missing_since = since
            if now - since >= self.memory.rules.missing_after:
                self.note_gone(due.url, page.article_id, "http_404_repeated", 404)

    # ------------------------------------------------------------------------------------ taken back

    def note_gone(self, url: str, article_id: str, reason: RemovalReason, status: int | None) -> None:
        """Remember that the site took an article back; its line is written when all pages are read."""
        self.gone.setdefault(article_id, Gone(url, reason, status))

    def take_gone(self) -> tuple[list[Article], int]:
        """The lines that take articles back; or none and how many were held, where too many are gone at once."""
        gone, self.gone = self.gone, {}
        now = datetime.now(UTC)
        lines = []
        for article_id, why in gone.items():
            known = self.memory.storage.article(article_id)
            if known is None or known.pub_status != "usable":
                continue
            line = tombstone(known, why.reason, now, why.status)
            if why.url != known.url:
                line.requestedUrl = why.url
            lines.append(line)
        if len(lines) > _MASS and len(lines) > _MASS_SHARE * self.checked:
            return [], len(lines)
        return lines, 0

    def settle(self) -> None:
        """Take the sources as settled when all that was due was fetched."""
        if self.started and not self.queue:
            self.memory.settle(list(self.plan.listed.values()))
