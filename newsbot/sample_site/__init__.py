"""The bundled sample site: an invented newspaper in three templates and three languages, with the truth beside it.

`scrapy demo` serves and crawls it; the end-to-end test compares the crawled lines with `expected_lines`.
The stories are in `articles/`, one file each; `content.py` says how they are written.
"""

from newsbot.sample_site.server import SampleSite, expected_lines

__all__ = ["SampleSite", "expected_lines"]
