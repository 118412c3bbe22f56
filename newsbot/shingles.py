"""Hashes of a text's shingles, its runs of a few words or characters: what `duplicates` makes sketches from.

A separate module, since numpy takes longer to load than everything a crawl needs to send its first request.
"""

import re

import numpy as np
from numpy.typing import NDArray

from newsbot.text import WORD_MARKS, comparison_key

# Shingle lengths in words or characters. Chinese words have 1.8 characters, Thai words 3 without vowel signs: an edited
# word spoils about as many shingles as in a script with spaces.
_WORDS, _HAN_CHARS, _THAI_CHARS = 3, 5, 8

_WORD = re.compile(rf"[\w{WORD_MARKS}]+")
# The same for ASCII: lower-case letters, digits, and spaces for everything else.
_ASCII_LETTERS = bytes(ord(chr(code).lower()) if re.match(r"\w", chr(code), re.A) else 32 for code in range(256))
_SPACE = 32
# All that most English texts contain besides ASCII; each separates words like a space.
_TYPOGRAPHY = "‘’“”–—…"
_HAN = re.compile(
    "[\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
_THAI = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_MAYBE_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\U0003ffff]")

Hashes = NDArray[np.uint32]


def shingle_hashes(text: str) -> Hashes:
    """Return the hashes of the text's shingles, each once, ascending."""
    hashes = np.sort(_shingles(text))
    is_new = np.ones(len(hashes), np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=is_new[1:])
    return hashes[is_new]


def _shingles(text: str) -> Hashes:
    """Return the hash of each shingle of the text, in text order."""
    if not text.isascii():
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    if text.isascii():
        return _combine(_word_hashes(text.encode().translate(_ASCII_LETTERS).split()), _WORDS)
    if _MAYBE_UNSPACED.search(text):
        letters = comparison_key(text)
        han = sum(map(len, _HAN.findall(letters)))
        thai = sum(map(len, _THAI.findall(letters)))
        if 2 * (han + thai) > len(letters):
            return _combine(_codes(letters).astype(np.uint64), _HAN_CHARS if han >= thai else _THAI_CHARS)
    return _combine(_word_hashes(_WORD.findall(text.casefold())), _WORDS)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")


def _word_hashes(words: list[bytes] | list[str]) -> NDArray[np.uint64]:
    """Return a hash of each word, computed for all at once: the sum of its letters, mixed with their positions."""
    if not words:
        return np.empty(0, np.uint64)
    if isinstance(words[0], bytes):
        codes = np.frombuffer(b" ".join([*words, b""]), np.uint8).astype(np.uint64)
    else:
        codes = _codes(" ".join([*words, ""])).astype(np.uint64)
    ends = np.flatnonzero(codes == _SPACE) + 1
    starts = np.concatenate(([0], ends[:-1]))
    places = np.arange(len(codes)) - np.repeat(starts, ends - starts)
    return np.add.reduceat(_mix(codes + (places.astype(np.uint64) << np.uint64(21))), starts)


def _combine(parts: NDArray[np.uint64], length: int) -> Hashes:
    """Return a hash of each run of this many parts."""
    count = len(parts) - length + 1
    if count <= 0:
        return np.empty(0, np.uint32)
    sums = np.zeros(count, np.uint64)
    for start in range(length):
        sums = sums * np.uint64(0x9E3779B97F4A7C15) + parts[start : start + count]
    return (_mix(sums) >> np.uint64(32)).astype(np.uint32)


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the values with all bits mixed (the finaliser of MurmurHash3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values
