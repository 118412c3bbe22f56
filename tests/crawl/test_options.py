"""A wrong argument is named in one sentence, before anything is fetched; a right one means what it says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusals import refusal

from newsbot.exceptions import ArgumentError
from newsbot.options import CrawlOptions, crawl_options
from newsbot.sites import SOURCES, Site, site_url

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
SITE = "https://example.com/"


def options(**arguments):
    return crawl_options({"site": SITE, **arguments}, NOW)


# -------------------------------------------------------------------------------------------- sites


def test_a_site_alone_is_crawled_whole():
    assert options() == CrawlOptions((Site(SITE, "example.com"),), None, None, frozenset(SOURCES))


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        (" https://www.Example.com ", [("https://www.example.com/", "example.com")]),
        ("http://example.com/news/#top", [("http://example.com/news/", "example.com")]),
        ("HTTPS://example.com:443/", [("https://example.com/", "example.com")]),
        ("http://127.0.0.1:8000/", [("http://127.0.0.1:8000/", "127.0.0.1-8000")]),
        ("http://[::1]:8000/", [("http://[::1]:8000/", None)]),
        ("https://zeitung-für-alle.example/", [("https://xn--zeitung-fr-alle-7vb.example/", None)]),
        (
            "https://a.example/, https://b.example/x,",
            [("https://a.example/", "a.example"), ("https://b.example/x", "b.example")],
        ),
        ("https://a.example,https://a.example/", [("https://a.example/", "a.example")]),
    ],
)
def test_sites_are_addresses_between_commas(text, sites):
    found = options(site=text).sites
    assert [site.url for site in found] == [url for url, _ in sites]
    assert all(site.name == name for site, (_, name) in zip(found, sites, strict=True) if name)


@pytest.mark.parametrize("arguments", [{}, {"site": ""}, {"site": "  "}, {"site": ","}, {"limit": "3"}])
def test_a_crawl_without_a_site_says_how_to_name_one(arguments):
    assert "-a site=https://" in refusal(crawl_options, arguments)


@pytest.mark.parametrize(
    "text",
    [
        "ftp://example.com/",
        "javascript:alert(1)",
        "https://",
        "http:///path",
        "https://example.com:99999/",
        "https://[bad",
        "https://exa mple.com/",
        "https://a..b/",
        "https://.",
        "/news",
        "no address",
    ],
)
def test_what_is_no_web_address_is_named(text):
    sentence = refusal(site_url, text)
    assert repr(text) in sentence
    assert "https://" in sentence
    assert "Did you mean" not in sentence


@pytest.mark.parametrize("text", ["example.com", "example.com/news", "www.example.com:8080/x", "news.example.co.uk"])
def test_an_address_without_its_scheme_is_guessed_aloud(text):
    assert f"Did you mean https://{text}?" in refusal(site_url, text)


def test_a_site_is_crawled_from_one_address_only():
    assert "twice" in refusal(crawl_options, {"site": "https://example.com/,https://www.example.com/"})


@given(st.text())
def test_any_text_is_a_site_or_a_refusal(text):
    try:
        url = site_url(text)
    except ArgumentError:
        return
    assert url.startswith(("http://", "https://"))
    assert site_url(url) == url


# -------------------------------------------------------------------------- since, limit and sources


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("7d", timedelta(days=7)),
        (" 2 w ", timedelta(weeks=2)),
        ("0d", timedelta()),
    ],
)
def test_an_age_counts_back_from_now(text, age):
    assert options(since=text).since == NOW - age


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T06:00", datetime(2026, 11, 1, 6, tzinfo=UTC)),
        ("2026-11-01T06:00:00Z", datetime(2026, 11, 1, 6, tzinfo=UTC)),
        ("2026-11-01T06:00+05:00", datetime(2026, 11, 1, 6, tzinfo=timezone(timedelta(hours=5)))),
    ],
)
def test_a_date_is_utc_unless_it_says_its_zone(text, moment):
    assert options(since=text).since == moment


@pytest.mark.parametrize(
    "text", ["", "yesterday", "7", "d", "7y", "-7d", "1.5d", "999999w", "2026-13-01", "01.11.2026"]
)
def test_a_wrong_since_is_named_with_examples(text):
    sentence = refusal(crawl_options, {"site": SITE, "since": text})
    assert f"since={text} " in sentence
    assert "7d" in sentence
    assert "2026-11-01" in sentence


@pytest.mark.parametrize(("value", "limit"), [("1", 1), (" 250 ", 250), (10, 10)])
def test_a_limit_is_a_number_of_articles(value, limit):
    assert options(limit=value).limit == limit


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "ten", "1e3", "²", "9" * 5000])
def test_a_wrong_limit_is_named_with_what_it_must_be(text):
    sentence = refusal(crawl_options, {"site": SITE, "limit": text})
    assert f"limit={text} " in sentence
    assert "whole number" in sentence


@pytest.mark.parametrize(
    ("text", "sources"),
    [("feed", {"feed"}), (" news-sitemap , feed,", {"news-sitemap", "feed"}), (",".join(SOURCES), set(SOURCES))],
)
def test_sources_are_names_between_commas(text, sources):
    assert options(sources=text).sources == sources


@pytest.mark.parametrize("text", ["", ",", "rss", "feed,rss", "Feed", "robots"])
def test_an_unknown_source_is_named_with_those_there_are(text):
    sentence = refusal(crawl_options, {"site": SITE, "sources": text})
    assert f"sources={text} " in sentence
    assert all(source in sentence for source in SOURCES)


@pytest.mark.parametrize("name", ["urls", "url", "Site", ""])
def test_an_unknown_argument_is_named_with_those_there_are(name):
    sentence = refusal(crawl_options, {"site": SITE, name: "x"})
    assert f"-a {name}=" in sentence
    assert all(known in sentence for known in ("site", "since", "limit", "sources"))
