"""A repeated crawl requests what is new, changed or due by age: all of it and little else."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from crawl_host import CrawlHost
from loopback import Answer, article_page
from made_site import JUST_NOW, LONG_AGO, SOON, STORIES, MadeSite, made_site, name_of, new, path_of, told


@pytest.fixture(name="young")
def young_fixture(crawl_host: CrawlHost, tmp_path: Path) -> Iterator[MadeSite]:
    """Three articles of ten minutes ago, crawled once; one has an ETag and one a date."""
    with made_site(crawl_host, tmp_path, *STORIES, published=JUST_NOW) as site:
        site.publish("harbour-strike", headers={"ETag": '"1"'}, published=JUST_NOW)
        site.publish("valley-road", headers={"Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT"}, published=JUST_NOW)
        assert told(site.crawl()) == new(*STORIES)
        yield site


# Sources


def test_an_unchanged_site_is_asked_for_its_sources_alone(site: MadeSite) -> None:
    assert site.crawl() == []
    assert site.asked == set()
    assert {("/sitemap.xml", 304), ("/", 304)} <= set(site.server.statuses)


def test_a_source_without_validators_is_known_by_its_bytes(site: MadeSite) -> None:
    site.server.answers["/sitemap.xml"].headers.clear()
    assert site.crawl() == []
    assert site.crawl() == []
    assert site.stats["discovery/sitemap_unchanged"] == 1


def test_a_new_article_and_a_changed_one_are_all_that_the_next_crawl_fetches(site: MadeSite) -> None:
    site.publish("night-bus")
    site.publish("valley-road", changed=SOON, body="<p>One lane was open again by noon, said the council.</p>")
    assert told(site.crawl()) == {**new("night-bus"), "valley-road": (2, "usable", ["articleBody"])}
    assert site.asked == {"night-bus", "valley-road"}
    assert site.crawl() == []
    assert site.asked == set()


def test_an_index_that_is_as_it_was_leads_to_a_part_that_is_not(crawl_host: CrawlHost, tmp_path: Path) -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>{base}/sitemap.xml</loc></sitemap></sitemapindex>"
    )
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        robots = Answer("User-agent: *\nDisallow:\nSitemap: {base}/index.xml\n", "text/plain")
        site.server.answers["/robots.txt"] = robots
        site.server.answers["/index.xml"] = Answer(index, "application/xml", headers={"ETag": '"i"'})
        site.crawl()
        site.publish("night-bus")
        assert told(site.crawl()) == new("night-bus")
        assert ("/index.xml", 304) in site.server.statuses


def section(*names: str, more: str = "") -> Answer:
    """A section page with these articles."""
    teasers = (f'<article><h2><a href="{path_of(name)}">News of the {name}</a></h2></article>' for name in names)
    return Answer(f"<h1>News</h1>{''.join(teasers)}{more}", headers={"ETag": f'"{names[0]}"'})


def test_new_articles_of_a_site_without_lists_are_found_though_its_front_page_is_as_it_was(
    crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with made_site(crawl_host, tmp_path, *STORIES, "night-bus") as site:
        del site.server.answers["/sitemap.xml"]
        nav = '<nav><a href="/news/">News</a></nav><h1>Front</h1>'
        site.server.answers["/"] = Answer(nav, headers={"ETag": '"nav"'})
        site.server.answers["/news/"] = section(*STORIES)
        assert told(site.crawl()) == new(*STORIES)
        site.server.answers["/news/"] = section("night-bus", *STORIES)
        assert told(site.crawl()) == new("night-bus")
        assert ("/", 304) in site.server.statuses
        assert site.asked == {"night-bus"}


# What a crawl left out is not hidden from the next one, though no source has changed


@pytest.mark.parametrize("narrow", [{"limit": "1"}, {"since": "2021-01-01"}, {"sources": "feed"}])
def test_a_wider_crawl_fetches_what_a_narrower_one_left_out(
    narrow: dict[str, str], crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        few = told(site.crawl(**narrow))
        assert len(few) < len(STORIES)
        assert {**few, **told(site.crawl())} == new(*STORIES)
        assert site.crawl() == []
        assert site.asked == set()


def test_crawls_with_a_limit_ask_for_sources_conditionally_too(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with made_site(crawl_host, tmp_path, *STORIES, published=JUST_NOW) as site:
        assert len(site.crawl(limit="2")) == 2
        assert site.crawl(limit="2") == site.crawl(limit="1") == []
        assert {("/sitemap.xml", 304), ("/", 304)} <= set(site.server.statuses)
        assert site.asked == set()
        site.pass_time(hours=2)
        assert site.crawl(limit="2") == []
        assert site.stats["due/age"] == 2, "articles age, whatever sources say"
        assert len(site.crawl(limit="3")) == 1, "a wider limit reads what the narrower one left"
        site.publish("night-bus", changed=SOON)
        assert told(site.crawl(limit="3")) == new("night-bus")


@pytest.mark.parametrize("status", [500, 503, 403])
def test_an_article_that_could_not_be_had_is_asked_for_again(
    status: int, crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        page = site.server.answers[path_of("valley-road")]
        site.answer("valley-road", Answer("busy", status=status))
        assert told(site.crawl()) == new("harbour-strike", "town-budget")
        site.answer("valley-road", page)
        assert told(site.crawl()) == new("valley-road")
        assert site.asked == {"valley-road"}


def test_an_article_that_robots_txt_forbids_for_now_is_had_when_it_does_not(
    crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        rules = "User-agent: *\nDisallow: /2026/11/valley\nSitemap: {base}/sitemap.xml\n"
        site.server.answers["/robots.txt"] = Answer(rules, "text/plain")
        assert told(site.crawl()) == new("harbour-strike", "town-budget")
        assert site.asked == {"harbour-strike", "town-budget"}
        del site.server.answers["/robots.txt"]
        assert told(site.crawl()) == new("valley-road")


def test_a_list_of_which_a_page_could_not_be_read_is_read_to_its_end_by_the_next_crawl(
    crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with made_site(crawl_host, tmp_path, *STORIES, "night-bus") as site:
        nav = '<nav><a href="/news/">News</a></nav><h1>Front</h1>'
        site.server.answers["/"] = Answer(nav, headers={"ETag": '"nav"'})
        site.server.answers["/news/"] = section(*STORIES, more='<a rel="next" href="/news/page/2/">Older</a>')
        del site.server.answers["/sitemap.xml"]
        site.server.answers["/news/page/2/"] = Answer("busy", status=503)
        assert told(site.crawl()) == new(*STORIES)
        site.server.answers["/news/page/2/"] = section("night-bus")
        assert told(site.crawl()) == new("night-bus")
        assert site.asked == {"night-bus"}
        assert site.crawl() == []
        assert "/news/page/2/" not in site.server.requests


def test_a_host_that_could_not_say_what_it_allows_hides_nothing(crawl_host: CrawlHost, tmp_path: Path) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        site.crawl()
        site.publish("night-bus")
        site.server.answers["/robots.txt"] = Answer("busy", status=503)
        assert site.crawl() == []
        assert set(site.server.requests) == {"/robots.txt"}
        del site.server.answers["/robots.txt"]
        assert told(site.crawl()) == new("night-bus")


# What sources say of changes


def test_a_date_of_change_without_a_change_gives_no_line(site: MadeSite) -> None:
    for name in STORIES:
        site.enlist(name, SOON)
    assert site.crawl() == []
    assert site.asked == set(STORIES)
    site.enlist("harbour-strike", LONG_AGO)
    assert site.crawl() == []
    assert site.asked == set(), "the date of change is the one that was seen"


def feed(*entries: tuple[str, str]) -> Answer:
    """An Atom feed of names and dates of change."""
    items = "".join(
        f"<entry><title>{name}</title><link href='{{base}}{path_of(name)}'/><updated>{changed}</updated></entry>"
        for name, changed in entries
    )
    return Answer(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{items}</feed>", "application/atom+xml"
    )


def api(*entries: tuple[str, str]) -> Answer:
    """The WordPress API's posts of names and dates of change."""
    posts = ", ".join(
        f'{{"link": "{{base}}{path_of(name)}", "date_gmt": "2020-03-01T08:00:00", "modified_gmt": "{changed[:19]}"}}'
        for name, changed in entries
    )
    return Answer(f"[{posts}]", "application/json")


