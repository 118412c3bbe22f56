"""Authors as a reader sees them."""

import pytest
from visible_pages import TEXT, TITLE, URL, authors, candidates, page

from newsbot import extract
from newsbot.extraction.authors.choice import choose_authors
from newsbot.extraction.authors.features import Story
from newsbot.extraction.byline import author_signs as signs
from newsbot.extraction.decisions import decide_authors, decide_body
from newsbot.extraction.page import read_page
from newsbot.extraction.page_report import PageRequest, append_page
from newsbot.items import Candidate


@pytest.mark.parametrize(
    ("line", "value", "link", "sign"),
    [
        ("<p class=byline>By Jane Doe</p>", "By Jane Doe", None, signs.LEAD | signs.IN_BYLINE | signs.IN_HEAD),
        ("<p>By <a rel=author href=/jane>Jane Doe</a></p>", "Jane Doe", "https://example.com/jane", signs.INLINE),
        ("<p>By <span class=author>Jane Doe</span></p>", "Jane Doe", None, signs.MARKED),
        ("<div class=author><a href=/jane>Jane Doe</a></div>", "Jane Doe", "https://example.com/jane", signs.MARKED),
        ("<a href=/jane><div class=author>Jane Doe</div></a>", "Jane Doe", "https://example.com/jane", signs.ALL_LINK),
        ("<div itemprop=author>Jane Doe</div>", "Jane Doe", None, signs.MARKED),
        ("<p>By Jane Doe</p>", "By Jane Doe", None, signs.LEAD),
        ("<p>By</p><p>Jane Doe</p>", "Jane Doe", None, signs.ANNOUNCED),
        ("<p>Author</p><p>Jane Doe</p>", "Jane Doe", None, signs.ANNOUNCED),
        ("<p>Jane Doe</p><p>3 November 2026</p>", "Jane Doe", None, signs.PLAIN | signs.BESIDE_DATE),
        ("<p>Jane Doe, 3 November 2026</p>", "Jane Doe, 3 November 2026", None, signs.DATED),
        (
            "<p>By Jane Doe <a href=/jane>Jane Doe</a></p>",
            "By Jane Doe Jane Doe",
            "https://example.com/jane",
            signs.LEAD,
        ),
        ("<p>By Jane Doe <a href=/culture>Culture</a></p>", "By Jane Doe Culture", None, signs.LEAD),
        ("<p>by Jane Doe in <a href=/tags/harbour>Harbour</a></p>", "by Jane Doe", None, signs.LEAD),
        (
            "<p>by Jane Doe in <a href=/author/london>London</a></p>",
            "by Jane Doe in London",
            "https://example.com/author/london",
            signs.LEAD,
        ),
        ("<aside><p>Jane Doe</p></aside>", None, None, 0),
        ("<aside><p class=author>Jane Doe</p></aside>", "Jane Doe", None, signs.ASIDE),
        ("<p class=author hidden>Jane Doe</p>", "Jane Doe", None, signs.HIDDEN),
        ("<ul><li class=author>Jane Doe</ul>", "Jane Doe", None, signs.LIST),
        ("<p><a rel=author href='javascript:x'>Jane Doe</a></p>", "Jane Doe", None, signs.MARKED),
        ("<div><a href=/author/jane-doe>Jane Doe</a></div>", "Jane Doe", "https://example.com/author/jane-doe", 64),
        ("<div><a href=/szerzo/doe-jane>Doe Jane</a></div>", "Doe Jane", "https://example.com/szerzo/doe-jane", 64),
        ("<div><a href='/?author=3'>Jane Doe</a></div>", "Jane Doe", "https://example.com/?author=3", 64),
        ("<div class=szerzo>Doe Jane</div>", "Doe Jane", None, signs.MARKED | signs.IN_AUTHOR),
    ],
)
def test_line_above_the_body_is_a_candidate_with_what_is_known_of_its_place(line, value, link, sign):
    found = {candidate.value: candidate for candidate in candidates(page(before=line))}
    if value is None:
        assert found == {}
        return
    assert found[value].url == link
    assert found[value].signs & sign == sign
    assert found[value].place < 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<p>(Jane Doe, Lahore) The road was closed at night, the police said.</p>", "Jane Doe, Lahore"),
        ("<p>By Jane Doe: The road was closed at night, the police said.</p>", "By Jane Doe"),
    ],
)
def test_first_paragraph_may_name_its_author(text, value):
    found = [candidate for candidate in candidates(page(before=text)) if candidate.value == value]
    assert [candidate.origin for candidate in found] == ["text"]
    assert found[0].signs & signs.IN_BODY


