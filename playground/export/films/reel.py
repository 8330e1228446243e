"""The states of some epochs, collected while a run passes them: what a film of a part of a run needs."""

from __future__ import annotations

from collections.abc import Iterable

from playground.export.films.run_film import PICTURES
from playground.training.checkpoints import Snapshot, Timeline
from playground.training.training import Training


class Reel:
    """Keeps enough states for a film from a first epoch to a last, however long the run around them is."""

    def __init__(self, first: int, last: int) -> None:
        self._first, self._last = first, last
        self._timeline = Timeline(PICTURES)

    def watch(self, training: Training) -> None:
        """Keep the state at the end of an epoch, if it is one of those."""
        if self._first <= training.epochs <= self._last and self._timeline.due(training.epochs):
            self._timeline.add(training.snapshot())

    def among(self, others: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
        """Return what was kept, and other states of the same run, each once and the earliest first."""
        found = {snapshot.steps: snapshot for snapshot in (*others, *self._timeline.snapshots)}
        return tuple(found[steps] for steps in sorted(found))
