"""Samples with what the network makes of them: images, sequences of numbers, inputs that come out again."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.experiment.experiment import Experiment
from playground.export.pictures.base import INK, NEGATIVE, POSITIVE, Drawing, short
from playground.export.pictures.shapes import ends, show
from playground.export.run_record import RunRecord
from playground.parts.counts import number

ACROSS, DOWN = 8, 4
"""Images beside and above each other."""
PAIRS = 8
SEQUENCES, CURVES = 4, 4
"""So many sequences are shown, and of each so many inputs and outputs as curves."""


def worst(run: RunRecord, most: int) -> list[int]:
    """Return the rows of those judged samples whose outputs are furthest from their targets, worst first."""
    targets, outputs = run.judged_samples.targets, run.outputs[run.judged]
    if targets.shape != outputs.shape:
        return list(range(min(most, len(outputs))))
    with np.errstate(all="ignore"):
        errors = np.nan_to_num(np.abs(outputs - targets).mean(axis=1), nan=np.inf)
    return [int(row) for row in np.argsort(-errors, kind="stable")[:most]]


def first_and_worst(run: RunRecord, each: int) -> list[int]:
    """Return the rows of the first judged samples, and of as many of the worst among the others."""
    first = list(range(min(each, len(run.judged_samples))))
    return [*first, *(row for row in worst(run, 2 * each) if row not in first)][: 2 * each]


def told(run: RunRecord, numbers: Array) -> str:
    """Return what numbers (units,) stand for, in a few characters."""
    found = run.experiment.targets.describe(numbers, 12)
    return found if isinstance(found, str) else ", ".join(number(value, 3) for value in found[:3])


class ImageSamples(Drawing):
    """The first images, and those of which the network is most wrong."""

    name = "samples"
    title = "Samples"
    of_samples = True

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return len(experiment.points.shape or ()) == 3 and not experiment.reconstruct

    def extent(self, run: RunRecord) -> tuple[float, float]:
        return 8.0, 1.18 * -(-len(self._rows(run)) // ACROSS) + 0.3

    def draw(self, run: RunRecord, figure: Any) -> None:
        samples, outputs = run.judged_samples, run.outputs[run.judged]
        rows, (low, high) = self._rows(run), ends(samples.inputs)
        grid = figure.subplots(-(-len(rows) // ACROSS), ACROSS, squeeze=False).ravel()
        for axes, row in zip(grid, rows, strict=False):
            true, found = told(run, samples.targets[row]), told(run, outputs[row])
            right = true == found
            image = samples.inputs[row].reshape(samples.shape)
            show(axes, image, low, high, found if right else f"{found}, not {true}")
            axes.title.set_color(INK if right else NEGATIVE)
        for axes in grid[len(rows) :]:
            axes.set_visible(False)

    def _rows(self, run: RunRecord) -> list[int]:
        return first_and_worst(run, ACROSS * DOWN // 2)


class InputPairs(Drawing):
    """Inputs above what comes out again: the first ones, then the worst."""

    name = "pairs"
    title = "Inputs and what comes out again"
    of_samples = True

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return experiment.reconstruct and experiment.plane is None

    def extent(self, run: RunRecord) -> tuple[float, float]:
        rows = -(-len(self._rows(run)) // PAIRS)
        return 8.0, 2.3 * rows

    def draw(self, run: RunRecord, figure: Any) -> None:
        samples, outputs = run.judged_samples, run.outputs[run.judged]
        rows, (low, high) = self._rows(run), ends(samples.inputs)
        grid = figure.subplots(2 * (-(-len(rows) // PAIRS)), PAIRS, squeeze=False)
        for axes in grid.ravel():
            axes.set_visible(False)
        for place, row in enumerate(rows):
            line, column = divmod(place, PAIRS)
            for axes, numbers in (
                (grid[2 * line, column], samples.inputs[row]),
                (grid[2 * line + 1, column], outputs[row]),
            ):
                axes.set_visible(True)
                show(axes, numbers.reshape(samples.shape), low, high)

    def _rows(self, run: RunRecord) -> list[int]:
        return first_and_worst(run, PAIRS)


class SequenceSamples(Drawing):
    """Sequences of numbers: the inputs over time, and below them targets and outputs."""

    name = "sequences"
    title = "Sequences"
    of_samples = True

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        points = experiment.points
        return len(points.shape or ()) == 2 and not points.symbols and not experiment.reconstruct

    def extent(self, run: RunRecord) -> tuple[float, float]:
        lanes = 2 if run.experiment.targets.every_step else 1
        return 8.0, 0.6 + 1.1 * lanes * min(SEQUENCES, len(run.judged_samples))

    def draw(self, run: RunRecord, figure: Any) -> None:
        samples, outputs, targets = run.judged_samples, run.outputs[run.judged], run.experiment.targets
        count = min(SEQUENCES, len(samples))
        lanes = 2 if targets.every_step else 1
        grid = figure.subplots(count * lanes, 1, sharex=True, squeeze=False)[:, 0]
        for axes in grid:
            axes.spines[:].set_visible(False)
        for row in range(count):
            inputs = samples.inputs[row].reshape(samples.shape)
            upper = grid[row * lanes]
            self._inputs(upper, inputs)
            if lanes == 1:
                said = f"target {told(run, samples.targets[row])}, output {told(run, outputs[row])}"
                upper.set_title(short(said, 80), fontsize=8, loc="left")
            else:
                lower = grid[row * lanes + 1]
                self._results(
                    lower, *(part.reshape(len(inputs), -1) for part in (samples.targets[row], outputs[row]))
                )
                if row == 0:
                    upper.set_title("inputs", fontsize=8, loc="left")
                    lower.legend(fontsize=7, loc="upper right", ncols=2)
        grid[-1].set_xlabel("step")
        grid[-1].xaxis.get_major_locator().set_params(integer=True)

    def _inputs(self, axes: Any, inputs: Array) -> None:
        steps = range(1, len(inputs) + 1)
        if inputs.shape[1] > CURVES:
            show(axes, inputs, *ends(inputs))
            return
        for values in inputs.T:
            axes.plot(steps, values, linewidth=1.0, marker=".", markersize=3)

    def _results(self, axes: Any, targets: Array, outputs: Array) -> None:
        steps = range(1, len(targets) + 1)
        for i in range(min(CURVES, targets.shape[1])):
            target, output = ("target", "output") if i == 0 else (None, None)
            axes.plot(steps, targets[:, i], color=INK, linewidth=0.8, marker="o", markersize=3, label=target)
            axes.plot(steps, outputs[:, i], color=POSITIVE, linewidth=1.4, label=output)
