"""Content codings: whole bodies are decompressed; truncated ones and bombs are refused, in bounded time and memory."""

import gzip
import random
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.downloadermiddlewares.httpcompression import ACCEPTED_ENCODINGS

from newsbot.decoding import beginning, brotli, undo_codings, zstd
from newsbot.exceptions import FetchError

TEXT = b"".join(b"Line %d of what the harbour master said.\n" % number for number in range(9_000))
PACK = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=2),
    "zstd": zstd.compress,
}


def bare_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def reason_of(body, codings, **limits):
    with pytest.raises(FetchError) as raised:
        undo_codings(body, codings, **{"max_bytes": 10_000_000, **limits})
    return str(raised.value)


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("body", [b"", b"x", TEXT], ids=["nothing", "a letter", "a page"])
def test_whole_body_is_unpacked(coding, body):
    assert undo_codings(PACK[coding](body), [coding], 10_000_000) == body


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_cut_body_is_refused_wherever_it_is_cut(coding, share):
    packed = PACK[coding](TEXT)
    cut = packed[: max(1, int(len(packed) * share))]
    if coding == "gzip" and share == 0:
        cut = packed[:2]  # less than its mark could be anything
    assert reason_of(cut, [coding]) == "cut_off"


@pytest.mark.parametrize("coding", PACK)
def test_last_byte_counts(coding):
    assert reason_of(PACK[coding](TEXT)[:-1], [coding]) == "cut_off"


@pytest.mark.parametrize("coding", PACK)
def test_bomb_costs_no_more_memory_than_the_limit(coding):
    bomb = PACK[coding](bytes(80_000_000))
    tracemalloc.start()
    try:
        assert reason_of(bomb, [coding], max_bytes=1_000_000) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_bomb_in_a_bomb_is_stopped_at_the_inner_one():
    assert reason_of(gzip.compress(gzip.compress(bytes(50_000_000))), ["gzip", "gzip"], max_bytes=1_000_000) == (
        "too_large"
    )


def test_zstd_window_larger_than_the_coding_allows_is_refused():
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.enable_long_distance_matching: 1}
    packer = zstd.ZstdCompressor(options=options)
    assert reason_of(packer.compress(TEXT) + packer.flush(), ["zstd"]) == "cut_off"


def test_two_codings_are_undone_the_last_first_and_three_are_refused():
    body = PACK["br"](PACK["gzip"](TEXT))
    assert undo_codings(body, ["gzip", "br"], 10_000_000) == TEXT
    assert undo_codings(body, ["identity", "gzip", "br", "identity"], 10_000_000) == TEXT
    assert reason_of(body, ["gzip", "br", "gzip"]) == "codings"
    assert reason_of(body, ["gzip"] * 60) == "codings"
    assert reason_of(body, ["gzip", "br"], max_codings=1) == "codings"


def test_frames_to_be_skipped_are_skipped():
    note = b"\x53\x2a\x4d\x18\x04\x00\x00\x00note"
    packed = PACK["zstd"](TEXT)
    assert undo_codings(note + packed + note + packed, ["zstd"], 10_000_000) == TEXT * 2


@pytest.mark.parametrize(
    ("coding", "member"),
    [
        ("gzip", gzip.compress(b"", mtime=0)),
        ("zstd", zstd.compress(b"")),
        ("zstd", b"\x50\x2a\x4d\x18\x00\x00\x00\x00"),
    ],
    ids=["gzip", "zstd", "skipped"],
)
def test_body_of_countless_members_is_refused_before_they_are_read(coding, member):
    """400,000 of them kept a crawl busy for an hour: each left a copy of all that come after it."""
    started = time.process_time()
    assert reason_of(member * 400_000, [coding]) == "too_large"
    beginning(member * 400_000, [coding], 500_000)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("coding", PACK)
def test_parts_of_a_body_may_end_anywhere(coding):
    noise = random.Random(1).randbytes(200_000)
    for size in (65_535, 65_536, 65_537, 131_072, 200_000):
        assert undo_codings(PACK[coding](noise[:size]), [coding], 10_000_000) == noise[:size]
        assert undo_codings(PACK[coding](bytes(size)), [coding], 10_000_000) == bytes(size)


@pytest.mark.parametrize("name", ["utf-8", "none", "", "gzip\x00"])
def test_name_that_is_no_coding_means_nothing(name):
    assert undo_codings(TEXT, [name], 10_000_000) == TEXT
    assert undo_codings(PACK["gzip"](TEXT), ["gzip", name], 10_000_000) == TEXT


def test_what_browsers_forgive_is_forgiven():
    assert undo_codings(bare_deflate(TEXT), ["deflate"], 10_000_000) == TEXT
    assert undo_codings(TEXT, ["gzip"], 10_000_000) == TEXT, "a plain body that is called gzip"
    assert undo_codings(PACK["gzip"](TEXT) + b"\0\0", ["gzip"], 10_000_000) == TEXT
    assert undo_codings(PACK["gzip"](TEXT) * 2, ["gzip"], 10_000_000) == TEXT * 2
    assert undo_codings(PACK["zstd"](TEXT) * 2, ["zstd"], 10_000_000) == TEXT * 2


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("size", [3, 65_530, 200_000])
def test_what_follows_the_end_of_a_packed_body_is_no_part_of_it(coding, size):
    noise = random.Random(2).randbytes(size)
    for junk in (b"\n", b"<!-- served in 3 ms -->", bytes(100_000)):
        assert undo_codings(PACK[coding](noise) + junk, [coding], 10_000_000) == noise


@pytest.mark.parametrize("coding", PACK)
def test_beginning_is_what_can_be_had(coding):
    packed = PACK[coding](TEXT)
    assert beginning(packed, [coding], 1_000) == TEXT[:1_000]
    assert TEXT.startswith(beginning(packed[:2_000], [coding], 10**7))
    assert beginning(PACK[coding](bytes(80_000_000)), [coding], 1_000) == bytes(1_000)


@given(st.binary(max_size=300), st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd", "identity"]), max_size=3))
def test_any_bytes_give_a_body_or_a_reason(body, codings):
    assert isinstance(beginning(body, codings, 10_000), bytes)
    with suppress(FetchError):
        assert len(undo_codings(body, codings, 10_000)) <= 10_000


def test_what_is_asked_for_is_what_can_be_undone():
    assert {coding.decode() for coding in ACCEPTED_ENCODINGS} == set(PACK)
