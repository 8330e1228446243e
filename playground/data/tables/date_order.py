"""Which of day and month comes first in the dates of a table: what one column says settles the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from playground.data.tables.column_uses import Days
from playground.data.tables.convention import Ambiguity
from playground.data.tables.dates import START, DateOrder, ambiguous, days_of, numbered, order_of
from playground.data.tables.table import Column, Table
from playground.data.tables.table_set import TableSet
from playground.parts.text import shown

ORDERS: tuple[DateOrder, ...] = ("day first", "month first")


def date_ambiguity(data: TableSet, table: Table) -> Ambiguity | None:
    """Return what is open of the dates that are taken as days, if anything is."""
    for name in data.columns:
        if name in table.names and _left_open(data, table, name):
            words = table[name].words
            readings = tuple((order, _written(days_of(words[:1], order)[0])) for order in ORDERS)
            which = " or ".join(value for _, value in readings)
            return Ambiguity("dates", f"{shown(words[0])} in {shown(name)} can be {which}", readings)
    return None


def said_by(table: Table) -> DateOrder | None:
    """Return the order that dates of a table say, automatic where none does, None where none are numbers."""
    orders = [order_of(each.words) for each in table.columns if each.numbers is None and numbered(each.words)]
    told = {*orders} - {"automatic"}
    return (told.pop() if len(told) == 1 else "automatic") if orders else None


def with_dates(table: Table, order: DateOrder) -> Table:
    """Return a table whose dates in numbers are written as ISO 8601 has them, read in one order."""
    return replace(table, columns=tuple(_read(column, order) for column in table.columns))


def _left_open(data: TableSet, table: Table, name: str) -> bool:
    column = table[name]
    use = next((use for use in data.uses if use.column == name and isinstance(use, Days)), None)
    if use is None or not ambiguous(column.words):
        return False
    settled = use.settled(column).among(table.columns, data.dates)
    return isinstance(settled, Days) and settled.order == "automatic"


def _read(column: Column, order: DateOrder) -> Column:
    if column.numbers is not None or not ambiguous(column.words):
        return column
    return replace(column, words=tuple(map(_written, days_of(column.words, order))))


def _written(days: float) -> str:
    return (START + timedelta(days=float(np.round(days, 9)))).date().isoformat()
