"""The data that a page holds for its scripts, parsed as JSON; no script is run.

The data is in a script of its own, is assigned to a variable, comes in the pieces that React streams, is the text of a
call, or is an attribute of the element that the scripts fill.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MAX_SCRIPTS = 300
_MAX_CHARS = 4_000_000
_MAX_READS = 20
_MAX_QUOTED = 50_000
_MAX_ROWS = 20_000
_MAX_DEPTH = 60
# Shorter string arguments contain no article.
_MIN_JSON_CHARS = 300

_DECODER = json.JSONDecoder(strict=False)
# Inertia, React on Rails and others put the data on the element that the scripts fill.
_FILLED = "[data-page],[data-props],[data-react-props],[data-state],[data-initial-state]"
_NOT_DATA = ("application/ld+json", "text/template", "text/html", "importmap", "speculationrules")
_ASSIGNED = re.compile(r"=\s*(?=[{\[])")
# An unclosed string ends with its script, which is not searched for another one.
_PARSED = re.compile(r"""JSON\.parse\(\s*(?:"((?:[^"\\]++|\\.)*+)"?|'((?:[^'\\]++|\\.)*+)'?)""", re.DOTALL)
_STREAMED = re.compile(r'__next_f\.push\(\s*\[\s*1\s*,\s*"((?:[^"\\]++|\\.)*+)"?', re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.)*+)"?', re.DOTALL)
_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$[0-9a-f]{1,8}")


def page_values(tree: "LexborHTMLParser") -> Iterator[Any]:
    """The JSON values in a page's scripts, and in the attributes of the elements that they fill."""
    left = _MAX_CHARS
    for node in tree.css(_FILLED)[:_MAX_SCRIPTS]:
        for data in node.attributes.values():
            if data is not None and data[:1] == "{" and len(data) <= left:
                left -= len(data)
                yield from _values_in(data)
    streamed: list[str] = []
    for node in tree.css("script:not([src])")[:_MAX_SCRIPTS]:
        if (node.attributes.get("type") or "").strip().lower() in _NOT_DATA:
            continue
        script = node.text()
        left -= len(script)
        if left < 0:
            break
        pieces = _STREAMED.findall(script)
        if pieces:
            streamed += map(_unquoted, pieces)
        else:
            yield from _values_in(script)
    if streamed:
        yield from _rows("".join(streamed))


def _values_in(script: str) -> Iterator[Any]:
    if script.lstrip()[:1] in ("{", "["):
        try:
            yield json.loads(script, strict=False)
        except (ValueError, RecursionError):
            return
        return
    values = [*_parsed(script), *_assigned(script)]
    if values:
        yield from values
    elif "<" in script or "\\u003" in script:
        # A JavaScript object: not JSON, but its strings are written alike, and one may contain JSON.
        texts = [_unquoted(match[1]) for match in islice(_QUOTED.finditer(script), _MAX_QUOTED)]
        yield [text for text in texts if text[:1] not in ("{", "[")]
        for text in texts:
            if len(text) >= _MIN_JSON_CHARS and text[0] in "{[":
                yield from _values_in(text)


def _parsed(script: str) -> Iterator[Any]:
    for match in islice(_PARSED.finditer(script), _MAX_READS):
        text = match[1] if match[1] is not None else match[2].replace("\\'", "'").replace('"', '\\"')
        try:
            yield json.loads(_unquoted(text), strict=False)
        except (ValueError, RecursionError):
            continue


def _assigned(script: str) -> Iterator[Any]:
    end = 0
    for _ in range(_MAX_READS):
        start = _ASSIGNED.search(script, end)
        if start is None:
            return
        try:
            value, end = _DECODER.raw_decode(script, start.end())
            yield value
        except (ValueError, RecursionError):
            end = start.end()


def _unquoted(text: str) -> str:
    """The text between two quotes of JSON; "" if it is not valid."""
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""


def _rows(stream: str) -> Iterator[Any]:
    """The values in React's stream: rows of JSON, and texts of a given length in bytes that the rows refer to."""
    data = stream.encode("utf-8", "replace")
    rows: list[bytes] = []
    texts: dict[str, str] = {}
    at = 0
    while (row := _ROW.search(data, at)) is not None and len(rows) + len(texts) < _MAX_ROWS:
        if row[2] is not None:
            at = row.end() + int(row[2], 16)
            texts["$" + row[1].decode()] = data[row.end() : at].decode("utf-8", "replace")
            continue
        at = data.find(b"\n", row.end())
        at = len(data) if at < 0 else at + 1
        line = data[row.end() : at]
        if line[:1] in (b"{", b"["):
            rows.append(line)
    referred = _References(texts)
    for line in rows:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        yield referred.filled(value) if texts else value


class _References:
    """Replaces references by the texts that they refer to, up to the number of characters that a page may have."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self._left = _MAX_CHARS

    def filled(self, value: Any, depth: int = 0) -> Any:
        """The value with its references replaced."""
        if isinstance(value, str):
            return self._text_of(value) if _REFERENCE.fullmatch(value) else value
        if depth > _MAX_DEPTH:
            return None
        if isinstance(value, list):
            return [self.filled(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {key: self.filled(item, depth + 1) for key, item in value.items()}
        return value

    def _text_of(self, reference: str) -> str:
        text = self._texts.get(reference, reference)
        self._left -= len(text)
        # A page of a few thousand letters can refer to one text as often as it likes.
        return text if self._left >= 0 else ""
