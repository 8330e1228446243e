"""A run as it is told to somebody: in pictures and reports, from wherever it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.data.targets.metrics import Metrics
from playground.engine.activations.base import Array
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.experiment.sampling import Samples
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.inspection.diagnosis.diagnose import diagnose
from playground.inspection.diagnosis.findings import Case, Finding
from playground.inspection.layer_statistics import NetworkStatistics, Probe
from playground.training.checkpoints import Snapshot
from playground.training.divergence import DIVERGED
from playground.training.marks import Mark
from playground.training.metrics import measure
from playground.training.training import Training

NO_DATA = "Its data are not here, and most of this tells of them."


def check_data(experiment: Experiment) -> None:
    """Raise ValueError if the data are not here, for what tells of them."""
    if experiment.data.misfit():
        raise ValueError(NO_DATA)


@dataclass(frozen=True, eq=False)
class RunRecord:
    """An experiment, the network that came of it, and how it went."""

    experiment: Experiment
    network: Network
    rows: tuple[Figures, ...]
    """The history, from before the first epoch on."""
    figures: Figures
    """The last losses and accuracies."""
    reason: str = ""
    """Why the run ended, if it has ended."""
    diverged: bool = False
    snapshot: Snapshot | None = None
    """The state at the end; None where only the weights are known."""
    marks: tuple[Mark, ...] = ()
    """What was changed on the way: at which epoch, and what it is called."""

    @classmethod
    def of(cls, run: SavedRun, reason: str = "") -> RunRecord:
        """Return the record of a run from a file, at its last snapshot."""
        last = run.snapshots[-1]
        trained = TrainedNetwork.at(run.experiment, last, run.rows)
        lost = reason.startswith(DIVERGED)
        return cls(run.experiment, trained.network, run.rows, trained.figures, reason, lost, last, run.marks)

    @property
    def trained(self) -> TrainedNetwork:
        """The network with its experiment and last figures."""
        return TrainedNetwork(self.experiment, self.network, self.figures)

    @cached_property
    def training(self) -> Training:
        """A training that stands where the run ended, and is nobody else's."""
        return _training(self.experiment, self.snapshot or self.trained.run().snapshots[0])

    @cached_property
    def outputs(self) -> Mapping[str, Array]:
        """What the network makes of the samples of every part that has any, (samples, outputs)."""
        with np.errstate(all="ignore"):  # a network that diverged is told as far as numbers go
            return {
                name: self.network.with_input_shape(part.shape).predict(part.inputs)
                for name, part in self.experiment.samples.items()
                if len(part)
            }

    @cached_property
    def metrics(self) -> Mapping[str, Metrics]:
        """How good it is at the samples of every part that has any."""
        return measure(self.network, self.experiment)

    @property
    def judged(self) -> str:
        """The name of the samples that a stranger would judge it by: test, or validation, or train."""
        return next(name for name in ("test", "validation", "train") if name in self.outputs)

    @property
    def judged_samples(self) -> Samples:
        """These samples."""
        return self.experiment.samples[self.judged]

    @cached_property
    def statistics(self) -> NetworkStatistics:
        """The statistics of its layers, with histograms."""
        return Probe(self.training).layer_statistics(40)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What may be wrong with the run. Raises ValueError where its data are not here."""
        check_data(self.experiment)
        lost = self.reason if self.diverged else ""
        return diagnose(Case(self.experiment, self.rows, self.statistics, lost))


def _training(experiment: Experiment, snapshot: Snapshot) -> Training:
    training = Training(experiment)
    training.restore(snapshot)
    return training
