"""All samples of an experiment in the order in which frames speak of them: train, validation, test."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from playground.data.samples import Points
from playground.data.targets.base import Targets
from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.widgets.numbers import grouped

Values = npt.NDArray[np.floating]
Rows = npt.NDArray[np.intp]
LONGEST = 18
"""Characters of a class's name that there is room for."""


@dataclass(frozen=True, eq=False)
class SampleRows:
    """What samples are called, and in which rows of the experiment they stand, ``every_row``'s or less."""

    rows: Rows
    """Where each stands among all points of the experiment, or behind them."""
    parts: dict[str, slice]
    """Where each part stands among these samples."""

    @classmethod
    def every(cls, experiment: Experiment) -> SampleRows:
        """Return all of an experiment, those of a test set of another shape, too."""
        rows, parts = _in_parts(experiment.every_row)
        return cls(rows, parts)

    def __len__(self) -> int:
        return len(self.rows)

    def place_of(self, row: int | None) -> int | None:
        """Return where the sample of a row is among these, if it is."""
        found = np.flatnonzero(self.rows == (-1 if row is None else row)).tolist()
        return found[0] if found else None

    def part_of(self, place: int) -> str:
        """Return the name of the part to which a sample belongs."""
        return next(name for name, part in self.parts.items() if part.start <= place < part.stop)

    def called(self, place: int) -> str:
        """Return what a sample is called: its part, and its number in it from 1."""
        return f"{self.part_of(place)} {grouped(self.number_of(place))}"

    def number_of(self, place: int) -> int:
        """Return which of its part a sample is, from 1."""
        return place - int(self.parts[self.part_of(place)].start) + 1


def _in_parts(rows: dict[str, Rows]) -> tuple[Rows, dict[str, slice]]:
    ends = np.cumsum([len(own) for own in rows.values()]).tolist()
    parts = {name: slice(end - len(own), end) for (name, own), end in zip(rows.items(), ends, strict=True)}
    return np.concatenate(list(rows.values())), parts


@dataclass(frozen=True, eq=False)
class Sampled(SampleRows):
    """Samples of one shape with their targets (n, units)."""

    points: Points
    targets: Values

    @classmethod
    def of(cls, experiment: Experiment) -> Sampled:
        """Return an experiment's samples."""
        rows, parts = _in_parts(experiment.rows)
        targets = np.concatenate([part.targets for part in experiment.samples_in_rows])
        return cls(rows, parts, experiment.points[rows], targets)

    @property
    def xy(self) -> Values:
        """Where they lie in the plane, (n, 2). Raises ValueError where there is none."""
        return self.points.xy

    @property
    def own(self) -> tuple[Targets, Values]:
        """What the data say of the samples, though a network that reconstructs is not told, (n, units)."""
        points = self.points
        return points.targets, points.targets.encode(points.truth, points.inputs)

    def chosen(self, rows: tuple[int, ...]) -> Rows:
        """Return the places of those that stand in these rows of all points."""
        return np.flatnonzero(np.isin(self.rows, rows)) if rows else np.zeros(0, np.intp)

    def shown(self, chosen: tuple[int, ...], part: str) -> Rows:
        """Return the places of samples that are chosen, if several are, or else those of a part, or all."""
        if len(chosen) > 1:
            return self.chosen(chosen)
        return np.arange(len(self))[self.parts.get(part, slice(None))]

    def nearest(self, x1: float, x2: float) -> tuple[int, float]:
        """Return the sample nearest to a point, and how far away it is."""
        away = np.hypot(self.xy[:, 0] - x1, self.xy[:, 1] - x2)
        place = int(away.argmin())
        return place, float(away[place])

    def grades(self, experiment: Experiment, outputs: Values, most: int) -> Rows:
        """Return how wrong outputs (n, units) are, 0 to ``most``; those for other samples are not judged."""
        if len(outputs) != len(self):
            return np.zeros(len(self), np.intp)
        return experiment.targets.grades(self.targets, outputs, most)


def choose_samples(selection: Selection, rows: tuple[int, ...]) -> None:
    """Look at these samples, and at the same unit as before."""
    selection.choose(replace(selection.chosen, samples=rows))
