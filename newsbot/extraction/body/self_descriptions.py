"""An organisation's description of itself below its news: "About Example Ltd", then "Example Ltd is …", to the end.

Press contacts are treated likewise: "Press contacts:" with all that follows, or a last line with their number.
"""

import re
from collections.abc import Sequence

from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.vocabulary.byline_words import ABOUT
from newsbot.items import BODY

# The label is among this many last blocks of the body, below at least `_ABOVE` others and at least half of the text.
_LAST = 7
_ABOVE = 2
_MAX_SHARE = 0.5
_LABEL = re.compile(rf"{ABOUT}\s*(?P<name>\S[^\n]{{1,60}}?):?\Z")
# Labels of press contacts. One of the next lines must have a telephone number or an address.
_PRESS_LABEL = re.compile(
    r"\W*(?:(?:presse|medien)(?:kontakte?|stelle|anfragen)"
    r"|rückfragen(?: bitte)? an"
    r"|(?:adresse|kontakt|ansprechpartner(?:in(?:nen)?)?) für (?:rückfragen|die presse|medien|journalist\w*)"
    r"|(?:press|media|pr) (?:contacts?|office|enquiries|inquiries)|contacts? for (?:the )?(?:press|media)"
    r"|contacts? (?:presse|médias?)|contactos? (?:de |para )?(?:la )?prensa|contatos? (?:de |para )?(?:a )?imprensa"
    r"|contatti (?:per la )?stampa|ufficio stampa|perscontact|press(?:e)?kontakt(?:er)?|kontakt dla mediów"
    r"|контакты для (?:сми|прессы)|basın iletişim|媒体联系人?|媒體聯絡人?|新聞聯絡人?|kontak media|liên hệ báo chí"
    r"|(?:報道関係|本件に関する|本リリースに関する).{0,20}問い?合わ?せ先?|보도자료 문의|.{0,40}会社概要)"
    r"(?-i:\s[A-ZÀ-ÞА-Я]\S*){0,4}(?:\s?[:：(（–-][^.!?。\n]{0,40})?\W*\Z",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|\+?\d[\d\s()/–.-]{6,}\d|会社名|商号|社名")
_AMONG = 3
_MAX_CONTACTS_SHARE = 0.4
_PHONE = re.compile(
    r"(?:\b(?:tel|phone|telephone|telefon|tél|fon)\b|電話|电话|전화|тел)\W{0,4}\(?\+?\d|\+\d{2}[\d\s()/.–-]{7,}",
    re.IGNORECASE,
)
# Not as the end of "depression": below news of suicides there are numbers for people with depression.
_OFFICE = re.compile(
    r"\bfax\b|\bpress(?!i|u|ã|é|ed)|\b(?:im)?prensa\b|\bstampa\b|\bmedien(?!sucht|pädag|kompet)|media@|広報|新闻",
    re.IGNORECASE,
)
_MAX_LINE = 300
_MAX_LABEL = 100
_SENTENCE_ENDS = tuple(".!?…。！？")
_ARTICLE = re.compile(r"(?:the|die|der|das|la|le|les|l['’]|el|o|a|il|lo|de|het)\s+", re.IGNORECASE)


def drop_self_description(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Drop the body from the label on if the block below the label begins with the name in it.

    Press contacts are dropped first, so that the description above them comes last.
    """
    _drop_press_contacts(blocks, verdicts)
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    for at in range(max(_ABOVE, len(body) - _LAST), len(body)):
        # The label may have been dropped already, since its words may be those of a biography's.
        if not any(_introduces(blocks[place : place + 2]) for place in (body[at], body[at] - 1)):
            continue
        out = sum(len(blocks[index].text) for index in body[at:])
        if out <= _MAX_SHARE * sum(len(blocks[index].text) for index in body):
            for index in body[at:]:
                verdicts[index] = "biography"
            return


def _introduces(pair: Sequence[TextBlock]) -> bool:
    """Whether a label is followed by a text that begins with the first word of the name in it, articles aside."""
    label = _LABEL.match(pair[0].text)
    if label is None or len(pair) == 1:
        return False
    name, text = (_ARTICLE.sub("", part, count=1) for part in (label["name"], pair[1].text))
    first, *_ = name.split() or [""]
    return first[:1].isupper() and text.casefold().startswith(first.casefold())


def _drop_press_contacts(blocks: Sequence[TextBlock], verdicts: list[str]) -> None:
    """Drop the body from the label of the press contacts on, and last lines that are such a contact."""
    body = [index for index, verdict in enumerate(verdicts) if verdict == BODY]
    for at in range(max(_ABOVE, len(body) - 2 * _LAST), len(body)):
        # The label may have been dropped already.
        is_label = any(_is_press_label(blocks[place].text) for place in (body[at], body[at] - 1))
        below = blocks[body[at] : body[at] + 1 + _AMONG]
        if is_label and any(_NUMBER.search(block.text[:_MAX_LINE]) for block in below):
            out = sum(len(blocks[index].text) for index in body[at:])
            if out <= _MAX_CONTACTS_SHARE * sum(len(blocks[index].text) for index in body):
                for index in body[at:]:
                    verdicts[index] = "contact"
                del body[at:]
            break
    while len(body) > _ABOVE and _is_contact(blocks[body[-1]]):
        verdicts[body.pop()] = "contact"


def _is_press_label(text: str) -> bool:
    return len(text) <= _MAX_LABEL and _PRESS_LABEL.match(text) is not None


def _is_contact(block: TextBlock) -> bool:
    """Whether a line (not a sentence, cell or item) has the telephone number of a press office."""
    text = block.text
    return (
        len(text) <= _MAX_LINE
        and block.element.tag in ("p", "div", "section", "address")
        and not text.endswith(_SENTENCE_ENDS)
        and _PHONE.search(text) is not None
        and _OFFICE.search(text) is not None
    )
