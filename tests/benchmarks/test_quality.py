"""`benchmarks/quality.py` with `corpus.py` and `scores.py`: how pages are read, and figures as defined in papers."""

import gzip
import importlib
import json
from pathlib import Path

import pytest

import newsbot

corpus = importlib.import_module("corpus")
scores = importlib.import_module("scores")
quality = importlib.import_module("quality")
systems = importlib.import_module("systems")

Prediction = scores.Prediction
FIRST = "The river rose by two metres in one night and stood in the streets of the old town."
SECOND = "Nobody was hurt, the mayor said, and the trains will run again from Monday morning."
THIRD = "The bridge stays closed until its pillars have been looked at by divers next week."
BODY = "\n\n".join([FIRST, SECOND, THIRD])
HTML = f"""<html lang="en"><head><title>River floods the old town</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-02T08:00:00Z">
<meta name="author" content="Jane Doe"></head><body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>River floods the old town</h1><p class="byline">By Jane Doe</p>
{"".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))}</article>
</body></html>"""


@pytest.fixture(scope="module", autouse=True)
def loaded():
    """What newsbot loads on its first page is there before processes are forked."""
    newsbot.extract(HTML, "https://a.example/")


def write_set(folder, name, lines, pages=()):
    """A data set with manifest lines; `pages` are (id, bytes)."""
    html = folder / name / "html"
    html.mkdir(parents=True)
    for page_id, content in pages:
        (html / f"{page_id}.html.gz").write_bytes(gzip.compress(content))
    manifest = "".join(json.dumps({"publisher": "a.example", **line}) + "\n" for line in lines)
    (folder / name / "manifest.jsonl").write_text(manifest, encoding="utf-8")


@pytest.fixture
def corpora(tmp_path):
    """Two pages, one of which a second set annotates by hand."""
    truth = {"title": "River floods the old town", "authors": ["Jane Doe"], "date_published": "2026-11-02"}
    lines = [
        {"id": "flood", "url": "https://a.example/2026/flood-in-town", "encoding": "utf-8", "text": BODY, **truth},
        {"id": "bytes", "url": None, "encoding": None, "must_contain": ["Grüße"], "must_not_contain": ["Menu"]},
    ]
    pages = [("flood", HTML.encode()), ("bytes", "<p>Grüße".encode("latin-1"))]
    write_set(tmp_path, "news", lines, pages)
    hand = {"id": "bytes", "ds": "news", "html": "../news/html/bytes.html.gz", "kind": "other", "deck": ["So"]}
    write_set(tmp_path, "hand", [hand])
    return tmp_path


def page(**truth):
    return corpus.Page("set", "p", "https://a.example/p", "a.example", Path("p"), **truth)


def score(truth, **prediction):
    return scores.score([page(**truth)], {"p": Prediction(**prediction)})


# --- pages


def test_a_page_is_text_where_its_encoding_is_known_and_bytes_where_it_is_not(corpora):
    flood, raw = corpus.read_dataset(corpora, "news")
    assert flood.html() == HTML
    assert raw.html() == "<p>Grüße".encode("latin-1")
    assert raw.url.startswith("https://a.example/")


def test_a_set_that_annotates_pages_of_another_finds_them_there(corpora):
    (hand,) = corpus.read_dataset(corpora, "hand")
    assert hand.html() == "<p>Grüße".encode("latin-1")
    assert (hand.kind, hand.deck, hand.authors) == ("other", ["So"], None)


def test_the_digest_changes_with_a_page_and_with_an_annotation(corpora):
    before = corpus.corpus_digest(corpus.read_dataset(corpora, "news"))
    assert before == corpus.corpus_digest(corpus.read_dataset(corpora, "news")[::-1])
    (corpora / "news" / "html" / "flood.html.gz").write_bytes(gzip.compress(HTML.encode() + b" "))
    after_page = corpus.corpus_digest(corpus.read_dataset(corpora, "news"))
    manifest = corpora / "news" / "manifest.jsonl"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("Jane", "Jan"), encoding="utf-8")
    after_truth = corpus.corpus_digest(corpus.read_dataset(corpora, "news"))
    assert len({before, after_page, after_truth}) == 3


def test_the_folder_comes_from_the_option_or_the_environment(tmp_path, monkeypatch):
    monkeypatch.delenv(corpus.VARIABLE, raising=False)
    with pytest.raises(corpus.CorporaError, match="--corpora"):
        corpus.find_corpora()
    monkeypatch.setenv(corpus.VARIABLE, str(tmp_path))
    assert corpus.find_corpora() == tmp_path
    with pytest.raises(corpus.CorporaError, match="nowhere"):
        corpus.find_corpora(tmp_path / "nowhere")


