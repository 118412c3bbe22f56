"""Introductions of lists, and the paragraphs of short news items."""

import numpy as np
import pytest
from body_pages import P

from newsbot.extraction.article import extract_article
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.edges import keep_introduction, keep_last_signature, keep_whole_of_short
from newsbot.items import BODY
from newsbot.markup import parse_html

INTRODUCTION = "<p>We went by the first bus of the day, drank halves of bitter and took notes of it all.</p>"
ITEMS = "<ul><li>Swan, Harwick, by the lock</li><li>Ferry Inn, Bramley, on the hill</li></ul>"
PUBS = "<h3>Swan, Harwick</h3><p>The garden runs down to the lock, and the crab comes on toast.</p>"


def kept(keep, html, body, chance):
    """Which blocks are body in the end, where those from some place on are."""
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    verdicts = [BODY if place in body else "outside" for place in range(len(blocks))]
    keep(blocks, verdicts, np.full(len(blocks), chance), "outside")
    return [place for place, verdict in enumerate(verdicts) if verdict == BODY]


@pytest.mark.parametrize(
    ("html", "body", "chance", "expected"),
    [
        (INTRODUCTION + PUBS, range(1, 3), 0.05, [0, 1, 2]),
        (INTRODUCTION + ITEMS, range(1, 3), 0.05, [0, 1, 2]),
        (f"{INTRODUCTION}<h3>The pubs</h3>{ITEMS}", range(2, 4), 0.3, [0, 1, 2, 3]),
        (f"{INTRODUCTION}<div>9.42am</div>{PUBS}", range(2, 4), 0.05, [0, 2, 3]),
        (f"{INTRODUCTION}<div>Our trip of 2026 in pictures</div>{PUBS}", range(2, 4), 0.05, [2, 3]),
        # A standfirst stands above a paragraph.
        (INTRODUCTION + P[0], range(1, 2), 0.2, [1]),
        (INTRODUCTION + PUBS, range(1, 3), 0.01, [1, 2]),
        (f"<p>By Ada Moran</p>{PUBS}", range(1, 3), 0.2, [1, 2]),
    ],
)
def test_what_stands_above_a_text_that_begins_with_a_heading_or_an_item_leads_into_it(html, body, chance, expected):
    assert kept(keep_introduction, html, body, chance) == expected


@pytest.mark.parametrize(
    ("html", "body", "chance", "expected"),
    [
        (P[0] + P[1], range(1), 0.3, [0, 1]),
        (P[0] + P[1], range(1), 0.1, [0]),
        (f"{P[0]}<p class=note>{P[1][3:-4]}</p>", range(1), 0.3, [0]),
        (f"{P[0]}<div>{P[1]}</div>", range(1), 0.3, [0]),
        ("".join(P[:4]), range(3), 0.3, [0, 1, 2]),
        ("".join(P[:3]), (0, 2), 0.3, [0, 1, 2]),
        (P[0] + P[1], (1,), 0.3, [0, 1]),
        (f"<p class=lead>{P[0][3:-4]}</p>{P[1]}", (1,), 0.3, [1]),
    ],
)
def test_paragraphs_by_one_or_two_that_are_made_as_they_are_belong_to_short_news(html, body, chance, expected):
    assert kept(keep_whole_of_short, html, body, chance) == expected


@pytest.mark.parametrize(
    ("html", "chance", "expected"),
    [
        (f"<div class=body>{P[0]}</div><div id=more>{P[1]}</div>", 0.3, [0, 1]),
        (f"<div class=body>{P[0]}</div><div id=more>{P[1]}</div>", 0.1, [0]),
        (f"<div class=introText>{P[0]}</div><div class=fullText>{P[1]}</div>", 0.1, [0, 1]),
        # Elsewhere, or in another kind of part, stands something else.
        (f"<div><div class=body>{P[0]}</div></div><div id=more>{P[1]}</div>", 0.3, [0]),
        (f"<div class=body>{P[0]}</div><section id=more>{P[1]}</section>", 0.3, [0]),
        (f"<div class=body>{P[0]}</div><div><b>Note</b></div><div id=more>{P[1]}</div>", 0.3, [0]),
    ],
)
def test_short_text_goes_on_in_the_part_right_below_it(html, chance, expected):
    assert kept(keep_whole_of_short, html, [0], chance) == expected


LETTER = "<h3>The bridge number {0}</h3>{1}<p><em>Ada Moran, Town {0}</em></p>"


def letters(count):
    return "".join(LETTER.format(number, P[number]) for number in range(count))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (letters(3), True),
        (letters(3).replace("</h3>", "</h3><div>").replace("</em></p>", "</em></p></div>"), True),
        # One other signature may be a line of any kind.
        (letters(2), False),
        (letters(3).replace("<p><em>Ada Moran, Town 2", "<p class=author><em>Ada Moran, Town 2"), False),
        (letters(3).replace("Town 2</em>", "Town 2 and all who think so.</em>"), False),
    ],
)
def test_who_signed_the_last_letter_stays_as_those_do_who_signed_the_others(html, expected):
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    verdicts = [BODY] * (len(blocks) - 1) + ["outside"]
    keep_last_signature(blocks, verdicts, "outside")
    assert (verdicts[-1] == BODY) is expected


def test_who_signed_the_last_letter_did_not_write_the_page():
    page = (
        f"<html lang=en><title>Letters</title><body><article><h1>Letters of the week</h1>{letters(4)}</article></body>"
    )
    article = extract_article(page, "https://example.com/2026/letters").article
    assert article.articleBody.endswith("Ada Moran, Town 3")
    assert article.authors == []
