"""Removing the site's name from a title, and the parts of titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.article import extract_article
from newsbot.extraction.fields.site_names import (
    name_candidates,
    says_whose_page,
    without_learned,
    without_site_name,
    without_titles,
)
from newsbot.text import comparison_key

SITE = ["Example Times", "example.com"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Floods close road | Example Times", "Floods close road"),
        ("Floods close road - Example Times", "Floods close road"),
        ("Floods close road – EXAMPLE TIMES", "Floods close road"),
        ("Floods close road — example.com", "Floods close road"),
        ("Floods close road|Example Times", "Floods close road"),
        ("Floods close road :: Example Times", "Floods close road"),
        ("Example Times: Floods close road", "Example Times: Floods close road"),
        ("Example Times » Floods close road", "Floods close road"),
        ("Floods close road • Example Times", "Floods close road"),
        ("Floods close road › Example Times", "Floods close road"),
        ("洪水で道路閉鎖｜Example Times", "洪水で道路閉鎖"),
        ("Floods close road", "Floods close road"),
        ("Floods - and then drought", "Floods - and then drought"),
        ("Floods | Drought | Fire", "Floods | Drought | Fire"),
        ("Sino-American talks", "Sino-American talks"),
        ("Talks 2024–2026", "Talks 2024–2026"),
        ("Example Times", "Example Times"),
        ("Example Times | Example Times", "Example Times"),
        ("", ""),
        (" | ", " | "),
    ],
)
def test_part_that_names_the_site_goes(title, expected):
    assert without_site_name(title, SITE) == expected


def test_section_beside_the_sites_name_goes_when_another_title_lacks_it():
    assert without_site_name("Floods close road | World | Example Times", SITE, ["Floods close road"]) == (
        "Floods close road"
    )
    assert without_site_name("World | Floods close road", [], ["Floods close road"]) == "Floods close road"


@pytest.mark.parametrize("title", ["Новый альбом группы «Кино»", "«Кино»", "«Кино» and then silence"])
def test_mark_at_the_edge_of_a_title_separates_nothing(title):
    assert without_site_name(title, SITE, [title]) == title
    assert without_site_name(f"{title} | Example Times", SITE, [title]) == title


def test_nothing_goes_by_the_names_of_no_site():
    assert without_site_name("Floods | Drought", ["", "|"]) == "Floods | Drought"


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_what_is_left_of_a_title_stood_in_it(title, names, others):
    assert without_site_name(title, names, others) in title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Floods close road (Example Times)", "Floods close road"),
        ("Example Times: Floods close road", "Floods close road"),
        ("Floods close road, Example Times", "Floods close road"),
        ("Floods close road | Weather | Example Times", "Floods close road | Weather"),
        ("洪水で道路閉鎖_新聞網", "洪水で道路閉鎖"),
        ("洪水で道路閉鎖-新聞網", "洪水で道路閉鎖"),
        ("Example Times", "Example Times"),
        ("Example Times | Example Times", "Example Times"),
        ("Example Times wins a prize", "Example Times wins a prize"),
        ("Well-known paper - Example Times", "Well-known paper"),
        ("", ""),
    ],
)
def test_a_name_that_pages_have_taught_goes_behind_any_mark(title: str, expected: str) -> None:
    assert without_learned(title, {"exampletimes", "新聞網"}) == expected


def test_what_a_heading_has_beside_other_words_is_no_name() -> None:
    found = name_candidates(["Letters: The bridge | Example Times"], ["Letters: The bridge"])
    assert "exampletimes" in found
    assert "letters" not in found
    assert "exampletimes" in name_candidates(["The bridge | Example Times"], ["Example Times"])


@given(st.text(max_size=80), st.sets(st.text(max_size=8), max_size=4))
def test_any_title_keeps_words_where_it_had_some(title: str, names: set[str]) -> None:
    kept = without_learned(title, names)
    assert kept in title
    assert bool(comparison_key(kept)) == bool(comparison_key(title))


@pytest.mark.parametrize(
    ("names", "stated", "shown", "left"),
    [
        (["Example Times", "Floods close road"], ["Floods close road"], ["Floods close road"], ["Example Times"]),
        (["Example Times", "Floods Close Road"], ["Floods close road"], ["floods close road!"], ["Example Times"]),
        # A template that states the site's name as the title of each page, and shows it nowhere or as a heading.
        (["Example Times", "Times"], ["Example Times"], ["Floods close road"], ["Example Times", "Times"]),
        (["Example Times"], ["Example Times"], ["Example Times"], ["Example Times"]),
        (["Example Times"], [], ["Floods close road"], ["Example Times"]),
    ],
)
def test_the_title_of_the_page_is_no_name_of_its_site(names, stated, shown, left):
    assert without_titles(names, stated, shown) == left


@pytest.mark.parametrize(
    ("line", "names", "title", "expected"),
    [
        ("From Harbour News", [], "Floods close the valley road - Harbour News", True),
        ("From Harbour News", ["Harbour News"], "Floods close the valley road", True),
        ("Aus Harbour News", [], "Harbour News: Floods close the valley road", True),
        ("By Harbour News", [], "Floods close the valley road - Harbour News", False),
        ("From Ada Moran", [], "Floods close the valley road - Harbour News", False),
        ("From", [], "", False),
    ],
)
def test_a_line_that_says_of_which_site_the_page_is(line, names, title, expected):
    assert says_whose_page(line, names, title) is expected


def test_whose_page_it_is_names_no_author():
    page = "<html lang=en><title>Floods close the valley road - Harbour News</title><body>"
    page += "<h1>Floods close the valley road</h1><div id=siteSub>From Harbour News</div>"
    text = "".join(
        f"<p>The river rose by {number} metres in night {number}, and the road to the valley was closed until noon on"
        " Tuesday, as the office of the county said in the morning.</p>"
        for number in range(5)
    )
    article = extract_article(page + text, "https://harbour.example/2026/floods-close-the-valley-road").article
    assert article.authors == []
