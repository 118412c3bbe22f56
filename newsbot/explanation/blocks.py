"""Explains every block of a page, in page order: whether it was kept, why, and what would change that."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from newsbot.explanation.selectors import Selectors
from newsbot.explanation.signs import block_signs
from newsbot.explanation.story import BlockStory, Sign
from newsbot.extraction.account import Reading
from newsbot.extraction.blocks.captions import ends_with_credit, is_numbered_caption
from newsbot.extraction.blocks.class_words import class_mask
from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.model import BlockModel
from newsbot.extraction.blocks.structure import REASONS, TAG_REASONS
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.body.classifier import BY_PROFILE, DOUBTFUL, OUTSIDE, THRESHOLD, without_clutter
from newsbot.extraction.overruling import BY_OVERRIDE
from newsbot.extraction.vocabulary.phrases import boilerplate_kind
from newsbot.items import BODY
from newsbot.text import clean_line

_MAX_PATH = 4
_MAX_NAME_CHARS = 60
# How each verdict describes a block.
_KINDS = {
    "related": "a link to other articles",
    "comments": "part of the readers' comments",
    "biography": "a biography of the author",
    "newsletter": "a newsletter or subscription offer",
    "share": "share buttons",
    "tags": "the article's tags",
    "caption": "a picture caption",
    "cookie": "a cookie or consent notice",
    "modal": "a dialog over the page",
    "advertisement": "an advertisement",
    "navigation": "navigation",
    "pull-quote": "a pull quote: it repeats a sentence of the text",
    "byline": "the byline, from which the authors are read",
    "deck": "the standfirst",
    "meta": "details about the article",
    "date": "a date line",
    "author": "a line about the author",
    "sidebar": "part of a sidebar",
    "teaser": "a teaser for another article",
    "footer": "part of the footer",
    "header": "part of the page's header",
    "player": "text of a media player",
    "login": "a login prompt",
    "aside": "an aside",
    "form": "a form",
    "contact": "contact details",
    "source": "the name of a source",
    "copyright": "a copyright notice",
    "credit": "a picture credit",
    "reporting": "a credit line (“Reporting by …”)",
    "print": "a print button",
    "donation": "an appeal for donations",
    "origin": "a note on where the text first appeared",
    "disclaimer": "a disclaimer about views or funding",
    "headline": "the headline, which is a separate field",
    "links": "nearly all links",
    "hidden": "hidden from readers",
    "copy": "a second copy of a text on this page",
}
_BEFORE_THE_MODEL = {
    "hidden": "its element is hidden from readers",
    "copy": "the same text is elsewhere on the page, and one copy is enough",
    "comments": "it is in an element named as a comment thread",
    "cookie": "it is in a cookie or consent notice",
    "modal": "it is in a dialog over the page",
    "teaser": "it is in a row of teasers, each with a title that links elsewhere",
    "form": "it is in a box between paragraphs that has form fields or buttons",
}
# Why each later step removes a block, or restores it.
TAKEN_OUT = {
    "next article": "the next article begins above it, with a headline that has the same markup",
    "captions": "it has the markup of the captions of its gallery, most of which are not text",
    "copies": "the same paragraph is above it",
    "self-description": "below the article, an organisation describes itself or gives a press contact",
    "repeated quotes": "it is a pull quote: a paragraph has the same words",
    "quotes with names": "it is a pull quote with its speaker's name: a paragraph has the same words",
    "comments": "it is below the label of the comments",
    "appeals": "below the article, the publisher asks readers for money",
    "own lines": "it is the publisher's own last line, with its e-mail address or with its name and a social network",
    "start": "before the first paragraph, only headings, quotes and whole sentences are text, and it is none of these",
    "posts": "it takes the place of a quoted picture",
    "end": "it is below the last paragraph and apart from it, and is not a whole sentence",
    "deck": "it is the page's description, and its markup differs from that of the paragraphs",
    "boxes": "it is the label of a box between paragraphs that holds captions or a pull quote",
    "link lines": "it links to a subscription page, or is another article's title or a player's line",
    "contents": "it is in a list of the headings that follow",
    "headings": "it is a heading with no paragraph of the article below it",
    "sign-off": "it is the last line, all in brackets: an agency or initials",
}
TAKEN_IN = {
    "short": "it is next to or between the paragraphs of a short news item, and has their markup",
    "introduction": "it introduces a text that begins with a heading or a list item",
    "first heading": "it is right above the text, on a later page or with the markup of its other headings",
    "attributions": "it says who spoke the words of a quotation in the text",
    "subheads": "lines with its markup are between the parts of the text, and each has different words",
    "headings between": "it is a heading right between two parts of the text",
    "lists": "other items of its list are in the text",
    "parts": "it has the markup of other sentences of the text, each in a container of its own",
    "columns": "only columns or groups of the layout separate it from the paragraphs around it",
    "own quotes": "it is set off as a quotation, and no paragraph repeats it",
    "posts": "it belongs to a post that the article quotes",
    "last notes": "a correction right below the last paragraph is part of the text",
    "notes": "it is in a note or a collapsible box that an editor put into the text",
    "signature": "it has the markup of the lines that sign the other letters in the text",
    "sibling tables": "its table has a header row and is a sibling of the paragraphs of the text around it",
    "tables": "most cells of its table are in the text",
}

# Where the text of a page that shows none came from.
TEXT_ORIGINS = {
    "json-ld": "its JSON-LD",
    "wp-rest": "its site's WordPress API",
    "feed": "its site's feed",
    "visible": "the data for its scripts",
}


@dataclass(slots=True)
class _Page:
    """A page's reading, with what is needed from it for each block."""

    reading: Reading
    signs: list[list[Sign]]
    selectors: Selectors

    @property
    def blocks(self) -> Sequence[TextBlock]:
        return self.reading.parts.walk.blocks


