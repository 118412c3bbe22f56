"""The state in the tables of a `Database`: implements the calls of `storage.Storage` in SQL.

`storage_sqlite` and `storage_postgres` know where the database is and how sites are locked.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

from newsbot.duplicates import Neighbours, Sketch, SketchState
from newsbot.exceptions import SiteLostError
from newsbot.state.databases import Database
from newsbot.state.rows import columns_of, moment, page_key, query, row_of, seconds, state_of, upsert
from newsbot.state.sketches import Sketches
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

# An article whose last check has been overdue for longer than this is dropped: its site was not crawled for a month.
_OVERDUE = timedelta(days=30)

_PAGE, _SOURCE, _ARTICLE = map(columns_of, (PageState, SourceState, ArticleState))
_SITE_DUE, _SOURCE_DUE = map(columns_of, (SiteSchedule, SourceSchedule))
_KNOWN_PAGES = query(["key", *_PAGE], "pages WHERE key IN")
_OWN_PAGE = query(_PAGE, "pages WHERE key = ?")
_TAKEN_BACK = query(_PAGE, "pages WHERE site = ? AND outcome = 'canceled' AND checked_at <= ?")
_LISTED_KEYS = query(["key"], "pages WHERE sitemap = ?")
_AGING_PAGES = (
    query(_PAGE, "pages WHERE site = ? AND published_at > ? AND checked_at < published_at + ?")
    + " AND article_id IS NOT NULL UNION "
    + query(_PAGE, "pages WHERE site = ? AND (failures > 0 OR missing_since IS NOT NULL)")
)
_ARTICLE_PAGES = "SELECT COUNT(*) FROM pages WHERE site = ? AND published_at IS NOT NULL AND outcome = 'article'"
_ALIVE_LATELY = f"{_ARTICLE_PAGES} AND checked_at >= ?"
_ALIVE_BEFORE = f"{_ARTICLE_PAGES} AND checked_at < ? AND sitemap IN"
_ARTICLES = query(_ARTICLE, "articles WHERE id IN")
_SITE_SOURCES = query(_SOURCE, "sources WHERE site = ?")
# A page of an article that fails later is still that article's page.
_KEPT = {
    name: f"COALESCE(excluded.{name}, pages.{name})"
    for name in ("article_id", "link_modified", "published_at", "sitemap", "profile", "told")
}
# An article is checked again for days after its line; this many versions are never made in that time.
_KEPT_PROFILES = 32
_FORGET_PROFILES = """DELETE FROM profiles WHERE site = ? AND rowid NOT IN
    (SELECT rowid FROM profiles WHERE site = ? ORDER BY made_at DESC, rowid DESC LIMIT ?)"""
_NOTE_LEARNER = "INSERT INTO learners (site, data) VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET data = excluded.data"
_NOTE_PROFILE = """INSERT INTO profiles (site, version, made_at, data) VALUES (?, ?, ?, ?)
    ON CONFLICT (site, version) DO NOTHING"""
_ARTICLE_COUNTS = "SELECT site, COUNT(*) FROM articles WHERE pub_status = 'usable' GROUP BY site"
_UPSERT_PAGE = upsert("pages", "key", ["key", *_PAGE], _KEPT, "checked_at")
_UPSERT_SOURCE = upsert("sources", "url", _SOURCE, {}, "checked_at")
# A tombstone says neither when an article was first seen nor what it was: one that comes back is compared with what
# it was before.
_LASTING = {
    "first_seen": "CASE WHEN excluded.first_seen < articles.first_seen"
    " THEN excluded.first_seen ELSE articles.first_seen END",
    **{
        name: f"CASE excluded.pub_status WHEN 'canceled' THEN articles.{name} ELSE excluded.{name} END"
        for name in ("content_hash", "fingerprints")
    },
}
_UPSERT_ARTICLE = upsert("articles", "id", _ARTICLE, _LASTING, "version")

# Also overwrites a schedule that is not believed (`states.believed`).
_FROM_AHEAD = " OR {}.checked_at > excluded.checked_at + 86400"
_UPSERT_SITE_DUE = upsert("schedules", "site", _SITE_DUE, {}, "checked_at") + _FROM_AHEAD.format("schedules")
_UPSERT_SOURCE_DUE = upsert("source_schedules", "site, url", _SOURCE_DUE, {}, "checked_at") + _FROM_AHEAD.format(
    "source_schedules"
)
# Deletes sources that the site no longer names.
_FORGET_SOURCE_DUE = "DELETE FROM source_schedules WHERE site = ? AND checked_at < ?"
_KEPT_SOURCE_DUE = timedelta(days=60)
# A run is a row of a kilobyte, and a watched site has hundreds of runs a day.
KEPT_RUNS = 10_000
_CONCLUDE = "INSERT INTO archive_jobs (job, token) VALUES (?, ?) ON CONFLICT (job) DO NOTHING"
_KEEP_ANSWER = """INSERT INTO answers (site, key, answered_at, data) VALUES (?, ?, ?, ?)
    ON CONFLICT (site, key) DO UPDATE SET answered_at = excluded.answered_at, data = excluded.data"""
_FORGET_RUNS = "DELETE FROM runs WHERE started < (SELECT started FROM runs ORDER BY started DESC LIMIT 1 OFFSET ?)"


class SqlStorage:
    """The state in a database; a subclass opens it and defines how a site is locked."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._locks: dict[str, SiteLock] = {}
        self._sketches = Sketches(database)
        # So that no reader finds a text both pending and delivered, or neither.
        self._turn = RLock()
        try:
            self._sketches.prepare()
        except BaseException:
            database.close()
            raise

    @property
    def database(self) -> Database:
        """The database, for copying it as a whole."""
        return self._db

    def known_pages(self, urls: Iterable[str]) -> dict[str, PageState]:
        """Return what is known about each of these URLs, under the URL as given; unknown ones are absent."""
        keys = {url: page_key(url) for url in urls}
        rows = self._db.rows_in(_KNOWN_PAGES, keys.values())
        known = {key: state_of(PageState, row) for key, *row in rows}
        return {url: known[key] for url, key in keys.items() if key in known}

    def aging_pages(self, site: str, now: datetime, last_look: timedelta) -> list[PageState]:
        """Return the site's pages that may be due regardless of its sources, the newest articles first."""
        oldest, look = seconds(now - last_look - _OVERDUE), int(last_look.total_seconds())
        found = self._pages(_AGING_PAGES, (site, oldest, look, site))
        return sorted(
            found, key=lambda page: (page.published_at is None, page.published_at and -seconds(page.published_at))
        )

    def pages(self, keys: Iterable[bytes]) -> list[PageState]:
        """Return what is known about the pages with these keys (`urls.key_digest`)."""
        return [state_of(PageState, row) for _, *row in self._db.rows_in(_KNOWN_PAGES, keys)]

    def listed_keys(self, sitemap: str) -> list[bytes]:
        """Return the keys of the pages that were last listed in this sitemap."""
        return [key for (key,) in self._db.rows(_LISTED_KEYS, (sitemap,))]

    def own_page(self, article_id: str) -> PageState | None:
        """Return the page at the address that gives the article its ID."""
        return next(iter(self._pages(_OWN_PAGE, (bytes.fromhex(article_id),))), None)

    def pages_taken_back(self, site: str, before: datetime) -> list[PageState]:
        """Return the site's pages whose articles were taken back, if last checked before then."""
        return self._pages(_TAKEN_BACK, (site, seconds(before)))

    def count_alive(self, site: str, sitemaps: Sequence[str], since: datetime) -> int:
        """Return how many of the site's articles were last listed in one of these sitemaps, or fetched since then."""
        values = (site, seconds(since))
        counts = self._db.rows(_ALIVE_LATELY, values) + self._db.rows_in(_ALIVE_BEFORE, sitemaps, values)
        return sum(count for (count,) in counts)

    def _pages(self, question: str, values: Sequence[Any]) -> list[PageState]:
        return [state_of(PageState, row) for row in self._db.rows(question, values)]

    def article_urls(self, site: str, count: int) -> list[str]:
        """Return addresses of some of the site's articles."""
        return [url for (url,) in self._db.rows("SELECT url FROM articles WHERE site = ? LIMIT ?", (site, count))]

    def article(self, article_id: str) -> ArticleState | None:
        """Return the newest delivered version of the article."""
        rows = self._db.rows_in(_ARTICLES, [article_id])
        return next((state_of(ArticleState, row) for row in rows), None)

    def sources(self, site: str) -> dict[str, SourceState]:
        """Return what is known about the site's sources, by URL."""
        return {row[0]: state_of(SourceState, row) for row in self._db.rows(_SITE_SOURCES, (site,))}

    def note_sources(self, sources: Iterable[SourceState]) -> None:
        """Record sources as given."""
        rows = [row_of(state) for state in sources]
        self._db.transact(lambda: self._db.run_many(_UPSERT_SOURCE, rows))

    def recorded_batches(self, names: Iterable[str]) -> set[str]:
        """Return those of the names that were recorded as a delivery's `batch`."""
        return {name for (name,) in self._db.rows_in("SELECT name FROM batches WHERE name IN", names)}

    def record(self, delivery: Delivery) -> None:
        """Record delivered lines: all of the delivery or, on an error, nothing."""
        with self._turn if delivery.sketches else nullcontext():
            self._db.transact(lambda: self._record(delivery))
            self._sketches.delivered(delivery.sketches)

    def _record(self, delivery: Delivery) -> None:
        # Sorted by key, so that two writers never deadlock.
        pages = sorted((page_key(page.url), *row_of(page)) for page in delivery.pages)
        self._db.run_many(_UPSERT_PAGE, pages)
        self._db.run_many(_UPSERT_ARTICLE, sorted(map(row_of, delivery.articles)))
        if delivery.batch is not None:
            self._db.run("INSERT INTO batches (name) VALUES (?) ON CONFLICT (name) DO NOTHING", (delivery.batch,))
        self._sketches.record(delivery.sketches)

    def neighbours(self, article_id: str, sketch: Sketch | None, seen: datetime) -> Neighbours:
        """Return the texts of all sites that share much with a sketch, even pending, and the article's own last."""
        with self._turn:
            return self._db.transact(lambda: self._sketches.neighbours(article_id, sketch, seen), writes=False)

    def expect(self, state: SketchState, joined: Iterable[str] = ()) -> None:
        """Make a text findable before it is recorded, and merge `joined` into its cluster; kept in memory only."""
        with self._turn:
            self._sketches.expect(state, joined)

    def note_pages(self, pages: Iterable[PageState]) -> None:
        """Record pages that gave no line, and so depend on no delivery."""
        self.record(Delivery(pages=list(pages)))

    def site_profiles(self, site: str) -> dict[str, bytes]:
        """Return the versions of the site's profile by name, the newest last."""
        return dict(self._db.rows("SELECT version, data FROM profiles WHERE site = ? ORDER BY made_at, rowid", (site,)))

    def site_learner(self, site: str) -> bytes | None:
        """Return what has been learned about the site's template."""
        rows = self._db.rows("SELECT data FROM learners WHERE site = ?", (site,))
        return rows[0][0] if rows else None

    def note_template(self, state: TemplateState, now: datetime) -> None:
        """Store what was learned about a site's template, and a version of its profile, if there is one."""

        def work() -> None:
            self._db.run(_NOTE_LEARNER, (state.site, state.learner))
            if state.version is not None:
                self._db.run(_NOTE_PROFILE, (state.site, state.version, seconds(now), state.profile))
                self._db.run(_FORGET_PROFILES, (state.site, state.site, _KEPT_PROFILES))

        self._db.transact(work)

    def site_summaries(self) -> list[SiteSummary]:
        """Return all known sites, sorted by name."""
        runs = self._db.rows("SELECT sites, started, finished FROM runs ORDER BY started")
        counts: dict[str, int] = dict(self._db.rows(_ARTICLE_COUNTS))
        profiles: dict[str, str] = dict(self._db.rows("SELECT site, version FROM profiles ORDER BY made_at, rowid"))
        per_day: dict[str, float] = dict(self._db.rows("SELECT site, SUM(per_day) FROM source_schedules GROUP BY site"))
        due = self.schedules()
        found = {site: SiteSummary(site) for site in counts}
        for site, known in due.items():
            found[site] = SiteSummary(
                site,
                started=known.started_at,
                finished=known.checked_at,
                next_due=known.next_due,
                per_day=per_day.get(site),
                failures=known.failures,
                problem=known.problem,
                tallies=known.tallies,
            )
        for sites, started, finished in runs:
            for site in json.loads(sites):
                summary = found.setdefault(site, SiteSummary(site))
                summary.started, summary.finished = moment(started), None if finished is None else moment(finished)
        for site, summary in found.items():
            summary.articles, summary.profile = counts.get(site, 0), profiles.get(site)
        return sorted(found.values(), key=lambda summary: summary.site)

    def schedules(self, sites: Iterable[str] | None = None) -> dict[str, SiteSchedule]:
        """Return when each of these sites, or every site, is crawled again; sites without a schedule are absent."""
        if sites is not None:
            rows = self._db.rows_in(query(_SITE_DUE, "schedules WHERE site IN"), sites)
        else:
            rows = self._db.rows(query(_SITE_DUE, "schedules"))
        return {state.site: state for state in (state_of(SiteSchedule, row) for row in rows)}

    def source_schedules(self, site: str) -> dict[str, SourceSchedule]:
        """Return when each source of the site is polled again, by URL."""
        rows = self._db.rows(query(_SOURCE_DUE, "source_schedules WHERE site = ?"), (site,))
        return {state.url: state for state in (state_of(SourceSchedule, row) for row in rows)}

    def note_schedule(self, schedule: SiteSchedule, sources: Iterable[SourceSchedule] = ()) -> None:
        """Store when a site and its sources are due; sources that have long not been polled are deleted."""
        rows, before = [row_of(source) for source in sources], seconds(schedule.checked_at - _KEPT_SOURCE_DUE)

        def work() -> None:
            self._db.run(_UPSERT_SITE_DUE, row_of(schedule))
            self._db.run_many(_UPSERT_SOURCE_DUE, rows)
            self._db.run(_FORGET_SOURCE_DUE, (schedule.site, before))

        self._db.transact(work)

    def conclude(self, job: str, token: str) -> None:
        """Make the lines with this token those of the job; raises `SiteLostError` if the job has others."""

        def work() -> str | None:
            self._db.run(_CONCLUDE, (job, token))
            return self.concluded(job)

        if self._db.transact(work) != token:
            raise SiteLostError(
                "Another machine has read this file in the meantime: its lines are the ones that count."
            )

    def concluded(self, job: str) -> str | None:
        """Return the token of the job's lines, None if there are none yet."""
        return next((token for (token,) in self._db.rows("SELECT token FROM archive_jobs WHERE job = ?", (job,))), None)

    def kept_answers(self, site: str, since: datetime) -> list[bytes]:
        """Return the keys of what the site answered since then in unfinished crawls."""
        rows = self._db.rows("SELECT key FROM answers WHERE site = ? AND answered_at >= ?", (site, seconds(since)))
        return [key for (key,) in rows]

    def kept_answer(self, site: str, key: bytes) -> KeptAnswer | None:
        """Return the answer to one request."""
        rows = self._db.rows("SELECT answered_at, data FROM answers WHERE site = ? AND key = ?", (site, key))
        return next((KeptAnswer(site, key, moment(answered), data) for answered, data in rows), None)

    def keep_answers(self, answers: Iterable[KeptAnswer]) -> None:
        """Store what sites have answered."""
        # Of two answers to one request the later one counts.
        newest = {(answer.site, answer.key): (seconds(answer.answered_at), answer.data) for answer in answers}
        rows = [(*key, *value) for key, value in sorted(newest.items())]
        # Without a transaction, which would cost two more round trips in which the process may be killed.
        self._db.run_many(_KEEP_ANSWER, rows)

    def forget_answers(self, sites: Iterable[str], before: datetime) -> None:
        """Delete what these sites have answered, and everything answered before then."""
        names = [(site,) for site in sorted(sites)]

        def work() -> None:
            self._db.run_many("DELETE FROM answers WHERE site = ?", names)
            self._db.run("DELETE FROM answers WHERE answered_at < ?", (seconds(before),))

        self._db.transact(work)

    def start_run(self, run_id: str, sites: Sequence[str], started: datetime) -> None:
        """Record that a run began; very old runs are deleted."""

        def work() -> None:
            self._db.run(_FORGET_RUNS, (KEPT_RUNS - 1,))
            self._db.run(
                "INSERT INTO runs (id, sites, started) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (run_id, json.dumps(list(sites)), seconds(started)),
            )

        self._db.transact(work)

    def finish_run(self, run_id: str, finished: datetime, counters: Mapping[str, Any]) -> None:
        """Record how a run ended; counters are JSON values, anything else is stored as text."""
        values = (seconds(finished), json.dumps(dict(counters), default=str), run_id)
        self._db.transact(lambda: self._db.run("UPDATE runs SET finished = ?, counters = ? WHERE id = ?", values))

    def counters_since(self, moment: datetime) -> dict[str, dict[str, Any]]:
        """Return the counters of the runs that have ended since then, by run ID."""
        rows = self._db.rows("SELECT id, counters FROM runs WHERE finished >= ?", (seconds(moment),))
        return {run_id: json.loads(counters) for run_id, counters in rows if counters}

    def close(self) -> None:
        """Release every lock and the connection; the storage is not used afterwards."""
        for lock in self._locks.values():
            lock.release()
        self._db.close()
