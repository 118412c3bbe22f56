"""Corrections, editors' notes and footnotes at the end of a text: part of it, though they look like what follows it."""

import re
from collections.abc import Sequence, Set

from newsbot.extraction.block_table import Floats
from newsbot.extraction.blocks import TextBlock
from newsbot.extraction.structure import is_prose
from newsbot.items import BODY

# A note is body where it is as likely as this, and right below the last paragraph, in the same element, as this.
LEAST = 0.15
_LEAST_BELOW = 0.03
_NOTE = re.compile(
    r"(?:corrections?|clarification|editor['’]?s['’]? note|updated?|korrektur|berichtigung|richtigstellung"
    r"|aktualisierung|anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.)|hinweis der redaktion|rectificati(?:f|on)"
    r"|précision|mise à jour|note de la rédaction|correcci[oó]n|aclaraci[oó]n|fe de errores|rectificaci[oó]n"
    r"|nota de la redacci[oó]n|correç[aã]o|errat[ao]|rettifica|precisazione|nota della redazione|correctie"
    r"|rectificatie|naschrift|rättelse|förtydligande|rettelse|præcisering|presisering|sprostowanie|aktualizacja"
    r"|oprava|aktualizace|düzeltme|güncelleme|исправление|уточнение|обновлено|виправлення|уточнення|ralat|korjaus"
    r"|oikaisu)\b[^.!?]{0,60}[:：.–—-]\s*\S|訂正|更正|정정|(?:تصحيح|تنويه|استدراك|ملاحظة المحرر)\s?[:：]",
    re.IGNORECASE,
)
_FOOTNOTE_MARK = "↩"


def is_note(text: str) -> bool:
    """Whether a text says of itself that it corrects or annotates the article."""
    return _NOTE.match(text) is not None or text.rstrip().endswith(_FOOTNOTE_MARK)


def keep_last_notes(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, left: Set[str]) -> None:
    """Take in the notes, whole sentences each, that stand right below the body's last block as siblings of it.

    `chances` are those of the page alone, which a site's profile does not lower: what recurs of notes is their wording.
    `left` are the verdicts of what no rule took out.
    """
    last = max((order for order, verdict in enumerate(verdicts) if verdict == BODY), default=None)
    if last is None:
        return
    parent = blocks[last].element.parent
    for order in range(last + 1, len(blocks)):
        block = blocks[order]
        if block.element.parent is not parent or verdicts[order] not in left or not is_prose(block):
            return
        if not is_note(block.text) or chances[order] < _LEAST_BELOW:
            return
        verdicts[order] = BODY
