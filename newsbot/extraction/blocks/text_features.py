"""Features of a block's text: its shape, its words, what it repeats of the page's head.

They are computed only for the blocks that may be body by their place, about one in four on a page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from newsbot.extraction.blocks.table import BlockTable, Columns, Floats, Integers
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.vocabulary.word_groups import GROUPS, text_words, word_groups
from newsbot.text import comparison_key

_DIGIT, _UPPER, _SPACE = (1 << bit for bit in range(3))
_ENDS = ".!?…。！？؟।۔"
_QUOTES = "\"“”„«»‘’'「」"
_MAX_CHARS = 2000
# Only the two ends of long texts are searched for words.
_HEAD_CHARS, _TAIL_CHARS = 240, 120
_MAX_KEY_CHARS = 320
_FIRST_WORDS = 3
_FIRST = frozenset(("read_more", "photo", "origin", "contact", "role", "subscribe", "time", "about"))
_MIN_WORDS = 3
_MIN_COPY_KEY = 40
# Limit of blocks to search for in all others: this takes quadratic time.
_MAX_SEARCHED = 2_000
_MIN_TITLE_KEY = 8
_MIN_HELD_TITLE_KEY = 12
_MIN_DESCRIPTION_KEY = 20
_MIN_WORD_CHARS = 5
_MIN_SITE_NAME = 4
_MIN_NAME_CHARS = 3
_FILES = (".pdf", ".doc", ".docx", ".zip", ".mp3")
_NO_VALUE = -1.0
_NOBODY = -9.0
# The value of the feature "last_char" for a text that ends like a sentence.
_ENDS_SENTENCE = 2
# Features that are also taken from the blocks before and after, and from how many blocks away.
_NEIGHBOURS = {"last_char": 2, "furniture": 1, "person": 1}
# Features averaged over all blocks of one element, such as a box of offers or a notice.
_OF_GROUPS = ("furniture", "words_consent", "words_comment", "words_subscribe", "words_read_more")


@dataclass(slots=True)
class PageHints:
    """What is known about the article before its body is found: the model looks for it in the blocks."""

    titles: Sequence[str] = ()
    description: str = ""
    url: str = ""
    people: Sequence[str] = ()
    site_names: Sequence[str] = ()


def text_features(table: BlockTable, kept: Integers, hints: PageHints) -> Columns:
    """One column per feature, with an entry for each of the blocks `kept` (their indexes, ascending)."""
    blocks = [table.walk.blocks[place] for place in kept]
    texts = [block.text[:_MAX_CHARS] for block in blocks]
    keys = [comparison_key(text[:_MAX_KEY_CHARS]) for text in texts]
    words = [_words_of(text) for text in texts]
    columns = {
        **_shape(blocks, texts, table.chars[kept]),
        **_links(blocks, hints.url),
        **_title_features(keys, words, hints),
        **_copies(keys),
        **_word_features(words),
        **_name_features(keys, words, hints),
    }
    likes = table.likes[kept]
    ends = columns["last_char"] == _ENDS_SENTENCE
    columns["likes_sentences"] = (np.bincount(likes, ends) / np.maximum(np.bincount(likes), 1))[likes]
    return columns | _groups(columns, table, kept) | _beside(columns, kept, len(table))


def _groups(columns: Columns, table: BlockTable, kept: Integers) -> Columns:
    """The mean of some features over the blocks in the parent and in the grandparent."""
    found: Columns = {}
    for height in (1, 2):
        above = table.ancestors[kept, height] + 1
        count = np.bincount(above)[above]
        for name in _OF_GROUPS:
            found[f"{name}_in_{height}"] = np.bincount(above, columns[name])[above] / count
    return found


def _beside(columns: Columns, kept: Integers, count: int) -> Columns:
    """Some features of the neighbouring blocks on the page; unknown for those that are not kept."""
    found: Columns = {}
    for name, reach in _NEIGHBOURS.items():
        page = np.full(count + 2 * reach, _NOBODY, np.float32)
        page[kept + reach] = columns[name]
        for step in range(1, reach + 1):
            found[f"{name}-{step}"] = page[kept + reach - step]
            found[f"{name}+{step}"] = page[kept + reach + step]
    return found


# -------------------------------------------------------------------------------------------- shape


def _char_classes() -> npt.NDArray[np.uint8]:
    """The class of each character below U+3000, as bits; all others have none."""
    classes = np.zeros(0x3001, np.uint8)
    for code in range(0x3000):
        char = chr(code)
        classes[code] = _DIGIT * char.isdigit() | _UPPER * char.isupper() | _SPACE * char.isspace()
    return classes


_CHAR_CLASSES = _char_classes()


def _shape(blocks: list[TextBlock], texts: list[str], chars: Floats) -> Columns:
    lengths = np.array([len(text) for text in texts])
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _CHAR_CLASSES[np.minimum(codes, 0x3000)]
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
    digits, capitals, spaces = (
        np.add.reduceat((classes & bit) != 0, starts, dtype=np.float32) for bit in (_DIGIT, _UPPER, _SPACE)
    )
    return {
        "digits": digits / lengths,
        "capitals": capitals / lengths,
        "spaces": spaces,
        "word_length": (chars - spaces) / (spaces + 1),
        "strong": np.array([block.strong_chars for block in blocks], np.float32) / chars,
        "italic": np.array([block.italic_chars for block in blocks], np.float32) / chars,
        "first_char": np.array([_first_char(text[0]) for text in texts], np.float32),
        "last_char": np.array([_last_char(text) for text in texts], np.float32),
        "has_at": np.array(["@" in text for text in texts]),
        "has_address": np.array(["http" in text or "www." in text for text in texts]),
        "has_bar": np.array(["|" in text for text in texts]),
        "has_copyright": np.array(["©" in text for text in texts]),
        "has_question": np.array(["?" in text for text in texts]),
        "has_colon": np.array([": " in text for text in texts]),
    }


def _first_char(char: str) -> int:
    if char.islower():
        return 1
    if char.isdigit():
        return 2
    if char in _QUOTES:
        return 3
    if char in "*•-–—©([|·":
        return 4
    return 5 if char.isupper() else 0


def _last_char(text: str) -> int:
    char = text[-1]
    if char in _ENDS:
        return 3 if text.endswith("..") else _ENDS_SENTENCE
    if char == ":":
        return 1
    if char in _QUOTES:
        return 4 if text[-2:-1] in (*_ENDS, ",") else 5
    if char in ")]":
        return 6
    return -1 if char in "|›»>→" else 0


def _links(blocks: list[TextBlock], url: str) -> Columns:
    host = url.partition("//")[2].split("/")[0].removeprefix("www.")
    foreign, files = [], []
    for block in blocks:
        if not block.links:
            foreign.append(_NO_VALUE)
            files.append(0)
            continue
        hrefs = [href for href, _ in block.links]
        foreign.append(sum("//" in href[:8] and host not in href[:80] for href in hrefs) / len(hrefs))
        mail = any(href.startswith("mailto") for href in hrefs)
        files.append(2 * mail or any(href.lower().endswith(_FILES) for href in hrefs))
    return {
        "links": np.array([len(block.links) for block in blocks]),
        "foreign_links": np.array(foreign),
        "file_links": np.array(files),
    }


# ------------------------------------------------------------------------------- titles, description


def _title_features(keys: list[str], words: list[list[str]], hints: PageHints) -> Columns:
    titles = {key for key in map(comparison_key, hints.titles) if key}
    summary = comparison_key(hints.description)
    said = {word for line in (*hints.titles, hints.description) for word in text_words(line)}
    said = {word for word in said if len(word) >= _MIN_WORD_CHARS}
    described = np.array([_described(key, summary) for key in keys], np.float32)
    long = [title for title in titles if len(title) > _MIN_HELD_TITLE_KEY]
    return {
        "title": np.array([_titled(key, titles) for key in keys], np.float32),
        "holds_title": np.array(
            [len(key) > _MIN_HELD_TITLE_KEY and any(title in key for title in long) for key in keys]
        ),
        "description": described,
        "description_before": np.cumsum(described >= 1) - (described >= 1),
        "title_words": np.array([_share_of(found, said) for found in words], np.float32),
    }


def _titled(key: str, titles: set[str]) -> int:
    """How a text matches the page's titles: 2 equals one, 1 part of one, 0 neither."""
    if key in titles:
        return 2
    return int(len(key) > _MIN_TITLE_KEY and any(len(key) < len(title) and key in title for title in titles))


