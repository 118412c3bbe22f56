"""The index behind the OpenSearch API: faults of servers and networks in bulk requests, and their consequences."""

import base64
import json
import os
import signal
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.resources import files

import pytest
from certificates import make_certificate
from command_server import Command, run_command
from index_kills import differences, make_case
from index_places import opensearch_places
from made_lines import made_line, made_tombstone, read
from opensearch_server import FAULTS, FaultProxy

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import open_index
from newsbot.indexes.protocol import BatchMark, IndexCounts, SearchWish
from newsbot.indexes.queries import parse_query

# A server that is busy or away, or a network that fails, and all is well when it is asked again.
PASSING = [fault for fault in FAULTS if fault not in ("some_unreadable", "closed", "too_large", "killed")]
MARK = BatchMark("2026-11-23/run-0001.jsonl.zst", "12-34", 3, is_whole=True)


@pytest.fixture(name="address")
def address_fixture(opensearch, request):
    """An index whose server is tried four times; one that is silent is not waited for long."""
    is_silent = "silent" in request.node.callspec.id if hasattr(request.node, "callspec") else False
    return next(opensearch_places(opensearch.url, f"pause=0&tries=4&timeout={0.5 if is_silent else 60}"))


def lines_of(index):
    return sorted(index.lines(), key=lambda line: line["url"])


@pytest.mark.parametrize("fault", PASSING)
def test_a_failure_that_passes_loses_nothing_and_writes_nothing_twice(opensearch, address, fault):
    lines = [made_line(name) for name in ("a", "b", "c")]
    with closing(open_index(address)) as index:
        opensearch.fails(fault, None, fault, fault)
        assert index.apply(read(*lines)) == []
        assert index.apply(read(made_line("a", version=2, headline="Newer"), made_tombstone("b"), lines[0])) == []
        index.commit(MARK)
        assert lines_of(index) == [made_line("a", version=2, headline="Newer"), made_tombstone("b"), lines[2]]
        assert [version.version for version in index.article(lines[0]["id"]).versions] == [2, 1]
        assert index.counts() == IndexCounts(usable=2, canceled=1)
    assert opensearch.faults == [fault] * 3


@pytest.mark.parametrize("fault", PASSING)
def test_a_failure_that_stays_is_one_sentence_and_no_line_is_refused(opensearch, address, fault):
    with closing(open_index(address)) as index:
        opensearch.fails(*[fault] * 20)
        with pytest.raises(IndexUnavailableError) as failure:
            index.apply(read(*(made_line(f"a{number}") for number in range(40))))
        assert str(failure.value).endswith(".")
        assert "\n" not in str(failure.value)
        assert index.marks([MARK.name]) == {}


def test_a_line_that_the_server_can_not_read_is_refused_and_the_others_are_kept(opensearch, address):
    lines = [made_line(name) for name in ("a", "b", "c")]
    with closing(open_index(address)) as index:
        opensearch.fails("some_unreadable")
        (refusal,) = index.apply(read(*lines))
        index.commit(MARK)
        assert refusal.line.line == lines[1]
        assert refusal.reason == "the server rejects it: failed to parse field"
        assert lines_of(index) == [lines[0], lines[2]]
        assert index.article(lines[1]["id"]) is None


def test_who_searches_does_not_wait_long_for_a_server_that_is_away(opensearch, address):
    with closing(open_index(address.replace("tries=4", "tries=50"))) as index:
        opensearch.is_away = True
        for look in (lambda: index.search(parse_query("floods"), SearchWish()), lambda: index.article("0" * 32)):
            opensearch.asked = 0
            with pytest.raises(IndexUnavailableError):
                look()
            assert opensearch.asked == 2


def test_a_full_disk_is_no_fault_of_the_lines(opensearch, address):
    with closing(open_index(address)) as index:
        opensearch.fails("closed")
        with pytest.raises(IndexUnavailableError, match="read-only"):
            index.apply(read(made_line("a"), made_line("b")))


def test_what_is_too_large_is_sent_in_halves_and_one_line_that_is_too_large_is_refused(opensearch, address):
    large = made_line("large", articleBody="word " * 4_000)
    lines = [made_line(f"a{number}") for number in range(40)]
    with closing(open_index(address)) as index:
        opensearch.limit = 10_000
        (refusal,) = index.apply(read(*lines[:20], large, *lines[20:]))
        index.commit(MARK)
        assert refusal.line.line == large
        assert "413" in refusal.reason
        assert len(lines_of(index)) == 40


def test_requests_are_of_a_size_that_servers_take(opensearch, address, monkeypatch):
    monkeypatch.setattr("newsbot.indexes.opensearch_bulk._MAX_BYTES", 50_000)
    with closing(open_index(address)) as index:
        index.apply(read(*(made_line(f"a{number}", articleBody="word " * 1_000) for number in range(24))))
        index.commit(MARK)
        assert len(lines_of(index)) == 24
    assert 30_000 < max(opensearch.sizes) <= 50_000


def test_an_index_that_goes_away_is_not_made_anew_without_its_mapping(opensearch, address):
    with closing(open_index(address)) as index:
        index.apply(read(made_line("a")))
        name = address.rpartition("/")[2].partition("?")[0]
        opensearch.ask("DELETE", f"/{name}-marks")
        with pytest.raises(IndexUnavailableError, match="no such index"):
            index.forget_marks()


