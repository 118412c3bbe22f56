"""A box that a line at its top or its end labels is not part of the text."""

import pytest
from body_pages import PROSE, P, article, body_of

NOTICE = "<p>You can unsubscribe at any time.</p>"
OFFER = "<p>The news of the valley, every morning before the first train leaves?</p>"


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=nl><p>Newsletter</p>{OFFER}</div>",
        f"<div class=nl>{OFFER}{NOTICE}</div>",
        f"<div class=nl><h4>Low Tide</h4>{OFFER}<p>By signing up, you agree to our terms and to much else.</p></div>",
    ],
)
def test_what_a_line_at_its_top_or_end_names_is_taken_out(box):
    assert body_of(article("".join([*P[:2], box, *P[2:]]))) == PROSE


def test_paragraphs_with_a_line_of_the_papers_below_them_are_no_boxes():
    parts = "".join(f"<div class=part>{text}</div>" for text in P[:-1])
    assert body_of(article(f"{parts}<div class=part>{P[-1]}{NOTICE}</div>")) == PROSE
