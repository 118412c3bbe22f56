"""`scrapy watch` as a user runs it: real crawls in real processes, which never outlive it."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from command_server import run_command
from loopback import ROOT, Answer, Server, article_page, scrapy_process, serve

from newsbot.state.storage import open_storage
from newsbot.urls import site_name
from newsbot.watching.run import Clock

SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>{base}/2026/11/harbour-strike</loc><lastmod>2026-11-20</lastmod></url></urlset>"
)
ANSWERS = {
    "/": Answer("<h1>Front</h1>"),
    "/robots.txt": Answer("User-agent: *\nAllow: /\n", "text/plain"),
    "/sitemap.xml": Answer(SITEMAP, "application/xml"),
    "/2026/11/harbour-strike": Answer(article_page("Harbour strike ends")),
}


def environment(folder: Path, **settings: str) -> dict[str, str]:
    place = {"NEWSBOT_STATE": f"sqlite:///{folder}/state.db", "NEWSBOT_DATA": str(folder / "data")}
    return {**os.environ, "PYTHONPATH": str(ROOT), "NEWSBOT_WATCH_WORKERS": "0", **place, **settings}


def sites_file(folder: Path, *urls: str) -> str:
    path = folder / "sites.toml"
    path.write_text("\n".join(f'[[sites]]\nurl = "{url}"\n' for url in urls))
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ([], 2, "No sites named"),
        (["-a", "sites="], 2, "No sites named"),
        (["-a", "sites={folder}/none.toml"], 2, "none.toml cannot be read: No such file"),
        (["-a", "sites={folder}/wrong.toml"], 2, "wrong.toml, line 2: url"),
        (["-a", "sites={folder}/wrong.toml", "-a", "site=x"], 2, "Unknown option -a site="),
        (["-a", "sites={folder}/right.toml", "-a", "tags=x"], 2, "with the tag x"),
        (["-a", "sites={folder}/right.toml", "--twice"], 2, "--twice"),
        (["-a", "sites={folder}/right.toml", "more"], 2, "takes no argument 'more'"),
        (["-a", "sites={folder}/right.toml", "-O", "x.jsonl"], 2, "-O are for a single crawl"),
        (["-a", "sites={folder}/right.toml", "-s", "NEWSBOT_WATCH_CRAWLS=0"], 2, "NEWSBOT_WATCH_CRAWLS"),
        (["-a", "sites={folder}/right.toml", "-s", "NEWSBOT_METRICS_PORT=x"], 2, "NEWSBOT_METRICS_PORT"),
        (["-a", "sites={folder}/right.toml", "-s", "NEWSBOT_METRICS_PORT=70000"], 2, "up to 65535"),
        (["-a", "sites={folder}/right.toml", "-s", "NEWSBOT_POLL_SHORTEST=2d"], 2, "NEWSBOT_POLL_LONGEST"),
        (["-a", "sites={folder}/right.toml", "-s", "NEWSBOT_STATE=x"], 2, "NEWSBOT_STATE"),
    ],
)
def test_a_mistake_gets_one_sentence(arguments: list[str], code: int, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[[sites]]\nurl = 5\n")
    (tmp_path / "right.toml").write_text('[[sites]]\nurl = "https://a.example/"\n')
    done = run_command(["watch", *(part.format(folder=tmp_path) for part in arguments)], environment(tmp_path))
    said = done.stderr.decode()
    assert done.returncode == code
    assert sentence in said
    assert said.count("newsbot: ") == 1
    assert "Traceback" not in said


def test_once_crawls_what_is_due_in_processes_and_tells_what_failed(tmp_path: Path) -> None:
    with serve(ANSWERS) as server:
        away = "http://127.0.0.1:9/"
        metrics = tmp_path / "metrics" / "newsbot.prom"
        arguments = ["watch", "-a", f"sites={sites_file(tmp_path, server.url, away)}", "--once"]
        settings = {"NEWSBOT_METRICS_FILE": str(metrics), "NEWSBOT_LOG_JSON": "True"}
        done = [watched(arguments, tmp_path, settings) for _ in range(2)]
    assert [process.returncode for process in done] == [1, 0], done[0].stderr
    assert "1 of 2 crawls failed" in done[0].stderr
    told = [json.loads(line) for line in done[0].stderr.splitlines() if line.startswith("{")]
    failed = [entry for entry in told if "failed, 1 in a row" in entry["message"]]
    assert [entry["level"] for entry in failed] == ["WARNING"]
    assert "127.0.0.1-9" in failed[0]["message"]
    with closing(open_storage(f"sqlite:///{tmp_path}/state.db")) as storage:
        schedules = storage.schedules()
        assert schedules[site_name(server.url)].problem is None
        assert schedules[site_name(away)].failures == 1
    assert len(list((tmp_path / "data" / "articles").rglob("*.jsonl.zst"))) == 1
    lines = metrics.read_text().splitlines()
    assert 'newsbot_events_total{event="lines"} 1.0' in lines, "also after the second watch, which crawled nothing"
    assert 'newsbot_crawls_total{outcome="ok"} 1.0' in lines
    assert 'newsbot_crawls_total{outcome="failed"} 1.0' in lines
    assert "newsbot_sites 2.0" in lines
    assert list((tmp_path / "data" / "watch").glob("*.toml")) == []


def watched(arguments: list[str], folder: Path, settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(folder, **settings), capture_output=True, text=True, timeout=120, check=False
    )


@contextmanager
def held_up(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", list[int], Server]]:
    """A watch whose crawl waits for its first answer, with the numbers of its children."""
    has_asked, may_answer = threading.Event(), threading.Event()

    def wait(path: str) -> None:
        has_asked.set()
        may_answer.wait(60)

    with serve({}) as server:
        server.find = wait
        command = [sys.executable, "-m", "scrapy", "watch", "-a", f"sites={sites_file(folder, server.url)}"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder), stderr=subprocess.PIPE, start_new_session=True
        )
        try:
            assert has_asked.wait(60)
            tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            yield process, [int(number) for number in tasks], server
        finally:
            may_answer.set()
            process.kill()
            process.communicate()


def has_ended(pid: int) -> bool:
    """Whether a process of somebody else ends within a minute; nobody polls for it."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 60)[0])
    finally:
        os.close(descriptor)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux ends children with their parent")
