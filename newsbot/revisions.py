"""Whether an article is new, updated or unchanged, and what the state keeps of a finished line.

Pure: the known state is passed in, nothing is written. Both answers use the line's own values (`items.to_line`), so
that a crawl compares the same values that a recovery reads back from disk.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec

from newsbot import __version__
from newsbot.discovery.links import link_moment
from newsbot.duplicates import SketchState, sketch_line
from newsbot.items import Article, ArticleId, Link, RemovalReason, Url, to_line
from newsbot.state.states import ArticleState, Delivery, PageState
from newsbot.text import clean_line
from newsbot.urls import article_key, site_name

Verdict = Literal["new", "updated", "unchanged"]

# The fields that define a version. Others may differ between two lines, but alone they are no news: many publishers
# update `dateModified` on every rendering.
REVISION_FIELDS = ("headline", "articleBody", "authors", "datePublished", "correction")
# The fields of a line that `revise` uses.
COMPARED_FIELDS = (*REVISION_FIELDS, "pubStatus", "rights")
# Stored with the fingerprints: whether the page asked search engines to leave it out.
_NOINDEX = "noindex"
_SOURCES = ("feed", "wp-rest")
_WITHDRAWN = frozenset(("noindex", "none"))


def revise(article: Article, known: ArticleState | None, now: datetime) -> Verdict:
    """Compare the article with its newest delivered version, and set the resulting fields on it.

    Sets `version`, `changed` (sorted), `dateFirstSeen` and `contentHash`. An unchanged article keeps the
    known version and names no change: it needs no line.
    """
    line = to_line(article, COMPARED_FIELDS)
    article.contentHash = content_hash(line)
    if known is None:
        article.version, article.changed = 1, []
        article.dateFirstSeen = rfc3339(now)
        return "new"
    article.dateFirstSeen = rfc3339(known.first_seen)
    article.changed = _changes(line, known)
    article.version = known.version + bool(article.changed)
    return "updated" if article.changed else "unchanged"


def _changes(line: Mapping[str, Any], known: ArticleState) -> list[str]:
    current = fingerprints(line)
    # A field that the state does not know yet has not changed.
    changed = {name for name in REVISION_FIELDS if known.fingerprints.get(name, current[name]) != current[name]}
    if line.get("pubStatus", "usable") != known.pub_status:
        changed.add("pubStatus")
    return sorted(changed)


def is_told_already(article: Article, other: ArticleState) -> bool:
    """Whether a new article repeats one of its site's under other URL parameters, with nothing of its own.

    Sites without canonical addresses produce such URLs again and again ("?pos=3&module=teaser"). Another path is not
    a repetition: a story may have moved there, and its old address may be gone tomorrow.
    """
    is_same = article.contentHash == other.content_hash and other.pub_status == "usable"
    return article.version == 1 and is_same and _path_key(article.url) == _path_key(other.url)


def _path_key(url: str) -> str:
    return article_key(url).partition("?")[0]


def is_withdrawn(article: Article, known: ArticleState) -> bool:
    """Whether the page asks search engines to leave it out, and did not when its article was last delivered."""
    if known.pub_status != "usable" or _NOINDEX not in known.fingerprints:
        return False
    return asks_to_be_left_out(article) and not known.fingerprints[_NOINDEX]


def asks_to_be_left_out(article: Article) -> bool:
    """Whether the page asks search engines to leave it out."""
    return bool(_noindex(to_line(article, ("rights",))))


@dataclass(slots=True)
class Gone:
    """A delivered article that its site withdrew: the address that said so, why, and the HTTP status.

    `since` is when the crawl that first missed it began, None if that is this one.
    """

    url: str
    reason: RemovalReason
    status: int | None = None
    since: datetime | None = None


@dataclass(slots=True)
class TakenBack:
    """What to write and record about articles that are gone.

    `lines` are their tombstones. `pages` are other addresses of articles, to be requested before a tombstone is
    written, and gone addresses of articles that have another one. `held`: so many articles of `of` were gone at once
    that none was taken back.
    """

    lines: list[Article] = field(default_factory=list)
    pages: list[PageState] = field(default_factory=list)
    held: int = 0
    of: int = 0


def tombstone(known: ArticleState, reason: RemovalReason, now: datetime, status: int | None = None) -> Article:
    """Return the line that takes a delivered article back; `status` is the HTTP status that said so."""
    article = Article(
        id=known.id,
        url=known.url,
        version=known.version + 1,
        pubStatus="canceled",
        reason=reason,
    )
    article.metadata.dateDownloaded = rfc3339(now)
    article.metadata.httpStatus = status
    article.metadata.extractorVersion = __version__
    return article


def content_hash(line: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of headline and body, independent of white space and of how accents are encoded."""
    texts = (clean_line(line.get("headline") or ""), clean_line(line.get("articleBody") or ""))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def fingerprints(line: Mapping[str, Any]) -> dict[str, str]:
    """Return a short digest of each field of `REVISION_FIELDS`, "" for an absent one.

    Dates are compared as moments, authors by their names in order.
    """
    found = {name: _fingerprint(name, line.get(name)) for name in REVISION_FIELDS}
    return {**found, _NOINDEX: _noindex(line)}


def _noindex(line: Mapping[str, Any]) -> str:
    rules = (line.get("rights") or {}).get("robots") or ()
    words = {word.strip().lower() for rule in rules for word in rule.split(",")}
    return "" if _WITHDRAWN.isdisjoint(words) else "1"


