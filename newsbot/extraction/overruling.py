"""Apply an operator's overrides to one page: blocks forced in or out, and where its author and date are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from newsbot.extraction.blocks.elements import Inline
from newsbot.extraction.blocks.walk import Walk, Walker, is_inline
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.document import Document
from newsbot.extraction.overrides import Overrides
from newsbot.items import BODY, Block, Candidate
from newsbot.text import clean_line
from newsbot.urls import absolute_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsbot.extraction.blocks.elements import Element

BY_OVERRIDE = "override"
# Origins of candidates: found on the page by an override's selector, or stated in the override itself.
SELECTED = "selected"
STATED = "stated"
_MAX_NODES = 10
_MAX_CHARS = 400


@dataclass(slots=True)
class Ruling:
    """What the overrides say about one page: candidates for its fields, and which elements are body and which are not.

    `dropped` and `kept` hold elements' `mem_id`, `verdicts` are keyed by block index; `cuts` says that inline text was
    cut out of the page.
    """

    authors: list[Candidate] = field(default_factory=list)
    published: list[Candidate] = field(default_factory=list)
    languages: list[Candidate] = field(default_factory=list)
    time_zone: str | None = None
    cuts: bool = False
    dropped: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    verdicts: dict[int, str] = field(default_factory=dict)

    def add_to(self, declared: Declared) -> None:
        """Put the candidates before those that the page declares."""
        declared.authors[:0] = self.authors
        declared.published[:0] = self.published
        declared.languages[:0] = self.languages

    def find_blocks(self, document: Document) -> None:
        """Find the blocks inside dropped and kept elements, by walking the page again."""
        root = document.tree.body or document.tree.root
        if root is not None and (self.dropped or self.kept):
            walker = _RuledWalker(root, self.dropped, self.kept)
            self.verdicts = _verdicts(walker.walk(), walker)

    def enforce(self, blocks: Sequence[Block]) -> bool:
        """Give the blocks their verdicts; return whether that changes the body."""
        changed = False
        for place, verdict in self.verdicts.items():
            block = blocks[place]
            if (block.verdict == BODY) != (verdict == BODY):
                changed = True
                block.verdict = verdict
        return changed


def rule_page(document: Document, overrides: Overrides | None) -> Ruling:
    """What the overrides say about the page; dropped inline elements, which have no block of their own, are cut out.

    If elements that are dropped and kept are nested, the innermost one counts; for the same element, "keep".
    """
    ruling = Ruling()
    if overrides is None:
        return ruling
    tree = document.tree
    if overrides.author_name is not None:
        ruling.authors = [Candidate(overrides.author_name, STATED)]
    elif overrides.author is not None:
        nodes = tree.css(overrides.author)[:_MAX_NODES]
        ruling.authors = [_author(node, value, document.url) for node in nodes if (value := _value(node))]
    if overrides.date is not None:
        dates = (value for node in tree.css(overrides.date)[:_MAX_NODES] if (value := _date(node)))
        ruling.published = [Candidate(value, SELECTED) for value in islice(dates, 1)]
    if overrides.language is not None:
        ruling.languages = [Candidate(overrides.language, STATED)]
    ruling.time_zone = overrides.time_zone
    ruling.kept = {node.mem_id for selector in overrides.keep for node in tree.css(selector)}
    dropped = {node.mem_id: node for selector in overrides.drop for node in tree.css(selector)}
    inline = [node for key, node in dropped.items() if key not in ruling.kept and is_inline(node.tag or "")]
    ruling.dropped = dropped.keys() - {node.mem_id for node in inline}
    ruling.cuts = _cut(inline)
    return ruling


def _value(node: "LexborNode", *attributes: str) -> str:
    """An element's value: machine-readable in its attributes, else its text."""
    for name in (*attributes, "content"):
        said = clean_line((node.attributes.get(name) or "")[:_MAX_CHARS])
        if said:
            return said
    return clean_line(node.text(separator=" ")[:_MAX_CHARS])


def _date(node: "LexborNode") -> str:
    """The date in an element: its own machine-readable value, or that of its only `time` element."""
    times = node.css("time[datetime]")
    return _value(times[0] if len(times) == 1 else node, "datetime")


def _author(node: "LexborNode", value: str, url: str) -> Candidate:
    links = [node] if node.tag == "a" else node.css("a")
    href = links[0].attributes.get("href") if len(links) == 1 else None
    return Candidate(value, SELECTED, absolute_url(href, url) if href else None)


def _cut(nodes: "Sequence[LexborNode]") -> bool:
    """Cut the elements out of the page: only the outermost, since their content goes with them."""
    keys = {node.mem_id for node in nodes}
    outermost = [node for node in nodes if not _stands_in(node, keys)]
    for node in outermost:
        node.decompose()
    return bool(outermost)


def _stands_in(node: "LexborNode", keys: Collection[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in keys:
            return True
        parent = parent.parent
    return False


class _RuledWalker(Walker):
    """A walk that records which of its elements are dropped and kept, and where kept inline ones begin."""

    def __init__(self, root: "LexborNode", dropped: set[int], kept: set[int]) -> None:
        super().__init__(root)
        self.dropped = dropped
        self.kept = kept
        self.verdicts: dict[int, str] = {}
        self.kept_blocks: set[int] = set()
        self.note(root)

    def enter(self, node: "LexborNode", tag: str) -> Inline | None:
        """Enter as any walk does, and record the element's ruling."""
        inline = super().enter(node, tag)
        if inline is None:
            self.note(node)
        elif node.mem_id in self.kept:
            self.kept_blocks.add(len(self.found.blocks))
        return inline

    def note(self, node: "LexborNode") -> None:
        """Record the ruling for the element that was opened last."""
        if node.mem_id in self.kept:
            self.verdicts[self.element.order] = BODY
        elif node.mem_id in self.dropped:
            self.verdicts[self.element.order] = BY_OVERRIDE


def _verdicts(walk: Walk, walker: _RuledWalker) -> dict[int, str]:
    """The verdicts of the blocks inside such elements."""
    found = dict.fromkeys((order for order in walker.kept_blocks if order < len(walk.blocks)), BODY)
    for block in walk.blocks:
        element: Element | None = block.element
        while element is not None and element.order not in walker.verdicts:
            element = element.parent
        if element is not None:
            found.setdefault(block.order, walker.verdicts[element.order])
    return found
