"""What one raw line names: a table of lines in many languages, and properties of any line."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extraction.bylines import Byline, parse_byline
from newsbot.items import Author

TABLE = Path(__file__).with_name("bylines.tsv")
CASES = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line]
LANGUAGES = sorted({language for language, _, _ in CASES})

NAMES = [
    "Ali Raza",
    "JANE DOE",
    "van der Berg",
    "O'Neill",
    "山田太郎",
    "홍길동 기자",
    "سارة الخطيب",
    "अमित शर्मा",
    "Иван",
]
WORDS = [
    "By",
    "von",
    "Par",
    "and",
    "Reuters",
    "Staff writer",
    "in Lahore",
    "Web Desk",
    "2026-11-23",
    "5 min read",
    "|",
    ",",
    "/",
    "記者",
]
LINES = st.lists(st.sampled_from(NAMES + WORDS) | st.text(max_size=12), max_size=8).map(" ".join)


def compact(byline: Byline) -> str:
    """The byline as the table writes it: authors || organisations || dateline, empty ends left out."""
    parts = [
        " | ".join(map(compact_author, byline.authors)),
        " | ".join(organization.name for organization in byline.organizations),
        byline.dateline or "",
    ]
    while parts and not parts[-1]:
        parts.pop()
    return " || ".join(parts).replace("||  ||", "|| ||")


def compact_author(author: Author) -> str:
    said = {"type": author.type if author.type != "Person" else None, "role": author.role, "email": author.email}
    inner = ", ".join(f"{name}={value}" for name, value in said.items() if value)
    return f"{author.name}[{inner}]" if inner else author.name


@pytest.mark.parametrize(("language", "raw", "expected"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_a_line_names_exactly_these(language, raw, expected):
    assert compact(parse_byline(raw, language)) == expected


def test_the_table_covers_the_languages():
    assert len(CASES) >= 250
    assert len(LANGUAGES) >= 23


@pytest.mark.parametrize("raw", ["By Ali Raza", "Von Lena Vogel", "Por Lucía Fernández", "Автор: Иван Соколов"])
def test_common_lines_need_no_language(raw):
    assert len(parse_byline(raw).authors) == 1


def test_the_raw_line_stays_with_each_author():
    authors = parse_byline("By ALI RAZA\u200b and  Jane Doe").authors
    assert [author.nameRaw for author in authors] == ["By ALI RAZA and Jane Doe"] * 2


def test_only_the_first_400_characters_count():
    raw = "By Ali Raza" + " " * 500 + "and Jane Doe"
    assert [author.name for author in parse_byline(raw[:11] + "," + "x" * 600 + ", Jane Doe").authors] == ["Ali Raza"]
    assert [author.name for author in parse_byline("a " * 300 + "By Jane Doe").authors] == []
    assert parse_byline(raw).authors[0].name == "Ali Raza"


@pytest.mark.parametrize(
    "raw", ["By " * 5000, "a@" * 5000, "(" * 5000, "1/" * 5000, "Ab-" * 5000, "， " * 5000, "x" * 100_000]
)
def test_long_hostile_lines_are_read_in_bounded_time(raw):
    assert len(parse_byline(raw).authors) <= 40


@settings(max_examples=250, deadline=None)
@given(raw=LINES | st.text(max_size=120), language=st.sampled_from([None, *LANGUAGES]))
def test_any_line_gives_clean_names(raw, language):
    for author in parse_byline(raw, language).authors:
        assert author.name.strip() == author.name != ""
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in author.name)
        assert "http" not in author.name.lower() or "://" not in author.name


@settings(max_examples=250, deadline=None)
@given(raw=LINES | st.text(max_size=60), language=st.sampled_from([None, *LANGUAGES]))
def test_a_parsed_name_parses_to_itself_alone(raw, language):
    for author in parse_byline(raw, language).authors:
        assert [again.name for again in parse_byline(author.name, language).authors] == [author.name]


@settings(max_examples=150, deadline=None)
@given(raw=LINES | st.text(max_size=60))
def test_names_are_not_invented(raw):
    letters = {c for c in unicodedata.normalize("NFKD", raw.casefold()) if c.isalpha()}
    for author in parse_byline(raw).authors:
        shown = {c for c in unicodedata.normalize("NFKD", author.name.casefold()) if c.isalpha()}
        assert shown <= letters
