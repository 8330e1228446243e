"""How a network is doing inside, layer by layer: gradients, updates, dead and saturated units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Activation, Array
from playground.engine.layers.base import Bound, Layer
from playground.engine.layers.recurrence import Recurrence
from playground.engine.parameters import Layout, Shape
from playground.training.lookahead import Lookahead, NextStep
from playground.training.training import Training

ALIKE = 1e-3
"""A unit hands on the same for all samples where it moves by less than this share of the layer's largest
output."""
NEAR = 0.025
"""A unit is saturated where it is nearer to an end than this share of its range: 0.95 for tanh."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often numbers fall into equal bins from ``low`` to ``high``."""

    counts: Array
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class LayerStatistics:
    """One layer at one moment. Norms are Euclidean, over all parameters of the layer; 0 if it has none."""

    name: str
    """``02_dense``, as in exported weights."""
    units: int
    parameters: int
    weight: float
    """Norm of the parameters."""
    gradient: float
    """Norm of the gradient of the loss of all training samples."""
    delta: float
    """Norm of the derivative of that loss by the units' sums, at all samples; 0 where there are no sums."""
    update: float
    """Norm of what the next step changes."""
    state: dict[str, float]
    """Norms of what the optimizer remembers, by its names."""
    dead: tuple[int, ...]
    """Units whose slope is zero at every training sample, so that they cannot learn; from 0."""
    saturated: tuple[float, ...]
    """For each unit the share of training samples that drive it to its ends; empty if it has none."""
    distinct: int
    """How many units differ in what they make of their inputs; 0 where there are no weights."""
    weights: Histogram | None
    activations: Histogram | None
    """Of what the units hand on, at all training samples."""
    gradients: Histogram | None
    shape: Shape = ()
    """What the layer hands on for one sample."""
    through_time: tuple[float, ...] = ()
    """For each step of a recurrent layer the norm of the derivative of the loss by its states there."""
    shut: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """For each gate that can be shut, and each unit, the share of samples and steps at which it is."""
    constant: tuple[int, ...] = ()
    """Units that hand on the same for every training sample; from 0."""

    @property
    def apart(self) -> int:
        """How many of its units learn apart: of an image its channels, of a sequence those of a step."""
        match self.shape:
            case (channels, _, _):
                return channels
            case (_, units):
                return units
        return self.units

    @property
    def dead_apart(self) -> tuple[int, ...]:
        """Which of these are dead at every place and every step."""
        places = np.zeros(self.units, np.bool_)
        places[list(self.dead)] = True
        match self.shape:
            case (channels, _, _):
                return tuple(np.flatnonzero(places.reshape(channels, -1).all(axis=1)).tolist())
            case (steps, _):
                return tuple(np.flatnonzero(places.reshape(steps, -1).all(axis=0)).tolist())
        return self.dead

    @property
    def ratio(self) -> float:
        """Size of the next step beside that of the parameters; 0 where there are none."""
        return self.update / self.weight if self.weight else 0.0

    @property
    def slope(self) -> float:
        """Root mean square of the gradient, which layers of different size can be compared by."""
        return self.gradient / self.parameters**0.5 if self.parameters else 0.0

    @property
    def saturation(self) -> float:
        """Share of units and training samples that are at an end."""
        return sum(self.saturated) / len(self.saturated) if self.saturated else 0.0


@dataclass(frozen=True, eq=False)
class NetworkStatistics:
    """A network at one moment."""

    layers: tuple[LayerStatistics, ...]
    stuck: float
    """Share of training samples whose output is at the wrong end of its range."""
    explained: float | None
    """Share of the variance of the training targets that the outputs explain (R2); None where none vary."""


class Probe:
    """Takes the statistics of a training without disturbing it: with passes, and steps, of its own."""

    def __init__(self, training: Training, next_step: Callable[[], NextStep] | None = None) -> None:
        """``next_step`` returns the step that comes next; without it, a lookahead of its own makes it."""
        experiment = training.experiment
        samples = experiment.samples["train"]
        self._training = training
        self._gradient = np.zeros_like(training.network.parameters)
        # A batch normalization sends other gradients back while training, and what is shown is what a step
        # uses. It keeps statistics meanwhile, so the network is a copy.
        self._network = training.network.copy()
        generators = [np.random.default_rng(0)] if training.network.state.size else None
        self._pass = self._network.bind(len(samples), experiment.loss, self._gradient, generators)
        self._pass.x[...], self._pass.y[...] = samples.inputs, samples.targets
        self._next_step = next_step or Lookahead(training).step

    def layer_statistics(self, bins: int = 0) -> NetworkStatistics:
        """Return the statistics as they are now, with histograms of so many bins."""
        with np.errstate(all="ignore"):
            self._network.parameters[...] = self._training.network.parameters
            self._network.state[...] = self._training.network.state
            self._pass.forward()
            self._pass.backward()
            layers = tuple(self._layers(self._training.snapshot().state, bins))
            return NetworkStatistics(layers, self._stuck(), self._explained())

    def _explained(self) -> float | None:
        targets, error = self._pass.y, self._pass.a.astype(float) - self._pass.y
        if not np.ptp(targets, axis=0).any():
            return None
        return 1.0 - float(np.sum(error**2) / np.sum((targets - targets.mean(axis=0)) ** 2))

    def _layers(self, kept: dict[str, Array], bins: int) -> Iterator[LayerStatistics]:
        network = self._training.network
        parameters, gradient = network.parameters[0], self._gradient[0]
        change = self._next_step().change[0]
        rows = {name: array[0] for name, array in kept.items() if array.shape == network.parameters.shape}
        for i, (layer, name, layout, bound) in enumerate(
            zip(network.layers, network.names(), network.layouts, self._pass.layers, strict=True)
        ):
            slot = layout.slot
            yield LayerStatistics(
                name=name,
                units=network.widths[i + 1],
                parameters=slot.stop - slot.start,
                weight=_norm(parameters[slot]),
                gradient=_norm(gradient[slot]),
                delta=_norm(bound.handles["dz"]) if "dz" in bound.handles else 0.0,
                update=_norm(change[slot]),
                state={name: _norm(row[slot]) for name, row in rows.items()},
                dead=_dead(layer, bound),
                saturated=_saturated(layer, bound),
                distinct=_distinct(layout, parameters),
                weights=_histogram(parameters[slot], bins),
                activations=_histogram(bound.handles["a"], bins),
                gradients=_histogram(gradient[slot], bins),
                shape=network.shapes[i + 1],
                through_time=_through_time(bound),
                shut=_shut(layer, bound),
                constant=_constant(bound),
            )

    def _stuck(self) -> float:
        network = self._training.network
        activation = getattr(network.layers[-1], "activation", None)
        if not isinstance(activation, Activation) or activation.ends is None or self._pass.linked:
            return 0.0
        a = self._pass.a
        low, high = activation.ends
        far = np.abs(a - self._pass.y) > 0.5 * (high - low)
        return float((far & _at_an_end(activation, a)).any(axis=-1).mean())


