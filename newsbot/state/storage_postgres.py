"""The state on a PostgreSQL server that several machines share; a site is locked by a lease, which expires."""

from collections.abc import Callable

from newsbot.state.database_postgres import PostgresDatabase
from newsbot.state.leases import Leases, SiteLease
from newsbot.state.states import SiteLock
from newsbot.state.storage_sql import SqlStorage


class PostgresStorage(SqlStorage):
    """The state at `address`; a crawl that is no longer heard of keeps its site for `lease_s` seconds.

    With `waits`, a server that is away on opening is waited for.
    """

    def __init__(self, address: str, lease_s: float, *, waits: bool = False) -> None:
        database = PostgresDatabase(address, waits=waits)
        super().__init__(database)
        self._leases = Leases(database.another(lease_s), lease_s)

    def lock_site(self, site: str) -> SiteLock:
        """Reserve the site for this process; raises `SiteBusyError` if another crawl holds it."""
        lock = SiteLease(self._leases, site)
        self._locks[site] = lock
        return lock

    def holds_sites(self) -> bool:
        """Whether this process still holds every site that it locked; asked before each request."""
        return self._leases.are_held()

    def publish(self, appear: Callable[[], None]) -> None:
        """Give a file of lines its name while no site can pass to another crawl; raises `SiteLostError` if one has."""
        self._leases.publish(appear)

    def close(self) -> None:
        """Release every site and the connections; the storage is not used afterwards."""
        self._leases.close()
        super().close()
