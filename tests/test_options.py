"""A wrong argument or setting is named in one sentence, before anything is fetched; a right one means what it says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsbot import settings as project
from newsbot.exceptions import ArgumentError
from newsbot.options import CrawlOptions, Deployment, FetchLimits, crawl_options, deployment
from newsbot.schedule import PollRules, RevisitRules
from newsbot.sites import SOURCES, Site, site_url

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
SITE = "https://example.com/"


def options(**arguments):
    return crawl_options({"site": SITE, **arguments}, NOW)


def refusal(call, *args):
    """The one sentence of the ArgumentError that the call must raise."""
    with pytest.raises(ArgumentError) as caught:
        call(*args)
    return str(caught.value)


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


# ----------------------------------------------------------------------------------------- settings

DEPLOYMENT = {
    "NEWSBOT_STATE": "sqlite:///data/state.db",
    "NEWSBOT_LEASE_S": "60",
    "NEWSBOT_DATA": "data",
    "NEWSBOT_WORKERS": "2",
    "NEWSBOT_PAGE_TIMEOUT_S": "10",
    "NEWSBOT_PAGE_MEMORY_MB": 384,
    "NEWSBOT_BODY_HTML": "False",
    "NEWSBOT_PROFILE_PAGES": "8",
    "NEWSBOT_RESPECT_RIGHTS": "record",
    "NEWSBOT_MAX_CRAWL_DELAY_S": 60,
    "NEWSBOT_REVISIT_AGES": "7d, 1h",
    "NEWSBOT_MISSING_AFTER": "30m",
    "NEWSBOT_MAX_GONE_SHARE": "0.25",
    "NEWSBOT_MAX_CODINGS": "2",
    "NEWSBOT_MAX_HEADER_KB": "256",
    "NEWSBOT_MAX_ROBOTS_KB": "512",
    "NEWSBOT_MAX_RETRY_AFTER_S": "60",
    "NEWSBOT_MAX_SOURCE_MB": "50",
    "NEWSBOT_MAX_SITEMAP_INDEXES": "30",
    "NEWSBOT_MAX_PATTERN_PAGES": "100",
    "NEWSBOT_MAX_SITE_PAGES": "100000",
    "NEWSBOT_TLS_UNVERIFIED": "old.example:443",
    "NEWSBOT_OTHER_HOSTS": "blog.example.net, WWW.example.org:8080",
    "NEWSBOT_ALLOW_PRIVATE": "Intranet.example:8080, [::1]:80",
    "NEWSBOT_POLL_SHORTEST": "2m",
    "NEWSBOT_POLL_LONGEST": "1d",
    "NEWSBOT_POLL_COST_M": "10",
}


def test_settings_may_be_text_or_numbers():
    revisits = RevisitRules((timedelta(hours=1), timedelta(days=7)), timedelta(minutes=30), 0.25)
    others = {"body_html": False, "profile_pages": 8, "respect_rights": "record", "max_crawl_delay_s": 60.0}
    hosts = frozenset(("blog.example.net", "example.org:8080"))
    private = frozenset((("intranet.example", 8080), ("::1", 80)))
    limits = FetchLimits(2, 262_144, 524_288, 60.0, 50_000_000, 30, 100, 100_000, frozenset((("old.example", 443),)))
    polls = PollRules(timedelta(minutes=10), timedelta(minutes=2), timedelta(days=1))
    others |= {
        "hosts": hosts,
        "private": private,
        "revisits": revisits,
        "limits": limits,
        "polls": polls,
        "webhook": "",
    }
    expected = Deployment("sqlite:///data/state.db", 60.0, "data", 2, 10.0, 384, **others)
    assert deployment(DEPLOYMENT) == expected
    assert deployment({**DEPLOYMENT, "NEWSBOT_WORKERS": 2, "NEWSBOT_PAGE_TIMEOUT_S": 10.0}) == expected
    assert deployment({**DEPLOYMENT, "NEWSBOT_WORKERS": "0", "NEWSBOT_PAGE_TIMEOUT_S": "0.5"}).workers == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("True", True),
        ("true ", True),
        (True, True),
        ("1", True),
        (1, True),
        ("False", False),
        (False, False),
        ("0", False),
        ("", False),
        (None, False),
    ],
)
def test_a_switch_is_on_or_off(value, expected):
    assert deployment({**DEPLOYMENT, "NEWSBOT_BODY_HTML": value}).body_html is expected


def test_the_settings_that_newsbot_ships_are_right():
    shipped = Settings()
    shipped.setmodule(project)
    assert deployment(shipped).workers >= 1


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("NEWSBOT_WORKERS", "two", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "-1", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "1.5", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "", "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", None, "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "9" * 400, "a whole number, 0 or more"),
        ("NEWSBOT_WORKERS", "9" * 5000, "a whole number, 0 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "0", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "ten", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "nan", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_TIMEOUT_S", "inf", "a number, 0.1 or more"),
        ("NEWSBOT_PAGE_MEMORY_MB", "64", "a whole number, 128 or more"),
        ("NEWSBOT_PAGE_MEMORY_MB", "512M", "a whole number, 128 or more"),
        ("NEWSBOT_STATE", "", "an address such as sqlite:///"),
        ("NEWSBOT_DATA", " ", "a folder"),
        ("NEWSBOT_BODY_HTML", "yes", "True or False"),
        ("NEWSBOT_RESPECT_RIGHTS", "ignore", "record or obey"),
        ("NEWSBOT_BODY_HTML", "2", "True or False"),
    ],
)
def test_a_setting_of_the_wrong_kind_is_named_with_what_it_must_be(name, value, expected):
    sentence = refusal(deployment, {**DEPLOYMENT, name: value})
    assert f"The setting {name} " in sentence
    assert expected in sentence


@pytest.mark.parametrize("name", ["NEWSBOT_DATA", "NEWSBOT_WARC"])
def test_a_folder_that_is_a_file_is_named(name):
    sentence = refusal(deployment, {**DEPLOYMENT, name: __file__})
    assert sentence == f"The setting {name} is {__file__!r}, but must be a folder."


@pytest.mark.parametrize("text", ["https://example.org/", "a b", "example.org/news", "host:port"])
def test_what_is_no_host_is_named_with_what_one_is_like(text):
    sentence = refusal(deployment, {**DEPLOYMENT, "NEWSBOT_OTHER_HOSTS": text})
    assert "NEWSBOT_OTHER_HOSTS" in sentence
    assert "blog.example.net" in sentence


@pytest.mark.parametrize(
    "text", ["10.0.0.5", "http://10.0.0.5:80", "host:port", "host:99999", "a b:80", "10.0.0.0/8", ":80"]
)
def test_an_origin_that_may_be_private_has_a_host_and_a_port(text):
    sentence = refusal(deployment, {**DEPLOYMENT, "NEWSBOT_ALLOW_PRIVATE": f"localhost:8000,{text}"})
    assert "NEWSBOT_ALLOW_PRIVATE" in sentence
    assert "10.0.0.5:80" in sentence
