"""The plane as a facet of data: how samples lie in it, and which inputs its places stand for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from playground.data.targets.values import AS_IT_IS, Scale
from playground.parts.counts import typeset

Array = npt.NDArray[np.floating]

REACH = 6.0
"""The plane goes from minus to plus this, in both directions."""
MARKS = (-REACH, -REACH / 2.0, 0.0, REACH / 2.0, REACH)
"""Where along a side there is a number."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""First digits of a round distance between two marks on the plane's edge, of which there are five."""


@dataclass(frozen=True)
class Side:
    """How an input lies along a side of the plane: its number in the middle, and the worth of a unit."""

    middle: float = 0.0
    unit: float = 1.0

    @classmethod
    def of(cls, numbers: Array) -> Side:
        """Return the side on which numbers are spread out, with round numbers along it.

        Numbers that the plane holds as they are, and that fill half of it, stay so.
        """
        low, high = float(numbers.min()), float(numbers.max())
        extent = high - low
        if extent <= max(1e-9 * max(abs(low), abs(high)), 1e-12):
            return cls() if abs(low) <= REACH else cls(low)
        if max(-low, high) <= REACH <= extent:
            return cls()
        power = 10.0 ** math.floor(math.log10(extent / 4.0))
        for digits in (*STEPS, *(10.0 * step for step in STEPS)):
            step = digits * power
            for grain in (step, step / 2.0):
                middle = round((low + high) / 2.0 / grain) * grain
                if max(middle - low, high - middle) <= 1.95 * step:  # no point is cut off at the edge
                    return cls(middle, step * 2.0 / REACH)
        raise AssertionError("four steps of ten times the fourth part cover any extent")

    def places(self, numbers: Array) -> Array:
        """Return where numbers lie."""
        return (numbers - self.middle) / self.unit

    def numbers(self, places: Array) -> Array:
        """Return which numbers lie at places."""
        return self.middle + self.unit * places

    def marks(self) -> list[tuple[float, str]]:
        """Return the places along the side at which there is a number, each with that.

        What scaling and its reverse leave behind the last digit of a round number is not written.
        """
        numbers = self.numbers(np.array(MARKS)).tolist()
        first = math.floor(math.log10(self.unit * REACH / 2.0))
        largest = math.floor(math.log10(max(map(abs, numbers))))
        digits = max(7, largest - first + 3)  # a mark may be half of 2.5 apart from a round number
        texts = [typeset(f"{round(number, 6 - first) + 0.0:,.{digits}g}") for number in numbers]
        return list(zip(MARKS, texts, strict=True))

    def scaled(self, scale: Scale) -> Side:
        """Return this side for numbers that are scaled."""
        shift, unit = scale
        return Side((self.middle - shift) / unit, self.unit / unit)

    def unscaled(self, scale: Scale) -> Side:
        """Return the side of scaled numbers for what they were before."""
        shift, unit = scale
        return Side(shift + (unit or 1.0) * self.middle, (unit or 1.0) * self.unit)


AS_THEY_ARE = (Side(), Side())
"""The sides on which inputs are places."""


@dataclass(frozen=True)
class Coordinates:
    """How samples lie in the plane by their first two inputs, and where the others are held over it."""

    sides: tuple[Side, Side] = AS_THEY_ARE
    """Across and up."""
    held: tuple[float, ...] = ()
    """The inputs beyond the first two, at every place of the plane."""

    @classmethod
    def of(cls, inputs: Array, sides: tuple[Side, Side] = AS_THEY_ARE) -> Coordinates:
        """Return the coordinates of samples (samples, inputs), the others held at their means."""
        return cls(sides, tuple(inputs[:, 2:].mean(axis=0).tolist()) if inputs.shape[1] > 2 else ())

    def holding(self, held: tuple[float, ...]) -> Coordinates:
        """Return the plane with the other inputs held elsewhere, if it is a number for each of them."""
        return replace(self, held=held) if len(held) == len(self.held) else self

    @classmethod
    def of_scaled(cls, inputs: Array, scales: Sequence[Scale], reach: float = math.inf) -> Coordinates:
        """Return the coordinates of scaled samples, with round numbers of what they were along the sides.

        What lies beyond ``reach`` does not make the rest huddle.
        """
        seen = np.clip(inputs[:, :2], -reach, reach).T
        across, up = (
            Side.of(shift + unit * column).scaled((shift, unit)) if unit else Side()
            for column, (shift, unit) in zip(seen, _pair(scales), strict=True)
        )
        return cls.of(inputs, (across, up))

    def edges(self, scales: Sequence[Scale]) -> tuple[Side, Side]:
        """Return the sides for what inputs were before they were scaled."""
        across, up = (side.unscaled(scale) for side, scale in zip(self.sides, _pair(scales), strict=True))
        return across, up

    def places(self, inputs: Array) -> Array:
        """Return where samples (samples, inputs) lie, (samples, 2)."""
        if self.sides == AS_THEY_ARE:
            return inputs[:, :2]
        pairs = zip(self.sides, inputs[:, :2].T, strict=True)
        return np.stack([side.places(column) for side, column in pairs], axis=1)

    def pair(self, places: npt.ArrayLike) -> Array:
        """Return the first two inputs (n, 2) at places (n, 2)."""
        columns = zip(self.sides, np.asarray(places, float).T, strict=True)
        return np.stack([side.numbers(column) for side, column in columns], axis=1)

    def inputs(self, places: npt.ArrayLike) -> Array:
        """Return all inputs (n, inputs) at places (n, 2)."""
        pair = self.pair(places)
        return np.hstack([pair, np.tile(np.array(self.held), (len(pair), 1))])


def _pair(scales: Sequence[Scale]) -> list[Scale]:
    """Return the scales of the first two inputs, which may be fewer, or not scaled; the unit is 0 where all
    numbers are alike.
    """
    return [*scales, AS_IT_IS, AS_IT_IS][:2]


THE_PLANE = Coordinates()
"""The plane in which the two inputs are places."""
