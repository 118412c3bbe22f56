"""What happens to blocks around and within the text, depending on how sure the model is of them."""

import numpy as np
import pytest
from body_pages import PROSE, TITLE, P

from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.document import parse_document
from newsbot.items import BODY


class Sure:
    """A model that is sure of all blocks alike."""

    def __init__(self, chance: float) -> None:
        self.chance = chance

    def probabilities(self, walk, hints):
        return np.full(len(walk.blocks), self.chance)


def body_by(chance: float, html: str, description: str = "", titles: tuple[str, ...] = (TITLE,)) -> list[str]:
    walk = walk_blocks(parse_document(html, "https://example.com/a").tree)
    blocks = classify(walk, PageHints(titles, description, "https://example.com/a"), Sure(chance))
    return [block.text for block in blocks if block.verdict == BODY]


def test_a_lead_of_its_own_make_that_the_description_repeats_is_body_where_the_model_is_sure():
    html = "<body>" + f'<p class="lead-text">{PROSE[0]}</p>' + "".join(P[1:])
    assert body_by(0.95, html, PROSE[0]) == PROSE
    assert body_by(0.6, html, PROSE[0]) == PROSE[1:]


def test_a_title_within_the_text_is_a_subheading_where_the_model_is_sure():
    html = "<body>" + P[0] + P[1] + "<h2>What is known of the bridge?</h2>" + "".join(P[2:])
    titles = (TITLE, "What is known of the bridge?")
    assert body_by(0.95, html, titles=titles) == [*PROSE[:2], titles[1], *PROSE[2:]]
    assert body_by(0.6, html, titles=titles) == PROSE


def test_lines_before_the_first_paragraph_are_body_where_the_model_is_sure():
    html = f"<body><div>Name: Ashley</div><div>Home: a flat in Milltown</div>{''.join(P)}"
    assert body_by(0.95, html) == ["Name: Ashley", "Home: a flat in Milltown", *PROSE]
    assert body_by(0.6, html) == PROSE
    assert body_by(0.95, "<body><div>Name: Ashley</div><div>Home: a flat in Milltown</div>") == []


@pytest.mark.parametrize("line", ["DALLA NOSTRA CORRISPONDENTE", "From our correspondent", "Staff Reporter"])
def test_what_its_author_is_does_not_open_a_text_however_sure_the_model(line):
    assert body_by(0.95, f"<body><p>{line}<br>{PROSE[0]}</p>{''.join(P[1:])}") == PROSE


def test_a_headline_in_the_cell_that_holds_the_article_is_none_of_it_however_sure_the_model():
    said = "<br><br>".join((f"<b>{TITLE}</b>", "By ADA QUIST", *PROSE))
    html = f"<body><table><tr><td><a href=/>Home</a><td>{said}</table>"
    assert body_by(0.95, html) == PROSE


def test_a_cell_of_the_articles_table_may_say_its_title_where_the_model_is_sure():
    table = f"<table><tr><td>{TITLE}<td>1971<tr><td>The old bridge<td>1984</table>"
    html = "<body><main>" + "".join((*P[:3], table, *P[3:])) + "</main>"
    assert body_by(0.95, html)[3:7] == [TITLE, "1971", "The old bridge", "1984"]


class DoubtsQuotes(Sure):
    """A model that is sure of all but quotations."""

    def probabilities(self, walk, hints):
        return np.array([self.chance if "blockquote" in block.element.tags else 0.9 for block in walk.blocks])


@pytest.mark.parametrize(
    ("chance", "quote", "is_body"),
    [
        (0.15, "“It came over the wall at three.”", True),
        (0.15, "“We have seen worse, but never this early in the year.”", False),  # a paragraph says it
        (0.15, "<a href=/a>Council votes on a new bridge over the river</a>", False),
        (0.05, "“It came over the wall at three.”", False),
    ],
)
def test_a_quotation_among_the_paragraphs_is_body_unless_it_is_unlikely(chance, quote, is_body):
    html = "<body>" + "".join((*P[:3], f"<blockquote><p>{quote}</p></blockquote>", *P[3:]))
    walk = walk_blocks(parse_document(html, "https://example.com/a").tree)
    blocks = classify(walk, PageHints((TITLE,), "", "https://example.com/a"), DoubtsQuotes(chance))
    assert (sum(block.verdict == BODY for block in blocks) == len(PROSE) + 1) == is_body


def test_a_list_below_the_last_paragraph_is_body():
    items = ["Route 4 by the mill", "Route 7 by the station"]
    html = (
        "<body><div>" + "".join(P) + "</div><div><ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul></div>"
    )
    assert body_by(0.6, html) == PROSE + items


def test_a_column_of_a_layout_table_is_no_cell_of_data():
    byline = f"<font>By Jane Doe and Ali Raza</font><br>{PROSE[0]}<br><br>{''.join(P[1:])}"
    assert body_by(0.9, f"<body><table><tr><td><b>{TITLE}</b><br>{byline}</td></tr></table>") == PROSE


def test_what_is_called_a_standfirst_must_be_likelier_than_other_doubtful_text():
    html = f"<body><div><div class=standfirst><p>{PROSE[0]}</p></div>{''.join(P[1:])}</div>"
    assert body_by(0.55, html) == PROSE[1:]
    assert body_by(0.65, html) == PROSE


class SureButOfTheLast:
    """A model that is sure of all blocks but the last."""

    def probabilities(self, walk, hints):
        return np.where(np.arange(len(walk.blocks)) < len(walk.blocks) - 1, 0.9, 0.2)


@pytest.mark.parametrize(
    ("last", "is_body"),
    [
        ("تصحيح: ذكرت نسخة سابقة من هذا الخبر رقما خاطئا.", True),
        ("Correction: the bridge was built in 1971.", True),
        ("تصحيح الامتحانات يبدأ غدا في المدينة.", False),
    ],
)
def test_a_note_on_the_article_is_body_though_the_model_doubts_it(last, is_body):
    walk = walk_blocks(parse_document(f"<body>{''.join(P)}<p>{last}</p>", "https://example.com/a").tree)
    blocks = classify(walk, PageHints((TITLE,), "", "https://example.com/a"), SureButOfTheLast())
    assert (blocks[-1].verdict == BODY) is is_body


class DoubtsHeadings:
    """A model that is sure of all but subheadings."""

    def probabilities(self, walk, hints):
        return np.array([0.6 if block.element.tag == "h2" else 0.95 for block in walk.blocks])


def test_a_heading_below_the_last_paragraph_stays_where_what_it_stands_over_does():
    below = "<div><h2>The road in figures</h2><ul><li>12 km</li><li>two bridges</li></ul></div>"
    html = f"<body><main><div>{''.join(P)}</div>{below}<div><h2>The weather</h2></div></main>"
    walk = walk_blocks(parse_document(html, "https://example.com/a").tree)
    blocks = classify(walk, PageHints((TITLE,), "", "https://example.com/a"), DoubtsHeadings())
    kept = [block.text for block in blocks if block.verdict == BODY]
    assert kept == [*PROSE, "The road in figures", "12 km", "two bridges"]
