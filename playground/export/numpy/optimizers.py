"""Optimizers as NumPy: their rules for one array, as they are written for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from playground.engine.optimizers.adam import NAdam
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.lbfgs import LBFGS
from playground.engine.optimizers.sign import Rprop
from playground.engine.symbolic.expressions import Line, Sum, Symbol, symbol
from playground.engine.symbolic.update_lines import AllParameters, OptimizerStep
from playground.export.numpy.terms import PRODUCT, TermWriter
from playground.export.spelling import docstring
from playground.parts.setting import settings

SPELLED = {"μ": "mu", "Δ": "delta", "Π": "product"}
"""Letters that are written out in code."""
BEFORE = "t−1"


@dataclass(frozen=True)
class NumpyOptimizer:
    """The rule of an optimizer: ``update(w, g, ..., rate, t)`` changes an array and what is kept of it."""

    source: str
    constants: tuple[tuple[str, float], ...] = ()
    """Its settings by name."""
    kept: tuple[str, ...] = ()
    """What is remembered of every array between two steps, as arrays of its shape ..."""
    starts: tuple[str, ...] = ()
    """... and what they are at the start, as functions of the array: ``np.zeros_like(w)``; RATE is
    the learning rate of the first step."""
    searches: bool = False
    """Whether ``source`` makes an object that asks for losses and gradients of all arrays together."""

    @property
    def called(self) -> str:
        """The call in a loop over arrays ``w``, their gradients ``g`` and what is kept of them."""
        given = self.source.split("(", 1)[1].split(")", 1)[0].split(", ")
        return (
            f"update({', '.join(['w', 'g', *['*memory'] * bool(self.kept), *given[2 + len(self.kept) :]])})"
        )


@singledispatch
def numpy_optimizer(rule: Optimizer) -> NumpyOptimizer:
    """Return a rule from its formula. Raises LookupError for one that cannot be written for arrays."""
    state = dict.fromkeys(rule.state_names, 0.5)
    all_parameters = AllParameters(np.zeros(1), np.zeros(1), np.zeros(1), 0)
    w, g, rate = symbol("w", 0.5), symbol("g", 0.5), symbol("rate", 0.5)
    whole_state = {name: np.full(1, 0.5) for name in rule.state_names}
    lines = list(rule.formula(OptimizerStep(w, g, rate, 2, 0.5, state, whole_state, all_parameters)))
    names = {_key(symbol(letter, 0.0, index)): name for name, letter, index in _settings(rule)}
    letters = {line.state_name: line.left.letter for line in lines if line.state_name}
    if set(letters) != set(rule.state_names):
        raise LookupError(f"{rule.title} has no rule that NumPy can follow for each array.")
    writer = TermWriter({}, lambda each: names.get(_key(each)) or _name(each))
    body = [_statement(line, writer) for line in lines]
    kept = tuple(letters[name] for name in rule.state_names)
    constants = tuple(each for each in _constants(rule) if any(each[0] in text for text in body))
    return NumpyOptimizer(_source(rule, kept, body), constants, kept, ("np.zeros_like(w)",) * len(kept))


def _settings(rule: Optimizer) -> list[tuple[str, str, str]]:
    """Return the names of settings with a letter, the letter, and its index."""
    found = []
    for each in settings(type(rule)):
        if each.letter:
            letter, _, index = each.letter.partition("_")
            found.append((each.name, letter, index))
    return found


def _constants(rule: Optimizer) -> tuple[tuple[str, float], ...]:
    """Return these settings with their values."""
    return tuple((name, float(getattr(rule, name))) for name, _, _ in _settings(rule))


def _key(each: Symbol) -> tuple[str, str]:
    return each.letter, each.index


def _name(each: Symbol) -> str:
    """Return what a number of the rule is called: the same before a step and after it."""
    index = "" if each.index in ("", "t", BEFORE) else f"_{each.index}"
    return f"{SPELLED.get(each.letter, each.letter)}{'_hat' if each.mark == 'hat' else ''}{index}"


def _statement(line: Line, writer: TermWriter) -> str:
    """Return a line of a rule: arrays that are kept are changed in place."""
    text = writer.written(line.right)
    if line.left.mark == "prime":
        match line.right:
            case Sum(terms=[(first, True), (step, False)]) if writer.written(first) == "w":
                return f"w -= {writer.written(step, PRODUCT)}"
        return f"w[:] = {text}"
    return f"{writer.written(line.left)}{'[:]' if line.state_name else ''} = {text}"


def _source(rule: Optimizer, kept: tuple[str, ...], body: list[str]) -> str:
    """Return the function, with the part's own words on it."""
    counted = any("**t" in text or "** t" in text for text in body)
    given = ", ".join(["w", "g", *kept, "rate", *["t"] * counted])
    told = (type(rule).__doc__ or rule.title).split("\n\n")[0]
    lines = [f"def update({given}):", docstring(f"{rule.title}. {told}", indent=4)]
    return "\n".join(["", *lines, *(f"    {text}" for text in body), ""])


@numpy_optimizer.register
def _(rule: LBFGS) -> NumpyOptimizer:
    return NumpyOptimizer(f"optimizer = LBFGSOptimizer(memory={rule.memory})", searches=True)


@numpy_optimizer.register
def _(rule: NAdam) -> NumpyOptimizer:
    body = [
        "now = beta_1 * (1 - 0.5 * 0.96 ** (t * momentum_decay))",
        "later = beta_1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))",
        "m[:] = beta_1 * m + (1 - beta_1) * g",
        "v[:] = beta_2 * v + (1 - beta_2) * g**2",
        "product *= now",
        "root = np.sqrt(v / (1 - beta_2**t)) + epsilon",
        "w -= rate * (1 - now) * g / ((1 - product) * root)",
        "w -= rate * later * m / ((1 - product * later) * root)",
    ]
    kept = ("m", "v", "product")
    starts = ("np.zeros_like(w)", "np.zeros_like(w)", "np.ones_like(w)")
    return NumpyOptimizer(_source(rule, kept, body), _constants(rule), kept, starts)


@numpy_optimizer.register
def _(rule: Rprop) -> NumpyOptimizer:
    body = [
        "held, turned = g * before > 0, g * before < 0",
        "size[held] *= grow",
        "size[turned] *= shrink",
        "np.clip(size, least, most, out=size)",
        "before[:] = np.where(turned, 0, g)  # after a turn w stays for one step",
        "w -= np.sign(before) * size",
    ]
    kept = ("before", "size")
    starts = ("np.zeros_like(w)", "np.full_like(w, RATE)")
    return NumpyOptimizer(_source(rule, kept, body).replace(", rate", ""), _constants(rule), kept, starts)
