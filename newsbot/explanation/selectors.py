"""Proposes the line of an overrides file that would reverse a block's verdict, after trying it on the page."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbot.extraction.blocks.elements import Element, Inline
from newsbot.extraction.blocks.walk import Walker
from newsbot.extraction.document import Document
from newsbot.text import counted

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]{0,80}\Z", re.ASCII)
# Names with a number in them are probably unique to one page.
_NUMBERED = re.compile(r"\d{3,}")
_MAX_LEVELS = 4
_MAX_NAMES = 6
# The most selectors tried, each on the whole page; blocks that come after that get no proposal.
_MAX_SELECTORS = 1_000
_NOT_TOLD_APART = 0.34


@dataclass(slots=True)
class Proposal:
    """A line for the overrides file, and its side effects."""

    line: str
    remark: str = ""


class _NodeWalker(Walker):
    """A walk that records which element each node became."""

    def __init__(self, root: "LexborNode") -> None:
        super().__init__(root)
        self.orders: dict[int, int] = {root.mem_id: 0}

    def enter(self, node: "LexborNode", tag: str) -> Inline | None:
        inline = super().enter(node, tag)
        if inline is None:
            self.orders[node.mem_id] = self.element.order
        return inline


@dataclass(slots=True)
class _Taken:
    """The blocks that a selector matches, and how many of them are kept and are out."""

    blocks: frozenset[int] = frozenset()
    kept: int = 0
    out: int = 0


class Selectors:
    """The selectors of a page's elements, and the blocks each would match; `is_kept` are the blocks' verdicts."""

    def __init__(self, document: Document, is_kept: Sequence[bool]) -> None:
        self._tree = document.tree
        self._is_kept = is_kept
        root = document.tree.body or document.tree.root
        walker = _NodeWalker(root) if root is not None else None
        walk = walker.walk() if walker is not None else None
        self._orders = walker.orders if walker is not None else {}
        self._elements: list[Element] = walk.elements if walk is not None else []
        self._known: dict[str, _Taken] = {}

    def propose(self, block: int, element: Element) -> Proposal | None:
        """Return the `drop` or `keep` that reverses a block's verdict, and as few others as possible."""
        is_kept = self._is_kept[block]
        best: tuple[int, int, str] | None = None
        for selector in _selectors(element):
            taken = self._taken_by(selector)
            if block in taken.blocks:
                rank = (taken.kept if is_kept else taken.out) - 1, len(selector), selector
                best = rank if best is None or rank < best else best
        if best is None:
            return None
        others, _, selector = best
        same = sum(self._is_kept) if is_kept else len(self._is_kept) - sum(self._is_kept)
        if others > max(2, _NOT_TOLD_APART * (same - 1)):
            return None
        key = "drop" if is_kept else "keep"
        return Proposal(f"{key} = [{json.dumps(selector)}]", _remark(key, others))

    def _taken_by(self, selector: str) -> _Taken:
        """Return what a selector matches; nothing once the maximum number of selectors was tried."""
        if selector not in self._known:
            if len(self._known) >= _MAX_SELECTORS:
                return _Taken()
            orders = [self._orders[node.mem_id] for node in self._tree.css(selector) if node.mem_id in self._orders]
            blocks = frozenset(block for order in orders for block in self._elements[order].blocks)
            kept = sum(self._is_kept[block] for block in blocks)
            self._known[selector] = _Taken(blocks, kept, len(blocks) - kept)
        return self._known[selector]


def _remark(key: str, count: int) -> str:
    if not count:
        return "changes only this block"
    verb = "removes" if key == "drop" else "keeps"
    return f"on this page it also {verb} {counted(count, 'other block')}"


def _selectors(element: Element) -> Iterator[str]:
    """Yield selectors for an element and its ancestors, by their names; a nameless one as a tag below a named one."""
    below = ""
    current: Element | None = element
    for _ in range(_MAX_LEVELS):
        if current is None or current.parent is None:
            return
        names = [name for name in current.attribute.split() if _IDENTIFIER.match(name) and not _NUMBERED.search(name)]
        for name in names[:_MAX_NAMES]:
            for own in (f"{current.tag}.{name}", f"{current.tag}#{name}"):
                yield own + below
        if len(names) > 1:
            yield current.tag + "".join(f".{name}" for name in names[:2]) + below
        if current is element and current.tag not in ("p", "div", "span", "li"):
            yield current.tag
        yield from _labelled(current, below)
        below = f" > {current.tag}{below}" if not below or below.count(">") < 2 else below
        current = current.parent


def _labelled(element: Element, below: str) -> Iterator[str]:
    for label in element.labels.split()[:_MAX_NAMES]:
        name, separator, value = label.partition("=")
        if separator and _IDENTIFIER.match(value) and not _NUMBERED.search(value):
            yield f'{element.tag}[{name}="{value}"]{below}'
