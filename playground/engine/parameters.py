"""What a layer declares of its parameters, and where they stand in the flat vectors of a network."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

import numpy.typing as npt

Shape = tuple[int, ...]
"""What flows along an edge of the network, for one sample: units (n,), an image (channels, height, width)
or a sequence (time, features). Numbers lie flat in this order."""


def in_words(shape: Shape) -> str:
    """Return a shape as a message says it."""
    match shape:
        case (count,):
            return f"{count} in a row"
        case (time, features):
            return f"a sequence of {time} times {features}"
        case (channels, height, width):
            return f"an image of {channels} × {height} × {width}"
    return " x ".join(map(str, shape))


class Role(Enum):
    """What a parameter does in its layer: initializers, regularizers and views go by it, never by a name."""

    WEIGHT = "weight"
    RECURRENT_WEIGHT = "recurrent weight"
    KERNEL = "kernel"
    BIAS = "bias"
    SCALE = "scale"
    SHIFT = "shift"
    MEAN = "kept mean"
    VARIANCE = "kept variance"

    @property
    def is_weight(self) -> bool:
        """Whether it multiplies what comes in: initializers draw it, and regularizers keep it small."""
        return self in (Role.WEIGHT, Role.RECURRENT_WEIGHT, Role.KERNEL)

    @property
    def is_trained(self) -> bool:
        """Whether training descends on it; statistics are only kept."""
        return self not in (Role.MEAN, Role.VARIANCE)


@dataclass(frozen=True)
class Parameter:
    """One named array of a layer.

    The first axis of a weight counts what it comes from, units or channels, and the last what it leads to.
    The last axis of anything else counts what it belongs to.
    """

    shape: Shape
    role: Role
    fan_in: int = 1
    """How many numbers are added up in what a weight leads to ..."""
    fan_out: int = 1
    """... and in how many sums each input has a part."""
    start: float = 0.0
    """Where it starts, unless the initializer decides: it does for weights and biases."""
    stacked: int = 1
    """How many arrays of one shape stand side by side along the last axis, such as those of four gates; the
    last axis then counts what each of them leads or belongs to, one after the other."""
    starts: Mapping[int, float] = field(default_factory=dict, hash=False)
    """Which of the stacked arrays start at a number of their own, whatever the initializer says of biases."""
    orthogonal: bool = False
    """Whether it starts with rows at right angles, whatever the initializer draws other weights from."""

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)

    @property
    def parts(self) -> tuple[Parameter, ...]:
        """Those that are stacked, each by itself."""
        if self.stacked == 1:
            return (self,)
        one = replace(self, shape=(*self.shape[:-1], self.shape[-1] // self.stacked), stacked=1)
        return (one,) * self.stacked


@dataclass(frozen=True)
class Layout:
    """Where the parameters of one layer stand: trained ones in ``slot`` of the network's vector (n,), kept
    statistics in ``kept`` of its state (m,), each in the order of declaration.
    """

    trained: Mapping[str, Parameter]
    statistics: Mapping[str, Parameter]
    slot: slice
    kept: slice

    @property
    def has_weights(self) -> bool:
        """Whether any of them is a weight."""
        return any(each.role.is_weight for each in self.trained.values())

    @property
    def declared(self) -> dict[str, Parameter]:
        """All of them by name, trained ones first."""
        return {**self.trained, **self.statistics}

    def views(self, flat: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
        """Return named views into something like the parameters, (..., n): each (..., *shape)."""
        return _views(self.trained, flat[..., self.slot])

    def kept_views(self, state: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
        """Return named views into something like the state, (..., m): each (..., *shape)."""
        return _views(self.statistics, state[..., self.kept])

    def weights(self, flat: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
        """Return the views of ``flat``, (..., n), that are weights: each (..., *shape)."""
        return {name: view for name, view in self.views(flat).items() if self.trained[name].role.is_weight}

    def biases(self, flat: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
        """Return the views of ``flat``, (..., n), that are biases: each (..., *shape)."""
        return {name: view for name, view in self.views(flat).items() if self.trained[name].role is Role.BIAS}


def _views(parameters: Mapping[str, Parameter], row: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    found, start = {}, 0
    for name, parameter in parameters.items():
        part = row[..., start : start + parameter.size]
        found[name] = part.reshape(*row.shape[:-1], *parameter.shape)
        start += parameter.size
    return found


def layouts(declared: Iterable[Mapping[str, Parameter]]) -> list[Layout]:
    """Give the parameters of every layer their places, one layer after the other."""
    found, trained_end, kept_end = [], 0, 0
    for parameters in declared:
        trained = {name: each for name, each in parameters.items() if each.role.is_trained}
        statistics = {name: each for name, each in parameters.items() if not each.role.is_trained}
        slot = slice(trained_end, trained_end + sum(each.size for each in trained.values()))
        kept = slice(kept_end, kept_end + sum(each.size for each in statistics.values()))
        trained_end, kept_end = slot.stop, kept.stop
        found.append(Layout(trained, statistics, slot, kept))
    return found
