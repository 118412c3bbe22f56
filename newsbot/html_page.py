"""A self-contained HTML page: one style, at most one script, both allowed by their hash, and nothing from elsewhere.

The policy in its head forbids everything else, so that no text of a crawled page could load or run anything even if it
were not escaped. Everything put into it goes through `text`.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from newsbot.text import clean_line

_LONG_CELL = 30
# Colours have a contrast of at least 4.5 with the ground they are used on, in both schemes; a test measures it.
_STYLE = """
:root{color-scheme:light dark;--ground:#fff;--raised:#f4f6f8;--line:#d0d7de;--text:#1b1f24;--muted:#57606a;
--accent:#0b57d0;--good:#0b6b3a;--bad:#a1260d;--warn:#8a5300;--bar:#3b7dd8}
@media (prefers-color-scheme:dark){:root{--ground:#14171b;--raised:#1d2127;--line:#3a424c;--text:#e6e8eb;
--muted:#a3adb8;--accent:#8ab4f8;--good:#6fd29b;--bad:#f2a391;--warn:#e8b45a;--bar:#6aa5f5}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:84rem;margin:0 auto;padding:1rem}
footer{color:var(--muted);font-size:.9rem}
h1{font-size:1.4rem;line-height:1.25;margin:.2rem 0}
h2{font-size:1.15rem;margin:1.6rem 0 .6rem}
h3{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.5rem 0}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.4rem}
.muted{color:var(--muted)}.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.small{font-size:.88rem}
.note{border-left:4px solid var(--line);padding:.1rem .8rem;margin:.6rem 0}
.note.bad{border-color:var(--bad)}.note.good{border-color:var(--good)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:.6rem 0;padding:0}
code,pre{font-family:ui-monospace,monospace;font-size:.88rem}
pre{background:var(--raised);border:1px solid var(--line);padding:.5rem;margin:.4rem 0;white-space:pre-wrap}
summary{cursor:pointer}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
.scroll th,.scroll td{overflow-wrap:break-word}
.scroll td.wide{overflow-wrap:anywhere;min-width:14rem}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
svg{display:block;max-width:100%;height:auto}
svg text{fill:var(--text);font:12px system-ui,sans-serif}
svg .bar{fill:var(--bar)}
svg .axis{stroke:var(--line)}
"""


def text(value: object) -> str:
    """Return a value as text for the page: escaped, without control characters."""
    return escape(clean_line(str(value)))


def whole_page(title: str, body: str, *, style: str = "", script: str = "", language: str = "en") -> str:
    """Return the page. `body` is markup, made with `text`; `style` and `script` are added to the page's own."""
    css = _STYLE + style
    allowed = [f"style-src {_source(css)}"] + ([f"script-src {_source(script)}"] if script else [])
    policy = "; ".join(["default-src 'none'", "img-src data:", *allowed, "base-uri 'none'", "form-action 'none'"])
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="data:,">\n<title>{text(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n'
        f'<a class="skip" href="#main">Skip to the content</a>\n{body}\n'
        + (f"<script>{script}</script>\n" if script else "")
        + "</body>\n</html>\n"
    )


def _source(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def table(head: Iterable[str], rows: Iterable[Iterable[str]], numbers: Iterable[int] = ()) -> str:
    """Return a table of cells that are markup already; the columns `numbers` are right-aligned."""
    right = set(numbers)

    def cells(tag: str, row: Iterable[str]) -> str:
        return "".join(
            f"<{tag}{_class(cell, at in right)}{' scope=col' if tag == 'th' else ''}>{cell}</{tag}>"
            for at, cell in enumerate(row)
        )

    lines = "".join(f"<tr>{cells('td', row)}</tr>\n" for row in rows)
    body = f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>\n{lines}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{body}</div>'


def _class(cell: str, is_number: bool) -> str:
    """Return the class of a cell: only long cells break within words; narrow screens scroll the table."""
    if is_number:
        return " class=number"
    return " class=wide" if len(cell) > _LONG_CELL else ""
