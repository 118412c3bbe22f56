"""Authors from the end of the text and below it: signatures, biographies, cards; and who is not one."""

import pytest
from visible_pages import TEXT, TITLE, URL, authors, candidates, page

from newsbot.extraction.article import extract_article
from newsbot.extraction.byline import author_signs as signs


@pytest.mark.parametrize(("end", "value"), [(" (Jane Doe)", "Jane Doe"), (" — Jane Doe", "Jane Doe")])
def test_last_paragraph_may_be_signed(end, value):
    text = TEXT.removesuffix("</p>") + end + "</p>"
    assert value in [candidate.value for candidate in candidates(page().replace(TEXT, text))]


def test_byline_below_the_body_is_a_candidate():
    line = "<p>Reporting by Jane Doe; Editing by John Roe</p>"
    found = candidates(page(after=line))
    assert [candidate.value for candidate in found] == ["Reporting by Jane Doe; Editing by John Roe"]
    assert found[0].signs & signs.BELOW_BODY
    assert found[0].place == 1


def test_comments_name_nobody():
    html = f'<div class="comments-open">{page(after="<div class=comment><p class=author>John Roe</p></div>")}</div>'
    assert authors(html) == []


def test_the_person_of_a_biography_below_the_body_is_a_candidate():
    biography = (
        "<div class=foot><p>Ada Moran is a reporter for the valley's only paper. "
        + "She writes of roads. " * 20
        + "</p></div>"
    )
    found = {candidate.value: candidate for candidate in candidates(page(bottom=biography))}
    assert found["Ada Moran"].signs & signs.SUBJECT


def test_cards_may_have_the_label_below_the_name():
    cards = (
        "<div><div><h6>Ada Moran</h6><h6>Author</h6></div><div><h6>Ali Raza</h6><h6>Editor</h6></div></div>",
        "<div><div><h6>Ada Moran</h6><h6>Editor</h6></div></div>",
    )
    found = [{line.value for line in candidates(page(before=card))} for card in cards]
    assert "Editor: Ali Raza" in found[0]
    # Alone it is the author's job.
    assert "Ada Moran | Editor" in found[1]


def test_colleagues_have_cards_side_by_side():
    card = "<div class=card><a href=/author/{0}>{1}</a><span>{2}</span></div>"
    cards = card.format("ada", "Ada Moran", "Reporter") + card.format("ali", "Ali Raza", "Data editor")
    assert authors(page(before=f"<div class=authors>{cards}</div>")) == ["Ada Moran", "Ali Raza"]


def test_bylines_of_teasers_below_the_text_are_of_other_articles():
    teaser = "<div><h3>{0}</h3><p class=byline>By {1}</p></div>"
    teasers = teaser.format("Another story", "Ali Raza") + teaser.format("A third story", "Jane Doe")
    assert authors(page(bottom=f"<div class=related>{teasers}</div>")) == []


@pytest.mark.parametrize(
    ("end", "value"),
    [
        ("<p>홍길동 기자 hong@example.com</p>", "홍길동 기자 hong@example.com"),
        ("<p>oprac. Ada Moran</p>", "oprac. Ada Moran"),
    ],
)
def test_words_of_an_author_below_the_text_count_there_too(end, value):
    (line,) = (line for line in candidates(page(after=end)) if line.value == value)
    assert line.signs & signs.LEAD


def test_names_of_a_list_of_comments_that_no_class_tells_wrote_nothing():
    said = "".join(f"<div><b>{name}</b> <span>3 May 2026</span><p>Yes.</p></div>" for name in ("Ali Raza", "Jane Doe"))
    assert authors(page(bottom=f"<section><h3>2 comments</h3>{said}</section>")) == []


def test_whose_words_are_quoted_below_the_text_is_no_author():
    quoted = "<blockquote><p>The river never sleeps.</p><cite>Jane Doe</cite></blockquote>"
    assert authors(page(after=quoted)) == []


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("<section class=author><h4>Jane Doe</h4><p>Jane Doe covers the courts for us.</p></section>", ["Jane Doe"]),
        ("<div><h4>Jane Doe</h4></div>", []),
    ],
)
def test_author_of_a_box_in_the_articles_own_footer_is_its_author(box, found):
    assert authors(page(after=f"<footer class=post-footer>{box}</footer>")) == found


