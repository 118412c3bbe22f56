"""What newsbot remembers about pages, sources and articles between runs, and the other values the state deals in.

Plain values: `storage` decides where they are kept, `schedule` when a page is due again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, Self, TypeVar

from newsbot.duplicates import SketchState


@dataclass(slots=True)
class PageState:
    """What is known about one page: `outcome` is "article" or the reason why it is none.

    `link_modified` is the date that the page's source gave, verbatim; `etag` and `last_modified` are the response's
    headers, for a conditional request. A page of an article keeps its `article_id` even if it could not be fetched
    later. `published_at` is set on the page that is fetched again as its article ages. `missing_since` is when it was
    first gone, `missing_crawl` when the crawl that missed it began; `failures` is how often in a row it could not be
    fetched; `sitemap` is where it was last listed, empty if it has left it; `profile` is the version of the site's
    profile with which the article was cleaned. `told` is what in the article's last line came from a source, and how
    to ask it again.
    """

    url: str
    site: str
    outcome: str
    checked_at: datetime
    article_id: str | None = None
    link_modified: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    extractor_version: str | None = None
    published_at: datetime | None = None
    missing_since: datetime | None = None
    missing_crawl: datetime | None = None
    failures: int = 0
    sitemap: str | None = None
    profile: str | None = None
    told: dict[str, Any] | None = None


@dataclass(slots=True)
class SourceState:
    """What is known about one source: its validators, a hash of its body, and what it led to.

    `settled` says that every page it listed is known to the state, is older than `since`, or is of a kind of source
    that was not `wanted` (the wanted kinds, separated by commas, and a digest of the addresses that were ignored): only
    then may an unchanged answer be skipped.
    `further` are the sources that it named, as (address, method, depth, modified).
    """

    url: str
    site: str
    method: str
    checked_at: datetime
    settled: bool = False
    since: datetime | None = None
    wanted: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    links: int = 0
    further: list[tuple[str, str, int, str | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a site answered to the request with this key, in a crawl that has not ended (`kept_answers`)."""

    site: str
    key: bytes
    answered_at: datetime
    data: bytes


@dataclass(slots=True)
class ArticleState:
    """What is known about one article: its newest delivered version, and fingerprints of the fields that define one."""

    id: str
    site: str
    url: str
    version: int
    content_hash: str
    fingerprints: dict[str, str]
    first_seen: datetime
    pub_status: str = "usable"


@dataclass(slots=True)
class TemplateState:
    """What was learned about a site's template, and the newest version of its profile, if there is one."""

    site: str
    learner: bytes
    version: str | None = None
    profile: bytes | None = None


@dataclass(slots=True)
class SourceSchedule:
    """When one source of a site is polled again, and the estimate behind it.

    `rhythm` is decoded by `rhythm.decode_rhythm`; `per_day` is what it expects, for a person; `failures` is how often
    in a row the source could not be fetched, and `problem` is why.
    """

    url: str
    site: str
    checked_at: datetime
    next_due: datetime
    per_day: float = 0.0
    failures: int = 0
    rhythm: str = ""
    problem: str | None = None


@dataclass(slots=True)
class SiteSchedule:
    """When a site is crawled again, and how its last crawl went.

    `checked_at` is when this was decided: at the end of the crawl that began at `started_at`, or when that was found
    dead. `failures` is how often in a row it failed, `problem` is why; `tallies` are counts of its recent results.
    """

    site: str
    checked_at: datetime
    next_due: datetime
    started_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    tallies: dict[str, float] = field(default_factory=dict)


Schedule = TypeVar("Schedule", SiteSchedule, SourceSchedule)
# How far one machine's clock may be ahead of another's.
AHEAD = timedelta(days=1)


def believed(schedules: Mapping[str, Schedule], now: datetime) -> dict[str, Schedule]:
    """Drop schedules written by a clock that was wrong: one decided years ahead would only be due then."""
    return {name: known for name, known in schedules.items() if known.checked_at <= now + AHEAD}


@dataclass(slots=True)
class SiteSummary:
    """What a person wants to know about a site first: its usable articles, its last run, its profile's version.

    `finished` is when that run ended, None if it did not, or still runs. The fields from `next_due` on are those of the
    site's schedule; `per_day` is how many articles a day all its sources together are expected to bring.
    """

    site: str
    articles: int = 0
    started: datetime | None = None
    finished: datetime | None = None
    profile: str | None = None
    next_due: datetime | None = None
    per_day: float | None = None
    failures: int = 0
    problem: str | None = None
    tallies: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Delivery:
    """Lines that are safe on disk, as the state stores them; `batch` names the file if it is one of the batches."""

    articles: list[ArticleState] = field(default_factory=list)
    pages: list[PageState] = field(default_factory=list)
    sketches: list[SketchState] = field(default_factory=list)
    batch: str | None = None


class SiteLock(Protocol):
    """The right to crawl one site, until released or until its process ends."""

    def release(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...
