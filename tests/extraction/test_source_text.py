"""An article's text from a source, compared with the blocks of its page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.blocks.walk import Walk, walk_blocks
from newsbot.extraction.body.source_text import SourceArticle, SourceText
from newsbot.items import Post
from newsbot.markup import parse_html

TEXTS = [
    "The council of Saltmere put off its vote on the new harbour for the third time this year.",
    "Engineers who had measured the old quay in spring asked for four more weeks, and were given six.",
    "Fishermen who came to listen said that they would sooner see the money spent on the lighthouse.",
    "The mayor, asked whether the delay would cost the town anything, said that it would not.",
]
ADDED = "Get our morning letter with the best of the Harbour Post, each working day before seven."
STORY = "".join(f"<p>{text}</p>" for text in TEXTS)


def walk(html: str) -> Walk:
    return walk_blocks(parse_html(f"<body>{html}</body>"))


def corrected(content: str, page: str, chance: float = 0.6) -> list[float]:
    found = walk(page)
    chances = np.full(len(found.blocks), chance)
    return [round(float(value), 2) for value in SourceText(content).correct(chances, found)]


def test_what_the_template_adds_is_doubted_and_what_is_told_is_trusted() -> None:
    chances = corrected(STORY, f"<p>{ADDED}</p>{STORY}<p>{ADDED}</p>")
    assert chances[0] == chances[-1] == 0.0
    assert all(chance > 0.8 for chance in chances[1:-1])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<p>Another article altogether, of which this page shows nothing at all.</p>",
        f"<p>{TEXTS[0]}</p>",
        f"<p>{TEXTS[0]}</p><p>{TEXTS[1]}</p><p>{TEXTS[2][:40]} […]</p>",
    ],
    ids=["nothing", "another", "the first of four", "cut"],
)
def test_nothing_is_said_where_page_and_text_do_not_agree(content: str) -> None:
    assert corrected(content, STORY, 0.9) == [0.9] * 4


def test_a_teaser_that_repeats_the_lead_elsewhere_is_not_the_text() -> None:
    page = f"{STORY}<h3>Most read</h3><p>{ADDED}</p><p>{TEXTS[0]}</p>"
    assert corrected(STORY, page)[-3:] == [0.0, 0.0, 0.0]


def test_a_short_line_of_the_text_is_none_where_it_stands_alone_in_the_template() -> None:
    page = f"<p>Share</p><p>{ADDED}</p>{STORY}<p>Share</p>"
    chances = corrected(f"{STORY}<p>Share</p>", page)
    assert chances[0] == 0.0
    assert chances[-1] == 0.6, "right below the text it is the text's, and no surer than before"


def test_headings_and_cells_of_the_text_are_surer_than_its_labels() -> None:
    added = "<h3>What comes next</h3><table><tr><td>Quay</td><td>204</td></tr></table><p>Staff writer</p>"
    chances = corrected(STORY + added, STORY + added, 0.4)
    assert [chance > 0.6 for chance in chances[-4:]] == [True, True, True, False]


def test_what_the_structure_rules_out_stays_out() -> None:
    found = walk(STORY)
    assert SourceText(STORY).correct(np.zeros(4), found).tolist() == [0.0] * 4


@pytest.mark.parametrize(
    ("url", "number", "following"),
    [
        ("https://example.com/story/", 1, "https://example.com/story/2/"),
        ("https://example.com/story/", 2, "https://example.com/story/3/"),
        ("https://example.com/story", 1, "https://example.com/story/2"),
        ("https://example.com/?p=12", 1, "https://example.com/?p=12&page=2"),
        ("https://example.com/story/", 3, None),
    ],
)
def test_a_later_page_is_known_from_the_marks_in_the_text(url: str, number: int, following: str | None) -> None:
    article = SourceArticle(
        Post(url, f"<p>{TEXTS[0]}</p><!--nextpage--><p>{TEXTS[1]}</p><!-- nextpage --><p>{ADDED}</p>")
    )
    assert article.page_after(number, walk(f"<p>{TEXTS[number - 1]}</p>")) == following


def test_a_page_that_shows_all_of_the_text_has_no_later_one() -> None:
    article = SourceArticle(Post("https://example.com/story/", f"<p>{TEXTS[0]}</p><!--nextpage--><p>{TEXTS[1]}</p>"))
    assert article.page_after(1, walk(STORY)) is None


@given(st.lists(st.sampled_from([*TEXTS, ADDED, "Share", "", "<!--nextpage-->", "<b>", "</div>"]), max_size=12))
def test_probabilities_stay_probabilities_whatever_the_evidence(pieces: list[str]) -> None:
    found = walk(f"<p>{ADDED}</p>{STORY}")
    chances = np.linspace(0, 1, len(found.blocks))
    article = SourceArticle(Post("https://example.com/story/", "".join(f"<p>{piece}</p>" for piece in pieces)))
    for number in range(1, 14):
        part = article.page(number)
        if part is not None:
            result = part.correct(chances, found)
            assert len(result) == len(chances)
            assert all(0 <= value <= 1 for value in result)
            assert result[0] == 0
