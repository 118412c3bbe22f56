"""How a text becomes the tokens of an index: the same for indexed texts and for the queries that search them.

Case, accents, widths and spellings are folded. Scripts that write words without spaces, and Korean, which attaches
particles to its words, are split into pairs of characters: a text then contains a word exactly if it contains its pairs
in a row. A single character is also the start of a token, since the last of a run is added once more by itself.
"""

import re
import unicodedata
from functools import cache

from newsbot.text import WORD_MARKS

# Raise it when the same text gives different tokens: an index written under another version has to be rebuilt.
TOKENS_VERSION = f"1-{unicodedata.unidata_version}"

# Ideographs, kana, hangul, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
UNSPACED = re.compile(f"[{_UNSPACED}]+")
# Between these a space is not significant: a query may have one where the text has none.
_IDEOGRAPHS = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_GAP = re.compile(f"(?<=[{_IDEOGRAPHS}])[ \u3000]+(?=[{_IDEOGRAPHS}])")
_WORDS = re.compile(f"(?:[^\\W_]|[{WORD_MARKS}])+")
_BETWEEN = re.compile(f"[^\\w{WORD_MARKS}\x00-\x7f]+")
_MAYBE_ARABIC = re.compile("[\u0627-\u064a]")
# The article with possible prefixes: "الانتخابات", "والانتخابات" and "للانتخابات" are one word.
_ARABIC_ARTICLE = re.compile(f"(?<![\\w{WORD_MARKS}])(?:[وبكف]?ال|لل)(?=\\w\\w\\w)")
_ARABIC = dict(
    zip("أإآٱىیېؤئةۀہھکګ", "اااايييويهههكك", strict=False),
) | {"ۓ": "ے", "ک": "ك", "ګ": "ك"}
_LETTERS = _ARABIC | {
    "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n", "ё": "е",
    "_": " ", "\u0640": "", "\u0670": "", "\u200c": "", "\u200d": "",
}  # fmt: skip
# How the letters on the left are written if a keyboard lacks them; others just leave out the dots.
_DIGRAPHS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"))
_DIGRAPH = re.compile("ae|oe|(?<!q)ue|aa")


@cache
def _folds() -> dict[int, str]:
    """Return what each folded character becomes, as far as a single table can say."""
    table = {}
    # Accented letters: Latin and Greek (Cyrillic keeps its letters: й is not и), and the combining marks themselves.
    for code in (*range(0xAA, 0x250), *range(0x370, 0x400), *range(0x1E00, 0x2000)):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1:
            table[code] = "".join(part for part in parts if not unicodedata.combining(part))
    for first, last in ((0x300, 0x370), (0x591, 0x5C8), (0x610, 0x61B), (0x64B, 0x660), (0x6D6, 0x6EE)):
        table |= {code: "" for code in range(first, last) if unicodedata.category(chr(code)) == "Mn"}
    # "٣" and "३" are the number 3.
    digits = (code for code in range(0x660, 0x1A00) if unicodedata.category(chr(code)) == "Nd")
    table |= {code: str(unicodedata.decimal(chr(code))) for code in digits}
    return table | {ord(letter): folded for letter, folded in _LETTERS.items()}


def fold(text: str) -> str:
    """Return the text in lower case, without accents, points and other variants of spelling; separators stay."""
    if text.isascii():
        return text.lower().replace("_", " ")
    text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", text).translate(_folds())


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded; a run of a script without spaces is one word."""
    return _WORDS.findall(_without_articles(fold(text)))


def _without_articles(folded: str) -> str:
    return _ARABIC_ARTICLE.sub("", folded) if _MAYBE_ARABIC.search(folded) else folded


def index_text(text: str) -> str:
    """Return a text's tokens for an index that splits at spaces and ASCII punctuation and ignores ASCII case."""
    if text.isascii():
        return text
    folded = _BETWEEN.sub(" ", _without_articles(fold(text)))
    return UNSPACED.sub(_pairs, folded)


def index_tokens(text: str) -> list[str]:
    """Return the tokens of a text, in order, for an index that takes them one by one."""
    if text.isascii():
        return _WORDS.findall(text.lower())
    return _WORDS.findall(index_text(text))


def _pairs(run: re.Match[str]) -> str:
    return f" {' '.join(_pairs_of(run.group()))} "


def _pairs_of(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def query_tokens(words: list[str]) -> list[str]:
    """Return the tokens found in a row in any text that has the words in a row; the last may be a token's start.

    That is the case exactly if it is a single character of a script without spaces (`is_start`).
    """
    tokens: list[str] = []
    for word in words:
        at = 0
        for run in UNSPACED.finditer(word):
            tokens += _plain(word[at : run.start()])
            tokens += _pairs_of(run.group())
            at = run.end()
        tokens += _plain(word[at:])
    # If nothing follows, the text may go on: its run need not end here.
    if len(tokens) > 1 and is_start(tokens[-1]) and tokens[-2].endswith(tokens[-1]) and len(tokens[-2]) > 1:
        del tokens[-1]
    return tokens


def _plain(text: str) -> list[str]:
    return [text] if text else []


def is_start(token: str) -> bool:
    """Whether a query means all tokens that start with this one."""
    return len(token) == 1 and UNSPACED.match(token) is not None


def spellings(text: str) -> list[str]:
    """Return a query's words as others may spell them, the given spelling first: Mueller for Müller and vice versa."""
    found = [text]
    lower = text.lower()
    if _DIGRAPH.search(lower):
        found.append(_DIGRAPH.sub(lambda match: match.group()[0], lower))
    written = unicodedata.normalize("NFC", lower)
    for letter, digraph in _DIGRAPHS:
        written = written.replace(letter, digraph)
    if written != unicodedata.normalize("NFC", lower):
        found.append(written)
    if _GAP.search(text):
        found.append(_GAP.sub("", text))
    return found