def test_declared_names_know_where_the_page_shows_them():
    jane, ali, tom = (Candidate(name, "json-ld") for name in ("Jane Doe", "Ali Raza", "Tom Kirby"))
    body = TEXT.replace("the bridge", "Ali Raza", 1)
    candidates(page(before="<p>By Jane Doe</p>").replace(TEXT, body), jane, ali, tom)
    shown = signs.SHOWN_HEAD | signs.SHOWN_BODY | signs.SHOWN_BELOW | signs.SHOWN_OUTSIDE
    assert [candidate.signs & shown for candidate in (jane, ali, tom)] == [signs.SHOWN_HEAD, signs.SHOWN_BODY, 0]


@pytest.mark.parametrize(
    "line",
    [
        "<p class=byline>By Jane Doe</p>",
        "<p>By <a rel=author href=/jane>Jane Doe</a></p>",
        "<p>By Jane Doe</p><p>3 November 2026</p>",
        "<div class=meta><span class=author>Jane Doe</span> | <time>3 November 2026</time></div>",
        "<div>By Jane Doe, 3 November 2026</div>",
        "<footer class=node__meta><p class=node__submitted>By <b>Jane Doe</b>, 20 November 2026</p></footer>",
    ],
)
def test_line_near_the_headline_names_the_author(line):
    assert authors(page(before=line)) == ["Jane Doe"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<div id=comments><p class=author>John Roe</p></div>",
        "<aside><p class=author>John Roe</p></aside>",
        "<nav><a class=author href=/roe>John Roe</a></nav>",
        "<div class=related><p class=byline>By John Roe</p></div>",
        "<ul><li><p class=author>John Roe</p></ul>",
        "<footer><p class=author>John Roe</p></footer>",
        "<figure><figcaption>Photo: John Roe</figcaption></figure>",
    ],
)
def test_names_in_other_places_are_somebody_elses(elsewhere):
    html = page(before="<p class=byline>By Jane Doe</p><p>3 November 2026</p>", after=elsewhere)
    assert authors(html) == ["Jane Doe"]


def test_a_label_near_the_headline_names_nobody():
    html = page(before="<div>World News</div><div><a href=/world>Around the World</a></div>")
    assert authors(html) == []


def test_page_without_a_body_names_nobody():
    assert candidates("") == []
    assert candidates(f"<h1>{TITLE}</h1>") == []


def test_candidates_are_bounded():
    assert len(candidates(page(before="<p class=author>Jane Doe</p>" * 100))) <= 24


@pytest.mark.parametrize(
    ("line", "value", "sign"),
    [
        ("<p>12.05.2024, 10:22 von adamoran</p>", "von adamoran", signs.WITHIN | signs.LEAD),
        ("<p>The council met at night. By Ada Moran</p>", "By Ada Moran", signs.WITHIN | signs.LEAD),
        ("<p>Mpho Molefe</p>", "Mpho Molefe", signs.PLAIN),
        ("<p>Editor</p><p class=author>Ada Moran</p>", "Editor: Ada Moran", signs.MARKED),
        ("<p class=author>Ada Moran</p>", "Ada Moran", signs.MARKED),
        ("<p>Photos: <b class=author>Ada Moran</b></p>", "Photos: Ada Moran", signs.INLINE),
        ("<figcaption>Mpho Molefe</figcaption>", "Mpho Molefe", signs.CAPTION),
    ],
)
def test_words_before_a_name_are_read_with_it(line, value, sign):
    found = {candidate.value: candidate for candidate in candidates(page(before=line))}
    assert found[value].signs & sign == sign


def test_a_marked_line_far_above_the_headline_is_a_candidate():
    filler = "".join(f"<p>Section {number}</p>" for number in range(12))
    assert "Ada Moran" in [c.value for c in candidates(page(top=f"<p class=byline>Ada Moran</p>{filler}"))]
    assert "Ada Moran" not in [c.value for c in candidates(page(top=f"<p>Ada Moran</p>{filler}"))]


def test_a_label_within_the_body_names_the_author():
    text = TEXT.replace("<p>Paragraph 2", "<p>Autorin: Ada Moran, Leiterin des Amts</p><p>Paragraph 2")
    assert "Autorin: Ada Moran, Leiterin des Amts" in [c.value for c in candidates(page().replace(TEXT, text))]


