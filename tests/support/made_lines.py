"""Lines for the index tests: generated articles that keep the contract, and their removals."""

import gzip
import hashlib
import json

from newsbot.indexes.lines import read_line
from newsbot.zstandard import zstd


def made_line(name="floods", version=1, **fields):
    """An article as the object of its line; its id follows from `name`."""
    return {
        "schemaVersion": "1.0",
        "id": hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(),
        "version": version,
        "pubStatus": "usable",
        "url": f"https://www.example.com/{name}",
        "headline": "Floods close main road",
        "articleBody": "The main road closed on Monday.\n\nOfficials expect it to open on Friday.",
        "datePublished": "2026-11-23T09:15:00+05:00",
        "authors": [{"name": "Ali Raza", "type": "Person"}],
        "inLanguage": "en",
        "metadata": {"dateDownloaded": "2026-11-23T05:00:00Z"},
        **fields,
    }


def made_tombstone(name="floods", version=2):
    """The line that takes the article of that name back."""
    line = made_line(name, version, pubStatus="canceled", reason="http_410")
    return {key: line[key] for key in ("schemaVersion", "id", "version", "pubStatus", "reason", "url", "metadata")}


def as_bytes(line):
    """The line as in a batch, without its line break."""
    return json.dumps(line, ensure_ascii=False).encode()


def read(*lines):
    """The lines as an index takes them."""
    return [read_line(as_bytes(line)) for line in lines]


def write_batch(folder, name, *lines):
    """A finished batch of lines, objects or bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = b"".join((line if isinstance(line, bytes) else as_bytes(line)) + b"\n" for line in lines)
    pack = {".gz": gzip.compress, ".zst": zstd.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(content))
    return path
