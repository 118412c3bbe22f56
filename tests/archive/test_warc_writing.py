"""WARC files written by a crawl: valid for other readers, complete at every moment, nothing stored twice."""

import errno
import os
import zlib
from datetime import timedelta

import pytest
from archived import ABOUT, NOON, exchange, write_archive
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from newsbot.warc import writing
from newsbot.warc.exchanges import PageEvidence
from newsbot.warc.reading import WarcFile
from newsbot.warc.salvage import salvage_parts
from newsbot.warc.writing import WarcRules, WarcWriter


def files_in(folder):
    return sorted(path.name for path in folder.iterdir() if "captures" not in path.name)


def others_read(path):
    """The records as warcio reads them, each with its digests checked: (type, fields, http headers, content)."""
    with path.open("rb") as file:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.http_headers, record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


def test_another_reader_finds_every_record_with_its_digests_right(tmp_path):
    write_archive(tmp_path, [exchange(0), exchange(1)])
    (name,) = files_in(tmp_path)
    records = others_read(tmp_path / name)
    assert [kind for kind, *_ in records] == ["warcinfo", *["response", "request", "metadata"] * 2]
    info = records[0]
    assert b"operator: The Gazette's library" in info[3]
    assert info[1]["WARC-Filename"] == name
    answer, asked, beside = records[1:4]
    assert answer[2].statusline == "200 OK"
    assert [key for key, _ in answer[2].headers] == ["Server", "Content-Type", "Content-Length"]
    assert answer[1]["WARC-IP-Address"] == "192.0.2.7"
    assert answer[1]["WARC-Warcinfo-ID"] == info[1]["WARC-Record-ID"]
    assert {asked[1]["WARC-Concurrent-To"], beside[1]["WARC-Concurrent-To"]} == {answer[1]["WARC-Record-ID"]}
    assert PageEvidence.decode(beside[3]).link.method == "feed"


def test_a_location_leads_to_the_record(tmp_path):
    locations = write_archive(tmp_path, [exchange(number) for number in range(3)])
    for number, location in enumerate(locations):
        with (tmp_path / location.file).open("rb") as file:
            file.seek(location.offset)
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI") == f"https://gazette.example/story-{number}"
            assert record.rec_headers.get_header("WARC-Record-ID") == f"<{location.record_id}>"
            assert record.rec_headers.get_header("WARC-Payload-Digest") == location.payload_digest


