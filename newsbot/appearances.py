"""How a part that is whole takes its name: at once, or when the state has decided whose lines of a job count.

A process may die between the two, or not hear what was decided: its part waits until one of this machine asks again.
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

# A part of a job of an archive: the file's name, the job and the token of its lines.
_WAITING = ".waiting"
_JOB_PART = re.compile(r"(.+)\.([0-9a-f]{16})-([0-9a-f]{16})\.waiting")


@dataclass(slots=True)
class Appearance:
    """A part that is whole: called, it takes its name."""

    part: Path
    target: Path

    def __call__(self) -> None:
        os.replace(self.part, self.target)

    def wait(self, job: str) -> str:
        """Let the part outlive this process until it is decided whose lines of the job count; its token."""
        token = secrets.token_hex(8)
        waiting = self.target.with_name(f"{self.target.name}.{job}-{token}{_WAITING}")
        os.replace(self.part, waiting)
        sync_folder(waiting.parent)
        self.part = waiting
        return token


def settle_waiting_parts(data: Path, concluded: Callable[[str], str | None]) -> None:
    """Let what a dead process left waiting appear where its lines are those that count, or remove it where others are.

    `concluded` says the token of a job's lines. What is not decided stays. Raises `StorageError` as that does.
    """
    for path in (data / ARTICLES).rglob(f"*{_WAITING}"):
        told = _JOB_PART.fullmatch(path.name)
        if told is None:
            continue
        name, job, token = told.groups()
        with suppress(OSError), path.open("r+b") as part:
            # A living process decides of its own.
            if not try_lock(part) or (counts := concluded(job)) is None:
                continue
            if counts == token:
                path.replace(path.with_name(name))
                sync_folder(path.parent)
            else:
                path.unlink()
