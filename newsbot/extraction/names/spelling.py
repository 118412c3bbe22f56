"""Names: whether a text can be one, how to write it, and whether two spellings are of the same person.

This module knows nothing of bylines; its word lists are in `vocabulary`.
"""

import re
import unicodedata

from newsbot.extraction.vocabulary import jobs, name_words, noise
from newsbot.extraction.vocabulary.date_words import MONTHS
from newsbot.items import Author
from newsbot.text import WORD_MARKS

MAX_NAME_CHARS = 70
_MAX_NAME_WORDS = 6

# Characters that may stick to a name without being part of it; the dot of "Jr." is part of it.
EDGES = ' \t.,:;|/\\*~_-–—•·"“”„«»<>#=+!?[]{}()（）：，。、।'
_SOFT_EDGES = EDGES.replace(".", "")

_NAME_WORD = re.compile(
    rf"['’‘]?(?:d[’'`]|[lo][’'])?[^\W\d_](?:[^\W\d_]|[.'’`‘´{WORD_MARKS}-])*\Z",
    re.IGNORECASE,
)
_NICKNAME = re.compile(r"\A[\"“]([^\W\d_][^\W\d_]*)[\"”]\Z")
_DOMAIN_WORD = re.compile(r"[\w-]{2,}\.(?:com|org|net|info|[a-z]{2})\Z")
_LOGIN = re.compile(r"(?=.*[^\W\d_])\w[\w.-]{1,29}\Z")
# Family and given name in Han, in kana and Han, in Hangul; a foreign name in Han with its dot.
HAN_NAME = re.compile(
    r"[\u3400-\u9fff々]{2,4}\Z|[\u3040-\u30ff\u3400-\u9fff々ー・]{2,12}\Z|[\uac00-\ud7af]{2,4}\Z"
    r"|[\u3400-\u9fff]{1,6}[·・][\u3400-\u9fff·・]{1,12}\Z"
)
_FINAL_DOT = re.compile(r"(?:\b\w|\b[JS]r|\.\w)\.\Z")
_INITIAL = re.compile(r"[^\W\d_]\.\Z")
_GERMAN_NOUN = re.compile(
    r"(?:ung|schaft|heit|keit|tion|nis|sicht|seite|liste|room|ment|tät|ikon|thema"
    r"|start|load|shop|anfang)\Z"
)
# "ST. CLAIR"
_SAINT = re.compile(r"STE?\.\Z")
_ROMAN = re.compile(r"[IVX]+\Z")
# "Sir Ian Moran KCB"
_HONOURS = re.compile(r"[GKDCOM][BCMV]M?[BEGHO]\Z")
_VOWELLESS = re.compile(r"[^AEIOUYÄÖÜÅØÆÉÈÍÓÚ]{2}\Z")
# Many names that begin with "Mac" take no second capital (Macías, Mackey, Macron); only these do.
_MAC_NAMES = tuple(
    "macarthur macdonald macdougall macgregor macintyre mackenzie maclean macleod macmillan macneil macpherson "
    "macfarlane macaskill maccallum".split()
)
_APOSTROPHE = re.compile(r"['’]")
# In Ukrainian the apostrophe separates a consonant from a vowel: a capital follows it only after "О" and "Д".
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TURKISH = re.compile("[ĞİŞ]")
# Languages in which a single letter between names may be a conjunction.
_AND = frozenset(("pt", "es", "ca"))
_ELIDED = re.compile(r"d['’]\w{3}")
_NAME_MARKS = re.compile(r"[.,'’-]")


