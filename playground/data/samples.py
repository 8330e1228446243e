"""Points of the plane with what is to be learned about them, and their division into three."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.parts.description import Description
from playground.parts.setting import setting

Array = npt.NDArray[np.floating]


REACH = 6.0
"""The plane goes from minus to plus this, in both directions."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""First digits of a round distance between two marks on the plane's edge, of which there are five."""


@dataclass(frozen=True)
class Side:
    """How an input lies along a side of the plane: its number in the middle, and the worth of a unit."""

    middle: float = 0.0
    unit: float = 1.0

    @classmethod
    def of(cls, numbers: Array) -> "Side":
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


@dataclass(frozen=True)
class Names:
    """What the data call their inputs, their classes and their value; empty where they have no names."""

    inputs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, eq=False)
class Points:
    """Points (samples, 2) and what is true of each: a class number or a value, (samples,).

    ``classes`` is how many classes there are, 0 where the truth is a value. Of several values at each point
    the truth is (samples, values). ``others`` are inputs beyond the plane, (samples, inputs - 2). Where the
    ``sides`` of the plane are not the first two inputs as they are, these are ``pair``, (samples, 2).
    """

    xy: Array
    truth: npt.NDArray[Any]
    classes: int
    others: Array | None = None
    names: Names = Names()
    sides: tuple[Side, Side] = (Side(), Side())
    pair: Array | None = None

    @classmethod
    def spread(
        cls,
        inputs: Array,
        truth: npt.NDArray[Any],
        classes: int,
        names: Names = Names(),
        sides: tuple[Side, Side] = (Side(), Side()),
    ) -> "Points":
        """Return points whose first two ``inputs`` (samples, inputs) lie along the sides of the plane."""
        pair, others = inputs[:, :2], inputs[:, 2:] if inputs.shape[1] > 2 else None
        if sides == (Side(), Side()):
            return cls(pair, truth, classes, others, names)
        xy = np.stack([side.places(column) for side, column in zip(sides, pair.T, strict=True)], axis=1)
        return cls(xy, truth, classes, others, names, sides, pair)

    @cached_property
    def inputs(self) -> Array:
        """All inputs of each point, (samples, inputs); the first two say its place in the plane."""
        first = self.xy if self.pair is None else self.pair
        return first if self.others is None else np.hstack([first, self.others])

    @property
    def values(self) -> npt.NDArray[Any]:
        """The truth with an axis for the values of each point, (samples, values), even where it is one."""
        return self.truth if self.truth.ndim > 1 else self.truth[:, None]

    @property
    def in_line(self) -> bool:
        """Whether all lie at one height, so that only x₁ tells them apart."""
        x1, x2 = self.xy.T
        return bool(len(self) and np.ptp(x2) == 0.0 < np.ptp(x1))

    def __len__(self) -> int:
        return len(self.xy)

    def __getitem__(self, rows: Any) -> "Points":
        others = None if self.others is None else self.others[rows]
        pair = None if self.pair is None else self.pair[rows]
        return Points(self.xy[rows], self.truth[rows], self.classes, others, self.names, self.sides, pair)


def on_sides(sides: tuple[Side, Side], places: Array) -> Array:
    """Return the first two inputs (n, 2) of places in the plane (n, 2)."""
    return np.stack([side.numbers(place) for side, place in zip(sides, places.T, strict=True)], axis=1)


class Split(Description):
    """How the samples are divided: what is not kept for validation or test is trained on."""

    validation: float = setting(
        0.0, "Share of the samples kept for validation.", ge=0.0, le=0.5, unit="%", label="Validation share"
    )
    test: float = setting(
        0.5, "Share of the samples kept for testing.", ge=0.0, le=0.9, unit="%", label="Test share"
    )

    def rows(self, count: int, order: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.intp]]:
        """Deal so many points out in an order: which are ``train``, ``validation`` and ``test``.

        Train gets what is left over.
        """
        # A share such as 0.29 is a little less than it says, and 29 % of 100 samples are 29.
        ends = np.cumsum([int(count * share + 1e-6) for share in (self.validation, self.test)])
        validation, test, train = np.split(order, ends)
        return {"train": train, "validation": validation, "test": test}

    def divide(self, points: Points, order: npt.NDArray[np.intp]) -> dict[str, Points]:
        """Return the points of each part."""
        return {name: points[rows] for name, rows in self.rows(len(points), order).items()}
