"""The few values that were asked for last, where making one anew takes long: tables, samples."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
ROOM = 150_000_000
"""Bytes that values may take together whose size is known."""


def _no_size(value: object) -> int:
    return 0


class Cache(Generic[T]):
    """Values by what they are made from and how; the one that was not asked for longest goes first."""

    def __init__(self, most: int, size: Callable[[T], int] = _no_size) -> None:
        """Keep at most so many values, whose sizes in bytes are within the room: the last one in any case."""
        self._most, self._size = most, size
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()  # the window reads in a thread of its own

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value under a key, made now if it is not known. Raises what making raises."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        return self.put(key, make())

    def put(self, key: Hashable, value: T) -> T:
        """Keep a value under a key, in the place of the one before; return it."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > 1 and self._too_many():
                self._values.popitem(last=False)
        return value

    def _too_many(self) -> bool:
        return len(self._values) > self._most or sum(map(self._size, self._values.values())) > ROOM
