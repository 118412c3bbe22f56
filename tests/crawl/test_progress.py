"""How a crawl shows its progress, and what Ctrl-C does: lines in the log, overwritten lines on a terminal."""

import os
import pty
import select
import signal
import subprocess
import time
from collections import deque
from types import SimpleNamespace

from command_server import Command
from loopback import Answer, article_page, serve

from newsbot.progress import Progress, read_progress

STORY = "/2026/11/a-report-from-the-harbour/"
SITE = {
    "/": Answer("<h1>Front</h1>"),
    "/sitemap.xml": Answer(f"<urlset><url><loc>{{base}}{STORY}</loc></url></urlset>", "application/xml"),
    STORY: Answer(article_page("A report from the harbour")),
}


def crawl(**counts):
    return SimpleNamespace(
        plan=SimpleNamespace(counts=counts),
        queue=deque([1, 2]),
        in_flight=3,
        template=SimpleNamespace(waiting=[1]),
    )


def test_progress_is_counted_from_stats_and_sites():
    stats = {
        "newsbot/due/new": 7,
        "newsbot/due/age": 1,
        "newsbot/pages": 5,
        "newsbot/pages_unchanged": 1,
        "newsbot/revision/new": 4,
        "newsbot/lines": 4,
        "newsbot/dropped/listing": 2,
        "log_count/ERROR": 1,
        "start_time": None,
    }
    found = read_progress(stats, [crawl(sitemap_read=2, feed_unchanged=1, links_refused=9)])
    assert found == Progress(
        sources=3, due=10, queued=2, under_way=3, fetched=6, extracted=4, written=4, dropped=2, errors=1, waiting=1
    )


def test_progress_is_one_line():
    said = str(Progress(sources=3, due=10, queued=2, fetched=6, rate=1.25, slowest="example.com (0.8 s)"))
    assert said == (
        "3 sources read; 10 links due, 2 queued, 0 under way; 6 pages fetched (1.2/s);"
        " 0 extracted, 0 written, 0 dropped; slowest example.com (0.8 s); 0 errors"
    )


def environment(folder):
    return {
        **os.environ,
        "TERM": "xterm",
        "COLUMNS": "100",
        "NEWSBOT_STATE": f"sqlite:///{folder}/state.db",
        "NEWSBOT_DATA": str(folder),
        "NEWSBOT_WORKERS": "0",
    }


def test_on_a_terminal_the_crawl_is_shown_and_the_log_is_quiet(tmp_path):
    master, slave = pty.openpty()
    with serve(SITE) as site:
        command = ["crawl", "news", "-a", f"site={site.url}"]
        with Command(command, environment(tmp_path), stdout=slave, stderr=slave) as running:
            os.close(slave)
            shown = read_all(master, running)
    assert running.returncode == 0, shown
    assert " sources read, " in shown
    assert "newsbot: 1 article; 1 page read;" in shown
    assert "INFO" not in shown
    assert "Traceback" not in shown


def read_all(terminal, running):
    """What comes on a terminal until the process ends."""
    found = b""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                found += os.read(terminal, 65536)
            except OSError:
                break
        elif running.poll() is not None:
            break
    os.close(terminal)
    return found.decode(errors="replace")


def many_stories():
    pages = {f"/2026/11/a-report-number-{n}-from-the-harbour/": Answer(article_page(f"Report {n}")) for n in range(60)}
    listed = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in pages)
    return {"/": SITE["/"], "/sitemap.xml": Answer(f"<urlset>{listed}</urlset>", "application/xml"), **pages}


def interrupt(running, site):
    """Press Ctrl-C once, when the site has been asked for a story."""
    while not any(path.startswith("/2026/") for path in site.requests):
        assert running.poll() is None
        select.select([], [], [], 0.05)
    running.send_signal(signal.SIGINT)


def slow_crawl(site):
    command = ["crawl", "news", "-a", f"site={site.url}"]
    return [*command, "-s", "DOWNLOAD_DELAY=0.2", "-L", "WARNING"]


def test_one_interrupt_ends_a_crawl_in_order_and_says_so(tmp_path):
    with (
        serve(many_stories()) as site,
        Command(slow_crawl(site), environment(tmp_path), stderr=subprocess.PIPE) as running,
    ):
        interrupt(running, site)
        _, err = running.communicate(timeout=100)
    assert "newsbot: Stopping: pages in progress are finished" in err
    assert "stopped before the end" in err
    assert running.returncode == 0


def test_what_an_interrupt_does_is_said_in_full_on_a_narrow_terminal(tmp_path):
    master, slave = pty.openpty()
    narrow = {**environment(tmp_path), "COLUMNS": "80"}
    with (
        serve(many_stories()) as site,
        Command(slow_crawl(site), narrow, stdout=slave, stderr=slave) as running,
    ):
        os.close(slave)
        interrupt(running, site)
        shown = read_all(master, running)
    assert "Stopping: pages in progress are finished, and lines are stored." in shown
    assert "Press Ctrl-C again to stop at once; unstored articles stay due." in shown
    assert running.returncode == 0