@pytest.mark.parametrize(
    ("source", "head", "address"),
    [
        (feed, '<link rel="alternate" type="application/atom+xml" href="/atom.xml">', "/atom.xml"),
        (api, "", "/wp-json/wp/v2/posts?per_page=100&_fields=id,link,date_gmt,modified_gmt,title&orderby=modified"),
    ],
)
def test_an_article_is_asked_for_at_once_when_its_feed_or_its_api_says_that_it_changed(
    source: Callable[..., Answer], head: str, address: str, crawl_host: CrawlHost, tmp_path: Path
) -> None:
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        del site.server.answers["/sitemap.xml"]
        link = {"Link": '<{base}/wp-json/>; rel="https://api.w.org/"'} if source is api else {}
        site.server.answers["/"] = Answer(f"<html><head>{head}</head><h1>Front</h1></html>", headers=link)
        site.server.answers[address] = source(*((name, LONG_AGO) for name in STORIES))
        assert told(site.crawl()) == new(*STORIES)
        site.answer("valley-road", Answer(article_page("Valley road is open")))
        site.server.answers[address] = source(("valley-road", SOON), ("harbour-strike", LONG_AGO))
        assert told(site.crawl()) == {"valley-road": (2, "usable", ["articleBody", "headline"])}
        assert site.asked == {"valley-road"}


