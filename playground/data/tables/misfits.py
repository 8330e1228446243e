"""Rows of a text that do not fit the others: what is said of them, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from playground.data.tables.text_rows import Broken, Row
from playground.parts.counts import grouped


class Misfits:
    """Finds the rows that cannot be read, or have another number of cells than the first one."""

    def __init__(self, width: int) -> None:
        self._width, self._first, self._broken, self.lines = width, 0, False, list[str]()

    def fitting(self, lines: list[int], piece: Sequence[Row]) -> tuple[list[int], list[list[str]]]:
        """Return the row numbers and the rows without those, of which ``lines`` are kept."""
        fit = []
        width = self._width
        for line, row in zip(lines, piece, strict=True):
            if not isinstance(row, Broken) and len(row) > width and not any(map(str.strip, row[width:])):
                del row[width:]  # separators at the end
            if not isinstance(row, Broken) and len(row) == width:
                fit.append((line, row))
                continue
            self._first = self._first or line
            if isinstance(row, Broken):
                self._broken = True
                self.lines.append(row.text)
            else:
                cells = "cell" if len(row) == 1 else "cells"
                self.lines.append(f"row {line} has {len(row)} {cells}, and the first row has {self._width}")
        return [line for line, _ in fit], [row for _, row in fit]

    @property
    def summary(self) -> str:
        """How many rows these are, and where the first is; nothing if there are none."""
        if not self.lines:
            return ""
        if len(self.lines) == 1:
            why = "cannot be read" if self._broken else "has more or fewer cells than the first row"
            return f"Left out: row {self._first}, which {why}."
        why = "have more or fewer cells than the first row"
        why = f"cannot be read or {why}" if self._broken else why
        return f"Left out: {grouped(len(self.lines))} rows, from row {self._first} on, that {why}."
