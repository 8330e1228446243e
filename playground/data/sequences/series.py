"""A series of numbers, from a column of a table: what comes next after a window of them?"""

from dataclasses import replace
from typing import Literal

import numpy as np

from playground.data.file_set import Misfit
from playground.data.formula import FARTHEST
from playground.data.samples import Array, Points
from playground.data.tables.table_file import TableFile
from playground.data.targets.values import Scale, Values
from playground.parts.counts import grouped
from playground.parts.setting import setting
from playground.parts.text import shown

TESTED = 0.2
"""Share of the series, at its end, that is kept for testing."""
NUMBERS = 10_000_000
"""Most numbers that all windows have together."""


class Series(TableFile):
    """A column of a table, row after row: the value after every window is to be predicted.

    The last fifth of the values is to test on.
    """

    kind: Literal["series"] = "series"
    path: str = setting(
        "", "The table, relative to the preset's folder.", longest=4096, label="File", path=True
    )
    column: str = setting("", "The column with the values.", longest=100)
    steps: int = setting(
        20, "How many values are seen before the one to predict.", ge=1, le=200, label="Window"
    )
    standardise: bool = setting(
        True, "Shift and scale the values to mean 0 and standard deviation 1.", label="Standardize"
    )

    def arranged(self, generator: np.random.Generator) -> Points:
        values = self._values()
        shift, unit = self.fitted_scale()
        windows = np.lib.stride_tricks.sliding_window_view((values - shift) / unit, self.steps + 1)
        scales = ((shift, unit),) if self.standardise else ()
        targets = Values(names=(self.column,), scales=scales)
        tests = len(values) - self._cut(len(values))
        seen = windows[:, :-1, None].astype(np.float32)
        return replace(Points.shaped(seen, values[self.steps :], targets, tests), scales=scales)

    def fitted_scale(self) -> Scale:
        if not self.standardise:
            return 0.0, 1.0
        values = self._values()
        known = values[: self._cut(len(values))]
        with np.errstate(all="ignore"):
            return float(known.mean()), float(known.std() or 1.0)

    def _cut(self, count: int) -> int:
        """Return how many of so many values are not to test on."""
        return count - max(1, int(count * TESTED))

    def check(self) -> None:
        self._values()

    def _values(self) -> Array:
        """Return the series as it stands in the table. Raises Misfit."""
        column = self.found(self.table_or_misfit(), self.column, "column")
        if column.numbers is None:
            raise Misfit("column", f"{shown(self.column)} holds text, and a series is of numbers")
        if column.faults:
            raise Misfit("column", f"{column.faults[0]}: a series has no gaps")
        values = column.numbers
        if self._cut(len(values)) <= self.steps:
            needed = f"a window of {self.steps} needs more than {grouped(self.steps)} to train on"
            raise Misfit("steps", f"{grouped(len(values))} values, and {needed}, besides the last fifth")
        if len(values) * self.steps > NUMBERS:
            most = NUMBERS // len(values)
            raise Misfit("steps", f"{grouped(len(values))} windows have room for {grouped(most)} values each")
        known = values[: self._cut(len(values))]
        with np.errstate(all="ignore"):
            learned = (values - known.mean()) / (known.std() or 1.0) if self.standardise else values
        if not (np.abs(learned) <= FARTHEST).all():
            advice = "" if self.standardise else ": standardize it"
            raise Misfit("standardise", f"{shown(self.column)} goes beyond {grouped(FARTHEST)}{advice}")
        return values
