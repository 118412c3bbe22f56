"""Where a republished article comes from."""

import pytest
from visible_pages import URL, page

from newsbot import extract


@pytest.mark.parametrize(
    ("line", "original", "name"),
    [
        (
            "<p><a href=https://agency.example/floods>Source link</a></p>",
            "https://agency.example/floods",
            "agency.example",
        ),
        (
            "<p>This article was originally published on <a href=https://paper.example/f>The Valley Paper</a>.</p>",
            "https://paper.example/f",
            "The Valley Paper",
        ),
        (
            "<p>This story first appeared at <a href=https://paper.example/f>paper.example/f</a>.</p>",
            "https://paper.example/f",
            "paper.example",
        ),
        (
            "<p>Dieser Artikel ist zuerst erschienen bei <a href=https://blatt.example/f>Talblatt</a>.</p>",
            "https://blatt.example/f",
            "Talblatt",
        ),
        (
            "<p>Este artículo fue publicado originalmente en <a href=https://diario.example/f>El Valle</a>.</p>",
            "https://diario.example/f",
            "El Valle",
        ),
        (
            "<p>Cet article a été initialement publié par <a href=https://journal.example/f>ici</a>.</p>",
            "https://journal.example/f",
            "journal.example",
        ),
        (
            "<p>Bu haber ilk olarak <a href=https://gazete.example/f>Vadi</a> sitesinde yayınlanmıştır.</p>",
            "https://gazete.example/f",
            "Vadi",
        ),
        (
            "<p>Artikel ini pertama kali terbit di <a href=https://kabar.example/f>Kabar Lembah</a>.</p>",
            "https://kabar.example/f",
            "Kabar Lembah",
        ),
        (
            "<p>نشر هذا المقال أولا في <a href=https://nahar.example/f>صحيفة الوادي</a>.</p>",
            "https://nahar.example/f",
            "صحيفة الوادي",
        ),
        (
            "<p><a href=https://paper.example/f>Read the original article on Valley Gazette</a></p>",
            "https://paper.example/f",
            "Valley Gazette",
        ),
        ("<p>This article was originally published on <a href=/2025/floods>our site</a>.</p>", None, None),
        ("<p>The report was published at <a href=https://office.example/r>the office</a>.</p>", None, None),
        ("<p>The book was first published in 1926.</p>", None, None),
    ],
)
def test_line_below_the_body_names_the_original(line, original, name):
    article = extract(page(before="<p class=byline>By Jane Doe</p>", after=line), URL)
    assert article.isBasedOn == original
    sources = [(source.name, source.url) for source in article.sourceOrganization if source.evidence == "source-link"]
    assert sources == ([(name, original)] if original else [])


def test_a_line_that_names_nobody_has_its_name_from_another_with_the_same_link():
    line = "<p>Originally published at <a href=https://paper.example/f>The Valley Paper</a></p>"
    label = "<p><a href=https://paper.example/f>Source link</a></p>"
    for lines in (line + label, label + line):
        article = extract(page(before="<p class=byline>By Jane Doe</p>", after=lines), URL)
        assert [source.name for source in article.sourceOrganization] == ["The Valley Paper"]
