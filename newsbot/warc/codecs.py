"""The compression of a WARC file: members one after another, each decompressed separately, in small pieces.

Gzip, Zstandard (also with a dictionary at the start of the file) or none: then the file is one member.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Protocol

from newsbot.zstandard import zstd

_GZIP_MAGIC = b"\x1f\x8b\x08"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPED_MAGIC = b"\x2a\x4d\x18"  # after a byte 0x50 to 0x5f
# https://iipc.github.io/warc-specifications/specifications/warc-zstd/
_DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
_MAX_DICTIONARY_BYTES = 10_000_000
_WINDOW_BYTES = 65_536
_RECORD = b"WARC/"


class BrokenMemberError(Exception):
    """Raised while reading a member that is damaged or cut off."""


class Member(Protocol):
    """The decompressed bytes of one member; after it was read to its end, `end` is where the next one begins."""

    end: int

    def read(self, size: int) -> bytes:
        """Return some bytes, at most `size`; empty at the end. Raises BrokenMemberError."""


class Window:
    """A file as members read it: bytes from any position, with the last ones cached."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._start = 0
        self._data = b""

    def read(self, offset: int) -> memoryview:
        """Return some bytes from the offset on; empty at the end of the file."""
        at = offset - self._start
        if not 0 <= at < len(self._data):
            self._file.seek(offset)
            self._start, self._data, at = offset, self._file.read(_WINDOW_BYTES), 0
        return memoryview(self._data)[at:]

    def exactly(self, offset: int, size: int) -> bytes:
        """Return this many bytes from the offset on, fewer at the end of the file."""
        found = bytearray()
        while len(found) < size and (some := self.read(offset + len(found))):
            found += some[: size - len(found)]
        return bytes(found)

    def find(self, needle: bytes, offset: int) -> Iterator[int]:
        """Yield the positions of these bytes from the offset on."""
        before = b""
        while some := self.read(offset):
            data = before + bytes(some)
            at = data.find(needle)
            while at >= 0:
                yield offset - len(before) + at
                at = data.find(needle, at + 1)
            offset += len(some)
            before = data[-(len(needle) - 1) :]


class PlainMember:
    """Uncompressed bytes from one position to the end of the file."""

    def __init__(self, window: Window, offset: int) -> None:
        self._window = window
        self.end = offset

    def read(self, size: int) -> bytes:
        """Return some bytes, at most `size`."""
        some = bytes(self._window.read(self.end)[:size])
        self.end += len(some)
        return some


class PackedMember:
    """A gzip member or a Zstandard frame."""

    def __init__(self, window: Window, offset: int, unpacker: Any) -> None:
        self._window = window
        self._unpacker = unpacker
        self._given = offset
        self._tail = b""
        self.end = offset

    def read(self, size: int) -> bytes:
        """Return some bytes, at most `size`; raises BrokenMemberError."""
        unpacker = self._unpacker
        while not unpacker.eof:
            packed: memoryview | bytes = self._tail
            if not packed and getattr(unpacker, "needs_input", True):
                packed = self._window.read(self._given)
                if not packed:
                    raise BrokenMemberError("cut")
                self._given += len(packed)
            try:
                found: bytes = unpacker.decompress(packed, size)
            except (zlib.error, zstd.ZstdError, EOFError, MemoryError):
                raise BrokenMemberError("broken") from None
            self._tail = getattr(unpacker, "unconsumed_tail", b"")
            if found:
                return found
        self.end = self._given - len(unpacker.unused_data)
        return b""


@dataclass(slots=True)
class Codec:
    """How the members of one file are decompressed; each begins with `magic`, which is empty for a plain file.

    `start` is where the first one begins.
    """

    window: Window
    magic: bytes = b""
    start: int = 0
    dictionary: zstd.ZstdDict | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the file is not compressed."""
        return not self.magic

    @property
    def has_check_sums(self) -> bool:
        """Whether checksums guarantee that a member's content is intact."""
        return self.magic == _GZIP_MAGIC

    def member(self, offset: int) -> Member:
        """Return the member that begins at the offset."""
        if self.is_plain:
            return PlainMember(self.window, offset)
        if self.magic == _GZIP_MAGIC:
            return PackedMember(self.window, offset, zlib.decompressobj(31))
        return PackedMember(self.window, offset, zstd.ZstdDecompressor(self.dictionary))

    def next_member(self, offset: int) -> int | None:
        """Return where the next member with a record begins, at the offset or after; None if there is none."""
        for place in self.window.find(self.magic, offset):
            try:
                if self.member(place).read(len(_RECORD)) == _RECORD:
                    return place
            except BrokenMemberError:
                continue
        return None


def open_codec(file: IO[bytes]) -> Codec:
    """Return the codec of an open file, by its first bytes."""
    window = Window(file)
    first = window.exactly(0, 8)
    if first.startswith(_GZIP_MAGIC):
        return Codec(window, _GZIP_MAGIC)
    if first[:4] == _DICTIONARY_MAGIC and len(first) == 8:
        return _with_dictionary(window, struct.unpack("<I", first[4:])[0])
    if first.startswith(_ZSTD_MAGIC) or first[1:4] == _SKIPPED_MAGIC:
        return Codec(window, _ZSTD_MAGIC)
    return Codec(window)


def _with_dictionary(window: Window, size: int) -> Codec:
    """Return the codec of a file that begins with its frames' dictionary, which may itself be compressed."""
    start = 8 + size
    if size > _MAX_DICTIONARY_BYTES:
        return Codec(window, _ZSTD_MAGIC, start)
    content = window.exactly(8, size)
    try:
        if content.startswith(_ZSTD_MAGIC):
            content = zstd.ZstdDecompressor().decompress(content, _MAX_DICTIONARY_BYTES)
        return Codec(window, _ZSTD_MAGIC, start, zstd.ZstdDict(content))
    except (zstd.ZstdError, ValueError, EOFError):
        return Codec(window, _ZSTD_MAGIC, start)
