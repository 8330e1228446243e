"""Activations as NumPy: as their formulas read, unless these overflow where nothing would have to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.activations.bounded import HardTanh
from playground.engine.activations.gated import ALPHA, SCALE, SELU
from playground.engine.activations.rectified import ELU, ReLU
from playground.engine.activations.sigmoidal import Sigmoid, Softplus
from playground.engine.activations.softmax import Softmax
from playground.engine.symbolic.expressions import Term, symbol
from playground.export.numpy.functions import KNOWN, SIGMOID, SOFTMAX, NumpyFunction
from playground.export.numpy.terms import TermWriter
from playground.export.spelling import docstring

SUM = re.compile(r"\bz\b")
ALONE = re.compile(r"z|.*[(,] ?z[,)].*")
"""The sum itself, or as the argument of a function."""
SHORT = 40
"""Characters of an expression that stands where it is needed; a longer one is a function of its own."""


@dataclass(frozen=True)
class NumpyExpression:
    """What is computed of sums ``z``, and for a slope of outputs ``a``, and the functions that it calls."""

    text: str
    functions: tuple[NumpyFunction, ...] = ()
    before: str = ""
    """A statement that says what constants are."""

    def of(self, z: str) -> str:
        """Return it for sums of another name, or for an expression where that stands once."""
        return SUM.sub(lambda _: z, self.text)

    @property
    def alone(self) -> bool:
        """Whether the sum stands in it once, and nothing holds tighter to it than to what it is made of."""
        return len(SUM.findall(self.text)) == 1 and bool(ALONE.fullmatch(self.text))


def activation_value(rule: Activation, axis: int = -1) -> NumpyExpression:
    """Return f(z); ``axis`` is that of the units. Raises LookupError for a formula that cannot be written."""
    found = value_of(rule)
    if not rule.elementwise:
        return found if axis == -1 else NumpyExpression(f"{found.text[:-1]}, axis={axis})", found.functions)
    if len(found.text) <= SHORT and found.alone:
        return found
    name = rule.kind.replace("-", "_")
    told = docstring((type(rule).__doc__ or rule.title).split("\n\n")[0], indent=4)
    before = f"    {found.before}\n" if found.before else ""
    source = f"\ndef {name}(z):\n{told}\n{before}    return {found.text}\n"
    return NumpyExpression(f"{name}(z)", (NumpyFunction(name, source, found.functions),))


@singledispatch
def value_of(rule: Activation) -> NumpyExpression:
    """Return f(z) as it is computed, from its formula."""
    z = symbol("z", 0.5)
    return _expression(rule.formula(z), (z, "z"))


def _expression(term: Term, *names: tuple[Term, str]) -> NumpyExpression:
    writer = TermWriter({id(each): name for each, name in names})
    text = writer.written(term)
    strange = [name for name in writer.called if name not in KNOWN]
    if strange:
        raise LookupError(f"{strange[0]} has no counterpart in NumPy")
    return NumpyExpression(text, tuple(KNOWN[name] for name in dict.fromkeys(writer.called)))


@value_of.register
def _(rule: Sigmoid) -> NumpyExpression:
    return NumpyExpression("sigmoid(z)", (SIGMOID,))


@value_of.register
def _(rule: Softplus) -> NumpyExpression:
    if rule.sharpness == 1.0:
        return NumpyExpression("np.logaddexp(0, z)")
    return NumpyExpression(f"np.logaddexp(0, {rule.sharpness!r} * z) / {rule.sharpness!r}")


@value_of.register
def _(rule: HardTanh) -> NumpyExpression:
    return NumpyExpression("np.clip(z, -1, 1)")


@value_of.register
def _(rule: ReLU) -> NumpyExpression:
    return NumpyExpression("np.maximum(z, 0)")


@value_of.register
def _(rule: ELU) -> NumpyExpression:
    scale = "" if rule.alpha == 1.0 else f"{rule.alpha!r} * "
    return NumpyExpression(f"np.where(z > 0, z, {scale}np.expm1(np.minimum(z, 0)))")


@value_of.register
def _(rule: SELU) -> NumpyExpression:
    constants = f"scale, alpha = {SCALE}, {ALPHA}"
    return NumpyExpression("scale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))", (), constants)


@value_of.register
def _(rule: Softmax) -> NumpyExpression:
    return NumpyExpression("softmax(z)", (SOFTMAX,))
