"""Texts without markup, or with Markdown's, in the data for a page's scripts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import extract
from newsbot.extraction.body.plain_markup import broken_lines, plain_markup

TITLE = "Harbour reopens after the storm"
FIRST = "The harbour of Westport reopened on Monday after a storm had closed it for nine days, the port authority said."
LAST = "The council will decide in December whether the old breakwater is raised by a metre or built anew this year."
SECOND = 'Two cranes were still being repaired in the afternoon, and "small boats" were asked to wait for the tide.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo < three.", "<p>One.</p><p>Two &lt; three.</p>"),
        ("One <b>bold</b> word &amp; more.", "<p>One <b>bold</b> word &amp; more.</p>"),
        ("A line broken\nat a width.\n\nAnother one.", "<p>A line broken at a width.</p><p>Another one.</p>"),
        ("A heading\nA line.\nAnother", "<p>A heading</p><p>A line.</p><p>Another</p>"),
        ("## Old wounds ##\nA line.", "<h2>Old wounds</h2><p>A line.</p>"),
        ("A [link](https://a.example/b) and **bold** *or* __so__.", "<p>A link and bold or so.</p>"),
        ("**A**\n![crane](/1.jpg)\n> said\n- one\n***\nsnake_case_name", None),
        ("#harbour is what they wrote, and 2 * 3 * 4.", "<p>#harbour is what they wrote, and 2 * 3 * 4.</p>"),
        ("", ""),
    ],
)
def test_lines_are_paragraphs_and_marks_are_read(text, expected):
    if expected is None:
        expected = "<p>A</p><blockquote>said</blockquote><ul><li>one</li></ul><p>snake_case_name</p>"
    assert plain_markup(text) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("One.<br><br/>Two <b>bold</b>.<BR />", "<p>One.</p><p>Two <b>bold</b>.</p>"),
        ("<p>One.<br>Two.</p>", "<p>One.<br>Two.</p>"),
        ("<div>One.<br>Two.</div>", "<div>One.<br>Two.</div>"),
    ],
)
def test_breaks_part_paragraphs_where_nothing_else_does(markup, expected):
    assert broken_lines(markup) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n{SECOND}\n\n{LAST}",
        f"{FIRST}<br><br>{SECOND}<br><br>{LAST}",
        f"{FIRST.replace('Westport', '**Westport**')}\n\n{SECOND}\n\n![A crane](https://a.example/1.jpg)\n\n{LAST}",
        f"{FIRST}\n\n{SECOND.replace('cranes', '<b>cranes</b>')}\n\n{LAST}",
    ],
)
def test_the_body_has_the_words_only(text):
    data = json.dumps({"article": {"title": TITLE, "body": text}}).replace("</", "<\\/")
    page = (
        f'<html lang=en><head><title>{TITLE}</title><meta property="og:type" content="article"></head><body>'
        f"<div id=app></div><script type=application/json>{data}</script></body></html>"
    )
    found = extract(page, "https://paper.example/news/2026/11/harbour-reopens-after-the-storm")
    assert found is not None
    assert found.articleBody == f"{FIRST}\n\n{SECOND}\n\n{LAST}"


@given(st.text(alphabet="ab#*_[]()!<>&;\\-\n .https:/", max_size=300))
def test_any_text_gets_some_markup(text):
    assert isinstance(plain_markup(text) + broken_lines(text), str)


@pytest.mark.parametrize("part", ["a\n", "\n\na\nb", "**a", "[a](", "![", "# ", "*a ", "_", "<br>", "- -"])
def test_long_texts_are_read_in_time(part):
    assert len(plain_markup("# x\n\n" + part * 100_000)) < 5_000_000
