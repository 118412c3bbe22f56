"""Whether a page is safe to give to an HTML parser.

Lexbor takes time that grows with the square of the attributes of one tag, and of the depth of the tree: 2 s for
40,000 attributes, 1.4 s for 40,000 nested elements, a minute for 200,000. Pages people read stay far below: the
deepest known have some hundreds of levels.
"""

import re
from itertools import accumulate

_MAX_DEPTH = 5_000
_MAX_ATTRIBUTES = 5_000
# Shorter than 5,000 attributes can be written; what a page keeps as data in one attribute is longer at times.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000}[^<>]*+")
_ATTRIBUTE = re.compile(r"\s[^\s=]{1,100}=")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# These have no end tag, or authors leave it out and the parser adds it.
_UNCLOSED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dd dt option optgroup tr td th tbody"
    " thead tfoot colgroup rp rt html head body path rect circle use".split()
)


def is_hostile(text: str) -> bool:
    """Whether one tag has thousands of attributes, or thousands of elements lie in each other; linear in time."""
    for match in _LONG_TAG.finditer(text):
        if len(_ATTRIBUTE.findall(match[0])) > _MAX_ATTRIBUTES:
            return True
    steps = (-1 if end else 1 for end, name in _TAG.findall(text) if name.lower() not in _UNCLOSED)
    return max(accumulate(steps), default=0) > _MAX_DEPTH
