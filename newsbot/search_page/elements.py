"""HTML that its content cannot break: text is escaped unless it was made here."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias
from urllib.parse import urlsplit

# What an element may contain: nothing, text to escape, markup made here, or several of these.
Child: TypeAlias = "str | int | Markup | Iterable[Child] | None"

_VOID = frozenset(("input", "link", "meta", "br"))
_ADDRESSES = frozenset(("href", "src", "action"))
_SCHEMES = ("http", "https")


class Markup(str):
    """A string that is HTML already; only this module makes such strings."""

    __slots__ = ()


def element(tag: str, /, *children: Child, **attributes: str | bool | None) -> Markup:
    """An element; an attribute's trailing underscore is dropped, others are dashes, and None or False leaves it out.

    An address that is neither http(s) nor one of this server's is left out, too: `javascript:` has no place in a page.
    """
    opened = "".join(_attribute(_name(key), value) for key, value in attributes.items())
    if tag in _VOID:
        return Markup(f"<{tag}{opened}>")
    return Markup(f"<{tag}{opened}>{join(children)}</{tag}>")


def join(children: Child) -> Markup:
    """Return the children one after another."""
    if children is None:
        return Markup("")
    if isinstance(children, Markup):
        return children
    if isinstance(children, str):
        return Markup(escape(children))
    if isinstance(children, int):
        return Markup(str(children))
    return Markup("".join(map(join, children)))


def document(head: Iterable[Child], body: Iterable[Child], language: str = "en") -> str:
    """Return a whole page."""
    page = element("html", element("head", head), element("body", body), lang=language)
    return f"<!DOCTYPE html>\n{page}\n"


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False or (name in _ADDRESSES and not _is_harmless(str(value))):
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _is_harmless(address: str) -> bool:
    if address.startswith(("/", "?", "#")) and not address.startswith(("//", "/\\")):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc)
