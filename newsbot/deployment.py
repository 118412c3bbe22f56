"""What the NEWSBOT_ settings say about a deployment, checked before the first request.

Any error is an `ArgumentError` whose message is one sentence with the setting and what was expected. The options of a
single crawl are in `options`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeVar

from newsbot.exceptions import ArgumentError
from newsbot.schedule import PollRules, RevisitRules
from newsbot.sites import HOST, read_age
from newsbot.sites_file import LONGEST, SHORTEST
from newsbot.targets import Origin, origin_of
from newsbot.urls import absolute_url
from newsbot.warc.writing import WarcRules

Number = TypeVar("Number", int, float)

# The batch compressions, with the suffix that each adds to a batch's name.
COMPRESSIONS = {"zstd": ".zst", "gzip": ".gz", "none": ""}
_MAX_PORT = 65_535
_HOST_AND_PORT = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-fA-F:.]+\]):\d{1,5}\Z")
_SWITCHES = {"true": True, "1": True, "false": False, "0": False, "": False}
_USER = re.compile(r"//[^/]*@")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The limits on what a response, a host and a site may demand of a crawl."""

    codings: int
    header_bytes: int
    robots_bytes: int
    retry_after_s: float
    crawl_delay_s: float
    source_bytes: int
    sitemap_indexes: int
    pattern_pages: int
    site_pages: int
    unverified: frozenset[Origin]


@dataclass(frozen=True, slots=True)
class Deployment:
    """The NEWSBOT_ settings as the crawl uses them."""

    state: str
    lease_s: float
    data: str
    workers: int
    page_timeout_s: float
    page_memory_mb: int
    body_html: bool
    profile_pages: int
    respect_rights: Literal["record", "obey"]
    webhook: str
    hosts: frozenset[str]
    private: frozenset[Origin]
    revisits: RevisitRules
    limits: FetchLimits
    polls: PollRules
    warc: WarcRules | None = None


def read_deployment(settings: Mapping[str, object]) -> Deployment:
    """Return the deployment that the settings describe; errors name the setting."""
    return Deployment(
        state=_text(settings, "NEWSBOT_STATE", "an address such as sqlite:///data/state.db"),
        lease_s=_number(settings, "NEWSBOT_LEASE_S", least=1),
        data=data_folder(settings),
        workers=_whole(settings, "NEWSBOT_WORKERS", least=0),
        page_timeout_s=_number(settings, "NEWSBOT_PAGE_TIMEOUT_S", least=0.1),
        page_memory_mb=_whole(settings, "NEWSBOT_PAGE_MEMORY_MB", least=128),
        body_html=_switch(settings, "NEWSBOT_BODY_HTML"),
        profile_pages=_whole(settings, "NEWSBOT_PROFILE_PAGES", least=0),
        respect_rights=_respect(settings, "NEWSBOT_RESPECT_RIGHTS"),
        webhook=webhook(settings),
        hosts=_hosts(settings, "NEWSBOT_OTHER_HOSTS"),
        private=private_origins(settings),
        revisits=RevisitRules(
            ages=_ages(settings, "NEWSBOT_REVISIT_AGES"),
            missing_after=(_ages(settings, "NEWSBOT_MISSING_AFTER", count=1) or (timedelta(0),))[0],
            max_gone_share=_share(settings, "NEWSBOT_MAX_GONE_SHARE"),
        ),
        limits=fetch_limits(settings),
        polls=poll_rules(settings),
        warc=warc_rules(settings),
    )


def warc_rules(settings: Mapping[str, object]) -> WarcRules | None:
    """Return where and how pages are archived, None if they are not."""
    folder = str(settings.get("NEWSBOT_WARC") or "").strip()
    if not folder:
        return None
    _check_folder("NEWSBOT_WARC", folder)
    return WarcRules(
        folder=Path(folder),
        max_bytes=_whole(settings, "NEWSBOT_WARC_MAX_MB", least=1) * 1_000_000,
        max_age_s=_number(settings, "NEWSBOT_WARC_MAX_AGE_S", least=1),
        operator=str(settings.get("NEWSBOT_OPERATOR") or "").strip(),
    )


def poll_rules(settings: Mapping[str, object]) -> PollRules:
    """Return how often the schedule may poll sites."""
    shortest, longest = (_interval(settings, name) for name in ("NEWSBOT_POLL_SHORTEST", "NEWSBOT_POLL_LONGEST"))
    if shortest > longest:
        raise ArgumentError("The setting NEWSBOT_POLL_SHORTEST must not be longer than NEWSBOT_POLL_LONGEST.")
    cost = timedelta(minutes=_number(settings, "NEWSBOT_POLL_COST_M", least=0.01))
    return PollRules(cost, shortest, longest)


