"""Columns of a table as NumPy: what makes numbers of their cells, and cells of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import numpy as np

from playground.data.tables.column_uses import AsNumbers, ColumnUse, Days, OneHot, Ordered
from playground.export.arrangement import AnyArray
from playground.export.numpy.functions import NumpyFunction
from playground.export.spelling import quoted, row

EMPTY = NumpyFunction(
    "empty",
    '''
def empty(cell):
    """Return whether a cell of a table is empty."""
    return cell is None or cell == "" or cell != cell
''',
)
NUMBERS = NumpyFunction(
    "numbers",
    '''
def numbers(column):
    """Return a column as numbers, NaN where a cell is empty."""
    return np.array([np.nan if empty(cell) else float(cell) for cell in column])
''',
    (EMPTY,),
)
PLACES = NumpyFunction(
    "places",
    '''
def places(column, words):
    """Return which of the words each cell is, counted from 0, NaN where it is empty."""
    found = [np.nan if empty(cell) else words.index(cell) for cell in column]
    return np.array(found, dtype=float)
''',
    (EMPTY,),
)
ONE_HOT = NumpyFunction(
    "one_hot",
    '''
def one_hot(column, words):
    """Return a column for each word: 1 where it stands, 0 elsewhere, NaN in a gap."""
    found = places(column, words)[:, None]
    return np.where(np.isnan(found), np.nan, found == np.arange(len(words)))
''',
    (PLACES,),
)
DAYS = NumpyFunction(
    "days",
    '''
def days(column):
    """Return dates, such as 2024-12-31, as days from 1970 on, NaN in a gap."""
    given = ["NaT" if empty(cell) else cell for cell in column]
    found = np.array(given, dtype="datetime64[s]")
    return np.where(np.isnat(found), np.nan, found.astype(float) / 86400)
''',
    (EMPTY,),
)


@dataclass(frozen=True)
class NumpyColumn:
    """What makes inputs of a column: ``COLUMN`` stands for its cells."""

    text: str
    function: NumpyFunction
    words: tuple[str | float, ...] = ()
    """The words that it knows, where ``WORDS`` stands for them."""

    def spelled_words(self, before: str, indent: int = 0) -> str:
        """Return the words as a list behind what stands before it."""
        items = [quoted(word) if isinstance(word, str) else repr(word) for word in self.words]
        return row(f"{before}[", items, "]", indent)


@singledispatch
def numpy_column(use: ColumnUse) -> NumpyColumn:
    """Return what makes inputs of a column. Raises LookupError for a use that nobody has told NumPy of."""
    raise LookupError(f"{use.title} has no counterpart in NumPy.")


@singledispatch
def cells_of(use: ColumnUse, numbers: AnyArray) -> list[Any]:
    """Return cells that are these numbers (rows, inputs); None for a gap."""
    return _with_gaps(numbers, numbers[:, 0].tolist())


def _with_gaps(numbers: AnyArray, cells: Sequence[Any]) -> list[Any]:
    gaps = np.asarray(np.isnan(numbers).any(axis=1))
    return [None if gaps[i] else cell for i, cell in enumerate(cells)]


def _words(words: Sequence[str]) -> tuple[str | float, ...]:
    """Return words as they stand in a column: numbers, if all of them are."""
    try:
        return tuple(float(word) for word in words)
    except ValueError:
        return tuple(words)


@numpy_column.register
def _(use: AsNumbers) -> NumpyColumn:
    return NumpyColumn("numbers(COLUMN)", NUMBERS)


@numpy_column.register
def _(use: OneHot) -> NumpyColumn:
    last = "" if len(use.words) > 2 else f"[:, {len(use.words) - 1}:]"
    return NumpyColumn(f"one_hot(COLUMN, WORDS){last}", ONE_HOT, _words(use.words))


@numpy_column.register
def _(use: Ordered) -> NumpyColumn:
    return NumpyColumn("places(COLUMN, WORDS)", PLACES, _words(use.words))


@numpy_column.register
def _(use: Days) -> NumpyColumn:
    return NumpyColumn("days(COLUMN)", DAYS)


@cells_of.register
def _(use: OneHot, numbers: AnyArray) -> list[Any]:
    known = np.nan_to_num(numbers)
    places = known.argmax(axis=1) if len(use.words) > 2 else known[:, 0] + len(use.words) - 2
    words = _words(use.words)
    return _with_gaps(numbers, [words[int(place)] for place in places])


@cells_of.register
def _(use: Ordered, numbers: AnyArray) -> list[Any]:
    words = _words(use.words)
    return _with_gaps(numbers, [words[int(place)] for place in np.nan_to_num(numbers[:, 0])])


@cells_of.register
def _(use: Days, numbers: AnyArray) -> list[Any]:
    seconds = np.round(np.nan_to_num(numbers[:, 0]) * 86400).astype("datetime64[s]")
    return _with_gaps(numbers, [str(each).removesuffix("T00:00:00") for each in seconds])
