"""The snapshots that a film of a part of a run needs, collected while the run goes on."""

from __future__ import annotations

from collections.abc import Iterable

from playground.export.films.run_film import PICTURES
from playground.training.checkpoints import Snapshot, Timeline
from playground.training.training import Training


class FilmSnapshots:
    """Keeps as many snapshots from a first epoch to a last as a film has pictures."""

    def __init__(self, first: int, last: int) -> None:
        self._first, self._last = first, last
        self._timeline = Timeline(PICTURES)

    def collect(self, training: Training) -> None:
        """Keep a snapshot of the present epoch, if it is one of those."""
        if self._first <= training.epochs <= self._last and self._timeline.due(training.epochs):
            self._timeline.add(training.snapshot())

    def merged(self, others: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
        """Return collected and other snapshots of the same run, without duplicates, the earliest first."""
        found = {snapshot.steps: snapshot for snapshot in (*others, *self._timeline.snapshots)}
        return tuple(found[steps] for steps in sorted(found))
