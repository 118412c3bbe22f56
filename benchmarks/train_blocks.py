"""Train the block model: `python benchmarks/train_blocks.py --corpora DIR` (extra `train`).

Five-fold cross-validation by publisher shows how well it does on unseen sites: the predictions go to `--predictions`,
for quality.py to score. With `--output FILE` it is then trained on all pages. The same pages and packages produce the
same file.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from block_labels import body_labels, segment_labels
from corpus import CorporaError, Page, corpus_digest, find_corpora, read_dataset, training_parser
from made_pages import MADE, MadePage, make_pages
from scores import Prediction, score

from newsbot.extraction.article import ExtractOptions, extract_article
from newsbot.extraction.blocks.class_lexicon import HASHES, PLACES, ClassLexicon, label_hashes
from newsbot.extraction.blocks.features import first_features, second_features
from newsbot.extraction.blocks.model import BARE_MODEL_FILE, MODEL_FILE, BlockModel, keep_likely, save_model
from newsbot.extraction.blocks.table import BlockTable, Floats, block_table
from newsbot.extraction.blocks.trees import FeatureTable, Tree, Trees, plant
from newsbot.extraction.blocks.walk import Walk
from newsbot.extraction.body.classifier import THRESHOLD
from newsbot.extraction.body.clutter import find_clutter
from newsbot.extraction.document import parse_document
from newsbot.extraction.page_view import PageView, view_page

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOLDS = 5
# The weight of a block by data set. Gold is newsbot's own convention; trafilatura's segments take standfirsts
# as body. Pages whose truth is a tool's answer (readability-tests, newspaper4k) made the model worse, at any weight.
# Made pages show difficult cases in markup that the few real pages do not have.
WEIGHTS = {"gold": 1.0, "fundus-parsers": 1.0, "trafilatura-eval": 0.1, MADE: 0.15}
# Sets not used for training are predicted as well: they show whether the model generalizes.
_READ = ("gold", "fundus-parsers", "trafilatura-eval", "readability-tests", "newspaper4k")
_MADE_PAGES = 800
_LEXICON_STRENGTH = 0.1
_MIN_PUBLISHERS = 2
_SEED = 1
_FIGURES = ("text.f1", "text.exact", "segments.f1")

Labels = npt.NDArray[np.int8]
Matrix = npt.NDArray[np.floating[Any]]


@dataclass(slots=True)
class Sample:
    """An annotated page as the model sees it; `labels` are 1 for body, 0 for not body, -1 for unknown."""

    page: Page | MadePage
    view: PageView
    labels: Labels

    @property
    def fold(self) -> int:
        return fold_of(self.page)


def fold_of(page: Page | MadePage) -> int:
    """Return the fold of a page: all pages of a publisher share one, across data sets."""
    return zlib.crc32(page.publisher.encode()) % FOLDS


# ------------------------------------------------------------------------------------------- samples


def read_samples(pages: Iterable[Page]) -> list[Sample]:
    """Return the pages that have a truth, walked and labelled; a page in two sets is taken from the first."""
    known: dict[str, Page] = {}
    for page in pages:
        if page.dataset in WEIGHTS and (page.text or page.must_contain):
            known.setdefault(page.digest(), page)
    return [sample for page in known.values() if (sample := _sample(page)) is not None]


def make_samples(pages: Sequence[Page | MadePage], count: int) -> list[Sample]:
    """Return made pages with the stories of these, walked and labelled; each draws its texts from a single fold."""
    found = []
    for fold in range(FOLDS):
        told = [page for page in pages if isinstance(page, Page) and page.text and fold_of(page) == fold]
        found += [_sample(page) for page in make_pages(told, count // FOLDS)]
    return [sample for sample in found if sample is not None]


def _sample(page: Page | MadePage) -> Sample | None:
    view = view_page(parse_document(page.html(), page.url))
    clutter = find_clutter(view.walk, view.hints.titles, view.hints.url)
    view.walk.blocks = [block for block in view.walk.blocks if block.order not in clutter]
    texts = [block.text for block in view.walk.blocks]
    if not texts:
        return None
    if page.text or isinstance(page, MadePage):
        return Sample(page, view, _full_labels(page, texts))
    return Sample(page, view, segment_labels(texts, page.must_contain, page.must_not_contain))


def _full_labels(page: Page | MadePage, texts: Sequence[str]) -> Labels:
    """Return labels of all blocks; optional text, such as standfirsts in some sets, is left unlabelled."""
    labels = body_labels(texts, page.text or "").astype(np.int8)
    if isinstance(page, Page) and page.optional:
        paragraphs = (page.text or "").split("\n\n")
        needed = "\n\n".join(text for number, text in enumerate(paragraphs) if number not in page.optional)
        labels[(labels == 1) & ~body_labels(texts, needed)] = -1
    return labels


# ----------------------------------------------------------------------------------------- the model


class Lexicons:
    """The class lexicons of one run, each fitted once; one that leaves two folds out serves both orders."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._samples = samples
        self._known: dict[frozenset[int], ClassLexicon] = {}

    def without(self, *folds: int | None) -> ClassLexicon:
        """Return the lexicon fitted without the pages of these folds; None stands for no fold."""
        left_out = frozenset(fold for fold in folds if fold is not None)
        if left_out not in self._known:
            self._known[left_out] = fit_lexicon(sample for sample in self._samples if sample.fold not in left_out)
        return self._known[left_out]


