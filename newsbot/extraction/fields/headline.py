"""Choose which of the page's titles is the headline that readers see, and find the publisher's alternative one.

The first h1, og:title and JSON-LD each give the headline on 67 to 77 % of pages, at least one of them on 97 %; so the
signs that `fields.titles` collects are weighed.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.fields.titles import Title, read_titles
from newsbot.items import Candidate

# A conditional logistic regression over a page's titles. Fitted by benchmarks/train_headline.py on 1,460 annotated
# pages; held out by publisher it finds the gold headline on .957 of pages, where votes of the origins found it on .896.
# These had no effect: a single h1, an `article` around it, several meta elements that agree.
WEIGHTS: Mapping[str, float] = {
    "visible": 2.15,  # the page shows it
    "json-ld": 0.82,  # who states it
    "meta": 0.69,
    "title": -0.82,
    "h1": 1.33,
    "first_h1": 0.63,
    "h2": 0.81,
    "itemprop": 1.65,
    "class": 0.74,  # the element's class says headline or title
    "copies": 0.78,  # shown more than once
    "elsewhere": -1.09,  # in a menu, sidebar, footer, list
    "linked": -1.07,
    "distance": -0.53,  # blocks between it and the next prose, as a logarithm
    "prose_before": -1.25,  # paragraphs above it, as a logarithm
    "in_title": 1.65,  # share of its words that others have
    "in_meta": 0.91,
    "in_json-ld": -0.75,
    "of_title": 0.66,  # share of the others' words that it has
    "of_meta": 0.75,
    "of_json-ld": 1.38,
    "address": 1.17,  # share of its words that stand in the address
    "longer": -1.06,  # another title with something before it
    "part": -0.9,  # shown only, and a part of a stated title
    "phrase": -0.76,  # a phrase of templates: "Log in"
    "short": -0.59,
    "shortish": -2.23,
}
# No annotated page has these; a feed names the article as its list shows it.
_WORTH = {"feed": 0.75, "wp-rest": 0.75, **WEIGHTS}
# Separators between a kicker and a title, where the page itself uses a line break or another typeface.
_SEPARATOR = re.compile(r"\s[|/•·:–—-]+\s|:\s|\|")
_WORDS = re.compile(r"\w+")
_STATED = ("json-ld", "meta", "title", "feed", "wp-rest")
_ORIGINS = ("visible", *_STATED)
_ALTERNATIVE = ("json-ld", "meta")


@dataclass(slots=True)
class Headline:
    """The headline with its origin, and another title that the publisher gives the page."""

    chosen: Candidate
    alternative: Candidate | None = None


def choose_headline(
    stated: Sequence[Candidate], walk: Walk, url: str, site_names: Sequence[str], learned: Set[str] = frozenset()
) -> Headline | None:
    """The best title, without the site's name; None if the page has none.

    `stated` are the titles that the page declares or that led to it, in order of trust; `learned` are names of the
    site, learned from its other pages.
    """
    titles = sorted(read_titles(stated, walk, url, site_names, learned), key=weigh, reverse=True)
    if not titles:
        return None
    best = titles[0]
    others = [title for title in titles[1:] if title.key not in best.key and best.key not in title.key]
    alternatives = (Candidate(t.texts[origin], origin) for t in others for origin in _ALTERNATIVE if origin in t.texts)
    return Headline(_written(best), next(alternatives, None))


def weigh(title: Title) -> float:
    """A title's score; only differences between scores of the same page mean anything."""
    return sum([value * _WORTH.get(sign, 0.0) for sign, value in title.signs.items()])


def _written(title: Title) -> Candidate:
    """The title as the page shows it, else as the most trusted origin writes it.

    If the page separates kicker and title only by typeface, an origin that writes a separator is preferred.
    """
    shown = title.texts.get("visible")
    for origin in _STATED if shown is not None else ():
        if origin in title.texts and _parts_more(title.texts[origin], shown or ""):
            return Candidate(title.texts[origin], origin)
    origin = next(origin for origin in _ORIGINS if origin in title.texts)
    return Candidate(title.texts[origin], origin)


def _parts_more(text: str, shown: str) -> bool:
    """Whether a text has a separator or a space where the other, with the same letters, has none."""
    words, words_shown = len(_WORDS.findall(text)), len(_WORDS.findall(shown))
    if words != words_shown:
        return words > words_shown
    return len(_SEPARATOR.findall(text)) > len(_SEPARATOR.findall(shown))
