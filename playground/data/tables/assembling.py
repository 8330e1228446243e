"""A table from rows of cells, whatever they come from: where it begins, and what its columns hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from playground.data.tables.column_reader import ColumnReader
from playground.data.tables.convention import Convention, convention_of
from playground.data.tables.declared import declared, is_flags, is_types, without_prefixes
from playground.data.tables.dialect import Dialect
from playground.data.tables.footing import Footing
from playground.data.tables.heading import Heading, heading_of
from playground.data.tables.misfits import Misfits
from playground.data.tables.note import ReadingNote
from playground.data.tables.numerals import DecimalSign, is_numeral
from playground.data.tables.separators import SAMPLE, usual_width
from playground.data.tables.shapes import Shapes
from playground.data.tables.table import CELLS, COLUMNS, ROWS, BadTable, Table, UnevenRows, names_of
from playground.data.tables.text_rows import Broken, Row
from playground.files.reading import Cancelled, Progress, within
from playground.parts.counts import grouped
from playground.parts.text import shown

PIECE = 30_000
"""Cells between two questions whether to go on."""
SHOWN = 4
"""Words of gaps that are named."""
ONLY_NAMES = "there are names of columns and no row under them"


@dataclass(frozen=True)
class Source:
    """Where rows come from: every call yields their numbers, the lines they end in, and their cells."""

    rows: Callable[[], Iterator[tuple[int, int, Row]]]
    lines: int
    """How many lines there are."""
    above: int = 0
    """Lines above these rows, which hold no table."""
    separator: str = ","
    decimal: DecimalSign | None = None
    """The decimal sign, where it is known."""


def table_of(source: Source, dialect: Dialect, progress: Progress) -> Table:
    """Return the table in rows of cells. Raises BadTable, and Cancelled when ``progress`` answers False.

    Rows that cannot be read, or have more or fewer cells than the others, are left out if only
    ``whole_rows`` are wanted; otherwise UnevenRows is raised where they are the smaller part, and BadTable
    where they are not.
    """
    first = [*islice(source.rows(), SAMPLE)]
    if not first:
        raise BadTable(["there is nothing in it"])
    cells = [list[str]() if isinstance(row, Broken) else row for _, _, row in first]
    if (width := usual_width(cells)) > COLUMNS:
        raise BadTable([f"{grouped(width)} columns are more than {grouped(COLUMNS)}"])
    heading = heading_of(cells, dialect.first_row, source.lines, dialect.skip >= 0)
    if heading.names is None:
        for _, _, row in first[: heading.data + 1]:
            if isinstance(row, Broken):  # it may be the one with the names
                raise BadTable([row.text])
    if len(first) == 1 and dialect.first_row == "automatic" and not any(map(is_numeral, cells[0])):
        raise BadTable([ONLY_NAMES])
    if heading.names is not None and dialect.below_names >= 0:
        heading = replace(heading, data=heading.names + 1 + dialect.below_names)
    return _Assembly(source, dialect, heading, cells, first).table(progress)


class _Assembly:
    """Goes through the rows twice: to learn how they are written, and to read them."""

    def __init__(
        self,
        source: Source,
        dialect: Dialect,
        heading: Heading,
        cells: Sequence[list[str]],
        first: Sequence[tuple[int, int, Row]],
    ) -> None:
        self._source, self._dialect, self._heading = source, dialect, heading
        self._heads = _heads(heading, cells)
        before = first[heading.top - 1][1] if heading.top else 0
        self._skipped = source.above + before
        # Between blanks nothing can be empty, so a short row may lack any of its cells.
        self._fills = not dialect.whole_rows and source.separator != " "
        self._wrong, self._count = Misfits(heading.numeric, self._fills), 0
        self._footing = Footing(heading.numeric, dialect.skip_below)
        self._heads, types, flags = without_prefixes(self._heads)
        under = range(0 if heading.names is None else heading.names + 1, heading.data)
        rows = [cells[i] for i in under if i < len(cells)]
        self._types = next((row for row in rows if is_types(row)), types)
        self._flags = next((row for row in rows if row is not self._types and is_flags(row)), flags)

    def table(self, progress: Progress) -> Table:
        """Return the table. Raises BadTable, Cancelled."""
        dialect, heading = self._dialect, self._heading
        shapes = self._survey(within(progress, 0.0, 0.5))
        if self._wrong.lines and not dialect.whole_rows:
            raise (UnevenRows if self._count > len(self._wrong.lines) else BadTable)(self._wrong.lines)
        if not self._count:
            raise BadTable(
                ["no row under the first one has as many cells"] if self._wrong.lines else [ONLY_NAMES]
            )
        names = names_of(self._heads)
        said = declared(names, self._types, self._flags)
        decimal = self._source.decimal if dialect.decimal == "automatic" else dialect.decimal
        convention = convention_of(shapes, names, self._source.separator, decimal)
        readers = [
            ColumnReader(name, numeric, convention.decimal, dialect.gaps, unit)
            for name, numeric, unit in zip(names, convention.numeric, convention.units, strict=True)
        ]
        for lines, rows in self._fitting(within(progress, 0.5, 0.5)):
            for reader, cells in zip(readers, zip(*rows, strict=True), strict=True):
                reader.take(cells, lines)
        columns = [reader.whole() for reader in readers]
        # A separator at the end of every row makes no column.
        heads = zip(self._heads, columns, strict=True)
        real = [column for head, column in heads if head.strip() or column.known.any()]
        found = replace(
            dialect,
            skip=self._skipped,
            first_row="data" if heading.names is None else "names",
            below_names=0 if heading.names is None else heading.data - heading.names - 1,
            skip_below=len(self._footing),
            decimal=convention.decimal,
        )
        gaps = [
            *_named("Read as empty", [word for reader in readers for word in reader.gap_words]),
            *_named(
                "No numbers, so read as empty", [word for reader in readers for word in reader.no_numbers]
            ),
        ]
        notes = [*self._notes(convention), *gaps, *map(ReadingNote, filter(None, [said.note]))]
        left_out = self._wrong.summary
        return Table(
            tuple(real or columns),
            self._count,
            tuple(notes),
            True,
            left_out,
            found,
            said,
            convention.ambiguity,
        )

    def _notes(self, convention: Convention) -> Iterator[ReadingNote]:
        heading = self._heading
        if self._skipped:
            yield ReadingNote(f"{_lines(self._skipped)} left out above the table.", "skip", plain=True)
        if convention.decimal == "comma":
            yield ReadingNote("A comma is read as the decimal point.", "decimal", plain=True)
        if convention.thousands:
            sign = "point" if convention.thousands == "." else "comma"
            yield ReadingNote(f"A {sign} stands between thousands.", "decimal")
        yield from convention.notes
        if heading.names is None:
            yield ReadingNote("There is no row of names.", "first_row", plain=True)
        else:
            which = "first row" if not self._skipped else f"row below line {self._skipped}"
            yield ReadingNote(f"The {which} names the columns.", "first_row", plain=True)
            if under := heading.data - heading.names - 1:
                yield ReadingNote(f"{_lines(under)} left out under the names.", "below_names", plain=True)
        if heading.indexed:
            yield ReadingNote("Every row begins with a cell that has no name.", "first_row")
        if self._footing:
            begun = f", from {shown(self._footing.first)} on" if self._footing.first else ""
            yield ReadingNote(
                f"{_lines(len(self._footing))} left out below the data{begun}.", "skip_below", plain=not begun
            )
        yield from self._wrong.notes

    def _survey(self, progress: Progress) -> list[Shapes]:
        """Return what shapes the cells of every column have. Raises BadTable, Cancelled."""
        shapes = [Shapes() for _ in range(self._heading.width)]
        for share, below, held in self._pieces():
            lines, piece = self._footing.above(below, held)
            _, fit = self._wrong.fitting(lines, piece)
            self._count += len(fit)
            if self._count > ROWS:
                raise BadTable([f"more than {grouped(ROWS)} rows"])
            if self._count * self._heading.width > CELLS:
                raise BadTable([f"more than {grouped(CELLS)} cells"])
            if not progress(share):
                raise Cancelled
            if fit:
                for shape, cells in zip(shapes, zip(*fit, strict=True), strict=True):
                    shape.take(cells)
        return shapes

    def _fitting(self, progress: Progress) -> Iterator[tuple[list[int], list[list[str]]]]:
        """Yield row numbers and the rows that can be read. Raises Cancelled."""
        end, misfits = self._footing.begins, Misfits(self._heading.numeric, self._fills)
        for share, lines, piece in self._pieces():
            if not progress(share):
                raise Cancelled
            if end is not None:
                count = bisect_left(lines, end)
                lines, piece = lines[:count], piece[:count]
            lines, fit = misfits.fitting(lines, piece)
            if fit:
                yield lines, fit

    def _pieces(self) -> Iterator[tuple[float, list[int], list[Row]]]:
        """Yield how much was read, row numbers, and rows of data, so many at a time."""
        total = max(self._source.lines, 1)
        lines: list[int] = []
        piece, cells = list[Row](), 0
        for number, line, row in islice(self._source.rows(), self._heading.data, None):
            lines.append(number)
            piece.append(row)
            cells += 1 if isinstance(row, Broken) else len(row)
            if cells >= PIECE:
                yield min(line / total, 1.0), lines, piece
                lines, piece, cells = [], [], 0
        if piece:
            yield 1.0, lines, piece


def _heads(heading: Heading, cells: Sequence[list[str]]) -> list[str]:
    """Return what stands above the columns, empty where nothing does."""
    if heading.names is None:
        return [""] * heading.width
    names = [""] * heading.indexed + cells[heading.names][: heading.width]
    return names + [""] * (heading.width - len(names))


def _named(text: str, words: Sequence[str]) -> Iterator[ReadingNote]:
    """Say which words stand where there is no value."""
    if found := list(dict.fromkeys(words)):
        more = " and more" if len(found) > SHOWN else ""
        yield ReadingNote(f"{text}: {', '.join(map(shown, found[:SHOWN]))}{more}.", "gaps")


def _lines(count: int) -> str:
    return "1 line is" if count == 1 else f"{grouped(count)} lines are"
