"""Short boilerplate lines in many languages, and lines of articles that only look like them."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.vocabulary import invitations, notices, phrases
from newsbot.extraction.vocabulary.phrases import KINDS, PHRASES_FILE, Form, boilerplate_kind, is_bare_phrase

# What a line of phrases.tsv is where it belongs to an article; the others have their kind.
TEXT = "text"
LINES = [
    tuple(row.split("\t", 1))
    for row in Path(__file__).with_name("phrases.tsv").read_text(encoding="utf-8").split("\n")
    if row
]
TABLE = tomllib.loads(PHRASES_FILE.read_text(encoding="utf-8"))
WHOLE = [(kind, phrase) for kind in TABLE for phrases in TABLE[kind].get("whole", {}).values() for phrase in phrases]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, line in LINES if kind != TEXT])
def test_boilerplate_is_named(kind, line):
    assert boilerplate_kind(line) == kind


@pytest.mark.parametrize(
    "line", [line for kind, line in LINES if kind == TEXT] + ["", "   \n\t ", "Read more: " + "word " * 60, "x" * 5000]
)
def test_text_of_an_article_is_left_alone(line):
    assert boilerplate_kind(line) is None


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_phrases(kind):
    assert any(TABLE[kind].values())


def test_table_holds_only_known_kinds_and_forms():
    assert set(TABLE) <= set(KINDS)
    assert {form for forms in TABLE.values() for form in forms} <= set(get_args(Form))


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in WHOLE}))
def test_whole_phrases_fire_with_a_bullet_and_a_colon(kind):
    phrases = [phrase for of, phrase in WHOLE if of == kind]
    lines = [f"• {phrase.replace('#', '12')}:" for phrase in phrases]
    assert [line for line in lines if boilerplate_kind(line) != kind or not is_bare_phrase(line)] == []
    assert [phrase for phrase in phrases if is_bare_phrase(f"{phrase} x1 of the town is here")] == []


@pytest.mark.parametrize("form", ["label", "teaser", "opening"])
def test_each_opening_fires_at_the_start_of_a_line(form):
    phrases = [phrase for kind in TABLE for found in TABLE[kind].get(form, {}).values() for phrase in found]
    lines = [f"• {phrase.replace('#', '12')}: Ada" for phrase in phrases]
    assert phrases
    assert [line for line in lines if boilerplate_kind(line) is None] == []


@examples(300)
@given(st.text(max_size=500))
def test_any_text_gets_an_answer(text):
    assert boilerplate_kind(text) in (None, *KINDS)


PHRASE = st.sampled_from([phrase for _, phrase in WHOLE])


@examples(300)
@given(st.text(max_size=5), PHRASE, st.text(max_size=300), st.text(max_size=5))
def test_any_text_around_a_phrase_gets_an_answer(before, phrase, after, end):
    assert boilerplate_kind(f"{before}{phrase}{after}{end}") in (None, *KINDS)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Send to a friend | Print", "share"), ("Print | The mayor", None), ("|", None)],
)
def test_a_bar_of_commands_is_what_its_first_is(line, kind):
    assert boilerplate_kind(line) == kind


@pytest.mark.parametrize("module", [phrases, invitations, notices], ids=["phrases", "invitations", "notices"])
def test_patterns_are_written_as_lines_are_folded(module):
    """One with a letter that folding changes would never be found."""
    patterns = [value.pattern for value in vars(module).values() if isinstance(value, re.Pattern)]
    assert len(patterns) > 5
    folds = [pattern for pattern in patterns if "ʼ" in pattern]
    assert len(folds) < 3
    assert not set("يىكİı") & set("".join(set(patterns) - set(folds)))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("تابعوا آخر الأخبار عبر قناتنا على تيليجرام", "share"),
        ("اشترك في قناتنا على تليجرام", "share"),
        ("جميع الحقوق محفوظة", "copyright"),
        ("Bu yazının tüm hakları saklıdır.", "copyright"),
        ("تابع الأهالي الخبر على تيليجرام، وقال رئيس البلدية إن الطريق سيفتح.", None),
    ],
)
def test_lines_are_found_however_their_letters_are_folded(line, kind):
    assert boilerplate_kind(line) == kind


@pytest.mark.parametrize(
    "count",
    [
        "412 kez görüntülendi.",
        "Visite: 412",
        "Visto 412 veces",
        "Просмотров: 412",
        "412 lượt xem",
        "조회수 412",
        "Hits: 412",
        "412 مشاهدة",
        "Dibaca 412 kali",
    ],
)
def test_a_count_of_readers_is_no_text(count):
    assert boilerplate_kind(count) == "print"