def test_a_name_where_the_text_ends_is_seen_though_more_follows_that_is_taken_for_text():
    links = "".join(f"<li><a href=/{at}>The bridge of village {at} is closed again</a></li>" for at in range(4))
    more = f"<h3>Latest</h3><ul>{links}</ul><p>Write to us by post if you wish to have the paper every Friday.</p>"
    html = page(after=f"<p>Karim Saunier</p>{more}")
    assert authors(html) == ["Karim Saunier"]
    # Whose opinion follows, in a list of such.
    assert authors(html.replace("Karim Saunier", "Karim Saunier, CEO, Lion Development")) == []


def test_bylines_right_below_the_linked_headlines_of_other_articles_are_theirs():
    teaser = "<article><h4><a href=/{0}>The bridge of village {0} is closed</a></h4><p>By {1}</p></article>"
    assert authors(page(bottom=teaser.format(1, "Ali Raza") + teaser.format(2, "Jane Doe"))) == []
    card = "<div><h4><a href=/author/jane-doe>Jane Doe</a></h4><p>By Jane Doe</p></div>"
    assert authors(page(after=card)) == ["Jane Doe"]


def test_a_last_paragraph_in_italics_tells_whose_the_text_is_unless_the_text_spoke_of_them():
    end = "<p><em>Ada Moran is a retired engineer who lives in Lahore.</em></p>"
    assert authors(page(after=end)) == ["Ada Moran"]
    quoted = "<p>“It was a long night for all of us who live here,” said Moran, who stayed at the bridge.</p>"
    assert authors(page(after=quoted + end)) == []
    assert authors(page(after=end.replace("em>", "span>"))) == []
    dead = "<p><em>Nora Lind was killed in the storm of 1953; the bridge bears her name.</em></p>"
    assert authors(page(after=dead)) == []


def test_who_presents_a_newsletter_below_the_text_wrote_nothing_above_it():
    box = "<div class=newsletter><h3>Sign up for the Morning Tide</h3><p>With Bea Lund</p></div>"
    html = page(before="<time>3 May 2026</time>").replace("</article>", f"</article>{box}")
    assert authors(html) == []


def test_who_only_updated_the_text_is_no_author_beside_who_wrote_it():
    updated = "<p>Updated by Ali Raza on May 4, 2026</p>"
    assert authors(page(before="<p>By Ada Moran</p>" + updated)) == ["Ada Moran"]


def test_two_names_with_a_dash_sign_a_text_together():
    signed = page(after="<p><strong>Jane Doe - Ali Raza</strong></p>")
    assert authors(signed) == ["Jane Doe", "Ali Raza"]
    assert authors(page(after="<p><strong>Stay Safe - Ali Raza</strong></p>")) == ["Ali Raza"]


def test_bylines_below_linked_headlines_that_are_text_of_their_list_are_of_other_articles():
    teaser = "<li><a href=/{0}>The bridge of village {0} is closed</a><div class=relAuthor>by {1}</div></li>"
    teasers = "".join(teaser.format(at, name) for at, name in enumerate(("Ali Raza", "Jane Doe", "Maya Lind"), 1))
    assert authors(page(after=f"<div class=itemRelated><h3>Related items</h3><ul>{teasers}</ul></div>")) == []


def test_who_took_the_pictures_is_no_author_beside_who_wrote():
    card = "<div class=byline><span>{}</span><span>{}</span></div>"
    photographer = card.format("Ali Raza", "Staff photographer")
    assert authors(page(before=card.format("Jane Doe", "Reporter") + photographer)) == ["Jane Doe"]
    assert authors(page(before=photographer)) == ["Ali Raza"]


def test_signs_of_a_reporter_and_an_agency_below_the_text_are_seen():
    assert "abc/dpa" in [candidate.value for candidate in candidates(page(after="<div>abc/dpa</div>"))]
    assert "and/or" not in [candidate.value for candidate in candidates(page(after="<div>and/or</div>"))]


