"""Our own hostile site: forty good articles among the hazards of the open web, on several hosts of loopback.

A hazard is a page that stands among the articles; what must come of it is for `hostile_rules` to say.
"""

import asyncio
import gzip
import json
import socket
import ssl
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import brotli
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hostile_server import Host, Reply, Route
from loopback import article_page

from newsbot.decoding import zstd

_PLACES = "harbour mill valley bridge orchard quarry lighthouse ferry market chapel".split()
_EVENTS = "strike flood festival merger election verdict rescue harvest".split()
BOMB_BYTES = 150_000_000
HEAVY_BYTES = 9_500_000
STREAM_BYTES = 30_000_000
SPELLINGS = ("127.0.0.99", "127.99", "0x7f.99", "0177.0.0.143", "2130706531", "[::ffff:127.0.0.99]")
FORGED = "2026-11-29 00:00:00 [newsbot] ERROR: forged"


@dataclass
class HostileSite:
    """The hosts, and where their good articles stand."""

    main: Host = field(default_factory=lambda: Host("127.0.0.1"))
    # A site without a sitemap: its articles are found by following links, and so are its traps.
    maze: Host = field(default_factory=lambda: Host("127.0.0.2"))
    robots: dict[str, Host] = field(
        default_factory=lambda: {
            name: Host(f"127.0.0.{number}")
            for number, name in enumerate(("status_503", "status_429", "hang", "cut", "huge", "loop", "page"), 3)
        }
    )
    secret: Host = field(default_factory=lambda: Host("127.0.0.20"))  # its certificate is its own
    # What no crawl was asked to visit.
    inside: Host = field(default_factory=lambda: Host("127.0.0.99"))
    good: set[str] = field(default_factory=set)

    @property
    def hosts(self) -> list[Host]:
        """All of them."""
        return [self.main, self.maze, *self.robots.values(), self.secret, self.inside]

    def build(self) -> None:
        """Put the pages in their places; the ports are known by now."""
        build_main(self)
        build_maze(self)
        build_robots(self)
        self.secret.routes["/"] = page("<h1>Front</h1>")
        self.inside.find = lambda path: page(story(99, "inside"))


