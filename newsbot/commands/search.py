"""`scrapy search QUERY`: search an index, with results in the terminal or as JSON."""

import argparse
import os
import re
import shutil
import sys
import textwrap
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from scrapy.commands import ScrapyCommand

from newsbot.commands import Sentences, stoppable
from newsbot.deployment import index_address
from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsbot.indexes.protocol import Hit, Segment

_MOST_HITS = 1_000
# Where the search page is served by default.
_HOST, _PORT = "127.0.0.1", 8190
_LAST_PORT = 65_535
# An argument that starts with one minus and is not -h, -s, -L or -sNAME=VALUE.
_EXCLUDING = re.compile(r"-(?!-|[hsL]\Z|s[A-Z_]+=|L[A-Z]+\Z).")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class Command(Sentences, ScrapyCommand):
    """Exit code 0 when something was found, 1 when nothing was or the index does not answer, 2 for a wrong argument."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--index TARGET] [--json] [--all] [--limit N] QUERY | --serve [--at HOST:PORT] [--index TARGET]"

    def short_desc(self) -> str:
        return "Search an index of articles"

    def long_desc(self) -> str:
        return (
            'Search an index. QUERY may contain words, "phrases", author:NAME, site:HOST, language:TAG, since:7d or'
            " since:2026-11-01, until:DAY, and - to exclude something: -sport, -site:example.com."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--index", metavar="TARGET", help="the index (NEWSBOT_INDEX, or index.db in the data folder)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--all", action="store_true", help="show every copy of a text separately")
        parser.add_argument("--limit", metavar="N", default="10", help="how many to show (10)")
        parser.add_argument("--offset", metavar="N", default="0", help="how many to skip first")
        parser.add_argument("--serve", action="store_true", help="serve a search page for the browser until stopped")
        parser.add_argument("--at", metavar="HOST:PORT", help=f"where the page is served ({_HOST}:{_PORT})")
        parser.parse_known_args = partial(_parsed, parser.parse_known_args)  # type: ignore[method-assign]

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            if opts.serve or opts.at:
                self._serve(opts.index or index_address(self.settings), args, opts)
                return
            text = _query_text(args)
            limit = _number("--limit", opts.limit, 1)
            offset = _number("--offset", opts.offset, 0)
            address = opts.index or index_address(self.settings)
            self._search(address, text, (limit, offset), opts)
        except ArgumentError as error:
            self.fail(str(error), 2)
        except IndexUnavailableError as error:
            self.fail(str(error), 1)
        except BrokenPipeError:
            # The reader, such as `| head`, has closed the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _serve(self, address: str, args: list[str], opts: argparse.Namespace) -> None:
        if args or opts.json or opts.all or not opts.serve:
            raise ArgumentError(
                "The search page takes no query: scrapy search --serve [--at HOST:PORT] [--index TARGET]"
            )
        from newsbot.search_page.server import SearchServer

        host, port = _place(opts.at or str(_PORT))
        with closing(open_index(address, create=False)) as index:
            try:
                server = SearchServer((host, port), index)
            except (OSError, OverflowError) as error:
                said = getattr(error, "strerror", None) or error
                self.fail(f"The page cannot be served at {host}, port {port}: {said}. Choose another with --at.", 1)
                return
            with server, stoppable():
                if not server.is_private:
                    print("newsbot: Anyone who can reach this machine can read the index.", file=sys.stderr)
                print(f"The search page is at {server.url} while this command runs.", flush=True)
                with suppress(KeyboardInterrupt):
                    server.serve_forever()

    def _search(self, address: str, text: str, window: tuple[int, int], opts: argparse.Namespace) -> None:
        from newsbot.indexes.protocol import SearchWish
        from newsbot.indexes.queries import parse_query

        query = parse_query(text)
        with closing(open_index(address, create=False)) as index:
            answer = index.search(query, SearchWish(*window, collapse=not opts.all))
        for note in query.notes:
            print(f"newsbot: {note}", file=sys.stderr)
        show = _json_of if opts.json else _readable
        for hit in answer.hits:
            print(show(hit))
        sys.stdout.flush()
        if not answer.hits:
            self.fail("Nothing was found.", 1)
        elif not opts.json:
            shown = f"{len(answer.hits):,} of " if len(answer.hits) < answer.total else ""
            print(f"newsbot: {shown}{answer.total:,} article{'s' * (answer.total != 1)} found.", file=sys.stderr)


def _parsed(parse: "Callable[..., Any]", args: list[str], namespace: argparse.Namespace | None = None) -> Any:
    """Return the options and the query words; "-sport" is an excluded word, not the option -s."""
    given, rest = (args[: args.index("--")], args[args.index("--") + 1 :]) if "--" in args else (args, [])
    options, words = parse([arg for arg in given if not _EXCLUDING.match(arg)], namespace)
    return options, [*words, *(arg for arg in given if _EXCLUDING.match(arg)), *rest]


def _query_text(args: list[str]) -> str:
    """Return the query, given as one quoted argument or several; raise ArgumentError for an unknown option."""
    unknown = next((arg for arg in args if arg.startswith("--")), None)
    if unknown is not None:
        raise ArgumentError(f"Unknown option {unknown}: see scrapy search -h.")
    if not args:
        raise ArgumentError('No query given. Example: scrapy search "floods author:raza -sport".')
    # The shell strips the quotes of a phrase given as its own argument, but not those inside a single quoted query.
    return args[0] if len(args) == 1 else " ".join(map(_quoted, args))


def _quoted(arg: str) -> str:
    if " " not in arg or '"' in arg:
        return arg
    name, colon, words = arg.partition(":")
    return f'{name}:"{words}"' if colon and " " not in name else f'"{arg}"'


def _number(name: str, text: str, least: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= _MOST_HITS:
        raise ArgumentError(f"{name} {text} must be a whole number from {least} to {_MOST_HITS}.")
    return int(text)


def _place(text: str) -> tuple[str, int]:
    """Return the host and port of `--at`: loopback if it names only a port."""
    host, _, port = text.rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > _LAST_PORT or text.startswith(":"):
        raise ArgumentError(f"--at {text} must be an address such as {_HOST}:{_PORT} or {_PORT}.")
    return host.strip("[]") or _HOST, int(port)


def _readable(hit: "Hit") -> str:
    article = hit.article
    authors = ", ".join(author["name"] for author in article.get("authors", ())) or "no author"
    day = (article.get("datePublished") or article.get("dateFirstSeen") or "no date")[:10]
    copies = f" · {len(hit.others)} more with this text" if hit.others else ""
    width = max(40, min(shutil.get_terminal_size().columns, 100)) - 2
    snippet = textwrap.wrap("".join(segment.text for segment in hit.snippet), width)
    lines = [
        _marked(hit.headline),
        f"  {authors} · {day} · {article.get('inLanguage', '?')}{copies}",
        f"  {article['url']}",
        *(f"  {line}" for line in _marked_lines(snippet, hit.snippet)),
    ]
    return "\n".join(lines) + "\n"


def _marked(segments: "Iterable[Segment]") -> str:
    """Return the text, with its matches in bold on a terminal."""
    if not sys.stdout.isatty():
        return "".join(segment.text for segment in segments)
    return "".join(f"{_BOLD}{segment.text}{_PLAIN}" if segment.is_match else segment.text for segment in segments)


def _marked_lines(lines: list[str], segments: "Iterable[Segment]") -> list[str]:
    """Return wrapped lines with the matches in bold; the markup does not affect where lines break."""
    if not sys.stdout.isatty():
        return lines
    flags = [segment.is_match for segment in segments for character in segment.text if not character.isspace()]
    at, marked = 0, []
    for line in lines:
        pieces, is_on = [], False
        for character in line:
            if not character.isspace():
                if flags[at] != is_on:
                    is_on = flags[at]
                    pieces.append(_BOLD if is_on else _PLAIN)
                at += 1
            pieces.append(character)
        marked.append("".join(pieces) + (_PLAIN if is_on else ""))
    return marked


def _json_of(hit: "Hit") -> str:
    article = hit.article
    names = ("id", "url", "headline", "datePublished", "dateFirstSeen", "inLanguage", "version", "clusterId")
    found: dict[str, Any] = {name: article[name] for name in names if name in article}
    found["authors"] = [author["name"] for author in article.get("authors", ())]
    found["score"] = round(hit.score, 4)
    # Matches are enclosed in « and ».
    found["snippet"] = "".join(f"«{piece.text}»" if piece.is_match else piece.text for piece in hit.snippet)
    found["others"] = list(hit.others)
    return msgspec.json.encode(found).decode()
