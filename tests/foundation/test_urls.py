"""One spelling for each address, what a site is, and safe names."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsbot.urls import (
    absolute_url,
    article_id,
    article_key,
    is_of_site,
    normalise_url,
    same_site,
    site_domain,
    site_name,
)

BASE = "https://www.example.com/world/index.html"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a/b", "https://www.example.com/a/b"),
        ("story.html#comments", "https://www.example.com/world/story.html"),
        ("//cdn.example.com:443/x", "https://cdn.example.com/x"),
        ("HTTP://Example.COM:80", "http://example.com/"),
        ("https://user:secret@example.com/x", "https://example.com/x"),
        ("/новости/", "https://www.example.com/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/"),
        ("\n /a b \t", "https://www.example.com/a%20b"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("javascript:alert(1)", None),
        ("mailto:desk@example.com", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("http://[::1", None),
        ("http://example.com:99999/", None),
        ('//x" onerror=alert(1)', None),
        ("http://exa mple.com/<b>", None),
        ("https://münchen.example/x", "https://xn--mnchen-3ya.example/x"),
        ("/" + "a" * 2_000, None),
        ("/" + "я" * 500, None),  # escaped it is too long, too
    ],
)
def test_href_becomes_an_http_address_or_nothing(href, expected):
    assert absolute_url(href, BASE) == expected


@given(st.from_regex(r"https?://[a-z0-9.-]{1,20}\.[a-z]{2,3}/[a-zA-Z0-9/.~+:@!$*(),'?=&%_-]{0,30}", fullmatch=True))
def test_an_address_in_full_is_read_like_any_other(href):
    assert absolute_url(href, BASE) == absolute_url(f" {href}", BASE)


@given(
    st.from_regex(r"/[a-zA-Z0-9/.~+:@!$*(),'?=&%_#;-]{0,30}", fullmatch=True),
    st.sampled_from(
        (BASE, "http://a.example/", "https://127.0.0.1:8080/x/y?z=1", "https://münchen.example/x", "https://e.example")
    ),
)
def test_an_address_from_the_root_is_read_like_any_other(href, base):
    assert absolute_url(href, base) == absolute_url(f" {href}", base)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.255", "256.1.1.1", "a.example", "a-b.example.co"])
@pytest.mark.parametrize("port", ["", ":80", ":443", ":8080", ":60000", ":65535", ":65536", ":08", ":8"])
def test_absolute_url_is_one_whether_it_is_parsed_or_known_to_be_safe(host, port):
    for scheme in ("http", "https"):
        href = f"{scheme}://{host}{port}/news/a-b?page=2"
        assert absolute_url(href, BASE) == absolute_url(f" {href}", BASE)


@given(st.text(max_size=80), st.text(max_size=40))
@example("", ";")
def test_absolute_url_never_fails_and_is_stable(href, base):
    url = absolute_url(href, f"https://example.com/{base}")
    if url is not None:
        assert url.startswith(("http://", "https://"))
        assert absolute_url(url, "https://other.net/") == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a?utm_source=x&id=3&fbclid=y", "https://example.com/a?id=3"),
        ("https://example.com/a?sid=45c48cce2e2d7fbdea1afc51c7c6ad26&p=1", "https://example.com/a?p=1"),
        ("https://example.com/a?sid=4711", "https://example.com/a?sid=4711"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?replytocom=9#respond", "https://example.com/a"),
        ("https://example.com/a;jsessionid=AB12?PHPSESSID=9", "https://example.com/a"),
        ("https://example.com/(S(lit3py55t21z5v55vlm25s55))/a", "https://example.com/a"),
        ("https://example.com/b/(X(1)S(lit3py55t21z5v55vlm25s55))/a", "https://example.com/b/a"),
        ("https://example.com/(Sandra)/a(b(c))/d", "https://example.com/(Sandra)/a(b(c))/d"),
        ("https://Example.com", "https://example.com/"),
        ("https://example.com/%7ejane/%d0%b0", "https://example.com/~jane/%D0%B0"),
        # Another page than /a/b, /a?12345= and the one whose byte is replaced.
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
        ("https://example.com/story.asp?12345", "https://example.com/story.asp?12345"),
        ("https://example.com/?q=%EF%F0", "https://example.com/?q=%EF%F0"),
        ("https://example.com/?q=a%2Bb+c%26d", "https://example.com/?q=a%2Bb+c%26d"),
        ("https://example.com/100%25-true", "https://example.com/100%25-true"),
    ],
)
def test_normal_spelling_names_the_same_page(url, expected):
    assert normalise_url(url) == expected


_ADDRESSES = st.builds(
    "https://Example.com/{}?{}".format,
    st.text(alphabet="ab/%2Ff;=~я .", max_size=20),
    st.text(alphabet="ab&=%2Bb+я?/", max_size=20),
)


@given(_ADDRESSES)
def test_normal_spelling_is_stable(url):
    once = normalise_url(url)
    assert normalise_url(once) == once


@pytest.mark.parametrize(
    "other",
    [
        "http://www.example.com/world/vote-on-budget",
        "https://m.example.com/world/vote-on-budget/",
        "https://example.com/world/vote-on-budget/amp/",
        "https://example.com/world/vote-on-budget/print",
        "https://example.com/world/vote-on-budget?outputType=amp&utm_medium=rss",
        "https://example.com/world/vote-on-budget?amp=1#top",
        "https://example.com/world/vote-on-budget?m=1",
        "https://example.com/world/vote-on-budget?mobile=1",
        "https://example.com/world/vote-on-budget?view=print",
    ],
)
def test_variants_of_one_article_have_one_id(other):
    assert article_id(other) == article_id("https://example.com/world/vote-on-budget")


def test_an_accent_of_its_own_makes_no_other_article():
    composed, apart = "https://example.com/regi%C3%B3n/a%2Bb%C3%A9", "https://example.com/regio%CC%81n/a%2Bbe%CC%81"
    assert article_key(apart) == article_key(composed)
    assert normalise_url(apart) == apart
    assert article_key("https://example.com/caf%E9/cc%CC%81") != article_key("https://example.com/cafe/cc%CC%81")


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/world/vote-on-budget?page=2",
        "https://example.com/world/vote-on-budget?m=2",
        "https://example.com/world/vote-on-budget?view=full",
        "https://example.com/world/vote-on-budget-2",
        "https://news.example.com/world/vote-on-budget",
        "https://example.com/world/vote-on-budget-champ",
    ],
)
def test_other_articles_have_other_keys(other):
    assert article_key(other) != article_key("https://example.com/world/vote-on-budget")


@pytest.mark.parametrize(
    ("url", "other", "expected"),
    [
        ("https://www.example.com/", "http://news.example.com/x", True),
        ("https://news.example.co.uk/", "https://example.co.uk/", True),
        ("https://example.com/", "https://example.com.evil.net/", False),
        ("https://example.co.uk/", "https://other.co.uk/", False),
        ("https://ann.blogspot.com/", "https://bob.blogspot.com/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/x", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:6379/", False),
        ("https://example.com/", "https://example.com:8443/", False),
        ("https://example.com/", "http://example.com:99999/", False),
        ("https:///", "https:///", False),
    ],
)
def test_site_is_a_registrable_domain_and_an_odd_port(url, other, expected):
    assert same_site(url, other) is expected
    assert same_site(other, url) is expected


def test_domain_of_a_host():
    assert site_domain("news.example.co.uk.") == "example.co.uk"
    assert site_domain("localhost") == "localhost"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com/x", "example.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1-8000"),
        ("https://user:secret@example.com/", "example.com"),
        ("https://../../x", "site"),
        ("http://[::1", "site"),
    ],
)
def test_name_of_a_site(url, expected):
    assert site_name(url) == expected


@given(st.text(max_size=60))
def test_name_of_a_site_is_safe_in_a_path(text):
    assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]*", site_name(f"https://{text}"))


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("https://news.example.com/a", True),
        ("https://blog.example.net/a", True),
        ("https://www.blog.example.net/a", True),
        ("https://user@blog.example.net/a", True),
        ("https://other.blog.example.net/a", False),
        ("https://blog.example.net:8080/a", False),
        ("http://example.org:8080/a", True),
        ("http://example.org/a", False),
        ("https://[bad", False),
    ],
)
def test_hosts_that_the_operator_names_count_as_the_site(url, is_taken):
    assert is_of_site(url, "https://example.com/", {"blog.example.net", "example.org:8080"}) is is_taken


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/amp/world/vote",
        "https://example.com/world/vote/amp.html",
        "https://example.com/world/vote/index.html",
        "https://mobile.example.com/world/vote",
        "https://www.m.example.com/world/vote/index.php",
    ],
)
def test_more_variants_of_one_article(url):
    assert article_key(url) == "example.com/world/vote"
    assert article_key(f"{url}?utm_source=x") == "example.com/world/vote"


@pytest.mark.parametrize(
    "url", ["https://example.com/amplifiers/world", "https://m.com/a", "https://example.com/ampere"]
)
def test_an_address_that_only_begins_like_a_variant_keeps_its_key(url):
    assert article_key(url) == url.removeprefix("https://")
