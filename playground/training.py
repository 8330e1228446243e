"""Training: the one thing that changes. Steps, epochs, figures, snapshots, and how a run ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations import Array
from playground.engine.network import Pass
from playground.experiment import Experiment
from playground.history import Figures, History

GUARD = 256
"""Steps between two looks for numbers that are no longer finite; a look costs about one step."""


Order = npt.NDArray[np.intp]


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
    order: Order
    generator: Any


class Diverged(ArithmeticError):
    """A number is no longer finite; the message says at which step, in which layer, and which."""


class Training:
    """One training of an experiment. Only this changes while a run goes on.

    ``advance``, ``epoch`` and ``settle`` raise Diverged at the first number that is not finite; the run is
    then back in the last state in which all were.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.generator = np.random.default_rng(experiment.seed)
        self.network = experiment.network()
        self.network.initialize([experiment.initializer], [self.generator])
        self.epochs = self.steps = self._updates = self._position = 0
        self.history = History()
        self._state: dict[str, Array] = {}
        self._plan: dict[str, Array] = {}  # what the schedule remembers
        self._bind(experiment)
        self.history.add(self.figures())

    def revise(self, experiment: Experiment) -> None:
        """Go on as another experiment, whose differences from this one all keep the weights.

        From numbers that are not finite nothing can go on: of a run that has just diverged the last good
        state is kept.
        """
        with suppress(Diverged):
            self.settle()
        if experiment.optimizer.kind != self.experiment.optimizer.kind:
            self._state, self._updates = {}, 0
        if experiment.schedule.kind != self.experiment.schedule.kind:
            self._plan = {}
        self._position = 0  # another training set or batch size has no place in the middle of an epoch
        self._bind(experiment)

    def _bind(self, experiment: Experiment) -> None:
        self.experiment = experiment
        network, samples = self.network, experiment.samples
        dtype = network.parameters.dtype
        train = samples["train"]
        self._inputs, self._targets = train.inputs.astype(dtype), train.targets.astype(dtype)
        self._x, self._y = self._inputs.copy(), self._targets.copy()
        self._order: Order = np.arange(len(train))
        self._batch = min(experiment.batch_size or len(train), len(train))

        gradient, generators = np.zeros_like(network.parameters), [self.generator]
        self._full = network.bind(self._batch, experiment.loss, gradient, generators)
        rest = len(train) % self._batch
        self._rest = network.bind(rest, experiment.loss, gradient, generators) if rest else self._full
        rule, optimizer = experiment.regularizer, experiment.optimizer
        self._regularize = rule.bind(network.parameters, gradient, network.weight_mask())
        self._constrain = rule.constrain([weight for weight in network.weights() if weight is not None])
        self._clip = experiment.clipping.bind(gradient)
        for name in optimizer.remembers:
            self._state.setdefault(name, np.zeros_like(network.parameters))
        self._update = optimizer.bind(network.parameters, gradient, self._state)
        self._plan = self._plan or experiment.schedule.start(1)
        self._factor = experiment.schedule.bind(self.steps_per_epoch, self._plan)
        self.learning_rate = optimizer.learning_rate
        self.clipped = 1.0

        self._whole = network.bind(sum(map(len, samples.values())), experiment.loss)
        self._rows: dict[str, slice] = {}
        start = 0
        for name, part in samples.items():
            self._rows[name] = rows = slice(start, start + len(part))
            self._whole.x[rows], self._whole.y[rows] = part.inputs, part.targets
            start = rows.stop
        self._truth = np.concatenate([part.points.truth for part in samples.values()])
        self._safe = self.snapshot()

    @property
    def steps_per_epoch(self) -> int:
        """How many batches there are, an incomplete last one included."""
        return -(-len(self._x) // self._batch)

    @property
    def steps_to_epoch_end(self) -> int:
        """How many steps this epoch still has; a whole epoch if none was made yet."""
        return -(-(len(self._x) - self._position) // self._batch)

    def advance(self, steps: int) -> None:
        """Train on so many batches. Raises Diverged, at the latest some steps later."""
        with np.errstate(all="ignore"):
            for _ in range(steps):
                self._step()
                if not self._position:
                    self._count()
        if self.steps - self._safe.steps >= GUARD:
            self.settle()

    def epoch(self) -> None:
        """Train to the end of this epoch. Raises Diverged, at the latest some epochs later."""
        self.advance(self.steps_to_epoch_end)

    def _step(self) -> Pass:
        start = self._position
        if not start:
            self._reorder()
        stop = start + self._batch
        run = self._full if stop <= len(self._x) else self._rest
        run.x[...], run.y[...] = self._x[start:stop], self._y[start:stop]
        run.forward()
        run.backward()
        if self._regularize is not None:
            self._regularize()
        if self._clip is not None:
            self.clipped = float(self._clip()[0, 0])
        if self._factor is not None:
            factor = self._factor(self.steps)
            self.learning_rate = self.experiment.optimizer.learning_rate * float(np.squeeze(factor))
        self.steps += 1
        self._updates += 1
        self._update(self._updates, self.learning_rate)
        if self._constrain is not None:
            self._constrain()
        self._position = stop if stop < len(self._x) else 0
        return run

    def _reorder(self) -> None:
        if self.experiment.shuffle:
            self._order = self.generator.permutation(len(self._inputs))
            self._gather()

    def _gather(self) -> None:
        np.take(self._inputs, self._order, axis=0, out=self._x)
        np.take(self._targets, self._order, axis=0, out=self._y)

    def _count(self) -> None:
        self.epochs += 1
        due, observes = self.history.due(self.epochs), self.experiment.schedule.observes
        if due or observes:
            figures = self.figures()
            if due:
                self.history.add(figures)
            if observes:
                self.experiment.schedule.observe(np.array([[figures.watched]]), self._plan)

    def figures(self) -> Figures:
        """Return losses (without the regularizer's penalty) and accuracies as they are now."""
        found: dict[str, float] = {}
        with np.errstate(all="ignore"):
            self._whole.forward()
            right = None
            if self.experiment.classes:
                right = self.experiment.says.decide(self._whole.a) == self._truth
            for name, rows in self._rows.items():
                if rows.stop > rows.start:
                    found[f"{name}_loss"] = float(self._whole.value(rows))
                    if right is not None:
                        found[f"{name}_accuracy"] = float(right[rows].mean())
        return Figures(self.epochs, self.steps, **found)

    def snapshot(self) -> Snapshot:
        """Return a copy of everything that training changes."""
        return Snapshot(
            self.epochs,
            self.steps,
            self._updates,
            self._position,
            self.network.parameters.copy(),
            self.network.state.copy(),
            {name: array.copy() for name, array in self._state.items()},
            {name: array.copy() for name, array in self._plan.items()},
            self._order.copy(),
            self.generator.bit_generator.state,
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Return to a snapshot of this experiment; the history after it is forgotten."""
        self.epochs, self.steps, self._updates = snapshot.epochs, snapshot.steps, snapshot.updates
        self._position, self._order = snapshot.position, snapshot.order.copy()
        self.network.parameters[...] = snapshot.parameters
        self.network.state[...] = snapshot.kept
        for arrays, found in ((self._state, snapshot.state), (self._plan, snapshot.plan)):
            for name, array in arrays.items():
                array[...] = found[name]
        self.generator.bit_generator.state = snapshot.generator
        self._gather()
        self.history.cut(self.epochs)
        self._safe = self.snapshot()

    def settle(self) -> None:
        """Look for numbers that are no longer finite. Raises Diverged."""
        parameters, last = self.network.parameters, self.history.rows[-1:]
        if np.isfinite(parameters).all() and all(row.finite for row in last):
            self._safe = self.snapshot()
        elif self.steps > self._safe.steps:
            self._find(self.steps)

    def _find(self, until: int) -> None:
        """Go over the steps since the last safe state again, one by one, and stop where it went wrong."""
        self.restore(self._safe)
        while self.steps < until:
            before = self.snapshot()
            with np.errstate(all="ignore"):
                run = self._step()
                wrong = next(self._broken(run), None)
                if not self._position:
                    self._count()
            if wrong is None and not all(row.finite for row in self.history.rows[-1:]):
                wrong = f"the loss of all samples, from the outputs of layer {len(run.layers)},"
            if wrong is not None:
                where = f"step {self.steps} (epoch {before.epochs + 1})"
                self.restore(before)
                raise Diverged(f"Diverged at {where}: {wrong} is no longer a finite number")

    def _broken(self, run: Pass) -> Iterator[str]:
        """Yield the names of what is not finite in a step, in the order in which it is computed."""
        for name, phrase in (("z", "a weighted sum"), ("a", "an output")):
            for i, layer in enumerate(run.layers):
                if name in layer.handles and not np.isfinite(layer.handles[name]).all():
                    yield f"{phrase} of layer {i + 1}"
        if not np.isfinite(run.value()).all():
            yield f"the loss of the batch, from the outputs of layer {len(run.layers)},"
        for i in reversed(range(len(run.layers))):
            if not np.isfinite(run.gradient[:, self.network.slots[i]]).all():
                yield f"the gradient of layer {i + 1}"
        for i, slot in enumerate(self.network.slots):
            if not np.isfinite(self.network.parameters[:, slot]).all():
                yield f"a weight of layer {i + 1}"
