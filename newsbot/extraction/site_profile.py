"""What one site's pages have taught of its template, frozen: one page and one profile always give one text.

How it is learned is `boilerplate`'s, what it changes in the judgement of a page `template`'s.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

# A text that many stories have: where it stands says no more for it.
TEMPLATE = 8
# A name of blocks that the site's pages keep: a quotation of it is no pull quote because a paragraph says the same.
KEPT = 16
_CACHED = 16


@dataclass(slots=True)
class Votes:
    """Sorted names of blocks or texts, as bytes: `keys` uint32, `shifts` float16 log odds, `marks` uint8."""

    keys: bytes = b""
    shifts: bytes = b""
    marks: bytes = b""


@dataclass(slots=True)
class SiteProfile:
    """One version of a site's profile; `pages` is how many articles taught it.

    `blocks` has the votes on the names of blocks, from fine to coarse, `texts` those on texts that recur.
    `site_names` are what the site calls itself in titles.
    """

    version: str
    pages: int
    blocks: list[Votes] = field(default_factory=list)
    texts: Votes = field(default_factory=Votes)
    site_names: list[str] = field(default_factory=list)


def encode_profile(profile: SiteProfile) -> bytes:
    """The profile as bytes, the same for the same profile."""
    return msgspec.msgpack.encode(profile)


@lru_cache(maxsize=_CACHED)
def decode_profile(data: bytes) -> SiteProfile:
    """The profile in the bytes of `encode_profile`; raises `msgspec.DecodeError` for others."""
    return msgspec.msgpack.decode(data, type=SiteProfile)
