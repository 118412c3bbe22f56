"""Each kind of source alone: it finds everything it can of the sample site, and nothing that is not an article."""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from newsbot.discovery import read_source
from newsbot.discovery.plan import PlanLimits, SitePlan
from newsbot.items import Source
from newsbot.sample_site.server import SampleSite, expected_lines
from newsbot.sample_site.sources import SOFT_404
from newsbot.urls import article_key


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite() as served:
        yield served


def found(url: str, source: Source) -> set[str]:
    """The keys of the pages that a crawl with only this kind of source would fetch."""
    plan = SitePlan(url, PlanLimits(frozenset((source,))))
    with urlopen(f"{url}robots.txt") as robots:
        lines = robots.read().decode().splitlines()
    plan.add_robots(line.partition(": ")[2] for line in lines if line.startswith("Sitemap: "))
    while refs := plan.take_sources():
        for ref in refs:
            try:
                with urlopen(ref.url) as answer:
                    kind, links = answer.headers["Content-Type"], answer.headers["Link"]
                    plan.add_contents(ref, read_source(ref, answer.read(), answer.url, kind, links))
            except HTTPError as error:
                plan.add_failure(ref, f"http_{error.code}")
                error.close()
    return {article_key(link.url) for link in plan.newest() if plan.is_wanted(link)}


def stories(url: str, since: str = "") -> set[str]:
    return {article_key(line["url"]) for line in expected_lines(url) if line["datePublished"] >= since}


def test_sitemaps_show_every_story(site: SampleSite) -> None:
    assert found(site.url, "sitemap") == stories(site.url) | {article_key(site.url.rstrip("/") + SOFT_404)}


def test_sections_show_every_story(site: SampleSite) -> None:
    gone = article_key(site.url.rstrip("/") + SOFT_404)
    forbidden = {key for key in found(site.url, "section") if "/private/" in key}
    assert found(site.url, "section") - forbidden - {gone} == stories(site.url)


def test_a_feed_shows_the_newest_stories(site: SampleSite) -> None:
    newest = sorted((line["datePublished"], article_key(line["url"])) for line in expected_lines(site.url))[-15:]
    assert found(site.url, "feed") == {key for _, key in newest}


def test_a_news_sitemap_shows_the_stories_of_the_last_days(site: SampleSite) -> None:
    assert found(site.url, "news-sitemap") == stories(site.url, since="2026-11-20")


def test_a_site_without_the_api_shows_nothing_by_it(site: SampleSite) -> None:
    assert found(site.url, "wp-rest") == set()
