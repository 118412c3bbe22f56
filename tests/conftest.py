"""What the tests share: the folder of their helpers on the import path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from delivery import crawl_fixture, data_fixture, storage_fixture  # noqa: F401 - fixtures
