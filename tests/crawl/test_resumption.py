"""A crawl of the watch that was killed: the next one repeats no answered request, and writes the same lines."""

import asyncio
import json
import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Event
from types import SimpleNamespace

import pytest
from command_server import Command
from loopback import Answer, Server, article_page, serve
from scrapy import Request
from scrapy.http import HtmlResponse

from newsbot.batches import read_lines
from newsbot.fetching.resumption import keep_answer
from newsbot.fetching.wire import BROKEN_OFF
from newsbot.state.kept_answers import KeptAnswers, SiteAnswer
from newsbot.state.storage import open_storage
from newsbot.zstandard import zstd

STORIES = [f"/2026/11/story-of-the-day-{number}" for number in range(6)]
DUE = {"due": "only"}


def site() -> dict[str, Answer]:
    entries = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in STORIES)
    return {
        "/": Answer("<h1>Front</h1>"),
        "/robots.txt": Answer("User-agent: *\nSitemap: {base}/map.xml\n", "text/plain"),
        "/map.xml": Answer(f"<urlset>{entries}</urlset>", "application/xml"),
        **{path: Answer(article_page(f"Story {path[-1]} of the day")) for path in STORIES},
    }


@pytest.fixture
def killed(state_address, tmp_path, request):
    """A site, and what it was asked for by a crawl that was killed while it waited for the last article.

    Its parameter are further arguments of that crawl.
    """
    asked, may_answer = Event(), Event()
    with serve(site()) as server:
        stories = {path: server.answers.pop(path) for path in STORIES}

        def find(path: str) -> Answer | None:
            if path in stories and set(stories) <= set(server.requests):
                asked.set()
                may_answer.wait()
                return Answer("")  # who asked is gone
            return stories.get(path)

        server.find = find
        arguments = getattr(request, "param", ["-a", "due=only"])
        command = ["crawl", "news", "-a", f"site={server.url}", *arguments]
        # One after the other, so that all others are answered by then; no page waits for the delay of a host.
        command += ["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "AUTOTHROTTLE_ENABLED=False"]
        own = {"NEWSBOT_STATE": state_address, "NEWSBOT_DATA": str(tmp_path / "killed"), "NEWSBOT_WORKERS": "0"}
        crawl = Command(command, {**os.environ, **own})
        assert asked.wait(60)
        crawl.kill()
        crawl.wait()
        before = list(server.requests)
        server.requests.clear()
        server.find = stories.get
        may_answer.set()
        yield server, before


def crawl_again(server: Server, host, state_address, folder, **arguments: str):
    settings = {"NEWSBOT_STATE": state_address, "NEWSBOT_LEASE_S": "60"}
    crawled = host.crawl(folder, {"site": server.url, **arguments}, settings)
    assert (crawled.refusal, crawled.log) == (None, [])
    return [line for file in folder.rglob("*.jsonl.zst") for line in read_lines(file)]


def test_what_was_answered_is_not_asked_again(killed, crawl_host, state_address, tmp_path):
    server, before = killed
    assert {"/", "/robots.txt", "/map.xml", *STORIES} <= set(before)
    lines = crawl_again(server, crawl_host, state_address, tmp_path / "next", **DUE)
    # What it waited for when it was killed, and nothing else.
    assert server.requests == [before[-1]]
    assert len(lines) == len(STORIES)


def test_a_line_says_when_its_page_was_had(killed, crawl_host, state_address, tmp_path):
    server, before = killed
    with closing(open_storage(state_address)) as storage:
        storage.database.run("UPDATE answers SET answered_at = answered_at - 300")
    now = datetime.now(UTC)
    lines = [json.loads(line) for line in crawl_again(server, crawl_host, state_address, tmp_path / "next", **DUE)]
    ages = {line["url"]: now - datetime.fromisoformat(line["metadata"]["dateDownloaded"]) for line in lines}
    asked = ages.pop(f"{server.url.rstrip('/')}{before[-1]}")
    assert asked < timedelta(seconds=10)
    assert len(ages) == len(STORIES) - 1
    assert all(age > timedelta(seconds=290) for age in ages.values())


def test_a_crawl_that_ended_leaves_nothing_to_the_next(killed, crawl_host, state_address, tmp_path):
    server, _ = killed
    crawl_again(server, crawl_host, state_address, tmp_path / "next", **DUE)
    with closing(open_storage(state_address)) as storage:
        assert storage.database.rows("SELECT site FROM answers") == []
    server.requests.clear()
    crawl_again(server, crawl_host, state_address, tmp_path / "by-hand")
    assert "/map.xml" in server.requests


def test_who_crawls_by_hand_has_all_asked_anew(killed, crawl_host, state_address, tmp_path):
    server, _ = killed
    crawl_again(server, crawl_host, state_address, tmp_path / "next")
    assert {"/", "/robots.txt", "/map.xml", *STORIES} <= set(server.requests)
    # What was there before is given to no later crawl either: it would take back what changed meanwhile.
    with closing(open_storage(state_address)) as storage:
        assert storage.database.rows("SELECT site FROM answers") == []


@pytest.mark.parametrize("killed", [[]], indirect=True)
def test_a_crawl_by_hand_keeps_nothing(killed, crawl_host, state_address, tmp_path):
    server, _ = killed
    crawl_again(server, crawl_host, state_address, tmp_path / "next", **DUE)
    assert {"/", "/robots.txt", "/map.xml", *STORIES} <= set(server.requests)


def test_what_is_archived_is_asked_again(killed, crawl_host, state_address, tmp_path):
    # The lines of the next crawl name records of its own archive.
    server, _ = killed
    settings = {"NEWSBOT_STATE": state_address, "NEWSBOT_LEASE_S": "60", "NEWSBOT_WARC": str(tmp_path / "warc")}
    crawl_host.crawl(tmp_path / "next", {"site": server.url, **DUE}, settings)
    lines = [line for file in (tmp_path / "next").rglob("*.jsonl.zst") for line in read_lines(file)]
    assert all(b'"recordId"' in line for line in lines)
    assert len(lines) == len(STORIES)


# ------------------------------------------------------------------------------------------- kept answers

SITE, KEY = "a.example", b"k" * 16
ANSWER = SiteAnswer("https://a.example/", 200, {b"Content-Type": [b"text/html"]}, b"<h1>Front</h1>", [])


@pytest.fixture
def storage(state_address):
    with closing(open_storage(state_address)) as storage:
        yield storage


def kept_by(storage, *sites: str) -> KeptAnswers:
    kept = KeptAnswers(storage)
    for name in sites:
        kept.load(name)
    return kept


def keep(kept: KeptAnswers, answer: SiteAnswer = ANSWER, key: bytes = KEY) -> None:
    written = kept.keep(SITE, key, answer)
    if written is not None:
        written.result()


def test_an_answer_is_given_once_as_it_was(storage):
    keep(kept_by(storage, SITE))
    kept = kept_by(storage, SITE)
    assert kept.has(KEY)
    found = kept.take(KEY)
    assert found is not None
    assert found[0] == ANSWER
    assert abs(datetime.now(UTC) - found[1]) < timedelta(minutes=1)
    assert not kept.has(KEY)
    assert kept.take(KEY) is None


def test_the_newest_answer_to_a_question_counts(storage):
    kept = kept_by(storage, SITE)
    keep(kept)
    keep(kept, newer := SiteAnswer(ANSWER.url, 200, {}, b"<h1>Newer</h1>", []))
    found = kept_by(storage, SITE).take(KEY)
    assert found is not None
    assert found[0] == newer


def test_an_old_answer_is_not_reused(storage):
    keep(kept_by(storage, SITE))
    storage.database.run("UPDATE answers SET answered_at = answered_at - 3600")
    assert not kept_by(storage, SITE).has(KEY)
    kept_by(storage, "b.example").close()
    assert storage.database.rows("SELECT site FROM answers") == []


def test_a_crawl_that_ends_forgets_its_own_sites_only(storage):
    keep(kept_by(storage, SITE))
    kept_by(storage, "b.example").close()
    assert kept_by(storage, SITE).has(KEY)
    kept_by(storage, SITE).close()
    assert not kept_by(storage, SITE).has(KEY)


def test_what_is_large_or_too_much_is_not_kept(storage):
    kept = kept_by(storage, SITE)
    keep(kept, SiteAnswer(ANSWER.url, 200, {}, bytes(3_000_000), []))
    assert not kept_by(storage, SITE).has(KEY)
    for number in range(20):
        keep(kept, SiteAnswer(ANSWER.url, 200, {}, os.urandom(1_500_000), []), bytes([number] * 16))
    assert not kept_by(storage, SITE).has(bytes([19] * 16))
    assert kept_by(storage, SITE).has(bytes(16))


def test_a_state_that_can_not_be_written_ends_nothing(storage, caplog):
    kept = kept_by(storage, SITE)
    storage.database.run("DROP TABLE answers")
    caplog.set_level("INFO")
    keep(kept)
    assert "1 responses could not be stored" in caplog.text


@pytest.mark.parametrize("data", [b"no frame", zstd.compress(b"\x91\x01")], ids=["no frame", "other fields"])
def test_an_answer_that_can_not_be_read_is_asked_for_again(storage, data, caplog):
    keep(kept_by(storage, SITE))
    storage.database.run("UPDATE answers SET data = ?", (data,))
    caplog.set_level("INFO")
    assert kept_by(storage, SITE).take(KEY) is None
    assert "A stored response of a.example cannot be read" in caplog.text


def test_while_nothing_can_be_written_not_all_is_held(storage):
    kept, may_write, is_writing = kept_by(storage, SITE), Event(), Event()

    def wait() -> bool:
        is_writing.set()
        return may_write.wait(60)

    storage.holds_sites = wait
    first = kept.keep(SITE, KEY, ANSWER)
    assert is_writing.wait(60)
    written = [kept.keep(SITE, bytes([number] * 16), ANSWER) for number in range(150)]
    assert written[0] is not None
    assert written[-1] is None
    may_write.set()
    first.result()
    kept.close()


@pytest.mark.parametrize(("status", "flags", "count"), [(200, [], 1), (206, [], 0), (200, [BROKEN_OFF], 0)])
def test_what_is_not_whole_is_asked_for_again(status, flags, count):
    given = []
    spider = SimpleNamespace(kept_answers=SimpleNamespace(keep=lambda *answer: given.append(answer)), site_of=str)
    crawler = SimpleNamespace(spider=spider, get_extension=lambda _: None)
    request = Request("https://a.example/2026/11/story")
    asyncio.run(keep_answer(crawler, request, HtmlResponse(request.url, status, body=b"<p>Half", flags=flags)))
    assert len(given) == count
