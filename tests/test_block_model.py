"""`newsbot.extraction.block_model`: trees are evaluated as they are meant to be, and a wrong file is told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction import block_model
from newsbot.extraction.block_model import BlockModel, ModelError, Trees, load_model, save_model, shipped_model
from newsbot.extraction.class_lexicon import HASHES, PLACES, ClassLexicon
from newsbot.extraction.features import FeatureTable

NAMES = ("length", "links")


def lexicon():
    return ClassLexicon(np.zeros((PLACES, HASHES), np.float32))


def model(*trees, bias=0.0):
    """A model of trees as nested tuples (feature, border, no, yes) with numbers as leaves."""
    features, borders, children, leaves = [], [], [], []

    def add(tree):
        if not isinstance(tree, tuple):
            leaves.append(tree)
            return ~(len(leaves) - 1)
        number = len(features)
        features.append(tree[0])
        borders.append(tree[1])
        children.append(None)
        children[number] = [add(tree[2]), add(tree[3])]
        return number

    roots = [add(tree) for tree in trees]
    grown = Trees(
        NAMES,
        np.array(roots),
        np.array(features),
        np.array(borders, np.float32),
        np.array(children).reshape(-1, 2),
        np.array(leaves, np.float64),
        bias,
    )
    return BlockModel(grown, lexicon(), {"corpus": "0123"})


def answer(tree, column):
    """The leaf that a block comes to, question by question."""
    while isinstance(tree, tuple):
        tree = tree[3] if column[tree[0]] > tree[1] else tree[2]
    return tree


def log_odds(chances):
    return np.log(chances / (1 - chances))


numbers = st.floats(-8, 8, width=16)
questions = st.recursive(
    numbers, lambda inner: st.tuples(st.integers(0, 1), numbers, inner, inner), max_leaves=12
).filter(lambda tree: isinstance(tree, tuple))


@given(st.lists(questions, min_size=1, max_size=5), st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_all_blocks_at_once_get_what_each_gets_alone(trees, blocks):
    values = np.array(blocks, np.float32).T
    found = model(*trees, bias=0.5).probabilities(FeatureTable(NAMES, values))
    expected = [0.5 + sum(answer(tree, column) for tree in trees) for column in values.T]
    assert found == pytest.approx([1 / (1 + np.exp(-odds)) for odds in expected], abs=1e-6)


SPLIT = (0, 5.0, (1, 0.5, -1.0, -3.0), (1, 0.5, 2.0, 4.0))


def test_a_page_of_very_many_blocks_is_judged_in_parts(monkeypatch):
    monkeypatch.setattr(block_model, "_MAX_ANSWERS", 1000)
    values = np.tile(np.array([[1, 9, 1, 9], [0, 0, 1, 1]], np.float32), 1000)
    found = model(SPLIT).probabilities(FeatureTable(NAMES, values))
    assert log_odds(found) == pytest.approx(np.tile([-1.0, 2.0, -3.0, 4.0], 1000))


def test_blocks_out_of_the_question_are_asked_no_further():
    first = [(0, 5.0, -0.1, 0.1)] * 60
    found = model(*first, (0, 5.0, 6.0, -1.0)).probabilities(
        FeatureTable(NAMES, np.array([[1, 9], [0, 0]], np.float32))
    )
    assert log_odds(found) == pytest.approx([-6.0, 5.0])


def test_other_features_than_those_of_the_training_are_refused():
    tested = model(SPLIT)
    with pytest.raises(ModelError, match="train_blocks"):
        tested.probabilities(FeatureTable(("length", "capitals"), np.zeros((2, 1), np.float32)))


def test_a_model_comes_back_from_its_file_as_it_was(tmp_path):
    saved = model(SPLIT, (1, 1.0, 0.5, SPLIT), bias=0.75)
    saved.lexicon.weights[2, 7] = 1.5
    save_model(saved, tmp_path / "model.npz")
    read = load_model(tmp_path / "model.npz")
    assert read.about == {"corpus": "0123"}
    assert read.trees.names == NAMES
    assert read.trees.bias == 0.75
    assert read.lexicon.weights[2, 7] == 1.5
    table = FeatureTable(NAMES, np.array([[1, 9, 1, 9], [0, 0, 1, 1]], np.float32))
    assert np.array_equal(read.probabilities(table), saved.probabilities(table))


def test_the_same_model_gives_the_same_bytes(tmp_path):
    for name in ("one.npz", "two.npz"):
        save_model(model(SPLIT), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04 cut off"], ids=["empty", "text", "torn archive"])
def test_a_file_that_is_no_model_is_named(tmp_path, content):
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.npz"):
        load_model(tmp_path / "model.npz")


def test_an_archive_of_other_things_is_no_model(tmp_path):
    np.savez(tmp_path / "model.npz", names=np.array(NAMES))
    with pytest.raises(ModelError, match="no block model"):
        load_model(tmp_path / "model.npz")


def test_the_shipped_model_says_what_it_learned_from_and_how_good_it_is():
    about = shipped_model().about
    assert about["corpus"]
    assert about["scores"]["gold"]["text.f1"] > 0.95


def test_the_shipped_model_is_read_once():
    assert shipped_model() is shipped_model()
