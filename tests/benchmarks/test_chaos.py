"""A short run of `benchmarks/chaos.py`: the real command, killed and resumed; and what the benchmark counts."""

import random
from importlib import import_module
from pathlib import Path

import pytest

from newsbot.feed_files import zstd
from newsbot.sample_site.server import SampleSite

chaos = import_module("chaos")


def test_a_crawl_that_is_killed_and_resumed_writes_each_article_once(tmp_path: Path) -> None:
    with SampleSite() as site:
        runs = chaos.Chaos(site, random.Random(3))
        # Killed while the second batch is filled: each start of the command takes seconds.
        assert runs.crawl(tmp_path, lambda since: len(site.requests) >= 28)
        runs.check_batches(tmp_path)
        assert runs.tally.kills == 1
        assert not runs.crawl(tmp_path)
        runs.count(tmp_path)
    assert runs.tally.is_clean, runs.tally


def test_what_is_lost_twice_half_or_left_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SampleSite() as site:
        monkeypatch.setattr(chaos, "expected_lines", lambda url: [{"url": "a"}, {"url": "b"}, {"url": "c"}])
        runs = chaos.Chaos(site, random.Random(3))
        (tmp_path / "1.jsonl.zst").write_bytes(zstd.compress(b'{"url": "a"}\n{"url": "b"}\n'))
        (tmp_path / "2.jsonl.zst").write_bytes(zstd.compress(b'{"url": "b"}\n{"url": "d"}\n'))
        (tmp_path / "3.jsonl.zst").write_bytes(zstd.compress(b'{"url": "c'))
        (tmp_path / "4.jsonl.zst.part").touch()
        runs.count(tmp_path)
    assert (runs.tally.lost, runs.tally.twice) == (["c"], ["b", "d"])
    assert len(runs.tally.half) == len(runs.tally.left) == 1
    assert not runs.tally.is_clean
