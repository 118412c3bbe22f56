"""Train the author model: `python benchmarks/train_authors.py --corpora DIR --output FILE` (extra `train`).

Five-fold cross-validation by site shows how well it does on unseen sites: the predictions go to `--predictions`, for
quality.py to score. With `--output` it is then trained on all pages. The same pages and packages give the same file.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from corpus import CorporaError, Page, corpus_digest, find_corpora, read_dataset, training_parser
from scores import Prediction, author_key, author_keys, score
from train_blocks import FOLDS, Growth, fit_trees

from newsbot.extraction import decisions
from newsbot.extraction.authors.choice import Authorship, choose_authors
from newsbot.extraction.authors.claims import Claim, find_claims, hear
from newsbot.extraction.authors.features import Companions, Story, find_companions, first_features, second_features
from newsbot.extraction.authors.model import MODEL_FILE, AuthorModel, save_author_model
from newsbot.extraction.authors.visible import visible_authors
from newsbot.extraction.blocks.trees import FeatureTable, Trees
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.decisions import body_text
from newsbot.extraction.document import parse_document
from newsbot.extraction.language.detection import choose_language
from newsbot.extraction.page import read_document
from newsbot.extraction.page_report import PageRequest
from newsbot.extraction.page_view import view_page
from newsbot.items import Candidate
from newsbot.urls import site_domain

if TYPE_CHECKING:
    from newsbot.extraction.blocks.table import Floats

# The weight of a page by data set. Gold counts as authors only those whom the page shows, Fundus also those whom only
# metadata name, and agencies next to people; many names in trafilatura's set are not written as a reader would.
WEIGHTS = {
    "gold": 1.0,
    "fundus-parsers": 1.5,
    "postlight": 1.0,
    "trafilatura-eval": 0.3,
    "readability-tests": 0.3,
    "newspaper4k": 0.3,
}
GROWTH = Growth(trees=200, leaves=15, rate=0.05, least=15)
_FIGURES = ("authors.exact", "authors.f1")


@dataclass(slots=True)
class Sample:
    """An annotated page as the model sees it; `right` says for each claim whether the page's truth has it."""

    page: Page
    candidates: list[Candidate]
    site_names: list[str]
    language: str | None
    story: Story
    is_refused: bool
    features: FeatureTable = field(default_factory=lambda: FeatureTable((), np.zeros((0, 0))))
    companions: Companions = field(default_factory=lambda: find_companions([]))
    right: npt.NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))

    @property
    def fold(self) -> int:
        """The fold of a page: all pages of a site share one, across data sets."""
        return zlib.crc32(site_domain(urlsplit(self.page.url).hostname or self.page.publisher).encode()) % FOLDS

    @property
    def weights(self) -> npt.NDArray[np.float64]:
        """The weight of each claim."""
        return np.full(len(self.right), WEIGHTS[self.page.dataset])


def read_samples(pages: Iterable[Page]) -> list[Sample]:
    """The pages that have a truth, with their claims."""
    return [_sample(page) for page in pages if page.authors is not None]


def _sample(page: Page) -> Sample:
    document = parse_document(page.html(), page.url)
    view = view_page(document)
    blocks = classify(view.walk, view.hints)
    candidates = view.declared.authors + visible_authors(view.walk, blocks, page.url, view.declared.authors)
    headline = view.headline.chosen.value if view.headline else ""
    text = body_text(blocks)
    language, _ = choose_language(view.declared.languages, text or headline)
    names = [*view.hints.site_names, view.declared.publisher.name or ""]
    # Whether newsbot writes a line is decided without the author model: the shipped one may have other features.
    with mock.patch.object(decisions, "choose_authors", return_value=Authorship()):
        refused = read_document(document, PageRequest(b"", page.url)).article is None
    sample = Sample(page, candidates, [name for name in names if name], language, Story(headline, text), refused)
    claims = find_claims(hear(candidates, language))
    sample.features = first_features(claims, sample.site_names, sample.story)
    sample.companions = find_companions(claims)
    truth = author_keys(page.authors)
    sample.right = np.array([_is_right(claim, truth) for claim in claims], np.int8)
    return sample


