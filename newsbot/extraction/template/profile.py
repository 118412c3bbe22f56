"""What a site's pages have taught about its template, frozen: the same page and profile always give the same text.

`boilerplate` learns it; `template` applies it to the judgement of a page.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from newsbot.extraction.template.lesson import LEVELS

# A text that many stories have: its place no longer speaks for it.
TEMPLATE = 8
# A name of blocks that the site's pages keep: a quotation with it is no pull quote only because a paragraph repeats it.
KEPT = 16
# A text that ended one page, on a site that ends its pages with texts of its own: at the end of another page it is
# one of these.
ENDING = 32
# A text of one page, on a site that puts texts of its own among the paragraphs: if another page has it too, and hardly
# more of the same, it is one of these.
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

    `blocks` has the votes on block names, from fine to coarse, `texts` those on recurring texts. `zone` is that of the
    site's clocks as `zones.write_zone` writes it, None if unknown. `names` are keys of what titles have beside the
    headline: the site's name. `new_endings` says that whatever ends a page is the site's, even if it has not been seen
    before.
    """

    version: str
    pages: int
    blocks: list[Votes] = field(default_factory=list)
    texts: Votes = field(default_factory=Votes)
    zone: str | None = None
    names: list[str] = field(default_factory=list)
    new_endings: bool = False


def encode_profile(profile: SiteProfile) -> bytes:
    """The profile as bytes; the same profile gives the same bytes."""
    return msgspec.msgpack.encode(profile)


def is_usable(data: bytes) -> bool:
    """Whether these bytes are a complete profile in this version's format."""
    try:
        profile = decode_profile(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    sizes = [(len(votes.keys), len(votes.shifts), len(votes.marks)) for votes in (*profile.blocks, profile.texts)]
    fits = all(keys % 4 == 0 and shifts * 2 == keys and marks in (0, keys // 4) for keys, shifts, marks in sizes)
    return fits and len(profile.blocks) == LEVELS


@lru_cache(maxsize=_CACHED)
def decode_profile(data: bytes) -> SiteProfile:
    """The profile in the bytes from `encode_profile`; raises `msgspec.DecodeError` for others."""
    return msgspec.msgpack.decode(data, type=SiteProfile)
