"""Penalties on every weight, each with its share of the gradient. Biases go free."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.regularizers.base import Regularizer, penalty_rate
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import absolute, sign
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting


class L1(Regularizer):
    """Pulls every weight towards zero at the same speed, so that many end near it: rate · |w|."""

    title = "L1"
    corner = True
    kind: Literal["l1"] = "l1"
    rate: float = penalty_rate()

    def penalty(self, weights: Array) -> Any:
        return (self.rate * np.abs(weights)).sum(axis=-1)

    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        pull, share = self.rate * mask, np.empty_like(gradient)

        def add() -> None:
            np.sign(parameters, out=share)
            np.multiply(share, pull, out=share)
            np.add(gradient, share, out=gradient)

        return add

    def formula(self, w: Term) -> Term:
        return setting_symbol(self, "rate") * absolute(w)

    def slope_formula(self, w: Term) -> Term:
        return setting_symbol(self, "rate") * sign(w)


class L2(Regularizer):
    """Pulls every weight towards zero in proportion to its size: rate · w² / 2 (weight decay)."""

    title = "L2"
    kind: Literal["l2"] = "l2"
    rate: float = penalty_rate()

    def penalty(self, weights: Array) -> Any:
        return (0.5 * self.rate * weights**2).sum(axis=-1)

    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        pull, share = self.rate * mask, np.empty_like(gradient)

        def add() -> None:
            np.multiply(parameters, pull, out=share)
            np.add(gradient, share, out=gradient)

        return add

    def formula(self, w: Term) -> Term:
        return setting_symbol(self, "rate") / 2 * w**2

    def slope_formula(self, w: Term) -> Term:
        return setting_symbol(self, "rate") * w


class Elastic(Regularizer):
    """L1 and L2 together: few weights, and small (Zou and Hastie 2005)."""

    corner = True
    kind: Literal["elastic"] = "elastic"
    rate: float = penalty_rate()
    l1_share: float = setting(
        0.5,
        "Share of L1 in the penalty.",
        ge=0.0,
        le=1.0,
        unit="%",
        label="L1 share",
        live=True,
        letter="ρ",
    )

    def penalty(self, weights: Array) -> Any:
        return sum(part.penalty(weights) for part in self._parts())

    def bind(self, parameters: Array, gradient: Array, mask: Array) -> Callable[[], None] | None:
        first, second = (part.bind(parameters, gradient, mask) for part in self._parts())

        def add() -> None:
            for each in (first, second):
                if each is not None:
                    each()

        return add

    def _parts(self) -> tuple[L1, L2]:
        # Unchecked, for in a population the rate is an array.
        return L1.model_construct(rate=self.rate * self.l1_share), L2.model_construct(
            rate=self.rate * (1.0 - self.l1_share)
        )

    def formula(self, w: Term) -> Term:
        rate, share = self._symbols()
        return rate * (share * absolute(w) + (1 - share) / 2 * w**2)

    def slope_formula(self, w: Term) -> Term:
        rate, share = self._symbols()
        return rate * (share * sign(w) + (1 - share) * w)

    def _symbols(self) -> tuple[Term, Term]:
        return setting_symbol(self, "rate"), setting_symbol(self, "l1_share")
