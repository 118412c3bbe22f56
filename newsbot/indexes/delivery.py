"""How finished batches get into an index: each once, in order, from where delivery stopped, without loss.

The index stores how much of each batch is delivered (`protocol.BatchMark`), so files may arrive late, from several
machines and in any order. What an index refuses becomes a dead letter; a file that cannot be read to its end is
delivered up to there, and tried again each time.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsbot.batches import Batch, batches_in, numbered_lines
from newsbot.exceptions import DamagedBatchError, LineError
from newsbot.indexes.dead_letters import DeadLetter, DeadLetters, dead_letter
from newsbot.indexes.lines import MAX_LINE_BYTES, IndexLine, Place, read_line
from newsbot.indexes.protocol import BatchMark, Feedable

# The size of a call to an index: large enough to amortise its cost, small enough for memory and one HTTP request.
_LINES_PER_CALL = 500
_BYTES_PER_CALL = 4_000_000
_NAMES_PER_QUESTION = 10_000


@dataclass(slots=True)
class Progress:
    """What has been done so far, and what is left to do."""

    batches: int = 0
    batches_left: int = 0
    bytes: int = 0
    bytes_left: int = 0
    lines: int = 0
    refused: int = 0
    # When the oldest undelivered batch was finished, in seconds since 1970.
    oldest: float | None = None
    damaged: dict[str, str] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Lines per second."""
        return self.lines / max(time.monotonic() - self.started, 1e-3)

    @property
    def lag_s(self) -> float:
        """How long the oldest batch has been waiting; 0 if none waits."""
        return 0.0 if self.oldest is None else max(0.0, time.time() - self.oldest)


Watcher = Callable[[Progress], None]


def deliver(index: Feedable, folder: Path, letters: DeadLetters, watch: Watcher | None = None) -> Progress:
    """Deliver what the index lacks of the folder's batches; raises `IndexUnavailableError` if it has to stop early.

    `watch` is called after each call to the index.
    """
    waiting = list(_waiting(index, batches_in(folder)))
    progress = Progress(
        batches_left=len(waiting),
        bytes_left=sum(batch.size_bytes for batch, _ in waiting),
        oldest=min((batch.modified for batch, _ in waiting), default=None),
    )
    for at, (batch, done) in enumerate(waiting):
        _BatchDelivery(index, batch, letters, done).run(progress, watch or (lambda _: None))
        progress.batches += 1
        progress.batches_left -= 1
        progress.bytes += batch.size_bytes
        progress.bytes_left -= batch.size_bytes
        if batch.modified == progress.oldest:
            progress.oldest = min((left.modified for left, _ in waiting[at + 1 :]), default=None)
    return progress


def _waiting(index: Feedable, batches: list[Batch]) -> Iterator[tuple[Batch, int]]:
    """Yield the batches that are not fully delivered, each with the number of lines that are."""
    for at in range(0, len(batches), _NAMES_PER_QUESTION):
        some = batches[at : at + _NAMES_PER_QUESTION]
        marks = index.marks(batch.name for batch in some)
        for batch in some:
            mark = marks.get(batch.name)
            if mark is None or mark.stamp != batch.stamp:
                yield batch, 0
            elif not mark.is_whole:
                yield batch, mark.lines


class _BatchDelivery:
    """The delivery of one batch, in calls of some lines; after each the index knows how far it has got."""

    def __init__(self, index: Feedable, batch: Batch, letters: DeadLetters, done: int) -> None:
        self._index = index
        self._batch = batch
        self._done = done
        self._letters = letters
        # Letters for lines that are delivered again are dropped: these lines are judged again.
        letters.replace(batch.name, (letter for letter in letters.of(batch.name) if letter.line <= done))
        self._refused: list[DeadLetter] = []
        self._lines: list[IndexLine] = []
        self._size = 0
        self._number = 0

    def run(self, progress: Progress, watch: Watcher) -> None:
        """Deliver the remaining lines, up to damage if there is any."""
        damage = None
        try:
            for number, data in enumerate(numbered_lines(self._batch.path, MAX_LINE_BYTES), 1):
                if number > self._done:
                    self._take(number, data)
                self._number = number
                if len(self._lines) >= _LINES_PER_CALL or self._size >= _BYTES_PER_CALL:
                    self._send(progress, watch)
        except FileNotFoundError:
            # Someone removed it: it is no longer a batch.
            return
        except (DamagedBatchError, OSError) as error:
            damage = f"it cannot be read: {error}" if isinstance(error, OSError) else str(error)
        if damage is not None:
            progress.damaged[self._batch.name] = damage
        self._send(progress, watch, is_whole=damage is None)

    def _take(self, number: int, data: bytes) -> None:
        try:
            if data.strip():
                self._lines.append(read_line(data, Place(self._batch.name, number)))
                self._size += len(data)
        except LineError as error:
            if not data.endswith(b"\n") and len(data) <= MAX_LINE_BYTES:
                raise DamagedBatchError(f"it ends within line {number}") from None
            self._refuse(number, str(error), data)

    def _refuse(self, number: int, reason: str, data: bytes) -> None:
        self._refused.append(dead_letter(self._batch.name, number, reason, data.rstrip(b"\r\n")))
        self._size += len(data)

    def _send(self, progress: Progress, watch: Watcher, *, is_whole: bool = False) -> None:
        """Give the collected lines to the index; refused ones are on disk before the index marks them as done."""
        refusals = self._index.apply(self._lines)
        for refusal in refusals:
            self._refuse(refusal.line.place.number, refusal.reason, refusal.line.data)
        if self._refused:
            self._letters.add(self._batch.name, sorted(self._refused, key=lambda letter: letter.line))
        done = max(self._number, self._done)
        self._index.commit(BatchMark(self._batch.name, self._batch.stamp, done, is_whole))
        progress.lines += len(self._lines) - len(refusals)
        progress.refused += len(self._refused)
        self._lines, self._refused, self._size = [], [], 0
        watch(progress)


def retry(index: Feedable, letters: DeadLetters) -> Progress:
    """Give the dead letters to the index once more; those that it takes are removed."""
    progress = Progress()
    for name in letters.names():
        letters.replace(name, _still_refused(index, letters.of(name), progress))
        progress.batches += 1
    return progress


def _still_refused(index: Feedable, letters: Iterable[DeadLetter], progress: Progress) -> Iterator[DeadLetter]:
    for some in _in_parts(letters):
        left: dict[int, str] = {}
        lines = []
        for letter in some:
            try:
                lines.append(read_line(letter.data, Place(letter.batch, letter.line)))
            except LineError as error:
                left[letter.line] = str(error)
        left |= {refusal.line.place.number: refusal.reason for refusal in index.apply(lines)}
        progress.lines += len(some) - len(left)
        progress.refused += len(left)
        for letter in some:
            if letter.line in left:
                yield DeadLetter(letter.batch, letter.line, left[letter.line], letter.text, letter.base64)
    # Before the file without them replaces the old one: delivering a line twice is harmless, losing one is not.
    index.commit(None)


def _in_parts(letters: Iterable[DeadLetter]) -> Iterator[list[DeadLetter]]:
    some: list[DeadLetter] = []
    size = 0
    for letter in letters:
        some.append(letter)
        size += len(letter.data)
        if len(some) >= _LINES_PER_CALL or size >= _BYTES_PER_CALL:
            yield some
            some, size = [], 0
    if some:
        yield some
