"""Clean a page whose markup is lost: from plain text to headline, body and byline.

Without elements only wording, order and shape remain. `vocabulary.phrases` and `body.biographies` know what a line
says, `bylines` whom a byline names. Here it is decided where the article starts and ends, and which lines between
belong to it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsbot import __version__
from newsbot.extraction.authors.sources import agencies_among
from newsbot.extraction.body.biographies import is_biography
from newsbot.extraction.byline.datelines import read_dateline, with_agencies
from newsbot.extraction.bylines import Byline, parse_byline
from newsbot.extraction.decisions import count_words
from newsbot.extraction.fields.site_names import without_site_name
from newsbot.extraction.language.detection import choose_language
from newsbot.extraction.names.spelling import list_key, without_duplicates
from newsbot.extraction.vocabulary.date_words import MONTHS, WEEKDAYS
from newsbot.extraction.vocabulary.phrases import boilerplate_kind, is_bare_phrase
from newsbot.items import Article, Metadata
from newsbot.text import WORD_MARKS, clean_line, comparison_key, text_weight

# More than the longest articles have; the rest of a larger file is ignored.
_MAX_CHARS = 2_000_000

# Lengths are weights: in letters, with ideographs counting more.
_MIN_BODY = 100
_MIN_PARAGRAPH = 40
_MIN_SENTENCE = 15
_LONG = 220
_UNSTOPPED = 120
_TITLE = (8, 300)
_MAX_DECK = 350
_MAX_NAME_LINE = 100

# Text wrapped at a column: no line is longer than this, and most lines except a paragraph's last are long.
_WRAP_COLUMNS = (45, 110)
_WRAPPED_SHARE = 0.7

# A menu is a run of at least this many lines with at most this many words.
_MENU_LINES, _MENU_WORDS = 3, 3
# How many paragraphs may follow an author's line or a copyright notice that ends an article.
_AFTERWORD = 3
# Kinds that may close an article.
_ENDS = frozenset(("comments", "related", "tags", "copyright", "biography"))
# How far from the author's line a biography may be.
_BESIDE = 2

_FULL_STOP = re.compile(r"[.。।۔．][\"'”’»)」』]*\Z")
_SENTENCE_END = re.compile(r"[.。।۔．!?！？؟…:：;；][\"'”’»)」』]*\Z|[\"”»」』]\Z")
_INNER_STOP = re.compile(r"[.!?。！？।۔؟][\"”»)]?(?:\s+|(?<=[。！？]))\S")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LIST_ITEM = re.compile(r"(?:[-–—•·*▪◦●■➤✓]\s*|[(\[]?(?:\d{1,3}|[a-zA-Z])[.)\]]\s*|\d{1,3}[、．:：]|#\d)\S")
_NUMBERED = re.compile(r"[(\[]?\d{1,3}[.)\]:：、．]\s*\S|#\d")
# Addresses, hashtags, handles, lone numbers and marks: nothing that readers read.
_DEBRIS = re.compile(r"(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|[#@]\w+(?:[\s,]+[#@]\w+)*|[\W\d_]*)\Z")
_BREADCRUMBS = re.compile(r"[^>»›«]{1,40}(?:\s[>»›]\s[^>»›«]{1,80})+\Z|\S[^/]{0,30}\s/\s[^/]{1,40}\s/\s[^/]+\Z")
_BARS = re.compile(r"\s*[|•·]\s*")
_WORD = re.compile(rf"[^\W\d_]+(?:[{WORD_MARKS}]+[^\W\d_]*)*")
# Also "segunda-feira" and "п'ятниця".
_DATE_WORD = re.compile(rf"[^\W\d_]+(?:(?:[-'](?=[^\W\d_])|[{WORD_MARKS}]+)[^\W\d_]*)*")
_DIGIT = re.compile(r"\d")
_DATE_FILLERS = frozenset(
    "at on um uhr am pm a p m ist gmt utc pkt cet cest est edt pst pdt bst et pt the of de del den à le el il la alle "
    "ore klo kl h st nd rd th os updated published posted بجے جون بتاریخ ء م 年 月 日 时 分 時 星期".split()
)
_INNER_BY = re.compile(r"(?:^|\s)(?:by|By|BY|von|Von|par|Par|por|Por|di|door)\s+[^\W\d_]")
_CASED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ]")


@dataclass(slots=True)
class PlainTextReport:
    """The article in a text, or the reason why there is none: "empty" or "no_text"."""

    article: Article | None = None
    reason: str | None = None


@dataclass(slots=True)
class _Line:
    """One line of the text; `kind` is its boilerplate kind, None if it may be the article's.

    A sentence is prose inside a body; a paragraph is prose that cannot be a headline, label or teaser. `stopped` lines
    end like sentences, questions or quotes.
    """

    text: str
    kind: str | None
    weight: float
    stopped: bool
    is_sentence: bool
    is_paragraph: bool


@dataclass(slots=True)
class _Layout:
    """The line numbers of the article's parts; `body` is in order."""

    headline: int | None = None
    deck: int | None = None
    bylines: list[int] = field(default_factory=list)
    biographies: set[int] = field(default_factory=set)
    start: int = 0
    end: int = 0
    body: list[int] = field(default_factory=list)


