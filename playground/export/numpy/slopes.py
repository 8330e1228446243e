"""The way back through activations as NumPy: from the slopes with respect to outputs to those of sums."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.activations.bounded import HardTanh
from playground.engine.activations.gated import ALPHA, GELU, SCALE, SELU, Mish
from playground.engine.activations.rectified import ELU, Identity, LeakyReLU, ReLU
from playground.engine.activations.sigmoidal import Softplus
from playground.engine.activations.softmax import Softmax
from playground.engine.symbolic.expressions import symbol
from playground.export.numpy.activations import SHORT, NumpyExpression
from playground.export.numpy.functions import KNOWN, SIGMOID, NumpyFunction
from playground.export.numpy.terms import PRODUCT, TermWriter
from playground.export.spelling import docstring

LETTERS = re.compile(r"\b(z|a|da)\b")


def chained(rule: Activation, z: str, a: str, da: str, axis: int = -1) -> tuple[str, list[NumpyFunction]]:
    """Return ∂L/∂z, given what the sums, the outputs and ∂L/∂a are called.

    Raises LookupError for a formula that cannot be written.
    """
    found = chain_of(rule)
    found = replace(found, text=found.text.replace("axis=-1", f"axis={axis}"))
    names = {"z": z, "a": a, "da": da}
    text, functions = found.text, list(found.functions)
    if found.before or len(text) > SHORT:
        text, functions = _named(rule, found)
    return LETTERS.sub(lambda each: names[each[0]], text), functions


def _named(rule: Activation, found: NumpyExpression) -> tuple[str, list[NumpyFunction]]:
    """Return the call of a function that says what it is."""
    name = f"{rule.kind.replace('-', '_')}_back"
    used = sorted(set(LETTERS.findall(found.text)), key=("z", "a", "da").index)
    told = docstring(
        f"Return ∂L/∂z of {rule.title}, the slope with respect to its sums, from ∂L/∂a.", indent=4
    )
    before = f"    {found.before}\n" if found.before else ""
    source = f"\ndef {name}({', '.join(used)}):\n{told}\n{before}    return {found.text}\n"
    return f"{name}({', '.join(used)})", [NumpyFunction(name, source, found.functions)]


@singledispatch
def chain_of(rule: Activation) -> NumpyExpression:
    """Return ∂L/∂z from sums ``z``, outputs ``a`` and ``da``, by the formula of the derivative.

    Raises LookupError for a function that has no counterpart in NumPy.
    """
    z, a = symbol("z", 0.5), symbol("a", 0.5)
    writer = TermWriter({id(z): "z", id(a): "a"})
    text = f"da * {writer.written(rule.slope_formula(z, a), PRODUCT + 1)}"
    strange = [name for name in writer.called if name not in KNOWN]
    if strange:
        raise LookupError(f"{strange[0]} has no counterpart in NumPy.")
    return NumpyExpression(text, tuple(KNOWN[name] for name in dict.fromkeys(writer.called)))


# Comparisons choose among slopes that are there: numbers of Python's own would be taken for float64.
@chain_of.register
def _(rule: Identity) -> NumpyExpression:
    return NumpyExpression("da")


@chain_of.register
def _(rule: ReLU) -> NumpyExpression:
    return NumpyExpression("da * (z > 0)")


@chain_of.register
def _(rule: HardTanh) -> NumpyExpression:
    return NumpyExpression("da * (np.abs(z) < 1)")


@chain_of.register
def _(rule: LeakyReLU) -> NumpyExpression:
    return NumpyExpression(f"np.where(z > 0, da, {rule.slope!r} * da)")


@chain_of.register
def _(rule: ELU) -> NumpyExpression:
    scale = "" if rule.alpha == 1.0 else f"{rule.alpha!r} * "
    return NumpyExpression(f"np.where(z > 0, da, {scale}np.exp(np.minimum(z, 0)) * da)")


@chain_of.register
def _(rule: SELU) -> NumpyExpression:
    constants = f"scale, alpha = {SCALE}, {ALPHA}"
    text = "scale * np.where(z > 0, da, alpha * np.exp(np.minimum(z, 0)) * da)"
    return NumpyExpression(text, (), constants)


@chain_of.register
def _(rule: Softplus) -> NumpyExpression:
    scale = "" if rule.sharpness == 1.0 else f"{rule.sharpness!r} * "
    return NumpyExpression(f"da * sigmoid({scale}z)", (SIGMOID,))


@chain_of.register
def _(rule: GELU) -> NumpyExpression:
    text = "da * (normal(z) + z * density)"
    return NumpyExpression(text, (KNOWN["normal"],), "density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)")


@chain_of.register
def _(rule: Mish) -> NumpyExpression:
    text = "da * (bent + z * (1 - bent**2) * sigmoid(z))"
    return NumpyExpression(text, (SIGMOID, KNOWN["softplus"]), "bent = np.tanh(softplus(z))")


@chain_of.register
def _(rule: Softmax) -> NumpyExpression:
    return NumpyExpression("a * (da - (a * da).sum(axis=-1, keepdims=True))")
