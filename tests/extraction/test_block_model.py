"""`newsbot.extraction.blocks.model`: trees are evaluated correctly, and an invalid file is reported."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.blocks import trees as trees_module
from newsbot.extraction.blocks.class_lexicon import HASHES, PLACES, ClassLexicon
from newsbot.extraction.blocks.model import (
    BlockModel,
    bare_model,
    fitting_model,
    has_few_names,
    load_model,
    save_model,
    shipped_model,
)
from newsbot.extraction.blocks.text_features import PageHints
from newsbot.extraction.blocks.trees import MAX_LEAVES, FeatureTable, ModelError, plant
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document

NAMES = ("length", "links")


def trees(*grown, bias=0.0, names=NAMES):
    """Trees from nested tuples (feature, border, no, yes) with numbers as leaves."""
    return plant(names, grown, bias)


def answer(tree, column):
    """The leaf that a block comes to, question by question."""
    while isinstance(tree, tuple):
        tree = tree[3] if column[tree[0]] > tree[1] else tree[2]
    return tree


numbers = st.floats(-8, 8, width=16)
questions = st.recursive(
    numbers, lambda inner: st.tuples(st.integers(0, 1), numbers, inner, inner), max_leaves=12
).filter(lambda tree: isinstance(tree, tuple))


@given(st.lists(questions, min_size=1, max_size=5), st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_all_blocks_at_once_get_what_each_gets_alone(grown, blocks):
    values = np.array(blocks, np.float32).T
    found = trees(*grown, bias=0.5).odds(FeatureTable(NAMES, values))
    expected = [0.5 + sum(answer(tree, column) for tree in grown) for column in values.T]
    assert found == pytest.approx(expected, abs=1e-6)


def chain(leaves):
    """A tree of so many leaves, all but one of them below the others' yes."""
    return (0, float(leaves), chain(leaves - 1), float(leaves)) if leaves > 1 else 1.0


def test_a_tree_has_as_many_leaves_as_a_number_has_bits():
    values = np.array([[1.5, 2.5, 31.5, 32.5], [0, 0, 0, 0]], np.float32)
    assert trees(chain(MAX_LEAVES)).odds(FeatureTable(NAMES, values)).tolist() == [1.0, 2.0, 31.0, 32.0]


SPLIT = (0, 5.0, (1, 0.5, -1.0, -3.0), (1, 0.5, 2.0, 4.0))


@pytest.mark.parametrize("answers", [1, 7, 1000])
def test_many_blocks_and_trees_are_worked_on_in_parts(monkeypatch, answers):
    monkeypatch.setattr(trees_module, "_MAX_ANSWERS", answers)
    values = np.tile(np.array([[1, 9, 1, 9], [0, 0, 1, 1]], np.float32), 100)
    found = trees(SPLIT, (1, 0.5, 0.0, 10.0), SPLIT).odds(FeatureTable(NAMES, values))
    assert found == pytest.approx(np.tile([-2.0, 4.0, 4.0, 18.0], 100))


def test_other_features_than_those_of_the_training_are_refused():
    with pytest.raises(ModelError, match="train it again"):
        trees(SPLIT).odds(FeatureTable(("length", "capitals"), np.zeros((2, 1), np.float32)))


LENGTH, SPACES = ("length", "spaces")
HTML = "<p>A text that is long enough.</p><p>Short</p><p hidden>A text that is long and that nobody sees.</p>"


def model_for(walk, first, second):
    """A model whose first trees ask for a block's length, and whose second ones for its spaces."""
    shipped = shipped_model()
    names = shipped.first.names, shipped.second.names
    return BlockModel(
        trees((names[0].index(LENGTH), 2.0, *first), names=names[0]),
        trees((names[1].index(SPACES), 0.5, *second), names=names[1]),
        shipped.lexicon,
        {"corpus": "0123"},
    )


def test_what_the_first_look_rules_out_is_no_body_and_the_second_decides_of_the_rest():
    walk = walk_blocks(parse_document(f"<body>{HTML}</body>", "https://news.example/a").tree)
    hopeless = model_for(walk, (-6.0, 0.0), (3.0, 1.0)).probabilities(walk, PageHints())
    assert hopeless == pytest.approx([1 / (1 + np.exp(-1.0)), 0, 0])
    hopeful = model_for(walk, (-5.0, 0.0), (3.0, 1.0)).probabilities(walk, PageHints())
    assert hopeful == pytest.approx([1 / (1 + np.exp(-1.0)), 1 / (1 + np.exp(-3.0)), 0])


def model():
    return BlockModel(
        trees(SPLIT, bias=0.25),
        trees(SPLIT, (1, 1.0, 0.5, SPLIT), bias=0.75),
        ClassLexicon(np.zeros((PLACES, HASHES), np.float32)),
        {"corpus": "0123"},
    )


def test_a_model_comes_back_from_its_file_as_it_was(tmp_path):
    saved = model()
    saved.lexicon.weights[2, 7] = 1.5
    save_model(saved, tmp_path / "model.npz")
    read = load_model(tmp_path / "model.npz")
    assert read.about == {"corpus": "0123"}
    assert (read.first.bias, read.second.bias) == (0.25, 0.75)
    assert read.lexicon.weights[2, 7] == 1.5
    table = FeatureTable(NAMES, np.array([[1, 9, 1, 9], [0, 0, 1, 1]], np.float32))
    for name in ("first", "second"):
        assert getattr(read, name).names == NAMES
        assert np.array_equal(getattr(read, name).odds(table), getattr(saved, name).odds(table))


def test_the_same_model_gives_the_same_bytes(tmp_path):
    for name in ("one.npz", "two.npz"):
        save_model(model(), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04 cut off"], ids=["empty", "text", "torn archive"])
def test_a_file_that_is_no_model_is_named(tmp_path, content):
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.npz"):
        load_model(tmp_path / "model.npz")


def test_an_archive_of_other_things_is_no_model(tmp_path):
    np.savez(tmp_path / "model.npz", names=np.array(NAMES))
    with pytest.raises(ModelError, match="not a model of this newsbot"):
        load_model(tmp_path / "model.npz")


def test_the_shipped_model_says_what_it_learned_from_and_how_good_it_is():
    about = shipped_model().about
    assert about["corpus"]
    assert about["scores"]["gold"]["text.f1"] > 0.95


def test_the_shipped_model_is_read_once():
    assert shipped_model() is shipped_model()


def walk_of(html):
    return walk_blocks(parse_document(html, "https://example.com/a").tree)


LINES = "".join(f"<p>Line {number} of a story that nobody has named.</p>" for number in range(30))


@pytest.mark.parametrize(
    ("html", "is_bare"),
    [
        (f"<body><h1>Ferry</h1>{LINES}</body>", True),
        (f"<body><div id=page><h1>Ferry</h1>{LINES}</div></body>", True),
        (f"<body>{LINES.replace('<p>', '<p class=text>')}</body>", False),
        (f"<body>{LINES.replace('<p>', '<p role=paragraph>')}</body>", False),
    ],
)
def test_pages_without_names_have_a_model_of_their_own(html, is_bare):
    walk = walk_of(html)
    assert has_few_names(walk) is is_bare
    assert fitting_model(walk) is (bare_model() if is_bare else shipped_model())


def test_both_models_are_told_the_same_of_a_block():
    assert bare_model().first.names == shipped_model().first.names
    assert bare_model().second.names == shipped_model().second.names
    assert not bare_model().lexicon.weights.any()
