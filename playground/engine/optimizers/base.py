"""What all optimizers share: PyTorch's rules, defaults and order of operations.

Parameters, gradient and every array of state are (P, n): one row for each network.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.symbolic.expressions import Line
from playground.engine.symbolic.update_lines import (
    OptimizerStep,
)
from playground.parts.part import Part

State = dict[str, Array]
Update = Callable[[int, float], None]
Evaluate = Callable[[], float]


class Optimizer(Part, family="optimizer"):
    """How a gradient becomes a change of the parameters."""

    state_names: ClassVar[tuple[str, ...]] = ()
    """Names of the state arrays, one number for each parameter; they start at zero."""
    whole_batches: ClassVar[bool] = False
    """Whether every step must see the whole training set."""
    clips: ClassVar[bool] = True
    """Whether it goes by the gradient that clipping hands on, and not by those that it computes itself."""

    learning_rate: float

    def start(self, parameters: Array) -> State:
        """Return what the rule remembers, before its first step on parameters (P, n)."""
        return {name: np.zeros_like(parameters) for name in self.state_names}

    @abstractmethod
    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        """Return a procedure that makes step ``t`` (from 1) at a learning rate, in place.

        ``parameters`` and ``gradient`` are (P, n). A rule that looks before it leaps calls ``evaluate``,
        which returns the loss of the batch for the parameters as they are and writes its gradient; it may
        raise ValueError for a population.
        """

    @abstractmethod
    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        """Yield the rule line by line as it is to be read; the last line is the new parameter."""


def scalar(like: Array, value: Any = 0.0) -> Array:
    """Return room for a number of each network, (P, 1), or of the only one, ().

    An array, for NumPy takes as long to convert a Python number as to multiply a small network by it.
    """
    room = np.empty((len(like), 1) if len(like) > 1 else (), like.dtype)
    room[...] = value
    return room


def lerp(mean: Array, gradient: Array, kept: float, share: Array) -> None:
    """mean = kept * mean + (1 - kept) * gradient, as PyTorch's lerp computes it."""
    np.subtract(gradient, mean, out=share)
    np.multiply(share, 1.0 - kept, out=share)
    np.add(mean, share, out=mean)


def mix(square: Array, gradient: Array, kept: float, share: Array) -> None:
    """square = kept * square + (1 - kept) * gradient**2."""
    np.multiply(gradient, gradient, out=share)
    np.multiply(share, 1.0 - kept, out=share)
    np.multiply(square, kept, out=square)
    np.add(square, share, out=square)
