"""Tables as text: CSV, TSV and what a spreadsheet pastes. What they do not say is guessed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from playground.data.tables.table import (
    CELLS,
    COLUMNS,
    GUESS,
    LARGEST,
    ROWS,
    BadTable,
    ColumnReader,
    FirstRow,
    Table,
    UnevenRows,
    is_number,
    names_of,
)
from playground.data.tables.text_guesses import (
    DELIMITERS,
    below_remarks,
    first_rows,
    guess_delimiter,
    has_decimal_comma,
    has_header,
    has_thousands,
)
from playground.data.tables.text_rows import Broken, count_lines, rows_in
from playground.files.reading import Cancelled, Progress, unheard
from playground.parts.counts import grouped

PIECE = 30_000
"""Cells between two questions whether to go on, if these are rows enough to guess by."""
ONLY_NAMES = "there are names of columns and no row under them"
Row = list[str] | Broken
LINES = 2 * ROWS
"""Lines that a text may have, empty ones included."""


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text in a file, and a note where its encoding was a guess. Raises BadTable."""
    if len(data) > LARGEST:
        raise BadTable([f"larger than {LARGEST // 1_000_000} MB"])
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            try:
                return data.decode("utf-16"), ()
            except UnicodeDecodeError:
                raise BadTable(["begins like UTF-16 text and is not"]) from None
    if b"\0" in data:
        raise BadTable(["not a text file: it has bytes that are zero"])
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return data.decode("latin-1"), ("Not UTF-8, so read as Latin-1: look at accented letters.",)


def read_text(
    text: str,
    notes: tuple[str, ...] = (),
    progress: Progress = unheard,
    first_row: FirstRow = "automatic",
    whole_rows: bool = False,
) -> Table:
    """Return the table in a text. Raises BadTable, and Cancelled when ``progress`` answers False.

    Rows that cannot be read, or have more or fewer cells than the first one, are left out if only
    ``whole_rows`` are wanted; otherwise UnevenRows is raised where they are the smaller part, and BadTable
    where they are not.
    """
    if len(text) > LARGEST:
        raise BadTable([f"longer than {LARGEST // 1_000_000} million characters"])
    if max(text.count("\n"), text.count("\r")) > LINES:
        raise BadTable([f"more than {grouped(LINES)} lines"])
    remarks, text, named = below_remarks(text)
    above = count_lines(remarks)
    delimiter = named or guess_delimiter(text)
    first, broken = first_rows(text, delimiter, above)
    if broken and broken[0] == above + 1:  # it may be the one with the names
        raise BadTable([broken[1]])
    if not first:
        raise BadTable(["there is nothing in it"])
    width = len(first[0])
    if width > COLUMNS:
        raise BadTable([f"{grouped(width)} columns are more than {grouped(COLUMNS)}"])
    comma = has_decimal_comma(first, delimiter)
    if len(first) == 1 and first_row == "automatic" and not any(is_number(cell, comma) for cell in first[0]):
        raise BadTable([broken[1] if broken else ONLY_NAMES])
    header = first_row == "names" or (first_row == "automatic" and has_header(first, comma))
    heads = first[0] if header else [""] * width
    thousands = has_thousands(first, comma)
    readers = [ColumnReader(name, comma, thousands or not comma) for name in names_of(heads)]
    count, wrong = 0, _Misfits(width)
    for share, lines, piece in _pieces(text, delimiter, header, above):
        lines, fit = wrong.fitting(lines, piece)
        count += len(fit)
        if count > ROWS:
            raise BadTable([f"more than {grouped(ROWS)} rows"])
        if count * width > CELLS:
            raise BadTable([f"more than {grouped(CELLS)} cells"])
        if not progress(share):
            raise Cancelled
        if fit and (whole_rows or not wrong.lines):
            for reader, cells in zip(readers, zip(*fit, strict=True), strict=True):
                reader.take(cells, lines)
    if wrong.lines and not whole_rows:
        raise (UnevenRows if count > len(wrong.lines) else BadTable)(wrong.lines)
    if not count and wrong.lines:
        raise BadTable(["no row under the first one has as many cells"])
    if not count:
        raise BadTable([ONLY_NAMES])
    said = ["What stands above the table is left out."] if remarks.strip() else []
    said += [f"Columns are divided by {DELIMITERS[delimiter]}s."] if width > 1 else []
    said += ["A comma is read as the decimal point."] if comma else []
    said += [f"A {'point' if comma else 'comma'} stands between thousands."] if thousands else []
    said += ["The first row names the columns."] if header else ["There is no row of names."]
    said += [wrong.summary] if wrong.lines else []
    columns = [reader.whole() for reader in readers]
    # A delimiter at the end of every row makes no column.
    real = [column for head, column in zip(heads, columns, strict=True) if head.strip() or column.known.any()]
    return Table(tuple(real or columns), count, (*notes, " ".join(said)), True, wrong.summary)


class _Misfits:
    """Finds the rows that cannot be read, or have another number of cells than the first one."""

    def __init__(self, width: int) -> None:
        self._width, self._first, self._broken, self.lines = width, 0, False, list[str]()

    def fitting(self, lines: list[int], piece: Sequence[Row]) -> tuple[list[int], list[list[str]]]:
        """Return the row numbers and the rows without those, of which ``lines`` are kept."""
        fit = []
        for line, row in zip(lines, piece, strict=True):
            if not isinstance(row, Broken) and len(row) == self._width:
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


def _pieces(
    text: str, delimiter: str, header: bool, above: int
) -> Iterator[tuple[float, list[int], list[Row]]]:
    """Yield how much of the text was read, row numbers, and rows, so many at a time."""
    total = text.count("\n") + 1
    lines: list[int] = []
    piece, cells = list[Row](), 0
    for i, (number, line, row) in enumerate(rows_in(text, delimiter, above)):
        if i or not header:
            lines.append(number)
            piece.append(row)
            cells += 1 if isinstance(row, Broken) else len(row)
        if len(piece) >= GUESS and cells >= PIECE:
            yield line / total, lines, piece
            lines, piece, cells = [], [], 0
    if piece:
        yield 1.0, lines, piece
