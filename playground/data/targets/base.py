"""Targets: what is to be predicted of each sample, and everything that follows from it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.targets.metrics import Metrics

Array = npt.NDArray[np.floating]
Labels = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Coding:
    """How an output layer writes classes: the numbers that stand for no and yes."""

    low: float = 0.0
    high: float = 1.0
    one_each: bool = False
    """Whether two classes have an output each; otherwise one output decides between them."""


PROBABILITY = Coding()
"""From 0 for no to 1 for yes."""


@dataclass(frozen=True)
class Statement:
    """A line about one sample: what it is about, and the numbers or the word."""

    name: str
    value: tuple[float, ...] | str
    share: bool = False
    """Whether the numbers are shares, which are written as percentages."""


@dataclass(frozen=True)
class Targets(ABC):
    """What is to be predicted of each sample, and how outputs are judged and read.

    The numbers that an output layer is to reach are (..., units). The targets of data become those of a
    network with ``bound``.
    """

    noun: ClassVar[str]
    """What data with such targets have, in one word."""
    error: ClassVar[str]
    """What a ring around a sample stands for."""
    every_step: ClassVar[bool] = False
    """Whether every step of a sequence has a target of its own."""
    by_hand: ClassVar[bool] = True
    """Whether one number is the target of a sample, so that samples can be painted."""

    @property
    @abstractmethod
    def units(self) -> int:
        """How many outputs the network needs."""

    @property
    @abstractmethod
    def automatic_output(self) -> str:
        """The kind of the output that is meant by ``auto``."""

    @property
    def decides(self) -> bool:
        """Whether outputs decide between classes: then there are accuracies, edges and confusions."""
        return False

    @property
    def classes(self) -> tuple[str, ...]:
        """What the classes are called, numbers where they have no names; empty where there are none."""
        return ()

    @property
    def named(self) -> bool:
        """Whether the classes have names, and not only numbers."""
        return False

    @property
    def output_names(self) -> tuple[str, ...]:
        """What each output stands for, where it stands for one class or symbol; else empty."""
        return self.classes if len(self.classes) == self.units else ()

    @property
    def range(self) -> tuple[float, float]:
        """The numbers between which outputs are drawn."""
        return -1.0, 1.0

    def bound(self, coding: Coding, inputs: tuple[str, ...]) -> Self:
        """Return the targets of a network whose output layer has this coding, and inputs these names."""
        return self

    @abstractmethod
    def encode(self, truth: npt.NDArray[Any], inputs: Array) -> Array:
        """Return the targets (samples, units), given the samples' truth and the network's inputs."""

    @property
    def scaled(self) -> bool:
        """Whether the network sees other numbers than the data have: losses are those of these numbers."""
        return False

    @property
    def unit(self) -> float | None:
        """By what all numbers of the data were divided for the network; None where not all by the same."""
        return None if self.scaled else 1.0

    def in_own_units(self, numbers: Array) -> Array:
        """Return outputs or targets (..., units) in the units of the data, where they were scaled."""
        return numbers

    @property
    def own_range(self) -> tuple[float, float]:
        """The numbers between which the first output is drawn, in the unit of the data."""
        ends = np.repeat(np.array(self.range, float)[:, None], self.units, axis=1)
        low, high = self.in_own_units(ends)[:, 0].tolist()
        return low, high

    @abstractmethod
    def measure(self, targets: Array, outputs: Array) -> Metrics:
        """Return how good outputs (samples, units) are."""

    @abstractmethod
    def grades(self, targets: Array, outputs: Array, most: int) -> Labels:
        """Return how wrong outputs (samples, units) are, from 0 for right to at most ``most``: (samples,)."""

    @abstractmethod
    def statements(self, outputs: Array, most: int, longest: int) -> list[Statement]:
        """Say what the outputs (units,) of one sample mean.

        Of many classes only the ``most`` likely ones are listed; names have at most ``longest`` characters.
        """

    def describe(self, target: Array, longest: int) -> tuple[float, ...] | str:
        """Return the target (units,) of one sample as numbers or as a word."""
        return tuple(target.tolist())

    def labels(self, numbers: Array) -> Labels | None:
        """Return the classes (...) that outputs or targets (..., units) stand for; None if for none."""
        return None

    def shares(self, outputs: Array) -> Array | None:
        """Return the shares (..., classes) of more classes than one number can tell apart, else None."""
        return None

    def confidence(self, outputs: Array) -> Array | None:
        """Return how sure outputs (..., units) of classes are: 0 between classes, 1 wholly on one side."""
        return None

    def edges(self, outputs: Array) -> Iterator[tuple[Array, float]]:
        """Yield heights (...) and levels: where a height crosses its level the decision changes."""
        return iter(())

    def discretised(self, outputs: Array) -> Array:
        """Return outputs (..., units) moved to the nearer end of the range."""
        low, high = self.range
        return np.where(outputs > (low + high) / 2.0, high, low)

    def heights(self, targets: Array) -> Array:
        """Return one number (samples,) to draw for each target."""
        return targets[:, 0]
