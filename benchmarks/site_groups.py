"""Pages of one site with their truth, for measurements across the pages of a site.

Groups are generated sites, saved pages of real software (`save_pages.py`), the sample site, and publishers with several
pages in the annotated data sets.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from corpus import Page, read_dataset
from made_sites import SITES

from newsbot.sample_site.content import expected, read_edition
from newsbot.sample_site.pages import build_pages

# A publisher with fewer pages shows nothing about what a profile learns.
LEAST_PAGES = 4
_SAMPLE_BASE = "http://sample.example"


@dataclass(slots=True)
class GroupPage:
    """A page with its truth. `authors` None is "not known"; `kinds` and `junk` are known only for generated pages."""

    url: str
    html: bytes | str
    blocks: list[str]
    authors: list[str] | None
    optional: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    junk: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Group:
    """The pages of one site: separate pages to learn from and to score."""

    name: str
    learned: list[GroupPage]
    scored: list[GroupPage]


def split(name: str, pages: list[GroupPage], scored: int, *, in_time: bool = False) -> Group:
    """A group of the pages: at most `scored`, and no more than half of all, are set aside to be scored.

    Pages to learn from are in random order, or in the given order with every n-th page set aside.
    """
    apart = min(scored, len(pages) // 2)
    if in_time:
        chosen = {at * len(pages) // apart for at in range(apart)} if apart else set()
        return Group(
            name,
            [page for at, page in enumerate(pages) if at not in chosen],
            [pages[at] for at in sorted(chosen)],
        )
    shuffled = list(pages)
    Random(f"split {name}").shuffle(shuffled)
    return Group(name, shuffled[apart:], shuffled[:apart])


def made_group(name: str, count: int, scored: int) -> Group:
    """The group of a generated site."""
    site = SITES[name]
    pages = [
        GroupPage(page.url, page.html, page.blocks, page.authors, kinds=page.kinds, junk=page.junk)
        for page in site(count).pages()
    ]
    return split(name, pages, scored, in_time=site.in_time)


def sample_group(scored: int) -> Group:
    """The group of newsbot's own sample site: stories that have one page."""
    answers = build_pages(_SAMPLE_BASE)
    pages = []
    for story in read_edition().stories:
        truth = expected(story)
        if truth.get("pageCount", 1) == 1:
            names = [author["name"] for author in truth["authors"] if author.get("role") != "editor"]
            html = answers[story.path].body
            pages.append(GroupPage(_SAMPLE_BASE + story.path, html, truth["articleBody"].split("\n\n"), names))
    return split("sample site", pages, scored)


def annotated_groups(pages: Iterable[Page], scored: int) -> list[Group]:
    """The groups of publishers with enough pages whose text is known, by name."""
    known: dict[str, list[GroupPage]] = defaultdict(list)
    for page in pages:
        if page.text:
            one = GroupPage(page.url, page.html(), page.text.split("\n\n"), page.authors, page.optional)
            known[page.publisher].append(one)
    return [split(name, found, scored) for name, found in sorted(known.items()) if len(found) >= LEAST_PAGES]


def saved_groups(folder: Path, scored: int) -> list[Group]:
    """The groups of pages that `save_pages.py` wrote to a folder."""
    return annotated_groups(read_dataset(folder.parent, folder.name), scored)
