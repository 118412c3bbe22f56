"""Where sketches are stored and found again: tables of the state for delivered texts, memory for pending ones.

`duplicates` decides which of the texts found are copies. A text that is written but not yet delivered is kept in
memory: others of the same batch find it, and a crash forgets it together with its line.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from newsbot.duplicates import (
    MAX_SHARED_BY,
    SKETCH_VERSION,
    WINDOW,
    Neighbours,
    Sketch,
    SketchState,
    Text,
    is_sure_copy,
)
from newsbot.state.databases import Database

# Writers take turns under this name, one transaction after another, since each may change what the others have found.
_TURN = "sketches"
# The groups that share most with a text, and the earliest texts of each: among nearly identical texts one is enough.
_MAX_GROUPS = 16
_TEXTS_OF_GROUP = 8
# A copy has at least a fifth of the text's keys that are not phrases: one that is a third as long, and edited.
_MIN_SHARED = 0.08

_SELECT_TEXT = """
    SELECT id, cluster, published, first_seen, size, hashes, text_group
        FROM sketches JOIN text_groups ON number = text_group"""
_SELECT_EARLIEST = f"{_SELECT_TEXT} WHERE text_group = ? AND seen >= ? ORDER BY published, first_seen, id LIMIT ?"
_SELECT_VERSIONS = "SELECT id, version FROM sketches WHERE id IN"
_SELECT_GROUPS = "SELECT hash, text_group FROM shingles WHERE hash IN"
# A key that this many groups have is known to be a phrase; recording more groups is of no use.
_COUNT_TEXT = """
    INSERT INTO shingles (hash, text_group, texts) SELECT CAST(? AS INTEGER), CAST(? AS INTEGER), 1
        WHERE (SELECT COUNT(*) FROM shingles WHERE hash = ?) <= ?
            OR EXISTS (SELECT 1 FROM shingles WHERE hash = ? AND text_group = ?)
    ON CONFLICT (hash, text_group) DO UPDATE SET texts = shingles.texts + 1"""


class _Tables:
    """The delivered texts."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def forget_others(self) -> None:
        """Delete sketches of another version, as nothing compares with them."""
        if self._has_version():
            return

        def work() -> None:
            self.db.take_turn(_TURN)
            if not self._has_version():
                for table in ("sketch_version", "sketches", "text_groups", "shingles"):
                    self.db.run(f"DELETE FROM {table}")  # noqa: S608 - our own names
                self.db.run("INSERT INTO sketch_version (version) VALUES (?)", (SKETCH_VERSION,))

        self.db.transact(work)

    def _has_version(self) -> bool:
        return self.db.rows("SELECT version FROM sketch_version") == [(SKETCH_VERSION,)]

    def groups_with(self, keys: Sequence[int]) -> list[tuple[int, int]]:
        """Return pairs of each key and each group that has it."""
        return self.db.rows_in(_SELECT_GROUPS, keys)

    def texts_of(self, groups: Sequence[int], since: int) -> list[Text]:
        """Return the earliest texts of each of the groups that were seen since then, in any order."""
        return [_text(*row) for row in self.db.rows_of_each(_SELECT_EARLIEST, groups, (since, _TEXTS_OF_GROUP))]

    def text(self, article_id: str) -> Text | None:
        """Return the article's text."""
        return next((_text(*row) for row in self.db.rows(f"{_SELECT_TEXT} WHERE id = ?", (article_id,))), None)

    def put(self, states: Sequence[SketchState]) -> None:
        """Store the texts in place of their last versions; an older version changes nothing."""
        pairs: dict[str, list[tuple[int, int]]] = {}
        versions: dict[str, int] = dict(self.db.rows_in(_SELECT_VERSIONS, [state.text.id for state in states]))
        for state in states:
            if versions.get(state.text.id, 0) > state.version:
                continue
            if state.text.id in pairs:
                self._count(pairs.pop(state.text.id))
            pairs[state.text.id] = self._put(state, is_known=state.text.id in versions)
            versions[state.text.id] = state.version
        # Sorted by the index: thousands of writes in random places would be slow.
        self._count(sorted(pair for some in pairs.values() for pair in some))

    def _count(self, pairs: Iterable[tuple[int, int]]) -> None:
        self.db.run_many(_COUNT_TEXT, ((key, group, key, MAX_SHARED_BY, key, group) for key, group in pairs))

    def _put(self, state: SketchState, *, is_known: bool) -> list[tuple[int, int]]:
        """Store the text alone; return each of its keys with its group."""
        group = self._group_for(state)
        if is_known:
            self.remove(state.text.id)
        sketch = state.text.sketch
        moments = (state.text.published, state.text.first_seen, state.seen)
        self.db.run(
            "INSERT INTO sketches (id, text_group, version, published, first_seen, seen, size, hashes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                state.text.id,
                group,
                state.version,
                *map(_seconds, moments),
                sketch and sketch.size,
                sketch and sketch.data,
            ),
        )
        return [(key, group) for key in sketch.keys] if sketch else []

    def _group_for(self, state: SketchState) -> int:
        """Return the group of the copy that the text names, if that is nearly identical; else a new group."""
        sketch = state.text.sketch
        if sketch is None and (last := self.text(state.text.id)):
            # A tombstone keeps its cluster: an article that is gone may come back.
            state.text.cluster = last.cluster
        copy = self.text(state.duplicate_of) if state.duplicate_of else None
        if copy and copy.sketch and sketch and copy.cluster == state.text.cluster and is_sure_copy(copy.sketch, sketch):
            return copy.group
        return self.db.insert("INSERT INTO text_groups (cluster) VALUES (?)", (state.text.cluster,), "number")

    def remove(self, article_id: str) -> None:
        """Delete the article's text, and its group if it was the last one."""
        text = self.text(article_id)
        if text is None:
            return
        if text.sketch:
            pairs = [(key, text.group) for key in text.sketch.keys]
            self.db.run_many("DELETE FROM shingles WHERE hash = ? AND text_group = ? AND texts <= 1", pairs)
            self.db.run_many("UPDATE shingles SET texts = texts - 1 WHERE hash = ? AND text_group = ?", pairs)
        self.db.run("DELETE FROM sketches WHERE id = ?", (article_id,))
        self.db.run(
            """DELETE FROM text_groups WHERE number = ?
                AND NOT EXISTS (SELECT 1 FROM sketches WHERE text_group = number)""",
            (text.group,),
        )

    def join(self, cluster: str, into: str) -> None:
        """Merge one cluster into another."""
        self.db.run("UPDATE text_groups SET cluster = ? WHERE cluster = ?", (into, cluster))

    def forget(self, before: int, most: int) -> None:
        """Delete texts that were last seen before then, at most this many."""
        old = self.db.rows("SELECT id FROM sketches WHERE seen < ? LIMIT ?", (before, most))
        for (article_id,) in old:
            self.remove(article_id)


