"""What the state may be asked, whatever it is kept in: pages, sources, articles, finished batches, runs, locks.

`storage_sqlite` keeps it in one file, `storage_postgres` on a server. What counts as a change is for `revisions`, when
to record is for `feeds`.
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

    Recording is idempotent: the same delivery again, or an older one later, leaves the newest knowledge.
    """

    @property
    def database(self) -> Database:
        """The database, for who copies it as a whole."""

    def known_pages(self, urls: Iterable[str]) -> dict[str, PageState]:
        """What is known of each of these URLs, under the URL as given; unknown ones are absent."""

    def aging_pages(self, site: str, now: datetime, last_look: timedelta) -> list[PageState]:
        """The site's pages that may be due without a source's word, the newest articles first.

        That are pages of articles not checked since they were `last_look` old, and those that could not be fetched.
        """

    def pages(self, keys: Iterable[bytes]) -> list[PageState]:
        """What is known of the pages with these keys (`urls.key_digest`)."""

    def listed_keys(self, sitemap: str) -> list[bytes]:
        """The keys of the pages that this sitemap listed when they were last looked up in one."""

    def own_page(self, article_id: str) -> PageState | None:
        """The page at the address that gives the article its id."""

    def pages_taken_back(self, site: str, before: datetime) -> list[PageState]:
        """The site's pages of articles that it took back, last looked at before then."""

    def count_alive(self, site: str, sitemaps: Sequence[str], since: datetime) -> int:
        """How many articles of the site were last listed by one of these sitemaps, or were had since then."""

    def article_urls(self, site: str, count: int) -> list[str]:
        """Addresses of some articles of the site, those checked last."""

    def article(self, article_id: str) -> ArticleState | None:
        """The newest delivered version of the article."""

    def record(self, delivery: Delivery) -> None:
        """Remember delivered lines: all of the delivery or, on an error, nothing."""

    def note_pages(self, pages: Iterable[PageState]) -> None:
        """Remember pages that gave no line, which a crash cannot lose."""

    def sources(self, site: str) -> dict[str, SourceState]:
        """What is known of the site's sources, by their URL."""

    def note_sources(self, sources: Iterable[SourceState]) -> None:
        """Remember sources as they are given."""

    def recorded_batches(self, names: Iterable[str]) -> set[str]:
        """Those of the names that were recorded as a delivery's `batch`."""

    def neighbours(self, article_id: str, sketch: Sketch | None, seen: datetime) -> Neighbours:
        """The texts of all sites that share much with a sketch, delivered or expected, and the article's own last."""

    def expect(self, state: SketchState, joined: Iterable[str] = ()) -> None:
        """Let a text be a neighbour before it is recorded, and the joined clusters be of its own; not kept on disk."""

    def site_profiles(self, site: str) -> dict[str, bytes]:
        """The versions of the site's profile by their names, the newest last."""

    def site_learner(self, site: str) -> bytes | None:
        """What was learned of the site's template so far."""

    def note_template(self, state: TemplateState, now: datetime) -> None:
        """Remember what was learned of a site's template, and a version of its profile where there is one."""

    def site_summaries(self) -> list[SiteSummary]:
        """All sites that are known, by name."""

    def schedules(self, sites: Iterable[str] | None = None) -> dict[str, SiteSchedule]:
        """When each of these sites, or every site, is crawled again; without those of which nothing is decided."""

    def source_schedules(self, site: str) -> dict[str, SourceSchedule]:
        """When each source of the site is asked again, by its URL."""

    def note_schedule(self, schedule: SiteSchedule, sources: Iterable[SourceSchedule] = ()) -> None:
        """Remember when a site and its sources are due; sources that were not asked for long are forgotten."""

    def lock_site(self, site: str) -> SiteLock:
        """The site for this process alone; raises `SiteBusyError` when another crawl has it."""

    def holds_sites(self) -> bool:
        """Whether every site that was locked is still this process's: asked before each request."""

    def publish(self, appear: Appearance) -> None:
        """Let a file of lines take its name, while no site can pass to another; raises `SiteLostError` when one has."""

    def conclude(self, job: str, token: str) -> None:
        """Let the lines that have this token be those of the job; raises `SiteLostError` where others are."""

    def concluded(self, job: str) -> str | None:
        """The token of the job's lines, None where there are none yet."""

    def kept_answers(self, site: str, since: datetime) -> list[bytes]:
        """The keys of what the site answered since then in crawls that came to no end."""

    def kept_answer(self, site: str, key: bytes) -> KeptAnswer | None:
        """What was answered to one question."""

    def keep_answers(self, answers: Iterable[KeptAnswer]) -> None:
        """Remember what sites have answered."""

    def forget_answers(self, sites: Iterable[str], before: datetime) -> None:
        """Forget what these sites have answered, and what any has before then."""

    def start_run(self, run_id: str, sites: Sequence[str], started: datetime) -> None:
        """Remember that a run began; runs of long ago are forgotten."""

    def finish_run(self, run_id: str, finished: datetime, counters: Mapping[str, Any]) -> None:
        """Remember how a run ended; counters are JSON values."""

    def counters_since(self, moment: datetime) -> dict[str, dict[str, Any]]:
        """The counters of the runs that have ended since then, by their ids."""

    def close(self) -> None:
        """Release every lock and the connection; the storage is not used afterwards."""


def open_storage(address: str, lease_s: float = 60, *, waits: bool = False) -> Storage:
    """The state at `address`, made when it is not there: "sqlite:///relative/path", "sqlite:////absolute/path", or
    "postgresql://user:password@host:port/database".

    On a server a site stays with a crawl that is not heard of for `lease_s` seconds. A server that is away is waited
    for from the first moment on where this `waits`; else who made a mistake is told at once. Raises `StorageError` with
    one sentence when there is no such backend or the state cannot be used.
    """
    scheme, separator, path = address.partition("://")
    if scheme in ("postgresql", "postgres") and separator:
        # psycopg is an extra.
        from newsbot.state.storage_postgres import PostgresStorage

        return PostgresStorage(address, lease_s, waits=waits)
    if scheme != "sqlite" or not path.startswith("/") or path in ("/", "/:memory:"):
        # The address may hold a password, so only its scheme is repeated.
        raise StorageError(
            "NEWSBOT_STATE must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE, not an address that"
            f" starts with {address.partition(':')[0]!r}."
        )
    return SqliteStorage(Path(path[1:]))
