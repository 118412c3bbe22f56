"""The WARC files of one crawl: written as parts that get their names when complete, and then never changed.

A file is closed when it is large or old enough, like Common Crawl's news files; the next one begins with the next
response. An incomplete record is cut off before anything follows it: nothing is ever appended to half a record.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsbot.folders import make_folder, sync_folder
from newsbot.locks import try_lock
from newsbot.warc.captures import Captures
from newsbot.warc.cleanings import CleaningLog
from newsbot.warc.exchanges import Exchange, Location, render_exchange
from newsbot.warc.records import new_record_id, render, warc_date

PART = ".part"
ENDING = ".warc.gz"
ARCHIVE_PART = ENDING + PART
# How many responses later ones may refer to before they are safe; then the disk is synced.
_EXCHANGES_PER_SYNC = 500


@dataclass(frozen=True, slots=True)
class WarcRules:
    """Where the files go, when one is full, and who is responsible for them."""

    folder: Path
    max_bytes: int = 1024 * 1024 * 1024
    max_age_s: float = 86_400.0
    operator: str = ""


@dataclass(slots=True)
class WarcWriter:
    """Writes the exchanges of one run; `about` are the fields of the record that opens each file.

    Not thread-safe. After an OSError nothing more may be written; `close` keeps the complete records.
    """

    rules: WarcRules
    about: list[tuple[str, str]]
    records: int = 0
    bytes_written: int = 0
    revisits: int = 0
    files: int = 0
    _file: int | None = None
    _part: Path = Path()
    _name: str = ""
    _size: int = 0
    _opened: datetime | None = None
    _info_id: str = ""
    _serial: int = 0
    _unsynced: int = 0
    _is_empty: bool = True
    _captures: Captures | None = None

    def write(self, exchange: Exchange, fetched: datetime | None = None) -> Location:
        """Append the records of an exchange; returns where its response is."""
        fetched = fetched or datetime.now(UTC)
        self._roll(fetched)
        if self._file is None:
            self._open(fetched)
        assert self._captures is not None
        known = self._captures.last(exchange.url)
        found = render_exchange(exchange, fetched, self._info_id, known)
        offset = self._size
        self._append(found.data)
        self.records += 2 + (exchange.evidence is not None)
        self.revisits += found.is_revisit
        if found.capture is not None:
            found.capture.file = self._name
            self._captures.note(exchange.url, found.capture)
        self._is_empty = False
        self._unsynced += 1
        if self._unsynced >= _EXCHANGES_PER_SYNC:
            self.sync()
        return Location(self._name, offset, found.record_id, found.payload_digest, found.date)

    def write_cleanings(self, log: CleaningLog, now: datetime | None = None) -> None:
        """Append the cleanings of pages written before; without an open file they are left out."""
        if self._file is not None and not self._is_empty and len(log):
            self._append(log.take(now or datetime.now(UTC), self._info_id))
            self.records += 1
            self._unsynced += 1

    def sync(self) -> None:
        """Wait until what was written is on the disk."""
        if self._file is None or not self._unsynced:
            return
        os.fsync(self._file)
        self._unsynced = 0
        if self._captures is not None:
            self._captures.commit()

    def close(self) -> None:
        """Give the last file its name."""
        try:
            self._publish()
        finally:
            if self._captures is not None:
                self._captures.close()
                self._captures = None

    def _roll(self, now: datetime) -> None:
        """Close the file if it is full or old."""
        if self._file is None or self._opened is None:
            return
        age_s = (now - self._opened).total_seconds()
        if self._size >= self.rules.max_bytes or age_s >= self.rules.max_age_s:
            self._publish()

    def _open(self, now: datetime) -> None:
        folder = self.rules.folder
        make_folder(folder)
        if self._captures is None:
            self._captures = Captures(folder)
        while self._file is None:
            self._name = f"newsbot-{now.astimezone(UTC):%Y%m%d%H%M%S}-{self._serial:05d}{ENDING}"
            self._serial += 1
            self._part = folder / (self._name + PART)
            try:
                self._file = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
            except FileExistsError:
                continue
            if (folder / self._name).exists():  # another crawl's, which took its name at this moment
                self._discard()
        try_lock_descriptor(self._file)
        self._size, self._opened, self._unsynced, self._is_empty = 0, now, 0, True
        self._info_id = new_record_id()
        fields = [
            ("WARC-Date", warc_date(now)),
            ("WARC-Filename", self._name),
            ("Content-Type", "application/warc-fields"),
        ]
        block = "".join(f"{name}: {value}\r\n" for name, value in self.about).encode()
        self._append(render("warcinfo", self._info_id, fields, block))
        self.files += 1

    def _append(self, data: bytes | bytearray) -> None:
        """Write all of it, or leave the file as it was and raise OSError."""
        assert self._file is not None
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)
            raise
        self._size += len(data)
        self.bytes_written += len(data)

    def _publish(self) -> None:
        if self._file is None or self._is_empty:
            self._discard()
            return
        self._unsynced = max(self._unsynced, 1)
        try:
            self.sync()
            # Renamed before it is closed: its lock keeps others away until it has its name.
            os.rename(self._part, self.rules.folder / self._name)
            sync_folder(self.rules.folder)
        finally:
            os.close(self._file)
            self._file = None

    def _discard(self) -> None:
        if self._file is not None:
            self._part.unlink(missing_ok=True)
            os.close(self._file)
            self._file = None


def try_lock_descriptor(descriptor: int) -> bool:
    """Like `locks.try_lock`, for a file opened without buffers; the descriptor stays open."""
    with os.fdopen(descriptor, "wb", closefd=False, buffering=0) as file:
        return try_lock(file)
