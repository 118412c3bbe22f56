"""The tasks that a worker process can do: everything that parses bytes from the web.

A task is one line of `TASKS`; its request and its result are dataclasses that msgspec can encode.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbot.discovery import SourceContents, SourceRef, read_source
from newsbot.extraction.page import PageRequest, read_page
from newsbot.extraction.rights import SiteRights, read_tdm_file

if TYPE_CHECKING:
    from newsbot.worker import Task


@dataclass(slots=True)
class SourceRequest:
    """What a worker needs to read a source; `url` is the one that answered."""

    ref: SourceRef
    body: bytes
    url: str
    content_type: str | None = None
    link_header: str | None = None


def _read_source(request: SourceRequest) -> SourceContents:
    return read_source(request.ref, request.body, request.url, request.content_type, request.link_header)


@dataclass(slots=True)
class TdmFileRequest:
    """The bytes of a host's `/.well-known/tdmrep.json`."""

    body: bytes


def _read_tdm_file(request: TdmFileRequest) -> SiteRights:
    return SiteRights(tdm=read_tdm_file(request.body.decode("utf-8", "replace")))


TASKS: "dict[str, Task]" = {
    "read_page": (PageRequest, read_page),
    "read_source": (SourceRequest, _read_source),
    "read_tdm_file": (TdmFileRequest, _read_tdm_file),
}
