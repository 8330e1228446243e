"""Rows of a text that do not fit the others: which are read all the same, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playground.data.tables.gaps import EMPTY
from playground.data.tables.note import ReadingNote
from playground.data.tables.numerals import is_numeral
from playground.data.tables.text_rows import Broken, Row
from playground.parts.counts import grouped


class Misfits:
    """Finds the rows that cannot be read, or have another number of cells than the first one.

    Rows that end early are filled with empty cells if most are there, and quotation marks within a cell are
    signs, where numbers stand as they do elsewhere: so a row that is broken in two is still found.
    """

    def __init__(self, numeric: Sequence[bool], fills: bool) -> None:
        """Know which columns hold numbers, and whether rows that end early are filled."""
        self._fills = fills
        self._width, self._places = len(numeric), [j for j, each in enumerate(numeric) if each]
        self._first, self._broken, self.lines = 0, False, list[str]()
        self._short, self._quoted, self._remarks = list[int](), list[int](), list[int]()

    def fitting(self, lines: list[int], piece: Sequence[Row]) -> tuple[list[int], list[list[str]]]:
        """Return the row numbers and the rows without those, of which ``lines`` are kept."""
        fit = []
        width = self._width
        for line, row in zip(lines, piece, strict=True):
            if isinstance(row, list) and len(row) > width and not any(map(str.strip, row[width:])):
                del row[width:]  # separators at the end
            if isinstance(row, list) and len(row) == width and not self._is_remark(row):
                fit.append((line, row))
            elif isinstance(row, Broken):
                self._mend(line, row, fit)
            elif row[0].lstrip().startswith("#"):
                self._remarks.append(line)
            elif self._fills and width < 2 * len(row) < 2 * width and self._suits(row):
                self._short.append(line)
                fit.append((line, row + [""] * (width - len(row))))
            else:
                self._first = self._first or line
                cells = "cell" if len(row) == 1 else "cells"
                self.lines.append(f"row {line} has {len(row)} {cells}, and the first row has {width}")
        return [line for line, _ in fit], [row for _, row in fit]

    def _mend(self, line: int, row: Broken, fit: list[tuple[int, list[str]]]) -> None:
        found = [cells for cells in row.otherwise if len(cells) == self._width and self._suits(cells)]
        if found:
            self._quoted.append(line)
            fit.append((line, found[0]))
            return
        self._first = self._first or line
        self._broken = True
        self.lines.append(row.text)

    def _is_remark(self, row: list[str]) -> bool:
        """Return whether a row as wide as others begins with a # where they have numbers."""
        return row[0].startswith("#") and self._width > 1 and 0 in self._places and not self._suits(row)

    def _suits(self, row: list[str]) -> bool:
        """Return whether a row, as far as it goes, has numbers wherever the others have, or nothing."""
        cells = [row[j].strip() for j in self._places if j < len(row)]
        return all(cell.lower() in EMPTY or is_numeral(cell) for cell in cells)

    @property
    def notes(self) -> Iterator[ReadingNote]:
        """What was made of rows that do not fit, and was read all the same; then what is left out."""
        if self._short:
            end = "ends" if len(self._short) == 1 else "end"
            yield ReadingNote(f"{_rows(self._short)} {end} early: what is not there is empty.", "whole_rows")
        if self._quoted:
            yield ReadingNote(
                f"In {_rows(self._quoted).lower()}, quotation marks are signs of a word.", "whole_rows"
            )
        if self._remarks:
            yield ReadingNote(f"Left out: {_rows(self._remarks).lower()}, with a # first.")
        if self.lines:
            yield ReadingNote(self.summary, "whole_rows")

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


def _rows(lines: Sequence[int]) -> str:
    """Return which rows are meant."""
    return f"Row {lines[0]}" if len(lines) == 1 else f"{grouped(len(lines))} rows from row {lines[0]} on"
