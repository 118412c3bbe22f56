"""Undoes the content codings of a body (gzip, deflate, br, zstd) within limits, and detects bodies that are cut off.

Scrapy accepts what there is of a body that is cut off: half an article then passes for a whole one.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import brotli

from newsbot.exceptions import FetchError
from newsbot.zstandard import zstd

_PIECE_BYTES = 65_536
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPED_MAGIC = b"\x2a\x4d\x18"  # after a byte 0x50 to 0x5f
# A gzip or zstd body may have many members; no server needs this many, and each one takes time.
_MAX_MEMBERS = 10_000
# RFC 9659: no sender of the coding may require a window over 8 MB.
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


def undo_codings(body: bytes, codings: Sequence[str], max_bytes: int, *, max_codings: int = 2) -> bytes:
    """Return the body as it was before these codings, the last of which was applied last.

    Meaningless names ("utf-8", "none") are ignored, as browsers do. Raises FetchError with the reason: "codings" (more
    than `max_codings`), "too_large" (more than `max_bytes` after any of them, or countless members), "cut_off" (the end
    is missing or broken).
    """
    if sum(1 for coding in codings if coding != "identity") > max_codings:
        raise FetchError("codings")
    for coding in reversed(codings):
        if coding in _PIECES:
            body = _within(_PIECES[coding](body), max_bytes)
    return body


def beginning(body: bytes, codings: Sequence[str], max_bytes: int) -> bytes:
    """Return as much of the body as can be decoded, if the rest is not needed, as for a robots.txt."""
    for coding in reversed([coding for coding in codings if coding in _PIECES][:2]):
        parts: list[bytes] = []
        size = 0
        try:
            for piece in _PIECES[coding](body):
                parts.append(piece)
                size += len(piece)
                if size >= max_bytes:
                    break
        except FetchError:
            pass  # what came before is the beginning
        body = b"".join(parts)
    return body[:max_bytes]


def _within(pieces: Iterator[bytes], max_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise FetchError("too_large")
        parts.append(piece)
    return b"".join(parts)


def _gzip(body: bytes) -> Iterator[bytes]:
    """Yield the content of a gzip file's members; anything after the last is ignored, as browsers do."""
    if not body.startswith(_GZIP_MAGIC):
        # Declared as compressed but is not: servers do that with files that are never compressed.
        return iter([body])
    return _members(body, lambda: zlib.decompressobj(wbits=31), lambda head: head.startswith(_GZIP_MAGIC))


def _deflate(body: bytes) -> Iterator[bytes]:
    """Yield the content of the zlib format, or of bare deflate, which some servers send under this name."""
    try:
        zlib.decompressobj().decompress(body[:_PIECE_BYTES], 1)
        wbits = 15
    except zlib.error:
        wbits = -15
    return _members(body, lambda: zlib.decompressobj(wbits=wbits), lambda head: False)


def _zstd(body: bytes) -> Iterator[bytes]:
    """Yield the content of a body's frames, without that of skippable frames."""
    return _members(body, lambda: zstd.ZstdDecompressor(options=_ZSTD_WINDOW), _is_frame)


def _is_frame(head: bytes) -> bool:
    return head.startswith(_ZSTD_MAGIC) or (head[1:4] == _SKIPPED_MAGIC and head[0] >> 4 == 5)


def _members(body: bytes, unpacker_of: Callable[[], Any], is_member: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Yield the content of the members, one after another.

    They are fed in pieces: what a member leaves over is copied, and a body may have a member every twenty bytes.
    """
    view, at = memoryview(body), 0
    for _ in range(_MAX_MEMBERS):
        unpacker = unpacker_of()
        while not unpacker.eof:
            data = view[at : at + _PIECE_BYTES] if getattr(unpacker, "needs_input", True) else b""
            try:
                piece = unpacker.decompress(data, _PIECE_BYTES)
            except (zlib.error, zstd.ZstdError):
                raise FetchError("cut_off") from None
            left = unpacker.unused_data if unpacker.eof else getattr(unpacker, "unconsumed_tail", b"")
            at += len(data) - len(left)
            if not piece and at >= len(view) and not unpacker.eof:
                raise FetchError("cut_off")
            yield piece
        if not is_member(bytes(view[at : at + 4])):
            return
    raise FetchError("too_large")


def _brotli(body: bytes) -> Iterator[bytes]:
    """Yield the content of the stream; anything after its end is ignored, as browsers do."""
    unpacker, given = brotli.Decompressor(), 0
    for at in range(0, len(body), _PIECE_BYTES):
        try:
            for piece in _fed(unpacker, body[at : at + _PIECE_BYTES]):
                given += len(piece)
                yield piece
        except brotli.error:
            yield from _end_of_brotli(body, at, given)
            return
        if unpacker.is_finished():
            return
    raise FetchError("cut_off")


def _end_of_brotli(body: bytes, at: int, given: int) -> Iterator[bytes]:
    """Decode byte by byte the rest of a stream that ends, or is broken, within the piece at `at`."""
    unpacker = brotli.Decompressor()
    pieces = (body[start : min(start + _PIECE_BYTES, at)] for start in range(0, at, _PIECE_BYTES))
    last = body[at : at + _PIECE_BYTES]
    try:
        for data in chain(pieces, (last[place : place + 1] for place in range(len(last)))):
            for piece in _fed(unpacker, data):
                yield piece[given:]
                given = max(0, given - len(piece))
            if unpacker.is_finished():
                return
    except brotli.error:
        pass
    raise FetchError("cut_off")


def _fed(unpacker: Any, data: bytes) -> Iterator[bytes]:
    """Yield what the decompressor returns for these bytes."""
    piece = unpacker.process(data, output_buffer_limit=_PIECE_BYTES)
    while piece or not unpacker.can_accept_more_data():
        yield piece
        piece = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_PIECE_BYTES)


_PIECES: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
