"""What is guessed of a text that holds a table: where it begins, its delimiter, numbers and header."""

from __future__ import annotations

import re
from itertools import islice

from playground.data.tables.numerals import is_numeral
from playground.data.tables.table import BadTable
from playground.data.tables.text_rows import Broken, rows_in

DELIMITERS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma"}
SAMPLE = 100
"""Rows by which delimiter, header and decimal comma are guessed."""
NAMED_DELIMITER = re.compile(r'"?sep=(.)"?[ \t]*(\r\n|\n|\r)', re.IGNORECASE)
"""The first line of what some spreadsheets write."""
REMARK = re.compile(r"[ \t]*(#[^\r\n]*)?(\r\n|\n|\r)")


def below_remarks(text: str) -> tuple[str, str, str]:
    """Return the lines above a table, the table, and the delimiter that is named there.

    Remarks are "sep=;" and lines that begin with #; the last of them stays where it names the columns.
    """
    named = NAMED_DELIMITER.match(text)
    delimiter = named[1] if named and named[1] in DELIMITERS else ""
    start = named.end() if named else 0
    last, end = start, start
    while found := REMARK.match(text, end):
        last, end = (end, found.end()) if found[1] else (last, found.end())
    if last < end and _names_columns(text[last:end], text[end:], delimiter):
        end = last
    return text[:end], text[end:], delimiter


def _names_columns(remark: str, table: str, delimiter: str) -> bool:
    """Return whether a remark has a word for every column of the table under it."""
    delimiter = delimiter or guess_delimiter(table)
    try:
        rows, _ = first_rows(remark + table, delimiter)
    except BadTable:
        return False
    words, *below = rows or [[]]
    alike = bool(below) and len(words) == len(below[0]) > 1
    return alike and not any(map(is_numeral, words))


def first_rows(text: str, delimiter: str, above: int = 0) -> tuple[list[list[str]], tuple[int, str] | None]:
    """Return the first rows that can be read, and of the first that cannot its number and why."""
    found, broken = list[list[str]](), None
    for number, _, row in islice(rows_in(text, delimiter, above), SAMPLE):
        if not isinstance(row, Broken):
            found.append(row)
        elif broken is None:
            broken = number, row.text
    return found, broken


def guess_delimiter(text: str) -> str:
    """Return what divides most of the first rows into equally many cells; the rarest in words goes first."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            rows = [row for _, _, row in islice(rows_in(text, delimiter), SAMPLE)]
        except BadTable:
            continue
        widths = [0 if isinstance(row, Broken) else len(row) for row in rows]
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            if alike > most:
                best, most = delimiter, alike
    return best


def has_header(rows: list[list[str]]) -> bool:
    """A row of names has no number, and stands over numbers or over words that it does not share."""
    if len(rows) < 2 or any(map(is_numeral, rows[0])):
        return False
    below = {cell.strip() for row in rows[1:] for cell in row}
    has_numbers = any(map(is_numeral, below))
    return has_numbers or not below & {cell.strip() for cell in rows[0] if cell.strip()}
