"""What a URL says: one spelling per address, whether two belong to one site, and an article's ID.

Only strings in and out; nothing is fetched, and the public suffix list is the one that ships with tldextract.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from newsbot.suffixes import registrable_domain

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_URL_CHARS = 2_000
# Parameters that say where a reader came from, which visit this is or which comment is answered, not what the page is.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|at_\w+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid"
    r"|mc_[ce]id|_hsenc|_hsmi|__twitter_impression|ocid|cmpid|icid|ncid|ns_\w+|wt_?mc|wt\.mc_\w+|s_cid|xtor|sr_share"
    r"|ref_src|ref_url|soc_src|soc_trk|guccounter|guce_\w+|spm|campaign_id|share|fb_ref|fb_source|_ga|_gl|mkt_tok"
    r"|srsltid|li_fat_id|rdt_cid|phpsessid|jsessionid|aspsessionid\w*|session_?id|replytocom)\Z",
    re.IGNORECASE,
)
# Names that may also be a story's: a session is recognised by its value, as PHP and forums generate it.
_SESSION = re.compile(r"(?:sid|sess|sessid|session|osc_?sid|zenid|cfid|cftoken)=[0-9a-f]{32}(?:[0-9a-f]{8})?\Z", re.I)
# Java's, and ASP.NET's without cookies: "/(S(lit3py55t21z5v55vlm25s55))/".
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*|/\((?:[a-z]\([a-z0-9_-]{1,200}\)){1,4}\)(?=/)", re.IGNORECASE)
# Variants of the same article: only `article_key` strips these, as the plain address may not exist.
_VARIANT_PATH = re.compile(r"\A/amp(?=/.)|(?:/amp(?:\.html)?|/print|\.amp|/index\.(?:html?|php))/?\Z", re.IGNORECASE)
_VARIANT_HOST = re.compile(r"\A(?:www\.)?(?:(?:m|amp|mobile)\.(?=[^.]*\.[^.]))?")
_VARIANT_QUERY = re.compile(
    r"(?:amp|print|printable|mobile)(?:=(?:1|true|y|yes)?)?\Z|m=1\Z|(?:output|outputtype|view|format)=(?:amp|print|mobile)\Z",
    re.IGNORECASE,
)
# Path segments that name another rendering of the page, not another page.
_RENDERINGS = frozenset(("amp", "amp.html", "print", "index.html", "index.php", "mobile", "m"))
_ENDING = re.compile(r"\.(?:html?|php|aspx?|amp|print)\Z")
_UNSAFE_IN_PATHS = re.compile(r"[^a-z0-9._-]")
# What a part of an address may contain unescaped (RFC 3986), without the characters that separate it from the next.
_PATH_CHARS = ":@!$&'()*+,;=~-._"
_QUERY_CHARS = ":@!$'()*+,;~-._/?"
_UNRESERVED = re.compile(r"[A-Za-z0-9_.~-]*\Z")
# Escaped characters that would mean something else unescaped.
_RESERVED = re.compile(r"(%(?:2[1346789BbCcFf]|3[AaBbDdFf]|40|5[BbDd]|25))")
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
# An address that `absolute_url` returns unchanged: nine in ten that a page writes in full. Parsing takes 80 µs.
_SAFE_REST = r"[\w/.~+:@!$*(),'-]*(?:\?[\w=&./~+:@!$*(),-]+)?\Z"
_SAFE_URL = re.compile(
    rf"https?://(?:(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z]{{2,24}}|(?:{_OCTET}\.){{3}}{_OCTET})"
    rf"(?::(?!80/|443/)[1-9]\d{{1,4}}(?<!:[6-9]\d{{4}}))?/{_SAFE_REST}",
    re.ASCII,
)
# A path from the root of such a site, which only needs its host prepended: no "/../", no "//host/".
_SAFE_PATH = re.compile(rf"(?!\S*/\.)/(?!/){_SAFE_REST}", re.ASCII)
_HOST = re.compile(r"[\w.-]+\Z|[0-9a-f:.]+\Z", re.IGNORECASE)
# An address that `normalise_url` returns unchanged, in two parts: most of those that a sitemap lists.
_PLAIN_URL = re.compile(r"https?://([a-z0-9.:-]+)(/[A-Za-z0-9_.~/-]*)\Z")


def absolute_url(href: str, base: str) -> str | None:
    """Return the http(s) URL that `href` means on a page at `base`, without fragment; None for anything else."""
    if _SAFE_URL.match(href):
        return href if len(href) <= _MAX_URL_CHARS else None
    if _SAFE_PATH.match(href) and _SAFE_URL.match(base):
        url = base[: base.index("/", len("https://"))] + href
        return url if len(url) <= _MAX_URL_CHARS else None
    try:
        url = urljoin(base, href.strip() or base)
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname
    if parts.scheme not in _DEFAULT_PORTS or not host or not _HOST.match(host) or len(url) > _MAX_URL_CHARS:
        return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    try:
        safe = safe_url_string(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))
    except (ValueError, UnicodeError):
        return None
    # Escaping makes an address up to nine times as long.
    return safe if len(safe) <= _MAX_URL_CHARS else None


def normalise_url(url: str) -> str:
    """Return newsbot's spelling of a page's URL: no tracking parameters, sorted query, one way of escaping.

    Idempotent, and it fetches the same page: an escaped slash stays escaped, "?123" gets no "=", and bytes
    that are not UTF-8 stay as they are. Scheme, `www.` and a final slash are kept; `article_key` folds them.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = _SESSION_IN_PATH.sub("", parts.path)
    path = "/".join(_escape_once(segment, _PATH_CHARS) for segment in path.split("/"))
    query = "&".join(sorted(_parameters(parts.query)))
    return urlunsplit((parts.scheme, parts.netloc.lower(), path or "/", query, ""))