def test_who_took_the_picture_above_the_text_is_no_author():
    said = [
        candidate.value for candidate in candidates(page(before="<p>The bridge on Monday night (Ann Lee / Agency)</p>"))
    ]
    assert not [value for value in said if "Ann Lee" in value]


def test_a_line_knows_how_it_is_set_and_whether_it_is_in_the_bodys_element():
    html = page(before="<div><p>3 November 2026</p></div>", after="<p><strong>Jane Doe</strong></p>")
    line = next(candidate for candidate in candidates(html) if candidate.value == "Jane Doe")
    assert line.signs & signs.STRONG
    assert line.signs & signs.SIBLING
    assert not line.signs & signs.ITALIC
    apart = page(bottom="<div><p><em>Jane Doe</em></p></div>")
    line = next(candidate for candidate in candidates(apart) if candidate.value == "Jane Doe")
    assert line.signs & signs.ITALIC
    assert not line.signs & signs.SIBLING


def test_a_button_beside_a_name_does_not_hide_its_line():
    html = page(before="<div class=author-info><h3>Jane Doe<a class=author-button href=/f>Follow</a></h3></div>")
    assert "Jane Doe" in " ".join(candidate.value for candidate in candidates(html))


def test_a_footer_of_the_article_above_its_text_holds_the_byline():
    line = "<footer class=meta><p class=meta>3 November 2026 | Jane Doe 0 comments</p></footer>"
    found = [candidate for candidate in candidates(page(before=line)) if "Jane Doe" in candidate.value]
    assert len(found) == 1
    assert found[0].signs & signs.IN_HEAD
    assert not found[0].signs & signs.FOOTER


def test_a_byline_that_holds_half_of_the_page_is_none():
    crowd = "".join(f"<p>Label {number}</p>" for number in range(20))
    found = candidates(page(before=f"<div class=byline><p>Jane Doe</p>{crowd}</div>"))
    assert {candidate.signs & signs.IN_BYLINE for candidate in found if candidate.value == "Jane Doe"} == {0}
    found = candidates(page(before=f"<div><p class=byline>Jane Doe</p>{crowd}</div>"))
    assert any(candidate.signs & signs.IN_BYLINE for candidate in found if candidate.value == "Jane Doe")


def test_whose_a_quoted_post_is_wrote_nothing_else():
    text = "<p>“The road is closed.” — Jane Doe (@janedoe) 3 November 2026</p>"
    assert [candidate.value for candidate in candidates(page(after=text)) if candidate.origin == "text"] == []


@pytest.mark.parametrize(
    "badge",
    ["<div class=author-badge>Lv4</div>", "<div class=author-badge>Gold Member</div>", "<div>1.2K followers</div>"],
)
def test_the_standing_of_an_author_is_no_name(badge):
    html = page(before=f"<div class=author><div class=name>Ada Moran</div>{badge}</div>")
    assert authors(html) == ["Ada Moran"]


def test_brackets_after_a_sentence_sign_it_and_those_within_one_tell_whose_words_it_has():
    signed = candidates(page(after="<p>The road was closed for the night, and the valley with it. (Ada Moran)</p>"))
    quoted = candidates(page(after="<p>The river is always one step ahead of those who live there (Ada Moran)</p>"))
    assert [line.value for line in signed] == ["Ada Moran"]
    assert "Ada Moran" not in [line.value for line in quoted]


def test_a_line_in_brackets_is_one_whatever_its_block_was_taken_for():
    (line,) = candidates(page(after="<p>（早瀬千尋）</p>"))
    assert line.signs & signs.BRACKETED


def test_a_sentence_without_capitals_is_no_line_of_names():
    end = "<p>의회는 월요일에 오래된 다리를 어떻게 할지 결정한다.</p>"
    assert candidates(page(after=end)) == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("<p>by <a href=/author/jane>Jane Doe</a> <a href=/author/ali>Ali Raza</a></p>", "by Jane Doe, Ali Raza"),
        ("<p>by <a href=/author/jane>Jane Doe</a>, <a href=/author/ali>Ali Raza</a></p>", "by Jane Doe, Ali Raza"),
        ("<p>by <a href=/author/jane>Jane Doe</a> <a href=/author/jane>Doe</a></p>", "by Jane Doe Doe"),
        ("<p>by <a href=/author/jane>Jane Doe</a> <a href=/culture>Culture</a></p>", "by Jane Doe Culture"),
    ],
)
def test_links_to_two_authors_are_two_names(line, value):
    assert value in [candidate.value for candidate in candidates(page(before=line))]


