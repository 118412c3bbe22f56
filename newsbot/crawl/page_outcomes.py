"""What an answer means for a page that was asked for: what the state remembers of it, and whether its article is gone.

Pure: nothing is remembered here.
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

# The outcomes of pages that were not had, and may be another time.
_NOT_HAD = (
    *("timeout", "unreachable", "cut_off", "redirect_loop", "error", "robots", "private_address", "tls", "retry_later"),
    "api_unavailable",
    *("http_4", "http_5", "next_page_"),
)
# Also a page that says so with status 200.
_MISSING = ("http_404", "http_410", "not_found")
# Reasons that say nothing of the page: what stands before it, and what kept a worker from reading it.
_NO_WORD = ("consent", "login", "paywall", "timeout", "memory", "crashed", "error", "closed")
_OFF_SITE = "redirected_off_site"
# Where the address of an article leads for now is no word of the article.
_ASTRAY = (_OFF_SITE, "bad_port", "not_http")
_PERMANENT = (301, 308)
# Where the address of a known article leads: to it, for now to nothing that is one or to another article, or for good
# away from it.
Course = Literal["stays", "away", "detour", "left"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a page without an article of its own: `reason` as it is counted, and when the crawl began.

    `is_moved` where its address led elsewhere for now; `is_final` where it said once and for all that its article is
    gone.
    """

    reason: str
    crawl_began: datetime
    is_moved: bool = False
    is_final: bool = False


def course_of(due: Due, url: str, hops: Iterable[int], report: PageReport) -> Course:
    """Where the address of a known article leads.

    `url` is the one that answered after `hops`, the status codes of redirects.
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
    """The page as it was known, with what came of a look at it and nothing held against it."""
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
    """What to remember of a page that gave no article, and why its known article is gone, where it is by now.

    An article that is gone stays due until the line that takes it back is delivered.
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
