"""WordPress's REST API: found, read, paged."""

import json

import pytest

from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.discovery.wordpress import api_root, posts_url

POSTS = "https://example.com/wp-json/wp/v2/posts?per_page=2&_fields=link,date_gmt"


def read(answer: object, url: str = POSTS, depth: int = 0) -> SourceContents:
    return read_source(SourceRef(url, "wp-rest", depth), json.dumps(answer).encode(), url, "application/json")


def post(name: str, **fields: object) -> dict[str, object]:
    return {"link": f"https://example.com/{name}/", **fields}


def test_posts_become_links_with_times_in_utc():
    (link,) = read(
        [
            post(
                "a",
                date_gmt="2026-11-02T10:00:00",
                modified_gmt="2026-11-03T11:30:00",
                title={"rendered": "Cats &#038; <em>dogs</em>"},
            )
        ]
    ).links
    assert (link.url, link.method, link.source) == ("https://example.com/a/", "wp-rest", POSTS)
    assert (link.published, link.modified) == ("2026-11-02T10:00:00+00:00", "2026-11-03T11:30:00+00:00")
    assert link.title == "Cats & dogs"


def test_zeros_are_no_date():
    (link,) = read([post("a", date_gmt="0000-00-00T00:00:00")]).links
    assert link.published is None


def test_odd_entries_do_no_harm():
    contents = read(
        [
            None,
            3,
            {"link": 4},
            {},
            post("a", title=[], date_gmt={}),
            {"link": "https://other.net/"},
        ]
    )
    assert [link.url for link in contents.links] == ["https://example.com/a/"]
    assert contents.refused == 1


def test_full_page_has_a_next_one():
    (following,) = read([post("a"), post("b")]).sources
    assert following == SourceRef(
        "https://example.com/wp-json/wp/v2/posts?per_page=2&_fields=link,date_gmt&page=2", "wp-rest", 1
    )
    (third,) = read([post("c"), post("d")], following.url, 1).sources
    assert third.url.endswith("&page=3")
    assert third.depth == 2


def test_short_page_is_the_last():
    assert read([post("a")]).sources == []


def test_error_of_the_api_has_a_reason():
    assert read({"code": "rest_forbidden", "data": {"status": 401}}).reason == "json_error"
    assert read([]).reason == "empty"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://example.com/wp-json/>; rel="https://api.w.org/"', "https://example.com/wp-json/"),
        ('</style.css>; rel=preload, </?rest_route=/>; rel="https://api.w.org/", </>; rel=shortlink', "/?rest_route=/"),
        ("<https://example.com/?p=1>; rel=shortlink", None),
        ("", None),
        (None, None),
        ("<" * 100_000, None),
    ],
)
def test_root_is_announced_in_the_header(header, expected):
    assert api_root(header) == expected


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (
            "https://example.com/wp-json/",
            "https://example.com/wp-json/wp/v2/posts?per_page=100&_fields=link,date_gmt,modified_gmt,title&orderby=modified",
        ),
        (
            "/blog/wp-json",
            "/blog/wp-json/wp/v2/posts?per_page=100&_fields=link,date_gmt,modified_gmt,title&orderby=modified",
        ),
        (
            "https://example.com/index.php?rest_route=/",
            "https://example.com/index.php?rest_route=/wp/v2/posts&per_page=100&_fields=link,date_gmt,modified_gmt,title&orderby=modified",
        ),
        ("http://[::1", None),
    ],
)
def test_posts_under_a_root(root, expected):
    assert posts_url(root) == expected


def test_paging_keeps_the_route():
    url = "https://example.com/?rest_route=/wp/v2/posts&per_page=1"
    assert read([post("a")], url).sources[0].url == "https://example.com/?rest_route=/wp/v2/posts&per_page=1&page=2"