def test_a_wrong_password_is_said_and_a_right_one_lets_in(opensearch):
    opensearch.credentials = "Basic " + base64.b64encode("news:pässwörð@:/".encode()).decode()
    host = opensearch.url.removeprefix("http://")
    for user in ("", "news:wrong@"):
        with pytest.raises(IndexUnavailableError, match="check the user name") as failure:
            open_index(f"opensearch+http://{user}{host}/news")
        assert "news:wrong" not in str(failure.value)
    with closing(open_index(f"opensearch+http://news:p%C3%A4ssw%C3%B6r%C3%B0%40%3A%2F@{host}/news")) as index:
        assert index.counts() == IndexCounts()


def test_a_server_that_is_away_is_said_at_once():
    with pytest.raises(IndexUnavailableError) as failure:
        open_index("opensearch+http://user:secret@127.0.0.1:1/news")
    assert str(failure.value).startswith("The index news at http://127.0.0.1:1 cannot be used: it does not answer (")
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize(
    "address",
    [
        "opensearch+http://",
        "opensearch+http:///news",
        "opensearch+http://host:port/news",
        "opensearch+http://host:99999999/news",
        "opensearch+http://host/News",
        "opensearch+http://host/a/b",
        "opensearch+http://host/_all",
        "opensearch+http://host/news*",
        "opensearch+http://host/news?verify=maybe",
        "opensearch+http://host/news?tries=0",
        "opensearch+http://host/news?pause=never",
        "opensearch+http://host/news?timeout=nan",
        "opensearch+http://host/news?unknown=1",
        "opensearch+http://host/news?&&",
        "opensearch+http://[::1/news",
        "opensearch+https://127.0.0.1:1/news?ca=/no/such/file.pem",
    ],
)
def test_an_address_with_a_mistake_is_refused(address):
    with pytest.raises(ArgumentError) as failure:
        open_index(address)
    assert str(failure.value).endswith(".")


def test_an_index_of_others_or_of_a_newer_newsbot_is_left_alone(opensearch, address):
    name = address.rpartition("/")[2].partition("?")[0]
    with pytest.raises(IndexUnavailableError, match="scrapy index"):
        open_index(address, create=False)
    opensearch.ask("PUT", f"/{name}", {"mappings": {"properties": {"id": {"type": "keyword"}}}})
    with pytest.raises(IndexUnavailableError, match="was not created by newsbot"):
        open_index(address)
    opensearch.ask("PUT", f"/{name}/_mapping", {"_meta": {"newsbot_index": 99}})
    with pytest.raises(IndexUnavailableError, match="newer newsbot"):
        open_index(address)


def test_several_may_make_the_index_at_once(address):
    with ThreadPoolExecutor(6) as threads:
        for index in threads.map(open_index, [address] * 6):
            index.close()


def test_the_templates_make_the_indices_that_newsbot_makes(opensearch):
    address = f"opensearch+http://{opensearch.url.removeprefix('http://')}/newsbot"
    for part in ("articles", "versions", "marks"):
        template = json.loads(files("newsbot.indexes").joinpath(f"opensearch_{part}.json").read_bytes())
        (pattern,) = template["index_patterns"]
        assert opensearch.ask("PUT", f"/_index_template/{pattern}", template) == {"acknowledged": True}
        opensearch.ask("PUT", f"/{pattern}")
    with closing(open_index(address, create=False)) as index:
        index.apply(read(made_line()))
        index.commit(MARK)
        assert len(index.search(parse_query("floods"), SearchWish()).hits) == 1
        assert index.marks([MARK.name]) == {MARK.name: MARK}


def test_a_certificate_is_verified(opensearch_server, tmp_path):
    certificate, key = make_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with opensearch_server.clone() as clone, FaultProxy(clone.url, tls) as server:
        address = f"opensearch+{server.url}/news"
        with pytest.raises(IndexUnavailableError, match="certificate is not trusted"):
            open_index(address)
        for options in (f"ca={certificate}", "verify=no"):
            with closing(open_index(f"{address}?{options}")) as index:
                assert index.counts() == IndexCounts()


def test_a_delivery_that_is_killed_or_met_by_failures_ends_exactly_right(opensearch, address, tmp_path):
    case = make_case(tmp_path / "articles", 300)
    command = ["index", address, "--from", str(tmp_path / "articles")]
    environment = {**os.environ, "NEWSBOT_DATA": str(tmp_path)}
    codes = []
    for plan in (["killed"], ["some_busy", "cut_after", "gateway", None, "cut_within", "broken", "killed"]):
        opensearch.fails(*plan)
        with Command(command, environment) as process:
            opensearch.kill = process.kill
            codes.append(process.wait())
    assert codes == [-signal.SIGKILL] * 2
    for options, plan in (([], ["cut_before", "busy", "away"]), (["--replay"], ["some_busy", None, "cut_after"])):
        opensearch.fails(*plan)
        done = run_command([*command, *options], environment)
        assert (done.returncode, opensearch.plan) == (0, [])
        assert differences(address, case, tmp_path) == []
