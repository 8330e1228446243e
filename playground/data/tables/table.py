"""A table: named columns of numbers or of words, and where cells are empty or cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.data.tables.convention import Ambiguity
from playground.data.tables.declared import UNSAID, ColumnRoles
from playground.data.tables.dialect import AS_IT_LOOKS, Dialect
from playground.data.tables.note import ReadingNote
from playground.parts.counts import grouped
from playground.parts.text import printable

LARGEST = 50_000_000
"""Bytes that a file may have; and what is packed in it, unpacked."""
ROWS, COLUMNS, CELLS = 1_000_000, 5000, 5_000_000
GREATEST = 1e150
"""Numbers that are learned from: of larger ones there are no squares, and so no scale."""
SAID = 20
"""Lines said of what is wrong; the rest is counted."""


class BadTable(ValueError):
    """A table that cannot be read; ``lines`` has one sentence for every fault."""

    def __init__(self, lines: Sequence[str]) -> None:
        rest = len(lines) - SAID
        self.lines = [*lines[:SAID], *([f"and {grouped(rest)} more"] if rest > 0 else [])]
        super().__init__("\n".join(self.lines))


class LostTable(BadTable):
    """A file that is not there, damaged, or no longer what it was: to read it in another way is no help."""


class UnevenRows(BadTable):
    """``count`` rows are broken, or of other lengths than the first; the others can be read without them."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines)
        self.count = len(lines)


@dataclass(frozen=True, eq=False)
class Column:
    """One column: ``numbers`` (rows,), NaN where there is none, or ``words`` with a number for each row.

    ``faults`` are lines about empty and unreadable cells, the first SAID of them; ``gaps`` says how many are.
    """

    name: str
    numbers: Array | None
    words: tuple[str, ...] = ()
    labels: npt.NDArray[np.intp] | None = None
    """For each row the place of its word in ``words``, -1 where the cell is empty."""
    faults: tuple[str, ...] = ()
    gaps: int = 0
    digits: int = 0
    """How many digits whole numbers are written with, with zeros before them; 0 for no more than needed."""
    unit: str = ""
    """What stands behind every number."""

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which rows have something to go by."""
        if self.numbers is not None:
            return np.isfinite(self.numbers)
        assert self.labels is not None
        return self.labels >= 0

    @property
    def exceeds(self) -> bool:
        """Whether there are numbers that are too great to be learned from."""
        return self.numbers is not None and bool((np.abs(self.numbers) > GREATEST).any())

    def shown(self, row: int) -> str:
        """Return a cell as a preview writes it."""
        if not self.known[row]:
            return ""
        if self.numbers is not None:
            return number_names([self.numbers[row]], self.digits)[0]
        assert self.labels is not None
        return self.words[int(self.labels[row])]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length. ``notes`` say how the text was understood where that was a guess."""

    columns: tuple[Column, ...]
    rows: int
    notes: tuple[ReadingNote, ...] = ()
    from_text: bool = False
    """Whether its first row may hold names."""
    left_out: str = ""
    """Which rows were left out since they are broken or of another length than the first, if any were."""
    dialect: Dialect = AS_IT_LOOKS
    """How the text was read: nothing in it is automatic."""
    declared: ColumnRoles = UNSAID
    """What the table says itself of its columns."""
    ambiguity: Ambiguity | None = None
    """What can be read in two ways, and was read in the one that is more usual."""
    sheets: tuple[str, ...] = ()
    """The sheets of the workbook that it is from, in order."""

    def __getitem__(self, name: str) -> Column:
        """Return the column of a name. Raises KeyError."""
        return self._named[name]

    @cached_property
    def _named(self) -> dict[str, Column]:
        return {column.name: column for column in reversed(self.columns)}

    @property
    def names(self) -> list[str]:
        """The names of the columns, all different."""
        return [column.name for column in self.columns]

    @property
    def faults(self) -> list[str]:
        """One line for every empty or unreadable cell, in so far as they are said, column by column."""
        return [line for column in self.columns for line in column.faults]


def number_names(numbers: Sequence[float], whole_digits: int = 0) -> tuple[str, ...]:
    """Return what different numbers are called: whole ones in full, others by as many digits as differ."""
    if whole_digits:
        return tuple(f"{int(number):0{whole_digits}}" for number in numbers)
    names: tuple[str, ...] = ()
    for digits in (6, 9, 12, 15, 17):
        names = tuple(
            f"{number:.{15 if float(number).is_integer() and abs(number) < 1e15 else digits}g}"
            for number in numbers
        )
        if len(set(names)) == len(names):
            break
    return names


def names_of(cells: Sequence[str]) -> list[str]:
    """Return names for columns: a cell that is empty is named by its place, and of two alike the second."""
    names: dict[str, None] = {}
    counts = Counter[str]()
    for i, cell in enumerate(cells):
        name = base = printable(" ".join(cell.split()))[:80] or f"column {i + 1}"
        while name in names:
            counts[base] += 1
            name = f"{base} ({counts[base] + 1})"
        names[name] = None
    return [*names]