def _is_right(claim: Claim, truth: set[str]) -> bool:
    return any(author_key(mention.author.name) in truth for mention in claim.mentions)


def fit_model(samples: Sequence[Sample], held: int | None = None) -> AuthorModel:
    """Train a model on the samples outside the held-out fold.

    The second stage learns from the output of first trees that were not trained on the sample's site.
    """
    known = [sample for sample in samples if sample.fold != held and len(sample.right)]
    odds: dict[int, Floats] = {}
    for fold in {sample.fold for sample in known}:
        first = _fit_first([sample for sample in known if sample.fold != fold])
        for sample in known:
            if sample.fold == fold:
                odds[id(sample)] = first.odds(sample.features)
    second = [second_features(sample.features, odds[id(sample)], sample.companions) for sample in known]
    return AuthorModel(_fit_first(known), _fit(known, second))


def _fit_first(samples: Sequence[Sample]) -> Trees:
    return _fit(samples, [sample.features for sample in samples])


def _fit(samples: Sequence[Sample], tables: Sequence[FeatureTable]) -> Trees:
    values = np.vstack([table.values.T for table in tables])
    labels = np.concatenate([sample.right for sample in samples])
    weights = np.concatenate([sample.weights for sample in samples])
    return fit_trees(tables[0].names, values, labels, weights, GROWTH)


def cross_validate(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """Predict each page with a model trained without its site; return lines for quality.py."""
    lines = []
    for fold in range(FOLDS):
        model = fit_model(samples, fold)
        lines += [_answer(sample, model) for sample in samples if sample.fold == fold]
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return lines


def _answer(sample: Sample, model: AuthorModel) -> dict[str, Any]:
    """The authors that the model finds; none on a page for which newsbot would write no line."""
    chosen = choose_authors(sample.candidates, sample.site_names, sample.language, sample.story, model)
    names = [] if sample.is_refused else [author.name for author in chosen.authors if author.role != "editor"]
    return {"dataset": sample.page.dataset, "id": sample.page.id, "authors": names}


def scores_of(samples: Sequence[Sample], answers: Iterable[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The author figures of each data set, rounded."""
    given = {(answer["dataset"], answer["id"]): Prediction(authors=answer["authors"]) for answer in answers}
    found = {}
    for name in WEIGHTS:
        held = [sample.page for sample in samples if sample.page.dataset == name]
        figures = score(held, {page.id: given[name, page.id] for page in held})
        found[name] = {figure: round(figures[figure], 4) for figure in _FIGURES if figure in figures}
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and print the scores of the cross-validation as JSON; exit code 2 without pages to learn from."""
    options = _parser().parse_args(arguments)
    try:
        corpora = find_corpora(options.corpora)
        pages = [page for name in WEIGHTS for page in read_dataset(corpora, name)]
    except CorporaError as error:
        print(f"train_authors: {error}", file=sys.stderr)
        return 2
    samples = read_samples(pages)
    about: dict[str, Any] = {"corpus": corpus_digest(pages), "pages": len(samples)}
    if not options.quick:
        answers = cross_validate(samples)
        about["scores"] = scores_of(samples, answers)
        if options.predictions:
            lines = [json.dumps(answer, ensure_ascii=False) for answer in answers]
            options.predictions.write_text("\n".join(lines) + "\n", "utf-8")
    print(json.dumps(about, indent=2))
    if options.output:
        model = fit_model(samples)
        model.about = about
        save_author_model(model, options.output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = training_parser(__doc__, MODEL_FILE)
    parser.add_argument("--quick", action="store_true", help="no cross-validation: the model gets no scores")
    return parser


if __name__ == "__main__":
    sys.exit(main())
