"""Arrays that are divided already, as x_train, y_train, x_test and y_test are: one table of all parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from playground.data.tables.stacking import labelled, stacked
from playground.data.tables.table import Table

PART = re.compile(
    r"(?i)(?:(.*?)[_-]?(train|test|val|valid|validation)|(train|test|val|valid|validation)[_-](.*))"
)
"""Names that end or begin with what part an array is."""
COLUMN = "part"
"""What the column is called that says which part a row is in."""


def parts_of(keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return for each part the keys of its arrays by what they are called in all parts; else nothing."""
    found: dict[str, dict[str, str]] = {}
    for key in keys:
        match = PART.fullmatch(key)
        if match is None:
            return {}
        part = (match[2] or match[3]).lower()
        part = "validation" if part.startswith("val") else part
        found.setdefault(part, {})[(match[1] if match[2] else match[4]) or "x"] = key
    alike = len({tuple(sorted(names)) for names in found.values()}) == 1
    return found if alike and "train" in found and len(found) > 1 else {}


def with_parts(tables: Mapping[str, Table]) -> Table:
    """Return the tables of all parts as one, with a column that says which it was. Raises BadTable."""
    names = next(iter(tables.values())).names
    whole = stacked(tables, names)
    column = COLUMN
    while column in names:
        column += "_"
    return Table((*whole.columns, labelled(tables, column)), whole.rows)
