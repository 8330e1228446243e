"""The inside of a plot: a field for its items, and quiet axes around it.

pyqtgraph's own PlotItem builds a form of fifty hidden widgets for a menu that nobody opens here.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any, Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsSceneResizeEvent

from playground.data.coordinates import Side
from playground.gui.theme import Theme, font
from playground.parts.counts import typeset

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PLACES = {"left": (0, 0), "bottom": (1, 1), "right": (0, 2)}
"""Row and column around the field, which is at (0, 1)."""
DIGITS = ((1,), (1, 2, 5), range(1, 10), [n / 5 for n in range(5, 50)], [n / 50 for n in range(50, 500)])
"""First digits that ticks of a log axis may have, from few to many."""
NEAR = 15
"""Pixels between two ticks of a log axis, at least."""
ROOM = (0, 7, 12, 0)
"""Pixels around everything, for the labels at the ends of the axes."""


class Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis without ticks, with a true minus sign and powers of ten as one writes them."""

    def __init__(self, side: Literal["left", "bottom", "right"]) -> None:
        self._name = self._written = self._colour = ""
        super().__init__(side)
        self.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
        self.setTickFont(font(11))
        self.enableAutoSIPrefix(False)
        self._side = Side()

    def set_side(self, side: Side) -> None:
        """Write numbers as they lie along a side of the plane."""
        if side != self._side:
            self._side = side
            self.picture = None
            self.update()

    def set_name(self, name: str) -> None:
        """Say what is along the axis; seen from the next ``set_theme`` on."""
        self._name = name

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self.setPen(pg.mkPen(None))
        ticks = pg.mkPen(theme.border)
        ticks.setCapStyle(Qt.PenCapStyle.FlatCap)  # ticks without length would be dots
        self.setTickPen(ticks)
        self.setTextPen(QColor(theme.secondary))
        self._colour, self._written = theme.secondary, ""
        self._write_name()

    def resizeEvent(self, event: QGraphicsSceneResizeEvent | None = None) -> None:
        super().resizeEvent(event)
        self._write_name()

    def _write_name(self) -> None:
        """Write the name along the axis, as much of it as there is room for."""
        room = self.size().width() if self.orientation == "bottom" else self.size().height()
        text = QFontMetrics(font(11)).elidedText(self._name, Qt.TextElideMode.ElideRight, round(room))
        if text != self._written:
            self._written = text
            self.setLabel(escape(text), color=self._colour, **{"font-size": "11px"})
            super().resizeEvent(None)  # its middle is where that of the text before was

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:
        side = self._side
        if side == Side():
            return list(super().tickValues(least, most, size))
        found = super().tickValues(*side.numbers(np.array([least, most])).tolist(), size)
        return [(spacing / side.unit, side.places(np.array(ticks)).tolist()) for spacing, ticks in found]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            whole = all(abs(value - round(value)) < 1e-9 for value in values)
            return [_power(round(value)) if whole else _plain(10**value) for value in values]
        values, spacing = self._side.numbers(np.array(values)).tolist(), spacing * self._side.unit
        places = max(0, -math.floor(math.log10(spacing))) if spacing > 0 else 0
        # A zero that has come back from the plane may be a little below: it has no sign.
        return [typeset(f"{round(value, places) + 0.0:,.{places}f}") for value in values]

    def logTickValues(self, least: float, most: float, size: float, standard: object) -> list[object]:
        """Return ticks at whole powers of ten, or between them where fewer than three are in sight.

        None is so near to a rounder one that their names would touch.
        """
        ticks: list[float] = []
        near = NEAR * (most - least) / size
        for digits in DIGITS:
            for power in range(math.floor(least), math.ceil(most) + 1):
                found = [power + math.log10(digit) for digit in digits]
                for tick in (tick for tick in found if least <= tick <= most):
                    if all(abs(tick - other) > near for other in ticks):
                        ticks.append(tick)
            if len(ticks) >= 3:
                break
        ticks = sorted(ticks)[:: max(1, math.ceil(len(ticks) / 7))]
        return [(1.0 if digits == DIGITS[0] else 0.3, ticks)]


def _power(power: int) -> str:
    return f"10{str(power).translate(RAISED)}" if power else "1"


def _plain(value: float) -> str:
    return typeset(f"{value:.3g}")


class PlotField(pg.ViewBox):  # type: ignore[misc]
    """Where items are drawn: the wheel zooms, and a drag with any button moves it."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.disableAutoRange()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        event.accept()
        moved = self.mapToView(event.lastPos()) - self.mapToView(event.pos())
        self.translateBy(x=moved.x() if axis != 1 else None, y=moved.y() if axis != 0 else None)
        self.sigRangeChangedManually.emit([True, True])


class Axes(pg.GraphicsWidget):  # type: ignore[misc]
    """A field with an axis on its left and one below."""

    def __init__(self) -> None:
        super().__init__()
        self.field = PlotField()
        self.sides: dict[str, Axis] = {}
        self.grid = QGraphicsGridLayout()
        self.grid.setContentsMargins(*ROOM)
        self.grid.setSpacing(0)
        self.grid.setRowStretchFactor(0, 1)
        self.grid.setColumnStretchFactor(1, 1)
        self.grid.addItem(self.field, 0, 1)
        self.setLayout(self.grid)
        self.add_axis("left", Axis("left"), self.field)
        self.add_axis("bottom", Axis("bottom"), self.field)

    def add_axis(self, side: str, axis: Axis, field: pg.ViewBox) -> None:
        """Put an axis on a side, for what a field shows."""
        axis.linkToView(field)
        axis.setZValue(0.5)  # its grid is above pictures, and below items from 1 on
        self.grid.addItem(axis, *PLACES[side])
        self.sides[side] = axis
