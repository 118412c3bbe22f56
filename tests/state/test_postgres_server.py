"""The PostgreSQL server of the tests gives each a database of its own, and keeps it over a restart."""

import psycopg
import pytest
from postgres_server import run_postgres


def test_each_test_has_an_empty_database_of_its_own(postgres):
    with postgres.new_database() as one, postgres.new_database() as other:
        with psycopg.connect(one) as db:
            db.execute("CREATE TABLE marks (mark TEXT)")
        with psycopg.connect(other) as db:
            assert db.execute("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'marks'").fetchone() == (0,)
    # It may be the next test's, and is as empty then.
    with postgres.new_database() as one, postgres.new_database() as other:
        for url in (one, other):
            with psycopg.connect(url) as db:
                db.execute("CREATE TABLE marks (mark TEXT)")


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_what_was_committed_outlives_the_server(mode):
    with run_postgres() as server, server.new_database() as url:
        with psycopg.connect(url) as db:
            db.execute("CREATE TABLE marks AS SELECT 'ß' AS mark")
        server.stop(mode)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
        server.start()
        with psycopg.connect(url) as db:
            assert db.execute("SELECT mark FROM marks").fetchall() == [("ß",)]


def test_a_wrong_password_is_refused(database_url):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(database_url, password="wrong")
