"""Authors chosen among made candidates, by chances that a test sets."""

import numpy as np

from newsbot.extraction.authors.choice import choose_authors
from newsbot.extraction.byline import author_signs as signs
from newsbot.items import Candidate

SITES = ["Example Times", "example.com"]
# Where lines of each origin stand, mostly: "visible" has the class of a byline, the others have none.
SIGNS = {
    "json-ld": signs.LD_NEWS | signs.LD_TYPED,
    "meta": signs.META_AUTHOR,
    "visible": signs.MARKED | signs.IN_BYLINE | signs.IN_AUTHOR | signs.IN_HEAD | signs.BESIDE_DATE,
    "plain": signs.PLAIN | signs.IN_HEAD,
    "text": signs.IN_HEAD | signs.BESIDE_DATE,
    "below": signs.BELOW_BODY | signs.REPORTING_BLOCK,
}
PLACES = {"visible": (-2, 1), "plain": (-3, 1), "text": (-1, 2), "below": (1, 30)}


def candidates(*said):
    """(origin, value) or (origin, value, url); "json-ld-org" is a JSON-LD Organization."""
    lines = " ".join(value for origin, value, *_ in said if origin in PLACES).casefold()
    return [_candidate(lines, *what) for what in said]


def _candidate(lines, origin, value, url=None):
    kind = origin.removesuffix("-org")
    bits = SIGNS.get(kind, 0)
    if kind in ("json-ld", "meta") and value.casefold() in lines:
        bits |= signs.SHOWN_HEAD
    if kind in ("visible", "text") and value.startswith("By "):
        bits |= signs.LEAD | signs.BYLINE_BLOCK
    place, below_title = PLACES.get(kind, (0, 0))
    seen = "visible" if kind in PLACES else kind
    return Candidate(value, seen, url, origin.endswith("-org"), signs=bits, place=place, below_title=below_title)


class Chances:
    """A model that gives the claims, in their order, the chances it was told."""

    def __init__(self, *chances):
        self.chances = np.array(chances)

    def probabilities(self, features, companions):
        assert len(features.values.T) == len(self.chances)
        return self.chances


def chosen(chances, *said, sites=SITES):
    found = choose_authors(candidates(*said), sites, "en", model=Chances(*chances))
    return [author.name for author in found.authors], [source.name for source in found.organizations]
