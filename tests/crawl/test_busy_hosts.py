"""Busy or silent hosts get pauses, and are left to the next crawl if these do not help."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from crawl_host import CrawlHost
from loopback import Answer
from made_site import MadeSite, made_site, new, path_of, told

from newsbot.fetching.busy_hosts import wait_s

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
STORY = "harbour-strike"


@pytest.fixture(name="site")
def site_fixture(crawl_host: CrawlHost, tmp_path: Path) -> "MadeSite":
    with made_site(crawl_host, tmp_path, STORY) as site:
        yield site


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"7", 7.0),
        (b" 120 ", 120.0),
        (b"Sun, 29 Nov 2026 12:00:30 GMT", 30.0),
        (b"Sun, 29 Nov 2026 11:00:00 GMT", 0.0),
        (b"Sun, 29 Nov 2026 12:00:30", 30.0),
        (b"-5", None),
        (b"soon", None),
        (b"", None),
        (None, None),
        (b"\xff" * 100, None),
        (b"9" * 100, float("9" * 40)),
        ("٣".encode(), None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: bytes | None, seconds: float | None) -> None:
    assert wait_s(value, NOW) == seconds


def test_host_that_is_busy_for_long_is_left_alone_after_three_pages(site: MadeSite) -> None:
    names = [f"busy-{number}" for number in range(40)]
    for name in names:
        site.answer(name, Answer("busy", status=503, headers={"Retry-After": "3600"}))
        site.enlist(name)
    site.unlist(STORY)
    assert site.crawl({"CONCURRENT_REQUESTS_PER_DOMAIN": 1}) == []
    # This server has answered others before the third answer is heard, on a busy machine many.
    assert len(site.asked & set(names)) < len(names)
    assert site.stats["dropped/retry_later"] == 40
    for name in names:
        site.publish(name)
    site.enlist(STORY)
    assert told(site.crawl()) == new(STORY, *names), "they were due in the next crawl"


@pytest.mark.parametrize("status", [429, 503])
def test_host_that_is_asked_too_often_is_asked_more_slowly_until_it_has_answered_all(
    status: int, site: MadeSite
) -> None:
    names = [f"report-{number}" for number in range(6)]
    site.publish(*names)
    pages = {path_of(name): site.server.answers.pop(path_of(name)) for name in names}

    def find(path: str) -> Answer | None:
        """Each page the second time it is asked for."""
        if path not in pages:
            return None
        return pages[path] if site.server.requests.count(path) > 1 else Answer("Busy", status=status)

    site.server.find = find
    assert told(site.crawl()) == new(STORY, *names)
    assert site.stats["limits/slowed_down"] >= 1
    assert {site.server.requests.count(path) for path in pages} == {2}


def test_host_that_is_asked_too_often_for_ever_is_left_alone(site: MadeSite) -> None:
    names = [f"busy-{number}" for number in range(40)]
    for name in names:
        site.answer(name, Answer("Too many requests", status=429))
        site.enlist(name)
    site.unlist(STORY)
    assert site.crawl({"NEWSBOT_MAX_RETRY_AFTER_S": 1}) == []
    assert len(site.asked & set(names)) < len(names)
    assert site.stats["dropped/retry_later"] == 40


def test_host_that_answers_no_more_is_left_alone_until_the_next_crawl(site: MadeSite) -> None:
    names = [f"silent-{number}" for number in range(40)]
    for name in names:
        site.answer(name, Answer("", status=0))
        site.enlist(name)
    site.unlist(STORY)
    assert site.crawl() == []
    assert len(site.asked & set(names)) < len(names)
    assert (site.stats["dropped/unreachable"], site.stats["limits/silent"]) == (40, 1)
    for name in names:
        site.publish(name)
    assert told(site.crawl()) == new(*names), "they were due in the next crawl"
