"""Blocks that are not part of the article whatever they say, found by the page's structure before any is judged.

A second copy of the text, a cookie notice, a comment thread or a row of teasers may be longer than the article. They
are removed first, so that the model sees the page as its editor made it. Nothing is removed if that would leave no
text below the headline.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.text import comparison_key

_MAX_HEADLINE = 300
_MIN_PROSE = 40.0
_MIN_LEFT = 60.0
_MIN_COPY = 60
_LINKED = 0.5
_TITLE_LINK = 0.9
_MIN_TITLE = 15.0
_MIN_CARDS = 3
_MAX_CARD = 4
_MAX_CARD_BLOCKS = 20
# A label or a line on the author may precede a teaser's title. More text is the article's own, in pieces between
# advertisements, each with a line that points elsewhere.
_MAX_ABOVE_TITLE = 1
# Limit for legal texts and input fields: checking one takes time proportional to the page's length.
_MAX_LOOKED_AT = 100
_CARD_TAGS = frozenset(("article", "li", "aside", "table"))
_MIN_NOTICE, _MAX_NOTICE = 80, 1_000
_NOTICE_SHARE = 0.7
_MAX_LABEL = 60
_MAX_OFFER = 600
_MAX_POLL = 12
_MIN_ANSWERS = 2
_QUESTION = ("?", "？", "؟")
# "200 g flour", "½ lemon"
_AMOUNT = re.compile(r"[\d½¼¾⅓⅔][\d.,/–-]*\s*[^\W\d]")
_NAMED = ((words.COMMENTS, "comments"), (words.COOKIE, "cookie"), (words.MODAL, "modal"))
_NAMES = words.COMMENTS | words.COOKIE | words.MODAL
_MUCH = 0.5
_LEGAL = tuple(
    "cookie|consent|personal data|privacy|our partners|your device|einwillig|zustimm|personenbezogen|datenschutz"
    "|endgerät|données|vie privée|consentement|votre terminal|datos personales|privacidad|dispositivo|consenso"
    "|dati personali|toestemming|persoonsgegevens|samtyck|personuppgifter|samtykke|personopplysninger|zgody|zgodę"
    "|danych osobow|souhlas|osobních údaj|dados pessoais|çerez|kişisel veri|согласи|персональн|クッキー|個人情報|同意"
    "|个人信息|隐私".split("|")
)
_MIN_LEGAL = 2
_ASKS = re.compile(
    r"(?:accept|agree|reject|refuse|allow|decline|akzeptier|zustimm|ablehn|einverstanden|accepter|refuser|aceptar"
    r"|rechazar|aceitar|recusar|accett|rifiut|accepteer|akkoord|weiger|godkänn|acceptera|godta|accepter|akceptuj|zgadzam"
    r"|odrzuć|přijmout|souhlasím|odmítnout|kabul|reddet|прин(?:ять|имаю)|согласен|отклонить|同意|拒否|接受|동의"
    r"|your privacy|privacy (?:settings|preferences)|cookie|datenschutz|vie privée|privacidad)",
    re.IGNORECASE,
)
_SITE = re.compile(r"(?:https?:)?//([^/?#]+)", re.IGNORECASE)

Clutter = dict[int, str]


def find_clutter(walk: Walk, titles: Sequence[str], url: str) -> Clutter:
    """Such blocks with the reason for each, by order."""
    page = _Page(walk, titles)
    found: Clutter = {block.order: "hidden" for block in walk.blocks if block.element.hidden}
    finders: tuple[Callable[[_Page, Clutter, str], Clutter], ...] = (_copies, _named, _notices, _cards, _forms)
    for find in finders:
        more = find(page, found, url)
        if more and page.prose_without({**found, **more}) >= _MIN_LEFT:
            found |= more
    return found


class _Page:
    """What the finders need to know about a page: its headline and its prose."""

    def __init__(self, walk: Walk, titles: Sequence[str]) -> None:
        self.blocks = walk.blocks
        self.elements = walk.elements
        self.headline = self._find_headline(titles)
        self.above = set() if self.headline is None else set(orders_above(walk.blocks[self.headline].element))
        # The weight of each block that reads as a paragraph, 0 for other blocks.
        self.prose = [_prose_weight(block) for block in walk.blocks]

    def _find_headline(self, titles: Sequence[str]) -> int | None:
        keys = {key for key in map(comparison_key, titles) if key}
        first = None
        for block in self.blocks:
            if block.element.tag in HEADINGS and not block.element.hidden and len(block.text) < _MAX_HEADLINE:
                if comparison_key(block.text) in keys:
                    return block.order
                if first is None and block.element.tag == "h1":
                    first = block.order
        return first

    def prose_without(self, clutter: Clutter) -> float:
        """How much text below the headline is not clutter."""
        start = self.headline or 0
        return sum(weight for order, weight in enumerate(self.prose[start:], start) if order not in clutter)


def orders_above(element: Element | None) -> Iterable[int]:
    """The orders of an element and its ancestors, innermost first."""
    while element is not None:
        yield element.order
        element = element.parent


def largest_apart(element: Element, others: set[int]) -> Element | None:
    """The outermost element around this one (or itself) that is not among the others; None if this one is."""
    if element.order in others:
        return None
    while element.parent is not None and element.parent.order not in others:
        element = element.parent
    return element


def _prose_weight(block: TextBlock) -> float:
    length = len(block.text)
    if length * 2.5 < _MIN_PROSE or block.link_chars >= _LINKED * length or block.element.tag in HEADINGS:
        return 0.0
    weight = block.weight
    return weight if weight >= _MIN_PROSE else 0.0


def _copies(page: _Page, known: Clutter, url: str) -> Clutter:
    """All but one of the blocks with the same text; the one below the headline and among the most text is kept."""
    del url
    seen = Counter(block.text for block in page.blocks if len(block.text) >= _MIN_COPY and block.order not in known)
    if not any(count > 1 for count in seen.values()):
        return {}
    weights: Counter[int] = Counter()
    copies: dict[str, list[TextBlock]] = {}
    for block in page.blocks:
        if block.order not in known and len(block.text) >= _MIN_COPY:
            weights[_parent(block)] += len(block.text)
            if seen[block.text] > 1:
                copies.setdefault(block.text, []).append(block)
    headline = page.headline or 0
    found: Clutter = {}
    for same in copies.values():
        kept = max(same, key=lambda block: (block.order > headline, weights[_parent(block)], -block.order))
        found |= {block.order: "copy" for block in same if block is not kept}
    return found


def _parent(block: TextBlock) -> int:
    return (block.element.parent or block.element).order


def _named(page: _Page, known: Clutter, url: str) -> Clutter:
    """Blocks in a comment thread, a dialog or a cookie notice, by the name of their element."""
    del known, url
    found: Clutter = {}
    much = _MUCH * sum(page.prose)
    for element in page.elements:
        if not element.mask & _NAMES and element.tag != "dialog" and "role=dialog" not in element.labels:
            continue
        reason = next((name for bit, name in _NAMED if element.mask & bit), "modal")
        # Page builders put whole pages into what they call a modal.
        is_dialog = element.tag == "dialog" or "dialog" in element.labels
        inside = element.blocks
        if not inside or (inside[0] in found and inside[-1] in found):
            continue
        if element.order not in page.above and (
            reason != "modal" or is_dialog or sum(page.prose[order] for order in inside) < much
        ):
            found |= {order: reason for order in inside if order not in found}
    return found


def _notices(page: _Page, known: Clutter, url: str) -> Clutter:
    """Consent requests that no name marks: legal text with a heading or buttons that ask."""
    del url
    long = {
        block.order: block.text[:_MAX_NOTICE].lower()
        for block in page.blocks
        if len(block.text) >= _MIN_NOTICE and block.order not in known
    }
    said = "\n".join(long.values())
    on_page = [word for word in _LEGAL if word in said]
    if len(on_page) < _MIN_LEGAL:
        return {}
    legal = {order for order, text in long.items() if sum(word in text for word in on_page) >= _MIN_LEGAL}
    found: Clutter = {}
    for order in sorted(legal)[:_MAX_LOOKED_AT]:
        if order not in found:
            found |= dict.fromkeys(_notice_round(page, page.blocks[order].element, legal), "cookie")
    return found


def _notice_round(page: _Page, element: Element | None, legal: set[int]) -> Iterable[int]:
    """The largest element around a legal text that is a notice; empty if none is."""
    notice: Iterable[int] = ()
    while element is not None and element.order not in page.above:
        inside = element.blocks
        total = sum(len(page.blocks[order].text) for order in inside)
        if sum(len(page.blocks[order].text) for order in inside if order in legal) < _NOTICE_SHARE * total:
            break
        if any(_asks(page.blocks[order]) for order in inside):
            notice = inside
        element = element.parent
    return notice


def _asks(block: TextBlock) -> bool:
    return len(block.text) <= _MAX_LABEL and _ASKS.search(block.text) is not None


def _cards(page: _Page, known: Clutter, url: str) -> Clutter:
    """The texts of teasers: three or more like elements side by side, each with a title that links to another page."""
    host = _host(url)
    titles = {
        block.order
        for block in page.blocks
        if block.links
        and block.link_chars > _TITLE_LINK * len(block.text)
        and block.weight >= _MIN_TITLE
        and _host(block.links[0][0]) in ("", host)
    }
    found: Clutter = {}
    for cards in _rows(page, titles):
        if len(cards) < _MIN_CARDS:
            found |= {order: "teaser" for card in cards if _is_set_in(page, card) for order in card.blocks}
            continue
        inside = {order for card in cards for order in card.blocks}
        parent = cards[0].parent
        beside = () if parent is None else parent.blocks
        is_among_text = any(
            order not in inside and _parent(page.blocks[order]) == (parent.order if parent else -1)
            for order in beside
            if page.prose[order] and order not in known
        )
        if not is_among_text:
            found |= dict.fromkeys(inside, "teaser")
    return found


def _rows(page: _Page, titles: set[int]) -> Iterable[list[Element]]:
    """Rows of cards: siblings with the same markup, each with a title and a text, none with the headline."""
    rows: dict[tuple[int, str, str], list[Element]] = {}
    seen: set[int] = set()
    for order in titles:
        for above in orders_above(page.blocks[order].element):
            if above in seen:
                break  # so were all that hold it
            seen.add(above)
            element = page.elements[above]
            if element.parent is not None and above not in page.above:
                rows.setdefault((element.parent.order, element.tag, element.attribute), []).append(element)
    for row in rows.values():
        cards = [card for card in row if _is_card(page, card, titles)]
        if cards and not any(_is_piece(page, card, titles) for card in cards):
            yield cards


def _is_piece(page: _Page, card: Element, titles: set[int]) -> bool:
    """Whether paragraphs precede the title in a possible card: it is then a piece of a text."""
    title = min(titles.intersection(card.blocks))
    return sum(1 for order in range(card.blocks.start, title) if page.prose[order]) > _MAX_ABOVE_TITLE


def _is_set_in(page: _Page, card: Element) -> bool:
    """Whether a card that is not in a row looks like one: a teaser between two paragraphs."""
    if card.tag not in _CARD_TAGS and not card.mask & (words.TEASER | words.RELATED):
        return False
    inside = card.blocks
    return len(inside) <= _MAX_CARD and sum(page.prose[order] for order in inside) < _MUCH * sum(page.prose)


def _is_card(page: _Page, element: Element, titles: set[int]) -> bool:
    inside = element.blocks
    if len(inside) > _MAX_CARD_BLOCKS:
        return False
    return any(page.prose[order] for order in inside) and len(titles.intersection(inside)) == 1


def _forms(page: _Page, known: Clutter, url: str) -> Clutter:
    """Boxes between paragraphs with input fields or buttons: polls, newsletter offers and the like."""
    del url
    found: Clutter = {}
    fields = [block for block in page.blocks[1:] if block.passed.controls and block.order - 1 not in known]
    for block in fields[:_MAX_LOOKED_AT]:
        if (poll := _poll_round(page, block)) is not None:
            found |= dict.fromkeys(poll.blocks, "form")
            continue
        box = largest_apart(page.blocks[block.order - 1].element, set(orders_above(block.element)))
        if box is None:
            continue
        inside = box.blocks
        said = sum(len(page.blocks[order].text) for order in inside)
        if (
            (1 if _is_poll_alone(page, block, box) else 2) <= len(inside) <= _MAX_CARD
            and said < _MAX_OFFER
            and _is_amid_text(page, box)
        ):
            found |= dict.fromkeys(inside, "form")
    return found


def _is_poll_alone(page: _Page, block: TextBlock, box: Element) -> bool:
    """Whether a box asks a question and has more than one button below it: "Yes", "No".

    Questions in interviews have buttons to share them or to have them read aloud, and there are many.
    """
    return (
        block.passed.controls >= _MIN_ANSWERS
        and page.blocks[box.first_block].text.endswith(_QUESTION)
        and sum(element.make == box.make for element in page.elements) == 1
    )


def _poll_round(page: _Page, block: TextBlock) -> Element | None:
    """The box of a few short lines between paragraphs that is a poll and has controls above this line."""
    element: Element | None = block.element
    while element is not None and block.order - 1 not in element.blocks:
        element = element.parent
    while element is not None and element.order not in page.above and len(element.blocks) <= _MAX_POLL:
        texts = [page.blocks[order].text for order in element.blocks]
        questions = [order for order in element.blocks if page.blocks[order].text.endswith(_QUESTION)]
        is_long = sum(map(len, texts)) >= _MAX_OFFER
        # Interviews and lists of questions ask more than one question.
        if is_long or len(questions) > 1 or any(_is_sentence(text) and len(text) >= _MIN_COPY for text in texts):
            return None
        if questions and _offers_answers(page, questions[0], element.blocks.stop) and _is_amid_text(page, element):
            return element
        element = element.parent
    return None


def _offers_answers(page: _Page, question: int, stop: int) -> bool:
    """Whether there are answers to choose from below a question, with a control after the first one.

    A button right at the question opens its only answer or reads it aloud. A recipe's ingredients have checkboxes,
    too, but they are amounts.
    """
    below = page.blocks[question + 1 : stop]
    answers = [block.text for block in below if not _is_sentence(block.text)]
    if len(answers) < _MIN_ANSWERS:
        return len(answers) == len(below) == 1 and below[0].passed.controls >= _MIN_ANSWERS
    if 2 * sum(_AMOUNT.match(answer) is not None for answer in answers) > len(answers):
        return False
    return any(block.passed.controls for block in below[1:])


def _is_sentence(text: str) -> bool:
    return text[-1] in ".。।۔"


def _is_amid_text(page: _Page, box: Element) -> bool:
    """Whether paragraphs precede and follow a box in the same element, and none of them has its markup."""
    if box.parent is None or box.order in page.above:
        return False
    inside, around = box.blocks, box.parent.blocks
    before = [order for order in range(around.start, inside.start) if page.prose[order]]
    after = [order for order in range(inside.stop, around.stop) if page.prose[order]]
    return bool(before and after) and not any(
        beside.make == box.make
        for beside in (_part_of(page.blocks[order].element, box.parent) for order in (*before, *after))
    )


def _part_of(element: Element, whole: Element) -> Element:
    """The child of `whole` that holds an element, or the element itself if it is not below `whole`."""
    while element.parent is not None and element.parent is not whole:
        element = element.parent
    return element


def _host(url: str) -> str:
    match = _SITE.match(url)
    return match[1].lower().removeprefix("www.") if match else ""
