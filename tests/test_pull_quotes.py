"""Quotations set apart: how many of a page are looked for in its text."""

import numpy as np
import pytest
from test_classifier import P

from newsbot.extraction.blocks import walk_blocks
from newsbot.extraction.pull_quotes import drop_repeated_quotes
from newsbot.items import BODY
from newsbot.markup import parse_html


@pytest.mark.parametrize(("count", "verdict"), [(2, "pull-quote"), (400, BODY)])
def test_a_page_of_quotations_has_no_pull_quotes(count, verdict):
    others = "".join(
        f"<blockquote>The river rose in night number {number}.</blockquote>" for number in range(count - 1)
    )
    repeated = "<blockquote>We have seen worse, but never this early in the year</blockquote>"
    blocks = walk_blocks(parse_html(f"<body>{''.join(P)}{others}{repeated}</body>")).blocks
    verdicts = [BODY] * len(blocks)
    drop_repeated_quotes(blocks, verdicts, np.zeros(len(blocks), bool))
    assert verdicts[-1] == verdict
    assert set(verdicts[:-1]) == {BODY}
