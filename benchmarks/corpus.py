"""The annotated pages that benchmarks and training read: their location, annotations and digest.

A corpora folder has one folder per data set, with `manifest.jsonl` (one page a line) and `html/<id>.html.gz`; a line
may name its own file, as in a set that annotates the pages of another set. No pages ship with newsbot.
"""

import argparse
import gzip
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VARIABLE = "NEWSBOT_CORPORA"
MANIFEST = "manifest.jsonl"


class CorporaError(Exception):
    """Raised if there is no corpora folder, or it lacks what was requested."""


@dataclass(frozen=True, slots=True)
class Page:
    """One annotated page. None is "not known"; `authors == []` is "the page names nobody".

    `optional` are the numbers of the paragraphs of `text` that an answer may leave out. `kind` is "article" or
    what else the page is. `encoding` is that of the file, None for the bytes as they were fetched.
    """

    dataset: str
    id: str
    url: str
    publisher: str
    file: Path
    encoding: str | None = "utf-8"
    kind: str | None = None
    headline: str | None = None
    authors: list[str] | None = None
    published: str | None = None
    text: str | None = None
    optional: list[int] = field(default_factory=list)
    must_contain: list[str] = field(default_factory=list)
    must_not_contain: list[str] = field(default_factory=list)
    deck: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    biography: list[str] = field(default_factory=list)

    def html(self) -> str | bytes:
        """The page's markup: text where the encoding is known, since the page itself may still declare another."""
        content = gzip.decompress(self.file.read_bytes())
        return content if self.encoding is None else content.decode(self.encoding, "replace")

    def digest(self) -> str:
        """A digest of an extractor's input: the URL and the markup."""
        content = gzip.decompress(self.file.read_bytes())
        return hashlib.sha256(self.url.encode() + b"\0" + content).hexdigest()[:32]


def add_corpora_option(parser: argparse.ArgumentParser) -> None:
    """Add `--corpora DIR` to a command line."""
    parser.add_argument("--corpora", type=Path, metavar="DIR", help=f"annotated pages; default: ${VARIABLE}")


def training_parser(description: str | None, model_file: Path) -> argparse.ArgumentParser:
    """The command line that all trainers of shipped models share; the first paragraph of the text describes it."""
    parser = argparse.ArgumentParser(description=(description or "").split("\n\n", maxsplit=1)[0])
    add_corpora_option(parser)
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help=f"write the model; newsbot's own is {model_file.name}"
    )
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="write the answers of the cross-validation")
    return parser


def find_corpora(option: Path | None = None) -> Path:
    """The corpora folder: the option's, else the environment's. Raises `CorporaError` when there is none."""
    folder = option or Path(os.environ.get(VARIABLE, ""))
    if not os.fspath(folder).strip(".") or not folder.is_dir():
        raise CorporaError(f"no corpora folder: give --corpora DIR or set {VARIABLE}, got {os.fspath(folder)!r}")
    return folder


def read_dataset(corpora: Path, name: str) -> list[Page]:
    """The pages of one data set in the order of its manifest. Raises `CorporaError` when it is not there."""
    encodings: dict[Path, str | None] = {}
    pages = []
    for line in _manifest(corpora, name):
        file = (corpora / name / (line.get("html") or f"html/{line['id']}.html.gz")).resolve()
        if "encoding" not in line and file not in encodings:
            encodings |= _encodings(file.parent.parent)
        pages.append(_page(name, line, file, line.get("encoding", encodings.get(file, "utf-8"))))
    return pages


def corpus_digest(pages: list[Page]) -> str:
    """Return a digest of pages and their truths: it changes when a page or an annotation does."""
    digest = hashlib.sha256()
    for page in sorted(pages, key=lambda page: (page.dataset, page.id)):
        truth = {name: getattr(page, name) for name in Page.__dataclass_fields__ if name != "file"}
        digest.update(json.dumps(truth, sort_keys=True, ensure_ascii=False).encode())
        digest.update(page.digest().encode())
    return digest.hexdigest()[:16]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _manifest(corpora: Path, name: str) -> list[dict[str, Any]]:
    path = corpora / name / MANIFEST
    if not path.is_file():
        known = sorted(manifest.parent.name for manifest in corpora.glob(f"*/{MANIFEST}"))
        raise CorporaError(f"no data set {name!r} in {corpora}; there are: {', '.join(known) or 'none'}")
    return read_lines(path)


def _encodings(folder: Path) -> dict[Path, str | None]:
    """Return the encodings that another set's manifest gives for its files."""
    path = folder / MANIFEST
    lines = read_lines(path) if path.is_file() else []
    return {folder / "html" / f"{line['id']}.html.gz": line["encoding"] for line in lines if "encoding" in line}


def _page(dataset: str, line: dict[str, Any], file: Path, encoding: str | None) -> Page:
    """Return a manifest line as a page. An unknown URL is replaced by an invented one: extractors expect one."""
    return Page(
        dataset=dataset,
        id=line["id"],
        url=line.get("url") or f"https://{line['publisher']}/{line['id']}",
        publisher=line["publisher"],
        file=file,
        encoding=encoding,
        kind=line.get("kind"),
        headline=line.get("title"),
        authors=line.get("authors"),
        published=line.get("date_published"),
        text=line.get("text"),
        optional=line.get("optional") or [],
        must_contain=line.get("must_contain") or [],
        must_not_contain=line.get("must_not_contain") or [],
        deck=line.get("deck") or [],
        byline=line.get("byline") or [],
        biography=line.get("bio") or [],
    )
