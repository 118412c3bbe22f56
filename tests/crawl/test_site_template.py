"""A site's profile in a crawl: the first articles wait for it, each line names its version, and it adds no lines."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from crawl_host import CrawlHost
from loopback import Answer, serve
from made_site import LONG_AGO, MadeSite, path_of, told
from template_pages import PLEA, address, page, story

from newsbot.boilerplate import observe
from newsbot.crawl.site_memory import Due
from newsbot.crawl.site_template import SiteTemplate, WaitingPage
from newsbot.extraction.page_report import PageReport
from newsbot.state.storage import open_storage

SETTINGS = {"NEWSBOT_PROFILE_PAGES": 5, "NEWSBOT_REVISIT_AGES": ""}


@contextmanager
def valley(host: CrawlHost, folder: Path, numbers: range) -> Iterator[MadeSite]:
    """A site whose stories all have the plea of its template among their paragraphs."""
    with serve({"/": Answer("<h1>Valley Post</h1>", headers={"ETag": '"front"'})}) as server:
        site = MadeSite(server, host, folder)
        add(site, numbers)
        yield site


def add(site: MadeSite, numbers: range, *, changed: str = LONG_AGO, more: str = "") -> None:
    for number in numbers:
        said = story(number)
        site.answer(f"day-{number}", Answer(page(number, said=[*said[:3], PLEA, *said[3:]], end=more)))
        site.enlist(f"day-{number}", changed)


def profiles(lines: list[dict[str, Any]]) -> set[str | None]:
    return {line["metadata"].get("siteProfile") for line in lines}


def test_the_first_articles_are_cleaned_with_what_they_teach(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(9)) as site:
        lines = site.crawl(SETTINGS)
        assert len(told(lines)) == 9
        assert not any(PLEA in line["articleBody"] for line in lines)
        (first,) = profiles(lines)
        assert first is not None
        assert first.startswith("1-")
        assert site.asked == {f"day-{number}" for number in range(9)}

        # What the site teaches later makes no lines of what was written. A later version wants twice the pages that
        # had come for the last one.
        add(site, range(20, 80))
        later = site.crawl(SETTINGS)
        assert set(told(later)) == {f"day-{number}" for number in range(20, 80)}
        assert max(name[0] for name in map(str, profiles(later))) > "2"
        add(site, range(9), changed="2026-01-01T00:00:00+00:00")
        assert site.crawl(SETTINGS) == []
        assert site.asked == set()


def test_an_article_that_changes_keeps_its_version_of_the_profile(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(6)) as site:
        (first,) = profiles(site.crawl(SETTINGS))
        add(site, range(10, 40))
        site.crawl(SETTINGS)
        site.pass_time(hours=2)
        add(site, range(2), changed="2027-01-01T00:00:00+00:00")
        assert site.crawl(SETTINGS) == [], "read anew and found as it was"
        assert site.asked == {"day-0", "day-1"}
        add(site, range(2), changed="2027-01-02T00:00:00+00:00", more="<p>The mayor has since left the valley.</p>")
        lines = site.crawl(SETTINGS)
        assert told(lines) == {f"day-{number}": (2, "usable", ["articleBody"]) for number in range(2)}
        assert profiles(lines) == {first}
        assert not any(PLEA in line["articleBody"] for line in lines)


@pytest.mark.parametrize("arguments", [{}, {"limit": "3"}])
def test_few_articles_do_not_wait_for_ever(crawl_host: CrawlHost, tmp_path: Path, arguments: dict[str, str]) -> None:
    with valley(crawl_host, tmp_path, range(3 if not arguments else 9)) as site:
        lines = site.crawl({"NEWSBOT_PROFILE_PAGES": 8}, **arguments)
        assert len(told(lines)) == 3


def test_an_article_alone_is_judged_by_itself(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(1)) as site:
        (line,) = site.crawl(SETTINGS)
        assert "siteProfile" not in line["metadata"]


def test_pages_that_fail_hold_no_article_up(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(4)) as site:
        site.answer("day-2", Answer("busy", status=503))
        site.answer("day-3", Answer("<h1>Gone</h1>", status=404))
        assert set(told(site.crawl(SETTINGS))) == {"day-0", "day-1"}


def test_without_profiles_nothing_waits_and_nothing_is_learned(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(9)) as site:
        lines = site.crawl({"NEWSBOT_PROFILE_PAGES": 0})
        assert len(told(lines)) == 9
        assert profiles(lines) == {None}
        assert all(PLEA in line["articleBody"] for line in lines)


def test_pages_that_wait_are_bounded(crawl_host: CrawlHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsbot.crawl.site_template._MAX_WAITING_BYTES", 5_000)
    with valley(crawl_host, tmp_path, range(12)) as site:
        lines = site.crawl({"NEWSBOT_PROFILE_PAGES": 12})
        assert len(told(lines)) == 12


def test_an_answer_that_nothing_has_changed_holds_no_article_up(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(2)) as site:
        for number in range(2):
            answer = site.server.answers[path_of(f"day-{number}")]
            site.answer(f"day-{number}", Answer(answer.body, headers={"ETag": f'"{number}"'}))
        assert len(site.crawl(SETTINGS)) == 2
        site.pass_time(hours=2)
        add(site, range(5, 6))
        lines = site.crawl({"NEWSBOT_PROFILE_PAGES": 8, "NEWSBOT_REVISIT_AGES": "1h"})
        assert set(told(lines)) == {"day-5"}


def test_a_damaged_profile_is_none(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(8)) as site:
        assert len(site.crawl(SETTINGS)) == 8
        with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as db:
            db.execute("UPDATE profiles SET data = x'c1'")
            db.execute("UPDATE learners SET data = x'80'")
        add(site, range(10, 18))
        assert len(told(site.crawl(SETTINGS))) == 8


def test_profiles_that_are_switched_off_later_make_no_lines(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(8)) as site:
        assert len(site.crawl(SETTINGS)) == 8
        add(site, range(8), changed="2027-01-01T00:00:00+00:00")
        assert site.crawl({**SETTINGS, "NEWSBOT_PROFILE_PAGES": 0}) == []
        assert len(site.asked) == 8


def test_a_new_address_of_a_known_article_is_read_as_that_was(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with valley(crawl_host, tmp_path, range(2)) as site:
        (without,) = profiles(site.crawl(SETTINGS))
        assert without is None
        add(site, range(10, 20))
        assert None not in profiles(site.crawl(SETTINGS))
        own = f'<link rel="canonical" href="{{base}}{path_of("day-0")}"></head>'
        known = site.server.answers[path_of("day-0")].body
        assert isinstance(known, bytes)
        site.answer("valley/day-0", Answer(known.replace(b"</head>", own.encode())))
        site.enlist("valley/day-0", LONG_AGO)
        assert site.crawl(SETTINGS) == [], "the newest profile would give another text"
        assert site.asked == {"day-0"}
        assert site.stats["dropped/unchanged"] == 1


def taught(folder: Path, count: int) -> SiteTemplate:
    template = SiteTemplate(open_storage(f"sqlite:///{folder}/state.db"), "valley.example", 5)
    template.load()
    for number in range(count):
        template.learn(observe(page(number), address(number)))
    return template


def test_no_page_is_read_with_a_version_that_the_state_does_not_have(tmp_path: Path) -> None:
    template = taught(tmp_path, 6)
    draft = template.draft()
    assert (template.profile_for(None), template.is_open) == (None, False), "a crash now loses nothing"
    template.storage.note_template(draft, datetime.now(UTC))
    assert template.adopt(draft)
    template.storage.close()
    again = taught(tmp_path, 0)
    assert again.profile_for(None) == template.profile_for(None)
    assert again.current == draft.version
    again.storage.close()


def test_pages_of_all_sites_that_wait_are_counted_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("newsbot.crawl.site_template._MAX_WAITING_BYTES", 100)
    one, other = taught(tmp_path, 0), taught(tmp_path / "other", 0)
    other.room = one.room
    due = Due("https://valley.example/")
    for template in (one, other):
        template.let_wait(WaitingPage(SimpleNamespace(body=b"x" * 60), due, PageReport()))
    assert one.room.is_full
    one.is_closed = True
    assert one.take_waiting() is not None
    assert not other.room.is_full
    for template in (one, other):
        template.storage.close()


def test_a_site_that_is_well_known_learns_from_some_of_its_new_pages(tmp_path: Path) -> None:
    template = taught(tmp_path, 0)
    addresses = [address(number) for number in range(400)]
    assert all(map(template.wants_lesson, addresses))
    template.learner.pages = 300
    wanted = [url for url in addresses if template.wants_lesson(url)]
    assert 60 < len(wanted) < 140
    assert wanted == [url for url in addresses if template.wants_lesson(url)]
    template.storage.close()


def dated(number: int, *, zoned: int | None = 9, hour: int = 10) -> Answer:
    """A story's page with a date without a zone in its JSON-LD, and another one with a zone unless that is None."""
    day = f"2026-11-{number + 1:02}"
    meta = "" if zoned is None else f'<meta property="article:published_time" content="{day}T{zoned:02}:00:00Z">'
    data = f'{{"@type": "NewsArticle", "headline": "What day {number} brought", "datePublished": "{day}T{hour}:00:00"}}'
    head = f'{meta}<script type="application/ld+json">{data}</script></head>'
    return Answer(page(number).replace(b"</head>", head.encode()))


@pytest.mark.parametrize(
    ("zoned", "expected"),
    [
        ([9] * 8, "2026-11-12T10:00:00+01:00"),
        ([9] * 4 + [None] * 4, None),
        ([9, 9, 9, 9, 2, 3, 4, 5], None),
    ],
    ids=["all agree", "few tell", "some disagree"],
)
def test_a_clock_without_a_zone_means_a_moment_where_the_site_teaches_its_zone(
    zoned: list[int | None], expected: str | None, crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with valley(crawl_host, tmp_path, range(0)) as site:
        for number, hour in enumerate(zoned):
            site.answer(f"day-{number}", dated(number, zoned=hour))
            site.enlist(f"day-{number}", LONG_AGO)
        assert len(site.crawl({**SETTINGS, "NEWSBOT_PROFILE_PAGES": 8})) == 8
        site.answer("day-11", dated(11, zoned=None))
        site.enlist("day-11", LONG_AGO)
        (line,) = site.crawl({**SETTINGS, "NEWSBOT_PROFILE_PAGES": 8})
        assert line["datePublished"] == (expected or "2026-11-12T00:00:00+00:00")
