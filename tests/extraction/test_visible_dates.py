"""Dates as a reader sees them."""

from datetime import date

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from visible_pages import TEXT, TITLE, URL, dates, page

from newsbot import extract
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.classifier import classify
from newsbot.extraction.dates.parsing import parse_date
from newsbot.extraction.dates.visible import visible_dates
from newsbot.extraction.document import parse_document


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("<p><time datetime=2026-11-02T10:00>2 Nov</time></p>", ["2026-11-02T10:00"], []),
        ("<p class=date>2 November 2026</p>", ["2 November 2026"], []),
        ("<p>at <abbr class=published title='2026-11-02T10:00'>10:00</abbr></p>", ["2026-11-02T10:00"], []),
        ("<div class=meta>Valley | 2 November 2026</div>", ["Valley | 2 November 2026"], []),
        ("<p><time class='entry-date published' datetime=2026-11-02>x</time></p>", ["2026-11-02"], []),
        ("<p><time class=updated datetime=2026-11-03>x</time></p>", ["2026-11-03"], []),
        ("<p><time class=updated datetime=2026-11-03>Updated: x</time></p>", [], ["2026-11-03"]),
        ("<ul class=meta><li>3 November 2026<li>World</ul>", ["3 November 2026"], []),
        ("<div>3 November 2026 | World</div>", ["3 November 2026 | World"], []),
        ("<p><time class='published updated' datetime=2026-11-02>x</time></p>", ["2026-11-02"], []),
        ("<p><time itemprop=dateModified datetime=2026-11-03>x</time></p>", [], ["2026-11-03"]),
        (
            "<p><time class=published datetime=2026-11-02>a</time><time class=updated datetime=2026-11-03>b</time></p>",
            ["2026-11-02"],
            ["2026-11-03"],
        ),
        ("<div class=date-modified>3 November 2026</div>", [], ["3 November 2026"]),
        ("<p class=date>02-Nov-26</p>", ["02-Nov-26"], []),
        ("<p class=date>令和8年11月2日</p>", ["令和8年11月2日"], []),
        ("<p class=date>2 พ.ย. 69</p>", ["2 พ.ย. 69"], []),
        ("<p>No date at all here</p>", [], []),
    ],
)
def test_dates_near_the_headline_are_candidates(line, published, modified):
    assert dates(page(before=line)) == (published, modified)


@pytest.mark.parametrize(
    "line",
    [
        "Data utworzenia: 2 listopada 2026, Data aktualizacji: 3 listopada 2026",
        "Objavljeno 02.11.2026. u 09:30 | Ažurirano 03.11.2026. u 11:02",
        "Публикувана на 02.11.2026 в 09:30, обновена на 03.11.2026 в 11:02",
        "פורסם ב-02.11.26 בשעה 09:30, עודכן ב-03.11.26 בשעה 11:02",
        "প্রকাশ: ২ নভেম্বর ২০২৬, ০৯:৩০ আপডেট: ৩ নভেম্বর ২০২৬, ১১:০২",
        "Stand: 03.11.2026, 11:02 Uhr | Erstveröffentlichung: 02.11.2026, 09:30 Uhr",
    ],
)
def test_a_line_tells_both_dates_by_their_labels(line):
    article = extract(page(before=f"<p>{line}</p>"), URL)
    assert article is not None
    assert (str(article.datePublished)[:10], str(article.dateModified)[:10]) == ("2026-11-02", "2026-11-03")


@pytest.mark.parametrize(
    "span",
    [
        "3–5 November 2026",
        "November 3 – 5, 2026",
        "3 October – 5 November 2026",
        "3.–5. November 2026",
        "3.–5.11.2026",
        "03.11. - 05.11.2026",
        "03/11/2026 – 05/11/2026",
        "2026-11-03 – 2026-11-05",
        "vom 3. bis 5. November 2026",
        "du 3 au 5 novembre 2026",
        "del 3 al 5 de noviembre de 2026",
    ],
)
def test_days_on_which_something_begins_and_ends_are_no_date_of_the_article(span):
    assert dates(page(before=f"<p class=date>{span}</p>")) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        "10:30 – 2 November 2026",
        "2 November 2026 – 5 min read",
        "2 November 2026 - 10:30",
        "2.11.2026 - 10.30 Uhr",
        "2 November 2026 - News",
    ],
)
def test_a_day_beside_something_else_is_no_span_of_days(line):
    assert dates(page(before=f"<p class=date>{line}</p>")) == ([line], [])


