"""Tables as text: CSV, TSV and what a spreadsheet pastes. Delimiter, header and decimal comma are guessed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from playground.data.tables import (
    COLUMNS,
    LARGEST,
    ROWS,
    BadTable,
    Cancelled,
    ColumnReader,
    Progress,
    Table,
    is_number,
    names_of,
)

DELIMITERS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma"}
SAMPLE = 100
"""Rows by which delimiter, header and decimal comma are guessed."""
PIECE = 10_000
"""Rows between two questions whether to go on."""
DECIMAL_COMMA = re.compile(r"\s*[-+−]?\d+,\d+([eE][-+]?\d+)?\s*")


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


def read_text(text: str, notes: tuple[str, ...] = (), progress: Progress = lambda share: True) -> Table:
    """Return the table in a text. Raises BadTable, and Cancelled when ``progress`` answers False."""
    if len(text) > LARGEST:
        raise BadTable([f"longer than {LARGEST // 1_000_000} million characters"])
    delimiter = _delimiter(text)
    first = _first(text, delimiter)
    if not first:
        raise BadTable(["there is nothing in it"])
    width = len(first[0])
    if width > COLUMNS:
        raise BadTable([f"{width} columns are more than {COLUMNS}"])
    comma = _decimal_comma(first, delimiter)
    header = _header(first, comma)
    names = names_of(first[0] if header else [""] * width)
    readers = [ColumnReader(name, comma) for name in names]
    count, wrong = 0, _Widths(width)
    for share, lines, piece in _pieces(text, delimiter, header):
        kept = wrong.fitting(lines, piece)
        count += len(piece)
        if count > ROWS:
            raise BadTable([f"more than {ROWS:,} rows"])
        if not progress(share):
            raise Cancelled
        if kept and not wrong.lines:
            for reader, cells in zip(readers, zip(*piece, strict=True), strict=True):
                reader.take(cells, lines)
    if wrong.lines:
        raise BadTable(wrong.lines)
    if not count:
        raise BadTable(["there is a header and no row under it"])
    said = [f"Columns are divided by {DELIMITERS[delimiter]}s."] if width > 1 else []
    said += ["A comma is read as the decimal point."] if comma else []
    said += ["The first row names the columns."] if header else ["There is no row of names."]
    return Table(tuple(reader.whole() for reader in readers), count, (*notes, " ".join(said)))


class _Widths:
    """Finds the rows that have another number of cells than the first one."""

    def __init__(self, width: int) -> None:
        self._width, self.lines = width, list[str]()

    def fitting(self, lines: list[int], piece: list[list[str]]) -> bool:
        wrong = [(line, row) for line, row in zip(lines, piece, strict=True) if len(row) != self._width]
        for line, row in wrong:
            cells = "cell" if len(row) == 1 else "cells"
            self.lines.append(f"row {line} has {len(row)} {cells}, and the first row has {self._width}")
        return not wrong


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the row's number as a spreadsheet counts, the line it ends in, and its cells. Raises BadTable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BadTable([f"row {number}: {error}"]) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, reader.line_num, row


def _pieces(text: str, delimiter: str, header: bool) -> Iterator[tuple[float, list[int], list[list[str]]]]:
    """Yield how much of the text was read, row numbers, and rows, so many at a time."""
    total = text.count("\n") + 1
    lines: list[int] = []
    piece: list[list[str]] = []
    for i, (number, line, row) in enumerate(_rows(text, delimiter)):
        if i or not header:
            lines.append(number)
            piece.append(row)
        if len(piece) == PIECE:
            yield line / total, lines, piece
            lines, piece = [], []
    if piece:
        yield 1.0, lines, piece


def _first(text: str, delimiter: str) -> list[list[str]]:
    found = []
    for _, _, row in _rows(text, delimiter):
        found.append(row)
        if len(found) == SAMPLE:
            break
    return found


def _delimiter(text: str) -> str:
    """Return what divides most of the first rows into equally many cells; the rarest in words goes first."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            rows = _first(text, delimiter)
        except BadTable:
            continue
        widths = [len(row) for row in rows]
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            if alike > most:
                best, most = delimiter, alike
    return best


def _decimal_comma(rows: list[list[str]], delimiter: str) -> bool:
    cells = [cell for row in rows for cell in row] if delimiter != "," else []
    commas = sum(DECIMAL_COMMA.fullmatch(cell) is not None for cell in cells)
    points = sum("." in cell and is_number(cell, False) for cell in cells)
    return commas > points


def _header(rows: list[list[str]], comma: bool) -> bool:
    """A row of names has no number, and stands over numbers or over words that it does not share."""
    if len(rows) < 2 or any(is_number(cell, comma) for cell in rows[0]):
        return False
    below = {cell.strip() for row in rows[1:] for cell in row}
    has_numbers = any(is_number(cell, comma) for cell in below)
    return has_numbers or not below & {cell.strip() for cell in rows[0] if cell.strip()}
