"""How right newsbot is on the scored pages of a group, and what each wrong block is put down to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from scores import author_keys, f1, overlap, same_words, squeeze
from site_groups import GroupPage

from newsbot.items import Article

_UNKNOWN = "unknown"
_TELLING = 20


@dataclass(slots=True)
class Answer:
    """What newsbot makes of a page."""

    text: str = ""
    authors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SiteFigures:
    """Figures of the scored pages: shares of pages, then counts of blocks and what they are."""

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
    """The answer in an article; editors have a role of their own and are not who wrote it."""
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
    """What the blocks are that are too much in a text, and what those are that it lacks."""
    given = Counter(filter(None, map(squeeze, text.split("\n\n"))))
    wanted = Counter(filter(None, map(squeeze, truth)))
    kinds = {squeeze(block): kind for block, kind in zip(page.blocks, page.kinds, strict=False)}
    # A block that came out in two pieces, or together with another, is neither lost nor too much.
    said, true = squeeze(text), squeeze("\n\n".join(truth))
    left = [
        _cause(page, block, true) for block in (given - wanted).elements() if wanted[block] or not _within(block, true)
    ]
    lost = [
        kinds.get(block, _UNKNOWN)
        for block, count in (wanted - given).items()
        for _ in range(min(count, wanted[block] - said.count(block)) if _within(block, said) else count)
    ]
    return left, lost


def _within(block: str, text: str) -> bool:
    """Whether a block is part of a text; a short one may be there by chance."""
    return len(block) >= _TELLING and block in text


def _cause(page: GroupPage, block: str, true: str) -> str:
    """What a block is that is no body, alone or with something else."""
    if block in page.junk:
        return page.junk[block]
    if block in true:
        return "body twice"
    longest = max((text for text in page.junk if text in block), key=len, default="")
    return page.junk.get(longest, _UNKNOWN)
