"""Tables put under each other: the same columns of several, and which rows came from which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from playground.data.tables.table import BadTable, Column, Table
from playground.parts.text import shown


def stacked(tables: Mapping[str, Table], names: Sequence[str]) -> Table:
    """Return the columns of these names, the rows of one table under those of the one before.

    Raises BadTable where a table has no such column, or where one has words and another numbers.
    """
    columns, lines = [], list[str]()
    for name in names:
        found = []
        for where, table in tables.items():
            try:
                found.append(table[name])
            except KeyError:
                lines.append(f"{where} has no column {shown(name)}")
        if len(found) == len(tables):
            try:
                columns.append(_stacked(found))
            except BadTable as error:
                lines += error.lines
    if lines:
        raise BadTable(lines)
    first = next(iter(tables.values()))
    return Table(tuple(columns), sum(table.rows for table in tables.values()), first.notes)


def _stacked(columns: Sequence[Column]) -> Column:
    name, gaps = columns[0].name, sum(column.gaps for column in columns)
    faults = tuple(line for column in columns for line in column.faults)
    numbers = [column.numbers for column in columns if column.numbers is not None]
    if len(numbers) == len(columns):
        digits = columns[0].digits if len({column.digits for column in columns}) == 1 else 0
        return Column(name, np.concatenate(numbers), faults=faults, gaps=gaps, digits=digits)
    if any(column.numbers is not None and column.known.any() for column in columns):
        raise BadTable([f"{shown(name)} holds text in one and numbers in another"])
    words = sorted({word for column in columns for word in column.words})
    place = {word: i for i, word in enumerate(words)}
    labels = []
    for column in columns:
        if column.labels is None:  # nothing is in it
            labels.append(np.full(len(column.known), -1, np.intp))
            continue
        mine = np.array([*(place[word] for word in column.words), -1], np.intp)
        labels.append(mine[column.labels])
    return Column(name, None, tuple(words), np.concatenate(labels), faults, gaps)


def labelled(tables: Mapping[str, Table], name: str) -> Column:
    """Return a column that says for each row of stacked tables from which it came."""
    words = sorted(tables)
    counts = [table.rows for table in tables.values()]
    labels = np.repeat([words.index(each) for each in tables], counts).astype(np.intp)
    return Column(name, None, tuple(words), labels)
