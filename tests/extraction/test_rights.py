"""What a site declares about the use of its pages: headers, meta elements and two files."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.declared.rights import (
    SiteRights,
    TdmRule,
    UsageRule,
    add_site_rights,
    header_rules,
    read_rights,
    read_tdm_file,
    read_usage_rules,
    reservation,
    robots_rules,
)
from newsbot.items import Rights

URL = "https://example.com/2026/11/floods?page=2"


@pytest.mark.parametrize(
    ("value", "rules"),
    [
        ("index, follow", ["index", "follow"]),
        ("NOINDEX,NOFOLLOW", ["noindex", "nofollow"]),
        ("max-image-preview:large, max-snippet: -1", ["max-image-preview:large", "max-snippet:-1"]),
        (
            "noindex, unavailable_after: Wed, 25 Nov 2026 15:00:00 GMT",
            ["noindex", "unavailable_after: Wed, 25 Nov 2026 15:00:00 GMT"],
        ),
        ("noai, noimageai", ["noai", "noimageai"]),
        (" , ,", []),
        ("", []),
    ],
)
def test_rules_of_the_robots_meta_element(value, rules):
    assert robots_rules(value) == rules


@pytest.mark.parametrize(
    ("value", "rules"),
    [
        ("noindex", ["noindex"]),
        ("noarchive, nosnippet", ["noarchive", "nosnippet"]),
        ("googlebot: noindex, nofollow", []),
        ("noarchive, googlebot: noindex, nofollow", ["noarchive"]),
        ("googlebot: noindex, newsbot: noarchive, nosnippet", ["noarchive", "nosnippet"]),
        ("newsbot: noindex", ["noindex"]),
        ("*: noindex", ["noindex"]),
        ("max-snippet: 20, noarchive", ["max-snippet:20", "noarchive"]),
        ("unavailable_after: 25 Jun 2026 15:00:00 PST", ["unavailable_after: 25 Jun 2026 15:00:00 PST"]),
        ("otherbot: unavailable_after: 25 Jun 2026 15:00:00 PST", []),
        ("", []),
    ],
)
def test_rules_of_the_header_are_those_for_all_crawlers_and_for_newsbot(value, rules):
    assert header_rules(value) == rules


def test_header_and_meta_are_recorded_together_without_repeats():
    rights = read_rights({"robots": ["index, noarchive"]}, {"x-robots-tag": ["noarchive", "otherbot: none"]}, URL)
    assert rights.robots == ["noarchive", "index"]


@pytest.mark.parametrize(
    ("metas", "headers", "expected"),
    [
        ({"tdm-reservation": ["1"]}, {}, (1, None)),
        ({"tdm-reservation": ["0"]}, {}, (0, None)),
        ({"tdm-reservation": ["1"], "tdm-policy": ["/tdm.json"]}, {}, (1, "https://example.com/tdm.json")),
        ({"tdm-reservation": ["0"], "tdm-policy": ["/tdm.json"]}, {}, (0, None)),
        ({}, {"tdm-reservation": ["1"], "tdm-policy": ["https://p.example/t"]}, (1, "https://p.example/t")),
        # What the server sends now goes before the page; they are not mixed.
        ({"tdm-reservation": ["1"], "tdm-policy": ["/tdm.json"]}, {"tdm-reservation": ["0"]}, (0, None)),
        ({"tdm-reservation": ["yes"]}, {}, (None, None)),
        ({"tdm-reservation": ["10"]}, {}, (None, None)),
        ({"tdm-policy": ["/tdm.json"]}, {}, (None, None)),
        ({"tdm-reservation": ["1"], "tdm-policy": ["javascript:alert(1)"]}, {}, (1, None)),
    ],
)
def test_tdm_reservation_of_a_page(metas, headers, expected):
    rights = read_rights(metas, headers, URL)
    assert (rights.tdmReservation, rights.tdmPolicy) == expected


@pytest.mark.parametrize(
    ("value", "usage"),
    [
        ("train-ai=n", "train-ai=n"),
        ("train-ai=n, search=y", "train-ai=n, search=y"),
        ("bots", "bots"),
        ("<script>", None),
        ("A sentence about usage.", None),
        ("", None),
    ],
)
def test_content_usage_header_is_kept_as_it_stands(value, usage):
    assert read_rights({}, {"content-usage": [value]}, URL).contentUsage == usage


TDM_FILE = [
    {"location": "/2026/11/", "tdm-reservation": 1, "tdm-policy": "/policies/november.json"},
    {"location": "/*.pdf$", "tdm-reservation": 1},
    {"location": "/open/", "tdm-reservation": 0},
    {"location": "/", "tdm-reservation": "1"},
    {"location": "/wrong/", "tdm-reservation": 2},
    {"location": "/wrong/", "tdm-reservation": True},
    {"tdm-reservation": 1},
    "text",
]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/2026/11/floods", (1, "https://example.com/policies/november.json")),
        ("https://example.com/open/data", (0, None)),
        ("https://example.com/news/report.pdf", (1, None)),
        ("https://example.com/", (1, None)),
    ],
)
def test_first_rule_of_the_tdm_file_that_covers_a_page_counts(url, expected):
    rights = Rights()
    add_site_rights(rights, url, SiteRights(read_tdm_file(json.dumps(TDM_FILE))))
    assert (rights.tdmReservation, rights.tdmPolicy) == expected


def test_page_goes_before_the_files_of_its_site():
    rights = Rights(tdmReservation=0, contentUsage="train-ai=y")
    add_site_rights(rights, URL, SiteRights([TdmRule("/", 1)], [UsageRule("/", "train-ai=n")]))
    assert (rights.tdmReservation, rights.contentUsage) == (0, "train-ai=y")


@pytest.mark.parametrize(
    "text", ["", "null", "{}", "[", "[" * 5_000, "<html>", '[{"location": 1, "tdm-reservation": 1}]']
)
def test_what_is_no_tdm_file_says_nothing(text):
    assert read_tdm_file(text) == []


ROBOTS = """
User-Agent: *
Content-Usage: train-ai=n
Content-Usage: /2026/ train-ai=y, search=y
Allow: /

