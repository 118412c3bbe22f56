"""HTTP connections that read so many bytes of headers, and remember the heads of a request and of its answer.

Scrapy's own connections otherwise: what they hand on has its headers sorted by name, and lacks some.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.error import ConnectionDone
from twisted.web._newclient import BODY
from twisted.web.http import _ChunkedTransferDecoder

from newsbot.exceptions import FetchError

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.python.failure import Failure
    from twisted.web.iweb import IResponse

# The attribute of Twisted's response: the lines of both heads, as they went over the wire.
HEADS = "newsbot_heads"
# The attribute that says of a body without a length that its connection did not end in order.
BROKEN_OFF = "newsbot_broken_off"
# Of a body: a second of the reactor's time. A page of the largest size has 3,000 of the usual size.
_MAX_CHUNKS = 300_000
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")


class _BoundedParser(_LenientHTTPClientParser):
    """Scrapy's parser of a response, which reads so many bytes of headers and no more, those of "100 Continue" too."""

    header_bytes_left = 0
    head: list[bytes]
    _pieces: list[bytes]
    _chunks_left = _MAX_CHUNKS
    _deliver: Callable[[bytes], None]

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        self.header_bytes_left -= len(line) + 2
        if self.header_bytes_left < 0:
            raise FetchError("headers_too_large")
        super().lineReceived(line)

    def statusReceived(self, status: bytes) -> None:  # noqa: N802 - as above
        self.head = [status]
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - as above
        name = name.rstrip(b" \t")
        if not _TOKEN.match(name):
            return  # as browsers do; Twisted would give up the page
        self.head.append(b"%s: %s" % (name, value))
        super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def switchToBodyMode(self, decoder: Any) -> None:  # noqa: N802 - as above
        if isinstance(decoder, _ChunkedTransferDecoder):
            self._deliver, finish = decoder.dataCallback, decoder.finishCallback
            decoder.dataCallback = self._pieces.append

            def flush_and_finish(rest: bytes) -> None:
                self._flush()
                finish(rest)

            decoder.finishCallback = flush_and_finish
        super().switchToBodyMode(decoder)  # type: ignore[no-untyped-call]

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802 - as above
        try:
            super().rawDataReceived(data)  # type: ignore[no-untyped-call]
        finally:
            self._flush()
        if self._chunks_left < 0 and self.state == BODY:
            raise FetchError("too_large")

    def _flush(self) -> None:
        """Hand on what came at once as one piece: ten million chunks of a byte would take the reactor two minutes."""
        if self._pieces:
            self._chunks_left -= len(self._pieces)
            data = b"".join(self._pieces)
            self._pieces.clear()
            self._deliver(data)

    def connectionLost(self, reason: "Failure | None" = None) -> None:  # noqa: N802 - as above
        # Twisted says that an answer came to its end by a bare ConnectionDone.
        end = getattr(reason, "value", reason)
        if self.bodyDecoder is not None and end is not None and not isinstance(end, ConnectionDone):
            setattr(self.response, BROKEN_OFF, True)
        super().connectionLost(reason)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    header_bytes = 0

    def request(self, request: Any) -> "Deferred[IResponse]":
        answer = super().request(request)
        parser: Any = self._parser
        parser.__class__ = _BoundedParser  # as Scrapy does it
        # Twisted's own limit of a line is below what some sites send as one `Link`.
        parser._pieces = []
        parser.header_bytes_left = parser.MAX_LENGTH = self.header_bytes
        asked = _request_head(request)

        def attach(response: "IResponse") -> "IResponse":
            setattr(response, HEADS, (asked, parser.head))
            return response

        return answer.addCallback(attach)

    def _giveUp(self, reason: "Failure") -> None:  # noqa: N802 - Twisted's name
        connection: Any = self.transport
        super()._giveUp(reason)  # type: ignore[no-untyped-call]
        # To lose TLS means to wait for the other side's word of it, which one that is hostile never gives, while what
        # it sends is read; its TCP ends at once.
        connection.stopProducing()


class _BoundedFactory(_LenientHTTP11ClientFactory):
    header_bytes = 0

    def buildProtocol(self, addr: "IAddress | None") -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        protocol = _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.header_bytes = self.header_bytes
        return protocol


def bounded_factory(header_bytes: int) -> Any:
    """What makes such connections, for a pool of them."""
    return type("BoundedFactory", (_BoundedFactory,), {"header_bytes": header_bytes})


def _request_head(request: Any) -> list[bytes]:
    """The lines that Twisted writes for a request."""
    lines = [b"%s %s HTTP/1.1" % (request.method, request.uri)]
    if not request.persistent:
        lines.append(b"Connection: close")
    for name, values in request.headers.getAllRawHeaders():
        lines += [b"%s: %s" % (name, value) for value in values]
    return lines
