"""The main job end to end: a site over real HTTP, the real command, the lines it writes."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from loopback import Answer, article_page, scrapy, scrapy_process, serve
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse
from scrapy.statscollectors import MemoryStatsCollector

from newsbot import settings as project
from newsbot.batches import read_lines
from newsbot.crawl.site_memory import Due
from newsbot.exceptions import WorkerError
from newsbot.extraction.page_report import BlockScores, PageReport, PageRequest
from newsbot.items import Article
from newsbot.sample_site.server import SampleSite, expected_lines
from newsbot.spiders.news import NewsSpider
from newsbot.spiders.pages import Visit
from newsbot.state.states import TemplateState
from newsbot.urls import article_id, normalise_url


@pytest.fixture(scope="module")
def sample_crawls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The sample site crawled twice with the default feed: lines, requests and what was said."""
    folder = tmp_path_factory.mktemp("sample")
    with SampleSite() as site:
        first = scrapy_process("crawl", "news", "-a", f"site={site.url}", folder=folder)
        asked = list(site.requests)
        lines = written(folder)
        second = scrapy("crawl", "news", "-a", f"site={site.url}", folder=folder)
        return {
            "first": first,
            "second": second,
            "lines": {line["url"]: line for line in lines},
            "count": len(lines),
            "again": len(written(folder)) - len(lines),
            "asked": asked,
            "asked_again": site.requests[len(asked) :],
            "expected": expected_lines(site.url),
        }


def written(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(folder.rglob("*.jsonl.zst")) for line in read_lines(file)]


def test_every_article_of_the_sample_site_has_one_line_and_nothing_else_has(sample_crawls: dict[str, Any]) -> None:
    assert sample_crawls["first"].returncode == 0, sample_crawls["first"].stderr
    assert set(sample_crawls["lines"]) == {line["url"] for line in sample_crawls["expected"]}
    assert sample_crawls["count"] == len(sample_crawls["expected"])


@pytest.mark.parametrize("field", ["headline", "articleBody", "datePublishedPrecision"])
def test_lines_of_the_sample_site_are_as_expected(sample_crawls: dict[str, Any], field: str) -> None:
    lines = sample_crawls["lines"]
    assert {line["url"]: lines[line["url"]].get(field) for line in sample_crawls["expected"]} == {
        line["url"]: line.get(field) for line in sample_crawls["expected"]
    }


def test_authors_of_the_sample_site_are_as_expected(sample_crawls: dict[str, Any]) -> None:
    for expected in sample_crawls["expected"]:
        authors = sample_crawls["lines"][expected["url"]].get("authors", [])
        named = [{key: author[key] for key in ("name", "type", "role") if key in author} for author in authors]
        assert named == expected["authors"], expected["url"]


def test_dates_languages_agencies_and_pages_of_the_sample_site_are_as_expected(sample_crawls: dict[str, Any]) -> None:
    for expected in sample_crawls["expected"]:
        line = sample_crawls["lines"][expected["url"]]
        for field in ("datePublished", "dateModified"):
            if field in expected:
                assert datetime.fromisoformat(line[field]) == datetime.fromisoformat(expected[field]), line["url"]
        assert line["inLanguage"].split("-")[0] == expected["inLanguage"], line["url"]
        if "sourceOrganization" in expected:
            assert [source["name"] for source in line["sourceOrganization"]] == expected["sourceOrganization"]
        if "pageCount" in expected:
            assert len(line["pages"]) == expected["pageCount"]


def test_each_article_page_is_fetched_once_and_what_robots_forbids_never(sample_crawls: dict[str, Any]) -> None:
    asked = Counter(normalise_url(f"http://site{path}") for path in sample_crawls["asked"])
    assert {url for url, count in asked.items() if count > 1} == set()
    assert not [path for path in sample_crawls["asked"] if path.startswith("/private/")]


def test_the_second_crawl_reads_no_article_and_writes_nothing(sample_crawls: dict[str, Any]) -> None:
    assert sample_crawls["second"].returncode == 0
    assert sample_crawls["again"] == 0
    articles = {urlsplit(line["url"]).path for line in sample_crawls["expected"]}
    assert articles.isdisjoint(sample_crawls["asked_again"])


