"""Corrections, editors' notes and footnotes at the end of a text: part of it, though they look like page furniture."""

import re
from collections.abc import Sequence, Set

from newsbot.extraction.blocks.elements import Element
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import TextBlock
from newsbot.items import BODY

# Minimum probability of a note, and of one right below the last paragraph.
LEAST = 0.15
_LEAST_BELOW = 0.03
_LINKED = 0.5
_MIN_NOTE = 30
_CORRECTIONS = (
    r"corrections?|clarification|korrektur|berichtigung|richtigstellung|rectificati(?:f|on)|précision|correcci[oó]n"
    r"|aclaraci[oó]n|fe de errores|rectificaci[oó]n|correç[aã]o|errat[ao]|rettifica|precisazione|correctie|rectificatie"
    r"|rättelse|förtydligande|rettelse|præcisering|presisering|sprostowanie|oprava|düzeltme|исправление|уточнение"
    r"|виправлення|уточнення|ralat|korjaus|oikaisu"
)
_OTHER_NOTES = (
    r"editor['’]?s['’]? note|updated?|aktualisierung|anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.)|hinweis der redaktion"
    r"|mise à jour|note de la rédaction|nota de la redacci[oó]n|nota della redazione|naschrift|aktualizacja|aktualizace"
    r"|güncelleme|обновлено"
)
_BEHIND = r"\b[^.!?]{0,60}[:：.–—-]\s*\S"
# "This article was amended on 17 June …", "In einer früheren Version …".
_EARLIER = (
    r"(?:this (?:article|story|post|piece|page|report) (?:was|has been)|\(?(?:an?|the) (?:earlier|previous) version)"
    r" (?:amended|corrected|updated|of)\b|(?:in )?eine[rm]? (?:früheren?|ersten) (?:version|fassung)\b"
    r"|dieser (?:artikel|text|beitrag) wurde (?:korrigiert|aktualisiert|berichtigt)|(?:dans )?une (?:première )?version"
    r" (?:antérieure|précédente)|cet article a été (?:corrigé|modifié|mis à jour)"
    r"|(?:en )?una versión (?:anterior|previa)|este (?:artículo|texto|artigo) (?:ha sido|fue|foi)"
    r" (?:corregido|actualizado|corrigido|atualizado)|uma versão anterior|(?:in )?una (?:precedente versione"
    r"|versione precedente)"
    r"|in een eerdere versie|dit (?:artikel|bericht) is (?:aangepast|gecorrigeerd)|i en tidigare version"
    r"|i en tidligere (?:version|versjon)"
)
# "This interview has been edited for length and clarity."
_EDITED = (
    r"(?:this |the |our )?(?:interview|conversation|q ?& ?a|transcript|discussion) (?:has been|have been|was|were)"
    r" [^.!?]{0,40}\b(?:edited|condensed|shortened|abridged)\b|(?:das|dieses) (?:interview|gespräch) (?:wurde|ist)"
    r" [^.!?]{0,60}(?:gekürzt|bearbeitet|redigiert)|(?:cet|l['’])\s?(?:entretien|interview) a été [^.!?]{0,60}"
    r"(?:édité|condensé|relu)|(?:esta|la) entrevista (?:ha sido|fue) [^.!?]{0,40}(?:editada|condensada)"
    r"|dit interview (?:is|werd) [^.!?]{0,40}ingekort"
)
_CORRECTION = re.compile(
    rf"(?:{_CORRECTIONS}){_BEHIND}|{_EARLIER}|{_EDITED}|訂正|更正|정정|(?:تصحيح|تنويه|استدراك)\s?[:：]", re.IGNORECASE
)
_OTHER_NOTE = re.compile(rf"(?:{_OTHER_NOTES}){_BEHIND}|ملاحظة المحرر\s?[:：]", re.IGNORECASE)
_FOOTNOTE_MARK = "↩"


def is_note(text: str) -> bool:
    """Whether a text presents itself as a correction of the article or a note on it."""
    return _is_correction(text) or _OTHER_NOTE.match(text) is not None


def _is_correction(text: str) -> bool:
    return _CORRECTION.match(text) is not None or text.rstrip().endswith(_FOOTNOTE_MARK)


def keep_last_notes(blocks: Sequence[TextBlock], verdicts: list[str], chances: Floats, undecided: Set[str]) -> None:
    """Keep corrections of at least `_MIN_NOTE` characters right below the body's last block, as its siblings.

    Other notes there ("Nota de la redacción: …") may as well ask for money or good manners. `chances` are those of the
    page alone: a site's profile would lower them, since the wording of notes recurs. `undecided` are the verdicts of
    blocks that no rule has rejected.
    """
    last = max((order for order, verdict in enumerate(verdicts) if verdict == BODY), default=None)
    if last is None:
        return
    for order in range(last + 1, len(blocks)):
        block = blocks[order]
        if (
            not _stands_below(block.element, blocks[last].element)
            or verdicts[order] not in undecided
            or block.link_density >= _LINKED
        ):
            return
        if not _is_correction(block.text) or chances[order] < _LEAST_BELOW or len(block.text) < _MIN_NOTE:
            return
        verdicts[order] = BODY


def _stands_below(element: Element, last: Element) -> bool:
    """Whether an element is a sibling of the last paragraph, or each is alone in one of two like sibling containers."""
    part, other = element.parent, last.parent
    if part is other or part is None or other is None:
        return part is other
    are_alone = len(part.blocks) == len(other.blocks) == 1
    return are_alone and part.parent is other.parent and part.make == other.make
