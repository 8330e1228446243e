"""The timeline: snapshots along a run, thinned so that a long run stays small."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playground.engine.activations.base import Array
from playground.training.batches import Order

MOST, ROOM = 1000, 64_000_000
"""Snapshots that are kept, and bytes that they may take together."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A state that a run can return to: from here it continues exactly as the first time."""

    epochs: int
    steps: int
    updates: int
    position: int
    parameters: Array
    kept: Array
    state: dict[str, Array]
    plan: dict[str, Array]
    watch: tuple[dict[str, Array], ...]
    order: Order
    generators: tuple[Any, ...]

    @property
    def size(self) -> int:
        """How many bytes the arrays take."""
        arrays = (self.parameters, self.kept, self.order, *self.state.values(), *self.plan.values())
        return sum(array.nbytes for array in arrays)


class Timeline:
    """Snapshots at the ends of epochs, one for every ``stride``; of too many every second goes."""

    def __init__(self, most: int = MOST) -> None:
        self.stride = 1
        self._most = most
        self._kept: list[Snapshot] = []

    @classmethod
    def of(cls, snapshots: Iterable[Snapshot], most: int = MOST) -> Timeline:
        """Return a timeline of what was kept before; what is kept of its continuation is thinned with it."""
        made = cls(most)
        for snapshot in snapshots:
            made.add(snapshot)
        return made

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All that is kept, the earliest first."""
        return tuple(self._kept)

    def due(self, epoch: int) -> bool:
        """Return whether the end of this epoch is kept."""
        return epoch % self.stride == 0

    def add(self, snapshot: Snapshot) -> None:
        """Append a snapshot, if it is of the end of an epoch after the last one's."""
        if not snapshot.position and (not self._kept or self._kept[-1].epochs < snapshot.epochs):
            self._kept.append(snapshot)
            self._thin()

    def limit(self, most: int) -> None:
        """Keep at most so many snapshots from now on."""
        self._most = most
        self._thin()

    def _thin(self) -> None:
        while self._kept and len(self._kept) > max(2, min(self._most, ROOM // self._kept[-1].size)):
            self.stride *= 2
            self._kept = [each for each in self._kept if self.due(each.epochs)]

    def at(self, epoch: int) -> Snapshot:
        """Return the last snapshot that is not after an epoch. Raises LookupError if nothing is kept."""
        if not self._kept:
            raise LookupError("nothing is kept")
        found = bisect.bisect_right(self._kept, epoch, key=lambda snapshot: snapshot.epochs)
        return self._kept[max(found - 1, 0)]

    def cut(self, epoch: int) -> None:
        """Forget everything after an epoch."""
        self._kept = [snapshot for snapshot in self._kept if snapshot.epochs <= epoch]
