"""What the answer to a page request means: what the state remembers of the page, and whether its article is gone.

Pure: it stores nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from newsbot import __version__
from newsbot.crawl.site_memory import Due
from newsbot.extraction.page_report import PageReport
from newsbot.revisions import Gone
from newsbot.schedule import CANCELED, RevisitRules
from newsbot.state.states import PageState
from newsbot.urls import article_key

if TYPE_CHECKING:
    from newsbot.items import RemovalReason

# The outcomes of pages that could not be fetched, but may be another time.
_NOT_HAD = (
    *("timeout", "unreachable", "cut_off", "redirect_loop", "error", "robots", "private_address", "tls", "retry_later"),
    "api_unavailable",
    *("http_4", "http_5", "next_page_"),
)
# "not_found" is a page that says so with status 200.
_MISSING = ("http_404", "http_410", "not_found")
# Reasons that say nothing about the page: what stands in front of it, or what kept a worker from reading it.
_NO_WORD = ("consent", "login", "paywall", "timeout", "memory", "crashed", "error", "closed")
_OFF_SITE = "redirected_off_site"
# Where an article's address leads for the time being says nothing about the article.
_ASTRAY = (_OFF_SITE, "bad_port", "not_http")
_PERMANENT = (301, 308)
# Where the address of a known article leads: to it ("stays"), temporarily to no article ("away") or to another one
# ("detour"), or permanently away from it ("left").
Course = Literal["stays", "away", "detour", "left"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a page without an article of its own: `reason` as counted, and when the crawl began.

    `is_moved`: its address led elsewhere for the time being; `is_final`: it said definitively that its article is
    gone.
    """

    reason: str
    crawl_began: datetime
    is_moved: bool = False
    is_final: bool = False


def course_of(due: Due, url: str, hops: Iterable[int], report: PageReport) -> Course:
    """Return where the address of a known article leads.

    `url` is the address that answered, after redirects with the status codes `hops`.
    """
    page, article = due.page, report.article
    if page is None or page.article_id is None or report.reason in _NO_WORD:
        return "stays"
    stays = article_key(url) == article_key(due.url) if article is None else article.id == page.article_id
    if stays:
        return "stays"
    if all(hop in _PERMANENT for hop in hops):
        return "left"
    if article is None:
        return "stays" if report.reason == _OFF_SITE else "away"
    return "detour"


def page_looked_at(due: Due, site: str, outcome: str, now: datetime) -> PageState:
    """Return the page's state with the outcome of a new look at it, its failures cleared."""
    page = due.page or PageState(due.url, site, outcome, now)
    modified = due.link.modified if due.link else None
    return replace(
        page,
        outcome=outcome,
        checked_at=now,
        link_modified=modified or page.link_modified,
        failures=0,
        missing_since=None,
        missing_crawl=None,
    )


def page_without_article(
    due: Due, site: str, outcome: Outcome, rules: RevisitRules, now: datetime
) -> tuple[PageState, Gone | None]:
    """Return what to remember of a page that gave no article, and why its known article is gone, if it is by now.

    An article that is gone stays due until its tombstone is delivered.
    """
    reason = outcome.reason
    page = page_looked_at(due, site, reason, now)
    if page.article_id is None:
        page.extractor_version = __version__
    before = due.page or page
    if before.outcome == CANCELED or reason == "detour":
        page.outcome = before.outcome
    elif outcome.is_final:
        page.missing_since = now - rules.missing_after
        page.missing_crawl = before.missing_crawl or outcome.crawl_began
    elif page.article_id is not None and (reason in _MISSING or outcome.is_moved):
        page.missing_since = before.missing_since or now
        page.missing_crawl = before.missing_crawl or before.missing_since or outcome.crawl_began
        if now - page.missing_since >= rules.missing_after and before.missing_since is not None:
            why: RemovalReason = "redirected_away" if outcome.is_moved else "http_404_repeated"
            return page, Gone(due.url, why, since=page.missing_crawl)
    elif reason.startswith(_NOT_HAD) or (reason in _ASTRAY and page.article_id is not None):
        page.failures = before.failures + 1
        page.missing_since, page.missing_crawl = before.missing_since, before.missing_crawl
    return page, None
