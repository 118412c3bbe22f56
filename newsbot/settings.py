"""All settings of a deployment: newsbot's general ones, then those of each stage in the order of the data.

Each NEWSBOT_ setting may also be given by an environment variable of the same name; `-s NAME=VALUE` beats both.
The environment is read here and nowhere else.
"""

import os

from scrapy.settings import default_settings

from newsbot import __version__

BOT_NAME = "newsbot"
SPIDER_MODULES = ["newsbot.spiders"]
NEWSPIDER_MODULE = "newsbot.spiders"
COMMANDS_MODULE = "newsbot.commands"

# ---- Deployment, newsbot's own ----
# Where the crawl stores what it knows: sqlite:///path, or postgresql://… if several machines share it. Used by state.
NEWSBOT_STATE = os.environ.get("NEWSBOT_STATE", "sqlite:///data/state.db")
# How long, in seconds, a site stays reserved for a crawl that the PostgreSQL server no longer hears from: killed,
# stopped or cut off. Used by state.
NEWSBOT_LEASE_S = os.environ.get("NEWSBOT_LEASE_S", "60")
# The folder of the batches. Used by feeds.
NEWSBOT_DATA = os.environ.get("NEWSBOT_DATA", "data")
# The index that `scrapy index` feeds and `scrapy search` queries unless one is named; empty means index.db in the
# folder of the batches. Used by commands.
NEWSBOT_INDEX = os.environ.get("NEWSBOT_INDEX", "")
# How many processes read pages. 0 reads them in the crawl's own process, which is unsafe for hostile pages. Used by
# workers.
NEWSBOT_WORKERS = os.environ.get("NEWSBOT_WORKERS", str(os.cpu_count() or 1))
# Seconds of processor time, and three times as many by the clock, that a worker may spend on one page before it is
# replaced and the page counted. Used by workers.
NEWSBOT_PAGE_TIMEOUT_S = os.environ.get("NEWSBOT_PAGE_TIMEOUT_S", "10")
# The memory of a worker, in MB. A 10 MB page needs about 160, the worst one known 300; such pages are read one at a
# time. Used by workers.
NEWSBOT_PAGE_MEMORY_MB = os.environ.get("NEWSBOT_PAGE_MEMORY_MB", "384")
# Whether lines also hold the body as sanitised HTML (articleBodyHtml), which makes reading a page slower. Used by
# workers.
NEWSBOT_BODY_HTML = os.environ.get("NEWSBOT_BODY_HTML", "False")
# How many articles of a site teach the first version of its profile; the first articles wait until then to be cleaned
# with it. 0 means no profiles: each page is judged by itself. Used by the spider.
NEWSBOT_PROFILE_PAGES = os.environ.get("NEWSBOT_PROFILE_PAGES", "8")
# The ages at which an article is fetched again, whatever its sources say: minutes, hours, days, weeks (m, h, d, w). A
# later crawl makes up for a missed look, once. After the last age only a source that dates a change makes an article
# due. Empty means never. Used by the spider.
NEWSBOT_REVISIT_AGES = os.environ.get("NEWSBOT_REVISIT_AGES", "1h,6h,1d,7d")
# How long an article must answer 404 before it is taken back; 410 takes it back at once. Used by the spider.
NEWSBOT_MISSING_AFTER = os.environ.get("NEWSBOT_MISSING_AFTER", "1h")
# The share of a site's articles that may disappear at once. If more do, the site itself is failing and none is taken
# back; an operator who has checked the site takes them all back by setting 1 for one crawl. Used by the spider.
NEWSBOT_MAX_GONE_SHARE = os.environ.get("NEWSBOT_MAX_GONE_SHARE", "0.2")

# The folder of WARC files in which pages are kept as they were fetched; empty keeps none. Used by archiving.
NEWSBOT_WARC = os.environ.get("NEWSBOT_WARC", "")
# When a WARC file is full, in MB and in seconds since it was begun; like Common Crawl's news files. Used by archiving.
NEWSBOT_WARC_MAX_MB = os.environ.get("NEWSBOT_WARC_MAX_MB", "1024")
NEWSBOT_WARC_MAX_AGE_S = os.environ.get("NEWSBOT_WARC_MAX_AGE_S", "86400")
# Who is responsible for the crawl, with a contact address, as stated in WARC files; empty means the account's name.
# Used by archiving.
NEWSBOT_OPERATOR = os.environ.get("NEWSBOT_OPERATOR", "")