def test_an_unknown_set_is_named_with_those_there_are(corpora):
    with pytest.raises(corpus.CorporaError, match="there are: hand, news"):
        corpus.read_dataset(corpora, "new")


# --- figures


def test_the_right_text_is_exact_however_its_paragraphs_are_cut():
    figures = score({"text": BODY}, text=BODY.replace("\n\n", "\n"))
    assert figures == {"text.f1": 1.0, "text.precision": 1.0, "text.recall": 1.0, "text.exact": 1.0}


def test_shingles_are_runs_of_four_words_with_their_number():
    # The truth has the runs abcd and bcde, the prediction abcd twice and three that nobody asked for.
    figures = score({"text": "a b c d e"}, text="a b c d a b c d")
    assert figures["text.precision"] == pytest.approx(1 / 5)
    assert figures["text.recall"] == pytest.approx(1 / 2)
    assert figures["text.f1"] == pytest.approx(2 / 7)
    assert figures["text.exact"] == 0.0


def test_a_long_page_weighs_no_more_than_a_short_one():
    pages = [page(text="a b c d"), corpus.Page("set", "q", "", "", Path("q"), text=" ".join("xyz" * 30))]
    figures = scores.score(pages, {"p": Prediction("a b c d")})
    assert (figures["text.precision"], figures["text.recall"]) == (1.0, 0.5)


@pytest.mark.parametrize("text", [BODY, f"{FIRST}\n\n{THIRD}", f"{SECOND}\n\n{THIRD}", THIRD])
def test_optional_paragraphs_may_be_there_or_not(text):
    assert score({"text": BODY, "optional": [0, 1]}, text=text)["text.exact"] == 1.0


def test_of_many_optional_paragraphs_all_or_none_may_be_missing():
    letters = "\n\n".join("abcdef")
    assert len(scores.full_answers(page(text=letters, optional=[0, 1, 2, 3, 4]))) == 2
    assert len(scores.full_answers(page(text=letters, optional=[0, 1, 2, 3]))) == 16


def test_segments_count_over_all_pages_whatever_their_spaces():
    truth = {"must_contain": ["two metres in", "next week"], "must_not_contain": ["Menu", "Nobody was"]}
    figures = score(truth, text=BODY.replace(" ", "\n  "))
    assert figures["segments.recall"] == 1.0
    assert figures["segments.precision"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("truth", "predicted", "exact", "right"),
    [
        (["Jane Doe"], ["jane  DOE"], 1.0, 1.0),
        (["Jane Doe", "Ali Raza"], ["Ali Raza", "Jane Doe"], 1.0, 1.0),
        (["Jane Doe", "Ali Raza"], ["Ali Raza"], 0.0, 2 / 3),
        (["Zoe\u0308"], ["Zoë"], 1.0, 1.0),
        ([], [], 1.0, 0.0),
        ([], ["Staff"], 0.0, 0.0),
    ],
)
def test_authors_are_sets_of_names(truth, predicted, exact, right):
    figures = score({"authors": truth}, authors=predicted)
    assert (figures["authors.exact"], figures["authors.f1"]) == (exact, pytest.approx(right))


def test_unknown_authors_are_no_truth():
    assert score({"authors": None}, authors=["Jane Doe"]) == {}


@pytest.mark.parametrize(
    ("truth", "published", "same"),
    [
        ("2026-11-02", "2026-11-02T23:59:00+02:00", True),
        ("2026-11-02T23:30:00-05:00", "2026-11-03T04:30:00Z", True),
        ("2026-11-02T23:30", "2026-11-03T04:30:00Z", False),
        ("2026-11-02", "2026-11-03", False),
        ("2026-11-02T24:99", "2026-11-02T10:00:00", True),
        ("2026-11-02", None, False),
        ("2026-11-02", "yesterday", False),
    ],
)
def test_days_are_compared_as_written_or_in_the_zone_of_the_truth(truth, published, same):
    assert scores.same_day(truth, published) is same


def test_headlines_are_exact_but_for_spaces_and_their_words_count():
    assert score({"headline": "River  floods town"}, headline="River floods\ntown")["headline.exact"] == 1.0
    figures = score({"headline": "River floods town"}, headline="River floods town | A Times")
    assert (figures["headline.exact"], figures["headline.words"]) == (0.0, pytest.approx(6 / 8))


