"""`benchmarks/train_dates.py`: which shown dates are right, and that no page is predicted by a model trained on it."""

import gzip
import importlib
import json

import pytest

train_dates = importlib.import_module("train_dates")
corpus = importlib.import_module("corpus")

TEXT = "".join(
    f"<p>Paragraph {number} says at some length what happened to the road, the bridge and the people there.</p>"
    for number in range(4)
)


def page(published, modified="2026-11-24"):
    """A page that shows when it was published and, below the text, another day."""
    return (
        f"<html lang=en><body><main><article><h1>Floods</h1><p class=date>Published {published}</p>{TEXT}"
        f"<p>Next meeting: {modified}</p></article></main></body></html>"
    )


@pytest.fixture
def sets(tmp_path):
    """A folder of annotated pages; a call adds one to a set."""

    def add(dataset, name, html, published):
        folder = tmp_path / dataset
        (folder / "html").mkdir(parents=True, exist_ok=True)
        (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(html.encode()))
        line = {
            "id": name,
            "publisher": f"{name}.example",
            "url": f"https://{name}.example/floods",
            "date_published": published,
        }
        with (folder / "manifest.jsonl").open("a") as lines:
            print(json.dumps(line), file=lines)
        return tmp_path

    return add


def read(folder, *names):
    return train_dates.read_samples(page for name in names for page in corpus.read_dataset(folder, name))


def test_the_shown_day_of_the_truth_is_the_right_one(sets):
    (sample,) = read(sets("gold", "valley", page("2026-11-21"), "2026-11-21T18:30:00+05:00"), "gold")
    days = {
        line.parsed.value.date().isoformat(): label for line, label in zip(sample.lines, sample.labels, strict=True)
    }
    assert days["2026-11-21"] == 1
    assert [day for day, label in days.items() if label] == ["2026-11-21"]
    assert sample.teaches


def test_a_page_that_does_not_show_its_truth_teaches_nothing(sets):
    (sample,) = read(sets("gold", "valley", page("2026-11-21"), "2020-01-05"), "gold")
    assert not sample.teaches


def test_a_page_of_several_sets_is_read_once_with_the_first_truth(sets):
    html = page("2026-11-21")
    sets("gold", "valley", html, None)
    sets("htmldate", "valley", html, "2026-11-21")
    folder = sets("htmldate", "hill", page("2026-11-20"), None)
    (sample,) = read(folder, "gold", "htmldate")
    assert (sample.page.dataset, sample.published) == ("gold", "2026-11-21")


def test_no_fold_learns_from_the_pages_it_answers(sets, monkeypatch):
    pytest.importorskip("lightgbm")
    for number in range(12):
        folder = sets("gold", f"paper{number}", page(f"2026-11-{number + 1:02}"), f"2026-11-{number + 1:02}")
    samples = read(folder, "gold")
    learned = []
    fit = train_dates.fit_trees

    def watched(names, values, *others):
        learned.append(len(values))
        return fit(names, values, *others)

    monkeypatch.setattr(train_dates, "fit_trees", watched)
    scores, folds = train_dates.cross_validate(samples)
    assert scores["pages"] == 12
    rows = [len(sample.lines) for sample in samples]
    for fold, count in enumerate(learned):
        held = [len(sample.lines) for sample in samples if train_dates.fold_of(sample.page) == fold]
        assert count == sum(rows) - sum(held)
    answers = train_dates.answers([sample.page for sample in samples], samples, folds)
    assert {answer["id"] for answer in answers} <= {sample.page.id for sample in samples}


def test_without_pages_the_exit_code_is_two(tmp_path, capsys):
    assert train_dates.main(["--corpora", str(tmp_path)]) == 2
    assert "no data set 'gold'" in capsys.readouterr().err
