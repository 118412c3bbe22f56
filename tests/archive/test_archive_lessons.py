"""Which pages of an archive a site's template is learned from, and that no site waits for another."""

import asyncio

import pytest
from template_pages import address, page

from newsbot.archive.index import Spot
from newsbot.archive.lessons import TemplateTeacher, lessons_wanted
from newsbot.boilerplate import observe
from newsbot.extraction.page_report import PageReport
from newsbot.warc.reading import Place

LESSONS = [observe(page(number), address(number)) for number in range(12)]


def spots(site, count):
    return [Spot(site, Place(number, 0)) for number in range(count)]


async def report(spot):
    await asyncio.sleep(0)
    return PageReport(lesson=LESSONS[spot.place.offset])


def taught(sites, read=report, is_stopping=lambda: False, workers=2):
    """How many pages taught each site that learned enough."""
    found = {}

    async def note(site, learner):
        found[site] = learner.pages

    async def main():
        async with asyncio.timeout(60):
            await TemplateTeacher(read, is_stopping, workers).teach(sites, note)

    asyncio.run(main())
    return found


@pytest.mark.parametrize(("pages", "expected"), [(3, 8), (64, 8), (100, 12), (10_000, 32)])
def test_a_part_of_a_sites_pages_teaches(pages, expected):
    assert lessons_wanted(pages) == expected


def test_as_many_articles_teach_as_are_wanted_and_no_site_by_two():
    sites = [("a.example", spots("a", 12), 12), ("b.example", spots("b", 2), 2), ("c.example", spots("c", 5), 5)]
    assert taught(sites) == {"a.example": 8, "c.example": 5}


def test_pages_that_are_gone_or_no_articles_do_not_teach():
    async def read(spot):
        if spot.place.offset in (0, 3):
            return None
        return PageReport(reason="listing") if spot.place.offset == 1 else await report(spot)

    assert taught([("a.example", spots("a", 12), 12)], read) == {"a.example": 8}
    assert taught([("a.example", spots("a", 5), 5)], read) == {}


def test_a_site_does_not_wait_for_the_page_of_another_that_takes_long():
    others = set()
    is_done = asyncio.Event()

    async def read(spot):
        if spot.file == "slow" and spot.place.offset == 2:
            await is_done.wait()
        elif spot.file != "slow":
            others.add(spot.file)
            if len(others) == 3:
                is_done.set()
        return await report(spot)

    sites = [("slow.example", spots("slow", 3), 3)]
    sites += [(f"{name}.example", spots(name, 3), 3) for name in ("a", "b", "c")]
    assert taught(sites, read) == {f"{name}.example": 3 for name in ("slow", "a", "b", "c")}


def test_no_more_pages_are_read_at_once_than_the_workers_can_take():
    running = most = 0

    async def read(spot):
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await report(spot)
        finally:
            running -= 1

    taught([(f"{number}.example", spots(str(number), 12), 12) for number in range(6)], read, workers=3)
    assert most == 6


def test_what_ends_one_site_ends_all():
    async def read(spot):
        if spot.file == "b":
            raise ValueError("no workers")
        return await report(spot)

    with pytest.raises(ValueError, match="no workers"):
        taught([(name, spots(name, 12), 12) for name in "abc"], read)


def test_no_site_is_begun_when_the_crawl_is_to_end():
    asked = []

    async def read(spot):
        asked.append(spot.file)
        return await report(spot)

    sites = [(name, spots(name, 12), 12) for name in "abc"]
    assert taught(sites, read, is_stopping=lambda: bool(asked), workers=1) == {"a": 8}
    assert set(asked) == {"a"}
