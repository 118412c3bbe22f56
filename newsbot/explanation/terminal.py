"""The story of a page for a terminal or a pipe: the same words, one point per line."""

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from newsbot.explanation.story import BlockStory, CandidateStory, FieldStory, PageStory, Sign
from newsbot.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 76
_MIN_SIGN = 0.5
# The indentation of lines that belong to the one above.
_IN, _DEEP, _BELOW = " " * 4, " " * 8, " " * 12


def print_story(story: PageStory, file: IO[str], find: str | None = None) -> None:
    """Print the story; with `find` only the blocks that contain those words, in full detail."""
    from rich.console import Console

    console = Console(file=file, highlight=False, markup=False, emoji=False)
    if find is not None:
        _print_found(console, story, find)
        return
    _line(console, story.url, "bold")
    _line(console, story.verdict, "green" if story.line is not None else "red")
    for fact in [*story.facts, *([story.change] if story.change else [])]:
        _line(console, fact)
    if story.signs:
        _line(console, f"Kind of page: {_signs(story.signs)}", "dim")
    if story.blocks:
        _rule(console, f"Blocks: {sum(block.is_kept for block in story.blocks)} of {len(story.blocks)} are the text")
        for block in story.blocks:
            _print_block(console, block)
    if story.fields:
        _rule(console, "Fields")
        for field in story.fields:
            _print_field(console, field)


def _print_found(console: "Console", story: PageStory, find: str) -> None:
    wanted = " ".join(find.casefold().split())
    found = [block for block in story.blocks if wanted in " ".join(block.text.casefold().split())]
    if not found:
        _line(console, f"No block of the page contains “{find}”.", "red")
        _line(console, "The text of the HTML does not contain it: scripts insert it, or it is spelt differently there.")
    for block in found:
        _print_block(console, block, is_long=True)


def _print_block(console: "Console", block: BlockStory, *, is_long: bool = False) -> None:
    mark, style = ("✓", "green") if block.is_kept else ("✗", "red")
    chance = "" if block.chance is None else f"{block.corrected if block.corrected is not None else block.chance:.0%}"
    said = block.text if is_long else _cut(block.text)
    _line(console, said, style, lead=f"{mark} {block.number:3} {chance:>4}  ")
    if is_long or not block.is_kept:
        _line(console, block.reason, "dim", lead=_BELOW)
    if is_long or (not block.is_kept and block.chance):
        signs = [sign for sign in block.signs if abs(sign.shift) >= _MIN_SIGN or is_long]
        if signs:
            _line(console, _signs(signs), "dim", lead=_BELOW)
    if is_long:
        _line(console, f"location: {block.path}", "dim", lead=_BELOW)
        if block.change:
            _line(console, f"to change that: {block.change}   ({block.remark})", lead=_BELOW)
        elif block.remark:
            _line(console, block.remark, "dim", lead=_BELOW)


def _print_field(console: "Console", field: FieldStory) -> None:
    origin = f"  ({field.origin})" if field.origin else ""
    _line(console, f"{field.name}: {_cut(field.value) or '-'}{origin}", "bold" if field.value else "dim")
    if field.why:
        _line(console, field.why, "dim", lead=_IN)
    for candidate in field.candidates:
        _print_candidate(console, candidate)
    for step in field.steps:
        _line(console, step, "dim", lead=f"{_IN}> " if step == step.lstrip() else _DEEP)
    if field.change and field.candidates:
        _line(console, f"to change that: {field.change}", "dim", lead=_IN)


def _print_candidate(console: "Console", candidate: CandidateStory) -> None:
    chance = "" if candidate.chance is None else f" {candidate.chance:.0%}"
    notes = "; ".join(filter(None, [candidate.note, _signs(candidate.signs)]))
    mark = "✓" if candidate.is_chosen else "·"
    said = f"{mark} {_cut(candidate.value)}  [{candidate.origin}]{chance}"
    _line(console, said, "green" if candidate.is_chosen else "", lead=_IN)
    if notes:
        _line(console, notes, "dim", lead=_DEEP)


def _signs(signs: Iterable[Sign]) -> str:
    return "; ".join(f"{'+' if sign.shift > 0 else '−'} {sign.text}" for sign in signs)


def _rule(console: "Console", title: str) -> None:
    console.print()
    _line(console, f"── {title} ──", "bold")


def _line(console: "Console", said: str, style: str = "", lead: str = "") -> None:
    """Print one line; on a terminal a long line wraps, in a pipe it stays whole."""
    # A page's text must not send escape sequences to the terminal.
    console.print(lead + clean_line(said), style=style or None, soft_wrap=not console.is_terminal)


def _cut(said: str) -> str:
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1].rstrip()}…"
