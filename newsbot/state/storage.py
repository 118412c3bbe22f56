"""The interface of the state, whatever it is kept in: pages, sources, articles, finished batches, runs, locks.

`storage_sqlite` keeps it in one file, `storage_postgres` on a server. `revisions` decides what counts as a change,
`feeds` when it is recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from newsbot.appearances import Appearance
from newsbot.duplicates import Neighbours, Sketch, SketchState
from newsbot.exceptions import StorageError
from newsbot.state.databases import Database
from newsbot.state.states import (
    ArticleState,
    Delivery,
    KeptAnswer,
    PageState,
    SiteLock,
    SiteSchedule,
    SiteSummary,
    SourceSchedule,
    SourceState,
    TemplateState,
)
from newsbot.state.storage_sqlite import SqliteStorage


class Storage(Protocol):
    """What a backend offers. Calls are synchronous, safe from any thread, and raise `StorageError` on failure.

    Recording is idempotent: repeating a delivery, or recording an older one later, leaves the newest knowledge.
    """

    @property
    def database(self) -> Database:
        """The database, for copying it as a whole."""

    def known_pages(self, urls: Iterable[str]) -> dict[str, PageState]:
        """Return what is known about each of these URLs, under the URL as given; unknown ones are absent."""

    def aging_pages(self, site: str, now: datetime, last_look: timedelta) -> list[PageState]:
        """Return the site's pages that may be due regardless of its sources, the newest articles first.

        These are pages of articles not checked since they were `last_look` old, and pages that could not be fetched.
        """

    def pages(self, keys: Iterable[bytes]) -> list[PageState]:
        """Return what is known about the pages with these keys (`urls.key_digest`)."""

    def listed_keys(self, sitemap: str) -> list[bytes]:
        """Return the keys of the pages that were last listed in this sitemap."""

    def own_page(self, article_id: str) -> PageState | None:
        """Return the page at the address that gives the article its ID."""

    def pages_taken_back(self, site: str, before: datetime) -> list[PageState]:
        """Return the site's pages whose articles were taken back, if last checked before then."""

    def count_alive(self, site: str, sitemaps: Sequence[str], since: datetime) -> int:
        """Return how many of the site's articles were last listed in one of these sitemaps, or fetched since then."""

    def article_urls(self, site: str, count: int) -> list[str]:
        """Return addresses of some of the site's articles."""

    def article(self, article_id: str) -> ArticleState | None:
        """Return the newest delivered version of the article."""

    def record(self, delivery: Delivery) -> None:
        """Record delivered lines: all of the delivery or, on an error, nothing."""

    def note_pages(self, pages: Iterable[PageState]) -> None:
        """Record pages that gave no line, and so depend on no delivery."""

    def sources(self, site: str) -> dict[str, SourceState]:
        """Return what is known about the site's sources, by URL."""

    def note_sources(self, sources: Iterable[SourceState]) -> None:
        """Record sources as given."""

    def recorded_batches(self, names: Iterable[str]) -> set[str]:
        """Return those of the names that were recorded as a delivery's `batch`."""

    def neighbours(self, article_id: str, sketch: Sketch | None, seen: datetime) -> Neighbours:
        """Return the texts of all sites that share much with a sketch, even pending, and the article's own last."""

    def expect(self, state: SketchState, joined: Iterable[str] = ()) -> None:
        """Make a text findable before it is recorded, and merge `joined` into its cluster; kept in memory only."""

    def site_profiles(self, site: str) -> dict[str, bytes]:
        """Return the versions of the site's profile by name, the newest last."""

    def site_learner(self, site: str) -> bytes | None:
        """Return what has been learned about the site's template."""

    def note_template(self, state: TemplateState, now: datetime) -> None:
        """Store what was learned about a site's template, and a version of its profile, if there is one."""

    def site_summaries(self) -> list[SiteSummary]:
        """Return all known sites, sorted by name."""

    def schedules(self, sites: Iterable[str] | None = None) -> dict[str, SiteSchedule]:
        """Return when each of these sites, or every site, is crawled again; sites without a schedule are absent."""

    def source_schedules(self, site: str) -> dict[str, SourceSchedule]:
        """Return when each source of the site is polled again, by URL."""

    def note_schedule(self, schedule: SiteSchedule, sources: Iterable[SourceSchedule] = ()) -> None:
        """Store when a site and its sources are due; sources that have long not been polled are deleted."""

    def lock_site(self, site: str) -> SiteLock:
        """Reserve the site for this process; raises `SiteBusyError` if another crawl holds it."""

    def holds_sites(self) -> bool:
        """Whether this process still holds every site that it locked; asked before each request."""

    def publish(self, appear: Appearance) -> None:
        """Give a file of lines its name while no site can pass to another crawl; raises `SiteLostError` if one has."""

    def conclude(self, job: str, token: str) -> None:
        """Make the lines with this token those of the job; raises `SiteLostError` if the job has others."""

    def concluded(self, job: str) -> str | None:
        """Return the token of the job's lines, None if there are none yet."""

    def kept_answers(self, site: str, since: datetime) -> list[bytes]:
        """Return the keys of what the site answered since then in unfinished crawls."""

    def kept_answer(self, site: str, key: bytes) -> KeptAnswer | None:
        """Return the answer to one request."""

    def keep_answers(self, answers: Iterable[KeptAnswer]) -> None:
        """Store what sites have answered."""

    def forget_answers(self, sites: Iterable[str], before: datetime) -> None:
        """Delete what these sites have answered, and everything answered before then."""

    def start_run(self, run_id: str, sites: Sequence[str], started: datetime) -> None:
        """Record that a run began; very old runs are deleted."""

    def finish_run(self, run_id: str, finished: datetime, counters: Mapping[str, Any]) -> None:
        """Record how a run ended; counters are JSON values."""

    def counters_since(self, moment: datetime) -> dict[str, dict[str, Any]]:
        """Return the counters of the runs that have ended since then, by run ID."""

    def close(self) -> None:
        """Release every lock and the connection; the storage is not used afterwards."""


def open_storage(address: str, lease_s: float = 60, *, waits: bool = False) -> Storage:
    """Open the state at `address`, created if missing: "sqlite:///relative/path", "sqlite:////absolute/path", or
    "postgresql://user:password@host:port/database".

    On a server, a crawl that is no longer heard of keeps its site for `lease_s` seconds. With `waits`, a server that is
    away is waited for from the start; otherwise whoever made a mistake is told at once. Raises `StorageError` with one
    sentence if there is no such backend or the state cannot be used.
    """
    scheme, separator, path = address.partition("://")
    if scheme in ("postgresql", "postgres") and separator:
        # psycopg is an extra.
        from newsbot.state.storage_postgres import PostgresStorage

        return PostgresStorage(address, lease_s, waits=waits)
    if scheme != "sqlite" or not path.startswith("/") or path in ("/", "/:memory:"):
        # The address may hold a password, so only its scheme is repeated.
        start = address.partition(":")[0]
        given = "without three slashes and a file" if start == "sqlite" else f"that starts with {start!r}"
        raise StorageError(
            f"NEWSBOT_STATE must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE, not an address {given}."
        )
    return SqliteStorage(Path(path[1:]))
