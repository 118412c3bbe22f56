"""What a site does on its article pages again and again: how it ends them, and what it inserts among the paragraphs.

A recurring text may be the template's or the reporter's. If most pages have such texts, they are the template's.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from newsbot.profile_counts import TextCount

# A habit must show on this many pages.
_LEAST_ENDINGS = 5
# The share of pages whose last line was seen before, among those where it could have been: below the first there is no
# habit, above the second no doubt of it.
_SOME_ENDINGS, _MOST_ENDINGS = 0.5, 0.8
# The share from which a last line never seen before counts as one more ending, and not as part of the story.
_SURE = 0.6
_USUAL_SHARE = 0.5
_ONCE = 0.5
_TWICE = 2
# A site inserts texts in turn if there are this many different ones, each on this many pages.
_LEAST_INSERTS = 3
_LEAST_PAGES = 3
_SOME_INSERTS, _MOST_INSERTS = 0.25, 0.5
_KEPT = 40


@dataclass(frozen=True, slots=True)
class Habits:
    """How surely, 0 to 1, a site ends its articles with texts of its own, and inserts such texts among the paragraphs.

    `new_endings` says that the end of a page is the site's even if it was never seen before.
    """

    endings: float = 0.0
    inserts: float = 0.0
    new_endings: bool = False


def find_habits(
    texts: Iterable[TextCount], inserted: Iterable[TextCount], signers: Mapping[int, int], usual: float, pages: int
) -> Habits:
    """Return the habits of a site with this many pages.

    `inserted` are the texts that may be inserted among the paragraphs, `signers` counts the pages that each person
    signs; who signs more than the usual number is not a person.
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
    # A last line never seen before is a new author's ending, or the story's on a page without one. Below one ending
    # there may be another: that of a second author.
    missed = max(0, missed - followed)
    is_usual = endings == 1.0 and known >= _USUAL_SHARE * (known + missed + new)
    # The number of new authors is estimated from those seen once and those seen twice.
    coming = own * max(new, (new + twice) / 2)
    new_endings = is_usual and coming >= _SURE * (coming + missed + _ONCE)
    found = [count.pages for count in inserted if count.pages > 1]
    is_many = sum(number >= _LEAST_PAGES for number in found) >= _LEAST_INSERTS
    share = sum(found) / pages if is_many else 0.0
    return Habits(endings, _between(share, _SOME_INSERTS, _MOST_INSERTS), new_endings)


def _is_someones(count: TextCount, signers: Mapping[int, int]) -> bool:
    """Whether somebody signs the pages with this text and no others."""
    return any(signers.get(one, 0) == count.pages for one in count.signers or ())


def _is_newcomer(who: Set[int], signers: Mapping[int, int], usual: float) -> bool:
    """Whether half of the words that sign a page sign no other: first names and "By" are shared."""
    people = [signers.get(one, 0) for one in who if signers.get(one, 0) < usual]
    return bool(people) and 2 * people.count(1) >= len(people)


def is_insert(count: TextCount) -> bool:
    """Whether a text was kept among the paragraphs: not always above them nor, on several pages, always below."""
    below = count.tails if count.pages > 1 else count.lasts
    return count.votes >= _KEPT * count.pages and count.firsts < count.pages and below < count.pages


def _between(value: float, least: float, most: float) -> float:
    """Return where a value lies between the two, 0 to 1."""
    return min(max((value - least) / (most - least), 0.0), 1.0)
