"""The lists of a site to which its menus link, and how their addresses spell their names."""

from newsbot.extraction.blocks import class_words as words
from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names
from newsbot.text import clean_line, comparison_key
from newsbot.url_shapes import is_service, names_service, path_segments
from newsbot.urls import absolute_url, same_site

_MENU_TAGS = frozenset(("nav", "header"))
_MENU = words.NAVIGATION | words.HEADER
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
# How far down a page its menu begins at most, and how many links make one.
_MAX_MENU_BLOCKS = 60
_MIN_MENU = 4


def is_of_menu(block: TextBlock) -> bool:
    if not block.links or "article" in block.element.tags:
        return False
    return not block.element.tags.isdisjoint(_MENU_TAGS) or bool(block.element.inherited & _MENU)


def menu_lists(walk: Walk, url: str, wanted: set[str]) -> dict[str, str]:
    """The lists with the wanted names that the page's menus link to: addresses with names."""
    return {
        address: text
        for block in [block for block in walk.blocks if is_of_menu(block)] or unmarked_menu(walk, url)
        for href, text in block.links
        if href and comparison_key(text) in wanted
        if (address := absolute_url(href, url))
        and (names_its_list(address, clean_line(text)) or may_be_list(address, clean_line(text)))
    }


def unmarked_menu(walk: Walk, url: str) -> list[TextBlock]:
    """The first row of links to lists of the site on a page whose menu neither tags nor classes tell.

    Frameworks that make up the names of classes leave only the links, each of whose addresses is its text.
    """
    row: dict[str | None, TextBlock] = {}
    for block in walk.blocks[:_MAX_MENU_BLOCKS]:
        if is_of_menu(block):
            return []
        links = {absolute_url(href, url): clean_line(text) for href, text in block.links if href}
        # The link above the headline repeats one of the menu's.
        is_menu = all(address and _is_top_list(address, name, url) for address, name in links.items())
        if links and is_menu and row.keys().isdisjoint(links):
            row.update(dict.fromkeys(links, block))
        elif len(row) >= _MIN_MENU:
            break
        else:
            row = {}
    return list(row.values()) if len(row) >= _MIN_MENU else []


def _is_top_list(address: str, name: str, url: str) -> bool:
    is_top = len(path_segments(address)) == 1 and same_site(address, url)
    return is_top and (names_its_list(address, name) or may_be_list(address, name))


def names_its_list(address: str, name: str) -> bool:
    """Whether a list's address ends with the link's text ("/politics/"), and is not a year, a person or a service."""
    segments = path_segments(address)
    return (
        bool(segments)
        and not name.isdecimal()
        and comparison_key(segments[-1]) in spellings(name)
        and not is_service(segments)
        and not names_person(name)
    )


def may_be_list(address: str, name: str) -> bool:
    """Whether a menu's address may be that of a list with a name that addresses do not spell, in a non-Latin script."""
    segments = path_segments(address)
    is_latin = any("a" <= char <= "z" for char in folded(name))
    is_name = not is_latin and not name.isdecimal() and not names_service(name)
    return len(segments) == 1 and is_name and not is_service(segments)


def spellings(name: str) -> tuple[str, ...]:
    """How addresses spell a name: as it is, or without its accents."""
    if name.isascii():
        return (comparison_key(name),)
    lower = name.lower()
    return comparison_key(name), comparison_key(folded(name)), comparison_key(lower.translate(_UMLAUTS))


def names_person(name: str) -> bool:
    first, *others = name.split()
    return 1 <= len(others) <= 2 and bool(person_names().get(folded(first), 0) & GIVEN)
