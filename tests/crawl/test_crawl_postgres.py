"""Crawls with their state on a server: they survive a lost connection, and leave a site they have lost alone."""

import os
import signal
import subprocess
from threading import Lock

import psycopg
import pytest
from command_server import Command, run_command
from loopback import Answer, article_page, serve
from made_site import STORIES, made_site, new, told

from newsbot.batches import read_lines
from newsbot.state.storage import open_storage
from newsbot.watching.children import EXIT_LEFT

END_ALL = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def on_server(url, **settings):
    return {"NEWSBOT_STATE": url, "NEWSBOT_LEASE_S": "60", **settings}


@pytest.fixture
def site(crawl_host, tmp_path):
    with made_site(crawl_host, tmp_path, *STORIES) as site:
        yield site


def test_what_one_crawl_delivered_is_known_to_the_next(site, database_url, tmp_path):
    assert told(site.crawl(on_server(database_url))) == new(*STORIES)
    assert told(site.crawl(on_server(database_url))) == {}
    site.publish("valley-road", changed="2099-01-01T00:00:00Z", headline="Valley road opens")
    assert told(site.crawl(on_server(database_url))) == {"valley-road": (2, "usable", ["articleBody", "headline"])}


def test_a_connection_lost_between_two_pages_is_made_again(site, database_url):
    answers = {path: site.server.answers.pop(path) for path in list(site.server.answers) if path.startswith("/2026/")}
    one_by_one = Lock()

    def find(path):
        if path in answers:
            # Two pages that are asked for at once would end one another's connection, and so the page.
            with one_by_one, psycopg.connect(database_url, autocommit=True) as db:
                db.execute(END_ALL)
        return answers.get(path)

    site.server.find = find
    assert told(site.crawl(on_server(database_url))) == new(*STORIES)
    assert told(site.crawl(on_server(database_url))) == {}


@pytest.fixture
def slow_crawl(database_url, tmp_path, request):
    """A crawl of four articles by a process of its own; it has asked for the first of them, and waits.

    Its parameter is the lease, where it is to end soon.
    """
    asked, may_answer = os.pipe(), os.pipe()
    links = [f"/2026/11/story-{number}" for number in range(4)]

    def find(path):
        if path not in links:
            return None
        if path == links[0]:
            os.write(asked[1], b"x")
            os.read(may_answer[0], 1)
        return Answer(article_page(f"Story {path[-1]} of the day"))

    entries = "".join(f"<url><loc>{{base}}{link}</loc></url>" for link in links)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    with serve({"/": Answer("<h1>Front</h1>"), "/sitemap.xml": Answer(sitemap, "application/xml")}) as server:
        server.find = find
        settings = {
            **on_server(database_url, NEWSBOT_LEASE_S=getattr(request, "param", "60")),
            "NEWSBOT_DATA": str(tmp_path),
            "NEWSBOT_WORKERS": "0",
        }
        command = ["crawl", "news", "-a", f"site={server.url}"]
        crawl = Command(command, {**os.environ, **settings}, stderr=subprocess.PIPE)
        try:
            assert os.read(asked[0], 1) == b"x"
            yield server, crawl, may_answer[1]
        finally:
            crawl.kill()
            crawl.communicate()
            os.write(may_answer[1], b"xxxxxxxx")


def lines_in(folder):
    return [line for file in folder.rglob("*.jsonl.zst") for line in read_lines(file)]


def run_due(url, state, folder):
    """What a crawl as the watch starts it says, and its exit code."""
    command = ["crawl", "news", "-a", f"site={url}", "-a", "due=only"]
    own = {**on_server(state), "NEWSBOT_DATA": str(folder), "NEWSBOT_WORKERS": "0"}
    done = run_command(command, {**os.environ, **own})
    return done.stderr.decode(), done.returncode


@pytest.mark.parametrize("slow_crawl", ["2"], indirect=True)
def test_a_crawl_that_was_stopped_for_too_long_asks_for_nothing_and_publishes_nothing(
    slow_crawl, database_url, tmp_path
):
    server, crawl, may_answer = slow_crawl
    os.kill(crawl.pid, signal.SIGSTOP)
    storage = open_storage(database_url)
    try:
        take(storage, server.url)
        before = len(server.requests)
        os.write(may_answer, b"x")
        os.kill(crawl.pid, signal.SIGCONT)
        _, said = crawl.communicate(timeout=60)
        assert crawl.returncode == 1
        assert "lease of its site expired" in said
        assert len(server.requests) == before
        assert lines_in(tmp_path) == []
    finally:
        storage.close()


def take(storage, url):
    """Crawl the site in the place of the process that has it, once its lease has ended."""
    from newsbot.exceptions import SiteBusyError
    from newsbot.urls import site_name

    while True:
        try:
            return storage.lock_site(site_name(url))
        except SiteBusyError:
            continue


def test_a_second_crawl_of_a_site_is_refused_and_says_by_whom(slow_crawl, site, database_url):
    server, crawl, _ = slow_crawl
    refused = site.host.crawl(site.folder, {"site": server.url}, on_server(database_url))
    assert f"is running (process {crawl.pid}): wait for it, or stop it." in refused.refusal


def test_a_crawl_of_the_watch_leaves_the_site_to_the_one_that_has_it(slow_crawl, database_url, tmp_path):
    server, crawl, _ = slow_crawl
    said, code = run_due(server.url, database_url, tmp_path / "other")
    assert f"is running (process {crawl.pid})" in said
    assert code == EXIT_LEFT
