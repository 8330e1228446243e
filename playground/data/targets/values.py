"""Values as targets: one number or several for every sample; and the inputs themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.targets.base import Array, Coding, Labels, Statement, Targets
from playground.data.targets.metrics import ValueMetrics, of_values

Scale = tuple[float, float]
"""What is subtracted from a number, and by what the rest is divided."""
AS_IT_IS: Scale = (0.0, 1.0)


@dataclass(frozen=True)
class _Numbers(Targets):
    """Numbers of any size, which are met more or less well."""

    error: ClassVar[str] = "largest |error|"
    scales: tuple[Scale, ...] = field(default=(), kw_only=True)
    """How each number was scaled for the network, or all alike; empty where none was."""

    @property
    def automatic_output(self) -> str:
        return "identity"

    @property
    def scaled(self) -> bool:
        return any(scale != AS_IT_IS for scale in self.scales)

    @property
    def unit(self) -> float | None:
        units = {unit for _, unit in self.scales} or {1.0}
        return units.pop() if len(units) == 1 else None

    def in_own_units(self, numbers: Array) -> Array:
        if not self.scales:
            return numbers
        shift, unit = np.array(self.scales).T
        with np.errstate(all="ignore"):
            return np.asarray(shift + unit * numbers.astype(float))

    def measure(self, targets: Array, outputs: Array) -> ValueMetrics:
        return of_values(self.in_own_units(targets), self.in_own_units(outputs))

    def _one_by_one(self, targets: Array, outputs: Array, names: Sequence[str]) -> ValueMetrics:
        """Return how good outputs are that have each a unit of their own, and so no common error."""
        true, predicted = self.in_own_units(targets), self.in_own_units(outputs)
        each = {name: of_values(true[:, [i]], predicted[:, [i]]) for i, name in enumerate(names)}
        r2 = sum(one.r2 for one in each.values()) / len(each)
        return ValueMetrics(r2, mae=float("nan"), rmse=float("nan"), each=each)

    def grades(self, targets: Array, outputs: Array, most: int) -> Labels:
        """An error of half the range of the values is ``most``."""
        if outputs.shape != targets.shape:
            return np.zeros(len(targets), np.intp)
        half = max(float(np.ptp(targets)), 1e-9) / 2.0 if targets.size else 1.0
        with np.errstate(all="ignore"):
            errors = np.nan_to_num(np.linalg.norm(outputs - targets, axis=1), nan=np.inf)
        return np.asarray(np.minimum(most * errors / half, most), np.intp)

    def statements(self, outputs: Array, most: int, longest: int) -> list[Statement]:
        values = self.in_own_units(outputs)
        return [
            Statement(name[:longest], (float(value),))
            for name, value in zip(self._called(), values, strict=True)
        ]

    def describe(self, target: Array, longest: int) -> tuple[float, ...] | str:
        return tuple(self.in_own_units(target).tolist())

    def _called(self) -> list[str]:
        """Return what the outputs are called where each has a line."""
        return [f"output {i + 1}" for i in range(self.units)] if self.units > 1 else ["output"]


@dataclass(frozen=True)
class Values(_Numbers):
    """Every sample has ``count`` values; truth is (samples,) for one, or (samples, count)."""

    noun: ClassVar[str] = "values"
    count: int = 1
    names: tuple[str, ...] = ()
    """What the data call the values; empty where they have no names."""

    @property
    def units(self) -> int:
        return self.count

    @property
    def output_names(self) -> tuple[str, ...]:
        return self.names if self.count > 1 else ()

    def encode(self, truth: npt.NDArray[Any], inputs: Array) -> Array:
        columns = truth if truth.ndim > 1 else truth[:, None]
        if not self.scales:
            return columns
        shift, unit = np.array(self.scales).T
        return np.asarray((columns - shift) / unit)

    def measure(self, targets: Array, outputs: Array) -> ValueMetrics:
        if self.count < 2 or not self.names:
            return super().measure(targets, outputs)
        return self._one_by_one(targets, outputs, self.names)

    def _called(self) -> list[str]:
        return list(self.names) if self.count > 1 and self.names else super()._called()


@dataclass(frozen=True)
class Inputs(_Numbers):
    """The network is to give back its own inputs, as an autoencoder does."""

    noun: ClassVar[str] = "inputs as targets"
    by_hand: ClassVar[bool] = False
    names: tuple[str, ...] = ()
    """What the network's inputs are called."""

    @property
    def units(self) -> int:
        return max(len(self.names), 1)  # without inputs nothing is run

    @property
    def output_names(self) -> tuple[str, ...]:
        return self.names if self.unit is None else ()  # each has a unit of its own

    def bound(self, coding: Coding, inputs: tuple[str, ...]) -> Self:
        return replace(self, names=inputs)

    def measure(self, targets: Array, outputs: Array) -> ValueMetrics:
        if self.unit is not None:
            return super().measure(targets, outputs)
        return self._one_by_one(targets, outputs, self.names)

    def encode(self, truth: npt.NDArray[Any], inputs: Array) -> Array:
        return inputs if self.names else np.zeros((len(inputs), 1))
