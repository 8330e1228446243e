"""Sets as targets: of a few symbols more than one may be right, and all of them are to be named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.targets.base import PROBABILITY, Array, Coding, Labels, Statement, Targets
from playground.data.targets.metrics import ClassMetrics, of_classes

OTHER = "another set"


@dataclass(frozen=True)
class Sets(Targets):
    """Every sample has one of a few ``sets`` of ``symbols``; truth is the number of the set.

    Each symbol has an output. A sample is right if all symbols of its set are predicted and no other is:
    those whose output is above the middle or, where outputs are shares of 1, above half the share that a
    symbol of the largest set has.
    """

    noun: ClassVar[str] = "sets"
    error: ClassVar[str] = "misclassified"
    by_hand: ClassVar[bool] = False
    symbols: tuple[str, ...]
    sets: tuple[tuple[int, ...], ...]
    coding: Coding = PROBABILITY

    @property
    def decides(self) -> bool:
        return True

    @property
    def units(self) -> int:
        return len(self.symbols)

    @property
    def automatic_output(self) -> str:
        return "sigmoid"

    @property
    def classes(self) -> tuple[str, ...]:
        """The sets, and last whatever else may be predicted."""
        return (*(" ".join(self.symbols[i] for i in each) for each in self.sets), OTHER)

    @property
    def named(self) -> bool:
        return True

    @property
    def output_names(self) -> tuple[str, ...]:
        return self.symbols

    @property
    def range(self) -> tuple[float, float]:
        return self.coding.low, self.coding.high

    @property
    def _members(self) -> npt.NDArray[np.bool_]:
        """Which symbols are in which set, (sets, symbols)."""
        return np.array([[i in each for i in range(self.units)] for each in self.sets])

    def bound(self, coding: Coding, inputs: tuple[str, ...]) -> Self:
        return replace(self, coding=coding)

    def encode(self, truth: npt.NDArray[Any], inputs: Array) -> Array:
        members = self._members
        rows = np.where(members, self.coding.high, self.coding.low)
        if self.coding.one_each:  # shares of 1, each symbol of a set as likely as the others
            rows = members / members.sum(axis=1, keepdims=True)
        return np.asarray(rows[truth])

    def _predicted(self, numbers: Array) -> npt.NDArray[np.bool_]:
        largest = max(map(len, self.sets))
        middle = 0.5 / largest if self.coding.one_each else sum(self.range) / 2.0
        return np.asarray(numbers > middle)

    def labels(self, numbers: Array) -> Labels:
        predicted = self._predicted(numbers)
        found = np.full(predicted.shape[:-1], len(self.sets), np.intp)
        for number, members in enumerate(self._members):
            found[(predicted == members).all(axis=-1)] = number
        return found

    def measure(self, targets: Array, outputs: Array) -> ClassMetrics:
        return of_classes(self.labels(targets), self.labels(outputs), len(self.classes))

    def grades(self, targets: Array, outputs: Array, most: int) -> Labels:
        with np.errstate(all="ignore"):
            return np.asarray(self.labels(outputs) != self.labels(targets), np.intp)

    def statements(self, outputs: Array, most: int, longest: int) -> list[Statement]:
        first = np.argsort(-outputs, kind="stable")[:most]
        share = self.coding.low == 0.0
        lines = [Statement(self.symbols[k], (float(outputs[k]),), share=share) for k in first]
        return [*lines, Statement("predicted", self.describe(outputs, longest))]

    def describe(self, target: Array, longest: int) -> str:
        names = [self.symbols[i] for i in np.flatnonzero(self._predicted(target))]
        return " or ".join(names)[:longest] or "none"

    def heights(self, targets: Array) -> Array:
        return np.asarray(targets.max(axis=1))
