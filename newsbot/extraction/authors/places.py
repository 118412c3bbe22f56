"""Where lines that may name the author are on a judged page: next to what, in which parts, announced by what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.extraction.authors.links import AUTHOR_PAGE
from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.visible import Places, is_under_link, leads_home
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.byline import author_signs as signs
from newsbot.extraction.byline.author_lines import credit_before, is_bare_name, is_lead_alone
from newsbot.extraction.byline.kinds import is_role_word, word_kind
from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names
from newsbot.items import Block

# How many blocks above the body are its head if there is no headline.
HEAD_WITHOUT_TITLE = 8
# A longer text labels nothing.
MAX_LABEL_CHARS = 120
# The share of a block that counts as all of it.
ALL = 0.9
# A heading with fewer words may name a person: the author, above the biography.
_FEW_SPACES = 3
# How far from the headline and from the body's first and last blocks a line may be a bare name.
BARE = 3
_MAX_LEAD_CHARS = 20
_MAX_JOB_CHARS = 60
_MAX_JOB_WORDS = 5
# How far around a card another one may be.
_CARDS = 8
# Including years of the Persian, Islamic and Thai calendars, and those in Bengali, Devanagari and Arabic digits.
_CLOCK_OR_YEAR = re.compile(
    r"(?<!\d)(?:19|20|۱[۳۴]|١٤|২০|२०|٢٠|۲۰|๒๕)\d\d(?!\d)|(?<!\d)25[67]\d(?!\d)|\d{1,2}[:.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d"
)
# The parts of a page that class words name, as signs.
_PARTS = (
    (words.SIDEBAR, signs.SIDEBAR),
    (words.FOOTER, signs.FOOTER),
    (words.TEASER | words.RELATED, signs.TEASER),
    (words.CAPTION, signs.CAPTION),
    (words.NAVIGATION, signs.NAVIGATION),
    (words.MODAL | words.COOKIE, signs.MODAL),
    (words.ADVERTISEMENT, signs.ADVERTISEMENT),
    (words.COMMENTS, signs.COMMENTS),
    (words.BYLINE, signs.IN_BYLINE),
    (words.AUTHOR, signs.IN_AUTHOR),
    (words.META, signs.IN_META),
    (words.BIOGRAPHY, signs.BIOGRAPHY),
)
_PART_TAGS = (
    (frozenset(("nav",)), signs.NAVIGATION),
    (frozenset(("aside",)), signs.ASIDE),
    (frozenset(("footer",)), signs.FOOTER),
    (frozenset(("figure", "figcaption")), signs.CAPTION),
    (frozenset(("dialog",)), signs.MODAL),
    (frozenset(("li",)), signs.LIST),
    (HEADINGS, signs.HEADING),
)
_PART_TAGS_OF_ARTICLE = tuple(part for part in _PART_TAGS if part[1] != signs.FOOTER)


def _holds_headline(block: TextBlock) -> bool:
    """Whether a list item has a link of several words and other text, as in lists of other articles."""
    if not block.links or ("li" not in block.element.tags and block.element.tag != "li"):
        return False
    href, said = block.links[0][0], block.links[0][1].strip()
    if len(block.text) <= len(said) or said.count(" ") < _FEW_SPACES:
        return False
    # "By Maria del Carmen Perez": names may be that long.
    return not AUTHOR_PAGE.search(href or "") and not is_lead_alone(block.text.partition(said)[0].strip())


@dataclass(slots=True)
class JudgedPage:
    """A judged page; `first` is the first block to look at, `last` the body's last.

    `common` are the class words of the elements around all of the body.
    """

    walk: Walk
    blocks: Sequence[Block]
    places: Places
    first: int
    last: int
    common: int
    url: str
    # Class words of containers that hold more than a byline.
    crowded: int = 0

    def parts(self, order: int) -> int:
        """The parts of the page that the block belongs to, without those that also hold the body.

        Comments and related articles below the body count, wherever the body is.
        """
        element = self.walk.blocks[order].element
        kept = words.BYLINE | (words.COMMENTS | words.RELATED if order > self.last else 0)
        mask = element.inherited & (~self.common | kept) & (~self.crowded | element.mask)
        bits = signs.HIDDEN if element.hidden else 0
        for part, sign in _PARTS:
            if mask & part:
                bits |= sign
        if element.tags:
            # A footer element of the article holds byline and date above the text (Drupal), or the author's box below
            # it (old themes of Ghost and Umbraco).
            told = element.inherited & words.AUTHOR if order > self.last else bits & signs.IN_META
            if told and "article" in element.tags:
                bits &= ~signs.FOOTER
                tags_of_parts = _PART_TAGS_OF_ARTICLE
            else:
                tags_of_parts = _PART_TAGS
            for tags, sign in tags_of_parts:
                if not tags.isdisjoint(element.tags):
                    bits |= sign
        return bits | (signs.HEADING if element.tag in HEADINGS else 0)

    def is_of_teaser(self, order: int) -> bool:
        """Whether a block below the body is right below another article's linked headline, in the same element."""
        if order <= self.last:
            return False
        block = self.walk.blocks[order]
        if _holds_headline(block):
            return True
        if not is_under_link(self.walk, order):
            return False
        above = self.walk.blocks[order - 1]
        if above.text.count(" ") >= _FEW_SPACES or self._is_among_teasers(order):
            return True
        if (block.element.inherited | block.marks) & (words.AUTHOR | words.BIOGRAPHY):
            return False  # an author's box, under "More of"
        return " " in above.text and above.element.tag in HEADINGS and not is_bare_name(above.text)

    def _is_among_teasers(self, order: int) -> bool:
        """Whether a block of its kind, two or three blocks away, is right below a longer linked headline."""
        block = self.walk.blocks[order]
        for other in (order - 3, order - 2, order + 2, order + 3):
            if not self.last < other < len(self.blocks):
                continue
            element = self.walk.blocks[other].element
            is_alike = element.tag == block.element.tag and element.inherited == block.element.inherited
            long = self.walk.blocks[other - 1].text.count(" ") >= _FEW_SPACES
            if is_alike and long and is_under_link(self.walk, other):
                return True
        return False

    def is_home(self, order: int) -> bool:
        """Whether a block above the headline is a link to the front page, with the site's name.

        A site written by one person may have that person's name.
        """
        block = self.walk.blocks[order]
        if self.places.title is None or order >= self.places.title or not leads_home(block):
            return False
        first = folded(block.text.partition(" ")[0])
        return not (person_names().get(first, 0) & GIVEN and word_kind(block.text) is None and is_bare_name(block.text))

    def is_head(self, order: int) -> bool:
        """Whether the block is between the headline and the body, or just above a body without a headline."""
        if self.places.head:
            return order in self.places.head
        return self.places.start - HEAD_WITHOUT_TITLE <= order < self.places.start

    def is_dated(self, order: int) -> bool:
        """Whether the block exists and shows a date."""
        if not 0 <= order < len(self.blocks):
            return False
        block = self.walk.blocks[order]
        return len(block.text) < MAX_LABEL_CHARS and (
            _CLOCK_OR_YEAR.search(block.text) is not None or block.marks & words.DATE > 0
        )

    def is_beside(self, order: int) -> bool:
        """Whether the block is right at the headline or at an end of the body, where a bare name is a byline."""
        title, start, last = self.places.title, self.places.start, self.last
        if order > last:
            return order <= last + BARE
        return order >= start - BARE or (title is not None and title < order <= title + BARE)

    def is_sibling(self, order: int) -> bool:
        """Whether the block is in the same element as the nearest block of the body."""
        element = self.walk.blocks[order].element
        nearest = self.walk.blocks[self.last if order > self.last else self.places.start].element
        return element is nearest or (element.parent is not None and element.parent is nearest.parent)

    def is_announced(self, order: int) -> bool:
        """Whether the block before is only "By" or "Author", or the one below is, on a card with only the name."""
        label = self.card_label(order) or (self.walk.blocks[order - 1].text if order else "")
        return is_lead_alone(label)

    def credited(self, order: int, text: str) -> str:
        """The text, preceded by the block before it if that is only a credit ("Editor", "Photos:").

        If one card has "Author" below a name, "Editor" below a name on another card is such a credit.
        """
        label = self.card_label(order)
        around = range(max(0, order - _CARDS), min(order + _CARDS, len(self.blocks)))
        if label and not any(is_lead_alone(self.card_label(other)) for other in around):
            label = ""
        before = label or (self.walk.blocks[order - 1].text if order else "")
        before = before.rstrip(": ")
        if not 1 < len(before) < _MAX_LEAD_CHARS or before.count(" ") > 1:
            return text
        return credit_before(f"{before}: {text}", text) or text

    def with_job(self, order: int, text: str) -> str:
        """The text with the line below it, between headline and text, if that is only the named person's job."""
        if order not in self.places.head or order + 1 not in self.places.head or not is_bare_name(text):
            return text
        below = self.walk.blocks[order + 1].text
        job = below.partition(",")[0].split()
        is_job = len(below) <= _MAX_JOB_CHARS and 0 < len(job) <= _MAX_JOB_WORDS and is_role_word(job[-1].casefold())
        return f"{text} | {' '.join(job)}" if is_job else text

    def card_label(self, order: int) -> str:
        """The job stated right below a name if both fill an element by themselves; "" otherwise."""
        blocks = self.walk.blocks
        label = blocks[order + 1].text if order + 1 < len(blocks) else ""
        card = blocks[order].element.parent
        if not 1 < len(label) < _MAX_LEAD_CHARS or card is None or blocks[order + 1].element.parent is not card:
            return ""
        opens = order == 0 or blocks[order - 1].element.parent is not card
        return label if opens and (is_lead_alone(label) or credit_before(f"{label}: x", "x")) else ""

    def place_signs(self, order: int) -> int:
        """Everything that is known about a block's place."""
        bits = self.parts(order)
        block = self.walk.blocks[order]
        most = len(block.text) * ALL
        for holds, sign in (
            (block.strong_chars > most, signs.STRONG),
            (block.italic_chars > most, signs.ITALIC),
            (self.is_sibling(order), signs.SIBLING),
            (self.is_dated(order), signs.DATED),
            (self.is_dated(order - 1) or self.is_dated(order + 1), signs.BESIDE_DATE),
            (block.link_density > ALL, signs.ALL_LINK),
            (self.is_head(order), signs.IN_HEAD),
            (self.places.title is not None and order < self.places.title, signs.ABOVE_TITLE),
            (order > self.last, signs.BELOW_BODY),
            (self.is_announced(order), signs.ANNOUNCED),
        ):
            if holds:
                bits |= sign
        return bits
