"""Names in the genitive: after the kind of text in Russian and Ukrainian bylines ("Рецензия Аллы Громовой"), after the
article in Greek ones ("Της Λένας Παππά").

Only names whose nominative form is known are converted; guessing one would invent a name.
"""

import re

from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.lists import words_of
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names

# The start of the line, or the position after a date or a separator.
_START = r"(?:\A|(?<=[\d|/·•–,-]\s))"
_WORKS = (
    "рецензия|рецензія|материал|матеріал|репортаж|фоторепортаж|очерк|нарис|статья|стаття|эссе|есе"
    "|обзор|огляд|заметка|нотатка|колонка|перевод|переклад|расследование|розслідування|рассказ"
)
# The interviewee follows these: "Интервью Аллы Громовой" is what she said.
_ANSWERS = "интервью|інтерв['’]ю|комментарий|коментар|беседа"
# After "Текст" the name may also be in the nominative: "Текст Ольга Щерба".
_OF = re.compile(
    rf"{_START}(?P<work>{_WORKS}|(?P<answer>{_ANSWERS})|текст)\s+(?P<given>(?-i:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+))\s+(?P<family>(?-i:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+))"
    r"(?=\s*(?:[|,/;·•–—]|\Z))",
    re.IGNORECASE,
)
_TRANSLATION = ("перевод", "переклад")
# Women's names that are more often the genitive of a man's: "Статья Александра Зимина". Other names are taken for
# nominatives: "Рецензия Ирина Громова" is not by a man called Ирин.
_HIS_RATHER = words_of("""
    александра валентина валерия владислава володимира всеволода вячеслава евгения константина мирослава ростислава
    руслана святослава станислава ярослава
""")
# Nominatives that come before those of the ending rules, such as the ones with a fleeting vowel.
_FLEETING = {"павла": "павел", "льва": "лев", "петра": "пётр", "никиты": "никита", "ильи": "илья", "данилы": "данила"}
_FLEETING_UKRAINIAN = {"павла": "павло", "петра": "петро"}
_UKRAINIAN = re.compile("[іїєґ]|енка\\Z")
_MEN_IN_A = frozenset(("никита", "илья", "данила", "лука", "фома", "кузьма", "савва", "микита", "ілля"))


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(end, own) for end, _, own in (pair.partition(":") for pair in text.split())]


# Pairs of genitive and nominative ending, longer ones first.
_GIVEN_ENDS = _pairs("ии:ия ії:ія ьи:ья ы:а и:а и:я я:й я:ь а: а:о")
_HIS_ENDS = _pairs(
    "ского:ский цкого:цкий ського:ський цького:цький енка:енко ова:ов ева:ев єва:єв ёва:ёв ина:ин іна:ін"
    " ына:ын ука:ук юка:юк ака:ак яна:ян ича:ич"
)
_HER_ENDS = _pairs(
    "ской:ская цкой:цкая ської:ська цької:цька овой:ова евой:ева ёвой:ёва ової:ова евої:ева євої:єва"
    " иной:ина іної:іна ыной:ына"
)
# "Του Γιώργου Βλάχου": the article tells a man from a woman.
_OF_GREEK = re.compile(
    rf"{_START}(?P<article>του|της)\s+(?P<given>(?-i:[\u0386-\u03ab][\u03ac-\u03ce]+))\s+(?P<family>(?-i:[\u0386-\u03ab][\u03ac-\u03ce]+(?:-[\u0386-\u03ab][\u03ac-\u03ce]+)?))"
    r"(?=\s*(?:[|,/;·•–—(-]|\Z))",
    re.IGNORECASE,
)
_GREEK_MEN = words_of("""
    ανδρεας αντωνης αποστολης αρης ηλιας θανασης θοδωρης λαμπρος λευτερης μακης μανωλης νικολας ορεστης παυλος σπυρος
    στελιος στεφανος στρατης σωτηρης τασος φωτης χαρης αλεξης
""")
# Names whose accent moves in the nominative.
_MOVED = {"αλεξάνδρου": "αλέξανδρος", "αγγέλου": "άγγελος", "θεοδώρου": "θεόδωρος", "στεφάνου": "στέφανος"}
# A family name in "ой" this short is no adjective: "Цой".
_MAX_UNDECLINED_CHARS = 3
_ONE_FORM = ("ογλου", "όγλου", "οικονόμου")
# Family names that do not decline: "Шевченко", "Черных"; for women also "Ковальчук".
_UNCHANGED = re.compile(r"(?:ко|о|их|ых|е|и|у|ю)\Z")
_CONSONANT_END = re.compile(r"[бвгджзйклмнпрстфхцчшщ]\Z")


