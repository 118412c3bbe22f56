"""The choice of the headline, and the site's name off it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.headline import choose_headline, without_site_name
from newsbot.items import Candidate

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


def chosen(*candidates: tuple[str, str], names: list[str] = SITE) -> tuple[str, str] | None:
    choice = choose_headline([Candidate(value, origin) for value, origin in candidates], names)
    return (choice.value, choice.origin) if choice is not None else None


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([("Floods close road", "visible"), ("Floods close road", "meta")], ("Floods close road", "visible")),
        # A logo in an h1 is outvoted.
        (
            [("Example Times", "visible"), ("Floods close road", "meta"), ("Floods close road", "title")],
            ("Floods close road", "meta"),
        ),
        # Short versions for search engines and social networks lose against what readers see.
        (
            [("Floods close the valley road for a second day", "visible"), ("Flood: road shut", "meta")],
            ("Floods close the valley road for a second day", "visible"),
        ),
        (
            [("Today's paper", "visible"), ("Floods", "json-ld"), ("Floods | Example Times", "meta")],
            ("Floods", "json-ld"),
        ),
        ([("Floods | Example Times", "title")], ("Floods", "title")),
        ([("FLOODS close road", "json-ld"), ("Floods close road", "visible")], ("Floods close road", "visible")),
        ([("Floods", "feed")], ("Floods", "feed")),
        ([("Example Times", "title"), ("example.com", "visible")], None),
        ([("", "visible"), ("   ", "meta"), ("|", "title")], None),
        ([], None),
    ],
)
def test_titles_vote_for_each_other(candidates, expected):
    assert chosen(*candidates) == expected


def test_origin_votes_once_for_a_title():
    copies = [("Floods: road shut", "meta")] * 3
    assert chosen(("Floods close the valley road", "visible"), *copies) == ("Floods close the valley road", "visible")


def test_endless_title_is_cut():
    choice = chosen(("word " * 10_000, "visible"))
    assert choice is not None
    assert len(choice[0]) <= 400


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_what_is_left_of_a_title_stood_in_it(title, names, others):
    assert without_site_name(title, names, others) in title


PIECES = st.sampled_from(["Floods", "Example Times", " | ", " - ", "|", " ", "»", "road", ": ", "·"])


@given(
    st.lists(st.tuples(st.lists(PIECES, max_size=6), st.sampled_from(["visible", "meta", "title", "x"])), max_size=5)
)
def test_the_choice_is_a_part_of_a_candidate(candidates):
    titles = [("".join(pieces), origin) for pieces, origin in candidates]
    choice = chosen(*titles)
    assert choice is None or any(choice[0] in title and choice[1] == origin for title, origin in titles)
    assert choice is None or choice[0].strip() == choice[0] != ""
