"""Every gradient against central differences."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from playground.engine.activations import Array
from playground.engine.corners import crossed
from playground.engine.losses import Loss
from playground.engine.network import Network, Pass
from playground.engine.regularizers import Regularizer

ROOM = 400_000
"""Numbers that all networks of one pass hold between their layers: a few megabytes, a few milliseconds."""
STENCIL = {1: 8.0, -1: -8.0, 2: -1.0, -2: 1.0}
"""Nudges and their weights, to be divided by 12: the error is of the fourth order (Abramowitz 25.3.6)."""

Chosen = npt.NDArray[np.intp]


class Cancelled(Exception):
    """Whoever watches a check did not want the rest of it."""


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
    report: Callable[[int], bool] | None = None,
) -> Comparison:
    """Return both gradients of loss plus penalty by the chosen parameters (all if None), as in training.

    All in double precision. Populations in which each network has one parameter nudged give many
    differences at once. ``report`` is told how many are done; Cancelled is raised if it returns False.
    """
    single, exact = _passed(network, network.parameters[:1], loss, x, y)
    mask = single.weight_mask()
    add = regularizer.bind(single.parameters, exact.gradient, mask)
    if add is not None:
        add()
    n = network.parameters.shape[1]
    chosen = np.arange(n) if chosen is None else chosen
    at_once = max(1, min(len(chosen), ROOM // (len(STENCIL) * len(x) * sum(network.widths))))
    numeric = np.empty(len(chosen))
    corners: dict[int, str] = {}
    made, run, start = _bound(network, len(STENCIL) * at_once, loss, x, y)
    fresh = np.random.default_rng(0).bit_generator.state
    for done in range(0, len(chosen), at_once):
        part = chosen[done : done + at_once]
        made.parameters[...] = single.parameters
        nudged = made.parameters.reshape(len(STENCIL), at_once, n)
        for sign, rows in zip(STENCIL, nudged, strict=True):
            rows[np.arange(len(part)), part] += sign * nudge
        for generator in start:
            generator.bit_generator.state = fresh
        run.forward()
        totals = np.reshape(run.value() + regularizer.penalty(made.parameters * mask), (len(STENCIL), -1))
        slopes = np.array(list(STENCIL.values())) @ totals / (12.0 * nudge)
        numeric[done : done + len(part)] = slopes[: len(part)]
        found = crossed(made, run, regularizer, len(STENCIL))
        corners |= {done + i: text for i, text in found.items() if i < len(part)}
        if report is not None and not report(done + len(part)):
            raise Cancelled
    size = float(exact.value() + regularizer.penalty(single.parameters * mask)[0])
    # Ten roundings of a loss of this size make a relative error of 1e-5 of this.
    floor = 1e6 * float(np.finfo(float).eps) * (1.0 + size) / nudge
    return Comparison(exact.gradient[0, chosen], numeric, floor, corners)


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
    """Go forth and back with these parameters (P, n)."""
    made, run, _ = _bound(network, len(rows), loss, x, y)
    made.parameters[...] = rows
    run.forward()
    run.backward()
    return made, run


def _bound(
    network: Network, population: int, loss: Loss, x: Array, y: Array
) -> tuple[Network, Pass, list[np.random.Generator]]:
    """Return so many such networks, bound to samples; every one draws the same random numbers."""
    made = Network(network.layers, network.widths[0], population, np.float64)
    made.state[...] = network.state[:1]
    generators = [np.random.default_rng(0) for _ in range(population)]
    run = made.bind(x.shape[-2], loss, generators=generators, inputs_too=True)
    run.x[...], run.y[...] = x, y
    return made, run, generators
