"""All samples of an experiment in the order in which frames speak of them: train, validation, test."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from playground.experiment.experiment import Experiment
from playground.gui.window.selection import Selection

Values = npt.NDArray[np.floating]
Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
LONGEST = 18
"""Characters of a class's name that there is room for."""


@dataclass(frozen=True, eq=False)
class Sampled:
    """Points (n, 2) with their truth; ``values`` (n, k) are what the outputs of values should be."""

    xy: Values
    truth: npt.NDArray[np.generic]
    values: Values
    rows: Rows
    """Where each stands among all points of the experiment."""
    parts: dict[str, slice]
    """Where each part stands among these samples."""

    @classmethod
    def of(cls, experiment: Experiment) -> Sampled:
        """Return an experiment's samples."""
        points, rows, start = experiment.points, experiment.rows, 0
        parts = {}
        for name, own in rows.items():
            parts[name] = slice(start, start + len(own))
            start += len(own)
        order = np.concatenate(list(rows.values()))
        return cls(points.xy[order], points.truth[order], points.values[order], order, parts)

    def __len__(self) -> int:
        return len(self.rows)

    def part_of(self, place: int) -> str:
        """Return the name of the part to which a sample belongs."""
        return next(name for name, part in self.parts.items() if part.start <= place < part.stop)

    def chosen(self, rows: tuple[int, ...]) -> Rows:
        """Return the places of those that stand in these rows of all points."""
        return np.flatnonzero(np.isin(self.rows, rows)) if rows else np.zeros(0, np.intp)

    def nearest(self, x1: float, x2: float) -> tuple[int, float]:
        """Return the sample nearest to a point, and how far away it is."""
        away = np.hypot(self.xy[:, 0] - x1, self.xy[:, 1] - x2)
        place = int(away.argmin())
        return place, float(away[place])

    def wrong(self, experiment: Experiment, outputs: Values) -> Flags:
        """Return which classes are mistaken in outputs (n, units) for these samples."""
        with np.errstate(all="ignore"):
            return np.asarray(experiment.says.decide(outputs) != self.truth)

    def grades(self, experiment: Experiment, outputs: Values, most: int) -> Rows:
        """Return how wrong outputs (n, units) are, 0 to ``most``: mistaken classes are 1.

        An error of half the range of the values is ``most``. Outputs for other samples are not judged.
        """
        grades = np.zeros(len(self), np.intp)
        if len(outputs) != len(self):
            return grades
        if experiment.classes:
            grades[self.wrong(experiment, outputs)] = 1
        elif outputs.shape == self.values.shape:
            half = max(float(np.ptp(self.values)), 1e-9) / 2.0
            grades[:] = np.minimum(most * self.errors(outputs) / half, most)
        return grades

    def errors(self, outputs: Values) -> Values:
        """Return the distances of outputs (n, k) from these samples' values."""
        with np.errstate(all="ignore"):
            away = np.linalg.norm(outputs - self.values, axis=1)
            return np.asarray(np.nan_to_num(away, nan=np.inf))


def class_name(experiment: Experiment, label: int) -> str:
    """Return what a class is called, cut where that is long."""
    names = experiment.class_names
    found = [cut(name, LONGEST) for name in names]
    if found.count(found[label]) > 1:  # the ends tell apart what begins alike
        half = LONGEST // 2
        found = [name if len(name) <= LONGEST else f"{name[: half - 1]}…{name[-half:]}" for name in names]
    return found[label] if found.count(found[label]) == 1 else f"{label + 1} {cut(names[label], LONGEST - 2)}"


def cut(name: str, most: int) -> str:
    """Return a name in at most so many characters."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def choose_samples(selection: Selection, rows: tuple[int, ...]) -> None:
    """Look at these samples, and at the same unit as before."""
    selection.choose(replace(selection.chosen, samples=rows))
