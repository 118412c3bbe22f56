"""The download handler for http and https: Scrapy's own, connecting only where `targets` allows it.

Addresses are checked at connection time: after the name was resolved, whatever led there (a link, a redirect,
robots.txt, a source), and only the very addresses that were checked are tried. A proxy resolves names itself; then
only the name is checked. The handler relies on names that Scrapy and Twisted do not promise to keep: if one of them
is gone, no crawl starts (`check_foundations`).
"""

import logging
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
    _ScrapyAgent,
)
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, ResponseDataLossError
from scrapy.utils._download_handlers import normalize_bind_address, wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from service_identity import CertificateError, VerificationError
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import (
    IHostnameResolver,
    IReactorPluggableNameResolver,
    IResolutionReceiver,
    IStreamClientEndpoint,
)
from twisted.web.client import Agent, HTTPConnectionPool
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer

from newsbot.deployment import fetch_limits, private_origins
from newsbot.exceptions import FetchError, NewsbotError, TargetError
from newsbot.fetching.archiving import PageArchive
from newsbot.fetching.resumption import keep_answer
from newsbot.fetching.wire import BROKEN_OFF, HEADS, bounded_factory
from newsbot.targets import Origin, Targets, origin, origin_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.interfaces import IAddress, IHostResolution, IProtocol, IProtocolFactory
    from twisted.python.failure import Failure
    from twisted.web.client import URI

    from newsbot.fetching.archiving import Heads
    from newsbot.state.storage import Storage

logger = logging.getLogger(__name__)

