"""The state on a PostgreSQL server that several machines share; a site is locked by a lease, which ends by itself."""

from collections.abc import Callable

from newsbot.state.database_postgres import PostgresDatabase
from newsbot.state.leases import Leases, SiteLease
from newsbot.state.states import SiteLock
from newsbot.state.storage_sql import SqlStorage


class PostgresStorage(SqlStorage):
    """The state at `address`; a site stays with a crawl that is not heard of for `lease_s` seconds.

    A server that is away at first is waited for where this `waits`.
    """

    def __init__(self, address: str, lease_s: float, *, waits: bool = False) -> None:
        database = PostgresDatabase(address, waits=waits)
        super().__init__(database)
        self._leases = Leases(database.another(lease_s), lease_s)

    def lock_site(self, site: str) -> SiteLock:
        """The site for this process alone; raises `SiteBusyError` when another crawl has it."""
        lock = SiteLease(self._leases, site)
        self._locks[site] = lock
        return lock

    def holds_sites(self) -> bool:
        """Whether every site that was locked is still this process's: asked before each request."""
        return self._leases.are_held()

    def publish(self, appear: Callable[[], None]) -> None:
        """Let a file of lines take its name, while no site can pass to another; raises `SiteLostError` when one has."""
        self._leases.publish(appear)

    def close(self) -> None:
        """Release every site and the connections; the storage is not used afterwards."""
        self._leases.close()
        super().close()
