"""When a known page is due again (by what its source says, by its age, or as it could not be fetched), and how long
sites rest.

Pure: states and moments in, a reason out. Nothing is remembered here.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Self

from newsbot import __version__
from newsbot.discovery.links import link_moment
from newsbot.items import Link
from newsbot.sites import Bounds
from newsbot.state.states import AHEAD, PageState

# Why a page is fetched: "new" is not known yet, "relisted" was gone and stands in a source again.
DueReason = Literal["new", "modified", "age", "missing", "retry", "reread", "relisted", "vanished"]

# The outcome of a page whose article is older than a crawl wanted.
BEFORE_SINCE = "before_since"
CANCELED = "canceled"
# What could not be fetched is asked for again at once, twice; then ever more seldom, and in the end only when listed.
_PATIENT_FAILURES = 2
_RETRY_AFTER = timedelta(hours=1)
_MAX_RETRY_AFTER = timedelta(days=1)
_MAX_FAILURES = 10
_NOT_THERE = ("http_404", "http_410")
_MAX_ABSENCES = 3
# After the first failure of a site or a source; each further one doubles it.
_FIRST_PAUSE = timedelta(minutes=5)
_MAX_DOUBLINGS = 12
# A source that goes on listing what is gone is believed once a day.
RELISTED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RevisitRules:
    """At which ages an article is looked at again, ascending, and how long one must be missing to count as gone.

    More than `max_gone_share` of a site's articles at once are not believed to be gone. `since` is how far back a
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
    """How often a site may be asked, and what a request is worth: so long may articles wait, all together."""

    cost: timedelta
    shortest: timedelta
    longest: timedelta

    def within(self, bounds: Bounds) -> Self:
        """The same with the bounds that a site has of its own."""
        shortest, longest = bounds.shortest or self.shortest, bounds.longest or self.longest
        if bounds.shortest is None:
            shortest = min(shortest, longest)
        return replace(self, shortest=shortest, longest=max(shortest, longest))


def back_off(failures: int, rules: PollRules) -> timedelta:
    """How long a site or a source rests after so many failures in a row, one or more."""
    doublings = min(max(failures - 1, 0), _MAX_DOUBLINGS)
    return min(max(_FIRST_PAUSE, rules.shortest) * (1 << doublings), rules.longest)


def due_reason(page: PageState, link: Link | None, now: datetime, rules: RevisitRules) -> DueReason | None:
    """Why a known page is worth another look, None while it is not.

    `link` is what a source says of it now, None where none lists it.
    """
    has_moved = link is not None and _has_moved(page, link, now)
    if page.missing_since is not None:
        is_time_up = now - page.missing_since >= rules.missing_after
        return "missing" if is_time_up else "modified" if has_moved else None
    if page.failures and not _is_given_up(page, link):
        # A look that a clock dates which was years ahead was not just now.
        return "retry" if has_moved or abs(now - page.checked_at) >= _patience(page.failures) else None
    if page.article_id is not None and page.outcome != CANCELED and _is_looked_for(page, now, rules):
        return "age"
    if has_moved:
        return "modified"
    if page.outcome == CANCELED:
        return "relisted" if link is not None and _is_relisted(page, link, now) else None
    return _second_chance(page, rules.since) if page.article_id is None else None


def _is_given_up(page: PageState, link: Link | None) -> bool:
    """Whether a page failed so often that only a source's date makes it due: at once where it is not there at all."""
    limit = _MAX_ABSENCES if page.outcome in _NOT_THERE else _MAX_FAILURES if link is None else None
    return limit is not None and page.failures > limit


def _patience(failures: int) -> timedelta:
    if failures <= _PATIENT_FAILURES:
        return timedelta(0)
    doublings = min(failures - _PATIENT_FAILURES - 1, _MAX_FAILURES)
    return min(_RETRY_AFTER * (1 << doublings), _MAX_RETRY_AFTER)


def _has_moved(page: PageState, link: Link, now: datetime) -> bool:
    """Whether the source gives another date of change than it did, and one after the last look.

    Of a look that a wrong clock dates nobody knows what came after.
    """
    if link.modified is None or link.modified == page.link_modified:
        return False
    modified = link_moment(link.modified, latest=True)
    return modified is not None and (modified > page.checked_at or page.checked_at > now + AHEAD)


def _is_relisted(page: PageState, link: Link, now: datetime) -> bool:
    """Whether a page that was gone is worth a look: at once where it had left its sitemap and stands in one again."""
    is_back = page.sitemap == "" and link.sitemap is not None
    return is_back or now - page.checked_at >= RELISTED_AFTER


def _second_chance(page: PageState, since: datetime | None) -> DueReason | None:
    """What was no article may be one to a newer newsbot; what was too old is wanted by a crawl that goes farther."""
    if page.outcome == BEFORE_SINCE:
        is_wanted = since is None or page.published_at is None or page.published_at >= since
        return "reread" if is_wanted else None
    return "reread" if page.extractor_version != __version__ else None


def next_look(page: PageState, rules: RevisitRules) -> datetime | None:
    """When a site is to be crawled for the sake of this page at the latest, None where not for it.

    A look at an age is not worth a crawl of its own before half of that age has passed once more.
    """
    if page.article_id is None or page.published_at is None or page.outcome == CANCELED or page.failures:
        return None
    if page.missing_since is not None:
        return max(page.missing_since, page.checked_at) + rules.missing_after
    looked = page.checked_at - page.published_at
    age = next((age for age in rules.ages if age > looked), None)
    return None if age is None else page.published_at + age * 1.5


def _is_looked_for(page: PageState, now: datetime, rules: RevisitRules) -> bool:
    """Whether an age has come since the last look at which the article was to be looked at again."""
    if page.published_at is None:
        return False
    then, age = page.checked_at - page.published_at, now - page.published_at
    return any(then < look <= age for look in rules.ages)