def test_headline_that_is_the_publishers_other_title_is_counted_apart():
    figures = score({"headline": "River floods town"}, headline="A town under water", alternative="River floods town")
    assert (figures["headline.exact"], figures["headline.either"]) == (0.0, 1.0)
    assert score({"headline": "River floods town"}, headline="River floods town")["headline.either"] == 1.0


def test_articles_are_kept_and_other_pages_refused():
    pages = [page(kind="article"), corpus.Page("set", "q", "", "", Path("q"), kind="listing")]
    assert scores.score(pages, {"p": Prediction("Text")}) == {"articles.kept": 1.0, "articles.refused": 1.0}
    assert scores.score(pages, {"q": Prediction("Text")}) == {"articles.kept": 0.0, "articles.refused": 0.0}


def test_rouge_joins_what_all_sentences_share_with_one_of_the_truth():
    # Lin 2004, section 3.2: w1 w2 against "w1 w2 w6 w7 w8" and w1 w3 w5 against "w1 w3 w8 w9 w5" unite to 4 of 5.
    truth = [("w1", "w2", "w3", "w4", "w5")]
    predicted = [("w1", "w2", "w6", "w7", "w8"), ("w1", "w3", "w8", "w9", "w5")]
    assert scores.rouge_lsum(truth, predicted) == (pytest.approx(4 / 10), pytest.approx(4 / 5))
    assert scores.rouge_lsum(truth, truth) == (1.0, 1.0)
    assert scores.rouge_lsum(truth, []) == (0.0, 0.0)


# --- the command


def run(*arguments):
    return quality.main(["--systems", "newsbot", "--processes", "1", *map(str, arguments)])


def test_newsbot_reads_the_page_and_a_table_is_printed(corpora, capsys):
    assert run("--corpora", corpora, "--sets", "news", "--json", corpora / "report.json") == 0
    printed = capsys.readouterr().out
    assert (
        "| | F1 | P | R | exact pages | segments F1 | headline | or other title | authors | names F1 | day |" in printed
    )
    report = json.loads((corpora / "report.json").read_text(encoding="utf-8"))["sets"]["news"]
    figures = report["figures"]["newsbot"]
    names = ("text.exact", "headline.exact", "authors.exact", "published.day")
    assert {name: figures[name] for name in names} == dict.fromkeys(names, 1.0)
    assert report["failures"]["newsbot"] == {"raised": [], "slow": []}


def test_the_worst_pages_show_what_is_missing_and_too_much(corpora, capsys):
    lines = corpora / "lines.jsonl"
    given = {"id": "flood", "text": f"{FIRST}\n\nSign up for our letter now.", "title": "Flood", "authors": []}
    lines.write_text(json.dumps(given), encoding="utf-8")
    run("--corpora", corpora, "--sets", "news", "--predictions", lines, "--worst", "1")
    printed = capsys.readouterr().out
    assert "1 predictions of" in printed
    assert f"missing: {SECOND[:50]}" in printed
    assert "extra:   Sign up for our letter now." in printed
    assert "headline (1 wrong)  flood: River floods the old town <> Flood" in printed
    assert "authors (1 wrong)  flood: Jane Doe <> none" in printed
    assert "published (" not in printed


def test_given_predictions_stand_beside_the_others_under_a_name_of_their_own(corpora, capsys):
    lines = corpora / "lines.jsonl"
    lines.write_text(json.dumps({"id": "flood", "text": BODY, "dataset": "news"}), encoding="utf-8")
    run("--corpora", corpora, "--sets", "news,hand", "--predictions", f"model={lines}")
    printed = capsys.readouterr().out
    assert printed.count("| model | 1.000 |") == 1


def test_the_gate_opens_at_the_floors_and_names_the_figure_that_fell(corpora, capsys, monkeypatch):
    monkeypatch.setattr(quality, "FLOORS_FILE", corpora / "floors.json")
    arguments = ("--corpora", corpora, "--sets", "news")
    assert run(*arguments, "--write-floors") == 0
    assert "gate: open" in capsys.readouterr().out
    worse = corpora / "worse.jsonl"
    worse.write_text(json.dumps({"id": "flood", "text": FIRST, "authors": ["John Roe"]}), encoding="utf-8")
    assert run(*arguments, "--gate", "--predictions", worse) == 1
    printed = capsys.readouterr().out
    assert "news authors.exact: 0.0000, floor 0.9950" in printed
    assert "news text.f1" in printed
    assert "published" not in printed.split("gate: shut")[1]


