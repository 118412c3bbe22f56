"""A page keeps the address it was found at."""

from newsbot.extraction.document import parse_document


def test_a_page_is_its_tree_and_its_address():
    document = parse_document(b"<p>\xfcber", "https://example.com/a", "text/html; charset=latin-1")
    assert document.url == "https://example.com/a"
    assert document.tree.css_first("p").text() == "über"
