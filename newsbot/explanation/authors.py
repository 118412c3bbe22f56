"""Explains who is said to have written the article, by what, and how each line that says so was read."""

from collections.abc import Sequence

from newsbot.explanation.story import CandidateStory, FieldStory
from newsbot.extraction.authors.choice import LIKELY, Authorship, Weighed
from newsbot.extraction.authors.claims import MAX_LINE_CHARS, Claim, Mention, Witness
from newsbot.extraction.byline import author_signs as signs
from newsbot.extraction.bylines import read_parts
from newsbot.items import Article

_MAX_LINES = 8
_MAX_MENTIONS = 4
_MAX_CHARS = 120
_RULES = {
    "operator": "An override names them; nothing else is considered.",
    "model": f"The author model accepts names with a probability above {LIKELY:.0%}, and people named in the same line"
    " as one of them.",
    "credits": "The author model accepts no byline, so the credit line (“Reporting by …”) decides.",
    "byline": "The author model accepts nobody, so the person named in a byline is taken, however doubtful.",
    "desk": "Nobody is likely, so the agency or desk named in a byline element or JSON-LD is taken.",
    "sources": "The page names nobody, so the author given by the feed or API that listed it is taken.",
    "": "No name on the page is likely enough, so the line has no authors: none is better than a wrong one.",
}
_SIGNS = (
    (signs.LEAD, "begins with a word such as “By”"),
    (signs.ANNOUNCED, "“By” is right before it"),
    (signs.MARKED, "its own element is named author or byline"),
    (signs.IN_BYLINE, "is in a byline element"),
    (signs.IN_AUTHOR, "is in an author element"),
    (signs.AUTHOR_LINK, "links to an author page"),
    (signs.BYLINE_BLOCK, "its block was classified as a byline"),
    (signs.REPORTING_BLOCK, "is a credit line"),
    (signs.IN_HEAD, "is between headline and text"),
    (signs.ABOVE_TITLE, "is above the headline"),
    (signs.IN_BODY, "is within the text"),
    (signs.BELOW_BODY, "is below the text"),
    (signs.BIOGRAPHY, "is a biography"),
    (signs.DATED, "contains a date"),
    (signs.PLAIN, "is a plain line without any markup"),
    (signs.SIDEBAR, "is in a sidebar"),
    (signs.FOOTER, "is in a footer"),
    (signs.TEASER, "is in a teaser"),
    (signs.CAPTION, "is in a caption"),
    (signs.NAVIGATION, "is in navigation"),
    (signs.COMMENTS, "is in comments"),
    (signs.HIDDEN, "is hidden"),
    (signs.ADVERTISEMENT, "is in an advertisement"),
    (signs.SHOWN_HEAD, "the page shows the name between headline and text"),
    (signs.SHOWN_BELOW, "the page shows the name below the text"),
    (signs.META_HANDLE, "is an account handle"),
)


def tell_authors(article: Article, authorship: Authorship) -> FieldStory:
    """Return the story of the field `authors`."""
    weighed = authorship.weighed
    origin = article.provenance.get("authors", "")
    story = FieldStory("authors", "; ".join(map(_author, article.authors)), origin, _RULES[weighed.rule])
    ranked = sorted(zip(weighed.claims, weighed.chances, strict=True), key=lambda pair: -pair[1])
    story.candidates = [_candidate(claim, chance, weighed) for claim, chance in ranked]
    if weighed.rule == "sources":
        story.candidates += [_candidate(claim, None, weighed) for claim in weighed.chosen]
    story.steps = [step for witness in _lines(weighed) for step in _reading(witness, article.inLanguage)]
    story.change = 'author = "SELECTOR"   or   author_name = "NAME"'
    return story


def _author(author: object) -> str:
    name, role, kind = (getattr(author, part) for part in ("name", "role", "type"))
    details = [part for part in ("" if kind == "Person" else "organisation", role) if part]
    return f"{name} ({', '.join(details)})" if details else str(name)


def _candidate(claim: Claim, chance: float | None, weighed: Weighed) -> CandidateStory:
    is_chosen = any(claim is other for other in weighed.chosen)
    mentions = claim.mentions[:_MAX_MENTIONS]
    origins = ", ".join(dict.fromkeys(mention.witness.candidate.origin for mention in claim.mentions))
    said = [_mention(mention) for mention in mentions]
    if len(claim.mentions) > len(mentions):
        said.append(f"and {len(claim.mentions) - len(mentions)} more lines")
    notes = [_fate(claim, chance, weighed, is_chosen), *said]
    rounded = None if chance is None else round(chance, 3)
    return CandidateStory(claim.name, origins, "; ".join(filter(None, notes)), is_chosen, rounded)


def _fate(claim: Claim, chance: float | None, weighed: Weighed, is_chosen: bool) -> str:
    kind = "" if claim.is_person else "an organisation"
    if is_chosen:
        is_mate = chance is not None and chance <= LIKELY and weighed.rule == "model"
        return "named in the same line as a likely author" if is_mate else kind
    doubt = weighed.doubts.get(claim.name)
    if doubt:
        return f"left out: {doubt}"
    if chance is not None and chance > LIKELY:
        return "left out: somebody else is credited"
    return kind


def _mention(mention: Mention) -> str:
    candidate = mention.witness.candidate
    marks = [words for bit, words in _SIGNS if candidate.signs & bit]
    beside = ["only next to the authors"] if mention.beside else []
    said = f"{candidate.origin} says “{_cut(candidate.value)}”"
    return f"{said} ({', '.join([*marks, *beside])})" if marks or beside else said


def _lines(weighed: Weighed) -> list[Witness]:
    """Return the lines whose reading is shown: those that name a chosen author first, each wording once."""
    chosen = {id(mention.witness) for claim in weighed.chosen for mention in claim.mentions}
    ranked = sorted(weighed.witnesses, key=lambda witness: (id(witness) not in chosen, not witness.shown))
    found = {witness.candidate.value: witness for witness in reversed(ranked)}
    return list(reversed(found.values()))[:_MAX_LINES]


def _reading(witness: Witness, language: str | None) -> Sequence[str]:
    """Return how one line was read: its text, how it was split, what its parts are, and the result."""
    raw = witness.candidate.value
    line, parts = read_parts(raw[: 2 * MAX_LINE_CHARS], (language or "").partition("-")[0].lower())
    segments = " | ".join(f"{_cut(segment.text)}{' (beside)' if segment.aside else ''}" for segment in line.segments)
    steps = [f"{witness.candidate.origin}: “{_cut(raw)}”", f"    split into: {segments or 'nothing'}"]
    if line.dated:
        steps.append("    a date in it was removed")
    if line.emails:
        steps.append(f"    e-mail: {', '.join(line.emails)}")
    if parts:
        said = [f"{part.kind} “{part.text}”{f' as {part.role}' if part.role else ''}" for part in parts]
        steps.append(f"    parsed as: {', '.join(said)}")
    names = [f"{author.name} ({author.type})" for author in witness.parsed.authors]
    beside = [f"{organization.name} (credited)" for organization in witness.parsed.organizations]
    dateline = [f"filed from {witness.parsed.dateline}"] if witness.parsed.dateline else []
    steps.append(f"    result: {', '.join([*names, *beside, *dateline]) or 'nobody: nothing in it is clearly a name'}")
    return steps


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_CHARS else f"{text[:_MAX_CHARS]}…"
