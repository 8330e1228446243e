"""What stands above the data of a table: lines about it, the row of names, rows of units and types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from playground.data.tables.dialect import FirstRow
from playground.data.tables.gaps import EMPTY
from playground.data.tables.numerals import is_numeral, number_in
from playground.data.tables.separators import is_whole, usual_width

TYPES = {"c", "d", "s", "t", "n", "continuous", "discrete", "string", "time", "numeric", "nominal", "real"}
"""What stands in the second of Orange's three rows above the data, in small letters."""
FLAGS = {"class", "c", "meta", "m", "ignore", "i", "weight", "w", "multiclass", "skip"}
UNIT = re.compile(
    r"[\[(<].*[\])>]|\S{0,7}[°²³%‰·^µ/]\S{0,7}|[kmcµ]?m|[kmµ]?g|[mµn]?s|min|h|d|K|C|F|h?Pa|m?bar|[km]?V|m?A|k?Wh?|k?J|[km]?N|"
    r"[kMG]?Hz|m?mol|[mc]?l|kn|mi|ft|in|lbs?|oz|yd|mph|pp[mb]|[A-Z]{3}|€|\$|years?|yrs?|days?|hours?|count|n/a|-+|–|—"
)
RULE = re.compile(r"[-=+:|_]{2,}")
YEARS = range(1800, 2101)


@dataclass(frozen=True)
class Heading:
    """Where a table begins among its rows, which are counted from 0."""

    width: int
    names: int | None
    """The row of names, if there is one."""
    data: int
    """The first row of data."""
    indexed: bool = False
    """Whether every row begins with a cell that has no name, as R writes them."""

    @property
    def top(self) -> int:
        """The first row that is not left out."""
        return self.data if self.names is None else self.names


def heading_of(rows: Sequence[list[str]], first_row: FirstRow, lines: int, chosen: bool = False) -> Heading:
    """Return what stands above the data of a table with so many lines, by its first rows.

    Where it is ``chosen`` how many lines are left out, the table begins with the first of the rows.
    """
    return _Rows(rows, lines).heading(first_row, chosen)


def suits(row: list[str], rows: Sequence[list[str]]) -> bool:
    """Return whether a row has numbers wherever those below it have."""
    return _Rows([row, *rows], 0).fits(0)


