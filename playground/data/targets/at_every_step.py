"""Targets at every step of a sequence: each step is judged as a sample is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.targets.base import Array, Coding, Labels, Statement, Targets
from playground.data.targets.metrics import Metrics


@dataclass(frozen=True)
class AtEveryStep(Targets):
    """Every step of a sequence has a target of the sort ``of``; truth is (samples, steps).

    ``units`` are those of one step. Outputs and targets of a sample are (steps * units,), step after step,
    for any number of steps.
    """

    noun: ClassVar[str] = "targets at every step"
    error: ClassVar[str] = "steps that are wrong"
    by_hand: ClassVar[bool] = False
    every_step: ClassVar[bool] = True
    of: Targets

    @property
    def decides(self) -> bool:
        return self.of.decides

    @property
    def units(self) -> int:
        return self.of.units

    @property
    def automatic_output(self) -> str:
        return self.of.automatic_output

    @property
    def classes(self) -> tuple[str, ...]:
        return self.of.classes

    @property
    def named(self) -> bool:
        return self.of.named

    @property
    def output_names(self) -> tuple[str, ...]:
        return self.of.output_names

    @property
    def range(self) -> tuple[float, float]:
        return self.of.range

    def bound(self, coding: Coding, inputs: tuple[str, ...]) -> Self:
        return replace(self, of=self.of.bound(coding, inputs))

    def encode(self, truth: npt.NDArray[Any], inputs: Array) -> Array:
        steps = truth.reshape(-1, *truth.shape[2:])
        encoded = self.of.encode(steps, np.empty((len(steps), 0)))
        return encoded.reshape(len(truth), truth.shape[1] * self.units)

    def steps(self, numbers: Array) -> Array:
        """Return outputs or targets (..., steps * units) as (..., steps, units)."""
        return numbers.reshape(*numbers.shape[:-1], numbers.shape[-1] // self.units, self.units)

    @property
    def scaled(self) -> bool:
        return self.of.scaled

    @property
    def unit(self) -> float | None:
        return self.of.unit

    def in_own_units(self, numbers: Array) -> Array:
        return self.of.in_own_units(self.steps(numbers)).reshape(numbers.shape)

    def measure(self, targets: Array, outputs: Array) -> Metrics:
        return self.of.measure(*(array.reshape(-1, self.units) for array in (targets, outputs)))

    def grades(self, targets: Array, outputs: Array, most: int) -> Labels:
        """The mean over the steps, rounded up, so that 0 means that all are right."""
        if outputs.shape != targets.shape:
            return np.zeros(len(targets), np.intp)
        true, found = (array.reshape(-1, self.units) for array in (targets, outputs))
        each = self.of.grades(true, found, most).reshape(len(targets), targets.shape[1] // self.units)
        return np.asarray(np.ceil(each.mean(axis=1)), np.intp)

    def statements(self, outputs: Array, most: int, longest: int) -> list[Statement]:
        return [
            Statement(f"step {t}: {line.name}", line.value, line.share)
            for t, row in enumerate(self.steps(outputs), 1)
            for line in self.of.statements(row, most, longest)[-1:]
        ]

    def describe(self, target: Array, longest: int) -> tuple[float, ...] | str:
        each = [self.of.describe(row, longest) for row in self.steps(target)]
        if any(isinstance(one, str) for one in each):
            return " ".join(str(one) for one in each)
        return tuple(float(number) for one in each for number in one)

    def labels(self, numbers: Array) -> Labels | None:
        return self.of.labels(self.steps(numbers))

    def shares(self, outputs: Array) -> Array | None:
        return self.of.shares(self.steps(outputs))

    def confidence(self, outputs: Array) -> Array | None:
        return self.of.confidence(self.steps(outputs))

    def edges(self, outputs: Array) -> Iterator[tuple[Array, float]]:
        return iter(())  # an edge is one of a plane, and sequences lie in none

    def discretised(self, outputs: Array) -> Array:
        return self.of.discretised(self.steps(outputs)).reshape(outputs.shape)

    def heights(self, targets: Array) -> Array:
        each = self.of.heights(targets.reshape(-1, self.units)).reshape(
            len(targets), targets.shape[1] // self.units
        )
        return np.asarray(each.mean(axis=1))
