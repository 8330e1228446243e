"""What the columns of a table are for: inputs, given in one way or another, targets, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from playground.data.data_set import DataSet
from playground.data.tables.column_uses import (
    MOST_WORDS,
    AsNumbers,
    ColumnUse,
    Days,
    OneHot,
    Ordered,
)
from playground.data.tables.dates import dated
from playground.data.tables.division import ByColumn, FirstRows, Shuffled
from playground.data.tables.importing import meaning_of
from playground.data.tables.table import BadTable, Column, Table, number_names
from playground.data.tables.table_set import TableSet
from playground.data.tables.word_order import known_order
from playground.parts.counts import grouped
from playground.parts.part import family
from playground.parts.text import shortened

USUAL = 0.8
"""The share of the rows that is trained on where nothing is said of it."""
SHOWN = 4
"""Words of a column that are named."""


def uses_of(columns: Sequence[Column]) -> dict[str, type[ColumnUse]]:
    """Return the ways by kind in which the network can be given all of these columns."""
    return {
        kind: use for kind, use in family(ColumnUse).items() if all(use.suits(column) for column in columns)
    }


def can_be_input(column: Column) -> bool:
    """Return whether the network can be given a column in any way."""
    return bool(column.known.any()) and (
        column.numbers is not None or len(column.words) <= MOST_WORDS or dated(column.words)
    )


def use_of(data: TableSet, column: Column) -> ColumnUse:
    """Return what the network is given of a column, or would be if it were an input."""
    for use in data.uses:
        if use.column == column.name:
            return use
    if column.numbers is not None:
        return AsNumbers(column=column.name)
    many = len(column.words) > MOST_WORDS and dated(column.words)
    return (Days if many else OneHot)(column=column.name)


def with_inputs(data: TableSet, table: Table, names: Collection[str]) -> TableSet:
    """Return data with these columns among the inputs; those that are days and no words are taken as days.

    Raises ValidationError where there are too many.
    """
    able = [name for name in names if can_be_input(table[name])]
    here, targets = set(data.columns), targets_of(data)
    more = [name for name in able if name not in here]
    left = without(data, [name for name in more if name in targets])
    found = left.changed(columns=(*left.columns, *more))
    for name in more:
        column = table[name]
        if column.numbers is None and dated(column.words) and all(use.column != name for use in found.uses):
            found = with_use(found, Days(column=name))
    return found


def with_targets(data: TableSet, table: Table, names: Sequence[str], more: bool = False) -> TableSet:
    """Return data that predict these columns, or these ``more``. Raises ValidationError for too many."""
    before = targets_of(data) if more else ()
    targets = (*before, *(name for name in names if name not in before))
    columns = tuple(name for name in data.columns if name not in targets)
    return data.changed(
        columns=columns,
        target=targets[0],
        more_targets=targets[1:],
        meaning=data.meaning if targets == targets_of(data) else meaning_of(table, targets),
    )


def without(data: TableSet, names: Collection[str]) -> TableSet:
    """Return data in which these columns are for nothing."""
    names = set(names)
    targets = [name for name in targets_of(data) if name not in names]
    return data.changed(
        columns=tuple(name for name in data.columns if name not in names),
        target=targets[0] if targets else "",
        more_targets=tuple(targets[1:]),
        division=Shuffled() if any(divides(data, name) for name in names) else data.division,
    )


def divides(data: TableSet, name: str) -> bool:
    """Return whether a column says which rows are to train on and which to test."""
    return isinstance(data.division, ByColumn) and data.division.column == name


def divided_by(data: TableSet, table: Table, name: str) -> TableSet:
    """Return data whose rows a column divides."""
    return without(data, [name]).changed(division=ByColumn.of(table[name]))


def following(data: DataSet, before: DataSet) -> DataSet:
    """Return data that a person edited, a division newly chosen with what is most likely meant by it.

    A column divides the rows by its words; of first rows some are left for the test.
    """
    if not isinstance(data, TableSet) or data.division == getattr(before, "division", None):
        return data
    try:
        table = data.table()
    except BadTable:  # which is said where the data are refused
        return data
    match data.division:
        case ByColumn(column=name) if name in table.names and not _divided_already(before, name):
            return divided_by(data, table, name)
        case FirstRows(count=count) if count >= table.rows and not _by_first(before):
            return data.changed(division=FirstRows(count=max(1, int(USUAL * table.rows))))
    return data


def _divided_already(data: DataSet, name: str) -> bool:
    return isinstance(data, TableSet) and divides(data, name)


def _by_first(data: DataSet) -> bool:
    return isinstance(data, TableSet) and isinstance(data.division, FirstRows)


def with_use(data: TableSet, *uses: ColumnUse) -> TableSet:
    """Return data whose columns are used in these ways."""
    others = [each for each in data.uses if each.column not in {use.column for use in uses}]
    return data.changed(uses=(*others, *uses))


def used_as(use: ColumnUse, kind: str, column: Column) -> ColumnUse:
    """Return the use of a column as another kind; words that have a known order are put in it."""
    found = use.become(kind)
    if isinstance(found, Ordered) and not found.words and _has_order(column):
        return found.changed(words=known_order(column.words))
    return found


def _has_order(column: Column) -> bool:
    return column.numbers is None and bool(known_order(column.words))


def with_first(data: TableSet, across: str, up: str) -> TableSet:
    """Return data whose first inputs are these columns, the second of which may be none."""
    plane = [name for name in (across, up) if name]
    rest = [name for name in data.columns if name not in plane]
    return data.changed(columns=(*plane, *rest))


def targets_of(data: TableSet) -> tuple[str, ...]:
    """Return the columns that are predicted."""
    return tuple(name for name in (data.target, *data.more_targets) if name)


def contents(column: Column) -> str:
    """Return what is in a column, in a line."""
    gaps = ""
    if count := int((~column.known).sum()):
        gaps = f", {grouped(count)} gap{'s' if count > 1 else ''}"
    if not column.known.any():
        return "nothing"
    if column.numbers is not None:
        known = column.numbers[column.known]
        least, most = number_names([float(known.min()), float(known.max())])
        return (f"always {least}" if least == most else f"{least} to {most}") + gaps
    words, count = column.words, len(column.words)
    if dated(words):
        more = " …" if count > 1 else ""
        return f"{grouped(count)} date{'s' if count > 1 else ''}: {shortened(words[0], 20)}{more}{gaps}"
    named = ", ".join(shortened(word, 20) for word in words[:SHOWN]) + (" …" if count > SHOWN else "")
    different = " different" if count == np.count_nonzero(column.known) > 1 else ""
    return f"{grouped(count)}{different} word{'s' if count > 1 else ''}: {named}{gaps}"
