"""One step of training, bound to the memory it works on, in stages that can be watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.freezing import Frozen
from playground.engine.layers.base import Generators
from playground.engine.network import Network
from playground.engine.optimizers.base import State
from playground.engine.passes import Pass
from playground.experiment.experiment import Experiment
from playground.experiment.sampling import Samples
from playground.training.batches import Batches

StageHook = Callable[[str], None]
"""Called with the name of each stage when it is done: ``backward``, ``regularizer``, ``clipping``,
``optimizer`` and ``constraint``, in this order, also where an experiment does nothing there."""


class TrainingStep:
    """The stages of one step: both passes, regularizer, clipping, optimizer, constraint."""

    def __init__(
        self,
        experiment: Experiment,
        network: Network,
        train: Sequence[Samples],
        generators: Generators,
        state: State,
        plan: dict[str, Array],
    ) -> None:
        """``state`` is what the optimizer remembers, ``plan`` what the schedule does; both are changed."""
        self._experiment, self._network, self._generators = experiment, network, generators
        self.batches = batches = Batches(
            train, network.extra_inputs, experiment.batch_size, network.parameters.dtype
        )
        self.gradient: Array = np.zeros_like(network.parameters)
        self.change: Array = np.zeros_like(network.parameters)
        """What the last step that was noted added to the parameters, (P, n)."""
        self.noted = False
        """Whether ``gradient`` and ``change`` are of a step that has been made and noted."""
        self.full = self.bind(batches.size)
        self.rest = self.bind(batches.rest) if batches.rest else self.full
        self._run = self.full
        rule, optimizer = experiment.regularizer, experiment.optimizer
        self.mask = network.weight_mask()
        self._regularize = rule.bind(network.parameters, self.gradient, self.mask)
        self._weights = network.weights()
        self._before = [weight.copy() for weight in self._weights]
        self._constrain = rule.constrain(self._weights, self._before)
        places = experiment.frozen
        self._frozen = Frozen(network.parameters, self.gradient, places) if places else None
        self._clip = experiment.clipping.bind(self.gradient)
        self._update = optimizer.bind(network.parameters, self.gradient, state, self.evaluate)
        self._factor = experiment.schedule.bind(batches.per_epoch, plan)
        self.learning_rate: Any = optimizer.learning_rate
        self.clipped: Any = 1.0

    def bind(self, batch: int, network: Network | None = None) -> Pass:
        """Return the network at work on so many samples, as in training, writing into ``gradient``.

        With ``network`` it is the same over inputs of another shape.
        """
        return (network or self._network).bind(batch, self._experiment.loss, self.gradient, self._generators)

    def take(self, position: int) -> Pass:
        """Return a pass filled with the batch that begins at a position; an epoch begins with a new order."""
        batches = self.batches
        if not position and self._experiment.shuffle:
            batches.shuffle(self._generators)
        run = self.full if position + batches.size <= batches.count else self.rest
        run.inputs_and_targets[...] = batches.at(position)
        return run

    def descend(self, run: Pass, progress: int, update: int, hook: StageHook | None = None) -> None:
        """Make a step on a filled pass, at a progress of the run; it is the optimizer's update ``update``."""
        self._run = run
        if self._frozen is not None:
            self._frozen.note()
        run.forward()
        run.backward()
        if hook is not None:
            hook("backward")
        if self._regularize is not None:
            self._regularize()
        if hook is not None:
            hook("regularizer")
        if self._frozen is not None:
            self._frozen.zero_gradient()
        if self._clip is not None:
            self.clipped = self._clip()
        if hook is not None:
            hook("clipping")
        if self._factor is not None:
            self.learning_rate = self._experiment.optimizer.learning_rate * self._factor(progress)
        if self._constrain is not None:
            for weight, before in zip(self._weights, self._before, strict=True):
                before[...] = weight
        self._update(update, self.learning_rate)
        if hook is not None:
            hook("optimizer")
        if self._constrain is not None:
            self._constrain(self.learning_rate)
        if self._frozen is not None:
            self._frozen.put_back()
        if hook is not None:
            hook("constraint")

    def forget(self) -> None:
        """Forget the last step: the parameters have come from elsewhere."""
        self.gradient[...] = self.change[...] = 0.0
        self.noted = False

    @property
    def finite(self) -> bool:
        """Whether the loss of the last batch was a finite number."""
        with np.errstate(all="ignore"):
            return bool(np.isfinite(self._run.value()).all())

    def penalty(self) -> float:
        """Return the regularizer's addition to the loss of the first network, for its weights as they are."""
        return float(self._experiment.regularizer.penalty(self._network.parameters * self.mask)[0])

    def evaluate(self) -> float:
        """Compute the loss of the batch, with its penalty, and the gradient; for rules that search."""
        self._run.forward()
        self._run.backward()
        if self._regularize is not None:
            self._regularize()
        if self._frozen is not None:
            self._frozen.zero_gradient()
        return float(self._run.value() + self.penalty())
