"""Images and videos that JSON-LD and Open Graph declare."""

import re
from collections.abc import Iterable
from typing import Any

from newsbot.extraction.blocks.captions import split_credit
from newsbot.extraction.declared.candidates import MAX_VALUES, address_of, text_of
from newsbot.extraction.declared.json_ld import resolve
from newsbot.items import Media
from newsbot.urls import absolute_url

_MAX_CAPTION = 1_000
_MAX_CREDIT = 300
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*\Z")
# Properties of an Open Graph image or video follow it: `og:image`, then its `og:image:width`.
OPEN_GRAPH = tuple(
    f"og:{kind}{part}" for kind in ("image", "video") for part in ("", ":url", ":secure_url", ":width", ":height")
)
_NEW = ("", "url")


def json_ld_media(value: Any, by_id: dict[str, Any], url: str) -> list[Media]:
    """The images or videos of a property: addresses, ImageObject, VideoObject, references or lists of these."""
    found = []
    for item in (value if isinstance(value, list) else [value])[:MAX_VALUES]:
        node = resolve(item, by_id)
        if isinstance(node, str):
            node = {"url": node}
        if not isinstance(node, dict):
            continue
        address = next((a for key in ("contentUrl", "url", "embedUrl") if (a := _address(node.get(key), url))), None)
        # The @id of a node that says nothing else is its address, or names a node that is not there.
        address = address or (_address(node.get("@id"), url) if set(node) <= {"@id", "@type"} else None)
        if address is not None:
            sizes = _pixels(node.get("width")), _pixels(node.get("height"))
            caption = text_of(_named(node.get("caption")) or _named(node.get("description")), _MAX_CAPTION)
            credit = _credit(node, by_id)
            if credit is None and caption:
                caption, credit = split_credit(caption)
            found.append(Media(address, caption or None, credit or None, *sizes))
    return found


def _address(value: Any, url: str) -> str | None:
    """The address, if it is that of a file: a fragment of the page names a node."""
    return None if isinstance(value, str) and value.startswith("#") else address_of(value, url)


def _credit(node: dict[str, Any], by_id: dict[str, Any]) -> str | None:
    for key in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice"):
        value = node.get(key)
        value = resolve(value[0] if isinstance(value, list) and value else value, by_id)
        if text := text_of(_named(value), _MAX_CREDIT):
            return text
    return None


def _named(value: Any) -> Any:
    """The text of a value: itself, or what the node is called."""
    value = value[0] if isinstance(value, list) and value else value
    return value.get("name") or value.get("text") or value.get("caption") if isinstance(value, dict) else value


def _pixels(value: Any) -> int | None:
    """Pixels as people write them: 1200, "1200", "1200px", a QuantitativeValue."""
    if isinstance(value, dict):
        value = value.get("value")
    match = _PIXELS.match(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    return int(match[1]) or None if match else None


def open_graph_media(contents: Iterable[tuple[str, str]], kind: str, url: str) -> list[Media]:
    """The images or videos (`kind`) of meta elements, given as (name in lower case, content) in their order."""
    found: list[Media] = []
    prefix = f"og:{kind}"
    for name, content in contents:
        if not (name == prefix or name.startswith(f"{prefix}:")):
            continue
        part = name.removeprefix(prefix).removeprefix(":")
        if part in _NEW:
            address = absolute_url(content, url)
            if address is not None and all(media.url != address for media in found):
                found.append(Media(address))
        elif part == "secure_url" and not found and (address := absolute_url(content, url)):
            found.append(Media(address))
        elif found and part == "width":
            found[-1].width = found[-1].width or _pixels(content)
        elif found and part == "height":
            found[-1].height = found[-1].height or _pixels(content)
    return found[:MAX_VALUES]