@dataclass(frozen=True, slots=True)
class WatchRules:
    """How `scrapy watch` crawls: its processes, the sites of each, their limits, and how it reports."""

    crawls: int
    together: int
    workers: int
    time_s: float
    memory_mb: int
    grace_s: float
    status_s: float
    metrics_file: str
    metrics_port: int


def watch_rules(settings: Mapping[str, object]) -> WatchRules:
    """Return what the settings say about `scrapy watch`."""
    return WatchRules(
        crawls=_whole(settings, "NEWSBOT_WATCH_CRAWLS"),
        together=_whole(settings, "NEWSBOT_WATCH_TOGETHER"),
        workers=_whole(settings, "NEWSBOT_WATCH_WORKERS", least=0),
        time_s=_number(settings, "NEWSBOT_WATCH_TIME_S", least=1),
        memory_mb=_whole(settings, "NEWSBOT_WATCH_MEMORY_MB", least=128),
        grace_s=_number(settings, "NEWSBOT_WATCH_GRACE_S", least=0),
        status_s=_number(settings, "NEWSBOT_WATCH_STATUS_S", least=1),
        metrics_file=str(settings.get("NEWSBOT_METRICS_FILE") or "").strip(),
        metrics_port=_port(settings, "NEWSBOT_METRICS_PORT"),
    )


def logs_json(settings: Mapping[str, object]) -> bool:
    """Whether the log is to be written as JSON."""
    return _switch(settings, "NEWSBOT_LOG_JSON")


def _share(settings: Mapping[str, object], name: str) -> float:
    share = _number(settings, name, least=0)
    if share > 1:
        raise ArgumentError(f"The setting {name} is {share:g}, but must be a share from 0 to 1, such as 0.2.")
    return share


def _port(settings: Mapping[str, object], name: str) -> int:
    port = _whole(settings, name, least=0)
    if port > _MAX_PORT:
        raise ArgumentError(f"The setting {name} is {port}, but must be a port up to {_MAX_PORT}, or 0 for none.")
    return port


def _interval(settings: Mapping[str, object], name: str) -> timedelta:
    text = str(settings.get(name) or "")
    age = read_age(text)
    if age is None or not SHORTEST <= age <= LONGEST:
        raise ArgumentError(f"The setting {name} is {text!r}, but must be a time between 1m and 365d, such as 2h.")
    return age


def fetch_limits(settings: Mapping[str, object]) -> FetchLimits:
    """Return the limits that the settings define."""
    return FetchLimits(
        codings=_whole(settings, "NEWSBOT_MAX_CODINGS", least=0),
        header_bytes=_whole(settings, "NEWSBOT_MAX_HEADER_KB") * 1024,
        robots_bytes=_whole(settings, "NEWSBOT_MAX_ROBOTS_KB") * 1024,
        retry_after_s=_number(settings, "NEWSBOT_MAX_RETRY_AFTER_S", least=0),
        crawl_delay_s=_number(settings, "NEWSBOT_MAX_CRAWL_DELAY_S", least=0),
        source_bytes=_whole(settings, "NEWSBOT_MAX_SOURCE_MB") * 1_000_000,
        sitemap_indexes=_whole(settings, "NEWSBOT_MAX_SITEMAP_INDEXES"),
        pattern_pages=_whole(settings, "NEWSBOT_MAX_PATTERN_PAGES"),
        site_pages=_whole(settings, "NEWSBOT_MAX_SITE_PAGES"),
        unverified=_origins(settings, "NEWSBOT_TLS_UNVERIFIED", "https"),
    )


@dataclass(frozen=True, slots=True)
class BatchRules:
    """When a batch is finished, and how it is compressed: "zstd", "gzip" or "none"."""

    items: int
    age_s: float | None
    compression: str


def batch_rules(settings: Mapping[str, object]) -> BatchRules:
    """Return how batches are made; with an age of 0, or none, no batch is closed by age."""
    name = "NEWSBOT_BATCH_COMPRESSION"
    compression = str(settings.get(name) or "zstd").strip().lower()
    if compression not in COMPRESSIONS:
        raise ArgumentError(f"The setting {name} is {compression!r}, but must be {', '.join(COMPRESSIONS)}.")
    items = _whole({"NEWSBOT_BATCH_ITEMS": 1000, **settings}, "NEWSBOT_BATCH_ITEMS")
    ages = _ages(settings, "NEWSBOT_BATCH_AGE", count=1)
    return BatchRules(items, ages[0].total_seconds() or None if ages else None, compression)


def data_folder(settings: Mapping[str, object]) -> str:
    """Return the folder of the batches."""
    folder = _text(settings, "NEWSBOT_DATA", "a folder")
    _check_folder("NEWSBOT_DATA", folder)
    return folder


