"""A line as an index takes it: read once, checked against the schema, with everything that indexes need from it.

A line refused here is refused by every index; the reason is a clause for a person.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from newsbot.exceptions import LineError
from newsbot.items import schema_problem

# No article is this long: 700 times the average, and as much memory as one line may cost.
MAX_LINE_BYTES = 16_000_000
# The parts of a rank, in bits: 24 of version, 32 of seconds, 7 of content make a positive 63-bit number.
_MAX_VERSION = 2**24 - 1
_MAX_SECONDS = 2**32 - 1
_SCHEMA_VERSION = "1."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is: the name of its batch, and its number there, from 1."""

    batch: str = ""
    number: int = 0


@dataclass(slots=True, eq=False)
class IndexLine:
    """A line that conforms to the schema: its bytes, without the line end, and their content."""

    data: bytes
    line: dict[str, Any]
    place: Place = Place()

    @property
    def id(self) -> str:
        """The article's ID."""
        return str(self.line["id"])

    @property
    def version(self) -> int:
        """The article's version."""
        return int(self.line["version"])

    @property
    def rank(self) -> int:
        """Which of two lines of one ID counts: the one with the higher rank. At most 2**63 - 1.

        The version decides, then the download time, then the content: two states that were kept apart may use one
        version number twice, and an index must not depend on the order in which lines come.
        """
        seconds = _seconds((self.line.get("metadata") or {}).get("dateDownloaded")) or 0
        seconds = min(max(seconds, 0), _MAX_SECONDS)
        return (self.version << 39) | (seconds << 7) | (zlib.crc32(self.data) & 127)

    @property
    def pub_status(self) -> Literal["usable", "canceled"]:
        """Whether the article is valid; a withdrawn one is kept but never found."""
        return "canceled" if self.line["pubStatus"] == "canceled" else "usable"

    @property
    def site(self) -> str:
        """The host of the article's address, without "www."."""
        return host_of(self.line["url"])

    @property
    def headline(self) -> str:
        """The headline, "" if there is none."""
        return str(self.line.get("headline") or "")

    @property
    def body(self) -> str:
        """The text, "" if there is none."""
        return str(self.line.get("articleBody") or "")

    @property
    def further_text(self) -> str:
        """The other searchable texts of the article: standfirst, alternative headline and keywords, one per line."""
        names = ("alternativeHeadline", "description", "keywords", "articleSection")
        values = (self.line.get(name) or "" for name in names)
        return "\n".join("\n".join(value) if isinstance(value, list) else value for value in values).strip()

    @property
    def authors(self) -> list[str]:
        """The names of the authors and of the agencies, in byline order, each once."""
        named = [*self.line.get("authors", ()), *self.line.get("sourceOrganization", ())]
        return list(dict.fromkeys(str(author["name"]) for author in named))

    @property
    def language(self) -> str:
        """The language tag in lower case, "" if unknown."""
        return str(self.line.get("inLanguage") or "").lower()

    @property
    def published(self) -> int | None:
        """When it was published, in seconds since 1970; if unknown, when it was first seen or downloaded."""
        dates = (
            self.line.get("datePublished"),
            self.line.get("dateFirstSeen"),
            self.line["metadata"].get("dateDownloaded"),
        )
        return next((seconds for date in dates if (seconds := _seconds(date)) is not None), None)

    @property
    def cluster(self) -> str:
        """The ID shared by the copies of one text; the article's own if there is none."""
        return str(self.line.get("clusterId") or self.line.get("duplicateOf") or self.id)

    @property
    def version_note(self) -> dict[str, Any]:
        """What an index keeps of this version once a newer one has come, as in `protocol.ArticleVersion`."""
        line = self.line
        note = {"version": self.version, "pub_status": self.pub_status, "date": line["metadata"].get("dateDownloaded")}
        others = {"changed": line.get("changed"), "reason": line.get("reason"), "headline": line.get("headline")}
        return note | {name: value for name, value in others.items() if value}


def read_line(data: bytes, place: Place = Place()) -> IndexLine:
    """Return the line in these bytes; raises `LineError` for one that no index can take."""
    if len(data) > MAX_LINE_BYTES:
        raise LineError(f"it is longer than {MAX_LINE_BYTES // 1_000_000} MB")
    data = data.rstrip(b"\r\n")
    try:
        line = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LineError(f"it is not JSON: {error}") from None
    if not isinstance(line, dict):
        raise LineError("it is not a JSON object")
    version = line.get("schemaVersion")
    if isinstance(version, str) and version != "1.0":
        newer = "newer than" if version.startswith(_SCHEMA_VERSION) else "unknown to"
        raise LineError(f"its schemaVersion {version[:20]!r} is {newer} this newsbot")
    problem = schema_problem(line)
    if problem is not None:
        raise LineError(f"it breaks the schema: {problem}")
    if line["version"] > _MAX_VERSION:
        raise LineError(f"its version is over {_MAX_VERSION}")
    return IndexLine(data, line, place)


def host_of(url: str) -> str:
    """Return the host of an address, without "www." and port; "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _seconds(date: str | None) -> int | None:
    try:
        return int(datetime.fromisoformat(date).timestamp()) if date else None
    except (ValueError, OverflowError):
        return None


def rfc3339(seconds: int) -> str:
    """Return the moment in UTC as lines write it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
