"""The original of a republished article: the target of a "Source" line or "originally published at …".

Only a link to another site counts; the line must be below the headline, below the body or at the body's edges.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from newsbot.extraction.blocks.walk import TextBlock, Walk
from newsbot.extraction.names.spelling import trimmed
from newsbot.items import BODY, Article, Block, SourceOrganization
from newsbot.text import clean_line
from newsbot.urls import absolute_url, same_site, site_domain

_MAX_LINE_CHARS = 400
_MAX_NAME_CHARS = 60
_MAX_NAME_WORDS = 6
# "The Harbour" is a name; "Read more on Harbour" has more label words than this before the name.
_FEW_WORDS = 2
# How many blocks to search above the body's first and below its last, and at the body's own edges.
_AROUND = 12
_EDGE = 2
_REPUBLISHED = re.compile(
    r"\b(?:originally (?:published|appeared|posted|written)|first (?:published|appeared|posted)|(?:appeared|published)"
    r" (?:first|originally)|re-?published (?:from|with|under|here|courtesy)|cross-?posted (?:from|at|on)"
    r"|read the original (?:article|story|post)"
    r"|(?:zuerst|ursprünglich|zunächst) (?:erschienen|veröffentlicht)|erschien (?:zuerst|ursprünglich|zunächst)"
    r"|(?:initialement|d'abord|d’abord) (?:paru|publiée?)|publiée? (?:initialement|pour la première fois)"
    r"|publicad[oa] (?:originalmente|originariamente|por primera vez)|apareció (?:originalmente|por primera vez)"
    r"|(?:originalmente|originariamente) publicad[oa]"
    r"|pubblicat[oa] (?:originariamente|originalmente|per la prima volta)"
    r"|(?:eerder|oorspronkelijk) (?:verschenen|gepubliceerd)|(?:ursprungligen|opprinnelig|oprindeligt) publi[cs]er\w+"
    r"|pierwotnie (?:opublikowany|ukazał)"
    r"|ilk olarak [^.]{1,60}?yay[ıi][nm]lan\w+|pertama kali (?:terbit|tayang|dimuat|dipublikasikan)|telah tayang di"
    r"|(?:впервые|первоначально|вперше) (?:опубликован\w*|опубліковано))\b"
    r"|نشرت?\b[^.]{0,40}?(?:أولاً?|لأول مرة|في الأصل)|मूल रूप से [^.।]{0,60}?प्रकाशित|原载于|首发于|原載於|初出",
    re.IGNORECASE,
)
# Words in link texts that name no publication ("the original article").
_LABEL_WORDS = frozenset(
    (
        "a the this of on at in to for full more read view see link links click source sources original article story"
        " post version here der die das den dem zum zur hier quelle originalartikel artikel beitrag l'article lien vers"
        " ici le la les el fuente artículo enlace aquí il fonte qui o artigo aqui bron het här"
    ).split()
)


def set_original(article: Article, walk: Walk, blocks: Sequence[Block]) -> None:
    """Set isBasedOn and add the original's publication to sourceOrganization, if the page names the original."""
    found = [
        (target, text)
        for block in _lines(walk, blocks)
        for href, text in block.links
        if (target := absolute_url(href, article.url)) is not None and not same_site(target, article.url)
    ]
    if not found:
        return
    target, _ = found[0]
    article.isBasedOn = target
    article.provenance["isBasedOn"] = "visible"
    # "Source link" names nobody; another line with the same link may.
    names = (_name(text) for other, text in found if other == target)
    name = next(filter(None, names), None) or site_domain(urlsplit(target).hostname or "")
    if name:
        article.sourceOrganization.append(SourceOrganization(name, target, "source-link"))


def _lines(walk: Walk, blocks: Sequence[Block]) -> Iterator[TextBlock]:
    """The lines that give the article's origin, labels before sentences."""
    body = [order for order, block in enumerate(blocks) if block.verdict == BODY]
    yield from (found for found, block in zip(walk.blocks, blocks, strict=True) if block.verdict == "source")
    if not body:
        return
    edges = {*body[:_EDGE], *body[-_EDGE:]}
    for order in range(max(0, body[0] - _AROUND), min(len(blocks), body[-1] + _AROUND + 1)):
        block = walk.blocks[order]
        if not block.links or len(block.text) > _MAX_LINE_CHARS:
            continue
        if (order in edges or blocks[order].verdict != BODY) and _REPUBLISHED.search(block.text):
            yield block


def _name(text: str) -> str | None:
    """The publication's name, if that is what the link text is, and not a label, headline or address."""
    name = _without_label(trimmed(clean_line(text[:_MAX_LINE_CHARS])))
    if not 1 < len(name) <= _MAX_NAME_CHARS or len(name.split()) > _MAX_NAME_WORDS or _is_label(name):
        return None
    return None if "://" in name or not any(char.isupper() or not char.isascii() for char in name) else name


def _without_label(text: str) -> str:
    """The text after the words of a label: "Harbour Gazette" of "Read the original article on Harbour Gazette"."""
    words = text.split()
    labels = next((at for at, word in enumerate(words) if not _is_label(word)), len(words))
    named = words[labels:]
    return " ".join(named) if labels > _FEW_WORDS and named and named[0][0].isupper() else text


def _is_label(name: str) -> bool:
    return all(word.strip(".,:;!›»→").casefold() in _LABEL_WORDS for word in name.split())
