"""`scrapy crawl news`: the message and exit code for a wrong argument, a dead site or an odd source."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from archived import exchange, write_archive
from command_server import Command
from loopback import ROOT, Answer, article_page, scrapy, serve

from newsbot.batches import read_lines
from newsbot.commands.crawl import check_output
from newsbot.exceptions import ArgumentError
from newsbot.forks import ONE_THREAD
from newsbot.state.storage import open_storage
from newsbot.urls import site_name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["news"], "No site named"),
        (["news", "-a", "site=example.com"], "Did you mean https://example.com?"),
        (["news", "-a", "site=ftp://example.com/"], "'ftp://example.com/' is not a web address"),
        (["news", "-a", "site=http://a.example/", "-a", "colour=red"], "Unknown option -a colour"),
        (["news", "-a", "site=http://a.example/", "-a", "limit=none"], "-a limit=none must be a whole number"),
        (["news", "-a", "site=http://a.example/", "-a", "since=soon"], "-a since=soon is neither an age nor a date"),
        (["news", "-a", "site=http://a.example/", "-a", "sources=tv"], "-a sources=tv names an unknown source"),
        (["news", "-a", "site=http://a.example/", "--colour"], "Unknown option --colour"),
        (["news", "-a", "site=http://a.example/", "-s", "NEWSBOT_WORKERS=many"], "The setting NEWSBOT_WORKERS is"),
        (["news", "-a", "site=http://a.example/", "-s", "NEWSBOT_BATCH_COMPRESSION=7z"], "_BATCH_COMPRESSION is"),
        (["news", "-a", "site=http://a.example/", "-O", ".:jsonl"], ". cannot be written: it is a folder."),
        (
            ["news", "-a", "site=http://a.example/", "-o", f"{__file__}/a/b.csv"],
            f"b.csv cannot be written: {__file__} is",
        ),
        (["news", "-a", "site=http://a.example/", "-O", f"file://{__file__}/a.csv"], f"{__file__} is not a folder."),
        (["weather"], "There is no spider 'weather'"),
        (["news", "-a", "site=http://a.example/", "-s", "NEWSBOT_STATE=redis://a"], "NEWSBOT_STATE must be sqlite"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_code_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = scrapy("crawl", *arguments, "-L", "CRITICAL", folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_file_that_can_be_written_may_lie_where_no_other_can(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "articles.jsonl"
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) == file)
    with pytest.raises(ArgumentError, match="is not writable"):
        check_output(str(file))
    file.touch()
    check_output(str(file))
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) == tmp_path)
    with pytest.raises(ArgumentError, match="it is read-only"):
        check_output(str(file))


def test_numpy_has_no_threads_beside_the_crawl(tmp_path: Path, monkeypatch) -> None:
    for name in ONE_THREAD:
        monkeypatch.delenv(name, raising=False)
    write_archive(tmp_path, [exchange()])
    program = """
import atexit, os, sys, time
from scrapy.cmdline import execute

def tell():
    # A thread that was joined may be about to leave the kernel; those of numpy would stay.
    ends = time.monotonic() + 10
    while len(os.listdir("/proc/self/task")) > 1 and time.monotonic() < ends:
        os.sched_yield()
    print("numpy" in sys.modules, len(os.listdir("/proc/self/task")))

