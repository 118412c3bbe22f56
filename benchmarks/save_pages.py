"""Save the pages of a running site with their truth: `python benchmarks/save_pages.py NAME TRUTH DIR`.

TRUTH is what `crawl.py` reads, JSON Lines with `url`, `expect`, `title`, `authors` and `text`. DIR becomes a data set
in the layout of `corpus.py`, to which a second NAME (another theme of the site, say) is added. Articles on several
pages are left out.
"""

import argparse
import gzip
import json
from pathlib import Path
from urllib.request import urlopen

from corpus import MANIFEST, read_lines


def save(name: str, truth: Path, folder: Path) -> int:
    """Save pages and return how many; pages already saved under this name are fetched again."""
    (folder / "html").mkdir(parents=True, exist_ok=True)
    manifest = folder / MANIFEST
    kept = [line for line in read_lines(manifest) if line["publisher"] != name] if manifest.is_file() else []
    saved = []
    for number, line in enumerate(read_lines(truth)):
        if line.get("expect", "article") != "article" or line.get("pages", 1) != 1:
            continue
        page_id = f"{name}-{number}"
        with urlopen(line["url"], timeout=60) as answer:
            html = answer.read()
        (folder / "html" / f"{page_id}.html.gz").write_bytes(gzip.compress(html, mtime=0))
        known = {"title": line["title"], "authors": line["authors"], "date_published": line.get("date_published")}
        text = "\n\n".join(line["text"])
        saved.append({"id": page_id, "url": line["url"], "publisher": name, "kind": "article", **known, "text": text})
    lines = [json.dumps({"encoding": None, **line}, ensure_ascii=False) for line in [*kept, *saved]]
    manifest.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(saved)


def main() -> int:
    """Save the pages and print how many there are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("name", help="what to call the site, as wordpress-twentytwentytwo")
    parser.add_argument("truth", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    print(f"{save(options.name, options.truth, options.folder)} pages saved as {options.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
