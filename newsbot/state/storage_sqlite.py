"""The state in one SQLite file, with the locks of its sites beside it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from newsbot.exceptions import StorageError
from newsbot.locks import SiteFileLock
from newsbot.state.database_sqlite import SqliteDatabase
from newsbot.state.states import SiteLock
from newsbot.state.storage_sql import SqlStorage


class SqliteStorage(SqlStorage):
    """The state in the file at `path`, with the locks in the folder `locks` beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(SqliteDatabase(path))
        self._folder = path.parent / "locks"

    def lock_site(self, site: str) -> SiteLock:
        """Reserve the site for this process; raises `SiteBusyError` if another crawl holds it."""
        try:
            self._folder.mkdir(exist_ok=True)
            lock = SiteFileLock(self._folder / f"{quote(site, safe='')}.lock", site)
        except OSError as error:
            raise StorageError(f"{site} cannot be locked in {self._folder}: {error}.") from error
        self._locks[site] = lock
        return lock

    def holds_sites(self) -> bool:
        """Always true: the kernel frees a lock when its process ends, and not before."""
        return True

    def publish(self, appear: Callable[[], None]) -> None:
        """Give a file of lines its name."""
        appear()
