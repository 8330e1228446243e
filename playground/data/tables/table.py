"""A table: named columns of numbers or of words, and where cells are empty or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.parts.counts import grouped
from playground.parts.text import printable, shown

LARGEST = 50_000_000
"""Bytes that a file may have; and what is packed in it, unpacked."""
ROWS, COLUMNS, CELLS = 1_000_000, 1000, 5_000_000
GUESS = 1000
"""Rows by which it is decided whether a column has numbers or words."""
SAID = 20
"""Lines said of what is wrong; the rest is counted."""
EMPTY = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "?"))
GAPS = EMPTY - {"none", "-"}
"""Cells that are empty in a column of words, too: there "none" is an answer, and so is "-" beside "+"."""
THOUSANDS = {
    False: re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?"),
    True: re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?"),
}
"""Numbers whose thousands stand apart, where a comma is not, and where it is, the decimal point."""

FirstRow = Literal["automatic", "names", "data"]
"""What the first row of a text holds: names of the columns, or data as the rest; or what it looks like."""


class BadTable(ValueError):
    """A table that cannot be read; ``lines`` has one sentence for every fault."""

    def __init__(self, lines: Sequence[str]) -> None:
        rest = len(lines) - SAID
        self.lines = [*lines[:SAID], *([f"and {grouped(rest)} more"] if rest > 0 else [])]
        super().__init__("\n".join(self.lines))


class UnevenRows(BadTable):
    """``count`` rows are broken, or of other lengths than the first; the others can be read without them."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines)
        self.count = len(lines)


