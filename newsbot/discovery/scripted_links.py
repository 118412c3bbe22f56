"""Addresses that only scripts follow: in click handlers, in data attributes, and in the JSON a page is built from.

They are read as text; no script is run. What they lead to is not decided here: an image has an address, too. Only
addresses that only programs request are left out, since an article's record has an address like the article's.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbot.markup import attribute
from newsbot.url_shapes import path_segments

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MAX_NODES = 2_000
_MAX_SCRIPTS = 20
_MAX_SCRIPT_CHARS = 2_000_000
_MAX_HANDLER_CHARS = 2_000
_MAX_ADDRESSES = 5_000
_DATA = ("data-href", "data-url", "data-link")
_JSON_SCRIPTS = 'script[type*="json"],script#__NEXT_DATA__'
# A quoted text that is an absolute address or a path from the site's root; JSON may escape its slashes.
_QUOTED = re.compile(r"""(["'])((?:https?:\\?/\\?/|\\?/(?!\\?/))[^"'\s<>{}]{1,500})\1""")
# Folders and hosts of what only programs request: records, parts of pages, files.
_FOR_PROGRAMS = frozenset(
    "api apis ajax graphql wp-json wp-content wp-includes wp-admin cdn-cgi _next _nuxt static assets embed oembed img"
    " image images fonts i18n locales translations".split()
)


def is_for_programs(url: str) -> bool:
    """Whether a folder or the host of an address says that it is not for readers: "/api/articles/12345"."""
    *folders, _ = [segment.lower() for segment in path_segments(url)] or [""]
    return not _FOR_PROGRAMS.isdisjoint([*folders, *urlsplit(url).netloc.split(".")])


def scripted_addresses(tree: "LexborHTMLParser") -> Iterator[str]:
    """The addresses as written, in page order; a few thousand at most."""
    return islice(dict.fromkeys(_addresses(tree)), _MAX_ADDRESSES)


def _addresses(tree: "LexborHTMLParser") -> Iterator[str]:
    for node in tree.css(",".join(f"[{name}]" for name in _DATA))[:_MAX_NODES]:
        yield from filter(None, (attribute(node, name) for name in _DATA))
    for node in tree.css('[onclick],a[href^="javascript:"]')[:_MAX_NODES]:
        yield from _quoted(f"{attribute(node, 'onclick')} {attribute(node, 'href')}"[:_MAX_HANDLER_CHARS])
    for script in tree.css(_JSON_SCRIPTS)[:_MAX_SCRIPTS]:
        yield from _quoted(script.text()[:_MAX_SCRIPT_CHARS])


def _quoted(text: str) -> Iterator[str]:
    return filter(None, (_unescaped(match[2]) for match in _QUOTED.finditer(text)))


def _unescaped(address: str) -> str:
    """The address without JSON's escapes; "" if invalid. HTML in JSON has a backslash before its closing quote."""
    address = address.removesuffix("\\")
    if "\\" not in address:
        return address
    try:
        return str(json.loads(f'"{address}"'))
    except ValueError:
        return ""
