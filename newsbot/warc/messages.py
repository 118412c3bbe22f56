"""The HTTP in a record's block: the response's status, its headers, and its body as the server meant it."""

import re
from dataclasses import dataclass

from newsbot.decoding import undo_codings
from newsbot.exceptions import FetchError

MAX_BODY_BYTES = 10_000_000
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_MAX_HEAD_BYTES = 131_072
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?:[ \r\n]|\Z)")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"


@dataclass(slots=True)
class Message:
    """A response: its headers in order, with lower-case names, and the body as sent."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def get(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key == name), None)

    def all(self, name: str) -> list[str]:
        """Return all values of a header."""
        return [value for key, value in self.headers if key == name]

    @property
    def media_type(self) -> str:
        """The value of Content-Type without its parameters; empty if missing."""
        return (self.get("content-type") or "").partition(";")[0].strip().lower()


def read_message(block: bytes) -> Message | None:
    """Return the response in a block, None if there is none."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _END_OF_HEAD.search(block, 0, _MAX_HEAD_BYTES)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block[:_MAX_HEAD_BYTES], b"")
    headers: list[tuple[str, str]] = []
    for line in head.decode("latin-1").split("\n")[1:]:
        if line[:1] in (" ", "\t") and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip().lower(), value.strip()))
    return Message(int(status[1]), headers, body)


def read_body(message: Message, limit: int = MAX_BODY_BYTES) -> bytes:
    """Return the body without chunks and codings; raises FetchError: "too_large", "cut_off" or "codings".

    Many archives keep the headers of what they have already decoded: then the body is returned unchanged.
    """
    body = message.body
    if "chunked" in (message.get("transfer-encoding") or "").lower():
        body = _without_chunks(body)
    names = map(str.strip, ",".join(message.all("content-encoding")).lower().split(","))
    body = _uncoded(body, [name for name in names if name], limit)
    if len(body) > limit:
        raise FetchError("too_large")
    return body


def _without_chunks(body: bytes) -> bytes:
    """Join the chunks, as far as they go; a body without chunks is returned unchanged."""
    chunks: list[bytes] = []
    at = 0
    while (size := _CHUNK_SIZE.match(body, at)) is not None:
        length = int(size[1], 16)
        if not length:
            return b"".join(chunks)
        chunks.append(body[size.end() : size.end() + length])
        at = size.end() + length
        while body[at : at + 1] in (b"\r", b"\n") and at < len(body):
            at += 1
    return b"".join(chunks) if chunks and at >= len(body) else body


def _uncoded(body: bytes, codings: list[str], limit: int) -> bytes:
    """Undo the body's codings; if it evidently has none, it is returned unchanged."""
    try:
        return undo_codings(body, codings, limit)
    except FetchError as error:
        if str(error) == "cut_off" and body[:64].lstrip(_BEFORE_MARKUP)[:1] == b"<":
            return body
        raise
