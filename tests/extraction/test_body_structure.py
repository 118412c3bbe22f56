"""Which parts of a page are the article: `newsbot.extract` on one story in five kinds of markup, one difficulty each.

The expected body follows the convention of docs/fields.md on articleBody; the pages imitate no particular site.
"""

import pytest
from news_pages import (
    BIO,
    DECK,
    EXTRACTS,
    HEADLINE,
    LEGAL,
    NEXT_HEADLINE,
    NEXT_PROSE,
    PROSE,
    SHORT,
    TITLES,
    body_of,
    cards,
    page,
    paragraphs,
    part,
    story,
    thread,
)


def test_story_alone_is_its_paragraphs(markup):
    assert body_of(page(markup, story(markup, PROSE))) == PROSE


START = {
    "byline": lambda markup: part(markup, "byline"),
    "date": lambda markup: part(markup, "date"),
    "byline and date": lambda markup: part(markup, "byline") + part(markup, "date"),
    "reading time": lambda markup: part(markup, "date") + "<div>4 min read</div>",
    "caption": lambda markup: part(markup, "caption", "The fish market on Monday morning. Photo: Lena Holm/Courier"),
    "long caption": lambda markup: part(
        markup, "caption", "Traders unload their crates on the old quay, as their grandfathers did before them."
    ),
    "share buttons": lambda markup: part(markup, "share"),
    "standfirst": lambda markup: part(markup, "deck", DECK),
    "section label": lambda markup: "<div><a href=/local>Local</a></div>",
    "print, listen, comments": lambda markup: "<div>Listen to this article</div><div>5 comments</div>",
    "all at once": lambda markup: (
        part(markup, "deck", DECK) + part(markup, "byline") + part(markup, "date") + part(markup, "share")
    ),
}


@pytest.mark.parametrize("name", START)
def test_body_begins_with_its_first_paragraph(markup, name):
    assert body_of(page(markup, story(markup, PROSE, above=START[name](markup)))) == PROSE


OFFER = (
    "The most important news from Wexhaven, every weekday at seven in your mailbox. You can unsubscribe at any time."
)
REPLY = (
    "<h3>Leave a Reply</h3><form><p>Your email address will not be published. Required fields are marked *</p><label>"
    "Comment</label><textarea></textarea><p><input type=checkbox><label>Save my name and email in this browser for the"
    " next time I comment.</label></p></form>"
)
END = {
    "tags": lambda markup: part(markup, "tags"),
    "share buttons": lambda markup: part(markup, "share"),
    "biography": lambda markup: part(markup, "bio", BIO),
    "newsletter": lambda markup: part(markup, "newsletter", OFFER),
    "related list": lambda markup: part(markup, "related"),
    "related cards": lambda markup: "<h3>More from Local</h3>" + cards(markup),
    "comments": thread,
    "reply form": lambda markup: REPLY,
    "copyright": lambda markup: "<p>© 2026 Harbour Courier. This material may not be published without permission.</p>",
    "source": lambda markup: "<p>Source: <a href=https://agency.example/fish-market>Agency</a></p>",
    "next and previous": lambda markup: (
        "<div><a href=/2026/11/a-storm-is-on-its-way>← A storm is on its way</a> <a href=/2026/11/snow>Snow →</a></div>"
    ),
    "contact": lambda markup: "<p>Contact the author: mila.torn@harbourcourier.example</p>",
    "donation": lambda markup: (
        "<div><h3>Support our work</h3><p>Local journalism costs money. With a monthly donation you help us to keep an"
        " eye on the town hall.</p><a href=/donate>Donate now</a></div>"
    ),
    "all at once": lambda markup: (
        part(markup, "tags") + part(markup, "bio", BIO) + part(markup, "newsletter", OFFER) + thread(markup) + REPLY
    ),
}


@pytest.mark.parametrize("name", END)
def test_body_ends_with_its_last_paragraph(markup, name):
    assert body_of(page(markup, story(markup, PROSE, below=END[name](markup)))) == PROSE


@pytest.mark.parametrize("name", ["tags", "share buttons", "biography", "newsletter", "related list", "source"])
def test_body_ends_before_what_shares_its_container(markup, name):
    assert body_of(page(markup, story(markup, paragraphs(markup, PROSE) + END[name](markup)))) == PROSE


