"""What is known about the sites in an archive: the profile to clean each page with, and what their files declare."""

from functools import lru_cache
from typing import TYPE_CHECKING

from newsbot.archive.index import ArchiveIndex
from newsbot.extraction.declared.rights import SiteRights, read_tdm_file, read_usage_rules
from newsbot.extraction.template.profile import is_usable
from newsbot.state.storage import Storage
from newsbot.urls import site_name

if TYPE_CHECKING:
    from newsbot.warc.pages import ArchivedPage

_CACHED_SITES = 500
_CACHED_PROFILES = 32


class ArchivedSites:
    """Profiles are from the archive itself or from `storage`, as `choice` says: see `options`."""

    def __init__(self, index: ArchiveIndex, storage: Storage, choice: str) -> None:
        self._index = index
        self._storage = storage
        self._choice = choice
        self.rights_of = lru_cache(_CACHED_SITES)(self._rights_of)
        self._versions = lru_cache(_CACHED_SITES)(self._site_versions)
        self._kept = lru_cache(_CACHED_PROFILES)(self._kept_profile)

    def profile_for(self, page: "ArchivedPage") -> bytes | None:
        """Return the profile to read a page with."""
        if self._choice == "none":
            return None
        if self._choice == "archive":
            version = self._index.cleaned_with(page.record_id)
            data = self._kept(version) if version else None
            if version == "" or data is not None:
                return data
        if self._choice in ("archive", "learn"):
            return next(reversed(self._versions(site_name(page.url)).values()), None)
        return self._known_profile(page.url)

    def _known_profile(self, url: str) -> bytes | None:
        """Return the version that was asked for, else that of the article's line, else, without a line, the newest."""
        known = self._storage.known_pages([url]).get(url)
        versions = self._versions(known.site if known is not None else site_name(url))
        if self._choice != "state":
            return versions.get(self._choice)
        if known is not None and known.article_id is not None:
            return versions.get(known.profile or "")
        return next(reversed(versions.values()), None)

    def _site_versions(self, site: str) -> dict[str, bytes]:
        return {name: data for name, data in self._storage.site_profiles(site).items() if is_usable(data)}

    def _kept_profile(self, version: str) -> bytes | None:
        data = self._index.profile(version)
        return data if data is not None and is_usable(data) else None

    def _rights_of(self, host: str) -> SiteRights:
        """Return what a host's files declare, as far as they are in the archive."""
        rights = SiteRights()
        for scheme in ("http", "https"):
            robots = self._index.site_file(f"{scheme}://{host}/robots.txt")
            tdm = self._index.site_file(f"{scheme}://{host}/.well-known/tdmrep.json")
            if robots is not None:
                rights.usage = read_usage_rules(robots.decode("utf-8", "replace"))
            if tdm is not None:
                rights.tdm = read_tdm_file(tdm.decode("utf-8", "replace"))
        return rights
