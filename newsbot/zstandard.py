"""Zstandard from the standard library (Python 3.14 and later), or from its backport, which is the same."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["zstd"]