def test_date_of_the_top_bar_and_of_other_articles_is_not_the_articles():
    top = "<div class=date>Today, 9 November 2026</div>" + "<p>menu</p>" * 6
    related = "<div class=related><time datetime=2025-01-01>1 Jan</time></div>"
    comment = "<ol class=comment-list><li><time datetime=2026-11-05>5 Nov</time></li></ol>"
    html = page(top, "<p class=date>2 November 2026</p>", related, comment)
    assert dates(html)[0][0] == "2 November 2026"


@pytest.mark.parametrize(
    "line",
    [
        "Von Peter Beginn | 3. November 2026",
        "By Jane Doe, Deadline | November 3, 2026",
        "Veranstaltung | 3. November 2026",
        "Séance du conseil, 3 novembre 2026",
        "Jane Doe, Sitzung, 3.11.2026",
        "장마감 시황 2026-11-03 10:05",
    ],
)
def test_sections_and_names_that_are_words_for_appointments_leave_the_date_alone(line):
    published, _ = dates(page(before=f"<p>{line}</p>"))
    assert len(published) == 1


@pytest.mark.parametrize("line", ["Beginn: Di., 3. November 2026", "Deadline November 3, 2026", "截止 2026年11月3日"])
def test_the_day_of_an_appointment_is_not_the_articles(line):
    assert dates(page(before=f"<p>{line}</p>")) == ([], [])


def test_the_date_below_a_link_to_the_author_is_the_articles():
    card = "<div><h4><a href=/author/jane>Jane Doe</a></h4><p>3 November 2026</p></div>"
    assert dates(page(after=card)) == (["3 November 2026"], [])


def test_date_in_the_body_is_told_and_not_the_articles():
    inside = TEXT.replace("road", "<time datetime=2013-05-01>1 May 2013</time>", 1)
    assert dates(page().replace(TEXT, inside)) == ([], [])


def test_date_of_a_quoted_post_is_not_the_articles():
    said = "The crossing is closed until further notice. Please use the lower road."
    post = (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{said}</p>— Valley Council (@valley) '
        '<a href="https://twitter.com/valley/status/1">November 20, 2026</a></blockquote>'
    )
    for place in ({"before": f"<p>The road is shut.</p>{post}"}, {"after": post + "<p>It opens on Monday.</p>"}):
        assert dates(page(**place)) == ([], [])


@pytest.mark.parametrize(
    "bottom",
    [
        "<div class=related><time datetime=2025-01-01>1 Jan</time></div>",
        "<ol class=comment-list><li><time datetime=2026-11-05>5 Nov</time></li></ol>",
        "<p>Closing date: 30 July 2026</p>",
        "<p>Eröffnung: 20.06.2026, 18 Uhr</p>",
        "<article><a href=/1><h3>Letters of our readers</h3></a><p>20 May 2026</p></article>",
        "<p>© 2026 Valley News, set on 2026-11-01</p>",
    ],
)
def test_page_without_a_date_takes_none_of_comments_other_articles_and_the_copyright(bottom):
    assert dates(page(bottom=bottom)) == ([], [])


def test_day_of_publication_below_the_text_counts_whatever_its_element_is_called():
    assert dates(page(after="<div class=related><p>Published on 2 November 2026</p></div>"))[0] != []
    assert dates(page(before="<p class=date>© Valley News. Published on 2 November 2026</p>"))[0] != []


@pytest.mark.parametrize(
    "line",
    [
        "This article appeared in print on November 3, 2026, on Page A1. Published November 2, 2026.",
        "2. November 2026 (in der gedruckten Ausgabe vom 3. November 2026)",
        "2 novembre 2026. Édition papier du 3 novembre 2026",
    ],
)
def test_day_of_print_is_not_the_day_of_publication(line):
    published, modified = dates(page(before=f"<p class=date>{line}</p>"))
    assert ([parse_date(line).value.date() for line in published], modified) == ([date(2026, 11, 2)], [])


@pytest.mark.parametrize(
    "end", ["<time datetime='2026-11-02'>", "<time datetime='<p>'></time>", "<time datetime='2026-1"]
)
def test_time_without_text_at_the_end_of_the_page_belongs_to_its_last_line(end):
    cut = f"<body><h1>{TITLE}</h1>{TEXT}<p>Published on 2 November 2026<p>{end}"
    assert [parse_date(line).value.date() for line in dates(cut)[0]] == [date(2026, 11, 2)]
    assert dates(end) == ([], [])


def test_published_and_updated_on_one_line_are_told_apart():
    times = "<time datetime=2026-11-02T10:00Z>2 Nov</time> | UPDATED: <time datetime=2026-11-03T10:00Z>3 Nov</time>"
    found = dates(page(before=f"<div class=meta>PUBLISHED: {times}</div>"))
    assert found == (["2026-11-02T10:00Z"], ["2026-11-03T10:00Z"])
    line = "Published 2 November 2026, updated 3 November 2026"
    assert dates(page(before=f"<p class=date>{line}</p>")) == ([line], [line])
    line = "Aktualisiert am 03.11.2026, 08:15 Publiziert am 02.11.2026, 18:30"
    assert dates(page(before=f"<p class=date>{line}</p>")) == ([line], [line])


