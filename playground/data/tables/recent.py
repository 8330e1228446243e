"""The few tables that were read last: reading one takes seconds where it is long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from playground.data.tables.table import Table

MOST = 4


class RecentTables:
    """Tables by what they were read from and how; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._tables: OrderedDict[Hashable, Table] = OrderedDict()
        self._lock = Lock()  # the window reads in a thread of its own

    def get(self, key: Hashable, read: Callable[[], Table]) -> Table:
        """Return the table under a key, read now if it is not known. Raises what reading raises."""
        with self._lock:
            if key in self._tables:
                self._tables.move_to_end(key)
                return self._tables[key]
        table = read()
        with self._lock:
            self._tables[key] = table
            if len(self._tables) > MOST:
                self._tables.popitem(last=False)
        return table


RECENT = RecentTables()
