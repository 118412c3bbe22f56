"""Pages in the templates of common publishing systems, each with something that was once lost or wrongly kept."""

import pytest
from harbour_pages import PARAGRAPHS, TEXT, TITLE, read

MENU = "<nav><a href='/harbour/'>Harbour</a> <a href='/market/'>Market</a></nav>"


def text_of(article):
    return article.articleBody.split("\n\n")


def test_roles_and_places_in_the_list_of_the_byline_are_no_text():
    byline = (
        "<section aria-labelledby=by><strong id=by>Article information</strong><ul role=list>"
        "<li><span>Author, </span><span>Ada Moran</span></li>"
        "<li><span>Role, </span><span>Harbour correspondent</span></li>"
        "<li><span>Reporting from </span><span>Milltown</span></li></ul></section>"
    )
    article = read(f"{MENU}<main><h1>{TITLE}</h1>{byline}{PARAGRAPHS}</main>")
    assert text_of(article) == list(TEXT)


def test_beginning_of_a_full_text_is_body_though_it_is_the_description():
    first, *rest = TEXT
    head = f"<meta name=description content='{first}'>"
    parts = (
        f"<div class=itemIntroText><p>{first}</p></div>"
        f"<div class=itemFullText>{''.join(f'<p>{text}</p>' for text in rest)}</div>"
    )
    body = f"<div class=itemView><h2 class=itemTitle>{TITLE}</h2><div class=itemBody>{parts}</div></div>"
    assert text_of(read(body, head=head)) == list(TEXT)
    described = parts.replace("itemFullText", "itemText")
    assert text_of(read(body.replace(parts, described), head=head)) == rest


def test_headings_and_buttons_of_a_board_are_no_text():
    board = (
        f"<article><header><h2><span class=cate>Harbour</span> <span>{TITLE}</span></h2></header>"
        "<section><h2>About this page</h2><span>Writer</span> <strong>Ada Moran</strong></section>"
        f"<section><h2>Text</h2><div>{PARAGRAPHS}</div></section>"
        "<ul><li><a href='/answer'>Answer</a></li><li><a href='/write'>Write</a></li></ul></article>"
    )
    head = f"<div id=hd><h1>{TITLE} &gt; Harbour</h1></div>"
    article = read(head + board, title=f"{TITLE} &gt; Harbour | Harbour Post")
    assert article.headline == TITLE
    assert not {"About this page", "Answer", "Write", f"Harbour {TITLE}"} & set(text_of(article))


def test_note_on_an_interview_is_body_in_a_part_of_its_own():
    note = "Interview has been edited for length."
    parts = "".join(f"<div class=block><p>{text}</p></div>" for text in TEXT)
    body = f"<main><h1>{TITLE}</h1>{parts}<div class=block><p><em>{note}</em></p></div></main>"
    assert text_of(read(body))[-1] == note


def test_editor_in_brackets_below_a_text_in_a_table_is_no_text():
    cell = "".join(f"<div>{text}</div>" for text in TEXT)
    body = f"<div class=viewbox><h2>{TITLE}</h2><div class=content>{{}}</div></div>"
    table = f"<table><tr><td>{cell}(责任编辑：admin)</td></tr></table>"
    assert text_of(read(body.replace("{}", table))) == list(TEXT)


def test_teasers_longer_than_a_short_text_are_none_of_it():
    teasers = "".join(
        f"<li><a href='/{at}'>{title}</a> <span class=crp_excerpt>{TEXT[2]} {title} as well, it said on…</span></li>"
        for at, title in enumerate(
            ["The market moves in May", "A ferry is to sail at night", "Two schools share a hall"]
        )
    )
    first, second, _ = TEXT
    related = f"<div class='crp_related crp-text-only'><h3>Related:</h3><ul>{teasers}</ul></div>"
    body = f"<article><h1>{TITLE}</h1><div class=entry-content><p>{first}</p><p>{second}</p>{related}</div></article>"
    assert text_of(read(MENU + body)) == [first, second]


def test_who_edited_a_text_and_why_is_none_of_it():
    edited = "<p class='editdate grey'>Новость отредактировал: <b>Ada Moran</b> - 17-05-2026, 11:25<br>"
    edited += "Причина: опечатка</p>"
    body = f"<article><h1>{TITLE}</h1><div class=text>{PARAGRAPHS}{edited}</div></article>"
    assert text_of(read(MENU + body, lang="ru")) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Сообщение отредактировал сам губернатор, рассказали в его пресс-службе: в первой версии были другие суммы.",
        "Новость отредактировал искусственный интеллект, признался редактор газеты на встрече с читателями.",
    ],
)
def test_news_of_who_edited_a_text_stays(line):
    body = f"<article><h1>{TITLE}</h1><div class=text>{PARAGRAPHS}<p>{line}</p></div></article>"
    assert line in text_of(read(MENU + body, lang="ru"))


def test_text_in_an_element_called_related_stays_beside_longer_teasers():
    first, second, third = TEXT
    teasers = "".join(
        f"<div class=teaser><a href='/{at}'><h3>{title}</h3></a><p>{third} {title} as well, it said.</p></div>"
        for at, title in enumerate(
            ["The market moves in May", "A ferry is to sail at night", "Two schools share a hall"]
        )
    )
    related = f"<section class=related-articles><h2>Related</h2>{teasers}</section>"
    text = f"<div class=related-content><p>{first}</p><p>{second}</p></div>"
    body = f"<main><article><h1>{TITLE}</h1><p>By Ada Moran, 20 November 2026</p>{text}</article>{related}</main>"
    assert text_of(read(MENU + body)) == [first, second]


def test_heading_beside_a_note_in_an_element_of_its_own_stays():
    head = "<div class=head><h2>Ingredients</h2><span>Serves 4</span></div><ul><li>200 g flour</li><li>3 eggs</li></ul>"
    page = f"{MENU}<main><h1>{TITLE}</h1><p>Ada Moran, 20 November 2026</p>{head}{PARAGRAPHS}</main>"
    assert "Ingredients" in text_of(read(page))
