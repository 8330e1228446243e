"""What is counted of one layer while the training samples pass through it, all at once or in portions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Activation, Array
from playground.engine.layers.base import Bound, Layer
from playground.engine.layers.recurrence import Recurrence
from playground.inspection.histogram import Histogram, ends_of

NEAR = 0.025
"""A unit is saturated where it is nearer to an end than this share of its range: 0.95 for tanh."""
ALIKE = 1e-3
"""A unit hands on the same for all samples where it moves by less than this share of the layer's largest
output."""


class Tally:
    """Counts, sums and extremes of one layer's numbers; ``take`` adds those of some more samples."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        activation = getattr(layer, "activation", None)
        self._activation = activation if isinstance(activation, Activation) else None
        self._rows = self._samples = 0
        self._squares = 0.0
        self._alive: npt.NDArray[np.bool_] | None = None
        self._ended: Array | None = None
        self._least: Array | None = None
        self._most: Array | None = None
        self._through_time: Array | None = None
        self._shut: dict[str, Array] = {}
        self._range = (math.inf, -math.inf)
        self._counts: Array | None = None

    def take(self, bound: Bound, share: float) -> None:
        """Take a layer's numbers after the way back, for samples that are such a share of all."""
        a, handles = bound.handles["a"], bound.handles
        self._samples += len(a)
        if "dz" in handles:
            self._squares += float(np.sum((share * handles["dz"].astype(float)) ** 2))
        if self._activation is not None:
            self._take_units(self._activation, bound)
        low, high = a.min(axis=0), a.max(axis=0)
        self._least = low if self._least is None else np.minimum(self._least, low)
        self._most = high if self._most is None else np.maximum(self._most, high)
        finite = a[np.isfinite(a)]
        if finite.size:
            least, most = self._range
            self._range = min(least, float(finite.min())), max(most, float(finite.max()))
        if "d_hidden" in handles:  # (samples, steps, units)
            squares = np.sum((share * handles["d_hidden"].astype(float)) ** 2, axis=(0, 2))
            self._through_time = _added(self._through_time, squares)
        if isinstance(self._layer, Recurrence):
            for gate, end in self._layer.shut.items():
                counts = (np.abs(handles[gate] - end) < NEAR).mean(axis=1).sum(axis=0)
                self._shut[gate] = _added(self._shut.get(gate), counts)

    def _take_units(self, activation: Activation, bound: Bound) -> None:
        z, a = _sums_and_outputs(activation, bound)
        slope = np.empty_like(z)
        activation.derivative(z, a, slope)
        moving = np.asarray((_by_unit(slope, bound) != 0.0).any(axis=0))
        self._alive = moving if self._alive is None else self._alive | moving
        if activation.ends is not None:
            ended = at_an_end(activation, _by_unit(a, bound))
            self._rows += len(ended)
            self._ended = _added(self._ended, ended.sum(axis=0))

    def count(self, bound: Bound, bins: int) -> None:
        """Count outputs into bins, once ``take`` has seen those of all samples."""
        numbers = bound.handles["a"]
        numbers = numbers[np.isfinite(numbers)].astype(float)
        if numbers.size:
            counts, _ = np.histogram(numbers, bins, ends_of(*self._range))
            self._counts = _added(self._counts, counts)

    @property
    def delta(self) -> float:
        """The norm of the derivative of the loss with respect to the sums; 0 where there are none."""
        return math.sqrt(self._squares)

    @property
    def dead(self) -> tuple[int, ...]:
        """Units whose slope is zero at every sample."""
        return () if self._alive is None else tuple(np.flatnonzero(~self._alive).tolist())

    @property
    def saturated(self) -> tuple[float, ...]:
        """For each unit the share of samples at its ends; empty if it has none."""
        return () if self._ended is None else tuple((self._ended / self._rows).tolist())

    @property
    def activations(self) -> Histogram | None:
        """What ``count`` has counted."""
        return None if self._counts is None else Histogram(self._counts, *ends_of(*self._range))

    @property
    def through_time(self) -> tuple[float, ...]:
        """The norm of the loss's derivative with respect to the states of each step; empty without states."""
        return () if self._through_time is None else tuple(np.sqrt(self._through_time).tolist())

    @property
    def shut(self) -> dict[str, tuple[float, ...]]:
        """For each gate that can be shut, and each unit, the share of samples and steps at which it is."""
        return {gate: tuple((counts / self._samples).tolist()) for gate, counts in self._shut.items()}

    @property
    def constant(self) -> tuple[int, ...]:
        """Units that hand on the same for every sample."""
        if self._least is None or self._most is None:
            return ()
        size = float(np.maximum(np.abs(self._least), np.abs(self._most)).max(initial=0.0))
        return tuple(np.flatnonzero(self._most - self._least <= ALIKE * size).tolist())


def at_an_end(activation: Activation, a: Array) -> npt.NDArray[np.bool_]:
    """Return which outputs of a bounded activation are near an end of its range."""
    assert activation.ends is not None, "only bounded activations have ends"
    low, high = activation.ends
    edge = NEAR * (high - low)
    return np.asarray((a < low + edge) | (a > high - edge), np.bool_)


def _added(before: npt.NDArray[Any] | None, more: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return more if before is None else before + more


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
