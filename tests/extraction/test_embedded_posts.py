"""Quoted posts are body, whatever the model and the rules for quotations decide."""

import pytest
from body_pages import PROSE, P, article, body_of

POST = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{text}</p>— Jane Doe (@janedoe) '
    '<a href="https://twitter.com/janedoe/status/1?ref_src=x">May 1, 2026</a></blockquote><script async></script>'
)
SIGNATURE = "— Jane Doe (@janedoe) May 1, 2026"


@pytest.mark.parametrize(
    "text",
    [
        "We are open again. Full statement on our website.",
        "RT for more: link in bio, follow us!",
        # It repeats what a paragraph quotes.
        "We have seen worse, but never this early in the year",
    ],
)
@pytest.mark.parametrize("place", [2, 5])
def test_a_post_within_or_right_below_the_body_is_body(text, place):
    parts = [*P[:place], POST.format(text=text), *P[place:]]
    assert body_of(article("".join(parts))) == [*PROSE[:place], text, SIGNATURE, *PROSE[place:]]


@pytest.mark.parametrize("element", ["amp-twitter", "amp-instagram"])
def test_a_post_in_an_element_of_amp_is_body(element):
    shown = "<blockquote placeholder><p>Open again.</p>— Jane Doe (@janedoe)</blockquote>"
    post = f"<{element} width='375'>{shown}</{element}>"
    assert body_of(article("".join([*P[:2], post, *P[2:]]))) == [
        *PROSE[:2],
        "Open again.",
        "— Jane Doe (@janedoe)",
        *PROSE[2:],
    ]


@pytest.mark.parametrize(
    ("leads", "shared"),
    [
        ("View this post on Instagram", "A post shared by Jane Doe (@jane.doe) on Apr 27, 2026 at 9:24am PDT"),
        ("Sieh dir diesen Beitrag auf Instagram an", "Ein Beitrag geteilt von Jane Doe (@jane.doe)"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "Ni kan inte ana vad jag gjorde! #daddy",
        "First day at the new stove … #mud",
        "We left Instagram for a week, and all that was there was the sea and one very old radio.",
    ],
)
def test_a_picture_post_is_body_where_it_has_words(leads, shared, words):
    post = (
        '<blockquote class="instagram-media" data-instgrm-version=12><div><div></div><a href="https://i.example/p/1">{}</a>'
        '<p><a href="https://i.example/p/1">{}</a></p><p>{}</p></div></blockquote>'
    )
    with_words = article("".join([*P[:2], post.format(leads, words, shared), *P[2:]]))
    assert body_of(with_words) == [*PROSE[:2], words, shared, *PROSE[2:]]
    without = article("".join([*P[:2], post.format(leads, "", shared), *P[2:]]))
    assert body_of(without) == PROSE


def test_a_post_elsewhere_is_none():
    page = article("".join(P)).replace(
        "</main>", f"</main><h2>Follow us</h2><ul><li>Home</ul>{POST.format(text='Hi!')}"
    )
    assert body_of(page) == PROSE


def test_an_element_that_was_never_closed_is_no_post():
    page = article(f'{P[0]}<blockquote class="twitter-tweet">{"".join(P[1:])}{"<p>Tags</p>" * 9}')
    assert "Tags" not in body_of(page)
