"""Locks between processes: files that the kernel unlocks when their process ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Self

from newsbot.exceptions import SiteBusyError


def try_lock(file: IO[Any]) -> bool:
    """Try to lock this open file; the kernel frees the lock when the file is closed or the process ends."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait for this process's turn; the file at `path` is kept."""
    with path.open("a") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


class SiteFileLock:
    """A lock file that is never removed: otherwise two processes could lock two files of the same name."""

    def __init__(self, path: Path, site: str) -> None:
        self._file = path.open("a+", encoding="ascii")
        if not try_lock(self._file):
            self._file.seek(0)
            holder = self._file.read(20).strip() or "unknown"
            self._file.close()
            raise SiteBusyError(f"Another crawl of {site} is running (process {holder}): wait for it, or stop it.")
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Free the site; repeating this is harmless."""
        # The PID inside is only for people, so a full disk is no reason to keep a site locked.
        with suppress(OSError):
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.release()
