"""Authors as a reader sees them: lines near the headline, around the body and in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from newsbot.extraction.authors.links import AUTHOR_PAGE, only_link, parted, unfiled, untagged
from newsbot.extraction.authors.newsrooms import is_full
from newsbot.extraction.authors.places import ALL, BARE, HEAD_WITHOUT_TITLE, MAX_LABEL_CHARS, JudgedPage
from newsbot.extraction.authors.shown_names import mark_shown
from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.elements import HEADINGS
from newsbot.extraction.blocks.visible import find_places
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.body.clutter import largest_apart, orders_above
from newsbot.extraction.body.edges import signed_alike
from newsbot.extraction.byline import author_signs as signs
from newsbot.extraction.byline.author_lines import (
    INITIALS,
    MAX_PLAIN_CHARS,
    credit_before,
    credit_behind,
    introduced,
    is_bare_name,
    is_dated_name,
    is_labelled,
    is_led,
    is_name_with_job,
    is_office_label,
    is_signature,
    led_at_end,
    led_within,
    letter_codes,
    living_subject,
    may_name,
    opens_comments,
    reachable,
    signed_name,
    subject,
    writes,
)
from newsbot.extraction.byline.lines import without_dates
from newsbot.extraction.byline.sources import AGENCIES, PLACES
from newsbot.extraction.names.spelling import EDGES, folded, list_key
from newsbot.extraction.vocabulary.byline_words import LEAD, SOURCE_LABEL
from newsbot.extraction.vocabulary.name_words import NAME_SUFFIXES
from newsbot.extraction.vocabulary.noise import NOT_NAME
from newsbot.extraction.vocabulary.person_names import FAMILY, person_names
from newsbot.items import BODY, Block, Candidate
from newsbot.urls import absolute_url

_NAMING = words.AUTHOR | words.BYLINE
_MAX_LINE_CHARS = 250
_MAX_CANDIDATES = 24
_MAX_PLAIN_BELOW = 3
# How far below the body's last block to look for a marked line, and (_NEAR_BELOW) for one without any mark.
_BELOW = 40
_NEAR_BELOW = 8
_ABOVE = 4
# How far above the headline to look; marked lines only.
_FAR_ABOVE = 24
_MAX_FAR_ABOVE = 6
_MAX_NAMES = 8
_MIN_NAME = 3
_MAX_HARMLESS_CHARS = 60
# How many of the body's first and last blocks may hold a signature, and how far from their edges.
_BODY_EDGE = 2
_EDGE_CHARS = 80
# Among how many of the body's first blocks a name may be set apart from the text.
_BODY_HEAD = 3
_MAX_SIGNATURE = 60
_MAX_TOWN_CHARS = 40
_MAX_DECK_CHARS = 300
# A "byline" that holds more blocks than this, _CROWD of them outside the body, is a container for much else.
_MAX_BYLINE_BLOCKS = 12
_CROWD = 40
_MOSTLY = 0.5
_NO_TITLE = 99
# "本报讯（记者 李雷）": Chinese papers first say that the report is their own.
_OPENING_BRACKETS = re.compile(
    r"\s*(?:[\u4e00-\u9fff]{1,9}[讯訊电電])?\s*[〔【［（(\[]([^〕】］）)\]]{2,60})[〕】］）)\]]"
)
# "(서울=한빛통신) 홍길동 기자 = …": how Korean agencies open a text.
_WIRE_OPENING = re.compile(
    r"[(\[（【][^()\[\]（）【】]{2,30}[)\]）】]\s*[\uac00-\ud7af·,\s]{2,20}(?:기자|특파원)(?=\s*=)"
)
_CLOSING_BRACKETS = re.compile(r"[（(\[〔【]([^（）()\[\]〔〕【】]{2,60})[）)\]〕】]\s*\.?\Z")
_IN_BRACKETS = re.compile(r"[（(\[〔【][^（）()\[\]〔〕【】]{2,60}[）)\]〕】]\.?\Z")
_SIGNED = re.compile(r"(?:\s[–—-]|[.!?…”\"]\s?[—–-])\s?([^\W\d_][\w.’' -]{2,40})\Z")
_LED = re.compile(r"(?:By|Von|Par|Por|Di|BY|VON|PAR|POR)(?:\s[^\W\d_][\w.’'-]*){2,4}(?=\s?[:|–—-])")


@dataclass(slots=True)
class _Line:
    """A text that may name the author."""

    order: int
    text: str
    signs: int = 0
    url: str | None = None
    plain: bool = False
    origin: str = "visible"


# Even in these, unmarked lines above the body are considered: themes put whole articles into them.
_HARMLESS = signs.TEASER | signs.SIDEBAR
_HARMLESS_FOR_NAMES = _HARMLESS | signs.CAPTION


def visible_authors(
    walk: Walk, blocks: Sequence[Block], url: str, declared: Sequence[Candidate] = ()
) -> list[Candidate]:
    """Lines that may name the author, in page order; the origin is "text" for lines inside the body.

    The `signs` of the `declared` names are updated with the places where the page shows them.
    """
    body = [order for order, block in enumerate(blocks) if block.verdict == BODY]
    if not body:
        return []
    places = find_places(blocks)
    above = places.title if places.title is not None and places.head else places.start - HEAD_WITHOUT_TITLE
    common = reduce(and_, (walk.blocks[order].element.inherited for order in body))
    page = JudgedPage(walk, blocks, places, max(0, above - _ABOVE), body[-1], common, url)
    outside = [
        walk.blocks[order] for order, block in enumerate(blocks) if order >= page.first and block.verdict != BODY
    ]
    if sum(block.element.inherited & words.BYLINE > 0 for block in outside[:_CROWD]) > _MAX_BYLINE_BLOCKS:
        page.crowded = words.BYLINE
    mark_shown(declared, walk, blocks, range(page.first, places.start), page.last)
    names = [key for candidate in declared if len(key := candidate.value.casefold()) > _MIN_NAME]
    return _candidates(page, list(_lines(page, names[:_MAX_NAMES])))


def _lines(page: JudgedPage, names: Sequence[str]) -> Iterator[_Line]:
    marked = list(_mentions(page))
    yield from marked
    yield from _far_above(page)
    # A button in a byline ("Follow") names nobody, but the line itself may.
    named = {line.order: line.text for line in marked if line.text.casefold() not in NOT_NAME}
    below = thread_end = 0
    for order in range(page.first, min(page.last + _BELOW + 1, len(page.blocks))):
        block, verdict = page.walk.blocks[order], page.blocks[order].verdict
        if verdict == BODY:
            yield from _in_body(page, order)
            continue
        is_site = page.is_home(order) and block.text.casefold() not in names
        if verdict in ("headline", "newsletter") or is_site or order < thread_end:
            continue
        if order > page.last and block.element.tag in HEADINGS and opens_comments(block.text):
            below, thread_end = _MAX_PLAIN_BELOW, _end_of_thread(page, order)
        if len(block.text) > _MAX_LINE_CHARS:
            if page.last < order <= page.last + BARE and (about := subject(block.text)):
                yield _Line(order, about, signs.PLAIN | signs.SUBJECT)
            continue
        if order > page.last and (block.element.inherited & words.COMMENTS or not _may_be_read(page, order)):
            continue
        if page.is_of_teaser(order):
            continue
        line = _barred(_line(page, order, names, is_named=order in named), named.get(order))
        if line is None or (order in named and not line.signs & (signs.LEAD | signs.REPORTING_BLOCK)):
            continue
        if line.signs & signs.PLAIN:
            below += order > page.last
            if below > _MAX_PLAIN_BELOW or not _is_near(page, order):
                continue
        yield line


def _end_of_thread(page: JudgedPage, heading: int) -> int:
    """The end of the list after the heading of readers' comments, if a list follows it."""
    blocks = page.walk.blocks
    if heading + 1 >= len(blocks):
        return 0
    box = largest_apart(blocks[heading + 1].element, set(orders_above(blocks[heading].element)))
    return box.end_block if box is not None and box.tag in ("ul", "ol") else 0


