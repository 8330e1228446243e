"""The rows of a text: cells between delimiters, with no row longer than any table needs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Self

from playground.data.tables.numerals import is_numeral
from playground.data.tables.table import BadTable
from playground.parts.counts import grouped

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
LONGEST = 1_000_000
"""Characters that a row may have, over however many lines it goes."""
BROKEN, TWICE = 1000, 3_000_000
"""Rows that cannot be read, and characters read again behind them, with which a text is not yet refused."""


DRAWN = re.compile(r"[ \t|+:]*[-=_+]{3,}[-=_+|: \t]*")
"""A line that is drawn between rows, as databases show tables."""
WIDE = re.compile(r" *\t[ \t]*| {2,}")
GOES_ON = "goes on after a closing quotation mark"


Separated = Literal["tab", "semicolon", "bar", "comma", "blanks", "none", "colon"]
SEPARATORS: dict[Separated, str] = {
    "tab": "\t",
    "semicolon": ";",
    "bar": "|",
    "comma": ",",
    "blanks": " ",
    "none": "",
    "colon": ":",
}
"""What stands between cells, the rarest in words first; blanks are any number of them, colons the last."""


@dataclass(frozen=True)
class Cut:
    """How lines are cut into cells: by a separator outside quotation marks, or at the same places."""

    separator: Separated = "comma"
    quote: str = '"'
    escaped: bool = False
    """Whether a quotation mark in a cell has a backslash before it."""
    starts: tuple[int, ...] = ()
    """Where the cells of aligned columns begin."""
    wide: bool = False
    """Whether only several blanks together separate cells, and words have single ones."""

    def cells(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Yield the cells of every row. Raises csv.Error."""
        if self.starts:
            return (self._aligned(line) for line in lines)
        if self.wide:
            return (WIDE.split(line.strip()) for line in lines)
        if self.separator == "none":
            return ([line] for line in lines)
        lines = map(self._single, lines) if self.separator == "blanks" else lines
        return csv.reader(
            lines,
            delimiter=SEPARATORS[self.separator],
            quotechar=self.quote,
            escapechar="\\" if self.escaped else None,
            skipinitialspace=True,
            strict=True,
        )

    def otherwise(self, line: str) -> tuple[list[str], ...]:
        """Return the cells of a line with quotation marks within cells, as they may be meant.

        No number is made of what stands in quotation marks and behind them.
        """
        if self.separator in ("blanks", "none") or self.starts:
            return ()
        sign = SEPARATORS[self.separator]
        try:
            plain, loose = (
                next(csv.reader([line], delimiter=sign, quotechar=self.quote, quoting=how))
                for how in (csv.QUOTE_NONE, csv.QUOTE_MINIMAL)
            )
        except csv.Error:
            return ()
        if not all(any(map(str.isalpha, cell)) for cell in plain if self.quote in cell):
            return ()
        joined = any(is_numeral(cell) and cell not in plain for cell in loose)
        return (plain,) if joined else (plain, loose)

    def _aligned(self, line: str) -> list[str]:
        line = line.expandtabs()
        return [line[i:j].strip() for i, j in pairwise((*self.starts, len(line)))]

    def _single(self, line: str) -> str:
        """Return a line with single blanks between its cells."""
        line = line.strip().replace("\t", " ")
        return line if self.quote in line else " ".join(filter(None, line.split(" ")))


@dataclass(frozen=True)
class Broken:
    """A row that cannot be read, and why: ``row 3 has a quotation mark that is never closed``.

    ``otherwise`` are its cells with quotation marks taken for signs as others are, and as far as they close.
    """

    text: str
    otherwise: tuple[list[str], ...] = ()


Row = list[str] | Broken


def count_lines(text: str) -> int:
    """Return how many lines a text has."""
    return sum(1 for _ in LINE.finditer(text))


def rows_in(text: str, cut: Cut, above: int = 0) -> Iterator[tuple[int, int, list[str] | Broken]]:
    """Yield the row's number as a spreadsheet counts, the line it ends in, and its cells or why it has none.

    A row that cannot be read ends with its first line: nobody knows where it was meant to. Raises BadTable
    where there are too many of them, or too much of the text is to be read again.
    """
    lines = _Lines(text)
    reader = cut.cells(lines)
    number, broken, again = above, 0, 0
    drawn = cut.separator != "none"  # where there is but one cell in any case, dashes are one
    while True:
        number += 1
        lines.begin_row()
        fault = ""
        try:
            row = next(reader, None)
        except csv.Error as error:
            fault = _said(error)
        if lines.too_long:
            fault = f"has more than {grouped(LONGEST)} characters"
        if fault:
            otherwise = cut.otherwise(lines.row) if fault == GOES_ON and lines.on_one_line else ()
            fault = f"row {number} {fault}"
            broken, again = broken + 1, again + lines.end_row()
            if broken > BROKEN or again > TWICE:
                raise BadTable([fault])
            yield number, lines.count, Broken(fault, otherwise)
            reader = cut.cells(lines)
        elif row is None:
            return
        elif any(cell.strip() for cell in row) and not (drawn and len(row) == 1 and DRAWN.fullmatch(row[0])):
            yield number, lines.count, row


class _Lines:
    """Hands out the lines of a text without a copy of all of it, and counts their characters."""

    def __init__(self, text: str) -> None:
        self._text, self._found = text, LINE.finditer(text)
        self._row: list[int] = []  # where the lines of this row end
        self._start = 0
        self.count = 0
        """How many lines were read."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self.too_long:
            raise StopIteration  # the row ends here, and is refused
        line = next(self._found)
        self.count += 1
        self._row.append(line.end())
        if self.too_long:
            raise StopIteration
        return line[0]

    def begin_row(self) -> None:
        """Take the next line as the first of a row."""
        self._start = self._row[-1] if self._row else self._start
        self._row = []

    def end_row(self) -> int:
        """End the row with its first line, and return how many characters after it are read again."""
        first, last = self._row[0], self._row[-1]
        self.count -= len(self._row) - 1
        self._row, self._found = [first], LINE.finditer(self._text, first)
        return last - first

    @property
    def on_one_line(self) -> bool:
        """Whether no more than one line of the row was read, and not too much of it."""
        return len(self._row) == 1 and not self.too_long

    @property
    def row(self) -> str:
        """What was read of the row."""
        return self._text[self._start : self._row[-1]]

    @property
    def too_long(self) -> bool:
        """Whether the row has more characters than any may have."""
        return bool(self._row) and self._row[-1] - self._start > LONGEST


def _said(error: csv.Error) -> str:
    """Return what Python's reader has found, in the words of a person."""
    text = str(error)
    if "end of data" in text:
        return "has a quotation mark that is never closed"
    if "expected after" in text:
        return GOES_ON
    if "larger than" in text:
        return f"has a cell of more than {grouped(csv.field_size_limit())} characters"
    return f"cannot be read: {text}"
