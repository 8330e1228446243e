"""Activations shaped like an S, and softplus, whose slope is the sigmoid."""

from typing import Literal

import numpy as np

from playground.engine.activations.base import ONE, Activation, Array, sigmoid
from playground.engine.symbolic import functions
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import softplus, tanh
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting


class Tanh(Activation):
    """An S-shaped curve from −1 to 1, steepest at zero."""

    ends = (-1.0, 1.0)
    kind: Literal["tanh"] = "tanh"

    def value(self, z: Array, out: Array) -> None:
        np.tanh(z, out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(a, a, out)
        np.subtract(ONE, out, out)

    def formula(self, z: Term) -> Term:
        return tanh(z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return 1 - a**2


class Sigmoid(Activation):
    """An S-shaped curve from 0 to 1; its slope is at most 1/4, so deep stacks learn slowly."""

    ends = (0.0, 1.0)
    kind: Literal["sigmoid"] = "sigmoid"

    def value(self, z: Array, out: Array) -> None:
        sigmoid(z, out)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.subtract(ONE, a, out=out)
        np.multiply(out, a, out=out)

    def formula(self, z: Term) -> Term:
        return 1 / (1 + functions.exp(-z))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return a * (1 - a)


class Softplus(Activation):
    """ReLU with its corner rounded off."""

    kind: Literal["softplus"] = "softplus"
    sharpness: float = setting(
        1.0, "How sharp the bend is: how close to ReLU's corner.", ge=0.1, le=10.0, log=True, letter="β"
    )

    def value(self, z: Array, out: Array) -> None:
        np.multiply(z, self.sharpness, out=out)
        np.logaddexp(0.0, out, out=out)
        out /= self.sharpness

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.multiply(z, self.sharpness, out=out)
        sigmoid(out, out)

    def formula(self, z: Term) -> Term:
        return softplus(setting_symbol(self, "sharpness") * z) / setting_symbol(self, "sharpness")

    def slope_formula(self, z: Term, a: Term) -> Term:
        return functions.sigmoid(setting_symbol(self, "sharpness") * z)
