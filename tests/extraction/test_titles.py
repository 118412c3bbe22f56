"""The titles that a page offers, and the features of each."""

import pytest
from visible_pages import TEXT, TITLE, URL

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document
from newsbot.extraction.fields.titles import Title, read_titles, shown_titles
from newsbot.items import Candidate
from newsbot.text import comparison_key


@pytest.mark.parametrize(
    ("html", "titles"),
    [
        (f"<h1>{TITLE}</h1>", [TITLE]),
        (f"<header><h1>Example Times</h1></header><h1>{TITLE}</h1>", ["Example Times", TITLE]),
        (f"<nav><h1>Menu</h1></nav><h1>{TITLE}</h1><footer><h1>About</h1></footer>", [TITLE]),
        (f"<h1 hidden>Sections</h1><h1>{TITLE}</h1><aside><h1>Popular</h1></aside>", [TITLE]),
        (f"<h1>{TITLE}</h1><h1>Read more</h1>", [TITLE]),
        (f"<nav><h1>{TITLE}</h1></nav>", [TITLE]),
        ("<h2>No title</h2>", []),
        ("<h1>" + "word " * 100 + "</h1>", []),
        ("<h1>a</h1>" * 20, ["a"] * 4),
    ],
)
def test_titles_are_the_h1s_of_the_main_part(html, titles):
    assert shown_titles(walk_blocks(parse_document(html, URL).tree)) == titles


@pytest.mark.parametrize("href", ["/", "https://example.com", "https://example.com/", "//example.com/", "/index.html"])
def test_h1_that_leads_to_the_front_page_is_the_sites_name(href):
    html = f"<h1><a href={href}>The Valley Paper</a></h1><h2>{TITLE}</h2>{TEXT}"
    assert shown_titles(walk_blocks(parse_document(html, URL).tree)) == []


@pytest.mark.parametrize("href", ["''", "#top", "/2026/11/floods", "?page=2"])
def test_h1_that_leads_elsewhere_is_a_title(href):
    html = f"<h1><a href={href}>{TITLE}</a></h1>{TEXT}"
    assert shown_titles(walk_blocks(parse_document(html, URL).tree)) == [TITLE]


def titles_of(html: str, *stated: tuple[str, str], names: tuple[str, ...] = ("Example Times",)) -> dict[str, Title]:
    walk = walk_blocks(parse_document(html, URL).tree)
    found = read_titles([Candidate(value, origin) for value, origin in stated], walk, URL, names)
    return {title.key: title for title in found}


def test_one_wording_is_one_title_however_it_is_written():
    titles = titles_of(f"<h1>{TITLE}</h1>{TEXT}", (TITLE.upper(), "meta"), (f"{TITLE} | Example Times", "title"))
    assert [title.texts for title in titles.values()] == [{"visible": TITLE, "meta": TITLE.upper(), "title": TITLE}]


def test_text_without_a_heading_counts_where_a_stated_title_has_it():
    titles = titles_of(f"<div>{TITLE}</div><div>Weather</div>{TEXT}", (f"World - {TITLE} - Daily", "title"))
    assert "visible" in titles[comparison_key(TITLE)].texts
    assert comparison_key("Weather") not in titles


def test_name_of_the_site_is_no_title():
    assert not titles_of("<h1>Example Times</h1>", ("EXAMPLE TIMES", "meta"), ("Example Times", "title"))


def test_signs_say_where_a_title_stands():
    html = f"<aside><h2>Popular</h2></aside><h1 class=headline itemprop=headline>{TITLE}</h1>{TEXT}<h2>More</h2>"
    titles = titles_of(html, (TITLE, "meta"))
    signs = titles[comparison_key(TITLE)].signs
    assert {"h1", "first_h1", "class", "itemprop", "visible", "meta"} <= signs.keys()
    assert signs["in_meta"] == signs["of_meta"] == 1.0
    assert "elsewhere" in titles["popular"].signs
    assert titles["more"].signs["prose_before"] > signs["prose_before"] == 0.0
    assert titles["more"].signs["distance"] > signs["distance"]


@pytest.mark.parametrize("title", ["洪水で谷の道路が閉鎖、住民避難", "Überschwemmung schließt Straße"])
def test_shared_words_are_found_in_every_script(title):
    titles = titles_of(f"<h1>{title}</h1>{TEXT}", (f"{title}!", "json-ld"))
    assert titles[comparison_key(title)].signs["in_json-ld"] == 1.0


def test_candidates_are_bounded():
    html = "".join(f"<h2>Title number {number}</h2>" for number in range(500))
    stated = [(f"Stated {number}", "meta") for number in range(500)]
    assert len(titles_of(html, *stated)) <= 100