@pytest.mark.parametrize(
    "line",
    [
        "<p><img src=/a.jpg><br><small>Jane Doe, deputy mayor, at the laundry (photo John Roe)</small></p>",
        "<p><img src=/a.jpg><br>The quarry in Marlow Heath, photographed on Friday (Jane Doe)</p>",
    ],
)
def test_a_caption_of_no_element_names_nobody(line):
    assert authors(page(before=line)) == []


def test_an_agency_with_its_date_at_the_headline_is_the_author():
    line = "<div><span>Coastal Wire</span> <span>2026-11-06 10:22</span></div>"
    assert authors(page(before=line)) == ["Coastal Wire"]
    assert authors(page(before="<div><span>Coastal Walks</span> <span>2026-11-06 10:22</span></div>")) == []


def test_the_end_of_a_standfirst_says_who_wrote():
    deck = "<p>The valley road is closed, and nobody knows for how long. By Jane Doe</p>"
    assert authors(page(before=deck)) == ["Jane Doe"]


def test_a_line_that_opens_with_and_goes_on_from_the_byline_before_it():
    assert authors(page(before="<p>By Jane Doe</p><p>and Ali Raza</p>")) == ["Jane Doe", "Ali Raza"]
    assert authors(page(before="<p>By Jane Doe</p><p>and more</p>")) == ["Jane Doe"]


def test_an_agency_of_several_words_is_seen_beside_its_date():
    assert authors(page(before="<div><span>Associated Press</span> <span>May 3, 2026</span></div>")) == [
        "Associated Press"
    ]


def test_the_opening_of_a_korean_agency_names_its_reporter():
    line = "(서울=한빛통신) 윤소라 기자 = 시는 화요일 새 도로 공사를 다음 달부터 시작한다고 발표했다."
    found = {c.value: c.signs for c in candidates(page(before=f"<p>{line}</p>"))}
    assert found["(서울=한빛통신) 윤소라 기자"] & (signs.LEAD | signs.IN_BODY) == signs.LEAD | signs.IN_BODY


def test_who_reported_is_told_on_the_last_page_of_an_article():
    first = page(before="<p class=byline>By Web Desk</p>")
    last = page(after="<p>Reporting by Jane Doe; editing by John Roe</p>")
    reports = [
        read_page(PageRequest(html.encode(), "https://example.com/floods", number=number))
        for number, html in enumerate((first, last), 1)
    ]
    article = reports[0].article
    assert article is not None
    append_page(article, reports[1])
    decide_body(article)
    decide_authors(article)
    assert [(author.name, author.role) for author in article.authors] == [
        ("Jane Doe", "reporter"),
        ("John Roe", "editor"),
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<p>2026-11-03 10:15 来源：港口日报 作者：陆静雅</p>", "陆静雅"),
        ("<p>نگار صالحی</p><p>۱۲ آبان ۱۴۰۵</p>", "نگار صالحی"),
    ],
)
def test_a_label_behind_the_source_and_a_date_of_the_persian_calendar_speak_for_a_name(line, name):
    assert authors(page(before=line)) == [name]


def test_the_reporter_in_brackets_behind_the_words_that_the_news_is_the_papers_own():
    body = (
        "<p>本报讯（记者 陆静雅）"
        + "昨夜的洪水冲毁了山谷公路，消防员用小船救出了十二人，桥梁至今不能通行。" * 2
        + "</p>"
    )
    assert authors(page(before=body)) == ["陆静雅"]


def test_the_site_in_a_list_of_authors_is_none_of_them():
    told = [
        Candidate(name, "json-ld", organization=name == "example.com", signs=signs.LD_NEWS | signs.LD_TYPED)
        for name in ("Ada Moran", "Ali Raza", "example.com")
    ]
    html = page("<p><a href=/>example.com</a></p>", "<p>By Ada Moran and Ali Raza</p>")
    assert authors(html, *told) == ["Ada Moran", "Ali Raza"]