class NoLexicons(Lexicons):
    """A stand-in for the lexicons when elements have no names: every lookup is neutral."""

    def without(self, *folds: int | None) -> ClassLexicon:
        """Return an empty lexicon."""
        return ClassLexicon(np.zeros((PLACES, HASHES), np.float32))


def take_names(walk: Walk) -> None:
    """Remove classes, ids, roles and anything else that names an element; hidden elements stay hidden."""
    for element in walk.elements:
        element.attribute = element.labels = element.itemprop = ""
        element.mask = element.inherited = 0
    for block in walk.blocks:
        block.marks = 0


@dataclass(slots=True)
class Look:
    """The first trees' features for a sample, and the output of trees not trained on its publisher."""

    sample: Sample
    table: BlockTable
    features: FeatureTable
    odds: Floats

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """A mask of the labelled blocks of the sample."""
        labelled: npt.NDArray[np.bool_] = self.sample.labels >= 0
        return labelled

    @property
    def weights(self) -> npt.NDArray[np.float64]:
        """The weight of each block: a page with four times as many blocks counts twice as much."""
        share = WEIGHTS[self.sample.page.dataset] / max(int(self.known.sum()), 1) ** 0.5
        return np.full(len(self.sample.labels), share)


def fit_model(samples: Sequence[Sample], lexicons: Lexicons, held: int | None = None) -> BlockModel:
    """Fit a model to the samples outside the held-out fold.

    Both stages learn from the output of lexicons and first trees that were not trained on the sample's publisher, as
    will be the case on new sites.
    """
    looks = [_look(sample, lexicons.without(held, sample.fold)) for sample in samples if sample.fold != held]
    for fold in {look.sample.fold for look in looks}:
        others = fit_first([look for look in looks if look.sample.fold != fold])
        for look in looks:
            if look.sample.fold == fold:
                look.odds = others.odds(look.features)
    return BlockModel(fit_first(looks), fit_second(looks), lexicons.without(held))


def _look(sample: Sample, lexicon: ClassLexicon) -> Look:
    table = block_table(sample.view.walk)
    return Look(sample, table, first_features(table, sample.view.hints, lexicon), np.zeros(len(table)))


def fit_first(looks: Sequence[Look]) -> Trees:
    """Fit the first stage, whose features include the position of every block."""
    values = np.vstack([look.features.values.T[look.known] for look in looks])
    labels = np.concatenate([look.sample.labels[look.known] for look in looks])
    weights = np.concatenate([look.weights[look.known] for look in looks])
    return fit_trees(looks[0].features.names, values, labels, weights, FIRST)


def fit_second(looks: Sequence[Look]) -> Trees:
    """Fit the second stage, which sees all features of the blocks that the first stage left."""
    values, labels, weights = [], [], []
    names: tuple[str, ...] = ()
    for look in looks:
        kept = keep_likely(look.table, look.odds)
        if len(kept):
            features = second_features(look.table, look.features, look.odds, kept, look.sample.view.hints)
            known = look.known[kept]
            names = features.names
            values.append(features.values.T[known])
            labels.append(look.sample.labels[kept][known])
            weights.append(look.weights[kept][known])
    return fit_trees(names, np.vstack(values), np.concatenate(labels), np.concatenate(weights), SECOND)


