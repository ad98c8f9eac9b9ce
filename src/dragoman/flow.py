"""Articles pass a gate that keeps a pool of processes from reading a whole archive ahead of the one who takes the reports."""

import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

#: seconds after which a reader that waits looks whether the run has been given up
LOOK = 0.5


class Gate:
    """At most `ahead` items are between those who enter by `through` and those who leave by `done`.

    Items may be pulled by another thread than the one that calls `done`, as a pool does. `give_up` ends the stream, so
    that a thread that waits for a place does not wait for ever when the run breaks off.
    """

    def __init__(self, ahead: int) -> None:
        self._places = threading.Semaphore(ahead)
        self._given_up = threading.Event()

    def through(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each as soon as there is a place for it."""
        for item in items:
            while not self._places.acquire(timeout=LOOK):
                if self._given_up.is_set():
                    return
            if self._given_up.is_set():
                return
            yield item

    def done(self) -> None:
        """One item has left."""
        self._places.release()

    def give_up(self) -> None:
        """No further item goes through."""
        self._given_up.set()

    def leaving(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each of which gives up its place when the next is asked for; the gate gives up when nobody asks any more."""
        try:
            for item in items:
                yield item
                self.done()
        finally:
            self.give_up()
