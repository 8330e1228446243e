"""What is written beside and under the tiles of a network."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from playground.gui.network.tiles import Tiles
from playground.gui.theme import font

UNDER = 14.0
"""Pixels for a name under a tile."""


LONGEST = 110.0
"""Pixels that names are wide at most."""


def widest(names: Sequence[str]) -> float:
    """Return how many pixels the widest of some names takes."""
    metrics = QFontMetrics(font(12))
    return min(LONGEST, max((float(metrics.horizontalAdvance(name)) for name in names), default=0.0))


def draw_names(painter: QPainter, rects: Sequence[QRectF], names: Sequence[str], colour: str) -> None:
    """Write names to the left of tiles; a single one that has no room there goes below."""
    painter.setFont(font(12))
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    for rect, name in zip(rects, names, strict=False):
        room = QRectF(rect.left() - 6 - LONGEST, rect.top(), LONGEST, rect.height())
        if room.left() < 0.0 and len(rects) == 1:
            under = QRectF(rect.center().x() - 60, rect.bottom() + 3, 120, 16)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, name)
        else:
            room.setLeft(max(room.left(), 0.0))
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, side, shown)


def draw_class_names(painter: QPainter, rects: Sequence[QRectF], names: Sequence[str], colour: str) -> None:
    """Write the classes to the right of their outputs, as far as there is room."""
    painter.setFont(font(12))
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    below = rects[1].top() - rects[0].bottom() if len(rects) > 1 else 0.0
    for rect, name in zip(rects, names, strict=False):
        left = rect.right() + 5
        room = QRectF(left, rect.top(), max(0.0, painter.window().width() - left), rect.height())
        wide = painter.fontMetrics().horizontalAdvance(name)
        if wide > room.width() and below >= UNDER and wide <= rect.width() + 2 * room.width():
            under = QRectF(rect.center().x() - wide / 2 - 1, rect.bottom(), wide + 2, UNDER)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, name)
            continue
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side, shown)


def draw_left_out(painter: QPainter, columns: Sequence[Tiles], colour: str) -> None:
    """Write under every column how many of its units are shown, if not all are."""
    painter.setFont(font(11))
    painter.setPen(QColor(colour))
    for tiles in columns:
        if tiles.hidden:
            bounds = tiles.bounds
            line = QRectF(bounds.center().x() - 60, bounds.bottom() + 4, 120, 16)
            text = f"{len(tiles.rects)} of {len(tiles.rects) + tiles.hidden} shown"
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
