"""`benchmarks/train_blocks.py` and `block_labels.py`: which blocks are body, and how trained trees are read."""

import importlib
import json

import numpy as np
import pytest

from newsbot.extraction.blocks.trees import FeatureTable
from newsbot.extraction.blocks.walk import walk_blocks
from newsbot.extraction.document import parse_document

block_labels = importlib.import_module("block_labels")
train_blocks = importlib.import_module("train_blocks")

FIRST = "The river rose by two metres in one night and stood in the streets of the old town."
SECOND = "Nobody was hurt, the mayor said, and the trains will run again from Monday morning."


@pytest.mark.parametrize(
    ("texts", "truth", "labels"),
    [
        (["Home", FIRST, SECOND, "Share this"], f"{FIRST}\n\n{SECOND}", [0, 1, 1, 0]),
        # A truth that cuts paragraphs elsewhere.
        ([f"{FIRST} {SECOND}"], f"{FIRST}\n\n{SECOND}", [1]),
        ([FIRST, SECOND], f"{FIRST} {SECOND}", [1, 1]),
        # The teaser repeats what the body says, in another place.
        ([FIRST, "River rose", FIRST, SECOND], f"{FIRST}\n\n{SECOND}", [0, 0, 1, 1]),
        ([FIRST, "***", SECOND], f"{FIRST}\n\n***\n\n{SECOND}", [1, 0, 1]),
        (["“Nobody was hurt,” she said. Read more", FIRST], FIRST, [0, 1]),
        (["Home"], "", [0]),
        ([], FIRST, []),
    ],
)
def test_blocks_that_the_truth_holds_in_its_order_are_body(texts, truth, labels):
    found = block_labels.body_labels(texts, truth)
    if texts.count(FIRST) > 1:
        # Either copy may be taken, but one only.
        assert found[0] + found[2] == 1
        assert list(found[[1, 3]]) == [0, 1]
    else:
        assert list(found) == labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (FIRST, 1),
        ("stood in the streets of the old town.", 1),
        ("the old town", -1),
        ("Share this page with your friends", 0),
        (SECOND, -1),
    ],
)
def test_segments_label_only_the_blocks_they_speak_of(text, label):
    assert list(block_labels.segment_labels([text], [FIRST], ["page with your"])) == [label]


def split(feature, border, no, yes):
    return {"split_feature": feature, "threshold": border, "left_child": no, "right_child": yes}


def test_grown_trees_answer_as_they_were_grown():
    grown = [
        split(0, 5.0, {"leaf_value": -1.0}, split(1, 0.5, {"leaf_value": 2.0}, {"leaf_value": 4.0})),
        {"leaf_value": 0.5},
        split(1, 0.5, {"leaf_value": 0.25}, {"leaf_value": -0.25}),
    ]
    trees = train_blocks.read_trees(("a", "b"), [{"tree_structure": tree} for tree in grown])
    odds = trees.odds(FeatureTable(("a", "b"), np.array([[5, 6, 6], [0, 0, 1]], np.float32)))
    assert odds == pytest.approx([-0.25, 2.75, 4.25])


def page(name, publisher):
    return {"id": name, "publisher": publisher, "text": FIRST, "url": f"https://{publisher}/{name}"}


def test_a_publisher_has_one_fold_in_all_sets(tmp_path):
    corpus = importlib.import_module("corpus")
    for dataset in ("gold", "silver"):
        (tmp_path / dataset).mkdir()
        lines = [page(f"{dataset}{number}", f"paper{number % 7}.example") for number in range(14)]
        (tmp_path / dataset / "manifest.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    pages = [page for name in ("gold", "silver") for page in corpus.read_dataset(tmp_path, name)]
    folds = {page.publisher: train_blocks.fold_of(page) for page in pages}
    assert all(train_blocks.fold_of(page) == folds[page.publisher] for page in pages)
    assert len(set(folds.values())) > 1


def test_without_pages_the_exit_code_is_two(tmp_path, capsys):
    assert train_blocks.main(["--corpora", str(tmp_path)]) == 2
    assert "no data set" in capsys.readouterr().err


def test_a_page_without_names_keeps_its_text_and_what_is_hidden():
    html = "<div class='comments byline' id=x role=note><p itemprop=articleBody>Rain.</p><p hidden>Snow.</p></div>"
    walk = walk_blocks(parse_document(html, "https://example.com/a").tree)
    train_blocks.take_names(walk)
    assert [(block.text, block.element.hidden, block.marks) for block in walk.blocks] == [
        ("Rain.", False, 0),
        ("Snow.", True, 0),
    ]
    assert {(one.attribute, one.labels, one.itemprop, one.mask, one.inherited) for one in walk.elements} == {
        ("", "", "", 0, 0)
    }
