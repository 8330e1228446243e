"""Regularizers that act after a step: the loss and its gradient know nothing of them."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.regularizers.base import NOTHING, Limit, Limited, Regularizer, penalty_rate
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import absolute, minimum, sign, where_less
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting


class MaxNorm(Regularizer):
    """Limits the norm of each unit's incoming weights: after each step longer ones are scaled down."""

    title = "Max norm"
    kind: Literal["max-norm"] = "max-norm"
    limit: float = setting(
        3.0,
        "The largest norm of a unit's incoming weights.",
        gt=0.0,
        le=100.0,
        log=True,
        live=True,
        letter="w_max",
    )

    def penalty(self, weights: Array) -> Any:
        return np.zeros(len(weights))

    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        return None

    def constrain(self, weights: Sequence[Array], before: Sequence[Array]) -> Limit | None:
        limit = np.reshape(self.limit, (-1, 1, 1))
        matrices = [weight.reshape(len(weight), -1, weight.shape[-1]) for weight in weights]

        def cut(rate: Any) -> None:
            for weight in matrices:
                length = np.sqrt((weight * weight).sum(axis=-2, keepdims=True))
                weight *= np.minimum(1.0, limit / np.maximum(length, 1e-12))

        return cut

    def formula(self, w: Term) -> Term:
        return NOTHING

    def slope_formula(self, w: Term) -> Term:
        return NOTHING

    def limit_formula(self, step: Limited) -> Term:
        return step.w * minimum(1, setting_symbol(self, "limit") / step.length)


class L1ToZero(Regularizer):
    """L1 as a step of its own: a weight that would cross zero becomes 0 and stays 0 (TensorFlow Playground).

    Every weight that is 0 stays so: a network that starts with weights of zero does not learn.
    """

    title = "L1, zero stays zero"
    kind: Literal["l1-to-zero"] = "l1-to-zero"
    rate: float = penalty_rate()

    def penalty(self, weights: Array) -> Any:
        return np.zeros(len(weights))

    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        return None

    def constrain(self, weights: Sequence[Array], before: Sequence[Array]) -> Limit | None:
        def pull(rate: Any) -> None:
            for weight, old in zip(weights, before, strict=True):
                # In the weights' precision, so that a network in a population is as it is alone.
                speed = np.asarray(rate, weight.dtype) * np.asarray(self.rate, weight.dtype)
                side = np.sign(weight)
                weight -= speed.reshape(-1, *(1,) * (weight.ndim - 1)) * np.sign(old)
                weight[(old == 0.0) | (side * np.sign(weight) < 0.0)] = 0.0

        return pull

    def formula(self, w: Term) -> Term:
        return NOTHING

    def slope_formula(self, w: Term) -> Term:
        return NOTHING

    def limit_formula(self, step: Limited) -> Term:
        pulled = step.w - step.rate * setting_symbol(self, "rate") * sign(step.before)
        return absolute(sign(step.before)) * where_less(step.w * pulled, 0, 0, pulled)
