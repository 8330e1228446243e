"""The loss view: losses or accuracies over the epochs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.experiment import Experiment
from playground.frames import Frame
from playground.gui.attention import Attention
from playground.gui.theme import Theme, font
from playground.gui.views.plot import Plot
from playground.gui.views.view import RIGHT, View
from playground.history import Figures, History

SAMPLES = ("train", "validation", "test")
POINTS = 400
"""A curve is drawn with at most so many points; a plot has few more columns."""


class LossView(View):
    """Curves of train, validation and test, with a linear or logarithmic axis; accuracies where there are."""

    kind = "loss"
    title = "Loss"
    about = "How the loss, or the accuracy, came along"
    area = RIGHT

    def __init__(self, theme: Theme, attention: Attention) -> None:
        super().__init__(theme, attention)
        self.key = CurveKey(theme)
        self.history = History()
        self._log, self._quantity = True, "loss"
        self.plot = Plot()
        self.plot.setMouseEnabled(False, False)
        self.plot.getAxis("left").setGrid(255)
        self.plot.setLogMode(y=True)
        self.plot.setAccessibleName(self.tr("Loss"))
        self.plot.setLabel("bottom", self.tr("epoch"))
        # Pieces drawn one by one: one long antialiased path can take a second.
        self._curves = {name: pg.PlotDataItem(antialias=True, segmentedLineMode="on") for name in SAMPLES}
        for curve in self._curves.values():
            self.plot.addItem(curve)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.set_theme(theme)

    @property
    def needs(self) -> dict[str, Any]:
        return {"rows": len(self.history.rows), "stride": self.history.stride}

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        return {"accuracy": self.set_accuracy, "log": self.set_log}

    def tools(self) -> Sequence[QWidget]:
        return (self.key,)

    def show_experiment(self, experiment: Experiment) -> None:
        self.key.show_names([name for name, samples in experiment.samples.items() if len(samples)])

    def clear(self) -> None:
        """Forget the history of a run that is over."""
        self.history = History()
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        """Take a frame's rows."""
        if frame.rows or frame.first < len(self.history.rows) or frame.stride != self.history.stride:
            self.history = History((*self.history.rows[: frame.first], *frame.rows), frame.stride)
            self._draw()

    def set_log(self, log: bool) -> None:
        """Choose between a logarithmic and a linear axis."""
        self._log = log
        self._draw()

    def set_accuracy(self, accuracy: bool) -> None:
        """Choose between accuracies and losses."""
        self._quantity = "accuracy" if accuracy else "loss"
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.plot.set_theme(theme)
        self.plot.getAxis("bottom").labelStyle = {"color": theme.secondary, "font-size": "11px"}
        self.plot.getAxis("bottom").setLabel(self.tr("epoch"))
        for name, colour in curve_colours(theme).items():
            self._curves[name].setPen(pg.mkPen(colour, width=1.5))

    def _draw(self) -> None:
        log = self._log and self._quantity == "loss"
        self.plot.setLogMode(y=log)
        rows = _thinned(self.history.rows)
        epochs = np.array([row.epoch for row in rows], float)
        drawn = []
        for name, curve in self._curves.items():
            values = _column(rows, f"{name}_{self._quantity}")
            if log:
                values = np.where(values > 0.0, values, np.nan)
            curve.setData(epochs, values, connect="finite")
            drawn.append(values)
        self._frame(epochs, np.concatenate(drawn), log)

    def _frame(self, epochs: npt.NDArray[np.floating], values: npt.NDArray[np.floating], log: bool) -> None:
        values = values[np.isfinite(values)]
        self.plot.setXRange(0.0, max(10.0, float(epochs.max(initial=0.0))), padding=0.0)
        if self._quantity == "accuracy":
            self.plot.setYRange(min(0.4, float(values.min(initial=1.0))), 1.0, padding=0.02)
        elif log and len(values):
            least, most = np.log10(values.min()), np.log10(values.max())
            self.plot.setYRange(least, max(most, least + 0.5), padding=0.06)
        else:
            self.plot.setYRange(0.0, float(values.max(initial=1e-3)) if len(values) else 1.0, padding=0.04)


class CurveKey(QWidget):
    """The key of the curves, for the heading line: a short line and a name for each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = SAMPLES
        self.setFixedHeight(20)
        self.setFont(font(12))
        self.show_names(SAMPLES)

    def show_names(self, names: Sequence[str]) -> None:
        """Show the key of these curves."""
        self._names = tuple(names)
        self.setFixedWidth(sum(self.fontMetrics().horizontalAdvance(name) + 24 for name in names))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0
        painter.setFont(self.font())
        for name in self._names:
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.fillRect(x, 9, 10, 2, QColor(curve_colours(self._theme)[name]))
            painter.setPen(QColor(self._theme.secondary))
            painter.drawText(x + 14, 15, name)
            x += width + 24


def curve_colours(theme: Theme) -> dict[str, str]:
    """Return the colour of each curve."""
    return {"train": theme.positive, "validation": theme.secondary, "test": theme.negative}


def _thinned(rows: list[Figures]) -> list[Figures]:
    step = -(-len(rows) // POINTS)
    return [*rows[:-1:step], rows[-1]] if step > 1 else rows


def _column(rows: list[Figures], name: str) -> npt.NDArray[np.floating]:
    values = [getattr(row, name) for row in rows]
    return np.array([np.nan if value is None else value for value in values], float)
