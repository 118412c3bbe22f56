"""Imports what every crawl of this project imports, except what starts a reactor, and the tables for reading pages.

All processes forked later have it loaded already.
"""

from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module

from scrapy.utils.misc import load_object, walk_modules_iter
from scrapy.utils.project import get_project_settings

from newsbot import extract
from newsbot.duplicates import sketch_line
from newsbot.extraction.blocks.model import bare_model
from newsbot.extraction.language.model import language_model
from newsbot.items import schema_problem, to_line

# What a crawl otherwise imports last, when it needs it: for an article, for a report.
_MODULES = (
    *("scrapy.crawler", "scrapy.core.engine", "scrapy.commands", "newsbot.commands", "newsbot.spiders"),
    *("newsbot.workers.tasks", "newsbot.extraction.decisions", "newsbot.reports.monitors", "newsbot.reports.web"),
)
# The settings of Scrapy that name parts to load, as keys, as values, or as the whole setting.
_KEYS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")
_VALUES = ("DOWNLOAD_HANDLERS", "FEED_EXPORTERS", "FEED_STORAGES")
_NAMES = (
    *("SCHEDULER", "SCHEDULER_MEMORY_QUEUE", "SCHEDULER_PRIORITY_QUEUE", "STATS_CLASS", "DOWNLOADER"),
    *("DUPEFILTER_CLASS", "DNS_RESOLVER", "LOG_FORMATTER"),
)
# A page that makes use of all tables.
_PAGE = """<html><head><title>Harbour crews vote to go back to work - The Sample</title>
<meta property="og:type" content="article"></head><body><article><h1>Harbour crews vote to go back to work</h1>
<p class="byline">By Ann Example, Staff Writer | November 20, 2026 8:00 am</p>
<p>The crews of the harbour voted on Friday evening to go back to work after eleven days, their union said.</p>
<p>Read more: The other story of the day</p>
<p>Nine hundred of them had gathered in the hall behind the old fish market, where the offer was read out twice.</p>
<p>Ships that have waited outside the bar are to be let in from Monday on, the harbour master told reporters.</p>
<p>Sign up for our newsletter</p></article></body></html>"""


def _import_all() -> None:
    settings = get_project_settings()
    for module in _MODULES:
        list(walk_modules_iter(module))
    parts = [part for name in _KEYS for part, order in settings.getwithbase(name).items() if order is not None]
    parts += [part for name in _VALUES for part in settings.getwithbase(name).values()]
    parts += [settings[name] for name in _NAMES]
    for part in parts:
        # Anything that is neither Scrapy's nor newsbot's may start a reactor or a thread.
        if isinstance(part, str) and part.startswith(("scrapy.", "newsbot.")):
            # The crawl itself will report what cannot be imported, where it needs it.
            with suppress(Exception):
                load_object(part)
    if settings.get("NEWSBOT_STATE", "").startswith(("postgresql:", "postgres:")):
        import_module("newsbot.state.storage_postgres")
        with suppress(ImportError):
            import_module("psycopg")


def _read_page() -> None:
    """Load what the first page, its line and its sketch load: half of a small crawl's processor time."""
    article = extract(_PAGE, "https://sample.example/2026/11/20/harbour-crews-vote-to-go-back-to-work")
    if article is not None:
        line = to_line(article)
        schema_problem(line)
        sketch_line(line, datetime.now(UTC))
    bare_model()
    if language_model() is None:
        # There may be room for it by the time a crawl needs it.
        language_model.cache_clear()


_import_all()
_read_page()
