"""`scrapy extract FILE_OR_URL...`: pages in, JSON lines out; no crawl and no state."""

import argparse
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

import msgspec
from scrapy import Request, Spider, signals
from scrapy.commands import ScrapyCommand
from scrapy.http import Response

from newsbot.commands import Sentences, add_profile_option, refuse_options
from newsbot.deployment import read_deployment
from newsbot.exceptions import ArgumentError, StorageError
from newsbot.extraction.declared.rights import MAX_TDM_FILE_BYTES, TDM_FILE, SiteRights, read_tdm_file
from newsbot.extraction.overrides import read_overrides
from newsbot.extraction.template.profile import is_usable
from newsbot.fetching.failures import failure_reason
from newsbot.fetching.responses import HostRights, header, rights_headers
from newsbot.report import problem_sentence
from newsbot.sites import site_url
from newsbot.state.storage import open_storage
from newsbot.urls import site_name

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

    from newsbot.extraction.article import ExtractOptions

_NO_FEEDS = {"scrapy.extensions.feedexport.FeedExporter": None, "newsbot.feeds.DeliveringFeedExporter": None}


@dataclass(slots=True)
class Page:
    """A page to extract: its source as the user named it, its URL, and what its response and site declare."""

    source: str
    body: bytes
    url: str
    content_type: str | None = None
    headers: dict[str, list[str]] = field(default_factory=dict)
    rights: SiteRights = field(default_factory=SiteRights)


class _PageSpider(Spider):
    """Fetches the given addresses with the project's settings, robots.txt included."""

    name = "extract"

    def __init__(self, urls: list[str], pages: dict[str, Page | str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Addresses that the user names may be private; see newsbot.fetching.downloads.
        self.named_urls = urls
        self.pages = pages
        self.rights = HostRights()

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for host in dict.fromkeys(urljoin(url, TDM_FILE) for url in self.named_urls):
            yield Request(host, self.parse_tdm_file, errback=self.no_tdm_file, dont_filter=True)
        for url in self.named_urls:
            yield Request(url, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url})

    def robots_parsed(self, robotparser: "RobotParser", request: Request) -> None:
        """Record what robots.txt says about the use of pages."""
        self.rights.add_robots(robotparser, request.url)

    def parse_tdm_file(self, response: Response) -> None:
        text = response.body[:MAX_TDM_FILE_BYTES].decode("utf-8", "replace")
        self.rights.of(response.url).tdm = read_tdm_file(text)

    def no_tdm_file(self, failure: "Failure") -> None:
        """Do nothing: few sites have the file."""

    def parse(self, response: Response, asked: str) -> None:
        content_type = header(response, "Content-Type")
        rights = self.rights.of(response.url)
        self.pages[asked] = Page(asked, response.body, response.url, content_type, rights_headers(response), rights)

    def failed(self, failure: "Failure") -> None:
        self.pages[failure.request.cb_kwargs["asked"]] = failure_reason(failure)  # type: ignore[attr-defined]


class Command(Sentences, ScrapyCommand):
    """Exit code 1 when a page gave no article, 2 for a wrong argument."""

    requires_project = True

    def syntax(self) -> str:
        return "[--url URL] [--profile] [--overrides FILE] FILE_OR_URL... (- reads standard input)"

    def short_desc(self) -> str:
        return "Extract the article of HTML files or addresses as JSON lines"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address that the file was fetched from")
        parser.add_argument("--overrides", metavar="FILE", help="a TOML file of overrides for the site")
        add_profile_option(parser, "use the site's profile from the state")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        # Lines go to standard output and messages for the user to standard error: no log, no feed.
        self.settings.set("EXTENSIONS", _NO_FEEDS, priority="cmdline")
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsbot.extraction.article import ExtractOptions

        assert self.settings is not None
        try:
            self.check(args, opts)
            wanted = read_deployment(self.settings)
            overrides = read_overrides(opts.overrides) if opts.overrides is not None else None
            storage = open_storage(wanted.state) if opts.site_profile else None
            pages = self._pages(args, opts.url)
        except (ArgumentError, StorageError) as error:
            self.fail(str(error), 2)
            return
        for page in pages:
            if isinstance(page, str):
                self.fail(page, 1)
            else:
                profiles = storage.site_profiles(site_name(page.url)) if storage is not None else {}
                newest = next((data for data in reversed(profiles.values()) if is_usable(data)), None)
                options = ExtractOptions(wanted.body_html, profile=newest, overrides=overrides)
                options.headers, options.rights = page.headers, page.rights
                self.take(page, options, opts)
        if storage is not None:
            storage.close()

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise ArgumentError for invalid arguments."""
        refuse_options("extract", args)
        if not args:
            raise ArgumentError("Name at least one file or address; - reads standard input.")
        if opts.url is not None and len(args) > 1:
            raise ArgumentError("--url names the address of one page; give one file with it.")

    def _pages(self, args: list[str], url: str | None) -> list[Page | str]:
        """Return the pages in the order of the arguments; a string says why one could not be fetched."""
        address = site_url(url) if url is not None else None
        urls = [site_url(arg) for arg in args if "://" in arg]
        files = {arg: _read_file(arg, address) for arg in args if "://" not in arg}
        fetched = self._fetch(urls) if urls else {}
        return [files[arg] if arg in files else fetched[site_url(arg)] for arg in args]

    def _fetch(self, urls: list[str]) -> dict[str, Page | str]:
        assert self.crawler_process is not None
        pages: dict[str, Page | str] = {}
        self.crawler_process.crawl(_PageSpider, urls=urls, pages=pages)
        self.crawler_process.start()
        return {url: page if isinstance(page := pages.get(url, "error"), Page) else _unhad(url, page) for url in urls}

    def take(self, page: Page, options: "ExtractOptions", opts: argparse.Namespace) -> None:
        """Write the line of the page."""
        from newsbot.explanation.page_kinds import reason_sentence
        from newsbot.extraction.article import extract_article
        from newsbot.items import to_line
        from newsbot.revisions import content_hash

        report = extract_article(page.body, page.url, page.content_type, options)
        if report.article is None:
            self.fail(f"{page.source} gave no article ({report.reason}). {reason_sentence(report.reason or '')}", 1)
            return
        line = to_line(report.article)
        line["contentHash"] = content_hash(line)
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
        sys.stdout.buffer.flush()


def _unhad(url: str, reason: str) -> str:
    log = " -L INFO shows it." if reason == "error" else ""
    return f"{url} could not be fetched ({reason}): {problem_sentence(reason, 'the page')}.{log}"


def _read_file(name: str, url: str | None) -> Page:
    from newsbot.extraction.declared.structured import declared_url
    from newsbot.extraction.document import parse_document

    try:
        body = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise ArgumentError(f"{name} cannot be read: {error.strerror}.") from None
    address = url or declared_url(parse_document(body, "http://localhost/").tree)
    if address is None:
        raise ArgumentError(f"The address of {name} is unknown: give it with --url.")
    return Page(name, body, address)
