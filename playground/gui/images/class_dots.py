"""Samples as dots in the colours of their classes, with the classes' names among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.activations.base import Array
from playground.gui.images.tiles import Places
from playground.gui.theme import Theme, font

DOT, RIM = 5, 7
"""Pixels of a dot, and of the ground that sets it off."""


def paint_dots(
    painter: QPainter,
    theme: Theme,
    spots: Array,
    groups: Places,
    colours: Sequence[QColor],
    names: Sequence[str],
) -> None:
    """Paint dots at pixels (n, 2) in the colour of the group of each; names are those of the groups."""
    of_group = [spots[groups == group] for group in range(int(groups.max(initial=-1)) + 1)]
    dots = [[QPointF(x, y) for x, y in each.tolist()] for each in of_group]
    for rim in (True, False):
        for group, each in enumerate(dots):
            colour = QColor(theme.surface) if rim else colours[group % len(colours)]
            pen = QPen(colour, RIM if rim else DOT)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(each)
    for name, each_group in zip(names, of_group, strict=False):
        if len(each_group):
            x, y = np.median(each_group, axis=0).tolist()
            _write(painter, theme, name, QPointF(x, y))


def _write(painter: QPainter, theme: Theme, name: str, spot: QPointF) -> None:
    painter.setFont(font(12))
    width = painter.fontMetrics().horizontalAdvance(name) + 8.0
    box = QRectF(spot.x() - width / 2, spot.y() - 9, width, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(theme.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
