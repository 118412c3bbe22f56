"""A delivery that is killed at any point resumes and ends exactly right, and so does a replay."""

from contextlib import closing

import pytest
from index_kills import deliver_once, differences, make_case

from newsbot.indexes import open_index


@pytest.fixture
def case(tmp_path):
    return make_case(tmp_path / "articles", 900)


def test_an_index_ends_right_however_often_its_delivery_is_killed(tmp_path, case):
    address = f"sqlite:///{tmp_path}/index.db"
    killed = 0
    # Each round dies one call later than the one before: before, between and after the calls for every batch.
    while deliver_once(address, case, tmp_path, killed % 5 + 1) != 0:
        killed += 1
        assert killed < 100
    assert killed > 5
    assert differences(address, case, tmp_path) == []
    with closing(open_index(address)) as index:
        index.forget_marks()
    assert deliver_once(address, case, tmp_path, 7) == -9
    assert deliver_once(address, case, tmp_path) == 0
    assert differences(address, case, tmp_path) == []


def test_a_wrong_index_is_seen(tmp_path, case):
    address = f"sqlite:///{tmp_path}/index.db"
    assert deliver_once(address, case, tmp_path, 4) == -9
    assert differences(address, case, tmp_path) != []
