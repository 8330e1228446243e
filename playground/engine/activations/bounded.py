"""Activations that stay within bounds, each in its own way."""

from typing import Literal

import numpy as np

from playground.engine.activations.base import Activation, Array
from playground.engine.symbolic import functions
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import absolute, exp, maximum, minimum, where_less


class Softsign(Activation):
    """An S-shaped curve from −1 to 1 that levels off slowly: z / (1 + |z|)."""

    corners = (0.0,)
    ends = (-1.0, 1.0)
    kind: Literal["softsign"] = "softsign"

    def value(self, z: Array, out: Array) -> None:
        np.abs(z, out=out)
        out += 1.0
        np.divide(z, out, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.abs(a, out=out)
        np.subtract(1.0, out, out=out)
        out *= out

    def formula(self, z: Term) -> Term:
        return z / (1 + absolute(z))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return (1 - absolute(a)) ** 2


class HardTanh(Activation):
    """The sum itself, clipped to −1 and 1: tanh in three straight pieces."""

    title = "Hard tanh"
    corners = (-1.0, 1.0)
    ends = (-1.0, 1.0)
    kind: Literal["hard-tanh"] = "hard-tanh"

    def value(self, z: Array, out: Array) -> None:
        np.clip(z, -1.0, 1.0, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.less(np.abs(z), 1.0, out=out)

    def formula(self, z: Term) -> Term:
        return maximum(-1, minimum(1, z))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return where_less(absolute(z), 1, 1, 0)


class Sine(Activation):
    """A wave: it never saturates, and suits periodic data."""

    kind: Literal["sine"] = "sine"

    def value(self, z: Array, out: Array) -> None:
        np.sin(z, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.cos(z, out=out)

    def formula(self, z: Term) -> Term:
        return functions.call("sin", np.sin, z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return functions.call("cos", np.cos, z)


class Gaussian(Activation):
    """A bump at zero: each unit responds to a stripe of the plane."""

    kind: Literal["gaussian"] = "gaussian"

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, z, out=out)
        np.negative(out, out=out)
        np.exp(out, out=out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(z, -2.0, out=out)
        out *= a

    def formula(self, z: Term) -> Term:
        return exp(-(z**2))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return -2 * z * a
