"""Every run leaves a report, which `scrapy report` shows; a webhook is notified of failed monitors."""

import json
import os
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from command_server import run_command
from loopback import Answer, article_page, serve


def scrapy(*arguments, folder, **settings):
    environment = {
        **os.environ,
        "NEWSBOT_STATE": f"sqlite:///{folder}/state.db",
        "NEWSBOT_DATA": str(folder),
        "NEWSBOT_WORKERS": "0",
        **settings,
    }
    done = run_command(list(arguments), environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


STORY = "/2026/11/a-report-from-the-harbour/"
ANSWERS = {
    "/": Answer("<h1>Front</h1>"),
    "/sitemap.xml": Answer(
        f"<urlset><url><loc>{{base}}{STORY}</loc></url><url><loc>{{base}}/2026/11/gone-with-the-ferry/</loc></url></urlset>",
        "application/xml",
    ),
    STORY: Answer(article_page("A report from the harbour")),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crawled")
    with serve(ANSWERS) as site:
        code, _, err = scrapy("crawl", "news", "-a", f"site={site.url}", "-L", "WARNING", folder=folder)
    assert code == 0, err
    return folder, err


def test_a_crawl_ends_with_what_a_person_wants_to_know(crawled):
    folder, err = crawled
    first, *more = err.splitlines()
    assert first.startswith("newsbot: 1 article; 1 page read; 1 dropped: 1 http_404;")
    assert more[0].startswith("  authors on ")
    assert more[1].startswith(f"  lines: {folder}/articles/")
    assert more[2].startswith(f"  report: {folder}/reports/")


def test_the_report_shows_figures_and_examples_with_their_command(crawled):
    folder, _ = crawled
    code, out, err = scrapy("report", folder=folder)
    assert (code, err) == (0, "")
    assert "monitors passed" in out
    assert "scrapy explain http://127.0.0.1" in out
    assert "gone-with-the-ferry" in out
    code, out, _ = scrapy("report", "--json", folder=folder)
    made = json.loads(out)
    assert made["sites"][0]["new"] == 1
    assert made["statuses"]["404"] >= 1
    assert made["files"][0].endswith("-0001.jsonl.zst")
    code, _, err = scrapy("report", made["run"], "--html", str(folder / "out.html"), folder=folder)
    assert code == 0
    assert (folder / "out.html").read_bytes() == (folder / "reports" / f"{made['run']}.html").read_bytes()
    code, out, _ = scrapy("report", "--compare", made["run"], folder=folder)
    assert code == 0
    assert "difference" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nothing"], "There is no run nothing: the latest are 2"),
        (["--json", "--html", "x"], "Choose one of --html, --json and --compare."),
        (["a", "b"], "Name one run"),
        (["--html", "/no/such/folder/x.html"], "cannot be written: No such file or directory."),
        (["--compare", "nothing"], "There is no run nothing"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_code_2(crawled, arguments, sentence):
    code, out, err = scrapy("report", *arguments, folder=crawled[0])
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_without_a_run_there_is_no_report(tmp_path):
    code, _, err = scrapy("report", folder=tmp_path)
    assert code == 2
    assert "There is no report in" in err


@contextmanager
def hook():
    """A webhook on loopback: its address, and what it was told."""
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/hook", told
        finally:
            server.shutdown()
            thread.join()


def test_a_failed_monitor_is_shown_sent_and_gives_exit_code_1(tmp_path):
    with serve({"/": Answer("", status=503)}) as site, hook() as (address, told):
        settings = {"NEWSBOT_REPORT_WEBHOOK": address}
        _, _, err = scrapy("crawl", "news", "-a", f"site={site.url}", "-L", "WARNING", folder=tmp_path, **settings)
        assert "  ! reachable of 127.0.0.1" in err
        assert [check["monitor"] for check in told[0]["failed"]] == ["reachable"]
    code, out, _ = scrapy("report", folder=tmp_path)
    assert code == 1
    assert "FAILED reachable of 127.0.0.1" in out


def test_a_webhook_that_is_no_address_is_refused(tmp_path):
    arguments = ["crawl", "news", "-a", "site=http://127.0.0.1:9/"]
    code, _, err = scrapy(*arguments, folder=tmp_path, NEWSBOT_REPORT_WEBHOOK="hooks.example.com")
    assert code == 2
    assert "NEWSBOT_REPORT_WEBHOOK must be an address" in err


def test_a_report_that_can_not_be_written_ends_no_crawl(tmp_path):
    (tmp_path / "reports").write_text("a file in the way", encoding="utf-8")
    with serve(ANSWERS) as site:
        code, _, err = scrapy("crawl", "news", "-a", f"site={site.url}", "-L", "ERROR", folder=tmp_path)
    assert code == 0
    assert "The report could not be written to" in err
    assert "Traceback" not in err
