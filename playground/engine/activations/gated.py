"""Smooth relatives of ReLU, in which a unit's sum lets itself through."""

import math
from typing import Literal

import numpy as np

from playground.engine.activations.base import Activation, Array, sigmoid
from playground.engine.symbolic import functions
from playground.engine.symbolic.expressions import PI, Term, symbol
from playground.engine.symbolic.functions import exp, softplus, tanh, where_less

# NumPy has no error function; the C library's, element by element, is exact to the last digit. Its complement
# keeps all digits where the share below z is small.
_erfc = np.frompyfunc(math.erfc, 1, 1)
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772  # SELU's fixed point, from the paper
LAMBDA = symbol("λ", SCALE, means="The scale of SELU.")
FLOOR = symbol("α", ALPHA, means="How far below zero the floor of SELU lies, before it is scaled.")


class SELU(Activation):
    """ELU, scaled so that deep stacks keep mean 0 and variance 1 (Klambauer et al. 2017)."""

    title = "SELU"
    corners = (0.0,)
    kind: Literal["selu"] = "selu"

    def value(self, z: Array, out: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        out *= ALPHA
        np.copyto(out, z, where=z > 0.0)
        out *= SCALE

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        out *= SCALE * ALPHA
        np.copyto(out, SCALE, where=z > 0.0)

    def formula(self, z: Term) -> Term:
        return LAMBDA * where_less(0, z, z, FLOOR * (exp(z) - 1))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return where_less(0, z, LAMBDA, LAMBDA * FLOOR * exp(z))


class GELU(Activation):
    """The sum times the normal distribution function at the sum, exact (Hendrycks and Gimpel 2016)."""

    title = "GELU"
    kind: Literal["gelu"] = "gelu"

    def value(self, z: Array, out: Array) -> None:
        self._share(z, out)
        out *= z

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        self._share(z, out)
        out += z * np.exp(-0.5 * z * z) * (1.0 / math.sqrt(2.0 * math.pi))

    def _share(self, z: Array, out: Array) -> None:
        """Write the normal distribution function of z."""
        out[...] = _erfc(z * -math.sqrt(0.5))
        out *= 0.5

    def formula(self, z: Term) -> Term:
        return z * self._below(z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return self._below(z) + z * exp(-(z**2) / 2) / functions.sqrt(2 * PI)

    def _below(self, z: Term) -> Term:
        return functions.call("normal", lambda value: 0.5 * np.float64(_erfc(value * -math.sqrt(0.5))), z)


class Swish(Activation):
    """The sum times its own sigmoid, also called SiLU (Ramachandran et al. 2017)."""

    kind: Literal["swish"] = "swish"

    def value(self, z: Array, out: Array) -> None:
        sigmoid(z, out)
        out *= z

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        # With s the sigmoid, a = z s and a' = s + a (1 - s).
        share = np.empty_like(z)
        sigmoid(z, share)
        np.subtract(1.0, share, out=out)
        out *= a
        out += share

    def formula(self, z: Term) -> Term:
        return z * functions.sigmoid(z)

    def slope_formula(self, z: Term, a: Term) -> Term:
        return functions.sigmoid(z) + a * (1 - functions.sigmoid(z))


class Mish(Activation):
    """The sum times the tanh of its softplus (Misra 2019)."""

    kind: Literal["mish"] = "mish"

    def value(self, z: Array, out: Array) -> None:
        np.logaddexp(0.0, z, out=out)
        np.tanh(out, out=out)
        out *= z

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        bent, share = np.tanh(np.logaddexp(0.0, z)), np.empty_like(z)
        sigmoid(z, share)
        np.multiply(bent, bent, out=out)
        np.subtract(1.0, out, out=out)
        out *= z
        out *= share
        out += bent

    def formula(self, z: Term) -> Term:
        return z * tanh(softplus(z))

    def slope_formula(self, z: Term, a: Term) -> Term:
        return tanh(softplus(z)) + z * (1 - tanh(softplus(z)) ** 2) * functions.sigmoid(z)
