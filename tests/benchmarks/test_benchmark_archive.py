"""`benchmarks/archive.py`: only what is new in a large archive is fetched."""

import importlib

import pytest

archives = importlib.import_module("archive")


@pytest.mark.soak
def test_only_the_new_articles_of_an_archive_are_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_SITEMAP_ENTRIES", 400)
    archive, lines, cost = archives.run(known=1_190, new=10)
    assert lines == len(archive.pages) == 10
    assert sum(path.startswith("/map-") for path in archive.other) == 3
    assert cost.cpu_s > 0
