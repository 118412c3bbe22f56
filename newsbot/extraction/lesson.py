"""What one article page teaches of its site's template, as a worker sends it: a few numbers for each name and text.

How it is made is `teaching`'s, what is learned of many is `boilerplate`'s.
"""

from dataclasses import dataclass, field

# The names of a block, from fine to coarse: see `signatures`.
LEVELS = 3
PER_CENT = 100
# Of a text: it stands after all that is body, before all of it, or is one of the body's last.
END, START, TAIL = 1, 2, 4
# A long text of the body: two pages that share half of these tell one story.
LONG = 8
# What may be the template's where it recurs: a sentence of its own, and less than that where most pages have it.
# Quotes, headings, cells and items of lists recur in the body as well.
PROSE, LABEL = 16, 32
# One of the body's first texts: a column may begin alike each week.
FIRST = 64
# A text that says the site's own name.
NAMED = 128
# A label in a line of its own: one in a cell or an item may be the reporter's table.
LINE = 256
# Of the name of a block: all its blocks stand below pictures and are no sentences.
CAPTION = 512
# The text with which the body ends.
LAST = 1024
# Of the name of a block: all its blocks have a class or id of their own.
CLASSED = 2048
# Of the name of a block: all its blocks are lines below a quotation, in it: who said it.
SPEAKER = 4096


@dataclass(slots=True)
class Tally:
    """Names of blocks or texts, each once, as bytes: `keys` uint32, `votes` uint8 in per cent, `marks` uint16."""

    keys: bytes = b""
    votes: bytes = b""
    marks: bytes = b""


@dataclass(slots=True)
class Lesson:
    """What an article page teaches: a tally of its blocks for each level of names, one of its texts, and who signed it.

    `prose` has the names of the blocks that may be the template's where their texts recur, a row for each level, and
    `prose_texts` their texts: little-endian uint32, in the order of the page. `signers` are keys of the words, two by
    two, of the lines that may name the author. For people, `labels` spell out the finest names, and `said` how texts
    begin that may be the template's. `clocks` are dates that the page gives without and with a zone, as seconds since
    1970 of the clock, read as if it were UTC, and of the moment. `names` are what the page's titles say at their ends.
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