def _parameters(query: str) -> list[str]:
    """Return the parameters that say what the page is, each escaped in one way."""
    parameters = []
    for parameter in query.split("&"):
        name, mark, value = parameter.partition("=")
        if parameter and not _TRACKING.match(name) and not _SESSION.match(parameter):
            value = _escape_once(value, _QUERY_CHARS + "=")
            parameters.append(f"{_escape_once(name, _QUERY_CHARS)}{mark}{value}")
    return parameters


def _escape_once(text: str, allowed: str) -> str:
    """Escape each byte in a part of an address that must be escaped, and no other.

    An escaped character that is allowed unescaped but would then mean something else (";", "+", …) stays escaped.
    """
    if _UNRESERVED.match(text):
        return text
    return "".join(
        piece.upper() if at % 2 else quote(unquote_to_bytes(piece), safe=allowed)
        for at, piece in enumerate(_RESERVED.split(text))
    )


@lru_cache(maxsize=64)
def is_pattern(text: str) -> bool:
    """Whether the text is a pattern for `fits_pattern`: a path, or an address with its scheme."""
    is_web = text.startswith(("http://", "https://", "*://"))
    return (text.startswith("/") or is_web) and not any(map(str.isspace, text)) and text.strip("/*") != ""


def fits_pattern(url: str, pattern: str) -> bool:
    """Whether a URL matches a pattern, in which "*" stands for anything.

    A pattern that begins with "/" is matched against the path, with the query if there is one, on any host.
    """
    if pattern.startswith("/"):
        url = "/" + url.partition("://")[2].partition("/")[2]
    first, *others = pattern.split("*")
    if not others:
        return url == first
    *middle, last = others
    if not url.startswith(first):
        return False
    at = len(first)
    for part in middle:
        at = url.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return url.endswith(last) and len(url) - len(last) >= at


