"""Given and family names of many languages, folded, to tell a name from a label where nothing else does.

The file is built by `benchmarks/person_names.py` from the lists of Faker (MIT licence).
"""

import gzip
from functools import cache
from pathlib import Path

NAMES_FILE = Path(__file__).with_name("person_names.txt.gz")
GIVEN = 1
FAMILY = 2


@cache
def person_names() -> dict[str, int]:
    """The known parts of names, each with `GIVEN`, `FAMILY` or both; read once per process."""
    names: dict[str, int] = {}
    for kind, words in zip((GIVEN, FAMILY), gzip.decompress(NAMES_FILE.read_bytes()).split(b"\n\n"), strict=True):
        for word in words.decode().split():
            names[word] = names.get(word, 0) | kind
    return names
