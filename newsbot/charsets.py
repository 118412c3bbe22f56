"""Which encodings a page may be in, and a guess for pages that declare none, or the wrong one.

The guess covers only scripts whose letters are all beyond ASCII.
"""

import codecs
import re

# In Latin text, letters beyond ASCII come alone or in pairs.
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ENOUGH = 30
_SAMPLE_BYTES = 20_000
# The encodings of such scripts among those that browsers know.
_CANDIDATES = [
    *("windows-1251", "koi8-r", "windows-1253", "windows-1255", "windows-1256", "tis-620"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]

# Python codecs that are not text encodings, and encodings that browsers refuse to read. Some fail in the middle.
_OF_NO_PAGE = frozenset(
    codecs.lookup(name).name
    for name in (
        *("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7"),
        *("utf_32", "utf_32_be", "utf_32_le", "base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib"),
    )
)


def is_of_pages(name: str) -> bool:
    """Whether a page may be in this encoding, by its Python name."""
    try:
        return codecs.lookup(name).name not in _OF_NO_PAGE
    except (LookupError, ValueError):
        return False


def guess_encoding(body: bytes) -> str | None:
    """Return the likeliest encoding of a body that is not UTF-8; None if it may just as well be in a Latin script."""
    first = _HIGH.search(body)
    if first is None:
        return None
    sample = body[first.start() : first.start() + _SAMPLE_BYTES]
    in_runs = sum(map(len, _RUN.findall(sample)))
    if in_runs < _ENOUGH or in_runs * 2 < len(_HIGH.findall(sample)):
        return None
    # Few pages need it, and it takes a while to load.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, steps=5, chunk_size=512).best()
    return None if best is None or best.encoding in ("ascii", "utf_8") else best.encoding
