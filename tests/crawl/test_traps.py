"""Endless series of pages are abandoned after a while; a site with many articles is not mistaken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.crawl.traps import TrapGuard, patterns_of
from newsbot.items import BODY, Article, Block, Evidence

SITE = "https://news.example"
TRAPS = {
    "calendar": lambda n: f"{SITE}/calendar/{2000 + n // 12}/{n % 12 + 1:02}/",
    "calendar with days": lambda n: f"{SITE}/events/2026-11-{n % 28 + 1:02}?week={n}",
    "facets in the query": lambda n: f"{SITE}/shop?colour={'abcdefgh'[n % 8]}x&size={n}",
    "facets in the path": lambda n: f"{SITE}/list/{'/'.join('abcdefghijklmn'[n >> bit & 7] for bit in (0, 3, 6))}/x",
    "session ids": lambda n: f"{SITE}/s/{n * 7_919_191_919:016x}/start",
    "endless next": lambda n: f"{SITE}/archive/page/{n}",
}


def asked_of(guard, address, gave, count=500):
    asked = 0
    for number in range(count):
        url = address(number)
        if guard.refuses(url) is None:
            asked += 1
            guard.note(url, gave=gave(number))
    return asked


@pytest.mark.parametrize("name", TRAPS)
def test_trap_gets_a_hundred_pages_and_no_more(name):
    assert asked_of(TrapGuard(100), TRAPS[name], lambda number: False) == 100


@pytest.mark.parametrize("name", TRAPS)
def test_pages_that_give_something_are_asked_for_without_end(name):
    assert asked_of(TrapGuard(100), TRAPS[name], lambda number: True) == 500
    assert asked_of(TrapGuard(100), TRAPS[name], lambda number: bool(number % 2)) == 500


def test_pages_that_could_not_be_had_say_nothing():
    assert asked_of(TrapGuard(10), TRAPS["endless next"], lambda number: None) == 500


def test_pages_that_are_under_way_count():
    guard = TrapGuard(10)
    assert sum(guard.refuses(f"{SITE}/calendar/{number}/") is None for number in range(50)) == 10


def test_articles_among_many_other_pages_of_their_pattern_are_had():
    guard = TrapGuard(20)
    pages = [f"{SITE}/2026/11/a-story-of-the-day-{number}" for number in range(200)]
    assert [guard.refuses(page) for page in pages[:15]] == [None] * 15
    for page in pages[:15]:
        guard.note(page, gave=page.endswith("4"))
    # More are under way than barren ones are borne with.
    assert [guard.refuses(page) for page in pages[15:55]] == [None] * 40
    for number, page in enumerate(pages[15:55]):
        guard.note(page, gave=number % 5 == 0)
    assert guard.refuses(pages[60]) is None


def test_trap_does_not_cost_the_articles_beside_it():
    guard = TrapGuard(10)
    asked_of(guard, TRAPS["calendar"], lambda number: False)
    assert guard.refuses(f"{SITE}/2026/11/harbour-strike-goes-on-for-a-week") is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{SITE}/a/b/a/b/a/b", "growing_path"),
        (f"{SITE}/news/x/news/x/news/x/news/x", "growing_path"),
        (f"{SITE}/2026/11/11/a-story", None),
        (f"{SITE}/a/a/a", None),
    ],
)
def test_paths_that_a_broken_link_makes_longer_are_left_alone(url, reason):
    assert TrapGuard(100).refuses(url) == reason


@given(st.text(max_size=60), st.lists(st.booleans(), max_size=20))
def test_any_address_has_a_pattern_and_the_count_never_falls_below_nothing(url, gains):
    guard = TrapGuard(3)
    assert patterns_of(url) == patterns_of(url)
    for gave in gains:
        if guard.refuses(url) is None:
            guard.note(url, gave=gave)
    assert min([0, *guard._open.values(), *guard._barren.values()]) == 0


def article(url, text="The harbour master said so. " * 20, headline="Harbour strike", canonical=None):
    evidence = Evidence(blocks=[Block(text, "p", BODY)])
    return Article(id=canonical or url, url=url, canonicalUrl=canonical, headline=headline, evidence=evidence)


def test_same_text_under_the_same_name_is_a_repetition():
    guard = TrapGuard(100)
    assert not guard.repeats(article(f"{SITE}/s/0123456789abcdef/harbour-strike"))
    assert not guard.repeats(article(f"{SITE}/s/0123456789abcdef/harbour-strike")), "the very same address"
    assert guard.repeats(article(f"{SITE}/s/fedcba9876543210/harbour-strike"))
    assert guard.repeats(article(f"{SITE}/harbour-strike?visit=77"))
    assert guard.repeats(article(f"{SITE}/Harbour-Strike"))
    assert not guard.repeats(article(f"{SITE}/press/strike-in-the-harbour")), (
        "a copy elsewhere is the clusters' to tell"
    )
    assert not guard.repeats(article(f"{SITE}/x/harbour-strike", text="Another text altogether. " * 20))
    assert not guard.repeats(article(f"{SITE}/y/harbour-strike", text="Short."))


def test_one_canonical_address_for_all_pages_makes_no_one_article_of_them():
    guard = TrapGuard(100)
    first, second, again = (
        article(f"{SITE}/?p={number}", text=text * 20, canonical=f"{SITE}/news")
        for number, text in ((1, "One text. "), (2, "Another one. "), (3, "One text. "))
    )
    for one in (first, second, again):
        guard.keep_apart(one)
    assert first.canonicalUrl == again.canonicalUrl == f"{SITE}/news"
    assert second.canonicalUrl is None
    assert len({first.id, second.id, again.id}) == 2
