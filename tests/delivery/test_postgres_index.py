"""The index in PostgreSQL: connections that end, concurrent writers, and lines that it cannot store."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import psycopg
import pytest
from index_kills import deliver_once, differences, make_case
from index_places import postgres_places
from made_lines import made_line, made_tombstone, read

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import open_index, postgres
from newsbot.indexes.protocol import BatchMark, IndexCounts, SearchWish
from newsbot.indexes.queries import parse_query

MARK = BatchMark("2026-11-23/run-0001.jsonl.zst", "12-34", 1, is_whole=True)


@pytest.fixture(name="address")
def address_fixture(index_database):
    return next(postgres_places(index_database))


def end_other_connections(address):
    with psycopg.connect(address, autocommit=True) as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'newsbot' AND pid <> pg_backend_pid()"
        )


def found(index, text):
    return [hit.article["url"].rpartition("/")[2] for hit in index.search(parse_query(text), SearchWish()).hits]


def test_lines_and_mark_are_one_transaction_that_ends_with_the_connection(address):
    with closing(open_index(address)) as index:
        index.apply(read(made_line("lost")))
        end_other_connections(address)
        with pytest.raises(IndexUnavailableError) as failure:
            index.commit(MARK)
        assert str(failure.value).endswith(".")
        assert index.marks([MARK.name]) == {}
        assert index.counts() == IndexCounts()
        index.apply(read(made_line("kept")))
        index.commit(MARK)
    with closing(open_index(address, create=False)) as index:
        assert index.marks([MARK.name]) == {MARK.name: MARK}
        assert found(index, "") == ["kept"]


def test_a_reader_finds_its_way_back_after_the_server_was_restarted(address):
    with closing(open_index(address)) as index:
        index.apply(read(made_line()))
        index.commit(MARK)
        end_other_connections(address)
        with pytest.raises(IndexUnavailableError):
            found(index, "floods")
        assert found(index, "floods") == ["floods"]


def test_writers_at_the_same_time_take_turns(address):
    lines = [made_line(f"a{number}", version=version) for number in range(40) for version in (1, 2, 3)]
    lines += [made_tombstone(f"a{number}", version=4) for number in range(0, 40, 3)]
    ready = Barrier(4)

    def feed(seed):
        mine = random.Random(seed).sample(lines, len(lines))
        ready.wait(30)
        with closing(open_index(address)) as index:
            for start in range(0, len(mine), 30):
                assert index.apply(read(*mine[start : start + 30])) == []
                index.commit(None)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(feed, range(4)))
    newest = {line["id"]: line for line in sorted(lines, key=lambda line: line["version"])}
    with closing(open_index(address)) as index:
        assert list(index.lines()) == [newest[article] for article in sorted(newest)]


def test_a_line_that_can_not_be_kept_is_refused_and_the_others_are_kept(address):
    # PostgreSQL has no character 0.
    lines = [made_line(name) for name in ("a", "b", "c")]
    poison = made_line("poison", description="before \0 after")
    with closing(open_index(address)) as index:
        (refusal,) = index.apply(read(lines[0], poison, *lines[1:]))
        assert index.apply(read(made_line("d"))) == []
        index.commit(MARK)
        assert refusal.line.line == poison
        assert refusal.reason.startswith("PostgreSQL cannot store it: ")
        assert sorted(found(index, "floods")) == ["a", "b", "c", "d"]
        assert index.article(poison["id"]) is None


def test_a_very_long_text_is_found_by_its_words(address):
    words = " ".join(f"word{number}" for number in range(120_000))
    with closing(open_index(address)) as index:
        assert index.apply(read(made_line(articleBody=words, headline="x" * 3_000))) == []
        index.commit(MARK)
        assert found(index, "word1 word15000") == ["floods"]
        assert found(index, '"word100 word101"') == ["floods"]


def test_the_host_of_a_query_is_no_pattern(address):
    with closing(open_index(address)) as index:
        index.apply(
            read(made_line(url="https://a_b.example.com/floods"), made_line("other", url="https://axb.example.com/x"))
        )
        index.commit(MARK)
        assert found(index, "site:a_b.example.com") == ["floods"]
        assert len(found(index, "site:example.com")) == 2
        assert found(index, "site:%.com") == []
        assert found(index, "site:ample.com") == []


def test_the_words_are_made_anew_by_a_newer_newsbot_and_left_by_an_older_one(address, monkeypatch):
    with closing(open_index(address)) as index:
        index.apply(read(made_line(), made_tombstone("gone")))
        index.commit(MARK)
    with psycopg.connect(address) as db:
        db.execute("UPDATE newsbot_articles SET tokens = '', headline_tokens = ''")
    monkeypatch.setattr(postgres, "TOKENS_VERSION", "0-1.0.0")
    with closing(open_index(address)) as index:
        assert found(index, "road") == []
    monkeypatch.setattr(postgres, "TOKENS_VERSION", "99-1.0.0")
    with closing(open_index(address, create=False)) as index:
        assert found(index, "road") == []
    with closing(open_index(address)) as index:
        assert found(index, "road") == ["floods"]


def test_several_may_make_the_tables_at_once(address):
    with ThreadPoolExecutor(6) as threads:
        for index in threads.map(open_index, [address] * 6):
            index.close()


def test_a_reader_needs_no_right_to_write_and_a_writer_none_to_the_tables_themselves(address, postgres):
    with closing(open_index(address)) as index:
        index.apply(read(made_line()))
        index.commit(MARK)
    schema = address.rpartition("%3D")[2]
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("DROP ROLE IF EXISTS reader")
        db.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
        db.execute(f"GRANT USAGE ON SCHEMA {schema} TO reader")
        db.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader")
    mine = address.partition("://")[0] + "://reader:reader@" + address.rpartition("@")[2]
    try:
        with closing(open_index(mine, create=False)) as index:
            assert found(index, "floods") == ["floods"]
        with closing(open_index(mine)) as index, pytest.raises(IndexUnavailableError, match="permission denied"):
            index.apply(read(made_line("other")))
        with psycopg.connect(address, autocommit=True) as db:
            db.execute(f"GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO reader")
        with closing(open_index(mine)) as index:
            index.apply(read(made_line("other")))
            index.commit(MARK)
            assert sorted(found(index, "floods")) == ["floods", "other"]
    finally:
        with psycopg.connect(address, autocommit=True) as db:
            db.execute("DROP OWNED BY reader")
            db.execute("DROP ROLE reader")


def test_what_is_wrong_with_a_database_is_one_sentence_without_the_password(index_database, postgres):
    schemeless = index_database.partition("@")[2]
    addresses = {
        f"postgresql://newsbot:secret@{schemeless}": "password authentication failed",
        index_database.rpartition("/")[0] + "/nowhere": "does not exist",
        "postgresql://newsbot:secret@127.0.0.1:1/x": "refused",
        f"{index_database}?options=-csearch_path%3Dnowhere": "no schema",
    }
    for address, reason in addresses.items():
        with pytest.raises(IndexUnavailableError, match=reason) as failure:
            open_index(address)
        assert str(failure.value).endswith(".")
        assert "\n" not in str(failure.value)
        assert "secret" not in str(failure.value)
    with pytest.raises(IndexUnavailableError, match="scrapy index"):
        open_index(next(postgres_places(index_database)), create=False)
    for address in ("postgresql://[::1/x", "postgresql://host/x?unknown=1"):
        with pytest.raises(ArgumentError):
            open_index(address)


def test_a_database_of_another_encoding_is_refused(postgres):
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as db:
        db.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        try:
            with pytest.raises(IndexUnavailableError, match="must have UTF8"):
                open_index(postgres.url("latin"))
        finally:
            db.execute("DROP DATABASE latin")


def test_an_index_ends_right_however_often_its_delivery_is_killed(address, tmp_path):
    case = make_case(tmp_path / "articles", 500)
    killed = 0
    while deliver_once(address, case, tmp_path, killed % 4 + 1) != 0:
        killed += 1
        assert killed < 50
    assert killed >= 3
    assert differences(address, case, tmp_path) == []
    with closing(open_index(address)) as index:
        index.forget_marks()
    assert deliver_once(address, case, tmp_path) == 0
    assert differences(address, case, tmp_path) == []
