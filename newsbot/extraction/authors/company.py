"""The places of the likely authors on the page: people named beside them may be authors on little other evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from newsbot.extraction.authors.claims import Claim, Mention
from newsbot.extraction.authors.credits import opens_as_known
from newsbot.extraction.authors.groups import cards_of, is_of_full_names, lists_of, long_lists, rows_of
from newsbot.extraction.authors.newsrooms import is_full
from newsbot.extraction.byline.author_signs import BIOGRAPHY, IN_HEAD, LEAD, OTHER_PARTS, PLAIN, SIBLING

# The minimum chances of people beside a likely author: one whom the same line names in full, since colleagues share
# their evidence; one in the same list of JSON-LD or meta elements, or on the next card; and one alone beside or below
# a likely author, where there may also be a town, "Cedar Rapids".
_COMPANION = 0.05
_LISTED = 0.1
_COLLEAGUE = 0.2
_MANY = 3


@dataclass(slots=True)
class Company:
    """The places of the likely people: lines (by the id of their witness), lists, cards, and rows below one another.

    `lines` name a likely person, `whole_lines` consist of full names, and half the people in `bylines` are likely.
    """

    lines: set[int]
    whole_lines: set[int]
    bylines: set[int]
    lists: set[int]
    long_lists: set[int]
    cards: set[int]
    rows: set[tuple[int, int]]

    @classmethod
    def of(cls, likely: Sequence[Claim], claims: Sequence[Claim]) -> Self:
        """The places of the likely claims; all claims are needed to tell long lists."""
        people = [claim for claim in likely if claim.is_person]
        mentions = [mention for claim in people for mention in claim.mentions]
        lists = {told for claim in people for told in lists_of(claim)}
        rows = {row for claim in people for row in rows_of(claim)}
        return cls(
            lines={id(m.witness) for m in mentions if not m.beside and not _is_of_little_weight(m)},
            whole_lines={id(mention.witness) for mention in mentions if is_of_full_names(mention)},
            bylines=_mostly_likely(likely),
            lists=lists,
            long_lists=long_lists(claims) & lists,
            cards={place for claim in people for place in cards_of(claim)},
            rows={(place + step, bits) for place, bits in rows for step in (-1, 1)},
        )

    def has(self, claim: Claim, chance: float) -> bool:
        """Whether a claim with this chance is a person named beside the likely ones."""
        if not claim.is_person:
            return False
        named = [mention for mention in claim.mentions if not mention.beside]
        if any(id(mention.witness) in self.bylines for mention in named):
            return True
        if is_full(claim.name) and (self._names_in_full(named, chance) or self._lists(claim, chance)):
            return True
        if chance <= _COLLEAGUE and not opens_as_known(claim.name):
            return False
        is_in_whole_line = any(id(mention.witness) in self.whole_lines for mention in named)
        return is_in_whole_line or not self.rows.isdisjoint(rows_of(claim))

    def _names_in_full(self, named: Sequence[Mention], chance: float) -> bool:
        """Whether a line names both this person and a likely one; after "By" the chance does not matter."""
        beside_likely = [mention for mention in named if id(mention.witness) in self.lines]
        return bool(beside_likely) and (chance > _COMPANION or any(map(_is_announced, beside_likely)))

    def _lists(self, claim: Claim, chance: float) -> bool:
        """Whether the person is in a likely one's list or on the next card; everyone in a long list is believed."""
        if not self.long_lists.isdisjoint(lists_of(claim)):
            return True
        return chance > _LISTED and (
            not self.lists.isdisjoint(lists_of(claim))
            or any({place - 1, place + 1} & self.cards for place in cards_of(claim))
        )


def _is_of_little_weight(mention: Mention) -> bool:
    return bool(mention.witness.candidate.signs & (PLAIN | BIOGRAPHY | OTHER_PARTS))


def _is_announced(mention: Mention) -> bool:
    """Whether the line is right at the text or the headline and has "By" before the names."""
    bits = mention.witness.candidate.signs
    return bool(bits & LEAD and bits & (IN_HEAD | SIBLING))


def _mostly_likely(likely: Sequence[Claim]) -> set[int]:
    """The announced lines of three or more people of whom half are likely: the others are accounts, too."""
    counts: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for claim in likely:
        for mention in claim.mentions:
            if mention.witness.candidate.signs & LEAD and not mention.beside and not _is_of_little_weight(mention):
                counts[id(mention.witness)] = counts.get(id(mention.witness), 0) + 1
                sizes[id(mention.witness)] = len(mention.witness.parsed.authors)
    return {key for key, count in counts.items() if sizes[key] >= _MANY and 2 * count >= sizes[key]}