def with_author_label(line: str) -> str:
    """The line with a text and its writer in the genitive rewritten as "Автор: " and the nominative.

    The name of an interviewee is dropped.
    """
    if line.isascii():
        return line
    if (match := _OF_GREEK.search(line)) and (name := _greek(match)) is not None:
        return f"{line[: match.start()]}Συντάκτης: {name}{line[match.end() :]}"
    match = _OF.search(line)
    if match is None or match["work"].lower() in _TRANSLATION:
        return line
    name = nominative(match["given"], match["family"], certain=match["work"].lower() != "текст")
    if name is None:
        return line
    told = "|" if match["answer"] else f"Автор: {name}"
    return f"{line[: match.start()]}{told}{line[match.end() :]}"


def nominative(given: str, family: str, *, certain: bool = True) -> str | None:
    """The nominative of a name in the genitive; None if a part has no known form, or if the case is open.

    A given name that is listed as it stands counts as nominative, except a few names where the case is `certain`.
    """
    # The list would find "Юлии" as "Юлий", since it folds both to the same letters.
    is_known = _is_given(given) and not given.endswith("ии")
    if is_known and not (certain and given.lower() in _HIS_RATHER):
        return f"{given} {family}" if certain else None
    is_ukrainian = _UKRAINIAN.search(f"{given} {family}".lower()) is not None
    for first, is_man in _given_forms(given.lower(), is_ukrainian=is_ukrainian):
        last = _family_form(family.lower(), is_man=is_man)
        if last is not None:
            return f"{first.capitalize()} {_capitalised(last)}"
    return None


def _greek(match: re.Match[str]) -> str | None:
    """The nominative of a Greek name after its article; a woman's family name does not decline."""
    given, family = match["given"].lower(), match["family"].lower()
    if match["article"].lower() == "της":
        is_hers = given.endswith("ς") and not family.endswith("ς")
        first = f"{given.removesuffix('ούς')}ώ" if given.endswith("ούς") else given[:-1]
        return f"{first.capitalize()} {_capitalised(family)}" if is_hers else None
    first = _MOVED.get(given) or _greek_man(given)
    is_known = _is_given(first) or folded(first) in _GREEK_MEN
    return f"{first.capitalize()} {_capitalised(_greek_family(family))}" if is_known else None


def _greek_family(family: str) -> str:
    """A man's family name in the nominative; one that is the genitive of a given name stays: "Κωνσταντίνου"."""
    if family.endswith(_ONE_FORM):
        return family
    father = folded(family).removeprefix("παπα").removeprefix("χατζη").removesuffix("ου")
    is_fathers = family.endswith("ου") and any(_is_given(f"{father}{end}") for end in ("ος", "ης", "ας"))
    return family if is_fathers else _greek_man(family)


def _greek_man(name: str) -> str:
    if name.endswith(("ίου", "ού", "ς")):
        return name
    if name.endswith("οπούλου"):
        return f"{name.removesuffix('οπούλου')}όπουλος"
    return f"{name.removesuffix('ου')}ος" if name.endswith("ου") else f"{name}ς" if name[-1] in "αάηή" else name


def _given_forms(given: str, *, is_ukrainian: bool) -> list[tuple[str, bool]]:
    """The known given names of which this may be the genitive, each with whether it is a man's."""
    fleeting = _FLEETING | _FLEETING_UKRAINIAN if is_ukrainian else _FLEETING
    forms = [fleeting[given]] if given in fleeting else []
    forms += [given.removesuffix(end) + own for end, own in _GIVEN_ENDS if given.endswith(end)]
    return [(form, form in _MEN_IN_A or form[-1] not in "ая") for form in dict.fromkeys(forms) if _is_given(form)]


def _family_form(family: str, *, is_man: bool) -> str | None:
    ends = _HIS_ENDS if is_man else _HER_ENDS
    for end, own in ends:
        if family.endswith(end):
            return family.removesuffix(end) + own
    if _UNCHANGED.search(family) and not family.endswith("ого"):
        return family
    # "Ольги Белой", but "Аниты Цой".
    if not is_man and family.endswith("ой") and len(family) > _MAX_UNDECLINED_CHARS:
        return f"{family.removesuffix('ой')}ая"
    return family if not is_man and _CONSONANT_END.search(family) else None


def _is_given(name: str) -> bool:
    return bool(person_names().get(folded(name), 0) & GIVEN or person_names().get(name.lower(), 0) & GIVEN)


def _capitalised(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))