def test_the_last_line_says_what_came_of_it(sample_crawls: dict[str, Any]) -> None:
    told = [line for line in sample_crawls["first"].stderr.splitlines() if line.startswith("newsbot: ")]
    assert re.fullmatch(
        rf"newsbot: {sample_crawls['count']} articles; \d+ pages read; \d+ dropped: .*not_found.*; \d+\.\d s", told[-1]
    )
    assert re.search(r"newsbot: 0 articles; .*sources unchanged", sample_crawls["second"].stderr)


def test_nothing_in_the_crawl_warns_of_old_ways(sample_crawls: dict[str, Any]) -> None:
    assert "DeprecationWarning" not in sample_crawls["first"].stderr
    assert "Traceback" not in sample_crawls["first"].stderr


def sitemap(*paths: str, dates: dict[str, str] | None = None) -> Answer:
    entries = "".join(
        f"<url><loc>{{base}}{path}</loc>{f'<lastmod>{dates[path]}</lastmod>' if dates else ''}</url>" for path in paths
    )
    return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>', "application/xml")


PATHS = [f"/2026/11/report-number-{name}-from-the-harbour/" for name in ("one", "two", "three", "four", "five")]
DATES = {path: f"2026-11-{day:02}T08:00:00+00:00" for path, day in zip(PATHS, (3, 20, 9, 15, 1), strict=True)}


def small_site() -> dict[str, Answer]:
    pages = {path: Answer(article_page(path.strip("/").split("/")[-1].replace("-", " "))) for path in PATHS}
    return {"/": Answer("<h1>Front</h1>"), "/sitemap.xml": sitemap(*PATHS, dates=DATES), **pages}


