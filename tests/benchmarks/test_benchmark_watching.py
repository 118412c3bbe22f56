"""A short run of benchmarks/watching.py: hours of a watch over generated sites, some of which die or hang."""

from pathlib import Path

import watching


def test_every_site_is_crawled_within_its_bound_although_some_die_and_hang(tmp_path: Path) -> None:
    day = watching.play(60, 5.0, tmp_path)
    assert day.beyond_bound == 0
    assert day.at_once <= 4
    assert day.least_crawls >= 2
    assert day.processes < day.crawls
    assert day.state_mb[-1] < 20