def _described(key: str, summary: str) -> float:
    """How a text matches the page's description: 2 equal, 1 one begins like the other, 0.5 a part of it."""
    if not summary or len(key) < _MIN_DESCRIPTION_KEY:
        return 0.0
    if key == summary:
        return 2.0
    if summary.startswith(key[:150]) or key.startswith(summary[:150]):
        return 1.0
    return 0.5 if key in summary else 0.0


def _share_of(words: list[str], said: set[str]) -> float:
    long = [word for word in words if len(word) >= _MIN_WORD_CHARS]
    if not long:
        return _NO_VALUE
    return 0.0 if said.isdisjoint(long) else sum(word in said for word in long) / len(long)


def _copies(keys: list[str]) -> Columns:
    """How often a text occurs on the page, before and in total, and whether a longer one contains it."""
    total = Counter(keys)
    seen: Counter[str] = Counter()
    before = []
    for key in keys:
        before.append(seen[key])
        seen[key] += 1
    page = "\n".join(keys) if len(keys) <= _MAX_SEARCHED else ""
    held = [_MIN_COPY_KEY <= len(key) < _MAX_KEY_CHARS and page.count(key) > total[key] for key in keys]
    return {
        "copies_before": np.array(before),
        "copies": np.array([total[key] for key in keys]),
        "held_elsewhere": np.array(held),
    }


