"""Which of a site's sources are believed when they say that a page has changed."""

from collections import Counter
from dataclasses import dataclass, field

from newsbot.crawl.site_memory import Due

# A source whose modification dates were wrong this often, and never right, is not believed for the rest of a crawl.
_MAX_FALSE_ALARMS = 20


@dataclass(slots=True)
class SourceTrust:
    """How often the modification dates that each source gives were right and wrong, in one crawl of a site."""

    # For each page requested because its source gave a newer modification date, that source.
    _asked: dict[str, str] = field(default_factory=dict)
    _wrong: Counter[str] = field(default_factory=Counter)
    _right: Counter[str] = field(default_factory=Counter)

    def is_doubtful(self, due: Due) -> bool:
        """Whether a page is due only by the word of a source that was wrong too often; if not, its word is recorded."""
        if due.reason != "modified" or due.link is None:
            return False
        source = due.link.source
        if self._wrong[source] >= _MAX_FALSE_ALARMS and not self._right[source]:
            return True
        self._asked[due.url] = source
        return False

    def note_verdict(self, url: str, *, is_changed: bool) -> None:
        """Learn whether a page has changed; a page that no source said had changed teaches nothing."""
        source = self._asked.pop(url, None)
        if source is not None:
            (self._right if is_changed else self._wrong)[source] += 1