def _check_folder(name: str, folder: str) -> None:
    if Path(folder).exists() and not Path(folder).is_dir():
        raise ArgumentError(f"The setting {name} is {folder!r}, but must be a folder.")


def index_address(settings: Mapping[str, object]) -> str:
    """Return the index to use if none is named: NEWSBOT_INDEX, else `index.db` in the folder of the batches."""
    return str(settings.get("NEWSBOT_INDEX") or "").strip() or f"sqlite:///{data_folder(settings).rstrip('/')}/index.db"


def without_password(address: str) -> str:
    """Return the address fit to be shown: without user and password."""
    return _USER.sub("//", address)


def _respect(settings: Mapping[str, object], name: str) -> Literal["record", "obey"]:
    text = str(settings.get(name) or "record").strip().lower()
    if text == "record":
        return "record"
    if text != "obey":
        raise ArgumentError(f"The setting {name} is {text!r}, but must be record or obey.")
    return "obey"


def _hosts(settings: Mapping[str, object], name: str) -> frozenset[str]:
    """Return the hosts that a setting names, as `urls.is_of_site` takes them."""
    text = str(settings.get(name) or "")
    hosts = [part.strip().lower() for part in text.split(",") if part.strip()]
    if not all(map(HOST.match, hosts)):
        raise ArgumentError(
            f"The setting {name} is {text!r}, but must be hosts such as blog.example.net,example.org:8080."
        )
    return frozenset(host.removeprefix("www.") for host in hosts)


def webhook(settings: Mapping[str, object]) -> str:
    """Return the address to notify of failed monitors, "" for none."""
    name = "NEWSBOT_REPORT_WEBHOOK"
    text = str(settings.get(name) or "").strip()
    if text and absolute_url(text, text) is None:
        # It may contain a secret, so the message does not repeat it.
        raise ArgumentError(f"The setting {name} must be an address such as https://hooks.example.com/newsbot.")
    return text


def private_origins(settings: Mapping[str, object]) -> frozenset[Origin]:
    """Return the hosts, each with its port, that may be private."""
    return _origins(settings, "NEWSBOT_ALLOW_PRIVATE", "http")


def _origins(settings: Mapping[str, object], name: str, scheme: str) -> frozenset[Origin]:
    text = str(settings.get(name) or "")
    parts = [part.strip() for part in text.split(",") if part.strip()]
    origins = {origin_of(f"{scheme}://{part}/") for part in parts if _HOST_AND_PORT.match(part)}
    if len(origins) < len(set(parts)) or None in origins:
        raise ArgumentError(
            f"The setting {name} is {text!r}, but must be hosts with ports such as intranet.example:8080,10.0.0.5:80."
        )
    return frozenset(found for found in origins if found is not None)


def _ages(settings: Mapping[str, object], name: str, count: int | None = None) -> tuple[timedelta, ...]:
    """Return the ages that a setting such as "1h,6h,1d" names, ascending; at most `count`."""
    text = str(settings.get(name) or "")
    ages = [read_age(part) for part in text.split(",") if part.strip()]
    if None in ages or (count is not None and len(ages) > count):
        kind = "an age such as 1h" if count == 1 else "ages such as 1h,6h,1d,7d"
        raise ArgumentError(f"The setting {name} is {text!r}, but must be {kind}.")
    return tuple(sorted(age for age in ages if age is not None))


def _text(settings: Mapping[str, object], name: str, kind: str) -> str:
    text = str(settings.get(name) or "").strip()
    if not text:
        raise ArgumentError(f"The setting {name} is empty, but must be {kind}.")
    return text


def _number(settings: Mapping[str, object], name: str, *, least: float) -> float:
    return _bounded(settings, name, float, "a number", least)


def _whole(settings: Mapping[str, object], name: str, *, least: int = 1) -> int:
    return _bounded(settings, name, int, "a whole number", least)


def _bounded(
    settings: Mapping[str, object], name: str, kind: Callable[[str], Number], said: str, least: float
) -> Number:
    text = str(settings.get(name)).strip()
    try:
        value = kind(text)
    except (ValueError, OverflowError):
        value = None
    if value is None or not least <= value < 1e9:
        raise ArgumentError(f"The setting {name} is {text!r}, but must be {said}, {least:g} or more.")
    return value


def _switch(settings: Mapping[str, object], name: str) -> bool:
    """Whether the setting is on; written like Scrapy's own switches, in any case, and off if empty."""
    text = str(settings.get(name) or "").strip()
    if text.lower() not in _SWITCHES:
        raise ArgumentError(f"The setting {name} is {text!r}, but must be True or False.")
    return _SWITCHES[text.lower()]
