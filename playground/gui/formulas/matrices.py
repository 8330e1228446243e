"""Boxes of matrices: numbers in rows and columns, and a letter with its shape under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playground.gui.formulas.boxes import Box, Placed


class NumberTable(Box):
    """Numbers in rows and columns, each column flush right."""

    COLUMN, LEADING, AXIS = 10.0, 2.0, 4.0

    def __init__(self, rows: Sequence[Sequence[Box]]) -> None:
        self._rows = rows
        self._columns = [max(row[i].width for row in rows) for i in range(len(rows[0]))]
        self._above = max(cell.above for row in rows for cell in row)
        self._pitch = self._above + max(cell.below for row in rows for cell in row) + self.LEADING
        high = self._pitch * len(rows)
        self.width = sum(self._columns) + self.COLUMN * (len(self._columns) - 1)
        self.above, self.below = high / 2 + self.AXIS, high / 2 - self.AXIS

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        base = y - self.above + self._above + self.LEADING / 2
        for row in self._rows:
            left = x
            for cell, width in zip(row, self._columns, strict=True):
                yield cell, left + width - cell.width, base
                left += width + self.COLUMN
            base += self._pitch


class Under(Box):
    """A letter with something small under it."""

    GAP = 1.0

    def __init__(self, over: Box, under: Box) -> None:
        self._over, self._under = over, under
        self.width = max(over.width, under.width)
        self.above = over.above
        self.below = over.below + self.GAP + under.above + under.below

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        middle = x + self.width / 2
        yield self._over, middle - self._over.width / 2, y
        yield self._under, middle - self._under.width / 2, y + self._over.below + self.GAP + self._under.above
