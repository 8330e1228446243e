"""Functions of one variable as a plot: the outputs along x₁, and the samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg

from playground.data.plane_grid import REACH
from playground.data.targets.base import Targets
from playground.data.targets.short_names import cut
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled
from playground.gui.theme import Theme
from playground.gui.views.legend import MARKERS
from playground.gui.views.plane import LONGEST, names_along
from playground.gui.views.plot import Plot

STEPS = 201
Values = npt.NDArray[np.floating]


def flat_at(experiment: Experiment) -> float | None:
    """Return the x₂ of the line on which everything happens; None where the plane is needed."""
    if experiment.plane is None:
        return None
    if experiment.points.in_line:
        return float(experiment.points.xy[0, 1])
    along = np.linspace(-REACH, REACH, 7)
    low, middle, high = (
        experiment.inputs_at(np.stack([along, np.full(7, height)], axis=1)) for height in (-2.3, 0.0, 3.1)
    )
    return 0.0 if np.array_equal(low, middle) and np.array_equal(middle, high) else None


def heights(experiment: Experiment, sampled: Sampled) -> Values:
    """Return how high the samples lie: their targets, in their own unit."""
    return experiment.targets.heights(experiment.targets.in_own_units(sampled.targets))


class FunctionPlot(Plot):
    """One curve for each output, over x₁."""

    def __init__(self) -> None:
        super().__init__()
        self.along = np.linspace(-REACH, REACH, STEPS)
        self._between = (-1.0, 1.0)
        self._reached: tuple[float, float] | None = None  # how low and how high the curves go
        self._targets: Targets | None = None
        self._pens: list[Any] = []
        self.axis("left").setGrid(255)
        self.curves: list[pg.PlotDataItem] = []
        self.points = {name: pg.ScatterPlotItem(pxMode=True, symbol=mark) for name, mark in MARKERS.items()}
        self.chosen = pg.ScatterPlotItem(pxMode=True, symbol="o", brush=None)
        self.marker = pg.InfiniteLine(angle=90, movable=False)
        self.marker.hide()
        self.add(*self.points.values(), self.chosen, self.marker)

    def show_samples(self, theme: Theme, experiment: Experiment, sampled: Sampled) -> None:
        """Show the samples, and give the curves their colours."""
        self.axis("bottom").set_side(experiment.points.edges[0])
        self.axis("bottom").set_name(cut(names_along(experiment)[0], LONGEST))
        self.axis("bottom").set_theme(theme)
        high, classes = heights(experiment, sampled), theme.classes()
        labels = experiment.targets.labels(sampled.targets)
        outline = pg.mkPen(theme.surface, width=1)
        for name, part in sampled.parts.items():
            brush = None if labels is None else [classes[label] for label in labels[part]]
            spots = np.stack([sampled.xy[part, 0], high[part]], axis=1)
            self.points[name].setData(pos=spots, size=7.5, pen=outline, brush=brush or theme.secondary)
        self._pens = [pg.mkPen(colour, width=1.5) for colour in classes]
        if len(experiment.targets.classes) <= 2:
            self._pens = [pg.mkPen(theme.text, width=1.5)] * len(classes)
        for curve, pen in zip(self.curves, self._pens, strict=False):
            curve.setPen(pen)
        self.chosen.setPen(pg.mkPen(theme.accent, width=2.5))
        self.marker.setPen(pg.mkPen(theme.accent, width=1))
        if experiment.targets != self._targets:
            self._targets, self._reached = experiment.targets, None
        self._between = (float(high.min()), float(high.max())) if len(high) else (-1.0, 1.0)
        self._fit()

    def show_outputs(self, outputs: Values) -> None:
        """Show outputs (STEPS, units) along x₁, in the unit of the targets."""
        outputs = self._in_own_units(outputs)
        while len(self.curves) < min(outputs.shape[1], len(self._pens)):
            curve = pg.PlotDataItem(antialias=True, segmentedLineMode="on", pen=self._pens[len(self.curves)])
            self.curves.append(curve)
            self.add(curve)
        for unit, curve in enumerate(self.curves):
            shown = unit < outputs.shape[1]
            curve.setData(self.along, outputs[:, unit]) if shown else curve.setData([], [])
        finite = outputs[np.isfinite(outputs)]
        if len(finite):
            self._reached = float(finite.min()), float(finite.max())
            self._fit()

    def _fit(self) -> None:
        """Show the samples, and as much of the curves as leaves those in sight; in steps, to stay calm."""
        (low, top), (lowest, highest) = self._between, self._reached or self._between
        step = 0.5 * self._span
        under, over = (
            float(min(np.ceil(max(beyond, 0.0) / step), 4.0)) * step
            for beyond in (low - lowest, highest - top)
        )
        self._frame(low - under, top + over)

    def _in_own_units(self, outputs: Values) -> Values:
        """Return outputs in the unit of the targets, if they are of them."""
        targets = self._targets
        return (
            outputs if targets is None or outputs.shape[1] != targets.units else targets.in_own_units(outputs)
        )

    @property
    def _span(self) -> float:
        """How far the samples lie apart, which may be a millionth or a million."""
        low, top = self._between
        return top - low if top > low else 1.0

    def _frame(self, low: float, top: float) -> None:
        room = 0.15 * max(top - low, 0.1 * self._span)
        self.show_range((-REACH, REACH), (low - room, top + room))
