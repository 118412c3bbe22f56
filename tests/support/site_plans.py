"""Plans of a generated site, shared by the tests of plans."""

from datetime import UTC, datetime

from newsbot.discovery import SourceContents, SourceRef
from newsbot.discovery.plan import PlanLimits, SitePlan
from newsbot.items import Link
from newsbot.sites import SOURCES

SITE = "https://example.com/"
SINCE = datetime(2026, 11, 20, tzinfo=UTC)
WELL_KNOWN = ["/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/news-sitemap.xml"]
FEEDS = ["/feed/", "/rss.xml", "/feed.xml", "/rss", "/atom.xml", "/feed.json"]


def at(path):
    return SITE.rstrip("/") + path


def plan_of(sources=SOURCES, since=None):
    return SitePlan(SITE, PlanLimits(frozenset(sources), since))


def link(path, method="sitemap", **fields):
    return Link(at(path), method, at("/source"), **fields)


def story(number, method="sitemap", **fields):
    return link(f"/2026/11/{number:02}/a-long-title-of-story-{number}.html", method, **fields)


def paths(items):
    return [item.url.removeprefix(SITE.rstrip("/")) for item in items]


def run(plan, answers):
    """Answer every source that the plan requests, by its path ("robots" first); return the paths in order.

    A string is a failure's reason; a path without an answer gets "http_404".
    """
    plan.add_robots(answers.get("robots", []))
    asked = []
    while refs := plan.take_sources():
        for ref in refs:
            (path,) = paths([ref])
            asked.append(path)
            answer = answers.get(path, "http_404")
            if isinstance(answer, str):
                plan.add_failure(ref, answer)
            else:
                plan.add_contents(ref, answer)
    assert plan.is_complete
    return asked


def wanted(plan):
    """The links that may be articles, the newest first."""
    return [found for found in plan.newest() if plan.is_wanted(found)]


def lists(*links, sources=(), hubs=(), archives=(), **fields):
    """Contents with links, and with further sources as (path, method)."""
    return SourceContents(
        list(links),
        [SourceRef(at(path), method, *rest) for path, method, *rest in sources],
        [SourceRef(at(path), "section") for path in hubs],
        archives=[SourceRef(at(path), "section") for path in archives],
        **fields,
    )