def test_a_floor_is_lowered_only_when_asked_to():
    floors = {"news": {"text.f1": 0.9}, "other": {"text.f1": 0.7}}
    figures = {"news": {"text.f1": 0.8, "text.exact": 0.5, "text.recall": 0.8, "headline.words": 0.9}}
    kept = quality.floors_under(figures, floors, lower=False)
    assert kept == {"news": {"text.exact": 0.495, "text.f1": 0.9}, "other": {"text.f1": 0.7}}
    assert quality.floors_under(figures, floors, lower=True)["news"]["text.f1"] == 0.795
    assert floors == {"news": {"text.f1": 0.9}, "other": {"text.f1": 0.7}}


def test_the_gate_is_shut_for_other_pages_and_for_a_page_that_raises(corpora, capsys, monkeypatch):
    monkeypatch.setattr(quality, "FLOORS_FILE", corpora / "floors.json")
    (corpora / "floors.json").write_text('{"digests": {"news": "0123"}, "floors": {}}', encoding="utf-8")
    lines = corpora / "lines.jsonl"
    lines.write_text(json.dumps({"id": "flood", "error": "ValueError: no", "cpu_s": 2.5}), encoding="utf-8")
    assert run("--corpora", corpora, "--sets", "news", "--gate", "--predictions", lines) == 1
    printed = capsys.readouterr().out
    assert "floors were measured on 0123" in printed
    assert "newsbot raised on flood: ValueError: no" in printed
    assert "newsbot slow on flood: 2.5 s" in printed
    before = (corpora / "floors.json").read_text(encoding="utf-8")
    assert run("--corpora", corpora, "--sets", "news", "--write-floors", "--predictions", lines) == 1
    assert (corpora / "floors.json").read_text(encoding="utf-8") == before


def test_whatever_a_system_raises_is_a_failed_page(monkeypatch):
    def broken(html, url):
        raise ValueError("two\nlines")

    monkeypatch.setitem(systems.SYSTEMS, "broken", systems.System("broken", broken))
    found = systems.predict("broken", "<p>", "https://a.example/")
    assert (found.error, found.text) == ("ValueError: two lines", None)


def test_peers_are_asked_once_and_newsbot_always(tmp_path):
    answer = Prediction("Text", "Title", ["Jane Doe"], "2026-11-02")
    cache = quality.Cache(tmp_path / "cache")
    for system in ("trafilatura", "newsbot"):
        assert cache.get(system, "a1") is None
        cache.put(system, "a1", answer)
    again = quality.Cache(tmp_path / "cache")
    assert again.get("trafilatura", "a1") == answer
    assert again.get("trafilatura", "b2") is None
    assert again.get("newsbot", "a1") is None


def test_a_package_that_is_missing_is_left_out_and_a_wrong_name_refused(monkeypatch, capsys):
    monkeypatch.setitem(systems.SYSTEMS, "absent", systems.System("no-such-package", systems.with_newsbot))
    assert quality._installed(["newsbot", "absent"]) == ["newsbot"]
    assert "absent" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="unknown system 'newsbott'"):
        quality._installed(["newsbott"])


def test_without_pages_the_exit_code_is_two(tmp_path, capsys):
    assert run("--corpora", tmp_path) == 2
    assert "no data set 'gold'" in capsys.readouterr().err


def test_the_floors_in_the_repository_are_of_figures_that_exist():
    floors = json.loads(quality.FLOORS_FILE.read_text(encoding="utf-8"))
    assert floors["floors"].keys() == floors["digests"].keys() == set(quality.DATASETS)
    for figures in floors["floors"].values():
        assert figures.keys() <= quality.COLUMNS.keys()
        assert all(0 <= floor < 1 for floor in figures.values())


def test_characters_that_nobody_sees_make_no_difference():
    answer = FIRST.replace("metres", "me\u00adtres").replace("stood", "\u200bstood")
    assert scores.same_words(FIRST, answer)
    assert scores.overlap(FIRST, answer).f1 == 1
    assert scores.squeeze(answer) == FIRST
    apart, together = "Su\u0308d und Ko\u0308ln am Rhein", "S\u00fcd und K\u00f6ln am Rhein"
    assert scores.overlap(apart, together).f1 == scores.overlap(together, apart).f1 == 1
