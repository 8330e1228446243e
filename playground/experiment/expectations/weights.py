"""Waiting for a weight or bias of the network."""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal

from playground.experiment.expectations.base import Expectation, LessonState
from playground.parts.counts import number
from playground.parts.setting import setting


class _OfWeight(Expectation):
    weight: str = setting("1.weight[0,0]", "The weight or bias, by its address.", longest=40)
    value: float = setting(0.0, "The number to compare it with.", ge=-1e6, le=1e6)

    @property
    def pointed(self) -> tuple[str, str] | None:
        return "weight", self.weight

    def met(self, state: LessonState) -> bool:
        return self.weight in state.numbers and self._holds(state.numbers[self.weight])

    @abstractmethod
    def _holds(self, weight: float) -> bool:
        """Return whether the weight is as it is waited for."""


class WeightAtLeast(_OfWeight):
    """A weight or bias has risen to a value."""

    kind: Literal["weight-at-least"] = "weight-at-least"

    def _holds(self, weight: float) -> bool:
        return weight >= self.value

    def words(self) -> str:
        return f"{self.weight} is at least {number(self.value)}"


class WeightAtMost(_OfWeight):
    """A weight or bias has fallen to a value."""

    kind: Literal["weight-at-most"] = "weight-at-most"

    def _holds(self, weight: float) -> bool:
        return weight <= self.value

    def words(self) -> str:
        return f"{self.weight} is at most {number(self.value)}"


class WeightAbout(_OfWeight):
    """A weight or bias is close to a value."""

    kind: Literal["weight-about"] = "weight-about"
    tolerance: float = setting(0.001, "How far from it the weight may be.", gt=0.0, le=1e6)

    def _holds(self, weight: float) -> bool:
        return abs(weight - self.value) <= self.tolerance

    def words(self) -> str:
        return f"{self.weight} is about {number(self.value)}"