def _barred(line: _Line | None, name: str | None) -> _Line | None:
    """The line with a bar after its author element's text if a capital follows: "Ada Moran | New Delhi".

    No bar is added where the name goes on: "Jr.", or a family name.
    """
    if line is not None and name is not None and is_full(_without_lead(name)):
        before, found, after = line.text.partition(f"{name} ")
        if found and after[:1].isupper() and not _goes_on(after):
            line.text = f"{before}{name} | {after}"
    return line


def _without_lead(name: str) -> str:
    match = LEAD.match(name)
    return name[match.end() :] if match else name


def _goes_on(text: str) -> bool:
    """Whether a text is nothing but the possible end of a name, and not a town."""
    word = text.strip(".,").casefold()
    if " " in text or word in PLACES or word in AGENCIES:
        return False
    return word in NAME_SUFFIXES or bool(person_names().get(folded(word), 0) & FAMILY)


def _far_above(page: JudgedPage) -> Iterator[_Line]:
    """Lines farther above the headline whose own element is a byline's, or that begin with "By"."""
    count = 0
    for order in range(page.first - 1, max(0, page.first - _FAR_ABOVE) - 1, -1):
        block = page.walk.blocks[order]
        if len(block.text) > MAX_PLAIN_CHARS:
            continue
        is_marked = page.blocks[order].verdict == "byline" or block.element.mask & _NAMING
        if not is_marked and not (is_bare_name(block.text) and page.is_announced(order)):
            continue
        line = _line(page, order, ()) if not page.parts(order) & (signs.NAVIGATION | signs.COMMENTS) else None
        if line is not None:
            count += 1
            yield line
        if count == _MAX_FAR_ABOVE:
            return


