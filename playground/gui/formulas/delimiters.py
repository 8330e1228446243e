"""Boxes around other boxes: brackets, the brace of cases, roots and hats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from playground.gui.formulas.boxes import Box, Placed, RowBox


class Fenced(Box):
    """Something between brackets as high as it is."""

    ROOM = 6.0

    def __init__(self, left: str, inside: Box, right: str) -> None:
        self._left, self._inside, self._right = left, inside, right
        self.width = inside.width + 2 * self.ROOM
        self.above, self.below = inside.above + 1.0, inside.below + 1.0

    def folded(self, width: float) -> Box:
        return Fenced(self._left, self._inside.folded(width - 2 * self.ROOM), self._right)

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        yield self._inside, x + self.ROOM, y

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        super().draw(painter, x, y)
        ends = (self._left, x + self.ROOM - 2, -1.0), (self._right, x + self.width - self.ROOM + 2, 1.0)
        for sign, at, side in ends:
            self._fence(painter, sign, QRectF(at, y - self.above, 0.0, self.above + self.below), side)

    def _fence(self, painter: QPainter, sign: str, place: QRectF, side: float) -> None:
        top, foot = place.topLeft(), place.bottomLeft()
        if sign in "()":
            path = QPainterPath(top)
            path.quadTo(QPointF(place.x() + 5.0 * side, place.center().y()), foot)
            painter.drawPath(path)
        elif sign in "|‖":
            for shift in (0.0, -2.5 * side) if sign == "‖" else (0.0,):
                painter.drawLine(top + QPointF(shift + side, 0), foot + QPointF(shift + side, 0))
        elif sign in "[]":
            edge = QPointF(2.5 * side, 0.0)
            painter.drawPolyline([top, top + edge, foot + edge, foot])


class Cases(Box):
    """Rows of cells behind a brace: what holds, and when."""

    BRACE, COLUMN, LEADING = 12.0, 14.0, 3.0

    def __init__(self, rows: Sequence[Sequence[Box]], size: float) -> None:
        self._rows = [RowBox(cells) for cells in rows]
        self._columns = [
            max((cells[i].width for cells in rows if i < len(cells)), default=0.0) + self.COLUMN
            for i in range(max((len(cells) for cells in rows), default=0))
        ]
        high = sum(row.above + row.below + self.LEADING for row in self._rows)
        self.width = self.BRACE + max(sum(self._columns) - self.COLUMN, 0.0) + 4.0
        self.above, self.below = high / 2 + 0.3 * size, high / 2 - 0.3 * size

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        self._brace(painter, x, y - self.above, y + self.below)
        super().draw(painter, x, y)

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        top = y - self.above
        for row in self._rows:
            left, base = x + self.BRACE, top + self.LEADING / 2 + row.above
            for cell, width in zip(row.boxes, self._columns, strict=False):
                yield cell, left, base
                left += width
            top += row.above + row.below + self.LEADING

    def _brace(self, painter: QPainter, x: float, top: float, foot: float) -> None:
        tip, back, middle = x + 2.0, x + 5.5, (top + foot) / 2
        path = QPainterPath(QPointF(x + 9.0, top + 1.0))
        path.quadTo(QPointF(back, top + 1.0), QPointF(back, top + 5.0))
        path.lineTo(back, middle - 4.0)
        path.quadTo(QPointF(back, middle), QPointF(tip, middle))
        path.quadTo(QPointF(back, middle), QPointF(back, middle + 4.0))
        path.lineTo(back, foot - 5.0)
        path.quadTo(QPointF(back, foot - 1.0), QPointF(x + 9.0, foot - 1.0))
        painter.drawPath(path)


class Root(Box):
    """The square root of something."""

    def __init__(self, inside: Box) -> None:
        self._inside = inside
        self.width, self.above, self.below = inside.width + 11.0, inside.above + 4.0, inside.below

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        yield self._inside, x + 9.0, y

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        super().draw(painter, x, y)
        top, foot = y - self.above + 1.0, y + self.below
        middle = (top + foot) / 2
        points = [(0.0, middle), (2.5, middle - 1.5), (5.0, foot), (8.0, top), (self.width - 1.0, top)]
        painter.drawPolyline([QPointF(x + dx, dy) for dx, dy in points])


class Hat(Box):
    """A letter with a roof."""

    def __init__(self, inside: Box) -> None:
        self._inside = inside
        self.width, self.above, self.below = inside.width, inside.above + 2.0, inside.below

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        yield self._inside, x, y

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        super().draw(painter, x, y)
        middle, top = x + self.width / 2, y - self.above + 3.0
        painter.drawPolyline(
            [QPointF(middle - 3, top + 3), QPointF(middle, top), QPointF(middle + 3, top + 3)]
        )
