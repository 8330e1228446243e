"""What one step of training computes, every number of it: a value that can be sent, compared and stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.clipping import Clipping
from playground.engine.layers.base import Layer
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.parameters import Layout, Shape
from playground.engine.regularizers.base import Regularizer
from playground.engine.schedules.base import Schedule


@dataclass(frozen=True)
class Rows:
    """Samples chosen by the person: rows of ``train``, ``validation`` or ``test``; none: the next batch."""

    rows: tuple[int, ...] = ()
    part: str = "train"


@dataclass(frozen=True, eq=False)
class TracedLayer:
    """One layer's numbers, on the way forward and back."""

    name: str
    """As files name it: ``01_dense``."""
    rule: Layer
    inputs_shape: Shape
    shape: Shape
    """Of what it hands on."""
    layout: Layout
    """Where its parameters stand in the flat arrays."""
    linked: bool
    """Whether the loss hands over ``dz`` itself; there is no ``da`` then."""
    values: dict[str, Array]
    """What the layer hands out: ``x`` (batch, inputs), ``z``, ``a``, ``da``, ``dz`` (batch, units), a dropout
    ``mask``, the ``mean``, ``variance`` and ``normal`` of a normalization, a recurrent layer's gates and
    states (batch, time, units).

    ``da`` and ``dz`` are derivatives of the loss of the *batch*: each sample's share in it is in them.
    """

    @property
    def slopes(self) -> Array:
        """The loss's derivative with respect to the sums, or to the outputs where these have not one sum
        each: (batch, n).
        """
        dz = self.values.get("dz")
        return self.values["da"] if dz is None or dz.size != self.values["a"].size else dz

    @property
    def state(self) -> str:
        """The name of what it hands on from step to step, (batch, time, units); else that of its outputs."""
        return str(getattr(self.rule, "state", "a"))

    @property
    def state_shape(self) -> Shape:
        """Of its states at all steps, (time, units); of a layer without time that of its outputs."""
        return self.shape if self.state == "a" else self.values[self.state].shape[1:]

    def named(self, parameters: Array) -> dict[str, Array]:
        """Return views into something like the parameters (n,): ``weight`` (inputs, units), ``bias`` ..."""
        return self.layout.views(parameters)

    def running(self, kept: Array) -> dict[str, Array]:
        """Return views into what the layer keeps (m,): running means and variances."""
        return self.layout.kept_views(kept)


@dataclass(frozen=True, eq=False)
class Trace:
    """Everything that the next step of a training computes; flat arrays are (n,), as in ``Network``.

    One convention throughout: the loss of a batch is the sum of ``shares * losses``, and every derivative is
    one of that loss. A sample's part of a gradient therefore needs no further factor: the parts *add up* to
    the gradient. Times the number of samples they are the gradients of the samples' own losses, of which the
    gradient is the mean (of samples that a batch normalization does not tie together).
    """

    hypothetical: bool
    """True for samples chosen by the person: what would happen, not what will."""
    epoch: int
    """Whole epochs made so far."""
    step: int
    """Steps made so far."""
    progress: int
    """How far the run is, in steps of the present size: what the schedule goes by."""
    per_epoch: int
    """Steps in an epoch."""
    update: int
    """Which update of its optimizer this is, from 1."""
    part: str
    rows: npt.NDArray[np.intp]
    """Which rows of ``part`` the batch is, in its order."""
    x: Array
    """Inputs, (batch, features)."""
    y: Array
    """Targets, (batch, outputs)."""
    layers: tuple[TracedLayer, ...]
    loss_rule: Loss
    losses: Array
    """The loss of each sample alone, (batch,)."""
    shares: Array
    """How much each of them counts, (batch,): one part in as many as there are, or by its class's weight."""
    step_shares: Array
    """How much each step of a sample counts in its loss, (batch, steps); of no sequence there is but one."""
    loss: float
    """Of the batch, without the penalty."""
    penalty: float
    regularizer: Regularizer
    clipping: Clipping
    schedule: Schedule
    optimizer: Optimizer
    before: Array
    """The parameters as they are."""
    frozen: npt.NDArray[np.bool_]
    """Which of them stay so, whatever the rules make of them, (n,)."""
    gradient: Array
    """Of the loss by every parameter, as it comes back from the layers ..."""
    pull: Array
    """... the regularizer's share ..."""
    pulled: Array
    """... both together ..."""
    clipped: Array
    """... and after clipping."""
    factor: float
    """By which clipping shortened it; 1 if it did not."""
    learning_rate: float
    """After the schedule."""
    memory: dict[str, Array]
    """What the optimizer remembers, before the step ..."""
    memory_after: dict[str, Array]
    """... and after it: each (n,), or as ``Optimizer.start`` makes it."""
    moved: Array
    """The parameters after the optimizer's update ..."""
    after: Array
    """... and after the regularizer's limits: those that the training will have."""
    kept: Array
    """What layers keep without descending on it, before the step ..."""
    kept_after: Array
    """... and after it."""

    def called(self, row: int) -> int:
        """Return what a sample of the batch is called: which of its part it is, counted from 1."""
        return int(self.rows[row]) + 1

    @property
    def counted(self) -> Array:
        """The gradient that clipping and optimizer are given, (n,): nothing of what is frozen."""
        return np.where(self.frozen, np.zeros_like(self.pulled), self.pulled)

    @property
    def change(self) -> Array:
        """What the step adds to the parameters, (n,)."""
        return self.after - self.before

    def arrays(self, flat: Array) -> dict[str, Array]:
        """Return views into a flat array (n,) by the names that files use, such as ``01_dense/weight``."""
        return {
            f"{layer.name}/{name}": view for layer in self.layers for name, view in layer.named(flat).items()
        }