# -------------------------------------------------------------------------------------------- words


def _words_of(text: str) -> list[str]:
    """The words of a text; of a long one only those at both ends."""
    is_long = len(text) > _HEAD_CHARS + _TAIL_CHARS
    return text_words(f"{text[:_HEAD_CHARS]} {text[-_TAIL_CHARS:]}" if is_long else text)


def _word_features(words: list[list[str]]) -> Columns:
    """The share of a text's words in each group of furniture words, and how many of its first words are in one."""
    counts = np.array([len(found) for found in words], np.int64)
    masks = np.fromiter(map(word_groups, chain.from_iterable(words)), np.int64)
    # Most words are in no group: they are counted over the others.
    told = np.flatnonzero(masks)
    hits = np.zeros((len(told) + 1, len(GROUPS)), np.int64)
    np.cumsum((masks[told, None] >> np.arange(len(GROUPS))) & 1, axis=0, out=hits[1:])
    ends = np.cumsum(counts)
    starts = ends - counts
    until_end, until_start = hits[told.searchsorted(ends)], hits[told.searchsorted(starts)]
    shares = (until_end - until_start) / np.maximum(counts, _MIN_WORDS)[:, None]
    first = hits[told.searchsorted(np.minimum(starts + _FIRST_WORDS, ends))] - until_start
    columns: Columns = {"words": counts, "furniture": shares.sum(axis=1)}
    for number, group in enumerate(GROUPS):
        columns[f"words_{group}"] = shares[:, number]
        if group in _FIRST:
            columns[f"first_{group}"] = first[:, number]
    return columns


def _name_features(keys: list[str], words: list[list[str]], hints: PageHints) -> Columns:
    """Whether a text names the article's people, as biographies do, or the site, as offers do."""
    names = [" ".join(found) for person in hints.people if len(found := text_words(person)) > 1]
    parts = {word for person in hints.people for word in text_words(person) if len(word) >= _MIN_NAME_CHARS}
    sites = {key for name in hints.site_names if len(key := comparison_key(name)) >= _MIN_SITE_NAME}
    share, person = [], []
    for found in words:
        is_silent = parts.isdisjoint(found)  # as nearly all are
        share.append((0.0 if is_silent else sum(map(parts.__contains__, found)) / len(found)) if parts else _NO_VALUE)
        line = " ".join(found) if names else ""
        person.append(max([(name in line) + line.startswith(name) for name in names], default=_NO_VALUE))
    site = [any(name in key for name in sites) for key in keys]
    return {"people": np.array(share), "person": np.array(person), "site": np.array(site)}
