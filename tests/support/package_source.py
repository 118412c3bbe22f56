"""The source of the package's modules, parsed when a test first needs it."""

import ast
from functools import cache
from pathlib import Path

import newsbot

PACKAGE = Path(newsbot.__file__).parent
FILES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def package_trees() -> dict[str, ast.Module]:
    """Each module's syntax tree by its path in the package."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}
