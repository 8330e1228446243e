"""What is known of data whose file is not here: enough for a network of theirs to be seen."""

from __future__ import annotations

import json
import math
from abc import ABC, abstractmethod
from typing import Any, Self

from playground.data.samples import Points
from playground.data.targets.base import Targets
from playground.data.targets.values import AS_IT_IS, Scale


class Outline(ABC):
    """What samples are like, and what is predicted of them: no sample. It travels with the weights."""

    targets: Targets

    @property
    def scale(self) -> Scale:
        """What was subtracted from every number of samples that have a shape, and by what the rest was
        divided.
        """
        return AS_IT_IS

    @abstractmethod
    def points(self) -> Points:
        """Return its points, of which there are none."""

    @abstractmethod
    def described(self) -> str:
        """Return all of it as JSON; ``recalled`` reads it."""

    def agrees(self, other: Outline) -> bool:
        """Return whether another says the same, but for the rounding of numbers."""
        return _alike(json.loads(self.described()), json.loads(other.described()))

    @classmethod
    @abstractmethod
    def recalled(cls, text: str) -> Self:
        """Return what was described. Raises ValueError for anything else."""


def _alike(one: Any, other: Any) -> bool:
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_alike(one[name], other[name]) for name in one)
        case list(), list():
            return len(one) == len(other) and all(map(_alike, one, other))
        case float(), float():
            return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
    return bool(one == other)
