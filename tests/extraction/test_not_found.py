"""Pages that do not exist and say so in a title or the first sentence, and articles that only mention it."""

import pytest
from kind_pages import PROSE, PUBLISHED, TEXT, page, read

MUCH_ELSE = "".join(f"<h2><a href=/2026/11/{n}>Story {n}</a></h2><p>{PROSE[n % 2]}</p>" for n in range(4))


@pytest.mark.parametrize("title", ["404", "Oops! Page not found", "Error 404: page not found", "Seite nicht gefunden"])
def test_missing_page_is_one_though_it_shows_other_articles(title):
    html = page(f"<main><h1>{title}</h1><p>{PROSE[0]}</p>{MUCH_ELSE}</main>", title=f"{title} | Example Times")
    assert read(html).reason == "not_found"


@pytest.mark.parametrize(
    "title", ["404 families flee the valley road", "Page not found: how the web forgets its own past"]
)
def test_article_about_what_is_not_found_is_one(title):
    html = page(f"<article><h1>{title}</h1>{TEXT}</article>", PUBLISHED, title=f"{title} | Example Times")
    assert read(html).article is not None
    assert read(html.replace(PUBLISHED, "")).reason != "not_found"


@pytest.mark.parametrize(
    "before",
    [
        "<div class=embed><p>This content is no longer available.</p></div>",
        "<p>We could not find what the village had lost, said the mayor of the town.</p>",
    ],
)
def test_brief_below_an_embedded_post_that_is_gone_is_an_article(before):
    html = page(f"<article><h1>Council takes down a page</h1>{PUBLISHED}{before}<p>{PROSE[0]}</p></article>")
    assert read(html).reason != "not_found"


def test_brief_about_a_page_that_was_taken_down_is_an_article():
    html = page(f"<article><h1>Council takes down a page</h1>{TEXT}<p>The page was removed on Monday.</p></article>")
    assert read(html).article
