"""The cells of a column of text, piece by piece, as numbers or as words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.data.tables.gaps import SODIUM, known_gaps
from playground.data.tables.numerals import DecimalSign, amount_in
from playground.data.tables.shapes import EXACT
from playground.data.tables.table import SAID, Column
from playground.parts.text import printable, shown


class ColumnReader:
    """Takes a column's cells piece by piece; whether they are ``numeric`` is known before."""

    def __init__(
        self, name: str, numeric: bool, decimal: DecimalSign, gaps: Collection[str] = (), unit: str = ""
    ) -> None:
        """Know what the column is, which further words are ``gaps``, and the ``unit`` behind its numbers."""
        self._name, self._numeric, self._decimal, self._unit = name, numeric, decimal, unit
        self._gaps, self._further = known_gaps(numeric, gaps), bool(gaps)
        self._numbers: list[Array] = []
        self._labels: list[npt.NDArray[np.intp]] = []
        self._known: dict[str, int] = {}
        self._faults: list[str] = []
        self._missing = 0
        self.gap_words = dict[str, None]()
        """What stands in cells that are read as empty."""
        self.no_numbers = dict[str, None]()
        """What stands among numbers and is none; the first of it."""
        self._digits, self._led = 0, False

    def take(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        """Take the next cells, and the rows that they stand in, as a spreadsheet counts them."""
        if self._numeric:
            self._count_digits(cells)
            self._numbers.append(self._read(cells, lines))
        else:
            self._labels.append(self._name_words(cells, lines))

    def _count_digits(self, cells: Sequence[str]) -> None:
        """See whether all numbers have as many digits, and some a zero first, as codes have."""
        for cell in cells:
            if self._digits < 0:
                return
            word = cell.strip()
            if word.lower() in self._gaps:
                continue
            self._digits = self._digits or len(word)
            if not (len(word) == self._digits > 1 and word.isdecimal()):
                self._digits = -1
            self._led |= word[0] == "0"

    def _plain(self, cells: Sequence[str]) -> Array | None:
        """Return the numbers of cells that hold nothing but digits, a sign and a decimal sign."""
        text = "".join(cells)
        if self._further or not text.isascii() or "_" in text or (self._decimal == "comma" and "." in text):
            return None
        plain = [cell.replace(",", ".") for cell in cells] if self._decimal == "comma" else cells
        try:
            numbers = np.array(list(map(float, plain)))
        except ValueError:
            return None
        return numbers if np.isfinite(numbers).all() else None

    def _read(self, cells: Sequence[str], lines: Sequence[int]) -> Array:
        if (plain := self._plain(cells)) is not None:
            return plain
        numbers = np.empty(len(cells))
        for i, cell in enumerate(cells):
            empty = cell.strip().lower() in self._gaps
            number = None if empty else amount_in(cell, self._decimal, self._unit)
            numbers[i] = np.nan if number is None else number
            if number is None:
                if empty:
                    self._note_gap(cell)
                elif len(self.no_numbers) < SAID:
                    self.no_numbers[cell.strip()] = None
                self._fault(lines[i], "is empty" if empty else f"{shown(cell)} is not a number")
        return numbers

    def _name_words(self, cells: Sequence[str], lines: Sequence[int]) -> npt.NDArray[np.intp]:
        labels = np.empty(len(cells), np.intp)
        for i, cell in enumerate(cells):
            word = cell.strip()
            if word.lower() not in self._gaps or (word == SODIUM and not self._further):
                labels[i] = self._known.setdefault(word, len(self._known))
            else:
                labels[i] = -1
                self._note_gap(cell)
                self._fault(lines[i], "is empty")
        return labels

    def _note_gap(self, cell: str) -> None:
        if word := cell.strip():
            self.gap_words[word] = None

    def _fault(self, line: int, text: str) -> None:
        self._missing += 1
        if len(self._faults) < SAID:
            self._faults.append(f"row {line}, {shown(self._name)}: {text}")

    def whole(self) -> Column:
        """Return the column, its words in the order of the alphabet."""
        faults = tuple(self._faults)
        if self._numeric:
            digits = self._digits if self._led and self._digits <= EXACT else 0
            numbers = np.concatenate(self._numbers)
            digits = max(digits, 0)
            return Column(self._name, numbers, (), None, faults, self._missing, digits, self._unit)
        words = sorted(self._known)
        place = np.full(len(words) + 1, -1, np.intp)  # the last is the place of what is empty
        place[[self._known[word] for word in words]] = np.arange(len(words))
        labels = place[np.concatenate(self._labels)]
        return Column(self._name, None, tuple(map(printable, words)), labels, faults, self._missing)
