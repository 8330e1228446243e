"""Tables as data to learn: which columns are inputs, which is the target, and what each means."""

from __future__ import annotations

import contextlib
from collections.abc import Hashable
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.coordinates import REACH, Coordinates, Side
from playground.data.file_set import FileSet, Misfit, stamp_of
from playground.data.formula import FARTHEST, INPUTS
from playground.data.recent import Recent
from playground.data.samples import Array, Points
from playground.data.tables.files import checksum, content, read_bytes
from playground.data.tables.table import BadTable, Column, FirstRow, Table, UnevenRows, number_names
from playground.data.tables.text import read_text
from playground.data.targets.base import Targets
from playground.data.targets.classes import Classes
from playground.data.targets.values import Values
from playground.files.reading import Progress, unheard
from playground.parts.counts import grouped
from playground.parts.setting import Words, setting
from playground.parts.text import meant, name_of, shown

MOST_CLASSES = 8
PASTED = 2_000_000
"""Characters that a pasted table can have: it stands in the preset."""

RECENT = Recent[Table](4)


class TableSet(FileSet):
    """Columns of a table: a CSV, TSV or NPZ file, or what was pasted from a spreadsheet."""

    title = "Table"
    kind: Literal["table"] = "table"
    path: str = setting(
        "", "The file, relative to the preset's folder.", longest=4096, label="File", in_form=False
    )
    text: str = setting("", "The table itself, if it was pasted.", longest=PASTED, in_form=False)
    first_row: FirstRow = setting(
        "automatic", "Whether the first row holds column names or data.", in_form=False
    )
    whole_rows: bool = setting(
        False, "Leave out rows that cannot be read or have another number of cells.", in_form=False
    )
    columns: Words = setting((), "The columns to learn from.", longest=INPUTS, in_form=False)
    target: str = setting("", "The column to predict.", longest=100, in_form=False)
    meaning: Literal["classes", "values"] = setting("classes", "Whether the target holds classes or values.")
    standardise: bool = setting(
        True,
        "Shift and scale every column of numbers to mean 0 and standard deviation 1.",
        label="Standardize",
    )
    leave_out: bool = setting(False, "Leave out rows with empty or unreadable cells.", label="Leave out gaps")

    def prepare(self, progress: Progress) -> None:
        with contextlib.suppress(BadTable):  # which is said where the points are asked for
            self.table(progress)

    def table(self, progress: Progress = unheard) -> Table:
        """Return the whole table. Raises BadTable, and Cancelled when ``progress`` answers False."""
        if self.text:
            return RECENT.get(self._source, lambda: self._read_text(progress))
        if not self.path:
            raise BadTable(["no file is chosen: import one"])
        return RECENT.get(self._source, lambda: self._read(content(Path(self.path), progress), progress))

    def table_in(self, data: bytes, progress: Progress) -> Table:
        """Return the whole table, where the file has been read already. Raises BadTable, Cancelled."""
        return RECENT.get(self._source, lambda: self._read(data, progress))

    def _read(self, data: bytes, progress: Progress) -> Table:
        if self.checksum and checksum(data) != self.checksum:
            raise BadTable(["has changed since it was imported: import it again"])
        return read_bytes(data, Path(self.path).suffix, progress, self.first_row, self.whole_rows)

    @property
    def _source(self) -> Hashable:
        """What a table is read from and how."""
        file = (self.path, self.checksum, stamp_of(self.path)) if self.path else ()
        return self.text, file, self.first_row, self.whole_rows

    def _read_text(self, progress: Progress) -> Table:
        return read_text(self.text, progress=progress, first_row=self.first_row, whole_rows=self.whole_rows)

    def left_out(self) -> str:
        try:
            return self.table().left_out
        except BadTable:
            return ""

    def arranged(self, generator: np.random.Generator) -> Points:
        try:
            table = self.table()
        except UnevenRows as error:
            rows = "1 row" if error.count == 1 else f"{grouped(error.count)} rows"
            text = f"{rows} cannot be used ({error.lines[0]}): leave them out"
            raise Misfit("whole_rows", text) from error
        except BadTable as error:
            name = f"{name_of(Path(self.path).name)}: " if self.path else ""
            raise Misfit("path", name + error.lines[0]) from error
        columns = self._inputs(table)
        target = self._found(table, self.target, "target")
        if self.target in self.columns:
            raise Misfit("target", f"{shown(self.target)} is an input already")
        rows = np.all([column.known for column in (*columns, target)], axis=0)
        if not rows.all() and not self.leave_out:
            first = next(line for column in (*columns, target) for line in column.faults)
            count = int((~rows).sum())
            text = f"{grouped(count)} row{'s' if count > 1 else ''} cannot be used ({first}): leave them out"
            raise Misfit("leave_out", text)
        if not rows.any():
            raise Misfit("leave_out", "no rows are left")
        inputs = np.stack([self._scaled(column, rows) for column in columns], axis=1)
        truth, targets = self._truth(target, rows)
        names = (*self.columns, *("",) * (len(columns) == 1))
        if len(columns) == 1:  # a single number lies on the axis
            inputs = np.column_stack([inputs, np.zeros(len(inputs))])
        # Standardized columns have few numbers far out, and these do not make the rest huddle.
        seen = np.clip(inputs, -REACH, REACH) if self.standardise else inputs
        plane = Coordinates.of(inputs, (Side.of(seen[:, 0]), Side.of(seen[:, 1])))
        return Points(inputs, truth, targets, names, plane)

    def _found(self, table: Table, name: str, setting: str) -> Column:
        if not name:
            raise Misfit(setting, "choose a column")
        try:
            return table[name]
        except KeyError:
            text = f"the table has no column {shown(name)}{meant(name, table.names[:12])}"
            raise Misfit(setting, text) from None

    def _inputs(self, table: Table) -> list[Column]:
        if not self.columns:
            raise Misfit("columns", "choose at least one column")
        columns = [self._found(table, name, "columns") for name in self.columns]
        for i, column in enumerate(columns):
            if column.numbers is None:
                raise Misfit("columns", f"{shown(column.name)} holds text, and inputs must be numbers")
            if column.name in self.columns[:i]:
                raise Misfit("columns", f"{shown(column.name)} is chosen twice")
        return columns

    def _scaled(self, column: Column, rows: npt.NDArray[np.bool_]) -> Array:
        assert column.numbers is not None
        numbers = column.numbers[rows]
        if self.standardise:
            with np.errstate(all="ignore"):
                numbers = (numbers - numbers.mean()) / (numbers.std() or 1.0)
        if not (np.abs(numbers) <= FARTHEST).all():
            advice = "" if self.standardise else ": standardize it"
            raise Misfit("standardise", f"{shown(column.name)} goes beyond {grouped(FARTHEST)}{advice}")
        return numbers

    def _truth(
        self, column: Column, rows: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.intp] | Array, Targets]:
        """Return class numbers or values, and which of both they are."""
        if self.meaning == "values":
            if column.numbers is None:
                raise Misfit("meaning", f"{shown(column.name)} holds text: take it as classes")
            return self._scaled(column, rows), Values(name=self.target)
        if column.numbers is None:
            assert column.labels is not None
            labels, truth = np.unique(column.labels[rows], return_inverse=True)
            count, names = len(labels), tuple(column.words[i] for i in labels[:MOST_CLASSES])
        else:
            numbers, truth = np.unique(column.numbers[rows], return_inverse=True)
            count, names = len(numbers), number_names(numbers[:MOST_CLASSES].tolist())
        if not 2 <= count <= MOST_CLASSES:
            classes = "one class" if count == 1 else f"{grouped(count)} classes"
            advice = "" if column.numbers is None else "; take it as values"
            text = f"{shown(column.name)} has {classes}, and 2 to {MOST_CLASSES} can be predicted{advice}"
            raise Misfit("meaning", text)
        return truth.astype(np.intp), Classes(count, names)
