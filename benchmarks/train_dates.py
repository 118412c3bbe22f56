"""Train the date model: `python benchmarks/train_dates.py --corpora DIR` (extra `train`).

It learns which of the dates on a page is the article's. Five-fold cross-validation by publisher shows how often the
likeliest one is right on unseen sites; the predictions go to `--predictions`, for quality.py to score. With
`--output FILE` it is then trained on all pages. The same pages and packages give the same file.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from corpus import CorporaError, Page, corpus_digest, find_corpora, read_dataset, training_parser
from scores import same_day
from train_blocks import FOLDS, Growth, fit_trees, fold_of

from newsbot.extraction.article import decide_fields
from newsbot.extraction.blocks.table import Floats
from newsbot.extraction.blocks.trees import ModelFile, Trees
from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.dates.features import FEATURES, date_features
from newsbot.extraction.dates.lines import DateLine, find_date_lines, find_layout
from newsbot.extraction.dates.model import MODEL_FILE, date_chances
from newsbot.extraction.dates.visible import visible_dates
from newsbot.extraction.document import parse_document
from newsbot.extraction.page import read_document
from newsbot.extraction.page_report import PageRequest
from newsbot.extraction.page_view import view_page
from newsbot.items import Block, Candidate

# For a page in several sets, the truth of the first is learned.
_READ = ("gold", "fundus-parsers", "postlight", "trafilatura-eval", "htmldate")
_GROWTH = Growth(trees=100, leaves=8, rate=0.1, least=20)

Labels = npt.NDArray[np.int8]


@dataclass(slots=True)
class Sample:
    """A page with the dates that it shows; `labels` are 1 for the day of publication and 0 for others."""

    page: Page
    published: str | None
    lines: list[DateLine]
    features: Floats
    labels: Labels
    walk: Walk
    blocks: list[Block]
    language: str | None

    @property
    def teaches(self) -> bool:
        """Whether there is something to learn: not if the truth is known and the page does not show it."""
        return bool(self.lines) and (not self.published or bool(self.labels.any()))


def read_samples(pages: Iterable[Page]) -> list[Sample]:
    """The pages, each once, with the first truth that a set gives for it."""
    known: dict[str, tuple[Page, str | None]] = {}
    for page in pages:
        digest = page.digest()
        first, published = known.get(digest, (page, None))
        if page.published or page.dataset == "gold":
            known[digest] = first, published or page.published
    return [_sample(page, published) for page, published in known.values()]


def _sample(page: Page, published: str | None) -> Sample:
    view = view_page(parse_document(page.html(), page.url))
    blocks = classify(view.walk, view.hints)
    layout = find_layout(blocks)
    language = view.declared.languages[0].value if view.declared.languages else None
    lines = find_date_lines(view.walk, layout, language)
    features = date_features(view.walk, blocks, layout, lines, page.url)
    labels = np.array([bool(published) and same_day(published, line.parsed.value.isoformat()) for line in lines])
    return Sample(page, published, lines, features, labels.astype(np.int8), view.walk, blocks, language)


def fit_model(samples: Sequence[Sample], held: int | None = None) -> Trees:
    """Train trees on the samples outside the held-out fold; a page with four times as many dates counts twice."""
    used = [sample for sample in samples if sample.teaches and fold_of(sample.page) != held]
    weights = np.concatenate([np.full(len(sample.lines), len(sample.lines) ** -0.5) for sample in used])
    values = np.vstack([sample.features for sample in used])
    return fit_trees(FEATURES, values, np.concatenate([sample.labels for sample in used]), weights, _GROWTH)


def cross_validate(samples: Sequence[Sample]) -> tuple[dict[str, float], list[Trees]]:
    """How often the likeliest date is right if the right one is shown, and the trees of each fold."""
    right = shown = 0
    folds = []
    for fold in range(FOLDS):
        trees = fit_model(samples, fold)
        folds.append(trees)
        for sample in samples:
            if fold_of(sample.page) == fold and sample.published and sample.teaches:
                shown += 1
                right += int(sample.labels[int(np.argmax(date_chances(trees, sample.features)))])
    return {"pages": shown, "likeliest_is_right": round(right / shown, 4)}, folds


def answers(pages: Iterable[Page], samples: Sequence[Sample], folds: Sequence[Trees]) -> list[dict[str, Any]]:
    """Predict each page's day with trees trained without its publisher; return lines for quality.py."""
    known = {sample.page.digest(): sample for sample in samples}
    lines = []
    for page in pages:
        sample = known.get(page.digest())
        report = read_document(parse_document(page.html(), page.url), PageRequest(b"", page.url))
        article = report.article
        if sample is None or article is None:
            continue
        trees = folds[fold_of(page)]
        seen = visible_dates(sample.walk, sample.blocks, page.url, sample.language, trees)
        evidence = article.evidence
        evidence.published = _declared(evidence.published) + seen.published
        evidence.modified = _declared(evidence.modified) + seen.modified
        if decide_fields(article) is None:
            lines.append({"dataset": page.dataset, "id": page.id, "date_published": article.datePublished})
    return lines


def _declared(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.chance is None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and print the scores of the cross-validation as JSON; exit code 2 without pages to learn from."""
    options = training_parser(__doc__, MODEL_FILE).parse_args(arguments)
    try:
        corpora = find_corpora(options.corpora)
        pages = [page for name in _READ for page in read_dataset(corpora, name)]
    except CorporaError as error:
        print(f"train_dates: {error}", file=sys.stderr)
        return 2
    samples = read_samples(pages)
    about: dict[str, Any] = {"corpus": corpus_digest(pages)}
    about["scores"], folds = cross_validate(samples)
    if options.predictions:
        lines = [json.dumps(answer) for answer in answers(pages, samples, folds)]
        options.predictions.write_text("\n".join(lines) + "\n", "utf-8")
    print(json.dumps(about, indent=2))
    if options.output:
        ModelFile([fit_model(samples)], about).save(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
