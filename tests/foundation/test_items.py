"""A line matches its schema: absent fields are left out, strings are safe, nothing internal to the crawl is inside."""

import copy
import dataclasses
import json
import typing

import fastjsonschema
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.items import (
    EXPORTED_FIELDS,
    SCHEMA_FILE,
    Article,
    Author,
    Block,
    Breadcrumb,
    Candidate,
    Discovery,
    Evidence,
    LiveBlogEntry,
    Media,
    Metadata,
    Publisher,
    Rights,
    SourceOrganization,
    WarcLocation,
    article_schema,
    provenance,
    schema_problem,
    schema_text,
    to_line,
)
from newsbot.text import clean_text

URL = "https://example.com/2026/11/floods-close-the-coast-road"
ID = "0123456789abcdef" * 2
VALID = fastjsonschema.compile(article_schema())


def article(**fields):
    return Article(**{"id": ID, "url": URL, "headline": "Floods close road", "articleBody": "It rained.", **fields})


def full_article():
    """An article with a value in every field that a line can hold."""
    return Article(
        id=ID,
        version=3,
        reason="http_410",
        changed=["articleBody", "headline"],
        url=URL,
        requestedUrl=URL + "?amp",
        canonicalUrl=URL,
        headline="Floods close road",
        alternativeHeadline="Coast road under water",
        description="The road is closed.\n\nUntil Friday.",
        articleBody="It rained.\n\nThe road is closed.",
        articleBodyHtml="<p>It rained.</p>\n<p>The road is closed.</p>",
        wordCount=6,
        datePublished="2026-11-23T10:00:00+05:00",
        dateModified="2026-11-23T08:15:30.5Z",
        datePublishedRaw="23 November 2026, 10:00 PKT",
        datePublishedPrecision="minute",
        dateFirstSeen="2026-11-23T06:00:00Z",
        authors=[Author("Ann Lee", "ANN LEE", "Person", "Correspondent", "ann@example.com", "https://example.com/ann")],
        byline="By ANN LEE, Correspondent",
        sourceOrganization=[SourceOrganization("Example Press", "https://press.example/", "byline")],
        isBasedOn="https://press.example/floods",
        publisher=Publisher("Example Times", "example.com", "https://example.com/"),
        articleSection=["World"],
        keywords=["floods", "roads"],
        breadcrumbs=[Breadcrumb("Home", "https://example.com/")],
        dateline="LAHORE",
        inLanguage="en-PK",
        genre="article",
        isAccessibleForFree=False,
        mainImage=Media("https://example.com/a.jpg", "The road", "A. Photographer", 1200, 800),
        images=[Media("https://example.com/a.jpg")],
        videos=[Media("https://example.com/a.mp4")],
        liveBlogUpdate=[LiveBlogEntry("Rain", "It rains.", "2026-11-23T10:00:00+05:00", URL + "#1")],
        correction=["An earlier version gave the wrong year."],
        pages=[URL, URL + "/2"],
        clusterId="c1",
        duplicateOf="f" * 32,
        contentHash="ab" * 32,
        rights=Rights(["max-image-preview:large"], 1, "https://example.com/tdm", "ai=n", "https://example.com/licence"),
        discovery=Discovery("feed", "https://example.com/feed/", "2026-11-23", "Floods close road"),
        provenance={"headline": "json-ld", "datePublished": "meta"},
        warc=WarcLocation("a.warc.gz", 0, "<urn:uuid:1>", "sha1:ABC"),
        metadata=Metadata("2026-11-23T06:00:00Z", 200, '"1"', "Mon, 23 Nov 2026 06:00:00 GMT", "0.1.0", "p1", 0.0),
        evidence=Evidence(blocks=[Block("It rained.", "p", "body")], authors=[Candidate("Ann Lee", "meta")]),
    )


# -------------------------------------------------------------------------------------------- lines


def test_a_line_holds_what_is_known_and_nothing_else():
    assert to_line(article()) == {
        "schemaVersion": "1.0",
        "id": ID,
        "version": 1,
        "pubStatus": "usable",
        "url": URL,
        "headline": "Floods close road",
        "articleBody": "It rained.",
        "metadata": {},
    }


def test_every_exported_field_can_stand_in_a_line_in_the_order_of_the_contract():
    line = to_line(full_article())
    assert tuple(line) == EXPORTED_FIELDS
    VALID(line)


def test_what_only_pipelines_need_is_in_no_line():
    assert "evidence" not in EXPORTED_FIELDS
    assert "evidence" not in to_line(full_article())
    assert not {"Evidence", "Block", "Candidate"} & set(article_schema()["$defs"])


def test_a_line_is_json_that_reads_back_as_it_was():
    line = to_line(full_article())
    assert json.loads(json.dumps(line, allow_nan=False)) == line


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u200b", "\x00", [], [""], ["", None]])
def test_an_empty_value_is_absent(nothing):
    assert "keywords" not in to_line(article(keywords=nothing))


def test_an_object_without_content_is_absent():
    line = to_line(article(publisher=Publisher(), rights=Rights(), mainImage=None, liveBlogUpdate=[LiveBlogEntry()]))
    assert not {"publisher", "rights", "mainImage", "liveBlogUpdate"} & set(line)


