"""Parts of a text that may name the author, judged by their words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.byline.author_lines import (
    credit_before,
    is_bare_name,
    is_labelled,
    is_led,
    led_within,
    letter_codes,
    may_name,
    subject,
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("12.05.2024, 10:22 von adamoran", "von adamoran"),
        ("Friday | 14 June 2024 | 15:49 BY Ada Moran IN Style | 0 COMMENTS", "BY Ada Moran IN Style | 0 COMMENTS"),
        ("News, Local 1 | Updated: 5 hours ago | Written by Ada Moran", "Written by Ada Moran"),
        ("The council met at night. Nobody spoke. By Ada Moran", "By Ada Moran"),
        ("محليات11 مارس 2025كتب: هدى السيد وعمر الحداد", "كتب: هدى السيد وعمر الحداد"),
        ("News2026年5月3日文：佐藤さゆり", "文：佐藤さゆり"),
        ("2026-05-03 | 作者：刘建平、殷凯", "作者：刘建平、殷凯"),
        ("Культура | 3 мая 2025 Автор: Вера Полякова", "Автор: Вера Полякова"),
        ("„Wir bleiben hier“ Von Ada Moran und Bea", None),
        ("Verbrauch von 11,1 Litern pro Kopf", None),
        ("A walk by the river", None),
        ("Seven things - made by hand", None),
        ("Leiterin vom Fundraising, gefragt", None),
    ],
)
def test_a_by_within_a_line_leads_to_its_author(text, rest):
    assert led_within(text) == rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mpho Molefe", True),
        ("Mpho Molefe/Lineo Thamae", True),
        ("A. B. Molefe and Lineo van der Thamae", True),
        ("Mpho", False),
        ("mpho molefe", False),
        ("Mpho Molefe 2024", False),
        ("Mpho molefe reports", False),
        ("Seven Ways To Sleep Well In The Heat Of A Summer Night", False),
        ("", False),
    ],
)
def test_a_bare_name_is_capitalised_words_and_no_more(text, expected):
    assert is_bare_name(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Autorin: Ada Moran, Leiterin", True),
        ("Author: Ada Moran", True),
        ("By Ada Moran", False),
        ("Note: rain", False),
    ],
)
def test_a_label_with_a_colon_announces_the_author(text, expected):
    assert is_labelled(text) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Moran is the founder of a company for words that sell.", "Ada Moran"),
        ("About Ada Moran is a reporter", "Ada Moran"),
        ("Ada Moran ist Redakteurin in Wien.", "Ada Moran"),
        ("The road is closed until Sunday.", None),
        ("Nobody was hurt.", None),
    ],
)
def test_a_biography_is_about_somebody(text, name):
    assert subject(text) == name


def test_codes_of_reporters_open_a_line_of_credits():
    assert letter_codes("abc, de; Foto: Ada Moran") == "abc, de"
    assert letter_codes("das ist alles; mehr nicht") is None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Übersetzt von: Ada Moran", "Ada Moran", "Übersetzt von: Ada Moran"),
        ("Editor: Ada Moran", "Ada Moran", "Editor: Ada Moran"),
        ("By Bea Lund | Photos: Ada Moran", "Ada Moran", "Photos: Ada Moran"),
        ("By Ada Moran", "Ada Moran", None),
        ("Photos by Bea Lund, text by Ada Moran", "Ada Moran", None),
        ("Ada Moran", "Ada Moran", None),
    ],
)
def test_a_credit_before_a_name_is_read_with_it(text, name, expected):
    assert credit_before(text, name) == expected


@given(st.text(max_size=300), st.text(min_size=1, max_size=20))
def test_any_text_has_stretches_or_none(text, name):
    for found in (led_within(text), subject(text), letter_codes(text), credit_before(text + name, name)):
        assert found is None or (found and found in text + name)
    assert is_bare_name(text) in (True, False)
    assert is_labelled(text) in (True, False)


def test_the_word_for_a_reporter_counts_before_the_date_too():
    assert is_led("이정순·조은서 기자 2026.05.03")
    assert is_led("조은서 기자 입력 2026.05.03 10:22")
    assert not is_led("조은서 2026.05.03")


@pytest.mark.parametrize("name", ["विकास त्रिपाठी", "दिनेश त्रिपाठी"])
def test_vowel_signs_are_of_the_words_of_a_name(name):
    assert may_name(name)
