"""Where lines can be searched: `protocol` defines what an index does, and there is one module per kind of index.

    with closing(open_index("sqlite:///data/index.db")) as index:
        index.apply(lines)
        index.commit(mark)
        answer = index.search(parse_query('floods author:raza -sport'), SearchWish())

`delivery` feeds an index from finished batches. Nothing here imports Scrapy; what a server needs is imported when an
address names it.
"""

from typing import TYPE_CHECKING

from newsbot.exceptions import ArgumentError

if TYPE_CHECKING:
    from newsbot.indexes.protocol import Feedable, Index

EXAMPLES = "sqlite:///data/index.db, postgresql://host/database or opensearch+https://host:9200/name"
# The optional package that each kind of index needs, and the extra that brings it.
_EXTRAS = {"postgresql": "postgresql", "opensearch": "opensearch"}


def open_index(address: str, *, create: bool = True) -> "Index":
    """Open the index at `address`, which can be fed and searched; `create` creates it if missing.

    Raises `ArgumentError` for an invalid address, `IndexUnavailableError` for an index that does not respond.
    """
    scheme = address.partition(":")[0]
    try:
        if scheme == "sqlite":
            from newsbot.indexes.sqlite_fts import open_sqlite_index

            return open_sqlite_index(address, create=create)
        if scheme == "postgresql":
            from newsbot.indexes.postgres import open_postgres_index

            return open_postgres_index(address, create=create)
        if scheme in ("opensearch+http", "opensearch+https"):
            from newsbot.indexes.opensearch import open_opensearch_index

            return open_opensearch_index(address, create=create)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(scheme.partition("+")[0])
        if extra is None:
            raise
        raise ArgumentError(f"{scheme}:// needs {error.name}: install newsbot[{extra}].") from error
    # The address may contain a password, so only its scheme is repeated.
    raise ArgumentError(f"No kind of index has an address that starts with {scheme[:20]!r}: write {EXAMPLES}.")


def open_target(address: str) -> "Feedable":
    """Open what `scrapy index` can feed at `address`: an index, or a folder of articles in another format."""
    scheme = address.partition(":")[0]
    if scheme in ("ninjs", "schemaorg"):
        from newsbot.indexes.folder import open_folder

        return open_folder(address)
    return open_index(address)
