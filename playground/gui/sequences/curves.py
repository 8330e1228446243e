"""Numbers over time as curves on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from playground.gui.sequences.lane import KEY, SMALL, Columns, Lane, Values, write
from playground.gui.theme import Theme
from playground.parts.counts import number

COLOURS = {"input": "text", "target": "secondary", "output": "accent"}
"""The colour of a curve in a theme, by what it is."""
MOST = 2
"""Curves that are named beside them."""


@dataclass(frozen=True, eq=False)
class Curve:
    """Numbers with a name; not a number where a step has none."""

    name: str
    values: Values
    role: str
    """``input``, ``target`` or ``output``: how it is drawn."""
    strength: float = 1.0
    """How opaque it is, to tell one of several from the others."""


@dataclass(frozen=True, eq=False)
class Curves(Lane):
    """Curves above each other; a step that stands alone is a dot, with its number before it."""

    span, share = (34, 110), 1.0
    name: str
    curves: tuple[Curve, ...]
    low: float
    high: float
    """What the scale reaches from and to."""

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        return tuple((curve.name, COLOURS[curve.role]) for curve in self.curves[:MOST])

    def paint(self, painter: QPainter, box: QRectF, columns: Columns, theme: Theme) -> None:
        inner = box.adjusted(0, 4, 0, -4)
        size = (self.high - self.low) or 1.0

        def height(value: float) -> float:
            return inner.bottom() - (value - self.low) / size * inner.height()

        if self.low < 0.0 < self.high:
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(
                QPointF(columns.left, height(0.0)), QPointF(columns.start(columns.count), height(0.0))
            )
        for curve in self.curves:
            colour = QColor(getattr(theme, COLOURS[curve.role]))
            colour.setAlphaF(curve.strength)
            found = np.flatnonzero(np.isfinite(curve.values))
            points = [QPointF(columns.middle(int(step)), height(float(curve.values[step]))) for step in found]
            if len(points) == 1:
                self._dot(painter, curve, points[0], colour, box)
            else:
                self._line(painter, curve, points, colour)
        right = QRectF(columns.start(columns.count) + 6, box.top(), KEY - 6, box.height())
        for value, side in ((self.high, Qt.AlignmentFlag.AlignTop), (self.low, Qt.AlignmentFlag.AlignBottom)):
            line = QRectF(right.left(), box.top(), right.width(), SMALL + 3)
            if side == Qt.AlignmentFlag.AlignBottom:
                line.moveBottom(box.bottom())
            write(painter, line, number(value, 2), theme.secondary, Qt.AlignmentFlag.AlignLeft)

    def _line(self, painter: QPainter, curve: Curve, points: list[QPointF], colour: QColor) -> None:
        pen = QPen(colour, 1.5)
        if curve.role == "target":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))

    def _dot(self, painter: QPainter, curve: Curve, point: QPointF, colour: QColor, box: QRectF) -> None:
        """Draw a number that stands alone, and write it into the room before it."""
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if curve.role == "output" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(point, 4.0, 4.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Of two dots that may lie on each other one has its number above, the other below.
        top = point.y() - (14.0 if curve.role == "target" else 0.0)
        top = min(max(top, box.top()), box.bottom() - 14.0)
        line = QRectF(box.left(), top, point.x() - box.left() - 8.0, 14.0)
        text = f"{curve.name} {number(float(curve.values[np.isfinite(curve.values)][0]), 3)}"
        write(painter, line, text, colour.name(), Qt.AlignmentFlag.AlignRight)

    def says(self, step: int) -> list[tuple[str, str]]:
        return [
            (curve.name, number(float(curve.values[step]), 4))
            for curve in self.curves
            if np.isfinite(curve.values[step])
        ]