def _norm(array: Array) -> float:
    return float(np.linalg.norm(array.astype(float)))  # squares of large single numbers overflow


def _dead(layer: Layer, bound: Bound) -> tuple[int, ...]:
    activation = getattr(layer, "activation", None)
    if not isinstance(activation, Activation):
        return ()
    z, a = _sums_and_outputs(activation, bound)
    slope = np.empty_like(z)
    activation.derivative(z, a, slope)
    return tuple(np.flatnonzero((_by_unit(slope, bound) == 0.0).all(axis=0)).tolist())


def _through_time(bound: Bound) -> tuple[float, ...]:
    if "d_hidden" not in bound.handles:
        return ()
    slopes = bound.handles["d_hidden"].astype(float)  # (samples, steps, units)
    return tuple(np.sqrt((slopes**2).sum(axis=(0, 2))).tolist())


def _shut(layer: Layer, bound: Bound) -> dict[str, tuple[float, ...]]:
    if not isinstance(layer, Recurrence):
        return {}
    return {
        gate: tuple((np.abs(bound.handles[gate] - end) < NEAR).mean(axis=(0, 1)).tolist())
        for gate, end in layer.shut.items()
    }


def _constant(bound: Bound) -> tuple[int, ...]:
    a = bound.handles["a"]
    size = float(np.abs(a).max(initial=0.0))
    return tuple(np.flatnonzero(np.ptp(a, axis=0) <= ALIKE * size).tolist())


def _at_an_end(activation: Activation, a: Array) -> npt.NDArray[np.bool_]:
    assert activation.ends is not None, "only bounded activations have ends"
    low, high = activation.ends
    edge = NEAR * (high - low)
    return np.asarray((a < low + edge) | (a > high - edge), np.bool_)


def _saturated(layer: Layer, bound: Bound) -> tuple[float, ...]:
    activation = getattr(layer, "activation", None)
    if not isinstance(activation, Activation) or activation.ends is None:
        return ()
    _, a = _sums_and_outputs(activation, bound)
    return tuple(_at_an_end(activation, _by_unit(a, bound)).mean(axis=0).tolist())


def _sums_and_outputs(activation: Activation, bound: Bound) -> tuple[Array, Array]:
    """Return the sums of a layer and what its activation makes of them, also of those not handed on."""
    z, a = bound.handles["z"], bound.handles["a"]
    if z.size != a.size:
        a = np.empty_like(z)
        activation.value(z, a)
    return z, a.reshape(z.shape)


def _by_unit(array: Array, bound: Bound) -> Array:
    """Return numbers as (samples, units): where only the last step is handed on, every step is a sample."""
    return array.reshape(-1, bound.handles["a"].shape[-1])


def _distinct(layout: Layout, parameters: Array) -> int:
    weights = layout.weights(parameters)
    if not weights:
        return 0
    columns = np.vstack(
        [
            view.reshape(-1, view.shape[-1] // layout.trained[name].stacked)
            for name, view in (weights | layout.biases(parameters)).items()
        ]
    )
    # Rounding makes small differences even between units that are treated alike.
    size = float(np.abs(columns).max(initial=0.0)) or 1.0
    return len(np.unique(np.round(columns / size, 4), axis=1).T)


def _histogram(numbers: Array, bins: int) -> Histogram | None:
    numbers = numbers[np.isfinite(numbers)].astype(float)
    if not bins or not numbers.size:
        return None
    low, high = float(numbers.min()), float(numbers.max())
    size = max(abs(low), abs(high), 1e-12)
    if high - low < 1e-6 * size:  # all alike but for rounding, too close for bins
        low, high = low - 0.5 * size, high + 0.5 * size
    counts, _ = np.histogram(numbers, bins, (low, high))
    return Histogram(counts, low, high)
