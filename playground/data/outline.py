"""What is known of data whose file is not here: enough for a network of theirs to be seen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self

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

    @classmethod
    @abstractmethod
    def recalled(cls, text: str) -> Self:
        """Return what was described. Raises ValueError for anything else."""
