"""The language of a text, and the choice between what a page declares and what its text shows.

The statistical model is py3langid's. Scripts that only one language uses need no model, nor does a declared language
whose little words fill the text.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsbot.extraction.language_model import language_model

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsbot.items import Candidate

# The model needs time in the length of the text and tells no more from a longer one (measured on 1,000 articles).
_MAX_CHARS = 1_200
_PIECES = 3
# As much confirms a declared language. Below this probability such a glance errs one of 250 times, above it one of
# 3,000.
_GLANCE_CHARS = 400
_PLAIN = 0.8
# Words that make up every sixth or more of what is written in a language. So many of them, and so many different
# ones, show a language without the model, which needs time and memory: tried on 500 languages, only Scots passes for
# English, Asturian and Ladino for Spanish.
_FUNCTION_WORDS = {
    "en": "the of and to in that was for with is on as by from at are has have were which this be they",
    "de": "der die und das den von zu mit sich des auf für ist nicht ein eine dem auch im wird werden bei",
    "fr": "le les des et du une est dans pour qui sur pas au avec cette ont aux par il que",
    "es": "el los las del una por con para se su al más como ha lo fue y sus",
    "pt": "os do da em um uma não para com dos ao mais foi por na no das pela também",
    "it": "il di che della per non sono del con gli una nel alla dei delle ha anche più dal",
}
_WORD_SETS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_FUNCTION_SHARE = 0.15
_MIN_FUNCTION_WORDS = 6
_MIN_LETTERS = 25
# One character of these scripts says as much as two or three letters.
_DENSE_WEIGHT = 3
# Below this the model is guessing (measured on sentences of ten words): the declared language stands.
_CONFIDENT = 0.6
# A declared language the model does not know at all needs more to be overruled.
_SURE = 0.9

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?\Z")
# Indic vowel signs count: they are most of a short text.
_LETTERS = re.compile("[^\\W\\d_]|[\u0900-\u0dff]")
_WORDS = re.compile(r"[^\W\d_]+")
_URLS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")

# Script → its one language of news; order matters only for kana and Han, which Japanese mixes.
_SCRIPTS: dict[str, re.Pattern[str]] = {
    "ja": re.compile("[\u3040-\u30ff\uff66-\uff9f]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "si": re.compile("[\u0d80-\u0dff]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "te": re.compile("[\u0c00-\u0c7f]"),
    "kn": re.compile("[\u0c80-\u0cff]"),
    "ml": re.compile("[\u0d00-\u0d7f]"),
    "gu": re.compile("[\u0a80-\u0aff]"),
    "pa": re.compile("[\u0a00-\u0a7f]"),
    "or": re.compile("[\u0b00-\u0b7f]"),
    "am": re.compile("[\u1200-\u137f]"),
}
_HAN = re.compile("[\u3400-\u9fff]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BASIC_LATIN = re.compile(r"[\x00-\u036f\u1e00-\u1eff\u2000-\u206f]*\Z")
# Kana among Han: a Japanese text has a third or more, a Chinese one quotes a word at most.
_KANA_SHARE = 0.1
_SCRIPT_SHARE = 0.5

# Tags that name one language, or languages that the model cannot hold apart.
_SAME = [
    {"no", "nb", "nn"},
    {"hr", "sr", "bs", "sh", "cnr"},
    {"id", "ms", "jv"},
    {"zh", "cmn", "yue", "wuu"},
    {"fa", "prs"},
    {"tl", "fil"},
    {"pt", "gl"},
    {"ar", "ary", "arz"},
    {"ku", "sdh", "ckb"},
]
# What the model may answer for a kindred language that newspapers hardly ever write in.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "wuu": "zh", "tl": "fil"}
# Codes that ISO 639 has withdrawn, and old systems still declare.
_WITHDRAWN = {"iw": "he", "in": "id", "ji": "yi"}
_NO_LANGUAGE = {"zxx", "und", "mul", "mis"}


def detect_language(text: str) -> tuple[str, float] | None:
    """The language of the text (BCP 47) and how sure that is (0 to 1); None when there is too little text."""
    return _detect(_sample(text, _MAX_CHARS))


def _sample(text: str, chars: int) -> str:
    """A text of at most so many characters whole, else pieces of it, the first from its start, the last from its end.

    A lead may be a quotation, and an end the English of an agency.
    """
    if len(text) <= chars:
        return text
    size = chars // _PIECES
    starts = (at * (len(text) - size) // (_PIECES - 1) for at in range(_PIECES))
    return " ".join(text[start : start + size] for start in starts)


def _detect(sample: str) -> tuple[str, float] | None:
    told = _telling(sample)
    if told is None:
        return None
    written = _language_of_script(told)
    if written is not None:
        return written, 1.0
    model = language_model()
    if model is None:
        return None
    language, probability = model.classify(told.text)
    if language in _NO_LANGUAGE:
        return None
    return _WRITTEN_AS.get(language, language), round(min(1.0, float(probability)), 4)


class _Telling(NamedTuple):
    """A sample without addresses, how many letters it has, and how many of them say as much as several others."""

    text: str
    letters: int
    dense: int


def _telling(sample: str) -> _Telling | None:
    """What of a sample shows its language; None where that is too little."""
    text = _URLS.sub(" ", sample)
    letters = len(_LETTERS.findall(text))
    dense = 0 if _BASIC_LATIN.match(text) else len(_DENSE.findall(text))
    return _Telling(text, letters, dense) if letters + dense * (_DENSE_WEIGHT - 1) >= _MIN_LETTERS else None


def _language_of_script(told: _Telling) -> str | None:
    """The one language of news that is written in the script of most of the sample's letters."""
    text, letters, dense = told
    if dense and (found := _east_asian(text, letters)):
        return found
    if not _BASIC_LATIN.match(text):
        for language, script in _SCRIPTS.items():
            if len(script.findall(text)) > letters * _SCRIPT_SHARE:
                return language
    return None


