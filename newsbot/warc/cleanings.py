"""Which version of its site's profile a crawl cleaned each page with: archived so that this can be repeated.

One JSON record per some hundred pages, with the versions that no earlier record contained.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from newsbot.warc.records import new_record_id, render, warc_date

PREFIX = "urn:newsbot:cleaning:"


@dataclass(slots=True)
class Cleanings:
    """Pages' record IDs with the names of versions, empty for none, and the versions themselves."""

    records: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def decode(cls, data: bytes) -> "Cleanings | None":
        """Decode what `CleaningLog` wrote; None for anything else."""
        try:
            return msgspec.json.decode(data, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None


@dataclass(slots=True)
class CleaningLog:
    """Collects what a crawl cleaned; `profile_data` returns a version by name."""

    run: str
    profile_data: Callable[[str], bytes | None]
    _waiting: Cleanings = field(default_factory=Cleanings)
    _written: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self._waiting.records)

    def note(self, record_id: str, version: str | None) -> None:
        """Add a page; a version that is no longer stored counts as unknown."""
        if version and version not in self._written:
            data = self.profile_data(version)
            if data is None:
                return
            self._waiting.profiles[version] = data
            self._written.add(version)
        self._waiting.records[record_id] = version or ""

    def take(self, now: datetime, info_id: str) -> bytes:
        """Return the record of what was added since the last one."""
        cleanings, self._waiting = self._waiting, Cleanings()
        fields = [
            ("WARC-Target-URI", PREFIX + self.run),
            ("WARC-Date", warc_date(now)),
            ("WARC-Warcinfo-ID", f"<{info_id}>"),
            ("Content-Type", "application/json"),
        ]
        return render("metadata", new_record_id(), fields, msgspec.json.encode(cleanings))
