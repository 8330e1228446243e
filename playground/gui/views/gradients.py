"""The gradients view: how every layer is doing, over time and at this moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from playground.frames import Frame
from playground.gui.attention import Attention
from playground.gui.controls import named
from playground.gui.editors import Menu
from playground.gui.numbers import written
from playground.gui.painted import guarded
from playground.gui.theme import Theme, font
from playground.gui.views.curves import along, reach
from playground.gui.views.plot import Plot
from playground.gui.views.view import PatientView
from playground.vitals import Histogram, LayerVitals

BINS, MOST = 31, 600
"""Bins of a histogram, and moments that a curve has at most."""
QUANTITIES: dict[str, Callable[[LayerVitals], float]] = {
    "Gradient": lambda layer: layer.gradient,
    "Update / weight": lambda layer: layer.ratio,
    "Weights": lambda layer: layer.weight,
    "Dead units": lambda layer: len(layer.dead) / layer.units,
    "Saturation": lambda layer: layer.saturation,
    "Optimizer state": lambda layer: sum(size**2 for size in layer.state.values()) ** 0.5,
}
SHARES = ("Dead units", "Saturation")
SPREADS: dict[str, Callable[[LayerVitals], Histogram | None]] = {
    "Weights": lambda layer: layer.weights,
    "Activations": lambda layer: layer.activations,
    "Gradients": lambda layer: layer.gradients,
}


class GradientsView(PatientView):
    """One curve for each layer, on a logarithmic axis, and a histogram of its numbers as they are now."""

    kind = "gradients"
    title = "Gradients"
    about = "Size of gradients and updates, dead and saturated units, layer by layer"

    def __init__(self, theme: Theme, attention: Attention) -> None:
        super().__init__(theme, attention)
        self.moments: list[tuple[int, tuple[LayerVitals, ...]]] = []
        self.quantity, self.spread = Menu(), Menu()
        for menu, names, help in (
            (self.quantity, QUANTITIES, self.tr("What the curves show")),
            (self.spread, SPREADS, self.tr("What the histograms show")),
        ):
            menu.setAccessibleName(help)
            menu.setToolTip(help)
            menu.setMinimumWidth(130)
            for name in names:
                menu.addItem(self.tr(name), name)
            menu.currentIndexChanged.connect(self._draw)
        self.check = named(QToolButton(), "chip")
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.plot = Plot()
        self.plot.axis("left").setGrid(255)
        self.plot.setAccessibleName(self.tr("Gradients over time"))
        self.plot.axis("bottom").set_name(self.tr("epoch"))
        self._curves: list[pg.PlotDataItem] = []
        self.spreads = Spreads(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.plot, 3)
        row.addWidget(self.spreads, 2)
        self.set_theme(theme)

    def tools(self) -> Sequence[QWidget]:
        return self.quantity, self.spread, self.check

    def wishes(self) -> dict[str, Any]:
        return {"vitals": True, "bins": BINS}

    def show_frame(self, frame: Frame) -> None:
        if frame.vitals is None:
            return
        self.rest()
        epoch = frame.figures.epoch
        self.moments = [moment for moment in self.moments if moment[0] < epoch]
        self.moments.append((epoch, frame.vitals.layers))
        if len(self.moments) > MOST:
            self.moments = [*self.moments[:-1:2], self.moments[-1]]
        self._draw()

    def clear(self) -> None:
        self.moments = []
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.plot.set_theme(theme)
        self.spreads.set_theme(theme)
        for curve, colour in zip(self._curves, layer_colours(theme, len(self._curves)), strict=True):
            curve.setPen(pg.mkPen(colour, width=1.5))

    def _draw(self) -> None:
        name = str(self.quantity.currentData())
        layers = self.moments[-1][1] if self.moments else ()
        while len(self._curves) < len(layers):
            curve = pg.PlotDataItem(antialias=True, segmentedLineMode="on")
            self.plot.add(curve)
            self._curves.append(curve)
        self.plot.set_log(name not in SHARES)
        colours = layer_colours(self.theme, len(self._curves))
        same = [moment for moment in self.moments if len(moment[1]) == len(layers)]
        epochs = np.array([epoch for epoch, _ in same], float)
        drawn = np.array([[QUANTITIES[name](layer) for layer in each] for _, each in same], float)
        drawn = drawn.reshape(len(same), len(layers))
        if name not in SHARES:
            drawn[drawn <= 0.0] = np.nan
        for i, (curve, colour) in enumerate(zip(self._curves, colours, strict=True)):
            curve.setPen(pg.mkPen(colour, width=1.5))
            if i < len(layers):
                curve.setData(epochs, drawn[:, i], connect="finite")
            else:
                curve.setData([], [])
        self.plot.show_range(along(epochs), (-0.03, 1.03) if name in SHARES else reach(drawn, log=True))
        chosen = SPREADS[str(self.spread.currentData())]
        self.spreads.show_layers([(layer.name, chosen(layer)) for layer in layers])


class Spreads(QWidget):
    """A histogram for each layer, one below the other, with the ends of its numbers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layers: list[tuple[str, Histogram | None]] = []
        self.setAccessibleName(self.tr("Histograms"))

    def sizeHint(self) -> QSize:
        return QSize(220, 120)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme
        self.update()

    def show_layers(self, layers: Sequence[tuple[str, Histogram | None]]) -> None:
        """Show named histograms; a layer without one is left out."""
        self._layers = [(name, spread) for name, spread in layers if spread is not None]
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setFont(font(11))
        if not self._layers:
            painter.setPen(QColor(theme.secondary))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Waiting for the run."))
            return
        height = self.height() / len(self._layers)
        colours = layer_colours(theme, len(self._layers))
        for i, ((name, spread), colour) in enumerate(zip(self._layers, colours, strict=True)):
            assert spread is not None
            place = QRectF(8.0, i * height, self.width() - 12.0, height - 4.0)
            self._bars(painter, place.adjusted(0.0, 15.0, 0.0, -1.0), spread, colour)
            painter.setPen(QColor(colour))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QColor(theme.secondary))
            ends = f"{written(float(f'{spread.low:.3g}'))} … {written(float(f'{spread.high:.3g}'))}"
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, ends)

    def _bars(self, painter: QPainter, place: QRectF, spread: Histogram, colour: str) -> None:
        width, most = place.width() / len(spread.counts), float(max(spread.counts.max(), 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.faded(colour)))
        for i, count in enumerate(spread.counts):
            tall = place.height() * float(count) / most
            painter.drawRect(
                QRectF(place.left() + i * width, place.bottom() - tall, max(width - 1.0, 1.0), tall)
            )


def layer_colours(theme: Theme, count: int) -> list[str]:
    """Return a colour for each layer."""
    colours = [colour.name() for colour in theme.classes()]
    return [colours[(i + 1) % len(colours)] for i in range(count)]
