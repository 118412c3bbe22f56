"""Which encodings a page may be in, and which it is in that says nothing of it, or lies.

The latter only for scripts whose letters are all beyond ASCII.
"""

import codecs
import re

# Letters of a Latin text beyond ASCII stand alone or in twos.
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ENOUGH = 30
_SAMPLE_BYTES = 20_000
# Of the encodings that browsers know, those of such scripts.
_CANDIDATES = [
    *("windows-1251", "koi8-r", "windows-1253", "windows-1255", "windows-1256", "tis-620"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]

# What Python knows beside encodings of text, and encodings that browsers refuse to read. Some break off in the middle.
_OF_NO_PAGE = frozenset(
    codecs.lookup(name).name
    for name in (
        *("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7"),
        *("utf_32", "utf_32_be", "utf_32_le", "base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib"),
    )
)


def is_of_pages(name: str) -> bool:
    """Whether a page may be in this encoding of Python's."""
    try:
        return codecs.lookup(name).name not in _OF_NO_PAGE
    except (LookupError, ValueError):
        return False


def guess_encoding(body: bytes) -> str | None:
    """The likeliest encoding of a body that is no UTF-8; None where it may as well be of a Latin script."""
    first = _HIGH.search(body)
    if first is None:
        return None
    sample = body[first.start() : first.start() + _SAMPLE_BYTES]
    in_runs = sum(map(len, _RUN.findall(sample)))
    if in_runs < _ENOUGH or in_runs * 2 < len(_HIGH.findall(sample)):
        return None
    # Pages that need it are rare, and it takes a while to load.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, steps=5, chunk_size=512).best()
    return None if best is None or best.encoding in ("ascii", "utf_8") else best.encoding