class _Rows:
    """The first rows of a table, and which of its columns hold numbers further down."""

    def __init__(self, rows: Sequence[list[str]], lines: int) -> None:
        self.rows, self.lines = rows, lines
        self.width = usual_width(rows)
        alike = [row for row in rows if len(row) >= self.width] or [*rows]
        below = alike[len(alike) // 2 :] if len(alike) > 1 else alike
        self.numeric = [self._holds_numbers(j, below, alike) for j in range(self.width)]

    def _holds_numbers(self, column: int, below: list[list[str]], alike: list[list[str]]) -> bool:
        for rows in (below, alike):
            filled = [row[column] for row in rows if column < len(row) and not _is_gap(row[column])]
            if filled:
                return 2 * sum(map(is_numeral, filled)) >= len(filled)
        return False

    def heading(self, first_row: FirstRow, chosen: bool) -> Heading:
        start = 0 if chosen else self._start()
        data = next((i for i in range(start, len(self.rows)) if self.fits(i)), start)
        names = self._names(start, data)
        if chosen and names is not None:  # there is nothing above them
            names = start if self._could_name(start) or names == start else None
        if names is None and first_row == "names":
            names = next((i for i in range(start, len(self.rows)) if self._is_whole(i)), start)
        if first_row == "data" and names is not None and self._is_whole(names):
            data, names = names, None
        if names is None:
            # A row with a fault is no less one of data.
            data = next((i for i in range(start, data) if self._begins(i)), data)
            return Heading(self.width, None, data)
        data = next((i for i in range(names + 1, len(self.rows)) if self._is_data(i)), len(self.rows))
        ends = [row[self.width - 1] for row in self.rows[data:] if len(row) >= self.width]
        return Heading(self.width, names, data, self._is_short(names) and any(map(str.strip, ends)))

    def _begins(self, i: int) -> bool:
        """Return whether data may begin with a row, faults or not."""
        if not self._is_whole(i) or self._ruled(i) or (i and self._types(i - 1) and self._flags(i)):
            return False
        return self.width < 3 or self._filled(i) > 1

    def _start(self) -> int:
        """Return the first row that may belong to the table."""
        start = 0
        if self._counts(0):
            start = 1
        for i in range(start, len(self.rows)):
            if self._is_whole(i) or (self._is_short(i) and i + 1 < len(self.rows) and self._is_whole(i + 1)):
                return i
        return start

    def _names(self, start: int, data: int) -> int | None:
        """Return which row has the names: the fullest one above the data, of several the nearest one."""
        block = [i for i in range(start, data) if self._could_name(i)]
        if block:
            most = max(self._filled(i) for i in block)
            full = [i for i in block if self._filled(i) == most]
            if len(block) > 1 and (typed := next((i for i in block[1:] if self._types(i)), None)) is not None:
                return block[block.index(typed) - 1]
            while len(full) > 1 and self._units(full[-1]):
                full.pop()
            return full[-1]
        if data + 1 >= len(self.rows):
            return None
        if not any(self.numeric):
            return self._named_by_words(data)
        return data if self._named_by_years(data) else None

    def _named_by_words(self, data: int) -> int | None:
        """Return the first of rows of nothing but words, if it shares none with those below it."""
        if data + 2 < len(self.rows) and self._types(data + 1):
            return data
        below = {cell.strip() for row in self.rows[data + 1 :] for cell in row}
        return None if below & {cell.strip() for cell in self.rows[data] if cell.strip()} else data

    def _named_by_years(self, i: int) -> bool:
        """Return whether numbers in a row are names: years or a count, unlike what stands below them."""
        row, below = self.rows[i], [each for each in self.rows[i + 1 :] if len(each) >= self.width]
        places = [j for j in range(self.width) if self.numeric[j] and not _is_gap(row[j])]
        if not below or not places or not all(row[j].strip().isdecimal() for j in places):
            return False
        wholes = [int(row[j]) for j in places]
        steps = {b - a for a, b in pairwise(wholes)}
        if len(steps) > 1 or 0 in steps:
            return False
        words = [j for j in range(self.width) if not self.numeric[j]]
        if any(row[j].strip() in {each[j].strip() for each in below} for j in words if row[j].strip()):
            return False
        columns = _numbers([[each[j] for each in below] for j in places])
        if any(column and all(number in YEARS for number in column) for column in columns):
            return False
        beyond = [
            not column or not min(column) <= whole <= max(column)
            for whole, column in zip(wholes, columns, strict=True)
        ]
        broken = [number for column in columns for number in column if number != round(number)]
        if all(whole in YEARS for whole in wholes):
            named = any(row[j].strip() for j in words)
            return all(beyond) if len(wholes) > 1 or named else all(beyond) and bool(broken)
        counted = wholes[0] in (0, 1) and steps == {1} and len(wholes) > 2
        return counted and any(beyond) and (bool(broken) or len(wholes) >= 16)

    def _could_name(self, i: int) -> bool:
        """Return whether a row has words where numbers stand below, and numbers only as names have them."""
        row = self.rows[i]
        if not (self._is_whole(i) or self._is_short(i)) or self._ruled(i):
            return False
        shift = self.width - len(row) if self._is_short(i) else 0
        cells = [(j + shift, cell.strip()) for j, cell in enumerate(row[: self.width])]
        numbers = [cell for j, cell in cells if self.numeric[j] and is_numeral(cell)]
        words = [cell for j, cell in cells if self.numeric[j] and cell and not is_numeral(cell)]
        if not numbers:
            return bool(words)
        return bool(words) and len(numbers) > 1 and all(map(_is_year, numbers))

    def fits(self, i: int) -> bool:
        """Return whether a row has numbers wherever the others have."""
        if not self._begins(i):
            return False
        cells = [self.rows[i][j] for j in range(self.width) if self.numeric[j]]
        return all(_is_gap(cell) or is_numeral(cell) for cell in cells)

    def _is_data(self, i: int) -> bool:
        """Return whether a row under the names is one of data, if with faults."""
        row = self.rows[i]
        if self._ruled(i) or self._types(i) or (self._types(i - 1) and self._flags(i)):
            return False
        if not any(self.numeric) or len(row) < self.width:
            return True
        cells = [row[j] for j in range(self.width) if self.numeric[j] and not _is_gap(row[j])]
        if any(map(is_numeral, cells)):
            return True
        return not cells and self._filled(i) > 0 and not self._units(i)

    def _is_whole(self, i: int) -> bool:
        return is_whole(self.rows[i], self.width)

    def _is_short(self, i: int) -> bool:
        """Return whether a row has one cell less than the others, all of them words: R names its rows."""
        row = self.rows[i]
        if len(row) == 1 and [each[0].strip() for each in self.rows[i + 1 : i + 4]] != ["1", "2", "3"]:
            return False  # a title
        return len(row) == self.width - 1 and all(cell.strip() and not is_numeral(cell) for cell in row)

    def _filled(self, i: int) -> int:
        return sum(bool(cell.strip()) for cell in self.rows[i])

    def _ruled(self, i: int) -> bool:
        """Return whether a row is a line under the names."""
        filled = [cell.strip() for cell in self.rows[i] if cell.strip()]
        return len(filled) > 1 and all(map(RULE.fullmatch, filled))

    def _types(self, i: int) -> bool:
        """Return whether a row says the types of the columns, as Orange's second one does."""
        filled = [cell.strip().lower() for cell in self.rows[i] if cell.strip()]
        return len(filled) > 1 and all(cell in TYPES for cell in filled)

    def _flags(self, i: int) -> bool:
        """Return whether a row says what columns are for, as Orange's third one does."""
        return all(cell.strip().lower() in FLAGS or "=" in cell for cell in self.rows[i] if cell.strip())

    def _units(self, i: int) -> bool:
        """Return whether a row says units; a column without one may say so, but not all of them."""
        filled = [cell.strip() for cell in self.rows[i] if cell.strip()]
        units = [cell for cell in filled if UNIT.fullmatch(cell)]
        return not all(map(_is_gap, units)) and 2 * len(units) >= len(filled)

    def _counts(self, i: int) -> bool:
        """Return whether a row says how many rows and columns there are, and then names of classes."""
        row = [cell.strip() for cell in self.rows[i]]
        if not any(row[2:]) or not (row[0].isdecimal() and row[1].isdecimal()):
            return False
        words = row[2:]
        alike = not any(map(is_numeral, words)) and int(row[1]) in (self.width, self.width - 1)
        return alike and int(row[0]) == self.lines - 1 - i


def _is_year(cell: str) -> bool:
    return cell.isdecimal() and int(cell) in YEARS


def _is_gap(cell: str) -> bool:
    return cell.strip().lower() in EMPTY


def _numbers(columns: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return the numbers in columns of cells, with a comma before decimals if one cell can have no other."""
    cells = [cell for column in columns for cell in column]
    commas = any(number_in(cell, "point") is None and number_in(cell, "comma") is not None for cell in cells)
    read = [[number_in(cell, "comma" if commas else "point") for cell in column] for column in columns]
    return [[number for number in column if number is not None] for column in read]
