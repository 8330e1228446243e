"""Divisions: which rows of a table are trained on, and which are kept for validation and test."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt

from playground.data.file_set import Misfit, stamp_of
from playground.data.samples import Points, Split
from playground.data.tables.column_uses import OneHot, all_words
from playground.data.tables.stacking import stacked
from playground.data.tables.table import BadTable, Column, Table
from playground.parts.part import Part
from playground.parts.setting import setting
from playground.parts.text import meant, name_of, shown

Rows = npt.NDArray[np.intp]
Parts = dict[str, Rows]
SIZES = 10
"""Of values as many groups are formed, from the smallest to the largest."""


@dataclass(frozen=True, eq=False)
class Undivided:
    """Samples that are to be divided, and what a division may go by."""

    points: Points
    split: Split
    shuffled: Rows
    """All samples in an order by chance, which the data's seed decides."""
    words: Callable[[str], list[str]]
    """Returns what stands in a column for each sample, "" in a gap. Raises Misfit."""


Reader = Callable[[str, str], Table]
"""Reads the table in a file, given its path and checksum. Raises Misfit."""


class Division(Part, family="division"):
    """Which samples are trained on, and which are kept for validation and test."""

    shares_test: ClassVar[bool] = True
    """Whether the test is the share of the samples that is set for it."""

    @abstractmethod
    def parts(self, case: Undivided) -> Parts:
        """Return which samples are ``train``, ``validation`` and ``test``. Raises Misfit."""

    def order(self, case: Undivided) -> Rows:
        """Return the samples that folds may hold back, in the order in which they do. Raises Misfit."""
        return case.shuffled[case.shuffled < len(case.points) - case.points.tests]

    def with_tests(self, table: Table, names: Sequence[str], read: Reader) -> tuple[Table, int]:
        """Return a table with test rows of its own at its end, and how many these are. Raises Misfit."""
        return table, 0

    def stamp(self) -> Hashable:
        """Return what the rows depend on beside the settings: nothing, or the state of a file."""
        return None

    def offers(self, table: Table) -> Mapping[str, Sequence[str]]:
        """Return the names in a table among which settings are chosen, by what these are called."""
        return {}

    def moved(self, move: Callable[[str], str]) -> Self:
        """Return the same division with its files elsewhere, given what each path becomes."""
        return self


class Shuffled(Division):
    """Every part gets its share of the samples, by chance."""

    kind: Literal["shuffled"] = "shuffled"

    def parts(self, case: Undivided) -> Parts:
        return case.split.rows(case.points, case.shuffled)


class Stratified(Division):
    """Every part gets its share of each class, by chance; of values, its share of small and of large ones."""

    kind: Literal["stratified"] = "stratified"

    def parts(self, case: Undivided) -> Parts:
        return case.split.rows(case.points, spread(case.points, case.shuffled))

    def order(self, case: Undivided) -> Rows:
        return spread(case.points, super().order(case))


class InOrder(Division):
    """The first rows of the file are trained on, then comes validation, and the last rows are the test."""

    kind: Literal["in-order"] = "in-order"

    def parts(self, case: Undivided) -> Parts:
        counts = case.split.rows(case.points, np.arange(len(case.points)))
        ends = np.cumsum([len(counts["train"]), len(counts["validation"])])
        found = np.split(np.arange(len(case.points)), ends)
        return dict(zip(("train", "validation", "test"), found, strict=True))

    def order(self, case: Undivided) -> Rows:
        return np.sort(super().order(case))


class FirstRows(Division):
    """The first rows of the file are trained on, but for validation's share; the rest is the test."""

    shares_test = False
    kind: Literal["first-rows"] = "first-rows"
    count: int = setting(100, "How many rows come before the test.", ge=1, le=1_000_000, log=True)

    def parts(self, case: Undivided) -> Parts:
        own = len(case.points) - case.points.tests
        kept = max(0, int(min(self.count, own) * (1.0 - case.split.validation) + 1e-6))
        first, second, rest = np.split(np.arange(len(case.points)), [kept, min(self.count, own)])
        return {"train": first, "validation": second, "test": rest}

    def order(self, case: Undivided) -> Rows:
        return np.sort(super().order(case))[: self.count]


