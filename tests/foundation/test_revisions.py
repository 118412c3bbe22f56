"""A new version is a change that a reader can see; the state stores what the next crawl compares with."""

import copy
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.duplicates import SKETCHED_FIELDS, sketch_line
from newsbot.items import Article, Author, Discovery, Link, Metadata, to_line
from newsbot.revisions import (
    COMPARED_FIELDS,
    FinishedLine,
    content_hash,
    fingerprints,
    finished_state,
    link_as_told,
    revise,
    states_of,
)
from newsbot.urls import article_id

FIRST = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)
URL = "https://www.example.com/news/floods"


def article(**changes):
    fields = {
        "id": article_id(URL),
        "url": URL,
        "headline": "Floods reach the old town",
        "articleBody": "The river rose by two metres.\n\nNobody was hurt.",
        "authors": [Author(name="Ana Pérez"), Author(name="Jo van der Berg")],
        "datePublished": "2026-11-01T09:00:00+01:00",
        "dateModified": "2026-11-01T09:05:00+01:00",
        "metadata": Metadata(dateDownloaded="2026-11-01T09:29:00Z", etag='"1"', lastModified="x"),
        "discovery": Discovery("feed", "https://www.example.com/rss", "2026-11-01", "2026-11-02"),
    }
    return Article(**{**copy.deepcopy(fields), **changes})


def delivered(item):
    """What the state knows once the article's line is on disk, read back as JSON."""
    line = msgspec.json.decode(msgspec.json.encode(to_line(item)))
    return states_of(line, LATER).article


@pytest.fixture
def known():
    first = article()
    assert revise(first, None, FIRST) == "new"
    return delivered(first)


def test_a_first_article_is_version_one():
    item = article(version=7, changed=["headline"])
    assert revise(item, None, FIRST) == "new"
    assert (item.version, item.changed) == (1, [])
    assert item.dateFirstSeen == "2026-11-01T09:30:00Z"
    assert len(item.contentHash) == 64


def test_the_same_article_is_unchanged_and_keeps_its_version(known):
    item = article()
    assert revise(item, known, LATER) == "unchanged"
    assert (item.version, item.changed, item.dateFirstSeen) == (1, [], "2026-11-01T09:30:00Z")
    assert item.contentHash == known.content_hash


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"headline": "Floods leave the old town"}, ["headline"]),
        ({"articleBody": "The river fell."}, ["articleBody"]),
        ({"authors": [Author(name="Ana Pérez")]}, ["authors"]),
        ({"authors": []}, ["authors"]),
        ({"datePublished": "2026-11-01T10:00:00+01:00"}, ["datePublished"]),
        ({"datePublished": None}, ["datePublished"]),
        ({"correction": ["An earlier version gave the wrong year."]}, ["correction"]),
        (
            {"headline": "New", "dateModified": "2026-11-02T00:00:00Z"},
            ["headline"],
        ),
    ],
)
def test_a_change_a_reader_can_see_makes_a_version(known, changes, changed):
    item = article(**changes)
    assert revise(item, known, LATER) == "updated"
    assert (item.version, item.changed) == (2, changed)
    assert item.dateFirstSeen == "2026-11-01T09:30:00Z"


@pytest.mark.parametrize(
    "changes",
    [
        {"dateModified": "2026-11-02T00:00:00Z"},
        {"dateModified": None},
        {"datePublished": "2026-11-01T08:00:00Z"},
        {"headline": "Floods  reach the\u00a0old town "},
        {"articleBody": "The river rose by two metres.\nNobody was hurt.\u200b"},
        {
            "authors": [
                Author(name="Ana Pe\u0301rez", url="https://x.test/a"),
                Author("Jo van der Berg"),
            ]
        },
        {"description": "A standfirst", "keywords": ["floods"]},
        {"url": "http://example.com/news/floods/"},
    ],
)
def test_what_no_reader_sees_makes_no_version(known, changes):
    item = article(**changes)
    assert revise(item, known, LATER) == "unchanged"
    assert item.version == 1


def test_an_article_that_comes_back_after_its_removal_is_a_new_version(known):
    known.pub_status, known.version = "canceled", 4
    item = article()
    assert revise(item, known, LATER) == "updated"
    assert (item.version, item.changed) == (5, ["pubStatus"])


def test_a_field_the_state_has_never_recorded_is_no_change(known):
    del known.fingerprints["authors"]
    assert revise(article(), known, LATER) == "unchanged"


def test_versions_go_on_rising(known):
    second = article(headline="Second")
    revise(second, known, LATER)
    third = article(headline="Third")
    assert revise(third, delivered(second), LATER) == "updated"
    assert third.version == 3


@given(st.text(max_size=40), st.text(max_size=80), st.lists(st.text(min_size=1, max_size=20), max_size=3))
@examples(150)
def test_any_article_read_back_from_its_line_is_unchanged(headline, body, names):
    def made():
        authors = [Author(name=name) for name in names]
        return article(headline=headline, articleBody=body, authors=authors)

    first = made()
    revise(first, None, FIRST)
    assert revise(made(), delivered(first), LATER) == "unchanged"


