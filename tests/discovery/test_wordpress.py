"""WordPress's REST API: found, read, paged."""

import json

import pytest

from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.discovery.wordpress import api_root, posts_url, read_whole_posts, whole_posts_url
from newsbot.items import Post

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
            "https://example.com/wp-json/wp/v2/posts?per_page=100&_fields=id,link,date_gmt,modified_gmt,title&orderby=modified",
        ),
        (
            "/blog/wp-json",
            "/blog/wp-json/wp/v2/posts?per_page=100&_fields=id,link,date_gmt,modified_gmt,title&orderby=modified",
        ),
        (
            "https://example.com/index.php?rest_route=/",
            "https://example.com/index.php?rest_route=/wp/v2/posts&per_page=100&_fields=id,link,date_gmt,modified_gmt,title&orderby=modified",
        ),
        ("http://[::1", None),
    ],
)
def test_posts_under_a_root(root, expected):
    assert posts_url(root) == expected


def test_paging_keeps_the_route():
    url = "https://example.com/?rest_route=/wp/v2/posts&per_page=1"
    assert read([post("a")], url).sources[0].url == "https://example.com/?rest_route=/wp/v2/posts&per_page=1&page=2"


LIST = "https://example.com/wp-json/wp/v2/posts?per_page=100&_fields=id,link&orderby=modified"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (LIST, "https://example.com/wp-json/wp/v2/posts?include=3,7&"),
        (
            "https://example.com/?rest_route=/wp/v2/posts&per_page=100",
            "https://example.com/?rest_route=/wp/v2/posts&include=3,7&",
        ),
    ],
)
def test_what_the_api_has_of_some_posts_is_asked_where_it_lists_them(source: str, expected: str) -> None:
    address = whole_posts_url(source, [3, 7]) or ""
    assert address.startswith(expected)
    assert "_embed=author,wp:term" in address


@pytest.mark.parametrize("source", ["https://example.com/sitemap.xml", "", "https://[example/"])
def test_no_other_source_is_asked_for_posts(source: str) -> None:
    assert whole_posts_url(source, [3]) is None


def whole(**fields: object) -> dict[int, Post]:
    entry = {"id": 3, "link": "https://example.com/a/", **fields}
    return read_whole_posts(json.dumps([entry]).encode(), LIST)


def test_a_whole_post_has_its_text_its_authors_its_sections_and_its_tags() -> None:
    embedded = {
        "author": [{"name": "Maya Okafor"}, {"code": "rest_user_invalid_id", "message": "Invalid user ID."}],
        "wp:term": [
            [{"taxonomy": "category", "name": "Town &amp; harbour"}],
            [{"taxonomy": "post_tag", "name": "ferry"}, {"taxonomy": "series", "name": "Long reads"}],
        ],
    }
    posts = whole(content={"rendered": "<p>Text</p>", "protected": False}, _embedded=embedded)
    assert posts == {3: Post("https://example.com/a/", "<p>Text</p>", ["Maya Okafor"], ["Town & harbour"], ["ferry"])}


@pytest.mark.parametrize(
    "content",
    [None, [], "text", {"rendered": None}, {"rendered": "<p>x</p>", "protected": True}, {"rendered": "x" * 200_000}],
)
def test_a_text_that_is_invalid_protected_or_endless_is_left_out(content: object) -> None:
    assert whole(content=content)[3].content == ""


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'[null, {"id": true}, {"id": 4}]', b"[" * 100_000])
def test_an_answer_of_another_kind_has_no_posts(body: bytes) -> None:
    assert read_whole_posts(body, LIST) == {}
