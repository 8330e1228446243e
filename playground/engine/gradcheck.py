"""Every gradient against central differences."""

from dataclasses import dataclass

import numpy as np

from playground.engine.activations import Array
from playground.engine.losses import Loss
from playground.engine.network import Network
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
    """Return both gradients of loss plus penalty for samples ``x``, ``y``; all in double precision.

    A population of 2 n networks, each with one parameter nudged up or down, gives all differences at once.
    """
    n = network.parameters.shape[1]
    single = Network(network.layers, network.widths[0], 1, np.float64)
    single.parameters[...] = network.parameters[:1]
    exact = single.bind(len(x), loss)
    exact.x[...], exact.y[...] = x, y
    exact.forward()
    exact.backward()
    mask = single.weight_mask()
    add = regularizer.bind(single.parameters, exact.gradient, mask)
    if add is not None:
        add()

    nudged = Network(network.layers, network.widths[0], 2 * n, np.float64)
    nudged.parameters[...] = single.parameters
    nudged.parameters[:n][np.diag_indices(n)] += nudge
    nudged.parameters[n:][np.diag_indices(n)] -= nudge
    numeric = nudged.bind(len(x), loss)
    numeric.x[...], numeric.y[...] = x, y
    numeric.forward()
    total = numeric.value() + regularizer.penalty(nudged.parameters * mask)
    return Comparison(exact.gradient[0], (total[:n] - total[n:]) / (2 * nudge))