def test_the_content_hash_ignores_white_space_and_accent_encoding_only():
    line = {"headline": "Caf\u00e9", "articleBody": "One.\n\nTwo."}
    same = {"headline": " Cafe\u0301", "articleBody": "One. Two."}
    assert content_hash(line) == content_hash(same)
    assert content_hash(line) != content_hash({**line, "headline": "cafe\u0301"})
    assert content_hash({"headline": "a b"}) != content_hash({"headline": "a", "articleBody": "b"})


def test_each_absent_field_has_an_empty_fingerprint():
    assert set(fingerprints({}).values()) == {""}


def test_a_line_gives_the_state_of_its_article_and_pages():
    item = article(
        requestedUrl="https://www.example.com/r/77",
        canonicalUrl="https://example.com/news/floods",
        pages=[URL, URL + "?page=2"],
    )
    revise(item, None, FIRST)
    state = states_of(to_line(item), LATER)
    assert state.article.id == item.id
    assert state.article.first_seen == FIRST
    assert state.article.site == "example.com"
    assert [page.url for page in state.pages] == [item.requestedUrl, URL, URL + "?page=2"]
    assert {page.article_id for page in state.pages} == {item.id}
    assert {page.outcome for page in state.pages} == {"article"}
    fetched, *others = state.pages
    assert fetched.checked_at == datetime(2026, 11, 1, 9, 29, tzinfo=UTC)
    assert (fetched.etag, fetched.last_modified, fetched.link_modified) == ('"1"', "x", "2026-11-02")
    assert [(page.etag, page.last_modified) for page in others] == [(None, None)] * 2


def test_a_fetched_page_that_is_the_article_itself_keeps_its_validators():
    line = to_line(article(requestedUrl="http://example.com/news/floods?utm_source=feed"))
    (page,) = states_of(line, LATER).pages
    assert (page.url, page.etag) == ("http://example.com/news/floods?utm_source=feed", '"1"')


def test_what_a_line_has_from_a_source_is_kept_for_when_the_source_says_it_no_more():
    item = article(
        provenance={"headline": "visible", "authors": "wp-rest", "datePublished": "feed"},
        discovery=Discovery("wp-rest", "https://www.example.com/wp-json/", "2026-11-01", "2026-11-02", "Floods", 17),
    )
    page = states_of(to_line(item), LATER).pages[0]
    link = link_as_told(page)
    assert (link.method, link.source, link.post) == ("wp-rest", "https://www.example.com/wp-json/", 17)
    assert (link.title, link.author, link.published) == (None, "Ana Pérez, Jo van der Berg", "2026-11-01")
    listed = Link(page.url, "sitemap", "https://www.example.com/sitemap.xml", author="Ana Pérez", sitemap="x")
    merged = link_as_told(page, listed)
    assert (merged.method, merged.author, merged.post, merged.sitemap) == ("sitemap", "Ana Pérez", 17, "x")


def test_a_line_of_the_page_alone_leaves_nothing_to_be_told():
    page = states_of(to_line(article(provenance={"authors": "json-ld"})), LATER).pages[0]
    assert page.told is None
    assert link_as_told(page) is None


def test_a_bare_line_takes_now_for_its_times():
    state = states_of({"id": "a" * 32, "url": URL, "dateFirstSeen": "yesterday"}, LATER)
    assert state.article.first_seen == state.pages[0].checked_at == LATER
    assert state.article.version == 1


@pytest.mark.parametrize(
    "line",
    [
        None,
        [],
        "text",
        {},
        {"id": "a" * 32},
        {"id": "short", "url": URL},
        {"id": "a" * 32, "url": "ftp://example.com/x"},
        {"id": "a" * 32, "url": URL, "version": 0},
        {"id": "a" * 32, "url": URL, "version": "2"},
        {"id": "a" * 32, "url": URL, "authors": ["Ana"]},
    ],
)
def test_what_is_no_article_line_has_no_state(line):
    assert states_of(line, LATER) is None


class Asked(dict):
    """A line that knows what was asked of it."""

    def __init__(self, line):
        super().__init__(line)
        self.names = set()

    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


def test_what_is_looked_at_of_a_line_is_what_lines_for_a_look_hold():
    line = Asked(to_line(article()))
    sketch_line(line, LATER)
    assert line.names == set(SKETCHED_FIELDS)
    assert sketch_line(to_line(article(), SKETCHED_FIELDS), LATER) == sketch_line(to_line(article()), LATER)
    line = Asked(to_line(article()))
    fingerprints(line)
    content_hash(line)
    assert line.names | {"pubStatus"} == set(COMPARED_FIELDS)


def test_a_finished_line_keeps_its_state_and_a_changed_copy_has_its_own():
    line = FinishedLine(to_line(article(headline="Harbour reopens")))
    assert finished_state(line) is finished_state(line)
    assert finished_state(line).article == states_of(dict(line), LATER).article
    changed = {**line, "headline": "Harbour closed"}
    assert finished_state(changed).article.fingerprints != finished_state(line).article.fingerprints