def tell_blocks(reading: Reading, model: BlockModel) -> list[BlockStory]:
    """Return the story of each block; `model` is the one that judged them."""
    if reading.text_origin is not None:
        return [_block_from_elsewhere(reading, at) for at in range(len(reading.parts.blocks))]
    is_kept = [block.verdict == BODY for block in reading.parts.blocks]
    page = _Page(reading, _signs(reading, model), Selectors(reading.parts.document, is_kept))
    return [_block_story(page, at) for at in range(len(is_kept))]


def path_of(element: Element | None) -> str:
    """Return where a block stands: "article.post > div.text > p", the innermost element last."""
    parts: list[str] = []
    while element is not None and len(parts) < _MAX_PATH:
        names = element.attribute[:_MAX_NAME_CHARS].split()[:2]
        parts.append(".".join((element.tag, *names)))
        element = element.parent
    return " > ".join(reversed(parts))


def _block_from_elsewhere(reading: Reading, at: int) -> BlockStory:
    block = reading.parts.blocks[at]
    reason = (
        f"The page itself shows no text: this is the article from {TEXT_ORIGINS[reading.text_origin or 'visible']}."
    )
    if block.verdict != BODY:
        reason += " The page model judges that this block is not part of the body."
    return BlockStory(at, clean_line(block.text), "", block.verdict, block.verdict == BODY, reason)


def _signs(reading: Reading, model: BlockModel) -> list[list[Sign]]:
    """Return what speaks for and against each block of the page; nothing for those that the model never saw."""
    left = without_clutter(reading.parts.walk, reading.judgement.clutter)
    found: list[list[Sign]] = [[] for _ in reading.parts.blocks]
    if left.blocks:
        is_body = np.array([reading.parts.blocks[block.order].verdict == BODY for block in left.blocks])
        looks = model.look(left, reading.view.hints)
        for block, signs in zip(left.blocks, block_signs(left, looks, model, is_body), strict=True):
            found[block.order] = signs
    return found


def _block_story(page: _Page, at: int) -> BlockStory:
    judgement, block = page.reading.judgement, page.blocks[at]
    verdict = page.reading.parts.blocks[at].verdict
    kept = verdict == BODY
    is_judged = at not in judgement.clutter
    chance = float(judgement.chances[at])
    corrected = float(judgement.corrected[at]) if judgement.corrected is not None else chance
    story = BlockStory(
        number=at,
        text=clean_line(block.text),
        path=path_of(block.element),
        verdict=verdict,
        is_kept=kept,
        reason=_kept(page, at, chance, corrected) if kept else _removed(page, at, verdict, chance, corrected),
        chance=round(chance, 3) if is_judged else None,
        corrected=round(corrected, 3) if is_judged and abs(corrected - chance) >= 0.0005 else None,
        signs=page.signs[at],
    )
    proposal = page.selectors.propose(at, block.element)
    if proposal is not None:
        story.change, story.remark = proposal.line, proposal.remark
    else:
        story.remark = "No selector tells it apart from the other blocks with this verdict."
    return story


# ----------------------------------------------------------------------------------------- reasons


