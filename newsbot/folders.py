"""Folders that survive a power cut: a name in one is only safe once the folder itself was written to the disk."""

import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Create the folder and its parents in a way that survives a power cut."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
