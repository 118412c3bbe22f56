"""Corrections at the end of a text are part of it."""

import numpy as np
import pytest
from body_pages import PROSE, P, article, body_of

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import BY_PROFILE, OUTSIDE
from newsbot.extraction.body.corrections import keep_last_notes
from newsbot.items import BODY
from newsbot.markup import parse_html

NOTES = [
    "Corrección: una versión anterior de este artículo indicaba mal el año de la inauguración. Se ha corregido.",
    "Correction: An earlier version of this article gave the wrong year for the opening. It has been corrected.",
    "This article was amended on 17 June to say that the bridge was opened in 1931.",
    "In einer früheren Fassung hieß es, die Brücke sei 1913 eröffnet worden.",
]


APPEAL = "Nota de la redacción: suscríbase por un euro al mes y lea sin límites todas nuestras noticias y reportajes."


@pytest.mark.parametrize("note", NOTES)
def test_a_correction_right_below_the_last_paragraph_is_text(note):
    assert body_of(article("".join(P) + f"<p><em>{note}</em></p>")) == [*PROSE, note]


@pytest.mark.parametrize(
    ("below", "verdict", "chance", "expected"),
    [
        (f"<p>{NOTES[0]}</p>", OUTSIDE, 0.05, True),
        (f"<p>{NOTES[0]}</p>", BY_PROFILE, 0.05, True),
        (f"<p>{APPEAL}</p>", OUTSIDE, 0.1, False),
        (f"<p>{NOTES[0]}</p>", "newsletter", 0.05, False),
        (f"<p>{NOTES[0]}</p>", OUTSIDE, 0.01, False),
        (f"<div><p>{NOTES[0]}</p></div>", OUTSIDE, 0.05, False),
        ("<p>The valley is closed until noon, and so are its two schools.</p>", OUTSIDE, 0.05, False),
    ],
)
def test_what_says_that_it_is_a_note_and_stands_as_the_paragraphs_do_is_one(below, verdict, chance, expected):
    blocks = walk_blocks(parse_html(f"<body><article>{P[0]}{below}</article></body>")).blocks
    verdicts = [BODY, verdict]
    keep_last_notes(blocks, verdicts, np.array([0.9, chance]), {OUTSIDE, BY_PROFILE})
    assert (verdicts[1] == BODY) is expected
