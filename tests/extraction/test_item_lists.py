"""A list or table in the body is kept as a whole, unless there is evidence against one of its items."""

import numpy as np
import pytest

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import BY_PROFILE, OUTSIDE
from newsbot.extraction.body.item_lists import keep_sibling_tables, keep_whole_lists, keep_whole_tables, stands_in_text
from newsbot.items import BODY
from newsbot.markup import parse_html

SHORT = "<ul><li>free travel<li>a new bridge<li>an audit</ul>"


def kept(html, chances, verdicts):
    """The texts that are body in the end, of blocks with these chances and verdicts."""
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    given = [{"b": BODY, "o": OUTSIDE, "p": BY_PROFILE, "r": "related", "s": "share"}[verdict] for verdict in verdicts]
    keep_whole_lists(blocks, given, np.array(chances), {OUTSIDE})
    keep_whole_tables(blocks, given, np.array(chances), {OUTSIDE, BY_PROFILE})
    return [block.text for block, verdict in zip(blocks, given, strict=True) if verdict == BODY]


@pytest.mark.parametrize(
    ("chances", "verdicts", "expected"),
    [
        ([0.3, 0.6, 0.2], "obo", ["free travel", "a new bridge", "an audit"]),
        ([0.3, 0.6, 0.01], "obo", ["a new bridge"]),  # one is out of the question
        ([0.3, 0.4, 0.2], "ooo", []),
        ([0.3, 0.6, 0.5], "obr", ["free travel", "a new bridge"]),  # what a rule takes out stays out
        ([0.3, 0.6, 0.5], "obp", ["free travel", "a new bridge"]),
    ],
)
def test_a_list_with_an_item_in_the_body_is_in_it(chances, verdicts, expected):
    assert kept(SHORT, chances, verdicts) == expected


@pytest.mark.parametrize(
    ("items", "verdicts", "expected"),
    [
        ("Text size|Clip|Share|Print", "obss", []),
        ("Text size|Clip|Share|A bridge", "obso", ["Text size", "Clip", "A bridge"]),  # one may be the story's
        ("Text size|The council keeps the bridge.|Share|Print", "obss", ["Text size", "The council keeps the bridge."]),
    ],
)
def test_a_bar_of_tools_is_no_list_of_the_text(items, verdicts, expected):
    html = "<ul>" + "".join(f"<li>{item}" for item in items.split("|")) + "</ul>"
    assert kept(html, [0.3] * len(verdicts), verdicts) == expected


def test_list_below_a_colon_is_of_the_text():
    html = "<p>The phone has these buttons:</p><ul><li>Scan<li>Share<li>Print</ul>"
    assert kept(html, [0.9, 0.6, 0.3, 0.3], "bbss") == ["The phone has these buttons:", "Scan"]


def test_paragraphs_in_items_are_of_the_list():
    html = "<ol><li><div><p>free travel</p></div><li><p>a new bridge</ol>"
    assert kept(html, [0.6, 0.2], "bo") == ["free travel", "a new bridge"]


def test_what_stands_beside_the_list_is_not_of_it():
    assert kept(f"<p>Before</p>{SHORT}<p>After</p>", [0.3, 0.9, 0.9, 0.3, 0.3], "obboo") == [
        "free travel",
        "a new bridge",
        "an audit",
    ]


def test_each_list_stands_for_itself():
    assert len(kept(SHORT + SHORT, [0.6, 0.3, 0.3, 0.3, 0.3, 0.3], "booooo")) == 3


TABLE = "<table><tr><th>Area<th>Votes<tr><td>Harrow<td>215<tr><td><p>Coast</p><td>126</table>"


@pytest.mark.parametrize(
    ("chances", "verdicts", "count"),
    [
        ([0.7, 0.6, 0.6, 0.5, 0.3, 0.4], "bbbboo", 6),
        ([0.7, 0.6, 0.6, 0.3, 0.3, 0.4], "bbbooo", 3),  # half of a table may be a page's layout
        ([0.7, 0.6, 0.6, 0.5, 0.01, 0.5], "bbbbob", 5),
        ([0.7, 0.6, 0.6, 0.5, 0.3, 0.5], "bbbbrb", 5),
        ([0.7, 0.6, 0.6, 0.5, 0.6, 0.6], "ppbbbb", 6),  # heads of tables recur
    ],
)
def test_a_table_with_most_of_its_cells_in_the_body_is_in_it(chances, verdicts, count):
    html = f"<p>The council counted until the morning, and nobody knew the end.</p>{TABLE}"
    assert len(kept(html, [0.9, *chances], f"b{verdicts}")) == 1 + count