def clean_plain_text(text: str) -> PlainTextReport:
    """The report on a page's text: its article, or the reason why there is none."""
    lines = [_read_line(line) for line in _paragraphs(text[:_MAX_CHARS])]
    if not lines:
        return PlainTextReport(reason="empty")
    layout = _lay_out(lines)
    if layout is None or sum(lines[at].weight for at in layout.body) < _MIN_BODY:
        return PlainTextReport(reason="no_text")
    return PlainTextReport(_article(lines, layout))


# ---------------------------------------------------------------------------------------------- lines


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of the text: its lines, or if lines are wrapped, what stands between blank lines."""
    text = _NEWLINES.sub("\n", text)
    chunks = [[clean_line(line) for line in chunk.split("\n")] for chunk in _BLANK_LINE.split(text)]
    chunks = [[line for line in chunk if line] for chunk in chunks]
    if _is_wrapped(chunks):
        return [" ".join(chunk) for chunk in chunks if chunk]
    return [line for chunk in chunks for line in chunk]


def _is_wrapped(chunks: Sequence[Sequence[str]]) -> bool:
    """Whether lines end at a column and not at the end of sentences."""
    broken = [line for chunk in chunks for line in chunk[:-1]]
    shortest, longest = _WRAP_COLUMNS
    if len(broken) < 3 or any(len(line) > longest for line in broken):
        return False
    wrapped = sum(1 for line in broken if len(line) >= shortest and not _FULL_STOP.search(line))
    return wrapped >= len(broken) * _WRAPPED_SHARE


def _read_line(text: str) -> _Line:
    kind: str | None = boilerplate_kind(text)
    if kind is None and len(text) < _LONG and (_DEBRIS.match(text) or _BREADCRUMBS.match(text)):
        kind = "navigation"
    weight = text_weight(text)
    stopped = _SENTENCE_END.search(text) is not None
    is_sentence = kind is None and weight >= (_MIN_SENTENCE if stopped else _UNSTOPPED)
    is_paragraph = kind is None and weight >= _MIN_PARAGRAPH and _reads_as_paragraph(text, weight, stopped=stopped)
    return _Line(text, kind, weight, stopped, is_sentence, is_paragraph)


def _reads_as_paragraph(text: str, weight: float, *, stopped: bool) -> bool:
    return weight > _LONG or _FULL_STOP.search(text) is not None or (stopped and _INNER_STOP.search(text) is not None)


def _is_date(text: str) -> bool:
    """Whether the line holds a date and nothing else."""
    if len(text) > _MAX_NAME_LINE or not _DIGIT.search(text):
        return False
    words = _DATE_WORD.findall(text.replace("’", "'").casefold())
    return all(word in MONTHS or word in WEEKDAYS or word in _DATE_FILLERS for word in words)


# --------------------------------------------------------------------------------------------- layout


def _lay_out(lines: Sequence[_Line]) -> _Layout | None:
    """Find all parts; None if the text has no paragraph."""
    paragraphs = [at for at, line in enumerate(lines) if line.is_paragraph]
    # Some authors write no full stops, and some scripts have none.
    paragraphs = paragraphs or [at for at, line in enumerate(lines) if at > 0 and line.is_sentence]
    names = [name for line in lines if line.kind == "byline" for name in _people(line.text)]
    while paragraphs and is_biography(lines[paragraphs[0]].text, names):
        del paragraphs[0]  # the author's box stands above the headline
    if not paragraphs:
        return None
    layout = _Layout(start=paragraphs[0])
    layout.end = _end(lines, paragraphs)
    layout.headline = _headline(lines, layout.start)
    layout.bylines = _byline_lines(lines, layout)
    _set_biographies(lines, layout)
    _skip_deck(lines, layout)
    layout.body = _body(lines, layout)
    return layout


def _end(lines: Sequence[_Line], paragraphs: Sequence[int]) -> int:
    """The line from which on nothing is the article's: comments, a final list of other articles, an imprint."""
    for at in range(paragraphs[0] + 1, len(lines)):
        kind = lines[at].kind
        if kind not in _ENDS:
            continue
        before = bisect_left(paragraphs, at)
        after = paragraphs[before:]
        afterword = len(after) <= min(before, _AFTERWORD)
        bare = is_bare_phrase(lines[at].text)
        if kind == "comments" and not (bare and _is_counter(lines[at].text) and before < min(len(after), _AFTERWORD)):
            return at
        if kind in ("related", "tags") and bare and len(after) <= before and _are_teasers(lines, at, after):
            return at
        if afterword and (kind == "copyright" or (kind == "biography" and bare)):
            return at
    return len(lines)


