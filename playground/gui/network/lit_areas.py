"""Draws the areas of tiles that are lit while the pointer is at a number of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.parameters import Shape
from playground.gui.network.receptive import LitAreas
from playground.gui.network.tiles import Tiles
from playground.gui.theme import Theme


def draw_lit_areas(
    painter: QPainter, theme: Theme, columns: Sequence[Tiles], shapes: Sequence[Shape], boxes: LitAreas
) -> None:
    """Outline boxes in the text's colour on that of the card, so that they are seen on every colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tiles, shape, lit in zip(columns, shapes, boxes, strict=False):
        for unit, box in lit.items():
            if shape and unit < len(tiles.rects):
                place = box.within(tiles.picture(unit), shape)
                for colour, width in ((theme.surface, 3.5), (theme.text, 1.5)):
                    painter.setPen(QPen(QColor(colour), width))
                    painter.drawRect(place)
