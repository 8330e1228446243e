"""What makes inputs of a table's columns, with every number that was fitted: it travels with the weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from playground.data.samples import Array
from playground.data.scaling import Scaling
from playground.data.tables.column_uses import ColumnUse
from playground.data.tables.missing import Missing
from playground.data.tables.table import BadTable, Table
from playground.parts.text import meant, shown

WIDEST = 4096
"""Inputs that a table can have. More than features can be chosen of enter the network as they are."""
LARGEST = 1e300
"""Scales beyond this are refused: a few units of theirs would not be finite any more."""


@dataclass(frozen=True, eq=False)
class Preparation:
    """How columns become inputs. Arrays are (inputs,): inputs are (number - shift) / unit, 0 where unit is 0.

    ``usual`` stands for what is missing, before it is scaled; NaN where nothing does.
    """

    uses: tuple[ColumnUse, ...]
    usual: Array
    shift: Array
    unit: Array

    @classmethod
    def fit(
        cls, uses: Sequence[ColumnUse], numbers: Array, missing: Missing, scaling: Scaling
    ) -> Preparation:
        """Return the preparation that is fitted to the numbers (samples, inputs) that are trained on."""
        usual = np.full(numbers.shape[1], np.nan)
        for use, own in blocks(uses):
            usual[own] = missing.standing_in(numbers[:, own], use.averaged)
        filled = np.where(np.isnan(numbers), usual, numbers)
        scaled = np.zeros(numbers.shape[1], bool)
        for use, own in blocks(uses):
            scaled[own] = use.scaled
        shift, unit = scaling.fit(filled)
        return cls(tuple(uses), usual, np.where(scaled, shift, 0.0), np.where(scaled, unit, 1.0))

    @property
    def names(self) -> tuple[str, ...]:
        """What the inputs are called."""
        return tuple(name for use in self.uses for name in use.names)

    @property
    def scales(self) -> tuple[tuple[float, float], ...]:
        """What is subtracted from each input and by what the rest is divided; empty where nothing is."""
        if not self.shift.any() and (self.unit == 1.0).all():
            return ()
        return tuple(zip(self.shift.tolist(), self.unit.tolist(), strict=True))

    def inputs(self, numbers: Array) -> Array:
        """Return the inputs (samples, inputs) for numbers as they stand in the columns."""
        with np.errstate(all="ignore"):
            known = np.where(np.isnan(numbers), self.usual, numbers)
            varies = self.unit != 0.0
            return np.where(varies, (known - self.shift) / np.where(varies, self.unit, 1.0), 0.0)

    def of(self, table: Table) -> Array:
        """Return the inputs (rows, inputs) that any table has, its columns in any order.

        Raises BadTable for columns that are missing, words that are not known, and gaps that nothing fills.
        """
        numbers, lines = [], list[str]()
        for use, own in blocks(self.uses):
            try:
                column = table[use.column]
                found = use.numbers(column)
            except KeyError:
                names = meant(use.column, table.names[:12])
                lines.append(f"the table has no column {shown(use.column)}{names}")
                continue
            except BadTable as error:
                lines += error.lines
                continue
            if np.isnan(self.usual[own]).any() and np.isnan(found).any():
                first = int(np.isnan(found).any(axis=1).argmax())
                lines.append(next(iter(column.faults), f"sample {first + 1}, {shown(use.column)}: is empty"))
            numbers.append(found)
        if lines:
            raise BadTable(lines)
        return self.inputs(np.hstack(numbers))

    def described(self) -> dict[str, Any]:
        """Return all of it as plain values, to be written as JSON; ``recalled`` reads them."""
        return {
            "columns": [use.model_dump(mode="json") for use in self.uses],
            "inputs": list(self.names),
            "usual": [None if np.isnan(each) else each for each in self.usual.tolist()],
            "shift": self.shift.tolist(),
            "unit": self.unit.tolist(),
        }

    @classmethod
    def recalled(cls, plain: dict[str, Any]) -> Preparation:
        """Return what was described. Raises ValueError, KeyError, TypeError for anything else."""
        uses = tuple(TypeAdapter(ColumnUse).validate_python(each) for each in plain["columns"])
        arrays = [_numbers(plain[name]) for name in ("usual", "shift", "unit")]
        found = cls(uses, *arrays)
        if not all(array.shape == (len(found.names),) for array in arrays):
            raise ValueError("the numbers of a preparation are not as many as its inputs")
        if len(found.names) > WIDEST:
            raise ValueError("more inputs than a table can have")
        if not (np.abs(found.shift) <= LARGEST).all() or not (np.abs(found.unit) <= LARGEST).all():
            raise ValueError("a scale is not finite")
        if np.isinf(found.usual).any():
            raise ValueError("what stands for a gap is not finite")
        return found


def _numbers(plain: Sequence[float | None]) -> npt.NDArray[np.float64]:
    return np.array([np.nan if each is None else float(each) for each in plain])


def blocks(uses: Sequence[ColumnUse]) -> Iterator[tuple[ColumnUse, slice]]:
    """Yield every use of a column, and where its inputs stand among all."""
    start = 0
    for use in uses:
        width = len(use.names)
        yield use, slice(start, start + width)
        start += width
