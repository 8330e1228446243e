"""The lines in which optimizers write their rules: what they are made of, and their notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.engine.symbolic.expressions import Line, Power, Symbol, Term, named, symbol

PULLED = "The gradient with the regularizer's part."
VELOCITY = "The velocity."
ROLLS = "The velocity: what is kept of the old one, and the gradient."
MEANS = "The running mean of the gradients."
SQUARES = "The running mean of the squared gradients."
FROM_ZERO = "Corrected for its start at zero."
SCALED = "The {} goes down by the learning rate, scaled by the size of its own gradients."
DECAYS = "The {} shrinks by its decay, whatever the gradient."


@dataclass(frozen=True, eq=False)
class AllParameters:
    """One step of all parameters, each array (n,), for rules in which a parameter depends on the others."""

    before: Any
    gradient: Any
    """With the regularizer's share, but not clipped: rules that need it compute it themselves."""
    moved: Any
    place: Any
    """Where the parameter at hand is in these arrays; a slice for all of them."""


@dataclass(frozen=True, eq=False)
class OptimizerStep:
    """The numbers of one step that go into a rule: of one parameter, or arrays of them all."""

    w: Symbol
    """The parameter before the step."""
    g: Symbol
    """Its gradient, after regularizer and clipping."""
    rate: Symbol
    """The learning rate, after the schedule."""
    t: int
    """Which update this is, from 1."""
    moved: Any
    """The parameter after the step."""
    state: Mapping[str, Any]
    """The optimizer's state of the parameter before the step, by name."""
    whole_state: Mapping[str, Any]
    """The same for all parameters; a state that a network has only once is at the first."""
    all_parameters: AllParameters
    called: str = "weight"
    """What the parameter is: ``weight``, ``bias``, ``scale`` ..."""

    def old(self, name: str, letter: str, means: str) -> Symbol:
        """Return the symbol of a state before the step; ``means`` is that of the new one."""
        return symbol(letter, self.state[name], "t−1", means=of_earlier_update(means))

    def mean(self, name: str, letter: str, share: Term, newest: Term, note: str) -> Line:
        """Return the line for a running mean: a share of the old one, and the rest of the newest."""
        kept = share * self.old(name, letter, note)
        return new_state(name, letter, kept + (1 - share) * newest, note)

    def power(self, base: Term) -> Power:
        """Return a number to the power of t."""
        means = "The number of this update, from 1; as a subscript: of this update."
        return base ** symbol("t", self.t, means=means)

    def new(self, term: Term, note: str) -> Line:
        """Return the line for the new parameter; braces in the note stand for what it is called."""
        return Line(after(self.w, term.number, self.called), term, note.format(self.called))


def after(w: Symbol, number: Any, called: str) -> Symbol:
    """Return the symbol of a parameter after the step."""
    return replace(w, number=number, mark="prime", means=f"The {called} after the step.")


def of_earlier_update(means: str) -> str:
    """Return what the same of the update before stands for."""
    return f"Of the update before: {means[:1].lower()}{means[1:]}"


def new_state(name: str, letter: str, term: Term, note: str, means: str = "") -> Line:
    """Return the line for what a rule remembers from now on; ``means`` defaults to the note."""
    return Line(named(term, letter, "t", means=means or note), term, note, name)


def intermediate(letter: str, term: Term, note: str, means: str = "", **around: Any) -> Line:
    """Return the line for an intermediate result; ``means`` defaults to the note."""
    return Line(named(term, letter, means=means or note, **around), term, note)


def bias_corrected(kept: Symbol, share: Term) -> Line:
    """Return the line for a running mean without its start at zero, of which it still has a share."""
    means = kept.means.removesuffix(".") + ", corrected for its start at zero."
    return intermediate(kept.letter, kept / (1 - share), FROM_ZERO, means, mark="hat")
