"""The date model: what ships, and its features."""

import numpy as np
import pytest

from newsbot.extraction.blocks.trees import ModelError, ModelFile, load_model_file
from newsbot.extraction.dates.features import FEATURES, url_date
from newsbot.extraction.dates.model import MODEL_FILE, date_chances, shipped_trees


def test_shipped_model_knows_the_features():
    assert shipped_trees().names == FEATURES
    chances = date_chances(shipped_trees(), np.zeros((3, len(FEATURES)), np.float32))
    assert len(set(chances)) == 1
    assert 0 < chances[0] < 1


def test_a_model_is_written_as_it_was_read(tmp_path):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    ModelFile([shipped_trees()], {"corpus": "x"}).save(first)
    read = load_model_file(first, 1)
    read.save(second)
    assert first.read_bytes() == second.read_bytes()
    features = np.random.default_rng(1).normal(size=(20, len(FEATURES))).astype(np.float32)
    assert np.array_equal(date_chances(read.looks[0], features), date_chances(shipped_trees(), features))


def test_model_is_small():
    assert MODEL_FILE.stat().st_size < 50_000


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04"])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError):
        load_model_file(path, 1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/2026/11/20/floods", (2026, 11, 20)),
        ("https://example.com/news/2026-11-20-floods.html", (2026, 11, 20)),
        ("https://example.com/20261120/floods", (2026, 11, 20)),
        ("https://example.com/2026/11/floods", (2026, 11, 0)),
        ("https://web.archive.org/web/20200101000000/http://example.com/2019/04/floods", (2019, 4, 0)),
        ("https://example.com/2026/11/3-reasons-to-go", (2026, 11, 0)),
        ("https://example.com/2026/13/floods", None),
        ("https://example.com/story-20261", None),
        ("https://2026.11.20.example.com/floods", None),
        ("", None),
    ],
)
def test_addresses_may_name_a_day(url, expected):
    assert url_date(url) == expected