atexit.register(tell)
execute()
"""
    command = ["crawl", "archive", "-a", f"warc={tmp_path}", "-O", str(tmp_path / "lines.jsonl")]
    done = subprocess.run(
        [sys.executable, "-c", program, *command, "-s", f"NEWSBOT_DATA={tmp_path}", "-s", "NEWSBOT_WORKERS=1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "1"]


@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-"])
def test_a_crawl_runs_with_closed_streams(closed: str, tmp_path: Path) -> None:
    page = article_page("Floods close the valley road")
    with serve(
        {
            "/": Answer("<a href=/2026/11/floods-close-the-road>Floods</a>"),
            "/2026/11/floods-close-the-road": Answer(page),
        }
    ) as site:
        lines = tmp_path / "lines.jsonl"
        command = f"exec {sys.executable} -m scrapy crawl news -a site={site.url} -O {lines} {closed}"
        own = {"NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db", "NEWSBOT_DATA": str(tmp_path), "NEWSBOT_WORKERS": "1"}
        environment = {**os.environ, **own}
        done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads(lines.read_text())["headline"] == "Floods close the valley road"


def test_an_unreachable_site_is_reported_with_exit_code_1(tmp_path: Path) -> None:
    with serve({}) as site:
        url = site.url
    done = scrapy("crawl", "news", "-a", f"site={url}", folder=tmp_path)
    assert done.returncode == 1
    assert f"newsbot: Nothing was read from {url}: its front page is unreachable." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_of_404s_is_reported_with_exit_code_1(tmp_path: Path) -> None:
    with serve({}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
    assert done.returncode == 1
    assert ": its front page answers with status 404." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_front_page_that_redirects_to_itself_is_reported_with_exit_code_1(tmp_path: Path) -> None:
    with serve({"/": Answer("", status=302, headers={"Location": "/"})}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
    assert done.returncode == 1
    assert ": its front page redirects in a loop." in done.stderr


def test_a_site_that_robots_txt_forbids_is_reported_with_exit_code_1(tmp_path: Path) -> None:
    with serve({"/robots.txt": Answer("User-agent: *\nDisallow: /", "text/plain")}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
    assert done.returncode == 1
    assert ": its robots.txt forbids its front page." in done.stderr
    assert site.requests == ["/robots.txt"]


def test_a_site_that_can_not_say_what_it_allows_is_not_said_to_forbid_it(tmp_path: Path) -> None:
    with serve({"/robots.txt": Answer("busy", status=503)}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
    assert done.returncode == 1
    assert ": its robots.txt could not be fetched, so its front page was not requested." in done.stderr
    assert set(site.requests) == {"/robots.txt"}


def test_a_site_that_moved_to_another_is_reported_with_exit_code_1(tmp_path: Path) -> None:
    with serve({"/": Answer("<h1>New house</h1>")}) as other:
        moved = Answer("", status=301, headers={"Location": other.url})
        with serve({"/": moved}) as site:
            done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
        assert other.requests == []
    assert done.returncode == 1
    assert f": its front page is redirected to {other.url}." in done.stderr


def test_one_site_is_not_crawled_twice_at_once(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path}/state.db")
    with serve({"/": Answer("<h1>Front</h1>")}) as site, storage.lock_site(site_name(site.url)):
        done = scrapy("crawl", "news", "-a", f"site={site.url}", "-L", "CRITICAL", folder=tmp_path)
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1
        assert site.requests == []
    storage.close()


@pytest.mark.parametrize(
    ("answers", "stat"),
    [
        ({"/sitemap.xml": Answer("", "application/xml")}, "newsbot/discovery/sitemap_empty"),
        ({"/sitemap.xml": Answer("<html><h1>Hi</h1></html>")}, "newsbot/discovery/sitemap_html_instead"),
        ({"/feed/": Answer("<html><h1>Hi</h1></html>")}, "newsbot/discovery/feed_html_instead"),
    ],
)
def test_an_odd_source_is_a_counted_reason(answers: dict[str, Answer], stat: str, tmp_path: Path) -> None:
    with serve({"/": Answer("<h1>Front</h1>"), **answers}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
    assert done.returncode == 0
    assert f"'{stat}'" in done.stderr
    assert "Traceback" not in done.stderr


def test_only_a_site_that_lists_no_article_is_reported_as_such(tmp_path: Path) -> None:
    wall = Answer("<title>Just a moment...</title><h1>news.example</h1><p>Verifying that you are human.</p>")
    with serve({"/": wall, "/feed/": wall}) as site:
        for _ in range(2):
            done = scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path)
            assert done.returncode == 0
            assert f"newsbot: {site.url} lists no article in any of its sources." in done.stderr
        path = "/2026/11/a-report-from-the-harbour/"
        site.answers["/"] = Answer(f'<h1>Front</h1><h2><a href="{path}">A report from the harbour</a></h2>')
        site.answers[path] = Answer(article_page("A report from the harbour"))
        for _ in range(2):
            assert "lists no article" not in scrapy("crawl", "news", "-a", f"site={site.url}", folder=tmp_path).stderr


def test_a_feed_that_can_not_be_written_is_exit_code_1_and_its_articles_stay_due(tmp_path: Path) -> None:
    path = "/2026/11/a-report-from-the-harbour/"
    answers = {
        "/": Answer("<h1>Front</h1>"),
        "/sitemap.xml": Answer(f"<urlset><url><loc>{{base}}{path}</loc></url></urlset>", "application/xml"),
        path: Answer(article_page("A report from the harbour")),
    }
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with serve(answers) as site:
        arguments = ["crawl", "news", "-a", f"site={site.url}"]
        feeds = json.dumps({str(tmp_path / "file" / "out.jsonl"): {"format": "jsonlines"}})
        failed = scrapy(*arguments, "-s", f"FEEDS={feeds}", folder=tmp_path)
        assert failed.returncode == 1
        assert "Some lines could not be stored" in failed.stderr
        assert "Traceback" not in failed.stderr
        again = scrapy(*arguments, "-O", str(tmp_path / "out.jsonl"), folder=tmp_path)
        assert again.returncode == 0, again.stderr
        assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_feed_that_can_never_be_written_is_exit_code_2_before_anything_is_fetched(tmp_path: Path) -> None:
    feed = "nowhere://bucket/out.jsonl"
    with serve({"/": Answer("<h1>Front</h1>")}) as site:
        done = scrapy("crawl", "news", "-a", f"site={site.url}", "-o", feed, folder=tmp_path)
        assert site.requests == []
    assert done.returncode == 2
    assert f"newsbot: Not all feeds can be written: {feed}. The log says why" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_interrupt_is_reported_with_exit_code_1(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        environment = {**os.environ, "NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db", "NEWSBOT_DATA": str(tmp_path)}
        command = ["crawl", "news", "-a", f"site={url}"]
        with Command(command, environment, stderr=subprocess.PIPE) as crawl:
            assert crawl.stderr is not None
            connection, _ = silent.accept()
            with connection:
                crawl.send_signal(signal.SIGINT)
                while "Received SIGINT" not in crawl.stderr.readline():
                    assert crawl.poll() is None
                crawl.send_signal(signal.SIGINT)
                said = crawl.stderr.read()
    assert crawl.returncode == 1
    assert "newsbot: The crawl was stopped before its lines were stored; their articles stay due." in said
    assert "0 articles" not in said


@pytest.mark.parametrize("stop", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.soak)])
def test_a_stopped_crawl_closes_its_batch_and_waits_for_no_pause(stop: signal.Signals, tmp_path: Path) -> None:
    paths = [f"/2026/11/a-story-of-the-day-{number}/" for number in range(100)]
    entries = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in paths)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    stories = {path: Answer(article_page(f"A story of the day that stands at {path}")) for path in paths}
    answers = {
        "/": Answer("<h1>Front</h1>"),
        "/sitemap.xml": Answer(sitemap, "application/xml"),
        "/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.5\nSitemap: {base}/sitemap.xml\n", "text/plain"),
    }
    environment = {
        **os.environ,
        "NEWSBOT_STATE": f"sqlite:///{tmp_path}/state.db",
        "NEWSBOT_DATA": str(tmp_path),
        "NEWSBOT_PROFILE_PAGES": "0",
        "NEWSBOT_WORKERS": "1",
    }
    is_asked_on = Event()

    def find(path: str) -> Answer | None:
        # The next page is asked for when this one was read.
        if sum(path in site.requests for path in paths) >= 2:
            is_asked_on.set()
        return stories.get(path)

    with serve(answers) as site:
        site.find = find
        with Command(
            ["crawl", "news", "-a", f"site={site.url}", "-L", "ERROR"], environment, stderr=subprocess.PIPE
        ) as crawl:
            assert is_asked_on.wait(60)
            crawl.send_signal(stop)
            said = crawl.communicate(timeout=120)[1]
    assert crawl.returncode == 0, said
    assert "stopped before the end" in said
    assert len(site.requests) < len(paths)
    batches = list(tmp_path.rglob("*.jsonl.zst"))
    assert batches
    assert not list(tmp_path.rglob("*.part"))
    assert {line["url"] for file in batches for line in map(json.loads, read_lines(file))} <= {
        site.url.rstrip("/") + path for path in paths
    }
