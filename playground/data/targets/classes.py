"""Classes as targets: every sample belongs to one of a few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from playground.data.targets.base import PROBABILITY, Array, Coding, Labels, Statement, Targets
from playground.data.targets.metrics import ClassMetrics, of_classes
from playground.data.targets.short_names import short_names

MOST_CLASSES = 64
"""So many classes can be told apart."""


@dataclass(frozen=True)
class Classes(Targets):
    """Every sample belongs to one of ``count`` classes, which may have names; truth is its number."""

    noun = "classes"
    error = "misclassified"
    count: int
    names: tuple[str, ...] = ()
    coding: Coding = PROBABILITY

    @property
    def decides(self) -> bool:
        return True

    @property
    def units(self) -> int:
        return max(self.count, 1) if self.count > 2 or self.coding.one_each else 1

    @property
    def automatic_output(self) -> str:
        return "sigmoid" if self.count == 2 else "softmax"

    @property
    def classes(self) -> tuple[str, ...]:
        return self.names or tuple(str(i + 1) for i in range(self.count))

    @property
    def named(self) -> bool:
        return bool(self.names)

    @property
    def range(self) -> tuple[float, float]:
        return self.coding.low, self.coding.high

    def bound(self, coding: Coding, inputs: tuple[str, ...]) -> Self:
        return replace(self, coding=coding)

    def encode(self, truth: npt.NDArray[Any], inputs: Array) -> Array:
        hit = truth[:, None] == (np.arange(self.units) if self.units > 1 else 1)
        return np.where(hit, self.coding.high, self.coding.low)

    def labels(self, numbers: Array) -> Labels:
        if numbers.shape[-1] > 1:
            return np.asarray(numbers.argmax(axis=-1), np.intp)
        return np.asarray(numbers[..., 0] > (self.coding.low + self.coding.high) / 2, np.intp)

    def measure(self, targets: Array, outputs: Array) -> ClassMetrics:
        return of_classes(self.labels(targets), self.labels(outputs), self.count)

    def grades(self, targets: Array, outputs: Array, most: int) -> Labels:
        with np.errstate(all="ignore"):
            return np.asarray(self.labels(outputs) != self.labels(targets), np.intp)

    def statements(self, outputs: Array, most: int, longest: int) -> list[Statement]:
        names = self._called(longest)
        if len(outputs) > 1:
            first = np.argsort(-outputs, kind="stable")[:most]
            lines = [Statement(names[k], (float(outputs[k]),), share=True) for k in first]
        elif self.coding.low == 0.0:
            second = float(outputs[0])
            lines = [
                Statement(names[k], (share,), share=True) for k, share in ((1, second), (0, 1.0 - second))
            ]
        else:
            lines = [Statement("output", (float(outputs[0]),))]
        return [*lines, Statement("predicted", names[int(self.labels(outputs))])]

    def describe(self, target: Array, longest: int) -> str:
        return self._called(longest)[int(self.labels(target))]

    def _called(self, longest: int) -> tuple[str, ...]:
        names = short_names(self.classes, longest)
        return names if self.names else tuple(f"class {name}" for name in names)

    def shares(self, outputs: Array) -> Array | None:
        return self._shares(outputs) if outputs.shape[-1] > 1 else None

    def _shares(self, outputs: Array) -> Array:
        low, high = self.range
        shares = np.clip((outputs - low) / (high - low), 0.0, 1.0)
        return np.asarray(shares / np.maximum(shares.sum(axis=-1, keepdims=True), 1.0))

    def confidence(self, outputs: Array) -> Array:
        units = outputs.shape[-1]
        if units == 1:
            low, high = self.range
            half = (high - low) / 2.0
            return np.asarray(np.clip(np.abs(outputs[..., 0] - low - half) / half, 0.0, 1.0))
        first = self._shares(outputs).max(axis=-1)
        return np.asarray(np.clip((first - 1.0 / units) / (1.0 - 1.0 / units), 0.0, 1.0))

    def edges(self, outputs: Array) -> Iterator[tuple[Array, float]]:
        if outputs.shape[-1] == 1:
            yield outputs[..., 0], sum(self.range) / 2.0
            return
        # An edge between two classes is one of the first of them, so the last class needs no line of its own.
        for label in range(outputs.shape[-1] - 1):
            others = np.delete(outputs, label, axis=-1).max(axis=-1)
            yield outputs[..., label] - others, 0.0

    def discretised(self, outputs: Array) -> Array:
        if outputs.shape[-1] == 1:
            return super().discretised(outputs)
        hit = np.arange(outputs.shape[-1]) == self.labels(outputs)[..., None]
        return np.where(hit, self.coding.high, self.coding.low)

    def heights(self, targets: Array) -> Array:
        return np.asarray(targets.max(axis=1))
