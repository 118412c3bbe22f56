-- An index of articles in PostgreSQL 12 or newer, in the first schema of the search path.

-- What wrote this index: the version of these tables, and how texts are cut into tokens.
CREATE TABLE newsbot_index_facts (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- Of each id the line with the highest rank. Tombstones stay, or a replay would bring back what was removed.
CREATE TABLE newsbot_articles (
    id text COLLATE "C" PRIMARY KEY,
    rank bigint NOT NULL,
    usable boolean NOT NULL,
    site text NOT NULL,
    language text NOT NULL,
    published timestamptz,
    authors text[] NOT NULL,
    cluster text NOT NULL,
    -- Tokens that newsbot made, not PostgreSQL's parser: Chinese, Thai and Korean are cut into pairs of characters.
    headline_tokens tsvector NOT NULL,
    author_tokens tsvector NOT NULL,
    tokens tsvector NOT NULL,
    line jsonb NOT NULL
);
CREATE INDEX newsbot_articles_tokens ON newsbot_articles USING gin (tokens) WHERE usable;
CREATE INDEX newsbot_articles_authors ON newsbot_articles USING gin (author_tokens) WHERE usable;
-- Not of the usable ones only: an index that holds just what a query for words asks for, too, is read in whole for it.
CREATE INDEX newsbot_articles_published ON newsbot_articles (published DESC);
CREATE INDEX newsbot_articles_site ON newsbot_articles (reverse(site) text_pattern_ops);

-- Of each version of an article what `protocol.ArticleVersion` keeps.
CREATE TABLE newsbot_article_versions (
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    rank bigint NOT NULL,
    note jsonb NOT NULL,
    PRIMARY KEY (id, version)
);

-- How far each batch is delivered: written in the transaction that wrote its lines.
CREATE TABLE newsbot_index_marks (
    name text COLLATE "C" PRIMARY KEY,
    stamp text NOT NULL,
    lines bigint NOT NULL,
    is_whole boolean NOT NULL
);
