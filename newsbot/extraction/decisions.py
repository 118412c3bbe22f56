"""Turn evidence into fields: one function per group of fields, in order of their dependencies.

The item pipelines and `newsbot.extract` call the same functions, so a crawled page and a single page give the same.
"""

import re
from datetime import UTC, datetime, tzinfo

from newsbot.extraction.authors.choice import Authorship, choose_authors
from newsbot.extraction.authors.features import Story
from newsbot.extraction.body.html import body_html
from newsbot.extraction.byline.datelines import read_dateline, with_agencies
from newsbot.extraction.dates.choice import DateHints, DateWeighing, weigh_address, weigh_dates
from newsbot.extraction.dates.zones import read_zone
from newsbot.extraction.fields.genres import genre_of_text
from newsbot.extraction.language.detection import choose_language, plain_language
from newsbot.items import BODY, Article, Block, Evidence, SourceOrganization, provenance
from newsbot.text import WORD_MARKS, clean_text

_ONE_WORD = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
_WORDS = re.compile(rf"{_ONE_WORD.pattern}|[^\W_]+(?:(?:['’.-](?=[^\W_])|[{WORD_MARKS}]+)[^\W_]*)*")


def decide_body(article: Article) -> str | None:
    """Set articleBody, and articleBodyHtml if the blocks have markup; return the reason if nothing is left."""
    article.articleBody = body_text(article.evidence.blocks) or None
    article.articleBodyHtml = body_html(article.evidence.blocks) or None
    if article.articleBody is None:
        return "no_text"
    article.wordCount = count_words(article.articleBody)
    genre = genre_of_text(article.genre, article.wordCount)
    if genre != article.genre:
        article.genre = genre
        article.provenance["genre"] = "visible"
    article.provenance.setdefault("articleBody", "visible")
    return None


def decide_at_once(article: Article, now: datetime) -> None:
    """Decide everything that the other functions decide, and drop the evidence; do nothing if that is expensive.

    Without a body there is no article, and an unclear declared language needs the language model, which only one
    process loads for all. Such an article keeps its evidence.
    """
    evidence = article.evidence
    language = plain_language(evidence.languages, body_text(evidence.blocks))
    if language is None or decide_body(article) is not None:
        return
    _set_language(article, *language)
    decide_authors(article)
    refused = decide_dates(article, now)
    article.evidence = Evidence(evidence.blocks, isDecided=True, refusedDates=refused)


def body_text(blocks: list[Block]) -> str:
    """The body's blocks as one safe text, with a blank line between paragraphs."""
    return "\n\n".join(filter(None, (clean_text(block.text) for block in blocks if block.verdict == BODY)))


def count_words(text: str) -> int:
    """Words of the text; each ideograph, kana and hangul syllable counts as one."""
    if not text.isascii() and _ONE_WORD.search(text):
        return len(_WORDS.findall(text))
    # Most space-separated tokens are plainly words, which need no pattern.
    tokens = text.split()
    others = [token for token in tokens if not token.isalnum()]
    return len(tokens) - len(others) + len(_WORDS.findall(" ".join(others)))


def decide_language(article: Article) -> None:
    """Set inLanguage from the declared languages and the language of the text."""
    language, origin = choose_language(article.evidence.languages, article.articleBody or article.headline or "")
    if language is not None and origin is not None:
        _set_language(article, language, origin)


def _set_language(article: Article, language: str, origin: str) -> None:
    article.inLanguage = language
    article.provenance["inLanguage"] = provenance(origin)


def decide_authors(article: Article) -> None:
    """Set authors, byline, sourceOrganization and dateline; for the dateline the text's head goes before a byline."""
    chosen = authorship_of(article)
    told = read_dateline(article.articleBody or "")
    article.authors = chosen.authors
    article.byline = chosen.byline
    article.sourceOrganization = _sources(with_agencies(chosen.organizations, told), article.sourceOrganization)
    article.dateline = told.place or chosen.dateline
    if chosen.origin is not None:
        article.provenance["authors"] = provenance(chosen.origin)


def authorship_of(article: Article) -> Authorship:
    """Who wrote the article, from its evidence and the fields decided before."""
    names = [*article.evidence.siteNames, article.publisher.name or "" if article.publisher else ""]
    site_names = [name for name in names if name]
    story = Story(article.headline or "", article.articleBody or "")
    return choose_authors(article.evidence.authors, site_names, article.inLanguage, story)


def _sources(credited: list[SourceOrganization], known: list[SourceOrganization]) -> list[SourceOrganization]:
    """The credited organisations and the targets of "source" links; a bare domain adds nothing to an agency's name."""
    names = {source.name.casefold() for source in credited}
    originals = [source for source in known if source.evidence == "source-link" and source.name.casefold() not in names]
    return credited + [source for source in originals if not names or "." not in source.name]


def decide_dates(article: Article, now: datetime | None = None, zone: tzinfo | None = None) -> list[str]:
    """Set datePublished and dateModified; return why candidates were refused ("future", "impossible", …).

    `zone` is the site's learned zone (`zones.learn_zone`): it turns a time without a zone into a moment. A zone that
    the operator set, in the evidence, takes precedence.
    """
    published, modified = dates_of(article, now, zone)
    if modified.choice is not None:
        article.dateModified = modified.choice.value
        article.provenance["dateModified"] = provenance(modified.choice.origin)
    if published.choice is not None:
        article.datePublished = published.choice.value
        article.datePublishedRaw = published.choice.raw
        article.datePublishedPrecision = published.choice.precision
        article.provenance["datePublished"] = provenance(published.choice.origin)
    return [reason for weighing in (published, modified) for _, reason in weighing.refused]


def dates_of(
    article: Article, now: datetime | None = None, zone: tzinfo | None = None
) -> tuple[DateWeighing, DateWeighing]:
    """How the publication and modification dates are chosen, from the article's evidence."""
    now = now or datetime.now(UTC)
    evidence = article.evidence
    zone = read_zone(evidence.timeZone or "") or zone
    hints = DateHints(article.url, evidence.monthFirst, zone)
    modified = weigh_dates(evidence.modified, now, article.inLanguage, "modified", hints)
    if modified.choice is not None and modified.choice.origin in ("json-ld", "meta"):
        hints.changed = datetime.fromisoformat(modified.choice.value)
    # A date that the operator selected goes before all others, unless it cannot be read.
    selected = [candidate for candidate in evidence.published if candidate.origin == "selected"]
    published = weigh_dates(selected, now, article.inLanguage, "published", hints)
    if published.choice is None:
        published = weigh_dates(evidence.published, now, article.inLanguage, "published", hints)
    return weigh_address(published, now, hints), modified
