"""Which of thousands of rules in a robots.txt applies: the same one as in Protego, without trying each."""

import random

import pytest
from protego import Protego

from newsbot.fetching.robots import UsageRobotParser
from newsbot.fetching.robots_rules import index_of

AGENT = "newsbot"
SITE = "https://example.com"
PARTS = ("/", "news", "sport", "2026", "a-story", "*", "*", "$", ".html", "?page=", "%7e", "é", "index.html", "x")


def rules(count: int, rng: random.Random) -> str:
    def rule() -> str:
        field, end = rng.choice(("Allow", "Disallow")), rng.choice(("", "*", "$"))
        return f"{field}: /{''.join(rng.choices(PARTS, k=4))}{end}"

    lines = [rule() for _ in range(count)]
    return "\n".join(["User-agent: *", *lines])


@pytest.mark.parametrize("seed", range(6))
def test_the_rule_that_holds_is_the_one_that_protego_finds(seed: int) -> None:
    rng = random.Random(seed)
    text = rules(700, rng)
    robots, protego = UsageRobotParser(text.encode(), None), Protego.parse(text)
    assert index_of(robots.rp, AGENT) is not None
    names = [part for part in PARTS if part not in ("*", "$")]
    urls = [f"{SITE}/{''.join(rng.choices(names, k=rng.randint(0, 6)))}" for _ in range(500)]
    verdicts = [robots.allowed(url, AGENT) for url in [*urls, f"{SITE}/robots.txt", SITE]]
    assert verdicts == [protego.can_fetch(url, AGENT) for url in [*urls, f"{SITE}/robots.txt", SITE]]
    assert set(verdicts) == {True, False}


def test_of_tens_of_thousands_few_are_tried() -> None:
    text = "\n".join(["User-agent: *", *(f"Disallow: /*/archive-{number}*.html$" for number in range(30_000))])
    index = index_of(Protego.parse(text), AGENT)
    assert index is not None
    assert len(index.may_hold("/2026/11/a-story-of-the-harbour.html")) < 100
    assert not index.allows(f"{SITE}/news/archive-29876-x.html")
    assert 0 < len(index.may_hold("/news/archive-29876-x.html")) < 100


def test_few_rules_need_no_index() -> None:
    assert index_of(Protego.parse("User-agent: *\nDisallow: /x\n"), AGENT) is None
    assert index_of(Protego.parse(""), AGENT) is None
