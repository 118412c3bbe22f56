"""A page as the parts of `extraction` take it: the tree, and the address that its links are relative to."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbot.markup import parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@dataclass(slots=True)
class Document:
    """A parsed page; `url` is where it was found after redirects, `headers` what its response said of its use."""

    tree: "LexborHTMLParser"
    url: str
    headers: dict[str, list[str]] = field(default_factory=dict)


def parse_document(
    body: bytes | str, url: str, content_type: str | None = None, headers: dict[str, list[str]] | None = None
) -> Document:
    """The page as `markup.parse_html` reads it, with its address and the headers that `rights` reads."""
    return Document(parse_html(body, content_type), url, headers or {})
