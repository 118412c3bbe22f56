"""Finished batches are delivered to an index completely, once and resumably, whatever else is in their folder."""

import json
from contextlib import closing

import pytest
from made_lines import as_bytes, made_line, made_tombstone, write_batch

from newsbot.batches import batches_in
from newsbot.exceptions import IndexUnavailableError
from newsbot.indexes import open_index
from newsbot.indexes.dead_letters import DeadLetters
from newsbot.indexes.delivery import deliver, retry
from newsbot.indexes.protocol import IndexCounts, Refusal


class Deployment:
    """A data folder with an index; each delivery opens both anew."""

    def __init__(self, data):
        self.data = data
        self.batches = data / "articles"
        self.batches.mkdir()
        self.address = f"sqlite:///{data}/index.db"
        self.calls = []

    def deliver(self, *, watch=None, address=None, faults=None):
        with closing(open_index(address or self.address)) as index, DeadLetters(self.data, self.address) as letters:
            fed = index if faults is None else faults(index)
            return deliver(fed, self.batches, letters, watch)

    def retry(self):
        with closing(open_index(self.address)) as index, DeadLetters(self.data, self.address) as letters:
            return retry(index, letters)

    def content(self):
        with closing(open_index(self.address)) as index:
            return list(index.lines())

    def letters(self):
        with DeadLetters(self.data, self.address) as letters:
            return [letter for name in letters.names() for letter in letters.of(name)]


@pytest.fixture
def deployment(tmp_path):
    return Deployment(tmp_path)


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_batches_are_delivered_once(deployment, ending):
    write_batch(deployment.batches, f"2026-11-23/run-0001.jsonl{ending}", made_line("a"), made_line("b"))
    assert deployment.deliver().lines == 2
    assert deployment.deliver().batches == 0
    write_batch(deployment.batches, f"2026-11-23/run-0002.jsonl{ending}", made_tombstone("a"))
    # From another machine, later, and earlier in order.
    write_batch(deployment.batches, f"2026-11-22/other-0001.jsonl{ending}", made_line("c"))
    progress = deployment.deliver()
    assert (progress.lines, progress.batches, progress.batches_left) == (2, 2, 0)
    assert sorted(line["url"][-1] for line in deployment.content()) == ["a", "b", "c"]


def test_a_file_that_takes_the_place_of_another_is_delivered_anew(deployment):
    path = write_batch(deployment.batches, "run.jsonl", made_line("a"))
    deployment.deliver()
    path.unlink()
    write_batch(deployment.batches, "run.jsonl", made_line("a", 2), made_line("b"))
    assert deployment.deliver().lines == 2


def test_lines_that_no_index_can_take_wait_with_their_reason(deployment):
    poison = [
        b"no json",
        b"\xff\xfe",
        b"[]",
        as_bytes(made_line("x", schemaVersion="1.7")),
        as_bytes(made_line("x", headline="")),
        as_bytes(made_line("x", version=2**40)),
        b'{"a":' * 100_000,
    ]
    write_batch(deployment.batches, "run.jsonl", made_line("a"), *poison, b"", made_line("b"))
    for _ in range(2):
        progress = deployment.deliver()
        reasons = [letter.reason for letter in deployment.letters()]
        assert len(reasons) == len(poison)
        assert "not JSON" in reasons[0]
        assert "object" in reasons[2]
        assert "newer" in reasons[3]
        assert "data.headline" in reasons[4]
        assert "over" in reasons[5]
        assert [letter.data for letter in deployment.letters()] == poison
        with closing(open_index(deployment.address)) as index:
            assert index.counts() == IndexCounts(usable=2)
            index.forget_marks()
    assert (progress.lines, progress.refused) == (2, len(poison))


