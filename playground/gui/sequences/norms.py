"""How long the loss's slope with respect to the state is at every step, on a logarithmic axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from playground.gui.sequences.lane import KEY, Columns, Lane, Values, write
from playground.gui.theme import Theme
from playground.parts.counts import number

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
NEAR = 13.0
"""Pixels between two numbers of the axis, at least."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("sequences", text)


@dataclass(frozen=True, eq=False)
class Norms(Lane):
    """Norms on a logarithmic axis; steps that no slope reaches have no dot."""

    span, share, above = (52, 1000), 2.0, True
    symbol: str
    """What it is the norm of."""
    values: Values
    """(steps,)"""
    low: int
    high: int
    """The powers of ten that the axis reaches from and to."""
    from_end: bool
    """Whether all of the loss comes from the last step: then the first beside it says what is left."""

    def paint(self, painter: QPainter, box: QRectF, columns: Columns, theme: Theme) -> None:
        inner = box.adjusted(0, 6, 0, -6)
        spans = max(self.high - self.low, 1)

        def height(power: float) -> float:
            return inner.bottom() - (power - self.low) / spans * inner.height()

        skip = max(1, math.ceil(NEAR * spans / max(inner.height(), 1.0)))
        for power in range(self.low, self.high + 1, skip):
            y, end = height(power), columns.start(columns.count)
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QPointF(columns.left, y), QPointF(end, y))
            text = f"10{str(power).translate(RAISED)}" if power else "1"
            beside = QRectF(end + 6, y - 7, KEY - 6, 14)
            write(painter, beside, text, theme.secondary, Qt.AlignmentFlag.AlignLeft)
        steps = np.flatnonzero(self._found)
        powers = np.log10(self.values[steps])
        points = [
            QPointF(columns.middle(int(step)), height(float(power)))
            for step, power in zip(steps, powers, strict=True)
        ]
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.drawPolyline(QPolygonF(points))
        size = min(2.5, columns.each / 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        for point in points:
            painter.drawEllipse(point, size, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @property
    def _found(self) -> Values:
        return np.asarray(np.isfinite(self.values) & (self.values > 0.0))

    def says(self, step: int) -> list[tuple[str, str]]:
        value = float(self.values[step])
        return [(self.symbol, power_of_ten(value))]

    @property
    def name(self) -> str:  # type: ignore[override]
        """What it shows, and how much of it is left at the first step."""
        ratio = self.ratio
        if ratio is None:
            return _tr("{0} at each step").format(self.symbol)
        return _tr("{0} at each step, first ⁄ last {1}").format(self.symbol, power_of_ten(ratio))

    @property
    def brief(self) -> str:  # type: ignore[override]
        """What is left at the first step, if that is known."""
        ratio = self.ratio
        return "" if ratio is None else _tr("{0}, first ⁄ last {1}").format(self.symbol, power_of_ten(ratio))

    @property
    def ratio(self) -> float | None:
        """The norm at the first step beside that at the last, where slopes begin there alone."""
        first, last = float(self.values[0]), float(self.values[-1])
        return first / last if self.from_end and last > 0.0 and math.isfinite(first / last) else None


def power_of_ten(value: float) -> str:
    """Write a number with two digits, as a power of ten where it is far from 1."""
    if value == 0.0 or not math.isfinite(value) or 0.01 <= value < 1000.0:
        return number(value, 2)
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} · 10{str(int(power)).translate(RAISED)}"


def spanned(values: Values, before: tuple[int, int] | None) -> tuple[int, int]:
    """Return the powers of ten between which norms lie; those of before, if they still fit."""
    found = values[np.isfinite(values) & (values > 0.0)]
    if not len(found):
        return before or (-1, 0)
    low, high = math.floor(float(np.log10(found.min()))), math.ceil(float(np.log10(found.max())))
    high = max(high, low + 1)
    if before is None or not before[0] <= low < high <= before[1]:
        return low, high
    return before if 2 * (high - low) >= before[1] - before[0] - 1 else (low, high)
