"""Which sites are crawled next, and which of them together: a queue ordered by when they are due.

Quick sites share a process, since starting one takes longer than polling a quiet site; a new, slow or failed site gets
one of its own, and such crawls never take all places. Pure: moments in, sites out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newsbot.crawl.site_polls import SECONDS
from newsbot.schedule import PollRules, back_off
from newsbot.sites import Site
from newsbot.state.states import SiteSchedule

# A crawl that spent longer than this on a site would keep the other sites of its process waiting.
_QUICK_S = 20.0
# How long a due site waits for others to share a process with.
GATHER = timedelta(seconds=15)
# The pause for a site that another process is crawling.
_BUSY_PAUSE = timedelta(minutes=1)


@dataclass(slots=True)
class Entry:
    """A site of the agenda: due no earlier than `not_before`, and no later than `longest` after its last crawl.

    `schedule` is None for a site that the schedule has never crawled.
    """

    site: Site
    longest: timedelta
    not_before: datetime
    schedule: SiteSchedule | None = None
    is_running: bool = False

    @property
    def due(self) -> datetime:
        """When the site is due; its bounds may be newer than what was decided."""
        known = self.schedule
        if known is None:
            return self.not_before
        return max(min(known.next_due, known.checked_at + self.longest), self.not_before)

    @property
    def goes_alone(self) -> bool:
        """Whether a crawl of the site may take long."""
        known = self.schedule
        return known is None or known.failures > 0 or known.tallies.get(SECONDS, 0.0) > _QUICK_S


@dataclass(slots=True)
class Agenda:
    """The sites with their schedules; at most `together` of them share a process, `places` processes run at once."""

    rules: PollRules
    places: int
    together: int
    entries: dict[str, Entry] = field(default_factory=dict)
    _was_slow: bool = False

    def take_sites(self, sites: Iterable[Site], known: Mapping[str, SiteSchedule], now: datetime) -> None:
        """Replace the agenda's sites by these; `known` holds the schedules of new ones."""
        before, self.entries = self.entries, {}
        for site in sites:
            longest, schedule = self.rules.within(site.bounds).longest, known.get(site.name)
            soonest = now if schedule is None else schedule.checked_at
            entry = before.get(site.name) or Entry(site, longest, soonest, schedule)
            entry.site, entry.longest = site, longest
            self.entries[site.name] = entry

    def due(self, now: datetime) -> list[Entry]:
        """Return the sites that are due and not being crawled, those that have waited longest first."""
        found = [entry for entry in self.entries.values() if not entry.is_running and entry.due <= now]
        return sorted(found, key=lambda entry: entry.due)

    def next_due(self) -> datetime | None:
        """Return when the next site that is not being crawled is due; None if there is none."""
        return min((entry.due for entry in self.entries.values() if not entry.is_running), default=None)

    def take(self, now: datetime, running: Sequence[Sequence[Site]], gather: timedelta = GATHER) -> list[Site]:
        """Return the sites of the next process, which now count as running; none if nothing is to be started."""
        if len(running) >= self.places:
            return []
        waiting = self.due(now)
        quick = [entry for entry in waiting if not entry.goes_alone][: self.together]
        slow = [entry for entry in waiting if entry.goes_alone][:1]
        if quick and len(quick) < self.together and now - quick[0].due < gather:
            quick = []
        if sum(map(self._are_slow, running)) >= self._slow_places:
            slow = []
        # Alternating, so that neither kind waits for all of the other.
        chosen = slow if slow and not (quick and self._was_slow) else quick
        self._was_slow = bool(chosen) and chosen is slow
        for entry in chosen:
            entry.is_running = True
        return [entry.site for entry in chosen]

    @property
    def _slow_places(self) -> int:
        """How many crawls that may take long can run at once: a quarter of the places is reserved for the others."""
        return max(1, self.places - max(1, self.places // 4))

    def _are_slow(self, sites: Sequence[Site]) -> bool:
        entry = self.entries.get(sites[0].name) if len(sites) == 1 else None
        return entry is not None and entry.goes_alone

    def finished(self, site: Site, schedule: SiteSchedule | None) -> None:
        """Record that a crawl of the site has ended; `schedule` is what the state says about it now."""
        entry = self.entries.get(site.name)
        if entry is not None:
            entry.is_running, entry.schedule = False, schedule

    def postpone(self, site: Site, now: datetime, pause: timedelta = _BUSY_PAUSE) -> None:
        """Put off a site that cannot be crawled for now, which does not count as a failure."""
        entry = self.entries.get(site.name)
        if entry is not None:
            entry.is_running, entry.not_before = False, now + pause

    def clock_moved(self, by: timedelta) -> None:
        """Shift all times after the clock was set back by this much: each site is due as soon as before."""
        for entry in self.entries.values():
            entry.not_before += by
            if entry.schedule is not None:
                known = entry.schedule
                entry.schedule = replace(known, checked_at=known.checked_at + by, next_due=known.next_due + by)

    def failed(self, site: Site, started: datetime, now: datetime, problem: str) -> SiteSchedule:
        """Return the schedule to store for a site whose crawl ended without storing one itself."""
        entry = self.entries.get(site.name)
        before = entry.schedule if entry else None
        failures = (before.failures if before else 0) + 1
        pause = back_off(failures, self.rules.within(site.bounds))
        tallies = before.tallies if before else {}
        return SiteSchedule(site.name, now, now + pause, started, failures, problem, tallies)
