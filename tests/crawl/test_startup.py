"""`benchmarks/startup.py`: what is measured; never how long it takes."""

import importlib

import pytest

startup = importlib.import_module("startup")


@pytest.mark.soak
def test_both_crawls_reach_the_server(capsys):
    assert startup.main(["--repeats", "1"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("1 repeats, load ")
    assert [line.split("|")[1].strip() for line in lines[3:]] == [startup.EMPTY, startup.OURS, "ratio"]
    assert "nan" not in "".join(lines)


def test_the_ratio_is_that_of_the_same_figure():
    starts = {
        startup.EMPTY: [startup.Start(1.0, 2.0), startup.Start(3.0, 4.0)],
        startup.OURS: [startup.Start(2.0, 3.0), startup.Start(2.0, 3.0)],
    }
    assert startup.table(starts).splitlines()[2:] == [
        f"| {startup.EMPTY} | 1.00 | 2.00 | 2.00 | 3.00 |",
        f"| {startup.OURS} | 2.00 | 2.00 | 3.00 | 3.00 |",
        "| ratio | 2.00 | 1.00 | 1.50 | 1.00 |",
    ]
