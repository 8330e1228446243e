"""What stands above the data of a table: lines about it, the row of names, rows of units and types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playground.data.tables.declared import is_flags, is_types
from playground.data.tables.dialect import FirstRow
from playground.data.tables.numbered_names import is_year, name_columns, names_beside_corner
from playground.data.tables.numerals import is_numeral
from playground.data.tables.separators import is_whole, usual_width
from playground.data.tables.under_names import are_units, is_gap, is_rough, is_rule, stands_under_names

ABOVE = 12
"""Rows, not all of whose cells are filled, that may stand above the names."""


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
    numeric: tuple[bool, ...] = ()
    """Which columns seem to hold numbers."""

    @property
    def top(self) -> int:
        """The first row that is not left out."""
        return self.data if self.names is None else self.names


def heading_of(rows: Sequence[list[str]], first_row: FirstRow, lines: int, chosen: bool = False) -> Heading:
    """Return what stands above the data of a table with so many lines, by its first rows.

    With lines that are ``chosen`` to be left out, the table begins with the first of the rows.
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
            filled = [row[column] for row in rows if column < len(row) and not is_gap(row[column])]
            if filled:
                return 2 * sum(map(is_numeral, filled)) >= len(filled)
        return False

    def heading(self, first_row: FirstRow, chosen: bool) -> Heading:
        start = 0 if chosen else self._start()
        data = next((i for i in range(start, len(self.rows)) if self.fits(i)), start)
        data = self._below_names(start, data)
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
            return Heading(self.width, None, data, numeric=tuple(self.numeric))
        data = next((i for i in range(names + 1, len(self.rows)) if self._is_data(i)), len(self.rows))
        ends = [row[self.width - 1] for row in self.rows[data:] if len(row) >= self.width]
        indexed = self._is_short(names) and any(map(str.strip, ends))
        return Heading(self.width, names, data, indexed, tuple(self.numeric))

    def _below_names(self, start: int, data: int) -> int:
        """Return where data begin, if not before a row of nothing but words, the first that is filled."""
        for i in range(start, min(data + ABOVE, len(self.rows) - 1)):
            row = [cell.strip() for cell in self.rows[i][: self.width]]
            if self._is_whole(i) and all(row):
                named = i >= data and self.width > 2 and self._could_name(i) and not any(map(is_numeral, row))
                return i + 1 if named else data
        return data

    def _begins(self, i: int) -> bool:
        """Return whether data may begin with a row, faults or not."""
        if (
            not self._is_whole(i)
            or is_rule(self.rows[i])
            or (i and is_types(self.rows[i - 1]) and is_flags(self.rows[i]))
        ):
            return False
        return self.width < 3 or self._filled(i) > 1

    def _start(self) -> int:
        """Return the first row that may belong to the table."""
        start = 0
        if self._counts(0):
            start = 1
        for i in range(start, len(self.rows)):
            above = i + 1 < len(self.rows) and self._is_whole(i + 1)
            if self._is_whole(i) or (above and (self._is_short(i) or self._is_long(i))):
                return i
        return start

    def _names(self, start: int, data: int) -> int | None:
        """Return which row has the names: the fullest one above the data, of several the nearest one."""
        block = [i for i in range(start, data) if self._could_name(i)]
        if block:
            most = max(self._filled(i) for i in block)
            full = [i for i in block if self._filled(i) == most]
            full = [i for i in full if not self._comes_again(i)] or full
            full = [i for i in full if not any(map(is_rough, self.rows[i]))] or full
            typed = next((i for i, row in enumerate(block) if i and is_types(self.rows[row])), None)
            if typed is not None:
                return block[typed - 1]
            while len(full) > 1 and stands_under_names(self.rows[full[-1]], self.rows[full[-2]]):
                full.pop()
            return full[-1]
        if data + 1 >= len(self.rows):
            return None
        if not any(self.numeric):
            return self._named_by_words(data)
        row, below = self.rows[data], self.rows[data + 1 :]
        return data if names_beside_corner(row, below) or self._named_by_years(data) else None

    def _comes_again(self, i: int) -> bool:
        """Return whether a word of a row that stands above numbers stands below it, too, as a gap does."""
        row = self.rows[i]
        if not self._is_whole(i):
            return False
        words = [
            j for j in range(self.width) if self.numeric[j] and row[j].strip() and not is_numeral(row[j])
        ]
        return any(
            row[j] == below[j] for below in self.rows[i + 1 :] if len(below) >= self.width for j in words
        )

    def _named_by_words(self, data: int) -> int | None:
        """Return the first of rows of nothing but words, if it shares none with those below it."""
        if data + 2 < len(self.rows) and is_types(self.rows[data + 1]):
            return data
        below = {cell.strip() for row in self.rows[data + 1 :] for cell in row}
        return None if below & {cell.strip() for cell in self.rows[data] if cell.strip()} else data

    def _named_by_years(self, i: int) -> bool:
        """Return whether numbers in a row are names: years or a count, unlike what stands below them."""
        row, below = self.rows[i], [each for each in self.rows[i + 1 :] if len(each) >= self.width]
        if len(row) < self.width:
            return False
        places = [j for j in range(self.width) if self.numeric[j] and not is_gap(row[j])]
        words = [j for j in range(self.width) if not self.numeric[j] and row[j].strip()]
        again = any(row[j].strip() in {each[j].strip() for each in below} for j in words)
        if again or not places or not below:
            return False
        columns = [[each[j] for each in below] for j in places]
        return name_columns([row[j] for j in places], columns, bool(words))

    def _could_name(self, i: int) -> bool:
        """Return whether a row has words where numbers stand below, and numbers only as names have them."""
        row = self.rows[i]
        if not (self._is_whole(i) or self._is_short(i) or self._is_long(i)) or is_rule(self.rows[i]):
            return False
        shift = self.width - len(row) if self._is_short(i) else 0
        cells = [(j + shift, cell.strip()) for j, cell in enumerate(row[: self.width])]
        numbers = [cell for j, cell in cells if self.numeric[j] and is_numeral(cell)]
        words = [cell for j, cell in cells if self.numeric[j] and cell and not is_numeral(cell)]
        if (
            self._is_short(i)
            and all(map(is_year, numbers))
            and self._is_whole(min(i + 1, len(self.rows) - 1))
        ):
            return True
        if not words or not numbers:
            return bool(words)
        if len(numbers) > 1 and all(map(is_year, numbers)):
            return True
        # Names may be numbers, too, if most are words, and such as stand nowhere else.
        below = {cell.strip() for row in self.rows[i + 1 :] for cell in row}
        alone = len(set(words)) == len(words) and not below & {*words}
        return alone and (len(words) >= 2 * len(numbers) or names_beside_corner(row, self.rows[i + 1 :]))

    def fits(self, i: int) -> bool:
        """Return whether a row has numbers wherever the others have."""
        if not self._begins(i):
            return False
        cells = [self.rows[i][j] for j in range(self.width) if self.numeric[j]]
        return all(is_gap(cell) or is_numeral(cell) for cell in cells)

    def _is_data(self, i: int) -> bool:
        """Return whether a row under the names is one of data, if with faults."""
        row = self.rows[i]
        if is_rule(row) or is_types(row) or (is_types(self.rows[i - 1]) and is_flags(row)):
            return False
        if not any(self.numeric) or len(row) < self.width:
            return True
        cells = [row[j] for j in range(self.width) if self.numeric[j] and not is_gap(row[j])]
        if any(is_numeral(cell) or is_rough(cell) for cell in cells):
            return True
        return not cells and self._filled(i) > 0 and not are_units(self.rows[i])

    def _is_whole(self, i: int) -> bool:
        return is_whole(self.rows[i], self.width)

    def _is_long(self, i: int) -> bool:
        """Return whether a row right above whole ones has more names than they have cells."""
        row = [cell.strip() for cell in self.rows[i]]
        last = i + 1 >= len(self.rows) or not self._is_whole(i + 1)
        if last or len(row) <= self.width or any(map(is_numeral, row)):
            return False
        return all(row) and len(set(row)) == len(row)

    def _is_short(self, i: int) -> bool:
        """Return whether a row has one cell less than the others, all of them words: R names its rows."""
        row = self.rows[i]
        if len(row) == 1 and [each[:1] for each in self.rows[i + 1 : i + 4]] != [["1"], ["2"], ["3"]]:
            return False  # a title
        names = [cell.strip() for cell in row]
        words = [name for name in names if not is_numeral(name)]
        years = bool(words) and all(is_year(name) for name in names if is_numeral(name))
        return len(row) == self.width - 1 and all(names) and (len(words) == len(names) or years)

    def _filled(self, i: int) -> int:
        return sum(bool(cell.strip()) for cell in self.rows[i])

    def _counts(self, i: int) -> bool:
        """Return whether a row says how many rows and columns there are, and then names of classes."""
        row = [cell.strip() for cell in self.rows[i]]
        if len(row) < 2 or not (row[0].isdecimal() and row[1].isdecimal()):
            return False
        words = row[2:]
        if not any(words):  # the names stand under it
            named = int(row[1]) == self.width and i + 1 < len(self.rows) and self._could_name(i + 1)
            return named and self.lines - 2 - i - int(row[0]) in (0, 1)
        alike = not any(map(is_numeral, words)) and int(row[1]) in (self.width, self.width - 1)
        return alike and self.lines - 1 - i - int(row[0]) in (0, 1)
