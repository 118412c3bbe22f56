"""Compare the output of extractors on annotated pages: `python benchmarks/quality.py --corpora DIR`.

Prints a table for each data set: newsbot beside trafilatura, newspaper4k and readability-lxml (extra `bench`), all run
on the same pages. `--gate` checks newsbot against floors.json, `--worst N` shows its worst pages.
"""

import argparse
import json
import logging
import random
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from corpus import CorporaError, Page, add_corpora_option, corpus_digest, find_corpora, read_dataset, read_lines
from scores import Figures, Prediction, author_keys, best_answer, overlap, same_day, score, shingles, squeeze
from systems import OURS, SYSTEMS, predict, snippet

DATASETS = tuple("gold fundus-parsers trafilatura-eval postlight readability-tests newspaper4k htmldate".split())
FLOORS_FILE = Path(__file__).with_name("floors.json")
SLOW_S = 2.0
# How far below the measured figure a floor is set: less than one page in a hundred.
FLOOR_MARGIN = 0.005
# The figures in a table and their column headings. --json has more.
COLUMNS = {
    "text.f1": "F1",
    "text.precision": "P",
    "text.recall": "R",
    "text.exact": "exact pages",
    "rouge.f1": "ROUGE-LSum",
    "segments.f1": "segments F1",
    "headline.exact": "headline",
    "headline.either": "or other title",
    "authors.exact": "authors",
    "authors.f1": "names F1",
    "published.day": "day",
    "articles.kept": "articles kept",
    "articles.refused": "others refused",
}
# Part of the names of cached answers: increment it when the way a peer is called changes.
_CALLS = 1
# F1 has a floor; precision and recall have none, since one may be traded for the other.
_WITHOUT_FLOOR = {"text.precision", "text.recall"}
_SNIPPETS = 4
_COVERED = 0.5

Predictions = dict[str, dict[str, Prediction]]


# --- running them