User-agent: otherbot
User-agent: thirdbot   # two names, one group
Content-Usage: train-ai=y
Disallow: /
"""


@pytest.mark.parametrize(
    ("url", "usage"),
    [("https://example.com/2026/11/floods", "train-ai=y, search=y"), ("https://example.com/about", "train-ai=n")],
)
def test_longest_path_of_robots_txt_says_how_a_page_may_be_used(url, usage):
    rights = Rights()
    add_site_rights(rights, url, SiteRights(usage=read_usage_rules(ROBOTS)))
    assert rights.contentUsage == usage


@pytest.mark.parametrize(("agent", "usage"), [("thirdbot", "train-ai=y"), ("otherbot", "train-ai=y")])
def test_group_of_a_crawler_goes_before_the_one_for_all(agent, usage):
    assert [rule.usage for rule in read_usage_rules(ROBOTS, [agent])] == [usage]


def test_own_group_without_usage_says_nothing():
    assert read_usage_rules("User-agent: newsbot\nAllow: /\n\nUser-agent: *\nContent-Usage: train-ai=n\n") == []


@pytest.mark.parametrize("text", ["", "Content-Usage: train-ai=n", "User-agent: *\nContent-Usage:", "x" * 1_000])
def test_robots_txt_without_a_rule_says_nothing(text):
    assert read_usage_rules(text) == []


@pytest.mark.parametrize(
    ("pattern", "path", "covers"),
    [
        ("/news", "/news/today", True),
        ("/news/*/live", "/news/2026/live/1", True),
        ("/news/*/live$", "/news/2026/live/1", False),
        ("*.html$", "/a/b.html", True),
        ("*.html$", "/a/b.html?x=1", False),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("/a*a$", "/a", False),
        ("/caf%C3%A9", "/caf%C3%A9/menu", True),
        ("news", "/news", True),
        ("", "/news", True),
    ],
)
def test_paths_are_matched_as_robots_txt_does_it(pattern, path, covers):
    rights = Rights()
    add_site_rights(rights, f"https://example.com{path}", SiteRights([TdmRule(pattern, 1)]))
    assert (rights.tdmReservation == 1) is covers


NOISE = st.text(st.sampled_from("ab1*:,;=-_/$ \n#{}[]\"'<>é"), max_size=60)


@given(NOISE, NOISE, NOISE, NOISE)
def test_whatever_is_declared_gives_safe_rights(robots, header, reservation, usage):
    metas = {"robots": [robots], "tdm-reservation": [reservation], "tdm-policy": [usage]}
    rights = read_rights(metas, {"x-robots-tag": [header], "content-usage": [usage]}, URL)
    add_site_rights(rights, URL, SiteRights(read_tdm_file(robots), read_usage_rules(header)))
    assert rights.tdmReservation in (None, 0, 1)
    assert all(rule and "\n" not in rule for rule in rights.robots)
    assert rights.tdmPolicy is None or rights.tdmPolicy.startswith("http")


NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        (Rights(), None),
        (Rights(robots=["index", "follow", "max-snippet:-1", "nofollow", "nosnippet"]), None),
        (Rights(robots=["follow", "noindex"]), "reserved_robots"),
        (Rights(robots=["none"]), "reserved_robots"),
        (Rights(robots=["noarchive"]), "reserved_robots"),
        (Rights(robots=["unavailable_after: Wed, 25 Nov 2026 15:00:00 GMT"]), "reserved_robots"),
        (Rights(robots=["unavailable_after: 2027-01-31"]), None),
        (Rights(robots=["unavailable_after: 2026-02-30"]), None),
        (Rights(robots=["unavailable_after: soon"]), None),
        (Rights(tdmReservation=1, tdmPolicy="https://example.com/tdm.json"), "reserved_tdm"),
        (Rights(tdmReservation=0), None),
        (Rights(contentUsage="train-ai=n"), None),
        (Rights(contentUsage="train-ai=y, search=n"), "reserved_usage"),
        (Rights(contentUsage="bots=n"), "reserved_usage"),
        (Rights(contentUsage="bots=n, search=y"), None),
        (Rights(contentUsage="search=nothing"), None),
    ],
)
def test_what_is_reserved_for_the_site(rights, expected):
    assert reservation(rights, NOW) == expected


@given(st.lists(st.text(max_size=40), max_size=5), st.text(max_size=60))
def test_any_declaration_reserves_or_not(robots, usage):
    assert reservation(Rights(robots=robots, contentUsage=usage), NOW) in (None, "reserved_robots", "reserved_usage")
