"""A last line that only says who wrote the text."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot import extract
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.sign_offs import drop_sign_off, is_signature
from newsbot.extraction.document import parse_document
from newsbot.items import BODY

TITLE = "Ferry to the islands runs again"
PROSE = [
    "The ferry to the two islands runs again from Monday, nine weeks after its engine caught fire in the harbour.",
    "The company has had the ship mended in the yard of Holmvik and says that no part of the old engine is left.",
    "Until then the fishermen had taken the mail across, and a cow that nobody had wanted to wait for the vet.",
    "“We knew each other by name in the end,” said the master of the smallest boat, who made forty journeys.",
]


def verdicts_of(*lines: str) -> list[str]:
    blocks = walk_blocks(parse_document("<body>" + "".join(lines), "https://example.com/a").tree).blocks
    verdicts = [BODY] * len(blocks)
    drop_sign_off(blocks, verdicts)
    return verdicts


P = [f"<p>{text}</p>" for text in PROSE]


@pytest.mark.parametrize("line", ["(dpa/jd)", "[kk]", "（王小明）", "(mh – ab).", "【佐藤】"])
def test_a_last_line_in_brackets_is_a_sign_off(line):
    assert verdicts_of(*P, f"<p>{line}</p>") == [BODY] * 4 + ["byline"]


@pytest.mark.parametrize(
    "line",
    ["전주=홍길동 기자 hong@example.co.kr", "홍길동 기자", "파리=홍길동 특파원"],
)
def test_a_last_line_with_the_reporter_in_korea_is_a_sign_off(line):
    assert verdicts_of(*P, f"<p>{line}</p>") == [BODY] * 4 + ["byline"]


def test_a_sentence_about_a_reporter_in_korean_is_no_sign_off():
    assert verdicts_of(*P, "<p>홍길동 기자가 현장에 있었다.</p>") == [BODY] * 5


@pytest.mark.parametrize(
    "line",
    [
        "– PTI",
        "dpa/lnw",
        "ТАСС",
        "رويترز",
        "The Conversation",
        "/ritzau/",
        "Theo TTXVN",
        "Avec AFP",
        "DD",
        "ak/JM",
        "/এসএম",
        "এএম/",
        "বিডি-প্রতিদিন/শআ",
        "۲۳۲۳",
    ],
)
def test_a_last_line_that_is_an_agency_is_a_sign_off(line):
    assert verdicts_of(*P, f"<p>{line}</p>") == [BODY] * 4 + ["byline"]
    assert verdicts_of(P[0], f"<p>{line}</p>", *P[1:]) == [BODY] * 5


@pytest.mark.parametrize("line", ["Драма/комедия", "Κωμωδία/δράμα", "어른/어린이", "满月/新月", "دراما/كوميديا"])
def test_words_with_a_slash_are_no_code_of_a_writer(line):
    assert verdicts_of(*P, f"<p>{line}</p>") == [BODY] * 5


@pytest.mark.parametrize(
    "line",
    [
        "<p>(The ferry of 1931 is in the museum, and can be seen on Sundays.)</p>",
        "<p>(a) and (b)</p>",
        "<ul><li>(none)</li></ul>",
        "<table><tr><td>(12)</td></tr></table>",
        "<p>The end (for now)</p>",
        "<p>Reuters asked twice</p>",
        "<p>সাইকেল/মোটরসাইকেল চলবে না।</p>",
        "<p>12/15</p>",
    ],
)
def test_other_brackets_stay(line):
    assert "byline" not in verdicts_of(*P, line)


def test_a_line_in_brackets_that_is_not_the_last_stays():
    assert verdicts_of(P[0], "<p>(laughs)</p>", *P[1:]) == [BODY] * 5


def test_a_sign_off_may_have_two_lines():
    assert verdicts_of(*P, "<p>jane@example.com</p>", "<p>(끝)</p>") == [BODY] * 4 + ["byline"] * 2
    assert verdicts_of(*P[:3], "<p>(aa)</p>", "<p>(bb)</p>", "<p>(cc)</p>") == [BODY] * 4 + ["byline"] * 2


def test_a_text_of_two_lines_keeps_both():
    assert verdicts_of(P[0], "<p>(dpa)</p>") == [BODY, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe",
        "– Jane Doe",
        "JANE DOE",
        "By Jane Doe",
        "Jane Doe and Åse Øst",
        "Jane Doe, Åse Øst",
        "Åse Øst .",
        "Oprac. Jane Doe",
        "Jane Doe (Holmvik, special correspondent)",
        "(Jane Doe)",
    ],
)
def test_names_of_the_authors_alone_are_a_signature(line):
    assert is_signature(line, ["Jane Doe", "Åse Øst"])


@pytest.mark.parametrize(
    "line",
    [
        "Jane",
        "Jane Doe left",
        "— Jane Doe (@jd) 3 May 2026",
        "Jane Doe’s ferry",
        "",
        "and and",
        "It was Jane Doe.",
        "Mayor until May: Jane Doe",
        "Director: Jane Doe",
    ],
)
def test_any_other_word_makes_it_a_text(line):
    assert not is_signature(line, ["Jane Doe", "Åse Øst", "Jane"])


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=4))
@examples(50)
def test_any_line_and_any_names_have_an_answer(line, names):
    assert is_signature(line, names) in (True, False)


def test_a_sentence_without_capitals_is_no_signature_of_its_own():
    line = "ผู้โดยสารสอบถามได้ที่สายด่วนของ ขสมก. ทุกวัน"
    assert not is_signature(line, [line])
    assert is_signature("สมพร ช่วยคง", ["สมพร ช่วยคง"])


@pytest.mark.parametrize("line", ["Jane Doe and John Roe", "– Jane Doe", "(jd)"])
def test_a_page_ends_before_its_signature(line):
    head = f"<title>{TITLE}</title><meta name=author content='Jane Doe and John Roe'>"
    text = f"<div class=article-body>{''.join(P)}<p>{line}</p></div>"
    html = f"<html><head>{head}</head><body><main><h1>{TITLE}</h1>{text}</main></body></html>"
    article = extract(html, "https://example.com/2026/11/02/ferry.html")
    assert article.articleBody.split("\n\n") == PROSE


def test_a_signature_goes_from_above_a_note_too():
    note = "<p>An earlier version of this report said that the ferry runs again from Sunday; it does from Monday.</p>"
    text = f"<div class=article-body>{''.join(P)}<p>Jane Doe</p>{note}</div>"
    html = f"<html><head><title>{TITLE}</title><meta name=author content='Jane Doe'></head><body><h1>{TITLE}</h1>{text}"
    article = extract(html, "https://example.com/2026/11/02/ferry.html")
    assert article.articleBody.split("\n\n") == [*PROSE, note[3:-4]]


@pytest.mark.parametrize(
    ("line", "why", "expected"),
    [
        ("Новость отредактировал: Ada - 17-05-2026", "Причина: опечатка", "byline"),
        ("By Ada Moran", "Publisher: Quay Press, 240 pages", BODY),
        ("Saturday 5 December 2026", "Venue: Corn Hall", BODY),
    ],
)
def test_only_below_a_note_that_says_who_edited_a_text_stands_why(line, why, expected):
    blocks = walk_blocks(parse_document(f"<body>{''.join(P)}<p>{line}<br>{why}", "https://example.com/a").tree).blocks
    verdicts = [BODY] * 4 + ["byline", BODY]
    drop_sign_off(blocks, verdicts)
    assert verdicts[-1] == expected
