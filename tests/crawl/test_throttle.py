"""Crawl-delay: the pause that a robots.txt asks for is obeyed, up to a limit, and logged once.

Also how many requests are sent at once: to a host, and while fetched pages wait to be parsed.
"""

import time
from pathlib import Path

from loopback import Answer, Server, article_page, python_process, scrapy, serve

# CONCURRENT_REQUESTS_PER_DOMAIN of the project's settings.
PER_HOST = 4
PATHS = [f"/2026/11/report-number-{name}-from-the-harbour/" for name in ("one", "two", "three")]
ENTRIES = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in PATHS)


class Times(list):
    """The times at which a server was asked, in place of its list of requests."""

    def append(self, path: str) -> None:
        super().append((time.monotonic(), path))


def site_of(robots: str) -> dict[str, Answer]:
    return {
        "/robots.txt": Answer(robots, "text/plain"),
        "/": Answer("<h1>Front</h1>"),
        "/map.xml": Answer(f"<urlset>{ENTRIES}</urlset>", "application/xml"),
        **{path: Answer(article_page(path.strip("/").split("/")[-1].replace("-", " "))) for path in PATHS},
    }


def crawl(site: Server, folder: Path, *arguments: str) -> tuple[float, str]:
    """The mean of the seconds between two requests after that for robots.txt, and what the crawl said."""
    site.requests = Times()
    out = folder / "out.jsonl"
    only = ("-a", "sources=sitemap", "-O", str(out))
    done = scrapy("crawl", "news", "-a", f"site={site.url}", *only, *arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == len(PATHS)
    (first, _), *_, (last, _) = site.requests
    return (last - first) / (len(site.requests) - 1), done.stderr


def test_the_pause_that_a_host_asks_for_is_kept_and_said_once(tmp_path: Path) -> None:
    robots = "User-agent: *\nCrawl-delay: 0.3\nSitemap: {base}/map.xml\n"
    with serve(site_of(robots)) as site:
        pause, said = crawl(site, tmp_path)
        assert pause > 0.2
        assert said.count("127.0.0.1 asks for 0.3 s between requests, and newsbot waits as long.") == 1


def test_the_pause_is_kept_without_autothrottle_and_a_longer_one_of_the_operator_is_too(tmp_path: Path) -> None:
    plain, own = tmp_path / "plain", tmp_path / "own"
    plain.mkdir()
    own.mkdir()
    with serve(site_of("User-agent: *\nCrawl-delay: 0.3\nSitemap: {base}/map.xml\n")) as site:
        pause, said = crawl(site, plain, "-s", "AUTOTHROTTLE_ENABLED=False")
        assert pause > 0.25
        assert "asks for 0.3 s" in said
        pause, said = crawl(site, own, "-s", 'DOWNLOAD_SLOTS={"127.0.0.1": {"delay": 0.6, "jitter": 0}}')
        assert pause > 0.5
        assert "asks for" not in said
        every = tmp_path / "every"
        every.mkdir()
        pause, said = crawl(site, every, "-s", "DOWNLOAD_DELAY=0.6", "-s", "RANDOMIZE_DOWNLOAD_DELAY=False")
        assert pause > 0.5
        assert "asks for" not in said


def test_a_pause_without_end_is_cut_and_rules_after_half_a_megabyte_are_not_read(tmp_path: Path) -> None:
    comments = "# a long comment\n" * 40_000
    robots = f"User-agent: *\nCrawl-delay: 86400\nSitemap: {{base}}/map.xml\n{comments}Disallow: /\n"
    with serve(site_of(robots)) as site:
        pause, said = crawl(site, tmp_path, "-s", "NEWSBOT_MAX_CRAWL_DELAY_S=0.3")
        assert pause > 0.2
        assert "WARNING: 127.0.0.1 asks for 86400 s between requests, and newsbot waits 0.3 s." in said


def test_a_wrong_limit_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = scrapy(
        "crawl", "news", "-a", "site=https://example.com/", "-s", "NEWSBOT_MAX_CRAWL_DELAY_S=long", folder=tmp_path
    )
    assert done.returncode == 2
    assert "NEWSBOT_MAX_CRAWL_DELAY_S is 'long'" in done.stderr
    assert "Traceback" not in done.stderr


# Runs a crawl and says how many pages were transferred at once at most, and how many bytes of pages waited to be read.
_WATCHED = """
import sys
from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings

settings = get_project_settings()
settings.set("AUTOTHROTTLE_ENABLED", False, "cmdline")
process = CrawlerProcess(settings)
crawler = process.create_crawler("news")
at_once, waiting = [0], [0]


def look():
    at_once.extend(len(slot.transferring) for slot in crawler.engine.downloader.slots.values())
    waiting.append(crawler.engine.scraper.slot.active_size)


crawler.signals.connect(look, signals.request_left_downloader, weak=False)
process.crawl(crawler, site=sys.argv[1], sources="sitemap")
process.start()
print(crawler.stats.get_value("item_scraped_count"), max(at_once), max(waiting))
"""


def watched(pages: int, size: int, folder: Path) -> tuple[int, int]:
    """How many of so many pages of so many bytes were transferred at once, and how many bytes waited to be read."""
    paths = [f"/2026/11/report-number-{number}-from-the-harbour/" for number in range(pages)]
    entries = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in paths)
    filling = f"<script>{'var a = 1; ' * (size // 11)}</script>"
    site = {"/": Answer("<h1>Front</h1>"), "/sitemap.xml": Answer(f"<urlset>{entries}</urlset>", "application/xml")}
    site |= {path: Answer(article_page(path.split("/")[3].replace("-", " "), head=filling)) for path in paths}
    with serve(site) as server:
        done = python_process("-c", _WATCHED, server.url, folder=folder)
    assert done.returncode == 0, done.stderr
    articles, at_once, waiting = map(int, done.stdout.split())
    assert articles == pages
    return at_once, waiting


def test_a_host_is_asked_for_no_more_pages_at_once_without_a_pause_either(tmp_path: Path) -> None:
    at_once, _ = watched(40, 100, tmp_path)
    assert at_once <= PER_HOST


def test_no_page_is_fetched_while_those_that_wait_to_be_read_are_too_large(tmp_path: Path) -> None:
    size = 3_000_000
    _, waiting = watched(12, size, tmp_path)
    # And those that were under way when there was room for the last time.
    assert waiting < 5_000_000 + (PER_HOST + 1) * size
