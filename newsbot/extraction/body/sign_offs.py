"""The last line of a text that only says who wrote it: "(dpa/jd)", "– Reuters", "Jane Doe et John Roe"."""

import re
from collections.abc import Iterable, Sequence

from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.byline.sources import AGENCIES
from newsbot.extraction.names.spelling import list_key
from newsbot.extraction.vocabulary.phrases import boilerplate_kind
from newsbot.items import BODY

_MAX_CHARS = 40
_MIN_ABOVE = 2
_MOST = 2
_BRACKETED = re.compile(r"[(\[（【〔〈][^()\[\]（）【】〔〕〈〉]+[)\]）】〕〉]\.?\Z")
# "전주=홍길동 기자 hong@example.com": place, reporter and mail address.
_KOREAN = re.compile(
    r"(?:[\uac00-\ud7af]{2,5}\s?=\s?)?[\uac00-\ud7af]{2,4}\s?[\uac00-\ud7af]{0,4}(?:기자|특파원"
    r"|논설위원)(?:\s*[(<]?[\w.+-]+@[\w.-]+[)>]?)?\Z"
)
_MAX_KOREAN = 60
# "DD", "ak/JM"
_INITIALS = re.compile(r"[–—-]?\s?(?:[A-ZÀ-ÖØ-ÞĀ-Ž]{2,3}|[A-Za-zÀ-ž]{2,3}/[A-Za-zÀ-ž]{2,4})\.?")
# "/এসএম", "এএম/", "বিডি প্রতিদিন/এমআই": who wrote and who edited, in papers of Bangladesh; other scripts have words with
# a slash ("Драма/комедия"). Iran's agencies end with a number.
_BENGALI = r"[\u0980-\u09e3\u200c\u200d'’-]"
_CODES = re.compile(rf"(?:{_BENGALI}{{2,20}}\s){{0,2}}?{_BENGALI}{{0,20}}/{_BENGALI}{{0,12}}|/?[۰-۹]{{3,6}}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MAX_AGENCY_WORDS = 3
# Maximum number of words besides the names: "Oprac. Igor Lis".
_MAX_OTHER_WORDS = 2
_MAX_CREDIT = 60
_SENTENCE_ENDS = tuple(".!?…。！？:")
_WORD = re.compile(r"\w+")
# Words between or before names, which are not counted.
_JOINERS = frozenset("and und et y e en i og och ve и та by von par por di door av text story".split())
_MAX_SIGNATURE = 120
_REASON = re.compile(r"\w+:\s")
_MAX_REASON = 120
# After a name, the place to which the reporter was sent: "Claire Abadie (Saint-Brieuc, envoyée spéciale)".
_PLACE = re.compile(r"(?<=\w)\s*[(（][^()（）]{2,60}[)）]\Z")
# Any longer line of Thai looks like a name.
_LONGEST_UNCASED = 30
# Tags of lines; a cell or an item in brackets belongs to its table or list.
_LINES = frozenset(("p", "div", "section", "article"))


def drop_sign_off(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Drop the last line or two if they are an agency, initials or a mail address, or are in brackets."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY][_MIN_ABOVE:]
    if body and _says_why(blocks, verdicts, body[-1]):
        verdicts[body.pop()] = "byline"
    for index in reversed(body[-_MOST:]):
        if not _is_line(blocks[index].element) or not _is_sign_off(blocks[index].text):
            return
        verdicts[index] = "byline"


def _says_why(blocks: Sequence[TextBlock], verdicts: Sequence[str], index: int) -> bool:
    """Whether a line gives the reason for an edit whose date is above it in the same paragraph: "Reason: a slip"."""
    block = blocks[index]
    above = blocks[index - 1]
    if above.element is not block.element or verdicts[index - 1] == BODY or boilerplate_kind(above.text) != "date":
        return False
    return len(block.text) <= _MAX_REASON and _REASON.match(block.text) is not None


def _is_line(element: Element) -> bool:
    """Whether an element's text is a line of the article; a layout cell with several blocks may hold such lines."""
    return element.tag in _LINES or (element.tag == "td" and len(element.blocks) > 1)


def _is_sign_off(text: str) -> bool:
    """Whether a line is in brackets, or is an agency, perhaps with a code: "– AFP", "dpa/lnw".

    Initials, codes, a mail address and the signature of a Korean reporter also count.
    """
    if len(text) <= _MAX_KOREAN and _KOREAN.match(text):
        return True
    if len(text) > _MAX_CHARS:
        return False
    if _INITIALS.fullmatch(text) or _MAIL.fullmatch(text) or _CODES.fullmatch(text) or _names_agency(text):
        return True
    return _BRACKETED.match(text) is not None or list_key(text.strip(" –—-./|").partition("/")[0]) in AGENCIES


def _names_agency(text: str) -> bool:
    """Whether a line of two or three words ends with an agency: "Theo TTXVN", "Avec AFP"."""
    words = text.rstrip(" )]").split()
    return 1 < len(words) <= _MAX_AGENCY_WORDS and list_key(words[-1]) in AGENCIES


def is_signature(text: str, names: Iterable[str]) -> bool:
    """Whether a line consists of these people's names, all or some, with at most two other words before them.

    A label with a colon introduces people the article is about: "Director: Jane Doe".
    """
    if len(text) > _MAX_SIGNATURE:
        return False
    text = _PLACE.sub("", text)
    left = [word for word in _WORD.findall(text.casefold()) if word not in _JOINERS]
    if len(left) < 2:
        return False
    line = said = f" {' '.join(left)} "
    ends_with_name = False
    names = (name for name in names if len(name) <= _LONGEST_UNCASED or name.upper() != name.lower())
    for name in sorted((" ".join(_WORD.findall(name.casefold())) for name in names), key=len, reverse=True):
        if " " in name:
            ends_with_name = ends_with_name or said.endswith(f" {name} ")
            line = line.replace(f" {name} ", " ")
    others = len(line.split())
    is_credit = ends_with_name and others <= _MAX_OTHER_WORDS and len(text) <= _MAX_CREDIT and ":" not in text
    return not others or (is_credit and not text.endswith(_SENTENCE_ENDS))
