"""The choice of the headline among the titles of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visible_pages import TEXT, TITLE, URL

from newsbot import extract
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document
from newsbot.extraction.fields.headline import WEIGHTS, Headline, choose_headline
from newsbot.extraction.fields.titles import read_titles
from newsbot.items import Candidate

SITE = ("Example Times", "example.com")
SHORT = "Valley: road shut"


def choose(html: str, *stated: tuple[str, str]) -> Headline | None:
    walk = walk_blocks(parse_document(html, URL).tree)
    return choose_headline([Candidate(value, origin) for value, origin in stated], walk, URL, SITE)


def chosen(html: str, *stated: tuple[str, str]) -> tuple[str, str] | None:
    headline = choose(html, *stated)
    return (headline.chosen.value, headline.chosen.origin) if headline is not None else None


def test_without_h1_and_title_a_line_called_headline_is_it():
    """As in newspapers laid out in tables, whose pages all have the site's name for a title."""
    top = (
        f"<font size=1>3 May 2003</font><br><span class=headline>{TITLE}</span><br><span class=byline>By Ann Lee</span>"
    )
    html = f"<table><tr><td><a href=/news>News</a></td><td>{top}<br><br>{TEXT}</td></tr></table>"
    assert chosen(html, ("Example Times", "title")) == (TITLE, "visible")
    assert chosen(html, ("Example Times - The paper of the valley", "title")) == (TITLE, "visible")


def test_a_line_called_title_that_the_address_calls_the_site_is_no_headline():
    head = f"<title>{TITLE} | Example Times</title><meta property=og:site_name content='Example Times'>"
    page = f"<head>{head}</head><body><p class=site-title>Northfield Gazette</p><div>{TEXT}</div></body>"
    assert extract(page, "https://www.northfield-gazette.example/a/1").headline == TITLE


@pytest.mark.parametrize(
    ("html", "stated", "expected"),
    [
        (f"<h1>{TITLE}</h1>{TEXT}", [(TITLE, "meta")], (TITLE, "visible")),
        # The site's name is missing before its mark; a feed gives the name of the file.
        (
            f"<h1>Untitled</h1><div class=title>{TITLE}</div>{TEXT}",
            [(f": {TITLE}", "title"), ("Valley_road_shut_for_a_second_day.html", "feed")],
            (TITLE, "visible"),
        ),
        # A logo in an h1, a label, a log-in box: the headline is an h2 that other titles confirm.
        (
            f"<h1>Our paper</h1><h2>{TITLE}</h2>{TEXT}",
            [(TITLE, "meta"), (f"{TITLE} | Example Times", "title")],
            (TITLE, "visible"),
        ),
        (f"<h1>News</h1><h2>{TITLE}</h2>{TEXT}", [(f"{TITLE} - Club", "title")], (TITLE, "visible")),
        (
            f"<h1>Log in</h1><article><div>{TITLE}</div>{TEXT}</article>",
            [(TITLE, "meta"), (f"{TITLE} – Example Times", "title")],
            (TITLE, "visible"),
        ),
        # An h1 after many of a menu, and before those of teasers.
        (
            f"<h1>Service</h1><h1>Menu</h1><h1>{TITLE}</h1>{TEXT}{TEXT}<h1>Rain fills lakes in the north</h1>",
            [(TITLE, "meta"), (f"{TITLE} | hpd", "title")],
            (TITLE, "visible"),
        ),
        # Versions for search engines and social networks lose against what readers see.
        (f"<h1>{TITLE}</h1>{TEXT}", [(SHORT, "meta")], (TITLE, "visible")),
        (f"<h1>{TITLE}</h1>{TEXT}", [(SHORT, "json-ld"), (SHORT, "meta"), (SHORT, "title")], (TITLE, "visible")),
        # A link to the front page is the site's name, whatever its element; the name of a file is no title.
        (f"<h2><a href=/>Valley</a></h2>{TEXT}", [(f"{TITLE} - Valley", "title")], (f"{TITLE} - Valley", "title")),
        (f"<h3>{TITLE}</h3>{TEXT}", [("floods-road_17-final", "meta"), ("Floods", "title")], (TITLE, "visible")),
        # What separates nothing goes.
        (TEXT, [(f"{TITLE} | | Example Times", "title")], (TITLE, "title")),
        (TEXT, [(f"{TITLE}ㅣExample Times", "title")], (TITLE, "title")),
        # Without anything shown, what is stated.
        (TEXT, [(f"{TITLE} | Example Times", "title")], (TITLE, "title")),
        (TEXT, [("FLOODS", "json-ld"), (TITLE, "meta"), (TITLE, "title")], (TITLE, "meta")),
        (TEXT, [(TITLE, "feed")], (TITLE, "feed")),
        (f"<p>{TITLE}</p>{TEXT}", [(TITLE, "wp-rest")], (TITLE, "visible")),
        ("<h1>example.com</h1>", [("Example Times", "title")], None),
        ("", [("", "meta"), ("   ", "json-ld"), ("|", "title")], None),
        ("", [], None),
    ],
)
def test_headline_is_the_title_that_readers_see(html, stated, expected):
    assert chosen(html, *stated) == expected