class Cache:
    """Peers' predictions from earlier runs, by system, version and page digest: one JSON Lines file per system."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.known: dict[str, dict[str, Prediction]] = {}

    def get(self, system: str, digest: str) -> Prediction | None:
        """Return the cached prediction of a system's installed version for a page, or None if it has to be run."""
        if self.folder is None or system == OURS:
            return None
        if system not in self.known:
            file = self._file(system)
            lines = read_lines(file) if file.is_file() else []
            self.known[system] = {line.pop("page"): Prediction(**line) for line in lines}
        return self.known[system].get(digest)

    def put(self, system: str, digest: str, prediction: Prediction) -> None:
        """Keep a prediction for the next run."""
        if self.folder is None or system == OURS:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._file(system).open("a", encoding="utf-8") as lines:
            print(json.dumps({"page": digest, **asdict(prediction)}), file=lines)

    def _file(self, system: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{system.replace(' ', '-')}-{SYSTEMS[system].version()}-{_CALLS}.jsonl"


def run_systems(pages: Sequence[Page], systems: Sequence[str], cache: Cache, processes: int) -> Predictions:
    """Return the predictions of each system by page id, from the cache or from several worker processes."""
    found: Predictions = {system: {} for system in systems}
    jobs = []
    for page in pages:
        digest = page.digest() if cache.folder else ""
        waiting = []
        for system in systems:
            cached = cache.get(system, digest)
            if cached is None:
                waiting.append(system)
            else:
                found[system][page.id] = cached
        if waiting:
            jobs.append((page, digest, waiting))
    with ProcessPoolExecutor(processes, initializer=_prepare_process, initargs=(systems,)) as pool:
        tasks = [(page, waiting) for page, _, waiting in jobs]
        for (page, digest, _), predictions in zip(jobs, pool.map(_run_page, tasks, chunksize=4), strict=True):
            for system, prediction in predictions.items():
                found[system][page.id] = prediction
                cache.put(system, digest, prediction)
    return found


def _prepare_process(systems: Sequence[str]) -> None:
    """Load what the systems load on their first page, so that its cost is not attributed to a page."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for system in systems:
        predict(system, "<title>A title</title><article><p>A few words of text.</p></article>", "https://example.com/a")


def _run_page(task: tuple[Page, Sequence[str]]) -> dict[str, Prediction]:
    page, systems = task
    html = page.html()
    return {system: predict(system, html, page.url) for system in systems}


def read_predictions(path: Path, dataset: str) -> dict[str, dict[str, Any]]:
    """Return predictions made elsewhere, by page id; a line with a `dataset` applies to that set only.

    A line has `id` and any of `text`, `title` (or `headline`), `authors`, `date_published` (or `published`).
    """
    names = {"title": "headline", "date_published": "published"}
    known = {field.name for field in fields(Prediction)}
    predictions = {}
    for line in read_lines(path):
        if line.get("dataset", dataset) == dataset:
            renamed = {names.get(name, name): value for name, value in line.items()}
            predictions[line["id"]] = {name: value for name, value in renamed.items() if name in known}
    return predictions


def add_predictions(predictions: Predictions, system: str, given: Mapping[str, dict[str, Any]]) -> int:
    """Replace a system's predictions field by field, or add a new system; return how many pages have none."""
    own = predictions.setdefault(system, {})
    lacking = len(own.keys() - given.keys())
    for page_id, values in given.items():
        own[page_id] = Prediction(**{**asdict(own.get(page_id, Prediction())), **values})
    return lacking


# --- output


def table(figures: Mapping[str, Figures]) -> str:
    """Return a markdown table with a row per system; figures for which a set has no truth get no column."""
    columns = [name for name in COLUMNS if any(name in row for row in figures.values())]
    lines = ["| | " + " | ".join(COLUMNS[name] for name in columns) + " |", "|---|" + "---|" * len(columns)]
    for system, row in figures.items():
        cells = [f"{row[name]:.3f}" if name in row else "" for name in columns]
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def failures(predictions: Mapping[str, Prediction]) -> dict[str, list[str]]:
    """Return the pages on which a system raised or was slow, each with what happened."""
    return {
        "raised": [f"{page}: {found.error}" for page, found in predictions.items() if found.error],
        "slow": [f"{page}: {found.cpu_s:.1f} s" for page, found in predictions.items() if found.cpu_s > SLOW_S],
    }


def worst_texts(pages: Iterable[Page], predictions: Mapping[str, Prediction], count: int) -> list[str]:
    """Return the pages whose text differs most from the truth, with the beginnings of missing and surplus text."""
    found = []
    for page in pages:
        text = predictions.get(page.id, Prediction()).text
        if page.text:
            truth = best_answer(page, text)
            found.append((overlap(truth, text).f1, page.id, _uncovered(truth, text), _uncovered(text, truth)))
        elif page.must_contain:
            squeezed = squeeze(text)
            missing = [segment for segment in page.must_contain if squeeze(segment) not in squeezed]
            extra = [segment for segment in page.must_not_contain if squeeze(segment) in squeezed]
            wrong = len(missing) + len(extra)
            found.append((1 - wrong / (len(page.must_contain) + len(page.must_not_contain)), page.id, missing, extra))
    lines = []
    for value, page_id, missing, extra in sorted(found)[:count]:
        lines.append(f"{value:.3f}  {page_id}")
        lines += [f"       missing: {snippet(part)}" for part in missing[:_SNIPPETS]]
        lines += [f"       extra:   {snippet(part)}" for part in extra[:_SNIPPETS]]
    return lines


def _uncovered(text: str | None, other: str | None) -> list[str]:
    """Return the lines of a text that are mostly absent from another, longest first."""
    there = shingles(other)
    lines = []
    for line in (text or "").split("\n"):
        here = shingles(line)
        if here and (here & there).total() < _COVERED * here.total() and squeeze(line) not in squeeze(other):
            lines.append(line)
    return sorted(lines, key=len, reverse=True)


def wrong_fields(pages: Iterable[Page], predictions: Mapping[str, Prediction], count: int) -> list[str]:
    """Return pages with a wrong headline, authors or day: the truth and the prediction."""
    lines: dict[str, list[str]] = {"headline": [], "authors": [], "published": []}
    for page in pages:
        found = predictions.get(page.id, Prediction())
        if page.headline and squeeze(page.headline) != squeeze(found.headline):
            lines["headline"].append(_difference(page.id, page.headline, found.headline))
        if page.authors is not None and author_keys(page.authors) != author_keys(found.authors):
            lines["authors"].append(_difference(page.id, ", ".join(page.authors), ", ".join(found.authors)))
        if page.published and not same_day(page.published, found.published):
            lines["published"].append(_difference(page.id, page.published, found.published))
    return [f"{name} ({len(wrong)} wrong)  {line}" for name, wrong in lines.items() for line in wrong[:count]]


def _difference(page_id: str, truth: str, value: str | None) -> str:
    return f"{page_id}: {snippet(truth) or 'none'} <> {snippet(value or '') or 'none'}"


# --- floors


def fallen(figures: Mapping[str, Figures], floors: Mapping[str, Figures]) -> list[str]:
    """Return the figures below their floor, or missing, in the data sets that were measured."""
    lines = []
    for dataset, values in figures.items():
        for name, floor in floors.get(dataset, {}).items():
            value = values.get(name)
            if value is None or value < floor:
                shown = "not measured" if value is None else f"{value:.4f}"
                lines.append(f"{dataset} {name}: {shown}, floor {floor:.4f}")
    return lines


def floors_under(figures: Mapping[str, Figures], floors: Mapping[str, Figures], *, lower: bool) -> dict[str, Figures]:
    """Return floors slightly below the figures; an existing floor is lowered only on request."""
    result = {dataset: dict(values) for dataset, values in floors.items()}
    for dataset, values in figures.items():
        stands = result.setdefault(dataset, {})
        for name in COLUMNS.keys() & values.keys() - _WITHOUT_FLOOR:
            floor = round(max(0.0, values[name] - FLOOR_MARGIN), 4)
            stands[name] = floor if lower else max(floor, stands.get(name, 0.0))
        result[dataset] = dict(sorted(stands.items()))
    return result


# --- the command


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit code 1 if the gate fails, 2 if something needed for measuring is missing."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.sample and (options.gate or options.write_floors):
        parser.error("floors are those of whole sets: --sample goes with neither --gate nor --write-floors")
    try:
        corpora = find_corpora(options.corpora)
        datasets = {name: read_dataset(corpora, name) for name in options.sets}
    except CorporaError as error:
        print(error, file=sys.stderr)
        return 2
    systems = _installed(options.systems)
    cache, measured = Cache(options.cache), {}
    report: dict[str, Any] = {"versions": {name: SYSTEMS[name].version() for name in systems}, "sets": {}}
    for dataset, pages in datasets.items():
        if options.sample and options.sample < len(pages):
            pages = random.Random(0).sample(pages, options.sample)
        predictions = run_systems(pages, systems, cache, options.processes)
        _add_given(predictions, options.predictions, dataset, pages)
        figures = {name: _figures(name, pages, found, rouge=options.rouge) for name, found in predictions.items()}
        failed_by = {name: failures(found) for name, found in predictions.items()}
        report["sets"][dataset] = {"digest": corpus_digest(pages), "figures": figures, "failures": failed_by}
        _print_set(dataset, pages, predictions, report["sets"][dataset], options.worst)
        measured[dataset] = figures.get(OURS, {})
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    failed = _failed(report)
    if options.write_floors and not failed:
        _write_floors(report, measured, lower=options.lower)
    return _gate(report, measured, failed) if options.gate or options.write_floors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpora_option(parser)
    parser.add_argument("--sets", type=_names, default=DATASETS, help=f"default: {','.join(DATASETS)}")
    parser.add_argument("--systems", type=_names, default=tuple(SYSTEMS), help=f"default: {','.join(SYSTEMS)}")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N pages a set, always the same ones")
    parser.add_argument("--rouge", action="store_true", help="also ROUGE-LSum, which takes longer than all the rest")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep what the peers answer, by page and version")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--predictions",
        action="append",
        default=[],
        metavar="[SYSTEM=]FILE",
        help="lines to take for what a system says, as those of a cross-validated model; default: newsbot",
    )
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show N pages a set and field that are wrong")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures and failures")
    parser.add_argument("--gate", action="store_true", help=f"fail when newsbot is under {FLOORS_FILE.name}")
    parser.add_argument(
        "--write-floors", action="store_true", help="raise the floors to what was measured, then --gate"
    )
    parser.add_argument("--lower", action="store_true", help="with --write-floors: lower them, too")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _installed(names: Sequence[str]) -> list[str]:
    """Return the systems that can be run, and name the others."""
    unknown = [name for name in names if name not in SYSTEMS]
    if unknown:
        raise SystemExit(f"unknown system {unknown[0]!r}; there are: {', '.join(SYSTEMS)}")
    missing = [name for name in names if SYSTEMS[name].version() is None]
    if missing:
        print(f"not installed, so left out: {', '.join(missing)} (pip install 'newsbot[bench]')", file=sys.stderr)
    return [name for name in names if name not in missing]


