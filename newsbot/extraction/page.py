"""Read one page into one report: the article with its evidence, or the reason why there is none.

`read_page` runs in a worker process. It only gathers evidence; `decisions` turns the evidence into fields.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC

import numpy as np

from newsbot.extraction.account import PageAccount, Reading
from newsbot.extraction.authors.visible import visible_authors
from newsbot.extraction.blocks.model import BlockModel
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.body.biographies import is_biography
from newsbot.extraction.body.classifier import Judgement, SiteKnowledge, judge_blocks, keep_last_heading
from newsbot.extraction.body.html import add_markup
from newsbot.extraction.body.liveblog import read_live_blog
from newsbot.extraction.body.sign_offs import is_signature
from newsbot.extraction.body.source_text import SourceArticle, SourceText
from newsbot.extraction.body.teaching import lesson_of
from newsbot.extraction.byline.author_signs import PLAIN
from newsbot.extraction.bylines import parse_byline
from newsbot.extraction.dates.choice import clock_pairs
from newsbot.extraction.dates.visible import visible_dates
from newsbot.extraction.declared.candidates import Declared
from newsbot.extraction.document import Document, parse_document
from newsbot.extraction.fields.originals import set_original
from newsbot.extraction.fields.page_fields import PageFacts, begin_article
from newsbot.extraction.fields.site_names import name_candidates, says_whose_page
from newsbot.extraction.fields.titles import shown_titles
from newsbot.extraction.kinds.pagekind import judge_page
from newsbot.extraction.kinds.signs import PageParts, body_weight
from newsbot.extraction.overruling import Ruling, rule_page
from newsbot.extraction.page_report import BlockScores, PageReport, PageRequest, origin_of
from newsbot.extraction.page_view import PageView, stated_titles, view_page
from newsbot.extraction.template.correction import name_blocks
from newsbot.extraction.template.lesson import Lesson
from newsbot.extraction.template.profile import decode_profile
from newsbot.extraction.unshown_text import find_unshown_text
from newsbot.items import BODY, Article, Block, Candidate, Evidence, Link, Metadata, Origin
from newsbot.markup import refresh_target
from newsbot.pagination import next_page
from newsbot.urls import absolute_url

_NOTHING_SHOWN = 60.0
_LAST_BLOCKS = 3
_MAX_BYLINES = 6
# How many dates to search for one that is given both with and without a zone; dates in sitemaps are dates of change.
_MAX_DATES = 6
_DATED_BY = ("feed", "wp-rest", "news-sitemap")
_WORD = re.compile(r"[a-z]+")
_NO_NAMES = frozenset("a and by de di e et for from in la of par por s the und von with y".split())
_BINARY = (b"\x89PNG", b"GIF8", b"\xff\xd8", b"PK\x03\x04", b"\x1f\x8b")
_OTHER_TEXTS = (b"%PDF", b"{", b"[")
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
# Values that mean the type is unknown (MIME Sniffing, 7).
_NO_TYPES = ("unknown/unknown", "application/unknown", "*/*")
_HTML_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/octet-stream")


def read_page(request: PageRequest) -> PageReport:
    """The report on a page. Never raises because of the page's content. Releases the request's body after parsing."""
    if not is_html(request.body, request.content_type):
        return PageReport(reason="not_html")
    document = parse_document(request.body, request.url, request.content_type, request.headers)
    request.body = b""
    return read_document(document, request)


def is_html(body: bytes, content_type: str | None) -> bool:
    """Whether a response is an HTML page, judging by its header and its first bytes."""
    declared = _declared_type(content_type or "")
    if declared and declared not in _HTML_TYPES:
        return False
    if body.startswith(_BINARY) or body[:1024].lstrip(_BEFORE_TEXT).startswith(_OTHER_TEXTS):
        return False
    return declared in _HTML_TYPES[:2] or b"<" in body[:4096].replace(b"\0", b"")


def _declared_type(content_type: str) -> str:
    """The last media type that the headers name, as browsers take it; empty if there is none or it means "unknown"."""
    types = [value.partition(";")[0].strip().lower() for value in content_type.split(",")]
    return next((name for name in reversed(types) if "/" in name and name not in _NO_TYPES), "")


def read_document(
    document: Document, request: PageRequest, model: BlockModel | None = None, account: PageAccount | None = None
) -> PageReport:
    """Do what `read_page` does for a page that is already parsed; the request's body is not read again.

    `model` defaults to newsbot's own block model; `account` is filled with how the page was read.
    """
    judged = _judge(document, request, model)
    view, walk, blocks = judged.view, judged.walk, judged.blocks
    declared, headline = view.declared, view.headline
    title = headline.chosen.value if headline else ""
    parts = PageParts(document, declared, walk, blocks, title, request.number)
    kind = judge_page(parts, request.link, usual_shape=request.usual_shape)
    if kind.reason is None and headline is None:
        kind.reason = "no_headline"
    if account is not None:
        account.reading = Reading(parts, view, judged.judgement, judged.ruling, kind, judged.text_origin)
    if kind.reason is not None or headline is None:
        return PageReport(reason=kind.reason, probability=kind.probability, refresh=_refresh(document))
    if request.post is not None:
        declared.add_topics(request.post)
    article = begin_article(PageFacts(document, declared, walk, headline, view.hints.site_names, blocks))
    judged.ruling.add_to(declared)
    shown = visible_authors(walk, blocks, document.url, declared.authors)
    names, title = view.hints.site_names, declared.title or ""
    authors = declared.authors + [line for line in shown if not says_whose_page(line.value, names, title)]
    _drop_biographies(blocks, [author for author in authors if not author.signs & PLAIN])
    judged.ruling.enforce(blocks)
    article.evidence = _evidence(declared, walk, blocks, authors, document.url)
    article.evidence.timeZone = judged.ruling.time_zone or judged.zone
    article.evidence.siteNames = list(view.hints.site_names)
    article.metadata = Metadata(probability=kind.probability, siteProfile=judged.profile)
    if (origin := judged.body_origin) is not None:
        article.provenance["articleBody"] = origin
    set_original(article, walk, blocks)
    _set_live_blog(article, declared, walk, blocks)
    following = _page_after(judged, request)
    if following is not None:
        keep_last_heading(blocks)
    if request.with_html and judged.text_origin is None:
        add_markup(document, walk, blocks, request.number)
    report = PageReport(article, None, kind.probability, following)
    if request.teaches:
        report.lesson = _lesson(judged, request, article.evidence, model)
        report.scores = _scores(judged)
    return report


@dataclass(slots=True)
class _Judged:
    """A page and the part of it that is the article's body.

    `walk` and `blocks` are the page's own, or those of the text from `text_origin` if the page does not show its text.
    """

    url: str
    view: PageView
    ruling: Ruling
    judgement: Judgement
    walk: Walk
    blocks: list[Block]
    profile: str | None = None
    zone: str | None = None
    post: SourceArticle | None = None
    text_origin: Origin | None = None
    is_overruled: bool = False

    @property
    def body_origin(self) -> Origin | None:
        """Where the body came from; None if it came from the page alone."""
        if self.text_origin is not None:
            return self.text_origin
        if self.judgement.is_corrected or self.is_overruled:
            return "site-profile"
        return "wp-rest" if self.judgement.is_source_corrected else None


def _judge(document: Document, request: PageRequest, model: BlockModel | None) -> _Judged:
    ruling = rule_page(document, request.overrides)
    profile = None if request.profile is None else decode_profile(request.profile)
    view = view_page(document, request.link, frozenset(profile.names) if profile is not None else frozenset())
    post = SourceArticle(request.post) if request.post is not None else None
    source_text = post.page(request.number) if post is not None else None
    beside = SiteKnowledge(profile, source_text, request.number, _known_chances(request.scores, view))
    judgement = judge_blocks(view.walk, view.hints, model, beside)
    result = _Judged(document.url, view, ruling, judgement, view.walk, judgement.blocks, post=post)
    if profile is not None:
        result.profile, result.zone = profile.version, profile.zone
    ruling.find_blocks(document)
    result.is_overruled = ruling.enforce(result.blocks) or ruling.cuts
    if body_weight(result.blocks) < _NOTHING_SHOWN and view.declared.is_free is not False:
        text = find_unshown_text(document, view, request, model)
        if text is not None:
            result.text_origin, result.walk, result.blocks, ruling.verdicts = text.origin, text.walk, text.blocks, {}
    return result


def _scores(judged: _Judged) -> BlockScores | None:
    """The model's output, kept for a second reading with a profile: the model itself does not use the profile."""
    alone = judged.judgement.alone
    return None if alone is None else BlockScores(_digest(judged.view), alone.tobytes())


