"""One image large, with the slope of the loss with respect to every pixel over it if that is wanted."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.activations.base import Array
from playground.gui.contrast import rgb
from playground.gui.images.shaped_pictures import pixels
from playground.gui.theme import Theme
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

FAINT = 0.75
"""How much of an image is left under its slopes."""


class LargeImage(QWidget, Themed):
    """An image as large as there is room for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.image: Array | None = None
        """What is shown, (channels, height, width)."""
        self.slopes: Array | None = None
        """What lies over it, (height, width), from -1 to 1."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Image"))

    def sizeHint(self) -> QSize:
        return QSize(150, 150)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 40)

    @property
    def frame(self) -> QRectF:
        """Where the image is."""
        _, height, width = (1, 1, 1) if self.image is None else self.image.shape
        pixel = min((self.width() - 2) / width, (self.height() - 2) / height)
        size = pixel * width, pixel * height
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)

    def show_image(self, image: Array | None, slopes: Array | None = None) -> None:
        """Show an image, or none, and the slopes (channels, height, width) over it."""
        self.image = image
        self.slopes = None if slopes is None else scaled(slopes.sum(axis=0))
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is None:
            return
        painter, frame = QPainter(self), self.frame
        if self.slopes is not None:
            painter.fillRect(frame, QColor(self.theme.middle))
            painter.setOpacity(FAINT)
        painter.drawImage(frame, pixels(self.theme, self.image))
        painter.setOpacity(1.0)
        if self.slopes is not None:
            painter.drawImage(frame, _veil(self.theme, self.slopes))
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)


def scaled(numbers: Array) -> Array:
    """Return finite numbers between -1 and 1: the largest is 1 or -1."""
    kept = np.nan_to_num(numbers.astype(float), nan=0.0, posinf=0.0, neginf=0.0)
    found: Array = kept / float(np.abs(kept).max(initial=1e-30))
    return found


def _veil(theme: Theme, slopes: Array) -> QImage:
    """Return slopes (height, width) from -1 to 1 in the colours of signs, clear where they are 0."""
    height, width = slopes.shape
    colours = np.empty((height, width, 4), np.uint8)
    tints = np.array([rgb(theme.negative), rgb(theme.positive)], np.uint8)
    colours[..., :3] = tints[(slopes > 0.0).astype(np.intp)]
    colours[..., 3] = np.rint(215.0 * np.abs(slopes))
    return QImage(colours.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
