"""The user's options for `scrapy crawl archive`: which files, which of their pages, and how they are to be read."""

import glob
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from newsbot.exceptions import ArgumentError
from newsbot.extraction.overrides import Overrides, read_overrides
from newsbot.options import SiteOptions, since_moment
from newsbot.sites import named_site
from newsbot.urls import is_of_site

ARCHIVE_ARGUMENTS = ("warc", "site", "since", "until", "mime", "status", "profile", "overrides", "diff", "lease")
_ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz", ".wet.zst")
_PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain", ""))
_MIME = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+\Z")
_STATUS = re.compile(r"[1-5]\d\d\Z")
_VERSION = re.compile(r"\d{1,9}-[0-9a-f]{8}\Z")
# Fields that do not identify a reading, or are included in another form.
_NO_PART = ("files", "lease")
PROFILES = ("archive", "learn", "state", "none")


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """One reading of an archive; `profile` is a word of `PROFILES` or the name of a version.

    `sites` are hosts, empty for all; `since` and `until` refer to when a page was fetched.
    """

    files: tuple[Path, ...]
    sites: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    mimes: frozenset[str] = _PAGES
    statuses: frozenset[int] = frozenset((200,))
    profile: str = "archive"
    overrides: Overrides | None = None
    diff: Path | None = None
    # The name under which the state's server allows one such reading at a time across all machines.
    lease: str = ""

    @property
    def job(self) -> str:
        """A short name for these options, always the same for the same options."""
        told = [str(getattr(self, field.name)) for field in fields(self) if field.name not in _NO_PART]
        sorted_parts = sorted(self.mimes), sorted(self.statuses), [os.path.abspath(path) for path in self.files]
        told = [text for text in told if not text.startswith("frozenset")]
        return hashlib.blake2b(msgspec.json.encode([told, sorted_parts]), digest_size=6).hexdigest()

    def of(self, site: str) -> SiteOptions:
        """Return the pipelines' options for a site, which take everything its pages give."""
        del site
        return SiteOptions()

    def is_wanted_at(self, moment: datetime) -> bool:
        """Whether pages fetched at that moment are wanted."""
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)

    def is_wanted_from(self, url: str) -> bool:
        """Whether pages at that address are wanted."""
        if not url.startswith(("http://", "https://")):
            return False
        return not self.sites or any(is_of_site(url, site) for site in self.sites)


def archive_options(arguments: Mapping[str, object], now: datetime | None = None) -> ArchiveOptions:
    """Return the options given by `-a NAME=VALUE` arguments."""
    for name in arguments:
        if name not in ARCHIVE_ARGUMENTS:
            taken = ", ".join(ARCHIVE_ARGUMENTS)
            raise ArgumentError(f"Unknown option -a {name}=…: the archive takes {taken}.")
    texts = {name: str(value).strip() for name, value in arguments.items()}
    if not texts.get("warc"):
        raise ArgumentError(
            "No files named: use -a warc='data/warc/*.warc.gz' (a pattern, a folder, or several separated by commas)."
        )
    now = now or datetime.now(UTC)
    return ArchiveOptions(
        files=tuple(archive_files(texts["warc"])),
        sites=tuple(_site(part) for part in _parts(texts.get("site", ""))),
        since=since_moment("since", texts["since"], now) if "since" in texts else None,
        until=_until(texts["until"], now) if "until" in texts else None,
        mimes=_mimes(texts["mime"]) if "mime" in texts else _PAGES,
        statuses=_statuses(texts["status"]) if "status" in texts else frozenset((200,)),
        profile=_profile(texts.get("profile", "archive")),
        overrides=read_overrides(texts["overrides"]) if "overrides" in texts else None,
        diff=_folder(texts["diff"]) if "diff" in texts else None,
        lease=texts.get("lease", ""),
    )


def archive_files(pattern: str) -> list[Path]:
    """Return the files that a pattern names, each once: a path, a folder, a glob, or several separated by commas."""
    parts = [pattern] if os.path.exists(pattern) else _parts(pattern)
    found: dict[str, Path] = {}
    for part in parts:
        matches = [part] if os.path.exists(part) else glob.glob(os.path.expanduser(part), recursive=True)
        for match in sorted(matches):
            for path in _files_in(Path(match)):
                found.setdefault(os.path.realpath(path), path)
        if not matches:
            raise ArgumentError(f"-a warc={part} matches no file.")
    if not found:
        raise ArgumentError(f"-a warc={pattern} matches no file that ends in {', '.join(_ENDINGS)}.")
    return list(found.values())


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(_ENDINGS))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _site(text: str) -> str:
    named_site(text)  # raises if it is not an address
    return text if "://" in text else f"https://{text}/"


def _until(text: str, now: datetime) -> datetime:
    """Return the moment; for a mere day, its end."""
    moment = since_moment("until", text, now)
    return moment + timedelta(days=1) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else moment


def _mimes(text: str) -> frozenset[str]:
    names = [part.lower() for part in _parts(text)]
    if not names or not all(map(_MIME.match, names)):
        raise ArgumentError(f"-a mime={text} must be media types such as text/html,application/xhtml+xml.")
    return frozenset(names)


def _statuses(text: str) -> frozenset[int]:
    parts = _parts(text)
    if not parts or not all(map(_STATUS.match, parts)):
        raise ArgumentError(f"-a status={text} must be HTTP statuses such as 200,203.")
    return frozenset(map(int, parts))


def _profile(text: str) -> str:
    if text not in PROFILES and not _VERSION.match(text):
        raise ArgumentError(
            f"-a profile={text} must be archive (the profiles in the archive, otherwise learned from it), learn,"
            " state (the profiles in NEWSBOT_STATE), none, or a version such as 2-1f0c55aa."
        )
    return text


def _folder(text: str) -> Path:
    if not Path(text).exists():
        raise ArgumentError(f"-a diff={text} does not exist: it must be a folder or a file of lines.")
    return Path(text)