def test_a_desk_on_a_line_of_its_own_beside_the_date_is_the_author():
    text = (
        "<p>Il consiglio comunale ha votato martedì la ricostruzione del vecchio muro del porto dopo sei anni.</p>" * 4
    )
    head = "<title>Il consiglio vota la ricostruzione</title>"
    html = (
        f"<html lang=it><head>{head}</head><body><header><a href=/>Gazzetta del Porto</a></header><main><article>"
        f"<h1>Il consiglio vota la ricostruzione</h1><p>Redazione</p><p>3 Maggio 2026 10:15</p>"
        f"<div class=body>{text}</div>"
        "</article></main></body></html>"
    )
    assert [author.name for author in extract(html, URL).authors] == ["Redazione"]


def test_a_photographer_named_before_the_word_is_no_author():
    byline = "<div class=byline><span class=byline__name>{}</span><span class=byline__title>{}</span></div>"
    both = byline.format("Jane Doe", "Text") + byline.format("Ali Raza", "Foto")
    assert authors(page(before=both), Candidate("Jane Doe", "json-ld", signs=signs.LD_NEWS | signs.LD_TYPED)) == [
        "Jane Doe"
    ]


def test_an_address_that_only_its_link_keeps_apart_is_no_part_of_the_name():
    line = "<div class=author><a href=/autor/jane-doe/>Jane Doe</a><a href=mailto:x>jdoe@example.com</a></div>"
    assert authors(page(before=line)) == ["Jane Doe"]


def test_the_label_of_an_author_may_stand_behind_a_source():
    line = "<div>2026年11月27日 13:48 来源：江城日报 作者：崔凤兰 字号：<a>大</a><a>小</a></div>"
    found = {candidate.value: candidate.signs for candidate in candidates(page(before=line))}
    assert found["作者：崔凤兰 字号：大小"] & signs.LEAD


def test_por_su_parte_announces_no_author():
    said = "Por su parte, el presidente, Pedro Prado, manifestó su"
    found = {candidate.value: candidate.signs for candidate in candidates(page(before=f"<ul><li>{said}</li></ul>"))}
    assert not found.get(said, 0) & signs.LEAD


def test_name_date_and_time_to_read_above_the_headline_name_the_author():
    line = "<ul><li>{}</li><li>Nov 3, 2026</li><li>2 min read</li></ul>"
    assert authors(page().replace("<h1>", line.format("Jane Doe") + "<h1>")) == ["Jane Doe"]
    assert authors(page().replace("<h1>", line.format("Harbour News") + "<h1>")) == []


def test_pages_of_companies_and_brands_are_no_authors():
    line = "<p><a href={}>{}</a></p><p>3 November 2026</p>"
    for href, name in (("/firma/orlen", "Orlen"), ("/signature/", "Signature Series")):
        assert authors(page(before=line.format(href, name))) == []


@pytest.mark.parametrize(
    "label", ["Story and photos by", "Texte et photos ", "Tekst i zdjęcia", "Bài và ảnh", "Our correspondent"]
)
def test_who_wrote_stands_in_the_line_below_a_label_of_several_words(label):
    assert authors(page(after=f"<p>{label}:<br>Maria Lopez</p>")) == ["Maria Lopez"]


def test_who_is_introduced_behind_an_asterisk_wrote_behind_an_account_of_the_system():
    byline = "<div class=byline>by <a rel=author href=/author/admin>admin</a></div>"
    note = "<p>*Jane Doe {}</p>"
    for said in ("is an architect and writer.", "es profesora de derecho.", "is hoogleraar in Leiden."):
        assert authors(page(before=byline, after=note.format(said))) == ["Jane Doe"]
    for said in ("is ill and will not play on Sunday.", "is not her real name.", "is a pseudonym."):
        assert authors(page(before=byline, after=note.format(said))) == []


def test_a_name_with_its_paper_on_a_line_is_the_authors():
    line = "<div>{} - {}</div><div>3 November 2026</div>"
    assert authors(page(before=line.format("Fitri Wulandari", "detikNews"))) == ["Fitri Wulandari"]
    assert authors(page(before=line.format("Crime News", "Daily Mail"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "<div>Jane Doe</div><div>Political correspondent, Marlow</div><div>3 November 2026</div>",
        "<div>Jane Doe, Political correspondent</div><div>3 November 2026</div>",
    ],
)
def test_the_job_beside_or_below_a_name_at_the_headline_is_told(line):
    seen = candidates(page(before=line))
    chosen = choose_authors(seen, ["example.com"], "en", Story(TITLE)).authors
    assert [(author.name, author.role) for author in chosen] == [("Jane Doe", "Political correspondent")]
