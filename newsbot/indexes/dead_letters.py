"""Lines that an index refused, kept with the reason until `scrapy index --dead-letters` delivers them.

There is one file per batch. When delivery of a batch resumes, letters for lines not yet delivered are removed, so that
delivering a batch twice, or after a crash, duplicates none.
"""

import base64
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Self

import msgspec

from newsbot.batches import DEAD_LETTERS, write_whole
from newsbot.exceptions import IndexUnavailableError
from newsbot.folders import sync_folder
from newsbot.indexes.lines import MAX_LINE_BYTES
from newsbot.locks import try_lock

_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_ENDING = ".refused.jsonl"
# How much is kept of a line that is longer than any index takes; the batch has the rest.
_KEPT_BYTES = 2_000


class DeadLetter(msgspec.Struct, omit_defaults=True):
    """A refused line: where it is, why, and its content, as text, or as base64 if it is not valid text."""

    batch: str
    line: int
    reason: str
    text: str | None = None
    base64: str | None = None

    @property
    def data(self) -> bytes:
        """The line as it is in its batch."""
        return base64.b64decode(self.base64) if self.base64 is not None else (self.text or "").encode()


def dead_letter(batch: str, number: int, reason: str, data: bytes) -> DeadLetter:
    """Return the letter for a refused line."""
    kept = data if len(data) <= MAX_LINE_BYTES else data[:_KEPT_BYTES]
    try:
        return DeadLetter(batch, number, reason, text=kept.decode())
    except UnicodeDecodeError:
        return DeadLetter(batch, number, reason, base64=base64.b64encode(kept).decode())


class DeadLetters:
    """The refused lines of one index: `<data>/dead-letters/<index>/<batch>.refused.jsonl`.

    Only one process at a time can open them; another gets `IndexUnavailableError`.
    """

    def __init__(self, data: Path, address: str) -> None:
        self.folder = data / DEAD_LETTERS / _folder_name(address)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock: IO[str] = (self.folder / ".lock").open("a+", encoding="ascii")
        if not try_lock(self._lock):
            self._lock.close()
            raise IndexUnavailableError("Another scrapy index is delivering to this index: wait for it, or stop it.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._lock.close()

    def names(self) -> list[str]:
        """Return the batches with refused lines."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob(f"*{_ENDING}"))
        return sorted(name.removesuffix(_ENDING) for name in found)

    def of(self, batch: str) -> Iterator[DeadLetter]:
        """Yield the letters of a batch, in line order."""
        with suppress(FileNotFoundError), self._path(batch).open("rb") as lines:
            for line in lines:
                # Skip what a crash cut off, or what someone else wrote into the file.
                with suppress(msgspec.DecodeError, UnicodeDecodeError):
                    yield msgspec.json.decode(line, type=DeadLetter)

    def replace(self, batch: str, letters: Iterable[DeadLetter]) -> None:
        """Replace the batch's letters by these, once the last has come; without any, its file is removed."""
        path = self._path(batch)
        if path.exists():
            write_whole(path, (msgspec.json.encode(letter) + b"\n" for letter in letters))
            if not path.stat().st_size:
                path.unlink()

    def add(self, batch: str, letters: Iterable[DeadLetter]) -> None:
        """Append letters to those of the batch; on disk when this returns."""
        path = self._path(batch)
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        with path.open("ab") as file:
            file.writelines(msgspec.json.encode(letter) + b"\n" for letter in letters)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path.parent)

    def _path(self, batch: str) -> Path:
        return self.folder / f"{batch}{_ENDING}"


def _folder_name(address: str) -> str:
    """Return a folder name for the index at an address: readable, without a password, and unique."""
    scheme, _, rest = address.partition("://")
    place = os.path.abspath(rest[1:]) if rest.startswith("/") else rest.rpartition("@")[2]
    readable = _UNSAFE.sub("-", f"{scheme}-{place[-40:]}".lower()).strip(".-")
    return f"{readable}-{sha256(f'{scheme}://{place}'.encode()).hexdigest()[:6]}"
