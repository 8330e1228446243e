"""A small card of facts near the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.gui.network.facts import Facts, Row, TimeStrip
from playground.gui.network.grid_picture import draw_grid, size_of
from playground.gui.network.pixels import picture, table_of
from playground.gui.theme import NUMBER_FONT, Theme, font
from playground.gui.widgets.numbers import signed
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

MARGIN, LINE, APART, AWAY = 11, 20, 24, 18
UNDER = 4
"""Pixels under a map."""
STRIP, HIGH, NUMBER = 150, 12, 66
"""Pixels that a strip over time is wide and high, and of a number behind it."""


class FactCard(QWidget, Themed):
    """Shows facts beside a point, inside its parent; the pointer goes through it."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self._parent = theme, parent
        self._table = table_of(theme.ramp())
        self.facts: Facts | None = None
        self.large: QImage | None = None
        """The map of a unit, close up."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._table = table_of(theme.ramp())

    def show_facts(self, facts: Facts | None, large: QImage | None = None) -> None:
        """Show these facts under a map, or nothing; while a heading stays the card does not get narrower."""
        if facts == self.facts and large is None and self.large is None:
            return
        self.large = large
        old, self.facts = self.facts, facts
        if facts is not None:
            size = self._room(facts)
            if old is not None and old.heading == facts.heading:
                size = size.expandedTo(self.size())
            self.resize(size)
        self.setVisible(facts is not None)
        self.update()

    def place(self, point: QPointF, clear: Sequence[QRectF] = ()) -> None:
        """Move beside a point, where the parent has room, and so that as little as can be of ``clear`` is
        covered: what comes first among it matters most.
        """
        room = self._visible()
        wide, high = room.right() - self.width(), room.bottom() - self.height()
        across = (point.x() + AWAY, point.x() - AWAY - self.width(), *((wide, room.left()) if clear else ()))
        down = (point.y() + AWAY, point.y() - AWAY - self.height(), *((high, room.top()) if clear else ()))
        spots = [
            QPointF(max(room.left(), min(x, wide)), max(room.top(), min(y, high)))
            for x in across
            for y in down
        ]
        own = QSizeF(self.size())

        def covered(spot: QPointF) -> tuple[bool, list[bool]]:
            rect = QRectF(spot, own)
            return rect.contains(point), [rect.intersects(each) for each in clear]

        self.move(min(spots, key=covered).toPoint())

    def place_beside(self, rect: QRectF) -> None:
        """Move to the right or left of a rectangle, below or above it: where the card covers least of it."""
        room, own = self._visible(), QSizeF(self.size())
        centered = rect.center() - QPointF(own.width(), own.height()) / 2
        wide, high = room.right() - own.width(), room.bottom() - own.height()
        spots = [
            QPointF(max(room.left(), min(x, wide)), max(room.top(), min(y, high)))
            for x, y in (
                (rect.right() + AWAY, centered.y()),
                (rect.left() - AWAY - own.width(), centered.y()),
                (centered.x(), rect.bottom() + AWAY),
                (centered.x(), rect.top() - AWAY - own.height()),
            )
        ]

        def covered(spot: QPointF) -> float:
            both = QRectF(spot, own).intersected(rect)
            return both.width() * both.height()

        self.move(min(spots, key=covered).toPoint())

    def _visible(self) -> QRectF:
        """Return what is in sight of the parent, which may be scrolled."""
        return QRectF(self._parent.visibleRegion().boundingRect() or self._parent.rect())

    def _room(self, facts: Facts) -> QSize:
        words, numbers = QFontMetrics(font(12)), QFontMetrics(_numbers())
        width = words.horizontalAdvance(facts.heading)
        for name, value in (*facts.rows, *facts.sums):
            gap = APART if value else 0
            width = max(width, words.horizontalAdvance(name) + gap + numbers.horizontalAdvance(value))
        for strip in facts.strips:
            room = STRIP if strip.at is None else STRIP + NUMBER
            width = max(width, words.horizontalAdvance(strip.name) + APART // 2 + room)
        grids = [size_of(grid) for grid in facts.grids]
        width = max([width, *(math.ceil(size.width()) for size in grids)])
        lines = 1 + len(facts.rows) + len(facts.strips) + len(facts.sums)
        height = LINE * lines + math.ceil(sum(size.height() for size in grids))
        if self.large is not None:
            width, height = max(width, self.large.width()), height + self.large.height() + UNDER
        return QSize(width + 2 * MARGIN + 2, height + 2 * (MARGIN - 3))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.facts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(QColor(self.theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        line = QRectF(MARGIN, MARGIN - 3, self.width() - 2 * MARGIN, LINE)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font(12))
        painter.setPen(QColor(self.theme.secondary))
        painter.drawText(line, left, self.facts.heading)
        if self.large is not None:
            place = QRectF(line.left(), line.bottom() + 1, self.large.width(), self.large.height())
            painter.drawImage(place.topLeft(), self.large)
            painter.setPen(QPen(QColor(self.theme.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
            line.translate(0, self.large.height() + UNDER)
        self._write(painter, line, self.facts.rows)
        for strip in self.facts.strips:
            line.translate(0, LINE)
            self._draw(painter, line, strip)
        for grid in self.facts.grids:
            draw_grid(painter, QPointF(line.left(), line.bottom()), grid, self.theme, self._table)
            line.translate(0, size_of(grid).height())
        self._write(painter, line, self.facts.sums)

    def _draw(self, painter: QPainter, line: QRectF, strip: TimeStrip) -> None:
        """Draw a strip at the right of a line, and behind it the number that is pointed at."""
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font(12))
        painter.setPen(QColor(self.theme.text))
        painter.drawText(line, left, strip.name)
        place = QRectF(line.right() - STRIP, line.center().y() - HIGH / 2, STRIP, HIGH)
        if strip.at is not None:
            place.translate(-NUMBER, 0)
            painter.setFont(_numbers())
            number = QRectF(line.right() - NUMBER, line.top(), NUMBER, line.height())
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(number, right, signed(strip.numbers[strip.at]))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawImage(place, picture(np.array([strip.numbers]), self._table))
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawRect(place)
        if strip.at is not None:
            wide = STRIP / len(strip.numbers)
            painter.setPen(QPen(QColor(self.theme.text), 1.5))
            painter.drawRect(QRectF(place.left() + wide * strip.at, place.top() - 1, wide, HIGH + 2))

    def _write(self, painter: QPainter, line: QRectF, rows: Sequence[Row]) -> None:
        """Write rows below a line, which moves to the last of them."""
        painter.setPen(QColor(self.theme.text))
        for name, value in rows:
            line.translate(0, LINE)
            painter.setFont(font(12))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            painter.setFont(_numbers())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)


def _numbers() -> QFont:
    return font(12, family=NUMBER_FONT)