def test_refused_lines_are_delivered_when_the_index_takes_them(deployment):
    class Picky:
        """Refuses every line of one article."""

        def __init__(self, index):
            self.__dict__ = {name: getattr(index, name) for name in ("marks", "commit")} | {"index": index}

        def apply(self, lines):
            refused = [line for line in lines if line.line["url"].endswith("/b")]
            self.index.apply([line for line in lines if line not in refused])
            return [Refusal(line, "the mapping does not fit") for line in refused]

    write_batch(deployment.batches, "day/run.jsonl", made_line("a"), made_line("b"), b"poison")
    progress = deployment.deliver(faults=Picky)
    assert (progress.lines, progress.refused) == (1, 2)
    assert [(letter.batch, letter.line) for letter in deployment.letters()] == [
        ("day/run.jsonl", 2),
        ("day/run.jsonl", 3),
    ]
    progress = deployment.retry()
    assert (progress.lines, progress.refused) == (1, 1)
    assert [letter.line for letter in deployment.letters()] == [3]
    assert len(deployment.content()) == 2
    path = next(deployment.data.rglob("*.refused.jsonl"))
    path.write_text(path.read_text().replace('"poison"', json.dumps(as_bytes(made_line("c")).decode())))
    assert deployment.retry().refused == 0
    assert not list(deployment.data.rglob("*.refused.jsonl"))
    assert len(deployment.content()) == 3


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_a_damaged_batch_is_delivered_up_to_the_damage_and_reported_each_time(deployment, ending):
    lines = [made_line(f"n{number}", articleBody=f"{number} " * 300) for number in range(400)]
    path = write_batch(deployment.batches, f"run.jsonl{ending}", *lines)
    write_batch(deployment.batches, f"sun.jsonl{ending}", made_line("later"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        assert list(deployment.deliver().damaged) == [f"run.jsonl{ending}"]
    before = len(deployment.content())
    assert before > 20
    assert not deployment.letters()
    path.write_bytes(whole)
    progress = deployment.deliver()
    assert not progress.damaged
    assert len(deployment.content()) == 401


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.jsonl.gz"])
def test_a_file_that_is_not_what_its_name_says_is_damaged(deployment, name):
    (deployment.batches / name).write_bytes(as_bytes(made_line()) + b"\n")
    (deployment.batches / f"b{name}").write_bytes(b"")
    assert len(deployment.deliver().damaged) == 2
    assert deployment.content() == []


def test_a_last_line_without_an_end_counts_when_it_is_whole(deployment):
    (deployment.batches / "a.jsonl").write_bytes(as_bytes(made_line("a")) + b"\n" + as_bytes(made_line("b")))
    (deployment.batches / "b.jsonl").write_bytes(as_bytes(made_line("c")) + b"\n" + as_bytes(made_line("d"))[:-5])
    assert list(deployment.deliver().damaged) == ["b.jsonl"]
    assert len(deployment.content()) == 3


def test_what_is_no_finished_batch_is_left_alone(deployment):
    for name in ("a.jsonl.zst.part", "a.json", "run.manifest.json", "dead-letters/x/run.refused.jsonl"):
        write_batch(deployment.batches, name, b"anything")
    (deployment.batches / "folder.jsonl").mkdir()
    (deployment.batches / "gone.jsonl").symlink_to("nowhere")
    assert batches_in(deployment.batches) == []
    assert deployment.deliver().batches == 0


def test_delivery_goes_on_where_an_index_that_went_away_was(deployment):
    class Away:
        """Answers two calls, then no more."""

        def __init__(self, index):
            self.__dict__ = {name: getattr(index, name) for name in ("marks", "commit")} | {"index": index, "calls": 0}

        def apply(self, lines):
            self.calls += 1
            if self.calls > 2:
                raise IndexUnavailableError("away")
            deployment.calls.append(len(lines))
            return self.index.apply(lines)

    lines = [made_line(f"n{number}") for number in range(1_300)]
    write_batch(deployment.batches, "run.jsonl", b"poison", *lines)
    with pytest.raises(IndexUnavailableError):
        deployment.deliver(faults=Away)
    progress = deployment.deliver()
    assert sum(deployment.calls) + progress.lines == 1_300
    assert len(deployment.content()) == 1_300
    assert [letter.line for letter in deployment.letters()] == [1]


def test_the_one_who_watches_hears_of_the_rate_and_what_is_left(deployment):
    for number in range(3):
        write_batch(deployment.batches, f"{number}.jsonl", made_line(f"n{number}"))
    seen = []
    deployment.deliver(watch=lambda progress: seen.append((progress.lines, progress.batches_left, progress.lag_s >= 0)))
    assert seen == [(1, 3, True), (2, 2, True), (3, 1, True)]


def test_only_one_process_at_a_time_has_the_dead_letters_of_an_index(deployment):
    with DeadLetters(deployment.data, deployment.address):
        with pytest.raises(IndexUnavailableError):
            DeadLetters(deployment.data, deployment.address)
        with DeadLetters(deployment.data, "postgresql://user:secret@host/db") as other:
            assert "secret" not in str(other.folder)


def test_a_line_that_is_too_long_is_refused_and_costs_no_memory(deployment, monkeypatch):
    monkeypatch.setattr("newsbot.indexes.lines.MAX_LINE_BYTES", 5_000)
    monkeypatch.setattr("newsbot.indexes.delivery.MAX_LINE_BYTES", 5_000)
    monkeypatch.setattr("newsbot.indexes.dead_letters.MAX_LINE_BYTES", 5_000)
    write_batch(deployment.batches, "run.jsonl.zst", made_line("a"), b"x" * 3_000_000, made_line("b"))
    deployment.deliver()
    (letter,) = deployment.letters()
    assert letter.line == 2
    assert len(letter.data) == 2_000
    assert len(deployment.content()) == 2