def test_a_body_stays_as_the_server_packed_it_and_only_chunks_are_taken_apart(tmp_path):
    packed = zlib.compress(b"<p>Text</p>")
    head = [b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", b"Content-Encoding: deflate", b"X-Odd:  two  spaces"]
    write_archive(tmp_path, [exchange(0, packed, head=head)])
    block = next(r for r in WarcFile(tmp_path / files_in(tmp_path)[0]).records() if r.kind == "response").block
    assert (
        block
        == (
            b"HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n"
            b"X-Odd:  two  spaces\r\nContent-Length: %d\r\n\r\n" % len(packed)
        )
        + packed
    )


def test_an_answer_that_is_as_it_was_is_not_kept_again_also_in_a_later_crawl(tmp_path):
    first, *_ = write_archive(tmp_path, [exchange(0), exchange(1, b"old")])
    write_archive(tmp_path, [exchange(0), exchange(1, b"new"), exchange(0, b"", 304), exchange(7, b"", 304)])
    records = others_read(tmp_path / files_in(tmp_path)[-1])
    same, changed, fresh, unknown = [record for record in records if record[0] in ("revisit", "response")]
    assert [same[0], changed[0], fresh[0], unknown[0]] == ["revisit", "response", "revisit", "revisit"]
    assert same[1]["WARC-Profile"].endswith("/identical-payload-digest")
    assert fresh[1]["WARC-Profile"].endswith("/server-not-modified")
    for revisit in (same, fresh):
        assert revisit[1]["WARC-Refers-To"] == f"<{first.record_id}>"
        assert revisit[1]["WARC-Refers-To-Date"] == first.date
        assert revisit[1]["WARC-Payload-Digest"] == first.payload_digest
        assert revisit[3] == b""
    assert "WARC-Refers-To" not in unknown[1]


def test_nothing_refers_to_a_file_that_was_removed(tmp_path):
    write_archive(tmp_path, [exchange(0)])
    (tmp_path / files_in(tmp_path)[0]).unlink()
    write_archive(tmp_path, [exchange(0)])
    assert [kind for kind, *_ in others_read(tmp_path / files_in(tmp_path)[0])][1] == "response"


@pytest.mark.parametrize("damage", [b"", b"no database, but long enough to be taken for the head of one" * 20])
def test_without_its_memory_of_captures_all_is_kept_whole(tmp_path, damage, caplog):
    (tmp_path / "captures.db").write_bytes(damage)
    write_archive(tmp_path, [exchange(0)])
    write_archive(tmp_path, [exchange(0)])
    kinds = [[kind for kind, *_ in others_read(tmp_path / name)][1] for name in files_in(tmp_path)]
    assert kinds == (["response", "response"] if damage else ["response", "revisit"])


@pytest.mark.parametrize("rules", [{"max_bytes": 3_000}, {"max_age_s": 170.0}])
def test_a_file_ends_when_it_is_full_or_old(tmp_path, rules):
    bodies = [os.urandom(800) for _ in range(9)]
    locations = write_archive(tmp_path, [exchange(at, body) for at, body in enumerate(bodies)], **rules)
    names = files_in(tmp_path)
    assert len(names) >= 3
    assert all(name.endswith(".warc.gz") for name in names)
    assert sorted({location.file for location in locations}) == names
    read = [record for name in names for record in others_read(tmp_path / name) if record[0] == "response"]
    assert [record[3] for record in read] == bodies


def test_two_crawls_never_write_to_one_file(tmp_path):
    one, other = (WarcWriter(WarcRules(tmp_path), list(ABOUT)) for _ in range(2))
    names = {writer.write(exchange(0), NOON).file for writer in (one, other)}
    one.close()
    third = WarcWriter(WarcRules(tmp_path), list(ABOUT))
    names.add(third.write(exchange(0), NOON).file)
    other.close()
    third.close()
    assert sorted(names) == files_in(tmp_path)
    assert len(names) == 3


def test_a_crawl_that_fetches_nothing_leaves_no_file(tmp_path):
    write_archive(tmp_path, [])
    assert not files_in(tmp_path)


def test_when_the_disk_is_full_what_was_whole_stays_whole(tmp_path, monkeypatch):
    writer = WarcWriter(WarcRules(tmp_path), list(ABOUT))
    writer.write(exchange(0), NOON)
    write = os.write

    def write_half(descriptor, data):
        monkeypatch.setattr(writing.os, "write", fail)
        return write(descriptor, data[: len(data) // 2])

    def fail(descriptor, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.os, "write", write_half)
    with pytest.raises(OSError, match="No space"):
        writer.write(exchange(1), NOON)
    writer.close()
    (name,) = files_in(tmp_path)
    assert [kind for kind, *_ in others_read(tmp_path / name)] == ["warcinfo", "response", "request", "metadata"]


# ------------------------------------------------------------------------------------------ salvage


def left_behind(folder, data):
    path = folder / "newsbot-20261101120000-00000.warc.gz.part"
    path.write_bytes(data)
    return path


def test_a_part_of_a_dead_crawl_gets_its_name_without_its_torn_record(tmp_path):
    locations = write_archive(tmp_path / "made", [exchange(number) for number in range(4)])
    data = (tmp_path / "made" / locations[0].file).read_bytes()
    part = left_behind(tmp_path, data[: locations[3].offset + 40])
    found = salvage_parts(tmp_path)
    assert (found.files, found.records, found.torn) == (1, 10, 40)
    (name,) = [name for name in files_in(tmp_path) if name != "made"]
    assert name == part.name.removesuffix(".part")
    assert len(others_read(tmp_path / name)) == 10


def test_a_part_without_an_answer_is_removed(tmp_path):
    locations = write_archive(tmp_path / "made", [exchange(0)])
    left_behind(tmp_path, (tmp_path / "made" / locations[0].file).read_bytes()[: locations[0].offset + 9])
    assert salvage_parts(tmp_path).files == 0
    assert files_in(tmp_path) == ["made"]


def test_a_part_that_is_being_written_is_left_alone(tmp_path):
    writer = WarcWriter(WarcRules(tmp_path), list(ABOUT))
    writer.write(exchange(0), NOON)
    assert salvage_parts(tmp_path).files == 0
    location = writer.write(exchange(1), NOON + timedelta(seconds=1))
    writer.close()
    assert files_in(tmp_path) == [location.file]


@given(share=st.floats(0, 1))
def test_what_is_salvaged_is_always_valid(tmp_path_factory, share):
    folder = tmp_path_factory.mktemp("torn")
    locations = write_archive(folder / "made", [exchange(number) for number in range(3)])
    data = (folder / "made" / locations[0].file).read_bytes()
    left_behind(folder, data[: int(len(data) * share)])
    salvage_parts(folder)
    for name in files_in(folder):
        if name != "made":
            others_read(folder / name)
