"""Rows of numbers over time as colours: a row for each unit, or for each symbol that may come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.gui.sequences.lane import KEY, SMALL, Columns, Lane, Values, write
from playground.gui.theme import Bytes, Theme, font
from playground.gui.widgets.rgb_image import rgb_image
from playground.parts.counts import number

READABLE = 10.0
"""Pixels of a row from which on its name is written beside it."""
ROOMY = 52.0
"""Pixels of a step from which on its numbers are written into it."""
NAMES = 30
"""Pixels for the names of rows."""
BAR = 6
LIKELIEST = 3
"""Symbols that are said of a step."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("sequences", text)


@dataclass(frozen=True, eq=False)
class Heat(Lane):
    """Numbers (rows, steps) as colours from ``low`` to ``high``."""

    share, above = 2.0, True
    name: str
    names: tuple[str, ...]
    """Of the rows, from the top."""
    values: Values
    low: float
    high: float
    ramp: Callable[[Theme], Bytes]
    marked: npt.NDArray[np.bool_] | None = None
    """(rows, steps): what is outlined, as the truth is."""
    of_unit: str = ""
    """What one of its rows is called, where they are units of a layer, which can be chosen."""
    chosen: int | None = None
    """The row that is chosen."""
    brief: str = ""

    @property
    def least(self) -> int:
        return max(40, min(7 * len(self.names), 64))

    @property
    def most(self) -> int:
        return max(48, 26 * len(self.names))

    def row(self, height: float) -> int | None:
        row = int(height * len(self.names))
        return row if 0 <= row < len(self.names) else None

    def paint(self, painter: QPainter, box: QRectF, columns: Columns, theme: Theme) -> None:
        inner = box.adjusted(0, 3, 0, -3)
        each = inner.height() / len(self.names)
        table = self.ramp(theme)
        field = QRectF(columns.left, inner.top(), columns.width, inner.height())
        painter.drawImage(field, rgb_image(table[self._places()]))
        if columns.each >= ROOMY and each >= 1.4 * READABLE:
            self._write_numbers(painter, field, columns, theme, table)
        step = max(1, round(READABLE / each + 0.49))
        for i in range(0, len(self.names), step):
            line = QRectF(columns.left - NAMES - 6, inner.top() + (i + 0.5) * each - 7, NAMES, 14)
            write(painter, line, self.names[i], theme.secondary, Qt.AlignmentFlag.AlignRight)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.marked is not None:
            painter.setPen(QPen(QColor(theme.accent), 1.5 if each >= 12.0 else 1.0))
            for row, step in zip(*np.nonzero(self.marked), strict=True):
                cell = QRectF(columns.start(int(step)), inner.top() + row * each, columns.each, each)
                painter.drawRect(cell.adjusted(1, 1, -1, -1))
        if self.chosen is not None and self.chosen < len(self.names):
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(QRectF(field.left(), inner.top() + self.chosen * each, field.width(), each))
        self._key(painter, QRectF(field.right() + 6, inner.top(), KEY - 6, inner.height()), table, theme)

    def _write_numbers(
        self, painter: QPainter, field: QRectF, columns: Columns, theme: Theme, table: Bytes
    ) -> None:
        """Write every number into its cell."""
        painter.setFont(font(SMALL))
        each, places = field.height() / len(self.names), self._places()
        for row, step in np.ndindex(*self.values.shape):
            ground, value = QColor(*map(int, table[places[row, step]])), float(self.values[row, step])
            if not np.isnan(value):
                cell = QRectF(columns.start(step), field.top() + row * each, columns.each, each)
                painter.setPen(QColor(theme.ink_on(ground)))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, number(value, 4))

    def _places(self) -> npt.NDArray[np.intp]:
        size = (self.high - self.low) or 1.0
        with np.errstate(over="ignore"):  # what has grown beyond all numbers has the last colour
            share = np.clip((np.nan_to_num(self.values) - self.low) / size, 0.0, 1.0)
        return np.asarray(np.rint(255.0 * share), np.intp)

    def _key(self, painter: QPainter, box: QRectF, table: Bytes, theme: Theme) -> None:
        painter.drawImage(QRectF(box.left(), box.top(), BAR, box.height()), rgb_image(table[::-1, None]))
        right = QRectF(box.left() + BAR + 3, box.top() - 1, box.width() - BAR - 3, SMALL + 3)
        write(painter, right, number(self.high, 2), theme.secondary, Qt.AlignmentFlag.AlignLeft)
        right.moveBottom(box.bottom() + 1)
        write(painter, right, number(self.low, 2), theme.secondary, Qt.AlignmentFlag.AlignLeft)

    @property
    def units(self) -> bool:
        """Whether its rows are units of a layer."""
        return bool(self.of_unit)

    def says(self, step: int) -> list[tuple[str, str]]:
        """Of symbols that may come the likeliest are said; units are too many, but for the one pointed at."""
        if self.units or np.isnan(self.values[:, step]).all():
            return []
        column = np.nan_to_num(self.values[:, step])
        first = np.argsort(-column, kind="stable")[:LIKELIEST]
        found = [(_tr("output {0}").format(self.names[row]), number(float(column[row]), 3)) for row in first]
        if self.marked is not None:
            true = " ".join(self.names[row] for row in np.flatnonzero(self.marked[:, step]))
            found.insert(0, (_tr("target"), true))
        return found

    def says_of(self, row: int, step: int) -> tuple[str, str]:
        """Return the name and the value of one unit at a step."""
        return self.of_unit.format(self.names[row]), number(float(self.values[row, step]), 4)
