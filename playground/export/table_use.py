"""What a trained network makes of a table: inputs of its columns, and of outputs classes or values.

All of it is fitted to the table that was trained on, and so travels with the weights.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.features import features_of
from playground.data.formula import INPUTS
from playground.data.outline import Outline
from playground.data.tables.column_uses import labels_of
from playground.data.tables.table import BadTable, Column, Table
from playground.data.tables.table_outline import TableOutline
from playground.data.targets.base import Targets
from playground.data.targets.classes import Classes
from playground.engine.activations.base import Array
from playground.experiment.experiment import Experiment
from playground.parts.text import meant, shown


@dataclass(frozen=True, eq=False)
class TableUse:
    """How a table becomes inputs, and which columns are predicted, as what."""

    experiment: Experiment
    outline: TableOutline
    targets: Targets
    """Those of the network, whose output encodes them."""

    @classmethod
    def of(cls, experiment: Experiment, outline: Outline | None = None) -> TableUse | None:
        """Return what an outline says, or else an experiment's data; None if it is not of a table."""
        known = outline or experiment.outlined
        if not isinstance(known, TableOutline):
            return None
        return cls(experiment, known, experiment.targets_of(known.points()))

    def whole(self, table: Table, targets_too: bool) -> npt.NDArray[np.bool_]:
        """Return which rows (rows,) have all that is needed. Raises BadTable for columns that are missing."""
        lines, known = list[str](), np.ones(table.rows, bool)
        filled = ~np.isnan(self.outline.preparation.usual)
        needed, start = [], 0
        for use in self.outline.preparation.uses:
            width = len(use.names)
            needed.append((use.column, bool(filled[start : start + width].all())))
            start += width
        for name, stands_in in [*needed, *((name, False) for name in self.outline.names if targets_too)]:
            if name not in table.names:
                near = meant(name, table.names[:12])
                lines.append(f"the table has no column {shown(name)}{near}")
            elif not stands_in:
                known &= table[name].known
        if lines:
            raise BadTable(lines)
        return known

    def inputs(self, table: Table) -> Array:
        """Return the network's inputs (rows, inputs). Raises BadTable."""
        inputs = self.outline.preparation.of(table)
        if inputs.shape[1] == 1:  # a single number lies on the axis
            inputs = np.column_stack([inputs, np.zeros(len(inputs))])
        return inputs if inputs.shape[1] > INPUTS else features_of(self.experiment.features, inputs)

    def encoded(self, table: Table) -> Array:
        """Return what is true of the rows, as outputs are (rows, outputs). Raises BadTable."""
        if isinstance(self.targets, Classes):
            truth: npt.NDArray[Any] = labels_of(table[self.outline.names[0]], self.targets.names)
        else:
            names = self.outline.names
            units = self.outline.units or ("",) * len(names)
            columns = [_numbers(table[name], unit) for name, unit in zip(names, units, strict=True)]
            truth = np.stack(columns, axis=1)
        return self.targets.encode(truth, truth)

    def rows(self, outputs: Array) -> tuple[list[str], list[list[str | float]]]:
        """Return names and cells of what outputs (rows, outputs) say.

        The class and the share of each, or the values in the target's own unit.
        """
        if not isinstance(self.targets, Classes):
            return list(self.outline.names), self.targets.in_own_units(outputs).tolist()
        names = self.targets.classes
        words = [names[label] for label in self.targets.labels(outputs)]
        shares = shares_of(self.targets, outputs).tolist()
        cells = [[word, *share] for word, share in zip(words, shares, strict=True)]
        return [self.outline.names[0], *names], cells


def shares_of(targets: Classes, outputs: Array) -> Array:
    """Return the probability (rows, classes) that outputs give each class, as far as they can be read so."""
    low, high = targets.range
    second = np.clip((outputs.astype(float) - low) / (high - low), 0.0, 1.0)
    if outputs.shape[1] == 1:
        return np.column_stack([1.0 - second, second])
    total = second.sum(axis=1, keepdims=True)
    even = np.full_like(second, 1.0 / second.shape[1])
    return np.where(total > 0.0, second / np.where(total > 0.0, total, 1.0), even)


def rows_of(table: Table, rows: npt.NDArray[np.bool_]) -> Table:
    """Return some rows of a table."""
    columns = tuple(
        replace(
            each,
            numbers=None if each.numbers is None else each.numbers[rows],
            labels=None if each.labels is None else each.labels[rows],
        )
        for each in table.columns
    )
    return replace(table, columns=columns, rows=int(rows.sum()))


def _numbers(column: Column, unit: str) -> Array:
    """Return the numbers of a column, which must not be in another unit than they were."""
    if column.numbers is None:
        raise BadTable([f"{shown(column.name)} holds text, and values are predicted"])
    if unit and column.unit and unit != column.unit:
        raise BadTable([f"{shown(column.name)} is in {shown(column.unit)}, and was in {shown(unit)}"])
    return column.numbers
