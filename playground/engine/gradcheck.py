"""Every gradient against central differences."""

from dataclasses import dataclass

import numpy as np

from playground.engine.activations import Array
from playground.engine.losses import Loss
from playground.engine.network import Network, Pass
from playground.engine.regularizers import Regularizer


@dataclass(frozen=True, eq=False)
class Comparison:
    """The gradient by backpropagation and by central differences, both (n,)."""

    exact: Array
    numeric: Array

    @property
    def worst(self) -> float:
        """The largest difference, relative to the larger of the two or to 1e-3 of the largest gradient."""
        size = np.maximum(np.abs(self.exact), np.abs(self.numeric))
        floor = max(1e-3 * float(size.max(initial=0.0)), 1e-8)
        return float((np.abs(self.exact - self.numeric) / np.maximum(size, floor)).max(initial=0.0))


def compare(
    network: Network, loss: Loss, regularizer: Regularizer, x: Array, y: Array, nudge: float = 1e-5
) -> Comparison:
    """Return both gradients of loss plus penalty by every parameter; all in double precision, as in training.

    A population of 2 n networks, each with one parameter nudged up or down, gives all differences at once.
    """
    single, exact = _passed(network, network.parameters[:1], loss, x, y)
    mask = single.weight_mask()
    add = regularizer.bind(single.parameters, exact.gradient, mask)
    if add is not None:
        add()
    n = network.parameters.shape[1]
    nudges = nudge * np.concatenate([np.eye(n), -np.eye(n)])
    nudged, numeric = _passed(network, single.parameters + nudges, loss, x, y)
    total = numeric.value() + regularizer.penalty(nudged.parameters * mask)
    return Comparison(exact.gradient[0], (total[:n] - total[n:]) / (2 * nudge))


def compare_inputs(network: Network, loss: Loss, x: Array, y: Array, nudge: float = 1e-5) -> Comparison:
    """Return both gradients of the loss by every input, flat, in double precision, as in training."""
    _, exact = _passed(network, network.parameters[:1], loss, x, y)
    n = x.size
    nudges = nudge * np.concatenate([np.eye(n), -np.eye(n)]).reshape(2 * n, *x.shape)
    rows = np.repeat(network.parameters[:1], 2 * n, axis=0)
    _, numeric = _passed(network, rows, loss, x + nudges, y)
    total = numeric.value()
    return Comparison(exact.dx.ravel(), (total[:n] - total[n:]) / (2 * nudge))


def _passed(network: Network, rows: Array, loss: Loss, x: Array, y: Array) -> tuple[Network, Pass]:
    """Go forth and back with these parameters (P, n); every network draws the same random numbers."""
    made = Network(network.layers, network.widths[0], len(rows), np.float64)
    made.parameters[...], made.state[...] = rows, network.state[:1]
    generators = [np.random.default_rng(0) for _ in rows]
    run = made.bind(x.shape[-2], loss, generators=generators, inputs_too=True)
    run.x[...], run.y[...] = x, y
    run.forward()
    run.backward()
    return made, run
