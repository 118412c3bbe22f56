"""Score predictions against the truth of annotated pages: the figures that quality.py prints.

Body text: F1 over 4-word shingles and the share of exact pages, as in the zyte article-extraction benchmark;
ROUGE-LSum as in Fundus' evaluation; wanted and unwanted segments as in trafilatura's. Fields: sets of authors,
days of publication, headlines. A page without a prediction counts as one with nothing on it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from itertools import combinations
from statistics import fmean

from corpus import Page

Figures = dict[str, float]

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4
# Soft hyphens, joiners, direction marks and the like: some extractors keep them, and so do some truths.
_INVISIBLE = {code: None for code in (*range(0x3000), 0xFEFF) if unicodedata.category(chr(code)) == "Cf"}
# Up to this many optional paragraphs, any subset makes a full answer (16 texts); beyond it, all or none.
_MAX_OPTIONAL = 4
_DAY = len("2026-11-23")
# ROUGE's own tokens; for other scripts words, or single letters where words are not separated by spaces.
_LATIN_TOKEN = re.compile(r"[a-z0-9]+")
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff"
_ROUGE_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_LAST_LATIN = "\u024f"


@dataclass(slots=True)
class Prediction:
    """An extractor's output for a page. `published` starts with an ISO 8601 day; `error` says why it failed.

    `alternative` is another title of the publisher's.
    """

    text: str | None = None
    headline: str | None = None
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    alternative: str | None = None
    error: str | None = None
    cpu_s: float = 0.0


def score(pages: Iterable[Page], predictions: Mapping[str, Prediction], *, rouge: bool = False) -> Figures:
    """Return all figures, named "field.figure", of predictions by page id; those without any truth are left out."""
    nothing = Prediction()
    answers = [(page, predictions.get(page.id, nothing)) for page in pages]
    parts: list[tuple[str, Callable[[Page], bool], Callable[[Sequence[Answer]], Figures]]] = [
        ("text", lambda page: bool(page.text), score_texts),
        ("segments", lambda page: bool(page.must_contain), score_segments),
        ("headline", lambda page: bool(page.headline), score_headlines),
        ("authors", lambda page: page.authors is not None, score_authors),
        ("published", lambda page: bool(page.published), score_dates),
        ("articles", lambda page: page.kind is not None, score_kinds),
    ]
    if rouge:
        parts.insert(1, ("rouge", lambda page: bool(page.text), score_rouge))
    figures: Figures = {}
    for name, has_truth, figures_of in parts:
        known = [(page, prediction) for page, prediction in answers if has_truth(page)]
        if known:
            figures |= {f"{name}.{figure}": value for figure, value in figures_of(known).items()}
    return figures


Answer = tuple[Page, Prediction]


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall, 0 if both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def squeeze(text: str | None) -> str:
    """Return the visible text with each run of white space collapsed to one space."""
    return " ".join(visible(text).split())


def visible(text: str | None) -> str:
    """Return the text in NFC without invisible characters: composed and decomposed letters look the same."""
    return unicodedata.normalize("NFC", text or "").translate(_INVISIBLE)


# --- body text


@dataclass(frozen=True, slots=True)
class Overlap:
    """The shingles of a truth and a prediction by share: in both, only predicted, only true."""

    both: float
    extra: float
    missing: float

    @property
    def precision(self) -> float | None:
        """Return the share of the predicted shingles that are true, None if nothing is predicted."""
        return self.both / (self.both + self.extra) if self.both + self.extra else None

    @property
    def recall(self) -> float | None:
        """Return the share of the true shingles that are predicted, None if nothing is true."""
        return self.both / (self.both + self.missing) if self.both + self.missing else None

    @property
    def f1(self) -> float:
        """F1 of one page."""
        return f1(self.precision or 0.0, self.recall or 0.0)


def shingles(text: str | None) -> Counter[tuple[str, ...]]:
    """Count the four-word shingles of a text; a shorter text is one shingle."""
    words = _WORD.findall(visible(text))
    starts = range(max(1, len(words) - _SHINGLE_WORDS + 1)) if words else range(0)
    return Counter(tuple(words[start : start + _SHINGLE_WORDS]) for start in starts)


def overlap(truth: str, text: str | None) -> Overlap:
    """Return the overlap of a predicted and a true text."""
    true, predicted = shingles(truth), shingles(text)
    total = (true | predicted).total()
    if not total:
        return Overlap(0.0, 0.0, 0.0)
    both = (true & predicted).total()
    return Overlap(both / total, (predicted.total() - both) / total, (true.total() - both) / total)


def full_answers(page: Page) -> list[str]:
    """Return every acceptable text: with and without the optional paragraphs."""
    paragraphs = (page.text or "").split("\n\n")
    choices: Iterable[tuple[int, ...]] = [(), tuple(page.optional)]
    if len(page.optional) <= _MAX_OPTIONAL:
        choices = [left_out for size in range(len(page.optional) + 1) for left_out in combinations(page.optional, size)]
    return [
        "\n\n".join(paragraph for number, paragraph in enumerate(paragraphs) if number not in left_out)
        for left_out in choices
    ]


def best_answer(page: Page, text: str | None) -> str:
    """Return the acceptable text nearest to a predicted text."""
    answers = full_answers(page)
    return max(answers, key=lambda answer: overlap(answer, text).f1) if len(answers) > 1 else answers[0]


def same_words(text: str | None, other: str | None) -> bool:
    """Whether two texts have the same words in the same order."""
    return _WORD.findall(visible(text)) == _WORD.findall(visible(other))


def score_texts(answers: Sequence[Answer]) -> Figures:
    """F1 of the mean precision over pages with a prediction and the mean recall; share of pages without an error."""
    overlaps, exact = [], []
    for page, prediction in answers:
        truth = best_answer(page, prediction.text)
        overlaps.append(overlap(truth, prediction.text))
        exact.append(same_words(truth, prediction.text))
    precision = _mean(value for found in overlaps if (value := found.precision) is not None)
    recall = _mean(value for found in overlaps if (value := found.recall) is not None)
    return {"f1": f1(precision, recall), "precision": precision, "recall": recall, "exact": _mean(exact)}


def score_segments(answers: Sequence[Answer]) -> Figures:
    """Score wanted segments that are present and unwanted ones that are absent, over all pages together."""
    found = unwanted = wanted = 0
    for page, prediction in answers:
        text = squeeze(prediction.text)
        found += sum(squeeze(segment) in text for segment in page.must_contain)
        unwanted += sum(squeeze(segment) in text for segment in page.must_not_contain)
        wanted += len(page.must_contain)
    precision = found / (found + unwanted) if found + unwanted else 0.0
    recall = found / wanted if wanted else 0.0
    return {"f1": f1(precision, recall), "precision": precision, "recall": recall}


def score_rouge(answers: Sequence[Answer]) -> Figures:
    """Return the mean ROUGE-LSum over pages, each against the nearest full answer; punkt sentences, no stemming."""
    best = []
    for page, prediction in answers:
        letters = [char for char in page.text or "" if char.isalpha()]
        latin = sum(char <= _LAST_LATIN for char in letters) >= len(letters) / 2
        pattern = _LATIN_TOKEN if latin else _ROUGE_TOKEN
        sentences = _sentences(prediction.text or "", pattern)
        scores = [rouge_lsum(_sentences(answer, pattern), sentences) for answer in full_answers(page)]
        best.append(max(scores, key=lambda score: f1(*score)))
    return {
        "f1": _mean(f1(*score) for score in best),
        "precision": _mean(precision for precision, _ in best),
        "recall": _mean(recall for _, recall in best),
    }


Sentence = tuple[str, ...]


def rouge_lsum(truth: Sequence[Sentence], predicted: Sequence[Sentence]) -> tuple[float, float]:
    """Precision and recall of the words that sentences of a truth share, in order, with predicted ones (Lin 2004).

    Each word counts as often as it occurs on both sides. The numbers are those of the package rouge-score, which
    would compare the same two sentences again for each full answer.
    """
    left_true = Counter(word for sentence in truth for word in sentence)
    left_predicted = Counter(word for sentence in predicted for word in sentence)
    total_true, total_predicted = left_true.total(), left_predicted.total()
    if not total_true or not total_predicted:
        return 0.0, 0.0
    hits = 0
    for sentence in truth:
        shared = {place for other in predicted for place in _common_subsequence(sentence, other)}
        for word in (sentence[place] for place in sorted(shared)):
            if left_true[word] and left_predicted[word]:
                hits += 1
                left_true[word] -= 1
                left_predicted[word] -= 1
    return hits / total_predicted, hits / total_true


@lru_cache(200_000)
def _common_subsequence(sentence: Sentence, other: Sentence) -> tuple[int, ...]:
    """Return the positions in `sentence` of its longest common subsequence with `other`; of several, the last."""
    if sentence == other:
        return tuple(range(len(sentence)))
    if not set(sentence) & set(other):
        return ()
    lengths = [[0] * (len(other) + 1)]
    for word in sentence:
        above, row = lengths[-1], [0]
        for column, word_there in enumerate(other):
            row.append(above[column] + 1 if word == word_there else max(above[column + 1], row[column]))
        lengths.append(row)
    places = []
    row_number, column = len(sentence), len(other)
    while row_number and column:
        if sentence[row_number - 1] == other[column - 1]:
            row_number, column = row_number - 1, column - 1
            places.append(row_number)
        elif lengths[row_number][column - 1] > lengths[row_number - 1][column]:
            column -= 1
        else:
            row_number -= 1
    return tuple(places)


@lru_cache(4096)
def _sentences(text: str, pattern: re.Pattern[str]) -> list[Sentence]:
    """The words of each sentence of a text."""
    return [tuple(pattern.findall(sentence.lower())) for sentence in import_module("punkt").sent_tokenize(text)]


# --- other fields


def author_key(name: str) -> str:
    """Return a key that is the same for different spellings of one name."""
    return squeeze(unicodedata.normalize("NFC", name)).casefold()


def author_keys(names: Iterable[str] | None) -> set[str]:
    """The names as a set to compare, empty ones left out."""
    return {author_key(name) for name in names or [] if squeeze(name)}


def score_authors(answers: Sequence[Answer]) -> Figures:
    """Return the share of pages with exactly the true set of names, and F1 over all names together."""
    exact = right = given = true = 0
    for page, prediction in answers:
        truth, names = author_keys(page.authors), author_keys(prediction.authors)
        exact += truth == names
        right, given, true = right + len(truth & names), given + len(names), true + len(truth)
    precision, recall = (right / given if given else 0.0), (right / true if true else 0.0)
    return {"exact": exact / len(answers), "f1": f1(precision, recall), "precision": precision, "recall": recall}


def same_day(truth: str | None, published: str | None) -> bool:
    """Return whether two moments fall on one day: as written or, if both have a zone, in the truth's zone."""
    true, given = _moment(truth), _moment(published)
    if true is None or given is None:
        return False
    if str(true)[:_DAY] == str(given)[:_DAY]:
        return True
    if not (isinstance(true, datetime) and isinstance(given, datetime)) or true.tzinfo is None or given.tzinfo is None:
        return False
    return given.astimezone(true.tzinfo).date() == true.date()


