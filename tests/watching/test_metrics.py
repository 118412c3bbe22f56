"""Prometheus metrics of a watch: counters that continue, gauges, an atomic file, and a port on loopback."""

import socket
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from newsbot.exceptions import ArgumentError
from newsbot.state.states import SiteSchedule
from newsbot.watching.watch import Status

pytest.importorskip("prometheus_client")
from newsbot.watching.metrics import Metrics

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
STATUS = Status(12, 3, [("A", 2.5)], 40, 2, 1, 7.5, 0.0, False)


def schedule(name, failures=0):
    problem = "It is away." if failures else None
    return SiteSchedule(name, NOON, NOON + timedelta(hours=1), failures=failures, problem=problem)


def lines(file):
    return [line for line in file.read_text().splitlines() if not line.startswith("#")]


def test_counters_go_on_where_an_earlier_watch_has_ended(tmp_path):
    file = tmp_path / "folder" / "newsbot.prom"
    for total in (3, 6):
        metrics = Metrics(str(file), 0)
        metrics.count_run({"lines": 3, "dropped/http_404": 1, "text": "none", "feed/failed": 0})
        metrics.count_crawl(schedule("a.example"), has_said=True)
        metrics.tell(STATUS)
        assert f'newsbot_events_total{{event="lines"}} {total}.0' in lines(file)
        assert f'newsbot_crawls_total{{outcome="ok"}} {total // 3}.0' in lines(file)
    assert 'newsbot_events_total{event="dropped/http_404"} 2.0' in lines(file)
    assert not any("text" in line or "feed/failed" in line for line in lines(file))
    assert {"newsbot_sites 12.0", "newsbot_sites_due 3.0", "newsbot_behind_seconds 7.5"} <= set(lines(file))
    assert [path.name for path in file.parent.iterdir()] == ["newsbot.prom"]


def test_sites_that_fail_are_named_until_they_do_not(tmp_path):
    file = tmp_path / "newsbot.prom"
    metrics = Metrics(str(file), 0)
    metrics.count_crawl(schedule("a.example", 2), has_said=True)
    metrics.count_crawl(schedule("b.example", 1), has_said=False)
    metrics.write()
    assert 'newsbot_site_failures{site="a.example"} 2.0' in lines(file)
    assert {'newsbot_crawls_total{outcome="failed"} 1.0', 'newsbot_crawls_total{outcome="died"} 1.0'} <= set(
        lines(file)
    )
    metrics.count_crawl(schedule("a.example"), has_said=True)
    metrics.write()
    assert not any("a.example" in line for line in lines(file))


@pytest.mark.parametrize("text", ["", "newsbot_events_total{", "\x00\xff", 'newsbot_events_total{event="lines"} x'])
def test_an_invalid_metrics_file_is_replaced(tmp_path, text):
    file = tmp_path / "newsbot.prom"
    file.write_text(text)
    Metrics(str(file), 0).tell(STATUS)
    assert "newsbot_sites 12.0" in lines(file)


def test_a_file_that_can_not_be_written_is_told_and_the_watch_goes_on(tmp_path, caplog):
    file = tmp_path / "folder" / "newsbot.prom"
    metrics = Metrics(str(file), 0)
    file.unlink()
    file.parent.rmdir()
    file.parent.write_text("in the way")
    metrics.tell(STATUS)
    assert "cannot be written" in caplog.text


def test_a_file_that_can_not_be_written_at_first_is_a_mistake(tmp_path):
    with pytest.raises(ArgumentError, match="NEWSBOT_METRICS_FILE"):
        Metrics(str(tmp_path), 0)


def test_they_are_served_on_loopback_and_a_port_in_use_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        with pytest.raises(ArgumentError, match=f"cannot listen on 127.0.0.1:{port}"):
            Metrics("", port)
    metrics = Metrics("", port)
    metrics.tell(STATUS)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        assert b"newsbot_sites_due 3.0" in answer.read()
    metrics.close()
