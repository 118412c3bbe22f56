"""The author model: its features, its file, and that its results never change."""

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extraction.authors.claims import find_claims, hear
from newsbot.extraction.authors.features import Story, find_companions, first_features, second_features
from newsbot.extraction.authors.model import (
    MODEL_FILE,
    load_author_model,
    save_author_model,
    shipped_author_model,
)
from newsbot.extraction.blocks.trees import ModelError
from newsbot.extraction.vocabulary.person_names import FAMILY, GIVEN, person_names
from newsbot.items import Candidate


def features(*lines):
    claims = find_claims(hear([Candidate(value, origin) for origin, value in lines], "en"))
    return claims, first_features(claims, ["Example Times"], Story("A headline"))


def test_shipped_model_fits_the_features():
    model = shipped_author_model()
    claims, table = features(("json-ld", "Jane Doe"), ("visible", "By Jane Doe and Ali Raza"))
    assert table.names == model.first.names
    assert second_features(table, np.zeros(2), find_companions(claims)).names == model.second.names
    assert model.about["scores"]["gold"]["authors.exact"] > 0.8


def test_model_is_written_and_read_the_same(tmp_path):
    copy = tmp_path / "model.npz"
    save_author_model(shipped_author_model(), copy)
    assert copy.read_bytes() == MODEL_FILE.read_bytes()
    claims, table = features(("json-ld", "Jane Doe"), ("visible", "By Jane Doe"))
    answers = [
        model.probabilities(table, find_companions(claims))
        for model in (load_author_model(copy), shipped_author_model())
    ]
    assert np.array_equal(*answers)


def test_other_files_are_no_model(tmp_path):
    file = tmp_path / "model.npz"
    file.write_bytes(b"no model")
    with pytest.raises(ModelError):
        load_author_model(file)


def test_page_without_claims_has_no_probabilities():
    claims, table = features()
    assert claims == []
    assert len(shipped_author_model().probabilities(table, find_companions(claims))) == 0


def test_spellings_of_one_name_are_one_claim():
    claims, _ = features(("json-ld", "Jane Doe"), ("visible", "By J. Doe"), ("visible", "Jane DoePolitics Reporter"))
    assert [claim.name for claim in claims] == ["Jane Doe"]
    assert len(claims[0].mentions) == 3


def test_organisations_beside_people_are_claims_of_their_own():
    claims, table = features(("visible", "By Jane Doe, Reuters"))
    assert [(claim.name, claim.is_person) for claim in claims] == [("Jane Doe", True), ("Reuters", False)]
    assert list(table.values[table.names.index("beside")]) == [0, 1]


def test_the_list_of_names_holds_words_alone():
    assert not [name for name in person_names() if set(name) & set(' -,()"')]


def test_names_of_many_languages_are_known():
    names = person_names()
    assert names["maria"] & GIVEN
    assert names["garcia"] & FAMILY
    assert "politics" not in names


@examples(60)
@given(st.lists(st.tuples(st.sampled_from(["json-ld", "meta", "visible", "text"]), st.text(max_size=60)), max_size=8))
def test_any_lines_have_probabilities(lines):
    claims, table = features(*lines)
    chances = shipped_author_model().probabilities(table, find_companions(claims))
    assert len(chances) == len(claims)
    assert ((chances >= 0) & (chances <= 1)).all()
