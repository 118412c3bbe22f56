"""Decide which blocks of a page are the article's body, and why the others are not.

The block model gives each block's probability of being body. What single blocks cannot tell is decided here: repeated
copies, headline and standfirst, labels before the first paragraph.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from newsbot.extraction.blocks.captions import ends_with_credit, is_numbered_caption
from newsbot.extraction.blocks.elements import HEADINGS, Element
from newsbot.extraction.blocks.embedded_posts import keep_posts
from newsbot.extraction.blocks.model import BlockModel, fitting_model
from newsbot.extraction.blocks.structure import Place, find_place, is_prose, reason_against
from newsbot.extraction.blocks.table import Flags, Floats
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.body.alike_parts import drop_alike_captions, keep_alike_parts, keep_set_in_columns
from newsbot.extraction.body.appeals import drop_appeals
from newsbot.extraction.body.boxes import drop_comments_below, drop_contents, drop_rests_of_boxes
from newsbot.extraction.body.clutter import Clutter, find_clutter, orders_above
from newsbot.extraction.body.corrections import LEAST as LEAST_OF_NOTE
from newsbot.extraction.body.corrections import is_note, keep_last_notes
from newsbot.extraction.body.edges import is_full_text, keep_introduction, keep_last_signature, keep_whole_of_short
from newsbot.extraction.body.editor_boxes import keep_editor_boxes
from newsbot.extraction.body.empty_headings import drop_empty_headings
from newsbot.extraction.body.item_lists import keep_sibling_tables, keep_whole_lists, keep_whole_tables, stands_in_text
from newsbot.extraction.body.labelled_boxes import drop_labelled_boxes
from newsbot.extraction.body.link_lines import drop_link_lines
from newsbot.extraction.body.next_articles import drop_next_articles
from newsbot.extraction.body.own_lines import drop_own_lines
from newsbot.extraction.body.pull_quotes import (
    drop_quotes_with_names,
    drop_repeated_quotes,
    keep_attributions,
    keep_own_quotes,
)
from newsbot.extraction.body.self_descriptions import drop_self_description
from newsbot.extraction.body.sign_offs import drop_sign_off
from newsbot.extraction.body.source_text import SourceText
from newsbot.extraction.body.subheads import keep_alike_subheads, keep_headings_between
from newsbot.extraction.byline.kinds import word_kind
from newsbot.extraction.byline.lines import without_dates
from newsbot.extraction.template.correction import adjust
from newsbot.extraction.template.profile import SiteProfile
from newsbot.extraction.vocabulary.phrases import boilerplate_kind
from newsbot.items import BODY, Block
from newsbot.text import SENTENCE_ENDS, comparison_key

OUTSIDE = "outside"
BY_PROFILE = "site-profile"
BY_SOURCE = "wp-rest"
COPY = "copy"
# Chosen by cross-validation: lower keeps more decks, higher loses list items.
THRESHOLD = 0.45
# Blocks whose class words, tags or links speak against them must be a little likelier.
DOUBTFUL = 0.5
# Lower, since a standfirst is often all that a paywall shows.
_LEAST_OF_DECK = 0.6
# A block this likely is not removed because of its place or because it repeats something.
_SURE = 0.8
# If no block is likely enough, as on pages of a line or two, the threshold drops to this share of the likeliest block.
_LEAST = 0.15
_SHARE_OF_BEST = 0.7
# Blocks up to _NEAR before the first and after the last block likelier than _UNLIKELY are also checked for their
# kind, since bylines, dates, sources and reporters' names are there.
_UNLIKELY = 0.05
_NEAR = 20
# Reasons that no probability outweighs; on the others the model is better than the rules.
_CERTAIN = frozenset(
    "modal form navigation comments cookie newsletter share login related tags byline biography footer aside".split()
)
# A longer element named "caption" is a paragraph.
_MAX_CAPTION = 500
_MAX_LABEL = 60
_SUBHEADINGS = HEADINGS - {"h1"}
_CELLS = frozenset(("td", "th"))
# A data cell holds no more blocks than this; a column of a layout table holds a story.
_MAX_IN_CELL = 5
_MAX_ROLE_CHARS = 60
# An item that is little more than a link, and a short one, is not part of a text that has ended.
_ALL_LINK = 0.9
_MAX_BUTTON = 20
_LISTS = frozenset(("ul", "ol"))
_OF_AUTHORS = frozenset(("byline", "author"))
_SAID_OF_AUTHORS = _OF_AUTHORS | {"date"}
# The list of a byline has no more blocks.
_MAX_OF_BYLINE = 8
_MAX_COUNTS = 4
_MAX_BOILERPLATE = 400
_MAX_HEADLINE = 300
# More blocks than this before the first paragraph are not labels.
_MAX_START = 8
_LIKE_OTHERS = 0.2
# Minimum for a heading on a later page, which is unlikely because the article's headline often stands above it.
_GOES_ON = 0.02
# "Page 2", "(2/3)", "Seite 2 von 3", "第2頁".
_PAGE = re.compile(
    r"[\W_]{0,5}(?:\b(?:page|seite|p[aá]gina|pagina|strona|str|sid[ae]|sayfa|halaman|trang|страница|стр|part|teil|partie|parte)"
    r"\b\.?|صفحة|第)?\s?(?<!\d)\d{1,3}(?:\s?(?:/|of|von|sur|de|di|van|z|av|из)\s?\d{1,3})?\s?(?:页|頁|ページ)?[\W_]{0,5}\Z",
    re.IGNORECASE,
)
_MIN_COPY = 60
# Maximum distance in blocks from a page's last paragraph to the heading of the next page.
_TO_HEADING = 3
_SENTENCE_ENDS = (*SENTENCE_ENDS, *":;\"”»“’'")


@dataclass(slots=True)
class SiteKnowledge:
    """What is known apart from the page: the site's template, the text its source gives, and the page's number.

    `chances` are the model's earlier output for these blocks with the same hints.
    """

    profile: SiteProfile | None = None
    source_text: SourceText | None = None
    number: int = 1
    chances: Floats | None = None


@dataclass(slots=True)
class Judgement:
    """Every block of the page, in order, with its verdict: "body", or the reason why it is not.

    `chances` are the model's probabilities, adjusted for the text that the article's source gives but not yet by the
    site's profile; `alone` are the model's own. `is_corrected` says whether the profile moved a block into or out of
    the body, `is_source_corrected` the same of the source. To explain the result there are the `corrected` chances, the
    `clutter` that the model was not shown, and the verdicts after each of the `steps`, by name.
    """

    blocks: list[Block]
    chances: Floats
    is_corrected: bool = False
    is_source_corrected: bool = False
    corrected: Floats | None = None
    clutter: Clutter = field(default_factory=dict)
    steps: list[tuple[str, list[str]]] = field(default_factory=list)
    alone: Floats | None = None


@dataclass(slots=True)
class _Chances:
    """Each block's probability `alone` (without the site's profile) and `corrected` by it; some blocks are `sure`.

    `kept_names` marks blocks whose name the site's pages keep.
    """

    alone: Floats
    corrected: Floats
    sure: Flags
    kept_names: Flags


def classify(walk: Walk, hints: PageHints, model: BlockModel | None = None) -> list[Block]:
    """The verdicts of `judge_blocks` for a page on its own."""
    return judge_blocks(walk, hints, model).blocks


def judge_blocks(
    walk: Walk,
    hints: PageHints,
    model: BlockModel | None = None,
    beside: SiteKnowledge | None = None,
) -> Judgement:
    """Judge a page's blocks; `model` defaults to the one that comes with newsbot.

    `beside` holds what the page itself does not say.
    """
    if not walk.blocks:
        return Judgement([], np.zeros(0))
    clutter = find_clutter(walk, hints.titles, hints.url)
    beside = beside or SiteKnowledge()
    alone = _chances(walk, hints, clutter, model) if beside.chances is None else beside.chances
    chances = alone if beside.source_text is None else beside.source_text.correct(alone, walk)
    titles = {comparison_key(title) for title in hints.titles}
    corrected: Floats = chances
    kept_names: Flags = np.zeros(len(chances), bool)
    if beside.profile is not None:
        corrected, kept_names = adjust(chances, walk, beside.profile, THRESHOLD)
    sure = corrected >= _SURE
    verdicts = _verdicts(walk, corrected, chances, clutter, titles)
    _say_who(verdicts, BY_PROFILE, chances, corrected)
    _say_who(verdicts, BY_SOURCE, alone, chances)
    steps = [("model", list(verdicts))]
    for name, run in _passes(walk, hints, verdicts, _Chances(chances, corrected, sure, kept_names), beside.number):
        run()
        steps.append((name, list(verdicts)))
    return Judgement(
        _with_verdicts(walk, verdicts),
        chances,
        _have_changed(verdicts, BY_PROFILE, chances, corrected),
        _have_changed(verdicts, BY_SOURCE, alone, chances),
        corrected,
        clutter,
        steps,
        alone,
    )


def _passes(
    walk: Walk, hints: PageHints, verdicts: list[str], chances: _Chances, number: int
) -> tuple[tuple[str, Callable[[], None]], ...]:
    """The passes that change verdicts after the model, by name and in order."""
    titles = {comparison_key(title) for title in hints.titles}
    return (
        ("lists", lambda: keep_whole_lists(walk.blocks, verdicts, chances.corrected, {OUTSIDE})),
        ("tables", lambda: keep_whole_tables(walk.blocks, verdicts, chances.alone, {OUTSIDE, BY_PROFILE})),
        ("sibling tables", lambda: keep_sibling_tables(walk.blocks, verdicts, chances.alone, {OUTSIDE, BY_PROFILE})),
        ("next article", lambda: drop_next_articles(walk.blocks, verdicts, titles)),
        ("parts", lambda: keep_alike_parts(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("captions", lambda: drop_alike_captions(walk.blocks, verdicts)),
        ("columns", lambda: keep_set_in_columns(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("copies", lambda: _drop_copies(walk.blocks, verdicts)),
        ("own quotes", lambda: keep_own_quotes(walk.blocks, verdicts, chances.corrected)),
        ("repeated quotes", lambda: drop_repeated_quotes(walk.blocks, verdicts, chances.kept_names)),
        ("quotes with names", lambda: drop_quotes_with_names(walk.blocks, verdicts, chances.kept_names)),
        ("attributions", lambda: keep_attributions(walk.blocks, verdicts)),
        ("comments", lambda: drop_comments_below(walk.blocks, verdicts)),
        ("contents", lambda: drop_contents(walk.blocks, verdicts)),
        ("subheads", lambda: keep_alike_subheads(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("headings between", lambda: keep_headings_between(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("start", lambda: _trim_start(walk.blocks, verdicts, chances.sure)),
        ("end", lambda: _trim_end(walk.blocks, verdicts, chances.sure)),
        ("last notes", lambda: keep_last_notes(walk.blocks, verdicts, chances.alone, {OUTSIDE, BY_PROFILE})),
        ("signature", lambda: keep_last_signature(walk.blocks, verdicts, OUTSIDE)),
        ("short", lambda: keep_whole_of_short(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("first heading", lambda: _keep_first_heading(walk.blocks, verdicts, chances.corrected, number, titles)),
        ("introduction", lambda: keep_introduction(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("posts", lambda: keep_posts(walk.blocks, verdicts)),
        ("notes", lambda: keep_editor_boxes(walk.blocks, verdicts, chances.corrected, OUTSIDE)),
        ("deck", lambda: _drop_deck(walk.blocks, verdicts, hints.description, chances.sure)),
        ("self-description", lambda: drop_self_description(walk.blocks, verdicts)),
        ("appeals", lambda: drop_appeals(walk.blocks, verdicts)),
        ("link lines", lambda: drop_link_lines(walk.blocks, verdicts, hints.url)),
        ("own lines", lambda: drop_own_lines(walk.blocks, verdicts, hints.url, hints.site_names)),
        ("boxes", lambda: drop_rests_of_boxes(walk.blocks, verdicts)),
        ("sign-off", lambda: drop_sign_off(walk.blocks, verdicts)),
        ("headings", lambda: drop_empty_headings(walk.blocks, verdicts, chances.sure)),
    )


def _with_verdicts(walk: Walk, verdicts: Sequence[str]) -> list[Block]:
    return [Block(block.text, block.element.tag, verdict) for block, verdict in zip(walk.blocks, verdicts, strict=True)]


def _chances(walk: Walk, hints: PageHints, clutter: Clutter, model: BlockModel | None) -> Floats:
    """Each block's probability of being body, from the page alone; 0 for blocks that its structure rules out."""
    left = without_clutter(walk, clutter)
    chances: Floats = np.zeros(len(walk.blocks))
    if left.blocks:
        chances[[block.order for block in left.blocks]] = (model or fitting_model(walk)).probabilities(left, hints)
    return chances


