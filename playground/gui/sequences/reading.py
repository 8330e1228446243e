"""What is drawn of a sample over time: a lane for each input, for the targets and the outputs."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from playground.data.samples import numbered
from playground.experiment.experiment import Experiment
from playground.gui.sequences.cells import Cells
from playground.gui.sequences.curves import Curve, Curves
from playground.gui.sequences.heat import Heat
from playground.gui.sequences.lane import Lane, Values
from playground.gui.theme import Bytes, Theme
from playground.gui.widgets.numbers import percent
from playground.parts.counts import number
from playground.worker.requests.one_sample import SampleActivity

LOOKED = 500
"""So many samples say whether an input has two values only."""
MANY = 12
"""Beyond so many symbols their shares are not drawn one by one."""
LONGEST = 12
"""Characters of a class's name."""


def full(theme: Theme) -> Bytes:
    """Return the ramp of signs at its full strength."""
    return theme.ramp(1.0)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sequences", text)


class Reading:
    """How the samples of an experiment are drawn over time: what its inputs, targets and outputs are."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self.targets = experiment, experiment.targets
        self.steps, self.features = experiment.inputs_shape
        train = experiment.samples["train"]
        inputs = train.inputs[:LOOKED].reshape(-1, self.features)
        self._two = ((inputs == 0.0) | (inputs == 1.0)).all(axis=0)
        """Which inputs are nothing but zeros and ones."""
        self._one_each = self.features > 2 and self._two.all() and bool((inputs.sum(axis=1) == 1.0).all())
        self._span = _span(train.inputs[:LOOKED].reshape(-1, self.features)[:, ~self._two])
        self._target_span = _span(train.targets[:LOOKED])
        names = self.targets.output_names
        self.symbols = names if len(names) == self.features else ()

    def over(self, steps: int) -> Reading:
        """Return how samples of the same experiment are drawn that have another number of steps."""
        twin = copy.copy(self)
        twin.steps = steps
        return twin

    def lanes(self, activity: SampleActivity) -> list[Lane]:
        """Return the lanes of a sample's inputs, targets and outputs, from the top."""
        found = [*self._inputs(activity.inputs)]
        if activity.targets is not None:
            found += self._results(self._over_time(activity.targets), self._over_time(activity.outputs))
        return found

    def _over_time(self, values: Values) -> Values:
        """Return targets or outputs as (steps, units), not a number where there are none."""
        if values.size == self.steps * self.features and self.experiment.reconstruct:
            return values.reshape(self.steps, self.features)
        if values.ndim == 2:
            return values
        at_end = np.full((self.steps, len(values)), np.nan)
        at_end[-1] = values
        return at_end

    def _inputs(self, inputs: Values) -> Iterator[Lane]:
        if self._one_each:
            which = inputs.argmax(axis=1)
            names = self.symbols or tuple(str(i + 1) for i in range(self.features))
            yield Cells(
                _tr("input"),
                tuple(names[i] for i in which),
                np.full(self.steps, 0.35),
                Theme.greys,
                _none(self.steps),
            )
            return
        numbers = np.flatnonzero(~self._two)
        if len(numbers) > MANY:
            low, high = self._span
            names = tuple(numbered(int(i) + 1) for i in numbers)
            yield Heat(_tr("inputs"), names, inputs[:, numbers].T, low, high, full)
        elif len(numbers):
            fading = np.linspace(1.0, 0.35, len(numbers))
            curves = tuple(
                Curve(numbered(int(i) + 1), inputs[:, i], "input", float(strength))
                for i, strength in zip(numbers, fading, strict=True)
            )
            yield Curves(", ".join(curve.name for curve in curves), curves, *self._span)
        for i in np.flatnonzero(self._two):
            values = inputs[:, i]
            texts = tuple(f"{value:.0f}" for value in values)
            yield Cells(numbered(int(i) + 1), texts, values, Theme.greys, _none(self.steps))

    def _results(self, targets: Values, outputs: Values) -> Iterator[Lane]:
        names, units = self.targets.output_names, targets.shape[1]
        low, high = self.targets.range
        if not self.targets.decides:
            yield self._numbers(targets, outputs)
        elif 2 < units <= MANY and len(names) == units:
            marked = targets > low + 1e-6
            yield Heat(
                _tr("Output: what may come next, the truth outlined"),
                names,
                outputs.T,
                low,
                high,
                Theme.ink,
                marked.T,
            )
        else:
            yield from self._decisions(targets, outputs)

    def _decisions(self, targets: Values, outputs: Values) -> Iterator[Lane]:
        """Yield what is true and what is said, in one cell for each step."""
        asked = np.asarray(np.isfinite(targets).all(axis=1))
        steps = np.flatnonzero(asked)
        true, said = (
            [self._described(row) if each else "" for row, each in zip(rows, asked, strict=True)]
            for rows in (targets, outputs)
        )
        low, high = self.targets.range
        two = targets.shape[1] == 1
        ramp = Theme.ramp if two else Theme.ink
        details = ["" for _ in asked]
        places = np.zeros((2, len(asked)))
        for step in steps:
            shares = (np.clip(outputs[step], low, high) - low) / ((high - low) or 1.0)
            details[step] = f"{said[step]} ({self._share(shares)})"
            places[0, step] = (targets[step, 0] - low) / ((high - low) or 1.0) if two else 0.35
            places[1, step] = shares[0] if two else shares.max()
        wrong = np.array([a != b for a, b in zip(true, said, strict=True)])
        note = details[-1] if len(steps) == 1 else ""
        yield Cells(_tr("target"), tuple(true), places[0], ramp if two else Theme.greys, _none(len(asked)))
        yield Cells(_tr("output"), tuple(said), places[1], ramp, wrong, tuple(details), note)

    def _described(self, row: Values) -> str:
        """Return the class that numbers (units,) stand for, in few characters."""
        labels = self.targets.labels(row)
        label = int(np.ravel(labels)[0]) if labels is not None else 0
        return self.targets.classes[label][:LONGEST]

    def _share(self, shares: Values) -> str:
        if len(shares) > 1:
            return percent(float(shares.max()))
        names = self.targets.classes
        return f"{names[1]}: {percent(float(shares[0]))}" if len(names) == 2 else number(float(shares[0]), 3)

    def _numbers(self, targets: Values, outputs: Values) -> Lane:
        shown = range(min(targets.shape[1], MANY))
        alone = len(shown) == 1
        fading = np.linspace(1.0, 0.35, len(shown))
        curves = [
            Curve(role if alone else f"{role} {i + 1}", values[:, i], role, float(fading[i]))
            for i in shown
            for role, values in (("target", targets), ("output", outputs))
        ]
        low, high = self._target_span
        seen = outputs[np.isfinite(outputs)]
        low, high = min(low, float(seen.min(initial=low))), max(high, float(seen.max(initial=high)))
        return Curves("target, output", tuple(curves), low, high)


def _span(numbers: Values) -> tuple[float, float]:
    """Return what a scale of numbers reaches from and to, in round numbers."""
    if not numbers.size:
        return 0.0, 1.0
    low, high = float(numbers.min()), float(numbers.max())
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _none(steps: int) -> npt.NDArray[np.bool_]:
    return np.zeros(steps, np.bool_)
