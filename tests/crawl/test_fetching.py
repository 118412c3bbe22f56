"""What goes wrong while fetching: incomplete bodies, redirecting pages, servers that refuse conditions."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from crawl_host import CrawlHost
from loopback import Answer, article_page, serve
from made_site import SOON, MadeSite, made_site, new, path_of, told
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from newsbot.fetching.middlewares import SiteRedirectMiddleware
from newsbot.markup import parse_html, refresh_target

STORY = "harbour-strike"


@pytest.fixture(name="site")
def site_fixture(crawl_host: CrawlHost, tmp_path: Path) -> "MadeSite":
    with made_site(crawl_host, tmp_path, STORY) as site:
        yield site


def test_page_that_one_of_thousands_of_rules_forbids_is_not_asked_for(site: MadeSite) -> None:
    site.publish("town-budget")
    rules = "".join(f"Disallow: /*/archive-{number}*.html$\n" for number in range(10_000))
    allowed = f"User-agent: *\nSitemap: {{base}}/sitemap.xml\n{rules}Disallow: /*town-budg*\n"
    site.server.answers["/robots.txt"] = Answer(allowed, "text/plain")
    assert told(site.crawl()) == new(STORY)
    assert site.stats["dropped/robots"] == 1
    assert path_of("town-budget") not in site.server.requests


def test_page_that_leads_on_is_followed(site: MadeSite) -> None:
    site.publish("the-real-story")
    site.unlist("the-real-story")
    onward = f'<meta http-equiv="refresh" content="0; url={path_of("the-real-story")}">'
    site.answer("old-address", Answer(f"<html><head>{onward}</head><body>Moved</body></html>"))
    site.enlist("old-address")
    assert told(site.crawl()) == new(STORY, "the-real-story")
    assert site.stats["meta_refresh"] == 1
    assert site.log == ""


def test_an_article_whose_later_pages_all_show_its_first_is_asked_for_two(site: MadeSite) -> None:
    def find(path: str) -> Answer | None:
        story, _, page = path.partition("?page=")
        if story != path_of("endless"):
            return None
        number = int(page or 1) + 1
        onward = f'<nav class="pagination"><a href="{story}?page={number}">Next page</a></nav>'
        return Answer(article_page("Endless", body=onward, head=f'<link rel="next" href="{story}?page={number}">'))

    site.server.find = find
    site.enlist("endless")
    lines = site.crawl()
    assert told(lines) == new(STORY, "endless")
    asked = [path for path in site.server.requests if path.startswith(path_of("endless"))]
    assert asked == [path_of("endless"), f"{path_of('endless')}?page=2"]
    (line,) = (line for line in lines if line["headline"] == "Endless")
    assert line["articleBody"].count("\n\n") == 2
    assert "pages" not in line


def test_page_that_leads_away_is_not(site: MadeSite) -> None:
    with serve({}) as other:
        onward = f'<meta http-equiv="refresh" content="0; url={other.url}2026/11/inside">'
        site.answer("away", Answer(f"<html><head>{onward}</head><body>Moved</body></html>"))
        site.enlist("away")
        assert told(site.crawl({"NEWSBOT_ALLOW_PRIVATE": other.url.split("/")[2]})) == new(STORY)
        assert other.requests == []
    assert site.stats["dropped/redirected_off_site"] == 1


def test_a_site_that_asks_for_cookies_by_redirects_to_itself_is_read_and_none_is_kept(site: MadeSite) -> None:
    site.publish("town-budget")
    site.server.wants = ("seen=1", "consent=a=b")
    assert told(site.crawl()) == new(STORY, "town-budget")
    assert set(site.server.cookies) == {"", "seen=1", "seen=1; consent=a=b"}
    assert site.server.cookies.count("") * 3 == len(site.server.cookies), "each page begins without"


A, A_CLEAR, WWW = "https://a.example/", "http://a.example/", "https://www.a.example/"


@pytest.mark.parametrize(
    ("chain", "told", "cookie"),
    [
        ([A, A], ["seen=1; Path=/"], b"seen=1"),
        ([A, f"{A}check", A], ["seen=1", "more=2"], b"seen=1; more=2"),
        ([A, A], ["seen=1", "old=2; Max-Age=0", "more=3; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], b"seen=1"),
        ([A, A], ["seen=" + "1" * 5_000], None),
        ([A, A], ["seen", "=1", ""], None),
        ([A, f"{A}check"], ["seen=1"], None),
        ([A_CLEAR, A], ["seen=1"], None),
        ([A, A_CLEAR, A], ["seen=1"], None),
        ([A, WWW, A], ["seen=1"], None),
    ],
)
def test_cookies_are_told_to_who_leads_back_and_has_set_them_and_not_in_the_clear(
    chain: list[str], told: list[str], cookie: bytes | None
) -> None:
    middleware = SiteRedirectMiddleware(Settings({"COOKIES_ENABLED": False}))
    middleware.crawler = SimpleNamespace(spider=None)  # type: ignore[assignment]
    request, set_by_first = Request(chain[0]), told
    for location in chain[1:]:
        response = Response(request.url, status=302, headers={"Location": location, "Set-Cookie": set_by_first})
        request, set_by_first = middleware.process_response(request, response), []
    assert (request.url, request.headers.get("Cookie")) == (chain[-1], cookie)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/x", "/x"),
        ("0;URL='/x'", "/x"),
        ("0,/x", "/x"),
        (";url=/x", "/x"),
        ("5", None),
        ("600;url=/x", None),
        ("soon;url=/x", None),
        ("", None),
    ],
)
def test_refresh_has_a_delay_and_a_target(content: str, target: str | None) -> None:
    assert refresh_target(parse_html(f'<meta http-equiv=Refresh content="{content}">')) == target
    assert refresh_target(parse_html(f'<noscript><meta http-equiv=Refresh content="{content}"></noscript>')) is None


def test_page_budget_leaves_the_rest_due(site: MadeSite) -> None:
    names = [f"story-{number}" for number in range(10)]
    site.publish(*names)
    first = site.crawl({"NEWSBOT_MAX_SITE_PAGES": "4"})
    assert len(first) == len(site.asked) == 4
    assert site.stats["traps/page_budget"] == 1
    assert len(site.crawl()) == 7


def test_server_that_refuses_conditions_is_asked_without_them(site: MadeSite) -> None:
    """As some firewalls do; what is new would be missed for good."""
    names = [f"story-{number}" for number in range(5)]
    for name in names:
        site.publish(name, headers={"ETag": '"1"'})
    assert told(site.crawl()) == new(STORY, *names)
    site.server.refuses_conditions = True
    site.publish("the-next-story")
    for name in names:
        site.enlist(name, SOON)
    assert told(site.crawl()) == new("the-next-story")
    assert site.asked == {*names, "the-next-story"}
    assert not [name for name in site.stats if name.startswith("dropped/http_403")]
    assert site.stats["conditions_refused"] >= 3


def test_an_api_that_has_but_one_page_is_asked_for_two_and_older_articles_stand_in_the_feed(
    crawl_host: CrawlHost, tmp_path: Path
) -> None:
    paths = [f"/2026/11/harbour-strike-day-{number}/" for number in range(130)]
    posts = [{"id": number + 1, "link": f"{{base}}{path}"} for number, path in enumerate(paths[:100])]

    def feed(number: int) -> Answer | None:
        items = "".join(f"<item><link>{{base}}{path}</link></item>" for path in paths[number * 65 : number * 65 + 65])
        head = "<channel><generator>https://wordpress.org/?v=6.8</generator>"
        return Answer(f"<rss>{head}{items}</channel></rss>", "application/rss+xml") if items else None

    def find(path: str) -> Answer | None:
        if path.startswith("/wp-json/wp/v2/posts?per_page"):
            return Answer(json.dumps(posts), "application/json")
        return feed(int(path.rpartition("=")[2]) - 1) if path.startswith("/feed/?paged=") else feeds.get(path)

    api = '<link rel="https://api.w.org/" href="/wp-json/">'
    front = f'{api}<link rel="alternate" type="application/rss+xml" href="/feed/">'
    feeds = {"/": Answer(f"<head>{front}</head>"), "/feed/": feed(0)}
    with serve({}) as site:
        site.find = find
        crawl_host.crawl(tmp_path, {"site": site.url})
    assert sum(path.startswith("/wp-json/wp/v2/posts?per_page") for path in site.requests) == 2
    assert {path for path in site.requests if "strike" in path} == set(paths)
