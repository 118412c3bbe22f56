"""A crawl after a crawl: what is new and what changed, all of it and little else; what is gone is taken back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from loopback import Answer, Server, article_page, scrapy, serve

STORIES = ("/2026/11/harbour-strike", "/2026/11/valley-road", "/2026/11/town-budget")
LONG_AGO = "2020-03-01T08:00:00+00:00"
SOON = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
# A second crawl of a test comes at once: what is missing counts as gone without an hour between them.
AT_ONCE = ("-s", "NEWSBOT_MISSING_AFTER=0m")


def sitemap(stories: dict[str, str]) -> Answer:
    entries = "".join(
        f"<url><loc>{{base}}{path}</loc><lastmod>{date}</lastmod></url>" for path, date in stories.items()
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    return Answer(body, "application/xml", headers={"ETag": f'"{hash(body)}"'})


def page(path: str, **more: str) -> Answer:
    return Answer(article_page(path.rsplit("/", 1)[1].replace("-", " ").capitalize(), **more))


def site_of(*paths: str, date: str = LONG_AGO) -> dict[str, Answer]:
    front = Answer("<h1>Front</h1>", headers={"ETag": '"front"'})
    return {"/": front, "/sitemap.xml": sitemap(dict.fromkeys(paths, date)), **{path: page(path) for path in paths}}


def crawl(site: Server, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """The lines of a crawl; the site's list of requests starts anew with it."""
    site.requests.clear()
    site.statuses.clear()
    out = folder / "out.jsonl"
    done = scrapy("crawl", "news", "-a", f"site={site.url}", *arguments, "-O", str(out), folder=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def told(lines: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """What each line says of its article's fate, by the last word of its address."""
    return {
        line["url"].rsplit("/", 1)[1]: (line["version"], line["pubStatus"], line.get("reason"), line.get("changed"))
        for line in lines
    }


def test_an_unchanged_site_is_asked_for_its_sources_alone(tmp_path: Path) -> None:
    with serve(site_of(*STORIES)) as site:
        assert len(crawl(site, tmp_path)) == 3
        assert crawl(site, tmp_path) == []
        assert not set(site.requests) & set(STORIES)
        assert ("/sitemap.xml", 304) in site.statuses
        assert ("/", 304) in site.statuses


def test_a_new_article_and_a_changed_one_are_all_that_the_next_crawl_fetches(tmp_path: Path) -> None:
    harbour, valley, budget = STORIES
    with serve(site_of(*STORIES)) as site:
        crawl(site, tmp_path)
        site.answers["/2026/11/night-bus"] = page("/2026/11/night-bus")
        site.answers[valley] = page(valley, body="<p>One lane was open again by noon, the council said on Sunday.</p>")
        site.answers["/sitemap.xml"] = sitemap(
            {harbour: LONG_AGO, valley: SOON, budget: LONG_AGO, "/2026/11/night-bus": LONG_AGO}
        )
        lines = crawl(site, tmp_path)
        assert told(lines) == {
            "night-bus": (1, "usable", None, None),
            "valley-road": (2, "usable", None, ["articleBody"]),
        }
        assert not {harbour, budget} & set(site.requests)
        assert crawl(site, tmp_path) == []
        assert valley not in site.requests


def test_a_date_of_change_without_a_change_gives_no_line(tmp_path: Path) -> None:
    with serve(site_of(*STORIES)) as site:
        crawl(site, tmp_path)
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(STORIES, SOON))
        assert crawl(site, tmp_path) == []
        assert set(STORIES) <= set(site.requests)


def test_a_source_that_stamps_everything_anew_is_not_believed_for_long(tmp_path: Path) -> None:
    stories = [f"/2026/11/story-number-{number}" for number in range(80)]
    with serve(site_of(*stories)) as site:
        assert len(crawl(site, tmp_path)) == 80
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(stories, SOON))
        assert crawl(site, tmp_path) == []
        assert len(set(stories) & set(site.requests)) < 70