def _say_who(verdicts: list[str], verdict: str, before: Floats, after: Floats) -> None:
    """Give this verdict to blocks that are likely body by the earlier chances but not by the later ones."""
    for place in np.flatnonzero((before >= THRESHOLD) & (after < THRESHOLD)).tolist():
        if verdicts[place] == OUTSIDE:
            verdicts[place] = verdict


def _have_changed(verdicts: Sequence[str], verdict: str, before: Floats, after: Floats) -> bool:
    """Whether this verdict removed any block, or the later chances added any to the body."""
    if after is before:
        return False
    taken_in = np.flatnonzero((before < THRESHOLD) & (after >= THRESHOLD)).tolist()
    return verdict in verdicts or any(verdicts[place] == BODY for place in taken_in)


def without_clutter(walk: Walk, clutter: Clutter) -> Walk:
    """The page as the model sees it."""
    return Walk([block for block in walk.blocks if block.order not in clutter], walk.elements)


def _verdicts(walk: Walk, chances: Floats, alone: Floats, clutter: Clutter, titles: set[str]) -> list[str]:
    """Each block's verdict by itself. Blocks far from the likely body are "outside" without further checks.

    `alone` are the chances without the site's profile, which knows a cell's "Share" from the buttons of all pages.
    """
    verdicts = [clutter.get(block.order, OUTSIDE) for block in walk.blocks]
    likely = np.flatnonzero(chances > _UNLIKELY)
    if not len(likely):
        return verdicts
    best = float(chances.max())
    if best < THRESHOLD:
        chances = chances * (THRESHOLD / max(_LEAST, _SHARE_OF_BEST * best))
    near = slice(max(0, int(likely[0]) - _NEAR), int(likely[-1]) + 1 + _NEAR)
    blocks = walk.blocks[near]
    kinds = [
        _kind(walk.blocks, block, chance) if len(block.text) < _MAX_BOILERPLATE else None
        for block, chance in zip(blocks, np.maximum(chances, alone)[near].tolist(), strict=True)
    ]
    place = find_place(walk.elements, blocks, kinds)
    for block, kind, chance in zip(blocks, kinds, chances[near].tolist(), strict=True):
        if block.order not in clutter:
            verdicts[block.order] = _verdict(block, kind, chance, place, titles)
    drop_labelled_boxes(walk.blocks, verdicts, {block.order: kind for block, kind in zip(blocks, kinds, strict=True)})
    return verdicts