# A download that has not ended this long after its timeout is given up, whatever holds it.
_GRACE_S = 5.0


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Fetches over http and https; a refused target raises TargetError and is logged once per host.

    A spider's `named_urls` are the addresses that the operator gave: their origins may be private. Oversized headers,
    an invalid certificate, or a site that another crawl may have taken over raise FetchError.
    """

    def __init__(self, crawler: "Crawler") -> None:
        check_foundations()
        super().__init__(crawler)
        limits = fetch_limits(crawler.settings)
        self._told: set[str] = set()
        self._unverified = limits.unverified
        self._pool._factory = bounded_factory(limits.header_bytes)

    @cached_property
    def targets(self) -> Targets:
        """What may be connected to; read with the first request, when the spider is ready."""
        return Targets.named(getattr(self.crawler.spider, "named_urls", ()), private_origins(self.crawler.settings))

    @cached_property
    def _lenient(self) -> Any:
        """The TLS policy for hosts whose certificates are not to be verified."""
        policy: Any = copy(self._contextFactory)
        policy._verify_certificates = False
        return policy

    @cached_property
    def archive(self) -> PageArchive | None:
        """Where responses are archived, None if they are not."""
        archive: PageArchive | None = self.crawler.get_extension(PageArchive)
        return archive

    async def download_request(self, request: "Request") -> "Response":
        # Asked by `OwnSitesMiddleware` before, but the request has waited since for its turn at the host.
        storage: Storage | None = getattr(self.crawler.spider, "storage", None)
        if storage is not None and not storage.holds_sites():
            raise FetchError("site_closed")
        target = origin_of(request.url)
        try:
            if target is None:
                raise TargetError("not_http", "it is not an http or https address")
            self.targets.check_port(target)
            if request.meta.get("proxy"):
                self.targets.check_name(target)
            return await self._download(request, target)
        except TargetError as error:
            self._tell(target or ("", 0), error)
            raise
        except (DownloadFailedError, ResponseDataLossError) as error:
            reason = _reason_of(error)
            if reason is None:
                raise
            self.crawler.stats.inc_value(f"newsbot/limits/{reason}")
            raise FetchError(reason) from error

    async def _download(self, request: "Request", target: Origin) -> "Response":
        """Do what HTTP11DownloadHandler does, with another agent."""
        policy = self._contextFactory
        if target in self._unverified:
            policy = self._lenient
            if target[0] not in self._told:
                self._told.add(target[0])
                logger.warning("The certificate of %r is not verified: NEWSBOT_TLS_UNVERIFIED names it.", target[0])
        agent = _GuardedAgent(
            self.targets,
            contextFactory=policy,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self.crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        archive = self.archive if PageArchive.wants(request) else None
        with wrap_twisted_exceptions():
            response = await maybe_deferred_to_future(agent.download_request(request))
        if archive is not None and agent.heads is not None:
            await archive.take(request, response, agent.heads)
        await keep_answer(self.crawler, request, response)
        return response

    def _tell(self, target: Origin, error: TargetError) -> None:
        self.crawler.stats.inc_value(f"newsbot/guard/{error}")
        host = target[0]
        if host not in self._told:
            self._told.add(host)
            logger.warning("Refused to connect to %r: %s", host, error.detail)


# What the handler relies on, by owner: private names that a new version may change.
_FOUNDATIONS: tuple[tuple[Any, str], ...] = (
    (_ScrapyAgent, "_get_agent"),
    (_ScrapyAgent, "_cancel"),
    (HTTPConnectionPool, "_factory"),
    (_LenientHTTP11ClientFactory, "buildProtocol"),
    (_LenientHTTP11ClientProtocol, "request"),
    (_LenientHTTP11ClientProtocol, "_giveUp"),
    (_LenientHTTPClientParser, "lineReceived"),
    (_LenientHTTPClientParser, "rawDataReceived"),
    (_LenientHTTPClientParser, "switchToBodyMode"),
)
GUARD_IS_MISSING = (
    "newsbot cannot block private addresses with this version of Scrapy or Twisted (%s): install the versions in"
    " requirements.lock."
)


def check_foundations() -> None:
    """Raise NewsbotError if Scrapy or Twisted lack what the guard needs: a crawl without it must not start."""
    missing = [f"{owner.__name__}.{name}" for owner, name in _FOUNDATIONS if not hasattr(owner, name)]
    if missing:
        raise NewsbotError(GUARD_IS_MISSING % f"it has no {', '.join(missing)}")


def _reason_of(error: DownloadFailedError | ResponseDataLossError) -> str | None:
    """Return why a connection broke off, if known: a limit on headers or chunks, or the certificate."""
    for failure in getattr(error.__cause__, "reasons", ()):
        if isinstance(failure.value, FetchError):
            return str(failure.value)
        # Once the body has begun, the certificate cannot be the cause.
        is_early = isinstance(error, DownloadFailedError)
        if is_early and isinstance(failure.value, (SSL.Error, VerificationError, CertificateError)):
            return "tls"
    return None


class _GuardedAgent(_ScrapyAgent):
    """Scrapy's agent, but with guarded endpoints unless there is a proxy, and with a definite end to each download.

    Scrapy cancels a download once when its time is up: if that fails, or the connection's end was missed, it would wait
    for ever.
    """

    def __init__(self, targets: Targets, **options: Any) -> None:
        super().__init__(**options)
        self._targets = targets
        self.heads: Heads | None = None

    def download_request(self, request: "Request") -> "Deferred[Response]":
        from twisted.internet import reactor

        clock: Any = reactor
        download = super().download_request(request)
        end: Deferred[Response] = Deferred(lambda _: download.cancel())
        seconds = request.meta.get("download_timeout") or self._connectTimeout

        def give_up() -> None:
            if not end.called:
                end.errback(DownloadTimeoutError(f"{request.url} did not finish within {seconds} seconds."))

        timer = clock.callLater(seconds + _GRACE_S, give_up)

        def take(result: Any) -> None:
            if timer.active():
                timer.cancel()
            if not end.called:
                end.callback(result)

        download.addBoth(take)
        return end

    @staticmethod
    def _cancel(_: Any, txresponse: Any) -> None:
        connection = txresponse._transport._producer
        if connection is not None:  # it may have ended already
            connection.abortConnection()

    def _cb_bodydone(self, result: Any, url: str) -> "Response":
        self.heads = getattr(result["txresponse"], HEADS, None)
        response: Response = super()._cb_bodydone(result, url)
        if getattr(result["txresponse"], BROKEN_OFF, False):
            response.flags.append(BROKEN_OFF)
        return response

    def _get_agent(self, request: "Request", timeout: float) -> Agent:
        if request.meta.get("proxy"):
            return super()._get_agent(request, timeout)
        from twisted.internet import reactor

        bind_address = normalize_bind_address(request.meta.get("bindaddress") or self._bindAddress)
        options = {"timeout": timeout, "bindAddress": bind_address}
        endpoints = _GuardedEndpoints(reactor, self._contextFactory, self._targets, options)
        agent: Agent = Agent.usingEndpointFactory(reactor, endpoints, self._pool)  # type: ignore[no-untyped-call]
        return agent


@implementer(IAgentEndpointFactory)
class _GuardedEndpoints:
    """Makes the endpoints through which a Twisted agent connects."""

    def __init__(self, reactor: Any, policy: Any, targets: Targets, options: dict[str, Any]) -> None:
        self._reactor = reactor
        self._policy = policy
        self._targets = targets
        self._options = options

    def endpointForURI(self, uri: "URI") -> Any:  # noqa: N802 - Twisted's name
        target = origin(uri.host.decode("ascii"), uri.port)
        endpoint: Any = GuardedEndpoint(self._reactor, target, self._targets, self._options)
        if uri.scheme != b"https":
            return endpoint
        return wrapClientTLS(self._policy.creatorForNetloc(uri.host, uri.port), endpoint)


@implementer(IStreamClientEndpoint)
class GuardedEndpoint:
    """Connects to a host at the addresses that were checked, all of them or none."""

    def __init__(self, reactor: Any, target: Origin, targets: Targets, options: dict[str, Any]) -> None:
        self._reactor = reactor
        self._target = target
        self._targets = targets
        self._options = options

    def connect(self, factory: "IProtocolFactory") -> "Deferred[IProtocol]":
        """Return a connection; fails with TargetError if one of the host's addresses must not be connected to."""
        lookup = _JudgedLookup(self._reactor, self._target, self._targets)
        connecting = HostnameEndpoint(lookup, *self._target, **self._options).connect(factory)
        return connecting.addErrback(lookup.say_why)


@implementer(IReactorPluggableNameResolver, IHostnameResolver, IResolutionReceiver)
class _JudgedLookup:
    """The reactor as one connection attempt sees it: names resolve to nothing unless all addresses are allowed."""

    def __init__(self, reactor: Any, target: Origin, targets: Targets) -> None:
        self._reactor = reactor
        self._target = target
        self._targets = targets
        self._addresses: list[Any] = []
        self._refusal: TargetError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    @property
    def nameResolver(self) -> "_JudgedLookup":  # noqa: N802 - Twisted's name, as those below
        return self

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: "Sequence[type[IAddress]] | None" = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> "IHostResolution":
        self._receiver = resolutionReceiver
        resolution: IHostResolution = self._reactor.nameResolver.resolveHostName(
            self, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution

    def resolutionBegan(self, resolutionInProgress: "IHostResolution") -> None:  # noqa: N802, N803
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: "IAddress") -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        try:
            self._targets.check_addresses(self._target, [address.host for address in self._addresses])
        except TargetError as error:
            self._refusal = error
        else:
            for address in self._addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()

    def say_why(self, failure: "Failure") -> "Failure":
        """Return the connection failure, or raise the refusal instead."""
        if self._refusal is not None:
            raise self._refusal
        return failure
