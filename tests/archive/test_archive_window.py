"""Pages read from an archive come out in its order, in groups, limited by number and bytes."""

import asyncio

import pytest

from newsbot.archive.window import ReadingWindow


async def first_ones(window):
    return [found async for found in window.first_ones()]


def run(main):
    async def bounded():
        async with asyncio.timeout(60):
            return await main()

    return asyncio.run(bounded())


def test_half_of_what_is_read_comes_at_once_in_its_order():
    async def main():
        window, gates = ReadingWindow(1, lambda: False), [asyncio.Event() for _ in range(4)]

        async def read(number):
            await gates[number].wait()
            return number

        for number in range(4):
            window.add(read(number), 1)
        for gate in (gates[3], gates[1]):
            gate.set()
        ones = asyncio.ensure_future(first_ones(window))
        gates[0].set()
        assert await ones == [0, 1]
        gates[2].set()
        assert [await first_ones(window), await first_ones(window), len(window)] == [[2], [3], 0]

    run(main)


@pytest.mark.parametrize(("size", "most"), [(1_000, 32), (10_000_000, 2), (20_000_000, 1)])
def test_it_is_full_by_its_pages_or_by_their_bytes(size, most):
    async def main():
        window = ReadingWindow(2, lambda: False)
        never = asyncio.Event()
        while not window.is_full:
            window.add(never.wait(), size)
        assert len(window) == most
        await window.cancel()

    run(main)


def test_bytes_of_what_is_read_are_held_no_more():
    async def main():
        window = ReadingWindow(1, lambda: False)
        window.add(asyncio.sleep(0), 20_000_000)
        window.add(asyncio.sleep(0), 1)
        assert window.is_full
        await first_ones(window)
        assert not window.is_full
        await window.cancel()

    run(main)


def test_a_crawl_that_ends_waits_for_no_page():
    async def main():
        window, never = ReadingWindow(1, lambda: True), asyncio.Event()
        window.add(asyncio.sleep(0), 1)
        for _ in range(3):
            window.add(never.wait(), 1)
        assert await first_ones(window) == []
        await window.cancel()

    run(main)


def test_a_reading_that_fails_fails_in_its_turn():
    async def main():
        window = ReadingWindow(1, lambda: False)

        async def fail():
            raise OSError("gone")

        window.add(fail(), 1)
        with pytest.raises(OSError, match="gone"):
            await first_ones(window)
        await window.cancel()

    run(main)