def fit_lexicon(samples: Iterable[Sample]) -> ClassLexicon:
    """Fit a logistic regression on the words of each block's ancestor labels, from fully labelled real pages only.

    Words of a single publisher are left out: they do not generalize, and in a hash they collide with others.
    """
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    known = [sample for sample in samples if sample.page.text and isinstance(sample.page, Page)]
    rows = vstack([_label_rows(sample) for sample in known]).tocsr()
    kept = _shared_columns(rows, [sample.page.publisher for sample in known for _ in sample.labels])
    regression = LogisticRegression(solver="liblinear", C=_LEXICON_STRENGTH, tol=1e-3, random_state=_SEED)
    labels = np.concatenate([sample.labels for sample in known])
    regression.fit(rows[labels >= 0][:, kept], labels[labels >= 0])
    weights = np.zeros(PLACES * HASHES, np.float16)
    weights[kept] = regression.coef_[0]
    return ClassLexicon(weights.astype(np.float32).reshape(PLACES, HASHES))


def _shared_columns(rows: "csr_matrix", publishers: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the columns that are non-zero for more than one publisher."""
    _, numbers = np.unique(publishers, return_inverse=True)
    where = rows.tocoo()
    pairs = np.unique(numbers[where.row] * rows.shape[1] + where.col) % rows.shape[1]
    columns: npt.NDArray[np.int64] = np.flatnonzero(np.bincount(pairs, minlength=rows.shape[1]) >= _MIN_PUBLISHERS)
    return columns


def _label_rows(sample: Sample) -> "csr_matrix":
    """Return a matrix of counts: a row per block, a column per word and place."""
    from scipy.sparse import csr_matrix

    table = block_table(sample.view.walk)
    by_label = [np.array(label_hashes(label)) for label in table.labels]
    rows: list[npt.NDArray[np.int64]] = []
    columns: list[npt.NDArray[np.int64]] = []
    for block, height in zip(*np.nonzero(table.ancestors >= 0), strict=True):
        found = by_label[table.element_labels[table.ancestors[block, height]]] + min(height, PLACES - 1) * HASHES
        columns.append(found)
        rows.append(np.full(len(found), block))
    shape = (len(table), PLACES * HASHES)
    where = (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix((np.ones(len(where[0]), np.float32), where), shape=shape)


_MANY_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Growth:
    """How trees are grown: their number, their leaves, and the learning rate."""

    trees: int
    leaves: int
    rate: float
    least: int


FIRST = Growth(trees=80, leaves=16, rate=0.1, least=40)
SECOND = Growth(trees=500, leaves=31, rate=0.05, least=30)


def fit_trees(
    names: tuple[str, ...], values: Matrix, labels: Labels, weights: npt.NDArray[np.float64], growth: Growth
) -> Trees:
    """Fit gradient-boosted trees with random thresholds, which on new publishers do better than the best splits."""
    import lightgbm

    settings = {
        "objective": "binary",
        "num_leaves": growth.leaves,
        "learning_rate": growth.rate,
        "min_data_in_leaf": growth.least,
        "extra_trees": True,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 2,
        "seed": _SEED,
        "deterministic": True,
        "force_row_wise": True,
        # With few rows, one thread is faster than two that wait for each other.
        "num_threads": 2 if len(labels) > _MANY_ROWS else 1,
        "verbosity": -1,
    }
    data = lightgbm.Dataset(values, labels, weight=weights / weights.mean())
    return read_trees(names, lightgbm.train(settings, data, growth.trees).dump_model()["tree_info"])


def read_trees(names: tuple[str, ...], grown: Iterable[Mapping[str, Any]]) -> Trees:
    """Read the trees of a model from LightGBM's dump."""
    trees = [_read_tree(tree["tree_structure"]) for tree in grown]
    # A tree without splits gives all blocks the same value.
    bias = sum((tree for tree in trees if not isinstance(tree, tuple)), 0.0)
    return plant(names, [tree for tree in trees if isinstance(tree, tuple)], bias)


def _read_tree(node: Mapping[str, Any]) -> Tree:
    if "split_feature" not in node:
        return float(np.float16(node["leaf_value"]))
    no, yes = _read_tree(node["left_child"]), _read_tree(node["right_child"])
    return (node["split_feature"], node["threshold"], no, yes)


# ---------------------------------------------------------------------------------- cross-validation


def cross_validate(samples: Sequence[Sample], lexicons: Lexicons, pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Predict each page with a model trained without its publisher; return lines for quality.py."""
    lines = []
    for fold in range(FOLDS):
        model = fit_model(samples, lexicons, fold)
        held = [page for page in pages if fold_of(page) == fold]
        lines += [_answer(page, model) for page in held]
        print(f"fold {fold + 1} of {FOLDS}: {len(held)} pages", file=sys.stderr, flush=True)
    return lines


def _answer(page: Page, model: BlockModel) -> dict[str, Any]:
    """Return the body the model finds, and whether newsbot would write a line at all."""
    report = extract_article(page.html(), page.url, options=ExtractOptions(model=model))
    body = None if report.article is None else report.article.articleBody
    return {"dataset": page.dataset, "id": page.id, "text": body}


def bare_scores(samples: Sequence[Sample], lexicons: Lexicons) -> dict[str, float]:
    """Return, by set, the cross-validated share of pages without names whose blocks are all classified correctly."""
    right: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        model = fit_model(samples, lexicons, fold)
        for sample in samples:
            if sample.fold == fold:
                known = sample.labels >= 0
                found = model.probabilities(sample.view.walk, sample.view.hints)[known] >= THRESHOLD
                right.setdefault(sample.page.dataset, []).append(bool((found == (sample.labels[known] == 1)).all()))
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return {name: round(sum(found) / len(found), 4) for name, found in right.items()}


def scores_of(pages: Sequence[Page], answers: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the body figures of each data set, rounded."""
    texts = {(answer["dataset"], answer["id"]): Prediction(text=answer["text"]) for answer in answers}
    found = {}
    for name in _READ:
        held = [page for page in pages if page.dataset == name]
        figures = score(held, {page.id: texts[name, page.id] for page in held})
        found[name] = {figure: round(figures[figure], 4) for figure in _FIGURES if figure in figures}
    return found


# ------------------------------------------------------------------------------------------- command


def share_of_publishers(samples: Iterable[Sample], share: float) -> list[Sample]:
    """Return the samples of a share of gold's publishers and all other sets, for a learning curve."""
    return [
        sample
        for sample in samples
        if sample.page.dataset != "gold" or zlib.crc32(f"share {sample.page.publisher}".encode()) < share * (1 << 32)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and print the cross-validation scores as JSON; exit code 2 without pages to learn from."""
    options = _parser().parse_args(arguments)
    try:
        corpora = find_corpora(options.corpora)
        pages = [page for name in _READ for page in read_dataset(corpora, name)]
    except CorporaError as error:
        print(f"train_blocks: {error}", file=sys.stderr)
        return 2
    samples = share_of_publishers(read_samples(pages), options.share)
    about: dict[str, Any] = {"corpus": corpus_digest(pages), "pages": len(samples)}
    samples += make_samples([sample.page for sample in samples], _MADE_PAGES)
    if options.bare:
        return _train_bare(samples, about, options)
    lexicons = Lexicons(samples)
    if not options.quick:
        answers = cross_validate(samples, lexicons, pages)
        about["scores"] = scores_of(pages, answers)
        if options.predictions:
            lines = [json.dumps(answer, ensure_ascii=False) for answer in answers]
            options.predictions.write_text("\n".join(lines) + "\n", "utf-8")
    return _fit(samples, lexicons, about, options)


def _train_bare(samples: Sequence[Sample], about: dict[str, Any], options: argparse.Namespace) -> int:
    for sample in samples:
        take_names(sample.view.walk)
    lexicons = NoLexicons(samples)
    if not options.quick:
        about["scores"] = bare_scores(samples, lexicons)
    return _fit(samples, lexicons, about, options)


def _fit(samples: Sequence[Sample], lexicons: Lexicons, about: dict[str, Any], options: argparse.Namespace) -> int:
    """Print what the model is trained on, and train it if requested."""
    print(json.dumps(about, indent=2))
    if options.output:
        model = fit_model(samples, lexicons)
        model.about = about
        save_model(model, options.output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = training_parser(__doc__, MODEL_FILE)
    parser.add_argument(
        "--share", type=float, default=1.0, metavar="N", help="learn from this share of gold's publishers"
    )
    parser.add_argument(
        "--bare", action="store_true", help=f"train the model for pages without names, {BARE_MODEL_FILE.name}"
    )
    parser.add_argument("--quick", action="store_true", help="no cross-validation: the model gets no scores")
    return parser


if __name__ == "__main__":
    sys.exit(main())