def _moment(text: str | None) -> date | datetime | None:
    """A date and time, or a date if no time is given or the time cannot be parsed."""
    for part in (text or "", (text or "")[:_DAY]):
        try:
            return date.fromisoformat(part) if len(part) == _DAY else datetime.fromisoformat(part)
        except ValueError:
            continue
    return None


def score_dates(answers: Sequence[Answer]) -> Figures:
    """Return the shares of pages with the true day and with any day, and of predicted days that are true."""
    right = sum(same_day(page.published, prediction.published) for page, prediction in answers)
    given = sum(bool(prediction.published) for _, prediction in answers)
    return {
        "day": right / len(answers),
        "given": given / len(answers),
        "right_if_given": right / given if given else 0.0,
    }


def score_headlines(answers: Sequence[Answer]) -> Figures:
    """Share of pages with exactly the true headline, the mean F1 of its words, and the share that has it at all.

    Truths differ in which of a publisher's titles they name: `either` counts it as the headline or the other title.
    """
    exact, words, either = [], [], []
    for page, prediction in answers:
        truth, headline = squeeze(page.headline), squeeze(prediction.headline)
        true, given = (Counter(_WORD.findall(text.casefold())) for text in (truth, headline))
        total = true.total() + given.total()
        exact.append(truth == headline)
        either.append(truth in (headline, squeeze(prediction.alternative)))
        words.append(2 * (true & given).total() / total if total else float(truth == headline))
    return {"exact": _mean(exact), "words": _mean(words), "either": _mean(either)}


def score_kinds(answers: Sequence[Answer]) -> Figures:
    """Share of the articles that came out as articles, and of the other pages that did not."""
    figures = {}
    articles = [bool(prediction.text) for page, prediction in answers if page.kind == "article"]
    others = [not prediction.text for page, prediction in answers if page.kind != "article" and not page.text]
    if articles:
        figures["kept"] = _mean(articles)
    if others:
        figures["refused"] = _mean(others)
    return figures


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return fmean(listed) if listed else 0.0
