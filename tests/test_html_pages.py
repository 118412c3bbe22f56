"""The pages that newsbot makes, in a browser: quiet, alone, readable in both schemes and on a narrow screen."""

from pathlib import Path

import pytest
from chromium import NARROW, SCHEMES, WIDE, look, open_browser, open_page

from newsbot.explanation.page import explain_page
from newsbot.explanation.web import story_page

CLASSIC = Path(__file__).with_name("pages") / "wordpress_classic.html"


@pytest.fixture(scope="module")
def browser():
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The addresses of the pages, by their names."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"explain": story_page(explain_page(CLASSIC.read_bytes(), "https://valleypost.example/2026/11/floods/"))}
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


@pytest.mark.parametrize("name", ["explain"])
@pytest.mark.parametrize(("width", "scheme"), [(NARROW, SCHEMES[1]), (WIDE, SCHEMES[0])])
def test_a_page_is_quiet_alone_and_readable(browser, pages, name, width, scheme):
    assert look(browser, pages[name], width=width, scheme=scheme).problems == {}


def test_the_explanation_finds_a_sentence_and_leads_from_text_to_block(browser, pages):
    with open_page(browser, pages["explain"]) as (page, found):
        page.get_by_label("Find a sentence").fill("big dry")
        assert page.locator("ol.blocks > li:visible").count() == 1
        page.get_by_role("button", name="In the text").click()
        assert page.locator("ol.blocks > li:visible").count() == 0
        assert page.get_by_role("status").inner_text().startswith("No block has these words")
        page.locator("#article a").first.press("Enter")
        assert page.locator("ol.blocks > li:visible").count() > 1
        assert page.url.endswith("#b12")
    assert found.problems == {}