class _Waiting:
    """The texts not delivered yet: those of the batches being written, or all of a feed without batches.

    However many texts share their words, adding one more costs the same.
    """

    def __init__(self) -> None:
        self._texts: dict[str, Text] = {}
        # The texts of each group, earliest first.
        self._groups: dict[int, list[Text]] = {}
        # For each key its group, if there is just one; otherwise how many texts of each group have the key.
        self._index: dict[int, int | dict[int, int]] = {}

    def text(self, article_id: str) -> Text | None:
        """Return the article's text."""
        return self._texts.get(article_id)

    def groups_with(self, keys: Iterable[int]) -> dict[int, set[int]]:
        """Return the groups that have each of the keys; keys that none has are absent."""
        found = {key: having for key in keys if (having := self._index.get(key)) is not None}
        return {key: {having} if isinstance(having, int) else set(having) for key, having in found.items()}

    def texts_of(self, group: int) -> list[Text]:
        """Return the earliest texts of the group."""
        return self._groups.get(group, [])[:_TEXTS_OF_GROUP]

    def put(self, text: Text) -> None:
        """Keep the text in place of its last version."""
        self.remove(text.id)
        self._texts[text.id] = text
        insort(self._groups.setdefault(text.group, []), text, key=_rank)
        for key in text.sketch.keys if text.sketch else ():
            having = self._index.get(key)
            if having is None:
                self._index[key] = text.group
                continue
            if isinstance(having, int):
                having = self._index[key] = {having: 1}
            # As in the tables: more groups would not make it more of a phrase.
            if text.group in having or len(having) <= MAX_SHARED_BY:
                having[text.group] = having.get(text.group, 0) + 1

    def remove(self, article_id: str) -> None:
        """Forget the article's text."""
        text = self._texts.pop(article_id, None)
        if text is None:
            return
        texts = self._groups[text.group]
        del texts[bisect_left(texts, text.rank, key=_rank)]
        if not texts:
            del self._groups[text.group]
        for key in text.sketch.keys if text.sketch else ():
            having = self._index.get(key)
            if having == text.group:
                del self._index[key]
            elif isinstance(having, dict) and text.group in having:
                having[text.group] -= 1
                if not having[text.group]:
                    del having[text.group]
                if not having:
                    del self._index[key]


