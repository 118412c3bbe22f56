"""Finished batches on the disk: which files they are, their names, and their lines, as far as those are intact.

Crawls write them (`feeds`); recovery after a crash and the indexes read them. What a line says does not matter here.
"""

import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from newsbot.exceptions import DamagedBatchError
from newsbot.folders import sync_folder
from newsbot.zstandard import zstd

# The folder of the batches in the data folder.
ARTICLES = "articles"
# The folder of lines that an index refused; beside the batches, but not one of them.
DEAD_LETTERS = "dead-letters"
SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
_CHUNK_BYTES = 1 << 16
# The most one decompression step may return: a maliciously damaged file must not fill the memory.
_MOST_BYTES = 1 << 20
# Expect the header and checksum of RFC 1952.
_GZIP = 31


@dataclass(frozen=True, slots=True)
class Batch:
    """A finished file: its path, its name in the folder of batches, and a stamp that changes when it is replaced."""

    path: Path
    name: str
    stamp: str
    size_bytes: int
    modified: float


def batch_folder(folder: Path) -> Path:
    """Return where the batches are when a user names `folder`: in its `articles`, or in itself."""
    return folder / ARTICLES if (folder / ARTICLES).is_dir() else folder


def batch_name(path: Path, data: Path) -> str | None:
    """Return a finished file's name among the batches of a data folder, None if it is not one of them."""
    if not path.name.endswith(SUFFIXES):
        return None
    folder = os.path.realpath(data / ARTICLES)
    name = os.path.relpath(os.path.realpath(path), folder)
    return None if name.startswith(os.pardir) else Path(name).as_posix()


def batches_in(folder: Path) -> list[Batch]:
    """Return the finished files under a folder, by name: days in order, within them runs, within these batches.

    Empty while the folder does not exist: the first batch creates it.
    """
    return sorted(_batches(folder, ""), key=lambda batch: batch.name) if folder.is_dir() else []


def _batches(folder: Path, prefix: str) -> Iterator[Batch]:
    with os.scandir(folder) as entries:
        for entry in entries:
            # Skip what is removed in the meantime.
            try:
                if entry.is_dir() and entry.name != DEAD_LETTERS:
                    yield from _batches(Path(entry.path), f"{prefix}{entry.name}/")
                elif entry.name.endswith(SUFFIXES) and entry.is_file():
                    found = entry.stat()
                    stamp = f"{found.st_size}-{found.st_mtime_ns}"
                    yield Batch(Path(entry.path), prefix + entry.name, stamp, found.st_size, found.st_mtime)
            except FileNotFoundError:
                continue


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a plain, gzip or zstd file with their ends; raises `DamagedBatchError` if cut or broken.

    All lines before the damage come first. An `OSError` of the disk is raised unchanged.
    """
    line = b""
    for number, line in enumerate(numbered_lines(path)):
        if not line.endswith(b"\n"):
            raise DamagedBatchError(f"line {number + 1} is incomplete")
        yield line


def numbered_lines(path: Path, longest: int | None = None) -> Iterator[bytes]:
    """Like `read_lines`, but the last line may lack its end, and lines over `longest` bytes are cut there."""
    rest: list[bytes] = []
    size = 0
    for chunk in _chunks(path):
        start = 0
        while (end := chunk.find(b"\n", start) + 1) > 0:
            yield b"".join((*rest, chunk[start:end])) if rest else chunk[start:end]
            rest, size, start = [], 0, end
        if longest is None or size <= longest:
            rest.append(chunk[start:])
        size += len(chunk) - start
    if any(rest):
        yield b"".join(rest)


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield the file's content in pieces of any size, up to where it becomes unreadable."""
    with path.open("rb") as file:
        if path.suffix == ".gz":
            yield from _gunzipped(file)
        elif path.suffix == ".zst":
            yield from _unpacked(file)
        else:
            yield from iter(lambda: file.read(_CHUNK_BYTES), b"")


def _gunzipped(file: IO[bytes]) -> Iterator[bytes]:
    engine, data = zlib.decompressobj(_GZIP), b""
    # An empty file is not a valid compressed file either.
    is_begun = True
    try:
        while data := data or file.read(_CHUNK_BYTES):
            is_begun = True
            yield engine.decompress(data, _MOST_BYTES)
            data = engine.unconsumed_tail
            if engine.eof:
                data, engine, is_begun = engine.unused_data, zlib.decompressobj(_GZIP), False
    except zlib.error as error:
        raise DamagedBatchError(f"it cannot be decompressed ({error})") from error
    if is_begun:
        # What was read last may still be inside the decompressor.
        yield engine.flush()
        raise DamagedBatchError("it is truncated")


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    engine, data = zstd.ZstdDecompressor(), b""
    # An empty file is not a valid compressed file either.
    is_begun = True
    try:
        while data := data or file.read(_CHUNK_BYTES):
            is_begun = True
            yield engine.decompress(data, _MOST_BYTES)
            while not (engine.eof or engine.needs_input):
                yield engine.decompress(b"", _MOST_BYTES)
            data = b""
            if engine.eof:
                data, engine, is_begun = engine.unused_data, zstd.ZstdDecompressor(), False
    except zstd.ZstdError as error:
        raise DamagedBatchError(f"it cannot be decompressed ({error})") from error
    if is_begun:
        raise DamagedBatchError("it is truncated")


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file atomically: it has either its old content or all of the new, whenever the machine stops."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def days_of(folder: Path, since: date | None) -> list[Path]:
    """Return the folders of the days since then; the whole folder if no day is given."""
    if since is None:
        return [folder]
    return [day for day in folder.glob("*-*-*") if day.name >= since.isoformat()]
