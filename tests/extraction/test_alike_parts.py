"""Sentences that are each in a container of their own, as in pages of page builders."""

import numpy as np
import pytest

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.alike_parts import drop_alike_captions, keep_alike_parts, keep_set_in_columns
from newsbot.extraction.document import parse_document
from newsbot.items import BODY

SENTENCES = [
    "The lighthouse on the western rock was switched off on Sunday, after one hundred and nine years.",
    "Its keeper had carried the last can of oil up the stairs in the year of the great frost.",
    "From now on a buoy with a lamp marks the shallows, and ships are told of it by radio.",
    "The tower is for sale, the harbour board said, with the boat and both of the goats.",
]
OUT = "outside"


def verdicts_of(*parts: str, doubted: int, chance: float = 0.3) -> list[str]:
    blocks = walk_blocks(parse_document(f"<body>{''.join(parts)}", "https://example.com/a").tree).blocks
    chances = np.full(len(blocks), 0.9)
    chances[doubted] = chance
    verdicts = [BODY if at != doubted else OUT for at in range(len(blocks))]
    keep_alike_parts(blocks, verdicts, chances, OUT)
    return verdicts


def part(text: str, number: int, tag: str = "p") -> str:
    inner = f"<div class='text text_{number}'><div class=inner><{tag}>{text}</{tag}></div></div>"
    return f"<section class=row-{number}><div class=column>{inner}</div></section>"


@pytest.mark.parametrize("doubted", range(4))
def test_sentence_in_a_part_like_the_others_is_of_the_text(doubted):
    assert verdicts_of(*map(part, SENTENCES, range(4)), doubted=doubted) == [BODY] * 4


@pytest.mark.parametrize(
    "last",
    [
        part("Follow us", 3),
        part(SENTENCES[3], 3, tag="h3"),
        part(f"<a href=/b>{SENTENCES[3]}</a>", 3),
        f"<section class=row-3><p>{SENTENCES[3]}</p></section>",
        part(SENTENCES[3], 3).replace("class=column", "class=box"),
    ],
)
def test_what_is_made_in_another_way_or_is_no_sentence_stays_out(last):
    assert verdicts_of(*map(part, SENTENCES[:3], range(3)), last, doubted=3)[3] == OUT


def test_what_can_be_answered_is_a_readers_comment():
    parts = [part(text, at).replace("</section>", "<p>Reply</p></section>") for at, text in enumerate(SENTENCES)]
    blocks = walk_blocks(parse_document(f"<body>{''.join(parts)}", "https://example.com/a").tree).blocks
    verdicts = [BODY, "comments", BODY, "comments", OUT, "comments", OUT, "comments"]
    keep_alike_parts(blocks, verdicts, np.full(len(blocks), 0.3), OUT)
    assert verdicts[4] == verdicts[6] == OUT


def test_what_is_unlikely_stays_out():
    assert verdicts_of(*map(part, SENTENCES, range(4)), doubted=3, chance=0.1)[3] == OUT


def test_paragraphs_side_by_side_in_one_element_are_no_parts():
    assert verdicts_of(*(f"<p>{text}</p>" for text in SENTENCES), doubted=2)[2] == OUT


def test_sentence_in_a_web_component_like_those_of_the_others_is_of_the_text():
    parts = [f"<x-paragraph><p>{text}</p></x-paragraph>" for text in SENTENCES]
    assert verdicts_of("<x-body>", *parts, "</x-body>", doubted=3) == [BODY] * 4
    other = f"<x-card><p>{SENTENCES[3]}</p></x-card>"
    assert verdicts_of("<x-body>", *parts[:3], other, "</x-body>", doubted=3)[3] == OUT


def test_parts_without_names_are_the_layout():
    cells = [f"<table><tr><td><div><p>{text}</p></div></td></tr></table>" for text in SENTENCES]
    assert verdicts_of(*cells, doubted=3)[3] == OUT


def columns_of(text: str, classes: str = "wp-block-columns is-layout-flex", named: str = "") -> str:
    column = "<div class='wp-block-column is-layout-flow'>{}</div>"
    return f"<div class='{classes}'>{column.format(f'<p{named}>{text}</p>')}{column.format('<img src=/a.jpg>')}</div>"


def kept_in_columns(middle: str, chance: float = 0.2) -> bool:
    html = f"<body><div class=entry-content><p>{SENTENCES[0]}</p>{middle}<p>{SENTENCES[1]}</p></div>"
    blocks = walk_blocks(parse_document(html, "https://example.com/a").tree).blocks
    verdicts = [BODY, OUT, BODY]
    keep_set_in_columns(blocks, verdicts, np.array([0.9, chance, 0.9]), OUT)
    return verdicts[1] == BODY


LONG = f"{SENTENCES[2]} {SENTENCES[3]}"


@pytest.mark.parametrize(
    ("middle", "is_kept"),
    [
        (columns_of(LONG), True),
        (columns_of(LONG, "row"), True),
        (columns_of(LONG, "wp-block-columns newsletter"), False),
        (columns_of(LONG, "wp-block-columns has-background"), False),
        (columns_of(LONG, named=" class=teaser"), False),
        (columns_of("Write to us: we read all of it."), False),
        (columns_of(f"<a href=/b>{LONG}</a>"), False),
        (f"<div class=box><p>{LONG}</p></div>", False),
        (f"<div class=wp-block-columns><h3>{LONG}</h3></div>", False),
    ],
)
def test_paragraph_in_columns_of_the_text_is_of_it_unless_something_names_it(middle, is_kept):
    assert kept_in_columns(middle) is is_kept


def test_unlikely_paragraph_in_columns_stays_out():
    assert not kept_in_columns(columns_of(LONG), chance=0.05)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([BODY, "caption", BODY, "caption", "caption"], [BODY, *["caption"] * 4]),
        # A text told in captions, of which some are mere captions.
        ([OUT, BODY, "caption", "caption"], [OUT, BODY, "caption", "caption"]),
        ([BODY, BODY, BODY, "caption"], [BODY, BODY, BODY, "caption"]),
        ([BODY, BODY, "caption"], [BODY, BODY, "caption"]),
        # What is out for another reason says nothing of captions.
        ([BODY, BODY, OUT, OUT], [BODY, BODY, OUT, OUT]),
    ],
)
def test_captions_of_a_gallery_go_where_most_of_them_do(before, after):
    figures = "".join(f"<figure><img src=/a.jpg><figcaption>{text}</figcaption></figure>" for text in SENTENCES)
    page = f"<body><p>{' '.join(SENTENCES)}</p>{figures}"
    blocks = walk_blocks(parse_document(page, "https://example.com/a").tree).blocks[: len(before)]
    verdicts = list(before)
    drop_alike_captions(blocks, verdicts)
    assert verdicts == after


def test_credits_say_nothing_of_captions_that_are_sentences():
    captions = [*SENTENCES[1:], "Ada Moran", "Ben Hale", "Ada Moran", "Ben Hale"]
    figures = "".join(f"<figure><img src=/a.jpg><figcaption>{text}</figcaption></figure>" for text in captions)
    page = f"<body>{''.join(f'<p>{text}</p>' for text in SENTENCES * 2)}{figures}"
    blocks = walk_blocks(parse_document(page, "https://example.com/a").tree).blocks
    verdicts = [BODY] * 10 + ["caption"] * 5
    drop_alike_captions(blocks, verdicts)
    assert verdicts == [BODY] * 10 + ["caption"] * 5
