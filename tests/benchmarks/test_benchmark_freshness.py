"""A short run of benchmarks/freshness.py: the schedule meets its floors on a few generated sites."""

import freshness
from made_traces import made_traces


def test_articles_wait_half_as_long_as_with_fixed_intervals_and_as_many_requests(capsys):
    assert freshness.main(["--sites", "40", "--days", "7", "--cost", "10"]) == 0
    assert "of the fixed interval" in capsys.readouterr().out


def test_traces_are_the_same_for_a_seed():
    assert made_traces(5, 3, 7) == made_traces(5, 3, 7)
    assert made_traces(5, 3, 7) != made_traces(5, 3, 8)
