"""Remains of a removed box, and a list of the article's own headings."""

import pytest
from body_pages import PROSE, P, article, body_of

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.boxes import drop_comments_below
from newsbot.items import BODY
from newsbot.markup import parse_html

HEADINGS = ("The plan", "The price", "The people")
CONTENTS = "<ul>" + "".join(f"<li><a href='#{place}'>{text}</a></li>" for place, text in enumerate(HEADINGS)) + "</ul>"
QUOTE = "Nobody had seen the water rise so fast, not even those who were here then."
PICTURES = "".join(
    f"<figure><img src=/{place}.jpg><figcaption>{text}</figcaption></figure>"
    for place, text in enumerate(("Boats in the high street.", "A car under a tree.", "The mayor in waders."))
)


def among(box: str, heading: str = "h2") -> str:
    sections = [f"<{heading}>{text}</{heading}>{P[place + 1]}" for place, text in enumerate(HEADINGS)]
    return article("".join([P[0], box, *sections, *P[4:]]))


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=slides><h4>In pictures: the flood in the valley</h4>{PICTURES}<span>1 / 3</span></div>",
        f"<div class=large><blockquote><p>{PROSE[1]}</p></blockquote><span>Ann Lee, engineer</span></div>",
    ],
    ids=["gallery", "pull quote"],
)
def test_a_label_goes_with_the_box_that_it_names(box):
    assert body_of(article("".join([*P[:3], box, *P[3:]]))) == PROSE


def test_a_heading_above_a_picture_stands_over_what_follows():
    figure = "<figure><img src=/1.jpg><figcaption>Boats in the high street.</figcaption></figure>"
    box = f"<div><h2>The night</h2>{figure}</div>"
    assert "The night" in body_of(among(box))


def test_the_only_heading_stands_over_what_follows_though_its_box_has_a_picture():
    box = "<div><h2>The night</h2><figure><img src=/1.jpg><figcaption>Boats in the street.</figcaption></figure></div>"
    assert "The night" in body_of(article("".join([*P[:3], box, *P[3:]])))


def test_items_of_a_list_of_places_have_their_names_above_their_pictures():
    boxes = [
        f"<div><p><b>{name}</b></p><figure><img src=/1.jpg><figcaption>{text}</figcaption></figure></div>"
        for name, text in (("1. The church", "Seen from the hill."), ("2. The mill", "Seen from the bridge."))
    ]
    body = body_of(article("".join([*P[:3], boxes[0], P[3], boxes[1], *P[4:]])))
    assert [text for text in body if text not in PROSE] == ["1. The church", "2. The mill"]


def test_a_list_of_the_headings_that_follow_is_none_of_the_text():
    body = body_of(among(CONTENTS))
    assert [text for text in body if text in HEADINGS] == list(HEADINGS)
    assert len(body) == len(PROSE) + len(HEADINGS)


def test_a_list_that_a_paragraph_announces_stays_though_headings_take_it_up():
    steps = "<ol>" + "".join(f"<li>{text}</li>" for text in HEADINGS) + "</ol>"
    body = body_of(among(f"<p>Three things matter now, says the mayor:</p>{steps}"))
    assert [text for text in body if text in HEADINGS] == [*HEADINGS, *HEADINGS]


def test_a_list_that_no_headings_take_up_stays():
    steps = "<ul><li>The plan</li><li>The weather of the whole year, month by month</li><li>The people</li></ul>"
    assert "The weather of the whole year, month by month" in body_of(among(steps))


def test_who_said_it_stands_in_the_caption_of_a_figure_without_a_picture():
    figure = f"<figure><blockquote>{QUOTE}</blockquote><figcaption>Ann Lee, engineer</figcaption></figure>"
    body = body_of(article("".join([*P[:3], figure, *P[3:]])))
    assert body == [*PROSE[:3], QUOTE, "Ann Lee, engineer", *PROSE[3:]]


def test_the_caption_of_a_picture_beside_a_quotation_is_none():
    figure = (
        f"<figure><img src=/a.jpg><blockquote>{QUOTE}</blockquote><figcaption>Ann Lee, engineer</figcaption></figure>"
    )
    assert "Ann Lee, engineer" not in body_of(article("".join([*P[:3], figure, *P[3:]])))


@pytest.mark.parametrize(
    ("above", "count", "expected"),
    [(3, 1, ["comments"] * 2), (1, 1, [BODY] * 2), (3, 2, [BODY] * 2)],
    ids=["below most of the text", "above most of it", "one label an entry"],
)
def test_what_stands_below_the_label_of_comments_is_none_of_the_text(above, count, expected):
    label = "<p>3 comments</p>"
    texts = "".join(f"<p>The river rose in night number {number}, and nobody slept.</p>" for number in range(above))
    said = "<p>Pete: About time too, if you ask me or anybody.</p><p>Marge: Who signed for it, that is the thing.</p>"
    blocks = walk_blocks(parse_html(f"<body>{(texts + label) * (count - 1)}{texts}{label}{said}</body>")).blocks
    verdicts = ["comments" if block.text == "3 comments" else BODY for block in blocks]
    drop_comments_below(blocks, verdicts)
    assert verdicts[-2:] == expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<p>The mayor had no choice, she said.</p><p>The shops go to court.</p>", BODY),
        ("<div><p>Pete: About time, if you ask me.</p><p>Marge: Who signed for it?</p></div>", "comments"),
    ],
    ids=["as above it", "in an element of their own"],
)
def test_a_label_without_a_number_may_head_a_part_of_the_text(below, expected):
    texts = "".join(f"<p>The river rose in night number {number}, and nobody slept.</p>" for number in range(5))
    blocks = walk_blocks(parse_html(f"<body>{texts}<h2>Reacties</h2>{below}</body>")).blocks
    verdicts = ["comments" if block.text == "Reacties" else BODY for block in blocks]
    drop_comments_below(blocks, verdicts)
    assert verdicts[-2:] == [expected] * 2
