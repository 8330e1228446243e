"""Small pictures of images and sequences: some of the samples beside each other."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from playground.gui.contrast import rgb
from playground.gui.theme import Theme
from playground.gui.widgets.rgb_image import rgb_image

IMAGES, SEQUENCES, ROWS = 9, 6, 8
"""So many samples are shown: images in rows of three, sequences and lines of numbers below each other."""
GAP = 3
Values = npt.NDArray[np.floating]


def draw_images(painter: QPainter, frame: QRectF, theme: Theme, images: Values) -> None:
    """Draw images (n, channels, height, width) in a square of squares."""
    across = math.ceil(math.sqrt(min(len(images), IMAGES)))
    side = (min(frame.width(), frame.height()) - GAP * (across + 1)) / across
    for i, image in enumerate(images[:IMAGES]):
        row, column = divmod(i, across)
        left, top = frame.left() + GAP + column * (side + GAP), frame.top() + GAP + row * (side + GAP)
        painter.drawImage(QRectF(left, top, side, side), pixels(theme, image))


def draw_sequences(painter: QPainter, frame: QRectF, theme: Theme, sequences: Values) -> None:
    """Draw sequences (n, time, features) as strips below each other, from left to right."""
    shown = sequences[:SEQUENCES]
    height = (frame.height() - GAP * (len(shown) + 1)) / max(len(shown), 1)
    scale = float(np.abs(sequences).max(initial=1e-12))
    for i, sequence in enumerate(shown):
        top = frame.top() + GAP + i * (height + GAP)
        strip = QRectF(frame.left() + GAP, top, frame.width() - 2 * GAP, height)
        painter.drawImage(strip, signed(theme, sequence.T / scale))


def draw_rows(painter: QPainter, frame: QRectF, theme: Theme, rows: Values) -> None:
    """Draw samples (n, numbers) as lines of cells, the numbers of all from minus to plus."""
    shown = rows[:ROWS]
    cells = signed(theme, shown / float(np.abs(rows).max(initial=1e-12)))
    painter.drawImage(frame.adjusted(GAP, GAP, -GAP, -GAP), cells)


def pixels(theme: Theme, image: Values) -> QImage:
    """Return an image (channels, height, width) of numbers from 0 to 1, in colour or in greys."""
    if len(image) == 3:
        bright = np.clip(np.moveaxis(image, 0, -1), 0.0, 1.0)
        return rgb_image(np.rint(255.0 * bright).astype(np.uint8))
    ink = np.clip(image[0], 0.0, 1.0)[..., None]
    paper, full = rgb(theme.surface), rgb(theme.text)
    return rgb_image(np.rint(paper + ink * (full - paper)).astype(np.uint8))


def signed(theme: Theme, numbers: Values) -> QImage:
    """Return numbers (rows, columns) from -1 to 1 in the colours of minus and plus."""
    places = np.clip(np.rint((numbers + 1.0) * 127.5), 0, 255).astype(np.intp)
    return rgb_image(theme.ramp(1.0)[places])