def page(body: bytes | str, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Route:
    """A plain answer."""

    async def route(reply: Reply) -> None:
        await reply.answer(body, content_type, status, **headers)

    return route


def story(number: int, name: str, *, head: str = "", headline: str = "", extra: str = "") -> str:
    """An article that is like no other of the site."""
    place, event = _PLACES[number % len(_PLACES)], _EVENTS[number % len(_EVENTS)]
    headline = headline or f"The {place} {event} enters week {number + 2} as talks on {name} stall"
    body = "".join(
        f"<p>On day {day} of the {event} at the {place}, number {number * 31 + day} of its kind, officials who spoke of"
        f" {name} said that {day * 7 + number} people had come, and that nobody knew how long it would go on.</p>"
        for day in range(1, 5)
    )
    return article_page(headline, head=head, body=body + extra)


def urlset(urls: list[str]) -> str:
    """A sitemap of these addresses."""
    entries = "".join(f"<url><loc>{url}</loc><lastmod>2026-11-20</lastmod></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def index(urls: list[str]) -> str:
    """An index of these sitemaps."""
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'


# ------------------------------------------------------------------------------------- broken on the way


def raw(head: str, *pieces: bytes) -> Route:
    """These bytes as they are."""

    async def route(reply: Reply) -> None:
        await reply.send(head.replace("\n", "\r\n").encode() + b"\r\n")
        for piece in pieces:
            await reply.send(piece)

    return route


def break_off(body: bytes) -> Route:
    """A body of no told length, whose connection breaks off."""

    async def route(reply: Reply) -> None:
        await reply.send(b"HTTP/1.1 200 -\r\nContent-Type: text/html\r\n\r\n" + body)
        await asyncio.sleep(0.2)  # a reset throws away what was not read
        connection = reply.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        reply.writer.transport.abort()

    return route


async def hang(reply: Reply) -> None:
    """Nothing, for longer than anyone waits."""
    await asyncio.sleep(600)


async def drip(reply: Reply) -> None:
    """An article, a byte at a time."""
    await reply.send(b"HTTP/1.1 200 -\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>")
    while True:
        await asyncio.sleep(0.2)
        await reply.send(b" ")


async def endless(reply: Reply) -> None:
    """A body without end."""
    await reply.send(b"HTTP/1.1 200 -\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"<p>and on and on</p>" * 3_000
    while reply.size < STREAM_BYTES:
        await reply.send(b"%x\r\n%b\r\n" % (len(piece), piece))


async def many_headers(reply: Reply) -> None:
    """40 MB of headers."""
    await reply.send(b"HTTP/1.1 200 -\r\nContent-Type: text/html\r\n")
    number = 0
    while reply.size < 40_000_000:
        number += 1
        await reply.send(b"".join(b"X-Header-%d-%d: %b\r\n" % (number, n, b"x" * 1_000) for n in range(50)))
    await reply.send(b"\r\n" + story(0, "headers").encode())


def packed(coding: str, body: bytes) -> Route:
    """A packed body, framed as it should be."""
    return raw(
        f"HTTP/1.1 200 -\nContent-Type: text/html\nContent-Encoding: {coding}\nContent-Length: {len(body)}\n", body
    )


def busy(seconds: int, status: int, body: str) -> Route:
    """ "Come back later" to the first who asks, the page to the second."""

    async def route(reply: Reply) -> None:
        if reply.number == 1:
            await reply.answer("busy", status=status, Retry_After=str(seconds))
        else:
            await reply.answer(body)

    return route


def _whole_gzip(name: str) -> bytes:
    return gzip.compress(story(1, name).encode() * 20, mtime=0)


# ------------------------------------------------------------------------------------------ the main site


def build_main(site: HostileSite) -> None:
    """Articles and hazards in a sitemap."""
    main, inside = site.main, site.inside
    base = main.origin
    listed: list[str] = []

    def add(name: str, route: Route, *, is_good: bool = False, prefix: str = "/2026/11/") -> None:
        main.routes[prefix + name] = route
        listed.append(f"{base}{prefix}{name}")
        if is_good:
            site.good.add(f"{base}{prefix}{name}")

    for number in range(10):
        add(f"good-story-{number}", page(story(number, f"plan {number}")), is_good=True)
    for name, route in (good_but_odd(base) | good_but_heavy()).items():
        add(name, route, is_good=True)
    for name, route in hazards(base).items():
        add(name, route)
    # Redirects and refreshes in turn; the tenth page is an article.
    for number in range(9):
        onward = f"/2026/11/chain-{number + 1}"
        refresh = f'<html><head><meta http-equiv="refresh" content="0; url={onward}"></head><body>Wait</body></html>'
        main.routes[f"/2026/11/chain-{number}"] = page("", status=302, Location=onward) if number % 2 else page(refresh)
    odd = story(33, "headers").encode()
    head = f"HTTP/1.1 200\nContent-Type : text/html\nX Robots Tag: none\nNo colon\nETag: {'e' * 20_000}\n"
    add("odd-headers", raw(f"{head}Content-Length: {len(odd)}\n", odd))
    main.routes["/2026/11/chain-9"] = page(story(43, "chains"))
    listed.append(f"{base}/2026/11/chain-0")
    for number in range(3):
        path = f"/news.php?id={number + 700}"
        main.routes[path] = page(
            story(number + 20, f"paper {number}", head=f'<link rel="canonical" href="{base}/news.php">')
        )
        listed.append(base + path)
        site.good.add(base + path)
    # What goes on for ever, in a sitemap that takes it for articles.
    main.routes |= {path: page(_NOTHING_ON) for path in CALENDAR}
    main.routes |= {path: page(story(70, "sessions")) for path in SESSIONS}
    main.routes["/traps.xml"] = page(urlset([base + path for path in CALENDAR + SESSIONS]), "text/xml")
    suffixes = ("?utm_source=a&utm_medium=b", "?fbclid=c", "/amp", "/", "/print", "?print=1", "?PHPSESSID=d")
    listed += [f"{base}/2026/11/good-story-0{suffix}" for suffix in suffixes]
    for number, host in enumerate(SPELLINGS):
        target = f"http://{host}:{inside.port}/2026/11/inside"
        add(f"lead-inside-{number}", page("", status=302, Location=target))
    listed += ["file:///etc/hostname", "javascript:alert(1)", "data:text/html,<p>x", f"{inside.origin}/2026/11/inside"]
    main.routes |= {
        "/": page(
            "<h1>Front</h1><a href='file:///etc/hostname'>A story about files on a disk</a>"
            f"<a href='{inside.origin}/2026/11/inside'>A story about what is inside the network</a>"
        ),
        "/robots.txt": page(
            "User-agent: *\nDisallow: /private/\n"
            f"Sitemap: {base}/index.xml\nSitemap: file:///etc/hostname\nSitemap: {inside.origin}/map.xml\n",
            "text/plain",
        ),
        "/index.xml": page(index([f"{base}/{name}" for name in (*SITEMAPS, "index.xml", "deep-1.xml")]), "text/xml"),
        "/articles.xml": page(urlset([*listed, f"{base}/private/2026/11/diary"]), "text/xml"),
        "/private/2026/11/diary": page(story(98, "private")),
        "/laughs.xml": page(_LAUGHS, "text/xml"),
        "/external.xml": page(_EXTERNAL.replace("BASE", base), "text/xml"),
        "/bomb.xml.gz": page(gzip.compress(urlset([]).encode() + b" " * 80_000_000, 1, mtime=0), "application/gzip"),
        "/stream.xml": endless,
        "/page.xml": page("<html><body><h1>Not a sitemap</h1></body></html>", "text/xml"),
    }
    for level in range(1, 9):
        urls = [f"{base}/deep-{level + 1}.xml", f"{base}/index.xml"]
        main.routes[f"/deep-{level}.xml"] = page(index(urls), "text/xml")


CALENDAR = [f"/calendar/2026/{n % 12 + 1:02}/{n % 28 + 1:02}/what-is-on-in-town-{n}" for n in range(110)]
SESSIONS = [f"/s/{(n + 9) * 7_919_191_919_191:016x}/a-story-that-is-always-the-same" for n in range(80)]
_NOTHING_ON = "<html><body><h1>What is on</h1><p>Nothing is on in town on this day.</p></body></html>"
SITEMAPS = (*("articles.xml", "traps.xml", "laughs.xml", "external.xml", "bomb.xml.gz", "stream.xml", "page.xml"),)
_LAUGHS = (
    '<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<urlset><url><loc>http://x/&c;</loc></url></urlset>"
)
_EXTERNAL = (
    '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<urlset><url><loc>BASE/2026/11/&x;</loc></url></urlset>"
)


def good_but_odd(base: str) -> dict[str, Route]:
    """Articles in which something is wrong that must not cost them."""
    entry = {
        "@type": "NewsArticle",
        "headline": "X <script>alert(1)</script>",
        "author": {"name": "<script>x</script>"},
    }
    half = '{"@type": "NewsArticle", "description": "half \\ud83d a character", "wordCount": NaN}'
    deep = '{"a":' * 10_000 + "1" + "}" * 10_000
    russian = story(30, "river", headline="Забастовка в порту продолжается вторую неделю подряд", extra="<p>Порт.</p>")
    return {
        "half-a-character": page(story(15, "emoji", head=_ld(half))),
        "script-in-fields": page(
            story(
                16,
                "markup",
                head=_ld(json.dumps(entry).replace("</", "<\\/")),
                headline="Port &lt;script&gt;alert(1)&lt;/script&gt; opens",
            )
        ),
        "controls": page(
            story(17, "signs", headline=f"Port \x1b[31mopens\x07 \u202eagain\u200b\u2066 &#10;{FORGED} &#27;[2J today")
        ),
        "lying-charset": page(russian.encode("windows-1251"), "text/html; charset=utf-8"),
        "utf-16": page(b"\xff\xfe" + story(18, "widths").encode("utf-16-le"), "text/html; charset=iso-8859-1"),
        "nul-bytes": page(story(19, "holes").replace("<p>", "<p>\0")),
        "deep-json": page(story(25, "levels", head=_ld(deep) + _ld('{"x": "' + "y" * 3_000_000 + '"}'))),
        "date-2099": page(story(26, "future").replace("2026-11-20T08", "2099-11-20T08")),
        "date-1970": page(story(27, "past").replace("2026-11-20T08:00:00", "1970-01-01T00:00:00")),
        "date-february-30": page(story(28, "leap").replace("2026-11-20T08", "2026-02-30T08")),
        "canonical-elsewhere": page(
            story(29, "links", head='<link rel="canonical" href="https://elsewhere.example/2026/11/x">')
        ),
        "busy-for-a-moment": busy(2, 429, story(31, "pauses")),
        "twice-packed": packed("gzip, br", brotli.compress(_gzip(story(32, "layers")), quality=2)),
    }


def good_but_heavy() -> dict[str, Route]:
    """Articles as large as they may be: of each that is read at once, and of each that waits, there is only so much."""
    link = "<li><a href='/2026/10/the-harbour-in-other-weeks'>The harbour in other weeks</a></li>"
    pieces = {
        "heavy-links": f"<ul>{link * (HEAVY_BYTES // len(link))}</ul>",
        "heavy-script": f"<script>{'var a = 1; ' * (HEAVY_BYTES // 11)}</script>",
        "heavy-table": f"<table>{'<tr><td>1</td><td>2</td></tr>' * (HEAVY_BYTES // 29)}</table>",
        "heavy-text": "<p>And the harbour said that it had nothing to add to it.</p>" * (HEAVY_BYTES // 58),
    }
    return {name: page(story(number, name, extra=extra)) for number, (name, extra) in enumerate(pieces.items(), 34)}


def _ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def _gzip(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def hazards(base: str) -> dict[str, Route]:
    """Pages that give no line."""
    zeros = bytes(BOMB_BYTES)
    gzip_bomb = gzip.compress(zeros, 1, mtime=0)
    whole = story(40, "cuts").encode()
    sixty = _gzip(story(41, "codings"))
    for _ in range(59):
        sixty = gzip.compress(sixty, mtime=0)
    attributes = "".join(f" a{number}=1" for number in range(200_000))
    login = "<form action=/login><label>User<input name=u></label><input type=password name=p></form>"
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (whole[:900], whole[900:1800]))
    pages: dict[str, Route] = {
        "attributes": page(f"<html><body><h1>Attributes</h1><p{attributes}>Text</p></body></html>"),
        "nested": page("<html><body><h1>Nested</h1>" + "<div>" * 100_000 + "text"),
        "cut-gzip": packed("gzip", _whole_gzip("cut")[:-300]),
        "cut-brotli": packed("br", brotli.compress(whole * 20, quality=2)[:-200]),
        "cut-zstd": packed("zstd", zstd.compress(whole * 20)[:-100]),
        "cut-length": raw(f"HTTP/1.1 200 -\nContent-Type: text/html\nContent-Length: {len(whole)}\n", whole[:-700]),
        "cut-chunk": raw("HTTP/1.1 200 -\nContent-Type: text/html\nTransfer-Encoding: chunked\n", chunks),
        "cut-part": raw(
            f"HTTP/1.1 206 -\nContent-Type: text/html\nContent-Range: bytes 0-899/{len(whole)}\n", whole[:900]
        ),
        "cut-connection": break_off(whole[:900]),
        "hang": hang,
        "drip": drip,
        "bomb-gzip": packed("gzip", gzip_bomb),
        "bomb-gzip-gzip": packed("gzip, gzip", gzip.compress(gzip_bomb, mtime=0)),
        "bomb-deflate": packed("deflate", zlib.compress(zeros, 1)),
        "bomb-members": packed("gzip", gzip.compress(b"", mtime=0) * 400_000),
        "bomb-brotli": packed("br", brotli.compress(zeros, quality=2)),
        "bomb-zstd": packed("zstd", zstd.compress(zeros)),
        "codings-60": packed(", ".join(["gzip"] * 60), sixty),
        "endless": endless,
        "headers": many_headers,
        "loop-a": page("", status=302, Location="/2026/11/loop-b"),
        "loop-b": page("", status=302, Location="/2026/11/loop-a"),
        "elsewhere": page("", status=301, Location="https://elsewhere.example/"),
        "to-a-file": page("", status=302, Location="file:///etc/hostname"),
        "busy-for-an-hour": busy(3_600, 503, story(42, "hours")),
        "login": page(
            f"<html><head><title>Log in</title></head><body><main><h1>Log in</h1>{login}</main></body></html>"
        ),
        "consent": page(
            "<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1>"
            + "<p>We and our partners use cookies and ask for your consent to personal data processing.</p>" * 4
        ),
        "soft-404": page(
            "<html><head><title>Page not found</title></head><body><h1>Page not found</h1>"
            "<p>The page that you are looking for does not exist. It may have been moved or removed.</p></body></html>"
        ),
    }
    return pages


# ---------------------------------------------------------------------------------------------- the maze


def build_maze(site: HostileSite) -> None:
    """A site without a sitemap: sections that lead to articles, and to calendars, facets and sessions without end."""
    maze = site.maze
    base = maze.origin
    stories = {f"/2026/11/maze-story-number-{n}-of-ten": story(n + 50, f"maze {n}") for n in range(10)}
    site.good |= {base + path for path in stories}
    links = "".join(f"<h2><a href='{path}'>What happened in the maze, part {path[-8:]}</a></h2>" for path in stories)
    menu = (
        "<nav><a href='/calendar/2026/11/'>Calendar</a><a href='/shop/list?colour=red&size=1'>Shop</a>"
        "<a href='/archive/?page=2' rel='next'>Older posts</a><a href='/s/0123456789abcdef/start/'>Start</a></nav>"
    )
    maze.routes |= {path: page(text) for path, text in stories.items()}
    maze.routes |= {
        "/": page(f"<html><body>{menu}{links}</body></html>"),
        "/robots.txt": page("", "text/plain"),
    }
    maze.find = _endless_pages(menu)


def _endless_pages(menu: str) -> Callable[[str], Route | None]:
    def find(path: str) -> Route | None:
        number = sum(int(part) for part in "".join(c if c.isdigit() else " " for c in path).split()[:3]) % 10**9
        onward = range(number, number + 120)
        next_page = ""
        match path.split("/")[1]:
            case "calendar":
                links = [
                    (f"/calendar/{2000 + n % 90}/{n % 12 + 1}/what-is-on-in-town-{n}", f"On day {n}") for n in onward
                ]
                next_page = f"<a rel=next href='/calendar/{number + 1}/'>Next</a>"
            case "shop":
                links = [(f"/shop/list?colour=c{n}&size={n}", f"All of colour {n} in this size") for n in onward]
            case "s" if "always-the-same" in path:
                return page(story(70, "sessions"))
            case "s":
                links = [
                    (f"/s/{n * 7_919_191_919:016x}/always-the-same", "The story of the day, again") for n in onward
                ]
            case "archive":
                links = []
                next_page = f"<a rel=next href='/archive/?page={number + 1}'>Next</a>"
            case _:
                return None
        anchors = "".join(f"<a href='{href}'>{text}</a>" for href, text in links)
        return page(f"<html><body>{menu}{anchors}{next_page}</body></html>")

    return find


# --------------------------------------------------------------------------------------------- robots.txt


def build_robots(site: HostileSite) -> None:
    """Hosts that cannot say what they allow, or say it in a way that costs."""

    async def huge(reply: Reply) -> None:
        await reply.send(b"HTTP/1.1 200 -\r\nContent-Type: text/plain\r\nContent-Length: 156000000\r\n\r\n")
        await reply.send(b"User-agent: *\nDisallow: /private/\n")
        while reply.size < STREAM_BYTES:
            await reply.send(b"# nothing to see in this line\n" * 3_000)

    files: dict[str, Route] = {
        "status_503": page("busy", status=503),
        "status_429": page("busy", status=429),
        "hang": hang,
        "cut": raw("HTTP/1.1 200 -\nContent-Type: text/plain\nContent-Length: 5000\n", b"User-agent: *\nDisallow:\n"),
        "huge": huge,
        "loop": page("", status=302, Location="/robots.txt"),
        "page": page("<!DOCTYPE html><html><body><pre>User-agent: *\nDisallow: /</pre></body></html>"),
    }
    for number, (name, host) in enumerate(site.robots.items()):
        path = f"/2026/11/a-story-of-the-host-{number}"
        many = [f"{host.origin}/many-{n}.xml" for n in range(40)] if name == "page" else []
        urls = [host.origin + path, f"{host.origin}/private/2026/11/a-diary-of-the-host"]
        host.routes |= {
            "/": page("<h1>Front</h1>"),
            "/robots.txt": files[name],
            "/sitemap.xml": page(index([f"{host.origin}/articles.xml", *many]), "text/xml"),
            "/articles.xml": page(urlset(urls), "text/xml"),
            path: page(story(number + 80, f"host {number}")),
            **{f"/many-{n}.xml": page(index([f"{host.origin}/leaf-{n}.xml"]), "text/xml") for n in range(40)},
            "/private/2026/11/a-diary-of-the-host": page(story(number + 90, f"diary {number}")),
        }


def own_certificate(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hostile")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.20"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