def test_a_watch_that_is_killed_leaves_no_crawl_behind(tmp_path: Path) -> None:
    with held_up(tmp_path) as (process, children, _):
        assert len(children) == 1
        process.kill()
        assert all(map(has_ended, children))
    with closing(open_storage(f"sqlite:///{tmp_path}/state.db")) as storage, storage.lock_site("127.0.0.1"):
        assert storage.schedules() == {}, "nothing was decided: the site is due"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_two_signals_end_a_watch_and_its_crawl_at_once(tmp_path: Path) -> None:
    with held_up(tmp_path) as (process, children, _):
        again = run_command(["watch", "-a", f"sites={tmp_path}/sites.toml"], environment(tmp_path))
        assert again.returncode == 1
        assert b"Another watch is using" in again.stderr
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert all(map(has_ended, children))
        assert process.returncode == 0, errors.decode()
        assert b"The watch has ended" in errors
        assert b"Traceback" not in errors


STORM = """
import os, signal
from newsbot.commands import told_signals

with told_signals() as stops:
    receiver = os.getpid()
    sender = os.fork()
    if not sender:
        for number in range(30_000):
            os.kill(receiver, signal.SIGINT if number % 2 else signal.SIGTERM)
        os._exit(0)
    told = 0
    while os.waitpid(sender, os.WNOHANG) == (0, 0):
        told += stops.wait(0.01)
    print(told > 1)
"""


def test_signals_may_come_in_the_middle_of_one_another() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "True\n", done.stderr


def test_the_crawl_of_a_file_of_sites_is_the_users_too(tmp_path: Path) -> None:
    with serve(ANSWERS) as server:
        done = scrapy_process("crawl", "news", "-a", f"sites={sites_file(tmp_path, server.url)}", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 article;" in done.stderr


def test_a_clock_that_jumps_is_logged_and_one_that_runs_is_not(monkeypatch):
    passed, clock = [100.0], [1_000_000.0]
    monkeypatch.setattr("newsbot.watching.run.time.monotonic", lambda: passed[0])
    monkeypatch.setattr("newsbot.watching.run.time.time", lambda: clock[0])
    told = Clock()
    for later, put, expected in [(0, 0, 0), (3600, 0, 0), (1, 9, 0), (1, -3600, -3591), (1, 0, 0), (1, 86_400, 86_400)]:
        passed[0] += later
        clock[0] += later + put
        now, moved = told.look()
        assert (now.timestamp(), moved.total_seconds()) == (clock[0], expected)
