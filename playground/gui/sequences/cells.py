"""Symbols, bits and classes over time: a cell for each step, with its sign."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from playground.gui.sequences.lane import Columns, Lane, Values, write
from playground.gui.theme import Bytes, Theme, font

LARGEST, SMALLEST = 12, 8
"""Pixels of a cell's text, where there is room, and at which signs can still be told apart."""
ONE = 0.57
"""How wide a step is at least for its sign, as a share of the text's size: a letter is about as wide."""
READABLE = SMALLEST * ONE + 0.05
"""Pixels of a step below which no sign can be read ..."""
FAR = 560
"""... and how wide all steps together may be made for that."""
CLOSE = 9.0
"""Pixels of a step below which no gap is left between cells."""
BETWEEN = 1.0
"""Pixels between two signs, at least."""
ALONE = 22.0
"""Pixels that are left to the first sign."""


@dataclass(frozen=True, eq=False)
class Cells(Lane):
    """A row of cells; those of steps without a text are left out."""

    name: str
    texts: tuple[str, ...]
    colours: Values
    """Where the colour of each step lies along the ramp, from 0 to 1."""
    ramp: Callable[[Theme], Bytes]
    wrong: npt.NDArray[np.bool_]
    """Steps that are ringed as mistaken."""
    details: tuple[str, ...] = ()
    """What is said of each step; empty where the text is enough."""
    note: str = ""
    """What stands before the cells, where the first steps have none."""
    _places: npt.NDArray[np.intp] = field(init=False)

    def __post_init__(self) -> None:
        places = np.rint(255.0 * np.clip(np.nan_to_num(self.colours), 0.0, 1.0))
        object.__setattr__(self, "_places", places.astype(np.intp))

    def narrowest(self, steps: int) -> int:
        needed = math.ceil(READABLE * steps)
        return needed if needed <= FAR else 0

    def paint(self, painter: QPainter, box: QRectF, columns: Columns, theme: Theme) -> None:
        table, size = self.ramp(theme), min(LARGEST, int(columns.each / ONE))
        readable = size >= SMALLEST
        gap = 1.0 if columns.each >= CLOSE else 0.0
        first, told = columns.count, self.told(columns.each, font(max(size, SMALLEST)))
        for step, text in enumerate(self.texts):
            if not text:
                continue
            first = min(first, step)
            cell = QRectF(columns.start(step), box.top() + 1, columns.each, box.height() - 2)
            painter.setFont(font(max(size, SMALLEST)))
            needed = painter.fontMetrics().horizontalAdvance(text) + 6.0
            if needed > cell.width() and step and not self.texts[step - 1]:
                cell.setLeft(max(columns.left, cell.right() - needed))  # before it there is room
            ground = QColor(*map(int, table[self._places[step]]))
            painter.fillRect(cell.adjusted(0, 0, -gap, 0), ground)
            if self.wrong[step]:
                painter.setPen(QPen(QColor(theme.error), 1.5))
                painter.drawRect(cell.adjusted(0.75, 0.75, -0.75 - gap, -0.75))
            if readable and (step in told):
                painter.setPen(QColor(theme.ink_on(ground)))
                painter.drawText(cell.adjusted(-9, 0, 9 - gap, 0), Qt.AlignmentFlag.AlignCenter, text)
        if self.note and first:
            end = columns.start(first + 1) - max(columns.each, ALONE)
            before = QRectF(columns.left, box.top(), end - columns.left - 6, box.height())
            write(painter, before, self.note, theme.secondary, Qt.AlignmentFlag.AlignRight)

    def told(self, each: float, letters: QFont) -> set[int]:
        """Return the steps that have their text: where texts would touch, those of another than before."""
        metrics, texts = QFontMetrics(letters), self.texts
        crowded = any(
            texts[i] and texts[i - 1] and (widest(metrics, texts[i - 1 : i + 1]) + BETWEEN > each)
            for i in range(1, len(texts))
        )
        return {i for i, text in enumerate(texts) if not crowded or not i or text != texts[i - 1]}

    def says(self, step: int) -> list[tuple[str, str]]:
        text = self.details[step] if self.details else self.texts[step]
        return [(self.name, text)] if text else []


def widest(metrics: QFontMetrics, texts: Iterable[str]) -> int:
    """Return the width of the widest of some texts."""
    return max(metrics.horizontalAdvance(text) for text in texts)
