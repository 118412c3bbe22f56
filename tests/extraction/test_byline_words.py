"""The word lists match what the code compares them with: one spelling, case-folded and trimmed."""

import re

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.byline.lines import read_line
from newsbot.extraction.bylines import parse_byline, sources
from newsbot.extraction.names.spelling import EDGES, list_key
from newsbot.extraction.vocabulary import byline_words as words
from newsbot.extraction.vocabulary import jobs, name_words, noise
from newsbot.extraction.vocabulary import lists as word_lists


@pytest.mark.parametrize(
    "name", ["ROLES", "ROLE_MODIFIERS", "DESK_WORDS", "ORGANIZATION_WORDS", "NOT_NAME", "SECTION_WORDS"]
)
def test_each_word_can_match_a_word_without_its_edges(name):
    entries = next(getattr(module, name) for module in (jobs, name_words, sources, noise) if hasattr(module, name))
    assert {entry for entry in entries if entry.strip(EDGES).casefold() != entry} == set()


@pytest.mark.parametrize("name", ["AGENCIES", "OUTLETS", "PLACES"])
def test_each_name_can_match_its_key(name):
    entries = getattr(sources, name)
    assert {entry for entry in entries if list_key(entry) != entry} == set()


@pytest.mark.parametrize("name", ["PARTICLES", "HONORIFICS", "DEGREES", "NAME_SUFFIXES", "ASIDES"])
def test_each_other_word_is_folded(name):
    entries = next(getattr(module, name) for module in (jobs, name_words, sources, noise) if hasattr(module, name))
    assert {entry for entry in entries if entry.casefold() != entry} == set()


@pytest.mark.parametrize(("lead", "language"), words.NAME_LIKE_LEADS.items())
def test_a_lead_that_also_opens_names_is_one_in_its_language(lead, language):
    (segment,) = read_line(f"{lead.title()} Ada Moran", language.split()[0]).segments
    assert (segment.text, segment.marked) == ("Ada Moran", True)


def test_words_that_folding_changes_still_match():
    (author,) = parse_byline("Ελένη Παππά, δημοσιογράφος", "el").authors
    assert (author.name, author.role) == ("Ελένη Παππά", "δημοσιογράφος")


@given(
    st.lists(st.text("abA. é(", min_size=1, max_size=5).filter(str.strip), min_size=1, max_size=8),
    st.text("abA. é(", max_size=9),
)
@examples(300)
def test_shared_beginnings_match_what_the_words_one_by_one_match(entries, text):
    ordered = sorted(set(entries), key=lambda word: (-len(word), word))
    plain = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    found, expected = (re.match(pattern, text) for pattern in (word_lists.alternatives("|".join(entries)), plain))
    assert (found and found.end()) == (expected and expected.end())


def test_several_spaces_within_a_phrase_are_one():
    assert re.fullmatch(word_lists.alternatives("mehr|mehr von|meer van"), "mehr  von")
