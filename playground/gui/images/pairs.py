"""What goes into a network and what comes out again, side by side, with how far they are apart."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.activations.base import Array
from playground.gui.images.sample_picture import draw_sample, sample_size
from playground.gui.images.tiles import EDGE, WORD, TileWall
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import loss
from playground.gui.widgets.plain_text import plain

SIDE, BETWEEN = 40, 4
"""Pixels of an image's side, and between the two of a pair."""


class Pairs(TileWall):
    """Images stand beside each other, bars and strips above each other: first the input, then the output.

    Between them is what is made of the input on the way in, where it is corrupted.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.inputs: Array = np.zeros((0, 1))
        self.outputs: Array = self.inputs
        self.corrupted: Array | None = None
        """What the network was given instead of the inputs, where it was anything else."""
        self.errors: Array = np.zeros(0)
        """For each pair the mean of its squared errors ..."""
        self.before: Array = self.errors
        """... and that of what the network was given, where it was corrupted."""
        self.most = 1.0
        """The largest number that an input has."""
        self.setAccessibleName(self.tr("Inputs and outputs"))
        self._explain()

    def minimumSizeHint(self) -> QSize:
        tile = self.tile
        return QSize(round(tile.width()) + 2 * EDGE, round(tile.height()) + 2 * EDGE)

    def show_inputs(self, inputs: Array) -> None:
        """Take other inputs (n, *shape); none is shown until there are outputs."""
        self.inputs, self.outputs, self.errors, self.corrupted = inputs, inputs[:0], np.zeros(0), None
        self._explain()
        self.most = float(np.abs(inputs).max(initial=0.0)) or 1.0
        self.show_order(np.zeros(0, np.intp))

    def show_outputs(self, outputs: Array, corrupted: Array | None = None) -> None:
        """Take outputs for all inputs, in their shape, and what the network was given instead of these."""
        other = (corrupted is None) != (self.corrupted is None)
        self.outputs, self.corrupted = outputs, corrupted
        self.errors = self._apart(outputs)
        self.before = self._apart(self.inputs if corrupted is None else corrupted)
        if other:
            self._explain()
            self._fit()  # tiles are of another size
        self.refresh()

    def _apart(self, numbers: Array) -> Array:
        """Return how far numbers are from the inputs, for each sample."""
        with np.errstate(all="ignore"):
            squares = (numbers - self.inputs).astype(float) ** 2
            return np.asarray(squares.reshape(len(squares), -1).mean(axis=1))

    def _explain(self) -> None:
        text = self.tr("Input, then output; below, the mean of their squared differences")
        if self.corrupted is not None:
            text = self.tr(
                "Input, what the network is given of it, output; below, how far the latter two are from the"
                " input: the means of the squared differences"
            )
        self.setToolTip(plain(text))

    @property
    def _count(self) -> int:
        """How many pictures there are of a sample."""
        return 2 if self.corrupted is None else 3

    @property
    def beside(self) -> bool:
        """Whether the two stand beside each other."""
        return self.inputs.ndim == 4

    @property
    def tile(self) -> QSizeF:
        width, height = sample_size(self.inputs.shape[1:], SIDE)
        count = self._count
        if self.beside:
            return QSizeF(count * width + (count - 1) * BETWEEN, height + WORD)
        return QSizeF(width, count * height + (count - 1) * BETWEEN + WORD)

    def says(self, place: int) -> str:
        if place >= len(self.errors):
            return ""
        after = loss(float(self.errors[place]))
        return after if self.corrupted is None else f"{loss(float(self.before[place]))} → {after}"

    def boxes(self, box: QRectF) -> list[QRectF]:
        """Return where input and output of the tile in a box are, and between them what was corrupted."""
        width, height = sample_size(self.inputs.shape[1:], SIDE)
        whole = self.tile.width() if self.beside else width
        first = QRectF(box.center().x() - whole / 2, box.top(), width, height)
        across, down = (width + BETWEEN, 0.0) if self.beside else (0.0, height + BETWEEN)
        return [first.translated(i * across, i * down) for i in range(self._count)]

    def paint_tile(self, painter: QPainter, box: QRectF, place: int) -> None:
        theme, boxes = self.theme, self.boxes(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        between = [] if self.corrupted is None else [self.corrupted]
        for each, numbers in zip(boxes, (self.inputs, *between, self.outputs), strict=True):
            draw_sample(painter, each, theme, numbers[place], self.most)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = place == self.current
        painter.setPen(QPen(QColor(theme.accent if current else theme.border), 2.5 if current else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(boxes[0].united(boxes[-1]))
        painter.setPen(QColor(theme.secondary))
        painter.setFont(font(11))
        below = QRectF(box.left(), box.bottom() - WORD + 2, box.width(), WORD)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.says(place))