@pytest.mark.parametrize("name", ["newsletter", "related list", "caption", "advertisement", "share buttons"])
def test_box_in_the_middle_goes_and_what_is_round_it_stays(markup, name):
    boxes = {
        "newsletter": part(markup, "newsletter", OFFER),
        "related list": part(markup, "related"),
        "caption": part(markup, "caption", "The old hall in 1911, when the roof was new. Photo: town archive"),
        "advertisement": part(markup, "ad", "Boots for every weather, now a third off at Holm’s in Bell Street."),
        "share buttons": part(markup, "share"),
    }
    body = paragraphs(markup, PROSE[:4]) + boxes[name] + paragraphs(markup, PROSE[4:])
    assert body_of(page(markup, story(markup, body))) == PROSE


@pytest.mark.parametrize("between", ["ad", "card", "nothing"])
def test_body_in_several_containers_is_one(markup, between):
    box = {
        "ad": part(markup, "ad", "Boots for every weather, now a third off at Holm’s in Bell Street."),
        "card": part(markup, "card", "/2026/10/storm", TITLES[2], EXTRACTS[2]),
        "nothing": "",
    }[between]
    sections = [f"<div>{paragraphs(markup, PROSE[start:end])}</div>" for start, end in ((0, 3), (3, 5), (5, 8))]
    assert body_of(page(markup, story(markup, box.join(sections)))) == PROSE


COPIES = {
    "hidden": "<div style='display: none'>{}</div>",
    "hidden by attribute": "<div hidden>{}</div>",
    "noscript": "<noscript>{}</noscript>",
    "dialog": "<div role=dialog aria-hidden=true>{}</div>",
    "template": "<template>{}</template>",
    "print version": "<div class=print-only>{}</div>",
    "no name": "<div>{}</div>",
}


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("place", ["before", "after"])
def test_second_copy_of_the_body_is_not_read(markup, copy, place):
    second = COPIES[copy].format("".join(f"<p>{text}</p>" for text in PROSE))
    assert body_of(page(markup, story(markup, PROSE), **{place: second})) == PROSE


DIALOGS = {
    "named": "<div id=cookie-consent class=cookie-banner role=dialog><h2>We value your privacy</h2>{}</div>",
    "unnamed": "<div><h2>We value your privacy</h2>{}<div><a href=#>Accept all</a> <a href=#>Refuse</a></div></div>",
    "hidden": "<div style='display:none'><h2>We value your privacy</h2>{}</div>",
}


@pytest.mark.parametrize("dialog", DIALOGS)
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("texts", [SHORT, PROSE], ids=["short", "long"])
def test_consent_dialog_is_not_the_article(markup, dialog, place, texts):
    notice = DIALOGS[dialog].format("".join(f"<p>{text}</p>" for text in LEGAL))
    assert body_of(page(markup, story(markup, texts), **{place: notice})) == texts


