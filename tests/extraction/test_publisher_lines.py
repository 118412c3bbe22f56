"""Lines of pages as the systems of large publishers, broadcasters and agencies make them."""

import pytest
from harbour_pages import PARAGRAPHS, TEXT, TITLE, read

MENU = "<nav><a href='/harbour/'>Harbour</a> <a href='/market/'>Market</a></nav>"


def names_of(article):
    return [author.name for author in article.authors]


def sources_of(article):
    return [source.name for source in article.sourceOrganization or []]


def stated(title):
    return f"<meta property=og:title content='{title}'>"


def test_section_in_the_heading_is_no_part_of_the_headline():
    heading = f"<h1><span class=kicker>Harbour</span><span class=title>{TITLE}</span></h1>"
    page = f"{MENU}<main><article>{heading}{PARAGRAPHS}</article></main>"
    assert read(page, head=stated(TITLE)).headline == TITLE


def test_words_that_no_link_of_the_page_has_stay_in_the_headline():
    heading = f"<h1><span>Storms: </span><span>{TITLE}</span></h1>"
    page = f"{MENU}<main><article>{heading}{PARAGRAPHS}</article></main>"
    assert read(page, head=stated(TITLE), title=f"Storms: {TITLE} | Harbour Post").headline == f"Storms: {TITLE}"


def test_place_that_opens_the_text_in_an_element_of_its_own_is_no_byline():
    first = "<p><span class=dateline>WEXHAVEN</span> - The council voted for a mole of 400 metres.</p>"
    article = read(f"{MENU}<main><article><h1>{TITLE}</h1>{first}{PARAGRAPHS}</article></main>")
    assert article.articleBody.startswith("WEXHAVEN - The council voted")


def test_reporter_in_brackets_below_the_text_comes_before_the_source_at_the_headline():
    head = "<div class=info>2026-03-11 09:15:00 来源：江岸日报</div>"
    page = f"<h1>{TITLE}</h1>{head}<div id=detail><span>{PARAGRAPHS}{{}}</span></div>"
    article = read(page.format("<p>（记者陈知远）</p>"), lang="zh")
    assert (names_of(article), sources_of(article)) == (["陈知远"], ["江岸日报"])
    alone = read(page.format(""), lang="zh")
    assert (names_of(alone), sources_of(alone)) == ([], ["江岸日报"])


def test_by_behind_a_date_in_thai_is_the_authors():
    line = "<div><span>เผยแพร่ 7 มี.ค. 2569 09:00 น.</span><span>โดย ศิริพร ทองมา</span></div>"
    assert names_of(read(f"<main><h1>{TITLE}</h1>{line}<div>{PARAGRAPHS}</div></main>", lang="th")) == ["ศิริพร ทองมา"]


def test_button_glued_to_the_link_of_the_source_is_no_part_of_its_name():
    links = "<a href='/source/1'>江岸日报</a><a href='/report'>举报</a>"
    line = f"<div class=post_info>2026-03-11 09:15:00 来源: {links}</div>"
    page = f"<h1>{TITLE}</h1>{line}<div class=post_body>{PARAGRAPHS}</div>"
    assert sources_of(read(page, lang="zh")) == ["江岸日报"]


def test_kinds_of_entries_in_a_list_of_keywords_are_no_keywords():
    entries = '["type: article", "tag: harbour", "tag: storms"]'
    data = f'<script type=application/ld+json>{{"@type": "NewsArticle", "keywords": {entries}}}</script>'
    page = f"{MENU}<main><h1>{TITLE}</h1>{PARAGRAPHS}</main>"
    assert read(page, head=data).keywords == ["harbour", "storms"]
    said = data.replace("tag: ", "Storms: ").replace("type: article", "Harbour: a history")
    assert "Harbour: a history" in read(page, head=said).keywords


@pytest.mark.parametrize(("pictures", "is_article"), [(8, False), (1, True)])
def test_page_of_nothing_but_captions_is_a_gallery(pictures, is_article):
    caption = f"Boats at the mole on Tuesday, when the council voted. {TEXT[0] if pictures == 1 else ''}"
    figure = f"<figure><img src='/g/1.jpg'><figcaption>{caption}</figcaption></figure>"
    page = f"{MENU}<main><h1>{TITLE}</h1><div class=carousel>{figure * pictures}</div></main>"
    assert (read(page) is not None) is is_article


def test_captions_that_tell_a_story_are_an_article():
    captions = [f"In winter {number} the harbour had another plan. {text}" for number in (1, 2) for text in TEXT]
    figures = "".join(f"<figure><img src='/g/1.jpg'><figcaption><p>{text}</figcaption></figure>" for text in captions)
    assert read(f"{MENU}<main><h1>{TITLE}</h1>{figures}</main>") is not None


def test_word_that_begins_the_sentence_of_the_headline_is_no_section():
    heading = "<h1><span>Harbour</span> <span>chief quits over the second mole</span></h1>"
    page = f"{MENU}<main><article>{heading}{PARAGRAPHS}</article></main>"
    article = read(page, head=stated("chief quits over the second mole"))
    assert article.headline == "Harbour chief quits over the second mole"


def test_person_behind_the_source_and_a_bar_is_the_author():
    line = "<p class=meta>11 June 2026 Source: Harbour Post | By Ada Moran</p>"
    assert "Ada Moran" in names_of(read(f"{MENU}<main><article><h1>{TITLE}</h1>{line}{PARAGRAPHS}</article></main>"))
