"""The inside of a plot: a field for its items, and quiet axes around it.

pyqtgraph's own PlotItem builds a form of fifty hidden widgets for a menu that nobody opens here.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsGridLayout

from playground.gui.theme import Theme, font

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PLACES = {"left": (0, 0), "bottom": (1, 1), "right": (0, 2)}
"""Row and column around the field, which is at (0, 1)."""
ROOM = (0, 7, 12, 0)
"""Pixels around everything, for the labels at the ends of the axes."""


class Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis without ticks, with a true minus sign and powers of ten as one writes them."""

    def __init__(self, side: Literal["left", "bottom", "right"]) -> None:
        super().__init__(side)
        self.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
        self.setTickFont(font(11))
        self.enableAutoSIPrefix(False)
        self._name = ""

    def set_name(self, name: str) -> None:
        """Say what is along the axis; seen from the next ``set_theme`` on."""
        self._name = name

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self.setPen(pg.mkPen(None))
        self.setTickPen(pg.mkPen(theme.border))
        self.setTextPen(QColor(theme.secondary))
        if self._name:
            self.setLabel(self._name, color=theme.secondary, **{"font-size": "11px"})

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [_power(value) for value in values]
        places = max(0, -math.floor(math.log10(spacing))) if spacing > 0 else 0
        return [f"{value:,.{places}f}".replace(",", "\u2009").replace("-", "−") for value in values]

    def logTickValues(self, least: float, most: float, size: float, standard: object) -> list[object]:
        """Return ticks at whole powers of ten, or at 1, 2, 5 where less than two of them are in sight."""
        powers = [float(power) for power in range(math.ceil(least), math.floor(most) + 1)]
        step = max(1, math.ceil(len(powers) / 6))
        if len(powers) >= 2:
            return [(1.0, powers[::step])]
        fine = [
            power + math.log10(digit)
            for power in range(math.floor(least), math.ceil(most) + 1)
            for digit in (1, 2, 5)
        ]
        return [(0.3, [value for value in fine if least <= value <= most])]


def _power(value: float) -> str:
    if abs(value - round(value)) < 1e-9:
        return "10" + str(round(value)).translate(RAISED)
    return f"{10**value:.1g}" if value > -4 else f"{10**value:.0e}"


class Field(pg.ViewBox):  # type: ignore[misc]
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
        self.field = Field()
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