def _is_marked(block: TextBlock) -> bool:
    """Whether an element in or around the block, or a link in it, is an author's."""
    return bool((block.element.inherited | block.marks) & _NAMING) or (
        block.link_density > _MOSTLY and any(AUTHOR_PAGE.search(href or "") for href, _ in block.links)
    )


def _may_be_read(page: JudgedPage, order: int) -> bool:
    """Whether a block below the body is near enough or marked, so that it is worth checking."""
    return order <= page.last + _NEAR_BELOW or _is_marked(page.walk.blocks[order])


def _is_near(page: JudgedPage, order: int) -> bool:
    """Whether an unmarked line is where bylines are: around the headline, or right below the body."""
    other = page.parts(order) & signs.OTHER_PARTS
    if "blockquote" in page.walk.blocks[order].element.tags:
        return False  # whose words are quoted
    if order > page.last:
        is_told = order <= page.last + _NEAR_BELOW or page.is_announced(order)
        return not other and is_told
    text = page.walk.blocks[order].text
    if page.places.title is not None and order < page.places.title - 2:
        # On one site builder's blogs, name, date and reading time are above the headline, in this order.
        return is_bare_name(text) and page.is_dated(order + 1) and not other
    harmless = _HARMLESS_FOR_NAMES if is_bare_name(text) else _HARMLESS
    return not other or (not other & ~harmless and len(text) <= _MAX_HARMLESS_CHARS)


def _mentions(page: JudgedPage) -> Iterator[_Line]:
    """The inline elements that name an author."""
    first = page.first - _FAR_ABOVE
    for mention in page.walk.mentions:
        order = mention.order
        if not mention.mask & _NAMING or not first <= order < min(page.last + _BELOW, len(page.blocks)):
            continue
        if (order < page.first and page.parts(order) & signs.NAVIGATION) or page.is_of_teaser(order):
            continue
        if page.blocks[order].verdict != BODY and not page.walk.blocks[order].element.inherited & words.COMMENTS:
            text, name = page.walk.blocks[order].text[:_MAX_LINE_CHARS], mention.shown
            credited = credit_before(text, name) or credit_behind(text, name) or name
            yield _Line(order, credited, signs.MARKED | signs.INLINE, mention.url)


