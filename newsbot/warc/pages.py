"""The pages among a file's records: responses, resources and plain texts, each with what was archived with it.

It works for any archive: newsbot's own, Common Crawl's, wget's. Filters say what is wanted; what is skipped is counted
by reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from newsbot.exceptions import FetchError
from newsbot.warc.cleanings import PREFIX, Cleanings
from newsbot.warc.exchanges import PageEvidence
from newsbot.warc.messages import Message, read_body, read_message
from newsbot.warc.reading import MAX_BLOCK_BYTES, Damage, Place, Record, WarcFile
from newsbot.warc.records import digest

PageKind = Literal["page", "text", "revisit"]
_ANSWERS = ("response", "revisit", "resource", "conversion")
# This much of a page is enough to know whether it is wanted.
HEAD_BYTES = 65_536
_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"
_FILES = ("/robots.txt", "/.well-known/tdmrep.json")


@dataclass(slots=True)
class ArchivedPage:
    """A captured page; for a revisit without a body of its own, `refers_to` says where that is.

    `refers_to` is (record ID, address, date as written), each of which may be empty.
    """

    kind: PageKind
    url: str
    date: datetime
    place: Place
    record_id: str
    digest: str
    status: int = 200
    content_type: str | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    evidence: PageEvidence | None = None
    refers_to: tuple[str, str, str] = ("", "", "")

    @property
    def is_plain_text(self) -> bool:
        """Whether it is text without markup; its first character is checked too, as servers mislabel pages."""
        is_said = (self.content_type or "").partition(";")[0].strip().lower() == "text/plain"
        return is_said and self.body[:256].lstrip(_BEFORE_MARKUP)[:1] != b"<"

    def header(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(slots=True)
class PageFilter:
    """Which pages are wanted: by address, media type, and response status."""

    is_wanted_from: Callable[[str], bool]
    mimes: frozenset[str]
    statuses: frozenset[int]


@dataclass(slots=True)
class PageReader:
    """Reads the pages of one file, in order; `counts` says how many records gave none, by reason.

    With `heads_only` bodies are left out: enough to take stock of the file.
    """

    path: Path
    wanted: PageFilter
    heads_only: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    damages: list[Damage] = field(default_factory=list)
    # The bytes of robots.txt and TDM files, by address.
    site_files: dict[str, bytes] = field(default_factory=dict)
    cleanings: list[Cleanings] = field(default_factory=list)

    def pages(self) -> Iterator[ArchivedPage]:
        """Yield the pages; raises OSError if the file itself cannot be read."""
        held: ArchivedPage | None = None
        keep = HEAD_BYTES if self.heads_only else MAX_BLOCK_BYTES
        for record in WarcFile(self.path, keep).records():
            if isinstance(record, Damage):
                self.damages.append(record)
                continue
            if record.kind == "metadata" and record.url.startswith(PREFIX) and record.is_whole:
                cleanings = Cleanings.decode(record.block)
                if cleanings is not None:
                    self.cleanings.append(cleanings)
            elif record.kind == "metadata" and held is not None and _is_beside(record, held):
                held.evidence = PageEvidence.decode(record.block)
            if record.kind not in _ANSWERS:
                continue
            if held is not None:
                yield held
            held = self.page(record)
        if held is not None:
            yield held

    def page_at(self, place: Place) -> ArchivedPage | None:
        """Return the page captured at this place, without its evidence; None if there is none."""
        record = WarcFile(self.path).record_at(place)
        return self.page(record) if record is not None and record.kind in _ANSWERS else None

    def page(self, record: Record) -> ArchivedPage | None:
        """Return the page in a record; None, which is counted, if it has none that is wanted."""
        self.counts["records"] += 1
        try:
            moment = _moment(record.get("warc-date"))
            if moment is None:
                raise _PassedOverError("undated")
            if not self.wanted.is_wanted_from(record.url):
                raise _PassedOverError("other_site")
            page = ArchivedPage("page", record.url, moment, record.place, record.record_id, _digest(record))
            return self._filled(page, record)
        except (FetchError, _PassedOverError) as error:
            self.counts[str(error)] += 1
            return None

    def _filled(self, page: ArchivedPage, record: Record) -> ArchivedPage | None:
        if record.kind in ("resource", "conversion"):
            page.content_type = record.get("content-type") or None
            page.kind = "text" if record.kind == "conversion" else "page"
            page.body = record.block
            page.digest = page.digest or digest(record.block)
        else:
            message = read_message(record.block)
            if message is None:
                raise _PassedOverError("not_http")
            page.status, page.headers = message.status, message.headers
            page.content_type = message.get("content-type")
            if record.kind == "revisit" and not message.body:
                return _revisit(page, record)
            if message.status not in self.wanted.statuses:
                raise _PassedOverError("status")
            if page.url.endswith(_FILES) and message.status == 200:
                self._keep_site_file(page.url, record, message)
                return None
            if not self.heads_only:
                if not record.is_whole:
                    raise _PassedOverError("too_large")
                page.digest = page.digest or digest(message.body)
                page.body = read_body(message)
        media_type = (page.content_type or "").partition(";")[0].strip().lower()
        if media_type not in self.wanted.mimes:
            raise _PassedOverError("media_type")
        return page

    def _keep_site_file(self, url: str, record: Record, message: Message) -> None:
        """Keep a file that says how the pages of its host may be used."""
        if record.is_whole:
            self.site_files[url] = read_body(message)


class _PassedOverError(Exception):
    """Raised for a record without a wanted page; the message is the reason."""


def _revisit(page: ArchivedPage, record: Record) -> ArchivedPage:
    page.kind = "revisit"
    target = record.get("warc-refers-to-target-uri").strip("<>")
    page.refers_to = (record.get("warc-refers-to").strip("<>"), target, record.get("warc-refers-to-date"))
    return page


def _is_beside(record: Record, page: ArchivedPage) -> bool:
    return any(value.strip("<>") == page.record_id for value in record.fields.get("warc-concurrent-to", ()))


def _digest(record: Record) -> str:
    return record.get("warc-payload-digest")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