def test_an_article_that_is_gone_for_good_is_taken_back_at_once(tmp_path: Path) -> None:
    harbour, *others = STORIES
    with serve(site_of(*STORIES)) as site:
        first = {line["url"]: line for line in crawl(site, tmp_path)}
        site.answers[harbour] = Answer("gone", status=410)
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(others, LONG_AGO))
        (line,) = crawl(site, tmp_path)
        assert told([line]) == {"harbour-strike": (2, "canceled", "http_410", None)}
        assert line["id"] == first[line["url"]]["id"]
        assert set(line) <= {"schemaVersion", "id", "version", "pubStatus", "reason", "url", "metadata"}
        assert line["metadata"]["httpStatus"] == 410
        assert crawl(site, tmp_path) == []
        assert harbour not in site.requests


def test_an_article_that_is_missing_is_taken_back_when_it_still_is_later(tmp_path: Path) -> None:
    harbour, *others = STORIES
    with serve(site_of(*STORIES)) as site:
        crawl(site, tmp_path)
        del site.answers[harbour]
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(others, LONG_AGO))
        assert crawl(site, tmp_path) == []
        assert crawl(site, tmp_path) == [], "an hour has not passed"
        assert harbour not in site.requests
        assert told(crawl(site, tmp_path, *AT_ONCE)) == {"harbour-strike": (2, "canceled", "http_404_repeated", None)}
        assert crawl(site, tmp_path, *AT_ONCE) == []
        assert harbour not in site.requests


def test_an_article_that_comes_back_is_its_next_version(tmp_path: Path) -> None:
    harbour, *others = STORIES
    with serve(site_of(*STORIES)) as site:
        crawl(site, tmp_path)
        before = site.answers[harbour]
        site.answers[harbour] = Answer("gone", status=410)
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(others, LONG_AGO))
        crawl(site, tmp_path)
        site.answers[harbour] = before
        site.answers["/sitemap.xml"] = sitemap({**dict.fromkeys(others, LONG_AGO), harbour: SOON})
        (line,) = crawl(site, tmp_path)
        assert (line["version"], line["pubStatus"]) == (3, "usable")
        assert "pubStatus" in line["changed"]
        assert line["articleBody"]


def test_an_address_that_leads_elsewhere_takes_its_article_back(tmp_path: Path) -> None:
    harbour, *others = STORIES
    with serve(site_of(*STORIES)) as site:
        crawl(site, tmp_path)
        site.answers[harbour] = Answer("", status=301, headers={"Location": "/"})
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(others, LONG_AGO))
        assert told(crawl(site, tmp_path)) == {"harbour-strike": (2, "canceled", "redirected_away", None)}


def test_an_article_that_moved_is_taken_back_and_written_under_its_new_address(tmp_path: Path) -> None:
    harbour, *others = STORIES
    with serve(site_of(*STORIES)) as site:
        crawl(site, tmp_path)
        site.answers["/2026/11/dock-strike"] = site.answers[harbour]
        site.answers[harbour] = Answer("", status=301, headers={"Location": "/2026/11/dock-strike"})
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys([*others, "/2026/11/dock-strike"], LONG_AGO))
        assert told(crawl(site, tmp_path)) == {
            "harbour-strike": (2, "canceled", "redirected_away", None),
            "dock-strike": (1, "usable", None, None),
        }


def test_an_article_that_asks_to_be_left_out_from_now_on_is_taken_back(tmp_path: Path) -> None:
    harbour, *others = STORIES
    noindex = '<meta name="robots" content="noindex">'
    with serve({**site_of(*STORIES), others[0]: page(others[0], head=noindex)}) as site:
        assert len(crawl(site, tmp_path)) == 3
        site.answers[harbour] = page(harbour, head=noindex)
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(STORIES, SOON))
        assert told(crawl(site, tmp_path)) == {"harbour-strike": (2, "canceled", "noindex", None)}


def test_a_site_that_loses_most_of_its_articles_at_once_loses_none(tmp_path: Path) -> None:
    stories = [f"/2026/11/story-number-{number}" for number in range(14)]
    with serve(site_of(*stories)) as site:
        crawl(site, tmp_path)
        for path in stories[:12]:
            site.answers[path] = Answer("gone", status=410)
        site.answers["/sitemap.xml"] = sitemap(dict.fromkeys(stories, SOON))
        out = tmp_path / "out.jsonl"
        done = scrapy("crawl", "news", "-a", f"site={site.url}", "-O", str(out), folder=tmp_path)
        assert out.read_bytes() == b""
        assert "12 of 14 known articles of 127.0.0.1" in done.stderr