def _is_counter(text: str) -> bool:
    """Whether the line is a link to the comments ("3 Comments"), which may also stand above an article."""
    return len(_words(text)) <= 2


def _are_teasers(lines: Sequence[_Line], at: int, paragraphs: Sequence[int]) -> bool:
    """Whether each paragraph has exactly one title above it, as in a list of other articles."""
    gaps = (range(stop + 1, following) for stop, following in zip((at, *paragraphs), paragraphs, strict=False))
    return all(sum(1 for near in gap if lines[near].kind is None) == 1 for gap in gaps)


def _headline(lines: Sequence[_Line], start: int) -> int | None:
    """The title above the first paragraph: a repeated one, else the first that is not part of a menu."""
    titles = [at for at in range(start) if _is_title(lines[at])]
    if not titles:
        return None
    texts = [lines[at].text for at in titles]
    keys = [comparison_key(text) for text in texts]
    for at, text, key in zip(titles, texts, keys, strict=True):
        shorter = comparison_key(without_site_name(text, (), texts))
        if len(_words(text)) > _MENU_WORDS and (keys.count(key) > 1 or shorter != key):
            return titles[keys.index(shorter)] if shorter in keys else at
    menu = _menu(lines, start)
    worded = [
        at for at in titles if at not in menu and (len(_words(lines[at].text)) >= 3 or not _is_cased(lines[at].text))
    ]
    outside = [at for at in titles if at not in menu]
    return (worded or outside or titles)[0]


