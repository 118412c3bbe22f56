"""From evidence to fields, where one function is a field's whole rule."""

import pytest

from newsbot.extraction.decisions import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry's crews voted on 3.5 points — so-called.", 8),
        ("1. Well-known (and e.g. “quoted”) names, isn't it?", 8),
        ("one\ttwo\u3000three\nfour", 5),  # an ideographic space counts with its script
        ("शनिवार को बारिश हुई", 4),
        ("আরও পড়ুন", 2),
        ("مُحَمَّد رسول", 2),
        ("این کار می\u200cشود", 3),
        ("東京で雨", 4),
        ("서울 비", 3),
        ("❤\ufe0f …", 0),
    ],
)
def test_words_are_counted_as_readers_of_the_script_count_them(text, words):
    assert count_words(text) == words
