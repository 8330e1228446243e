"""A map of small pictures: what is decoded at the middle of every field."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from playground.engine.activations.base import Array
from playground.gui.images.sample_picture import draw_sample
from playground.gui.images.shaped_pictures import pixels
from playground.gui.theme import Theme

FAINT = 0.55
"""How much of the pictures is seen, for samples lie over them."""


def paint_map(painter: QPainter, frame: QRectF, theme: Theme, pictures: Array, most: float) -> None:
    """Paint pictures (up, across, *shape), the bottom row first, over a frame."""
    painter.setOpacity(FAINT)
    if pictures.ndim == 5:
        painter.drawImage(frame, pixels(theme, mosaic(pictures)))
    else:
        up, across = pictures.shape[:2]
        width, height = frame.width() / across, frame.height() / up
        for row in range(up):
            for column in range(across):
                box = QRectF(
                    frame.left() + column * width, frame.bottom() - (row + 1) * height, width, height
                )
                draw_sample(painter, box.adjusted(3, 3, -3, -3), theme, pictures[row, column], most)
    painter.setOpacity(1.0)


def mosaic(pictures: Array) -> Array:
    """Return pictures (up, across, channels, height, width) as one, with a line of no ink between two."""
    spaced = np.pad(np.nan_to_num(pictures[::-1]), [(0, 0), (0, 0), (0, 0), (0, 1), (0, 1)])
    up, across, channels, height, width = spaced.shape
    found: Array = spaced.transpose(2, 0, 3, 1, 4).reshape(channels, up * height, across * width)
    return found
