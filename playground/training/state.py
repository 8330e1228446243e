"""What training changes: parameters, counters and what rules remember, copied as a snapshot and put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.passes import Pass
from playground.experiment.experiment import Experiment
from playground.experiment.stopping import StopMonitor
from playground.training.checkpoints import Snapshot
from playground.training.step import TrainingStep


class TrainingState:
    """The state of one training: everything by which the next step is what it is."""

    def __init__(self, experiment: Experiment, members: Sequence[Experiment] = ()) -> None:
        self.members = tuple(members) or (experiment,)
        self.generators = [np.random.default_rng(member.seed) for member in self.members]
        self.network = experiment.network(len(self.members))
        self.network.initialize([member.initializer for member in self.members], self.generators)
        self.epochs = self.steps = self.updates = self.position = 0
        self._state: dict[str, Array] = {}
        self._plan: dict[str, Array] = {}  # what the schedule remembers
        self._stop_monitor = StopMonitor()
        inputs = [member.samples["train"].inputs for member in self.members]
        with np.errstate(all="ignore"):
            self.network.observe(np.stack(inputs) if len(inputs) > 1 else inputs[0])
        self._bind(experiment)

    def _bind(self, experiment: Experiment) -> None:
        """Work by an experiment's rules and samples from now on; what fits of the state is kept."""
        self.experiment = experiment
        network, members, optimizer = self.network, self.members, experiment.optimizer
        fresh = optimizer.start(network.parameters)
        if _shapes(self._state) != _shapes(fresh):
            self._state, self.updates = fresh, 0
        self._plan = self._plan or experiment.schedule.start(len(members))
        train = [member.samples["train"] for member in members]
        self.stepping = TrainingStep(experiment, network, train, self.generators, self._state, self._plan)
        self._batches = self.stepping.batches
        self._measure_progress()
        self._stop_monitor = StopMonitor(experiment.stop, self._stop_monitor.memories)

    @property
    def learning_rate(self) -> Any:
        """The rate of the last step, after the schedule: a number, or (P, 1)."""
        return self.stepping.learning_rate

    @property
    def clipped(self) -> Any:
        """The factor by which clipping shortened the last gradient: a number, or (P, 1)."""
        return self.stepping.clipped

    @property
    def batch(self) -> Pass:
        """The network at work on whole batches: here is still what the last step computed."""
        return self.stepping.full

    @property
    def has_samples(self) -> bool:
        """Whether there is anything to train on: a network whose data are not here can only be looked at."""
        return self._batches.count > 0

    @property
    def steps_per_epoch(self) -> int:
        """How many batches there are, an incomplete last one included."""
        return self._batches.per_epoch

    @property
    def steps_to_epoch_end(self) -> int:
        """How many steps this epoch still has; a whole epoch if none was made yet."""
        return -(-(self._batches.count - self.position) // self._batches.size)

    def snapshot(self) -> Snapshot:
        """Return a copy of everything that training changes."""
        return Snapshot(
            self.epochs,
            self.steps,
            self.updates,
            self.position,
            self.network.parameters.copy(),
            self.network.state.copy(),
            {name: array.copy() for name, array in self._state.items()},
            {name: array.copy() for name, array in self._plan.items()},
            self._stop_monitor.memories,
            self._batches.order.copy(),
            tuple(generator.bit_generator.state for generator in self.generators),
        )

    def visit(self, snapshot: Snapshot) -> None:
        """Be as at a snapshot, only to be looked at: nothing is forgotten, and ``restore`` leads back.

        What the snapshot holds of rules or samples that were revised since begins afresh.
        """
        self.epochs, self.steps, self.position = snapshot.epochs, snapshot.steps, 0
        if snapshot.order.shape == self._batches.order.shape:
            self.position = snapshot.position
            self._batches.order[...] = snapshot.order
        self.network.parameters[...] = snapshot.parameters
        self.network.state[...] = snapshot.kept
        experiment, parameters = self.experiment, self.network.parameters
        known = _recalled(self._state, snapshot.state, experiment.optimizer.start(parameters))
        self.updates = snapshot.updates if known else 0
        _recalled(self._plan, snapshot.plan, experiment.schedule.start(len(self.members)))
        for generator, state in zip(self.generators, snapshot.generators, strict=True):
            generator.bit_generator.state = state
        self._stop_monitor = StopMonitor(experiment.stop, snapshot.watch)
        self._measure_progress()
        self._batches.gather()
        self.stepping.forget()

    def _measure_progress(self) -> None:
        batches = self._batches
        self.progress = self.epochs * batches.per_epoch + self.position // batches.size
        """How far the run is, in steps of the present size: what schedules go by."""


def _recalled(arrays: dict[str, Array], kept: dict[str, Array], fresh: dict[str, Array]) -> bool:
    """Write what was kept into arrays, or a fresh start if it is another rule's; return whether it fitted."""
    fits = _shapes(arrays) == _shapes(kept)
    for name, array in arrays.items():
        array[...] = (kept if fits else fresh)[name]
    return fits


def _shapes(arrays: dict[str, Array]) -> dict[str, tuple[int, ...]]:
    return {name: array.shape for name, array in arrays.items()}
