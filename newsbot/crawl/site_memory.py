"""What the state knows about one site, as its crawl needs it: which sources are unchanged, which pages are due.

The queries may take long: the spider runs them in a thread of their own.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice

from newsbot import __version__
from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.links import LinkBook, chunks, link_moment
from newsbot.discovery.plan import Listed
from newsbot.extraction.page_report import BlockScores
from newsbot.items import Link, Post, Source
from newsbot.revisions import link_as_told
from newsbot.schedule import RELISTED_AFTER, DueReason, RevisitRules, due_reason
from newsbot.state.states import PageState, SourceState
from newsbot.state.storage import Storage
from newsbot.urls import article_id, article_key

_CHUNK = 500
# How many pages that left a sitemap are requested in one crawl: "latest articles" lists lose some every day.
_MAX_VANISHED = 500
_SHAPES_FROM = 300
# A list of this size may be capped: what drops off its old end was not deleted.
_FULL_FROM = 500
# Reasons for a page to be due that an earlier check left open, however old the article is.
_OWED = ("missing", "retry")


@dataclass(slots=True)
class Due:
    """A page to fetch, with what a source and the state say about it; one with `reason` None is only counted."""

    url: str
    link: Link | None = None
    page: PageState | None = None
    reason: DueReason | None = None
    # The article as the site's WordPress API has it; whether that was requested, and whether it went unanswered.
    post: Post | None = None
    is_asked_for: bool = False
    is_unanswered: bool = False
    # What reading its page found, kept when the page taught the site's template.
    scores: BlockScores | None = None

    @property
    def api(self) -> str | None:
        """The API list that knows more about the article than its page, if its line is to be made with that.

        An article first read without the API stays that way: the same page is to give the same line.
        """
        if self.link is None or self.link.post is None or self.reason is None:
            return None
        told = self.page.told if self.page is not None else None
        if self.page is not None and self.page.article_id is not None and "post" not in (told or {}):
            return None
        return self.link.source if self.link.method == "wp-rest" else (told or {}).get("source")

    @property
    def validators(self) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of the answer that this version of newsbot has read, for a conditional request."""
        page = self.page
        if page is None or page.article_id is None or page.extractor_version != __version__:
            return None
        return (page.etag, page.last_modified) if page.etag or page.last_modified else None


_IGNORING = "ignoring:"
_LIMIT = "limit:"


@dataclass(slots=True)
class Answer:
    """What is remembered of a source's response."""

    body_hash: str
    etag: str | None = None
    last_modified: str | None = None


