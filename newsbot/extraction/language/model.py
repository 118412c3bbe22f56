"""py3langid's statistical language model with its tables left in a file: 67 MB, of which a text needs little.

If the model file has another format than expected here, py3langid loads the whole model.
"""

import logging
import lzma
import mmap
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

logger = logging.getLogger(__name__)

_PIECE_BYTES = 1 << 20
_LOCAL_HEADER_BYTES = 30


@cache
def language_model() -> Any | None:
    """The identifier, loaded for the first text that needs it (about half a second); None if there is no room for it.

    py3langid unpacks it into a file, too.
    """
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    try:
        try:
            return _open_model(MODEL_DIR / MODEL_FILE)
        except (KeyError, TypeError, ValueError, BadZipFile, lzma.LZMAError):
            return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        logger.warning("Languages are not detected: the model cannot be unpacked: %s", error)
        return None


@dataclass(slots=True)
class _FileRows:
    """The rows of a table of numbers in a file, each read on demand."""

    file: int
    start: int
    columns: int
    kind: Any

    def __getitem__(self, numbers: "Iterable[int]") -> Any:
        import numpy

        size = self.columns * self.kind.itemsize
        rows = b"".join(os.pread(self.file, size, self.start + int(number) * size) for number in numbers)
        return numpy.frombuffer(rows, self.kind).reshape(-1, self.columns)


def _open_model(path: "Path") -> Any:
    import numpy
    from py3langid.langid import LanguageIdentifier

    with tempfile.TemporaryFile(suffix=".npz") as file:
        with lzma.open(path) as packed:
            shutil.copyfileobj(packed, file, _PIECE_BYTES)
        file.flush()
        with ZipFile(file) as archive:
            steps = _numbers_of(file, archive.getinfo("nextmove.npy"))
            weights = _rows_of(file, archive.getinfo("ptc.npy"))
        file.seek(0)
        with numpy.load(file, allow_pickle=False) as small:
            # A memoryview yields plain numbers, as fast as a list.
            rows, output = (memoryview(small[name]) for name in ("nextmove_row", "out_feat"))
            classes, pc = small["classes"].tolist(), small["pc"]
    return LanguageIdentifier(weights, pc, classes, steps, output, norm_probs=True, tk_row=rows)


def _rows_of(file: IO[bytes], member: Any) -> _FileRows:
    """The array of an archive member as rows of its file; raises ValueError if it is not stored as it is in memory."""
    (_, columns), kind = _read_header(file, member)
    # Stays open for the life of the process; the file no longer has a name.
    return _FileRows(os.dup(file.fileno()), file.tell(), columns, kind)


def _numbers_of(file: IO[bytes], member: Any) -> memoryview:
    """The array of an archive member as plain numbers, read from the file on demand; may raise ValueError."""
    (count,), kind = _read_header(file, member)
    start = file.tell()
    held = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return held[start : start + count * kind.itemsize].cast(kind.char)


def _read_header(file: IO[bytes], member: Any) -> tuple[tuple[int, ...], Any]:
    """Shape and type of an archive member's array, leaving the file at its first number; may raise ValueError."""
    from numpy.lib import format as npy

    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER_BYTES)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), os.SEEK_CUR)
    if npy.read_magic(file) != (1, 0) or member.compress_type != ZIP_STORED:
        raise ValueError("written in another way")
    shape, is_by_column, kind = npy.read_array_header_1_0(file)
    if is_by_column or not kind.isnative:
        raise ValueError("written in another order")
    return shape, kind
