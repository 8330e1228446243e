"""Every gradient against central differences."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.corners import crossed
from playground.engine.losses.base import Loss
from playground.engine.network import Network
from playground.engine.passes import Pass
from playground.engine.regularizers.base import Regularizer

STENCIL = {1: 8.0, -1: -8.0, 2: -1.0, -2: 1.0}
"""Nudges and their weights, to be divided by 12: the error is of the fourth order (Abramowitz 25.3.6)."""

Chosen = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Comparison:
    """The gradient by backpropagation and by central differences, both (n,)."""

    exact: Array
    numeric: Array
    floor: float = 1e-8
    """Below this a gradient is small beside what rounding makes of the differences."""
    corners: dict[int, str] = field(default_factory=dict)
    """Where a nudge went over a corner, and over which: there the difference is no derivative."""

    @property
    def errors(self) -> Array:
        """The differences, (n,), relative to the larger of the two or to ``floor``."""
        size = np.maximum(np.abs(self.exact), np.abs(self.numeric))
        return np.asarray(np.abs(self.exact - self.numeric) / np.maximum(size, self.floor))

    @property
    def worst(self) -> float:
        """The largest relative difference."""
        return float(self.errors.max(initial=0.0))


def compare(
    network: Network,
    loss: Loss,
    regularizer: Regularizer,
    x: Array,
    y: Array,
    nudge: float = 1e-5,
    chosen: Chosen | None = None,
) -> Comparison:
    """Return both gradients of loss plus penalty by the chosen parameters (all if None), as in training.

    All in double precision. A population in which each network has one parameter nudged gives all
    differences at once: four networks for each chosen parameter, so choose no more than memory can hold.
    """
    single, exact = _forward_pass(network, network.parameters[:1], loss, x, y)
    exact.backward()
    mask = single.weight_mask()
    add = regularizer.bind(single.parameters, exact.gradient, mask)
    if add is not None:
        add()
    chosen = np.arange(network.parameters.shape[1]) if chosen is None else chosen
    rows = np.tile(single.parameters, (len(STENCIL), len(chosen), 1))
    for sign, nudged in zip(STENCIL, rows, strict=True):
        nudged[np.arange(len(chosen)), chosen] += sign * nudge
    made, run = _forward_pass(network, rows.reshape(-1, rows.shape[-1]), loss, x, y)
    totals = np.reshape(run.value() + regularizer.penalty(made.parameters * mask), (len(STENCIL), -1))
    size = float(exact.value() + regularizer.penalty(single.parameters * mask)[0])
    return Comparison(
        exact.gradient[0, chosen],
        np.array(list(STENCIL.values())) @ totals / (12.0 * nudge),
        # Ten roundings of a loss of this size make a relative error of 1e-5 of this.
        1e6 * float(np.finfo(float).eps) * (1.0 + size) / nudge,
        crossed(made, run, regularizer, len(STENCIL)),
    )


def compare_inputs(network: Network, loss: Loss, x: Array, y: Array, nudge: float = 1e-5) -> Comparison:
    """Return both gradients of the loss with respect to the inputs, flat, in float64, as in training.

    The tests of layers go by it: the check of a run compares parameters alone.
    """
    _, exact = _forward_pass(network, network.parameters[:1], loss, x, y)
    exact.backward()
    n = x.size
    nudges = nudge * np.concatenate([np.eye(n), -np.eye(n)]).reshape(2 * n, *x.shape)
    rows = np.repeat(network.parameters[:1], 2 * n, axis=0)
    _, numeric = _forward_pass(network, rows, loss, x + nudges, y)
    total = numeric.value()
    return Comparison(exact.dx.ravel(), (total[:n] - total[n:]) / (2 * nudge))


def _forward_pass(network: Network, rows: Array, loss: Loss, x: Array, y: Array) -> tuple[Network, Pass]:
    """Return P networks with these parameters (P, n) and their pass over the samples, gone forward.

    Every network draws the same random numbers.
    """
    made = Network(network.layers, network.shapes[0], len(rows), np.float64)
    made.parameters[...], made.state[...] = rows, network.state[:1]
    generators = [np.random.default_rng(0) for _ in rows]
    run = made.bind(x.shape[-2], loss, generators=generators, inputs_too=True)
    run.x[...], run.y[...] = x, y
    run.forward()
    return made, run
