"""How a run was trained: on what, from which first weights, in which order. A script can go the same way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.engine.network import Network
from playground.engine.parameters import Shape
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.experiment.sampling import Samples
from playground.export.arrangement import AnyArray
from playground.export.weights.trained_network import TrainedNetwork
from playground.training.state import TrainingState


@dataclass(frozen=True, eq=False)
class Course:
    """What training begins with, and the samples that it sees."""

    experiment: Experiment
    start: Network
    """The network with its first weights."""
    order: dict[str, Any]
    """The state of NumPy's generator before samples are shuffled for the first time."""
    epochs: int
    """As many as the run had made, or is to make if it had made none."""
    same_batches: bool = True
    """Whether samples are shuffled, and whatever else is drawn, as in the run."""

    @classmethod
    def of(cls, trained: TrainedNetwork, same_batches: bool = True) -> Course:
        """Return how a network was trained. Raises LookupError in one sentence where it cannot be anew."""
        experiment = trained.experiment
        if problems(experiment):
            raise LookupError("Its data are not there, so there is nothing to train on.")
        state = TrainingState(experiment)
        if state.network.architecture != trained.network.architecture:
            raise LookupError("Its data ask for another network than this one.")
        epochs = trained.figures.epoch or experiment.epochs
        return cls(
            experiment, state.network, dict(state.generators[0].bit_generator.state), epochs, same_batches
        )

    @property
    def told(self) -> str:
        """What a training does, in a sentence."""
        whose = "the run's batches" if self.same_batches else "batches of its own"
        return f"Train the network from the run's first weights, with {whose}."

    @property
    def samples(self) -> Samples:
        """What is trained on."""
        return self.experiment.samples["train"]

    @property
    def watched(self) -> Samples | None:
        """The samples whose loss a schedule watches, where these are not those that are trained on."""
        found = self.experiment.samples["validation"]
        return found if len(found) and self.experiment.schedule.observes else None

    @property
    def batch(self) -> int:
        """Samples in a step."""
        return min(self.experiment.batch_size or len(self.samples), len(self.samples))

    @property
    def per_epoch(self) -> int:
        """Steps in an epoch."""
        return -(-len(self.samples) // self.batch)

    def arrays(self) -> dict[str, AnyArray]:
        """Return what is trained on and what is watched, by the names that scripts give it."""
        samples = {"train": self.samples} | ({"watched": self.watched} if self.watched else {})
        return {
            f"{name}_{which}": made(each)
            for name, each in samples.items()
            for which, made in (("inputs", self.inputs), ("targets", self.targets))
        }

    def inputs(self, samples: Samples) -> AnyArray:
        """Return what the network is given of samples, (samples, *shape)."""
        return self._shaped(samples.inputs, self.start.shapes[0])

    def targets(self, samples: Samples) -> AnyArray:
        """Return what it is to answer, (samples, *shape)."""
        return self._shaped(samples.targets, self.start.shapes[-1])

    def _shaped(self, array: AnyArray, shape: Shape) -> AnyArray:
        return np.asarray(array.reshape(len(array), *shape), self.start.parameters.dtype)
