"""An activation's curve with the samples on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg

from playground.engine.activations.base import Activation
from playground.experiment.experiment import Experiment
from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.views.sample_colours import sample_colours
from playground.worker.requests.unit import UnitActivity

CURVE = 161
"""Points of the curve."""


class ActivationPlot(Plot):
    """An activation's curve over the sums that occur, with a point on it for each training sample."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._activation: Activation | None = None
        self._experiment: Experiment | None = None
        self.axis("left").setGrid(255)
        self.setMinimumWidth(150)
        self.setAccessibleName(self.tr("Activation at the training samples"))
        self.curve = pg.PlotDataItem(antialias=True, segmentedLineMode="on")
        self.points = pg.ScatterPlotItem(pxMode=True, size=6.0)
        self.add(self.curve, self.points)
        self.axis("bottom").set_name("z")

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.curve.setPen(pg.mkPen(theme.secondary, width=1.5))

    def show_experiment(self, experiment: Experiment) -> None:
        """Take the classes of an experiment's samples."""
        self._experiment = experiment

    def show_activation(self, activation: Activation | None) -> None:
        """Show the curve of an activation, or none."""
        self._activation = activation
        self.curve.setData([], [])
        self.points.setData([], [])

    def show_unit(self, unit: UnitActivity) -> None:
        """Show where the samples are on the curve."""
        z, a = np.nan_to_num(unit.z.astype(float)), np.nan_to_num(unit.a.astype(float))
        self.setVisible(len(z) > 0)
        if not len(z):
            return
        least, most = float(min(z.min(), -2.0)), float(max(z.max(), 2.0))
        sums = np.linspace(least, most, CURVE)
        drawn = a
        if self._activation is not None and self._activation.elementwise:
            values = np.empty_like(sums)
            self._activation.value(sums, values)
            self.curve.setData(sums, values)
            drawn = np.concatenate([a, values])
        self.points.setData(x=z, y=a, brush=self._brushes(len(z)), pen=pg.mkPen(self.theme.surface, width=1))
        low, top = float(drawn.min()), float(drawn.max())
        room, height = 0.02 * (most - least), 0.08 * max(top - low, 1e-6)
        self.show_range((least - room, most + room), (low - height, top + height))

    def _brushes(self, count: int) -> list[Any]:
        if self._experiment is None:
            return []
        targets = self._experiment.samples["train"].targets[:count]
        palette, places = sample_colours(self.theme, self._experiment.targets, targets, 2)
        colours = [pg.mkBrush(colour) for colour in palette]
        return [colours[place] for place in places]
