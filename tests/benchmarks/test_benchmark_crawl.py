"""`benchmarks/crawl.py`: what counts as found, right and surplus."""

import importlib

compare = importlib.import_module("crawl").compare

TRUTH = [
    {"url": "http://a.example/one", "title": "One", "authors": ["Jane Doe"], "text": ["First words.", "Last words."]},
    {"url": "http://a.example/two", "title": "Two", "authors": [], "text": ["Other words."]},
    {"url": "http://a.example/closed", "expect": "protected", "title": "Closed", "authors": [], "text": []},
]


def line(name: str, **fields: object) -> dict[str, object]:
    return {"url": f"http://a.example/{name}/", "headline": name.title(), "articleBody": "Other words.", **fields}


def test_right_lines_are_right() -> None:
    first = line("one", articleBody="First words.\n\nLast words.", authors=[{"name": "Jane Doe"}])
    result = compare([first, line("two")], TRUTH)
    assert (result.expected, result.missing, result.repeated, result.unexpected) == (2, [], [], [])
    assert result.right == {"authors": 2, "body": 2, "headline": 2}


def test_missing_repeated_and_unexpected_lines_are_named() -> None:
    result = compare([line("two"), line("two"), line("closed"), line("about")], TRUTH)
    assert result.missing == ["http://a.example/one"]
    assert result.repeated == ["http://a.example/two"]
    assert result.unexpected == ["http://a.example/closed/", "http://a.example/about/"]


def test_an_editor_is_not_who_wrote_it_and_a_lost_word_is_wrong() -> None:
    authors = [{"name": "Jane Doe"}, {"name": "John Roe", "role": "editor"}]
    result = compare([line("one", authors=authors, articleBody="First words. Last.")], TRUTH)
    assert result.right == {"authors": 1, "body": 0, "headline": 1}
    assert result.wrong["body"] == ["http://a.example/one/"]
