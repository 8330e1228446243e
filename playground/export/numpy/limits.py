"""Regularizers and clipping as NumPy: what is added to gradients, and how they and weights are limited."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.clipping import ByNorm, ByValue, Clipping, NoClipping
from playground.engine.regularizers.base import NOTHING, Regularizer
from playground.engine.regularizers.limits import L1ToZero, MaxNorm
from playground.engine.symbolic.expressions import symbol
from playground.export.numpy.terms import TermWriter


def penalty_share(rule: Regularizer, weight: str) -> str:
    """Return what a regularizer adds to the gradient of a weight, by its formula; empty for nothing."""
    w = symbol("w", 0.5)
    term = rule.slope_formula(w)
    return "" if term is NOTHING else TermWriter({id(w): weight}).written(term)


def penalty_value(rule: Regularizer, weight: str) -> str:
    """Return what a regularizer adds to the loss for a weight, by its formula; empty for nothing."""
    w = symbol("w", 0.5)
    term = rule.formula(w)
    return "" if term is NOTHING else TermWriter({id(w): weight}).written(term)


@singledispatch
def weight_limit(rule: Regularizer) -> str:
    """Return the function that limits weights after a step, empty where there is no limit.

    Raises LookupError for a limit that nobody has told NumPy of.
    """
    if type(rule).constrain is not Regularizer.constrain:
        raise LookupError(f"{rule.title} has no counterpart in NumPy.")
    return ""


@weight_limit.register
def _(rule: MaxNorm) -> str:
    return f'''
def limit(w, before, rate):
    """Scale the incoming weights of a unit down to a norm of {rule.limit!r}."""
    norm = np.sqrt((w**2).sum(axis=tuple(range(w.ndim - 1)), keepdims=True))
    w *= np.minimum(1, {rule.limit!r} / np.maximum(norm, 1e-12))
'''


@weight_limit.register
def _(rule: L1ToZero) -> str:
    return f'''
def limit(w, before, rate):
    """Pull weights towards 0; those that would cross it, or are 0, are 0."""
    pulled = w - rate * {rule.rate!r} * np.sign(before)
    w[:] = np.where((before == 0) | (w * pulled < 0), 0, pulled)
'''


@singledispatch
def clipping_lines(rule: Clipping) -> list[str]:
    """Return what is done to the list ``gradients`` of all gradients.

    Raises LookupError for a rule that nobody has told NumPy of.
    """
    raise LookupError(f"{rule.title} has no counterpart in NumPy.")


@clipping_lines.register
def _(rule: NoClipping) -> list[str]:
    return []


@clipping_lines.register
def _(rule: ByValue) -> list[str]:
    return [f"gradients = [np.clip(g, -{rule.limit!r}, {rule.limit!r}) for g in gradients]"]


@clipping_lines.register
def _(rule: ByNorm) -> list[str]:
    return [
        "norm = np.sqrt(sum((g**2).sum() for g in gradients))",
        f"gradients = [g * min(1, {rule.limit!r} / (norm + 1e-6)) for g in gradients]",
    ]
