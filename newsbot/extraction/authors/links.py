"""What a block's links reveal about its author, and how links and elements split the block's text.

Whether a text may be a name is decided in `author_lines`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsbot.extraction.blocks.walk import TextBlock
from newsbot.extraction.byline.author_lines import may_name

_MAX_LINE_CHARS = 250
_MAX_NAMES = 8
_MIN_LINKS = 2
_MOSTLY = 0.5
# Paths of author pages: "/author/ada-moran", "/szerzo/moran-ada", "/?author=3". Left out: "/firma/", which lists
# companies in Polish and Danish, and "/signature/", a brand.
AUTHOR_PAGE = re.compile(
    r"[/?&](?:authors?|autor(?:e?s|en|in|[iy]|zy)?|auteurs?|people|profile?s?|staff|journalist\w*|contributors?|writers?"
    r"|reporters?|by|redakt\w+|redac\w+|periodistas?|jornalistas?|giornalist[ai]|user|team|columnist\w*|colunistas?"
    r"|kolumnist\w*|opinionisti|firmas|signatures|szerzok?|yazar(?:lar)?|muhabir(?:ler)?|penulis|skribent\w*"
    r"|forfatter\w*|toimittajat?|kirjoittajat?|medarbejdere?|novinari|avtor[iy]?|tac-gia)[/=]",
    re.IGNORECASE,
)
_FILED = re.compile(r"(?<=\w)\s+(?:in|under|unter|dans|en)\s+(?P<section>\S(?:(?! in ).){0,40})\Z", re.IGNORECASE)
# Paths of tag pages: "/tag/harbour", "/tags/harbour", "/blog/tag:harbour", "/?tag=harbour".
_TAG_PAGE = re.compile(r"[/?&]tags?[/:=]", re.IGNORECASE)
_BETWEEN_TAGS = " ,;|/·•#"
# What may precede a name that has an element of its own.
_JOINS = re.compile(
    r"[:,&]\Z|\b(?:by|von|vom|par|por|pela|di|de|door|av|af|od|oleh|przez|and|und|et|y|e|og|och|en)\Z", re.IGNORECASE
)


def parted(block: TextBlock) -> str:
    """The text of the block, with separators where only its styling or its links keep parts apart.

    Names are separated by a comma; an e-mail address and the content of a child element by a bar.
    """
    text = block.text
    if block.parts:
        text = block.parts[0]
        for left, right in pairwise(block.parts):
            text += f" {right}" if _JOINS.search(left) else f" | {right}"
    if len(block.links) < _MIN_LINKS:
        return text
    for (href, said), (following, name) in pairwise(block.links[:_MAX_NAMES]):
        are_glued = said[-1:].isalnum() and name[:1].isalnum() and len(said) > 1 and len(name) > 1
        if len(block.links) == _MIN_LINKS and href != following and are_glued:
            text = text.replace(f"{said}{name}", f"{said} | {name}", 1)  # a link and a button: "Harbour PostFollow"
        if "@" in name and said.strip():
            text = text.replace(f"{said.strip()}{name.strip()}", f"{said.strip()} | {name.strip()}", 1)
        are_two = href != following and said.strip() and name.strip()
        if are_two and AUTHOR_PAGE.search(href) and AUTHOR_PAGE.search(following):
            text = text.replace(f"{said.strip()} {name.strip()}", f"{said.strip()}, {name.strip()}", 1)
    return text


def untagged(block: TextBlock, text: str) -> str:
    """The text of the block without its tags, some of which read like names: "lighthouse history".

    Only runs of consecutive tag links are removed. A single one may be the author's, as may links that follow "by" or
    a comma, and a line of nothing but tags is kept.
    """
    if len(block.links) < _MIN_LINKS or len(text) > _MAX_LINE_CHARS:
        return text
    rest = text
    for start, end, count in _runs_of_tags(block, text):
        before = rest[:start].rstrip()
        if count >= _MIN_LINKS and not _JOINS.search(before):
            rest = f"{before} | {rest[end:].lstrip()}"
    return rest if any(map(str.isalnum, rest)) else text


def _runs_of_tags(block: TextBlock, text: str) -> list[tuple[int, int, int]]:
    """The start, end and length of each run of tag links with only punctuation in between, last run first.

    Links are searched for from the end, because the name before them may contain a tag's word.
    """
    runs: list[tuple[int, int, int]] = []
    end, is_open = len(text), False
    for href, said in reversed(block.links):
        name = said.strip()
        start = text.rfind(name, 0, end) if name else -1
        if start < 0:
            continue
        if not href or not _TAG_PAGE.search(href):
            is_open = False
        elif is_open and not text[start + len(name) : runs[-1][0]].strip(_BETWEEN_TAGS):
            runs[-1] = (start, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((start, start + len(name), 1))
            is_open = True
        end = start
    return runs


def unfiled(block: TextBlock, text: str) -> str:
    """The text of the block without a final link that gives the section: "by Ada Moran in Harbour"."""
    if block.links and len(text) <= _MAX_LINE_CHARS and (filed := _FILED.search(text)):
        href, said = block.links[-1]
        if said.strip() == filed["section"] and not AUTHOR_PAGE.search(href or ""):
            return text[: filed.start()]
    return text


def only_link(block: TextBlock, names: Sequence[str]) -> str | None:
    """The target of the only link if it is most of the block or reads like a name; any other is a section's."""
    if len(block.links) != 1:
        return None
    href, said = block.links[0]
    reads_so = (" " in said.strip() or not said.isascii()) and may_name(said)
    is_of_name = block.link_density > _MOSTLY or reads_so or any(name in said.casefold() for name in names)
    return href if is_of_name else None
