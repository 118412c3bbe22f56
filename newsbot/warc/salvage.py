"""What an unfinished crawl left: its last WARC file gets its name, without the record that was being written."""

import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsbot.folders import sync_folder
from newsbot.locks import try_lock
from newsbot.warc.reading import Damage, WarcFile
from newsbot.warc.writing import ARCHIVE_PART, PART

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Salvaged:
    """How many parts were given their names, with how many records; `torn` bytes were cut off their ends."""

    files: int = 0
    records: int = 0
    torn: int = 0


def salvage_parts(folder: Path) -> Salvaged:
    """Finish the parts in the folder that no living process writes; parts without a response are removed."""
    found = Salvaged()
    for path in sorted(folder.glob(f"*{ARCHIVE_PART}")):
        # A part that another process locked first, or that we may not touch, is not ours to finish.
        with suppress(OSError), path.open("r+b") as part:
            if not try_lock(part):
                continue
            records, answers, end = _whole_records(path)
            size = os.fstat(part.fileno()).st_size
            if not answers:
                path.unlink()
                continue
            part.truncate(end)
            os.fsync(part.fileno())
            os.rename(path, path.with_name(path.name.removesuffix(PART)))
            sync_folder(folder)
            found.files += 1
            found.records += records
            found.torn += size - end
            logger.warning(
                "%s was left by a crawl that did not finish: its %d complete records are kept", path, records
            )
    return found


def _whole_records(path: Path) -> tuple[int, int, int]:
    """Return how many records precede the first damage, how many of them are responses, and where they end."""
    records = answers = end = 0
    for record in WarcFile(path, keep=0).records():
        if isinstance(record, Damage):
            break
        records += 1
        answers += record.kind in ("response", "revisit")
        end = record.end
    return records, answers, end
