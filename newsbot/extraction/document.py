"""A page as the parts of `extraction` take it: the tree, and the address that its links are relative to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbot.markup import parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@dataclass(slots=True)
class Document:
    """A parsed page; `url` is where it was found after redirects."""

    tree: "LexborHTMLParser"
    url: str


def parse_document(body: bytes | str, url: str, content_type: str | None = None) -> Document:
    """The page as `markup.parse_html` reads it, with its address."""
    return Document(parse_html(body, content_type), url)
