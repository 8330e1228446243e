"""What of feature maps is lit while the pointer is at a number of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.wiring import Groups
from playground.gui.network.receptive import Boxes
from playground.gui.network.tiles import Tiles
from playground.gui.theme import Theme


def draw_lit(
    painter: QPainter, theme: Theme, columns: Sequence[Tiles], groups: Sequence[Groups], boxes: Boxes
) -> None:
    """Outline boxes in the text's colour on that of the card, so that they are seen on every colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tiles, own, lit in zip(columns, groups, boxes, strict=False):
        for channel, box in lit.items():
            if channel < len(tiles.rects):
                place = box.within(tiles.picture(channel), own.shape)
                for colour, width in ((theme.surface, 3.5), (theme.text, 1.5)):
                    painter.setPen(QPen(QColor(colour), width))
                    painter.drawRect(place)