class ByColumn(Division):
    """A column says of each row which part it is in; validation takes its share where it names none."""

    shares_test = False
    kind: Literal["by-column"] = "by-column"
    column: str = setting("", "The column that says it.", longest=100, among="columns")
    test: str = setting("test", "The word of rows to test on.", longest=100, label="Test", among="words")
    validation: str = setting(
        "validation", "The word of rows for validation.", longest=100, label="Validation", among="words"
    )

    @classmethod
    def suits(cls, column: Column) -> bool:
        """Return whether a column can say which rows are to train on and which to test."""
        return OneHot.suits(column) and len(all_words(column)) > 1

    @classmethod
    def of(cls, column: Column) -> Self:
        """Return the division that a column says: the test is its word that begins so, or the rarest."""
        words = all_words(column)
        cells = column.numbers if column.labels is None else column.labels
        assert cells is not None
        rarest = words[int(np.unique(cells[column.known], return_counts=True)[1].argmin())]
        test = next((word for word in words if word.casefold().startswith("test")), rarest)
        validation = next((word for word in words if word.casefold().startswith("val")), "validation")
        return cls(column=column.name, test=test, validation=validation)

    def offers(self, table: Table) -> Mapping[str, Sequence[str]]:
        words = all_words(table[self.column]) if self.column in table.names else ()
        return {"columns": _dividing(table), "words": words}

    def parts(self, case: Undivided) -> Parts:
        words = self._words(case)
        test, validation = words == self.test, words == self.validation
        rest = self.order(case)
        if validation.any():
            rest = np.flatnonzero(~test & ~validation)
            return {"train": rest, "validation": np.flatnonzero(validation), "test": np.flatnonzero(test)}
        kept = int(len(rest) * case.split.validation + 1e-6)
        return {"train": rest[kept:], "validation": rest[:kept], "test": np.flatnonzero(test)}

    def order(self, case: Undivided) -> Rows:
        return np.asarray(case.shuffled[self._words(case)[case.shuffled] != self.test])

    def _words(self, case: Undivided) -> npt.NDArray[np.str_]:
        words = np.array(case.words(self.column))
        if not (words == self.test).any():
            known = meant(self.test, sorted(set(words.tolist()) - {""}))
            raise Misfit("division", f"{shown(self.column)} nowhere says {shown(self.test)}{known}")
        return words


class SecondFile(Division):
    """A second file has the test; the rows of the first are trained on, but for those of validation."""

    shares_test = False
    kind: Literal["second-file"] = "second-file"
    path: str = setting(
        "", "The file, relative to the preset's folder.", longest=4096, label="Test file", path=True
    )
    checksum: str = setting(
        "", "The SHA-256 of its bytes; without it it is read as it is.", longest=64, in_form=False
    )

    def parts(self, case: Undivided) -> Parts:
        return case.split.rows(case.points, case.shuffled)

    def with_tests(self, table: Table, names: Sequence[str], read: Reader) -> tuple[Table, int]:
        if not self.path:
            raise Misfit("division", "no file is chosen for the test")
        second = read(self.path, self.checksum)
        tables = {"the first file": table, name_of(Path(self.path).name): second}
        try:
            return stacked(tables, names), second.rows
        except BadTable as error:
            raise Misfit("division", error.lines[0]) from error

    def stamp(self) -> Hashable:
        return stamp_of(self.path)

    def moved(self, move: Callable[[str], str]) -> Self:
        return self.changed(path=move(self.path)) if self.path else self


@lru_cache(2)
def _dividing(table: Table) -> tuple[str, ...]:
    """Return the columns that can divide the rows; to look for them takes a while."""
    return tuple(column.name for column in table.columns if ByColumn.suits(column))


def spread(points: Points, shuffled: Rows) -> Rows:
    """Return samples in an order in which every stretch has its share of each class, or of each size."""
    truth, count = points.values[shuffled, 0], len(shuffled)
    groups = truth
    if not points.targets.decides:
        groups = np.empty(count, np.intp)
        groups[np.argsort(truth, kind="stable")] = np.arange(count) * min(SIZES, count) // max(count, 1)
    ranks = np.empty(count)
    for group in np.unique(groups):
        members = groups == group
        ranks[members] = (np.arange(members.sum()) + 0.5) / members.sum()
    return shuffled[np.argsort(ranks, kind="stable")]
