"""`benchmarks/speed.py pages`: what is measured and how it is combined; never how long it takes."""

import gzip
import importlib
import json
import logging

import pytest

systems = importlib.import_module("systems")
speed = importlib.import_module("speed_pages")

STEPS = ["parse only (Lexbor)", speed.LIMIT, "parse and walk to blocks", "body and features"]


@pytest.fixture(autouse=True)
def logs():
    """What is measured says nothing, in a process of its own; here others want to be heard afterwards."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def corpora(tmp_path):
    html = tmp_path / "news" / "html"
    html.mkdir(parents=True)
    ids = [f"page-{number}" for number in range(5)]
    for page_id in ids:
        (html / f"{page_id}.html.gz").write_bytes(gzip.compress(b"<title>One</title><p>Some words.</p>"))
    lines = [{"id": page_id, "url": f"https://a.example/{page_id}", "publisher": "a.example"} for page_id in ids]
    manifest = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "news" / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("in_a_row", [1, 2])
def test_every_page_goes_through_every_step_and_system(corpora, in_a_row):
    times = speed.measure(speed.sample_pages(corpora, ["news"], 3), ["newsbot"], in_a_row)
    assert list(times) == [*STEPS, "newsbot"]
    assert [len(values) for values in times.values()] == [3, 3, 3, 3, 3]


def test_the_sample_is_always_the_same(corpora):
    chosen = [page.id for page in speed.sample_pages(corpora, ["news"], 3)]
    assert chosen == [page.id for page in speed.sample_pages(corpora, ["news"], 3)]
    assert len(set(chosen)) == 3
    assert len(speed.sample_pages(corpora, ["news"], 100)) == 5


def test_a_repeat_that_was_disturbed_changes_nothing():
    repeats = [{"a": [1.0, 2.0]}, {"a": [9.0, 2.0]}, {"a": [1.5, 99.0]}]
    assert speed.typical(repeats) == {"a": [1.5, 2.0]}


def test_rows_have_their_ratio_to_trafilatura():
    rows = speed.rows_of({"newsbot": [1.0, 2.0, 6.0], "trafilatura": [8.0, 10.0, 18.0]})
    assert speed.table(rows).splitlines()[2:] == [
        "| newsbot | 2.00 | 3.00 | 0.200 | 0.250 |",
        "| trafilatura | 10.00 | 12.00 | 1.000 | 1.000 |",
    ]
    assert speed.table(rows[:1]).splitlines()[2:] == ["| newsbot | 2.00 | 3.00 |"]


def test_the_command_names_pages_machine_and_versions(corpora, capsys, monkeypatch):
    monkeypatch.setattr(speed, "SYSTEMS", {"newsbot": systems.SYSTEMS["newsbot"]})
    out = corpora / "speed.json"
    assert speed.main(["--corpora", str(corpora), "--sets", "news", "--repeats", "1", "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("5 pages, 1 repeats; ")
    assert f"newsbot {systems.SYSTEMS['newsbot'].version()}" in printed
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures.keys() == speed.ORDERS.keys()
    assert all(rows.keys() == {*STEPS, "newsbot"} for rows in figures.values())


def test_a_system_that_is_not_installed_is_said(corpora, capsys):
    assert speed.main(["--corpora", str(corpora), "--sets", "news", "--systems", "newsbot,nobody"]) == 2
    assert capsys.readouterr().err == "not installed: nobody\n"


def test_without_pages_the_exit_code_is_two(tmp_path, capsys):
    assert speed.main(["--corpora", str(tmp_path)]) == 2
    assert "no data set" in capsys.readouterr().err
