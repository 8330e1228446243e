"""The rows of a text: cells between delimiters, with no row longer than any table needs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from playground.data.tables.table import BadTable
from playground.parts.counts import grouped

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
LONGEST = 1_000_000
"""Characters that a row may have, over however many lines it goes."""
BROKEN, TWICE = 1000, 3_000_000
"""Rows that cannot be read, and characters read again behind them, with which a text is not yet refused."""


@dataclass(frozen=True)
class Broken:
    """A row that cannot be read, and why: ``row 3 has a quotation mark that is never closed``."""

    text: str


Row = list[str] | Broken


def count_lines(text: str) -> int:
    """Return how many lines a text has."""
    return sum(1 for _ in LINE.finditer(text))


def rows_in(text: str, delimiter: str, above: int = 0) -> Iterator[tuple[int, int, list[str] | Broken]]:
    """Yield the row's number as a spreadsheet counts, the line it ends in, and its cells or why it has none.

    A row that cannot be read ends with its first line: nobody knows where it was meant to. Raises BadTable
    where there are too many of them, or too much of the text is to be read again.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number, broken, again = above, 0, 0
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
            fault = f"row {number} {fault}"
            broken, again = broken + 1, again + lines.end_row()
            if broken > BROKEN or again > TWICE:
                raise BadTable([fault])
            yield number, lines.count, Broken(fault)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        elif row is None:
            return
        elif any(cell.strip() for cell in row):
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
    def too_long(self) -> bool:
        """Whether the row has more characters than any may have."""
        return bool(self._row) and self._row[-1] - self._start > LONGEST


def _said(error: csv.Error) -> str:
    """Return what Python's reader has found, in the words of a person."""
    text = str(error)
    if "end of data" in text:
        return "has a quotation mark that is never closed"
    if "expected after" in text:
        return "goes on after a closing quotation mark"
    if "larger than" in text:
        return f"has a cell of more than {grouped(csv.field_size_limit())} characters"
    return f"cannot be read: {text}"
