"""Notes and collapsible boxes in a text are part of it, recognised by the names that publishing systems use."""

import numpy as np
import pytest
from body_pages import PROSE, P, article, body_of, verdict_of

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import OUTSIDE
from newsbot.extraction.body.editor_boxes import keep_editor_boxes
from newsbot.items import BODY
from newsbot.markup import parse_html

NOTE = "Parcels that were sent before Monday are kept at the depot in Milltown until the road is open again."
GHOST_NOTE = (
    '<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div>'
    f'<div class="kg-callout-text">{NOTE}</div></div>'
)
GHOST_FOLD = (
    '<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading">'
    '<h4 class="kg-toggle-heading-text"><span>What about parcels?</span></h4>'
    '<button class="kg-toggle-card-icon" aria-label="Expand"><svg></svg></button></div>'
    f'<div class="kg-toggle-content"><p>{NOTE}</p></div></div>'
)
DOCUSAURUS_NOTE = (
    '<div class="theme-admonition theme-admonition-note admonition_xJq3 alert alert--secondary">'
    '<div class="admonitionHeading_Gvgb"><span><svg></svg></span>note</div>'
    f'<div class="admonitionContent_BuS1"><p>{NOTE}</p></div></div>'
)
MKDOCS_NOTE = f'<aside class="admonition tip"><p class="admonition-title">Tip</p><p>{NOTE}</p></aside>'


@pytest.mark.parametrize("box", [GHOST_NOTE, DOCUSAURUS_NOTE, MKDOCS_NOTE])
def test_a_note_within_the_text_is_text(box):
    assert body_of(article("".join([*P[:3], box, *P[3:]]))) == [*PROSE[:3], NOTE, *PROSE[3:]]


@pytest.mark.parametrize("place", [3, 5])
@pytest.mark.parametrize("box", [GHOST_FOLD, f"<details><summary>What about parcels?</summary><p>{NOTE}</p></details>"])
def test_a_fold_within_or_below_the_text_is_text(box, place):
    page = article("".join([*P[:place], box, *P[place:]]))
    assert body_of(page) == [*PROSE[:place], "What about parcels?", NOTE, *PROSE[place:]]


def test_what_a_box_says_of_a_newsletter_or_of_others_stays_out():
    links = "<ul><li><a href=/a>Council votes on new bridge</a><li><a href=/b>Mayor visits the school</a></ul>"
    for inside in ("Sign up for our newsletter and get the news of the valley each morning.", links):
        box = f'<div class="kg-card kg-callout-card"><div class="kg-callout-text">{inside}</div></div>'
        assert body_of(article("".join([*P[:3], box, *P[3:]]))) == PROSE


def test_an_appeal_in_a_box_below_the_text_stays_out():
    appeal = "Slow Valley is paid for by its readers. If this story was worth something to you, become a member for $5."
    box = (
        f'<div class="kg-card kg-callout-card"><div class="kg-callout-text">{appeal}</div></div>'
        '<div class="kg-card kg-button-card"><a href="#/portal/signup" class="kg-btn">Become a member</a></div>'
    )
    assert body_of(article("".join([*P, box]))) == PROSE


def test_a_collapsible_box_outside_the_text_is_not_body():
    fold = f"<details><summary>About us</summary><p>{NOTE}</p></details>"
    page = article("".join(P)).replace("</main>", f"</main><section><h2>Help</h2>{fold}</section>")
    assert body_of(page) == PROSE


APPEAL = "Notre journal vit de ses lecteurs : chaque don, même petit, nous permet de continuer à enquêter."
BIOGRAPHY = "Ada Moran is a reporter on the environment desk and has written about rivers and forests since 2012."
LICENCE = "You are free to republish this article online or in print under a Creative Commons licence if you name us."
OFFER = "Mit dem Girokonto der Talbank sparen Familien jetzt bis zu 120 Euro im Jahr und erhalten eine Prämie."


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("About the author", BIOGRAPHY),
        ("Über die Autorin", BIOGRAPHY),
        ("Soutenez-nous", APPEAL),
        ("Anzeige", OFFER),
        # No list knows this label: what it folds is no likelier than what stands below any article.
        ("Republish this article", LICENCE),
    ],
)
def test_a_fold_below_the_text_may_be_of_others(label, text):
    fold = f"<details><summary>{label}</summary><p>{text}</p></details>"
    assert verdict_of(text, article("".join([*P, fold]))) != "body"


@pytest.mark.parametrize(("classes", "expected"), [("custom-block tip", True), ("custom-block", False)])
def test_a_name_that_any_box_may_have_is_a_notes_beside_its_kind(classes, expected):
    blocks = walk_blocks(parse_html(f"<body>{P[0]}<div class='{classes}'><p>{OFFER}</p></div>{P[1]}</body>")).blocks
    verdicts = [BODY, OUTSIDE, BODY]
    keep_editor_boxes(blocks, verdicts, np.full(3, 0.3), OUTSIDE)
    assert (verdicts[1] == BODY) is expected