def folded(text: str) -> str:
    """The text without case and accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def list_key(text: str) -> str:
    """The text as spelt in the word lists: case-folded, without "the" or edge characters."""
    return text.strip(_SOFT_EDGES).casefold().removeprefix("the ").strip()


def trimmed(text: str) -> str:
    """The text without edge characters."""
    return text.strip(_SOFT_EDGES)


def is_name(text: str, *, alone: bool) -> bool:
    """Whether the text can be a person's name; `alone` (a line of its own) also admits two lower-case words."""
    tokens = text.split()
    while tokens and tokens[0].casefold() in name_words.HONORIFICS:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1].casefold().strip(",") in name_words.NAME_SUFFIXES | name_words.DEGREES:
        tokens = tokens[:-1]
    if (
        not tokens
        or len([t for t in tokens if t.casefold() not in name_words.PARTICLES]) > _MAX_NAME_WORDS
        or len(text) > MAX_NAME_CHARS
    ):
        return False
    if any(_is_no_name_word(token) for token in tokens) and not _is_name_after_all(tokens):
        return False
    if len(tokens) == 1:
        return _is_single_name(tokens[0])
    if '"' in text or "“" in text:
        tokens = [tokens[0], *(_NICKNAME.sub(r"\1", token) for token in tokens[1:-1]), tokens[-1]]
    if not all(_NAME_WORD.match(token) for token in tokens) or tokens[-1].casefold() in ("com", "org", "net"):
        return False
    return (
        _has_name_case(tokens)
        or _is_small_with_initials(tokens)
        or (
            alone
            and len(tokens) == 2
            and text.islower()
            and min(map(len, tokens)) > 2
            and noise.SAYINGS.isdisjoint(tokens)
        )
    )


def _is_name_after_all(tokens: list[str]) -> bool:
    """Whether the one word of `noise.NOT_NAME` is a given name or surname here: "Will Moran", "Ada Post"."""
    if not 1 < len(tokens) < 4 or not all(token[0].isupper() or token in name_words.PARTICLES for token in tokens):
        return False
    doubtful = [at for at, token in enumerate(tokens) if _is_no_name_word(token)]
    word = tokens[doubtful[0]].strip(EDGES).casefold()
    if word == "will" and len(tokens) == 2:
        return True
    others = [token.casefold() for at, token in enumerate(tokens) if at not in doubtful]
    if len(doubtful) > 1 or any(other in noise.SECTION_WORDS or other in jobs.ROLE_MODIFIERS for other in others):
        return False
    return (doubtful[0] < len(tokens) - 1 and word in noise.GIVEN_NAMES_TOO) or (
        doubtful[0] == len(tokens) - 1 and word in noise.SURNAMES_TOO
    )


def _is_no_name_word(token: str) -> bool:
    if _INITIAL.match(token) and token[0].isupper():
        return False  # "É. Moran": an initial, though the word "é" is in NOT_NAME
    word = token.strip(EDGES).casefold()
    return (word in noise.NOT_NAME and word not in name_words.PARTICLES) or bool(_DOMAIN_WORD.match(token))


def _is_single_name(token: str) -> bool:
    word = token.strip(EDGES).casefold()
    if len(word) < 2 or word in name_words.PARTICLES or word in name_words.HONORIFICS or word in noise.SAYINGS:
        return False
    if word in MONTHS and not token[:1].isupper():
        return False
    return bool(_NAME_WORD.match(token) or _LOGIN.match(token))


def _is_small_with_initials(tokens: list[str]) -> bool:
    """Whether a text in lower case is a name because it has initials: "a. l. moran"."""
    full = [token for token in tokens if not _INITIAL.match(token)]
    return 0 < len(full) < len(tokens) < 5 and all(
        token.islower() and (len(token) > 2 or token in name_words.PARTICLES) for token in full
    )


def _has_name_case(tokens: list[str]) -> bool:
    """Whether the text is capitalised like a name; scripts without capitals pass."""
    for token in tokens:
        letter = next((c for c in token if c.isalpha()), "")
        inner_capital = any(c.isupper() for c in token[1:])  # d'Angelo, al-Hassan, deGrasse
        # Georgian letters count as lower case; Georgian has capitals only in all-caps headlines.
        if (
            letter.islower()
            and not "\u10d0" <= letter <= "\u10ff"
            and token.casefold() not in name_words.PARTICLES
            and not inner_capital
        ):
            return False
    if len(tokens) > 2 and tokens[-2] in ("zur", "zum") and _GERMAN_NOUN.search(tokens[-1]):
        return False  # "Hinweise zur Bewertung"
    # A name does not end with a particle: "Ada van" is cut off.
    return tokens[-1].casefold() not in name_words.PARTICLES or tokens[-1][:1].isupper()


_ARTICLES = ("LE", "LA", "LO")


