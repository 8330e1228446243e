"""Tables in ARFF, the format of Weka: attributes are declared above, and rows stand below @data.

https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from playground.data.tables.declared import ColumnRoles, declared
from playground.data.tables.table import BadTable, names_of
from playground.parts.text import shown

ENDINGS = (".arff",)
ATTRIBUTE = re.compile(r"@attribute\s+('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\S+)\s+(\{|\S+)", re.IGNORECASE)
KINDS = {"{": "discrete", "numeric": "continuous", "real": "continuous"}
"""What types are called elsewhere; a brace begins the words of a class."""
MOST_LINES = 10_000
"""Lines above @data that are looked through."""


def as_csv(text: str) -> tuple[str, ColumnRoles]:
    """Return the text of an ARFF file as CSV with a row of names, and which columns are of classes.

    Raises BadTable.
    """
    lines = iter(text.splitlines())
    attributes = _attributes(lines)
    names = [name for name, _ in attributes]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(names)
    wrong = []
    for number, line in enumerate(lines, 1):
        words = line.strip()
        if not words or words.startswith("%"):
            continue
        if words.startswith("{"):
            raise BadTable(["its rows are sparse, {index value, ...}: save it with all of its values"])
        quote = "'" if "'" in words else '"'
        try:
            cells = next(csv.reader([words], quotechar=quote, escapechar="\\", skipinitialspace=True))
        except csv.Error as error:
            raise BadTable([f"row {number} below @data: {error}"]) from error
        if len(cells) != len(names):
            wrong.append(f"row {number} below @data has {len(cells)} values, and {len(names)} are declared")
        writer.writerow(["" if cell.strip() == "?" else cell.strip() for cell in cells])
    if wrong:
        raise BadTable(wrong)
    return written.getvalue(), declared(names_of(names), [kind for _, kind in attributes], [])


def _attributes(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return the names that are declared, each with what it holds, and read up to @data."""
    names = list[tuple[str, str]]()
    for _, line in zip(range(MOST_LINES), lines, strict=False):
        words = line.strip()
        if words.lower().startswith("@data"):
            if not names:
                raise BadTable(["no @attribute stands above @data"])
            return names
        if words.lower().startswith("@attribute"):
            found = ATTRIBUTE.match(words)
            if found is None:
                raise BadTable([f"{shown(words)} declares no attribute: a name and a type are needed"])
            name = found[1].strip("'\"") if found[1][0] in "'\"" else found[1]
            names.append((name, KINDS.get(found[2].lower(), "")))
    raise BadTable(["there is no @data in it: an ARFF file has its rows below that line"])
