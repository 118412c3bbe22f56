"""Crawls as processes: what takes too much is stopped, and nothing is left behind."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.children import ChildLimits, CrawlLauncher, CrawlProcess, memory_mb
from newsbot.sites import Site
from newsbot.sites_file import read_sites

SITES = (Site("https://a.example/", "a.example", label="A"), Site("https://b.example/", "b.example"))
LIMITS = ChildLimits(time_s=100, memory_mb=10_000, grace_s=10)
# Waits for a signal, and ends as it is told.
PATIENT = "import signal, sys; print('up', flush=True); signal.pause()"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"
GREEDY = f"held = bytearray(b'x' * 60_000_000); {PATIENT}"


@pytest.fixture(name="crawl")
def crawl_fixture(tmp_path):
    started = []

    def start(code, limits=LIMITS):
        job = tmp_path / "job.toml"
        job.write_text("")
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
        assert process.stdout.readline() == b"up\n"
        started.append(process)
        return CrawlProcess(SITES, 0.0, process, limits, job)

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


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
    child = crawl(GREEDY, ChildLimits(100, 50, 10))
    assert memory_mb(child.process.pid) > 50
    child.check(1)
    assert "MB of memory, 50 are allowed" in child.problem
    assert memory_mb(2**30) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process of another one")
def test_what_a_crawl_leaves_behind_ends_with_it(crawl, tmp_path):
    file = tmp_path / "left"
    child = crawl(
        "import os, pathlib, signal\n"
        "pid = os.fork()\n"
        "if pid == 0:\n    signal.pause()\n"
        f"pathlib.Path({str(file)!r}).write_text(str(pid))\n"
        "print('up', flush=True)"
    )
    child.process.wait(60)
    descriptor = os.pidfd_open(int(file.read_text()))
    assert child.code == 0
    assert select.select([descriptor], [], [], 60)[0]
    os.close(descriptor)


def test_sites_are_handed_over_whole_and_what_dead_watches_left_is_cleared(tmp_path):
    launcher = CrawlLauncher(tmp_path / "watch", LIMITS, ["-s", "LOG_LEVEL=ERROR"], tmp_path / "log")
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


def test_a_child_whose_parent_is_gone_does_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "newsbot.watched_child", "1", "512", "version"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parent.parent,
    )
    assert (done.returncode, done.stdout) == (1, "")
