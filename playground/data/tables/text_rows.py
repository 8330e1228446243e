"""The rows of a text: cells between delimiters, with no row longer than any table needs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Self

from playground.data.tables.table import BadTable

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
LONGEST = 1_000_000
"""Characters that a row may have, over however many lines it goes."""


def count_lines(text: str) -> int:
    """Return how many lines a text has."""
    return sum(1 for _ in LINE.finditer(text))


def rows_in(text: str, delimiter: str, above: int = 0) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the row's number as a spreadsheet counts, the line it ends in, and its cells. Raises BadTable."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = above
    while True:
        number += 1
        lines.left = LONGEST
        try:
            row = next(reader, None)
        except csv.Error as error:
            long = f"has more than {LONGEST:,} characters"
            raise BadTable([f"row {number} {long if lines.left < 0 else _said(error)}"]) from error
        if lines.left < 0:
            raise BadTable([f"row {number} has more than {LONGEST:,} characters"])
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, reader.line_num, row


class _Lines:
    """Hands out the lines of a text without a copy of all of it, and counts their characters."""

    def __init__(self, text: str) -> None:
        self._found, self.left = LINE.finditer(text), LONGEST

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._found)[0]
        self.left -= len(line)
        if self.left < 0:
            raise StopIteration  # the row ends here, and is refused
        return line


def _said(error: csv.Error) -> str:
    """Return what Python's reader has found, in the words of a person."""
    text = str(error)
    if "end of data" in text:
        return "has a quotation mark that is never closed"
    if "expected after" in text:
        return "goes on after a closing quotation mark"
    if "larger than" in text:
        return f"has a cell of more than {csv.field_size_limit():,} characters"
    return f"cannot be read: {text}"