def crawled(url: str, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = scrapy("crawl", "news", "-a", f"site={url}", *arguments, "-O", str(folder / "out.jsonl"), folder=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_feed_on_the_command_line_replaces_the_batches(tmp_path: Path) -> None:
    with serve(small_site()) as site:
        assert len(crawled(site.url, tmp_path)) == len(PATHS)
        assert not list(tmp_path.rglob("*.zst"))


def test_a_limit_takes_the_newest_and_fetches_no_other(tmp_path: Path) -> None:
    with serve(small_site()) as site:
        lines = crawled(site.url, tmp_path, "-a", "limit=2")
        assert {line["url"] for line in lines} == {site.url.rstrip("/") + PATHS[1], site.url.rstrip("/") + PATHS[3]}
        assert sorted(path for path in site.requests if path in PATHS) == sorted([PATHS[1], PATHS[3]])


def test_since_leaves_older_articles_alone(tmp_path: Path) -> None:
    with serve(small_site()) as site:
        crawled(site.url, tmp_path, "-a", "since=2026-11-10")
        assert sorted(path for path in site.requests if path in PATHS) == sorted([PATHS[1], PATHS[3]])


def test_sources_restrict_discovery(tmp_path: Path) -> None:
    feed = Answer(
        f"<rss version='2.0'><channel><item><link>{{base}}{PATHS[0]}</link></item></channel></rss>",
        "application/rss+xml",
    )
    front = Answer('<link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>Front</h1>')
    with serve({**small_site(), "/": front, "/feed.xml": feed}) as site:
        lines = crawled(site.url, tmp_path, "-a", "sources=feed")
        assert [line["url"] for line in lines] == [site.url.rstrip("/") + PATHS[0]]
        assert "/sitemap.xml" not in site.requests


def test_a_site_without_lists_is_found_by_its_sections(tmp_path: Path) -> None:
    front = Answer('<nav><a href="/news/">News</a></nav><h1>Front</h1>')
    teasers = "".join(f'<article><h2><a href="{path}">A report from the harbour</a></h2></article>' for path in PATHS)
    answers = {**small_site(), "/": front, "/news/": Answer(f"<h1>News</h1>{teasers}")}
    del answers["/sitemap.xml"]
    with serve(answers) as site:
        assert len(crawled(site.url, tmp_path)) == len(PATHS)


def test_a_page_that_changed_after_its_line_gives_a_second_version(tmp_path: Path) -> None:
    with serve(small_site()) as site:
        crawled(site.url, tmp_path)
        site.answers[PATHS[0]] = Answer(article_page("A corrected report from the harbour"))
        site.answers["/sitemap.xml"] = sitemap(*PATHS, dates=DATES | {PATHS[0]: "2099-01-01T00:00:00+00:00"})
        (line,) = crawled(site.url, tmp_path)
        assert (line["version"], line["changed"]) == (2, ["articleBody", "headline"])


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_host_that_can_not_say_what_it_allows_is_left_alone_until_it_can(status: int, tmp_path: Path) -> None:
    with serve({**small_site(), "/robots.txt": Answer("busy", status=status)}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", "-O", str(tmp_path / "out.jsonl"), folder=tmp_path)
        assert done.returncode == 1
        assert set(site.requests) == {"/robots.txt"}
        site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow:\n", "text/plain")
        assert len(crawled(site.url, tmp_path)) == len(PATHS)


def test_a_page_in_place_of_a_robots_file_that_is_missing_forbids_nothing(tmp_path: Path) -> None:
    page = Answer("User-agent: *\nDisallow: /\n", status=404)
    with serve({**small_site(), "/robots.txt": page}) as site:
        assert len(crawled(site.url, tmp_path)) == len(PATHS)


def spider_of(folder: Path, site: str) -> NewsSpider:
    own = {name: getattr(project, name) for name in dir(project) if name.startswith("NEWSBOT_")}
    place = {"NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": str(folder)}
    crawler = Crawler(NewsSpider, own | place)
    crawler.stats = MemoryStatsCollector(crawler)
    return NewsSpider.from_crawler(crawler, site=site)


def test_two_hosts_of_one_domain_fetch_an_article_once(tmp_path: Path) -> None:
    spider = spider_of(tmp_path, "https://news.example.com/,https://sport.example.com/")
    urls = [f"https://example.com{path}" for path in PATHS]
    for crawl in spider.crawls:
        crawl.started = True
        crawl.queue.extend(Due(url, None, None, "new") for url in urls)

    async def asked() -> list[str]:
        return [request.url for crawl in spider.crawls async for request in spider.article_requests(crawl)]

    assert asyncio.run(asked()) == urls
    spider.storage.close()


@pytest.mark.parametrize(("reason", "is_remembered"), [("timeout", True), ("closed", False)])
def test_an_article_whose_next_page_can_not_be_read_gives_no_half_line(
    reason: str, is_remembered: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def read(self: NewsSpider, *arguments: object) -> None:
        error = WorkerError(reason)
        error.add_note("Traceback\nKeyError: 'name'")
        raise error

    monkeypatch.setattr(NewsSpider, "read", read)
    spider = spider_of(tmp_path, "https://example.com/")
    url = f"https://example.com{PATHS[0]}"
    article = Article(id=article_id(url), url=url, headline="A report from the harbour")
    page = HtmlResponse(f"{url}2", body=b"<p>The second page</p>")

    visit = Visit(spider.crawls[0], Due(url, reason="new"), article)

    async def follow_ups() -> list[object]:
        return [found async for found in spider.parse_page(page, visit)]

    assert asyncio.run(follow_ups()) == []
    spider.writer.close()
    assert spider.crawler.stats.get_value(f"newsbot/dropped/next_page_{reason}") == 1
    assert bool(spider.storage.known_pages([url])) is is_remembered
    assert f"{reason} (KeyError: 'name')" in caplog.text
    spider.storage.close()


def test_a_page_that_is_read_again_with_the_first_profile_is_not_judged_or_taught_by_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"https://example.com{PATHS[0]}"
    asked: list[tuple[bool, BlockScores | None]] = []
    looked = BlockScores(b"asked", b"chances")

    async def read(self: NewsSpider, task: str, request: PageRequest, *more: object) -> PageReport:
        asked.append((request.teaches, request.scores))
        return PageReport(Article(id=article_id(url), url=url, headline="A report from the harbour"), scores=looked)

    monkeypatch.setattr(NewsSpider, "read", read)
    spider = spider_of(tmp_path, "https://example.com/")
    (crawl,) = spider.crawls
    crawl.in_flight = 2  # another page may teach as well
    page = HtmlResponse(url, body=b"<p>The page</p>", request=Request(url))

    async def articles(found: AsyncIterator[object]) -> int:
        return len([article async for article in found if isinstance(article, Article)])

    assert asyncio.run(articles(spider.parse_page(page, Visit(crawl, Due(url, reason="new"))))) == 0
    crawl.template.adopt(TemplateState("example.com", b"", "1-first", b""))
    assert asyncio.run(articles(spider.release(crawl))) == 1
    assert asked == [(True, None), (False, looked)]
    spider.storage.close()


def test_an_article_that_can_not_be_had_stays_due(tmp_path: Path) -> None:
    with serve(small_site()) as site:
        page = site.answers[PATHS[0]]
        site.answers[PATHS[0]] = Answer("busy", status=503)
        assert len(crawled(site.url, tmp_path)) == len(PATHS) - 1
        site.answers[PATHS[0]] = page
        (line,) = crawled(site.url, tmp_path)
        assert line["url"].endswith(PATHS[0])


def test_odd_pages_are_counted_by_reason_and_cost_nothing_else(tmp_path: Path) -> None:
    odd = {
        PATHS[0]: Answer(b"%PDF-1.7 \x00\x01", "application/pdf"),
        PATHS[1]: Answer(b"\x00\xff\xfe\x00" * 50),
        PATHS[2]: Answer(article_page("Half a pair \ud83d of a sign".encode("utf-8", "ignore").decode())),
    }
    with serve({**small_site(), **odd}) as site:
        out = tmp_path / "out.jsonl"
        done = scrapy("crawl", "news", "-a", f"site={site.url}", "-O", str(out), folder=tmp_path)
        assert done.returncode == 0
        assert re.search(r"^newsbot: .*\b1 not_html", done.stderr, re.MULTILINE)
        assert "Traceback" not in done.stderr
        assert len(out.read_bytes().decode("utf-8").splitlines()) == 3


def test_what_the_files_and_headers_of_a_site_say_of_use_is_in_its_lines(tmp_path: Path) -> None:
    robots = "User-agent: *\nContent-Usage: /2026/ train-ai=n\nSitemap: {base}/sitemap.xml\n"
    rule = {"location": "/2026/", "tdm-reservation": 1, "tdm-policy": "/tdm.json"}
    site_answers = {
        **small_site(),
        "/robots.txt": Answer(robots, "text/plain"),
        "/.well-known/tdmrep.json": Answer(json.dumps([rule]), "application/json"),
    }
    site_answers[PATHS[0]].headers = {"X-Robots-Tag": "noarchive, otherbot: none", "tdm-reservation": "0"}
    with serve(site_answers) as site:
        rights = {urlsplit(line["url"]).path: line["rights"] for line in crawled(site.url, tmp_path)}
    usage = {"contentUsage": "train-ai=n"}
    assert rights.pop(PATHS[0]) == {"robots": ["noarchive"], "tdmReservation": 0, **usage}
    policy = f"{site.url.rstrip('/')}/tdm.json"
    assert rights == {path: {"tdmReservation": 1, "tdmPolicy": policy, **usage} for path in PATHS[1:]}


def test_no_request_says_where_it_comes_from_whatever_the_site_asks_for(tmp_path: Path) -> None:
    site_answers = small_site()
    for answer in site_answers.values():
        answer.headers = {"Referrer-Policy": "unsafe-url"}
    with serve(site_answers) as site:
        assert len(crawled(site.url, tmp_path)) == len(PATHS)
    assert site.referrers == []


def test_pages_of_another_host_are_taken_where_the_operator_names_it(tmp_path: Path) -> None:
    with serve(small_site()) as other, serve(small_site()) as site:
        elsewhere = other.url.rstrip("/")
        entries = "".join(f"<url><loc>{elsewhere}{path}</loc></url>" for path in PATHS[:2])
        site.answers["/robots.txt"] = Answer(f"Sitemap: {elsewhere}/map.xml\n", "text/plain")
        own = f"<url><loc>{site.url.rstrip('/')}{PATHS[2]}</loc></url>"
        other.answers["/map.xml"] = Answer(f"<urlset>{entries}{own}</urlset>", "application/xml")
        del site.answers["/sitemap.xml"]
        assert crawled(site.url, tmp_path, "-a", "sources=sitemap") == []
        assert other.requests == []
        host = elsewhere.partition("://")[2]
        named = ("-s", f"NEWSBOT_OTHER_HOSTS={host}", "-s", f"NEWSBOT_ALLOW_PRIVATE={host}")
        lines = crawled(site.url, tmp_path, *("-a", "sources=sitemap"), *named)
        assert {line["url"] for line in lines} == {elsewhere + PATHS[0], elsewhere + PATHS[1], site.url[:-1] + PATHS[2]}
