"""The result of a run, from its stats: the line that ends a crawl."""

import re
from collections.abc import Mapping
from typing import Any

from newsbot.text import counted

_DROPPED = "newsbot/dropped/"
_UNCHANGED = re.compile(r"newsbot/discovery/[\w-]+_unchanged")
# Sentences about a page, given as "{page}", and its site.
_PROBLEMS = {
    "unreachable": "{page} is unreachable",
    "timeout": "{page} timed out",
    "robots": "its robots.txt forbids {page}",
    "robots_unavailable": "its robots.txt could not be fetched, so {page} was not requested",
    "redirect_loop": "{page} redirects in a loop",
    "private_address": "{page} is at a private address that is not allowed; see NEWSBOT_ALLOW_PRIVATE",
    "bad_port": "{page} is on a port that is not allowed",
    "not_http": "{page} leads to an address that is not http or https",
    "too_large": "{page} is too large",
    "cut_off": "{page} was truncated",
    "codings": "{page} is compressed too many times over",
    "headers_too_large": "the headers of {page} are too large",
    "tls": "its certificate is not valid; see NEWSBOT_TLS_UNVERIFIED",
    "retry_later": "it asks for a longer pause than a crawl waits (Retry-After)",
    "error": "{page} could not be fetched; the log says why",
}


def summary_line(stats: Mapping[str, Any], elapsed_s: float) -> str:
    """Return one line for a person: articles, pages, what was dropped and why, time."""
    written = stats.get("newsbot/lines", 0)
    updated = stats.get("newsbot/revision/updated", 0)
    parts = [counted(written, "article") + (f" ({updated} updated)" if updated else "")]
    parts.append(counted(stats.get("newsbot/pages", 0), "page") + " read")
    parts += _archive_parts(stats)
    removed = stats.get("newsbot/tombstones", 0)
    if removed:
        parts.append(f"{removed} taken back")
    known = stats.get("newsbot/discovery/known", 0)
    if known:
        parts.append(f"{known} known already")
    unchanged = sum(value for name, value in stats.items() if _UNCHANGED.fullmatch(name))
    if unchanged:
        parts.append(counted(unchanged, "source") + " unchanged")
    recovered, torn = stats.get("newsbot/feed/recovered", 0), stats.get("newsbot/feed/torn_parts", 0)
    if recovered:
        parts.append(f"{counted(recovered, 'line')} of an earlier crawl recorded")
    if torn:
        parts.append(f"{counted(torn, 'unfinished file')} of an earlier crawl removed")
    if reasons := dropped(stats):
        parts.append(f"{_sum_named(reasons)[0]} dropped: {_sum_named(reasons)[1]}")
    reason = stats.get("finish_reason", "finished")
    if reason != "finished":
        parts.append("stopped before the end" if reason == "shutdown" else f"ended early ({reason})")
    return f"{'; '.join(parts)}; {elapsed_s:.1f} s"


def problem_sentence(problem: str, page: str = "its front page") -> str:
    """Return why a page could not be fetched, for a person: "its front page answers with status 404"."""
    if problem.startswith("http_"):
        return f"{page} answers with status {problem.removeprefix('http_')}"
    sentence = _PROBLEMS.get(problem)
    return f"{page} is {problem}" if sentence is None else sentence.format(page=page)


def dropped(stats: Mapping[str, Any]) -> dict[str, int]:
    """Return how many pages gave no line, by reason, the most frequent first."""
    return _by_reason(stats, _DROPPED)


def _by_reason(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    found = {name.removeprefix(prefix): int(value) for name, value in stats.items() if name.startswith(prefix)}
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def _sum_named(reasons: Mapping[str, int]) -> tuple[int, str]:
    """Return the total over all reasons, and the count of each: "3 status, 1 undated"."""
    return sum(reasons.values()), ", ".join(f"{count} {reason}" for reason, count in reasons.items())


def _archive_parts(stats: Mapping[str, Any]) -> list[str]:
    """Return what the files of an archive contained; nothing for other crawls."""
    parts = []
    if files := stats.get("newsbot/archive/files", 0):
        parts.append(f"{counted(stats.get('newsbot/archive/records', 0), 'record')} in {counted(files, 'file')}")
    if before := stats.get("newsbot/archive/files_done_before", 0):
        parts.append(f"{counted(before, 'file')} finished before")
    if skipped := _by_reason(stats, "newsbot/archive/skipped/"):
        number, named = _sum_named(skipped)
        parts.append(f"{counted(number, 'record')} passed over: {named}")
    if damaged := _by_reason(stats, "newsbot/archive/damaged/"):
        number, named = _sum_named(damaged)
        parts.append(f"{counted(number, 'damaged place')}: {named}")
    return parts


def is_no_archive(stats: Mapping[str, Any]) -> bool:
    """Whether files were read as an archive, but nothing in them was a record."""
    is_damaged = bool(_by_reason(stats, "newsbot/archive/damaged/"))
    has_records = stats.get("newsbot/archive/records", 0) or _by_reason(stats, "newsbot/archive/skipped/")
    return is_damaged and not has_records


def own_counters(stats: Mapping[str, Any]) -> dict[str, Any]:
    """Return newsbot's own stats, without their common prefix."""
    prefix = "newsbot/"
    return {name.removeprefix(prefix): value for name, value in stats.items() if name.startswith(prefix)}
