"""HTTP connections that limit the bytes of headers, and remember the heads of a request and its response.

Otherwise Scrapy's own connections: what those hand on has its headers sorted by name, and lacks some.
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

# The attribute of Twisted's response with the lines of both heads, as they went over the wire.
HEADS = "newsbot_heads"
# The attribute that says that the connection of a body without a length did not end properly.
BROKEN_OFF = "newsbot_broken_off"
# The limit on a body's chunks: a second of the reactor's time. A page of maximal size has 3,000 of the usual size.
_MAX_CHUNKS = 300_000
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")


class _BoundedParser(_LenientHTTPClientParser):
    """Scrapy's response parser with a limit on the bytes of headers, including those of "100 Continue"."""

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
            return  # as browsers do; Twisted would give up on the page
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
        """Hand on what came at once as one piece: ten million chunks of one byte would take the reactor two minutes."""
        if self._pieces:
            self._chunks_left -= len(self._pieces)
            data = b"".join(self._pieces)
            self._pieces.clear()
            self._deliver(data)

    def connectionLost(self, reason: "Failure | None" = None) -> None:  # noqa: N802 - as above
        # Twisted signals a proper end of a response by a bare ConnectionDone.
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
        # Twisted's own limit on a line is shorter than what some sites send as one `Link`.
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
        # Closing TLS means waiting for the other side's notice, which a hostile one never sends, while reading whatever
        # it sends; this ends the TCP connection at once.
        connection.stopProducing()


class _BoundedFactory(_LenientHTTP11ClientFactory):
    header_bytes = 0

    def buildProtocol(self, addr: "IAddress | None") -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        protocol = _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.header_bytes = self.header_bytes
        return protocol


def bounded_factory(header_bytes: int) -> Any:
    """Return the factory of such connections, for a pool of them."""
    return type("BoundedFactory", (_BoundedFactory,), {"header_bytes": header_bytes})


def _request_head(request: Any) -> list[bytes]:
    """Return the lines that Twisted writes for a request."""
    lines = [b"%s %s HTTP/1.1" % (request.method, request.uri)]
    if not request.persistent:
        lines.append(b"Connection: close")
    for name, values in request.headers.getAllRawHeaders():
        lines += [b"%s: %s" % (name, value) for value in values]
    return lines
