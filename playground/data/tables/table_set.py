"""Tables as data to learn: which columns are inputs, which is the target, and what each means."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.coordinates import REACH, Coordinates, Side
from playground.data.file_set import Misfit
from playground.data.formula import FARTHEST, INPUTS
from playground.data.samples import Array, Points
from playground.data.tables.table import Column, Table, number_names
from playground.data.tables.table_file import TableFile
from playground.data.targets.base import Targets
from playground.data.targets.classes import Classes
from playground.data.targets.values import Values
from playground.parts.counts import grouped
from playground.parts.setting import Words, setting
from playground.parts.text import shown

MOST_CLASSES = 64
WIDEST = 4096
"""Columns that can be inputs. More than features can be chosen of enter the network as they are."""
TARGETS = 16
"""Columns that are predicted together."""


class TableSet(TableFile):
    """Columns of a table: a CSV, TSV or NPZ file, or what was pasted from a spreadsheet."""

    title = "Table"
    kind: Literal["table"] = "table"
    columns: Words = setting((), "The columns to learn from.", longest=WIDEST, in_form=False)
    target: str = setting("", "The column to predict.", longest=100, in_form=False)
    more_targets: Words = setting(
        (), "Further columns to predict, all of them as values.", longest=TARGETS - 1, in_form=False
    )
    meaning: Literal["classes", "values"] = setting("classes", "Whether the target holds classes or values.")
    standardise: bool = setting(
        True,
        "Shift and scale every column of numbers to mean 0 and standard deviation 1.",
        label="Standardize",
    )
    leave_out: bool = setting(False, "Leave out rows with empty or unreadable cells.", label="Leave out gaps")

    def arranged(self, generator: np.random.Generator) -> Points:
        table = self.table_or_misfit()
        columns = self._inputs(table)
        targeted = self._targeted(table)
        rows = np.all([column.known for column in (*columns, *targeted)], axis=0)
        if not rows.all() and not self.leave_out:
            first = next(line for column in (*columns, *targeted) for line in column.faults)
            count = int((~rows).sum())
            text = f"{grouped(count)} row{'s' if count > 1 else ''} cannot be used ({first}): leave them out"
            raise Misfit("leave_out", text)
        if not rows.any():
            raise Misfit("leave_out", "no rows are left")
        inputs = np.stack([self._scaled(column, rows) for column in columns], axis=1)
        truth, targets = self._truth(targeted[0], rows)
        if len(targeted) > 1:
            truth = np.stack([self._scaled(column, rows) for column in targeted], axis=1)
            targets = Values(len(targeted))
        names = (*self.columns, *("",) * (len(columns) == 1))
        if len(columns) > INPUTS:
            return Points(inputs, truth, targets, names, None, shape=(len(columns),))
        if len(columns) == 1:  # a single number lies on the axis
            inputs = np.column_stack([inputs, np.zeros(len(inputs))])
        # Standardized columns have few numbers far out, and these do not make the rest huddle.
        seen = np.clip(inputs, -REACH, REACH) if self.standardise else inputs
        plane = Coordinates.of(inputs, (Side.of(seen[:, 0]), Side.of(seen[:, 1])))
        return Points(inputs, truth, targets, names, plane)

    def _targeted(self, table: Table) -> list[Column]:
        """Return the columns to predict, the first of which may hold classes. Raises Misfit."""
        found = [self.found(table, self.target, "target")]
        if self.target in self.columns:
            raise Misfit("target", f"{shown(self.target)} is an input already")
        for i, name in enumerate(self.more_targets):
            column = self.found(table, name, "more_targets")
            if name in self.columns:
                raise Misfit("more_targets", f"{shown(name)} is an input already")
            if name in (self.target, *self.more_targets[:i]):
                raise Misfit("more_targets", f"{shown(name)} is chosen twice")
            if column.numbers is None:
                raise Misfit("more_targets", f"{shown(name)} holds text, and several targets are values")
            found.append(column)
        if self.more_targets and self.meaning == "classes":
            raise Misfit("meaning", "several columns can be predicted together only as values")
        return found

    def _inputs(self, table: Table) -> list[Column]:
        if not self.columns:
            raise Misfit("columns", "choose at least one column")
        columns = [self.found(table, name, "columns") for name in self.columns]
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
