"""Tables as data to learn: which columns are inputs, which is the target, and what each means."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

import numpy as np
import numpy.typing as npt

from playground.data.cache import Cache
from playground.data.coordinates import REACH, Coordinates
from playground.data.file_set import Misfit, beside, from_beside, without_folder
from playground.data.formula import FARTHEST, INPUTS
from playground.data.samples import Points, Split
from playground.data.scaling import NoScaling, Scaling, Standardize
from playground.data.tables.chosen_rows import ChosenRows
from playground.data.tables.column_uses import AsNumbers, ColumnUse, OneHot
from playground.data.tables.division import Division, Shuffled, Undivided
from playground.data.tables.missing import Missing, RefuseMissing
from playground.data.tables.outlined_table import OutlinedTable
from playground.data.tables.preparation import WIDEST, Preparation
from playground.data.tables.table import GREATEST, BadTable, Column, Table
from playground.data.tables.table_outline import TableOutline
from playground.data.tables.targeted import classes_of, scaled, values_of
from playground.data.targets.base import Targets
from playground.data.targets.values import Values
from playground.parts.counts import grouped
from playground.parts.setting import Words, setting
from playground.parts.text import shown

UNVOUCHED = "Nothing vouches for the file: the preset has no checksum of it."
TARGETS = 16
"""Columns that are predicted together."""


CACHE = Cache[ChosenRows](4, lambda chosen: chosen.numbers.nbytes)


class TableSet(OutlinedTable):
    """Columns of a table: a CSV, TSV or NPZ file, or what was pasted from a spreadsheet."""

    title = "Table"
    format = 2
    kind: Literal["table"] = "table"
    columns: Words = setting((), "The columns to learn from.", longest=WIDEST, in_form=False)
    uses: tuple[ColumnUse, ...] = setting(
        (),
        "What the network is given of columns; of others their numbers, or an input for each word.",
        strict=False,
        longest=WIDEST,
        in_form=False,
    )
    target: str = setting("", "The column to predict.", longest=100, in_form=False)
    more_targets: Words = setting(
        (), "Further columns to predict, all of them as values.", longest=TARGETS - 1, in_form=False
    )
    meaning: Literal["classes", "values"] = setting("classes", "Whether the target holds classes or values.")
    scaling: Scaling = setting(
        Standardize(), "How numbers are scaled, inputs and values alike; words that are inputs are 0 or 1."
    )
    missing: Missing = setting(RefuseMissing(), "What is done about empty or unreadable cells.")

    division: Division = setting(
        Shuffled(), "Which rows are trained on, and which are kept for validation and test."
    )

    def arranged(self, generator: np.random.Generator) -> Points:
        chosen = self._chosen()
        points = self._points(chosen, np.arange(len(chosen.numbers)))
        advice = ": standardize it" if isinstance(self.scaling, NoScaling) else ""
        encoded = points.targets.encode(points.truth, points.inputs)
        columns = [use.column for use in chosen.uses for _ in use.names]
        for names, numbers in ((columns, points.inputs), ((self.target, *self.more_targets), encoded)):
            for name, column in zip(names, numbers.T, strict=False):
                if not (np.abs(column) <= FARTHEST).all():
                    raise Misfit("scaling", f"{shown(name)} goes beyond {grouped(FARTHEST)}{advice}")
        self.division.order(Undivided(points, Split(), self.order(points), self._words))
        return points

    def order(self, points: Points) -> npt.NDArray[np.intp]:
        own = len(points) - points.tests  # however many rows a second file has, those of the first stay
        shuffled = np.random.default_rng(self.seed).permutation(own)
        return np.concatenate([shuffled, np.arange(own, len(points))])

    def divided_rows(self, points: Points, split: Split) -> dict[str, npt.NDArray[np.intp]]:
        if not len(points):
            return super().divided_rows(points, split)
        case = Undivided(points, split, self.order(points), self._words)
        if split.takes_own_tests:
            return self.division.parts(case)
        return split.rows(points, self.division.order(case))

    def _words(self, name: str) -> list[str]:
        """Return what stands in a column for each sample, "" in a gap. Raises Misfit."""
        column = self.found(self.table_or_misfit(), name, "division")
        return [column.shown(row) for row in np.flatnonzero(self._chosen().rows).tolist()]

    @property
    def shares_test(self) -> bool:
        return self.division.shares_test

    def offers(self) -> Mapping[str, Sequence[str]]:
        try:
            return self.division.offers(self.table())
        except BadTable:
            return {}

    def stamp(self) -> Hashable:
        return super().stamp(), self.division.stamp()

    def read_beside(self, folder: Path) -> Self:
        found = super().read_beside(folder)
        return found.changed(division=self.division.moved(lambda path: from_beside(path, folder)))

    def written_beside(self, folder: Path) -> Self:
        found = super().written_beside(folder)
        return found.changed(division=self.division.moved(lambda path: beside(path, folder)))

    def without_folders(self) -> Self:
        found = super().without_folders()
        return found.changed(division=self.division.moved(without_folder))

    def fitted(self, points: Points, train: npt.NDArray[np.intp]) -> Points:
        return self._points(self._chosen(), train) if len(points) else points

    def preparation(self, train: npt.NDArray[np.intp]) -> Preparation | None:
        try:
            return self._prepared(self._chosen(), train)
        except Misfit:
            return None if self.known is None else self.known.preparation

    def outlined(self, points: Points, train: npt.NDArray[np.intp]) -> TableOutline | None:
        ready = self.preparation(train)
        if self.known is not None or ready is None:
            return self.known
        table, names = self.table(), (self.target, *self.more_targets)
        units = tuple(table[name].unit for name in names)
        return TableOutline(ready, points.targets, names, table.dialect.decimal, units)

    def _predicted(self, chosen: ChosenRows, train: npt.NDArray[np.intp]) -> Targets:
        known = chosen.targets
        return scaled(known, chosen.truth[train], self.scaling) if isinstance(known, Values) else known

    def _prepared(self, chosen: ChosenRows, train: npt.NDArray[np.intp]) -> Preparation:
        return Preparation.fit(chosen.uses, chosen.numbers[train], self.missing, self.scaling)

    def _points(self, chosen: ChosenRows, train: npt.NDArray[np.intp]) -> Points:
        ready = self._prepared(chosen, train)
        inputs, targets = ready.inputs(chosen.numbers), self._predicted(chosen, train)
        names = (*ready.names, *("",) * (inputs.shape[1] == 1))
        if inputs.shape[1] == 1:  # a single number lies on the axis
            inputs = np.column_stack([inputs, np.zeros(len(inputs))])
        # Scaled columns have few numbers far out, and these do not make the rest huddle.
        reach = math.inf if isinstance(self.scaling, NoScaling) else REACH
        plane = Coordinates.of_scaled(inputs, ready.scales, reach)
        shape = (inputs.shape[1],) if inputs.shape[1] > INPUTS else None
        return Points(inputs, chosen.truth, targets, names, plane, shape, chosen.tests, scales=ready.scales)

    def _chosen(self) -> ChosenRows:
        """Return what is chosen of the table. Raises Misfit."""
        return CACHE.get((self, self.stamp()), self._choose_rows)

    def _choose_rows(self) -> ChosenRows:
        own = self.table_or_misfit()
        uses, targeted = self.settled(own), self._targeted(own)
        names = (*self.columns, self.target, *self.more_targets)
        table, tests = self.division.with_tests(own, names, self._other)
        if tests:
            uses, targeted = self.settled(table), self._targeted(table)
        if not uses:
            raise Misfit("columns", "choose at least one column to learn from")
        try:
            numbers = np.hstack([use.numbers(table[use.column]) for use in uses])
        except BadTable as error:
            raise Misfit("uses", error.lines[0]) from error
        if numbers.shape[1] > WIDEST:
            text = f"{grouped(numbers.shape[1])} inputs are more than {grouped(WIDEST)}"
            raise Misfit("columns", text)
        classes = self.meaning == "classes"
        measured = (*(table[use.column] for use in uses), *(() if classes else targeted))
        if great := [column.name for column in measured if column.exceeds]:
            place = "columns" if great[0] in self.columns else "target"
            text = f"{shown(great[0])} has numbers beyond {GREATEST:g}: give it in a larger unit"
            raise Misfit(place, text)
        has_targets = np.all([column.known for column in targeted], axis=0)
        whole = has_targets & ~np.isnan(numbers).any(axis=1)
        columns = (*(table[use.column] for use in uses), *targeted)
        rows = self.missing.rows(whole, has_targets, _first_fault(columns))
        if not rows.any():
            raise Misfit("missing", "no rows are left")
        truth, targets = classes_of(targeted[0], rows) if classes else values_of(targeted, rows)
        tests = int(rows[len(rows) - tests :].sum())
        said = self.missing.said(whole, has_targets)
        return ChosenRows(uses, numbers[rows], truth, targets, rows, tests, said)

    def _other(self, path: str, checksum: str) -> Table:
        return self.changed(path=path, checksum=checksum, text="").table_or_misfit()

    def left_out(self) -> str:
        try:
            said = self._chosen().said
        except Misfit:
            said = ""
        vouched = "" if self.checksum or not self.path else UNVOUCHED
        return " ".join(each for each in (super().left_out(), said, vouched) if each)

    def settled(self, table: Table) -> tuple[ColumnUse, ...]:
        """Return what the network is given of each column, word by word. Raises Misfit."""
        chosen = {use.column: use for use in self.uses}
        found = list[ColumnUse]()
        before = set[str]()
        for name in self.columns:
            column = self.found(table, name, "columns")
            if name in (self.target, *self.more_targets):
                raise Misfit(
                    "target" if name == self.target else "more_targets", f"{shown(name)} is an input already"
                )
            if name in before:
                raise Misfit("columns", f"{shown(name)} is chosen twice")
            before.add(name)
            usual = AsNumbers(column=name) if column.numbers is not None else OneHot(column=name)
            try:
                use = chosen.get(name, usual).settled(column)
                found.append(use.among(table.columns, self.dates))
            except BadTable as error:
                raise Misfit("columns", error.lines[0]) from error
        return tuple(found)

    def _targeted(self, table: Table) -> list[Column]:
        """Return the columns to predict, the first of which may hold classes. Raises Misfit."""
        if not self.target:
            raise Misfit("target", "choose a column to predict")
        found = [self.found(table, self.target, "target")]
        for i, name in enumerate(self.more_targets):
            found.append(self.found(table, name, "more_targets"))
            if name in (self.target, *self.more_targets[:i]):
                raise Misfit("more_targets", f"{shown(name)} is chosen twice")
        if self.more_targets and self.meaning == "classes":
            raise Misfit("meaning", "several columns can be predicted together only as values")
        return found


def _first_fault(columns: Sequence[Column]) -> str:
    return next((line for column in columns for line in column.faults), "a cell is empty")
