"""The files that feeds write: complete or not at all, and compressed.

Plugged into Scrapy's feed export by FEED_STORAGES and the feed option `postprocessing`; `feeds` decides when lines
count as delivered.
"""

import os
import shutil
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage, FTPFeedStorage
from scrapy.extensions.postprocessing import GzipPlugin
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.defer import deferred_from_coro

from newsbot.appearances import Appearance
from newsbot.batches import ARTICLES, days_of
from newsbot.exceptions import NewsbotError
from newsbot.folders import make_folder, sync_folder
from newsbot.locks import try_lock
from newsbot.warc.writing import ARCHIVE_PART
from newsbot.zstandard import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

    from twisted.internet.defer import Deferred

# Level 3 takes 7 ms/MB and compresses better than gzip at 58 ms/MB. The checksum reveals bit rot when batches are read.
_ZSTD_LEVEL = 3
_PART = ".part"


class ZstdPlugin:
    """Compresses a feed with zstd; the feed option `zstd_compresslevel` sets the level."""

    def __init__(self, file: BinaryIO, feed_options: dict[str, Any]) -> None:
        level = feed_options.get("zstd_compresslevel", _ZSTD_LEVEL)
        parameter = zstd.CompressionParameter
        options: dict[int, int] = {parameter.compression_level: level, parameter.checksum_flag: 1}
        self._zstd = zstd.ZstdFile(file, "wb", options=options)

    def write(self, data: bytes) -> int:
        return self._zstd.write(data)

    def close(self) -> None:
        """End the frame; the file below stays open for its storage."""
        self._zstd.close()


class CompressionPlugin:
    """Compresses a batch as NEWSBOT_BATCH_COMPRESSION says."""

    def __init__(self, file: BinaryIO, feed_options: dict[str, Any]) -> None:
        compression = feed_options.get("compression", "zstd")
        self._file: Any = file
        if compression == "zstd":
            self._file = ZstdPlugin(file, feed_options)
        elif compression == "gzip":
            self._file = GzipPlugin(file, {"gzip_mtime": 0, **feed_options})
        self._is_plain = compression == "none"

    def write(self, data: bytes) -> int:
        return int(self._file.write(data))

    def close(self) -> None:
        """End the compression; the file below stays open for its storage."""
        if not self._is_plain:
            self._file.close()


class OneByOneFTPFeedStorage(FTPFeedStorage):
    """Scrapy's storage for FTP and FTPS, one file at a time: of two that create one folder at once, one fails."""

    _turn = threading.Lock()

    def _store_in_thread(self, file: IO[bytes]) -> None:
        with self._turn:
            super()._store_in_thread(file)


class AtomicFileFeedStorage(FileFeedStorage):
    """A local file that appears whole or not at all: lines go to `<path>.part`, which takes its name when stored.

    The part is locked while it is written, so that `remove_torn_parts` can tell it from one left by a dead
    process. Without `overwrite` it starts as a copy of the file. Pipes and devices are written to directly.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        # A symbolic link stays one: its target is replaced.
        self._target = Path(os.path.realpath(self.path))
        self._part = self._target.with_name(self._target.name + _PART)
        self._file: IO[bytes] | None = None
        # How the file takes its name: a shared state has a say in that.
        self.publish: Callable[[Appearance], None] = _at_once

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the part, empty or with the lines so far; raises `OSError` if it cannot be opened."""
        if self._is_special():
            return super().open(spider)
        make_folder(self._target.parent)
        self._file = _open_part(self._part)
        if self._target.exists():
            shutil.copymode(self._target, self._part)
            if self.write_mode == "ab":
                with self._target.open("rb") as lines:
                    shutil.copyfileobj(lines, self._file)
        return self._file

    def store(self, file: IO[bytes]) -> "Deferred[None] | None":
        """Publish the part; if that fails the file stays as it was."""
        if self._is_special():
            return super().store(file)
        # An fsync takes long on a slow disk, and the reactor has other sites to serve.
        return deferred_from_coro(run_in_thread(self._publish, file))

    def _is_special(self) -> bool:
        return self._target.exists() and not self._target.is_file()

    def _publish(self, file: IO[bytes]) -> None:
        try:
            file.flush()
            os.fsync(file.fileno())
            # Renamed before it is closed: the lock keeps cleaners away until it has its name.
            self.publish(Appearance(self._part, self._target))
        except (OSError, NewsbotError):
            self.discard()
            raise
        self._file = None
        file.close()
        sync_folder(self._target.parent)

    def discard(self) -> None:
        """Discard the part, if there is one; the file stays as it was."""
        if self._file is not None:
            self._part.unlink(missing_ok=True)
            # Flushing what is still buffered may fail on a full disk, and is not wanted.
            with suppress(OSError):
                self._file.close()
            self._file = None


def _at_once(appear: Appearance) -> None:
    appear()


def _open_part(path: Path) -> IO[bytes]:
    while True:
        file = path.open("ab")
        if not try_lock(file):
            file.close()
            raise BlockingIOError(f"{path} is being written by another crawl")
        # Between our open and our lock its owner may have renamed it, or a cleaner removed it.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                file.truncate(0)
                return file
        file.close()


def remove_torn_parts(data: Path, since: date | None = None) -> int:
    """Remove the parts under the folder, or of the days since then, that no living process holds; return how many."""
    removed = 0
    for path in (path for day in days_of(data / ARTICLES if since else data, since) for path in day.rglob(f"*{_PART}")):
        if path.name.endswith(ARCHIVE_PART):
            continue  # `warc.salvage` keeps its intact records
        # A part that another process locked first, or that we may not touch, is not ours to remove.
        with suppress(OSError), path.open("r+b") as part:
            if try_lock(part):
                path.unlink()
                removed += 1
    return removed
