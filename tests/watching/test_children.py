"""Crawls as processes: a crawl that uses too much is stopped, and nothing is left behind."""

import os
import signal
import sys
from contextlib import closing

import pytest

from newsbot.forks import ForkServer
from newsbot.sites import Site
from newsbot.sites_file import read_sites
from newsbot.watching.children import ChildLimits, CrawlLauncher, CrawlProcess, crawl_server, memory_mb, start_crawl

SITES = (Site("https://a.example/", "a.example", label="A"), Site("https://b.example/", "b.example"))
LIMITS = ChildLimits(time_s=100, memory_mb=10_000, grace_s=10)
# Waits for a signal, and ends as it is told.
PATIENT = "pathlib.Path(__file__).with_name('up').touch()\nsignal.pause()"
STUBBORN = f"signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{PATIENT}"
GREEDY = f"held = bytearray(b'x') * 300_000_000\n{PATIENT}"


@pytest.fixture(name="server")
def server_fixture(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    with closing(ForkServer()) as server:
        yield server


@pytest.fixture(name="crawl")
def crawl_fixture(server, tmp_path):
    def start(code, limits=LIMITS):
        job = tmp_path / "job.toml"
        job.write_text("")
        (tmp_path / "patient.py").write_text(f"import pathlib, signal\n{code}")
        process = server.start("patient", [], (0, 1, 2), memory_mb=limits.memory_mb, leader=True)
        while not (tmp_path / "up").exists():
            assert process.poll() is None
        return CrawlProcess(SITES, 0.0, process, limits, job)

    return start


def test_a_crawl_that_takes_too_long_is_asked_to_end(crawl):
    child = crawl(PATIENT)
    child.check(99)
    assert child.problem is None
    child.check(101)
    assert "longer than 100 s" in child.problem
    child.process.wait(60)
    assert child.code == -signal.SIGTERM
    assert not child.job.exists()


def test_a_crawl_that_does_not_end_is_ended(crawl):
    child = crawl(STUBBORN)
    child.stop(0)
    child.stop(5, "said twice")
    assert child.problem is None
    child.check(9)
    assert child.code is None
    child.check(11)
    child.process.wait(60)
    assert child.code == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crawl_that_takes_too_much_memory_is_stopped(crawl):
    child = crawl(GREEDY, ChildLimits(100, 250, 10))
    assert memory_mb(child.process.pid) > 250
    child.check(1)
    assert "MB of memory; the limit is 250 MB" in child.problem
    assert memory_mb(2**30) == 0


def test_sites_are_handed_over_whole_and_what_dead_watches_left_is_cleared(server, tmp_path):
    launcher = CrawlLauncher(tmp_path / "watch", LIMITS, server, ["-s", "LOG_LEVEL=ERROR"], tmp_path / "log")
    child = launcher.start(SITES, 5.0)
    assert read_sites(str(child.job)) == SITES
    child.kill()
    child.process.wait(60)
    assert child.code == -signal.SIGKILL
    stale, own = tmp_path / "watch" / "999999999-1.toml", tmp_path / "watch" / f"{os.getpid()}-7.toml"
    other = tmp_path / "watch" / "notes.toml"
    for path in (stale, own, other):
        path.write_text("")
    launcher.clear()
    assert [path.exists() for path in (stale, own, other)] == [False, True, False]


def test_what_crawls_import_is_there_before_they_begin_and_no_reactor_is(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "looks.py").write_text(
        "import sys\n"
        "names = ('scrapy.crawler', 'scrapy.core.engine', 'newsbot.spiders.news', 'newsbot.pipelines', 'numpy')\n"
        "assert all(name in sys.modules for name in names)\n"
        "assert 'twisted.internet.reactor' not in sys.modules\n"
    )
    with closing(crawl_server()) as server:
        assert server.start("looks", [], (0, 1, 2)).wait(60) == 0


@pytest.fixture(name="crawls", scope="module")
def crawls_fixture():
    """The server that crawls are forked from: it loads for seconds."""
    with closing(crawl_server()) as server:
        yield server


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["news"], 2, "No site named"),
        (["news", "-a", "site=https://a.example/", "-a", "speed=5"], 2, "speed"),
        (["news", "-a", "site=http://127.0.0.1:9/", "-s", "RETRY_ENABLED=False"], 1, "127.0.0.1:9"),
    ],
)
def test_a_crawl_ends_as_the_command_does(arguments, code, sentence, crawls, tmp_path):
    output = tmp_path / "log"
    settings = {
        "NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db",
        "NEWSBOT_DATA": str(tmp_path / "data"),
        "LOG_LEVEL": "WARNING",
    }
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    assert start_crawl(crawls, [*arguments, *options], 1000, output).wait(60) == code
    assert sentence in output.read_text()
    assert "Traceback" not in output.read_text()
