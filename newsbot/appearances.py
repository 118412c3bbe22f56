"""How a complete part takes its name: at once, or once the state has decided whose lines of a job count.

A process may die between the two, or not hear the decision: its part waits until a process of this machine asks again.
"""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsbot.batches import ARTICLES
from newsbot.folders import sync_folder
from newsbot.locks import try_lock

# A waiting part of an archive job: the file's name, the job, and the token of its lines.
_WAITING = ".waiting"
_JOB_PART = re.compile(r"(.+)\.([0-9a-f]{16})-([0-9a-f]{16})\.waiting")


@dataclass(slots=True)
class Appearance:
    """A complete part: calling it gives it its name."""

    part: Path
    target: Path

    def __call__(self) -> None:
        os.replace(self.part, self.target)

    def wait(self, job: str) -> str:
        """Let the part outlive this process until it is decided whose lines of the job count; returns its token."""
        token = secrets.token_hex(8)
        waiting = self.target.with_name(f"{self.target.name}.{job}-{token}{_WAITING}")
        os.replace(self.part, waiting)
        sync_folder(waiting.parent)
        self.part = waiting
        return token


def settle_waiting_parts(data: Path, concluded: Callable[[str], str | None]) -> None:
    """Publish what a dead process left waiting if its lines are the ones that count, or remove it if others are.

    `concluded` returns the token of a job's lines. Undecided parts stay. Raises `StorageError` as `concluded` does.
    """
    for path in (data / ARTICLES).rglob(f"*{_WAITING}"):
        told = _JOB_PART.fullmatch(path.name)
        if told is None:
            continue
        name, job, token = told.groups()
        with suppress(OSError), path.open("r+b") as part:
            # A living process decides for itself.
            if not try_lock(part) or (counts := concluded(job)) is None:
                continue
            if counts == token:
                path.replace(path.with_name(name))
                sync_folder(path.parent)
            else:
                path.unlink()
