"""Tables that a program holds in memory: they stand in no file, and no preset keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import PrivateAttr

from playground.data.tables.table import Column, Table
from playground.data.tables.table_set import TableSet
from playground.files.reading import Progress, unheard
from playground.parts.text import printable


class HeldTable(TableSet):
    """A table in memory. In a preset it is one whose file is not chosen yet."""

    _held: Table = PrivateAttr()

    @classmethod
    def of(cls, table: Table, **settings: Any) -> Self:
        """Return the table as data, with settings. Raises ValidationError."""
        found = cls(**settings)
        found._held = table
        return found

    def changed(self, **settings: Any) -> Self:
        found = super().changed(**settings)
        found._held = self._held
        return found

    def table(self, progress: Progress = unheard) -> Table:
        return self._held


def held(columns: Mapping[str, Sequence[Any] | npt.NDArray[Any]]) -> Table:
    """Return a table of columns by their names, all of one length."""
    found = tuple(column_of(name, column) for name, column in columns.items())
    return Table(found, len(found[0].known) if found else 0)


def column_of(name: str, values: Sequence[Any] | npt.NDArray[Any]) -> Column:
    """Return a column of numbers, NaN where there is none, or else of words; None and NaN are gaps."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        try:
            array = np.array([np.nan if _is_gap(each) else each for each in array.tolist()], float)
        except (TypeError, ValueError):
            return _words(name, array.tolist())
        if any(isinstance(each, str | bytes) for each in np.asarray(values, object).tolist()):
            return _words(name, np.asarray(values, object).tolist())
    numbers = array.astype(float)
    gaps = int((~np.isfinite(numbers)).sum())
    return Column(name, np.where(np.isfinite(numbers), numbers, np.nan), gaps=gaps)


def _words(name: str, values: Sequence[Any]) -> Column:
    known = ["" if _is_gap(each) else printable(str(each).strip()) for each in values]
    words = sorted({word for word in known if word})
    places = {word: i for i, word in enumerate(words)}
    labels = np.array([places.get(word, -1) for word in known], np.intp)
    return Column(name, None, tuple(words), labels, gaps=int((labels < 0).sum()))


def _is_gap(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)
