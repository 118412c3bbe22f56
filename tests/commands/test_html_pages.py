"""The pages that newsbot generates, in a browser: no messages or requests, readable in both schemes and when narrow."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from chromium import LOOKS, browser_fixture, look, open_page  # noqa: F401 - a fixture

from newsbot.explanation.page import explain_page
from newsbot.explanation.web import story_page
from newsbot.reports.figures import RunReport, Tally
from newsbot.reports.monitors import check_run, check_site, failures_first
from newsbot.reports.web import report_page
from newsbot.site_table import sites_page
from newsbot.state.states import SiteSummary

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
CLASSIC = Path(__file__).parents[1] / "support" / "pages" / "wordpress_classic.html"


def full_report():
    """A report with something in each of its parts."""
    tally = Tally(["example.com", "example.org"])
    for n in range(30):
        line = {
            "url": f"https://example.com/{n}",
            "wordCount": 100 * n,
            "inLanguage": ("en", "ur", "de")[n % 3],
            "articleSection": [f"Section {n % 7} with a name that is too long for its bar"],
            "datePublished": f"2026-11-{n % 28 + 1:02}T{n % 24:02}:30:00Z",
            "rights": {"robots": ["noarchive"]},
        }
        tally.take_line(line, "example.com")
        tally.take_drop(
            f"https://example.org/a/very/long/address/of/a/page/{n}", ("listing", "http_503")[n % 2], "example.org"
        )
        tally.take_response(f"https://example.org/{n}", n / 10)
    report = RunReport(
        "20261129T120000Z-0001", "0.1.0", NOW.isoformat(), NOW.isoformat(), statuses={"200": 30, "503": 15}
    )
    report.counters = {"feed/failed": 2}
    report.files = ["data/articles/2026-11-29/20261129T120000Z-0001-0001.jsonl.zst"]
    tally.fill(report)
    report.checks = failures_first(
        [*check_run(report), *(c for site in report.sites for c in check_site(site, [], NOW))]
    )
    return report


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The addresses of the pages, by their names."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "explain": story_page(explain_page(CLASSIC.read_bytes(), "https://valleypost.example/2026/11/floods/")),
        "report": report_page(full_report()),
        "sites": sites_page(
            [SiteSummary(f"site{n}.example", n, NOW, NOW, f"{n}-abc", NOW, 2.5, n % 2) for n in range(9)]
        ),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


@pytest.mark.parametrize("name", ["explain", "report", "sites"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_page_is_quiet_alone_and_readable(browser, pages, name, width, scheme):
    assert look(browser, pages[name], width=width, scheme=scheme).problems == {}


def test_the_explanation_finds_a_sentence_and_leads_from_text_to_block(browser, pages):
    with open_page(browser, pages["explain"]) as (page, found):
        page.get_by_label("Find a sentence").fill("big dry")
        assert page.locator("ol.blocks > li:visible").count() == 1
        page.get_by_role("button", name="Kept").click()
        assert page.locator("ol.blocks > li:visible").count() == 0
        assert page.get_by_role("status").inner_text().startswith("No block has these words")
        page.locator("#article a").first.press("Enter")
        assert page.locator("ol.blocks > li:visible").count() > 1
        assert page.url.endswith("#b12")
    assert found.problems == {}
