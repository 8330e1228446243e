"""Patches of an image as small tables of numbers in colours, with the kernel that they are multiplied by."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from playground.gui.network.facts import Cells, Grid
from playground.gui.theme import NUMBER_FONT, Theme, font
from playground.gui.widgets.numbers import signed

MOST, CELL, SMALL = 5, (33.0, 17.0), (11.0, 11.0)
"""Up to so many numbers a side are written in their cells; pixels of such a cell, and of one without."""
NAME, BETWEEN, APART = 16.0, 18.0, 6.0
"""Pixels for the name of a channel above its patch, for a sign beside it, and below it."""


def size_of(grid: Grid) -> QSizeF:
    """Return how much room a patch takes, with what it is multiplied by."""
    wide, high = _size(grid.numbers)
    if grid.factors:
        result = QFontMetrics(font(12, family=NUMBER_FONT)).horizontalAdvance(_result(grid))
        wide = 2 * wide + 2 * BETWEEN + result
    return QSizeF(wide, high + (NAME if grid.name else 0.0) + APART)


def draw_grid(painter: QPainter, at: QPointF, grid: Grid, theme: Theme, table: list[int]) -> None:
    """Draw a patch, and if it is multiplied: times the kernel, equals the sum."""
    wide, high = _size(grid.numbers)
    box = QRectF(at.x(), at.y(), wide, high)
    if grid.name:
        painter.setFont(font(12))
        painter.setPen(QColor(theme.secondary))
        painter.drawText(QRectF(at, QSizeF(200, NAME)), Qt.AlignmentFlag.AlignLeft, grid.name)
        box.translate(0, NAME)
    _draw(painter, box, grid.numbers, theme, table)
    if grid.picked is not None:
        (row, column), (own_wide, own_high) = grid.picked, _cell(grid.numbers)
        corner = box.topLeft() + QPointF(column * own_wide, row * own_high)
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.drawRect(QRectF(corner, QSizeF(own_wide - 1, own_high - 1)))
    if grid.factors:
        second = box.translated(wide + BETWEEN, 0)
        _draw(painter, second, grid.factors, theme, table)
        painter.setFont(font(12, family=NUMBER_FONT))
        painter.setPen(QColor(theme.text))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(box.right(), box.top(), BETWEEN, high), middle, "×")
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(second.right() + BETWEEN / 3, box.top(), 120, high), left, _result(grid))


def _result(grid: Grid) -> str:
    return f"= {signed(grid.result)}"


def _size(cells: Cells) -> tuple[float, float]:
    wide, high = _cell(cells)
    return wide * len(cells[0]), high * len(cells)


def _cell(cells: Cells) -> tuple[float, float]:
    return CELL if _written(cells) else SMALL


def _written(cells: Cells) -> bool:
    return max(len(cells), len(cells[0])) <= MOST


def _draw(painter: QPainter, box: QRectF, cells: Cells, theme: Theme, table: list[int]) -> None:
    wide, high = box.width() / len(cells[0]), box.height() / len(cells)
    known = [number for row in cells for number in row if number is not None]
    scale = max(1e-12, float(np.abs(known).max(initial=0.0)))
    painter.setFont(font(10, family=NUMBER_FONT))
    for i, row in enumerate(cells):
        for j, number in enumerate(row):
            cell = QRectF(box.left() + j * wide, box.top() + i * high, wide, high)
            if number is None or not np.isfinite(number):
                continue
            ground = QColor(table[int(127.5 + 127.5 * number / scale)])
            painter.fillRect(cell.adjusted(0, 0, -1, -1), ground)
            if _written(cells):
                painter.setPen(QColor(theme.ink_on(ground)))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{number:.2f}".replace("-", "−"))
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(-0.5, -0.5, -0.5, -0.5))
