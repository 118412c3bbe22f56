"""What a URL says: one spelling for one address, whether two are of one site, and an article's id.

Only strings in and out; nothing is fetched, and the public suffix list is the one that ships with tldextract.
"""

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_URL_CHARS = 2_000
# Parameters that say where a reader came from, never what the page is.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|at_\w+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid"
    r"|mc_[ce]id|_hsenc|_hsmi|__twitter_impression|ocid|cmpid|icid|ncid|ns_\w+|wt_?mc|wt\.mc_\w+|s_cid|xtor|sr_share"
    r"|ref_src|ref_url|soc_src|soc_trk|guccounter|guce_\w+|spm|campaign_id|share|fb_ref|fb_source)\Z",
    re.IGNORECASE,
)
_suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None)


def absolute_url(href: str, base: str) -> str | None:
    """The http(s) URL that `href` means on a page at `base`, without fragment; None for anything else."""
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or len(url) > _MAX_URL_CHARS:
        return None
    host = parts.hostname
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    try:
        return safe_url_string(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))
    except (ValueError, UnicodeError):
        return None


def normalise_url(url: str) -> str:
    """The spelling under which newsbot keeps a page: no tracking parameters, sorted query, decoded path.

    Idempotent. Scheme, `www.` and a trailing slash are kept apart here; `article_key` folds them.
    """
    parts = urlsplit(url)
    query = sorted(p for p in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(p[0]))
    path = quote(
        unquote(parts.path, errors="surrogateescape"),
        safe="/:@!$&'()*+,;=~-._",
        errors="surrogateescape",
    )
    return urlunsplit((parts.scheme, parts.netloc.lower(), path or "/", urlencode(query), ""))


def article_key(url: str) -> str:
    """What two addresses of one article share: `normalise_url` without scheme, `www.` and final slash."""
    parts = urlsplit(normalise_url(url))
    host = parts.netloc.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"


def article_id(url: str) -> str:
    """32 hex digits that name the article at this URL, the same in every run."""
    return hashlib.blake2b(article_key(url).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=4096)
def site_domain(host: str) -> str:
    """The registrable domain of a host ("news.bbc.co.uk" → "bbc.co.uk"), or the host itself where there is none."""
    host = host.lower().rstrip(".")
    return _suffixes(host).top_domain_under_public_suffix or host


def same_site(url: str, other: str) -> bool:
    """Whether both URLs are of one site: one registrable domain, and one port where it is an odd one."""
    a, b = urlsplit(url), urlsplit(other)
    return site_domain(a.hostname or "") == site_domain(b.hostname or "") and _odd_port(a) == _odd_port(b)


def _odd_port(parts: object) -> int | None:
    port: int | None = getattr(parts, "port", None)
    return None if port in (80, 443) else port


def site_name(url: str) -> str:
    """A name for the site at this URL that is safe in a path: `[a-z0-9._-]` only."""
    parts = urlsplit(url)
    name = re.sub(r"[^a-z0-9._-]", "-", parts.netloc.lower().removeprefix("www."))
    return name.strip(".-") or "site"
