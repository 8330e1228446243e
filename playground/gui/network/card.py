"""A small card of facts near the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.gui.network.facts import Facts, Row
from playground.gui.network.grid_picture import draw_grid, size_of
from playground.gui.network.pixels import picture, table_of
from playground.gui.theme import NUMBER_FONT, Theme, font
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

MARGIN, LINE, APART, AWAY = 11, 20, 24, 18
STRIP, HIGH = 150, 12
"""Pixels that a strip over time is wide and high."""


class FactCard(QWidget, Themed):
    """Shows facts beside a point, inside its parent; the pointer goes through it."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self._parent = theme, parent
        self._table = table_of(theme.ramp())
        self.facts: Facts | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._table = table_of(theme.ramp())

    def show_facts(self, facts: Facts | None) -> None:
        """Show these facts, or nothing; while a heading stays the card does not get narrower."""
        if facts == self.facts:
            return
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
        wide, high = self._parent.width() - self.width(), self._parent.height() - self.height()
        across = (point.x() + AWAY, point.x() - AWAY - self.width(), *((wide, 0.0) if clear else ()))
        down = (point.y() + AWAY, point.y() - AWAY - self.height(), *((high, 0.0) if clear else ()))
        spots = [QPointF(max(0.0, min(x, wide)), max(0.0, min(y, high))) for x in across for y in down]
        own = QSizeF(self.size())

        def covered(spot: QPointF) -> tuple[bool, list[bool]]:
            rect = QRectF(spot, own)
            return rect.contains(point), [rect.intersects(each) for each in clear]

        self.move(min(spots, key=covered).toPoint())

    def place_beside(self, rect: QRectF, below: float) -> None:
        """Move to the right or left of a rectangle, or else far from its middle; leave so much room below."""
        width, height = self._parent.width() - self.width(), self._parent.height() - self.height() - below
        if rect.right() + AWAY <= width:
            x = rect.right() + AWAY
        elif rect.left() - AWAY - self.width() >= 0:
            x = rect.left() - AWAY - self.width()
        else:
            x = 0 if rect.center().x() > self._parent.width() / 2 else width
        y = max(0.0, min(rect.center().y() - self.height() / 2, height))
        self.move(round(x), round(y))

    def _room(self, facts: Facts) -> QSize:
        words, numbers = QFontMetrics(font(12)), QFontMetrics(_numbers())
        width = words.horizontalAdvance(facts.heading)
        for name, value in (*facts.rows, *facts.sums):
            gap = APART if value else 0
            width = max(width, words.horizontalAdvance(name) + gap + numbers.horizontalAdvance(value))
        for strip in facts.strips:
            width = max(width, words.horizontalAdvance(strip.name) + APART // 2 + STRIP)
        grids = [size_of(grid) for grid in facts.grids]
        width = max([width, *(math.ceil(size.width()) for size in grids)])
        lines = 1 + len(facts.rows) + len(facts.strips) + len(facts.sums)
        height = LINE * lines + math.ceil(sum(size.height() for size in grids))
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
        self._write(painter, line, self.facts.rows)
        painter.setFont(font(12))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name, numbers in self.facts.strips:
            line.translate(0, LINE)
            painter.setPen(QColor(self.theme.text))
            painter.drawText(line, left, name)
            strip = QRectF(line.right() - STRIP, line.center().y() - HIGH / 2, STRIP, HIGH)
            painter.drawImage(strip, picture(np.array([numbers]), self._table))
            painter.setPen(QPen(QColor(self.theme.border), 1))
            painter.drawRect(strip)
        for grid in self.facts.grids:
            draw_grid(painter, QPointF(line.left(), line.bottom()), grid, self.theme, self._table)
            line.translate(0, size_of(grid).height())
        self._write(painter, line, self.facts.sums)

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
