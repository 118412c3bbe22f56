"""What a site tells of an article's text apart from its page (WordPress's API, a feed): which blocks of the page it is.

The page decides what is shown; this only says what of it was written into the article's own field, and what the
page's template added. Where the two do not agree, nothing is said.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from newsbot.extraction.blocks.table import Flags, Floats
from newsbot.extraction.blocks.walk import TextBlock, Walk, walk_blocks
from newsbot.items import Post
from newsbot.markup import parse_html
from newsbot.text import SENTENCE_ENDS, comparison_key, text_weight

_PAGE_BREAK = re.compile(r"<!--[ \t\r\n]{0,9}nextpage[ \t\r\n]{0,9}-->")
_MAX_PAGES = 50
# Letters and digits. Shorter texts may stand anywhere; so long a piece of a block is no chance.
_TELLING = 25
_LONG = 40
# So much of what is told must stand on the page.
_MIN_SHOWN = 0.7
# So much of the next page's text on this one: the site shows all of them at once.
_MOST_SHOWN = 0.5
# The likely body of a page that is not told, against what is: more of it, and only a part was told.
_SURE = 0.8
_MAX_UNTOLD = 0.25
_LITTLE = 150
# In log odds. Within the article's field there are boxes of related links, captions, names and notes, too: what is
# short and no sentence, heading or cell is no surer.
_WITHIN = 1.5
_OUTSIDE = -7.0
_LEAST = 0.005
_PARTS = frozenset(("h2", "h3", "td", "th"))
_SENTENCE_ENDS = (*SENTENCE_ENDS, *"\"”»“’'")
_CUT = ("…", "...", "[…]", "[...]", "[&hellip;]", "»")


def _is_text(block: TextBlock) -> bool:
    """Whether a short text is a sentence, a heading or a cell: other labels and links are boxes' more often."""
    if block.text.endswith(_SENTENCE_ENDS):
        return True
    return block.element.tag in _PARTS and not block.link_chars


class ToldArticle:
    """A WordPress post; its author may have spread it over several pages."""

    def __init__(self, post: Post) -> None:
        self._url = post.url
        self._pages = _PAGE_BREAK.split(post.content, _MAX_PAGES - 1)

    def page(self, number: int) -> "ToldText | None":
        """The text of this page, counted from 1; None where there is none."""
        return ToldText(self._pages[number - 1]) if number <= len(self._pages) else None

    def page_after(self, number: int, walk: Walk) -> str | None:
        """The address of the next page; None where there is none, or this one (`walk`) shows its text already.

        Themes of the block editor link to no later page.
        """
        following = self.page(number + 1)
        if following is None or following.shown_by(_keys(walk)) > _MOST_SHOWN:
            return None
        number += 1
        if "?" in self._url:
            return f"{self._url}&page={number}"
        return f"{self._url}{number}/" if self._url.endswith("/") else f"{self._url}/{number}"


def _keys(walk: Walk) -> list[str]:
    return [comparison_key(block.text) for block in walk.blocks]


class ToldText:
    """The text of an article, or of one of its pages, as told by `content` (HTML)."""

    def __init__(self, content: str) -> None:
        blocks = walk_blocks(parse_html(f"<body>{content}</body>")).blocks
        self._keys = [key for block in blocks if (key := comparison_key(block.text))]
        self._is_cut = bool(blocks) and blocks[-1].text.endswith(_CUT)
        self._letters = sum(map(len, self._keys))

    def shown_by(self, keys: Sequence[str]) -> float:
        """The share of the text that blocks with these keys (`comparison_key`) are."""
        distinct, joined = set(keys), "\n".join(keys)
        shown = sum(len(key) for key in self._keys if key in distinct or (len(key) >= _LONG and key in joined))
        return shown / self._letters if self._letters else 0.0

    def correct(self, chances: Floats, walk: Walk) -> Floats:
        """The chances that blocks are body, by what is told; the same array where page and text do not agree.

        A block that the page's structure has ruled out (its chance is 0) stays out.
        """
        keys = _keys(walk)
        if self._is_cut or self.shown_by(keys) < _MIN_SHOWN:
            return chances
        told = self._told(keys)
        lengths = np.array([text_weight(key) for key in keys])
        untold = lengths[~told & (chances >= _SURE) & (lengths >= _LONG)].sum()
        if not told.any() or untold > _MAX_UNTOLD * lengths[told].sum() + _LITTLE:
            return chances
        bounded = np.clip(chances, _LEAST, 1 - _LEAST)
        is_text = np.array([_is_text(block) for block in walk.blocks]) | (lengths >= _LONG)
        shifts = np.where(told, np.where(is_text, _WITHIN, 0.0), _OUTSIDE)
        odds = np.log(bounded / (1 - bounded)) + shifts
        corrected: Floats = np.where(chances > 0, 1 / (1 + np.exp(-odds)), 0.0)
        return corrected

    def _told(self, keys: Sequence[str]) -> Flags:
        """Which blocks are the text: those within the stretch of the page that holds what stands on it once only."""
        own, joined = set(self._keys), "\n".join(self._keys)
        told = np.array([bool(key) and (key in own or (len(key) >= _LONG and key in joined)) for key in keys], bool)
        often = Counter(keys)
        sure = [
            place for place in np.flatnonzero(told).tolist() if len(keys[place]) >= _TELLING and often[keys[place]] == 1
        ]
        if not sure:
            return np.zeros(len(keys), bool)
        first, last = int(sure[0]), int(sure[-1])
        # What stands right beside it belongs to it: a paragraph that a teaser repeats, a heading, a short line.
        while first > 0 and told[first - 1]:
            first -= 1
        while last + 1 < len(keys) and told[last + 1]:
            last += 1
        told[:first] = told[last + 1 :] = False
        return told
