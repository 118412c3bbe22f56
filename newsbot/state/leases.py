"""Leases on the sites that this process crawls, on a server that other machines use too, renewed while it lives.

A process that is stopped, cut off or killed loses its sites when their leases end, and not before. It tells that time
by its own clock, so that it neither requests nor publishes anything once another crawl may hold the site. Each lease
has a rising token: whoever comes back late has an old one.
"""

import logging
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Self

from newsbot.exceptions import SiteBusyError, SiteLostError, StorageError
from newsbot.state.databases import Database

logger = logging.getLogger(__name__)

_CLAIM = """INSERT INTO site_leases AS lease (site, token, holder, expires_at)
        VALUES (?, 1, ?, EXTRACT(EPOCH FROM clock_timestamp()) + ?)
    ON CONFLICT (site) DO UPDATE SET token = lease.token + 1, holder = excluded.holder, expires_at = excluded.expires_at
        WHERE lease.expires_at < EXTRACT(EPOCH FROM clock_timestamp()) OR lease.holder = ?
    RETURNING token"""
_HOLDER = "SELECT holder FROM site_leases WHERE site = ?"
_RENEW = """UPDATE site_leases SET expires_at = EXTRACT(EPOCH FROM clock_timestamp()) + ?
    FROM unnest(CAST(? AS TEXT[]), CAST(? AS BIGINT[])) AS mine (site, token)
    WHERE site_leases.site = mine.site AND site_leases.token = mine.token RETURNING site_leases.site"""
_RELEASE = "UPDATE site_leases SET expires_at = 0, holder = '' WHERE site = ? AND token = ?"
_LOSS = "Another crawl may have taken over %s: the lease of this one expired."
# How many bars separate the parts of a process's name: machine, boot, container, number, start.
_BARS = 4
# So that three renewals may fail before a lease ends.
_RENEWALS_A_LEASE = 4


class Leases:
    """The leases of this process, renewed by a thread. `database` must be used for nothing else."""

    def __init__(self, database: Database, lease_s: float) -> None:
        self._db = database
        self._lease_s = lease_s
        self._tokens: dict[str, int] = {}
        self._turn = Lock()
        # By this machine's clock, which keeps running while the process or the machine sleeps.
        self._end = 0.0
        self._is_lost = False
        self._closed = Event()
        self._thread: Thread | None = None

    def take(self, site: str) -> None:
        """Take the site; raises `SiteBusyError` if another crawl holds it."""
        with self._turn:
            token = self._claim(site, "") or self._claim_from_the_dead(site)
            self._tokens[site] = token
            if self._thread is None:
                self._thread = Thread(target=self._renew_until_closed, name="newsbot-leases", daemon=True)
                self._thread.start()

    def _claim(self, site: str, dead: str) -> int:
        started = _clock()
        rows = self._db.transact(lambda: self._db.rows(_CLAIM, (site, _own_name(), self._lease_s, dead)))
        if not rows:
            return 0
        # Of all sites, the lease that ends first counts.
        end = started + self._lease_s
        self._end = min(self._end, end) if self._tokens else end
        return int(rows[0][0])

    def _claim_from_the_dead(self, site: str) -> int:
        """Return the token if the site's holder was a process of this machine that has died; else SiteBusyError."""
        holder = next((name for (name,) in self._db.rows(_HOLDER, (site,))), "")
        token = self._claim(site, holder) if _is_dead(holder) else 0
        if not token:
            host, *_, number, _ = holder.split("|") if holder.count("|") == _BARS else ("", "unknown", "")
            place = f" on {host}" if host and host != socket.gethostname() else ""
            raise SiteBusyError(
                f"Another crawl of {site} is running (process {number}{place}): wait for it, or stop it."
            )
        return token

    def are_held(self) -> bool:
        """Whether no site can be held by another crawl."""
        return not self._is_lost and (not self._tokens or _clock() < self._end)

    def publish(self, appear: Callable[[], None]) -> None:
        """Call `appear` while no site can pass to another crawl; raises `SiteLostError` if one has."""
        if not self._tokens:
            appear()
            return
        done: list[bool] = []

        def work() -> None:
            # Renewing locks the rows until the transaction ends.
            self._renew()
            if not self.are_held():
                raise SiteLostError(_LOSS % ", ".join(self._tokens))
            if not done:
                done.append(True)
                appear()

        with self._turn:
            self._db.transact(work)

    def _renew(self) -> None:
        started, sites = _clock(), list(self._tokens)
        rows = self._db.rows(_RENEW, (self._lease_s, sites, [self._tokens[site] for site in sites]))
        if {site for (site,) in rows} != set(sites):
            self._is_lost = True
        else:
            self._end = started + self._lease_s

    def _renew_until_closed(self) -> None:
        while not self._closed.wait(self._lease_s / _RENEWALS_A_LEASE):
            try:
                with self._turn:
                    if self._tokens:
                        self._db.transact(self._renew)
            except StorageError as error:
                logger.warning("The lease of %s could not be renewed: %s", ", ".join(self._tokens), error)
            if self._is_lost:
                logger.error(
                    "Another crawl may have taken over %s: this one ends without publishing.", ", ".join(self._tokens)
                )
                return

    def release(self, site: str) -> None:
        """Free the site; repeating this is harmless, and a site that cannot be freed is free when its lease ends."""
        with self._turn:
            token = self._tokens.pop(site, None)
            if token is not None and not self._is_lost:
                with suppress(StorageError):
                    self._db.run(_RELEASE, (site, token))

    def close(self) -> None:
        """Free all sites."""
        self._closed.set()
        for site in list(self._tokens):
            self.release(site)
        if self._thread is not None:
            self._thread.join()
        self._db.close()


class SiteLease:
    """One site of `Leases`, as a lock."""

    def __init__(self, leases: Leases, site: str) -> None:
        leases.take(site)
        self._leases, self._site = leases, site

    def release(self) -> None:
        """Free the site; repeating this is harmless."""
        self._leases.release(self._site)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.release()


def _clock() -> float:
    # Linux's monotonic clock stops while the machine sleeps.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _own_name() -> str:
    return _process_name(os.getpid())


def _process_name(number: int) -> str:
    """Return a name that no other process has, on any machine, in any container, at any time."""
    return "|".join((*_machine(), str(number), _start_of(number)))


@cache
def _machine() -> tuple[str, str, str]:
    boot = namespace = ""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        namespace = os.readlink("/proc/self/ns/pid")
    return socket.gethostname(), boot, namespace


def _start_of(number: int) -> str:
    """Return when the process started; "" if it does not exist or cannot be inspected."""
    try:
        status = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The command name in parentheses may contain anything.
    state, *rest = status.rpartition(")")[2].split()
    return "" if state in "ZX" else rest[18]


def _is_dead(holder: str) -> bool:
    """Whether the process of that name belonged to this machine and has ended."""
    if holder.count("|") != _BARS:
        return False
    *machine, number, start = holder.split("|")
    if tuple(machine) != _machine() or not all(machine) or not number.isdecimal() or not start:
        return False
    return _start_of(int(number)) != start