def _add_given(predictions: Predictions, given: Sequence[str], dataset: str, pages: Sequence[Page]) -> None:
    ids = {page.id for page in pages}
    for argument in given:
        system, _, file = argument.rpartition("=")
        lines = {page_id: line for page_id, line in read_predictions(Path(file), dataset).items() if page_id in ids}
        if lines:
            lacking = add_predictions(predictions, system or OURS, lines)
            print(f"{dataset}: {len(lines)} predictions of {file}, {lacking} pages without one")


def _figures(system: str, pages: Sequence[Page], predictions: Mapping[str, Prediction], *, rouge: bool) -> Figures:
    """Return all figures except those of fields the system does not extract."""
    lacks = SYSTEMS[system].lacks if system in SYSTEMS else ()
    figures = score(pages, predictions, rouge=rouge)
    return {name: value for name, value in figures.items() if name.split(".")[0] not in lacks}


def _print_set(
    dataset: str, pages: Sequence[Page], predictions: Predictions, result: Mapping[str, Any], worst: int
) -> None:
    print(f"\n{dataset}: {len(pages)} pages, digest {result['digest']}\n\n{table(result['figures'])}\n")
    for system, failed in result["failures"].items():
        for kind, found in failed.items():
            if found:
                print(f"{system} {kind} on {len(found)}: {'; '.join(found[:3])}")
    if worst and OURS in predictions:
        lines = worst_texts(pages, predictions[OURS], worst) + wrong_fields(pages, predictions[OURS], worst)
        print("\n".join(lines))


