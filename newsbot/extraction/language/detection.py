"""Detect the language of a text, and choose between what a page declares and what its text shows.

The statistical model is py3langid's. Scripts that only one language uses need no model, nor does a declared language
whose function words fill the text.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsbot.extraction.language.model import language_model

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsbot.items import Candidate

# The model's time grows with the text, and more text does not improve it (measured on 1,000 articles).
_MAX_CHARS = 1_200
_PIECES = 3
# This much suffices to confirm a declared language. Below this probability such a glance errs once in 250 times, above
# it once in 3,000.
_GLANCE_CHARS = 400
_PLAIN = 0.8
# Function words that make up a sixth or more of what is written in a language. This many of them, and this many
# different ones, show a language without the model, which needs time and memory: of 500 languages tried, only Scots
# passes for English, and Asturian and Ladino for Spanish.
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
# Below this the model is guessing (measured on sentences of ten words): the declared language is kept.
_CONFIDENT = 0.6
# Overruling a declared language that the model does not know takes more.
_SURE = 0.9

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?\Z")
# Indic vowel signs are counted, too: they are most of a short text.
_LETTERS = re.compile("[^\\W\\d_]|[\u0900-\u0dff]")
_WORDS = re.compile(r"[^\W\d_]+")
_URLS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")

# Script → the only news language that uses it; order matters only for kana and Han, which Japanese mixes.
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
# Share of kana among Han: a third or more in a Japanese text, while a Chinese one quotes a word at most.
_KANA_SHARE = 0.1
_SCRIPT_SHARE = 0.5

# Tags for the same language, or for languages that the model cannot tell apart.
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
# Answers that the model may give instead of a kindred language that newspapers hardly ever use.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "wuu": "zh", "tl": "fil"}
# Codes that ISO 639 has withdrawn and that old systems still declare.
_WITHDRAWN = {"iw": "he", "in": "id", "ji": "yi"}
_NO_LANGUAGE = {"zxx", "und", "mul", "mis"}


def detect_language(text: str) -> tuple[str, float] | None:
    """The language of the text (BCP 47) and how sure that is (0 to 1); None if there is too little text."""
    return _detect(_sample(text, _MAX_CHARS))


def _sample(text: str, chars: int) -> str:
    """The whole text if it has at most `chars` characters, else pieces of it, from its start to its end.

    The lead may be a quotation, and the end an agency's English.
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
    """A sample without addresses, its number of letters, and how many of them say as much as several others."""

    text: str
    letters: int
    dense: int


def _telling(sample: str) -> _Telling | None:
    """The part of a sample that shows its language; None if that is too little."""
    text = _URLS.sub(" ", sample)
    letters = len(_LETTERS.findall(text))
    dense = 0 if _BASIC_LATIN.match(text) else len(_DENSE.findall(text))
    return _Telling(text, letters, dense) if letters + dense * (_DENSE_WEIGHT - 1) >= _MIN_LETTERS else None


def _language_of_script(told: _Telling) -> str | None:
    """The only news language written in the script of most of the sample's letters."""
    text, letters, dense = told
    if dense and (found := _east_asian(text, letters)):
        return found
    if not _BASIC_LATIN.match(text):
        for language, script in _SCRIPTS.items():
            if len(script.findall(text)) > letters * _SCRIPT_SHARE:
                return language
    return None


def _east_asian(sample: str, letters: int) -> str | None:
    """Japanese, Korean or Chinese, if their characters prevail."""
    kana, hangul = len(_SCRIPTS["ja"].findall(sample)), len(_SCRIPTS["ko"].findall(sample))
    han = len(_HAN.findall(sample))
    if kana + han + hangul <= letters * _SCRIPT_SHARE:
        return None
    if hangul > kana + han:
        return "ko"
    return "ja" if kana > (kana + han) * _KANA_SHARE else "zh"


@lru_cache(maxsize=256)
def normalise_tag(tag: str) -> str | None:
    """The tag in BCP 47's spelling ("en_us" → "en-US", "zh-hant-tw" → "zh-Hant-TW"); None if it names no language."""
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
    """Whether two tags name the same language, ignoring region and script and treating kindred languages as one."""
    a, b = _primary(tag), _primary(other)
    return a == b or any(a in group and b in group for group in _SAME)


def choose_language(declared: "Sequence[Candidate]", text: str) -> tuple[str | None, str | None]:
    """The tag of the text's language and its origin.

    A declared tag that agrees with the text wins, preferably one with a region; a confident detection wins over all
    other tags, since many sites declare their template's language. A language that the operator states is not checked.
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
    """The result of `choose_language` if it needs no model.

    That is the operator's statement, a language shown by its function words, preferably a declared one, or the one
    that uses the text's script.
    """
    tags = _tags(declared)
    if tags and tags[0][1] == "stated":
        return tags[0]
    # For a quarter of the texts only more than a glance shows it: still less work than loading the model.
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
    """The language that uses the text's script, under a declared tag if one names it."""
    told = _telling(_sample(text, _MAX_CHARS))
    language = None if told is None else _language_of_script(told)
    return None if language is None else _agreeing(tags, language) or (language, "detected")


def _tags(declared: "Sequence[Candidate]") -> list[tuple[str, str]]:
    """The declared tags that name a language, each with its origin."""
    return [(tag, candidate.origin) for candidate in declared if (tag := normalise_tag(candidate.value))]


def _agreeing(tags: "Sequence[tuple[str, str]]", language: str) -> tuple[str, str] | None:
    """The first declared tag of the language, or the first one that adds a region to it."""
    agreeing = [(tag, origin) for tag, origin in tags if same_language(tag, language)]
    if not agreeing:
        return None
    primary = _primary(agreeing[0][0])
    return next((pair for pair in agreeing if "-" in pair[0] and _primary(pair[0]) == primary), agreeing[0])


def _glanced(declared: "Collection[str]", text: str) -> tuple[str, float] | None:
    """The language that a glance at the text clearly shows, if it is a declared one, as on most pages."""
    detected = _detect(_sample(text, _GLANCE_CHARS)) if declared else None
    if detected is not None and detected[1] >= _PLAIN and any(same_language(tag, detected[0]) for tag in declared):
        return detected
    return None


def _reads_as(language: str, words: list[str]) -> bool:
    """Whether the language's own function words are so frequent that it can be no other."""
    own = _WORD_SETS.get(language, frozenset())
    found = [word for word in words if word in own]
    return len(set(found)) >= _MIN_FUNCTION_WORDS and len(found) >= _FUNCTION_SHARE * len(words)


def _knows(tag: str) -> bool:
    """Whether this language is among the model's possible answers."""
    model = language_model()
    return model is not None and any(same_language(tag, label) for label in model.labels)


def agrees(tag: str, wanted: str) -> bool:
    """Whether a language matches a requested one: "pt-BR" and "pt" match, "pt-BR" and "pt-PT" do not."""
    tag, wanted = tag.lower(), wanted.lower()
    return tag == wanted or tag.startswith(f"{wanted}-") or wanted.startswith(f"{tag}-")