def _is_title(line: _Line) -> bool:
    shortest, longest = _TITLE
    return (
        line.kind is None
        and shortest <= line.weight <= longest
        and not _FULL_STOP.search(line.text)
        and not line.text.endswith((":", "："))
        and not _is_date(line.text)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_cased(text: str) -> bool:
    return _CASED.search(text) is not None


def _menu(lines: Sequence[_Line], start: int) -> set[int]:
    """The lines in runs of short lines, which menus leave behind."""
    found: set[int] = set()
    run: list[int] = []
    for at in range(start + 1):
        if at < start and len(_words(lines[at].text)) <= _MENU_WORDS and lines[at].weight < _MIN_PARAGRAPH:
            run.append(at)
            continue
        if len(run) >= _MENU_LINES:
            found.update(run)
        run = []
    return found


# -------------------------------------------------------------------------------------------- authors


def _byline_lines(lines: Sequence[_Line], layout: _Layout) -> list[int]:
    """The author's lines: those above the body or just under its first paragraph, else those at its end."""
    top = 0 if layout.headline is None else layout.headline + 1
    head = [at for at in range(top, min(layout.start + 2, layout.end)) if _names(lines, at, layout)]
    if head:
        return [at for at in head if not is_bare_phrase(lines[at].text)] or head
    above = [at for at in range(top) if lines[at].kind == "byline" and _people(lines[at].text)]
    if above:
        return above
    paragraphs = [at for at in range(layout.start, layout.end) if lines[at].is_paragraph]
    tail = paragraphs[-_AFTERWORD - 1] if len(paragraphs) > _AFTERWORD else layout.start
    return [at for at in range(tail + 1, layout.end) if _names(lines, at, layout)]


def _names(lines: Sequence[_Line], at: int, layout: _Layout) -> bool:
    """Whether the line names the authors, judging by its words or its neighbours."""
    line = lines[at]
    if line.kind == "byline":
        return bool(_people(line.text)) or is_bare_phrase(line.text)
    if at == layout.headline or line.kind not in (None, "date") or line.is_sentence or len(line.text) > _MAX_NAME_LINE:
        return False
    people = _people(line.text)
    above = at < layout.start + _BESIDE
    if not people:
        return False
    if line.kind == "date" or _DIGIT.search(line.text):
        return above and (_INNER_BY.search(line.text) is not None or _is_dated_name(line.text, people))
    if above and _INNER_BY.match(line.text):
        return True
    beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)]
    if any(near.is_sentence and is_biography(near.text, people) for near in beside):
        return True
    return above and _is_cased(line.text) and any(near.kind == "date" or _is_date(near.text) for near in beside)


def _is_dated_name(text: str, people: Sequence[str]) -> bool:
    """Whether the line holds only names, a date and the like ("Jane Doe | March 3, 2026 | 5 min read")."""
    rest = text
    for name in people:
        rest = rest.replace(name, " ")
    parts = _BARS.split(rest)
    return rest != text and _is_cased(text) and all(_is_date(part) or boilerplate_kind(part) for part in parts if part)


def _people(text: str) -> list[str]:
    return [author.name for author in parse_byline(text).authors]


def _set_biographies(lines: Sequence[_Line], layout: _Layout) -> None:
    """Find the biographies, and end the body before an author's box at its end."""
    names = [name for at in layout.bylines for name in _people(lines[at].text)]
    sentences = [at for at in range(layout.end) if lines[at].is_sentence]
    beside = {byline + step for byline in layout.bylines for step in range(-_BESIDE, _BESIDE + 1)}
    for order, at in enumerate(sentences):
        near = at in beside
        last = 0 < order >= len(sentences) - _BESIDE
        if (near or last) and _is_about(lines[at].text, names, near=near):
            layout.biographies.add(at)
    kept = [at for at in sentences if lines[at].is_paragraph and at not in layout.biographies]
    if not kept:
        layout.biographies.clear()
    layout.start = next(iter(kept), layout.start)
    box = _author_box(lines, layout)
    if box is not None:
        layout.end = box


def _is_about(text: str, names: Sequence[str], *, near: bool) -> bool:
    """Whether the paragraph is a biography; far from the author's line it must name the author."""
    return is_biography(text, names) if near else bool(names) and is_biography(text, names) and _mentions(text, names)


