"""Tables in workbooks, .xlsx, .xls and .ods, where python-calamine is installed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from playground.data.tables.assembling import Source, table_of
from playground.data.tables.dialect import Dialect
from playground.data.tables.note import ReadingNote
from playground.data.tables.table import CELLS, LARGEST, BadTable, LostTable, Table
from playground.files.archives import unpacked_size
from playground.files.reading import Cancelled, Progress
from playground.files.reasons import Unreadable, reason
from playground.parts.counts import grouped
from playground.parts.text import meant, shortened, shown

ENDINGS = (".xlsx", ".xls", ".ods")
MISSING = (
    "a workbook, and the package that reads these is not installed: "
    "pip install python-calamine, or save it as CSV"
)
TOO_MUCH = (
    "cannot be read as a workbook: it is damaged, or a cell far from all others makes it too large; "
    "save it as CSV"
)
PROGRAM = Path(__file__).with_name("workbook_program.py")
MEMORY = 1_000_000_000
"""Bytes that the program may have; five million cells need half of it."""
PAUSE = 0.1
"""Seconds between two questions whether to go on."""


def read_workbook(data: bytes, dialect: Dialect, progress: Progress) -> Table:
    """Return the table on a sheet, the first that is not empty or a named one. Raises BadTable, Cancelled."""
    if find_spec("python_calamine") is None:
        raise LostTable([MISSING])
    if data.startswith(b"PK"):
        _check_size(data)
    found, rows = _read(data, dialect.sheet, progress)
    match found:
        case {"error": str(error)}:
            raise LostTable([f"cannot be read as a workbook ({shortened(error)}): save it as CSV"])
        case {"too_many": "cells"}:
            raise BadTable([f"more than {grouped(CELLS)} cells"])
        case {"too_many": _}:
            raise BadTable([f"a sheet of more than {LARGEST // 1_000_000} MB"])
        case {"names": list(names), "sheet": str(sheet)}:
            if sheet:
                return _table(rows, sheet, tuple(names), dialect, progress)
            if dialect.sheet:
                raise BadTable([f"there is no sheet {shown(dialect.sheet)}{meant(dialect.sheet, names)}"])
    raise BadTable(["there is nothing in it"])


def _check_size(data: bytes) -> None:
    try:
        size = unpacked_size(data)
    except Unreadable as error:
        raise LostTable(["not a whole workbook: save it again, or as CSV"]) from error
    if size > 4 * LARGEST:  # its text is wordy
        raise LostTable([f"larger than {4 * LARGEST // 1_000_000} MB when unpacked"])


def _read(data: bytes, sheet: str, progress: Progress) -> tuple[dict[str, object], bytes]:
    """Return what the program finds in a workbook, and its rows, a line of JSON each.

    Raises LostTable where the program does not come to its end, and Cancelled.
    """
    limits = {"cells": 2 * CELLS, "bytes": 2 * LARGEST, "memory": MEMORY}
    given: bytes | None = json.dumps({"sheet": sheet, **limits}).encode() + b"\n" + data
    try:
        with subprocess.Popen(
            [sys.executable, "-P", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as program:
            try:
                while True:
                    try:
                        printed, _ = program.communicate(given, PAUSE)
                        break
                    except subprocess.TimeoutExpired:
                        given = None  # which has been taken
                    if not progress(0.0):
                        raise Cancelled
            finally:
                program.kill()
    except OSError as error:
        raise LostTable([f"cannot be read as a workbook ({reason(error)}): save it as CSV"]) from error
    if program.returncode:
        raise LostTable([TOO_MUCH])
    found, _, rows = printed.partition(b"\n")
    return json.loads(found), rows


def _table(rows: bytes, sheet: str, sheets: tuple[str, ...], dialect: Dialect, progress: Progress) -> Table:
    start = max(dialect.skip, 0)

    def numbered() -> Iterator[tuple[int, int, list[str]]]:
        for i, line in enumerate(io.BytesIO(rows), 1):
            if i > start and any(row := json.loads(line)):
                yield i, i - start, row

    source = Source(numbered, rows.count(b"\n"), start, "\t", "point")
    table = table_of(source, dialect, progress)
    note = ReadingNote(f"Sheet {shown(sheet)} is read, of {len(sheets)}.", "sheet", plain=True)
    return replace(
        table,
        notes=(note, *table.notes) if len(sheets) > 1 else table.notes,
        dialect=replace(table.dialect, sheet=sheet),
        sheets=sheets,
    )