def _kind(blocks: Sequence[TextBlock], block: TextBlock, chance: float) -> str | None:
    """A block's kind by its wording, if any; a cell of the article's own table ("Share", "Date", "Source") has none.

    Nor has a count ("Visits: 412") within the text.
    """
    if _is_cell(block) and chance >= THRESHOLD and "|" not in block.text:
        return None
    kind = boilerplate_kind(block.text)
    is_count = kind == "print" and any(map(str.isdigit, block.text))
    return None if is_count and stands_in_text(blocks, block.order) else kind


def _is_cell(block: TextBlock) -> bool:
    """Whether a block is a cell of a data table, not part of a column in a layout table."""
    return block.element.tag in _CELLS and len(block.element.blocks) <= _MAX_IN_CELL


def _verdict(block: TextBlock, kind: str | None, chance: float, place: Place, titles: set[str]) -> str:
    is_part = chance >= _SURE and (_is_cell(block) or block.element.tag in _SUBHEADINGS)
    if not is_part and len(block.text) < _MAX_HEADLINE and comparison_key(block.text) in titles:
        return "headline"
    reason = kind or reason_against(block, place)
    if kind is not None or reason in _CERTAIN or (reason == "author" and len(block.text) <= _MAX_LABEL):
        return reason or OUTSIDE
    if (block.is_caption and len(block.text) <= _MAX_CAPTION) or ends_with_credit(block.text):
        return "caption"
    if block.element.tag not in HEADINGS and not _is_cell(block) and is_numbered_caption(block.text):
        return "caption"
    enough = THRESHOLD if reason is None else _LEAST_OF_DECK if reason == "deck" else DOUBTFUL
    if chance > LEAST_OF_NOTE and is_note(block.text):
        enough = LEAST_OF_NOTE
    return BODY if chance >= enough else reason or OUTSIDE


