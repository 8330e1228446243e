"""Pairs of what goes into a network and what comes out again, with how far they are apart."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.activations.base import Array
from playground.gui.images.sample_picture import draw_sample, sample_size
from playground.gui.images.tiles import EDGE, WORD, TileWall
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import loss

SIDE, BETWEEN = 40, 4
"""Pixels of an image's side, and between the two of a pair."""


class Pairs(TileWall):
    """Images stand beside each other, bars and strips above each other: first the input, then the output."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.inputs: Array = np.zeros((0, 1))
        self.outputs: Array = self.inputs
        self.errors: Array = np.zeros(0)
        """For each pair the mean of its squared errors."""
        self.most = 1.0
        """The largest number that an input has."""
        self.setAccessibleName(self.tr("Inputs and outputs"))
        self.setToolTip(self.tr("Input, then output; below, the mean of their squared differences"))

    def minimumSizeHint(self) -> QSize:
        tile = self.tile
        return QSize(round(tile.width()) + 2 * EDGE, round(tile.height()) + 2 * EDGE)

    def show_inputs(self, inputs: Array) -> None:
        """Take other inputs (n, *shape); none is shown until there are outputs."""
        self.inputs, self.outputs, self.errors = inputs, inputs[:0], np.zeros(0)
        self.most = float(np.abs(inputs).max(initial=0.0)) or 1.0
        self.show_order(np.zeros(0, np.intp))

    def show_outputs(self, outputs: Array) -> None:
        """Take the outputs for all inputs, in their shape."""
        self.outputs = outputs
        with np.errstate(all="ignore"):
            squares = (outputs - self.inputs).astype(float) ** 2
            self.errors = squares.reshape(len(squares), -1).mean(axis=1)
        self.refresh()

    @property
    def beside(self) -> bool:
        """Whether the two stand beside each other."""
        return self.inputs.ndim == 4

    @property
    def tile(self) -> QSizeF:
        width, height = sample_size(self.inputs.shape[1:], SIDE)
        if self.beside:
            return QSizeF(2 * width + BETWEEN, height + WORD)
        return QSizeF(width, 2 * height + BETWEEN + WORD)

    def says(self, place: int) -> str:
        return loss(float(self.errors[place])) if place < len(self.errors) else ""

    def boxes(self, box: QRectF) -> tuple[QRectF, QRectF]:
        """Return where input and output of the tile in a box are."""
        width, height = sample_size(self.inputs.shape[1:], SIDE)
        whole = 2 * width + BETWEEN if self.beside else width
        first = QRectF(box.center().x() - whole / 2, box.top(), width, height)
        step = (width + BETWEEN, 0.0) if self.beside else (0.0, height + BETWEEN)
        return first, first.translated(*step)

    def paint_tile(self, painter: QPainter, box: QRectF, place: int) -> None:
        theme, boxes = self.theme, self.boxes(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for each, numbers in zip(boxes, (self.inputs[place], self.outputs[place]), strict=True):
            draw_sample(painter, each, theme, numbers, self.most)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = place == self.current
        painter.setPen(QPen(QColor(theme.accent if current else theme.border), 2.5 if current else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(boxes[0].united(boxes[1]))
        painter.setPen(QColor(theme.secondary))
        painter.setFont(font(11))
        below = QRectF(box.left(), box.bottom() - WORD + 2, box.width(), WORD)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.says(place))