def test_a_source_that_stamps_everything_anew_is_not_believed_for_long(crawl_host: CrawlHost, tmp_path: Path) -> None:
    names = [f"story-number-{number}" for number in range(60)]
    with made_site(crawl_host, tmp_path, *names) as site:
        assert len(site.crawl()) == 60
        for name in names:
            site.enlist(name, SOON)
        assert site.crawl() == []
        assert 20 <= len(site.asked) < 60
        assert site.stats["discovery/lastmod_untrusted"] == 60 - len(site.asked)


def test_a_source_that_is_right_once_is_believed_to_the_end(crawl_host: CrawlHost, tmp_path: Path) -> None:
    names = [f"story-number-{number}" for number in range(60)]
    with made_site(crawl_host, tmp_path, *names) as site:
        site.crawl()
        site.publish(names[0], body="<p>One lane was open again by noon, said the council on Sunday.</p>")
        for name in names:
            site.enlist(name, SOON)
        # One by one: on a busy machine twenty others are read before the first is.
        assert told(site.crawl({"CONCURRENT_REQUESTS_PER_DOMAIN": 1})) == {names[0]: (2, "usable", ["articleBody"])}
        assert site.asked == set(names)


# Ages, and conditional requests


def test_a_look_at_an_article_that_answers_304_costs_no_extraction_and_gives_no_line(young: MadeSite) -> None:
    young.pass_time(hours=1)
    assert young.crawl() == []
    statuses = {name_of(path): status for path, status in young.server.statuses if path.startswith("/2026/")}
    assert statuses == {"harbour-strike": 304, "valley-road": 304, "town-budget": 200}
    assert young.stats["pages_unchanged"] == 2
    assert young.stats["pages"] == 1
    assert young.stats["due/age"] == 3


def test_an_article_is_looked_at_once_at_each_age_and_no_more_after_the_last(young: MadeSite) -> None:
    looks = []
    for hours in (0.5, 0.5, 1, 5, 1, 20, 24, 24 * 6, 24 * 30):
        young.pass_time(hours=hours)
        assert young.crawl() == []
        # Only this one keeps the date that the state has of it: it never answers with another.
        looks.append("harbour-strike" in young.asked)
    assert looks == [False, True, False, True, False, True, False, True, False]


def test_a_look_finds_an_edit_that_no_source_told_of(young: MadeSite) -> None:
    page = article_page("Harbour strike ends", published=JUST_NOW)
    young.answer("harbour-strike", Answer(page, headers={"ETag": '"2"'}))
    young.pass_time(hours=1)
    lines = young.crawl()
    assert told(lines) == {"harbour-strike": (2, "usable", ["articleBody", "headline"])}
    assert lines[0]["metadata"]["etag"] == '"2"'


def test_without_ages_no_article_is_looked_at_again(young: MadeSite) -> None:
    young.pass_time(days=2)
    assert young.crawl({"NEWSBOT_REVISIT_AGES": ""}) == []
    assert young.asked == set()


def test_validators_do_not_follow_a_redirect_and_its_304_is_not_the_articles(young: MadeSite) -> None:
    # The other address knows the same tag, as a site does that counts from one.
    young.publish("dock-strike", headers={"ETag": '"1"'}, published=JUST_NOW)
    young.unlist("dock-strike")
    young.redirect("harbour-strike", path_of("dock-strike"), 302)
    young.pass_time(hours=1)
    young.crawl()
    assert (path_of("dock-strike"), 304) not in young.server.statuses


def test_a_crawl_with_a_limit_looks_at_no_old_article(young: MadeSite) -> None:
    young.pass_time(hours=2)
    young.publish("night-bus", published=JUST_NOW, changed=SOON)
    assert told(young.crawl(limit="1")) == new("night-bus")
    assert young.asked == {"night-bus"}


# A state that cannot be used


@pytest.mark.parametrize("table", ["articles", "pages", "sources", "runs", "batches", "sketches"])
def test_a_state_with_a_damaged_table_ends_the_crawl_with_a_sentence_and_is_not_replaced(
    table: str, site: MadeSite
) -> None:
    path = site.folder / "state.db"
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    state = bytearray(path.read_bytes())
    state[(page - 1) * size : page * size] = b"\x2a" * size
    path.write_bytes(state)
    site.publish("night-bus")
    site.publish("valley-road", changed=SOON, headline="Valley road is open")
    done = site.host.crawl(site.folder, {"site": site.server.url})
    assert done.refusal == f"The state in {path} cannot be used: database disk image is malformed."
    assert "Traceback" not in "\n".join(done.log)
    left = path.read_bytes()
    assert len(left) >= len(state)
    assert left[(page - 1) * size : page * size] == state[(page - 1) * size : page * size]
