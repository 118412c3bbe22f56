"""Undoes the content codings of a body (gzip, deflate, br, zstd) within limits, and tells a whole body from a cut one.

Scrapy's own way takes what there is of a body that is cut off: half an article then passes for a whole one.
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence

import brotli

from newsbot.exceptions import FetchError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PIECE_BYTES = 65_536
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# RFC 9659: no sender of the coding may ask for more than 8 MB.
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


def undo_codings(body: bytes, codings: Sequence[str], max_bytes: int, *, max_codings: int = 2) -> bytes:
    """The body as it was before these codings, the last of which was put on last.

    Names that mean nothing ("utf-8", "none") are passed over, as browsers do. Raises FetchError with the reason:
    "codings" (more than `max_codings`), "too_large" (more than `max_bytes` after any of them), "cut_off" (the end is
    missing or broken).
    """
    if sum(1 for coding in codings if coding != "identity") > max_codings:
        raise FetchError("codings")
    for coding in reversed(codings):
        if coding in _PIECES:
            body = _within(_PIECES[coding](body), max_bytes)
    return body


def beginning(body: bytes, codings: Sequence[str], max_bytes: int) -> bytes:
    """As much of the body as can be had: of one whose rest is not wanted, as of a robots.txt."""
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
    """The members of a gzip file; what follows the last one is no part of it, as browsers have it."""
    if not body.startswith(_GZIP_MAGIC):
        # Said to be packed and is not: servers do that with files that are never packed.
        yield body
        return
    while body.startswith(_GZIP_MAGIC):
        unpacker = zlib.decompressobj(wbits=31)
        yield from _inflate(unpacker, body)
        body = unpacker.unused_data


def _deflate(body: bytes) -> Iterator[bytes]:
    """The zlib format, or bare deflate, which some servers send by this name."""
    try:
        zlib.decompressobj().decompress(body, 1)
        wbits = 15
    except zlib.error:
        wbits = -15
    yield from _inflate(zlib.decompressobj(wbits=wbits), body)


def _inflate(unpacker: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(data, _PIECE_BYTES)
        except zlib.error:
            raise FetchError("cut_off") from None
        data = unpacker.unconsumed_tail
        if not piece and not data and not unpacker.eof:
            raise FetchError("cut_off")
        yield piece


def _brotli(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    try:
        piece = unpacker.process(body, output_buffer_limit=_PIECE_BYTES)
        yield piece
        while not unpacker.is_finished():
            piece = unpacker.process(b"", output_buffer_limit=_PIECE_BYTES)
            if not piece and not unpacker.is_finished():
                raise FetchError("cut_off")
            yield piece
    except brotli.error:
        raise FetchError("cut_off") from None


def _zstd(body: bytes) -> Iterator[bytes]:
    """The frames of a body."""
    while body:
        unpacker = zstd.ZstdDecompressor(options=_ZSTD_WINDOW)
        data = body
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(data, _PIECE_BYTES)
            except zstd.ZstdError:
                raise FetchError("cut_off") from None
            if not piece and unpacker.needs_input and not unpacker.eof:
                raise FetchError("cut_off")
            data = b""
            yield piece
        body = unpacker.unused_data
        if not body.startswith(_ZSTD_MAGIC):
            return


_PIECES: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
ACCEPTED = "gzip, deflate, br, zstd"
