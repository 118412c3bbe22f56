"""JSON-LD scripts as nodes, however badly they are written: comments, trailing commas, references, huge ones.

What the nodes say of an article is `declared.article`'s to read.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

_MAX_SCRIPT_CHARS = 512_000
_MAX_NODES = 2_000
_MAX_DEPTH = 12
_MAX_VALUES_IN_SCRIPT = 50
# What hides JSON from browsers that are long gone, and what JSON does not allow but people write: comments and
# commas before a closing bracket. Strings are matched first, so that they stay as they are.
_CDATA = re.compile(r"/\*\s*(?:<!\[CDATA\[|\]\]>)\s*\*/|(?://\s*)?(?:<!\[CDATA\[|\]\]>)|<!--|-->")
_COMMENT = re.compile(r'("(?:[^"\\]++|\\.)*+"?)|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|//[^\n]*+', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]++|\\.)*+"?)|,(?=\s*[}\]])', re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_DECODER = json.JSONDecoder(strict=False)


def script_nodes(script: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script, outermost first; nothing for one that is too large or broken."""
    if len(script) > _MAX_SCRIPT_CHARS:
        return
    queue: deque[tuple[Any, int]] = deque((value, 0) for value in _load_json(script))
    seen = 0
    while queue and seen < _MAX_NODES:
        value, depth = queue.popleft()
        seen += 1
        if isinstance(value, dict):
            yield value
        if depth < _MAX_DEPTH and isinstance(value, dict | list):
            inner = value if isinstance(value, list) else value.values()
            queue.extend((item, depth + 1) for item in inner if isinstance(item, dict | list))


def _load_json(text: str) -> list[Any]:
    """The values of a script: one when it is JSON, all that can be read when it is nearly that."""
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        text = _CDATA.sub("", text)
    for wrong in (_COMMENT, _TRAILING_COMMA):
        text = wrong.sub(lambda match: match[1] or "", text)
    values: list[Any] = []
    end = 0
    while len(values) < _MAX_VALUES_IN_SCRIPT and (start := _OPENING.search(text, end)):
        try:
            value, end = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def node_types(node: dict[str, Any]) -> set[str]:
    """The types of a node in lower case, without the vocabulary's address."""
    declared = node.get("@type")
    values = declared if isinstance(declared, list) else [declared]
    return {value.rsplit("/", 1)[-1].lower() for value in values if isinstance(value, str)}


def nodes_by_id(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The nodes by their @id; of several, the one that says most: the others refer to it."""
    by_id: dict[str, dict[str, Any]] = {}
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(by_id.get(name, ())):
            by_id[name] = node
    return by_id


def resolve(value: Any, by_id: dict[str, Any]) -> Any:
    """The node that `value` refers to by @id, with what the reference itself says."""
    if isinstance(value, dict) and isinstance(value.get("@id"), str):
        return {**by_id.get(value["@id"], {}), **value}
    return value


def items_of(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> list[dict[str, Any]]:
    """The nodes of a property, whether it is one, a list, or a list as JSON-LD or schema.org write it."""
    if isinstance(value, list):
        return [node for item in value[:_MAX_NODES] for node in items_of(item, by_id, depth + 1) if depth < 3]
    if not isinstance(value, dict):
        return []
    inner = value.get("@list") or value.get("itemListElement") or value.get("item")
    if inner is not None:
        return items_of(inner, by_id, depth + 1) if depth < 3 else []
    name = value.get("@id")
    return [by_id.get(name, value) if len(value) == 1 and isinstance(name, str) else value]
