"""Bringing a table in: it is read, and what a person most likely wants to learn from it is chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from playground.data.data_set import DataSet
from playground.data.tables.files import ENDINGS as ENDINGS
from playground.data.tables.files import checksum, content
from playground.data.tables.table import BadTable, Column, Table
from playground.data.tables.table_file import PASTED
from playground.data.tables.table_set import MOST_CLASSES, WIDEST, TableSet
from playground.files.reading import Progress
from playground.parts.counts import grouped

TARGETS = ("target", "label", "class", "species", "y", "output", "diagnosis", "quality")
"""Names, in small letters, that columns to be learned often have."""
FEW = 8
"""A column of so many different whole numbers looks like classes; of more it may be a count."""


def from_file(path: Path, progress: Progress, whole_rows: bool = False) -> tuple[TableSet, Table]:
    """Return the data in a file, and the table to choose from. Raises BadTable, Cancelled."""
    whole = path.absolute()
    read = content(whole, progress)
    data = TableSet(path=str(whole), checksum=checksum(read), whole_rows=whole_rows)
    return _chosen(data, data.table_in(read, progress))


def from_text(text: str, progress: Progress, whole_rows: bool = False) -> tuple[TableSet, Table]:
    """Return the data in a text that was pasted, and the table. Raises BadTable, Cancelled."""
    if len(text) > PASTED:
        raise BadTable([f"more than {grouped(PASTED)} characters: save it to a file and import that"])
    data = TableSet(text=text, whole_rows=whole_rows)
    return _chosen(data, data.table(progress))


def again(data: DataSet, progress: Progress) -> tuple[TableSet, Table]:
    """Return data whose table is to be read in another way, and that table. Raises BadTable, Cancelled."""
    assert isinstance(data, TableSet)
    return _chosen(data, data.table(progress))


def _chosen(data: TableSet, table: Table) -> tuple[TableSet, Table]:
    return completed(data.changed(columns=(), target="", more_targets=()), table), table


def completed(data: TableSet, table: Table) -> TableSet:
    """Return data with what a person most likely means where no target or no inputs are chosen.

    A target that is chosen and is not there is left, for the data to say so.
    """
    free = replace(table, columns=tuple(each for each in table.columns if each.name not in data.columns))
    target = table[data.target] if data.target in table.names else _target(free if free.columns else table)
    name = data.target or target.name
    columns = data.columns or [each for each in numeric(table) if each not in (name, *data.more_targets)]
    meaning = "classes" if not data.more_targets and (target.numbers is None or _few(target)) else "values"
    return data.changed(columns=tuple(columns[:WIDEST]), target=name, meaning=meaning)


def numeric(table: Table) -> list[str]:
    """Return the columns that can be inputs."""
    return [column.name for column in table.columns if column.numbers is not None and column.known.any()]


def _target(table: Table) -> Column:
    """Return the column with a telling name, or the last of words, or the last."""
    filled = [column for column in table.columns if column.known.any()] or list(table.columns)
    named = [column for column in filled if column.name.lower() in TARGETS]
    words = [column for column in filled if column.numbers is None and _few(column)]
    return (named or words or filled)[-1]


def _few(column: Column) -> bool:
    """Whether a column looks like classes: few whole numbers, or words that are few or come again."""
    if column.numbers is None:
        again = 2 * len(column.words) <= int(column.known.sum())
        return len(column.words) <= (MOST_CLASSES if again else FEW)
    found = np.unique(column.numbers[column.known])
    return len(found) <= FEW and bool((found == np.round(found)).all())
