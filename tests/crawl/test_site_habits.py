"""How a site ends its articles, and what it puts between their paragraphs, inferred from counts of texts."""

import pytest

from newsbot.profile_counts import TextCount
from newsbot.site_habits import Habits, find_habits

_USUAL = 12.0


def ending(pages: int, signer: int = 0) -> TextCount:
    return TextCount(pages, votes=90 * pages, lasts=pages, tails=pages, signers=frozenset((signer,)))


def habits(
    texts: list[TextCount], signers: dict[int, int] | None = None, inserted: list[TextCount] | None = None
) -> Habits:
    return find_habits(texts, inserted or [], signers or {}, _USUAL, 30)


def test_a_site_that_ends_every_page_with_one_of_its_texts_has_that_habit() -> None:
    found = habits([ending(12), ending(10), ending(8)])
    assert found.endings == 1.0
    assert not found.new_endings, "all of them are known"


def test_a_call_that_a_quarter_of_the_pages_end_with_is_no_habit() -> None:
    stories = [ending(1, signer) for signer in range(23)]
    known = dict.fromkeys(range(23), 5)
    assert habits([ending(7), *stories], known).endings == 0.0


def test_a_newcomer_ends_a_page_as_all_others_do() -> None:
    mine = [ending(6, 1), ending(5, 2), ending(7, 3), ending(8, 4)]
    newcomers = [ending(1, number) for number in range(10, 14)]
    signers = {1: 6, 2: 5, 3: 7, 4: 8} | dict.fromkeys(range(10, 14), 1)
    assert habits([*mine, *newcomers], signers).new_endings


def test_stories_of_newcomers_are_no_endings_where_most_pages_have_none() -> None:
    newcomers = [ending(1, number) for number in range(10, 30)]
    signers = {1: 10} | dict.fromkeys(range(10, 30), 1)
    assert not habits([ending(10, 1), *newcomers], signers).new_endings


@pytest.mark.parametrize(
    ("pages", "share"),
    [([5, 4, 3, 3, 2], 1.0), ([5, 4], 0.0), ([2] * 12, 0.0), ([3, 3, 3], pytest.approx(0.2))],
)
def test_texts_that_take_turns_among_the_paragraphs_are_a_habit(pages: list[int], share: float) -> None:
    inserted = [TextCount(number, votes=90 * number) for number in pages]
    assert habits([], inserted=inserted).inserts == share
