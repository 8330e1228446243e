"""The unit view: the unit that is chosen, large: its map, what goes into it, and what it makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, qRgb
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.facts import NetworkFacts
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.pixels import picture
from playground.gui.network.selection import Selection
from playground.gui.network.tile_picture import outline
from playground.gui.network.tiles import Tile
from playground.gui.network.weight_list import WeightList
from playground.gui.theme import Theme
from playground.gui.views.activation_plot import ActivationPlot
from playground.gui.views.view import View
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.layouts import vertical_scroll_area
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed, apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.unit import OneUnit, UnitActivity
from playground.worker.requests.values import AllValues

WITH_CURVE, WITH_MAP, WITH_NUMBERS = 360, 480, 430
"""Pixels of width from which on there is room for the activation, and for the map beside it."""


class UnitView(View):
    """A map, the weights that lead to it, and the activation's curve with the samples on it."""

    kind = "unit"
    title = "Unit"
    about = "The chosen unit: its map, its weights, and its activation at the samples"
    shows_chosen = True

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._facts: NetworkFacts | None = None
        self.unit: UnitActivity | None = None
        self._activated = True
        self._map = BigMap(theme)
        self.heading, self.facts = named(Elided(), "column"), named(Elided(), "quiet")
        self.weights = WeightList(theme)
        self.plot = ActivationPlot(theme)
        self._hint = label(self.tr("Click a unit of the network to see it here."), look="quiet", wrap=True)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._map)
        row.addLayout(self._middle(), 1)
        self._curve = QWidget()
        alone = QHBoxLayout(self._curve)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self.plot)
        row.addWidget(self._curve, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(inside)
        selection.changed.connect(lambda _: self._show_chosen())
        selection.held_changed.connect(self.requests_changed)
        apply_theme(self, theme)

    def _middle(self) -> QVBoxLayout:
        area = vertical_scroll_area(self.weights)
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
        asked = self._asked()
        return () if asked is None else (asked, AllValues())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        mapped = self.unit is None or self.unit.map is not None
        self._map.setVisible(mapped and self.width() >= WITH_MAP)
        self._map.fit(self.height(), min(self.width() // 3, self.width() - WITH_NUMBERS))
        self._curve.setVisible(self.width() >= WITH_CURVE and self._activated)

    def show_experiment(self, experiment: Experiment) -> None:
        old, numbers = self._numbers, NetworkNumbers(experiment)
        self._facts = NetworkFacts(numbers)
        if old is not None and numbers.alike(old):
            numbers.inside = old.inside
        self.plot.show_experiment(experiment)
        self._show_chosen()

    def show_frame(self, frame: Frame) -> None:
        facts, tile, asked = self._facts, self._tile(), self._asked()
        values = frame.answer(AllValues())
        if facts is None or values is None or not facts.numbers.fits(values):
            return
        facts.numbers.inside = values
        if tile is None or asked is None:
            return
        if (unit := frame.answer(asked)) is not None:
            self.unit = unit
            self._map.show_map(unit.map)
            self._fit()
            self.plot.show_unit(unit)
        self._say(facts, tile)

    def clear(self) -> None:
        self.unit = None

    def show_nothing(self) -> None:
        self.clear()
        self._map.show_map(None)
        if self._numbers is not None:
            self._numbers.inside = None
        self._show_chosen()

    def _tile(self) -> Tile | None:
        chosen = self.selection.chosen
        if chosen.unit is None or chosen.layer < 0 or self._numbers is None:
            return None
        return Tile(chosen.layer, chosen.unit) if self._numbers.has(chosen) else None

    def _asked(self) -> OneUnit | None:
        """Return the request for what is shown: of a channel or a sequence it is the last number."""
        tile, numbers = self._tile(), self._numbers
        if tile is None or numbers is None:
            return None
        return OneUnit(
            tile.layer, numbers.diagram.columns[tile.layer + 1].last(tile.unit), self.selection.held
        )

    @property
    def _numbers(self) -> NetworkNumbers | None:
        return None if self._facts is None else self._facts.numbers

    def _show_chosen(self) -> None:
        facts, tile = self._facts, self._tile()
        self._stack.setCurrentIndex(0 if tile is None else 1)
        if facts is not None and tile is not None:
            activation = getattr(facts.numbers.layers[tile.layer], "activation", None)
            self._activated = activation is not None
            self.plot.show_activation(activation)
            self._fit()
            self._say(facts, tile)
            self.requests_changed.emit()

    def _say(self, facts: NetworkFacts, tile: Tile) -> None:
        layer = facts.numbers.layers[tile.layer]
        activation = getattr(layer, "activation", layer)
        name = facts.name_of_last(tile)
        self.heading.setText(f"{name[:1].upper()}{name[1:]} · {activation.title}")
        rows = facts.weights_into(tile)
        without = self.tr("no bias") if rows else self.tr("no weights: it only hands on what comes in")
        self.facts.setText(facts.in_short(tile) or without)
        self.weights.show_rows(rows)


class BigMap(QWidget, Themed):
    """A unit's map over the plane, square and as large as fits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._values: npt.NDArray[np.floating] | None = None
        self.setMinimumSize(90, 90)

    def fit(self, height: int, width: int) -> None:
        """Be as large as there is room for a square, and as it may be wide."""
        self.setFixedWidth(max(90, min(height, width, 300)))

    def show_map(self, values: npt.NDArray[np.floating] | None) -> None:
        """Show a map (side, side), or none."""
        self._values = values
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        side = float(min(self.width(), self.height())) - 2.0
        rect = QRectF((self.width() - side) / 2, 1.0, side, side)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._values is not None:
            painter.setClipPath(outline(rect))
            table = [qRgb(*map(int, colour)) for colour in self.theme.ramp()]
            painter.drawImage(rect, picture(self._values, table))
            painter.setClipping(False)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawPath(outline(rect))
