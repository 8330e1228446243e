"""The errors of predicted values: a plot, and three numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from playground.data.targets.metrics import ValueMetrics
from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.widgets.controls import label
from playground.gui.widgets.themed import Themed, apply_theme
from playground.parts.counts import typeset

MOST = 20_000
"""Values that are drawn, of more some of every sample; the numbers are of all."""
Values = npt.NDArray[np.floating]


class Residuals(QWidget, Themed):
    """Errors over the true values; a network that is right has them all on the line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.plot = Plot()
        self.plot.setAccessibleName(self.tr("Residuals"))
        self.plot.axis("left").setGrid(255)
        self.points = pg.ScatterPlotItem(pxMode=True, symbol="o", size=5, pen=None)
        self.chosen = pg.ScatterPlotItem(pxMode=True, symbol="o", size=13, brush=None)
        self.zero = pg.InfiniteLine(pos=0.0, angle=0, movable=False)
        self.plot.axis("bottom").set_name(self.tr("true value"))
        self.plot.axis("left").set_name(self.tr("error"))
        self.plot.add(self.zero, self.points, self.chosen)
        self.spots = np.zeros((0, 2))
        """What is drawn, sample by sample: true values and errors."""
        self.each = 1
        """How many of them a sample has."""
        numbers = QGridLayout()
        self.figures = {name: label(look="figure") for name in ("R²", "MAE", "RMSE")}
        for row, (name, figure) in enumerate(self.figures.items()):
            numbers.addWidget(label(name, look="heading"), 2 * row, 0)
            numbers.addWidget(figure, 2 * row + 1, 0, Qt.AlignmentFlag.AlignLeft)
        numbers.setRowStretch(6, 1)
        numbers.setColumnMinimumWidth(0, 110)
        numbers.setVerticalSpacing(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(numbers)
        layout.addWidget(self.plot, 1)
        apply_theme(self, theme)

    def show_values(self, metrics: ValueMetrics, true: Values, predicted: Values) -> None:
        """Show the errors of values (samples, values), of which ``metrics`` are."""
        for name, value in zip(self.figures, (metrics.r2, metrics.mae, metrics.rmse), strict=True):
            self.figures[name].setText(typeset(f"{value:.4g}"))
        self.each = max(1, min(true.shape[1], MOST // max(len(true), 1)))
        columns = np.linspace(0, true.shape[1] - 1, self.each).astype(int)
        true, predicted = true[:, columns].ravel(), predicted[:, columns].ravel()
        self.spots = np.stack([true, predicted - true], axis=1)
        self.points.setData(self.spots[:, 0], self.spots[:, 1])
        if len(true) and np.isfinite(self.spots).all():
            left, right = float(true.min()), float(true.max())
            room = 0.04 * max(right - left, 1e-6)
            self.plot.show_range((left - room, right + room), self._height())

    def show_nothing(self) -> None:
        """Take all values away."""
        for figure in self.figures.values():
            figure.setText("")
        self.spots = np.zeros((0, 2))
        self.points.setData([], [])
        self.chosen.setData([], [])

    def show_chosen(self, places: npt.NDArray[np.intp]) -> None:
        """Ring the values of some of the samples."""
        self.chosen.setData(pos=self.spots.reshape(-1, self.each, 2)[places].reshape(-1, 2))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.points.setBrush(pg.mkBrush(theme.positive))
        self.chosen.setPen(pg.mkPen(theme.accent, width=2.5))
        self.zero.setPen(pg.mkPen(theme.secondary, width=1))

    def _height(self) -> tuple[float, float]:
        """Return a height for all errors that changes in steps, so that the plot does not tremble."""
        largest = max(float(np.abs(self.spots[:, 1]).max()), 1e-9)
        step = 2.0 ** np.ceil(np.log2(largest))
        return -1.05 * step, 1.05 * step
