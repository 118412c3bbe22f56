"""The cost of newsbot, each figure a ratio measured in one run: `python benchmarks/speed.py pages|crawl|growth`.

- `pages`: reading a page, compared with the peers, the parser alone and a bare walk (needs annotated pages);
- `crawl`: whole crawls of a generated site of heavy pages, compared with Scrapy spiders; unchanged site; memory;
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
    """Run the named measurement; exit code 2 if none is named."""
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or [""]
    if name not in MEASURES:
        print(__doc__, file=sys.stdout if name in ("-h", "--help") else sys.stderr)
        return 0 if name in ("-h", "--help") else 2
    return MEASURES[name](rest)


if __name__ == "__main__":
    raise SystemExit(main())
