"""The gate keeps a reader from running ahead, loses nothing, and lets a waiting thread go when the run breaks off."""

import threading
from collections.abc import Iterator
from itertools import count, islice

from dragoman.flow import Gate


def test_everything_goes_through_in_order() -> None:
    gate = Gate(3)
    assert list(gate.leaving(gate.through(range(100)))) == list(range(100))


def test_no_more_than_the_places_are_read_ahead() -> None:
    gate = Gate(3)
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    reader = threading.Thread(target=lambda: list(gate.through(numbers())))
    reader.start()
    reader.join(timeout=0.2)
    assert len(taken) <= 4
    gate.done()
    reader.join(timeout=0.2)
    assert len(taken) <= 5
    gate.give_up()
    reader.join(timeout=10)
    assert not reader.is_alive()


def test_leaving_early_gives_up() -> None:
    gate = Gate(2)
    leaving = gate.leaving(gate.through(count()))
    assert list(islice(leaving, 5)) == [0, 1, 2, 3, 4]
    leaving.close()
    assert list(gate.through([1])) == []
