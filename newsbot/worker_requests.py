"""What a crawl asks of its workers beside the reading of pages; `worker_tasks` answers."""

from dataclasses import dataclass

from newsbot.discovery.sources import SourceRef


@dataclass(slots=True)
class SourceRequest:
    """What a worker needs to read a source; `url` is the one that answered."""

    ref: SourceRef
    body: bytes
    url: str
    content_type: str | None = None
    link_header: str | None = None


@dataclass(slots=True)
class TdmFileRequest:
    """The bytes of a host's `/.well-known/tdmrep.json`."""

    body: bytes
