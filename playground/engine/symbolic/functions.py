"""Functions of terms: those that formulas of layers, losses and optimizers are written with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from playground.engine.symbolic.expressions import Call, Indicator, Piecewise, as_term, number


def where_less(left: Any, right: Any, yes: Any, no: Any) -> Piecewise:
    """Return ``yes`` where ``left`` is less than ``right``, otherwise ``no``."""
    a, b, first, second = (as_term(value) for value in (left, right, yes, no))
    return Piecewise(number(np.where(a.number < b.number, first.number, second.number)), a, b, first, second)


def indicator(left: Any, right: Any) -> Indicator:
    """Return 1 where ``left`` is less than ``right``, otherwise 0."""
    chosen = where_less(left, right, 1, 0)
    return Indicator(chosen.number, chosen.left, chosen.right, chosen.yes, chosen.no)


def call(function: str, compute: Callable[..., Any], *terms: Any) -> Call:
    """Return a function of some terms, computed from their numbers."""
    found = tuple(as_term(term) for term in terms)
    return Call(number(compute(*(term.number for term in found))), function, compute, found)


def exp(x: Any) -> Call:
    """e to the power of x."""
    return call("exp", np.exp, x)


def ln(x: Any) -> Call:
    """The natural logarithm, finite also at 0."""
    return call("ln", lambda value: np.log(np.maximum(value, np.finfo(float).tiny)), x)


def tanh(x: Any) -> Call:
    """The hyperbolic tangent."""
    return call("tanh", np.tanh, x)


def sigmoid(x: Any) -> Call:
    """1 / (1 + exp(-x)), in the form that cannot overflow."""
    return call("sigmoid", lambda value: np.exp(-np.logaddexp(0.0, -value)), x)


def softplus(x: Any) -> Call:
    """ln(1 + exp(x)), in the form that cannot overflow."""
    return call("softplus", lambda value: np.logaddexp(0.0, value), x)


def sqrt(x: Any) -> Call:
    """The square root."""
    return call("sqrt", np.sqrt, x)


def absolute(x: Any) -> Call:
    """The size of x."""
    return call("abs", np.abs, x)


def sign(x: Any) -> Call:
    """-1, 0 or 1."""
    return call("sign", np.sign, x)


def minimum(*terms: Any) -> Call:
    """The smallest of some terms."""
    return call("min", lambda *values: np.minimum.reduce(np.broadcast_arrays(*values)), *terms)


def maximum(*terms: Any) -> Call:
    """The largest of some terms."""
    return call("max", lambda *values: np.maximum.reduce(np.broadcast_arrays(*values)), *terms)
