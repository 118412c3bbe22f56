"""Newsrooms that copy each other's stories."""

import random
from datetime import UTC, datetime, timedelta

from newsbot.duplicates import choose_cluster, sketch_line
from newsbot.state.storage import Delivery, open_storage
from newsbot.urls import article_id

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def words(count, seed):
    rng = random.Random(seed)
    return ["".join(rng.choice("abcdefghij") for _ in range(rng.randint(2, 6))) for _ in range(count)]


STORY = words(300, 1)
COPIES = {
    "whole": " ".join(STORY),
    "cut": " ".join(STORY[:180]),
    "extended": " ".join([*STORY, *words(150, 3)]),
    "edited": " ".join(word + "x" * (place % 12 == 5) for place, word in enumerate(STORY)),
}


class Newsroom:
    """Articles through a state, as the pipeline and the exporter do it."""

    def __init__(self, address):
        self.address = address
        self.storage = open_storage(address)
        self.waiting = []

    def read(self, name, body, after=timedelta(), **fields):
        """The line of an article that was just read."""
        moment = (NOON + after).isoformat()
        line = {"id": article_id(f"https://{name}/"), "headline": name, "articleBody": body, "dateFirstSeen": moment}
        line |= {"metadata": {"dateDownloaded": moment}, **fields}
        line = {key: value for key, value in line.items() if value is not None}
        state = sketch_line(line, NOON)
        near = self.storage.neighbours(state.text.id, state.text.sketch, state.seen)
        choice = choose_cluster(state.text, near)
        state.text.cluster, state.duplicate_of = choice.cluster, choice.duplicate_of
        self.storage.expect(state, choice.joined)
        line |= {"clusterId": choice.cluster, "duplicateOf": choice.duplicate_of}
        self.waiting.append(line)
        return line

    def deliver(self):
        lines, self.waiting = self.waiting, []
        self.record(lines)

    def record(self, lines):
        self.storage.record(Delivery(sketches=[sketch_line(line, NOON) for line in lines]))

    def restart(self):
        self.storage.close()
        self.storage = open_storage(self.address)
        self.waiting = []

    def rows(self):
        """The number of rows of each table."""
        tables = ("sketches", "text_groups", "shingles")
        return {table: self.storage._db.rows(f"SELECT COUNT(*) FROM {table}")[0][0] for table in tables}
