"""Records finished batches that the state does not know, as after a crash or when its file was lost.

The finished files under `<NEWSBOT_DATA>/articles` are the log: what is there counts as delivered.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from newsbot.batches import ARTICLES, SUFFIXES, days_of, read_lines
from newsbot.exceptions import DamagedBatchError
from newsbot.revisions import delivery_of, states_of
from newsbot.state.states import Delivery
from newsbot.state.storage import Storage

logger = logging.getLogger(__name__)

_DAMAGE = (DamagedBatchError, OSError, msgspec.DecodeError, UnicodeDecodeError)


@dataclass(slots=True)
class Recovery:
    """What `recover_batches` found: files and lines that the state did not know, and files it cannot read."""

    batches: int = 0
    lines: int = 0
    damaged: list[str] = field(default_factory=list)


def recover_batches(
    storage: Storage, data: Path, since: date | None = None, runs: Collection[str] | None = None
) -> Recovery:
    """Record the finished batches that the state does not know, as after a crash or when its file was lost.

    All names are compared, or those of the days since then or of these runs; only unknown files are read. Recording a
    running crawl's batch twice is harmless. A damaged file is reported each time and marks nothing as delivered.
    """
    recovery = Recovery()
    begins = tuple(f"{run}-" for run in runs) if runs is not None else ""
    folder = data / ARTICLES
    paths = (path for day in days_of(folder, since) for path in day.rglob("*.jsonl*") if path.name.endswith(SUFFIXES))
    names = sorted(path.relative_to(folder).as_posix() for path in paths if path.name.startswith(begins))
    recorded = storage.recorded_batches(names)
    for name in names:
        if name in recorded:
            continue
        try:
            delivery = _read_delivery(folder / name, name)
        except FileNotFoundError:
            continue
        except _DAMAGE as error:
            logger.error("The batch %s is damaged, its articles stay due: %s", folder / name, error)
            recovery.damaged.append(name)
            continue
        storage.record(delivery)
        recovery.batches += 1
        recovery.lines += len(delivery.articles)
    return recovery


def _read_delivery(path: Path, name: str) -> Delivery:
    now = datetime.now(UTC)
    lines = (states_of(msgspec.json.decode(line), now) for line in read_lines(path))
    return delivery_of([state for state in lines if state], name)
