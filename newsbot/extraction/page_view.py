"""A page before it is judged: what its head declares, its blocks, and which of its titles is the headline."""

from collections.abc import Set
from dataclasses import dataclass

from newsbot.extraction.blocks.class_words import AUTHOR, BYLINE
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import Walk, walk_blocks
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.declared.structured import read_declared
from newsbot.extraction.document import Document
from newsbot.extraction.fields.headline import Headline, choose_headline
from newsbot.extraction.fields.site_names import without_titles
from newsbot.extraction.fields.titles import Title, read_titles, shown_titles
from newsbot.extraction.page_report import origin_of
from newsbot.items import Candidate, Link
from newsbot.text import comparison_key
from newsbot.urls import site_domain

_MAX_PEOPLE = 8


@dataclass(slots=True)
class PageView:
    """A page before it is judged: the head's declarations, the blocks, the headline, and hints for the block model."""

    declared: Declared
    walk: Walk
    headline: Headline | None
    hints: PageHints
    learned: Set[str] = frozenset()


def view_page(document: Document, link: Link | None = None, learned: Set[str] = frozenset()) -> PageView:
    """The page as the block model sees it; `link` led here in a crawl, `learned` are the site's learned names."""
    declared, walk, shown = _read(document)
    stated = stated_titles(declared, link)
    site_names = _site_names(declared, document.url)
    headline = choose_headline(stated, walk, document.url, site_names, learned)
    titles = [*_headlines(shown, headline), *(candidate.value for candidate in stated)]
    description = declared.descriptions[0].value if declared.descriptions else ""
    named = [mention.text for mention in walk.mentions if mention.mask & (AUTHOR | BYLINE)]
    people = [author.value for author in declared.authors] + named
    hints = PageHints(titles, description, document.url, people[:_MAX_PEOPLE], site_names)
    return PageView(declared, walk, headline, hints, learned)


def _headlines(shown: list[str], headline: Headline | None) -> list[str]:
    """Candidates for the shown headline: if one of the h1 elements is the headline, the others are subheadings."""
    if headline is None:
        return shown
    chosen = headline.chosen.value
    return [chosen] if comparison_key(chosen) in map(comparison_key, shown) else [*shown, chosen]


def read_page_titles(document: Document, learned: Set[str] = frozenset()) -> list[Title]:
    """The candidates for a page's headline, for training their weights and for explaining the choice."""
    declared, walk, _ = _read(document)
    names = _site_names(declared, document.url)
    return read_titles(stated_titles(declared, None), walk, document.url, names, learned)


def _read(document: Document) -> tuple[Declared, Walk, list[str]]:
    """What the head declares, the blocks, and the visible headings; site names that are really titles are dropped."""
    declared = read_declared(document.tree, document.url, document.headers)
    walk = walk_blocks(document.tree)
    shown = shown_titles(walk)
    declared.site_names = without_titles(declared.site_names, [title.value for title in declared.headlines], shown)
    return declared, walk, shown


def stated_titles(declared: Declared, link: Link | None) -> list[Candidate]:
    """The titles that the page declares, then that of the link that led to it, in order of trust."""
    stated = list(declared.headlines)
    if declared.title:
        stated.append(Candidate(declared.title, "title"))
    if link is not None and link.title:
        stated.append(Candidate(link.title, origin_of(link)))
    return stated


def _site_names(declared: Declared, url: str) -> list[str]:
    names = [*declared.site_names, declared.publisher.name or "", site_domain(_host(url))]
    return list(dict.fromkeys(name for name in names if name))


def _host(url: str) -> str:
    return url.split("/", 3)[2].rsplit("@", 1)[-1].split(":", maxsplit=1)[0]
