"""How what is pointed at, chosen and selected is drawn over the network's picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from playground.gui.network.tile_picture import outline
from playground.gui.theme import Theme


def draw_marked_link(painter: QPainter, theme: Theme, path: QPainterPath, pen: QPen) -> None:
    """Draw a link in its own pen, with an edge around it."""
    painter.setPen(QPen(QColor(theme.accent), pen.widthF() + 3.5))
    painter.drawPath(path)
    painter.setPen(pen)
    painter.drawPath(path)


def draw_outline(painter: QPainter, tile: QRectF, colour: str, width: float) -> None:
    """Draw a line around a tile."""
    painter.setPen(QPen(QColor(colour), width))
    painter.drawPath(outline(tile))


def draw_arrow(painter: QPainter, start: QPointF, end: QPointF, colour: str) -> None:
    """Draw an arrow, across or up and down."""
    painter.setPen(QPen(QColor(colour), 1))
    painter.drawLine(start, end)
    along = end - start
    length = max(abs(along.x()) + abs(along.y()), 1e-6)
    along /= length
    side = QPointF(-along.y(), along.x()) * 2.5
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([end, end - along * 4 + side, end - along * 4 - side]))


def draw_focus(painter: QPainter, theme: Theme, whole: QRectF) -> None:
    """Draw that the whole network has the keyboard's focus."""
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 6, 6)


def draw_band(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Draw the rectangle in which links are to be selected."""
    painter.setPen(QPen(QColor(theme.accent), 1))
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.drawRect(rect)
