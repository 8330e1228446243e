"""States that a run can return to: the present one, or all that are kept."""

from __future__ import annotations

from dataclasses import dataclass

from playground.training.checkpoints import Snapshot
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True)
class ShownSnapshot(Request[Snapshot]):
    """The state that is shown: the present one, unless an earlier moment is visited."""

    def answer(self, observer: Observer) -> Snapshot:
        return observer.training.snapshot()


@dataclass(frozen=True)
class AllSnapshots(Request[tuple[Snapshot, ...]]):
    """All that are kept of the run, the earliest first, and its present state."""

    def answer(self, observer: Observer) -> tuple[Snapshot, ...]:
        kept, present = observer.training.timeline, observer.present
        return (*(kept.snapshots if kept is not None else ()), present or observer.training.snapshot())
