"""Features of a claim, as numbers: its lines and their places, its name, and the claims beside it.

Training and extraction both call these functions; the second stage also knows the first stage's results for all claims.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from newsbot.extraction.authors.claims import Claim, Mention, site_key
from newsbot.extraction.blocks.trees import FeatureTable
from newsbot.extraction.byline import author_signs as signs
from newsbot.extraction.byline.cjk import opens_with_family
from newsbot.extraction.byline.kinds import word_kind
from newsbot.extraction.byline.sources import AGENCIES, OUTLETS
from newsbot.extraction.names.spelling import folded, list_key
from newsbot.extraction.vocabulary.jobs import ROLE_MODIFIERS, ROLES
from newsbot.extraction.vocabulary.lists import words_of
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names

if TYPE_CHECKING:
    import numpy.typing as npt

    from newsbot.extraction.blocks.table import Floats

    Bools = npt.NDArray[np.bool_]

# Accounts that come with a system; they are nobody.
ACCOUNTS = words_of("""
    admin administrator webmaster user root guest unknown anonymous superuser sysadmin siteadmin wpadmin default
    author moderator system none null undefined superadmin administrador administrateur administratör administratorius
    администратор админ адміністратор адмін مدیرسایت مدیر مديرالموقع أدمن ادمن ایڈمن एडमिन yönetici yonetici 管理员
    管理員 관리자 管理者
""")
# What stands between and after their words: "Site Admin", "admin_2".
_ACCOUNT_MARKS = re.compile(r"[\W\d_]+")
_ORIGINS = ("json-ld", "meta", "microdata", "visible", "text")
_SIGNS = {name.lower(): bit for name, bit in vars(signs).items() if name.isupper() and name != "OTHER_PARTS"}
# Signs of lines that readers see.
_LINE_SIGNS = {
    name: bit for name, bit in _SIGNS.items() if not name.startswith(("meta_", "ld_", "shown_")) and name != "inline"
}
_STRONG = signs.MARKED | signs.LEAD | signs.IN_BYLINE | signs.AUTHOR_LINK | signs.BYLINE_BLOCK | signs.ANNOUNCED
_ANNOUNCING = signs.LEAD | signs.ANNOUNCED
# The value for "nowhere near", for the trees.
_FAR = -999.0
_MAX_TEXT_CHARS = 20_000
_MAX_COUNT = 3
_MIN_LAST = 3

# What each member of a list may have of its own.
_OWN_SIGNS = (
    signs.DATED
    | signs.BESIDE_DATE
    | signs.ALL_LINK
    | signs.SHOWN_HEAD
    | signs.SHOWN_BODY
    | signs.SHOWN_BELOW
    | signs.SHOWN_OUTSIDE
    | signs.ANNOUNCED
    | signs.LEAD
    | signs.LD_JOB
    | signs.LD_SAME_AS
    | signs.AUTHOR_LINK
)

Row = dict[str, float]


def is_system_account(name: str) -> bool:
    """Whether a name is one of `ACCOUNTS`, perhaps followed by a number."""
    return _ACCOUNT_MARKS.sub("", name.casefold()) in ACCOUNTS


@dataclass(slots=True, frozen=True)
class Story:
    """The article's headline and text: it may be about somebody who is named beside it."""

    headline: str = ""
    text: str = ""


@dataclass(slots=True)
class Companions:
    """Which claims belong together, as square boolean matrices; none is its own companion."""

    in_line: "Bools"
    alike: "Bools"


def first_features(claims: Sequence[Claim], site_names: Sequence[str], story: Story) -> FeatureTable:
    """Everything that the lines say about each claim, one column per claim."""
    sites = [key for name in site_names if len(key := site_key(name)) > 2]
    title = story.headline.casefold()
    rows = [_origins(claim) | _best_line(claim) | _lines(claim) | _name(claim, sites, title) for claim in claims]
    body = story.text[:_MAX_TEXT_CHARS].casefold()
    for row, claim in zip(rows, claims, strict=True):
        row.update(_in_text(claim, body, title))
    whole = {key for name in site_names if (key := name.strip().casefold())}
    for row, claim in zip(rows, claims, strict=True):
        row["site_line"] = float(any(mention.witness.candidate.value.casefold() in whole for mention in claim.mentions))
    for row, context in zip(rows, [_context(rows, at) for at in range(len(rows))], strict=True):
        row.update(context)
    values = np.array([list(row.values()) for row in rows], np.float32).T
    return FeatureTable(tuple(rows[0]) if rows else (), values)