def test_update_behind_an_element_with_the_day_of_publication_is_a_change():
    line = "<div><span class=published-date>Published on: 2 Nov 2026</span><span>Updated on: 3 Nov 2026</span></div>"
    assert dates(page(before=line)) == (["Published on: 2 Nov 2026"], ["Updated on: 3 Nov 2026"])


def test_date_for_machines_that_is_only_called_updated_leaves_the_shown_one_to_be_that_of_publication():
    line = "By Jane Doe|<span class=updated>2026-11-03T10:00:00+00:00</span><span>2 November 2026</span>|Region"
    published, modified = dates(page(before=f"<div class=info>{line}</div>"))
    assert parse_date(published[0], "en").value.date() == date(2026, 11, 2)
    assert modified == ["2026-11-03T10:00:00+00:00"]


def test_day_behind_that_of_the_update_is_what_the_text_is_about():
    line = "<span class=updated>3 November 2026</span> Concert: 9 December 2026"
    assert dates(page(before=f"<div class=info>{line}</div>")) == (["3 November 2026"], [])


@pytest.mark.parametrize(
    "line",
    [
        "<div class=box-x7><span>2 November 2026</span> | Region</div>",
        "<ul class=info><li>2 November 2026</li><li>Region</li></ul>",
        "<div><div>02</div><div>November</div><div>2026</div></div>",
        "<p>Story published on 2 November 2026.</p>",
        "<header><div>Jane Doe · 2 November 2026 · 7 comments</div></header>",
    ],
)
def test_date_is_seen_where_no_class_names_it(line):
    published, modified = dates(page(before=line))
    assert (parse_date(published[0], "en").value.date(), modified) == (date(2026, 11, 2), [])


def test_attribute_that_tells_of_another_day_is_not_what_readers_see():
    line = "<p><time class=published datetime=2026-11-09T10:00Z>2 November 2026</time></p>"
    assert dates(page(before=line))[0] == ["2 November 2026"]


def test_list_of_dated_teasers_gives_no_date():
    teasers = "".join(
        f"<li><a href=/{n}>What else happened</a> <span>{n} October 2026</span></li>" for n in range(1, 20)
    )
    assert dates(page(bottom=f"<div class=latest><ul>{teasers}</ul></div>")) == ([], [])


@pytest.mark.parametrize("sign", "/.-")
def test_days_in_figures_elsewhere_tell_their_order(sign):
    line = f"<p class=date>03{sign}04{sign}2026</p><p class=date>11{sign}23{sign}2026</p>"
    walk = walk_blocks(parse_document(page(before=line), URL).tree)
    assert visible_dates(walk, classify(walk, PageHints([TITLE], url=URL)), URL).month_first is True


@examples(60)
@given(st.lists(st.text("0123456789./- :<>pdivtime=", max_size=40), max_size=12))
def test_any_page_gives_dates_in_range_or_none(parts):
    walk = walk_blocks(parse_document("<h1>A title</h1>" + "".join(f"<p>{part}</p>" for part in parts), URL).tree)
    seen = visible_dates(walk, classify(walk, PageHints(["A title"], url=URL)), URL)
    assert all(0 <= candidate.chance <= 1 for candidate in seen.published + seen.modified)


def test_label_behind_a_date_makes_it_a_change():
    assert dates(page(before="<p class=date>2026年11月2日更新</p>")) == ([], ["2026年11月2日更新"])


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("2026/11/2 10:05（2026/11/3 09:00 更新）", "2026/11/2 10:05", "2026/11/3 09:00 更新"),
        ("16/6 2026", "16/6 2026", None),
        ("16 чер. 2026", "16 чер. 2026", None),
    ],
)
def test_dates_as_some_countries_write_them(line, published, modified):
    assert dates(page(before=f"<p class=date>{line}</p>")) == ([published], [modified] if modified else [])


@pytest.mark.parametrize(
    "line",
    [
        "2 November 2026 | Stand: 3 November 2026",
        "aangepast op 3 november 2026",
        "Data modyfikacji: 03.11.2026",
        "2 nov 2026 (modifica il 3 nov 2026 | 09:40)",
    ],
)
def test_more_words_say_that_a_date_is_that_of_a_change(line):
    _, modified = dates(page(before=f"<p>2 November 2026</p><p class=date>{line}</p>"))
    assert modified == [line]
