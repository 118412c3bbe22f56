"""Which group of a robots.txt applies: the same as in Protego, while parsing only one crawler's rules."""

import tracemalloc
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import Settings

from newsbot.fetching.robots import UsageRobotParser

AGENT = "newsbot"


def parsed(text: str, agent: str = AGENT) -> UsageRobotParser:
    crawler: Any = SimpleNamespace(settings=Settings({"ROBOTSTXT_USER_AGENT": agent}), spider=None)
    return UsageRobotParser.from_crawler(crawler, text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: a\nUser-agent: newsbot\nUser-agent: b\nDisallow: /x\n\nUser-agent: *\nDisallow: /y\n",
        "User-agent: *\nDisallow: /y\nUser-agent: gptbot\nDisallow: /x\n",
        "User-agent: gptbot\nSitemap: /map.xml\nUser-agent: *\nDisallow: /x\nUser-agent: ccbot\nDisallow: /y\n",
        "user agent  NewsBot # we\nDisallow: /x\nUSERAGENT: other\nDisallow: /y\n",
        "User-agent: news*bot\nDisallow: /x\nUser-agent: *\nDisallow: /y\n",
        "User-agent: **\nDisallow: /x\n",
        "User-agent: news\nDisallow: /x\nUser-agent: bot\nDisallow: /y\n",
        "User-agent:\nDisallow: /x\nUser-agent: *\nDisallow:\nUser-agent: a\nDisallow: /y\n",
        "User-agent: *\nUser-agent: b\nCrawl-delay: 7\nDisallow: /x\vUser-agent: newsbot\vDisallow: /y\n",
        "User-agents: newsbot\nDisallow: /x\nUser-agent: any-other-crawler\nDisallow: /y\n",
        "\ufeff\ufeffUser-agent: newsbot\nDisallow: /x\n",
        "User\tagent: newsbot\nDisallow: /x\nUser  agent: *\nDisallow: /y\n",
        "User-agent: *\nCrawl-delay: 3\nUser\tagent: newsbot\nDisallow: /y\n",
        "\ufeffUser-agent: newsbot\nAllow: /x/y\nDisallow: /x\nDisallow: /y$\n",
    ],
)
@pytest.mark.parametrize("agent", [AGENT, "Mozilla/5.0 (compatible; newsbot/1.0)", "other"])
def test_rules_are_those_that_protego_finds(text, agent):
    own, protego = parsed(text, agent), ProtegoRobotParser(text.encode(), None)
    for path in ("/", "/x", "/x/y", "/y", "/y/z"):
        assert own.allowed(f"https://example.com{path}", agent) == protego.allowed(f"https://example.com{path}", agent)
    assert own.crawl_delay(agent) == protego.crawl_delay(agent)


@pytest.mark.parametrize("between", ["", "Sitemap: /m.xml\n", "nothing\n"])
@pytest.mark.parametrize("name", ["{:x}", "*"])
def test_rules_for_thousands_of_crawlers_are_kept_once(name, between):
    names = "".join(f"User-agent: {name.format(number)}\n{between}" for number in range(2_000))
    rules = "".join(f"Disallow: /{number}\nContent-Usage: /{number} bots=n\n" for number in range(1_500))
    tracemalloc.start()
    try:
        robots = parsed(f"{names}{rules}User-agent: newsbot\nDisallow: /x\n")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
    assert not robots.allowed("https://example.com/x", AGENT)


def test_usage_is_that_of_the_own_group_among_many():
    names = "User-agent: a\nUser-agent: newsbot\nUser-agent: b\n"
    assert [rule.usage for rule in parsed(f"{names}Content-Usage: bots=n\n").usage] == ["bots=n"]
