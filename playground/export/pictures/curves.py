"""Losses and accuracies over the epochs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from playground.experiment.experiment import Experiment
from playground.export.pictures.base import INK, PARTS, Drawing, plain_axes, short
from playground.export.run_record import RunRecord
from playground.parts.counts import number
from playground.parts.text import within


class _Curves(Drawing):
    """One figure of every part of the samples that has any."""

    figure: ClassVar[str]

    def draw(self, run: RunRecord, figure: Any) -> None:
        axes = plain_axes(figure, xlabel="epoch", title=self.heading(run))
        epochs = [row.epoch for row in run.rows]
        for name, color in PARTS.items():
            values = [getattr(row, f"{name}_{self.figure}") for row in run.rows]
            if values and values[0] is not None:
                line = np.array([np.nan if value is None else value for value in values])
                alone = "o" if len(line) == 1 else None
                axes.plot(epochs, line, color=color, linewidth=1.5, label=name, marker=alone)
        axes.xaxis.get_major_locator().set_params(integer=True)
        self.scale(run, axes)
        axes.grid(axis="y", alpha=0.3)
        if axes.get_legend_handles_labels()[0]:
            axes.legend()
        for mark in run.marks:
            axes.axvline(mark.epoch, color=INK, linewidth=0.6, linestyle=":")
            height, text = axes.get_xaxis_transform(), short(mark.text, 24)
            axes.text(mark.epoch, 1.0, text, rotation=90, fontsize=7, va="top", transform=height)

    def heading(self, run: RunRecord) -> str:
        """Return what stands above the curves."""
        return self.title

    def scale(self, run: RunRecord, axes: Any) -> None:
        """Set how the axis of the figure is divided."""


def plain_logarithms() -> tuple[Any, Any]:
    """Return what writes at a logarithmic axis, as plain text: at powers of ten, and between them."""
    from matplotlib.ticker import LogFormatter

    class PlainLogarithms(LogFormatter):
        def __call__(self, x: float, pos: int | None = None) -> str:
            return number(x, 3) if super().__call__(x, pos) else ""

    return PlainLogarithms(), PlainLogarithms(minor_thresholds=(2.0, 0.5))


class LossCurves(_Curves):
    """The losses, on a logarithmic axis."""

    name = "loss"
    title = "Loss"
    figure = "loss"

    def heading(self, run: RunRecord) -> str:
        of = run.experiment.loss_of
        return f"Loss ({within(run.experiment.loss.title)}{f', {of}' if of else ''})"

    def scale(self, run: RunRecord, axes: Any) -> None:
        if any(row.train_loss for row in run.rows):
            axes.set_yscale("log")
            whole, between = plain_logarithms()
            axes.yaxis.set_major_formatter(whole)
            axes.yaxis.set_minor_formatter(between)


class AccuracyCurves(_Curves):
    """The shares of samples whose class is right."""

    name = "accuracy"
    title = "Accuracy"
    figure = "accuracy"

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return experiment.targets.decides

    def scale(self, run: RunRecord, axes: Any) -> None:
        axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.3g} %")
