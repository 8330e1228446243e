"""A wall of images, with what each is and is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from playground.engine.activations.base import Array
from playground.gui.images.shaped_pictures import pixels
from playground.gui.images.tiles import EDGE, GAP, WORD, Places, TileWall
from playground.gui.theme import Theme, font

SIDE, LARGEST = 40, 56
"""Pixels of a picture's side, at least and at most."""


@dataclass(frozen=True)
class Verdict:
    """What an image is, what it is taken for if that is known, and whether that is a mistake."""

    true: str
    predicted: str = ""
    mistaken: bool = False

    @property
    def words(self) -> str:
        """Both in short."""
        return f"{self.true} → {self.predicted}" if self.mistaken else self.true


class Wall(TileWall):
    """Images with a word below each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.images: Array = np.zeros((0, 1, 1, 1))
        self.verdicts: Sequence[Verdict] = ()
        """For each of all images."""
        self._widest = 0
        self._drawn: dict[int, QImage] = {}
        self.setAccessibleName(self.tr("Images"))

    def minimumSizeHint(self) -> QSize:
        return QSize(SIDE + 2 * EDGE, SIDE + WORD + 2 * EDGE)

    def show_images(self, images: Array) -> None:
        """Take other images (n, channels, height, width); none is shown until there is an order."""
        self.images, self._drawn, self.verdicts = images, {}, ()
        self.show_order(np.zeros(0, np.intp))

    def show_verdicts(self, order: Places, verdicts: Sequence[Verdict]) -> None:
        """Show these of the images, in this order, with the verdicts of all."""
        self.verdicts = verdicts
        metrics = QFontMetrics(font(11))
        self._widest = max(
            (metrics.horizontalAdvance(name) for name in {v.true for v in verdicts}), default=0
        )
        self.show_order(order)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._drawn = {}

    @property
    def side(self) -> int:
        """Pixels of a picture's side."""
        return min(max(SIDE, 3 * int(self.images.shape[-1])), LARGEST)

    @property
    def tile(self) -> QSizeF:
        return QSizeF(max(self.side, min(2 * self._widest + 18, 2 * SIDE)), self.side + WORD)

    def says(self, place: int) -> str:
        return self.verdicts[place].words if place < len(self.verdicts) else ""

    def paint_tile(self, painter: QPainter, box: QRectF, place: int) -> None:
        theme, verdict, side = self.theme, self.verdicts[place], self.side
        picture = QRectF(box.center().x() - side / 2, box.top(), side, side)
        painter.drawImage(picture, self._image(place))
        current = place == self.current
        edge = theme.accent if current else theme.error if verdict.mistaken else theme.border
        painter.setPen(QPen(QColor(edge), 2.5 if current else 1.5 if verdict.mistaken else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture)
        painter.setFont(font(11, QFont.Weight.DemiBold if verdict.mistaken else QFont.Weight.Normal))
        painter.setPen(QColor(theme.error if verdict.mistaken else theme.secondary))
        below = QRectF(box.left() - GAP / 2, box.bottom() - WORD + 2, box.width() + GAP, WORD)
        shortened = Qt.TextElideMode.ElideMiddle
        words = painter.fontMetrics().elidedText(verdict.words, shortened, int(below.width()))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _image(self, place: int) -> QImage:
        if place not in self._drawn:
            self._drawn[place] = pixels(self.theme, self.images[place])
        return self._drawn[place]
