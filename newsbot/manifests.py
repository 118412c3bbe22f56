"""What a run wrote: each finished batch with its digest, and the numbers of lines, in `<data>/manifests`.

Lets whoever copies batches to another machine check that all of them arrived intact (`scrapy index --check`).
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import IO, NamedTuple

import msgspec

from newsbot.batches import write_whole

FOLDER = "manifests"
_ENDING = ".manifest.json"
_CHUNK_BYTES = 1 << 20


class BatchEntry(msgspec.Struct, rename="camel"):
    """A finished batch: its name in the folder of batches, or its address, and what it contained when written."""

    name: str
    bytes: int
    sha256: str
    lines: int
    statuses: dict[str, int]


class Manifest(msgspec.Struct, rename="camel"):
    """A run's batches in the order in which they were finished, and their totals."""

    run_id: str
    schema_version: str = "1.0"
    lines: int = 0
    statuses: dict[str, int] = {}
    files: list[BatchEntry] = []


class FileContents(NamedTuple):
    """The size of a file, and its SHA-256 in hex."""

    bytes: int
    sha256: str


def contents_of(file: IO[bytes]) -> FileContents:
    """Return the size and digest of an open file, read from its start."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    return FileContents(size, digest.hexdigest())


def contents_at(path: Path) -> FileContents:
    """Return the size and digest of the file at a path."""
    with path.open("rb") as file:
        return contents_of(file)


class RunManifest:
    """The manifest of a run in progress; safe from any thread."""

    def __init__(self, data: Path, run_id: str) -> None:
        self._manifest = Manifest(run_id, statuses={}, files=[])
        self._path = data / FOLDER / f"{run_id}{_ENDING}"
        self._lock = Lock()

    def add(self, name: str, contents: FileContents | Path, statuses: Mapping[str, int]) -> None:
        """Add a finished batch, on disk when this returns; on an `OSError` the previous manifest stays."""
        size, sha256 = contents_at(contents) if isinstance(contents, Path) else contents
        entry = BatchEntry(name, size, sha256, sum(statuses.values()), dict(statuses))
        with self._lock:
            manifest = self._manifest
            manifest.files = sorted([*manifest.files, entry], key=lambda entry: entry.name)
            manifest.lines += entry.lines
            manifest.statuses = dict(Counter(manifest.statuses) + Counter(entry.statuses))
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, (msgspec.json.format(msgspec.json.encode(manifest)), b"\n"))


def manifests_of(folder: Path) -> list[Path]:
    """Return the manifests that belong to a folder of batches: in its own `manifests`, or in the one beside it."""
    return sorted(path for place in (folder, folder.parent) for path in (place / FOLDER).glob(f"*{_ENDING}"))


def read_manifest(path: Path) -> Manifest:
    """Read a run's manifest; raises `msgspec.DecodeError` or `OSError` for an invalid file."""
    return msgspec.json.decode(path.read_bytes(), type=Manifest)