def _mentions(text: str, names: Sequence[str]) -> bool:
    folded = text.casefold()
    return any(name.casefold() in folded for name in names)


def _author_box(lines: Sequence[_Line], layout: _Layout) -> int | None:
    """The line where a closing box about the author begins, if there is one."""
    sentences = [at for at in range(layout.start, layout.end) if lines[at].is_sentence]
    for at in sorted({*layout.bylines, *layout.biographies}):
        before = bisect_left(sentences, at)
        after = sentences[before:]
        boxed = not after or after[0] in layout.biographies
        if layout.start < at < layout.end and boxed and len(after) <= min(before, _AFTERWORD):
            return at
    return None


# ----------------------------------------------------------------------------------------------- body


def _skip_deck(lines: Sequence[_Line], layout: _Layout) -> None:
    """Move the start past the standfirst: the only paragraph between the headline and the author's line."""
    deck = lines[layout.start]
    marks = [at for at in range(layout.start + 1, min(layout.start + 3, layout.end)) if _is_mark(lines, at, layout)]
    following = [
        at for at in range(layout.start + 1, layout.end) if lines[at].is_paragraph and at not in layout.biographies
    ]
    if layout.headline is None or not marks or len(following) < 2 or deck.weight > _MAX_DECK:
        return
    if following[0] > marks[0]:
        layout.deck, layout.start = layout.start, following[0]


def _is_mark(lines: Sequence[_Line], at: int, layout: _Layout) -> bool:
    return at in layout.bylines or lines[at].kind == "date" or _is_date(lines[at].text)


def _body(lines: Sequence[_Line], layout: _Layout) -> list[int]:
    """The lines of the article's text."""
    headline = comparison_key(lines[layout.headline].text) if layout.headline is not None else None
    first = layout.start
    if first > 0 and first - 1 != layout.headline and _NUMBERED.match(lines[first - 1].text):
        first -= 1
    dropped = set(_listed(lines, layout)) | layout.biographies | set(layout.bylines)
    kept = [
        at
        for at in range(first, layout.end)
        if at not in dropped and lines[at].kind is None and comparison_key(lines[at].text) != headline
    ]
    while kept and not (lines[kept[-1]].is_sentence or _LIST_ITEM.match(lines[kept[-1]].text)):
        kept.pop()
    return kept


def _listed(lines: Sequence[_Line], layout: _Layout) -> Iterator[int]:
    """The headlines under "You may also like" and the tags under "Tags", up to the next paragraph."""
    listing = False
    for at in range(layout.start, layout.end):
        line = lines[at]
        if line.kind in ("related", "tags") and is_bare_phrase(line.text):
            listing = True
        elif line.is_paragraph:
            listing = False
        elif listing:
            yield at


# -------------------------------------------------------------------------------------------- article


def _article(lines: Sequence[_Line], layout: _Layout) -> Article:
    body = "\n\n".join(lines[at].text for at in layout.body)
    bylines = [parse_byline(lines[at].text) for at in layout.bylines]
    article = Article(
        headline=lines[layout.headline].text if layout.headline is not None else None,
        description=lines[layout.deck].text if layout.deck is not None else None,
        articleBody=body,
        wordCount=count_words(body),
        inLanguage=choose_language([], body)[0],
        metadata=Metadata(extractorVersion=__version__),
    )
    _set_authors(article, bylines, [lines[at].text for at in layout.bylines])
    return article


def _set_authors(article: Article, bylines: Sequence[Byline], raw: Sequence[str]) -> None:
    article.authors = without_duplicates([author for byline in bylines for author in byline.authors])
    sources = agencies_among(article.authors)
    for source in (source for byline in bylines for source in byline.organizations):
        sources.setdefault(list_key(source.name), source)
    told = read_dateline(article.articleBody or "")
    article.sourceOrganization = with_agencies(list(sources.values()), told)
    article.dateline = told.place or next((byline.dateline for byline in bylines if byline.dateline), None)
    article.byline = next(iter(raw), None)
