"""The index in OpenSearch, or Elasticsearch: lines go in through the bulk API, and replaying them changes nothing.

An article is one document under its ID, with the line's rank as its version: the server itself refuses older lines. A
removal is a document too, since a server soon forgets what it deleted. `opensearch_bulk` handles failures.
"""

import logging
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.resources import files
from itertools import accumulate, islice
from re import compile as regex
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException, RequestError

from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import opensearch_search
from newsbot.indexes.lines import IndexLine
from newsbot.indexes.opensearch_bulk import Action, Patience, deliver, persist, said
from newsbot.indexes.protocol import (
    ArticleVersion,
    BatchMark,
    IndexCounts,
    IndexedArticle,
    Refusal,
    SearchAnswer,
    SearchWish,
)
from newsbot.indexes.queries import Query
from newsbot.indexes.tokens import TOKENS_VERSION, index_tokens

logger = logging.getLogger(__name__)

_SCHEMA_VERSION = 1
_PORTS = {"http": 9200, "https": 9200}
_NAME = regex(r"[a-z0-9][a-z0-9_.-]{0,199}\Z")
_EXAMPLE = "opensearch+https://user:password@host:9200/newsbot"
_OPTIONS = ("ca", "verify", "timeout", "tries", "pause")
_DOCS_PER_QUERY = 500
_MAX_VERSIONS = 1_000


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is and how to connect to it; `index` is the name of the index of articles."""

    url: str
    index: str
    user: str | None = None
    password: str = ""
    ca: str | None = None
    is_verified: bool = True
    timeout_s: float = 60
    patience: Patience = field(default_factory=Patience)


def open_opensearch_index(address: str, *, create: bool = True) -> "OpenSearchIndex":
    """Open the index at "opensearch+https://user:password@host:9200/name?ca=FILE"."""
    return OpenSearchIndex(_read_address(address), create=create)


def _read_address(address: str) -> Server:
    try:
        parts = urlsplit(address.removeprefix("opensearch+"))
        port = parts.port
        options = dict(parse_qsl(parts.query, strict_parsing=True) if parts.query else [])
        timeout_s = float(options.get("timeout", "60"))
        patience = Patience(int(options.get("tries", "8")), float(options.get("pause", "0.5")))
    except ValueError as error:
        raise ArgumentError(f"This is not the address of an index ({error}): it must be like {_EXAMPLE}.") from None
    name = parts.path.strip("/") or "newsbot"
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ArgumentError(f"The address of an OpenSearch index must be like {_EXAMPLE}.")
    if not _NAME.match(name):
        raise ArgumentError(
            f"{name[:60]!r} is not a name of an index: use lower-case letters, digits, '.', '-' and '_'."
        )
    unknown = [option for option in options if option not in _OPTIONS]
    is_sound = timeout_s > 0 and patience.tries > 0 and patience.pause_s >= 0
    if unknown or not is_sound or options.get("verify", "yes") not in ("yes", "no"):
        raise ArgumentError(
            "The address of an OpenSearch index may have after a '?' the options ca=FILE, verify=no, "
            "timeout=SECONDS, tries=NUMBER and pause=SECONDS, separated by '&'."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Server(
        url=f"{parts.scheme}://{host}:{_PORTS[parts.scheme] if port is None else port}",
        index=name,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or ""),
        ca=options.get("ca"),
        is_verified=options.get("verify") != "no",
        timeout_s=timeout_s,
        patience=patience,
    )


class OpenSearchIndex:
    """Safe from any thread; implements `protocol.Index`, which documents each call.

    Three indices: the articles, what is kept of their versions, and the marks of the batches.
    """

    def __init__(self, server: Server, *, create: bool = True) -> None:
        self._server = server
        self._articles, self._versions, self._marks = (f"{server.index}{end}" for end in ("", "-versions", "-marks"))
        self._name = f"{server.index} at {server.url}"
        self._client = _connect(server)
        try:
            self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        """Create missing indices, and check that the others are newsbot's; nothing here waits for a server."""
        for name, file in (
            (self._articles, "opensearch_articles.json"),
            (self._versions, "opensearch_versions.json"),
            (self._marks, "opensearch_marks.json"),
        ):
            with self._translated():
                if not self._client.indices.exists(index=name):
                    if not create:
                        raise IndexUnavailableError(f"There is no index {self._name} yet: scrapy index creates it.")
                    self._make(name, file)
                answer = self._client.indices.get_mapping(index=name)
            for mappings in answer.values():
                version = mappings.get("mappings", {}).get("_meta", {}).get("newsbot_index")
                if not isinstance(version, int):
                    raise IndexUnavailableError(
                        f"The index {name} at {self._server.url} was not created by newsbot, or lacks its template."
                    )
                if version > _SCHEMA_VERSION:
                    raise IndexUnavailableError(
                        f"The index {self._name} was written by a newer newsbot: upgrade this one."
                    )

    def _make(self, name: str, file: str) -> None:
        template = msgspec.json.decode(files("newsbot.indexes").joinpath(file).read_bytes())["template"]
        try:
            self._client.indices.create(index=name, body=template)
        except RequestError as error:
            # Another process may have created it in the meantime.
            if error.error != "resource_already_exists_exception":
                raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the client's errors into one sentence."""
        try:
            yield
        except (OpenSearchException, OSError) as error:
            raise IndexUnavailableError(f"The index {self._name} cannot be used: {said(error)}.") from error

    def _ask(self, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Return the result of a call, which is repeated while the server is busy or away."""
        with self._translated():
            return persist(self._server.patience, lambda: call(*arguments, **named))

    def _look(self, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Return the result of a call that a person waits for: tried at most twice."""
        patience = Patience(min(self._server.patience.tries, 2), self._server.patience.pause_s)
        with self._translated():
            return persist(patience, lambda: call(*arguments, **named))

    # ---- Feeding ----

    def marks(self, names: Iterable[str]) -> dict[str, BatchMark]:
        """Return the marks of those of the named batches that have one."""
        found = {}
        waiting = iter(names)
        while some := list(islice(waiting, _DOCS_PER_QUERY)):
            ids = {_mark_id(name): name for name in some}
            answer = self._ask(self._client.mget, index=self._marks, body={"ids": list(ids)})
            for doc in answer["docs"]:
                if doc.get("found"):
                    found[ids[doc["_id"]]] = msgspec.convert(doc["_source"], BatchMark)
        return found

    def apply(self, lines: Sequence[IndexLine]) -> list[Refusal]:
        """Take the lines that are newer; refuses what the server cannot read, or finds too large."""
        newest: dict[str, IndexLine] = {}
        versions: dict[str, IndexLine] = {}
        for line in lines:
            _keep_higher(newest, line.id, line)
            _keep_higher(versions, f"{line.id}-{line.version}", line)
        articles = [_article_action(self._articles, line) for line in newest.values()]
        refused = self._deliver(articles, newest)
        unwanted = {id(refusal.line) for refusal in refused}
        notes = [_note_action(self._versions, key, line) for key, line in versions.items() if id(line) not in unwanted]
        return refused + self._deliver(notes, versions)

    def _deliver(self, actions: Sequence[Action], lines: dict[str, IndexLine]) -> list[Refusal]:
        with self._translated():
            refused = deliver(self._client, actions, self._server.patience)
        return [Refusal(lines[action.id], f"the server rejects it: {reason}") for action, reason in refused]

    def commit(self, mark: BatchMark | None) -> None:
        """Store the mark; what was applied is durable already. Searches see it when this returns."""
        if mark is not None:
            body = msgspec.to_builtins(mark)
            self._ask(self._client.index, index=self._marks, id=_mark_id(mark.name), body=body)
        self._ask(self._client.indices.refresh, index=f"{self._articles},{self._versions}")

    def forget_marks(self) -> None:
        """Mark every batch as undelivered; articles stay."""
        self._ask(self._client.indices.refresh, index=self._marks)
        self._ask(
            self._client.delete_by_query,
            index=self._marks,
            body={"query": {"match_all": {}}},
            params={"conflicts": "proceed", "refresh": "true"},
        )

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    # ---- Reading ----

    def search(self, query: Query, wish: SearchWish) -> SearchAnswer:
        """Return the articles that match the query, the best first."""
        body = opensearch_search.request(query, wish)
        return opensearch_search.answer(query, wish, self._look(self._client.search, index=self._articles, body=body))

    def article(self, article_id: str) -> IndexedArticle | None:
        """Return the newest line of the article, and its versions."""
        try:
            found = self._look(self._client.get, index=self._articles, id=article_id or "-")
        except IndexUnavailableError as error:
            if isinstance(error.__cause__, NotFoundError):
                return None
            raise
        newest_first = {
            "query": {"term": {"id": article_id}},
            "sort": [{"version": "desc"}],
            "size": _MAX_VERSIONS,
        }
        notes = self._look(self._client.search, index=self._versions, body=newest_first)["hits"]["hits"]
        versions = [msgspec.convert(note["_source"]["note"], ArticleVersion) for note in notes]
        return IndexedArticle(opensearch_search.line_of(found["_source"]), tuple(versions))

    def counts(self) -> IndexCounts:
        """Return how many articles are valid and how many were withdrawn."""
        queries = [{"query": {"term": {"newsbot.usable": usable}}} for usable in (True, False)]
        found = [self._ask(self._client.count, index=self._articles, body=query)["count"] for query in queries]
        return IndexCounts(*found)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the newest line of each ID, in ID order."""
        body: dict[str, Any] = {"size": _DOCS_PER_QUERY, "sort": [{"id": "asc"}], "query": {"match_all": {}}}
        while hits := self._ask(self._client.search, index=self._articles, body=body)["hits"]["hits"]:
            for hit in hits:
                yield opensearch_search.line_of(hit["_source"])
            body["search_after"] = [hits[-1]["_id"]]


def _connect(server: Server) -> OpenSearch:
    # The client logs each failed request; its errors say enough.
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)
    options: dict[str, Any] = {}
    if server.url.startswith("https:"):
        options = _ssl_options(server)
    if server.user is not None:
        # The client itself would encode it in Latin-1, if it can.
        credentials = b64encode(f"{server.user}:{server.password}".encode()).decode()
        options["headers"] = {"authorization": f"Basic {credentials}"}
    return OpenSearch(hosts=[server.url], timeout=server.timeout_s, max_retries=0, **options)


def _ssl_options(server: Server) -> dict[str, Any]:
    if not server.is_verified:
        logger.warning("The certificate of the index at %s is not verified", server.url)
        return {"verify_certs": False, "ssl_show_warn": False}
    try:
        return {"ssl_context": ssl.create_default_context(cafile=server.ca)}
    except OSError as error:
        raise ArgumentError(f"The certificates in {server.ca} cannot be read: {error}.") from None


def _article_action(index: str, line: IndexLine) -> Action:
    published, usable = line.published, line.pub_status == "usable"
    day = None if published is None else f"{datetime.fromtimestamp(published, UTC):%Y-%m-%d}"
    facts: dict[str, Any] = {
        "rank": line.rank,
        "usable": usable,
        "site": line.site,
        "hosts": list(accumulate(reversed(line.site.split(".")), lambda below, part: f"{part}.{below}")),
        "language": line.language,
        "languages": list(accumulate(line.language.split("-"), lambda tag, part: f"{tag}-{part}")),
        "authors": line.authors,
        "published": published,
        "day": day,
        "cluster": line.cluster,
        "tokens_version": TOKENS_VERSION,
    }
    if usable:
        facts["tokens"] = {
            "headline": _tokens(line.headline),
            "body": _tokens(line.body),
            "further": _tokens(line.further_text),
            "authors": [_tokens(name) for name in line.authors],
        }
    document = {**line.line, "newsbot": {name: value for name, value in facts.items() if value not in ("", None)}}
    return Action(index, line.id, line.rank, msgspec.json.encode(document))


def _tokens(text: str) -> str:
    return " ".join(index_tokens(text))


def _note_action(index: str, key: str, line: IndexLine) -> Action:
    note = {"id": line.id, "version": line.version, "note": line.version_note}
    return Action(index, key, line.rank, msgspec.json.encode(note))


def _keep_higher(kept: dict[str, IndexLine], key: str, line: IndexLine) -> None:
    known = kept.setdefault(key, line)
    if known is not line and line.rank > known.rank:
        kept[key] = line


def _mark_id(name: str) -> str:
    """Return a document ID for a batch's name: IDs are limited to 512 bytes."""
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
