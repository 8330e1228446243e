"""Tables as text: CSV, TSV and what a spreadsheet pastes. What they do not say is guessed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace

from playground.data.tables.column_reader import ColumnReader
from playground.data.tables.convention import Convention, Shapes, convention_of
from playground.data.tables.dialect import AS_IT_LOOKS, Dialect
from playground.data.tables.misfits import Misfits
from playground.data.tables.numerals import is_numeral
from playground.data.tables.table import (
    CELLS,
    COLUMNS,
    LARGEST,
    ROWS,
    BadTable,
    Table,
    UnevenRows,
    names_of,
)
from playground.data.tables.text_guesses import (
    DELIMITERS,
    below_remarks,
    first_rows,
    guess_delimiter,
    has_header,
)
from playground.data.tables.text_rows import Broken, Row, count_lines, rows_in
from playground.files.reading import Cancelled, Progress, unheard, within
from playground.parts.counts import grouped

PIECE = 30_000
"""Cells between two questions whether to go on."""
ONLY_NAMES = "there are names of columns and no row under them"
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
    text: str, dialect: Dialect = AS_IT_LOOKS, progress: Progress = unheard, notes: tuple[str, ...] = ()
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
    width, wanted = len(first[0]), dialect.first_row
    if width > COLUMNS:
        raise BadTable([f"{grouped(width)} columns are more than {grouped(COLUMNS)}"])
    if len(first) == 1 and wanted == "automatic" and not any(map(is_numeral, first[0])):
        raise BadTable([broken[1] if broken else ONLY_NAMES])
    header = wanted == "names" or (wanted == "automatic" and has_header(first))
    heads = first[0] if header else [""] * width
    names = names_of(heads)
    rows = _Rows(text, delimiter, header, above, width)
    shapes = rows.surveyed(within(progress, 0.0, 0.5))
    wrong, count = rows.wrong, rows.count
    if wrong.lines and not dialect.whole_rows:
        raise (UnevenRows if count > len(wrong.lines) else BadTable)(wrong.lines)
    if not count and wrong.lines:
        raise BadTable(["no row under the first one has as many cells"])
    if not count:
        raise BadTable([ONLY_NAMES])
    chosen = None if dialect.decimal == "automatic" else dialect.decimal
    convention = convention_of(shapes, names, delimiter, chosen)
    readers = [
        ColumnReader(name, numeric, convention.decimal, dialect.gaps)
        for name, numeric in zip(names, convention.numeric, strict=True)
    ]
    for lines, fit in rows.fitting(within(progress, 0.5, 0.5)):
        for reader, cells in zip(readers, zip(*fit, strict=True), strict=True):
            reader.take(cells, lines)
    said = ["What stands above the table is left out."] if remarks.strip() else []
    said += [f"Columns are divided by {DELIMITERS[delimiter]}s."] if width > 1 else []
    said += _said(convention)
    said += ["The first row names the columns."] if header else ["There is no row of names."]
    said += [wrong.summary] if wrong.lines else []
    columns = [reader.whole() for reader in readers]
    # A delimiter at the end of every row makes no column.
    real = [column for head, column in zip(heads, columns, strict=True) if head.strip() or column.known.any()]
    found = replace(dialect, first_row="names" if header else "data", decimal=convention.decimal)
    return Table(tuple(real or columns), count, (*notes, *said), True, wrong.summary, found, convention.doubt)


def _said(convention: Convention) -> list[str]:
    said = ["A comma is read as the decimal point."] if convention.decimal == "comma" else []
    if convention.thousands:
        said.append(f"A {'point' if convention.thousands == '.' else 'comma'} stands between thousands.")
    return [*said, *convention.notes]


class _Rows:
    """The rows under the names, gone through twice: to learn how they are written, and to read them."""

    def __init__(self, text: str, delimiter: str, header: bool, above: int, width: int) -> None:
        self._text, self._delimiter, self._header, self._above = text, delimiter, header, above
        self._width = width
        self.wrong, self.count = Misfits(width), 0

    def surveyed(self, progress: Progress) -> list[Shapes]:
        """Return what shapes the cells of every column have. Raises BadTable, Cancelled."""
        shapes = [Shapes() for _ in range(self._width)]
        for share, lines, piece in self._pieces():
            _, fit = self.wrong.fitting(lines, piece)
            self.count += len(fit)
            if self.count > ROWS:
                raise BadTable([f"more than {grouped(ROWS)} rows"])
            if self.count * self._width > CELLS:
                raise BadTable([f"more than {grouped(CELLS)} cells"])
            if not progress(share):
                raise Cancelled
            if fit:
                for shape, cells in zip(shapes, zip(*fit, strict=True), strict=True):
                    shape.take(cells)
        return shapes

    def fitting(self, progress: Progress) -> Iterator[tuple[list[int], list[list[str]]]]:
        """Yield row numbers and the rows that can be read. Raises Cancelled."""
        for share, lines, piece in self._pieces():
            if not progress(share):
                raise Cancelled
            lines, fit = Misfits(self._width).fitting(lines, piece)
            if fit:
                yield lines, fit

    def _pieces(self) -> Iterator[tuple[float, list[int], list[Row]]]:
        """Yield how much of the text was read, row numbers, and rows, so many at a time."""
        total = self._text.count("\n") + 1
        lines: list[int] = []
        piece, cells = list[Row](), 0
        for i, (number, line, row) in enumerate(rows_in(self._text, self._delimiter, self._above)):
            if i or not self._header:
                lines.append(number)
                piece.append(row)
                cells += 1 if isinstance(row, Broken) else len(row)
            if cells >= PIECE:
                yield line / total, lines, piece
                lines, piece, cells = [], [], 0
        if piece:
            yield 1.0, lines, piece