def body_hash(body: bytes) -> str:
    """Return a short digest of a response's body."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


@lru_cache(maxsize=1_000)
def sitemap_key(url: str) -> str:
    """Return the short key under which pages remember the sitemap that listed them."""
    return article_id(url)[:16]


@dataclass(slots=True)
class SiteMemory:
    """What the state knows about one site.

    `ignore` are the patterns of addresses that this crawl leaves out, `limit` is the most articles it takes.
    """

    storage: Storage
    site: str
    rules: RevisitRules
    now: datetime
    wanted: frozenset[Source]
    ignore: Sequence[str] = ()
    limit: int | None = None
    known: dict[str, SourceState] = field(default_factory=dict)
    read: dict[str, SourceState] = field(default_factory=dict)
    # Pages requested whose result is not known to be in the state yet.
    asked: deque[str] = field(default_factory=deque)

    def load(self) -> None:
        """Load the site's sources."""
        self.known = self.storage.sources(self.site)

    def shapes(self) -> list[str]:
        """Return addresses of articles, from which the plan learns what the site's articles' addresses look like."""
        return self.storage.article_urls(self.site, _SHAPES_FROM)

    # ------------------------------------------------------------------------------------- sources

    def trusted(self, url: str) -> SourceState | None:
        """Return the source's state if an unchanged answer may be skipped, because all that it listed is known."""
        state = self.known.get(url)
        if state is None or not state.settled:
            return None
        reaches = state.since is None or (self.rules.since is not None and self.rules.since >= state.since)
        names = set(state.wanted.split(","))
        left_out = {name for name in names if name.startswith(_IGNORING)} - {self._ignoring}
        limits = [int(name.removeprefix(_LIMIT)) for name in names if name.startswith(_LIMIT)]
        reaches &= not limits or (self.limit is not None and self.limit <= min(limits))
        return state if reaches and self.wanted <= names and not left_out else None

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """Return ETag and Last-Modified for a conditional request; no ETag that other sources have for another body.

        All feeds of a WordPress site share one ETag, but their dates are honest and are obeyed when sent alone.
        """
        state = self.trusted(url)
        if state is None:
            return None, None
        same = [other for other in self.known.values() if other.etag and other.etag == state.etag]
        is_of_one_body = len({other.body_hash for other in same}) <= 1
        return state.etag if is_of_one_body else None, state.last_modified

    @property
    def has_read_sections(self) -> bool:
        """Whether an earlier crawl that was free to choose read list pages beyond the front page."""
        lists = [state for state in self.known.values() if state.method == "section" and state.wanted != "section"]
        return len(lists) > 1

    @property
    def _ignoring(self) -> str:
        """How a source's state records that addresses of these patterns were left out; empty if there are none."""
        patterns = "\n".join(sorted(self.ignore))
        return f"{_IGNORING}{body_hash(patterns.encode())}" if patterns else ""

    def note_unchanged(self, state: SourceState) -> None:
        """Remember that a source was polled and has not changed."""
        self.read[state.url] = replace(state, checked_at=self.now)

    def note_read(self, ref: SourceRef, contents: SourceContents, listed: Listed, answer: Answer) -> None:
        """Remember a source that was read and what it listed; it is unsettled until the crawl has ended well."""
        further: list[tuple[str, str, int, str | None]] = [
            (source.url, source.method, source.depth, source.modified) for source in contents.sources
        ]
        further += [(hub.url, "hub", hub.depth, hub.modified) for hub in contents.hubs]
        further += [(archive.url, "archive", archive.depth, archive.modified) for archive in contents.archives]
        state = SourceState(
            url=ref.url,
            site=self.site,
            method=listed.method or ref.method,
            checked_at=self.now,
            etag=answer.etag,
            last_modified=answer.last_modified,
            body_hash=answer.body_hash,
            links=listed.count,
            further=further,
        )
        self.read[ref.url] = state
        self.storage.note_sources([state])

    def knows_all(self, links: Sequence[Link]) -> bool:
        """Whether every link is known and none is due: then a newest-first list has nothing more to offer."""
        known = self.storage.known_pages(link.url for link in links)
        return bool(links) and all(link.url in known and self._reason(known[link.url], link) is None for link in links)

    def trace_some(self, links: LinkBook) -> None:
        """Store, for some of the requested pages whose lines are in the state, which sitemap lists them.

        This keeps the work at the end of a crawl from growing with the site.
        """
        if len(self.asked) < 2 * _CHUNK:
            return
        some = [self.asked.popleft() for _ in range(_CHUNK)]
        left = self._trace(some, links)
        if len(left) == len(some):
            self.asked.extendleft(reversed(left))
        else:
            self.asked.extend(left)

    def _trace(self, urls: Sequence[str], links: LinkBook) -> list[str]:
        """Store the sitemap of pages written since the crawl began; return those that are not in the state yet."""
        started = self.now.replace(microsecond=0)  # the state keeps whole seconds
        known = self.storage.known_pages(urls)
        traced = {url: page for url, page in known.items() if page.checked_at >= started}
        sitemaps = {link.url: link.sitemap for link in links.of(traced)}
        self.storage.note_pages(
            replace(page, sitemap=key)
            for url, page in traced.items()
            if (sitemap := sitemaps.get(url)) and page.sitemap != (key := sitemap_key(sitemap))
        )
        return [url for url in urls if url not in traced]

    def settle(self, links: LinkBook, broken: Collection[str] = ()) -> bool:
        """After a crawl that ended well, mark its sources as settled, unless a requested page is missing in the state.

        Sources whose kind is among `broken` stay unsettled.
        """
        while self.asked:
            some = [self.asked.popleft() for _ in range(min(_CHUNK, len(self.asked)))]
            if self._trace(some, links):
                return False
        since, bounds = self.rules.since, [self._ignoring, f"{_LIMIT}{self.limit}" if self.limit is not None else ""]
        wanted = ",".join(filter(None, [*sorted(self.wanted), *bounds]))
        self.storage.note_sources(
            state if state.settled else replace(state, settled=True, since=since, wanted=wanted)
            for state in self.read.values()
            if state.method not in broken
        )
        return True

    # --------------------------------------------------------------------------------------- pages

    def rank(self, links: Iterable[Link]) -> Iterator[Due]:
        """Yield the links in order with what is known about them; those that are not due have no reason.

        The state learns which sitemap lists a known page now.
        """
        for chunk in chunks(links, _CHUNK):
            known = self.storage.known_pages(link.url for link in chunk)
            listed = ((link.sitemap, page) for link in chunk if link.sitemap and (page := known.get(link.url)))
            moved = [replace(page, sitemap=key) for url, page in listed if page.sitemap != (key := sitemap_key(url))]
            if moved:
                self.storage.note_pages(moved)
            for link in chunk:
                page = known.get(link.url)
                reason = "new" if page is None else self._reason(page, link)
                yield Due(link.url, link_as_told(page, link) if page and reason else link, page, reason)

    def aged(self, listed: Container[str]) -> list[Due]:
        """Return the pages that are due by age; `listed` holds the keys of pages that a source lists."""
        pages = self.storage.aging_pages(self.site, self.now, self.rules.last_look)
        found = (
            Due(page.url, link_as_told(page), page, reason)
            for page in pages
            if article_key(page.url) not in listed and (reason := self._reason(page, None))
        )
        since = self.rules.since
        return [due for due in found if since is None or due.reason in _OWED or _is_after(due.page, since)]

    def relisted(self) -> list[Due]:
        """Return the pages that are gone but still listed in an unchanged sitemap."""
        pages = self.storage.pages_taken_back(self.site, self.now - RELISTED_AFTER)
        return [Due(page.url, link_as_told(page), page, "relisted") for page in pages if self.stands_unchanged(page)]

    def vanished(self, sitemaps: Iterable[str], listed: LinkBook) -> Iterator[Due]:
        """Yield the articles that were listed in one of these fully read sitemaps, and are in no source now.

        Those that newer articles pushed out of a sitemap of limited length are left out.
        """
        gone = (due for url in sitemaps for due in self._missing_in(url, listed))
        return islice(gone, _MAX_VANISHED)

    def _missing_in(self, sitemap: str, listed: LinkBook) -> Iterator[Due]:
        pushed: list[PageState] = []
        oldest = self._oldest_of_full(sitemap, listed)
        for some in chunks(listed.unlisted(self.storage.listed_keys(sitemap_key(sitemap))), _CHUNK):
            # A page that answers, or was pushed out, no longer counts as listed in the sitemap.
            for page in (replace(page, sitemap="") for page in self.storage.pages(some)):
                moment = link_moment(page.link_modified) or page.published_at
                if page.article_id is None or page.missing_since is not None:
                    continue
                if oldest is not None and moment is not None and moment < oldest:
                    pushed.append(page)
                else:
                    yield Due(page.url, link_as_told(page), page, "vanished")
        if pushed:
            self.storage.note_pages(pushed)

    def _oldest_of_full(self, sitemap: str, listed: LinkBook) -> datetime | None:
        """Return the date of the oldest entry of a sitemap that is large and has not become shorter; otherwise None."""
        before, now = self.known.get(sitemap), self.read.get(sitemap)
        if before is None or now is None or not _FULL_FROM <= before.links <= now.links:
            return None
        return listed.oldest(sitemap)

    def count_alive(self, since: datetime) -> int:
        """Return how many articles are in an unchanged sitemap, or were fetched since then."""
        unchanged = [sitemap_key(state.url) for state in self.read.values() if state.settled]
        return self.storage.count_alive(self.site, unchanged, since)

    def is_alive(self, page: PageState, since: datetime) -> bool:
        """Whether `count_alive` counts the page."""
        is_article = page.outcome == "article" and page.published_at is not None
        return is_article and (page.checked_at >= since.replace(microsecond=0) or self.stands_unchanged(page))

    def stands_unchanged(self, page: PageState) -> bool:
        """Whether the page is listed in an unchanged sitemap."""
        return any(page.sitemap == sitemap_key(state.url) for state in self.read.values() if state.settled)

    def _reason(self, page: PageState, link: Link | None) -> DueReason | None:
        return due_reason(page, link, self.now, self.rules)


def _is_after(page: PageState | None, since: datetime) -> bool:
    return page is None or page.published_at is None or page.published_at >= since
