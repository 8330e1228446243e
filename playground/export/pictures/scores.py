"""How outputs compare with targets: the confusion of classes, and values with their errors."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.data.targets.metrics import ClassMetrics
from playground.experiment.experiment import Experiment
from playground.export.pictures.base import INK, MIDDLE, POSITIVE, Drawing, empty_axes, plain_axes, short
from playground.export.run_record import RunRecord

COUNTED = 16
"""With more classes no counts are written into the cells."""
MOST = 4000
"""Values that are drawn: of more, so many at random; at even distances they may all be of few outputs."""


class Confusion(Drawing):
    """How many samples of each class were predicted as which."""

    name = "confusion"
    title = "Confusion"
    of_samples = True

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return experiment.targets.decides

    def extent(self, run: RunRecord) -> tuple[float, float]:
        side = min(max(3.4, 1.8 + 0.45 * len(run.experiment.targets.classes)), 9.0)
        return side + 0.8, side

    def draw(self, run: RunRecord, figure: Any) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        metrics = run.metrics[run.judged]
        assert isinstance(metrics, ClassMetrics)
        counts = np.array(metrics.confusion)
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        names = [short(name) for name in run.experiment.targets.classes]
        axes = plain_axes(figure, xlabel="predicted", ylabel="true", title=f"Confusion ({run.judged})")
        colors = LinearSegmentedColormap.from_list("gray to blue", [MIDDLE, POSITIVE])
        axes.imshow(shares, cmap=colors, vmin=0.0, vmax=1.0)
        axes.set_xticks(range(len(names)), names, rotation=90 if max(map(len, names)) > 3 else 0)
        axes.set_yticks(range(len(names)), names)
        for (row, column), count in np.ndenumerate(counts if len(names) <= COUNTED else counts[:0]):
            dark = shares[row, column] > 0.6
            color = "white" if dark else "black" if count else "#9AA3AD"
            axes.text(column, row, str(count), ha="center", va="center", fontsize=8, color=color)


class OutputErrors(Drawing):
    """Outputs beside targets, and how often errors of each size are made."""

    name = "residuals"
    title = "Outputs and targets"
    of_samples = True
    size = (8.0, 3.6)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return not experiment.targets.decides

    def draw(self, run: RunRecord, figure: Any) -> None:
        targets = run.experiment.targets
        true = targets.in_own_units(run.judged_samples.targets).ravel()
        with np.errstate(all="ignore"):
            found = targets.in_own_units(run.outputs[run.judged]).astype(float).ravel()
            errors = (found - true)[np.isfinite(found - true)]
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.spines[:].set_visible(False)
        finite = np.flatnonzero(np.isfinite(found))
        shown = np.random.default_rng(run.experiment.seed).permutation(finite)[:MOST]
        left.scatter(true[shown], found[shown], s=8, color=POSITIVE, alpha=0.5, rasterized=True, linewidths=0)
        ends = [float(true.min()), float(true.max())]
        left.plot(ends, ends, color=INK, linewidth=0.8, linestyle="--")
        left.set(xlabel="target", ylabel="output", title=f"Outputs and targets ({run.judged})")
        if len(errors) and np.ptp(errors) > 0.0:
            right.hist(errors, bins=40, color=POSITIVE)
            right.set(xlabel="output less target", title="Errors")
        else:
            empty_axes(right, "All errors are alike")
