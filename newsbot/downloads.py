"""The download handler of http and https: Scrapy's own, which connects to nothing but what `targets` lets pass.

The address is judged where it is connected to: after the name was resolved, whatever led there (a link, a redirect,
robots.txt, a source), and the very addresses that were judged are the ones tried. With a proxy it is the proxy that
resolves; then only the name is judged.
"""

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ScrapyAgent
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import (
    IHostnameResolver,
    IReactorPluggableNameResolver,
    IResolutionReceiver,
    IStreamClientEndpoint,
)
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer

from newsbot.exceptions import TargetError
from newsbot.options import private_origins
from newsbot.targets import Origin, Targets, origin, origin_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress, IHostResolution, IProtocol, IProtocolFactory
    from twisted.python.failure import Failure
    from twisted.web.client import URI, Agent

logger = logging.getLogger(__name__)


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Fetches over http and https; a target that is refused raises TargetError and is told once a host.

    A spider's `named_urls` are the addresses that the operator gave: their origins may be private.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._told: set[str] = set()

    @cached_property
    def targets(self) -> Targets:
        """What may be connected to; read with the first request, when the spider is ready."""
        return Targets.named(getattr(self.crawler.spider, "named_urls", ()), private_origins(self.crawler.settings))

    async def download_request(self, request: "Request") -> "Response":
        target = origin_of(request.url)
        try:
            if target is None:
                raise TargetError("not_http", "it is no http address")
            self.targets.check_port(target)
            if request.meta.get("proxy"):
                self.targets.check_name(target)
            return await self._download(request)
        except TargetError as error:
            self._tell(target or ("", 0), error)
            raise

    async def _download(self, request: "Request") -> "Response":
        """What HTTP11DownloadHandler does, by another agent."""
        agent = _GuardedAgent(
            self.targets,
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self.crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))

    def _tell(self, target: Origin, error: TargetError) -> None:
        self.crawler.stats.inc_value(f"newsbot/guard/{error}")
        host = target[0]
        if host not in self._told:
            self._told.add(host)
            logger.warning("%r is not connected to: %s", host, error.detail)


class _GuardedAgent(_ScrapyAgent):
    """Scrapy's agent; without a proxy its connections are made by guarded endpoints."""

    def __init__(self, targets: Targets, **options: Any) -> None:
        super().__init__(**options)
        self._targets = targets

    def _get_agent(self, request: "Request", timeout: float) -> "Agent":
        agent = super()._get_agent(request, timeout)
        if not request.meta.get("proxy"):
            agent._endpointFactory = _GuardedEndpoints(agent._endpointFactory, self._targets)
        return agent


@implementer(IAgentEndpointFactory)
class _GuardedEndpoints:
    """Guarded endpoints in place of those that Twisted's factory would make, with the same options."""

    def __init__(self, replaced: Any, targets: Targets) -> None:
        self._reactor = replaced._reactor
        self._policy = replaced._policyForHTTPS
        self._connectTimeout = replaced._connectTimeout  # these two are read by Scrapy's agent
        self._bindAddress = replaced._bindAddress
        self._targets = targets

    def endpointForURI(self, uri: "URI") -> Any:  # noqa: N802 - Twisted's name
        options = {"timeout": self._connectTimeout, "bindAddress": self._bindAddress}
        endpoint: Any = GuardedEndpoint(
            self._reactor, origin(uri.host.decode("ascii"), uri.port), self._targets, options
        )
        if uri.scheme != b"https":
            return endpoint
        return wrapClientTLS(self._policy.creatorForNetloc(uri.host, uri.port), endpoint)


@implementer(IStreamClientEndpoint)
class GuardedEndpoint:
    """Connects to a host by those addresses that were judged, all of them or none."""

    def __init__(self, reactor: Any, target: Origin, targets: Targets, options: dict[str, Any]) -> None:
        self._reactor = reactor
        self._target = target
        self._targets = targets
        self._options = options

    def connect(self, factory: "IProtocolFactory") -> "Deferred[IProtocol]":
        """A connection; fails with TargetError when one of the host's addresses is not to be connected to."""
        lookup = _JudgedLookup(self._reactor, self._target, self._targets)
        connecting = HostnameEndpoint(lookup, *self._target, **self._options).connect(factory)
        return connecting.addErrback(lookup.say_why)


@implementer(IReactorPluggableNameResolver, IHostnameResolver, IResolutionReceiver)
class _JudgedLookup:
    """The reactor as one attempt to connect sees it: the names it resolves have no address unless all may be had."""

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
        """The failure to connect, or the refusal in its place."""
        if self._refusal is not None:
            raise self._refusal
        return failure
