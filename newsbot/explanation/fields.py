"""Explains every field of the line: the candidates, where they stood, and why one was chosen."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from newsbot.explanation.authors import tell_authors
from newsbot.explanation.dates import tell_date
from newsbot.explanation.story import CandidateStory, FieldStory, Sign
from newsbot.extraction.account import Reading
from newsbot.extraction.decisions import authorship_of, dates_of
from newsbot.extraction.declared.rights import reservation
from newsbot.extraction.fields.headline import WEIGHTS, weigh
from newsbot.extraction.fields.titles import Title
from newsbot.extraction.page_view import read_page_titles
from newsbot.items import Article, Candidate
from newsbot.text import comparison_key

_MAX_TITLES = 8
_MAX_SIGNS = 4
_MAX_VALUE = 300
_TITLE_SIGNS = {
    "visible": "the page shows it",
    "json-ld": "JSON-LD states it",
    "meta": "a meta element has it",
    "title": "the title element has it",
    "h1": "it is an h1",
    "first_h1": "it is the first h1",
    "h2": "it is an h2",
    "itemprop": "it is marked as headline",
    "class": "its class says headline or title",
    "copies": "it is shown more than once",
    "elsewhere": "it is in a menu, sidebar, footer or list",
    "linked": "it is a link",
    "distance": "there are blocks between it and the text",
    "prose_before": "there are paragraphs above it",
    "in_title": "its words are the title element's",
    "in_meta": "its words are the meta title's",
    "in_json-ld": "its words are JSON-LD's",
    "of_title": "it has the title element's words",
    "of_meta": "it has the meta title's words",
    "of_json-ld": "it has JSON-LD's words",
    "address": "its words are in the address",
    "longer": "it is another title with a prefix",
    "part": "it is only shown, and is part of a declared title",
    "phrase": "it is a stock phrase of templates",
    "short": "it is very short",
    "shortish": "it is short",
}
_LANGUAGE = {
    "detected": "The language was detected from the text; no declared language agrees with it.",
    "stated": "An override sets it.",
}


def tell_fields(reading: Reading, article: Article) -> list[FieldStory]:
    """Return the stories of the fields of a finished article, in the order of a reader's interest."""
    authorship = authorship_of(article)
    published, modified = dates_of(article)
    return [
        tell_headline(reading, article.headline or "", article.provenance.get("headline", "")),
        tell_authors(article, authorship),
        _credits(article),
        tell_date(article, "datePublished", published),
        tell_date(article, "dateModified", modified),
        _language(article),
        _description(reading, article),
        _listed("articleSection", reading.parts.declared.sections, article.articleSection, article),
        _listed("keywords", reading.parts.declared.keywords, article.keywords, article),
        *_others(reading, article),
        _rights(article),
    ]


def tell_headline(reading: Reading, value: str, origin: str) -> FieldStory:
    """Return the story of the headline, even for a page that is not an article."""
    story = FieldStory("headline", value, origin, "The title with the highest weight; only the differences count.")
    learned = reading.view.learned
    titles = sorted(read_page_titles(reading.parts.document, learned), key=weigh, reverse=True)[:_MAX_TITLES]
    if learned:
        story.why += f" The site's name, learned from its other pages, is not part of it: {', '.join(sorted(learned))}."
    for at, title in enumerate(titles):
        story.candidates.append(_title(title, is_chosen=at == 0 and bool(value)))
    if not titles:
        story.why = "The page neither shows nor declares a title."
    return story


def _title(title: Title, *, is_chosen: bool) -> CandidateStory:
    weights = {sign: value * WEIGHTS.get(sign, 0.0) for sign, value in title.signs.items()}
    ranked = sorted(weights.items(), key=lambda pair: -abs(pair[1]))[:_MAX_SIGNS]
    signs = [Sign(_TITLE_SIGNS.get(sign, sign), round(value, 2)) for sign, value in ranked if value]
    shown = next(iter(title.texts.values()))
    return CandidateStory(
        shown[:_MAX_VALUE], ", ".join(title.texts), f"weight {weigh(title):.1f}", is_chosen, signs=signs
    )