def _in_body(page: JudgedPage, order: int) -> Iterator[_Line]:
    """What the body's first and last blocks say about who wrote it."""
    text = page.walk.blocks[order].text
    # The last line of a short text signs it.
    is_head = order == page.places.start or (order - page.places.start < _BODY_HEAD and order != page.last)
    if is_head and is_bare_name(text):
        block = page.walk.blocks[order]
        if order == page.places.start or max(block.strong_chars, block.italic_chars) > len(text) * ALL:
            yield _Line(order, text, signs.IN_BODY | signs.PLAIN)
    if order - page.places.start < _BODY_EDGE:
        start = text[:_EDGE_CHARS]
        if (match := _OPENING_BRACKETS.match(start)) and not _WIRE_OPENING.match(text):
            yield _Line(order, match[1], signs.IN_BODY | signs.BRACKETED | _led(match[1]))
        elif (match := _WIRE_OPENING.match(text)) or (match := _LED.match(start)):
            yield _Line(order, match[0], signs.IN_BODY | signs.LEAD)
        elif len(text) < _MAX_DECK_CHARS and (led := led_at_end(text)):
            yield _Line(order, led, signs.IN_BODY | signs.LEAD | signs.WITHIN)
        elif (len(text) < _MAX_SIGNATURE and LEAD.match(text)) or (len(text) < MAX_LABEL_CHARS and is_labelled(text)):
            yield _Line(order, text, signs.IN_BODY | signs.LEAD)
    elif len(text) < MAX_LABEL_CHARS and is_labelled(text):
        yield _Line(order, text, signs.IN_BODY | signs.LEAD)
    is_last = order > page.places.start and "," not in text and is_bare_name(text) and _ends_text(page, order)
    if is_last or (order == page.last - 1 and _signs_with_town(page, order)):
        yield _Line(order, text, signs.IN_BODY | signs.BELOW_BODY)
    if page.last - order < _BODY_EDGE:
        yield from _closing(page, order)


def _signs_with_town(page: JudgedPage, order: int) -> bool:
    """Whether the text ends with a name set apart and a town in the line below, as papers print letters."""
    block, last = page.walk.blocks[order], page.walk.blocks[page.last]
    is_apart = max(block.strong_chars, block.italic_chars) > len(block.text) * ALL
    is_town = len(last.text) <= _MAX_TOWN_CHARS and last.text[:1].isupper() and last.text[-1:] not in '.?!”"'
    is_name = is_bare_name(block.text) and may_name(block.text)
    return is_apart and is_town and is_name and last.element is block.element


def _closing(page: JudgedPage, order: int) -> Iterator[_Line]:
    """The signature in one of the body's last blocks."""
    text = page.walk.blocks[order].text
    bits = signs.IN_BODY | signs.BELOW_BODY
    end = text[-_EDGE_CHARS:]
    if _POSTED_BY.search(end) or (order == page.last and _signs_a_letter(page)):
        return
    if (match := _CLOSING_BRACKETS.search(end)) and is_signature(end[: match.start()], match[1]):
        yield _Line(order, match[1], bits | signs.BRACKETED | _led(match[1]))
    elif match := _SIGNED.search(end):
        # "Ngọc Hà - Minh Tú" are two people, "Stay Safe - Ngọc Hà" is one.
        before = text[: match.start()].strip()
        is_name = len(text) < _EDGE_CHARS and is_bare_name(before) and may_name(before)
        yield _Line(order, text if is_name else match[1], bits)
    elif order == page.last and (about := _described(page, order) or reachable(text)):
        yield _Line(order, about, bits | signs.PLAIN | signs.SUBJECT)
    elif order == page.last and (name := _signed_in_bold(page, order) or _signed_in_lines(page, order)):
        yield _Line(order, name, bits)
    elif len(text) < _EDGE_CHARS and (LEAD.match(text) or (page.last == order and _may_sign(page, order))):
        yield _Line(order, text, bits | _led(text))


