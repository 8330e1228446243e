"""One sample's numbers as a picture: pixels of an image, bars of a row, a strip of a sequence."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from playground.engine.activations.base import Array
from playground.gui.images.shaped_pictures import pixels, signed
from playground.gui.theme import Theme

LOW, BAR, STEP = 26, 9, 7
"""Pixels: the height of bars and strips, and the width of a bar and of a step."""


def sample_size(shape: tuple[int, ...], side: float) -> tuple[float, float]:
    """Return the width and height that a sample of a shape needs; ``side`` is that of an image."""
    match shape:
        case (_, height, width):
            return side * width / max(height, width), side * height / max(height, width)
        case (steps, features):
            return min(max(STEP * steps, 40), 120), max(LOW, 4.0 * features)
    return float(min(max(BAR * shape[0], 40), 120)), LOW


def draw_sample(painter: QPainter, box: QRectF, theme: Theme, numbers: Array, most: float) -> None:
    """Draw one sample's numbers in their shape; ``most`` is the largest that any sample has."""
    with np.errstate(all="ignore"):
        numbers = np.nan_to_num(numbers.astype(float))
    match numbers.shape:
        case (_, _, _):
            painter.drawImage(box, pixels(theme, numbers))
        case (_, _):
            painter.drawImage(box, signed(theme, np.clip(numbers.T / most, -1.0, 1.0)))
        case _:
            _draw_bars(painter, box, theme, np.clip(numbers / most, -1.0, 1.0))


def _draw_bars(painter: QPainter, box: QRectF, theme: Theme, shares: Array) -> None:
    """Draw shares from -1 to 1 of the largest as bars up and down; without negative ones all room is up."""
    down = bool((shares < -0.02).any())
    zero = box.center().y() if down else box.bottom()
    high = box.height() / (2 if down else 1)
    each = box.width() / len(shares)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(box, QColor(theme.raised))
    for i, share in enumerate(shares):
        colour = QColor(theme.positive if share >= 0.0 else theme.negative)
        bar = QRectF(box.left() + i * each + 0.5, zero, max(each - 1.0, 0.5), -float(share) * high)
        painter.fillRect(bar.normalized(), colour)
    painter.fillRect(QRectF(box.left(), zero - 0.5, box.width(), 1.0), QColor(theme.border))
