"""Tables in workbooks, .xlsx, .xls and .ods, where python-calamine is installed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from playground.data.tables.assembling import Source, table_of
from playground.data.tables.dialect import Dialect
from playground.data.tables.note import ReadingNote
from playground.data.tables.table import CELLS, LARGEST, BadTable, LostTable, Table
from playground.files.archives import unpacked_size
from playground.files.reading import Progress
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import meant, shown

ENDINGS = (".xlsx", ".xls", ".ods")
MISSING = (
    "a workbook, and the package that reads these is not installed: "
    "pip install python-calamine, or save it as CSV"
)


def read_workbook(data: bytes, dialect: Dialect, progress: Progress) -> Table:
    """Return the table on a sheet, the first that is not empty or a named one. Raises BadTable."""
    try:
        import python_calamine
    except ImportError:
        raise LostTable([MISSING]) from None
    if data.startswith(b"PK"):
        _check_size(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if dialect.sheet and dialect.sheet not in names:
            raise BadTable([f"there is no sheet {shown(dialect.sheet)}{meant(dialect.sheet, names)}"])
        first = None
        for name in [dialect.sheet] if dialect.sheet else names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > 2 * CELLS:
                raise BadTable([f"more than {grouped(CELLS)} cells"])
            rows = sheet.to_python(skip_empty_area=False)
            if dialect.sheet or _has_table(rows):
                return _table(rows, name, names, dialect, progress)
            if first is None and any(cell != "" for row in rows for cell in row):
                first = rows, name
        if first is not None:
            return _table(*first, names, dialect, progress)
    except python_calamine.CalamineError as error:
        raise LostTable([f"cannot be read as a workbook ({error}): save it as CSV"]) from error
    raise BadTable(["there is nothing in it"])


def _has_table(rows: Sequence[Sequence[Any]]) -> bool:
    """Return whether a sheet has two rows of several cells, and not only words about others."""
    return len([row for row in rows if len([cell for cell in row if cell != ""]) > 1]) > 1


def _check_size(data: bytes) -> None:
    try:
        size = unpacked_size(data)
    except Unreadable as error:
        raise LostTable(["not a whole workbook: save it again, or as CSV"]) from error
    if size > 4 * LARGEST:  # its text is wordy
        raise LostTable([f"larger than {4 * LARGEST // 1_000_000} MB when unpacked"])


def _table(
    rows: Sequence[Sequence[Any]], name: str, names: Sequence[str], dialect: Dialect, progress: Progress
) -> Table:
    start = max(dialect.skip, 0)
    numbered = [
        (i, i - start, [*map(_cell, row)])
        for i, row in enumerate(rows[start:], start + 1)
        if any(cell != "" for cell in row)
    ]
    table = table_of(Source(lambda: iter(numbered), len(rows), start, "\t", "point"), dialect, progress)
    note = (
        ReadingNote(f"Sheet {shown(name)} is read, of {len(names)}.", "sheet", plain=True)
        if len(names) > 1
        else None
    )
    return replace(
        table,
        notes=(note, *table.notes) if note else table.notes,
        dialect=replace(table.dialect, sheet=name),
        sheets=tuple(names),
    )


def _cell(value: Any) -> str:
    """Return a cell as text; numbers with a decimal point."""
    match value:
        case bool():
            return str(value)
        case float():
            return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return repr(value.total_seconds())
    return str(value)
