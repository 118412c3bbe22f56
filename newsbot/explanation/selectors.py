"""The line of an overrides file that would turn a block's verdict round, tried on the page before it is proposed."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbot.extraction.blocks import Inline, Walker
from newsbot.extraction.document import Document
from newsbot.extraction.elements import Element

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]{0,80}\Z", re.ASCII)
# Names with a number of their own are of one page.
_NUMBERED = re.compile(r"\d{3,}")
_MAX_LEVELS = 4
_MAX_NAMES = 6
# Each is asked of the whole page; what comes after so many gets no proposal.
_MAX_SELECTORS = 1_500
_NOT_TOLD_APART = 0.34


@dataclass(slots=True)
class Proposal:
    """A line for the overrides file, and what else it does."""

    line: str
    remark: str = ""


class _NodeWalker(Walker):
    """A walk that notes which element each node became."""

    def __init__(self, root: "LexborNode") -> None:
        super().__init__(root)
        self.orders: dict[int, int] = {root.mem_id: 0}

    def enter(self, node: "LexborNode", tag: str) -> Inline | None:
        inline = super().enter(node, tag)
        if inline is None:
            self.orders[node.mem_id] = self.element.order
        return inline


class Selectors:
    """The selectors of a page's elements, and which blocks each would take."""

    def __init__(self, document: Document) -> None:
        self._tree = document.tree
        root = document.tree.body or document.tree.root
        walker = _NodeWalker(root) if root is not None else None
        walk = walker.walk() if walker is not None else None
        self._orders = walker.orders if walker is not None else {}
        self.elements: list[Element] = walk.elements if walk is not None else []
        self._known: dict[str, frozenset[int]] = {}

    def blocks_of(self, selector: str) -> frozenset[int]:
        """The blocks that the selector takes; none for one that is not asked any more."""
        if selector not in self._known:
            if len(self._known) >= _MAX_SELECTORS:
                return frozenset()
            orders = [self._orders[node.mem_id] for node in self._tree.css(selector) if node.mem_id in self._orders]
            self._known[selector] = frozenset(block for order in orders for block in self.elements[order].blocks)
        return self._known[selector]

    def propose(
        self, block: int, element: Element, key: str, alike: Collection[int], others: Collection[int]
    ) -> Proposal | None:
        """The best `drop` or `keep` (`key`) for a block; of `others`, whose verdict is right, it takes the fewest.

        `alike` are the blocks whose verdict it may turn round as well.
        """
        best: tuple[int, int, str] | None = None
        for selector in _selectors(element):
            taken = self.blocks_of(selector)
            if block in taken:
                rank = len(taken.intersection(others)), len(selector), selector
                best = rank if best is None or rank < best else best
        if best is None:
            return None
        wrong, _, selector = best
        if wrong > max(2, _NOT_TOLD_APART * len(others)):
            return None
        more = len(self.blocks_of(selector).intersection(alike) - {block})
        line = f"{key} = [{json.dumps(selector)}]"
        return Proposal(line, _remark(key, wrong + more))


def _remark(key: str, count: int) -> str:
    if not count:
        return "changes this block alone"
    verb = "takes out" if key == "drop" else "keeps"
    return f"on this page it also {verb} {count} other block{'' if count == 1 else 's'}"


def _selectors(element: Element) -> Iterator[str]:
    """Selectors of an element and of those that hold it, by their names; its tag below a name, where it has none."""
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