def find_companions(claims: Sequence[Claim]) -> Companions:
    """Which claims are in one line, and which have lines of their own that are declared or shown in the same way."""
    lines = [{id(mention.witness) for mention in claim.mentions if not mention.beside} for claim in claims]
    ways = [{_way(mention) for mention in claim.mentions if not mention.beside} for claim in claims]
    return Companions(_shared(lines), _shared(ways))


def _way(mention: Mention) -> tuple[str, int]:
    """How a line names somebody: its origin and what is known about its place."""
    candidate = mention.witness.candidate
    return candidate.origin, candidate.signs & ~_OWN_SIGNS


def _shared(sets: Sequence[set[Any]]) -> "Bools":
    pairs = [[one is not other and not one.isdisjoint(other) for other in sets] for one in sets]
    return np.array(pairs, bool).reshape(len(sets), len(sets))


def second_features(first: FeatureTable, odds: "Floats", companions: Companions) -> FeatureTable:
    """The first stage's features, and how its results compare on this page."""
    chances = 1 / (1 + np.exp(-odds))
    count = len(odds)
    others = np.where(np.eye(count, dtype=bool), -np.inf, odds[None, :])
    best_other = np.maximum(others.max(axis=1), -9.0)
    columns = {
        "odds": odds,
        "best_other": best_other,
        "lead": odds - best_other,
        "other_chances": chances.sum() - chances,
        "better": (others > odds[:, None]).sum(axis=1),
        "in_line": companions.in_line.sum(axis=1),
        "in_line_best": np.where(companions.in_line, odds[None, :], -9.0).max(axis=1),
        "alike": companions.alike.sum(axis=1),
        "alike_best": np.where(companions.alike, odds[None, :], -9.0).max(axis=1),
        "any_other": 1 - np.where(np.eye(count, dtype=bool), 1.0, 1 - chances[None, :]).prod(axis=1),
    }
    values = np.array(list(columns.values()), np.float32)
    return FeatureTable((*first.names, *columns), np.vstack((first.values, values)))


def _origins(claim: Claim) -> Row:
    """The origins of a claim, and all the signs of its lines."""
    row: Row = dict.fromkeys(_ORIGINS, 0.0)
    bits = 0
    for mention in claim.mentions:
        candidate = mention.witness.candidate
        bits |= candidate.signs
        if candidate.origin in row:
            row[candidate.origin] += 1
    return row | _any_signs(bits)


# A site's lines have the same signs on all its pages.
@lru_cache(maxsize=1_024)
def _any_signs(bits: int) -> Row:
    return {f"any_{name}": float(bits & bit > 0) for name, bit in _SIGNS.items()}


@lru_cache(maxsize=1_024)
def _best_signs(bits: int) -> Row:
    return {f"best_{name}": float(bits & bit > 0) for name, bit in _LINE_SIGNS.items()}


def line_strength(mention: Mention) -> float:
    """How clearly a visible line names an author; used only to find a claim's best line."""
    bits = mention.witness.candidate.signs
    value = 4.0 * (bits & signs.IN_HEAD > 0) + 2.0 * (bits & _STRONG > 0) + (bits & signs.LEAD > 0)
    value -= 2.0 * (bits & signs.OTHER_PARTS > 0) + (bits & signs.PLAIN > 0) + 3.0 * mention.beside
    return value - abs(mention.witness.candidate.place) / 100


def _best_line(claim: Claim) -> Row:
    shown = [mention for mention in claim.mentions if mention.witness.shown]
    best = max(shown, key=line_strength, default=None)
    bits = best.witness.candidate.signs if best else 0
    row = _best_signs(bits)
    if best is None:
        return row | {
            "strength": -9.0,
            "place": _FAR,
            "below_title": _FAR,
            "line_chars": 0.0,
            "rest_chars": -1.0,
            "starts_at": -1.0,
            "line_names": 0.0,
            "line_at": -1.0,
        }
    candidate = best.witness.candidate
    return row | {
        "strength": line_strength(best),
        "place": candidate.place,
        "below_title": candidate.below_title,
        "line_chars": len(candidate.value),
        "rest_chars": len(candidate.value) - len(best.author.name),
        "starts_at": candidate.value.casefold().find(best.author.name.casefold()),
        "line_names": len(best.witness.parsed.authors),
        "line_at": best.at,
    }


