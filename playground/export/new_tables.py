"""New tables for a trained network: read as the first one was, and what the network says of their rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.tables.held_table import columns_of, held
from playground.data.tables.table import BadTable, Table
from playground.data.tables.table_file import TableFile
from playground.data.tables.table_set import TableSet
from playground.engine.activations.base import Array
from playground.export.table_use import TableUse, rows_of
from playground.parts.setting import settings

OWN = {"skip_below"}
"""What a table has of its own."""
READING = {each.name for each in settings(TableFile)}
"""The settings that say how a table is read."""
NewColumns = Mapping[str, Sequence[Any] | npt.NDArray[Any]]


@dataclass(frozen=True, eq=False)
class NewTable:
    """The rows of a new table that have all that a trained network needs."""

    use: TableUse
    table: Table
    whole: npt.NDArray[np.bool_]
    """Which rows of the file these are."""
    outputs: Array
    """What the network says of them, (rows, outputs)."""

    @classmethod
    def of(
        cls, use: TableUse, predict: Callable[[Array], Array], table: Table, targets_too: bool = False
    ) -> NewTable:
        """Return what a network says of a table. Raises BadTable."""
        whole = use.whole(table, targets_too)
        if not whole.any():
            raise BadTable(["no row has all that is needed"])
        rows = rows_of(table, whole)
        try:
            outputs = predict(use.inputs(rows))
        except ValueError as error:
            raise error if isinstance(error, BadTable) else BadTable([str(error)]) from error
        return cls(use, rows, whole, outputs)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Return columns (rows of the file,) by names: classes and the probability of each, or values.

        In a row with a gap the class is "" and a number is NaN.
        """
        names, cells = self.use.rows(self.outputs)
        found = dict[str, npt.NDArray[Any]]()
        for j, name in enumerate(names):
            words = self.use.targets.decides and j == 0
            column = np.full(len(self.whole), "" if words else np.nan, object if words else float)
            column[self.whole] = [row[j] for row in cells]
            found[name] = column
        return found


def _tried(data: TableSet, use: TableUse) -> tuple[Table | None, list[str]]:
    """Return the table as it is read, if it can be, and what keeps it from being used."""
    try:
        table = data.table()
    except BadTable as error:
        return None, error.lines
    try:
        use.inputs(rows_of(table, use.whole(table, False)))
    except BadTable as error:
        return table, error.lines
    return table, []


def read_new(source: str | os.PathLike[str] | NewColumns, use: TableUse, told: Mapping[str, Any]) -> Table:
    """Return a new table, read as is ``told`` or as the first one was. Raises BadTable.

    Columns by their names, such as a data frame has, are read as they are.
    """
    if not isinstance(source, str | os.PathLike):
        columns = columns_of(source)
        if len({len(column) for column in columns.values()}) != 1:
            raise BadTable(["its columns are of different lengths" if columns else "it has no columns"])
        return held(columns)
    first = use.experiment.data
    asked = {name: getattr(first, name) for name in READING - OWN if getattr(first, "path", "")}
    where = {"path": os.fspath(source), "checksum": "", "text": ""}
    data = TableSet.model_validate(asked | dict(told) | where)
    table, lines = _tried(data, use)
    if lines and asked:  # it may be written otherwise than the first one
        kept = {name: asked[name] for name in ("gaps", "whole_rows")}
        otherwise = TableSet.model_validate(kept | dict(told) | where)
        again, wrong = _tried(otherwise, use)
        if not wrong:
            data, table, lines = otherwise, again, []
    if table is None:
        raise BadTable(lines)
    if table.ambiguity and table.ambiguity.setting == "decimal" and use.outline.decimal != "automatic":
        table = data.changed(decimal=use.outline.decimal).table()
    if ambiguity := table.ambiguity:
        ways = " or ".join(f"--{ambiguity.setting} {word} for {value}" for word, value in ambiguity.readings)
        raise BadTable([f"{ambiguity.text}: say {ways}"])
    return table
