"""When a known page is due again (by its source's word, by age, or after a failed fetch), and how long sites rest.

Pure: states and moments in, a reason out. It stores nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Self

from newsbot import __version__
from newsbot.discovery.links import link_moment
from newsbot.items import Link
from newsbot.sites import Bounds
from newsbot.state.states import AHEAD, PageState

# Why a page is fetched: a "new" one is not known yet, a "relisted" one was gone and is in a source again.
DueReason = Literal["new", "modified", "age", "missing", "retry", "reread", "relisted", "vanished"]

# The outcome of a page whose article is older than a crawl wanted.
BEFORE_SINCE = "before_since"
CANCELED = "canceled"
# What could not be fetched is retried at once, twice; then less and less often, and in the end only when listed.
_PATIENT_FAILURES = 2
_RETRY_AFTER = timedelta(hours=1)
_MAX_RETRY_AFTER = timedelta(days=1)
_MAX_FAILURES = 10
_NOT_THERE = ("http_404", "http_410")
_MAX_ABSENCES = 3
# The pause after the first failure of a site or a source; each further one doubles it.
_FIRST_PAUSE = timedelta(minutes=5)
_MAX_DOUBLINGS = 12
# A source that keeps listing what is gone is believed once a day.
RELISTED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RevisitRules:
    """At which ages an article is checked again, ascending, and how long it must be missing to count as gone.

    If more than `max_gone_share` of a site's articles are gone at once, that is not believed. `since` is how far back
    a crawl goes.
    crawl goes.
    """

    ages: tuple[timedelta, ...]
    missing_after: timedelta
    max_gone_share: float = 0.2
    since: datetime | None = None

    @property
    def last_look(self) -> timedelta:
        """The age after which only a source's word makes an article due."""
        return self.ages[-1] if self.ages else timedelta(0)


@dataclass(frozen=True, slots=True)
class PollRules:
    """How often a site may be polled, and what a request is worth: the total time that articles may wait instead."""

    cost: timedelta
    shortest: timedelta
    longest: timedelta

    def within(self, bounds: Bounds) -> Self:
        """Return the same rules within the site's own bounds."""
        shortest, longest = bounds.shortest or self.shortest, bounds.longest or self.longest
        if bounds.shortest is None:
            shortest = min(shortest, longest)
        return replace(self, shortest=shortest, longest=max(shortest, longest))


def back_off(failures: int, rules: PollRules) -> timedelta:
    """Return how long a site or a source rests after this many failures in a row, at least one."""
    doublings = min(max(failures - 1, 0), _MAX_DOUBLINGS)
    return min(max(_FIRST_PAUSE, rules.shortest) * (1 << doublings), rules.longest)


def due_reason(page: PageState, link: Link | None, now: datetime, rules: RevisitRules) -> DueReason | None:
    """Return why a known page is worth another fetch, None while it is not.

    `link` is what a source says about it now, None if none lists it.
    """
    has_moved = link is not None and _has_moved(page, link, now)
    if page.missing_since is not None:
        is_time_up = now - page.missing_since >= rules.missing_after
        return "missing" if is_time_up else "modified" if has_moved else None
    if page.failures and not _is_given_up(page, link):
        # A check dated years ahead by a wrong clock does not count as recent.
        return "retry" if has_moved or abs(now - page.checked_at) >= _patience(page.failures) else None
    if page.article_id is not None and page.outcome != CANCELED and _is_looked_for(page, now, rules):
        return "age"
    if has_moved:
        return "modified"
    if page.outcome == CANCELED:
        return "relisted" if link is not None and _is_relisted(page, link, now) else None
    return _second_chance(page, rules.since) if page.article_id is None else None


def _is_given_up(page: PageState, link: Link | None) -> bool:
    """Whether a page failed so often that only a source's date makes it due; sooner if it does not exist."""
    limit = _MAX_ABSENCES if page.outcome in _NOT_THERE else _MAX_FAILURES if link is None else None
    return limit is not None and page.failures > limit


def _patience(failures: int) -> timedelta:
    if failures <= _PATIENT_FAILURES:
        return timedelta(0)
    doublings = min(failures - _PATIENT_FAILURES - 1, _MAX_FAILURES)
    return min(_RETRY_AFTER * (1 << doublings), _MAX_RETRY_AFTER)


def _has_moved(page: PageState, link: Link, now: datetime) -> bool:
    """Whether the source gives a modification date that is new, and later than the last check.

    After a check dated by a wrong clock, any new date counts.
    """
    if link.modified is None or link.modified == page.link_modified:
        return False
    modified = link_moment(link.modified, latest=True)
    return modified is not None and (modified > page.checked_at or page.checked_at > now + AHEAD)


def _is_relisted(page: PageState, link: Link, now: datetime) -> bool:
    """Whether a page that was gone is worth a check: at once if it had left its sitemap and is in one again."""
    is_back = page.sitemap == "" and link.sitemap is not None
    return is_back or now - page.checked_at >= RELISTED_AFTER


def _second_chance(page: PageState, since: datetime | None) -> DueReason | None:
    """Retry what was no article with a newer newsbot, and what was too old with a crawl that goes further back."""
    if page.outcome == BEFORE_SINCE:
        is_wanted = since is None or page.published_at is None or page.published_at >= since
        return "reread" if is_wanted else None
    return "reread" if page.extractor_version != __version__ else None


def next_look(page: PageState, rules: RevisitRules) -> datetime | None:
    """Return when a site has to be crawled for this page's sake at the latest, None if it need not be.

    A check at an age is not worth a crawl of its own until half of that age has passed on top of it.
    """
    if page.article_id is None or page.published_at is None or page.outcome == CANCELED or page.failures:
        return None
    if page.missing_since is not None:
        return max(page.missing_since, page.checked_at) + rules.missing_after
    looked = page.checked_at - page.published_at
    age = next((age for age in rules.ages if age > looked), None)
    return None if age is None else page.published_at + age * 1.5


def _is_looked_for(page: PageState, now: datetime, rules: RevisitRules) -> bool:
    """Whether the article has reached an age for another check since the last one."""
    if page.published_at is None:
        return False
    then, age = page.checked_at - page.published_at, now - page.published_at
    return any(then < look <= age for look in rules.ages)