def _kept(page: _Page, at: int, chance: float, corrected: float) -> str:
    judgement = page.reading.judgement
    if page.reading.ruling.verdicts.get(at) == BODY:
        return "Kept because an override says so."
    changed = _changed_at(page, at)
    if changed in TAKEN_IN:
        return f"Kept because {TAKEN_IN[changed]}."
    if chance < THRESHOLD <= corrected:
        return (
            f"On its own it would be removed ({_percent(chance)}), but the site's other pages keep blocks of this kind:"
            f" {_percent(corrected)} with the site's profile."
        )
    if judgement.blocks[at].verdict != BODY:
        return "Kept because it is the last heading of this page, and the article continues on the next one."
    if corrected >= THRESHOLD:
        return (
            f"The page model takes it for the article's text: {_percent(corrected)}; {_percent(THRESHOLD)} is enough."
        )
    if float(judgement.chances.max(initial=0.0)) < THRESHOLD:
        return f"The page model is sure of no block on this page; at {_percent(corrected)} it is among the likeliest."
    return f"It reads like a correction or a footnote, for which {_percent(corrected)} is enough."


def _removed(page: _Page, at: int, verdict: str, chance: float, corrected: float) -> str:
    block, judgement = page.blocks[at], page.reading.judgement
    if verdict == BY_OVERRIDE:
        return "Removed because an override drops its element."
    if at in judgement.clutter:
        reason = _BEFORE_THE_MODEL.get(judgement.clutter[at], judgement.clutter[at])
        return f"Removed before the page was judged: {reason}."
    if judgement.blocks[at].verdict == BODY:
        return "It is one of the last paragraphs and describes the author: a biography."
    changed = _changed_at(page, at)
    if changed in TAKEN_OUT:
        return f"The page model would keep it ({_percent(corrected)}), but {TAKEN_OUT[changed]}."
    if verdict == BY_PROFILE:
        return (
            f"The page model would keep it ({_percent(chance)}), but on the site's other pages such blocks, or this"
            f" very text, are not part of articles: {_percent(corrected)} with the site's profile."
        )
    if verdict == OUTSIDE:
        return _unlikely(page.signs[at], chance, corrected)
    return _recognised(block, verdict, corrected)


def _changed_at(page: _Page, at: int) -> str:
    """Return the last step that reversed the verdict on the block, "" if the model's verdict stands."""
    steps = page.reading.judgement.steps
    changed = ""
    for (_, before), (name, after) in pairwise(steps):
        if (before[at] == BODY) != (after[at] == BODY):
            changed = name
    return changed


def _unlikely(signs: Sequence[Sign], chance: float, corrected: float) -> str:
    if corrected < THRESHOLD <= chance:
        return f"The site's profile speaks against it: {_percent(chance)} without it, {_percent(corrected)} with it."
    if chance <= 0:
        strongest = next((sign.text for sign in signs if sign.shift < 0), "nothing near it looks like the article")
        return f"Ruled out at first sight, whatever its words: {strongest}."
    needed = _percent(THRESHOLD)
    return f"The page model does not take it for the article's text: {_percent(corrected)}, but {needed} is needed."


def _recognised(block: TextBlock, verdict: str, corrected: float) -> str:
    """Return why a block was recognised as what its verdict says."""
    kind = _KINDS.get(verdict, verdict)
    sure = f" The page model gives it {_percent(corrected)} nevertheless." if corrected >= THRESHOLD else ""
    if verdict == "headline":
        return f"It is {kind}."
    if boilerplate_kind(block.text) == verdict:
        return f"Its wording shows that it is {kind}.{sure}"
    if verdict == "caption" and ends_with_credit(block.text):
        return f"It ends with a picture credit: a caption.{sure}"
    if verdict == "caption" and is_numbered_caption(block.text):
        return f"It begins with a figure number: a caption.{sure}"
    named = _named_by(block, verdict)
    if named:
        if THRESHOLD <= corrected < DOUBTFUL:
            sure = f" There it would need {_percent(DOUBTFUL)}, and it has {_percent(corrected)}."
        return f"It is in {named}: {kind}.{sure}"
    if verdict == "links":
        return f"{block.link_density:.0%} of it is link text: it points elsewhere.{sure}"
    if verdict in ("byline", "date", "author"):
        return f"Its content is marked as {kind}.{sure}"
    return f"It is in a box whose label says what it is: {kind}.{sure}"


def _named_by(block: TextBlock, verdict: str) -> str:
    """Return the element around a block whose tag or class says what it is; "" if there is none."""
    tags = {tag for tag, reason in TAG_REASONS if reason == verdict}
    bits = sum(bit for bit, reason in REASONS if reason == verdict)
    element: Element | None = block.element
    while element is not None:
        if element.mask & bits and element.parent is not None:
            word = next((name for name in element.attribute.split() if class_mask(name) & bits), "")
            return (
                f"<{element.tag} class=“{(word or element.attribute)[:_MAX_NAME_CHARS]}”>"
                if word
                else f"<{element.tag}>"
            )
        if element.tag in tags:
            return f"<{element.tag}>"
        element = element.parent
    return ""


def _percent(chance: float) -> str:
    if 0 < chance < 0.005:
        return "under 1%"
    return f"{round(chance * 100)}%"
