"""How accurate newsbot is on the scored pages of a group, and the cause of each wrong block."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from statistics import fmean

from scores import author_keys, f1, overlap, same_words, squeeze, visible
from site_groups import GroupPage

from newsbot.items import Article

_UNKNOWN = "unknown"
_WORD = re.compile(r"\w+")
_MOST = 0.5


@dataclass(slots=True)
class Answer:
    """newsbot's result for a page."""

    text: str = ""
    authors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SiteFigures:
    """Figures of the scored pages: shares of pages, then counts of blocks by kind."""

    pages: int = 0
    exact: float = 0.0
    f1: float = 0.0
    authors: float = 0.0
    blocks: int = 0
    left: int = 0
    lost: int = 0
    pages_with_left: int = 0
    pages_with_lost: int = 0
    left_causes: dict[str, int] = field(default_factory=dict)
    lost_causes: dict[str, int] = field(default_factory=dict)


def answer_of(article: Article | None) -> Answer:
    """The answer in an article; editors have a separate role and did not write it."""
    if article is None:
        return Answer()
    authors = [author.name for author in article.authors if author.role != "editor"]
    return Answer(article.articleBody or "", authors)


def score_site(pages: Sequence[GroupPage], answers: Sequence[Answer]) -> SiteFigures:
    """The figures of a group."""
    result = SiteFigures(pages=len(pages))
    exact, precisions, recalls, authors = [], [], [], []
    causes: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for page, answer in zip(pages, answers, strict=True):
        truth = _nearest_truth(page, answer.text)
        shared = overlap("\n\n".join(truth), answer.text)
        exact.append(same_words("\n\n".join(truth), answer.text))
        precisions.append(1.0 if shared.precision is None else shared.precision)
        recalls.append(shared.recall or 0.0)
        if page.authors is not None:
            authors.append(author_keys(page.authors) == author_keys(answer.authors))
        if not exact[-1]:
            left, lost = wrong_blocks(page, truth, answer.text)
            result.left += len(left)
            result.lost += len(lost)
            result.pages_with_left += bool(left)
            result.pages_with_lost += bool(lost)
            causes[0].update(left)
            causes[1].update(lost)
        result.blocks += len(truth)
    result.left_causes, result.lost_causes = (dict(found.most_common()) for found in causes)
    if pages:
        result.exact, result.f1 = fmean(exact), f1(fmean(precisions), fmean(recalls))
        result.authors = fmean(authors) if authors else 1.0
    return result


def _nearest_truth(page: GroupPage, text: str) -> list[str]:
    """The blocks of the truth, without the optional ones that the answer does not have."""
    said = squeeze(text)
    return [block for at, block in enumerate(page.blocks) if at not in page.optional or squeeze(block) in said]


def wrong_blocks(page: GroupPage, truth: Sequence[str], text: str) -> tuple[list[str], list[str]]:
    """The kinds of the blocks that a text has in excess, and of those that it lacks.

    The words of both texts are aligned, so a block that was split in two is neither: most of the words of a wrong block
    have no counterpart.
    """
    given = [block for block in text.split("\n\n") if squeeze(block)]
    wanted_words, given_words = _numbered(truth), _numbered(given)
    wanted_left = Counter(number for number, _ in wanted_words)
    given_left = Counter(number for number, _ in given_words)
    totals = Counter(wanted_left), Counter(given_left)
    matcher = SequenceMatcher(
        None, [word for _, word in wanted_words], [word for _, word in given_words], autojunk=False
    )
    for one, other, size in matcher.get_matching_blocks():
        wanted_left.subtract(number for number, _ in wanted_words[one : one + size])
        given_left.subtract(number for number, _ in given_words[other : other + size])
    kinds = {squeeze(block): kind for block, kind in zip(page.blocks, page.kinds, strict=False)}
    lost = [kinds.get(squeeze(truth[at]), _UNKNOWN) for at, left in wanted_left.items() if left > _MOST * totals[0][at]]
    left = [_cause(page, squeeze(given[at])) for at, left in given_left.items() if left > _MOST * totals[1][at]]
    return left, lost


def _numbered(blocks: Sequence[str]) -> list[tuple[int, str]]:
    """The words of all blocks, each with the number of its block."""
    return [(at, word) for at, block in enumerate(blocks) for word in _WORD.findall(visible(block))]


def _cause(page: GroupPage, block: str) -> str:
    """The kind of a block that is not body, alone or with something else."""
    if block in page.junk:
        return page.junk[block]
    longest = max((text for text in page.junk if text in block), key=len, default="")
    return page.junk.get(longest, _UNKNOWN)
