"""The stories of annotated pages, cut in new ways: the parts of a generated body, and how each reads in its truth.

The markup comes from `made_skins` and `made_pages`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import made_markup as words

if TYPE_CHECKING:
    from corpus import Page

_MIN_PARAGRAPHS = 3
_MAX_PARAGRAPHS = 45
_MAX_HEADING_CHARS = 80
_STOPS = tuple('.!…。،:;,"”')
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…؟।])(?<!\b[A-Z]\.)(?<!\d\.)[\"”»’“]?\s+(?=\S)|(?<=[。！？])(?![」』）])")


@dataclass(frozen=True, slots=True)
class Story:
    """The story of an annotated page, without its markup; `language` is a guess."""

    publisher: str
    language: str
    headline: str
    authors: tuple[str, ...]
    published: str
    deck: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class Item:
    """A part of a body: a paragraph, a list, a table; `texts` are its blocks in the truth."""

    kind: str
    texts: list[str] = field(default_factory=list)


def read_story(page: "Page") -> Story | None:
    """The story of a page; None if its text is unknown or has too few paragraphs."""
    paragraphs = tuple(filter(None, (" ".join(part.split()) for part in (page.text or "").split("\n\n"))))
    if len(paragraphs) < _MIN_PARAGRAPHS:
        return None
    text = " ".join(paragraphs)
    headline = " ".join((page.headline or " ".join(paragraphs[0].split()[:9])).split())
    decks = (" ".join(part.split()) for part in page.deck)
    deck = tuple(part for part in decks if part not in text and paragraphs[0] not in part)
    authors = tuple(page.authors or ())
    published = (page.published or "2023-04-05")[:10]
    return Story(page.publisher, language_of(text), headline, authors, published, deck, paragraphs)


def language_of(text: str) -> str:
    """The most likely language of a text, by its script and its short words; "en" if neither shows it."""
    start = text[:2000]
    for language, script in _SCRIPTS.items():
        if len(script.findall(start)) > 0.1 * len(start):
            return language
    found = start.lower().split()
    return max(words.FUNCTION_WORDS, key=lambda name: sum(word in words.FUNCTION_WORDS[name] for word in found))


@lru_cache(maxsize=20_000)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, roughly: together they have its words."""
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(text)]
    parts = [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return tuple(part for part in parts if part)


# ---------------------------------------------------------------------------------------------- the body


def say(rng: Random, phrases: Mapping[str, tuple[str, ...]], language: str) -> str:
    """One of the phrases in that language, in English if there is none."""
    return rng.choice(phrases.get(language) or phrases["en"])


def build_body(rng: Random, story: Story) -> list[Item]:
    """The story as the parts of a body: most are its paragraphs, some become headings, lists, tables and the like."""
    items = [Item("paragraph", [text]) for text in _recut(rng, story.paragraphs)]
    if rng.random() < 0.07:
        return _interview(rng, items, story.language)
    if rng.random() < 0.06:
        return _live_blog(rng, items, story.language)
    if rng.random() < 0.09:
        return _listicle(rng, items, story.language)
    _mark_headings(rng, items)
    for share, change in _CHANGES:
        if rng.random() < share:
            change(rng, items, story.language)
    return items


def _recut(rng: Random, paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs; on some pages fewer of them, or shorter or longer ones."""
    texts = list(paragraphs[:_MAX_PARAGRAPHS])
    chance = rng.random()
    if chance < 0.2:
        return texts[: rng.choice((1, 2, 2, 3, 3, 4))]
    if chance < 0.32:
        return [sentence for text in texts for sentence in split_sentences(text)][:_MAX_PARAGRAPHS]
    if chance < 0.4:
        return [" ".join(texts[at : at + 2]) for at in range(0, len(texts), 2)]
    return texts


def _interview(rng: Random, items: list[Item], language: str) -> list[Item]:
    found = items[:1]
    for item in items[1:]:
        if rng.random() < 0.7:
            found.append(Item("question", [say(rng, words.QUESTIONS, language)]))
            if rng.random() < 0.25:
                found.append(Item("answer", [say(rng, words.ANSWERS, language)]))
                found.append(Item("question", [say(rng, words.QUESTIONS, language)]))
        found.append(Item("answer", item.texts))
    return found


def _live_blog(rng: Random, items: list[Item], language: str) -> list[Item]:
    entries = []
    while items:
        texts = [items.pop(0).texts[0] for _ in range(min(len(items), rng.choice((1, 1, 2))))]
        entries.append(Item("entry", [_start_of(rng, texts[-1], language), *texts]))
    return entries


def _listicle(rng: Random, items: list[Item], language: str) -> list[Item]:
    """An introduction, then entries, each with its title: a gallery, a ranking, a guide."""
    texts = [sentence for item in items[1:] for sentence in split_sentences(item.texts[0])]
    numbered = rng.random() < 0.4
    size = rng.choice((1, 1, 2, 3))
    slides = []
    for number, at in enumerate(range(0, len(texts), size), 1):
        title = _start_of(rng, texts[at], language)
        said = texts[at : at + size]
        paragraphs = [" ".join(said)] if rng.random() < 0.6 else said
        slides.append(Item("slide", [f"{number}. {title}" if numbered else title, *paragraphs]))
    return [*items[:1], *slides]


def _start_of(rng: Random, text: str, language: str) -> str:
    """A short title: words of the text's last sentence, if it has several, or one of ours."""
    sentences = split_sentences(text)
    first = sentences[-1].split()[: rng.randint(3, 7)] if len(sentences) > 1 else []
    if len(first) > 2 and rng.random() < 0.6:
        return " ".join(first).rstrip(",.;:")
    return say(rng, words.SUBHEADS, language)


def _mark_headings(rng: Random, items: list[Item]) -> None:
    """Short lines of the story above long ones are its headings; few pages mark them up as ordinary paragraphs."""
    if rng.random() < 0.15:
        return
    for item, following in pairwise(items):
        text = item.texts[0]
        if len(text) <= _MAX_HEADING_CHARS < len(following.texts[0]) and not text.endswith(_STOPS):
            item.kind = "heading"


def _add_headings(rng: Random, items: list[Item], language: str) -> None:
    step = rng.randint(2, 5)
    for at in range(len(items) - 1, 0, -step):
        if len(items[at].texts[0]) > _MAX_HEADING_CHARS and items[at - 1].kind != "heading":
            items.insert(at, Item("heading", [_start_of(rng, items[at].texts[0], language)]))


def _add_lists(rng: Random, items: list[Item], language: str) -> None:
    """Paragraphs of several sentences become lists of those sentences."""
    del language
    long = [item for item in items if item.kind == "paragraph" and len(split_sentences(item.texts[0])) > 2]
    for item in rng.sample(long, min(len(long), rng.choice((1, 1, 2)))):
        item.kind = rng.choice(("bullets", "bullets", "numbers"))
        item.texts = list(split_sentences(item.texts[0]))


def _add_table(rng: Random, items: list[Item], language: str) -> None:
    columns = rng.randint(2, 4)
    names = words.CELLS.get(language) or words.CELLS["en"]
    cells = [names[(at + columns) % len(names)] for at in range(columns)]
    for _ in range(rng.randint(2, 7)):
        numbers = [rng.choice(("{:,}", "{} %", "{}", "{}.5")).format(rng.randint(2, 9000)) for _ in range(columns - 1)]
        cells += [rng.choice((rng.choice(names), str(rng.randint(1990, 2024)))), *numbers]
    items.insert(rng.randint(1, len(items)), Item(f"table {columns}", cells))


def _add_quotes(rng: Random, items: list[Item], language: str) -> None:
    del language
    plain = [item for item in items if item.kind == "paragraph"]
    for item in rng.sample(plain, min(len(plain), rng.choice((1, 1, 2, 3)))):
        item.kind = "quote"


def _add_infobox(rng: Random, items: list[Item], language: str) -> None:
    if len(items) > 4:
        at = rng.randrange(1, len(items) - 1)
        taken = [item for item in items[at : at + 2] if item.kind == "paragraph"]
        if taken:
            texts = [say(rng, words.SUBHEADS, language), *(text for item in taken for text in item.texts)]
            items[at : at + 2] = [Item("infobox", texts), *(item for item in items[at : at + 2] if item not in taken)]


def _add_definitions(rng: Random, items: list[Item], language: str) -> None:
    if len(items) > 5:
        at = rng.randrange(1, len(items) - 3)
        taken = items[at : at + 3]
        if all(item.kind == "paragraph" for item in taken):
            pairs = [text for item in taken for text in (_start_of(rng, item.texts[0], language), item.texts[0])]
            items[at : at + 3] = [Item("definitions", pairs)]


def _add_footnotes(rng: Random, items: list[Item], language: str) -> None:
    del language
    if len(items) > 4 and items[-1].kind == "paragraph":
        notes = split_sentences(items.pop().texts[0])[:4]
        items.append(Item("footnotes", [f"{number} {note}" for number, note in enumerate(notes, 1)]))


def _add_correction(rng: Random, items: list[Item], language: str) -> None:
    note = Item("correction", [say(rng, words.CORRECTIONS, language)])
    items.insert(rng.choice((0, len(items), len(items))), note)


def _add_recipe(rng: Random, items: list[Item], language: str) -> None:
    things = list(words.INGREDIENTS.get(language) or words.INGREDIENTS["en"])
    rng.shuffle(things)
    at = rng.randint(1, len(items))
    items[at:at] = [Item("heading", [say(rng, words.SUBHEADS, language)]), Item("bullets", things)]


def _add_last_line(rng: Random, items: list[Item], language: str) -> None:
    items.append(Item("paragraph", [say(rng, words.LAST_LINES, language)]))


def _link_one(rng: Random, items: list[Item], language: str) -> None:
    """A sentence of the body that is one link."""
    del language
    item = rng.choice(items)
    if item.kind == "paragraph":
        *before, last = split_sentences(item.texts[0])
        if len(last) > 20:
            at = items.index(item)
            items[at : at + 1] = [*(Item("paragraph", [" ".join(before)]) for _ in before[:1]), Item("linked", [last])]


def _set_lead(rng: Random, items: list[Item], language: str) -> None:
    del rng, language
    if items[0].kind == "paragraph":
        items[0].kind = "lead"


_CHANGES: tuple[tuple[float, Callable[[Random, list[Item], str], None]], ...] = (
    (0.15, _add_lists),
    (0.12, _add_quotes),
    (0.12, _set_lead),
    (0.07, _add_infobox),
    (0.05, _add_definitions),
    (0.35, _add_headings),
    (0.08, _add_table),
    (0.04, _add_recipe),
    (0.08, _link_one),
    (0.05, _add_footnotes),
    (0.08, _add_last_line),
    (0.08, _add_correction),
)
