"""Find the blocks of a page that its source also gives as the article's text (the WordPress API, a feed).

The page decides what is shown. The source only shows which blocks were written into the article's own field, and which
the page's template added. If page and source disagree, the source is ignored.
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
# Letters and digits. A shorter text may occur anywhere by chance; so may a shorter piece of a block.
_MIN_DISTINCT = 25
_LONG = 40
# The minimum share of the source's text that the page must show.
_MIN_SHOWN = 0.7
# If this page shows more of the next page's text than this, the site shows all pages at once.
_MOST_SHOWN = 0.5
# The page's likely body may exceed the source's text by this share and these letters; otherwise the source gives only
# a part of the text.
_SURE = 0.8
_MAX_EXTRA = 0.25
_LITTLE = 150
# In log odds. The article's own field also holds boxes of related links, captions, names and notes: a short block that
# is no sentence, heading or cell gains nothing.
_WITHIN = 1.5
_OUTSIDE = -7.0
_LEAST = 0.005
_PARTS = frozenset(("h2", "h3", "td", "th"))
_SENTENCE_ENDS = (*SENTENCE_ENDS, *"\"”»“’'")
_CUT = ("…", "...", "[…]", "[...]", "[&hellip;]", "»")


def _is_text(block: TextBlock) -> bool:
    """Whether a short text is a sentence, a heading or a cell: other labels and links mostly belong to boxes."""
    if block.text.endswith(_SENTENCE_ENDS):
        return True
    return block.element.tag in _PARTS and not block.link_chars


class SourceArticle:
    """A WordPress post; its author may have spread it over several pages."""

    def __init__(self, post: Post) -> None:
        self._url = post.url
        self._pages = _PAGE_BREAK.split(post.content, _MAX_PAGES - 1)

    def page(self, number: int) -> "SourceText | None":
        """The text of this page, counted from 1; None if there is no such page."""
        return SourceText(self._pages[number - 1]) if number <= len(self._pages) else None

    def page_after(self, number: int, walk: Walk) -> str | None:
        """The address of the next page; None if there is none, or if this page (`walk`) already shows its text.

        WordPress's block themes do not link to later pages.
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


class SourceText:
    """The text of an article, or of one of its pages, as its source gives it in `content` (HTML)."""

    def __init__(self, content: str) -> None:
        blocks = walk_blocks(parse_html(f"<body>{content}</body>")).blocks
        self._keys = [key for block in blocks if (key := comparison_key(block.text))]
        self._is_cut = bool(blocks) and blocks[-1].text.endswith(_CUT)
        self._letters = sum(map(len, self._keys))

    def shown_by(self, keys: Sequence[str]) -> float:
        """The share of the text that is in blocks with these keys (`comparison_key`)."""
        distinct, joined = set(keys), "\n".join(keys)
        shown = sum(len(key) for key in self._keys if key in distinct or (len(key) >= _LONG and key in joined))
        return shown / self._letters if self._letters else 0.0

    def correct(self, chances: Floats, walk: Walk) -> Floats:
        """The chances that blocks are body, corrected by the source; the same array if page and source disagree.

        A block that the page's structure has ruled out (its chance is 0) stays out.
        """
        keys = _keys(walk)
        if self._is_cut or self.shown_by(keys) < _MIN_SHOWN:
            return chances
        matched = self._matched(keys)
        lengths = np.array([text_weight(key) for key in keys])
        extra = lengths[~matched & (chances >= _SURE) & (lengths >= _LONG)].sum()
        if not matched.any() or extra > _MAX_EXTRA * lengths[matched].sum() + _LITTLE:
            return chances
        bounded = np.clip(chances, _LEAST, 1 - _LEAST)
        is_text = np.array([_is_text(block) for block in walk.blocks]) | (lengths >= _LONG)
        shifts = np.where(matched, np.where(is_text, _WITHIN, 0.0), _OUTSIDE)
        odds = np.log(bounded / (1 - bounded)) + shifts
        corrected: Floats = np.where(chances > 0, 1 / (1 + np.exp(-odds)), 0.0)
        return corrected

    def _matched(self, keys: Sequence[str]) -> Flags:
        """Which blocks are the text: those between the first and the last match that occurs on the page only once."""
        own, joined = set(self._keys), "\n".join(self._keys)
        matched = np.array([bool(key) and (key in own or (len(key) >= _LONG and key in joined)) for key in keys], bool)
        often = Counter(keys)
        sure = [
            place
            for place in np.flatnonzero(matched).tolist()
            if len(keys[place]) >= _MIN_DISTINCT and often[keys[place]] == 1
        ]
        if not sure:
            return np.zeros(len(keys), bool)
        first, last = int(sure[0]), int(sure[-1])
        # Matches right beside it belong to it: a paragraph that a teaser repeats, a heading, a short line.
        while first > 0 and matched[first - 1]:
            first -= 1
        while last + 1 < len(keys) and matched[last + 1]:
            last += 1
        matched[:first] = matched[last + 1 :] = False
        return matched
