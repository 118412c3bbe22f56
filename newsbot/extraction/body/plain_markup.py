"""Turn a text without HTML markup into HTML: its lines are paragraphs, and it may contain Markdown.

Some editors' systems keep texts in Markdown (Strapi, Contentful's long text). Only marks that would otherwise show up
in the text are interpreted; tables and code remain lines.
"""

import re
from html import escape

_BREAKS = re.compile(r"(?:<br\s{0,9}/?>\s*)+", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|div|li|h[2-4]|blockquote)\b", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|b|strong|i|em|u|span|sup|sub|small|mark|br)\b[^<>]{0,2000}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_ENDS = tuple(".!?…。！？؟।۔:\"”»“’'）)」』>")
# Evidence that a text is Markdown; other marks, such as a single "#" or "[1]", may be a hashtag or a footnote.
_MARKDOWN = re.compile(r"(?m)^#{1,6} \S|\]\((?:https?:|/)|\*\*\S")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s[^()\n]{0,300})?\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([^()\s]{0,2000}(?:\s[^()\n]{0,300})?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,1000}?\S|\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{0,1000}[^\s*_])\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_HEADING = re.compile(r"#{1,6}\s+([^\n]*[^\s#])\s*#*\Z")
_QUOTE = re.compile(r">\s*")
_ITEM = re.compile(r"[-*+]\s+(?=\S)")
_RULE = re.compile(r"(?:[-*_]\s*){3,}\Z")
_MARKED = ("#", ">", "-", "*", "+", "![")


def plain_markup(text: str) -> str:
    """The text as HTML; inline tags and entities in it are kept."""
    is_markdown = _MARKDOWN.search(text) is not None
    keeps = _INLINE.search(text) is not None or _ENTITY.search(text) is not None
    lines = _lines(text)
    if is_markdown:
        return "".join(_from_markdown(line, keeps) for line in lines)
    return "".join(f"<p>{line if keeps else escape(line)}</p>" for line in lines)


def broken_lines(markup: str) -> str:
    """HTML with an element for each paragraph if only line breaks separate them; any other HTML as it is."""
    if _PARAGRAPHS.search(markup):
        return markup
    return "".join(f"<p>{line}</p>" for line in _BREAKS.split(markup) if line.strip())


def _lines(text: str) -> list[str]:
    """The paragraphs: the lines, or, if empty lines separate them, the lines joined that were wrapped at a width."""
    lines: list[list[str]] = []
    is_open = False
    has_gaps = "\n\n" in text.strip().replace("\r", "")
    for line in map(str.strip, text.splitlines()):
        if is_open and line and not line.startswith(_MARKED):
            lines[-1].append(line)
        elif line:
            lines.append([line])
        is_open = has_gaps and bool(line) and not line.endswith(_ENDS) and not line.startswith("#")
    return list(map(" ".join, lines))


def _from_markdown(line: str, keeps: bool) -> str:
    line = _PICTURE.sub("", line).strip()
    if not line or _RULE.match(line):
        return ""
    tag = "p"
    if heading := _HEADING.match(line):
        tag, line = "h2", heading[1]
    elif line.startswith(">"):
        tag, line = "blockquote", _QUOTE.sub("", line, count=1)
    elif _ITEM.match(line):
        tag, line = "li", _ITEM.sub("", line, count=1)
    line = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", _LINK.sub(r"\1", line)))
    line = _ESCAPED.sub(r"\1", line)
    inner = line if keeps else escape(line)
    return f"<ul><li>{inner}</li></ul>" if tag == "li" else f"<{tag}>{inner}</{tag}>"
