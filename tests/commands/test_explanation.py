"""An explanation matches what was done: its chosen values are the line's, and its proposals do what they say."""

import io
import tomllib
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot import extract
from newsbot.explanation.blocks import TAKEN_IN, TAKEN_OUT
from newsbot.explanation.page import explain_page
from newsbot.explanation.signs import group_of
from newsbot.explanation.terminal import print_story
from newsbot.explanation.web import story_page
from newsbot.extraction.account import PageAccount
from newsbot.extraction.article import ExtractOptions, extract_article
from newsbot.extraction.blocks.model import shipped_model
from newsbot.extraction.overrides import Overrides
from newsbot.items import BODY, to_line

CLASSIC = Path(__file__).parents[1] / "support" / "pages" / "wordpress_classic.html"
URL = "https://valleypost.example/2026/11/floods-close-the-valley-road/"


@pytest.fixture(scope="module")
def story():
    return explain_page(CLASSIC.read_bytes(), URL)


def block(story, said):
    return next(block for block in story.blocks if said in block.text)


def field(story, name):
    return next(field for field in story.fields if field.name == name)


def shown(story, find=None):
    file = io.StringIO()
    print_story(story, file, find)
    return file.getvalue()


def test_the_line_is_that_of_the_extraction(story):
    assert story.line == to_line(extract(CLASSIC.read_bytes(), URL))
    assert "\n\n".join(block.text for block in story.blocks if block.is_kept) == story.line["articleBody"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("See also: Bridge shut", "Its wording shows that it is a link to other articles"),
        ("Bridge shut after the storm of 2013, and", "It is in <div class=“jp-relatedposts”>"),
        ("Floods close the valley road for a second day", "It is the headline"),
        ("Get the news of the valley", "Removed before the page was judged: it is in a box between paragraphs"),
        ("The old bridge on Monday morning", "a picture caption"),
        ("Jane Doe has written about rivers", "a biography of the author"),
        ("The river rose by two metres", "The page model takes it for the article's text"),
    ],
)
def test_each_block_has_its_reason(story, said, reason):
    assert reason in block(story, said).reason


def test_the_strongest_signs_are_named_with_their_side(story):
    pointer = block(story, "See also: Bridge shut")
    assert pointer.signs[0].text == "78% of it is link text"
    assert pointer.signs[0].shift < -1
    assert all(sign.shift > 0 for sign in block(story, "The river rose by two metres").signs)


def test_every_feature_of_the_model_has_words():
    assert [name for name in shipped_model().second.names if group_of(name) is None] == []


def test_the_proposed_override_turns_the_verdict_round(story):
    proposed = [told for told in story.blocks if told.change]
    assert len(proposed) > len(story.blocks) / 2
    for told in proposed:
        account = PageAccount()
        options = ExtractOptions(overrides=Overrides(**tomllib.loads(told.change)), account=account)
        extract_article(CLASSIC.read_bytes(), URL, options=options)
        assert (account.reading.parts.blocks[told.number].verdict == BODY) != told.is_kept, told.change


def test_an_override_is_the_reason_where_there_is_one():
    options = ExtractOptions(overrides=Overrides(drop=["blockquote"], keep=["figcaption"], author_name="Ada Moran"))
    story = explain_page(CLASSIC.read_bytes(), URL, options=options)
    assert block(story, "Please stay at home").reason == "Removed because an override drops its element."
    assert block(story, "The old bridge on Monday").reason == "Kept because an override says so."
    assert field(story, "authors").why == "An override names them; nothing else is considered."
    assert any("drop = ['blockquote']" in fact for fact in story.facts)


def test_authors_have_their_candidates_and_the_reading_of_their_lines(story):
    authors = field(story, "authors")
    assert [told.value for told in authors.candidates if told.is_chosen] == ["Jane Doe"]
    assert any(told.value == "jdoe" and not told.is_chosen and told.chance < 0.45 for told in authors.candidates)
    assert "visible: “by Jane Doe”" in authors.steps
    assert "    parsed as: person “Jane Doe”" in authors.steps


def test_dates_say_which_were_refused_and_why():
    page = """<html lang=en><head><title>Ferry stays in port</title>
        <meta property="article:published_time" content="2999-01-01T10:00:00Z"></head><body><article>
        <h1>Ferry stays in port</h1><p class=byline>By Ada Moran</p>
        <time datetime="2026-11-02T09:30:00+01:00">2 November 2026</time>""" + (
        "<p>The ferry to the island stays in port for a third day, its crew said on Monday morning.</p>" * 1
        + "<p>Nobody knows yet when the next one goes, and the harbour office has no word either.</p>"
        + "<p>Those who wait were given blankets, soup and a place to sleep in the school.</p></article>"
    )
    published = field(explain_page(page, "https://news.example/2026/11/ferry"), "datePublished")
    assert published.value == "2026-11-02T09:30:00+01:00"
    assert [told.note for told in published.candidates if "2999" in told.value] == [
        "rejected: more than a day in the future"
    ]
    assert published.steps[-1] == "its offset is the one that it states: +01:00"


def test_a_page_that_is_no_article_says_why_and_what_to_do():
    links = "".join(f"<h2><a href=/a/{n}>A headline of a story, number {n}</a></h2>" for n in range(12))
    story = explain_page(f"<title>News</title><h1>News</h1>{links}", "https://news.example/news/")
    assert story.line is None
    assert story.verdict.startswith("This is not an article. It is a list of articles: it has teasers or")
    assert story.change == "Give the address of one article."
    assert "This is not an article" in story_page(story)


def test_the_terminal_finds_a_sentence_or_says_that_the_page_has_none(story):
    found = shown(story, "weather  SERVICE expects")
    assert "The weather service expects more rain" in found
    assert "location: " in found
    assert "No block of the page contains “unheard of”" in shown(story, "unheard of")


def test_what_a_page_says_reaches_neither_terminal_nor_browser_as_more_than_text():
    wicked = "\x1b[31m<script>alert(1)</script>\u202e"
    page = f"""<title>{wicked}Bridge</title><article class='"><script>'><h1>Bridge {wicked}</h1>
        <p>&lt;img src=x onerror=alert(1)&gt; The bridge is shut for two weeks, the council said on Monday.</p>
        <p class='x"onclick="alert(1)'>It was built a hundred years ago and has never been closed for so long.</p>
        <p>Those who live on the other bank have to take the ferry, which goes twice a day.</p></article>"""
    story = explain_page(page, "https://news.example/<script>/bridge")
    made = story_page(story)
    assert made.count("<script") == 1
    assert 'onclick="alert' not in made
    assert "<img" not in made
    assert "\x1b" not in shown(story) + shown(story, "bridge")
    assert "\u202e" not in shown(story)


@examples(20)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_page_is_too_odd_to_be_explained(body, said):
    story = explain_page(body + said.encode(errors="replace"), "https://news.example/a")
    assert story_page(story)
    assert shown(story)


def test_every_step_that_may_change_a_verdict_has_its_words():
    account = PageAccount()
    extract_article(CLASSIC.read_bytes(), URL, options=ExtractOptions(account=account))
    assert account.reading is not None
    steps = {name for name, _ in account.reading.judgement.steps}
    assert steps == {"model", *TAKEN_IN, *TAKEN_OUT}
