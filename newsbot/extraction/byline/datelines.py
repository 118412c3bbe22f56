"""The dateline at the head of a text: "LAHORE: …", "BERLIN (dpa) - …", "(ANSA) - ROMA, 3 NOV - …".

The text keeps its dateline; the place and the agencies in brackets are reported separately. Words in capitals are a
dateline only if the place is known or a dash follows: "WATCH: …" is none. In lower case the place must be known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsbot.extraction.byline.sources import AGENCIES, PLACES, STATES, agency_key
from newsbot.extraction.names.spelling import list_key
from newsbot.items import SourceOrganization

_HEAD_CHARS = 160
_MAX_PLACE_CHARS = 50
_MAX_PLACE_WORDS = 5
# Shorter unknown words in capitals are mostly offices and companies.
_MIN_UNKNOWN_CHARS = 5
_MAX_UNKNOWN_WORDS = 3
_DASH = r"(?:[—–−]|--?)"
# The place and perhaps a date, the agencies, and the sign that separates them from the text.
_WITH_AGENCY = re.compile(rf"([^()\n]{{2,70}}?)\s?\(([^()\n]{{2,40}})\)\s?(?:[.,:]?\s?{_DASH}|[:=]|(\.)(?=\s))")
_AGENCY_FIRST = re.compile(rf"\(([^()\n]{{2,40}})\)\s?{_DASH}\s?(?:([^()\n]{{2,40}}?)\s?{_DASH}(?=\s))?")
_IN_SLASHES = re.compile(r"([^/\n]{2,60}?)\s?/([^/\n]{2,30})/\s?[.—–-]")
_BARE = re.compile(rf"([^()\n:—–]{{3,60}}?)\s?(?:\s({_DASH})(?=\s)|([—–])(?=\w)|(:)(?=\s))")
# The rest of a match result: the other team and the score.
_RESULT = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){1,3}\(?\d{1,2}\s?[-–:]\s?\d{1,2}(?!\d)")
# The longest lower-case word within a place name: "Cour-sur-Loire, Pays de la Loire".
_MAX_JOINER = 3
# "МОСКВА, 3 мая — РИА Новости.": the agency follows the dash, and a full stop the agency.
_BEHIND_DASH = re.compile(r"\s*([^.,:—–\n]{2,30})[.:](?=\s)")
_CHINESE = re.compile(r"[（(]?(\w{2,6}社|\w{2,6}网)(\w{2,8}?)\d{1,2}月\d{1,2}日(?:电|電|讯|訊)")
_KOREAN = re.compile(r"[(\[【]([가-힣]{2,8})=([가-힣A-Za-z0-9]{2,12})[)\]】]")
_JAPANESE = re.compile(r"【(\w{1,10}?)(共同|時事|ロイター|ＡＦＰ|AFP)[^】\n]{0,12}】")
_DOMAIN = re.compile(r"\.\w{2,}\b")
_DATE = re.compile(r"\d")
# Words in capitals that editors put before a dash and that are not places.
_LABELS = frozenset(
    (
        "advertisement alert analysis announcement breaking comment commentary correction clarification developing"
        " editorial eilmeldung exclusive exclusif exclusivo explainer factbox feature flash interview letter live news"
        " note obituary opinion photos podcast poll preview profile q&a quiz recap report review sponsored summary"
        " update updated urgent urgente ultim'ora video watch weather world"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place as the text spells it, and the agencies under their usual names."""

    place: str | None = None
    agencies: list[str] = field(default_factory=list)


