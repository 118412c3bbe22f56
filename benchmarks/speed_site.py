"""A generated news site of any size for timing whole crawls, written to a folder and served by nginx.

Its pages are as heavy as real ones, 60 to 120 kB: a menu of all sections, rows of teasers, styles, scripts and the
state of a client-side program next to the article. nginx sends them compressed, with ETag and Last-Modified.
"""

import gzip
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from made_sites.cms_sites import Drupal
from made_sites.prose import Story
from made_sites.site import MadeSite, Sheet

_SECTIONS = 14
_LINKS_A_SECTION = 9
_TEASERS = 36
# Bytes of a page besides its markup: as in real pages, drawn for each page.
_STYLES = (9_000, 18_000)
_STATE = (14_000, 42_000)
_ENTRIES_A_SITEMAP = 10_000
# The oldest file of a build is the first story's; one story an hour.
_EVERY = timedelta(hours=1)
_CONFIGURATION = """daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 512; }}
http {{
    access_log off;
    gzip_static on;
    keepalive_requests 100000;
    types {{ text/html html; application/xml xml; text/plain txt; }}
    default_type text/html;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/pages;
    }}
}}
"""


class Broadsheet(Drupal):
    """Drupal's markup of an article among what makes a page heavy."""

    name = "broadsheet"

    def url(self, story: Story) -> str:
        """An address with the year, the month and words of the headline."""
        return f"https://{self.domain}/{story.published:%Y/%m}/{story.slug}-{story.number}"

    def page(self, sheet: Sheet, story: Story) -> str:
        """The page of the generated site with a large head, nested menus and many teasers."""
        page = super().page(sheet, story)
        page = page.decode() if isinstance(page, bytes) else page
        page = page.replace("</head>", f"{_styles(sheet.rng)}{_state(sheet.rng, story)}</head>", 1)
        head, body = page.split("<body", 1)
        attributes, body = body.split(">", 1)
        inner, end = body.rsplit("</body>", 1)
        return f"{head}<body{attributes}>{self._menu()}{inner}{self._wall(sheet)}{_scripts(sheet.rng)}</body>{end}"

    def _menu(self) -> str:
        columns = []
        for number in range(_SECTIONS):
            links = "".join(
                f'<li class="mega__item"><a class="mega__link" href="/s{number}/t{topic}/">Topic {topic}</a></li>'
                for topic in range(_LINKS_A_SECTION)
            )
            columns.append(
                f'<div class="mega__column"><h3>Section {number}</h3><ul class="mega__list">{links}</ul></div>'
            )
        return f'<nav class="mega" aria-label="Sections"><div class="mega__inner">{"".join(columns)}</div></nav>'

    def _wall(self, sheet: Sheet) -> str:
        cards = "".join(
            f'<article class="card card--small"><a class="card__link" href="{self.url(other)}">'
            f'<div class="card__media"><img class="card__image" src="/files/{other.number}.jpg" alt=""></div>'
            f'<h3 class="card__title">{sheet.junk("related", other.headline)}</h3><p class="card__text">'
            f'{sheet.junk("related", other.deck)}</p><i class="card__time">{other.published:%d %B}</i></a></article>'
            for other in self.others(sheet, _TEASERS)
        )
        return (
            f'<section class="wall"><h2 class="wall__title">Latest</h2><div class="wall__grid">{cards}</div></section>'
        )


def _styles(rng: Random) -> str:
    size = rng.randint(*_STYLES)
    rules: list[str] = []
    while sum(map(len, rules)) < size:
        name = f"{rng.randrange(16**6):06x}"
        rules.append(
            f".c-{name}{{display:flex;margin:{rng.randrange(40)}px auto;color:#{name};font:400 1rem/1.5 serif}}"
        )
    return f"<style>{''.join(rules)}</style>"


def _state(rng: Random, story: Story) -> str:
    size = rng.randint(*_STATE)
    entries: list[dict[str, object]] = []
    while len(entries) * 130 < size:
        entries.append(
            {"id": rng.randrange(10**9), "key": f"{rng.randrange(16**24):024x}", "slug": story.slug, "rank": 1}
        )
    return (
        f'<script id="state" type="application/json">{json.dumps({"page": story.number, "entries": entries})}</script>'
    )


def _scripts(rng: Random) -> str:
    calls = "".join(f"push({{slot:'{rng.randrange(16**8):08x}',sizes:[[300,250],[728,90]]}});" for _ in range(60))
    return f"<script>(function(){{var push=window.push||function(){{}};{calls}}})();</script>"


def build(folder: Path, count: int, port: int) -> MadeSite:
    """Write the pages, sitemaps and robots.txt of a site of this many articles, each next to its compressed form."""
    site = Broadsheet(count)
    site.domain = f"127.0.0.1:{port}"
    root = folder / "pages"
    origin = f"http://{site.domain}"
    now = time.time()
    lines = []
    for story in site.stories:
        made = site.made(story)
        path = root / made.url.split(site.domain + "/", 1)[1]
        age_s = (count - story.number) * _EVERY.total_seconds()
        _write(path, made.html.replace(b"https://" + site.domain.encode(), origin.encode()), now - age_s)
        day = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - age_s))
        lines.append(
            f"<url><loc>{escape(made.url.replace('https://', 'http://', 1))}</loc><lastmod>{day}</lastmod></url>"
        )
    write_sitemaps(root, origin, lines, now)
    return site


def write_sitemaps(root: Path, origin: str, entries: list[str], now: float) -> None:
    """The entries in as many sitemaps as they need, an index of them, robots.txt and a front page."""
    names = []
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    for number, start in enumerate(range(0, len(entries), _ENTRIES_A_SITEMAP)):
        names.append(f"map-{number}.xml")
        text = f'<urlset xmlns="{namespace}">{"".join(entries[start : start + _ENTRIES_A_SITEMAP])}</urlset>'
        _write(root / names[-1], text.encode(), now)
    parts = "".join(f"<sitemap><loc>{origin}/{name}</loc></sitemap>" for name in names)
    _write(root / "index.xml", f'<sitemapindex xmlns="{namespace}">{parts}</sitemapindex>'.encode(), now)
    _write(root / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {origin}/index.xml\n".encode(), now)
    _write(root / "index.html", b"<!doctype html><title>Broadsheet</title><h1>Broadsheet</h1>", now)


def _write(path: Path, content: bytes, modified: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = path.with_name(path.name + ".gz")
    path.write_bytes(content)
    packed.write_bytes(gzip.compress(content, 6))
    for file in (path, packed):
        os.utime(file, (modified, modified))


def free_port() -> int:
    """A free loopback port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """nginx with the folder's pages on loopback, for as long as the block runs."""
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        raise FileNotFoundError("nginx is not installed: apt-get install nginx-light")
    configuration = folder / "nginx.conf"
    # Started by root, nginx would read the files as a user who has no permission.
    user = "user root;" if os.getuid() == 0 else ""
    text = _CONFIGURATION.format(folder=folder, port=port, user=user)
    configuration.write_text(text, encoding="utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(configuration)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("nginx does not listen")