def _credits(article: Article) -> FieldStory:
    value = "; ".join(source.name for source in article.sourceOrganization)
    story = FieldStory(
        "sourceOrganization", value, why="Agencies and publishers credited in the byline, the text or a link."
    )
    for source in article.sourceOrganization:
        story.candidates.append(CandidateStory(source.name, source.evidence or "", source.url or "", is_chosen=True))
    if article.dateline:
        story.steps.append(f"dateline: {article.dateline}, where the text was filed")
    if article.isBasedOn:
        story.steps.append(f"isBasedOn: {article.isBasedOn}, the original named by a link")
    return story


def _language(article: Article) -> FieldStory:
    origins = [candidate.origin for candidate in article.evidence.languages]
    origin = article.provenance.get("inLanguage", "")
    why = _LANGUAGE["stated"] if "stated" in origins else ""
    if not why and article.inLanguage:
        declared = [candidate.value for candidate in article.evidence.languages]
        agrees = any(_primary(value) == _primary(article.inLanguage) for value in declared)
        why = "It is declared, and the text agrees." if agrees else _LANGUAGE["detected"]
    story = FieldStory("inLanguage", article.inLanguage or "", origin, why or "The language is unknown.")
    story.candidates = _plain(article.evidence.languages, [article.inLanguage or ""])
    story.change = f'language = "{article.inLanguage or "en"}"'
    return story


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _description(reading: Reading, article: Article) -> FieldStory:
    why = "The first that says more than a title; if it is truncated, a complete one from elsewhere."
    origin = article.provenance.get("description", "")
    story = FieldStory("description", article.description or "", origin, why)
    story.candidates = _plain(reading.parts.declared.descriptions, [article.description or ""])
    return story


def _listed(name: str, candidates: Sequence[Candidate], values: Sequence[str], article: Article) -> FieldStory:
    story = FieldStory(name, ", ".join(values), article.provenance.get(name, ""))
    story.candidates = _plain(candidates, values)
    return story


def _plain(candidates: Iterable[Candidate], chosen: Sequence[str]) -> list[CandidateStory]:
    """Return candidates unchanged; chosen are those that the field's values were made from."""
    keys = {comparison_key(value) for value in chosen if value}
    return [
        CandidateStory(c.value[:_MAX_VALUE], c.origin, is_chosen=comparison_key(c.value) in keys) for c in candidates
    ]


def _others(reading: Reading, article: Article) -> list[FieldStory]:
    """Return the fields that are taken as declared."""
    publisher = article.publisher
    canonical = reading.parts.declared.canonical
    refused = (
        f"“{canonical}” is declared, but belongs to another site." if canonical and not article.canonicalUrl else ""
    )
    found = [
        ("publisher", publisher.name or publisher.domain or "" if publisher else "", ""),
        ("breadcrumbs", " › ".join(step.name for step in article.breadcrumbs), ""),
        ("genre", article.genre or "", "Derived from JSON-LD types, the section, the address and the length."),
        ("mainImage", article.mainImage.url if article.mainImage else "", f"{len(article.images)} images in all."),
        ("videos", ", ".join(video.url for video in article.videos[:3]), ""),
        ("canonicalUrl", article.canonicalUrl or "", refused),
        ("alternativeHeadline", article.alternativeHeadline or "", ""),
        ("isAccessibleForFree", str(article.isAccessibleForFree or ""), "As the publisher declares."),
    ]
    return [
        FieldStory(name, value[:_MAX_VALUE], article.provenance.get(name, ""), why)
        for name, value, why in found
        if value or (name == "canonicalUrl" and why)
    ]


def _rights(article: Article) -> FieldStory:
    rights = article.rights
    parts = []
    if rights is not None:
        parts += [f"robots: {', '.join(rights.robots)}"] if rights.robots else []
        parts += [f"TDM reservation: {rights.tdmReservation}"] if rights.tdmReservation is not None else []
        parts += [f"TDM policy: {rights.tdmPolicy}"] if rights.tdmPolicy else []
        parts += [f"Content-Usage: {rights.contentUsage}"] if rights.contentUsage else []
        parts += [f"licence: {rights.license}"] if rights.license else []
    why = "Nothing is declared in the page, its headers or (if they were read) the site's robots.txt and TDM file."
    if rights is not None and parts:
        reason = reservation(rights, datetime.now(UTC))
        why = "With NEWSBOT_RESPECT_RIGHTS=obey, a crawl would " + (
            f"leave the article out ({reason})." if reason else "keep the article: nothing that is declared forbids it."
        )
    return FieldStory("rights", "; ".join(parts), article.provenance.get("rights", ""), why)
