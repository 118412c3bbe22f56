"""What is taken from the headers of a response."""

from typing import TYPE_CHECKING

from newsbot.extraction.rights import RIGHTS_HEADERS

if TYPE_CHECKING:
    from scrapy.http import Response


def header(response: "Response", name: str) -> str | None:
    """The value of a header, None where it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def rights_headers(response: "Response") -> dict[str, list[str]]:
    """The headers that say how a page may be used, by their names in lower case."""
    found = {name: response.headers.getlist(name) for name in RIGHTS_HEADERS}
    return {name: [value.decode("latin-1") for value in values] for name, values in found.items() if values}