def _signs_a_letter(page: JudgedPage) -> bool:
    """Whether the text's last line is who wrote the last of its letters, as others did the others.

    The parts of one author's text may end in lines of another kind ("Four stars"), or each in the author's name.
    """
    body = [order for order, block in enumerate(page.blocks) if block.verdict == BODY]
    others = signed_alike(page.walk.blocks, body, page.last)
    named = [text for text in others if any(folded(word.strip(EDGES)) in person_names() for word in text.split())]
    return len(named) > 1 and page.walk.blocks[page.last].text not in others


def _may_sign(page: JudgedPage, order: int) -> bool:
    """Whether the body's last block may be its author's name; a name that is in no list must be set apart."""
    block = page.walk.blocks[order]
    if block.parts and _is_address(page, order):
        return False
    is_apart = max(block.strong_chars, block.italic_chars) > len(block.text) * ALL
    return may_name(block.text) or (is_apart and is_bare_name(block.text))


def _signed_in_bold(page: JudgedPage, order: int) -> str | None:
    """The bold name that opens a short last paragraph, as in letters to papers, unless the text mentions it before."""
    block = page.walk.blocks[order]
    name = signed_name(block.text, block.strong_chars) if len(block.text) <= _EDGE_CHARS else None
    return None if name is None or _is_named_above(page, order, name) else name


def _signed_in_lines(page: JudgedPage, order: int) -> str | None:
    """The name at the end of a letter whose closing lines are all short: "Yours,", "Ada Moran", "Mill Lane".

    Several names are a list, of winners or players.
    """
    parts = () if _is_address(page, order) else page.walk.blocks[order].parts
    names = [part for part in parts if is_bare_name(part) and may_name(part)]
    return names[0] if len(names) == 1 else None


def _is_address(page: JudgedPage, order: int) -> bool:
    """Whether the first of a few short lines announces a contact: "For questions:"."""
    block = page.walk.blocks[order]
    above = page.walk.blocks[order - 1] if order else block
    label = above.text if above.element is block.element else ""
    label = block.parts[0] if block.parts and block.parts[0].endswith(":") else label
    return is_office_label(label)


def _is_named_above(page: JudgedPage, order: int, name: str) -> bool:
    family = name.rpartition(" ")[2]
    return any(
        family in page.walk.blocks[at].text for at in range(page.places.start, order) if page.blocks[at].verdict == BODY
    )


def _described(page: JudgedPage, order: int) -> str | None:
    """The person introduced by a last paragraph ("Ada Moran is a retired engineer"), unless mentioned before.

    The paragraph is in italics, has an asterisk, or says that the person writes.
    """
    block = page.walk.blocks[order]
    is_about = block.italic_chars > len(block.text) * ALL or writes(block.text)
    about = living_subject(block.text) if is_about else introduced(block.text)
    return None if about is None or _is_named_above(page, order, about) else about


def _ends_text(page: JudgedPage, order: int) -> bool:
    """Whether a body block before the last is followed by another part of the page, not by text."""
    return order < page.last and page.blocks[order + 1].verdict not in (BODY, "caption")


def _led(text: str) -> int:
    """LEAD if words say that the name is the author's."""
    return signs.LEAD if is_led(text) else 0


# Whose post is quoted: "— Ada Moran (@adamoran) 3 May 2026".
_POSTED_BY = re.compile(r"\(@\w{2,30}\)")
# Who took the described picture: "The bridge on Monday night (Ann Lee / Agency)".
_PICTURED_BY = re.compile(r"\A(?:\S+\s+){4}.*\([^()/]{2,40}/[^()/]{2,40}\)\Z")