def test_items_of_a_list_below_the_text_with_headline_and_byline_are_other_articles():
    item = "<li><a href=/{0}>The bridge of village {0} is closed</a> <span>By {1}</span></li>"
    items = item.format(1, "Ali Raza") + item.format(2, "Jane Doe")
    assert authors(page(bottom=f"<div><ul>{items}</ul></div>")) == []


@pytest.mark.parametrize("link", ["/author/maria", "/maria"])
def test_a_long_name_in_a_list_below_the_text_is_no_headline(link):
    item = f"<ul class=authors><li>By <a href={link}>Maria del Carmen Perez</a></li></ul>"
    assert authors(page(bottom=item)) == ["Maria del Carmen Perez"]


def test_a_short_headline_is_one_where_others_of_its_list_are():
    row = "<div><div><a href=/{0}>{0}</a></div><div class=field-author>{1}</div></div>"
    rows = row.format("The long way over the bridge", "Ali Raza") + row.format("Market row", "Jane Doe")
    assert authors(page(bottom=f"<div>{rows}</div>")) == []


def test_lines_of_a_letters_signature_are_parted():
    signed = page(after="<p>Yours,<br>Jane Doe<br>Quay Street</p>")
    assert authors(signed) == ["Jane Doe"]
    assert authors(page(after="<p>For questions:<br>Valley Police<br>Press office<br>Jane Doe</p>")) == []
    assert authors(page(after="<p>Winners:<br>Jane Doe<br>Maria Lopez<br>Paul Smith</p>")) == []


def test_a_press_contact_is_no_author():
    line = "<h3>{}</h3><p>Jane Doe, +44 20 7946 0000</p>"
    for label in ("Press contacts", "Pressekontakte", "Contacts presse"):
        assert authors(page(after=line.format(label))) == []


def test_an_author_announced_far_below_the_text_is_one():
    box = "<p>Pay once.</p>" * 10 + "<h2>Commentary by</h2><h4><a href=/!42/>Jane Doe</a></h4>"
    assert authors(page(after=box)) == ["Jane Doe"]


@pytest.mark.parametrize(
    "end",
    [
        "<p><strong>Jane Doe</strong></p>",
        "<p align=right>Jane Doe</p>",
        "<p><em>Jane Doe is a retired engineer who lives in the valley.</em></p>",
    ],
)
@pytest.mark.parametrize("account", ["Editorial Team", "Opinion contributor"])
def test_who_signs_the_text_wrote_behind_an_account(account, end):
    byline = f"<div class=byline>by <a rel=author href=/author/x>{account}</a></div>"
    assert authors(page(before=byline, after=end)) == ["Jane Doe"]
    assert authors(page(before=byline)) == [account]


def test_a_letter_may_end_with_its_author_and_a_town():
    assert authors(page(after="<p><b>AYESHA TARIQ</b><br>Karachi</p>")) == ["Ayesha Tariq"]
    assert authors(page(after="<p><b>Current Use</b><br>Housing</p>")) == []


def test_the_bold_name_below_a_text_of_two_paragraphs_is_no_part_of_it():
    paragraphs = [
        "Từ tháng 5, thư viện thành phố mở cửa đến 21h các ngày trong tuần.",
        "Phòng đọc có thêm 120 chỗ ngồi và một quầy cà phê.",
    ]
    text = "".join(map("<p class=Normal>{}</p>".format, paragraphs))
    site = '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Bay News"}}'
    head = f"<title>{TITLE}</title><script type=application/ld+json>{site}</script>"
    name = "<p class=Normal style='text-align:right'><strong>Lê Minh</strong></p>"
    html = f"<html><head>{head}</head><body><h1>{TITLE}</h1><article>{text}{name}</article></body></html>"
    report = extract_article(html, URL)
    assert report.article is not None
    assert [author.name for author in report.article.authors] == ["Lê Minh"]
    assert report.article.articleBody == "\n\n".join(paragraphs)
