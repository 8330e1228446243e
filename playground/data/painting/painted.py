"""Points that a person has painted: they stand in the preset itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, Strict, model_validator

from playground.data.coordinates import Coordinates, Side
from playground.data.data_set import DataSet
from playground.data.painting.brush import FARTHEST, MOST, rows_of
from playground.data.samples import Array, Points
from playground.data.targets.classes import Classes
from playground.data.targets.values import AS_IT_IS, Values
from playground.parts.counts import grouped
from playground.parts.part import Part
from playground.parts.setting import Matrix, Words, setting
from playground.parts.text import shown

FIRST = (
    "-3.6 2.4 0, -2.7 3.3 0, -3.1 1.3 0, -1.8 2.5 0, -2.2 1.6 0, -4.2 3.2 0, -1.2 3.4 0, -3.4 -0.2 0, "
    "3.1 -2.2 1, 2.4 -3.1 1, 3.8 -1.4 1, 1.9 -1.9 1, 2.9 -0.9 1, 4.1 -2.9 1, 1.1 -3.3 1, 3.3 0.3 1"
)
LONGEST = 40 * MOST
LARGEST = 1e15
"""Numbers of a column that was scaled may be as large."""
Scales = Annotated[
    tuple[Annotated[tuple[Annotated[float, Field(ge=-LARGEST, le=LARGEST)], ...], Strict(False)], ...],
    Strict(False),
]
MOST_CLASSES = 8
"""Classes that can be painted: each has a swatch, and a digit as its key."""


class Painted(DataSet):
    """Points that you paint, from scratch or over another data set."""

    kind: Literal["painted"] = "painted"
    by_hand = True
    classes: int = setting(2, "Number of classes to paint, up to 8; 0 for values.", ge=0, le=MOST_CLASSES)
    marks: str = setting(
        FIRST,
        "Each point's place, across and up, and class, from 0 on, or value, with commas between points.",
        longest=LONGEST,
        live=True,
        label="Points",
        in_form=False,
    )

    class_names: Words = setting(
        (),
        "Names of the classes; a class without one shows its number.",
        longest=8,
        live=True,
        in_form=False,
    )

    spread: Matrix = setting(
        (),
        "Across and up: the input in the middle of the plane, and how much of it a unit of the plane is; "
        "empty for 0 and 1.",
        longest=2,
        in_form=False,
    )

    columns: Words = setting((), "What the inputs are called; empty for x₁ and x₂.", longest=2, in_form=False)
    scales: Scales = setting(
        (),
        "Across and up: what was subtracted from an input's own numbers, and by what the rest was divided; "
        "empty for 0 and 1.",
        longest=2,
        in_form=False,
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.spread and not (
            [len(side) for side in self.spread] == [2, 2] and all(unit > 0.0 for _, unit in self.spread)
        ):
            raise self._refusal({"spread": "two pairs are needed, each with a unit above 0"})
        if self.columns and len(self.columns) != 2:
            raise self._refusal({"columns": "two names are needed"})
        if self.scales and not (
            [len(scale) for scale in self.scales] == [2, 2] and all(unit >= 0.0 for _, unit in self.scales)
        ):
            raise self._refusal({"scales": "two pairs are needed, each with a unit of 0 or more"})
        if self.classes == 1:
            raise self._refusal({"classes": "one class leaves nothing to predict; use 0 for values"})
        try:
            rows = _read(self.marks)
        except ValueError as error:
            raise self._refusal({"marks": str(error)}) from error
        if self.classes:
            strange = ~np.isin(rows[:, 2], np.arange(self.classes))
            if strange.any():
                i = int(strange.argmax())
                text = f"point {i + 1} is of class {rows[i, 2]:g}, and the last class is {self.classes - 1}"
                raise self._refusal({"classes": text})
        return self

    @classmethod
    def of(
        cls,
        rows: Array,
        classes: int,
        seed: int = 1,
        class_names: Sequence[str] = (),
        on: Points | None = None,
    ) -> Self:
        """Return points painted at places (points, 3), rounded to thousandths. Raises ValidationError.

        The plane is that of the points ``on`` which they are painted, with its inputs and their scales.
        """
        rounded = np.round(rows, 3) + 0.0  # no minus before a zero
        marks = ", ".join(f"{x1:g} {x2:g} {truth:g}" for x1, x2, truth in rounded.tolist())
        sides = (on.plane if on is not None and on.plane else Coordinates()).sides
        return cls(
            seed=seed,
            classes=classes,
            marks=marks,
            class_names=tuple(class_names),
            spread=() if sides == (Side(), Side()) else tuple((side.middle, side.unit) for side in sides),
            columns=() if on is None else on.input_names[:2],
            scales=() if on is None or not on.scales else (*on.scales, AS_IT_IS)[:2],
        )

    @classmethod
    def over(cls, data: DataSet) -> Self:
        """Return the points of any data set as if they had been painted, to be painted on."""
        points = data.points()
        targets = points.targets
        classes = len(targets.classes) and max(len(targets.classes), 2)
        names = targets.classes if targets.named else ()
        return cls.of(rows_of(points, np.random.default_rng(data.seed)), classes, data.seed, names, points)

    def goes_on_from(self, other: Part) -> bool:
        """Painting on other data, and taking it back, keeps the weights if the outputs stay what they are."""
        if not isinstance(other, DataSet):
            return False
        points = other.points()
        if points.shape is not None or points.plane is None or points.plane.sides != self._sides():
            return False  # other numbers were the inputs of the same places
        return len(points.targets.classes) == self.classes and points.values.shape[1] == 1

    @classmethod
    def taking_over(cls, data: DataSet) -> Self:
        """Paint on the points that are there, if there are any and they do not all lie at one height."""
        points = data.points()
        plain = points.plane is not None and points.shape is None
        lies = plain and points.targets.by_hand and not points.in_line
        few = len(points.targets.classes) <= MOST_CLASSES
        fit = len(points) and lies and few and not data.misfit()
        return cls.over(data) if fit else cls(seed=data.seed)

    def _sides(self) -> tuple[Side, Side]:
        return (Side(*self.spread[0]), Side(*self.spread[1])) if self.spread else (Side(), Side())

    @property
    def rows(self) -> Array:
        """The points (points, 3): their places, across and up, and class or value."""
        return _read(self.marks).copy()

    def draw(self, generator: np.random.Generator) -> Points:
        rows = self.rows
        plane = Coordinates(self._sides())
        inputs = plane.inputs(rows[:, :2])
        targets = Classes(self.classes, self._names()) if self.classes else Values()
        truth = rows[:, 2].astype(np.intp) if self.classes else rows[:, 2]
        scales = tuple((shift, unit) for shift, unit in self.scales)
        return Points(inputs, truth, targets, self.columns, plane, scales=scales)

    def _names(self) -> tuple[str, ...]:
        """Return a name for each class: a class that was painted beside named ones has a number."""
        names = list(self.class_names[: self.classes])
        while names and len(names) < self.classes:
            names.append(next(str(i) for i in itertools.count(len(names) + 1) if str(i) not in names))
        return tuple(names)

    def order(self, points: Points) -> npt.NDArray[np.intp]:
        """Deal each point out by its own place, so that a stroke leaves the other points where they are."""
        # A hash of the place and the seed: as even as chance, and whatever other points there are.
        places = np.round(points.xy * 1000).astype(np.int64).view(np.uint64)
        mixed = (places[:, 0] * np.uint64(0x9E3779B97F4A7C15)) ^ (
            places[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
        )
        mixed = (mixed + np.uint64(self.seed)) * np.uint64(0xD6E8FEB86659FD93)
        mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
        return np.argsort(mixed ^ (mixed >> np.uint64(32)), kind="stable")

    def misfit(self) -> tuple[str, str] | None:
        return None if self.marks.strip() else ("marks", "there are no points yet: paint some")


@lru_cache(maxsize=64)
def _read(marks: str) -> Array:
    """Return the rows (points, 3) in a text. Raises ValueError with one sentence."""
    points = [point.split() for point in marks.split(",")] if marks.strip() else []
    if len(points) > MOST:
        raise ValueError(f"{grouped(len(points))} points are more than {grouped(MOST)}")
    rows = np.empty((len(points), 3))
    for i, words in enumerate(points):
        if len(words) != 3:
            count = f"{len(words)} number{'' if len(words) == 1 else 's'}"
            raise ValueError(f"point {i + 1} has {count}, not three: x₁, x₂ and class or value")
        try:
            rows[i] = [float(word) for word in words]
        except ValueError:
            raise ValueError(f"point {i + 1}: {shown(' '.join(words))} are not three numbers") from None
        if not (abs(rows[i]) <= FARTHEST).all():
            raise ValueError(f"point {i + 1}: {shown(' '.join(words))} goes beyond {grouped(FARTHEST)}")
    return rows