def test_zero_and_false_are_said():
    line = to_line(article(isAccessibleForFree=False, wordCount=0, metadata=Metadata(probability=0.0)))
    assert (line["isAccessibleForFree"], line["wordCount"], line["metadata"]) == (False, 0, {"probability": 0.0})


def test_long_texts_keep_their_paragraphs_and_other_strings_are_one_line():
    entry = LiveBlogEntry(headline="Two\nlines", articleBody="One.\n\nTwo.")
    line = to_line(article(headline="Two\nlines", articleBody=" One.\r\n\r\nTwo. ", liveBlogUpdate=[entry]))
    assert (line["headline"], line["articleBody"]) == ("Two lines", "One.\n\nTwo.")
    assert line["liveBlogUpdate"] == [{"headline": "Two lines", "articleBody": "One.\n\nTwo."}]


def test_a_line_leaves_the_article_as_it_was():
    item = full_article()
    before = copy.deepcopy(item)
    to_line(item)
    assert item == before


FOUL = st.text(st.one_of(st.sampled_from("\x00\x1b\u202e\u2066\u200b\ufeff\ud83d\ude00\r\n\té"), st.characters()))


def strings_of(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings_of(item)]
    return [text for item in value for text in strings_of(item)] if isinstance(value, list) else []


@examples(100)
@given(st.data())
def test_whatever_strings_an_article_holds_its_line_is_clean_utf_8(data):
    item = full_article()
    for holder in (item, item.authors[0], item.publisher, item.mainImage, item.liveBlogUpdate[0], item.rights):
        for spec in dataclasses.fields(holder):
            if isinstance(getattr(holder, spec.name), str):
                setattr(holder, spec.name, data.draw(FOUL))
    item.keywords = data.draw(st.lists(FOUL, max_size=3))
    line = to_line(item)
    assert all(text and text == clean_text(text) for text in strings_of(line))
    assert json.loads(json.dumps(line, ensure_ascii=False).encode("utf-8")) == line


# ------------------------------------------------------------------------------------------- schema


def test_the_shipped_schema_is_the_one_of_the_dataclasses():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text())["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_describes_exactly_the_exported_fields():
    assert tuple(article_schema()["properties"]) == EXPORTED_FIELDS


@pytest.mark.parametrize("part", ["Article", *article_schema()["$defs"]])
def test_no_part_of_the_schema_takes_a_null_or_a_field_it_does_not_name(part):
    schema = article_schema()
    definition = schema if part == "Article" else schema["$defs"][part]
    assert definition["additionalProperties"] is False
    assert "null" not in json.dumps(definition)


@pytest.mark.parametrize(
    "name", ["schemaVersion", "id", "version", "pubStatus", "url", "metadata", "headline", "articleBody"]
)
def test_a_usable_line_without_what_it_must_have_is_refused(name):
    line = to_line(article())
    del line[name]
    with pytest.raises(fastjsonschema.JsonSchemaException):
        VALID(line)


def test_a_tombstone_needs_a_reason_and_no_text():
    gone = Article(id=ID, url=URL, version=2, pubStatus="canceled", reason="http_410")
    VALID(to_line(gone))
    gone.reason = None
    with pytest.raises(fastjsonschema.JsonSchemaException, match="reason"):
        VALID(to_line(gone))


def test_a_line_that_does_not_say_what_it_is_is_taken_for_no_tombstone():
    assert "reason" not in str(schema_problem({"schemaVersion": "1.0", "id": ID}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schemaVersion", "2.0"),
        ("id", "ABC"),
        ("id", ID + "0"),
        ("version", 0),
        ("version", "1"),
        ("pubStatus", "deleted"),
        ("reason", "because"),
        ("url", "example.com/story"),
        ("url", "javascript:alert(1)"),
        ("headline", ""),
        ("headline", None),
        ("wordCount", -1),
        ("datePublished", "2026-11-23"),
        ("datePublished", "2026-11-23T10:00:00"),
        ("datePublishedPrecision", "hour"),
        ("authors", "Ann Lee"),
        ("authors", [{"nameRaw": "Ann Lee"}]),
        ("authors", [{"name": "Ann Lee", "type": "Robot"}]),
        ("authors", [{"name": "Ann Lee", "age": 40}]),
        ("keywords", "floods"),
        ("genre", "poem"),
        ("isAccessibleForFree", "true"),
        ("images", [{"caption": "no address"}]),
        ("duplicateOf", "x"),
        ("discovery", {"method": "rumour", "source": "https://example.com/"}),
        ("provenance", {"headline": "guess"}),
        ("warc", {"file": "a.warc.gz"}),
        ("evidence", {"blocks": []}),
        ("unknown", 1),
    ],
)
def test_a_wrong_value_is_refused(name, value):
    line = {**to_line(full_article()), name: value}
    with pytest.raises(fastjsonschema.JsonSchemaException):
        VALID(line)


# ------------------------------------------------------------------------------------------ origins


def test_every_origin_of_a_candidate_has_a_name_in_the_line():
    origins = typing.get_args(typing.get_args(typing.get_type_hints(Article)["provenance"])[1])
    assert {provenance(origin) for origin in origins} == set(origins)
    finer = {"title": "meta", "text": "visible", "detected": "visible"}
    assert {origin: provenance(origin) for origin in finer} == finer
