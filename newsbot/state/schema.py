"""The tables of the state: one migration for each version of the schema, written for SQLite.

A new version is one more entry; never change those here, which have run on somebody's file. PostgreSQL names some
types differently.
"""

# Each entry makes one version of the schema from the one before; the first starts from an empty file.
MIGRATIONS = (
    (
        """CREATE TABLE pages (
            key BLOB PRIMARY KEY, url TEXT NOT NULL, site TEXT NOT NULL, outcome TEXT NOT NULL,
            checked_at BIGINT NOT NULL, article_id TEXT, link_modified TEXT, etag TEXT, last_modified TEXT,
            extractor_version TEXT
        ) WITHOUT ROWID""",
        """CREATE TABLE articles (
            id TEXT PRIMARY KEY, site TEXT NOT NULL, url TEXT NOT NULL, version INTEGER NOT NULL,
            content_hash TEXT NOT NULL, fingerprints TEXT NOT NULL, first_seen BIGINT NOT NULL,
            pub_status TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE TABLE batches (name TEXT PRIMARY KEY) WITHOUT ROWID",
        """CREATE TABLE runs (
            id TEXT PRIMARY KEY, sites TEXT NOT NULL, started BIGINT NOT NULL, finished BIGINT, counters TEXT
        )""",
    ),
    (
        "ALTER TABLE pages ADD COLUMN published_at BIGINT",
        "ALTER TABLE pages ADD COLUMN missing_since BIGINT",
        "ALTER TABLE pages ADD COLUMN failures INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE pages ADD COLUMN sitemap TEXT",
        # Derived from what an older newsbot knew about articles, as if it had recorded these columns as well.
        """UPDATE pages SET published_at = (SELECT first_seen FROM articles WHERE id = pages.article_id)
            WHERE outcome = 'article'""",
        """UPDATE pages SET missing_since = checked_at
            WHERE article_id IS NOT NULL AND outcome IN ('http_404', 'http_410')""",
        "CREATE INDEX pages_by_age ON pages (site, published_at) WHERE published_at IS NOT NULL",
        "CREATE INDEX pages_by_sitemap ON pages (sitemap) WHERE sitemap IS NOT NULL",
        "CREATE INDEX pages_in_doubt ON pages (site) WHERE failures > 0 OR missing_since IS NOT NULL",
        "CREATE INDEX articles_by_site ON articles (site)",
        """CREATE TABLE sources (
            url TEXT PRIMARY KEY, site TEXT NOT NULL, method TEXT NOT NULL, checked_at BIGINT NOT NULL,
            settled INTEGER NOT NULL, since BIGINT, wanted TEXT NOT NULL, etag TEXT, last_modified TEXT, body_hash TEXT,
            links INTEGER NOT NULL, further TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX sources_by_site ON sources (site)",
    ),
    ("CREATE INDEX pages_taken_back ON pages (site) WHERE outcome = 'canceled'",),
    (
        "ALTER TABLE pages ADD COLUMN profile TEXT",
        """CREATE TABLE profiles (
            site TEXT NOT NULL, version TEXT NOT NULL, made_at BIGINT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY (site, version)
        )""",
        "CREATE TABLE learners (site TEXT PRIMARY KEY, data BLOB NOT NULL)",
    ),
    (
        """CREATE TABLE schedules (
            site TEXT PRIMARY KEY, checked_at BIGINT NOT NULL, next_due BIGINT NOT NULL, started_at BIGINT,
            failures INTEGER NOT NULL, problem TEXT, tallies TEXT NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE source_schedules (
            url TEXT NOT NULL, site TEXT NOT NULL, checked_at BIGINT NOT NULL, next_due BIGINT NOT NULL,
            per_day DOUBLE PRECISION NOT NULL, failures INTEGER NOT NULL, rhythm TEXT NOT NULL, PRIMARY KEY (site, url)
        ) WITHOUT ROWID""",
        "CREATE INDEX runs_by_start ON runs (started)",
    ),
    # Older versions made these when they opened a state, hence IF NOT EXISTS. Texts of nearly the same words form a
    # group. Its keys are stored once, however many copies a story has: a key found in many groups is a phrase, not a
    # story that many sites print.
    (
        "CREATE TABLE IF NOT EXISTS sketch_version (version INTEGER NOT NULL)",
        """CREATE TABLE IF NOT EXISTS sketches (
            id TEXT PRIMARY KEY, text_group INTEGER NOT NULL, version INTEGER NOT NULL, published BIGINT NOT NULL,
            first_seen BIGINT NOT NULL, seen BIGINT NOT NULL, size INTEGER, hashes BLOB
        )""",
        "CREATE INDEX IF NOT EXISTS sketches_of_group ON sketches (text_group, published)",
        "CREATE INDEX IF NOT EXISTS sketches_by_age ON sketches (seen)",
        "CREATE TABLE IF NOT EXISTS text_groups (number INTEGER PRIMARY KEY, cluster TEXT NOT NULL)",
        "CREATE INDEX IF NOT EXISTS text_groups_of_cluster ON text_groups (cluster)",
        """CREATE TABLE IF NOT EXISTS shingles (
            hash INTEGER NOT NULL, text_group INTEGER NOT NULL, texts INTEGER NOT NULL, PRIMARY KEY (hash, text_group)
        ) WITHOUT ROWID""",
    ),
    # What in an article's line came from a source.
    ("ALTER TABLE pages ADD COLUMN told TEXT",),
    ("ALTER TABLE source_schedules ADD COLUMN problem TEXT",),
    # When the crawl began that first missed a page.
    ("ALTER TABLE pages ADD COLUMN missing_crawl BIGINT",),
    # Which machine's lines of an archive job count.
    ("CREATE TABLE archive_jobs (job TEXT PRIMARY KEY, token TEXT NOT NULL) WITHOUT ROWID",),
    # What sites answered in crawls that have not ended.
    (
        """CREATE TABLE answers (
            site TEXT NOT NULL, key BLOB NOT NULL, answered_at BIGINT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY (site, key)
        )""",
        "CREATE INDEX answers_by_age ON answers (answered_at)",
    ),
)
SCHEMA_VERSION = len(MIGRATIONS)

# Longer patterns first. Versions in `profiles` are ordered by row, so they need a number; `answers` may be lost when
# the server dies, so they need not go through its log.
_WORDS_OF_POSTGRES = (
    (" WITHOUT ROWID", ""),
    ("INTEGER PRIMARY KEY", "INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
    ("BLOB", "BYTEA"),
    ("TABLE answers (", "UNLOGGED TABLE answers ("),
    ("TABLE profiles (", "TABLE profiles (rowid BIGINT GENERATED BY DEFAULT AS IDENTITY, "),
)

# Tables that only a server has: the version, which SQLite keeps in the file's header, and who crawls a site until when,
# in seconds since 1970 by the server's clock. A site's token rises with each crawl of it.
FIRST_OF_POSTGRES = (
    "CREATE TABLE state_version (version INTEGER NOT NULL)",
    "INSERT INTO state_version VALUES (0)",
    """CREATE TABLE site_leases (
        site TEXT PRIMARY KEY, token BIGINT NOT NULL, holder TEXT NOT NULL, expires_at DOUBLE PRECISION NOT NULL
    )""",
)


def for_postgres(statement: str) -> str:
    """Return a statement of `MIGRATIONS` in PostgreSQL's dialect."""
    for word, other in _WORDS_OF_POSTGRES:
        statement = statement.replace(word, other)
    return statement
