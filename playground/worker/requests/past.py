"""What nobody looked at while it happened: the layers at earlier moments of a run, from its checkpoints."""

from __future__ import annotations

from dataclasses import dataclass

from playground.inspection.layer_statistics import Probe
from playground.inspection.statistics_history import EpochStatistics
from playground.training.step_preview import StepPreview
from playground.training.training import Training
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True)
class PastStatistics(Request[tuple[EpochStatistics, ...]]):
    """The statistics of every layer at checkpoints of the run: the last at or before each epoch.

    Gradients are those of the settings of now. A run without checkpoints or samples has no answer.
    """

    bins: int
    epochs: tuple[int, ...]

    def answer(self, observer: Observer) -> tuple[EpochStatistics, ...] | None:
        training = observer.training
        if not training.timeline or not training.has_samples:
            return None
        twin, probe = observer.keep("past", lambda: _apart(training))
        found: dict[int, EpochStatistics] = {}
        for epoch in self.epochs:
            snapshot = training.timeline.at(epoch)
            if snapshot.epochs not in found and snapshot.parameters.shape == twin.network.parameters.shape:
                twin.visit(snapshot)
                found[snapshot.epochs] = snapshot.epochs, probe.layer_statistics(self.bins).layers
        return tuple(found.values())


def _apart(training: Training) -> tuple[Training, Probe]:
    """Return a second training, to go back in, and what measures it."""
    twin = Training(training.experiment.changed(stop=()))
    return twin, Probe(twin, StepPreview(twin).step)
