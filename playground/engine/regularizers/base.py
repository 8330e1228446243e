"""What keeps weights small, and the choice of nothing at all."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.symbolic.expressions import Constant, Term, number
from playground.parts.part import Part
from playground.parts.setting import setting

Limit = Callable[[Any], None]

NOTHING = Constant(number(0.0))
"""The formula of a rule that adds nothing."""


def penalty_rate() -> float:
    """Declare a regularizer's rate."""
    found: float = setting(
        0.001,
        "Rate of the regularizer: how much the penalty counts.",
        ge=0.0,
        le=10.0,
        log=True,
        live=True,
        letter="λ",
    )
    return found


@dataclass(frozen=True)
class Limited:
    """What a limit may look at: a weight as the step has left it, and what belongs to it."""

    w: Term
    before: Term
    """The weight before the step."""
    rate: Term
    """The learning rate of the step."""
    length: Term
    """Of all weights that lead to its unit, as the step has left them."""


class Regularizer(Part, family="regularizer"):
    """What keeps weights small."""

    corner: ClassVar[bool] = False
    """Whether the penalty's slope jumps where a weight is zero."""

    @abstractmethod
    def penalty(self, weights: Array) -> Any:
        """Return what is added to the loss for ``weights`` (P, n), biases zeroed: (P,)."""

    @abstractmethod
    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        """Return a procedure that adds its share to ``gradient``; all (P, n), ``mask`` 1 at weights."""

    def constrain(self, weights: Sequence[Array], before: Sequence[Array]) -> Limit | None:
        """Return a procedure that, after a step, limits ``weights``, each (P, ..., units), in place.

        ``before`` are the weights before the step; the procedure is given its learning rate.
        """
        return None

    @abstractmethod
    def formula(self, w: Term) -> Term:
        """Return the penalty of one weight as it is to be read."""

    @abstractmethod
    def slope_formula(self, w: Term) -> Term:
        """Return one weight's share of the gradient as it is to be read."""

    def limit_formula(self, step: Limited) -> Term:
        """Return what becomes of a weight after a step; the weight itself where there is no limit."""
        return step.w


class NoRegularizer(Regularizer):
    """No penalty: weights may grow freely."""

    kind: Literal["none"] = "none"

    def penalty(self, weights: Array) -> Any:
        return np.zeros(len(weights))

    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        return None

    def formula(self, w: Term) -> Term:
        return NOTHING

    def slope_formula(self, w: Term) -> Term:
        return NOTHING
