"""What training makes small: one number for how far outputs are from targets, and its derivative.

Outputs and targets are (batch, outputs) or, in a population, (P, batch, outputs)."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Activation, Array
from playground.engine.symbolic.expressions import Line, Symbol, Term
from playground.parts.part import Part

Terms = Sequence[Term]
"""One for each output."""


class Loss(Part, family="loss"):
    """How far outputs are from targets, as a mean over the batch."""

    link: ClassVar[type[Activation] | None] = None
    """The output activation that belongs to the loss, if one does: both are then computed together, from the
    sums before the activation (logits), where they are exact at any size."""
    accepts: ClassVar[tuple[type[Activation], ...]] = ()
    """The output activations that the loss has a meaning for; empty: all. With a link it is the only one."""
    for_classes: ClassVar[bool] = False
    """Whether it has no meaning for values."""
    slope_in_words: ClassVar[str] = "its derivative with respect to the outputs, row by row"
    """What the slopes are that go back into the network, in words."""
    target_range: ClassVar[tuple[float, float] | None] = None
    """The numbers between which targets must lie, if not all can be reached."""
    degree: ClassVar[int | None] = None
    """By which power of a factor it grows where outputs and targets grow by the factor, and does not change
    where all are shifted alike; None where no power does."""

    def misfit(self, classes: int) -> tuple[str, str] | None:
        """Return (path, reason) if the loss's settings do not fit so many classes."""
        return None

    @abstractmethod
    def value(self, a: Array, y: Array) -> Any:
        """Return the loss of outputs ``a``, or with a link of sums, for targets ``y``: a scalar, or (P,)."""

    @abstractmethod
    def derivative(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative of the loss with respect to the outputs ``a``, or with a link to their sums.

        All are (batch, outputs), in a population (P, batch, outputs); ``a`` are outputs in either case.
        """

    def counts(self, y: Array) -> Any:
        """Return what the sum over the batch is divided by: its size, or (...) of weighted samples."""
        return y.shape[-2]

    def shares(self, y: Array) -> Array:
        """Return how much each sample's own loss counts in that of the batch, (..., batch)."""
        return np.full(y.shape[:-1], 1.0 / y.shape[-2], y.dtype)

    def step_shares(self, y: Array) -> Array:
        """Return how much each step counts in a sample's own loss, (..., batch, 1): there is but one."""
        return np.ones((*y.shape[:-1], 1))

    def corner(self, a: Array, y: Array) -> Array | None:
        """Return what changes its sign where the slope, or its own slope, jumps, like ``a``; or None."""
        return None

    @abstractmethod
    def formula(self, a: Terms, y: Terms) -> Term:
        """Return the loss of one sample as it is to be read; with a link, ``a`` are sums."""

    def textbook_formula(self, a: Terms, y: Terms) -> Term:
        """Return the same as textbooks write it: of outputs ``a``, whatever it is computed from."""
        return self.formula(a, y)

    def rows_formula(self, a: Symbol, y: Symbol) -> Term | None:
        """Return the losses of all samples, one below the other, as textbooks write them with matrices.

        Outputs and targets are (samples, outputs). None where textbooks do not.
        """
        return None

    def rows_slope_formula(self, a: Symbol, y: Symbol, count: int) -> Term | None:
        """Return their derivatives with respect to the outputs, or with a link to the sums, by ``count``."""
        return None

    def rows_lines(self, a: Symbol, y: Symbol) -> Iterator[Line]:
        """Yield the lines for what both of these go by."""
        yield from ()

    @abstractmethod
    def slope_formula(self, unit: int, a: Terms, y: Terms) -> Term:
        """Return its derivative with respect to one output ``a``, or with a link to its sum, to be read."""


def mean(per_output: Array) -> Any:
    """Return the mean over outputs and batch, of (..., batch, outputs): (...)."""
    return per_output.sum(axis=(-2, -1)) / (per_output.shape[-2] * per_output.shape[-1])


def mean_of_sums(per_output: Array) -> Any:
    """Return the sum over the outputs, averaged over the batch, of (..., batch, outputs): (...)."""
    return per_output.sum(axis=(-2, -1)) / per_output.shape[-2]


def scale(out: Array, factor: float) -> None:
    """Multiply in place by one of few numbers, which are kept as NumPy has them: to convert one takes longer
    than the product does.
    """
    np.multiply(out, _kept(factor, out.dtype), out)


@lru_cache(maxsize=256)
def _kept(number: float, dtype: npt.DTypeLike) -> Array:
    return np.array(number, dtype)
