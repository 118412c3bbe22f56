"""What newsbot costs, each figure a ratio measured in one run: `python benchmarks/speed.py pages|crawl|growth`.

- `pages`: reading a page, beside the peers, the parser alone and a bare walk (annotated pages needed);
- `crawl`: whole crawls of a made site of heavy pages, beside spiders of Scrapy; again with nothing changed; memory;
- `growth`: a page's cost by the number of articles that the state knows.

`startup.py` measures a crawl's start, `archive.py` one with a sitemap of 200,000 known articles. Each has `--help`.
"""

import sys
from collections.abc import Sequence

import speed_crawl
import speed_growth
import speed_pages

MEASURES = {"pages": speed_pages.main, "crawl": speed_crawl.main, "growth": speed_growth.main}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measure that is named; exit code 2 where none is."""
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or [""]
    if name not in MEASURES:
        print(__doc__, file=sys.stdout if name in ("-h", "--help") else sys.stderr)
        return 0 if name in ("-h", "--help") else 2
    return MEASURES[name](rest)


if __name__ == "__main__":
    raise SystemExit(main())
