"""A program of its own that reads a workbook: what ends its reader ends this process, and no other.

The package that reads workbooks makes room for all cells up to the farthest, whatever is in them, and where
there is no such room the process ends at once, without an exception. This file is run as it stands, and
imports nothing of the house.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook


def main() -> None:
    """Take a line of JSON and a workbook; write what is found as a line of JSON, and one for each row."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit_memory(asked["memory"])
    try:
        found, rows = _found(sys.stdin.buffer.read(), asked["sheet"], asked["cells"], asked["bytes"])
    except CalamineError as error:
        found, rows = {"error": str(error)}, []
    sys.stdout.buffer.writelines(f"{line}\n".encode() for line in (json.dumps(found), *rows))


def _limit_memory(most: int) -> None:
    """Let this process have so many bytes, where the system can see to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _found(data: bytes, chosen: str, cells: int, most: int) -> tuple[dict[str, Any], list[str]]:
    """Return the ``names`` of all sheets and the ``sheet`` that is read, or what is ``too_many``; and rows.

    It is the chosen sheet, or the first with two rows of several cells: others may only have words about it.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = book.sheet_names
    best, rows = "", list[str]()
    for name in names if not chosen else [chosen] if chosen in names else []:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > cells:
            return {"too_many": "cells"}, []
        lines, filled, wide = list[str](), 0, 0
        for row in sheet.iter_rows():
            words = [*map(_cell, row)]
            lines.append(json.dumps(words, ensure_ascii=False))
            most -= len(lines[-1].encode())
            if most < 0:
                return {"too_many": "letters"}, []
            count = sum(map(bool, words))
            filled, wide = filled + count, wide + (count > 1)
        if chosen or wide > 1:
            return {"names": names, "sheet": name}, lines
        if filled and not best:
            best, rows = name, lines
    return {"names": names, "sheet": best}, rows


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


if __name__ == "__main__":
    main()
