"""The site's name off a title, and the parts of titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.site_names import without_site_name

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
