"""Fit the weights by which a headline is chosen: `python benchmarks/train_headline.py --corpora DIR`.

Cross-validation by publisher shows how often the right title is found on unseen sites; then the weights fitted to all
pages are printed, for `newsbot.extraction.fields.headline.WEIGHTS`. The same pages give the same weights; it needs only
numpy.
"""

import argparse
import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from corpus import CorporaError, Page, add_corpora_option, find_corpora, read_dataset

from newsbot.extraction.document import parse_document
from newsbot.extraction.fields.titles import Title
from newsbot.extraction.page_view import read_page_titles
from newsbot.text import comparison_key

FOLDS = 8
# The weight of a page by data set. Gold's headline is the visible one; Fundus' is what a publisher's parser reads, and
# trafilatura's pages are inconsistent about kickers.
SET_WEIGHTS = {"gold": 1.0, "fundus-parsers": 1.0, "trafilatura-eval": 0.5, "postlight": 1.0}
_STRENGTH = 0.3
_STEPS = 30
_ROUNDED = 2

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Choice:
    """The titles of a page as rows of signs; `right` is the row of the true one, None if there is none."""

    page: Page
    signs: Floats
    right: int | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the cross-validation results and the weights; exit code 2 if there are no pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpora_option(parser)
    try:
        corpora = find_corpora(parser.parse_args(arguments).corpora)
        pages = [page for name in SET_WEIGHTS for page in read_dataset(corpora, name) if page.headline]
    except CorporaError as error:
        print(error, file=sys.stderr)
        return 2
    titles = [read_page_titles(parse_document(page.html(), page.url)) for page in pages]
    names = sorted({name for found in titles for title in found for name in title.signs})
    choices = [make_choice(page, found, names) for page, found in zip(pages, titles, strict=True)]
    for name, (right, possible, count) in cross_validate(choices).items():
        print(f"{name}: {right / count:.4f} right, {possible / count:.4f} possible of {count}")
    weights = fit(choices, len(names))
    print(
        "\n".join(
            f'    "{name}": {round(float(weight), _ROUNDED)},' for name, weight in zip(names, weights, strict=True)
        )
    )
    return 0


def make_choice(page: Page, titles: Sequence[Title], names: Sequence[str]) -> Choice:
    """A page's titles as rows of the named signs."""
    signs = np.array([[title.signs.get(name, 0.0) for name in names] for title in titles], float)
    truth = comparison_key(page.headline or "")
    right = next((row for row, title in enumerate(titles) if title.key == truth), None)
    return Choice(page, signs.reshape(len(titles), len(names)), right)


def cross_validate(choices: Sequence[Choice]) -> dict[str, tuple[int, int, int]]:
    """For each set: titles chosen right with weights from other publishers, titles that could be, and pages."""
    figures: dict[str, tuple[int, int, int]] = {}
    folds = [zlib.crc32(choice.page.publisher.encode()) % FOLDS for choice in choices]
    for fold in range(FOLDS):
        known = [choice for choice, its_fold in zip(choices, folds, strict=True) if its_fold != fold]
        if not known:
            continue
        weights = fit(known, known[0].signs.shape[1])
        for choice, its_fold in zip(choices, folds, strict=True):
            if its_fold == fold:
                right, possible, count = figures.get(choice.page.dataset, (0, 0, 0))
                chosen = int(np.argmax(choice.signs @ weights)) if len(choice.signs) else None
                hit = chosen is not None and chosen == choice.right
                figures[choice.page.dataset] = (right + hit, possible + (choice.right is not None), count + 1)
    return dict(sorted(figures.items()))


def fit(choices: Iterable[Choice], signs: int) -> Floats:
    """The weights that make the true titles likeliest among those of their pages, with L2 regularisation (Newton)."""
    known = [(c.signs, c.right, SET_WEIGHTS[c.page.dataset]) for c in choices if c.right is not None]
    weights = np.zeros(signs)
    for _ in range(_STEPS):
        slope = -2 * _STRENGTH * weights
        curve = 2 * _STRENGTH * np.eye(signs)
        for rows, right, count in known:
            scores = rows @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mean = shares @ rows
            slope += count * (rows[right] - mean)
            curve += count * ((rows * shares[:, None]).T @ rows - np.outer(mean, mean))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights


if __name__ == "__main__":
    raise SystemExit(main())