def _known_chances(scores: BlockScores | None, view: PageView) -> Floats | None:
    """The model's earlier output, if its input was the same: a profile may change the headline, which is an input."""
    if scores is None or scores.input_digest != _digest(view):
        return None
    return np.frombuffer(scores.chances)


def _digest(view: PageView) -> bytes:
    digest = hashlib.blake2b(repr(view.hints).encode("utf-8", "surrogatepass"), digest_size=16)
    for block in view.walk.blocks:
        digest.update(block.text.encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.digest()


def _page_after(judged: _Judged, request: PageRequest) -> str | None:
    """The address of the article's next page, from a link or from the site's API."""
    walk = judged.walk
    links = [link for block in walk.blocks for link in block.links]
    following = next_page(judged.url, links, request.number, walk.next_links)
    if following is None and judged.post is not None and judged.text_origin is None:
        following = judged.post.page_after(request.number, walk)
    return following


def _lesson(judged: _Judged, request: PageRequest, evidence: Evidence, model: BlockModel | None) -> Lesson | None:
    """What the page teaches about its site's template; None if the page does not show its text itself."""
    if judged.text_origin is not None:
        return None
    view, judgement, link = judged.view, judged.judgement, request.link
    if judged.post is None and link is not None and link.content:
        # The feed's text is used for the lesson only: once the feed no longer lists the article, its page must still
        # give the same text.
        judgement = judge_blocks(view.walk, view.hints, model, SiteKnowledge(source_text=SourceText(link.content)))
    lesson = lesson_of(view.walk, judgement, name_blocks(view.walk), evidence.authors, view.hints.site_names)
    if lesson is not None:
        lesson.clocks = _clocks(evidence, link)
        lesson.names = _names_in_titles(view)
    return lesson


def _names_in_titles(view: PageView) -> list[str]:
    """Candidates for the site's name in the titles of the page's head."""
    stated = {candidate.value for candidate in stated_titles(view.declared, None)}
    return sorted(name_candidates(stated, shown_titles(view.walk)))


def _clocks(evidence: Evidence, link: Link | None) -> list[tuple[int, int]]:
    """The publication date as the page gives it without a zone, and as the page or its source gives it with one."""
    dates = evidence.published[:_MAX_DATES]
    if link is not None and link.published and link.method in _DATED_BY:
        dates = [*dates, Candidate(link.published, origin_of(link))]
    language = next((candidate.value for candidate in evidence.languages), None)
    pairs = clock_pairs(dates, language)[:1]
    return [(int(clock.replace(tzinfo=UTC).timestamp()), int(moment.timestamp())) for clock, moment in pairs]


def _refresh(document: Document) -> str | None:
    target = refresh_target(document.tree)
    return None if target is None else absolute_url(target, document.url)


def _set_live_blog(article: Article, declared: Declared, walk: Walk, blocks: list[Block]) -> None:
    live_blog = read_live_blog(declared, walk, blocks, article.url)
    if live_blog.entries:
        article.genre = "liveblog"
        article.provenance["genre"] = live_blog.origin
        article.liveBlogUpdate = live_blog.entries
        article.provenance["liveBlogUpdate"] = live_blog.origin


def _drop_biographies(blocks: list[Block], authors: list[Candidate]) -> None:
    """Take the last lines that name or describe the author out of the body, even if no class marks them."""
    last = [block for block in blocks if block.verdict == BODY][-_LAST_BLOCKS:]
    if len(last) < _LAST_BLOCKS:
        return
    # Few last paragraphs name an author, and parsing a byline costs more than searching for its words.
    said = " ".join(block.text for block in last).casefold()
    lines = [line.value for line in authors[:_MAX_BYLINES] if _may_name(line.value, said)]
    names = [author.name for line in lines for author in parse_byline(line).authors]
    signatures = [block for block in last if is_signature(block.text, names)]
    for block in signatures:
        block.verdict = "byline"
    for block in reversed([block for block in last if block not in signatures]):
        if not is_biography(block.text, names):
            break
        block.verdict = "biography"


def _may_name(line: str, said: str) -> bool:
    """Whether the text may contain a name from the line, judging by single words; always True for non-ASCII lines.

    Words such as "by" and "and" are ignored: they are in every text and are not names by themselves.
    """
    return not line.isascii() or any(word in said for word in _WORD.findall(line.casefold()) if word not in _NO_NAMES)


def _evidence(declared: Declared, walk: Walk, blocks: list[Block], authors: list[Candidate], url: str) -> Evidence:
    language = next((candidate.value for candidate in declared.languages), None)
    seen = visible_dates(walk, blocks, url, language)
    return Evidence(
        blocks=blocks,
        authors=authors,
        published=declared.published + seen.published,
        modified=declared.modified + seen.modified,
        languages=declared.languages,
        monthFirst=seen.month_first,
    )
