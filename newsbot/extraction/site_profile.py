"""What one site's pages have taught of its template, frozen: one page and one profile always give one text.

How it is learned is `boilerplate`'s, what it changes in the judgement of a page `template`'s.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from newsbot.extraction.lesson import LEVELS

# A text that many stories have: where it stands says no more for it.
TEMPLATE = 8
# A name of blocks that the site's pages keep: a quotation of it is no pull quote because a paragraph says the same.
KEPT = 16
# A text with which one page ended, of a site that ends its pages with texts of its own: where it stands at the end of
# another, it is one of these.
ENDING = 32
# A text of one page, of a site that puts texts of its own among the paragraphs: where another page has it too, and
# hardly more of the same, it is one of these.
ONCE = 64
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

    `blocks` has the votes on the names of blocks, from fine to coarse, `texts` those on texts that recur. `zone` is
    that of the site's clocks as `zones.write_zone` writes it, None where it is not known. `names` are keys of what
    titles say beside the headline: the site's name. `new_endings` says that what ends a page is the site's, also where
    nobody has seen it before.
    """

    version: str
    pages: int
    blocks: list[Votes] = field(default_factory=list)
    texts: Votes = field(default_factory=Votes)
    zone: str | None = None
    names: list[str] = field(default_factory=list)
    new_endings: bool = False


def encode_profile(profile: SiteProfile) -> bytes:
    """The profile as bytes, the same for the same profile."""
    return msgspec.msgpack.encode(profile)


def is_usable(data: bytes) -> bool:
    """Whether these bytes are a profile, whole and as this newsbot reads them."""
    try:
        profile = decode_profile(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    sizes = [(len(votes.keys), len(votes.shifts), len(votes.marks)) for votes in (*profile.blocks, profile.texts)]
    fits = all(keys % 4 == 0 and shifts * 2 == keys and marks in (0, keys // 4) for keys, shifts, marks in sizes)
    return fits and len(profile.blocks) == LEVELS


@lru_cache(maxsize=_CACHED)
def decode_profile(data: bytes) -> SiteProfile:
    """The profile in the bytes of `encode_profile`; raises `msgspec.DecodeError` for others."""
    return msgspec.msgpack.decode(data, type=SiteProfile)
