"""The unit view: the unit that is chosen, large: its map, what goes into it, and what it makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, qRgb
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from playground.engine.activations.base import Activation
from playground.experiment.experiment import Experiment
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.picture import outline, picture
from playground.gui.network.tiles import Tile
from playground.gui.network.weight_list import WeightList
from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.views.sample_colours import sample_colours
from playground.gui.views.view import View
from playground.gui.widgets.controls import label
from playground.gui.widgets.numbers import signed
from playground.gui.widgets.paint_guard import guarded
from playground.gui.window.layouts import rolling
from playground.gui.window.selection import Chosen, Selection
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.unit import OneUnit, UnitActivity
from playground.worker.requests.values import AllValues

CURVE = 161
"""Points of the activation's curve."""

WITH_CURVE, WITH_MAP = 360, 480
"""Pixels of width from which on there is room for the activation, and for the map beside it."""


class UnitView(View):
    """A map, the weights that lead to it, and the activation's curve with the samples on it."""

    kind = "unit"
    title = "Unit"
    about = "The chosen unit: its map, its weights, and its activation at the samples"
    shows_chosen = True

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._reading: NetworkNumbers | None = None
        self.unit: UnitActivity | None = None
        self._map = BigMap(theme)
        self.heading, self.facts = label(look="column"), label(look="quiet")
        self.weights = WeightList(theme)
        self.plot = ActivationPlot(theme)
        self._hint = label(self.tr("Click a unit of the network to see it here."), look="quiet", wrap=True)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._map)
        row.addLayout(self._middle(), 3)
        self._curve = QWidget()
        alone = QHBoxLayout(self._curve)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self.plot)
        row.addWidget(self._curve, 4)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(inside)
        selection.changed.connect(self._choose)
        self.set_theme(theme)

    def _middle(self) -> QVBoxLayout:
        area = rolling(self.weights)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setMinimumWidth(self.weights.minimumWidth() + 10)
        self.weights.setAccessibleName(self.tr("Incoming weights"))
        middle = QVBoxLayout()
        middle.setSpacing(3)
        for widget in (self.heading, self.facts):
            middle.addWidget(widget)
        middle.addWidget(area, 1)
        return middle

    @property
    def requests(self) -> Sequence[Request[Any]]:
        tile = self._tile()
        return () if tile is None else (OneUnit(*tile), AllValues())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._map.setVisible(self.width() >= WITH_MAP)
        self._curve.setVisible(self.width() >= WITH_CURVE)

    def show_experiment(self, experiment: Experiment) -> None:
        old, self._reading = self._reading, NetworkNumbers(experiment)
        if old is not None and self._reading.alike(old):
            self._reading.inside = old.inside
        self.plot.show_experiment(experiment)
        self._choose(self.selection.chosen)

    def show_frame(self, frame: Frame) -> None:
        reading, tile = self._reading, self._tile()
        values = frame.answer(AllValues())
        if reading is None or values is None or not reading.fits(values):
            return
        reading.inside = values
        if tile is None:
            return
        if (unit := frame.answer(OneUnit(*tile))) is not None:
            self.unit = unit
            self._map.show_map(unit.map)
            self.plot.show_unit(unit)
        self._say(reading, tile)

    def clear(self) -> None:
        self.unit = None

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self._map, self.weights, self.plot):
            part.set_theme(theme)

    def _tile(self) -> Tile | None:
        chosen = self.selection.chosen
        if chosen.unit is None or chosen.layer < 0 or self._reading is None:
            return None
        return Tile(chosen.layer, chosen.unit) if self._reading.has(chosen) else None

    def _choose(self, chosen: Chosen) -> None:
        reading, tile = self._reading, self._tile()
        self._stack.setCurrentIndex(0 if tile is None else 1)
        if reading is not None and tile is not None:
            self.plot.show_activation(getattr(reading.layers[tile.layer], "activation", None))
            self._say(reading, tile)
            self.wanted.emit()

    def _say(self, reading: NetworkNumbers, tile: Tile) -> None:
        layer = reading.layers[tile.layer]
        activation = getattr(layer, "activation", layer)
        name = reading.name(tile)
        self.heading.setText(f"{name[:1].upper()}{name[1:]} · {activation.title}")
        place = reading.bias(tile)
        if place is not None:
            text = self.tr("bias {0}, ∂L/∂b {1}")
            text = text.format(signed(reading.value(place)), signed(reading.gradient(place)))
        else:
            text = ", ".join(f"{name} {value}" for name, value in reading.shaping(tile, names=True))
        self.facts.setText(text or self.tr("no bias"))
        self.weights.show_rows(reading.weights_into(tile))


class BigMap(QWidget):
    """A unit's map over the plane, square and as large as fits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._values: npt.NDArray[np.floating] | None = None
        self.setMinimumSize(90, 90)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedWidth(max(90, min(self.height(), 300)))

    def show_map(self, values: npt.NDArray[np.floating]) -> None:
        """Show a map (side, side)."""
        self._values = values
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        side = float(min(self.width(), self.height())) - 2.0
        rect = QRectF((self.width() - side) / 2, 1.0, side, side)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._values is not None:
            painter.setClipPath(outline(rect))
            table = [qRgb(*map(int, colour)) for colour in self._theme.ramp()]
            painter.drawImage(rect, picture(self._values, table))
            painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawPath(outline(rect))


class ActivationPlot(Plot):
    """An activation's curve over the sums that occur, with a point on it for each training sample."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
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
        """Take another theme's colours."""
        super().set_theme(theme)
        self._theme = theme
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
        self.points.setData(x=z, y=a, brush=self._brushes(len(z)), pen=pg.mkPen(self._theme.surface, width=1))
        low, top = float(drawn.min()), float(drawn.max())
        room, height = 0.02 * (most - least), 0.08 * max(top - low, 1e-6)
        self.show_range((least - room, most + room), (low - height, top + height))

    def _brushes(self, count: int) -> list[Any]:
        if self._experiment is None:
            return []
        targets = self._experiment.samples["train"].targets[:count]
        palette, places = sample_colours(self._theme, self._experiment.targets, targets, 2)
        colours = [pg.mkBrush(colour) for colour in palette]
        return [colours[place] for place in places]
