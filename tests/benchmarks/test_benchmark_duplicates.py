"""`benchmarks/duplicates.py`: its floors, on fewer texts."""

import importlib

duplicates = importlib.import_module("duplicates")


def test_copies_are_found_and_nothing_else() -> None:
    figures = duplicates.measure(stories=40, texts_of_template=5)
    assert figures.is_good(), figures
