"""What one article page teaches about its site's template, as a worker sends it: a few numbers per name and text.

`teaching` makes it; `boilerplate` learns from many.
"""

from dataclasses import dataclass, field

# The names of a block, from fine to coarse: see `signatures`.
LEVELS = 3
PER_CENT = 100
# Marks of a text: it is after all of the body, before all of it, or one of the body's last.
END, START, TAIL = 1, 2, 4
# A long text of the body: two pages that share half of these tell the same story.
LONG = 8
# What may be the template's if it recurs: a sentence of its own, or something shorter if most pages have it. Quotes,
# headings, cells and list items also recur in the body.
PROSE, LABEL = 16, 32
# One of the body's first texts: a column may begin the same way each week.
FIRST = 64
# A text that contains the site's own name.
NAMED = 128
# A label in a line of its own: one in a cell or an item may belong to the reporter's table.
LINE = 256
# Mark of a block name: all its blocks are below pictures and are not sentences.
CAPTION = 512
# The text that ends the body.
LAST = 1024
# Mark of a block name: all its blocks have a class or id of their own.
CLASSED = 2048
# Mark of a block name: all its blocks are the last line of a quotation, naming the speaker.
SPEAKER = 4096


@dataclass(slots=True)
class Tally:
    """Names of blocks or texts, each once, as bytes: `keys` uint32, `votes` uint8 in per cent, `marks` uint16."""

    keys: bytes = b""
    votes: bytes = b""
    marks: bytes = b""


@dataclass(slots=True)
class Lesson:
    """What an article page teaches: a tally of its blocks per level of names, one of its texts, and who signed it.

    `prose` has the names of the blocks that may be the template's if their texts recur, a row per level, and
    `prose_texts` has their texts: little-endian uint32, in page order. `signers` are keys of the words, two by two, of
    the lines that may name the author. For people, `labels` spell out the finest names, and `said` how texts begin that
    may be the template's. `clocks` are dates that the page gives both without and with a zone, in seconds since 1970:
    of the clock read as if it were UTC, and of the moment. `names` are what the page's titles have at their ends.
    """

    blocks: list[Tally] = field(default_factory=list)
    texts: Tally = field(default_factory=Tally)
    prose: list[bytes] = field(default_factory=list)
    prose_texts: bytes = b""
    signers: list[int] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    clocks: list[tuple[int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
