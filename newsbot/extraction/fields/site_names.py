"""The site's name in titles, and the parts of titles around separators ("Floods close road | Example Times").

A name is one that the page declares, or one that the titles of the site's other pages have taught.
"""

import re
from collections.abc import Iterable, Sequence, Set

from newsbot.text import comparison_key

# "ㅣ" is a Korean letter that also serves as a bar, where it is not part of a syllable.
_SEPARATOR = re.compile(r"\s+[|•·»«›‹¦:–—-]+\s+|\s*[|»｜ㅣ]\s*| :: ")
_LOOSE_MARKS = " |｜¦"
_LOOSE_START = re.compile(r"\A(?:[:|–—·•»/-]\s+)+")
_MAX_CUTS = 10
# Around a name that many pages share, less is needed: "Floods close road (Example Times)", "标题_新闻网".
_ANY_SEPARATOR = re.compile(r"\s*[|•·»«›‹¦–—_｜＿-]+\s*|\s*[:：]+\s*|,\s+|\s*[(（\[【]")
_OUTER_CUTS = 4
_MAX_NAME = 60
_FROM = re.compile(r"\W*(?:from|aus|uit|från|fra|из)\s+", re.IGNORECASE)
_MAX_TITLE = 400


def without_site_name(title: str, site_names: Sequence[str], others: Sequence[str] = ()) -> str:
    """The title without the part that names the site ("Floods close road | Example Times" → "Floods close road").

    A part is removed if it equals a site's name; the rest is kept as it is. If another candidate equals the text before
    or after a separator, that is the headline, whatever the other part says.
    """
    return without_names(title, name_keys(site_names), name_keys(others))


def without_titles(names: Sequence[str], stated: Sequence[str], shown: Sequence[str]) -> list[str]:
    """The names that a page declares for its site, without its own title, which some templates give for one.

    That is what the page states as its headline and shows as a heading, where it declares another name besides.
    """
    titles = name_keys(stated) & name_keys(shown)
    left = [name for name in names if comparison_key(name) not in titles] if titles else []
    return left or list(names)


def name_keys(texts: Iterable[str]) -> set[str]:
    """The comparison keys of names or titles."""
    return {comparison_key(text) for text in texts if text}


def without_names(title: str, names: Set[str], known: Set[str]) -> str:
    """`without_site_name` for comparison keys of the names and of the other titles."""
    parts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    rests = []
    for start, end in parts:
        for part, rest in ((title[end:], title[:start].strip()), (title[:start], title[end:].strip())):
            # Without words it is no part: the closing mark of "New album by «Kino»" separates nothing.
            said = comparison_key(part)
            if rest and said and (said in names or comparison_key(rest) in known):
                rests.append(rest)
    # The longest: of "«Kino» | Example Times" the bar is the separator, not the mark before it.
    return without_names(max(rests, key=len), names, known) if rests else title


def without_loose_marks(title: str) -> str:
    """The title without marks at its ends, which part nothing where the name of the site was empty or is cut off."""
    return _LOOSE_START.sub("", title.strip(_LOOSE_MARKS)) or title


def name_candidates(titles: Iterable[str], shown: Iterable[str]) -> set[str]:
    """Keys of the parts at either end of titles, which may be the site's name; `shown` are headings of the page.

    Parts of these headings are left out: they belong to the headline.
    """
    own = {key for text in shown for key, _ in _outer_parts(text[:_MAX_TITLE])}
    own |= {comparison_key(text) for text in shown if _ANY_SEPARATOR.search(text[:_MAX_TITLE])}
    return {key for title in titles for key, _ in _outer_parts(title[:_MAX_TITLE])} - own


def says_whose_page(line: str, names: Sequence[str], title: str) -> bool:
    """Whether a line only says of which site the page is: "From Example Times", as wikis put it below the headline.

    That is one that the page declares or with which its title begins or ends.
    """
    match = _FROM.match(line)
    if match is None or len(line) > _MAX_NAME:
        return False
    name = comparison_key(line[match.end() :])
    return bool(name) and name in name_keys(names) | {key for key, _ in _outer_parts(title[:_MAX_TITLE])}


def without_learned(title: str, names: Set[str]) -> str:
    """The title without the parts at its ends whose keys are among the names; never without all its words."""
    for _ in range(_OUTER_CUTS):
        rests = [rest for key, rest in _outer_parts(title[:_MAX_TITLE]) if key in names and comparison_key(rest)]
        if not rests:
            break
        title = min(rests, key=len)
    return title


def _outer_parts(title: str) -> list[tuple[str, str]]:
    """The keys of the parts before the first separators and after the last, each with the rest of the title."""
    cuts = [(match.start(), match.end()) for match in _ANY_SEPARATOR.finditer(title)]
    parts = [(title[:start], title[end:]) for start, end in cuts[:_OUTER_CUTS]]
    parts += [(title[end:], title[:start]) for start, end in cuts[-_OUTER_CUTS:]]
    return [(key, rest.strip()) for part, rest in parts if 0 < len(part) <= _MAX_NAME and (key := comparison_key(part))]


def title_parts(title: str) -> list[str]:
    """The title, its parts between separators, and the text before and after each separator; longest first."""
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)][:_MAX_CUTS]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(title)]
    parts = {title[start:end].strip() for start, end in zip(starts, ends, strict=True)}
    parts |= {title} | {title[:start].strip() for start, _ in cuts} | {title[end:].strip() for _, end in cuts}
    return sorted(filter(None, parts), key=len, reverse=True)