def write_name(name: str, language: str = "") -> str:
    """The name in its usual case if the page writes it in capitals, with spaces and edges cleaned."""
    name = name.strip(_SOFT_EDGES + "'’")
    if name.endswith(".") and not _FINAL_DOT.search(name):
        name = name.rstrip(".")
    tokens = name.split()
    if _is_small_with_initials(tokens):
        tokens = [token if token in name_words.PARTICLES else token[:1].upper() + token[1:] for token in tokens]
    # A single word in capitals is more often initials or an account than a name.
    if len(tokens) == 1 or not any(len(token.strip(".")) > 2 and token.isupper() for token in tokens):
        return " ".join(tokens)
    if not language and _TURKISH.search(name):
        language = "tr"
    whole = name.isupper()
    before = ["", *(token.casefold() for token in tokens)]
    return " ".join(
        # In "LE GALL" the article opens a family name, in "DE LA TOUR" it continues one.
        token.title()
        if at and token in _ARTICLES and before[at] not in name_words.PARTICLES
        else _write_word(token, at, language, whole=whole)
        for at, token in enumerate(tokens)
    )


def _write_word(token: str, at: int, language: str, *, whole: bool) -> str:
    if _SAINT.match(token) and whole:
        return token.title()
    bare = token.strip(".,")
    if not token.isupper() or (len(bare) < 2 and language not in _AND) or "." in bare or _ROMAN.match(bare):
        return token
    if at and (
        (token.lower() in name_words.PARTICLES and token[0] in "'’") or (token in ("E", "Y", "I") and language in _AND)
    ):
        return token.lower()
    if 2 < len(bare) < 5 and not whole and _HONOURS.match(bare):
        return token
    if len(bare) == 2 and (not whole or _VOWELLESS.match(bare) or bare[1] == "J"):
        return token  # "JT", "AJ"
    # Turkish has a dotted and a dotless i; Python's lower() turns "İ" into "i" and a combining dot.
    lower = (token.replace("I", "ı") if language in ("tr", "az") else token).replace("İ", "i").lower()
    if at and lower in name_words.PARTICLES:
        return token.title() if lower in name_words.IRISH_PARTICLES else lower
    if at and language == "fr" and _ELIDED.match(lower):
        return lower[:2] + lower[2:3].upper() + lower[3:]
    return "-".join(_capitalised(piece, at + i, language) for i, piece in enumerate(lower.split("-")))


def _capitalised(word: str, at: int, language: str) -> str:
    """The word capitalised, with inner capitals: O'Neill, D'Angelo, McDonald, MacArthur, al-Hassan."""
    if mark := _APOSTROPHE.search(word):
        head, tail = word[: mark.start()], word[mark.end() :]
        if len(head) <= 2 and len(tail) > 2 and (head in ("о", "д") or not _CYRILLIC.match(head)):
            return head.title() + mark.group() + tail[:1].upper() + tail[1:]
    if word.startswith("mc") and len(word) > 4:
        return "Mc" + word[2:3].upper() + word[3:]
    if word.startswith(_MAC_NAMES):
        return "Mac" + word[3:4].upper() + word[4:]
    if at and word in ("al", "el", "ul"):
        return word
    if word[:1] == "i" and language in ("tr", "az"):
        return "İ" + word[1:]
    if word.startswith("ij") and language == "nl":
        return "IJ" + word[2:]
    return word[:1].upper() + word[1:]


def same_name(name: str, other: str) -> bool:
    """Whether two spellings name one person: case, accents and dots are ignored, initials match given names."""
    a, b = (_NAME_MARKS.sub(" ", folded(n)).split() for n in (name, other))
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return False
    if len(a[0]) > 1 and len(b[0]) > 1:
        # "Ada Moran" beside "Ada L. Moran"
        return a[0] == b[0] and 2 in (len(a), len(b))
    return a[0][0] == b[0][0]


def without_duplicates(authors: list[Author]) -> list[Author]:
    """The authors, each once, under the longest spelling of the name."""
    kept: list[Author] = []
    for author in authors:
        twin = next((other for other in kept if same_name(other.name, author.name)), None)
        if twin is None:
            kept.append(author)
            continue
        if len(author.name) > len(twin.name):
            twin.name = author.name
        twin.role = twin.role or author.role
        twin.email = twin.email or author.email
        twin.url = twin.url or author.url
    return kept