def _read_floors() -> dict[str, Any]:
    if not FLOORS_FILE.is_file():
        return {"digests": {}, "floors": {}}
    floors: dict[str, Any] = json.loads(FLOORS_FILE.read_text(encoding="utf-8"))
    return floors


def _write_floors(report: Mapping[str, Any], measured: Mapping[str, Figures], *, lower: bool) -> None:
    floors = _read_floors()
    floors["digests"] |= {dataset: result["digest"] for dataset, result in report["sets"].items()}
    floors["floors"] = floors_under(measured, floors["floors"], lower=lower)
    FLOORS_FILE.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def _failed(report: Mapping[str, Any]) -> list[str]:
    """Report the pages on which newsbot raised or was slow; the gate allows none, and such a run sets no floors."""
    return [
        f"{dataset}: newsbot {kind} on {page}"
        for dataset, result in report["sets"].items()
        for kind, pages in result["failures"].get(OURS, {}).items()
        for page in pages
    ]


def _gate(report: Mapping[str, Any], measured: Mapping[str, Figures], failed: Sequence[str]) -> int:
    """Print the figures below their floors, which are only comparable on the pages the floors were measured on."""
    floors = _read_floors()
    reasons = list(failed)
    for dataset, result in report["sets"].items():
        pinned = floors["digests"].get(dataset)
        if pinned not in (None, result["digest"]):
            reasons.append(f"{dataset}: digest {result['digest']}, floors were measured on {pinned}")
    reasons += fallen(measured, floors["floors"])
    print("\n".join(["gate: shut", *reasons] if reasons else ["gate: open"]))
    return 1 if reasons else 0


if __name__ == "__main__":
    raise SystemExit(main())
