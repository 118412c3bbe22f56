"""Middlewares for what goes wrong in fetching: cut bodies, redirects that leave the site, pages' referrer policies.

Each replaces one of Scrapy's and differs from it only in what its docstring says.
"""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.spidermiddlewares.referer import RefererMiddleware, ReferrerPolicy
from scrapy.utils.httpobj import urlparse_cached

from newsbot.decoding import beginning, undo_codings
from newsbot.deployment import fetch_limits
from newsbot.exceptions import FetchError
from newsbot.fetching.wire import BROKEN_OFF
from newsbot.targets import origin_of
from newsbot.urls import is_of_site

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

# The request's meta key for the site that its page must belong to: (the site's address, its other hosts).
SITE = "newsbot_site"
# The meta key of a request that needs only the beginning of the response: how many bytes.
BEGINNING = "newsbot_beginning_bytes"


_WHOLE_RANGE = re.compile(rb"bytes 0-(\d{1,12})/(\d{1,12})\Z", re.IGNORECASE)
_END = re.compile(rb"</(?:html|body|urlset|sitemapindex|rss|feed|rdf:rdf)\s{0,9}>|[}\]]\s{0,9}\Z", re.IGNORECASE)
_END_BYTES = 2_000


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Scrapy's, but refuses a body that is cut off (retried once), too large when decompressed, or coded too often."""

    def __init__(self, *, crawler: "Crawler") -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler
        self._max_codings = fetch_limits(crawler.settings).codings

    def process_response(
        self, request: "Request", response: Response, spider: "Spider | None" = None
    ) -> "Request | Response":
        said = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if _is_half(response, is_packed=bool(said)) and BEGINNING not in request.meta:
            return self._refuse(request, FetchError("cut_off"))
        if not said or not response.body:
            return response
        codings = [part.strip().lower() for part in said.split(",")]
        try:
            if BEGINNING in request.meta:
                body = beginning(response.body, codings, request.meta[BEGINNING])
            else:
                most = request.meta.get("download_maxsize", self._max_size)
                body = undo_codings(response.body, codings, most, max_codings=self._max_codings)
        except FetchError as error:
            return self._refuse(request, error)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, body=body, headers=headers)

    def _refuse(self, request: "Request", error: FetchError) -> "Request":
        self._crawler.stats.inc_value(f"newsbot/limits/{error}")
        if str(error) != "cut_off":
            raise error
        # Exceptions raised by a response middleware are not retried automatically.
        assert self._crawler.spider
        again = get_retry_request(request, reason="cut_off", spider=self._crawler.spider)
        if again is None:
            raise ResponseDataLossError
        return again


def _is_half(response: Response, *, is_packed: bool) -> bool:
    """Whether the response is a part that nobody asked for, or its connection broke off before the end of the page.

    The latter concerns bodies without a length: there only the end of the connection marks the end, unless the body is
    compressed. Many servers end TLS without notice (RFC 9112, 9.8), so the end of the page's markup counts too.
    """
    if response.status == HTTPStatus.PARTIAL_CONTENT:
        whole = _WHOLE_RANGE.match(response.headers.get("Content-Range") or b"")
        return whole is None or int(whole[1]) + 1 < int(whole[2])
    if response.status >= 300 or is_packed or BROKEN_OFF not in response.flags:
        return False
    return _END.search(response.body[-_END_BYTES:]) is None


_LEADING = frozenset((301, 302, 303, 307, 308))
_ODD_PORT = re.compile(r"\s{0,9}(?:https?:)?//[^/?#\[\]]{0,300}:(?!\d{1,4}(?:[/?#]|\Z))[^/?#\]]{1,300}", re.IGNORECASE)


# The meta key, along a chain of redirects, for the cookies set on the way.
_COOKIES = "newsbot_cookies"
# A cookie that its host deletes, and the most characters of cookies sent with a redirect.
_TAKEN_BACK = re.compile(rb";\s{0,9}(?:max-age\s{0,9}=\s{0,9}[-0]|expires\s{0,9}=[^;]{0,40}\b19\d\d\b)", re.IGNORECASE)
_MAX_COOKIE_CHARS = 4_096


class SiteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, but does not follow a redirect that leaves the site: the response only tells where it leads.

    A redirect to something that a crawl cannot request raises FetchError. One that leads back to where it came from
    is followed with the cookies that its host has set meanwhile, as many hosts let nobody in without. They are not
    stored, and no other request gets any.
    """

    def __init__(self, settings: "BaseSettings") -> None:
        super().__init__(settings)
        self._carries_cookies = not settings.getbool("COOKIES_ENABLED")  # else a session has them

    def process_response(
        self, request: "Request", response: Response, spider: "Spider | None" = None
    ) -> "Request | Response":
        try:
            result = super().process_response(request, response)
            is_lost = result is response and response.status in _LEADING and "Location" in response.headers
        except ValueError:
            is_lost = True
        if is_lost or not (isinstance(result, Response) or origin_of(result.url)):
            location = (response.headers.get("Location") or b"").decode("latin-1")
            raise FetchError("bad_port" if _ODD_PORT.match(location) else "not_http")
        site = request.meta.get(SITE)
        if isinstance(result, Response):
            return result
        if self._carries_cookies:
            _carry_cookies(request, response, result)
        if site is None or is_of_site(result.url, *site):
            return result
        self.crawler.stats.inc_value("newsbot/limits/redirect_off_site")
        return Response(result.url, request=result)


def _carry_cookies(request: "Request", response: Response, onward: "Request") -> None:
    """If a redirect leads back to an earlier address, send the cookies that its host has set on the way."""
    here, there = urlparse_cached(request), urlparse_cached(onward)
    if here.netloc != there.netloc or there.scheme not in (here.scheme, "https"):
        onward.meta.pop(_COOKIES, None)
        return
    told = onward.meta[_COOKIES] = [*request.meta.get(_COOKIES, ()), *response.headers.getlist("Set-Cookie")]
    if onward.url not in onward.meta["redirect_urls"]:
        return
    cookies: dict[bytes, bytes] = {}
    for said in told:
        name, mark, value = (part.strip() for part in said.partition(b";")[0].partition(b"="))
        cookies.pop(name, None)
        if name and mark and not _TAKEN_BACK.search(said):
            cookies[name] = value
    header = b"; ".join(name + b"=" + value for name, value in cookies.items())
    if header and len(header) <= _MAX_COOKIE_CHARS:
        onward.headers["Cookie"] = header


class OwnReferrerMiddleware(RefererMiddleware):
    """Scrapy's spider middleware, but REFERRER_POLICY alone decides, and no page's `Referrer-Policy` does."""

    def policy(self, *_told: Any, **_more: Any) -> ReferrerPolicy:
        """Return the policy in the settings."""
        return self.default_policy()
