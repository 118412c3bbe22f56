"""Quotations set apart: how many of a page are searched for in its text."""

import numpy as np
import pytest
from body_pages import PROSE, P

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.pull_quotes import drop_quotes_with_names, drop_repeated_quotes
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


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        (f"<div><span>{PROSE[1][:80]}</span><span>Col Hanley, skipper</span></div>", "pull-quote"),
        (
            "<div>They could have told us for the price of a pint and an hour of talk.<i>Col Hanley, skipper</i></div>",
            BODY,
        ),
        (f"<p>{PROSE[1][:80]} – so it was, said Col Hanley</p>", BODY),
        (f"<div>{PROSE[1][:60]} had been checked twice.</div>", BODY),
    ],
)
def test_a_block_that_repeats_a_paragraph_and_goes_on_with_a_name_is_a_pull_quote(quote, verdict):
    blocks = walk_blocks(parse_html(f"<body>{''.join(P)}{quote}</body>")).blocks
    verdicts = [BODY] * len(blocks)
    drop_quotes_with_names(blocks, verdicts, np.zeros(len(blocks), bool))
    assert verdicts[-1] == verdict
    assert set(verdicts[:-1]) == {BODY}


@pytest.mark.parametrize("quote", ["待つ時間がもったいない", "小声说话的人往往最有理由"])
def test_a_short_quotation_repeats_as_much_in_other_scripts(quote):
    text = f"<p>{quote}と話した。{PROSE[0]}</p>"
    blocks = walk_blocks(parse_html(f"<body>{text}<blockquote>{quote}</blockquote>{''.join(P)}</body>")).blocks
    verdicts = [BODY] * len(blocks)
    drop_repeated_quotes(blocks, verdicts, np.zeros(len(blocks), bool))
    assert verdicts[:3] == [BODY, "pull-quote", BODY]