def _rank(text: Text) -> tuple[datetime, datetime, str]:
    return text.rank


class Sketches:
    """The sketches of all delivered texts, in the state's database, and of pending ones, in memory."""

    def __init__(self, db: Database) -> None:
        self._delivered = _Tables(db)
        self._waiting = _Waiting()
        # Groups without delivered texts have negative numbers, unlike those in the tables.
        self._last_group = 0
        # Clusters that proved to be the same, by old name. A line written under an old name may still be delivered.
        self._joined: dict[str, str] = {}

    def prepare(self) -> None:
        """Delete stored sketches of other versions."""
        self._delivered.forget_others()

    def neighbours(self, article_id: str, sketch: Sketch | None, seen: datetime) -> Neighbours:
        """Return the texts that share much with a sketch, and the last version of its own article."""
        previous = self._waiting.text(article_id) or self._delivered.text(article_id)
        near = Neighbours(previous=previous and self._renamed(previous))
        if sketch is None:
            return near
        keys = sketch.keys
        groups = self._groups_with(keys)
        near.common = {key for key, having in groups.items() if len(having) > MAX_SHARED_BY}
        shared = Counter(chain.from_iterable(having for key, having in groups.items() if key not in near.common))
        least = _MIN_SHARED * (len(keys) - len(near.common))
        since = _seconds(seen - WINDOW)
        # The group number breaks ties, so that two runs look at the same groups.
        most = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_MAX_GROUPS]
        texts = self._texts_of([group for group, count in most if count >= least], since)
        near.texts = [text for text in texts if text.id != article_id]
        return near

    def _groups_with(self, keys: Sequence[int]) -> dict[int, set[int]]:
        """Return the groups that have each of the keys; keys that none has are absent."""
        groups = self._waiting.groups_with(keys)
        for key, group in self._delivered.groups_with(keys):
            groups.setdefault(key, set()).add(group)
        return groups

    def _texts_of(self, groups: Sequence[int], since: int) -> list[Text]:
        texts = [text for group in groups for text in self._waiting.texts_of(group)]
        delivered = self._delivered.texts_of([group for group in groups if group > 0], since)
        # A text with a newer version pending is left out.
        texts += [text for text in delivered if self._waiting.text(text.id) is None]
        return [self._renamed(text) for text in texts]

    def _renamed(self, text: Text) -> Text:
        return replace(text, cluster=self._name(text.cluster)) if text.cluster in self._joined else text

    def _name(self, cluster: str) -> str:
        """Return the cluster that this one has been merged into."""
        while cluster in self._joined:
            cluster = self._joined[cluster]
        return cluster

    def expect(self, state: SketchState, joined: Iterable[str]) -> None:
        """Let a text be found from now on; if it is never recorded, it is forgotten with the process."""
        for cluster in joined:
            if self._name(cluster) != self._name(state.text.cluster):
                self._joined[self._name(cluster)] = self._name(state.text.cluster)
        self._waiting.put(replace(state.text, group=self._group_for(state)))

    def _group_for(self, state: SketchState) -> int:
        """Like `_Tables._group_for`, including pending texts."""
        copy_of, sketch = state.duplicate_of, state.text.sketch
        copy = copy_of and (self._waiting.text(copy_of) or self._delivered.text(copy_of))
        if copy and copy.sketch and sketch and is_sure_copy(copy.sketch, sketch):
            return copy.group
        self._last_group -= 1
        return self._last_group

    def record(self, states: Sequence[SketchState]) -> None:
        """Store delivered texts, and delete about as many that are too old; within a transaction."""
        if not states:
            return
        self._delivered.db.take_turn(_TURN)
        self._delivered.put([replace(state, text=self._renamed(state.text)) for state in states])
        for cluster in self._joined:
            self._delivered.join(cluster, self._name(cluster))
        newest = max(state.seen for state in states)
        self._delivered.forget(_seconds(newest - WINDOW), 2 * len(states) + 100)

    def delivered(self, states: Iterable[SketchState]) -> None:
        """Remove recorded texts from the pending ones; after the transaction."""
        for state in states:
            self._waiting.remove(state.text.id)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _text(*row: Any) -> Text:
    article_id, cluster, published, first_seen, size, hashes, group = row
    return Text(
        id=article_id,
        cluster=cluster,
        published=datetime.fromtimestamp(published, UTC),
        first_seen=datetime.fromtimestamp(first_seen, UTC),
        sketch=None if hashes is None else Sketch(size, hashes),
        group=group,
    )