# The schedule (`scrapy watch`): the shortest and the longest time between two polls of a source, in m, h, d or w; a
# site's own bounds in the file of sites take precedence. Used by the spider.
NEWSBOT_POLL_SHORTEST = os.environ.get("NEWSBOT_POLL_SHORTEST", "2m")
NEWSBOT_POLL_LONGEST = os.environ.get("NEWSBOT_POLL_LONGEST", "1d")
# What polling a source costs, in minutes that articles wait: a source is polled when the articles that came since the
# last poll are expected to have waited this long in total. Used by the spider.
NEWSBOT_POLL_COST_M = os.environ.get("NEWSBOT_POLL_COST_M", "10")
# How many crawls run at once, how many quick sites share one, and how many processes read pages in each. Used by
# watching.
NEWSBOT_WATCH_CRAWLS = os.environ.get("NEWSBOT_WATCH_CRAWLS", "4")
NEWSBOT_WATCH_TOGETHER = os.environ.get("NEWSBOT_WATCH_TOGETHER", "10")
NEWSBOT_WATCH_WORKERS = os.environ.get("NEWSBOT_WATCH_WORKERS", "1")
# What a crawl may use: seconds, MB of memory, and seconds to end in order when told to. Used by watching.
NEWSBOT_WATCH_TIME_S = os.environ.get("NEWSBOT_WATCH_TIME_S", "3600")
NEWSBOT_WATCH_MEMORY_MB = os.environ.get("NEWSBOT_WATCH_MEMORY_MB", "1024")
NEWSBOT_WATCH_GRACE_S = os.environ.get("NEWSBOT_WATCH_GRACE_S", "60")
# Seconds between two lines of status in the log. Used by watching.
NEWSBOT_WATCH_STATUS_S = os.environ.get("NEWSBOT_WATCH_STATUS_S", "60")
# Where counters for Prometheus go: a file for the node exporter's textfile collector, and a port on loopback; empty and
# 0 for none. Used by watching.
NEWSBOT_METRICS_FILE = os.environ.get("NEWSBOT_METRICS_FILE", "")
NEWSBOT_METRICS_PORT = os.environ.get("NEWSBOT_METRICS_PORT", "0")

# What happens to an article whose page or site reserves it (robots meta and header, TDM reservation, AIPREF): "record"
# writes a line that says so, "obey" writes none. robots.txt is obeyed either way. Used by pipelines.
NEWSBOT_RESPECT_RIGHTS = os.environ.get("NEWSBOT_RESPECT_RIGHTS", "record")
# Other hosts whose pages are taken if the site lists them: articles on a platform, sitemaps at a service. Separated by
# commas, each with its port if that is non-standard. Used by the spider.
NEWSBOT_OTHER_HOSTS = os.environ.get("NEWSBOT_OTHER_HOSTS", "")

# Hosts, each with its port, that may have a private address: 10.0.0.5:8080,intranet.example:80. Otherwise only the
# origins of `-a site=` may; see newsbot.targets. Used by downloads.
NEWSBOT_ALLOW_PRIVATE = os.environ.get("NEWSBOT_ALLOW_PRIVATE", "")

