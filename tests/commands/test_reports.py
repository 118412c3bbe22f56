"""A run's report: what is counted, how monitors compare it with earlier runs, and how it is shown."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.exceptions import ArgumentError
from newsbot.reports.figures import OTHERS, RunReport, SiteFigures, Tally
from newsbot.reports.files import read_report, write_report
from newsbot.reports.history import Past, add_to_history, read_history
from newsbot.reports.monitors import check_run, check_site, failures_first
from newsbot.reports.summary import summary_lines
from newsbot.reports.terminal import print_comparison, print_report
from newsbot.reports.web import report_page
from newsbot.reports.webhook import message_of, post

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def line(number=1, **more):
    published = "2026-11-29T09:30:00+01:00"
    return {
        "url": f"https://example.com/{number}",
        "version": 1,
        "pubStatus": "usable",
        "headline": "Ferry",
        "articleBody": "…",
        "wordCount": 400,
        "authors": [{"name": "Ada Moran"}],
        "datePublished": published,
        "articleSection": ["Harbour", "News"],
        "inLanguage": "en",
        **more,
    }


def past(number, **more):
    when = NOW - timedelta(hours=6 * (10 - number))
    figures = {"new": 20, "lines": 20, "read": 22, "articles": 20, "authors": 19, "dates": 20, "words": 400, **more}
    return Past(f"run{number}", when.isoformat(), newest=when.isoformat(), **figures)


PASTS = [past(number) for number in range(10)]


def site(count=20, dropped=(), **more):
    figures = SiteFigures("example.com")
    for number in range(count):
        figures.take_line(line(number, **more))
    for reason in dropped:
        figures.take_drop(reason)
    return figures


def failed(figures, history=None, now=NOW):
    checks = check_site(figures, PASTS if history is None else history, now)
    return {check.name: check.said for check in checks if not check.is_well}


def report(*sites, **more):
    made = RunReport("20261129T120000Z-0001", "0.1.0", started=NOW.isoformat(), finished=NOW.isoformat(), **more)
    made.sites = list(sites) or [site()]
    made.checks = failures_first([*check_run(made), *(c for s in made.sites for c in check_site(s, PASTS, NOW))])
    return made


# ------------------------------------------------------------------------------------------ figures


def test_lines_are_counted_as_new_updated_and_removed():
    figures = SiteFigures("example.com")
    for given_line in (line(), line(2, version=2), {"url": "x", "pubStatus": "canceled"}, line(3, duplicateOf="0")):
        figures.take_line(given_line)
    figures.take_drop("unchanged")
    assert (figures.new, figures.updated, figures.removed, figures.unchanged, figures.copies) == (2, 1, 1, 1, 1)
    assert (figures.lines, figures.read, figures.median_words) == (3, 4, 400)
    assert figures.share("authors") == 1.0
    assert figures.sections == {"Harbour": 3}
    assert figures.hours == {"08": 3}
    assert figures.newest == "2026-11-29T08:30:00+00:00"


@pytest.mark.parametrize(
    ("reason", "read", "failed"),
    [
        ("listing", 1, 0),
        ("http_404", 1, 0),
        ("http_503", 0, 1),
        ("next_page_timeout", 0, 1),
        ("robots", 0, 0),
        ("same_address", 0, 0),
    ],
)
def test_pages_that_could_not_be_had_are_no_pages_without_an_article(reason, read, failed):
    figures = site(0, [reason])
    assert (figures.read, figures.failed) == (read, failed)


@examples(20)
@given(st.lists(st.text(min_size=1, max_size=5), max_size=20), st.integers(0, 3))
def test_a_report_stays_small_however_many_names_there_are(names, times):
    tally = Tally(["example.com"])
    for number in range(300 * times):
        for name in names:
            tally.take_line(line(number, articleSection=[f"{name}{number}"]), f"site{number}.example")
            tally.take_drop(f"https://example.com/{number}", f"{name}{number}", "example.com")
    made = RunReport("r", "0")
    tally.fill(made)
    assert len(made.sites) <= 201
    assert all(len(figures.sections) <= 201 and len(figures.dropped) <= 201 for figures in made.sites)
    assert len(made.examples) <= 180
    if names and times:
        assert any(OTHERS in figures.dropped for figures in made.sites) or len(names) * 300 * times <= 200


# ----------------------------------------------------------------------------------------- monitors


def test_a_site_as_usual_fails_no_monitor():
    assert failed(site(20, ["listing"])) == {}
    assert failed(site(0)) == {}


def test_a_new_site_has_nothing_to_be_compared_with():
    assert failed(site(20, ["listing"] * 10, authors=[]), history=[]) == {}


@pytest.mark.parametrize(
    ("figures", "name", "said"),
    [
        (site(wordCount=90), "body length", "The median text has 90 words (usually 400)."),
        (site(10, ["listing"] * 30), "yield", "10 of 40 pages gave an article (25%; usually 91%)."),
        (site(10, ["http_503"] * 10), "errors", "10 of 20 pages could not be fetched (50%; usually 0%)."),
    ],
)
def test_unusual_figures_fail_their_monitor_and_are_stated(figures, name, said):
    assert failed(figures) == {name: said}


def test_lines_without_authors_or_dates_fail_where_they_had_them():
    figures = SiteFigures("example.com")
    for number in range(12):
        bare = line(number)
        del bare["authors"], bare["datePublished"]
        figures.take_line(bare)
    assert set(failed(figures)) == {"bylines", "dates"}
    without = [past(number, authors=0, dates=0) for number in range(10)]
    assert failed(figures, without) == {}


def test_two_lines_without_an_author_are_chance():
    assert failed(site(2, authors=[])) == {}


def test_a_site_that_falls_silent_is_noticed():
    late = NOW + timedelta(days=2)
    assert set(failed(site(0), now=late)) == {"new articles", "freshness"}
    assert failed(site(0), now=late)["new articles"].startswith("0 new articles in 2 days, where about")
    # A night is no silence.
    assert failed(site(0), [*PASTS[:-1], past(9, new=0)]) == {}


def test_a_front_page_that_is_not_reached_is_said():
    figures = site(0)
    figures.problem = "its front page answers with status 503"
    assert failed(figures) == {"reachable": "Its front page answers with status 503."}


def test_the_run_itself_fails_for_lost_lines_damaged_batches_and_mass_deletion():
    counters = {"feed/failed": 2, "feed/damaged": 1, "guard/mass_deletion": 9}
    checks = failures_first(check_run(RunReport("r", "0", counters=counters, ended="disk")))
    assert [check.is_well for check in checks] == [False] * 4
    assert all(check.advice for check in checks if check.name != "end")


# ------------------------------------------------------------------------------------ files, history


def test_history_keeps_the_latest_runs_and_forgives_a_torn_line(tmp_path):
    known = []
    for number in range(120):
        add_to_history(tmp_path, "example.com:8080", known, past(number % 10, lines=number))
        known = read_history(tmp_path, "example.com:8080")
    assert len(known) <= 90
    assert known[-1].lines == 119
    (file,) = (tmp_path / "history").iterdir()
    file.write_bytes(file.read_bytes()[:-10] + b"\xff\n[]\n")
    assert len(read_history(tmp_path, "example.com:8080")) == len(known) - 1
    assert read_history(tmp_path, "other.example") == []


def test_a_report_is_read_as_it_was_written_and_named_by_the_start_of_its_run(tmp_path):
    made = report(slow=[(1.5, "https://example.com/a")])
    page = write_report(tmp_path, made)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert read_report(tmp_path, None) == made
    assert read_report(tmp_path, "20261129T12") == made
    with pytest.raises(ArgumentError, match=r"There is no run 2025: the latest are 20261129T120000Z-0001\."):
        read_report(tmp_path, "2025")
    with pytest.raises(ArgumentError, match="There is no report"):
        read_report(tmp_path / "none", None)
    (tmp_path / f"{made.run}.json").write_bytes(b"{")
    with pytest.raises(ArgumentError, match="cannot be read"):
        read_report(tmp_path, None)


# ------------------------------------------------------------------------------------------- shown


def shown(print_it, *arguments):
    file = io.StringIO()
    print_it(*arguments, file)
    return file.getvalue()


def test_monitors_that_failed_come_first_everywhere():
    made = report(site(wordCount=90))
    said = shown(print_report, made)
    assert said.splitlines()[1].startswith("FAILED body length of example.com: The median text has 90 words")
    assert next(summary_lines(made, None)).startswith("! body length of example.com")
    assert report_page(made).index("1 of ") < report_page(made).index("Articles by")
    assert json.loads(message_of(made))["failed"][0]["monitor"] == "body length"


def test_examples_have_the_command_that_explains_them_quoted():
    made = report(site(1, ["listing"]))
    tally = Tally(["example.com"])
    tally.take_drop("https://example.com/a?b=1&c='; rm -rf /", "listing", "example.com")
    tally.fill(made)
    assert "scrapy explain 'https://example.com/a?b=1&c='\"'\"'; rm -rf /'" in shown(print_report, made)


def test_a_report_of_hostile_names_is_text():
    wicked = "<script>alert(1)</script>\x1b[31m"
    made = report(site(2, [wicked], articleSection=[wicked], inLanguage=wicked))
    made.slow = [(1.0, wicked)]
    assert "<script" not in report_page(made)
    assert "\x1b" not in shown(print_report, made)


def test_a_language_is_told_as_it_is_written():
    assert shown(print_report, report(site(3, inLanguage="en-GB"))).count("in en-GB.") == 1


def test_a_comparison_says_what_differs():
    before, now = report(site(20)), report(site(12, authors=[], inLanguage="ur"))
    said = shown(print_comparison, now, before)
    assert "new" in said
    assert "-8" in said
    assert "languages: ur" in said


def test_the_summary_names_sites_quality_and_files():
    made = report(site(3), SiteFigures("other.example", new=1))
    made.files = ["data/a.jsonl.zst", "data/b.jsonl.zst"]
    said = list(summary_lines(made, "data/reports/x.html"))
    assert "example.com    3 new" in said
    assert "other.example  1 new" in said
    assert "lines: data/a.jsonl.zst and 1 more" in said
    assert said[-1] == "report: data/reports/x.html"


# ----------------------------------------------------------------------------------------- webhook


def test_a_webhook_that_does_not_answer_well_is_a_clause():
    assert post("http://127.0.0.1:9/", b"{}") is not None
    assert post("ftp://127.0.0.1/", b"{}") is not None
