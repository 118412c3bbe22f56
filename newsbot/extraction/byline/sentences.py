"""Rewrite sentences that name an author as plain bylines: whom to contact, who told the story to whom, who helped.

`byline.lines` parses the result; a line in none of these forms stays as it is.
"""

import re

from newsbot.extraction.byline.credits import CREDIT
from newsbot.extraction.byline.kinds import is_role_word, word_kind
from newsbot.extraction.byline.sources import PLACES
from newsbot.extraction.names.spelling import EDGES, folded, is_name, list_key
from newsbot.extraction.vocabulary import noise
from newsbot.extraction.vocabulary.person_names import GIVEN, person_names

_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w.'’-]*(?:\s(?:(?-i:[A-ZÀ-ÖØ-Þ])[\w.'’-]*|van|von|de|der|den|del|bin|al|el)){1,4}"
# "Contact Ada Moran at ada@example.org", "Follow Ada Moran on Twitter @ada"
_REACH = re.compile(
    rf"(?:contact|follow|reach|message|e-?mail|write\s+to|get\s+in\s+touch\s+with|kontakt|contactez|contacto)\s*:?\s+"
    rf"(?:(?:reporter|(?:staff\s+)?writer|editor|columnist|the\s+author)[,\s]\s*)?(?P<name>{_NAME})"
    r"(?P<rest>(?:,[^,@|]{2,40},)?\s*(?:(?:at|on|via|by|here|through|him|her|[(:|\-–—])(?:\s.*|\Z)|\S+@\S.*))",
    re.IGNORECASE,
)
# What follows the name in a biography of the author and need not be parsed.
_BIOGRAPHY = re.compile(
    r"\s+(?:(?:can|may)\s+be\s+(?:reached|contacted|followed|found)|contribut(?:ed|es)\s+(?:to\s+(?:this|the)|reporting|from|research)"
    r"|(?:also\s+)?(?:covers|reports|writes)\s+(?:\S+\s+){0,8}?(?:for|on|about|from)\s|works\s+(?:for|as|at)\s|tweets\s+(?:at|from|as)\s"
    r"|reported\s+(?:from|this\s+story)\b|hat\s+(?:an\s+diesem|zu\s+diesem)|schreibt\s+(?:für|über)|arbeitet\s+(?:für|als|bei)"
    r"|a\s+(?:contribué|participé)\s+à|est\s+journaliste\b|es\s+periodista\b|è\s+(?:un\s+|una\s+)?giornalista\b|contribuiu\s+para"
    r"|hat\s+(?:\S+\s+){1,5}studiert|(?:studierte|volontierte|promovierte|lebt)\s|rozmawia\s+z\s|беседует\s+с\s|розмовляє\s+з\s"
    r"|ha\s+(?:collaborato|contribuito)\s|ha\s+colaborado\s)[^|]*",
    re.IGNORECASE,
)
# "Associated Press writer Ada Moran in Lahore contributed": the job precedes the name and the place follows it.
_MAX_JOB_WORDS = 4
_WHERE = re.compile(r"\sin\s[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+)?(?:,\s[A-ZÀ-Þ][\w.]+)?\Z")
# "By Ada Moran as told to Ali Raza"
_TOLD_TO = re.compile(r",?\s+(?:as\s+told\s+to|in\s+conversation\s+with|interviewed\s+by)\s+(?=[A-ZÀ-ÖØ-Þ])")
# "Compiled from wire reports by Ada Moran"
_FROM_REPORTS = re.compile(r"compiled\s+from\s+(?:[a-z]+\s+){1,4}by\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
_HELPERS = (
    r"avec|with|mit|con|com|mit\s+beiträgen\s+von|mitarbeit|collaboration|colaboración|colaboração|collaborazione|met|med"
    r"|при\s+участии|за\s+участі"
)
# "Ada Moran (with Ali Raza)": the bracket holds another name, not a remark.
_HELPED = re.compile(rf"\s*[(（]\s*(?:{_HELPERS})\s*:?\s+(?P<names>[^()（）]{{3,80}})[)）]", re.IGNORECASE)
# "Ada Moran x Ali Raza"
_TIMES = re.compile(r"(?<=[a-zß-ÿ])\s+[xX×]\s+(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ])")
# "Penulis Ada Moran Editor Ali Raza": labels without a colon.
_BARE_LABELS = re.compile(
    r"(?<=[a-z.])\s+(?P<label>Editor|Penulis|Reporter|Pewarta|Fotografer|Redaktur|Penyunting)\s+(?=[A-Z][\w.'-]+(?:\s|\Z))"
)
# "Ada MoranBBC News": an organisation in capitals glued to the name before it.
_GLUED_CAPITALS = re.compile(r"(?<=[a-zß-ÿ]{2})(?=(?P<house>[A-Z]{2,8})(?:[\s,|.]|\Z))")
# "Debattartikel av Ada Moran": an unlisted word for the kind of text.
_KIND_BY = re.compile(r"(?P<kind>[A-ZÅÄÖÆØ]?[a-zåäöæøé]{5,30})\s+(?:av|af)\s+(?=[A-ZÅÄÖÆØ]\S+\s+[A-ZÅÄÖÆØ])")
# "De Ada Moran": languages in which "de" means "by", before a given name.
_DE = re.compile(r"De\s+(?=(?P<given>[A-ZÀ-Þ][\w-]+)\s+[A-ZÀ-Þ])")
# Joint work: "Ada Moran, avec la collaboration d'Ali Raza".
_TOGETHER = re.compile(
    r",?\s+(?:avec\s+la\s+(?:collaboration|participation)\s+de|en\s+collaboration\s+avec|con\s+la\s+colaboración\s+de|com\s+a\s+colaboração\s+de"
    r"|con\s+la\s+collaborazione\s+di|unter\s+mitarbeit\s+von|mit\s+beiträgen\s+von|with\s+contributions\s+(?:from|by)|in\s+collaboration\s+with"
    r"|при\s+участии|за\s+участі)\s+",
    re.IGNORECASE,
)


# "Moran, A., & Raza, B. C.": how journals cite their authors.
_CITED = re.compile(
    r"(?P<last>[A-ZÀ-Þ][\w'’-]+),\s(?P<first>(?:[A-ZÀ-Þ]\.[\s-]?){1,3})(?:,?\s*(?:&|and|und|et|y|;|,)\s*|\Z)"
)
# "ADA MORAN. MADRID"
_STOP_BEFORE_PLACE = re.compile(r"(?<=[A-ZÁÉÍÓÚÑ]{2})\.\s+(?P<place>[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ\s]{2,20})\Z")
# "De notre envoyée spéciale à Kiev Ada Moran": the place separates the job from the name.
_OUR_OWN_IN = re.compile(
    r"(?:\w+\s)?(?:notre|nos|nostr[oaie]|unser\w*|nuestr[oa]s?|noss[oa]s?)\s(?:[a-zß-ÿ]+\s){1,3}(?:à|en|au|aux|a|in|em|aus)\s[A-ZÀ-Þ]\S+"
    r"(?=\s[A-ZÀ-Þ]\S+\s[A-ZÀ-Þ]\S+\Z)"
)
# "مراسلنا في غزة سامي الخطيب": the same in Arabic.
_REPORTER_IN = re.compile(r"(?P<job>مراسل\w*)\s+في\s+(?P<place>\S+)\s+(?=\S+\s\S+\Z)")
# "Autorin: Ada Moran | Redaktion: Ali Raza": who edited the text, named beside its author.
_EDITORS_BESIDE = re.compile(
    r"(?<=\w)\s*[|;,/•·–-]?\s+(?:Redaktion|Redaktionelle\s+(?:Bearbeitung|Mitarbeit))\s*:\s*(?=\w)"
)
# "Ada Moran'ın haberi", "राहुल शर्मा की रिपोर्ट": whose report it is.
_WHOSE = re.compile(
    r"(?P<name>(?P<given>\S+)\s[^|,:]{2,50}?)(?:['’][ns]?[ıiuü]n\s+(?:özel\s+)?(?:haberi|röportajı|yazısı|derlemesi)"
    r"|\s+की\s+(?:विशेष\s+|ग्राउंड\s+)?रिपोर्ट|\s+کی\s+(?:خصوصی\s+)?رپورٹ)\s*\Z"
)
# "Airman 1st Class Ada Moran", "1st Lt. Ada Moran": a rank and its grade; only the title stays with the name.
_GRADED = re.compile(
    r"(?:(?P<rank>Sgt\.|Sergeant)\s+|(?:Petty\s+Officer|Airman|Private|Seaman|Specialist|Warrant\s+Officer)\s+)"
    r"(?:1st|2nd|3rd|First|Second|Third)\s+Class\s+(?=[A-ZÀ-Þ])"
    r"|(?:1st|2nd|First|Second|Staff|Master|Tech\.)\s+(?P<title>Lt\.|Sgt\.|Lieutenant|Sergeant)\s+(?=[A-ZÀ-Þ])"
)
# "Ada Moran reported from Seoul and Ali Raza from Busan."
_EACH_FROM = re.compile(
    rf"(?P<first>{_NAME})\s+(?:reported|wrote)\s+from\s+[^,;|]{{2,40}}?(?:,\s+|,?\s+and\s+)(?={_NAME}\s+(?:reported\s+)?from\s)",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(
    rf"(?P<name>{_NAME})\s+(?:reported\s+|wrote\s+)?from\s+[^,;|]{{2,40}}?(?=,?\s+and\s|,|\.?\Z)", re.IGNORECASE
)
# "An Ada Moran Column"
_OWN_COLUMN = re.compile(
    rf"An?\s+(?P<name>{_NAME})\s+(?:Column|Commentary|Essay|Editorial|Interview|Analysis|Opinion)\Z"
)
_AV = frozenset(("sv", "no", "nb", "nn", "da"))
_DE_SAYS_BY = frozenset(("fr", "pt", "es", "ro", "ca"))


def plain(line: str, language: str) -> str:
    """The line with a sentence about an author rewritten as a byline that gives only the names."""
    line = _own_or_shared(line)
    if reached := _REACH.match(line):
        line = f"{reached['name']} | {reached['rest']}" if _is_person(reached["name"], reached["rest"]) else ""
    elif (life := _BIOGRAPHY.search(line)) and _are_people(people := line[: life.start()].lstrip("-–—*• ")):
        line = f"{people} |"
    line = _FROM_REPORTS.sub("by ", line)
    if "., " in line and (cited := _cited(line)):
        line = cited
    if (filed := _STOP_BEFORE_PLACE.search(line)) and list_key(filed["place"]) in PLACES:
        line = f"{line[: filed.start()]}, {filed['place']}"
    if "(" in line or "（" in line:
        line = _HELPED.sub(r" & \g<names>", line)
    if language in _AV and (kind := _KIND_BY.match(line)) and not (_given(kind["kind"]) or CREDIT.match(line)):
        line = f"by {line[kind.end() :]}"
    if language in _DE_SAYS_BY and (by := _DE.match(line)) and _given(by["given"]):
        line = f"by {line[by.end() :]}"
    line = _EDITORS_BESIDE.sub(" | Bearbeitung: ", line)
    line = _OUR_OWN_IN.sub(lambda match: f"{match.group()},", line)
    if reporter := _REPORTER_IN.match(line):
        line = f"{reporter['job']} {line[reporter.end() :]}، {reporter['place']}"
    line = _GRADED.sub(lambda match: f"{match['rank'] or match['title'] or ''} ".lstrip(), line)
    if (whose := _WHOSE.match(line)) and (
        _given(whose["given"]) or (language == "tr" and is_name(whose["name"], alone=False))
    ):
        line = f"by {whose['name']}"
    line = _TOGETHER.sub(" & ", line)
    line = _TIMES.sub(" & ", _TOLD_TO.sub(" & ", line))
    if language == "id":
        line = _BARE_LABELS.sub(r" | \g<label>: ", line)
    return _GLUED_CAPITALS.sub(_part_house, line)


def _own_or_shared(line: str) -> str:
    """A line about whose column it is, or who reported from where, as "by" and the names; other lines unchanged."""
    if own := _OWN_COLUMN.match(line):
        return f"by {own['name']}"
    if " from " in line and _EACH_FROM.match(line):
        return f"by {' & '.join(match['name'] for match in _FROM_THERE.finditer(line))}"
    return line


def _is_person(name: str, rest: str) -> bool:
    """Whether the contact that a line gives is a person, not a shop or a newsroom."""
    words = name.split()
    if not is_name(name, alone=False) or word_kind(name) or any(is_role_word(word.casefold()) for word in words):
        return False
    return _given(words[0]) or ("@" in rest and folded(words[-1]) in folded(rest))


def _given(word: str) -> bool:
    return bool(person_names().get(folded(word.strip(EDGES)), 0) & GIVEN)


def _are_people(text: str) -> bool:
    """Whether only names precede the verb of a biography, apart from the job before them and the place after them."""
    tokens = text.split()
    job = next((at + 1 for at, word in enumerate(tokens[:_MAX_JOB_WORDS]) if is_role_word(word.casefold())), 0)
    people = _WHERE.sub("", " ".join(tokens[job:]))
    names = re.split(r",\s*(?:and\s+)?|\s+(?:and|und|et|y|e|&)\s+", people, maxsplit=12)
    return all(
        " " in name
        and is_name(name, alone=False)
        and word_kind(name) is None
        and name.split()[0].casefold() not in noise.NOT_NAME
        for name in names
    )


def _cited(line: str) -> str:
    """The names of a line that is only a list of cited authors, given names first; "" for other lines."""
    names, at = [], 0
    while at < len(line) and (name := _CITED.match(line, at)):
        names.append(f"{name['first'].strip()} {name['last']}")
        at = name.end()
    return " & ".join(names) if at == len(line) and len(names) > 1 else ""


def _part_house(match: re.Match[str]) -> str:
    return " | " if word_kind(match["house"]) == "organization" else ""


def without_owner(line: str) -> str:
    """The line without the employer before a name, if a given name follows: "By Men's Health Staff" has none."""
    return noise.OWN.sub(_named_alone, line)


def _named_alone(match: re.Match[str]) -> str:
    return match[1] if person_names().get(folded(match["given"]), 0) & GIVEN else match.group()
