"""What the tests share: their helpers and the benchmarks on the import path, and fixtures."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from delivery import crawl_fixture, data_fixture, storage_fixture  # noqa: F401 - fixtures
from news_pages import markup_fixture  # noqa: F401 - a fixture
