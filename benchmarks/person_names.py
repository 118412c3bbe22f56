"""Build the list of names that newsbot ships: `python benchmarks/person_names.py` (extra `train`).

Words of the given and family names in all locales of Faker, folded as `newsbot.extraction.names.spelling.folded`
does. The same version of Faker gives the same file.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from importlib import import_module

from newsbot.extraction.names.spelling import folded
from newsbot.extraction.vocabulary.person_names import NAMES_FILE

_BETWEEN = re.compile(r"[-,()\"]+")


def _words(locale: str, prefix: str) -> Iterator[str]:
    """The words of all lists of a locale whose name begins with this prefix."""
    try:
        provider = import_module(f"faker.providers.person.{locale}").Provider
    except ImportError:
        return
    for attribute in dir(provider):
        names = getattr(provider, attribute) if attribute.startswith(prefix) else ()
        if isinstance(names, tuple | list | dict | set | frozenset):
            for name in names:
                # Japanese names are given in three scripts.
                for written in name if isinstance(name, tuple | list) else (name,):
                    for word in _BETWEEN.sub(" ", folded(str(written))).split():
                        if len(word) > 1:
                            yield word


def main() -> int:
    """Write the file."""
    locales = sorted(import_module("faker.config").AVAILABLE_LOCALES)
    lists = [sorted({word for locale in locales for word in _words(locale, prefix)}) for prefix in ("first_", "last_")]
    content = "\n\n".join("\n".join(words) for words in lists).encode()
    NAMES_FILE.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{len(lists[0])} given names, {len(lists[1])} family names", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
