"""The records of a WARC file, one after another, and the damage between them.

Everything before and after damage is recovered: a broken or cut member, a wrong length, bytes that are not a record.
No record takes more memory than was asked for, however long it claims to be.
"""

import base64
import hashlib
import os
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from newsbot.warc.codecs import BrokenMemberError, Codec, Member, PlainMember, open_codec

MAX_BLOCK_BYTES = 10_100_000
_MAX_HEAD_BYTES = 65_536
_CHUNK_BYTES = 65_536
_RECORD = b"WARC/"
_BETWEEN = (b"\r\n\r\n", b"\n\n")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_BEGIN = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Za-z-]{1,40}:")
_BEGIN_BYTES = 64
_NUMBER = re.compile(r"\d{1,15}\Z")

DamageReason = Literal["cut", "broken", "length", "head", "digest"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: the offset of its member in the file, and its position in the decompressed member."""

    offset: int
    inside: int = 0

    def __str__(self) -> str:
        return f"{self.offset}+{self.inside}" if self.inside else str(self.offset)


@dataclass(slots=True)
class Record:
    """One record: its fields by lower-case name, and as much of its block as was asked for.

    `size` is that of the whole block; `end` is where the next member begins, as far as known.
    """

    place: Place
    fields: dict[str, list[str]]
    block: bytes
    size: int
    end: int = 0

    @property
    def kind(self) -> str:
        """Its type: "response", "revisit", …"""
        return self.get("warc-type").lower()

    @property
    def record_id(self) -> str:
        """Its ID without the angle brackets."""
        return self.get("warc-record-id").strip("<>")

    @property
    def url(self) -> str:
        """The address of the record; wget writes it in angle brackets."""
        return self.get("warc-target-uri").strip("<>")

    @property
    def is_whole(self) -> bool:
        """Whether `block` is all of it."""
        return len(self.block) == self.size

    def get(self, name: str) -> str:
        """Return the first value of a field, empty if there is none."""
        values = self.fields.get(name)
        return values[0] if values else ""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where something that should be a record is not, and why."""

    place: Place
    reason: DamageReason


class _DamagedError(Exception):
    """Raised for a damaged record; `inside` is from where to search for the next one in its member."""

    def __init__(self, reason: DamageReason, inside: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.inside = inside


@dataclass(slots=True)
class _Stream:
    """The decompressed bytes of a member, with lookahead; `inside` is how much was read."""

    member: Member
    inside: int = 0
    ahead: bytes = b""

    def look(self, size: int) -> bytes:
        """Return at least this many of the next bytes, fewer at the end."""
        while len(self.ahead) < size and (some := self.member.read(_CHUNK_BYTES)):
            self.ahead = self.ahead + some if self.ahead else some
        return self.ahead

    def skip(self, size: int) -> None:
        """Advance by this many of the bytes looked at."""
        self.ahead = self.ahead[size:]
        self.inside += size

    def take(self, size: int, keep: int) -> bytes:
        """Return the first `keep` of the next `size` bytes; raises BrokenMemberError if there are fewer."""
        kept: list[bytes] = []
        left, room = size, keep
        while left:
            some = self.look(1)[:left]
            if not some:
                raise BrokenMemberError("cut")
            if room:
                kept.append(some[:room])
                room -= len(kept[-1])
            left -= len(some)
            self.skip(len(some))
        return b"".join(kept)


@dataclass(slots=True)
class WarcFile:
    """A file of records; `keep` is how many bytes of a block are kept; metadata keeps more, unless it is 0."""

    path: Path
    keep: int = MAX_BLOCK_BYTES

    def records(self) -> Iterator[Record | Damage]:
        """Yield all records in order; raises OSError if the file itself cannot be read."""
        with self.path.open("rb", buffering=0) as file:
            codec = open_codec(file)
            size = os.fstat(file.fileno()).st_size
            offset: int | None = codec.start
            if codec.start > size:
                yield Damage(Place(0), "cut")
            while offset is not None and offset < size:
                offset = yield from self._member(codec, offset)

    def record_at(self, place: Place) -> Record | None:
        """Return the record that begins at this place, None if there is none."""
        with self.path.open("rb", buffering=0) as file:
            codec = open_codec(file)
            stream = _Stream(codec.member(place.offset))
            try:
                stream.take(place.inside, 0)
                return self._record(stream, codec, place.offset)
            except (_DamagedError, BrokenMemberError):
                return None

    def _member(self, codec: Codec, offset: int) -> Generator[Record | Damage, None, int | None]:
        """Yield the records of the member there; returns where the next one begins, None if there is none."""
        stream = _Stream(codec.member(offset))
        while True:
            try:
                record = self._record(stream, codec, offset)
                if record is None:
                    return stream.member.end if stream.member.end > offset else None
                yield record
            except BrokenMemberError as error:
                yield Damage(Place(offset, stream.inside), "cut" if str(error) == "cut" else "broken")
                return codec.next_member(offset + 1)
            except _DamagedError as error:
                yield Damage(Place(offset, stream.inside), error.reason)
                found = _next_inside(codec, offset, error.inside)
                if found is None:
                    return codec.next_member(offset + 1)
                if isinstance(found, int):
                    return found
                stream = found
                if codec.is_plain:
                    offset, stream.inside = offset + stream.inside, 0

    def _record(self, stream: _Stream, codec: Codec, offset: int) -> Record | None:
        """Return the next record of a member; None at its end."""
        while (ahead := stream.look(_BEGIN_BYTES)) and ahead[:1] in b"\r\n\0":
            stream.skip(len(ahead) - len(ahead.lstrip(b"\r\n\0")))
        if not ahead:
            return None
        begin = stream.inside
        place = Place(offset + begin) if codec.is_plain else Place(offset, begin)
        fields = _read_head(stream)
        after_head = stream.inside
        length = "".join(fields.get("content-length", ())[:1]).strip()
        if not _NUMBER.match(length) or "warc-type" not in fields:
            raise _DamagedError("head", after_head)
        size = int(length)
        keep = self.keep
        if keep and fields["warc-type"][0].lower() == "metadata":
            keep = MAX_BLOCK_BYTES
        try:
            block = stream.take(size, keep)
        except BrokenMemberError as error:
            if str(error) == "cut" and (codec.is_plain or _has_ended(stream.member)):
                # The length may be wrong: then following records were read as part of the block.
                raise _DamagedError("cut" if codec.is_plain else "length", after_head) from None
            raise
        record = Record(place, fields, block, size)
        is_right = None if codec.has_check_sums else _is_as_digested(record)
        if is_right is False:
            raise _DamagedError("digest", after_head)
        _check_end(stream, after_head, is_right=is_right or False)
        record.end = stream.member.end
        return record


def _check_end(stream: _Stream, after_head: int, *, is_right: bool) -> None:
    """Raise _DamagedError unless a block ends here; reads on to the end of a member, where its checksum is.

    `is_right` says that the block matches its digest.
    """
    is_parted = is_right or stream.look(_BEGIN_BYTES).startswith(_BETWEEN)
    while (ahead := stream.look(_BEGIN_BYTES)) and ahead[:1] in b"\r\n":
        stream.skip(len(ahead) - len(ahead.lstrip(b"\r\n")))
    # What follows a properly ended block is read as the next record.
    if ahead.strip(b"\0") and not is_parted and not ahead.startswith(_RECORD):
        raise _DamagedError("length", after_head)


def _has_ended(member: Member) -> bool:
    """Whether a compressed member ended properly."""
    try:
        return not isinstance(member, PlainMember) and not member.read(1)
    except BrokenMemberError:
        return False


def _read_head(stream: _Stream) -> dict[str, list[str]]:
    """Return the fields of a record's head, leaving the stream after it."""
    begin = stream.inside
    if not stream.look(len(_RECORD)).startswith(_RECORD):
        raise _DamagedError("head", begin + 1)
    end = None
    while end is None:
        known = len(stream.ahead)
        end = _END_OF_HEAD.search(stream.ahead, 0, _MAX_HEAD_BYTES)
        if end is None and (known >= _MAX_HEAD_BYTES or len(stream.look(known + 1)) == known):
            raise _DamagedError("head", begin + 1)
    head = stream.ahead[: end.start()]
    stream.skip(end.end())
    return _fields(head)


def _fields(head: bytes) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    last: list[str] = []
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        if line[:1] in (" ", "\t") and last:
            last[-1] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        if colon:
            last = fields.setdefault(name.strip().lower(), [])
            last.append(value.strip())
    return fields


def _next_inside(codec: Codec, offset: int, inside: int) -> "_Stream | int | None":
    """Find what follows damage in a member: a stream at its next record, or where the next member begins."""
    is_plain = codec.is_plain
    stream = _Stream(codec.member(offset + inside if is_plain else offset))
    try:
        stream.take(0 if is_plain else inside, 0)
        stream.inside = inside
        while ahead := stream.look(_CHUNK_BYTES):
            match = _BEGIN.search(ahead)
            if match is not None:
                stream.skip(match.start())
                return stream
            if len(ahead) <= _BEGIN_BYTES:
                stream.skip(len(ahead))
            else:
                stream.skip(len(ahead) - _BEGIN_BYTES)
    except BrokenMemberError:
        return None
    return stream.member.end


def _is_as_digested(record: Record) -> bool | None:
    """Whether the block matches its digest; None if that cannot be determined."""
    algorithm, _, said = record.get("warc-block-digest").partition(":")
    if algorithm.lower() != "sha1" or not record.is_whole:
        return None
    found = hashlib.sha1(record.block, usedforsecurity=False)
    return said.upper() in (base64.b32encode(found.digest()).decode(), found.hexdigest().upper())