# ---- Fetching ----
# Only http and https, both guarded: a crawl never reads a local file. ("data:" hands a crawl its own last lines.)
DOWNLOAD_HANDLERS = {
    "http": "newsbot.fetching.downloads.GuardedDownloadHandler",
    "https": "newsbot.fetching.downloads.GuardedDownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
}
# Returns all addresses of a name, including IPv6, since the guard checks all of them; Scrapy's default returns only the
# first IPv4 address.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"
USER_AGENT = f"newsbot/{__version__}"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsbot"
# Also keeps the `Content-Usage` rules of robots.txt. Used by spiders.news.
ROBOTSTXT_PARSER = "newsbot.fetching.robots.UsageRobotParser"
CONCURRENT_REQUESTS = 32
# Scrapy's own, which requests nothing more while more than 5 MB of pages wait to be read.
DOWNLOADER = "newsbot.fetching.throttle.BoundedDownloader"
# Politeness: at most four requests to one site at once, and the pause between them follows the site's own response
# times (AutoThrottle), so that a slow site is requested slowly and a fast one costs no waiting.
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0
AUTOTHROTTLE_MAX_DELAY = 30
AUTOTHROTTLE_TARGET_CONCURRENCY = 4.0
# The longest pause between two requests, in seconds, that a `Crawl-delay` in robots.txt is granted: with an hour no
# crawl would ever end. Used by throttle.
NEWSBOT_MAX_CRAWL_DELAY_S = os.environ.get("NEWSBOT_MAX_CRAWL_DELAY_S", "60")
# Scrapy waits 180 s, three times: one dead page would hold up a site for nine minutes.
DOWNLOAD_TIMEOUT = 20
RETRY_TIMES = 1
# Pages that could not be fetched are counted by reason; an error in the log is for what someone must act on.
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# Whether the log has one JSON object a line instead of text, for a log collector. Used by the commands crawl and watch.
NEWSBOT_LOG_JSON = os.environ.get("NEWSBOT_LOG_JSON", "False")
REDIRECT_MAX_TIMES = 5
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
# Off in Scrapy: a page with an invalid certificate may be anybody's.
DOWNLOAD_VERIFY_CERTIFICATES = True
# A news site needs no session: only a redirect that leads back gets its cookies, for that page (fetching). A referrer
# would tell what is crawled, and Scrapy lets pages decide whether one is sent. Workers look for meta refreshes.
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
METAREFRESH_ENABLED = False
HTTPPROXY_ENABLED = True
# newsbot's own state ensures that each address is requested once; Scrapy's filter would also drop retries.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# Both open a port through which a local user could run code.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Hosts, each with its port, whose certificate is not verified: old.example:443. Used by downloads.
NEWSBOT_TLS_UNVERIFIED = os.environ.get("NEWSBOT_TLS_UNVERIFIED", "")
# How many times over a body may be compressed (Content-Encoding); more is a bomb. Used by fetching.
NEWSBOT_MAX_CODINGS = os.environ.get("NEWSBOT_MAX_CODINGS", "2")
# The largest response headers, in KB; browsers stop at 256. Used by downloads.
NEWSBOT_MAX_HEADER_KB = os.environ.get("NEWSBOT_MAX_HEADER_KB", "256")
# How much of a robots.txt is read, in KB (RFC 9309 asks for 500). Used by robots.
NEWSBOT_MAX_ROBOTS_KB = os.environ.get("NEWSBOT_MAX_ROBOTS_KB", "512")
# The longest pause, in seconds, that a Retry-After is granted within a crawl; a host gets three of these in all. If
# more is asked for, the page is left to the next crawl. Used by busy_hosts.
NEWSBOT_MAX_RETRY_AFTER_S = os.environ.get("NEWSBOT_MAX_RETRY_AFTER_S", "60")
# The largest source, in MB, compressed and uncompressed; sitemaps.org allows 50. Used by the spider.
NEWSBOT_MAX_SOURCE_MB = os.environ.get("NEWSBOT_MAX_SOURCE_MB", "50")
# How many sitemap indexes of a site are followed. Used by discovery.
NEWSBOT_MAX_SITEMAP_INDEXES = os.environ.get("NEWSBOT_MAX_SITEMAP_INDEXES", "30")
# How many pages whose addresses share a pattern may give nothing new: calendars, facets and session IDs go on for ever.
# Used by the spider.
NEWSBOT_MAX_PATTERN_PAGES = os.environ.get("NEWSBOT_MAX_PATTERN_PAGES", "100")
# How many pages of one site a crawl may request; the others stay due. Used by the spider.
NEWSBOT_MAX_SITE_PAGES = os.environ.get("NEWSBOT_MAX_SITE_PAGES", "100000")

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsbot.fetching.robots.StrictRobotsTxtMiddleware": 100,  # where Scrapy has its own, as with those that follow
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsbot.fetching.busy_hosts.RetryAfterMiddleware": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newsbot.fetching.middlewares.WholeBodyMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newsbot.fetching.middlewares.SiteRedirectMiddleware": 600,
    "newsbot.middlewares.ConditionalRequestMiddleware": 880,  # after redirects and retries, which need conditions anew
    "newsbot.middlewares.OwnSitesMiddleware": 990,  # the last check before a request is queued for its host
    "newsbot.fetching.resumption.KeptAnswersMiddleware": 995,  # instead of sending the request
}

SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "newsbot.fetching.middlewares.OwnReferrerMiddleware": 700,  # where Scrapy has its own
}

# A meta refresh counts as a redirect, so its request carries over their counts.
META_COPY_WARN_SKIP_KEYS = ["redirect_reasons", "redirect_times", "redirect_urls"]

# ---- Processing ----
# Scrapy's default of 100 starts 100 tasks for each response, which is a third of the CPU time of a crawl.
CONCURRENT_ITEMS = 4
ITEM_PIPELINES = {
    "newsbot.pipelines.BoilerplatePipeline": 100,
    "newsbot.pipelines.LanguagePipeline": 200,
    "newsbot.pipelines.BylinePipeline": 300,  # after the language: word lists depend on it
    "newsbot.pipelines.DatesPipeline": 400,  # as do the names of months
    "newsbot.pipelines.RightsPipeline": 450,  # likewise: the names of months do
    "newsbot.pipelines.RevisionPipeline": 500,  # compares finished fields
    "newsbot.pipelines.DuplicatesPipeline": 600,  # unchanged articles are gone by now and need no search for copies
    "newsbot.pipelines.ValidationPipeline": 900,  # the last to touch a line
}

# ---- Output ----
# How many lines fill a batch, and how long it waits for more at most (minutes, hours, days: m, h, d; 0m for ever). A
# batch's articles are delivered when it is closed. Used by feeds.
NEWSBOT_BATCH_ITEMS = os.environ.get("NEWSBOT_BATCH_ITEMS", "1000")
NEWSBOT_BATCH_AGE = os.environ.get("NEWSBOT_BATCH_AGE", "5m")
# How batches are compressed: zstd, gzip or none. Used by feeds.
NEWSBOT_BATCH_COMPRESSION = os.environ.get("NEWSBOT_BATCH_COMPRESSION", "zstd")
FEED_EXPORT_ENCODING = "utf-8"
FEED_STORAGES = {
    "": "newsbot.feed_files.AtomicFileFeedStorage",
    "file": "newsbot.feed_files.AtomicFileFeedStorage",
    "ftp": "newsbot.feed_files.OneByOneFTPFeedStorage",
    "ftps": "newsbot.feed_files.OneByOneFTPFeedStorage",
}
FEED_URI_PARAMS = "newsbot.feeds.uri_params"
# The default feed; -O and -o replace it. A batch's articles count as delivered when its file is closed.
FEEDS = {
    "%(data)s/articles/%(date)s/%(run_id)s-%(batch_id)04d.jsonl%(compression)s": {
        "format": "jsonlines",
        "postprocessing": ["newsbot.feed_files.CompressionPlugin"],
        "store_empty": False,
        "overwrite": True,
    }
}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "newsbot.feeds.DeliveringFeedExporter": 0,
    "newsbot.fetching.archiving.PageArchive": 0,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "newsbot.fetching.throttle.CrawlDelay": 0,
    "newsbot.fetching.throttle.PatientThrottle": 0,
    "newsbot.fetching.throttle.PromptClose": 0,
    "newsbot.progress.ProgressExtension": 0,
    "newsbot.extensions.ReportExtension": 900,  # after everything that counts
}
# Switched off above; newsbot.progress takes the place of LogStats. Even an extension that EXTENSIONS maps to None is
# imported, and these come with aiohttp and Twisted's consoles: a third of the time that a crawl takes to start.
EXTENSIONS_BASE = {
    path: order
    for path, order in default_settings.EXTENSIONS_BASE.items()
    if path.rpartition(".")[2] not in ("RemoteControl", "TelnetConsole", "LogStats")
}

# An http or https address that gets a POST of JSON when a monitor of a run's report has failed. Used by extensions.
NEWSBOT_REPORT_WEBHOOK = os.environ.get("NEWSBOT_REPORT_WEBHOOK", "")

# ---- Logging ----
LOG_LEVEL = "INFO"
# An article that has not changed deserves no warning.
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
