"""`newsbot.extraction.body.clutter`: what structure alone shows not to be the article, and what only looks so."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from news_pages import COMMENTS, EXTRACTS, HEADLINE, LEGAL, PROSE, TITLES, URL

from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.body.clutter import find_clutter
from newsbot.extraction.document import parse_document


def clutter(inside):
    """The texts that are clutter, each with its reason."""
    walk = walk_blocks(parse_document(f"<body>{inside}</body>", URL).tree)
    found = find_clutter(walk, [HEADLINE], URL)
    return {walk.blocks[order].text: reason for order, reason in found.items()}


def said(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


STORY = f"<article><h1>{HEADLINE}</h1><div>{said(PROSE)}</div></article>"


def test_an_article_alone_has_no_clutter():
    assert clutter(STORY) == {}


@pytest.mark.parametrize("before", [True, False])
def test_the_copy_below_the_headline_stays(before):
    copy = f"<div><div>{said(PROSE)}</div></div>"
    html = copy + STORY if before else STORY + copy
    walk = walk_blocks(parse_document(f"<body>{html}</body>", URL).tree)
    found = find_clutter(walk, [HEADLINE], URL)
    first = 0 if before else len(PROSE) + 1
    assert found == dict.fromkeys(range(first, first + len(PROSE)), "copy")


@pytest.mark.parametrize(
    ("opening", "texts", "reason"),
    [
        ("<div class=comments-area>", COMMENTS, "comments"),
        ("<section id=comments>", COMMENTS, "comments"),
        ("<dialog>", LEGAL, "modal"),
        ("<div role=dialog>", LEGAL, "modal"),
        ("<div id=cookie-banner>", LEGAL, "cookie"),
        ("<div hidden>", LEGAL, "hidden"),
    ],
)
def test_names_tell_threads_and_dialogs(opening, texts, reason):
    assert clutter(STORY + opening + said(texts)) == dict.fromkeys(texts, reason)


@pytest.mark.parametrize("name", ["comments-open", "cookie-notice-hidden", "modal"])
def test_what_holds_the_headline_is_no_clutter_whatever_its_name(name):
    assert clutter(f"<div class={name}>{STORY}</div>") == {}


def test_a_modal_that_holds_most_of_the_text_is_no_modal():
    assert clutter(f"<h1>{HEADLINE}</h1><p>{EXTRACTS[0]}</p><div class=modal>{said(PROSE)}</div>") == {}


def test_comments_alone_are_all_there_is():
    assert clutter(f"<h1>{HEADLINE}</h1><div class=comments>{said(COMMENTS)}</div>") == {}


@pytest.mark.parametrize(
    "ask", ["<h2>We value your privacy</h2>", "<a href=#>Accept all</a>", "<a href=#>Alle akzeptieren</a>"]
)
@pytest.mark.parametrize("before", [True, False])
def test_a_notice_without_a_name_is_told_by_what_it_asks(ask, before):
    notice = f"<div>{said(LEGAL)}<div>{ask}</div></div>"
    found = clutter(notice + STORY if before else STORY + notice)
    assert set(found) >= set(LEGAL)
    assert set(found.values()) == {"cookie"}
    assert not set(found) & set(PROSE)


def test_an_article_on_privacy_is_no_notice():
    assert clutter(f"<h1>{HEADLINE}</h1><div>{said(LEGAL)}</div><div>{said(PROSE[:2])}</div>") == {}


def cards(tag="div", prefix="/2026/10/"):
    return "".join(
        f"<{tag} class=box><h3><a href={prefix}{number}>{title}</a></h3><p>{text}</p></{tag}>"
        for number, (title, text) in enumerate(zip(TITLES, EXTRACTS, strict=True))
    )


def test_a_row_of_cards_is_of_teasers():
    assert clutter(STORY + f"<div>{cards()}</div>") == dict.fromkeys((*TITLES, *EXTRACTS), "teaser")


@pytest.mark.parametrize(
    "list_of_things",
    [
        f"<h1>{HEADLINE}</h1><div><p>{PROSE[0]}</p>{cards()}</div>",
        f"<h1>{HEADLINE}</h1><p>{PROSE[0]}</p><div>{cards(prefix='https://shop.example/')}</div>",
        f"<h1>{HEADLINE}</h1><div>{cards()}</div>",
    ],
    ids=["amid the text", "of other sites", "alone"],
)
def test_a_list_of_things_is_not(list_of_things):
    assert clutter(list_of_things) == {}


def test_pieces_of_a_text_that_point_elsewhere_are_no_teasers():
    pieces = ""
    for number, title in enumerate(TITLES):
        texts = [f"In chapter {number}: {text}" for text in PROSE[:3]]
        pieces += (
            f"<div class=piece>{said(texts[:2])}<p><a href=/a/{number}>Read: {title}</a></p>{said(texts[2:])}</div>"
        )
    assert clutter(f"<div><h1>{HEADLINE}</h1></div><div>{pieces}</div><p>{PROSE[3]}</p>") == {}


@pytest.mark.parametrize("card", ["<aside>{}</aside>", "<li>{}</li>", "<div class=related-teaser>{}</div>"])
def test_one_card_between_paragraphs_is_a_teaser(card):
    inside = card.format(f"<h3><a href=/2026/10/a>{TITLES[0]}</a></h3><p>{EXTRACTS[0]}</p>")
    html = f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}{inside}{said(PROSE[3:])}</div>"
    assert clutter(html) == {TITLES[0]: "teaser", EXTRACTS[0]: "teaser"}


OFFER = "News every weekday at seven in your mailbox, for all who get up early."


def test_a_box_between_paragraphs_that_ends_in_a_field_is_a_form():
    inside = f"<div><h3>The morning tide</h3><p>{OFFER}</p><input type=email></div>"
    found = clutter(f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}{inside}{said(PROSE[3:])}</div>")
    assert found == dict.fromkeys(("The morning tide", OFFER), "form")


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{said(PROSE[:3])}<button>Listen</button>{said(PROSE[3:])}</div>",
        f"<div><div>{said(PROSE[:2])}</div><button>More</button><div>{said(PROSE[2:4])}</div></div>",
        f"<div>{said(PROSE[:2])}</div><input><p>{PROSE[3]}</p>",
    ],
    ids=["paragraphs", "parts of the body", "a short article above a form"],
)
def test_text_above_a_button_is_no_form(html):
    assert clutter(f"<h1>{HEADLINE}</h1>{html}") == {}


POLL = ["Should the road be closed to lorries?", "Yes", "No", "I do not mind", "1,204 votes"]


@pytest.mark.parametrize(
    "poll",
    [
        "<p>{}</p><ul><li>{}</li><li>{}</li><li>{}</li></ul><button>Vote</button><p>{}</p>",
        "<h4>{}</h4>" + "<label><input type=radio>{}</label><br>" * 3 + "<div>{}</div>",
        "<p>{}</p>" + "<label><input type=radio>{} </label>" * 3 + "<button>Vote</button><p>{}</p>",
    ],
)
def test_what_asks_readers_between_paragraphs_is_a_poll(poll):
    inside = f"<div class=ask>{poll.format(*POLL)}</div>"
    found = clutter(f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}{inside}{said(PROSE[3:])}</div>")
    assert set(found.values()) == {"form"}
    assert "".join(found).replace(" ", "") == "".join(POLL).replace(" ", "")


@pytest.mark.parametrize(
    "inside",
    [
        "<h3>When will the work be done?</h3><button>Show</button><p>In the spring of 2029, says the council</p>",
        "<h3>When will the work be done?</h3><button>Show</button><p>In the spring.</p><p>At the latest.</p>",
        "<h3>工程什么时候完成？</h3><button>展开</button><p>市议会表示，最早要到2029年春天才能完工。</p>",
        "<h3>کام کب ختم ہوگا؟</h3><button>جواب</button><p>کونسل کا کہنا ہے کہ کام بہار سے پہلے ختم نہیں ہوگا۔</p>",
        "<h3>What must I bring?</h3><button>+</button><ul><li>A passport</li><li>A photograph</li></ul>",
        "<p>Who?</p><button>Share</button><p>Only the mayor</p><p>And now?</p><button>Share</button><p>We wait</p>",
        "<p>You need?</p><ul><li><input type=checkbox>200 g flour</li><li><input type=checkbox>2 eggs</li></ul>",
    ],
    ids=["answer", "sentences", "zh", "ur", "list", "interview", "amounts"],
)
def test_a_question_that_the_text_answers_is_no_poll(inside):
    assert (
        clutter(f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}<div class=ask>{inside}</div>{said(PROSE[3:])}</div>") == {}
    )


def test_buttons_may_be_the_answers_of_a_poll():
    inside = "<p>Should the road be closed?</p><button>Yes</button><button>No</button><p>1,204 votes</p>"
    found = clutter(f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}<div>{inside}</div>{said(PROSE[3:])}</div>")
    assert list(found) == ["Should the road be closed?", "1,204 votes"]


def test_a_question_with_nothing_but_buttons_is_a_poll():
    inside = "<div class=ask><p>Should the road be closed?</p><button>Yes</button><button>No</button></div>"
    found = clutter(f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}{inside}{said(PROSE[3:])}</div>")
    assert list(found) == ["Should the road be closed?"]


def test_questions_of_an_interview_with_buttons_to_share_them_are_no_polls():
    press = "<button>Copy</button><button>Listen</button>"
    asked = [
        f"<div class=ask><p>{text}</p>{press}</div>" for text in ("Should the road be closed?", "Who would pay for it?")
    ]
    inside = f"{said(PROSE[:2])}{asked[0]}{said(PROSE[2:4])}{asked[1]}{said(PROSE[4:])}"
    assert not clutter(f"<h1>{HEADLINE}</h1><div>{inside}</div>")


def test_things_to_tick_that_ask_nothing_are_no_poll():
    ticked = "".join(
        f"<li><input type=checkbox>{text}</li>" for text in ("2 cups of flour", "3 eggs", "a pinch of salt")
    )
    inside = f"<div><h4>Ingredients</h4><ul>{ticked}</ul></div>"
    assert clutter(f"<h1>{HEADLINE}</h1><div>{said(PROSE[:3])}{inside}{said(PROSE[3:])}</div>") == {}


element = st.sampled_from("p div h1 h2 li a dialog aside article input button section".split())
name = st.sampled_from(["comments", "cookie", "modal", "teaser", "box", ""])
text = st.sampled_from([*PROSE[:2], *LEGAL[:2], HEADLINE, TITLES[0], "Accept all", "", "x"])


@examples(200)
@given(st.lists(st.tuples(element, name, text, st.booleans()), max_size=30), st.lists(text, max_size=2))
def test_on_any_page_something_stays(parts, titles):
    html = "".join(
        f"<{tag} class='{label}'><a href=/{number}>{said}</a>" * link
        + f"<{tag} class='{label}'>{said}" * (not link)
        + f"</{tag}>" * (number % 3 > 0)
        for number, (tag, label, said, link) in enumerate(parts)
    )
    walk = walk_blocks(parse_document(f"<body>{html}</body>", URL).tree)
    found = find_clutter(walk, titles, URL)
    assert set(found) <= set(range(len(walk.blocks)))
    shown = {block.order for block in walk.blocks if not block.element.hidden}
    assert len(found) < len(walk.blocks) or not shown