@pytest.mark.parametrize(
    ("shown", "stated", "expected"),
    [
        (
            "<span>Valley</span><span>Road shut for a second day</span>",
            "Valley: Road shut for a second day",
            "Valley: Road shut for a second day",
        ),
        (
            "<span>Valley</span> <span>Road shut for a second day</span>",
            "Valley - Road shut for a second day",
            "Valley - Road shut for a second day",
        ),
        # Other writings of the same words stay as the page shows them.
        ("“Road shut” for a second day", '"Road shut" for a second day', "“Road shut” for a second day"),
        ("Valley: road shut for a day", "Valley road shut for a day", "Valley: road shut for a day"),
    ],
)
def test_kicker_within_the_h1_is_parted_as_another_title_does_it(shown, stated, expected):
    headline = choose(f"<h1>{shown}</h1>{TEXT}", (stated, "meta"))
    assert headline is not None
    assert headline.chosen.value == expected


def test_kicker_that_nothing_parts_from_the_headline_is_no_part_of_it():
    page = f"<h2><span>Courts</span><span>{TITLE}</span></h2>{TEXT}"
    assert chosen(page, (TITLE, "json-ld"), (f"{TITLE} - Example Times", "title")) == (TITLE, "visible")
    # Another title parts them and has both.
    assert chosen(page, (f"Courts / {TITLE}", "json-ld")) == (f"Courts / {TITLE}", "json-ld")


def test_other_title_of_the_publisher_is_the_alternative():
    headline = choose(f"<h1>{TITLE}</h1>{TEXT}", (SHORT, "json-ld"), (f"{TITLE} | Example Times", "title"))
    assert headline is not None
    assert headline.alternative == Candidate(SHORT, "json-ld")


@pytest.mark.parametrize("stated", [TITLE, f"{TITLE} – Valley – Other name", TITLE[:20], f"{TITLE} | Example Times"])
def test_headline_with_more_or_less_of_it_is_no_alternative(stated):
    headline = choose(f"<h1>{TITLE}</h1>{TEXT}", (stated, "meta"))
    assert headline is not None
    assert headline.chosen.value == TITLE
    assert headline.alternative is None


def test_endless_title_is_cut():
    headline = choose("", ("word " * 10_000, "meta"))
    assert headline is not None
    assert len(headline.chosen.value) <= 400


def test_every_weight_is_that_of_a_sign():
    html = (
        f"<nav><h2><a href=/x>Log in</a></h2></nav><h1>Site {TITLE}</h1><p>{TITLE}</p><p>Rain</p><p>Rain</p>"
        f"<h2 class=title itemprop=name>News</h2>{TEXT}"
    )
    walk = walk_blocks(parse_document(html, URL).tree)
    stated = [(f"{TITLE} | World", "json-ld"), (TITLE, "meta"), (f"Today | Rain | {TITLE}", "title")]
    titles = read_titles([Candidate(*title) for title in stated], walk, URL, [])
    assert WEIGHTS.keys() <= {sign for title in titles for sign in title.signs}


TEXTS = ["Floods", "Example Times", " | ", " - ", "|", " ", "»", "road", ": ", "·"]
PIECES = st.sampled_from([*TEXTS, "<h1>", "</h1>", "<p>"])
STATED = st.tuples(st.lists(PIECES, max_size=6), st.sampled_from(["json-ld", "meta", "title", "feed"]))


@given(st.lists(PIECES, max_size=12), st.lists(STATED, max_size=5))
def test_whatever_a_page_says_its_headline_is_a_part_of_it(shown, stated):
    titles = [("".join(pieces), origin) for pieces, origin in stated]
    headline = choose("".join(shown), *titles)
    if headline is not None:
        value, origin = headline.chosen.value, headline.chosen.origin
        assert value.strip() == value != ""
        assert origin == "visible" or any(value in title and origin == its for title, its in titles)