def _fingerprint(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "authors":
        text = json.dumps([clean_line(author.get("name") or "") for author in value])
    elif isinstance(value, list):
        text = json.dumps([clean_line(item) for item in value])
    elif name.startswith("date"):
        moment = _moment(value)
        text = clean_line(value) if moment is None else moment.isoformat()
    else:
        text = clean_line(value)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def downloaded_at(article: Article) -> datetime:
    """Return when the page was fetched, which for an archived one may be long ago; now if unknown."""
    return _moment(article.metadata.dateDownloaded) or datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    """Return the moment in UTC as lines write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str | None) -> datetime | None:
    """Return the moment that an RFC 3339 text names, None for anything else."""
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


@dataclass(slots=True)
class LineState:
    """What the state keeps of one line: its article, each page that it was read from or stands for, and its sketch."""

    article: ArticleState
    pages: list[PageState]
    sketch: SketchState


class _Author(msgspec.Struct):
    name: str = ""


class _Metadata(msgspec.Struct, rename="camel"):
    date_downloaded: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    extractor_version: str | None = None
    site_profile: str | None = None


class _Discovery(msgspec.Struct, rename="camel"):
    method: str | None = None
    source: str | None = None
    publication_date: str | None = None
    modification_date: str | None = None
    title: str | None = None
    post_id: int | None = None


class _Rights(msgspec.Struct, rename="camel"):
    robots: list[str] = []


class _Line(msgspec.Struct, rename="camel"):
    """The part of a line that is used here, with the types it relies on."""

    id: ArticleId
    url: Url
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    pub_status: str = "usable"
    requested_url: Url | None = None
    canonical_url: Url | None = None
    pages: list[Url] = []
    headline: str | None = None
    article_body: str | None = None
    correction: list[str] = []
    authors: list[_Author] = []
    date_published: str | None = None
    date_published_precision: str | None = None
    date_first_seen: str | None = None
    cluster_id: str | None = None
    duplicate_of: ArticleId | None = None
    content_hash: str | None = None
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)
    discovery: _Discovery = msgspec.field(default_factory=_Discovery)
    rights: _Rights = msgspec.field(default_factory=_Rights)
    provenance: dict[str, str] = {}


def states_of(line: object, now: datetime) -> LineState | None:
    """Return what the state keeps of a finished line, None for a JSON value that is not an article's line.

    `now` replaces missing times.
    """
    try:
        known = msgspec.convert(line, _Line)
    except msgspec.ValidationError:
        return None
    pages = _page_states(known, now)
    fields = msgspec.to_builtins(known)
    article = ArticleState(
        id=known.id,
        site=site_name(known.url),
        url=known.url,
        version=known.version,
        content_hash=known.content_hash or content_hash(fields),
        fingerprints=fingerprints(fields),
        first_seen=_moment(known.date_first_seen) or pages[0].checked_at,
        pub_status=known.pub_status,
    )
    return LineState(article, pages, sketch_line(fields, now))


def delivery_of(states: Sequence[LineState], batch: str | None) -> Delivery:
    """Return what to record for delivered lines: all of a batch or, without its name, some."""
    return Delivery(
        articles=[state.article for state in states],
        pages=[page for state in states for page in state.pages],
        sketches=[state.sketch for state in states],
        batch=batch,
    )


class FinishedLine(dict[str, Any]):
    """A line that has passed all pipelines, with its state computed once for those who deliver and keep it."""

    @cached_property
    def state(self) -> LineState | None:
        """The result of `states_of`."""
        return states_of(self, datetime.now(UTC))


def finished_state(item: object) -> LineState | None:
    """Return what the state keeps of an item, which may have passed through a pipeline of the user's own."""
    return item.state if isinstance(item, FinishedLine) else states_of(item, datetime.now(UTC))


def _page_states(line: _Line, now: datetime) -> list[PageState]:
    """Return the line's pages, the fetched one first; only that one has validators, which belong to one response."""
    fetched = line.requested_url or line.url
    outcome = "article" if line.pub_status == "usable" else line.pub_status
    checked_at = _moment(line.metadata.date_downloaded) or now
    urls: dict[str, str] = {}
    for url in filter(None, (fetched, line.url, line.canonical_url, *line.pages)):
        urls.setdefault(article_key(url), url)
    pages = [
        PageState(
            url=url,
            site=site_name(url),
            outcome=outcome,
            checked_at=checked_at,
            article_id=line.id,
            extractor_version=line.metadata.extractor_version,
            profile=line.metadata.site_profile,
        )
        for url in urls.values()
    ]
    pages[0].link_modified = line.discovery.modification_date
    pages[0].told = _told(line)
    if outcome == "article":
        dates = (link_moment(line.date_published), link_moment(line.discovery.publication_date))
        published = next(filter(None, dates), None) or _moment(line.date_first_seen)
        pages[0].published_at = published or checked_at
    pages[0].etag = line.metadata.etag
    pages[0].last_modified = line.metadata.last_modified
    return pages


def _told(line: _Line) -> dict[str, Any] | None:
    """Return what in a line came from the source that listed the article: the page alone would give another line."""
    found, said = line.discovery, line.provenance
    values = {
        "title": found.title if said.get("headline") in _SOURCES else None,
        "author": ", ".join(author.name for author in line.authors) if said.get("authors") in _SOURCES else None,
        "published": found.publication_date if said.get("datePublished") in _SOURCES else None,
        "post": found.post_id,
    }
    told = {name: value for name, value in values.items() if value}
    return {"method": found.method, "source": found.source, **told} if told and found.source else None


def link_as_told(page: PageState, link: Link | None = None) -> Link | None:
    """Merge what a source says about a known page with what its last line had from a source that is now silent."""
    if not page.told:
        return link
    try:
        before = msgspec.convert({"url": page.url, **page.told}, Link)
    except msgspec.ValidationError:
        return link
    if link is None:
        return before
    return replace(
        link,
        title=link.title or before.title,
        author=link.author or before.author,
        published=link.published or before.published,
        post=link.post or before.post,
    )
