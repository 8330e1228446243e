"""The run as it is known in the window: from this it goes on in another worker when one is lost."""

from __future__ import annotations

import time
from collections.abc import Sequence

from playground.experiment.experiment import Experiment
from playground.export.outlines import outlined
from playground.export.runs import SavedRun
from playground.training.checkpoints import Snapshot
from playground.training.history import History
from playground.worker.messages import Load, Report
from playground.worker.requests.snapshots import ShownSnapshot

KEEP = 1.0
"""Seconds between two snapshots, from which a lost run goes on."""


class KnownRun:
    """An experiment, what its training has reported, and the last snapshot that came of it."""

    def __init__(self, experiment: Experiment | None = None) -> None:
        self.experiment = experiment
        self.outline = None if experiment is None else experiment.outlined
        """What its data are like, should their file be lost."""
        self.snapshot: Snapshot | None = None
        self.history = History()
        self.ended = ""
        self.reached = 0
        """The last epoch whose end the run has come to."""
        self._shown = 0
        self._kept = 0.0

    @classmethod
    def of(cls, saved: SavedRun) -> KnownRun:
        """Return a run from a file at its end."""
        run = cls(saved.experiment)
        run.snapshot, run.history = saved.snapshots[-1], History(saved.rows, saved.stride)
        run.reached = run._shown = run.snapshot.epochs
        return run

    def revise(self, experiment: Experiment) -> None:
        """Go on as another experiment."""
        before, self.experiment, self.ended = self.experiment, experiment, ""
        if before is None or (before.data, before.split) != (experiment.data, experiment.split):
            self.outline = experiment.outlined or self.outline

    @property
    def due(self) -> bool:
        """Whether the last snapshot is so old that another is wanted."""
        return time.monotonic() - self._kept > KEEP

    @property
    def fresh(self) -> bool:
        """Whether the run has only been loaded, and nothing has come of it."""
        return not self.history.rows

    @property
    def kept_epoch(self) -> int:
        """The epoch from which a lost run goes on."""
        return self.snapshot.epochs if self.snapshot else 0

    @property
    def visited(self) -> int | None:
        """The epoch that is shown, where the run has gone on since; None where it is shown as it is."""
        return self._shown if self._shown < self.reached else None

    def take(self, report: Report) -> None:
        """Take in a report."""
        self.history = self.history.updated(report.history)
        snapshot = report.frame.answer(ShownSnapshot())
        if snapshot is not None and report.frame.figures.epoch == report.reached:  # no visited moment
            self.snapshot, self._kept = snapshot, time.monotonic()
        self.ended, self.reached = report.ended, report.reached
        self._shown = report.frame.figures.epoch

    def loading(self, run: int, timeline: Sequence[Snapshot] = ()) -> Load:
        """Return the command that makes a worker go on from what is known. There must be an experiment."""
        assert self.experiment is not None
        history = self.history if self.snapshot else History()
        rows = tuple(history.rows)
        return Load(self.experiment, self.snapshot, rows, history.stride, tuple(timeline), run)

    def saved(self, snapshots: tuple[Snapshot, ...]) -> SavedRun:
        """Return the run with all of its snapshots. There must be an experiment."""
        assert self.experiment is not None
        experiment = outlined(self.experiment, self.outline)
        return SavedRun(experiment, tuple(self.history.rows), self.history.stride, snapshots)

    def left(self) -> SavedRun | None:
        """Return the run without its earlier moments; None before its first step."""
        last = self.snapshot
        if self.experiment is None or last is None or not last.steps:
            return None
        rows = tuple(row for row in self.history.rows if row.step <= last.steps)
        return SavedRun(self.experiment, rows, self.history.stride, (last,))