# -------------------------------------------------------------------------------------------- edges


def _drop_copies(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if verdicts[index] == BODY and len(block.text) >= _MIN_COPY:
            if block.text in seen:
                verdicts[index] = COPY
            seen.add(block.text)


def _paragraphs(blocks: Sequence[TextBlock], verdicts: Sequence[str]) -> list[int]:
    """The indexes of the body's paragraphs, from which its edges are measured."""
    return [
        index
        for index, verdict in enumerate(verdicts)
        if verdict == BODY and blocks[index].element.tag not in HEADINGS and is_prose(blocks[index])
    ]


def _trim_start(blocks: Sequence[TextBlock], verdicts: list[str], sure: Flags) -> None:
    """Before the first paragraph keep only headings, quotes and sentences: no labels, dates or names."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    paragraphs = _paragraphs(blocks, verdicts)
    # A list before any prose is not a row of labels.
    end = paragraphs[0] if paragraphs else len(blocks)
    if not body or sum(index < end for index in body) > _MAX_START:
        return
    for index in range(end):
        block = blocks[index]
        if verdicts[index] == BODY and not (
            (paragraphs and sure[index] and block.element.tag not in _CELLS and not _is_role(block))
            or (block.element.tag in _SUBHEADINGS and not _heads_box(block, verdicts))
            or (block.element.tags & {"li", "blockquote"} and not _is_of_byline(blocks, verdicts, index))
            or (block.element.tag == "p" and block.text.endswith(_SENTENCE_ENDS))
        ):
            verdicts[index] = "before"


def _heads_box(block: TextBlock, verdicts: Sequence[str]) -> bool:
    """Whether a heading is the only body block in its container, which also names the author."""
    box = block.element.parent
    inside = [] if box is None else verdicts[box.first_block : box.end_block]
    return inside.count(BODY) == 1 and not _OF_AUTHORS.isdisjoint(inside)


def _is_of_byline(blocks: Sequence[TextBlock], verdicts: Sequence[str], index: int) -> bool:
    """Whether an item is a date or a count, or belongs to a list with an item that names the author or the date."""
    text = blocks[index].text
    items = blocks[index].element
    while items.tag not in _LISTS and items.parent is not None:
        items = items.parent
    start, end = items.first_block, items.end_block
    if items.tag not in _LISTS or end - start > _MAX_OF_BYLINE:
        return False
    if not any(map(str.isalpha, without_dates(text))):
        # Below a line of the text, a list of dates or numbers belongs to that line.
        return end - start <= _MAX_COUNTS and (start == 0 or verdicts[start - 1] != BODY)
    return not text.endswith(_SENTENCE_ENDS) and not _SAID_OF_AUTHORS.isdisjoint(verdicts[start:end])


def _is_role(block: TextBlock) -> bool:
    """Whether a line only states the author's role: "From our correspondent"."""
    return len(block.text) <= _MAX_ROLE_CHARS and word_kind(block.text) in ("role", "desk")


def _trim_end(blocks: Sequence[TextBlock], verdicts: list[str], sure: Flags) -> None:
    """After the last paragraph keep labels only inside the container of the last two paragraphs."""
    paragraphs = _paragraphs(blocks, verdicts)
    if len(paragraphs) < 2:
        return
    last, before = (set(orders_above(blocks[index].element)) for index in (paragraphs[-1], paragraphs[-2]))
    container = max(last & before)  # elements are counted from the outermost in
    # Backwards, since a heading is kept if the block below it is kept.
    for index in range(len(blocks) - 1, paragraphs[-1], -1):
        if verdicts[index] == BODY and not (
            (sure[index] and blocks[index].element.tag not in _CELLS)
            or (blocks[index].element.tag in _SUBHEADINGS and verdicts[index + 1 : index + 2] == [BODY])
            or (blocks[index].element.tag == "li" and not _is_button(blocks[index]))
            or blocks[index].text.endswith(_SENTENCE_ENDS)
            or container in orders_above(blocks[index].element)
        ):
            verdicts[index] = "after"


def _is_button(block: TextBlock) -> bool:
    """Whether an item is nothing but a short link: "Reply"."""
    return block.link_density > _ALL_LINK and len(block.text) <= _MAX_BUTTON


def _keep_first_heading(
    blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, number: int, titles: set[str]
) -> None:
    """Keep a heading right above the body if it has the others' markup, or on a later page if it is a sibling."""
    above = verdicts.index(BODY) - 1 if BODY in verdicts else -1
    if above < 0 or verdicts[above] != OUTSIDE or (element := blocks[above].element).tag not in _SUBHEADINGS:
        return
    if number > 1 and chances[above] >= _GOES_ON and element.parent is blocks[above + 1].element.parent:
        if not _says_page(blocks[above].text, titles):
            verdicts[above] = BODY
    elif chances[above] >= _LIKE_OTHERS:
        made = (element.tag, element.attribute, element.depth)
        others = [blocks[index].element for index, verdict in enumerate(verdicts) if verdict == BODY]
        if sum((other.tag, other.attribute, other.depth) == made for other in others) > 1:
            verdicts[above] = BODY


def _says_page(heading: str, titles: set[str]) -> bool:
    """Whether a heading only gives the page number, alone or after the headline: "Floods in the valley – Page 2"."""
    if _PAGE.fullmatch(heading) is not None:
        return True
    rest = _PAGE.sub("", heading)
    return rest != heading and comparison_key(rest) in titles


def _drop_deck(blocks: Sequence[TextBlock], verdicts: list[str], description: str, sure: Flags) -> None:
    """Drop a first text that repeats the page's description and looks different from the paragraphs."""
    deck = comparison_key(description)
    paragraphs = _paragraphs(blocks, verdicts)
    if not deck or len(paragraphs) < 3:
        return
    second = blocks[paragraphs[1]].element
    for index in range(paragraphs[0] + 1):
        if (
            verdicts[index] == BODY
            and not sure[index]
            and _looks_apart(blocks[index].element, second)
            and comparison_key(blocks[index].text) == deck
        ):
            verdicts[index] = "deck"


def _looks_apart(element: Element, other: Element) -> bool:
    """Whether two elements, or their parents, have different markup; page builders wrap each paragraph."""
    if element.make != other.make:
        return True
    if is_full_text(other.parent):
        return False
    parent, others = element.parent, other.parent
    return parent is not others and _label(parent) != _label(others)


def _label(element: Element | None) -> tuple[str, str]:
    return ("", "") if element is None else element.make


def keep_last_heading(blocks: Sequence[Block]) -> None:
    """Keep a heading after the last paragraph, even below a picture or a box: it heads the text on the next page."""
    last = max((index for index, block in enumerate(blocks) if block.verdict == BODY), default=len(blocks))
    for index in range(last + 1, min(last + 1 + _TO_HEADING, len(blocks))):
        block = blocks[index]
        if block.tag in HEADINGS:
            if block.verdict == "after" or (block.verdict == OUTSIDE and index == last + 1):
                block.verdict = BODY
            return
