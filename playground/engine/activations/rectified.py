"""Activations made of straight pieces, and ELU."""

from functools import partial
from typing import Literal

import numpy as np

from playground.engine.activations.base import ZERO, Activation, Array, Procedure
from playground.engine.symbolic import expressions, functions
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import maximum, where_less
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting


class Identity(Activation):
    """The sum itself: a layer of these stays linear."""

    kind: Literal["identity"] = "identity"

    def value(self, z: Array, out: Array) -> None:
        np.copyto(out, z)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        out.fill(1.0)

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        return (partial(np.copyto, out, da),)

    def formula(self, z: Term) -> Term:
        return z

    def slope_formula(self, z: Term, a: Term) -> Term:
        return expressions.Constant(expressions.number(1.0))


class ReLU(Activation):
    """Zero below zero, the sum above: cheap, and it does not saturate above."""

    title = "ReLU"
    corners = (0.0,)
    kind: Literal["relu"] = "relu"

    def value(self, z: Array, out: Array) -> None:
        np.maximum(z, ZERO, out=out)

    def forward(self, z: Array, out: Array) -> tuple[Procedure, ...]:
        # NumPy compares two arrays in less than half the time that it takes for an array and a number.
        return (partial(np.maximum, z, np.zeros_like(z), out=out),)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.greater(z, ZERO, out=out)

    def formula(self, z: Term) -> Term:
        return maximum(0, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return where_less(0, z, 1, 0)


class LeakyReLU(Activation):
    """ReLU that keeps a small slope below zero, so that no unit dies."""

    title = "Leaky ReLU"
    corners = (0.0,)
    kind: Literal["leaky-relu"] = "leaky-relu"
    slope: float = setting(0.01, "Slope below zero.", ge=0.0, le=0.9, letter="α")

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, self.slope, out=out)
        np.maximum(z, out, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.greater(z, 0.0, out=out)
        out *= 1.0 - self.slope
        out += self.slope

    def formula(self, z: Term) -> Term:
        return maximum(setting_symbol(self, "slope") * z, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return where_less(0, z, 1, setting_symbol(self, "slope"))


class ELU(Activation):
    """ReLU that bends smoothly towards a floor below zero (Clevert et al. 2015)."""

    title = "ELU"
    corners = (0.0,)
    kind: Literal["elu"] = "elu"
    alpha: float = setting(1.0, "How far below zero the floor lies.", ge=0.1, le=5.0, letter="α")

    def value(self, z: Array, out: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        out *= self.alpha
        np.copyto(out, z, where=z > 0.0)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        # Not a + α, of which nothing is left where the floor is near.
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        out *= self.alpha
        np.copyto(out, 1.0, where=z > 0.0)

    def formula(self, z: Term) -> Term:
        return where_less(0, z, z, setting_symbol(self, "alpha") * (functions.exp(z) - 1))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return where_less(0, z, 1, setting_symbol(self, "alpha") * functions.exp(z))
