"""Where the index tests keep indexes: a file, a schema of a real PostgreSQL, indices behind the OpenSearch API."""

from itertools import count
from urllib.parse import urlsplit

import pytest

KINDS = ("sqlite", "postgresql", "opensearch")
_numbers = count(1)


@pytest.fixture(params=KINDS, name="index_places")
def places_fixture(request, tmp_path):
    """Addresses of empty indexes, one after the other; a test that uses them runs for each kind."""
    if request.param == "sqlite":
        return (f"sqlite:///{tmp_path}/{number}.db" for number in _numbers)
    if request.param == "postgresql":
        return postgres_places(request.getfixturevalue("index_database"))
    return opensearch_places(request.getfixturevalue("opensearch").url)


@pytest.fixture(scope="session", name="index_database")
def database_fixture(postgres):
    """A database in which each index has its own schema."""
    with postgres.new_database() as url:
        yield url


def postgres_places(url):
    """Schemas of one database, each created when requested."""
    import psycopg

    for number in _numbers:
        with psycopg.connect(url, autocommit=True) as db:
            db.execute(f"CREATE SCHEMA place_{number}")
        yield f"{url}?options=-csearch_path%3Dplace_{number}"


def opensearch_places(url, options="pause=0"):
    """Indices of one server, which is retried without a pause."""
    for number in _numbers:
        yield f"opensearch+http://{urlsplit(url).netloc}/place-{number}?{options}"