def _lines(claim: Claim) -> Row:
    """How many lines name the claim, where, and with what details."""
    mentions = claim.mentions
    shown = [mention.witness.candidate.signs for mention in mentions if mention.witness.shown]
    told = [mention for mention in mentions if not mention.witness.shown]
    head = [bits for bits in shown if bits & signs.IN_HEAD]
    return {
        "beside": float(all(mention.beside for mention in mentions)),
        "credits": float(all(mention.witness.credits for mention in mentions)),
        "editor": float(any(mention.author.role == "editor" for mention in mentions)),
        "role": float(any(mention.author.role for mention in mentions)),
        "email": float(any(mention.author.email for mention in mentions)),
        "shown": len(shown),
        "head_lines": len(head),
        "below_lines": sum(bits & signs.BELOW_BODY > 0 for bits in shown),
        "clean_head": sum(not bits & signs.OTHER_PARTS for bits in head),
        "lead_head": sum(bits & _ANNOUNCING > 0 for bits in head),
        "handle": float(claim.has_handle),
        "alone_head": sum(
            _is_whole(mention) for mention in mentions if mention.witness.candidate.signs & signs.IN_HEAD
        ),
        "alone_marked": sum(_is_whole(mention) for mention in mentions if mention.witness.candidate.signs & _STRONG),
        "told_at": min((mention.at for mention in told), default=-1),
        "told_organization": float(any(mention.witness.candidate.organization for mention in told)),
        "told_address": float(any(mention.witness.candidate.url for mention in told)),
    }


def _is_whole(mention: Mention) -> bool:
    """Whether a visible line is nothing but the name, as a page sets a byline apart."""
    if not mention.witness.shown:
        return False
    return len(mention.witness.candidate.value.strip()) == len(mention.author.name)


def _name(claim: Claim, sites: Sequence[str], title: str) -> Row:
    """Features of the name."""
    name = claim.name
    key, kind = site_key(name), word_kind(name)
    parts = [part for part in folded(name).replace("-", " ").replace(".", " ").split() if len(part) > 1]
    kinds = [person_names().get(part, 0) for part in parts]
    return {
        "person": float(claim.is_person),
        "words": len(name.split()),
        "chars": len(name),
        "lower": float(name.islower()),
        "upper": float(name.isupper()),
        "digit": float(any(char.isdigit() for char in name)),
        "ascii": float(name.isascii()),
        "caseless": float(name.upper() == name.lower()),
        "dot": float("." in name),
        "agency": float(list_key(name) in AGENCIES),
        "outlet": float(list_key(name) in OUTLETS),
        "desk": float(kind == "desk"),
        "organization_word": float(kind == "organization"),
        "role_words": float(_is_role(name)),
        "account": float(name.casefold() in ACCOUNTS),
        "site": float(key in sites),
        "site_part": float(len(key) > 2 and any(key in site or site in key for site in sites)),
        "given": float(bool(kinds) and kinds[0] & GIVEN > 0),
        "any_given": float(any(kind & GIVEN for kind in kinds)),
        "family": float(bool(kinds) and (kinds[-1] & FAMILY > 0 or opens_with_family(name))),
        "known_share": sum(kind > 0 for kind in kinds) / max(len(kinds), 1),
        "in_title": float(name.casefold() in title),
    }


def _in_text(claim: Claim, body: str, title: str) -> Row:
    """How often the text mentions the person, and whether the headline does: its subject seldom wrote it."""
    name = claim.name.casefold()
    last = name.rpartition(" ")[2]
    signed = sum(mention.witness.candidate.origin == "text" for mention in claim.mentions)
    whole = body.count(name) if len(name) > 2 else 0
    return {
        "text_whole": min(max(whole - signed, 0), _MAX_COUNT),
        "text_last": min(max(body.count(last) - whole, 0), _MAX_COUNT) if len(last) > _MIN_LAST else 0,
        "title_last": float(len(last) > _MIN_LAST and last in title),
    }


def _is_role(name: str) -> bool:
    words = [word.casefold() for word in name.split()]
    return any(word in ROLES for word in words) and all(word in ROLES or word in ROLE_MODIFIERS for word in words)


def _context(rows: Sequence[Row], at: int) -> Row:
    """Features of the page's other claims."""
    others = [row for place, row in enumerate(rows) if place != at]
    people = [row for row in others if row["person"]]
    told = [row for row in others if row["json-ld"] or row["meta"]]
    best = max((row["strength"] for row in people), default=-10.0)
    return {
        "claims": len(rows),
        "index": at,
        "others_told": len(told),
        "others_json_person": sum(row["json-ld"] > 0 for row in people),
        "others_meta_person": sum(row["meta"] > 0 for row in people),
        "others_strength": max((row["strength"] for row in others), default=-10.0),
        "others_person_strength": best,
        "ahead": rows[at]["strength"] - best,
        "others_lead_head": sum(row["lead_head"] > 0 for row in others),
        "others_led_below": sum(
            row["lead_head"] > 0 and row["below_title"] > rows[at]["below_title"] for row in others
        ),
        "others_confirmed": sum(row["person"] > 0 and row["shown"] > 0 for row in told),
        "others_persons_head": sum(row["head_lines"] > 0 and row["words"] > 1 for row in people),
    }