@pytest.mark.parametrize(
    "modal",
    [
        "<div class=modal style='display:none'><div class=modal-body>{}</div></div>",
        "<section hidden>{}</section>",
        "<div role=dialog aria-modal=true aria-hidden=true>{}</div>",
        "<dialog>{}</dialog>",
        "<div style='visibility:hidden'>{}</div>",
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_what_opens_over_the_page_is_not_the_article(markup, modal, place):
    other = modal.format("".join(f"<p>{text}</p>" for text in NEXT_PROSE))
    assert body_of(page(markup, story(markup, PROSE), **{place: other})) == PROSE


def test_next_article_below_is_another_one(markup):
    above = part(markup, "byline") + part(markup, "date")
    first = story(markup, PROSE, above, part(markup, "tags"))
    following = story(markup, NEXT_PROSE, above, part(markup, "tags"), NEXT_HEADLINE)
    assert body_of(page(markup, first + following)) == PROSE


@pytest.mark.parametrize(("own", "other"), [("h1", "h2"), ("div", "div")])
def test_next_article_below_a_headline_of_the_same_classes_is_another_one(own, other):
    def written(tag, headline, texts):
        paragraphs = "".join(f"<p class=lh>{text}</p>" for text in texts)
        return f"<div><{tag} class='mt xl'>{headline}</{tag}><div>Ada Moran</div><div class=y>{paragraphs}</div></div>"

    below = written(own, HEADLINE, PROSE) + written(other, NEXT_HEADLINE, NEXT_PROSE)
    html = f"<html lang=en><head><title>{HEADLINE}</title></head><body>{below}</body></html>"
    assert body_of(html) == PROSE


def feed(below: str) -> str:
    def written(texts: list[str]) -> str:
        return "".join(f"<p>{text}</p>" for text in texts)

    first = f"<section class=feed><h1>{HEADLINE}</h1><div class=by>Ada Moran</div>{written(PROSE)}</section>"
    second = f"<section class=feed><h2>{NEXT_HEADLINE}</h2>{below}{written(NEXT_PROSE)}</section>"
    return f"<html lang=en><head><title>{HEADLINE}</title></head><body><main>{first}{second}</main></body></html>"


def test_next_article_in_an_element_of_the_same_make_is_another_one_below_a_lower_heading_too():
    assert body_of(feed("<div class=by>Jo Roe</div>")) == PROSE


@pytest.mark.parametrize("line", ["1911, brick", "Closed since 3 May 1994"])
def test_section_of_the_same_make_with_another_kind_of_line_is_the_article(line):
    assert body_of(feed(f"<div class=by>{line}</div>"))[-1] == NEXT_PROSE[-1]


def test_section_of_the_same_make_without_a_byline_is_the_article():
    assert body_of(feed(""))[-1] == NEXT_PROSE[-1]


def test_next_article_below_many_paragraphs_without_classes_is_another_one():
    many = [f"{number}: {text}" for number in range(5) for text in PROSE]
    first = f"<section><h1>{HEADLINE}</h1><p>{'</p><p>'.join(many)}</p></section>"
    below = f"<section><h1>{NEXT_HEADLINE}</h1><p>{'</p><p>'.join(NEXT_PROSE)}</p></section>"
    html = (
        f"<html lang=en><head><title>{HEADLINE}</title></head><body><main class=m>{first}{below}</main></body></html>"
    )
    assert body_of(html) == many


def test_entries_below_headlines_of_the_same_classes_are_the_article():
    def written(texts):
        return "".join(f"<p>{text}</p>" for text in texts)

    entries = (
        f"<div class=e><h2 class=big>Part {number}</h2><span>2{number}:15</span><div>{written(texts)}</div></div>"
        for number, texts in enumerate((PROSE[3:] + NEXT_PROSE[:1], NEXT_PROSE[1:]))
    )
    body = f"<h1 class=big>{HEADLINE}</h1><div>{written(PROSE[:3])}</div>{''.join(entries)}"
    html = f"<html lang=en><head><title>{HEADLINE}</title></head><body><main>{body}</main></body></html>"
    assert [text for text in PROSE + NEXT_PROSE if text not in body_of(html)] == []


def test_sections_below_headings_of_the_same_classes_are_the_article():
    parts = ((HEADLINE, "h1", PROSE), ("The morning after", "h2", NEXT_PROSE))
    sections = (
        f"<div class=w><{tag} class=big>{label}</{tag}></div><div class=w><p>{'</p><p>'.join(texts)}</p></div>"
        for label, tag, texts in parts
    )
    html = f"<html lang=en><head><title>{HEADLINE}</title></head><body><main>{''.join(sections)}</main></body></html>"
    assert [text for text in PROSE + NEXT_PROSE if text not in body_of(html)] == []


def test_teasers_with_long_extracts_are_not_the_article(markup):
    assert body_of(page(markup, story(markup, PROSE) + "<h2>More news</h2>" + cards(markup) * 2)) == PROSE


@pytest.mark.parametrize("place", ["above", "below", "both"])
def test_short_article_among_long_teasers_is_the_article(markup, place):
    before = cards(markup) if place != "below" else ""
    after = cards(markup) if place != "above" else ""
    assert body_of(page(markup, before + story(markup, SHORT, part(markup, "byline")) + after)) == SHORT