def article_key(url: str) -> str:
    """Return what two addresses of one article share: `normalise_url` without scheme, `www.`, final slash and variant.

    An accented letter is the same whether written as one character or as two (Unicode's NFC and NFD).
    """
    plain = _PLAIN_URL.match(url)
    if plain is not None:
        (host, path), query = plain.groups(), ""
    else:
        try:
            parts = urlsplit(normalise_url(url))
        except ValueError:
            return url
        host, path = parts.netloc, _composed(parts.path)
        query = "&".join(p for p in parts.query.split("&") if not _VARIANT_QUERY.match(p))
    host = _VARIANT_HOST.sub("", host)
    path = _VARIANT_PATH.sub("", path).rstrip("/")
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _composed(path: str) -> str:
    """Return the path with its letters in Unicode's composed form, if it is escaped UTF-8 and not composed already."""
    if "%" not in path:
        return path
    try:
        text = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return path
    if unicodedata.is_normalized("NFC", text):
        return path
    return "".join(
        piece if at % 2 else quote(unicodedata.normalize("NFC", unquote(piece)), safe=_PATH_CHARS + "/")
        for at, piece in enumerate(_RESERVED.split(path))
    )


def is_variant(url: str) -> bool:
    """Whether the address is an AMP, print or mobile variant of a page, or an index file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.netloc.lower().removeprefix("www.")
    queries = parts.query.split("&")
    of_query = any(map(_VARIANT_QUERY.match, queries))
    return of_query or _VARIANT_HOST.sub("", host) != host or bool(_VARIANT_PATH.search(parts.path))


def key_digest(key: str) -> bytes:
    """Return 16 bytes for a key from `article_key`: short enough to keep those of a whole site in memory."""
    return hashlib.blake2b(key.encode(), digest_size=16).digest()


def article_id(url: str) -> str:
    """Return the 32 hex digits that identify the article at this URL, the same in every run."""
    return key_digest(article_key(url)).hex()


@lru_cache(maxsize=4096)
def site_domain(host: str) -> str:
    """Return the registrable domain of a host ("news.bbc.co.uk" → "bbc.co.uk"), or the host itself if it has none."""
    host = host.lower().rstrip(".")
    return registrable_domain(host) or host.removeprefix("www.")


def same_site(url: str, other: str) -> bool:
    """Whether both URLs belong to one site: the same registrable domain, and the same port if that is non-standard."""
    if _SAFE_URL.match(other) and url.startswith(other[: other.index("/", len("https://")) + 1]):
        return True
    try:
        a, b = urlsplit(url), urlsplit(other)
        ports = {port for port in (a.port, b.port) if port not in (None, 80, 443)}
        one_port = not ports or a.port == b.port
    except ValueError:
        return False
    if not a.hostname or not b.hostname:
        return False
    return one_port and site_domain(a.hostname) == site_domain(b.hostname)


def is_of_site(url: str, site: str, hosts: Collection[str] = ()) -> bool:
    """Whether the URL belongs to the site at `site`, or to one of the other hosts that count as part of any site.

    Those are named with their port if it is non-standard, and without `www.`.
    """
    if same_site(url, site):
        return True
    try:
        return bool(hosts) and urlsplit(url).netloc.lower().rpartition("@")[2].removeprefix("www.") in hosts
    except ValueError:
        return False


def site_name(url: str) -> str:
    """Return a name for the site at this URL that is safe in a path: `[a-z0-9._-]` only."""
    try:
        host = urlsplit(url).netloc.lower().rpartition("@")[2]
    except ValueError:
        return "site"
    name = _UNSAFE_IN_PATHS.sub("-", host.removeprefix("www."))
    return name.strip(".-") or "site"


def trusted_canonical(url: str, canonical: str) -> bool:
    """Whether the canonical address that a page declares can be the page's own.

    It must be of the same site and end in the same name, unless the page's address has no name ("/?p=12"): a
    template that points all pages to one address, or to another site, is not believed.
    """
    if not same_site(url, canonical):
        return False
    if article_key(url) == article_key(canonical):
        return True
    name, canonical_name = _page_name(url), _page_name(canonical)
    return bool(canonical_name) and name.casefold() in ("", canonical_name.casefold())


def _page_name(url: str) -> str:
    """Return the last meaningful segment of the path, without its file extension."""
    segments = [part for part in urlsplit(url).path.split("/") if part and part not in _RENDERINGS]
    return _ENDING.sub("", segments[-1]) if segments else ""