def test_a_date_above_the_text_in_a_layout_of_table_cells_is_not_of_it():
    html = "<table><tr><td>12 March<tr><td>The council counted until the morning.<tr><td>Nobody knew the end.</table>"
    assert len(kept(html, [0.3, 0.9, 0.9], "obb")) == 2


def test_what_stands_beside_the_table_is_not_of_it():
    text = "<p>The council counted until the morning, and nobody knew the end.</p>"
    html = f"{text}<p>Before</p>{TABLE}<p>After</p>"
    assert len(kept(html, [0.9, 0.3, *[0.6] * 6, 0.3], "bobbbobbo")) == 7


HEADED = "<table><thead><tr><th>Ward<th>Share<tbody><tr><td>Eastfield<td>28 %</table>"
LINKED = HEADED.replace("Eastfield", "<a href=/e>Eastfield</a>")
BEFORE, AFTER = "<p>The county counted the homes.</p>", "<p>It will count them again in May.</p>"


@pytest.mark.parametrize(
    ("html", "verdicts", "expected"),
    [
        (f"<article>{BEFORE}{HEADED}{AFTER}</article>", "boroob", "bbbbbb"),
        (f"<article>{BEFORE}<div>{HEADED}</div>{AFTER}</article>", "boroob", "boroob"),
        (f"<article>{BEFORE}{HEADED}</article>", "boroo", "boroo"),
        (f"<article>{BEFORE}{HEADED.replace('th>', 'td>')}{AFTER}</article>", "boroob", "boroob"),
        (
            f"<article>{BEFORE}{HEADED.replace('Eastfield', '<a href=/e>Eastfield</a>')}{AFTER}</article>",
            "boroob",
            "boroob",
        ),
    ],
)
def test_a_table_with_a_head_right_between_paragraphs_is_of_the_text(html, verdicts, expected):
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    given = [{"b": BODY, "o": OUTSIDE, "r": "share"}[verdict] for verdict in verdicts]
    assert len(given) == len(blocks)
    keep_sibling_tables(blocks, given, np.full(len(blocks), 0.2), {OUTSIDE})
    assert "".join("b" if verdict == BODY else "r" if verdict == "share" else "o" for verdict in given) == expected


def test_a_table_is_asked_once_however_many_others_stand_in_its_cells():
    rows = "<th>Ward<td><table><tr><th>Share</table>" * 50
    blocks = walk_blocks(parse_html(f"<body>{BEFORE}<table><tr>{rows}</table>{AFTER}</body>")).blocks
    asked = []

    class Chances(dict):
        def __getitem__(self, place):
            asked.append(place)
            return 0.0

    keep_sibling_tables(blocks, [BODY, *[OUTSIDE] * (len(blocks) - 2), BODY], Chances(), {OUTSIDE})
    assert len(asked) <= 2 * len(blocks)


LIST = "<ul><li>Beds: 12</li><li>Visits: 412</li><li>Doctors: 4</li></ul>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>The year in figures:</p>{LIST}<p>More are to come.</p>", True),
        ("<p>It was full.</p><h3>Visits: 412</h3><p>More are to come.</p>", True),
        (f"<p>It was full.</p>{LIST}<div>Share</div>", False),
        (f"<h1>The hospital</h1>{LIST}<p>It was full.</p>", False),
        ("<p>It was full.</p><ul><li>Visits: 412</li></ul><p>More are to come.</p>", False),
        ("<p>It was full.</p><div>Visits: 412</div><p>More are to come.</p>", False),
    ],
)
def test_a_count_between_two_paragraphs_of_the_text_is_of_it(html, expected):
    blocks = walk_blocks(parse_html(f"<body>{html}</body>")).blocks
    order = next(block.order for block in blocks if block.text == "Visits: 412")
    assert stands_in_text(blocks, order) is expected
