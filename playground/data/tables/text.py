"""Tables as text: CSV, TSV and what a spreadsheet pastes. What they do not say is guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from playground.data.tables.assembling import Source, table_of
from playground.data.tables.dialect import AS_IT_LOOKS, Dialect
from playground.data.tables.lines_above import below_remarks
from playground.data.tables.note import ReadingNote
from playground.data.tables.separators import SAMPLE, guess_cut
from playground.data.tables.table import LARGEST, ROWS, BadTable, Table
from playground.data.tables.text_rows import LINE, SEPARATORS, count_lines, rows_in
from playground.files.reading import Progress, unheard
from playground.parts.counts import grouped

LINES = 2 * ROWS
"""Lines that a text may have, empty ones included."""
WRAPPED = re.compile(r'"((?:[^"]|"")*)"\s*')
WRAPPED_LINE = re.compile(r'^"((?:[^"\r\n]|"")*)"[ \t]*$', re.MULTILINE)
SAID = {
    "tab": "tabs",
    "semicolon": "semicolons",
    "bar": "bars",
    "comma": "commas",
    "blanks": "blanks",
    "colon": "colons",
}


def read_text(
    text: str,
    dialect: Dialect = AS_IT_LOOKS,
    progress: Progress = unheard,
    notes: tuple[ReadingNote, ...] = (),
) -> Table:
    """Return the table in a text. Raises BadTable, and Cancelled when ``progress`` answers False."""
    if len(text) > LARGEST:
        raise BadTable([f"longer than {LARGEST // 1_000_000} million characters"])
    text = text.rstrip("\x1a")  # with which DOS ended its texts
    lines = max(text.count("\n"), text.count("\r"))
    if lines > LINES:
        raise BadTable([f"more than {grouped(LINES)} lines"])
    text = _unwrapped(text)
    chosen = None if dialect.separator == "automatic" else dialect.separator
    if dialect.skip < 0:
        above, text, named = below_remarks(text)
    else:
        start = _end_of_line(text, dialect.skip)
        above, text, named = count_lines(text[:start]), text[start:], None
    cut = guess_cut(text, chosen or named)
    source = Source(
        lambda: rows_in(text, cut, above), lines + 1 - above, above, SEPARATORS[cut.separator] or "\t"
    )
    table = table_of(source, dialect, progress)
    several = len(table.columns) > 1
    divided = (
        [ReadingNote(f"Columns are separated by {SAID[cut.separator]}.", "separator", plain=True)]
        if several
        else []
    )
    return replace(
        table,
        notes=(*notes, *divided, *table.notes),
        dialect=replace(table.dialect, separator=cut.separator),
    )


def _unwrapped(text: str) -> str:
    """Return a text without quotation marks around whole lines, if rows were written as single cells."""
    first = [line for line in text[:100_000].splitlines()[:SAMPLE] if line.strip()]
    inner = [found[1] for line in first if (found := WRAPPED.fullmatch(line))]
    if len(inner) < 3 or len(inner) < len(first) - 1:  # the last may be cut off
        return text
    for sign in ",;\t|":
        if len({line.count(sign) for line in inner}) == 1 and sign in inner[0]:
            return WRAPPED_LINE.sub(lambda found: found[1].replace('""', '"'), text)
    return text


def _end_of_line(text: str, count: int) -> int:
    """Return where so many lines of a text end."""
    end = 0
    for _ in range(count):
        found = LINE.match(text, end)
        if found is None:
            break
        end = found.end()
    return end
