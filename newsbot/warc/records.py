"""One WARC record as bytes: named fields and a block, each record a gzip member of its own."""

import base64
import hashlib
import uuid
import zlib
from datetime import UTC, datetime

VERSION = b"WARC/1.1"
# Pages compress to within 3 % of level 9, in half the time (see docs/decisions.md).
_LEVEL = 6
_GZIP = 31
Fields = list[tuple[str, str]]


def new_record_id() -> str:
    """Return a new record ID, without the angle brackets around it."""
    return f"urn:uuid:{uuid.uuid4()}"


def warc_date(moment: datetime) -> str:
    """Return a moment as records write it: to the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(data: bytes) -> str:
    """Return the digest of a block or a payload: SHA-1, which all readers know, in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def render(kind: str, record_id: str, fields: Fields, block: bytes, level: int = _LEVEL) -> bytes:
    """Return the record as one gzip member; `fields` are those besides type, ID, block digest and length."""
    named = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{record_id}>"),
        *fields,
        ("WARC-Block-Digest", digest(block)),
        ("Content-Length", str(len(block))),
    ]
    head = b"".join(f"{name}: {_one_line(value)}\r\n".encode() for name, value in named)
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    packed = packer.compress(b"%s\r\n%s\r\n" % (VERSION, head))
    return packed + packer.compress(block) + packer.compress(b"\r\n\r\n") + packer.flush()


def _one_line(value: str) -> str:
    """Return the value without anything that would end its line."""
    return value if value.isprintable() else " ".join(value.split())