@dataclass(frozen=True, eq=False)
class Column:
    """One column: ``numbers`` (rows,), NaN where there is none, or ``words`` with a number for each row.

    ``faults`` are lines about empty and unreadable cells, the first SAID of them; ``gaps`` says how many are.
    """

    name: str
    numbers: Array | None
    words: tuple[str, ...] = ()
    labels: npt.NDArray[np.intp] | None = None
    """For each row the place of its word in ``words``, -1 where the cell is empty."""
    faults: tuple[str, ...] = ()
    gaps: int = 0

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which rows have something to go by."""
        if self.numbers is not None:
            return np.isfinite(self.numbers)
        assert self.labels is not None
        return self.labels >= 0

    def shown(self, row: int) -> str:
        """Return a cell as a preview writes it."""
        if not self.known[row]:
            return ""
        if self.numbers is not None:
            return number_names([self.numbers[row]])[0]
        assert self.labels is not None
        return self.words[int(self.labels[row])]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length. ``notes`` say how the text was understood where that was a guess."""

    columns: tuple[Column, ...]
    rows: int
    notes: tuple[str, ...] = ()
    from_text: bool = False
    """Whether its first row may hold names."""
    left_out: str = ""
    """Which rows were left out since they are broken or of another length than the first, if any were."""

    def __getitem__(self, name: str) -> Column:
        """Return the column of a name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> list[str]:
        """The names of the columns, all different."""
        return [column.name for column in self.columns]

    @property
    def faults(self) -> list[str]:
        """One line for every empty or unreadable cell, in so far as they are said, column by column."""
        return [line for column in self.columns for line in column.faults]


def number_names(numbers: Sequence[float]) -> tuple[str, ...]:
    """Return what different numbers are called: whole ones in full, others by as many digits as differ."""
    names: tuple[str, ...] = ()
    for digits in (6, 9, 12, 15, 17):
        names = tuple(
            f"{number:.{15 if float(number).is_integer() and abs(number) < 1e15 else digits}g}"
            for number in numbers
        )
        if len(set(names)) == len(names):
            break
    return names


def names_of(cells: Sequence[str]) -> list[str]:
    """Return names for columns: a cell that is empty is named by its place, and of two alike the second."""
    names: list[str] = []
    for i, cell in enumerate(cells):
        name = base = printable(" ".join(cell.split()))[:80] or f"column {i + 1}"
        count = 1
        while name in names:
            count += 1
            name = f"{base} ({count})"
        names.append(name)
    return names


class ColumnReader:
    """Takes a column's cells piece by piece; the first piece decides between numbers and words."""

    def __init__(self, name: str, comma: bool, grouped: bool) -> None:
        self._name, self._comma, self._grouped = name, comma, grouped
        self._numeric: bool | None = None
        self._numbers: list[Array] = []
        self._labels: list[npt.NDArray[np.intp]] = []
        self._known: dict[str, int] = {}
        self._faults: list[str] = []
        self._gaps = 0

    def take(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        """Take the next cells, and the rows that they stand in, as a spreadsheet counts them."""
        if self._numeric is None:
            filled = [cell for cell in cells[:GUESS] if cell.strip().lower() not in EMPTY]
            readable = sum(self._number(cell) is not None for cell in filled)
            self._numeric = 2 * readable >= len(filled)
        if self._numeric:
            self._numbers.append(self._read(cells, lines))
        else:
            self._labels.append(self._name_words(cells, lines))

    def _number(self, cell: str) -> float | None:
        return number_in(cell, self._comma, self._grouped)

    def _read(self, cells: Sequence[str], lines: Sequence[int]) -> Array:
        try:
            if self._comma and self._grouped:
                raise ValueError  # a point may mean two things
            plain = [cell.replace(",", ".") for cell in cells] if self._comma else cells
            numbers = np.array(list(map(float, plain)))
            if np.isfinite(numbers).all() and "_" not in "".join(cells):
                return numbers
        except ValueError:
            pass
        numbers = np.empty(len(cells))
        for i, cell in enumerate(cells):
            number = self._number(cell)
            numbers[i] = np.nan if number is None else number
            if number is None:
                empty = cell.strip().lower() in EMPTY
                self._fault(lines[i], "is empty" if empty else f"{shown(cell)} is not a number")
        return numbers

    def _name_words(self, cells: Sequence[str], lines: Sequence[int]) -> npt.NDArray[np.intp]:
        labels = np.empty(len(cells), np.intp)
        for i, cell in enumerate(cells):
            word = cell.strip()
            if word.lower() not in GAPS:
                labels[i] = self._known.setdefault(word, len(self._known))
            else:
                labels[i] = -1
                self._fault(lines[i], "is empty")
        return labels

    def _fault(self, line: int, text: str) -> None:
        self._gaps += 1
        if len(self._faults) < SAID:
            self._faults.append(f"row {line}, {shown(self._name)}: {text}")

    def whole(self) -> Column:
        """Return the column, its words in the order of the alphabet."""
        faults = tuple(self._faults)
        if self._numeric:
            return Column(self._name, np.concatenate(self._numbers), faults=faults, gaps=self._gaps)
        words = sorted(self._known)
        place = np.full(len(words) + 1, -1, np.intp)  # the last is the place of what is empty
        place[[self._known[word] for word in words]] = np.arange(len(words))
        labels = place[np.concatenate(self._labels)]
        return Column(self._name, None, tuple(map(printable, words)), labels, faults, self._gaps)


def number_in(cell: str, comma: bool, grouped: bool) -> float | None:
    """Return the finite number that a cell holds, if it does.

    ``comma`` says that it is the decimal point, ``grouped`` that the other sign may stand between thousands.
    """
    text = cell.strip().replace("−", "-").replace("\u00a0", "").replace("\u202f", "")
    if grouped and THOUSANDS[comma].fullmatch(text):
        text = text.replace("." if comma else ",", "")
    try:
        number = float(text.replace(",", ".") if comma else text)
    except ValueError:
        return None
    return number if np.isfinite(number) and "_" not in text else None


def is_number(cell: str, comma: bool) -> bool:
    """Return whether a cell holds a finite number."""
    return number_in(cell, comma, grouped=True) is not None