def read_dateline(text: str) -> Dateline:
    """The dateline at the head of a text; empty if there is none."""
    head = text[:_HEAD_CHARS].partition("\n")[0].strip()
    for pattern in (_CHINESE, _KOREAN, _JAPANESE):
        if found := pattern.match(head):
            place, agency = found[2 if pattern is _CHINESE else 1], found[1 if pattern is _CHINESE else 2]
            agencies = _agencies(agency)
            return Dateline(place if agencies and list_key(place) in PLACES else None, agencies)
    for pattern in (_WITH_AGENCY, _IN_SLASHES):
        if (found := pattern.match(head)) and (agencies := _agencies(found[2])):
            place = _place(found[1])
            # The full stop may end a sentence instead: "A spokesman told the agency (AP). Later …".
            is_sentence = pattern is _WITH_AGENCY and found[3] and not (place and _is_town(place))
            return Dateline(place, agencies) if place and not is_sentence else Dateline()
    if (found := _AGENCY_FIRST.match(head)) and (agencies := _agencies(found[1])):
        place = _place(found[2] or "")
        return Dateline(place if place and place.isupper() else None, agencies)
    if (
        (found := _BARE.match(head))
        and (place := _place(found[1]))
        and (_is_known(place, head[found.end() :].lstrip()) or _stands_alone(place, found[1], bool(found[4])))
    ):
        said = _BEHIND_DASH.match(head[found.end() :]) if not found[4] else None
        return Dateline(place, _agencies(said[1]) if said else [])
    return Dateline()


def with_agencies(credited: Sequence[SourceOrganization], dateline: Dateline) -> list[SourceOrganization]:
    """The credited organisations and the agencies of the dateline, each once."""
    known = {agency_key(source.name) for source in credited}
    told = [name for name in dateline.agencies if agency_key(name) not in known]
    return [*credited, *(SourceOrganization(name, None, "dateline") for name in told)]


def _agencies(text: str) -> list[str]:
    parts = (AGENCIES.get(list_key(part)) for part in re.split(r"[/,;&]| - ", text))
    return list(dict.fromkeys(filter(None, parts)))


def _place(text: str) -> str | None:
    """The place without its date: "WASHINGTON, Nov 27" -> "WASHINGTON"; a state or country stays."""
    parts = text.split(",")
    while len(parts) > 1 and _DATE.search(parts[-1]):
        parts.pop()
    parts = [part for part in parts if not _DOMAIN.search(part)]  # "JAKARTA, PAPER.com": the place, and who tells it
    place = _without_date(",".join(parts[:2]))
    if not 1 < len(place) <= _MAX_PLACE_CHARS or len(place.split()) > _MAX_PLACE_WORDS:
        return None
    is_name = all(char.isalpha() or char in " .,'’/-" or not char.isascii() for char in place)
    return place if is_name and not place[0].islower() and not place.endswith("?") else None


def _without_date(text: str) -> str:
    """What stands before the first word with a digit: "دبي 27 نوفمبر" -> "دبي"."""
    found = _DATE.search(text)
    place = (text[: found.start()] if found else text).strip(" ,—–-")
    return place if "," in place else place.rstrip(".")


def _is_town(place: str) -> bool:
    """Whether a place is known, or its town is in capitals."""
    town = place.partition(",")[0]
    return town.isupper() or list_key(town) in PLACES or list_key(place) in PLACES


def _is_known(place: str, following: str) -> bool:
    """Whether the place is known towns before a sentence: "New Delhi: The court", "London/Paris - The court".
    "Paris - Roubaix" is a route, "Bari - Lecce 2-1" a result, and "Paris – a city" the beginning of a sentence.
    """
    town, _, region = place.partition(",")
    opens = bool(following) and not following[0].islower() and _RESULT.match(following) is None
    return (
        opens
        and all(list_key(name) in PLACES for name in town.split("/"))
        # What follows the comma must not be a sentence: "Houston, we have a problem: …"
        and not any(word.islower() and len(word) > _MAX_JOINER for word in region.split())
        and list_key(following.partition(" ")[0]) not in PLACES
    )


def _stands_alone(place: str, written: str, before_colon: bool) -> bool:
    """Whether the place is a dateline even without an agency."""
    town, _, region = place.partition(",")
    if town != town.upper() or town.casefold() == town or list_key(town) in _LABELS:
        return False
    if list_key(town) in PLACES or list_key(place) in PLACES:
        return True
    is_odd = len(town) < _MIN_UNKNOWN_CHARS or len(town.split()) > _MAX_UNKNOWN_WORDS
    if before_colon or is_odd or _DATE.search(written.partition(",")[0]):
        return False
    is_state = list_key(region) in STATES or (region.strip()[:1].isupper() and not region.strip().isupper())
    return is_state or bool(_DATE.search(written)) or not region
