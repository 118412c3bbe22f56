"""`scrapy extract`: files and addresses in, JSON lines out, one sentence for each error."""

import json
from pathlib import Path

import pytest
from loopback import Answer, article_page, scrapy, serve

PAGE = article_page("Ferry crews vote to end their strike")
URL = "https://example.com/2026/11/ferry-crews"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_file_gives_its_line(page: Path, tmp_path: Path) -> None:
    done = scrapy("extract", str(page), "--url", URL, folder=tmp_path)
    line = json.loads(done.stdout)
    assert (line["url"], line["headline"]) == (URL, "Ferry crews vote to end their strike")
    assert line["articleBody"].count("\n\n") == 2
    assert (done.returncode, done.stderr) == (0, "")


def test_the_body_as_html_comes_when_it_is_asked_for(page: Path, tmp_path: Path) -> None:
    done = scrapy("extract", str(page), "--url", URL, "-s", "NEWSBOT_BODY_HTML=True", folder=tmp_path)
    line = json.loads(done.stdout)
    assert line["articleBodyHtml"].count("<p>") == 3
    assert "articleBodyHtml" not in json.loads(scrapy("extract", str(page), "--url", URL, folder=tmp_path).stdout)
    done = scrapy("extract", str(page), "--url", URL, "-s", "NEWSBOT_BODY_HTML=yes", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "NEWSBOT_BODY_HTML is 'yes', but must be True or False" in done.stderr


def test_standard_input_is_a_file_called_minus(tmp_path: Path) -> None:
    done = scrapy("extract", "-", "--url", URL, folder=tmp_path, stdin=PAGE.encode())
    assert json.loads(done.stdout)["url"] == URL


def test_a_page_that_says_its_address_needs_no_url(tmp_path: Path) -> None:
    text = article_page("Ferry crews vote", head=f'<link rel="canonical" href="{URL}">')
    done = scrapy("extract", "-", folder=tmp_path, stdin=text.encode())
    assert json.loads(done.stdout)["url"] == URL


def test_addresses_are_fetched_in_their_order_and_robots_is_obeyed(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /private\nContent-Usage: train-ai=n", "text/plain"),
        "/.well-known/tdmrep.json": Answer('[{"location": "/", "tdm-reservation": 1}]', "application/json"),
        "/2026/11/first-report-of-the-day/": Answer(
            article_page("First report of the day"), headers={"X-Robots-Tag": "noarchive"}
        ),
        "/2026/11/second-report-of-the-day/": Answer(article_page("Second report of the day")),
    }
    with serve(answers) as site:
        paths = ("2026/11/second-report-of-the-day/", "private", "2026/11/first-report-of-the-day/", "missing")
        done = scrapy("extract", *(site.url + path for path in paths), folder=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["headline"] for line in lines] == ["Second report of the day", "First report of the day"]
    assert done.returncode == 1
    assert "private could not be fetched (robots): its robots.txt forbids the page." in done.stderr
    assert "missing could not be fetched (http_404): the page answers with status 404." in done.stderr
    by_files = {"tdmReservation": 1, "contentUsage": "train-ai=n"}
    assert [line["rights"] for line in lines] == [by_files, {"robots": ["noarchive"], **by_files}]


def test_extracting_leaves_no_state_behind(page: Path, tmp_path: Path) -> None:
    scrapy("extract", str(page), "--url", URL, folder=tmp_path)
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        ([], "Name at least one file or address", 2),
        (["nowhere.html"], "nowhere.html cannot be read: No such file", 2),
        (["."], ". cannot be read: Is a directory", 2),
        (["{page}"], "is unknown: give it with --url", 2),
        (["{page}", "--url", "example.com"], "Did you mean https://example.com?", 2),
        (["{page}", "{page}", "--url", URL], "--url names the address of one page", 2),
        (["{page}", "--colour"], "Unknown option --colour", 2),
        (["{empty}", "--url", URL], "gave no article (no_text). It has hardly any text", 1),
        (
            ["http://127.0.0.1:1/"],
            "http://127.0.0.1:1/ could not be fetched (unreachable): the page is unreachable.",
            1,
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(arguments: list[str], said: str, code: int, page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    named = [argument.format(page=page, empty=empty) for argument in arguments]
    done = scrapy("extract", *named, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