def _east_asian(sample: str, letters: int) -> str | None:
    """Japanese, Korean or Chinese when their characters prevail."""
    kana, hangul = len(_SCRIPTS["ja"].findall(sample)), len(_SCRIPTS["ko"].findall(sample))
    han = len(_HAN.findall(sample))
    if kana + han + hangul <= letters * _SCRIPT_SHARE:
        return None
    if hangul > kana + han:
        return "ko"
    return "ja" if kana > (kana + han) * _KANA_SHARE else "zh"


@lru_cache(maxsize=256)
def normalise_tag(tag: str) -> str | None:
    """The tag in BCP 47's spelling ("en_us" → "en-US", "zh-hant-tw" → "zh-Hant-TW"); None when it names no language."""
    match = _TAG.match(tag.strip())
    if not match:
        return None
    language, script, region = match.groups()
    language = language.lower()
    if language in _NO_LANGUAGE:
        return None
    language = _WITHDRAWN.get(language, language)
    subtags = [language, script and script.title(), region and region.upper()]
    return "-".join(subtag for subtag in subtags if subtag)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def same_language(tag: str, other: str) -> bool:
    """Whether two tags name one language, region, script and kindred languages aside."""
    a, b = _primary(tag), _primary(other)
    return a == b or any(a in group and b in group for group in _SAME)


def choose_language(declared: "Sequence[Candidate]", text: str) -> tuple[str | None, str | None]:
    """The tag of the text's language and its origin.

    A declared tag that the text agrees with wins, the one with a region before others; a confident
    detection wins over all others, since many sites declare their template's language. What the operator states is not
    asked for.
    """
    plain = plain_language(declared, text)
    if plain is not None:
        return plain
    tags = _tags(declared)
    detected = _glanced([tag for tag, _ in tags], text) or detect_language(text)
    if detected is None:
        return tags[0] if tags else (None, None)
    language, probability = detected
    agreeing = _agreeing(tags, language)
    if agreeing is not None:
        return agreeing
    if not tags or probability >= (_CONFIDENT if _knows(tags[0][0]) else _SURE):
        return language, "detected"
    return tags[0]


def plain_language(declared: "Sequence[Candidate]", text: str) -> tuple[str, str] | None:
    """What `choose_language` answers where that takes no model.

    The operator's word, a language that little words show, a declared one before others, or the one that is written in
    the text's script.
    """
    tags = _tags(declared)
    if tags and tags[0][1] == "stated":
        return tags[0]
    # Of a quarter of the texts only more than a glance shows it: less than it takes to load the model.
    for sample in (_sample(text, _GLANCE_CHARS), _sample(text, _MAX_CHARS)):
        words = _WORDS.findall(sample.lower())
        for language in dict.fromkeys(_primary(tag) for tag, _ in tags):
            if _reads_as(language, words):
                return _agreeing(tags, language)
    others = [language for language in _WORD_SETS if _reads_as(language, words)]
    if len(others) == 1:
        return _agreeing(tags, others[0]) or (others[0], "detected")
    return None if text.isascii() else _by_script(tags, text)


def _by_script(tags: "Sequence[tuple[str, str]]", text: str) -> tuple[str, str] | None:
    """The language that is written in the text's script, as a declared tag names it where one does."""
    told = _telling(_sample(text, _MAX_CHARS))
    language = None if told is None else _language_of_script(told)
    return None if language is None else _agreeing(tags, language) or (language, "detected")


def _tags(declared: "Sequence[Candidate]") -> list[tuple[str, str]]:
    """The declared tags that name a language, each with its origin."""
    return [(tag, candidate.origin) for candidate in declared if (tag := normalise_tag(candidate.value))]


def _agreeing(tags: "Sequence[tuple[str, str]]", language: str) -> tuple[str, str] | None:
    """The first declared tag of the language, or the first with a region that names it as that one does."""
    agreeing = [(tag, origin) for tag, origin in tags if same_language(tag, language)]
    if not agreeing:
        return None
    primary = _primary(agreeing[0][0])
    return next((pair for pair in agreeing if "-" in pair[0] and _primary(pair[0]) == primary), agreeing[0])


def _glanced(declared: "Collection[str]", text: str) -> tuple[str, float] | None:
    """The language that a glance at the text shows plainly, when it is a declared one, as it is on most pages."""
    detected = _detect(_sample(text, _GLANCE_CHARS)) if declared else None
    if detected is not None and detected[1] >= _PLAIN and any(same_language(tag, detected[0]) for tag in declared):
        return detected
    return None


def _reads_as(language: str, words: list[str]) -> bool:
    """Whether the words are so often the language's own little ones that it can be no other."""
    own = _WORD_SETS.get(language, frozenset())
    found = [word for word in words if word in own]
    return len(set(found)) >= _MIN_FUNCTION_WORDS and len(found) >= _FUNCTION_SHARE * len(words)


def _knows(tag: str) -> bool:
    """Whether the model could have answered with this language."""
    model = language_model()
    return model is not None and any(same_language(tag, label) for label in model.labels)


def agrees(tag: str, wanted: str) -> bool:
    """Whether a language is one that is asked for: "pt-BR" and "pt" agree, "pt-BR" and "pt-PT" do not."""
    tag, wanted = tag.lower(), wanted.lower()
    return tag == wanted or tag.startswith(f"{wanted}-") or wanted.startswith(f"{tag}-")
