"""What every crawl of this project imports, but for what starts a reactor: there once for all that are forked later."""

from contextlib import suppress
from importlib import import_module

from scrapy.utils.misc import load_object, walk_modules_iter
from scrapy.utils.project import get_project_settings

# The last ones it imports when it comes to that: an article, a report.
_MODULES = (
    *("scrapy.cmdline", "scrapy.core.engine", "scrapy.commands", "newsbot.commands", "newsbot.spiders"),
    *("newsbot.worker_tasks", "newsbot.extraction.decisions", "newsbot.reports.monitors", "newsbot.reports.web"),
)
# What it loads by the names that are keys, values, or all there is in these settings of Scrapy.
_KEYS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")
_VALUES = ("DOWNLOAD_HANDLERS", "FEED_EXPORTERS", "FEED_STORAGES")
_NAMES = ("SCHEDULER", "SCHEDULER_MEMORY_QUEUE", "STATS_CLASS", "DOWNLOADER", "DUPEFILTER_CLASS", "DNS_RESOLVER")


def _import_all() -> None:
    settings = get_project_settings()
    for module in _MODULES:
        list(walk_modules_iter(module))
    parts = [part for name in _KEYS for part, order in settings.getwithbase(name).items() if order is not None]
    parts += [part for name in _VALUES for part in settings.getwithbase(name).values()]
    parts += [settings[name] for name in _NAMES]
    for part in parts:
        # What is neither Scrapy's nor newsbot's may start a reactor or a thread.
        if isinstance(part, str) and part.startswith(("scrapy.", "newsbot.")):
            # What can not be imported, the crawl will tell, where it needs it.
            with suppress(Exception):
                load_object(part)
    if settings.get("NEWSBOT_STATE", "").startswith(("postgresql:", "postgres:")):
        with suppress(ImportError):
            import_module("psycopg")


_import_all()
