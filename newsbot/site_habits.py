"""What a site does on its article pages again and again: how it ends them, and what it puts among the paragraphs.

A text that recurs may be the template's or the reporter's. What most pages have of the kind is the template's.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from newsbot.profile_counts import TextCount

# So many pages must show a habit.
_LEAST_ENDINGS = 5
# Of the pages whose last line may have been seen before, the share on which it was: below the first there is no habit,
# above the second no doubt of it.
_SOME_ENDINGS, _MOST_ENDINGS = 0.5, 0.8
# That a last line which nobody has seen is one more ending, and not the story's.
_SURE = 0.6
_USUAL_SHARE = 0.5
_ONCE = 0.5
_TWICE = 2
# Of so many different texts, each on so many pages, a site puts one among the paragraphs in turn.
_LEAST_INSERTS = 3
_LEAST_PAGES = 3
_SOME_INSERTS, _MOST_INSERTS = 0.25, 0.5
_KEPT = 40


@dataclass(frozen=True, slots=True)
class Habits:
    """How surely, 0 to 1, a site ends its articles with texts of its own, and puts such texts among the paragraphs.

    `new_endings` says that what ends a page is the site's also where nobody has seen it before.
    """

    endings: float = 0.0
    inserts: float = 0.0
    new_endings: bool = False


def find_habits(
    texts: Iterable[TextCount], inserted: Iterable[TextCount], signers: Mapping[int, int], usual: float, pages: int
) -> Habits:
    """The habits of a site of so many pages.

    `inserted` are the texts that may be put among the paragraphs, `signers` counts the pages that each person signs;
    who signs more than the usual number is no one.
    """
    known = missed = new = followed = twice = 0
    for count in texts:
        if not count.lasts:
            continue
        if count.pages > 1 and count.tails == count.pages:
            known += count.lasts
            followed += count.tails - count.lasts
            twice += count.pages == _TWICE and _is_someones(count, signers)
        elif count.pages == 1 and _is_newcomer(count.signers or frozenset(), signers, usual):
            new += 1
        else:
            missed += count.lasts
    own = known / (known + missed + _ONCE)
    endings = _between(own, _SOME_ENDINGS, _MOST_ENDINGS) if known >= _LEAST_ENDINGS else 0.0
    # A last line that nobody has seen is a newcomer's ending, or the story's on a page that has none. Below an ending
    # stands another one: that of a second author.
    missed = max(0, missed - followed)
    is_usual = endings == 1.0 and known >= _USUAL_SHARE * (known + missed + new)
    # How many newcomers there are is told by those who came once, and by those who came twice.
    coming = own * max(new, (new + twice) / 2)
    new_endings = is_usual and coming >= _SURE * (coming + missed + _ONCE)
    found = [count.pages for count in inserted if count.pages > 1]
    is_many = sum(number >= _LEAST_PAGES for number in found) >= _LEAST_INSERTS
    share = sum(found) / pages if is_many else 0.0
    return Habits(endings, _between(share, _SOME_INSERTS, _MOST_INSERTS), new_endings)


def _is_someones(count: TextCount, signers: Mapping[int, int]) -> bool:
    """Whether somebody signs the pages of a text and no others."""
    return any(signers.get(one, 0) == count.pages for one in count.signers or ())


def _is_newcomer(who: Set[int], signers: Mapping[int, int], usual: float) -> bool:
    """Whether half of the words that sign a page sign no other: first names and "By" are shared."""
    people = [signers.get(one, 0) for one in who if signers.get(one, 0) < usual]
    return bool(people) and 2 * people.count(1) >= len(people)


def is_insert(count: TextCount) -> bool:
    """Whether a text was kept among the paragraphs, neither always above nor, on several pages, always below them."""
    below = count.tails if count.pages > 1 else count.lasts
    return count.votes >= _KEPT * count.pages and count.firsts < count.pages and below < count.pages


def _between(value: float, least: float, most: float) -> float:
    """Where a value stands between the two, 0 to 1."""
    return min(max((value - least) / (most - least), 0.0), 1.0)
