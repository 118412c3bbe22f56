"""The loop of `scrapy watch` with the state on a server: what is due becomes jobs, and jobs become crawls here.

Every machine plans what its file lists, and takes jobs whoever planned them; the state tells what others have crawled.
Once a crawl runs, it is handled as in `watch`.
"""

import logging
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from newsbot.exceptions import ArgumentError, StorageError
from newsbot.sites import Site
from newsbot.sites_file import read_sites, write_sites
from newsbot.state.states import believed
from newsbot.watching.fleet import Fleet, Job
from newsbot.watching.watch import Watch

logger = logging.getLogger(__name__)

# How often due sites are planned.
_PLAN = timedelta(seconds=2)
_BUSY = timedelta(seconds=3)
_MOST_PLANNED = 1_000


@dataclass(slots=True)
class SharedWatch(Watch):
    """A watch that shares the work through the jobs of an open `Fleet`."""

    fleet: Fleet | None = None
    plan_every: timedelta = _PLAN
    _jobs: dict[str, Job] = field(default_factory=dict)
    # Sites that others are believed to be crawling: reconsidered when they are due.
    _left: set[str] = field(default_factory=set)
    _plan_at: datetime | None = None

    def step(self, now: datetime) -> None:
        """Collect crawls that have ended, plan what is due, and start the crawls of the jobs that came."""
        self._look_at_children(now)
        if self.is_stopping:
            self._give_back()
            return
        self._look_at_file(now)
        self._plan(now)
        assert self.fleet is not None
        for job in self.fleet.asked():
            self._take(job, now)

    def clock_moved(self, by: timedelta) -> None:
        """Adjust to a clock that was set forward or back."""
        self._plan_at = None
        Watch.clock_moved(self, by)

    def stop(self, now: datetime) -> None:
        """Start nothing more, and let what runs end in order; on the second call end it at once."""
        assert self.fleet is not None
        self.fleet.stop()
        Watch.stop(self, now)

    def _give_back(self) -> None:
        """Drop jobs that came too late: their sites stay due."""
        assert self.fleet is not None
        for job in self.fleet.asked():
            job.end()

    # ----------------------------------------------------------------------------------------- plan

    def _plan(self, now: datetime) -> None:
        """Make jobs for what is due and has none."""
        if self._plan_at is not None and now < self._plan_at:
            return
        self._plan_at = now + self.plan_every
        assert self.fleet is not None
        try:
            queued = self.fleet.queued()
            free = [entry for entry in self.agenda.due(now) if entry.site.name not in queued]
            waiting, later = free[:_MOST_PLANNED], free[_MOST_PLANNED:]
            # Others may have crawled them in the meantime.
            known = believed(self.storage.schedules([entry.site.name for entry in waiting]), now)
            for entry in waiting:
                entry.schedule = known.get(entry.site.name, entry.schedule)
            wanted = [entry.site for entry in waiting if entry.due <= now]
            self._left -= {entry.site.name for entry in waiting}
            if self.only is not None:
                self.only &= queued | {site.name for site in wanted} | self._left | {entry.site.name for entry in later}
                wanted = [site for site in wanted if site.name in self.only]
            self.fleet.defer((site.name, write_sites([site])) for site in wanted)
        except StorageError as error:
            logger.error("The sites that are due cannot be planned: %s", error)

    # ----------------------------------------------------------------------------------------- jobs

    def _take(self, job: Job, now: datetime) -> None:
        """Start the job's crawl, unless it is done or being done."""
        try:
            (site,) = _sites_of(job)
            known = believed(self.storage.schedules([site.name]), now).get(site.name)
        except (ArgumentError, StorageError, ValueError) as error:
            logger.error("The job of %s cannot be started: %s", job.name, error)
            job.end()
            return
        if known is not None and known.checked_at >= job.planned:
            # It was done, but whoever did it could not report that.
            job.end()
            return
        self._jobs[site.name] = job
        if self._is_busy(site):
            # Whoever crawls it fell silent but is still there: retry soon.
            self._leave(site, now)
            return
        if entry := self.agenda.entries.get(site.name):
            entry.is_running, entry.schedule = True, known
        self._start_alone(site, now)

    def _start_alone(self, site: Site, now: datetime) -> None:
        only, self.only = self.only, None
        running = len(self.children)
        self._start([site], now)
        self.only = only
        if site.name in self._jobs and len(self.children) == running:
            self._done(site.name)

    def _leave(self, site: Site, now: datetime) -> None:
        """Leave a site to another crawl of it; it stays due, even if each site is to be crawled only once."""
        self.agenda.postpone(site, now, _BUSY)
        if job := self._jobs.pop(site.name, None):
            job.end()
        if site.name in self.agenda.entries:
            self._left.add(site.name)

    def _done(self, name: str) -> None:
        if job := self._jobs.pop(name, None):
            job.end()
        Watch._done(self, name)


def _sites_of(job: Job) -> tuple[Site, ...]:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".toml") as file:
        file.write(job.told)
        file.flush()
        return read_sites(str(Path(file.name)))
