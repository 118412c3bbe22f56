"""Short lines between the parts of a text: subheads that are not headings, and the writers of several letters."""

import numpy as np
import pytest
from body_pages import PROSE, P, article, body_of

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import OUTSIDE
from newsbot.extraction.body.subheads import keep_alike_subheads, keep_headings_between
from newsbot.items import BODY
from newsbot.markup import parse_html

SUBHEADS = ("Next week", "Old wounds", "Anger in the valley")
LETTERS = ("J. Mensah, Millbrook", "Carla Petrov, Westmere", "R. Haddad, Eastfield")


def among(lines):
    parts = [P[0], *(f"{line}{text}" for line, text in zip(lines, P[1:], strict=False)), *P[len(lines) + 1 :]]
    return article("".join(parts))


@pytest.mark.parametrize("make", ["<span class=crosshead>{}</span>", "<p class=x1>{}</p>", "<div><b>{}</b></div>"])
def test_lines_of_one_make_between_paragraphs_are_subheads(make):
    body = body_of(among([make.format(text) for text in SUBHEADS]))
    assert [text for text in body if text not in PROSE] == list(SUBHEADS)


@pytest.mark.parametrize(
    "lines",
    [
        ["<p class=x1>Advertisement</p>"] * 3,
        [f"<p class=x1><a href=/{text}>{text}</a></p>" for text in SUBHEADS],
    ],
    ids=["one label", "links"],
)
def test_other_lines_of_one_make_are_none(lines):
    assert body_of(among(lines)) == PROSE


@pytest.mark.parametrize("line", ["<img src=/a.jpg>{}", "Anzeige: {}"])
def test_lines_below_pictures_and_with_one_label_before_are_left_as_they_are(line):
    lines = [f"<p class=x1>{line.format(text)}</p>" for text in SUBHEADS]
    blocks = walk_blocks(parse_html(among(lines))).blocks
    verdicts = [BODY if block.text in PROSE else OUTSIDE for block in blocks]
    keep_alike_subheads(blocks, verdicts, np.ones(len(blocks)), OUTSIDE)
    assert [block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY] == PROSE


def test_the_writer_of_the_last_letter_is_named_as_the_others_are():
    letters = [
        f"<h2>{title}</h2>{P[2 * place]}{P[2 * place + 1]}<p><strong>{name}</strong></p>"
        for place, (title, name) in enumerate(zip(("A bridge too far", "Thanks", "Bins"), LETTERS, strict=True))
        if 2 * place + 1 < len(P)
    ]
    body = body_of(article("".join(letters)))
    assert [text for text in body if text in LETTERS] == list(LETTERS[: len(letters)])


@pytest.mark.parametrize("name", ["related-work", "share-prices", "nav_comments", "newsletter"])
def test_the_id_of_a_heading_is_made_of_its_words_and_says_nothing_of_its_kind(name):
    heading = f"<h2 id={name}>Old wounds</h2>"
    assert body_of(article("".join((*P[:2], heading, *P[2:])))) == [*PROSE[:2], "Old wounds", *PROSE[2:]]


@pytest.mark.parametrize("name", ["comments", "reply-title", "related-posts"])
def test_ids_that_themes_give_to_their_headings_say_their_kind(name):
    below = f"<h3 id={name}>You should read these</h3><p>Two sisters come home, and the whole town celebrates.</p>"
    assert "You should read these" not in body_of(article("".join((*P, below))))


@pytest.mark.parametrize(
    ("heading", "chance", "is_body"),
    [
        ("<h3>Old wounds</h3>", 0.2, True),
        ("<h3>Old wounds</h3>", 0.05, False),
        ("<h3><a href=/a>Old wounds</a></h3>", 0.2, False),
        ("<p>Old wounds</p>", 0.2, False),
    ],
)
def test_heading_right_between_two_parts_of_the_text_is_of_it(heading, chance, is_body):
    blocks = walk_blocks(parse_html(article("".join((*P[:2], heading, *P[2:]))))).blocks
    verdicts = [BODY if block.text in PROSE else OUTSIDE for block in blocks]
    keep_headings_between(blocks, verdicts, np.full(len(blocks), chance), OUTSIDE)
    found = [block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY]
    assert ("Old wounds" in found) is is_body


@pytest.mark.parametrize(
    ("verdict", "inserted", "is_body"), [("links", 1, True), ("links", 4, False), ("comments", 1, False)]
)
def test_heading_below_links_between_two_parts_of_the_text_is_of_it(verdict, inserted, is_body):
    links = "<div>Read on</div>" * inserted
    blocks = walk_blocks(parse_html(article("".join((*P[:2], links, "<h3>Old wounds</h3>", *P[2:]))))).blocks
    given = {"Read on": verdict, "Old wounds": OUTSIDE}
    verdicts = [BODY if block.text in PROSE else given.get(block.text, OUTSIDE) for block in blocks]
    keep_headings_between(blocks, verdicts, np.full(len(blocks), 0.2), OUTSIDE)
    found = [block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY]
    assert ("Old wounds" in found) is is_body


def test_heading_above_what_is_no_text_stays_out():
    blocks = walk_blocks(parse_html(article("".join((*P, "<h3>Old wounds</h3><ul><li>More</ul>"))))).blocks
    verdicts = [BODY if block.text in PROSE else OUTSIDE for block in blocks]
    keep_headings_between(blocks, verdicts, np.ones(len(blocks)), OUTSIDE)
    assert [block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict == BODY] == PROSE