def _line(page: JudgedPage, order: int, names: Sequence[str], *, is_named: bool = False) -> _Line | None:
    """The block as a line if its words, its elements or a name that the page declares speak for it.

    `is_named` says that an element within it already names the author.
    """
    block, verdict = page.walk.blocks[order], page.blocks[order].verdict
    text = untagged(block, unfiled(block, parted(block)))
    bits = signs.MARKED if (block.element.mask | block.marks) & _NAMING else 0
    is_bracketed = _IN_BRACKETS.match(text) is not None
    if any(map(is_led, text.split(" | "))) or (is_bracketed and is_led(text[1:])):
        bits |= signs.LEAD
    if is_bracketed:
        bits |= signs.BRACKETED
    if verdict == "byline":
        bits |= signs.BYLINE_BLOCK
    elif verdict == "reporting":
        bits |= signs.REPORTING_BLOCK
    is_marked = bool(bits or block.element.inherited & words.BYLINE & ~page.crowded)
    link = next((href for href, _ in block.links if href and AUTHOR_PAGE.search(href)), None)
    if link is not None:
        bits |= signs.AUTHOR_LINK
    url = link or only_link(block, names)
    led = led_within(text) if not is_marked else None
    if led:
        return _Line(order, led, bits | signs.LEAD | signs.WITHIN, url)
    if not is_named and _is_led_behind_date(text):
        bits |= signs.LEAD
    if is_marked or bits & signs.LEAD or (link and block.link_density > _MOSTLY):
        return _Line(order, text, bits, url)
    folded = text.casefold() if names and len(text) <= MAX_PLAIN_CHARS else ""
    is_declared = any(name in folded for name in names)
    if _PICTURED_BY.search(text) or (not is_declared and block.passed.images and list_key(text) in AGENCIES):
        return None
    if verdict == "caption" and len(text) > _MAX_HARMLESS_CHARS:
        return None  # who is in a picture
    if is_declared or (verdict != "contact" and not _is_address(page, order) and (may_name(text) or _opens(text))):
        return _Line(order, text, bits | signs.PLAIN, url)
    return _bare_line(page, order, url) if page.is_beside(order) else None


def _is_led_behind_date(text: str) -> bool:
    """Whether a line begins with a date and goes on with "By …", rather than with a label of its source."""
    rest = without_dates(text) if text[:1].isdigit() else ""
    return is_led(rest) and SOURCE_LABEL.match(rest) is None


def _opens(text: str) -> bool:
    """Whether a line has a name before dates, each in its own element: together they may be long."""
    name, bar, rest = text.partition(" | ")
    return bool(bar) and any(map(str.isdigit, rest)) and not any(map(str.isdigit, name)) and may_name(name)


def _bare_line(page: JudgedPage, order: int, url: str | None) -> _Line | None:
    """An unlisted name right at the headline or the body; below the body also the subject of a biography."""
    text = parted(page.walk.blocks[order])
    name, _, rest = text.partition(" | ")
    if "@" in rest and is_bare_name(name):
        return _Line(order, text, signs.PLAIN | signs.BARE, url)
    if INITIALS.fullmatch(text) and page.is_head(order):
        return _Line(order, text, signs.PLAIN, url)
    if is_bare_name(text) or (order < page.places.start and (is_name_with_job(text) or is_dated_name(text))):
        return _Line(order, text, signs.PLAIN | signs.BARE, url)
    if order > page.last:
        if codes := letter_codes(text):
            return _Line(order, codes, signs.PLAIN, url)
        if about := subject(text) or reachable(text):
            return _Line(order, about, signs.PLAIN | signs.SUBJECT, url)
    return None


def _candidates(page: JudgedPage, lines: list[_Line]) -> list[Candidate]:
    """The lines as candidates, once each, with everything known about their places."""
    known: dict[tuple[str, int], Candidate] = {}
    title = page.places.title
    for line in sorted(lines, key=lambda line: line.order):
        order, text = line.order, page.credited(line.order, line.text[:_MAX_LINE_CHARS])
        text = page.with_job(order, text)
        bits = line.signs | page.place_signs(order)
        if line.url and AUTHOR_PAGE.search(line.url):
            bits |= signs.AUTHOR_LINK
        if (text, order) in known:
            known[text, order].signs |= bits
            continue
        known[text, order] = Candidate(
            text,
            "text" if line.signs & signs.IN_BODY else "visible",
            absolute_url(line.url, page.url) if line.url else None,
            signs=bits,
            place=order - page.last if order > page.last else min(order - page.places.start, 0),
            below_title=order - title if title is not None else _NO_TITLE,
        )
    return list(known.values())[:_MAX_CANDIDATES]
