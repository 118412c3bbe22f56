"""`scrapy index [TARGET]`: deliver finished batches to an index, from where the last delivery stopped."""

import argparse
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from newsbot.batches import ARTICLES, batch_folder
from newsbot.commands import Sentences, refuse_options, stoppable
from newsbot.deployment import data_folder, index_address, without_password
from newsbot.exceptions import ArgumentError, IndexUnavailableError
from newsbot.indexes import open_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbot.indexes.delivery import Progress, Watcher

# How often `--follow` looks for new batches, and the longest wait for an index that does not answer.
_LOOK_S = 1.0
_LONGEST_WAIT_S = 60.0
_SHOWN_DAMAGES = 5


class Command(Sentences, ScrapyCommand):
    """Exit code 1 when something could not be delivered or checked, 2 for a wrong argument; refused lines are kept."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[TARGET] [--from DIR] [--replay] [--follow] [--dead-letters] | --check [DIR]"

    def short_desc(self) -> str:
        return "Deliver finished batches to an index"

    def long_desc(self) -> str:
        return (
            "Deliver finished batches to an index, from where the last delivery stopped. TARGET is sqlite:///FILE (by"
            " default index.db in the data folder), postgresql://HOST/DATABASE,"
            " opensearch+https://HOST:PORT/INDEX, ninjs:///FOLDER or schemaorg:///FOLDER."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--from", dest="folder", metavar="DIR", help="the folder of the batches (NEWSBOT_DATA)")
        parser.add_argument("--replay", action="store_true", help="deliver every batch again, from the start")
        parser.add_argument("--follow", action="store_true", help="keep delivering new batches until stopped")
        parser.add_argument("--dead-letters", action="store_true", help="retry the lines that were refused")
        parser.add_argument(
            "--check", action="store_true", help="check every line of a folder of batches, without delivering any"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            refuse_options("index", args)
            if len(args) > 1:
                raise ArgumentError("Name one target: scrapy index sqlite:///data/index.db")
            if opts.check:
                self._check(args, opts)
            else:
                self._deliver(args, opts)
        except ArgumentError as error:
            self.fail(str(error), 2)
        except IndexUnavailableError as error:
            self.fail(str(error), 1)

    def _folder(self, text: str | None) -> Path:
        folder = Path(text if text is not None else data_folder(self.settings or {}))
        if not folder.is_dir():
            hint = "" if text is not None else ": run a crawl first, or name another folder with --from"
            raise ArgumentError(f"There is no folder {folder}{hint}.")
        # The folder of batches is missing until the first line is written; its siblings hold no batches.
        return batch_folder(folder) if text is not None else folder / ARTICLES

    # ---- Delivering ----

    def _deliver(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsbot.indexes.dead_letters import DeadLetters
        from newsbot.indexes.delivery import retry

        assert self.settings is not None
        if opts.dead_letters and (opts.replay or opts.follow or opts.folder):
            raise ArgumentError(
                "--dead-letters delivers only the lines that were refused: leave out the other options."
            )
        address = args[0] if args else index_address(self.settings)
        folder = None if opts.dead_letters else self._folder(opts.folder)
        data = Path(data_folder(self.settings))
        with stoppable(), closing(open_target(address)) as index, DeadLetters(data, address) as letters:
            try:
                if opts.replay:
                    index.forget_marks()
                if folder is None:
                    self._conclude(retry(index, letters), address, letters.folder)
                elif opts.follow:
                    self._follow(index, folder, letters, address)
                else:
                    self._conclude(_delivered(index, folder, letters), address, letters.folder)
            except KeyboardInterrupt:
                print("newsbot: Stopped; the next scrapy index continues from here.", file=sys.stderr)
                self.exitcode = max(self.exitcode, 0 if opts.follow else 1)

    def _follow(self, index: Any, folder: Path, letters: Any, address: str) -> None:
        """Deliver new batches until stopped, waiting for an index that is unavailable."""
        wait = _LOOK_S
        said: dict[str, str] = {}
        is_waiting = False
        while True:
            try:
                progress = _delivered(index, folder, letters)
                wait = _LOOK_S
                if progress.lines or progress.refused or progress.damaged != said:
                    self._conclude(progress, address, letters.folder)
                said = progress.damaged
                if not is_waiting:
                    is_waiting = True
                    waiting = f"newsbot: Waiting for new batches in {folder}, until Ctrl-C."
                    print(waiting, file=sys.stderr, flush=True)
            except IndexUnavailableError as error:
                wait = min(wait * 2, _LONGEST_WAIT_S)
                print(f"newsbot: {error} Trying again in {wait:.0f} s.", file=sys.stderr, flush=True)
            time.sleep(wait)

    def _conclude(self, progress: "Progress", address: str, letters: Path) -> None:
        """Report what was done; a damaged batch is an error every time."""
        took = time.monotonic() - progress.started
        said = f"{_lines(progress.lines)} of {_batches(progress.batches)} delivered to {without_password(address)}"
        print(f"newsbot: {said} in {took:.1f} s ({progress.rate:,.0f} lines/s).", file=sys.stderr, flush=True)
        if progress.refused:
            print(
                f"newsbot: Lines refused: {progress.refused:,}. They are kept in {letters} with the reason; retry them"
                " with scrapy index --dead-letters.",
                file=sys.stderr,
            )
        for name, damage in list(progress.damaged.items())[:_SHOWN_DAMAGES]:
            self.fail(f"The batch {name} is damaged: {damage}. The lines before the damage are delivered.", 1)
        if len(progress.damaged) > _SHOWN_DAMAGES:
            self.fail(f"{len(progress.damaged) - _SHOWN_DAMAGES} more batches are damaged.", 1)

    # ---- Checking ----

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsbot.indexes.checking import check_batches

        if opts.replay or opts.follow or opts.dead_letters or (args and opts.folder):
            raise ArgumentError("--check takes one folder and no other option: scrapy index --check data")
        folder = self._folder(args[0] if args else opts.folder)
        report = check_batches(folder)
        for problem in report.problems:
            print(problem)
        statuses = ", ".join(f"{number:,} {status}" for status, number in sorted(report.statuses.items())) or "none"
        print(f"{_batches(report.batches)}, {_lines(report.lines)} ({statuses}) in {folder}.")
        if report.problem_count:
            self.fail(f"{report.problem_count:,} problem{'s' * (report.problem_count != 1)}: see above.", 1)


def _lines(number: int) -> str:
    return f"{number:,} line{'s' * (number != 1)}"


def _batches(number: int) -> str:
    return f"{number:,} batch{'es' * (number != 1)}"


def _delivered(index: Any, folder: Path, letters: Any) -> "Progress":
    from newsbot.indexes.delivery import deliver

    with _shown() as watch:
        return deliver(index, folder, letters, watch)


@contextmanager
def _shown() -> "Iterator[Watcher | None]":
    """Show a progress bar on a terminal, with the rate and how long the oldest batch has waited."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    text = TextColumn("{task.fields[said]}")
    with Bar(BarColumn(), TaskProgressColumn(), text, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", said="", total=None, visible=False)

        def watch(progress: "Progress") -> None:
            total = progress.bytes + progress.bytes_left
            lag = f", lag {progress.lag_s:,.0f} s" if progress.batches_left else ""
            said = f"{_lines(progress.lines)}, {progress.rate:,.0f}/s, {_batches(progress.batches_left)} left{lag}"
            bar.update(task, completed=progress.bytes, total=total, said=said, visible=True)

        yield watch
