"""Tables that a program holds in memory: a preset of them keeps them in a file beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence, Sized
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import PrivateAttr

from playground.data.tables.files import checksum
from playground.data.tables.table import BadTable, Column, Table
from playground.data.tables.table_set import TableSet
from playground.files.archives import pack_as_they_are
from playground.files.reading import Progress, unheard
from playground.files.writing import write
from playground.parts.setting import settings
from playground.parts.text import printable, shown


class HeldTable(TableSet):
    """A table in memory. A preset that is saved has it in an NPZ file beside it."""

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

    def written_beside(self, folder: Path) -> Any:
        """Write the table into the folder, under its checksum, and return data that name the file.

        Raises OSError.
        """
        packed = io.BytesIO()
        pack_as_they_are(packed, ((f"{column.name}.npy", _npy(column)) for column in self._held.columns))
        found = checksum(packed.getvalue())
        name = f"table-{found[:12]}.npz"
        write(folder / name, packed.getvalue())
        own = {each.name: getattr(self, each.name) for each in settings(TableSet)}
        return TableSet.model_validate({**own, "path": name, "checksum": found})

    def table(self, progress: Progress = unheard) -> Table:
        return self._held


def columns_of(given: Any) -> dict[str, Sequence[Any]]:
    """Return the columns of a data frame, or of a mapping, by their names. Raises BadTable."""
    names = getattr(given, "columns", given if isinstance(given, Mapping) else None)
    if not isinstance(names, Iterable):
        kind = shown(type(given).__name__)
        raise BadTable([f"{kind} is neither a path nor has it columns by their names, as data frames have"])
    columns = {str(name): given[name] for name in names}
    for name, column in columns.items():
        if not isinstance(column, Sized) or isinstance(column, str) or getattr(column, "ndim", 1) != 1:
            raise BadTable([f"{shown(name)} is no column: a row of numbers or words is needed"])
    return columns


def held(columns: Mapping[str, Sequence[Any] | npt.NDArray[Any]]) -> Table:
    """Return a table of columns by their names, all of one length."""
    found = tuple(column_of(name, column) for name, column in columns.items())
    return Table(found, len(found[0].known) if found else 0)


def column_of(name: str, values: Sequence[Any] | npt.NDArray[Any]) -> Column:
    """Return a column of numbers, NaN where there is none, or else of words; None, NaN and NaT are gaps.

    Dates are words, as in files; durations are seconds.
    """
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return _words(name, [None if np.isnat(each) else each for each in array])
    if array.dtype.kind == "m":
        array = array / np.timedelta64(1, "s")
    if array.dtype.kind not in "biuf":
        try:
            array = np.array([np.nan if _is_gap(each) else each for each in array.tolist()], float)
        except (TypeError, ValueError, OverflowError):
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


def _array(column: Column) -> npt.NDArray[Any]:
    """Return a column as NPZ files have it: a gap is NaN or an empty word."""
    if column.numbers is not None:
        return column.numbers
    assert column.labels is not None
    return np.array([*column.words, ""])[column.labels]


def _is_gap(value: Any) -> bool:
    try:
        return value is None or bool(value != value)  # NaN and NaT are not equal to themselves
    except TypeError:
        return True  # whether pandas' NA equals itself has no answer


def _npy(column: Column) -> bytes:
    written = io.BytesIO()
    np.lib.format.write_array(written, _array(column), allow_pickle=False)
    return written.getvalue()
