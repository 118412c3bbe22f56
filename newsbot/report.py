"""What a run came to, from its stats: the line that ends a crawl."""

from collections.abc import Mapping
from typing import Any

_DROPPED = "newsbot/dropped/"


def summary_line(stats: Mapping[str, Any], elapsed_s: float) -> str:
    """One line for a person: articles, pages, what was dropped and why, time."""
    written = stats.get("newsbot/lines", 0)
    updated = stats.get("newsbot/revision/updated", 0)
    parts = [_count(written, "article") + (f" ({updated} updated)" if updated else "")]
    parts.append(_count(stats.get("newsbot/pages", 0), "page") + " read")
    known = stats.get("newsbot/discovery/known", 0)
    if known:
        parts.append(f"{known} known already")
    reasons = dropped(stats)
    if reasons:
        named = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
        parts.append(f"{sum(reasons.values())} dropped: {named}")
    reason = stats.get("finish_reason", "finished")
    if reason != "finished":
        parts.append("stopped before the end" if reason == "shutdown" else f"ended early ({reason})")
    return f"{'; '.join(parts)}; {elapsed_s:.1f} s"


def dropped(stats: Mapping[str, Any]) -> dict[str, int]:
    """How many pages gave no line, by reason, the most frequent first."""
    found = {name.removeprefix(_DROPPED): int(value) for name, value in stats.items() if name.startswith(_DROPPED)}
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
