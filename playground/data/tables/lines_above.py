"""Lines at the top of a text that say something about it: "sep=;" and such as begin with a sign, mostly #."""

from __future__ import annotations

import re

from playground.data.tables.heading import heading_of, suits
from playground.data.tables.numerals import is_numeral
from playground.data.tables.separators import first_cells, guess_cut, usual_width
from playground.data.tables.text_rows import SEPARATORS, Cut, Separated, count_lines

NAMED_SEPARATOR = re.compile(r'"?sep=(.)"?[ \t]*(\r\n|\n|\r)', re.IGNORECASE)
"""The first line of what some spreadsheets write."""
REMARK = re.compile(r"[ \t]*((?:#|%|//|!)[^\r\n]*|;[ \t][^;\r\n]*)?(\r\n|\n|\r|$)")
SIGNS = "#%/!; \t"
"""What stands before remarks."""
BLANK = (" ", "\t", "\n", "\r")
COLOR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def below_remarks(text: str) -> tuple[int, str, Separated | None]:
    """Return how many lines stand above a table, the table, and the separator that is named there.

    Lines that begin with # and are as wide as those below them are data, or the last one has the names.
    """
    found = NAMED_SEPARATOR.match(text)
    named = next((name for name, sign in SEPARATORS.items() if found and sign == found[1]), None)
    top = found.end() if found and named else 0
    remarks, end = list[int](), top
    while end < len(text) and (remark := REMARK.match(text, end)):
        if remark[1]:
            remarks.append(end)
        end = remark.end()
    if not remarks:
        return count_lines(text[:top]), text[top:], named
    if not text[end:].strip():
        top = next((start for start in remarks if not text[start : start + 2].endswith(BLANK)), top)
        start = top if _all_data(text[top:], named) else len(text)
        return count_lines(text[:start]), text[start:], named
    start, names = _start(text, remarks, end, named)
    rest = text[start:]
    return count_lines(text[:start]), rest.lstrip(SIGNS) if names else rest, named


def _start(text: str, remarks: list[int], end: int, named: Separated | None) -> tuple[int, bool]:
    """Return where the table begins, and whether it is with names behind a #."""
    cut = guess_cut(text[end:], named)
    rows = first_cells(text[end:], cut)
    start = end
    for remark in reversed(remarks):
        row = _row(text, remark, cut)
        width = usual_width(rows)
        if not (len(row) == width and suits(row, rows) and (width > 1 or COLOR.fullmatch(row[0].strip()))):
            break
        start = remark
    if start < end:
        return start, False
    last = REMARK.match(text, remarks[-1])
    assert last is not None
    row = _row(text, remarks[-1], cut)
    whole = len(row) == usual_width(rows) > 1 and not any(map(is_numeral, row))
    if whole and row[0].strip() in ("#", "%"):
        return remarks[-1], False  # a column is called so
    row = [cell for line in first_cells(last[0].lstrip(SIGNS), cut) for cell in line]
    has_names = len(rows) > 1 and heading_of(rows, "automatic", 0).names is not None
    if not has_names and len(row) == usual_width(rows) > 1 and not any(map(is_numeral, row)):
        return remarks[-1], True
    return end, False


def _row(text: str, start: int, cut: Cut) -> list[str]:
    """Return the cells of the line that begins there."""
    line = REMARK.match(text, start)
    assert line is not None
    rows = first_cells(line[0], cut)
    return rows[0] if rows else []


def _all_data(text: str, named: Separated | None) -> bool:
    """Return whether lines that all begin with # are a table: they go on at once, and are equally wide."""
    rows = first_cells(text, guess_cut(text, named))
    begun = [row[0][:2] for row in rows if row]
    if 2 * sum(begin[1:].isspace() for begin in begun) > len(begun):
        return False
    return usual_width(rows) > 1 or all(COLOR.fullmatch(row[0].strip()) for row in rows if row)
