"""What is worth knowing of what was chosen of a table: a line for each thing that was decided unasked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from playground.data.data_set import DataSet
from playground.data.file_set import Misfit
from playground.data.tables.column_uses import MOST_WORDS, Days, OneHot
from playground.data.tables.dates import dated
from playground.data.tables.division import ByColumn
from playground.data.tables.importing import comes_again, running
from playground.data.tables.table import Table
from playground.data.tables.table_set import TableSet
from playground.data.tables.word_order import known_order
from playground.parts.counts import grouped
from playground.parts.text import shortened

SHOWN = 4
"""Words that are named in their order."""
COLORS = 8
"""Classes from which on colors come again."""


def remarks(data: TableSet, table: Table) -> list[str]:
    """Return a sentence for everything that was decided about columns without being asked."""
    return [
        *_alone(table),
        *_left(data, table),
        *_words(data, table),
        *_divided(data),
        *_classes(data, table),
    ]


def said(data: DataSet, table: Table) -> list[str]:
    """Return the remarks on data that were made of a table, nothing on such as do not fit it."""
    try:
        return remarks(data, table) if isinstance(data, TableSet) else []
    except Misfit:
        return []  # which is said where it is shown that nothing can be made of the table


def _alone(table: Table) -> Iterator[str]:
    if len(table.columns) == 1 and table.columns[0].numbers is not None:
        name = shortened(table.columns[0].name, 30)
        yield f'"{name}" is the only column: what comes next in it can be learned with Series as the data.'


def _left(data: TableSet, table: Table) -> Iterator[str]:
    counted = running(table)
    for column in table.columns:
        if column.name in (
            *data.columns,
            data.target,
            *data.more_targets,
            getattr(data.division, "column", ""),
        ):
            continue
        name = f'"{shortened(column.name, 30)}"'
        if column.name in counted:
            yield f"{name} only counts the rows, and is no input unless it is chosen."
        elif column.numbers is None and dated(column.words):
            yield f"{name} holds dates, and is no input unless it is chosen; it is then taken as days."
        elif column.numbers is None and len(column.words) > MOST_WORDS:
            yield f"{name} has {grouped(len(column.words))} different words, more than can be inputs."
        elif column.numbers is None and column.words and not comes_again(column):
            yield f"{name} has words of which hardly any comes again, and is no input unless it is chosen."


def _words(data: TableSet, table: Table) -> Iterator[str]:
    for use in data.settled(table):
        if isinstance(use, Days):
            yield f'"{shortened(use.column, 30)}" is taken as days from 1970 on.'
        if isinstance(use, OneHot):
            name = f'"{shortened(use.column, 30)}"'
            if len(use.words) <= 2:
                yield f'{name} is one input, 1 for "{shortened(use.words[-1], 30)}" and otherwise 0.'
            else:
                order = known_order(use.words)
                ranked = f" They have an order, and can be given in it: {_ranked(order)}." if order else ""
                yield f"{name} is {len(use.words)} inputs, one for each word.{ranked}"


def _ranked(words: Sequence[str]) -> str:
    """Return words in their order, those in the middle of many left out."""
    few = words if len(words) <= SHOWN else (*words[: SHOWN - 1], "…", words[-1])
    return ", ".join(shortened(word, 20) for word in few)


def _divided(data: TableSet) -> Iterator[str]:
    if isinstance(data.division, ByColumn):
        yield f'"{shortened(data.division.column, 30)}" says which rows are to train on and which to test.'


def _classes(data: TableSet, table: Table) -> Iterator[str]:
    if data.meaning == "classes" and data.target in table.names:
        column = table[data.target]
        numbers = column.numbers
        count = len(column.words if numbers is None else np.unique(numbers[column.known]))
        if count > COLORS:
            yield f"{count} classes are more than there are colors: colors come again."
