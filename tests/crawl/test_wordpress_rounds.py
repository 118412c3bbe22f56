"""A site like WordPress's, crawled, left alone, changed twice: the floors of incremental crawls, end to end."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from crawl_host import CrawlHost
from made_site import MadeSite
from wordpress_site import WordPress, serve_wordpress

rounds = import_module("crawl_rounds")
compare = import_module("crawl").compare
POSTS = 30
# Edits are dated after the looks at the posts, as they would be on another day.
NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
AT_ONCE = {"NEWSBOT_MISSING_AFTER": "0m"}


@pytest.fixture(scope="module")
def told(crawl_host: CrawlHost, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the crawls of all sources, and of each kind alone, came to: by its name, in the order of the crawls."""
    found: dict[str, Any] = {}
    with serve_wordpress(POSTS, NOW) as site:
        crawlers = {
            name: (MadeSite(site.server, crawl_host, tmp_path_factory.mktemp(name or "all")), sources)
            for name, sources in {"all": {}, **{name: {"sources": name} for name in rounds._SOURCES}}.items()
        }
        for name, (crawler, sources) in crawlers.items():
            first = compare(crawler.crawl(AT_ONCE, **sources), site.truth())
            found[name] = {"first": first}
        for name, (crawler, sources) in crawlers.items():
            found[name]["again"] = crawler.crawl(AT_ONCE, **sources)
            found[name]["asked"] = list(site.server.requests)
        for number in (1, 2):
            done = change(site)
            for name, (crawler, sources) in crawlers.items():
                lines = crawler.crawl(AT_ONCE, **sources)
                asked, stats = list(site.server.requests), crawler.stats
                lines += crawler.crawl(AT_ONCE, **sources)
                found[name][number] = rounds.judge(lines, done), stats, asked
    return found


def change(site: WordPress) -> Any:
    before = rounds.articles(site.truth())
    site.mutate()
    done = rounds.differences(before, rounds.articles(site.truth()))
    assert (len(done.changed), len(done.new), len(done.gone)) == (5, 4, 3)
    return done


def test_the_first_crawl_finds_each_post_once_and_nothing_else(told: dict[str, Any]) -> None:
    first = told["all"]["first"]
    assert (first.expected, first.missing, first.repeated, first.unexpected) == (POSTS, [], [], [])
    assert first.right == {"headline": POSTS, "authors": POSTS, "body": POSTS}


@pytest.mark.parametrize("name", ["all", "sitemap", "wp-rest"])
def test_a_crawl_of_the_unchanged_site_writes_nothing_and_asks_for_little(name: str, told: dict[str, Any]) -> None:
    assert told[name]["again"] == []
    assert len(told[name]["asked"]) <= 8, "robots.txt, the TDM file, front page, feed, API, sitemap and its two parts"


@pytest.mark.parametrize("number", [1, 2])
def test_a_rounds_changes_are_found_completely_and_nothing_else(number: int, told: dict[str, Any]) -> None:
    outcome, stats, asked = told["all"][number]
    assert outcome.missing == [], stats
    assert (outcome.changed, outcome.new, outcome.gone) == (5, 4, 3)
    assert (outcome.wrong_names, outcome.others) == ([], [])
    assert len(asked) <= 12 + 14, "the posts that changed, and the sources"


@pytest.mark.parametrize(
    ("name", "count", "changed", "gone"),
    [("feed", 10, 0, 0), ("sitemap", POSTS, 0, 3), ("wp-rest", POSTS, 5, 0), ("section", POSTS, 0, 0)],
)
def test_each_kind_of_source_alone_shows_all_that_it_can(
    name: str, count: int, changed: int, gone: int, told: dict[str, Any]
) -> None:
    first = told[name]["first"]
    assert (first.expected - len(first.missing), first.repeated, first.unexpected) == (count, [], [])
    for number in (1, 2):
        outcome, _, _ = told[name][number]
        assert (outcome.changed, outcome.new, outcome.gone) == (changed, 4, gone)
        assert (outcome.wrong_names, outcome.others) == ([], [])


# What the benchmark makes of lines


def page(name: str, title: str = "One", text: str = "First words.") -> dict[str, Any]:
    return {"url": f"http://a.example/{name}", "title": title, "authors": [], "text": [text]}


def line(name: str, status: str = "usable", changed: list[str] | None = None) -> dict[str, Any]:
    return json.loads(json.dumps({"url": f"http://a.example/{name}", "pubStatus": status, "changed": changed}))


def test_a_round_is_what_two_truths_differ_in(tmp_path: Path) -> None:
    before = [page("same"), page("edited"), page("gone"), {**page("closed"), "expect": "protected"}]
    after = [page("same"), page("edited", "Two", "Other words."), page("new")]
    done = rounds.differences(rounds.articles(before), rounds.articles(after))
    keys = {name: next(iter(rounds.articles([page(name)]))) for name in ("new", "gone", "edited")}
    assert (done.new, done.gone) == ({keys["new"]}, {keys["gone"]})
    assert done.changed == {keys["edited"]: ["articleBody", "headline"]}
    right = [line("new"), line("gone", "canceled"), line("edited", changed=["articleBody", "headline"])]
    outcome = rounds.judge(right, done)
    assert (outcome.changed, outcome.new, outcome.gone, outcome.others) == (1, 1, 1, [])
    wrong = [line("same"), line("gone"), line("new"), line("new"), line("edited", changed=["headline"])]
    outcome = rounds.judge(wrong, done)
    assert (outcome.changed, outcome.new, outcome.gone) == (1, 1, 0)
    assert len(outcome.wrong_names) == 1
    assert outcome.others == [f"http://a.example/{name}" for name in ("same", "gone", "new")]
